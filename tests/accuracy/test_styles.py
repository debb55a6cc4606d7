"""Floors of the quotations of many styles: invented paragraphs, each an article, with the rows they must give."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from broadsheet.transforms.pipeline import RawFile, batch, tools

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "transforms" / "quotes" / "styles.json").read_text(encoding="utf-8")
)
LEAD = "The council of Tarn met on Tuesday evening to talk about the harbour."
SILENT = {"title", "term", "scare"}
SAME = 0.75  # of the words of both

Row = dict[str, Any]


def likeness(left: str, right: str) -> float:
    """The share of words, each as often as it stands there, that two texts have in common."""
    one, other = (Counter(re.findall(r"\w+", text.lower())) for text in (left, right))
    return (one & other).total() / max(1, (one | other).total())


def has_speaker(row: Row, wanted: str | None) -> bool:
    if wanted == "*":
        return True
    if wanted is not None and wanted.startswith("unnamed:"):
        return wanted[8:] in (row["speaker_surface"] or "").lower() and row["speaker_name"] is None
    return (row["speaker_name"] or "").lower().endswith((wanted or "").split()[-1].lower())


def is_clean(case: dict[str, Any], rows: list[Row]) -> bool:
    """Whether the rows wanted are there, each with its kind and speaker, and no other words are anybody's."""
    left = list(rows)
    for wanted in case["rows"]:
        best = max(left, key=lambda row: likeness(wanted["text"], row["text"]), default=None)
        if best is None or likeness(wanted["text"], best["text"]) < SAME or not has_speaker(best, wanted["speaker"]):
            return False
        if wanted["kinds"] and best["kind"] not in wanted["kinds"]:
            return False
        left.remove(best)
    spoken = [row for row in rows if row["speaker_surface"]]
    if any(likeness(words, row["text"]) >= SAME for words in case["none_of"] for row in spoken):
        return False
    return all(row["kind"] in SILENT or row["nested_in_quote_index"] is not None for row in left)


@pytest.mark.parametrize(
    ("parse", "floor"), [pytest.param(True, 213, id="with a parse"), pytest.param(False, 191, id="without a parse")]
)
def test_floor_of_clean_cases(parse: bool, floor: int) -> None:
    files = [
        RawFile(
            f"{number}.txt",
            "\n\n".join([f"# {case['headline'] or 'Tarn weighs its harbour'}", LEAD, *case["paragraphs"]]).encode(),
        )
        for number, case in enumerate(CASES)
    ]
    tables = batch(files, tools(parse=parse))
    ids = dict(
        zip(tables["articles"]["article_id"].to_pylist(), tables["articles"]["raw_path"].to_pylist(), strict=True)
    )
    rows: dict[str, list[Row]] = {}
    for row in tables["quotes"].to_pylist():
        rows.setdefault(ids[row["article_id"]], []).append(row)
    clean = [case["id"] for number, case in enumerate(CASES) if is_clean(case, rows.get(f"{number}.txt", []))]
    assert len(clean) >= floor, sorted({case["id"] for case in CASES} - set(clean))
