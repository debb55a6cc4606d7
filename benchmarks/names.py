"""From the annotated news beside the project to two tables: names with and without the rules, and aliases.

    python -m benchmarks.names [--every N]

`--every N` takes each Nth document of the largest set. Names: exact F1 of the recogniser alone and with the rules,
words per CPU-second of both, share of that time in the rules. Aliases: B3 and pair F1 with gold mentions.
"""

import argparse
import importlib.util
import json
import time
from collections import defaultdict
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from transforms.names.aliases import groups
from transforms.names.linking import resolve
from transforms.names.mentions import found
from transforms.names.recogniser import Document, Name, NameType, Section
from transforms.names.spacy_recogniser import SpacyRecogniser
from transforms.splitter import sentence_spans

GOLD: Final = Path(__file__).resolve().parents[2] / "shared" / "gold" / "ner"
NAME_SETS: Final = ("conll2020", "wwn", "gum_news", "conll03_dev", "wikigold")
ALIAS_SETS: Final = ("conll03_dev", "gum_news", "newsfair", "msnbc", "meantime")
LARGEST: Final = "wwn"
TYPE_OF_GOLD: Final[dict[str, NameType]] = {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC", "MISC": "MISC"}

Gold = dict[str, Any]


def scorer() -> ModuleType:
    """The scorer that is kept with the gold."""
    spec = importlib.util.spec_from_file_location("score", GOLD / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(name: str, every: int) -> list[Gold]:
    """The documents of a set."""
    lines = (GOLD / f"{name}.dev.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines[:: every if name == LARGEST else 1]]


def document(gold: Gold) -> Document:
    """The document as one section of text."""
    return Document("en", (Section("text", gold["text"], tuple(sentence_spans(gold["text"]))),))


def gold_mentions(
    gold: Gold, names: list[Name], score: ModuleType
) -> tuple[list[list[list[int]]], list[tuple[int, int, NameType]]]:
    """The clusters in the marked part, and their mentions with their gold type, or that of the rules where none is."""
    window = gold.get("evaluation_span")
    typed = {(start, end): kind for start, end, kind in gold["entities"]}
    spans = found(document(gold), names)
    clusters: list[list[list[int]]] = []
    mentions: list[tuple[int, int, NameType]] = []
    for cluster in gold["clusters"]:
        kept = [[start, end] for start, end in cluster if score.inside((start, end), window)]
        clusters += [kept] if kept else []
        for start, end in kept:
            ours: NameType = next((span.type for span in spans if span.start < end and start < span.end), "MISC")
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


def entities(spans: list[Any]) -> dict[str, list[list[Any]]]:
    """Spans or names in the form the scorer reads."""
    return {"entities": [[span.start, span.end, span.type] for span in spans]}


def measure_names(recogniser: SpacyRecogniser, score: ModuleType, every: int) -> None:
    """Print a line a set: F1 of the model alone, with the rules, and speed."""
    print(f"{'names (exact F1)':<18}{'words':>8}{'model':>8}{'+ rules':>9}{'words/CPU-s':>13}{'rules':>8}")
    for name in NAME_SETS:
        golds = read(name, every)
        documents = [document(gold) for gold in golds]
        began = time.process_time()
        names = recogniser.names(documents)
        modelled = time.process_time()
        resolved = [resolve(one, these) for one, these in zip(documents, names, strict=True)]
        ended = time.process_time()
        keyed = {gold["doc_id"]: gold for gold in golds}
        alone = dict(zip(keyed, map(entities, names), strict=True))
        ruled = dict(zip(keyed, (entities(list(one.mentions)) for one in resolved), strict=True))
        f1 = [100 * score.ent_scores(keyed, one, score.CONLL)["exact"]["F1"] for one in (alone, ruled)]
        words = sum(len(gold["text"].split()) for gold in golds)
        share = (ended - modelled) / (ended - began)
        print(f"{name:<18}{words:>8}{f1[0]:>8.1f}{f1[1]:>9.1f}{words / (ended - began):>13.0f}{share:>8.0%}")


def measure_aliases(recogniser: SpacyRecogniser, score: ModuleType) -> None:
    """Print a line a set, and one over all: B3 and pair F1 with gold mentions."""
    print(f"\n{'aliases (gold mentions)':<26}{'B3':>6}{'pair':>7}{'P':>7}{'R':>7}")
    all_gold: dict[tuple[str, str], Gold] = {}
    all_ours: dict[tuple[str, str], Gold] = {}
    for name in ALIAS_SETS:
        for gold in read(name, 1):
            key = (name, gold["doc_id"])
            all_gold[key], all_ours[key] = linked(gold, recogniser.names([document(gold)])[0], score)
    for name in (*ALIAS_SETS, "all"):
        chosen = {key: gold for key, gold in all_gold.items() if name in (key[0], "all")}
        got = score.clus_scores(chosen, {key: all_ours[key] for key in chosen})
        pair = got["pair"]
        figures = (got["b3"]["F1"], pair["F1"], pair["P"], pair["R"])
        print(f"{name:<25}" + "".join(f"{100 * figure:>7.1f}" for figure in figures))


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1)
    every = parser.parse_args().every
    if not GOLD.is_dir():
        raise SystemExit("the development gold (../shared/gold/ner) is not beside the project")
    recogniser, score = SpacyRecogniser(), scorer()
    print(recogniser.name)
    # Loads the gazetteers, which would otherwise count as time of the first set.
    warm_up = Document("en", (Section("text", "Toronto is near Corvane."),))
    resolve(warm_up, [Name(0, 0, 7, "ORG"), Name(0, 16, 23, "LOC")])
    measure_names(recogniser, score, every)
    measure_aliases(recogniser, score)


if __name__ == "__main__":
    main()
