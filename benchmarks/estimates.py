"""From the annotated news beside the project to how often a corrected share covers the truth, and a naive one.

    PYTHONPATH=. python benchmarks/estimates.py [--every N] [--draws N]

The units are the sentences of the development gold of quotations; what annotators say of each is the truth, what our
rules without a parse say is the column. For three shares and three sizes of sample, so many samples are drawn (seeded),
"coded" by the gold, and the share is estimated from each: corrected, by the coded sample alone, and naive, by the
column as if it had no errors.
"""

import argparse
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.quotes import GOLD, ours_light, scorer, section
from broadsheet.transforms.estimation.estimates import Cell, corrected_share
from broadsheet.transforms.estimation.intervals import normal_quantile

SHARES = ("speech", "quoted", "indirect")
SIZES = (100, 200, 400)
DRAWS = 2_000
SEED = 20_240_601

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Population:
    """What our rules say of each sentence, and what annotators say."""

    ours: Flags
    theirs: Flags


@dataclass(frozen=True, slots=True)
class Coverage:
    """How often an interval holds the truth, and how wide it is: corrected, the coded sample alone, naive."""

    share: str
    size: int
    truth: float
    naive_value: float
    corrected: float
    sample_alone: float
    naive: float
    width: float
    width_alone: float


def gold(every: int) -> list[dict[str, Any]]:
    """Each Nth article of the development gold."""
    lines = (GOLD / "polnear.dev.jsonl").read_text(encoding="utf-8").splitlines()[::every]
    return [json.loads(line) for line in lines]


def populations(articles: Iterable[dict[str, Any]]) -> dict[str, Population]:
    """For each share the sentences of the articles: whether they hold words of a quotation of that kind."""
    score, find = scorer(), ours_light()
    rows: dict[str, list[tuple[bool, bool]]] = {share: [] for share in SHARES}
    for article in articles:
        text = article["text"]
        document = score.Doc(text)
        ours = [{"content": content, "speech": True} for content, _, _ in find(text)]
        for share in SHARES:
            said = [list(_spans(score, document, quotes, share)) for quotes in (ours, article["quotes"])]
            for low, high in section(text, None).sentences:
                hits = [any(start < high and low < end for start, end in spans) for spans in said]
                rows[share].append((hits[0], hits[1]))
    return {
        share: Population(np.array([ours for ours, _ in pairs]), np.array([theirs for _, theirs in pairs]))
        for share, pairs in rows.items()
    }


def _spans(score: Any, document: Any, quotes: Iterable[dict[str, Any]], share: str) -> Iterator[tuple[int, int]]:  # noqa: ANN401 - the scorer has no types
    for quote in quotes:
        for unit in score.units(document, quote, "quote"):
            if score.typetarget(unit, share):
                tokens = [document.tok[place] for place in unit["t"]]
                yield min(start for start, _ in tokens), max(end for _, end in tokens)


def coverage(share: str, population: Population, size: int, draws: int = DRAWS) -> Coverage:
    """Draw, code and estimate so many times."""
    chance = np.random.default_rng(SEED)
    truth, naive_value = float(population.theirs.mean()), float(population.ours.mean())
    n = len(population.ours)
    z = normal_quantile()
    naive_reach = z * sqrt(naive_value * (1 - naive_value) / n)
    hits = alone = 0
    widths: list[float] = []
    widths_alone: list[float] = []
    for _ in range(draws):
        drawn = chance.choice(n, size, replace=False)
        estimate = corrected_share(_cells(population, drawn))
        hits += estimate.low <= truth <= estimate.high
        widths.append(estimate.high - estimate.low)
        coded = float(population.theirs[drawn].mean())
        reach = z * sqrt(coded * (1 - coded) / size * (1 - size / n))
        alone += abs(coded - truth) <= reach
        widths_alone.append(2 * reach)
    return Coverage(
        share=share,
        size=size,
        truth=truth,
        naive_value=naive_value,
        corrected=hits / draws,
        sample_alone=alone / draws,
        naive=float(abs(naive_value - truth) <= naive_reach),
        width=float(np.mean(widths)),
        width_alone=float(np.mean(widths_alone)),
    )


def _cells(population: Population, drawn: NDArray[np.int64]) -> list[Cell]:
    ours, theirs = population.ours[drawn], population.theirs[drawn]
    return [
        Cell(
            population=int((population.ours == value).sum()),
            coded=int((ours == value).sum()),
            positives=int(theirs[ours == value].sum()),
            share=float(value),
        )
        for value in (True, False)
    ]


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--every", type=int, default=4, help="use each Nth article")
    options.add_argument("--draws", type=int, default=DRAWS, help="samples for each figure")
    given = options.parse_args()
    print(f"{'share of sentences':<20}{'truth':>8}{'column':>8}{'coded':>7}{'covers':>9}{'width':>8}", end="")
    print(f"{'coded alone':>13}{'width':>8}{'naive covers':>14}")
    for share, population in populations(gold(given.every)).items():
        for size in SIZES:
            told = coverage(share, population, size, given.draws)
            print(f"{share:<20}{told.truth:>8.1%}{told.naive_value:>8.1%}{size:>7}{told.corrected:>9.2%}", end="")
            print(f"{told.width:>8.3f}{told.sample_alone:>13.2%}{told.width_alone:>8.3f}{told.naive:>14.0%}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
