"""The accuracy of the reader of web pages on the development gold beside the project: floors under each figure."""

import importlib.util
import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

PROJECT = Path(__file__).parents[2]
GOLD = PROJECT.parent / "shared" / "gold" / "html"

pytestmark = [
    pytest.mark.gold,
    pytest.mark.skipif(not GOLD.exists(), reason="the gold is not beside the project (../shared/gold/html)"),
]


def module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"accuracy_of_web_pages_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@cache
def scorer() -> ModuleType:
    return module(GOLD / "score.py")


@cache
def benchmark() -> ModuleType:
    return module(PROJECT / "benchmarks" / "web_pages.py")


@cache
def gold(name: str) -> list[dict[str, Any]]:
    lines = (GOLD / name / "expected.dev.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@cache
def predictions(name: str) -> dict[str, dict[str, Any]]:
    predict = benchmark().prediction
    return {row["file"]: predict((GOLD / name / "raw" / row["file"]).read_bytes()) for row in gold(name)}


@cache
def figures(name: str) -> dict[str, float]:
    scored: dict[str, float] = scorer().score(name, predictions(name), gold(name))
    return scored


def any_title(names: Iterable[str]) -> float:
    """Share of the pages with a gold title that is the title or one of its alternatives, by the scorer's tokens."""
    tokens = scorer().ntok
    hits = [
        any(tokens(title) == tokens(row["title"]) for title in predictions(name)[row["file"]]["titles"])
        for name in names
        for row in gold(name)
        if row.get("title")
    ]
    return sum(hits) / len(hits)


@pytest.mark.parametrize(
    ("name", "figure", "floor"),
    [
        pytest.param("fundus", "auth_f1", 0.89, id="news sites: authors"),
        pytest.param("fundus", "date_acc", 0.985, id="news sites: day"),
        pytest.param("fundus", "time_acc", 0.98, id="news sites: instant with zone"),
        pytest.param("fundus", "body_f1", 0.964, id="news sites: body"),
        pytest.param("fundus", "lang", 0.98, id="news sites: language"),
        pytest.param("fundus", "cap_rec", 0.90, id="news sites: captions"),
        pytest.param("fundus", "url", 0.93, id="news sites: address"),
        pytest.param("trafilatura", "auth_f1", 0.62, id="mixed sites: authors"),
        pytest.param("trafilatura", "chunk_f1", 0.93, id="mixed sites: parts of the body"),
        pytest.param("htmldate", "date_acc", 0.92, id="pages of many years: day"),
        pytest.param("aeb", "body_f1", 0.970, id="article bodies"),
        pytest.param("postlightc", "auth_f1", 0.72, id="old pages: authors"),
    ],
)
def test_floors(name: str, figure: str, floor: float) -> None:
    assert figures(name)[figure] >= floor


@pytest.mark.parametrize(
    ("name", "floor"),
    [pytest.param("fundus", 0.95, id="news sites"), pytest.param("trafilatura", 0.84, id="mixed sites")],
)
def test_the_title_or_an_alternative(name: str, floor: float) -> None:
    assert any_title([name]) >= floor


@pytest.mark.parametrize("name", ["fundus", "trafilatura", "aeb", "postlightc", "readability"])
def test_no_good_page_is_rejected(name: str) -> None:
    assert [file for file, row in predictions(name).items() if "error" in row] == []
