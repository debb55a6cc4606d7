"""The text reader against 78 layouts and 6 byte files with their expected records, kept beside the project."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from broadsheet.transforms.readers import read
from broadsheet.transforms.records.record import BODY_KINDS, Moment, Record

GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold" / "html"
CASES = (
    [json.loads(line) for line in (GOLD / "variants.jsonl").read_text(encoding="utf-8").splitlines()]
    if GOLD.exists()
    else []
)
pytestmark = [
    pytest.mark.gold,
    pytest.mark.skipif(not CASES, reason="../shared/gold/html is absent: the layouts and their records are kept there"),
]


def body(record: Record) -> list[str]:
    return [block.passage.text for block in record.blocks if block.kind in BODY_KINDS]


def candidates(record: Record, field: str) -> list[str]:
    return [seen.value for seen in record.candidates if seen.field == field]


def agrees(found: Moment | None, expected: str | None) -> bool:
    """Whether a moment is the expected one, to the minute and zone where these are given."""
    if expected is None or found is None:
        return found is None and expected is None
    if len(expected) == 10:
        return found.day.isoformat() == expected
    whole = datetime.fromisoformat(expected)
    offset = whole.utcoffset()
    minutes = None if offset is None else offset.total_seconds() / 60
    return found.time == whole.replace(tzinfo=None) and found.utc_offset_min == minutes and found.day == whole.date()


def captions(record: Record) -> list[dict[str, str | None]]:
    found = []
    for image in record.images:
        text = None if image.caption_block is None else record.blocks[image.caption_block].passage.text
        if text or image.credit_raw:
            found.append({"text": text, "credit": image.credit_raw})
    return found


def dateline_fits(record: Record, expected: dict[str, str | None] | None) -> bool:
    if expected is None:
        return record.dateline_raw is None
    raw = record.dateline_raw or ""
    told = [expected.get("date") or "", expected.get("source") or ""]
    return record.dateline_place == expected["place"] and all(part in raw for part in told) and bool(raw)


def agencies(record: Record) -> list[str]:
    named = [author.agency_code for author in record.authors if author.agency_code]
    return sorted({*named, *([record.wire_agency] if record.wire_agency else [])})


CHECKS: dict[str, Callable[[Record, object], bool]] = {
    "title": lambda record, want: (record.title.text if record.title else None) == want,
    "title_clean": lambda record, want: candidates(record, "title_clean") == [want],
    "standfirst": lambda record, want: (record.subtitle.text if record.subtitle else None) == want,
    "authors": lambda record, want: [author.name for author in record.authors if author.kind == "person"] == want,
    "contributors": lambda record, want: candidates(record, "contributor") == want,
    "editors": lambda record, want: candidates(record, "editor") == want,
    "agencies": lambda record, want: agencies(record) == want,
    "publisher": lambda record, want: record.publisher_name == want,
    "published": lambda record, want: agrees(record.published, None if want is None else str(want)),
    "updated": lambda record, want: agrees(record.modified, str(want)),
    "published_options": lambda record, want: set(want) <= set(candidates(record, "published_date")),  # type: ignore[call-overload]
    "precision": lambda record, want: record.published is not None and record.published.precision == want,
    "dateline": lambda record, want: dateline_fits(record, want if isinstance(want, dict) else None),
    "body_first": lambda record, want: body(record)[0] == want,
    "body_last": lambda record, want: body(record)[-1] == want,
    "body_has": lambda record, want: all(any(text in part for part in body(record)) for text in want),  # type: ignore[attr-defined]
    "body_not": lambda record, want: not any(text in part for part in body(record) for text in want),  # type: ignore[attr-defined]
    "n_paragraphs": lambda record, want: len(body(record)) == want,
    "captions": lambda record, want: captions(record) == want,
    "url": lambda record, want: record.canonical_url == want,
    "archive_url": lambda record, want: candidates(record, "archive_url") == [want],
    "language": lambda record, want: record.language == want,
    "section": lambda record, want: record.section == want,
    "flags": lambda record, want: set(want) <= set(record.quality_flags),  # type: ignore[call-overload]
    "tags": lambda record, want: list(record.keywords) == want,
    "notes": lambda record, want: sorted(candidates(record, "note")) == sorted(want),  # type: ignore[call-overload]
    "links": lambda record, want: [link.url for block in record.blocks for link in block.links] == want,
}


@pytest.mark.parametrize("case", CASES, ids=[f"{case['id']} {case['what']}" for case in CASES])
def test_a_layout_gives_the_record_it_should(case: dict[str, object]) -> None:
    expected = case["expected"]
    assert isinstance(expected, dict)
    reading = read((GOLD / "variants" / f"{case['id']}.md").read_bytes())
    assert not reading.rejects
    wrong = {name: want for name, want in expected.items() if not CHECKS[name](reading.records[0], want)}
    assert not wrong, reading.records[0]


@pytest.mark.parametrize(
    ("name", "title", "language", "flag"),
    [
        ("B1_cp1251.txt", "Паром вернётся", "ru", "encoding:cp1251"),
        ("B2_utf16le_bom.txt", "Паром вернётся", "ru", "encoding:utf-16"),
        ("B3_latin1.txt", "Fähre kehrt zurück", None, "encoding:cp1252"),
        ("B4_utf8_badbyte.txt", "Ferry line", None, "bad_bytes:1"),
        ("B6_nul.txt", "Ferry line", None, "nul_removed"),
    ],
)
def test_a_byte_file_is_decoded(name: str, title: str, language: str | None, flag: str) -> None:
    record = read((GOLD / "variants" / name).read_bytes()).records[0]
    assert record.title is not None
    assert record.title.text == title
    assert language is None or record.language == language
    assert flag in record.quality_flags


def test_an_empty_file_is_rejected() -> None:
    assert read((GOLD / "variants" / "B5_empty.txt").read_bytes()).rejects[0].code == "empty"
