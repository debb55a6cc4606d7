"""Dates of text articles: with more on their line, of the last change only, and below the text."""

import pytest

from broadsheet.transforms.readers.markdown.text_reader import read
from broadsheet.transforms.records.record import Record

LEAD = "The harbour council of Brunnmouth voted on Monday to keep the old lighthouse lit."
NEXT = '"We like the light," said Ana Reyd, who rows the mail boat across the bay in all weathers.'
LAST = "The vote will be held again in the autumn, the council said on the steps of the town hall."


def record(above: tuple[str, ...] = (), below: tuple[str, ...] = ()) -> Record:
    reading = read("\n\n".join(["# Lighthouse stays lit", *above, LEAD, NEXT, LAST, *below]).encode())
    assert not reading.rejects
    return reading.records[0]


def day(found: Record) -> str | None:
    return found.published.day.isoformat() if found.published else None


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("14 March 2023 Reading time: 3 min", id="English"),
        pytest.param("14.03.2023 - 15:48 UhrLesedauer: 2 Min.", id="German, grown together"),
        pytest.param("14 mars 2023 – Temps de lecture 4 minutes", id="French"),
    ],
)
def test_a_date_before_the_reading_time(line: str) -> None:
    found = record((line,))
    assert (day(found), found.published_source) == ("2023-03-14", "date_line")
    assert [block.kind for block in found.blocks] == ["title", "date_line", *["paragraph"] * 3]


def test_the_day_of_the_last_change_stands_for_an_unknown_first_one() -> None:
    found = record(("Stand: 14.03.2023 22:58 Uhr",))
    assert (day(found), found.modified, found.quality_flags) == ("2023-03-14", found.published, ("date_from_modified",))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(("14 March 2023",), "2023-03-14", id="a day"),
        pytest.param(("14 marzo 2023 ( modifica il 15 marzo 2023 | 15:24)",), "2023-03-14", id="with its change"),
        pytest.param(("14 March 2023", "14.03.2023"), "2023-03-14", id="the same day twice"),
        pytest.param(("14 March 2023", "12 March 2023"), None, id="days of other articles"),
    ],
)
def test_a_date_below_the_text(lines: tuple[str, ...], expected: str | None) -> None:
    assert day(record(below=lines)) == expected


def test_a_date_above_the_text_goes_before_one_below_it() -> None:
    found = record(("14 March 2023",), ("20 March 2023",))
    assert (day(found), found.published_source, found.date_conflict) == ("2023-03-14", "date_line", False)
