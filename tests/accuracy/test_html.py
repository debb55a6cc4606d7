"""The accuracy of the reader of web pages on the development gold beside the project: floors under each figure.

What pages say of themselves is read from all of them; the body from every third, because it takes most of the time.
Floors of the body are those of all pages, lower only where a third of them gives less by chance.
"""

import importlib.util
import json
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

PROJECT = Path(__file__).parents[2]
GOLD = PROJECT.parent / "shared" / "gold" / "html"
ALL = 1
THIRD = 3

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
def gold(name: str, every: int) -> list[dict[str, Any]]:
    lines = (GOLD / name / "expected.dev.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines[::every]]


@cache
def predictions(name: str, every: int) -> dict[str, dict[str, Any]]:
    predict = benchmark().metadata if every == ALL else benchmark().prediction
    return {row["file"]: predict((GOLD / name / "raw" / row["file"]).read_bytes()) for row in gold(name, every)}


@cache
def figures(name: str, every: int) -> dict[str, float]:
    scored: dict[str, float] = scorer().score(name, predictions(name, every), gold(name, every))
    return scored


def any_title(name: str) -> float:
    """Share of the pages with a gold title that is the title or one of its alternatives, by the scorer's tokens."""
    tokens = scorer().ntok
    hits = [
        any(tokens(title) == tokens(row["title"]) for title in predictions(name, ALL)[row["file"]]["titles"])
        for row in gold(name, ALL)
        if row.get("title")
    ]
    return sum(hits) / len(hits)


@pytest.mark.parametrize(
    ("name", "figure", "floor"),
    [
        pytest.param("fundus", "title_norm", 0.81, id="news sites: chosen title"),
        pytest.param("fundus", "auth_f1", 0.915, id="news sites: authors"),
        pytest.param("fundus", "date_acc", 0.985, id="news sites: day"),
        pytest.param("fundus", "time_acc", 0.98, id="news sites: instant with zone"),
        pytest.param("fundus", "url", 0.93, id="news sites: address"),
        pytest.param("trafilatura", "title_norm", 0.86, id="mixed sites: chosen title"),
        pytest.param("trafilatura", "auth_f1", 0.68, id="mixed sites: authors"),
        pytest.param("trafilatura", "date_acc", 0.92, id="mixed sites: day"),
        pytest.param("postlightc", "date_acc", 0.92, id="old pages: day"),
        pytest.param("htmldate", "date_acc", 0.935, id="pages of many years: day"),
        pytest.param("postlightc", "auth_f1", 0.83, id="old pages: authors"),
    ],
)
def test_what_pages_say_of_themselves(name: str, figure: str, floor: float) -> None:
    assert figures(name, ALL)[figure] >= floor


@pytest.mark.parametrize(
    ("name", "figure", "floor"),
    [
        pytest.param("fundus", "body_f1", 0.975, id="news sites: body"),
        pytest.param("fundus", "lang", 0.97, id="news sites: language"),
        pytest.param("fundus", "cap_rec", 0.92, id="news sites: captions"),
        pytest.param("trafilatura", "chunk_f1", 0.935, id="mixed sites: parts of the body"),
        pytest.param("aeb", "body_f1", 0.97, id="article bodies"),
    ],
)
def test_what_pages_show(name: str, figure: str, floor: float) -> None:
    assert figures(name, THIRD)[figure] >= floor


@pytest.mark.parametrize(
    ("name", "floor"),
    [pytest.param("fundus", 0.95, id="news sites"), pytest.param("trafilatura", 0.88, id="mixed sites")],
)
def test_the_title_or_an_alternative(name: str, floor: float) -> None:
    assert any_title(name) >= floor


@pytest.mark.parametrize("name", ["fundus", "trafilatura", "aeb", "postlightc", "readability"])
def test_no_good_page_is_rejected(name: str) -> None:
    assert [file for file, row in predictions(name, THIRD).items() if "error" in row] == []
