"""From the annotated news beside the project to how well names of one thing are joined, persons apart, and end to end.

    python -m benchmarks.aliases [--recogniser SETTING]

B3 and pair F1. With gold mentions, over each set and all of them: only joining counts. End to end, on one set: names
that are not found, or not exactly, count as mistakes, too.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Mapping
from types import ModuleType
from typing import Final

from benchmarks.names import GOLD, Gold, document, read, scorer
from broadsheet.transforms.names.aliases import groups
from broadsheet.transforms.names.linking import resolve
from broadsheet.transforms.names.mentions import found
from broadsheet.transforms.names.models.registry import recogniser_named
from broadsheet.transforms.names.recogniser import Name
from broadsheet.transforms.staged import DEFAULT_RECOGNISER
from broadsheet.transforms.vocabulary.mention_types import MentionType

ALIAS_SETS: Final = ("conll03_dev", "gum_news", "newsfair", "msnbc", "meantime")
END_TO_END: Final = "gum_news"
TYPE_OF_GOLD: Final[dict[str, MentionType]] = {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC", "MISC": "MISC"}
Golds = dict[tuple[str, str], Gold]


def gold_mentions(
    gold: Gold, names: list[Name], score: ModuleType
) -> tuple[list[list[list[int]]], list[tuple[int, int, MentionType]]]:
    """The clusters in the marked part, and their mentions with their gold type, or that of the rules where none is."""
    window = gold.get("evaluation_span")
    typed = {(start, end): kind for start, end, kind in gold["entities"]}
    spans = found(document(gold), names)
    clusters: list[list[list[int]]] = []
    mentions: list[tuple[int, int, MentionType]] = []
    for cluster in gold["clusters"]:
        kept = [[start, end] for start, end in cluster if score.inside((start, end), window)]
        clusters += [kept] if kept else []
        for start, end in kept:
            ours: MentionType = next((span.type for span in spans if span.start < end and start < span.end), "MISC")
            kind = TYPE_OF_GOLD.get(typed.get((start, end), ""), ours)
            mentions.append((start, end, ours if kind == "MISC" and ours == "NORP" else kind))
    return clusters, sorted(mentions)


def linked(gold: Gold, names: list[Name], score: ModuleType) -> tuple[Gold, Gold]:
    """The gold clusters and ours over the same mentions."""
    clusters, mentions = gold_mentions(gold, names, score)
    ours: dict[int, list[list[int]]] = defaultdict(list)
    numbers = groups([(gold["text"][start:end], kind) for start, end, kind in mentions])
    for (start, end, _), number in zip(mentions, numbers, strict=True):
        ours[number].append([start, end])
    return {**gold, "clusters": clusters}, {"clusters": list(ours.values())}


def of_persons(gold: Gold, ours: Gold, names: list[Name], score: ModuleType) -> tuple[Gold, Gold]:
    """The clusters whose mentions are mostly persons, and of ours what lies in them."""
    _, mentions = gold_mentions(gold, names, score)
    kinds = {(start, end): kind for start, end, kind in mentions}
    persons = [one for one in gold["clusters"] if _most([kinds[start, end] for start, end in one]) == "PERSON"]
    inside = {tuple(one) for cluster in persons for one in cluster}
    kept = [[one for one in cluster if tuple(one) in inside] for cluster in ours["clusters"]]
    return {**gold, "clusters": persons}, {"clusters": [cluster for cluster in kept if cluster]}


def _most(kinds: list[str]) -> str:
    return Counter(kinds).most_common(1)[0][0]


def end_to_end(gold: Gold, names: list[Name]) -> Gold:
    """Our mentions by entity."""
    found: dict[int, list[list[int]]] = defaultdict(list)
    for one in resolve(document(gold), names).mentions:
        found[one.entity].append([one.start, one.end])
    return {"clusters": list(found.values())}


def show(
    what: str, golds: Mapping[tuple[str, str], Gold], ours: Mapping[tuple[str, str], Gold], score: ModuleType
) -> None:
    """Print one line."""
    got = score.clus_scores(golds, ours)
    figures = (got["b3"]["F1"], got["pair"]["F1"], got["pair"]["P"], got["pair"]["R"])
    print(f"{what:<28}" + "".join(f"{100 * figure:>7.1f}" for figure in figures))


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--recogniser", default=DEFAULT_RECOGNISER, help="as in the settings")
    recogniser = recogniser_named(parser.parse_args().recogniser)
    if not GOLD.is_dir():
        raise SystemExit("the development gold (../shared/gold/ner) is not beside the project")
    score = scorer()
    all_: tuple[Golds, Golds] = ({}, {})
    persons: tuple[Golds, Golds] = ({}, {})
    whole: tuple[Golds, Golds] = ({}, {})
    for name in ALIAS_SETS:
        for gold in read(name, 1):
            key, names = (name, gold["doc_id"]), recogniser.names([document(gold)])[0]
            all_[0][key], all_[1][key] = linked(gold, names, score)
            persons[0][key], persons[1][key] = of_persons(*linked(gold, names, score), names, score)
            if name == END_TO_END:
                whole[0][key], whole[1][key] = gold, end_to_end(gold, names)
    print(f"{recogniser.name}\n{'gold mentions':<28}{'B3':>7}{'pair':>7}{'P':>7}{'R':>7}")
    for name in (*ALIAS_SETS, "all"):
        for what, (golds, ours) in ((name, all_), (f"{name}, persons", persons)):
            chosen = [key for key in golds if name in (key[0], "all")]
            show(what, {key: golds[key] for key in chosen}, {key: ours[key] for key in chosen}, score)
    show(f"end to end, {END_TO_END}", *whole, score)


if __name__ == "__main__":
    main()
