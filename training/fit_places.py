"""From annotated places to the weights by which the places of a name are ranked, and how right their scores are.

    python -m training.fit_places GOLD.jsonl [--folds N]

Fits the weights of `lexicons/place_weights.tsv` by gradient ascent on the log likelihood of the annotated place of each
name, or of none where the lists lack it, with a penalty on the squares of their distance to what
we expect; prints them, and by folds of outlets how
often what is told is right.
"""

import argparse
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import numpy as np

from benchmarks.places_gold import document, given, homes_of, read
from broadsheet.transforms.names.linking import place_names, resolve
from broadsheet.transforms.names.mentions import Mention
from broadsheet.transforms.names.places.evidence import evidence
from broadsheet.transforms.names.places.resolution import rank

_STEPS: Final = 400
_RATE: Final = 0.05
_PENALTY: Final = 0.001

# What the weights are drawn to, so that kinds that the gold has few of keep what we know of them: a state named behind
# a town is that of the town, a word for its sense is right.
_PRIOR: Final = {
    "is_country": 5.0,
    "is_division1": 3.0,
    "is_region": 5.0,
    "size_city": 1.5,
    "has_seat": -7.0,
    "is_other_name_of_large": -0.5,
    "is_world_city": 2.5,
    "is_region_elsewhere": -5.0,
    "is_shared_name": -3.0,
    "is_other_name": -1.5,
    "is_listed": 3.0,
    "in_called": 5.0,
    "in_behind": 3.0,
    "is_sense": 6.0,
    "has_head": 3.0,
    "near_country": 1.5,
    "near_division": 2.0,
    "is_spoken": 1.0,
    "named_in_domain": 2.0,
    "in_domain": 1.0,
    "none": 2.0,
}

Case = tuple[np.ndarray, int, float, str]


def main() -> None:
    """Fit, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    arguments = parser.parse_args()
    names, cases = examples(read(arguments.gold))
    outlets = sorted({case[3] for case in cases})
    fold = {outlet: number % arguments.folds for number, outlet in enumerate(outlets)}
    told: list[tuple[float, bool, float]] = []
    for number in range(arguments.folds):
        weights = fitted([case for case in cases if fold[case[3]] != number], names)
        told += [answer(case, weights) for case in cases if fold[case[3]] == number]
    for bound in (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95):
        kept = [one for one in told if one[0] >= bound]
        right = sum(weight for _, is_right, weight in kept if is_right)
        print(f"bound {bound:.2f}: told {len(kept)} of {len(told)}, right {right / sum(w for _, _, w in kept):.3f}")
    for name, weight in zip(names, fitted(cases, names), strict=True):
        print(f"{name}\t{weight:.2f}")


def examples(golds: list[dict[str, Any]]) -> tuple[list[str], list[Case]]:
    """The names of the features, and for each distinct name of a document its options, the right one, its weight."""
    documents = [document(gold) for gold in golds]
    homes = homes_of(documents, [resolve(one, given(gold)) for one, gold in zip(documents, golds, strict=True)])
    found: list[tuple[list[dict[str, float]], int, float, str]] = []
    for one, gold in zip(documents, golds, strict=True):
        placed = replace(one, home=homes.get(one.outlet or ""))
        marked = resolve(placed, given(gold)).mentions
        wanted = {(place["start"], place["end"]): place["geonames_id"] for place in gold["places"]}
        members: dict[int, list[Mention]] = defaultdict(list)
        for mention in marked:
            members[mention.entity].append(mention)
        ranking = rank(placed, marked, evidence(placed, marked, place_names(marked)))
        for entity, options in ranking.options.items():
            golden = [wanted[m.start, m.end] for m in members[entity] if (m.start, m.end) in wanted]
            if golden and options:
                ids = [option.place.geonames_id for option in options]
                at = ids.index(golden[0]) if golden[0] in ids else len(ids)
                found.append((list(ranking.features[entity]), at, len(golden) ** 0.5, one.outlet or ""))
    names = sorted({name for told, *_ in found for option in told for name in option} | {"none"})
    cases = []
    for told, at, weight, outlet in found:
        rows = [[option.get(name, 0.0) for name in names] for option in told]
        rows.append([float(name == "none") for name in names])
        cases.append((np.array(rows), at, weight, outlet))
    return names, cases


def fitted(cases: list[Case], names: list[str]) -> np.ndarray:
    """The weights, by Adam on the whole."""
    prior = np.array([_PRIOR.get(name, 0.0) for name in names])
    weights = prior.copy()
    first, second = np.zeros(len(names)), np.zeros(len(names))
    total = sum(weight for _, _, weight, _ in cases)
    for step in range(1, _STEPS + 1):
        gradient = -2 * _PENALTY * (weights - prior)
        for rows, at, weight, _ in cases:
            gradient += weight / total * (rows[at] - softmax(rows @ weights) @ rows)
        first, second = 0.9 * first + 0.1 * gradient, 0.999 * second + 0.001 * gradient**2
        weights = weights + _RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return weights


def softmax(scores: np.ndarray) -> np.ndarray:
    """Shares by the exponentials of scores."""
    shares = np.exp(scores - scores.max())
    return np.asarray(shares / shares.sum())


def answer(case: Case, weights: np.ndarray) -> tuple[float, bool, float]:
    """The share of the likeliest place, whether it is the right one, and the weight of the name."""
    rows, at, weight, _ = case
    shares = softmax(rows @ weights)[:-1]
    best = int(shares.argmax())
    return float(shares[best]), best == at, weight


if __name__ == "__main__":
    main()
