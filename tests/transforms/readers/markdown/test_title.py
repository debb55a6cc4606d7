"""The headline of a text article where a header and the text name two."""

import pytest

from broadsheet.transforms.readers.markdown.text_reader import read
from broadsheet.transforms.records.record import BODY_KINDS, Record

LEAD = "The harbour council of Brunnmouth voted on Monday to keep the old lighthouse lit."
LAST = "The vote will be held again in the autumn, the council said."


def record(header: str, *parts: str) -> Record:
    reading = read("\n\n".join([f'---\ntitle: "{header}"\n---', *parts, LEAD, LAST]).encode())
    assert not reading.rejects
    return reading.records[0]


def body(found: Record) -> list[str]:
    return [block.passage.text for block in found.blocks if block.kind in BODY_KINDS]


@pytest.mark.parametrize(
    ("header", "heading", "expected"),
    [
        pytest.param(
            "Lighthouse stays lit in Brunnmouth",
            "Council votes: Brunnmouth lighthouse stays lit for now",
            "Council votes: Brunnmouth lighthouse stays lit for now",
            id="the heading of the article goes before the title for links",
        ),
        pytest.param("灯台の存続決定、議会投票で", "灯台存続、議会が決定", "灯台存続、議会が決定", id="in Japanese"),
        pytest.param(
            "Harbours: Lighthouse stays lit", "Lighthouse stays lit", "Harbours: Lighthouse stays lit", id="with kicker"
        ),
        pytest.param(
            "Lighthouse stays lit", "Brunnmouth Lighthouse stays lit", "Lighthouse stays lit", id="kicker below"
        ),
        pytest.param(
            "The lighthouse stays lit | Bay Post", "The lighthouse stays lit", "The lighthouse stays lit", id="outlet"
        ),
    ],
)  # fmt: skip
def test_the_title_of_two(header: str, heading: str, expected: str) -> None:
    found = record(header, f"# {heading}")
    assert found.title is not None
    assert found.title.text == expected
    assert body(found) == [LEAD, LAST]


def test_the_other_title_is_kept_as_evidence() -> None:
    found = record("Lighthouse stays lit in Brunnmouth", "# Council votes: Brunnmouth lighthouse stays lit for now")
    seen = [(one.value, one.source, one.is_chosen) for one in found.candidates if one.field == "title"]
    assert seen == [
        ("Lighthouse stays lit in Brunnmouth", "front_matter", False),
        ("Council votes: Brunnmouth lighthouse stays lit for now", "heading", True),
    ]


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param(("# Background",), id="a heading of other words"),
        pytest.param(("## Brunnmouth lighthouse to stay lit, voters say",), id="a heading of the second level"),
        pytest.param(
            ("Nobody in Brunnmouth had seen so many boats.", "# Brunnmouth lighthouse to stay lit, voters say"),
            id="a heading below a paragraph",
        ),
    ],
)
def test_headings_of_the_text_are_no_title(parts: tuple[str, ...]) -> None:
    found = record("The lighthouse of Brunnmouth stays lit", *parts)
    assert found.title is not None
    assert found.title.text == "The lighthouse of Brunnmouth stays lit"


@pytest.mark.parametrize(
    "above",
    [
        pytest.param("14 March 2023\n", id="a day, without a blank line"),
        pytest.param("14 March 2023\n\n", id="a day"),
        pytest.param("https://orla.example/2023/03/14/ferry-back\n\n", id="an address with a day"),
    ],
)
def test_what_stands_above_the_headline_is_none(above: str) -> None:
    text = "The council of Orlova voted on Monday to reopen the old ferry line, eleven years after it was closed down."
    (record,) = read(f"{above}Ferry line to reopen\n\nBy Lena Fisk\n\n{text}\n\n{text} Again.\n".encode()).records
    assert record.published is not None
    assert (record.title.text if record.title else None, str(record.published.day)) == (
        "Ferry line to reopen",
        "2023-03-14",
    )
    assert record.url == (above.strip() if "://" in above else None)
