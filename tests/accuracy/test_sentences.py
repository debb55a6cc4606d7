"""Floors of the sentence splitter on the development gold beside the project."""

import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from broadsheet.transforms.sentences.splitter import sentence_spans

GOLD = Path(__file__).parents[3] / "shared" / "gold" / "ner"
NEWS = ("gum_news", "gum_interview", "meantime")

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


def documents(*names: str) -> list[dict[str, Any]]:
    return [
        json.loads(line)
        for name in names
        for line in (GOLD / f"{name}.dev.jsonl").read_text(encoding="utf-8").splitlines()
    ]


def by_lines(text: str) -> list[tuple[int, int]]:
    """The sentences of a document, which is split into lines first, as the pipeline does."""
    return [
        (line.start() + start, line.start() + end)
        for line in re.finditer(r"[^\n]+", text)
        for start, end in sentence_spans(line.group())
    ]


@pytest.mark.parametrize(
    ("figure", "floor"),
    [
        pytest.param("punct", 0.995, id="boundaries after . ! ?"),
        pytest.param("sent", 0.965, id="whole sentences"),
    ],
)
def test_floor_on_the_news(score: ModuleType, figure: str, floor: float) -> None:
    gold = {str(index): document for index, document in enumerate(documents(*NEWS))}
    found = {key: {"sentences": by_lines(document["text"])} for key, document in gold.items()}
    assert score.sent_scores(gold, found)[figure]["F1"] >= floor


def test_floor_on_the_golden_rules(score: ModuleType) -> None:
    rules = documents("pysbd_golden")
    wrong = [
        rule["text"]
        for rule in rules
        if sentence_spans(rule["text"]) != [score.trim(rule["text"], *span) for span in rule["sentences"]]
    ]
    assert len(wrong) <= 0.05 * len(rules), wrong
