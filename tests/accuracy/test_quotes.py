"""Floors of the quotations on the development gold beside the project: every twentieth article, both kinds of rules."""

import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from broadsheet.transforms.quotes.light.attributions import light_attributions
from broadsheet.transforms.quotes.model import Attribution, QuoteSection
from broadsheet.transforms.quotes.parsed.attributions import parsed_attributions, views_of
from broadsheet.transforms.sentences.parsing import Parser
from broadsheet.transforms.sentences.splitter import sentence_spans

GOLD = Path(__file__).parents[3] / "shared" / "gold" / "quotes"
EVERY = 20

pytestmark = [
    pytest.mark.gold,
    pytest.mark.skipif(
        not GOLD.is_dir(), reason="the development gold (../shared/gold/quotes) is not beside the project"
    ),
]

Gold = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def score() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", GOLD / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def gold() -> Gold:
    lines = (GOLD / "polnear.dev.jsonl").read_text(encoding="utf-8").splitlines()[::EVERY]
    return {document["doc_id"]: document for document in map(json.loads, lines)}


def section(text: str, parser: Parser | None) -> QuoteSection:
    paragraphs = tuple(match.span() for match in re.finditer(r"[^\n]+", text))
    sentences = tuple((a + low, a + high) for a, b in paragraphs for low, high in sentence_spans(text[a:b]))
    return QuoteSection(
        "text", text, paragraphs, sentences, parser.parse(text, paragraphs, sentences) if parser else None
    )


def attributions(text: str, parser: Parser | None) -> list[Attribution]:
    one = section(text, parser)
    return parsed_attributions(one, views_of(one)) if parser else light_attributions(one)


def found(gold: Gold, parser: Parser | None) -> Gold:
    """What the rules find, as the scorer reads it."""
    return {
        key: {
            "quotes": [
                {
                    "content": one.content,
                    "cue": [one.cue] if one.cue else [],
                    "speaker": [one.speaker] if one.speaker else [],
                }
                for one in attributions(document["text"], parser)
            ]
        }
        for key, document in gold.items()
    }


@pytest.fixture(scope="module")
def parsed(gold: Gold) -> Gold:
    return found(gold, Parser())


@pytest.fixture(scope="module")
def light(gold: Gold) -> Gold:
    return found(gold, None)


@pytest.mark.parametrize(
    ("target", "floor"),
    [
        pytest.param("speech", 0.82, id="all speech"),
        pytest.param("direct", 0.94, id="direct"),
        pytest.param("quoted", 0.885, id="quoted in whole or in part"),
        pytest.param("indirect", 0.69, id="indirect"),
    ],
)
def test_floor_with_a_parse(score: ModuleType, gold: Gold, parsed: Gold, target: str, floor: float) -> None:
    assert score.evaluate(gold, parsed, target)[0]["e2e"][2] >= floor


@pytest.mark.parametrize(
    ("target", "floor"), [pytest.param("speech", 0.73, id="all speech"), pytest.param("direct", 0.92, id="direct")]
)
def test_floor_without_a_parse(score: ModuleType, gold: Gold, light: Gold, target: str, floor: float) -> None:
    assert score.evaluate(gold, light, target)[0]["e2e"][2] >= floor


def test_floor_of_the_speaker_of_a_right_span(score: ModuleType, gold: Gold, parsed: Gold) -> None:
    assert score.evaluate(gold, parsed, "speech")[0]["spk"] >= 0.96
