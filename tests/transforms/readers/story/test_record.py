"""How the fields of a story are settled, whatever format they come from."""

import pytest

from broadsheet.transforms.readers.markup.blocks import plain_body
from broadsheet.transforms.readers.story.people import is_known_agency
from broadsheet.transforms.readers.story.record import record_of
from broadsheet.transforms.readers.story.story import Story
from broadsheet.transforms.records.record import Record, Reject


def made(*offers: tuple[str, str], text: str = "The council voted.", names_agency: bool = False) -> Record:
    story = Story("json", "json", names_agency=names_agency)
    for name, value in offers:
        story.offer(name, value, "given")
    story.body = plain_body(text)
    record = record_of(story)
    assert isinstance(record, Record)
    return record


@pytest.mark.parametrize(
    ("offers", "expected"),
    [
        pytest.param([("author", "Lena Fisk")], [("Lena Fisk", "person")], id="a name"),
        pytest.param([("author", "Lena")], [("Lena", "person")], id="one name, where names are told"),
        pytest.param([("byline", "Lena")], [], id="one name is no byline"),
        pytest.param([("author", "fisk.lena")], [], id="what one logs in with is no name"),
        pytest.param([("author", "AFP")], [("AFP", "agency")], id="an agency"),
        pytest.param([("author", "AFP Newsdesk")], [("AFP Newsdesk", "agency")], id="the desk of an agency"),
        pytest.param([("byline", "ab/cd")], [], id="initials"),
        pytest.param(
            [("author", "Lena Fisk"), ("byline", "By Ivo Brandt")], [("Lena Fisk", "person")], id="names before bylines"
        ),
        pytest.param([("author", "Lena Fisk"), ("author", "LENA FISK")], [("Lena Fisk", "person")], id="each once"),
    ],
)
def test_authors(offers: list[tuple[str, str]], expected: list[tuple[str, str]]) -> None:
    assert [(author.name, author.kind) for author in made(*offers).authors] == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("Reuters", True, id="as it is"),
        pytest.param("/ritzau/", True, id="between slashes, in small letters"),
        pytest.param("Via Reuters", True, id="with a lead word"),
        pytest.param("Deutsche Presse-Agentur GmbH", True, id="with its legal form"),
        pytest.param("reuters.com", True, id="its domain"),
        pytest.param("abc/dpa", True, id="after another"),
        pytest.param("The Orlova Post", False, id="a newspaper"),
        pytest.param("https://a.example/", False, id="an address"),
    ],
)
def test_names_of_agencies(value: str, expected: bool) -> None:
    assert is_known_agency(value) is expected


def test_a_known_agency_wins_over_one_named_before() -> None:
    offers = (("wire_agency", "Orlova Robots"), ("wire_agency", "AP"))
    assert made(*offers, names_agency=True).wire_agency == "AP"
    assert made(offers[0], names_agency=True).wire_agency == "Orlova Robots"
    assert made(offers[0], names_agency=False).wire_agency is None


def test_the_agency_of_the_text_counts_where_no_field_names_one() -> None:
    record = made(("wire_agency", "Orlova Robots"), text="ORLOVA (AP) _ The council voted.", names_agency=True)
    assert (record.wire_agency, record.dateline_raw, record.dateline_place) == ("AP", "ORLOVA (AP) _", "ORLOVA")


def test_a_dateline_of_two_agencies() -> None:
    record = made(text="Orlova (xyz/dpa) - The council voted.")
    assert (record.wire_agency, record.dateline_raw, record.dateline_place) == ("dpa", "Orlova (xyz/dpa) -", "Orlova")


@pytest.mark.parametrize(
    ("offers", "place"),
    [
        pytest.param([("dateline", "Orlova, 14 mars 2023 (AFP)")], "Orlova", id="a dateline apart from the text"),
        pytest.param([("dateline", "Orlova")], "Orlova", id="a place alone"),
        pytest.param([("dateline", "2023-03-14 09:05")], None, id="a date is no place"),
        pytest.param([("dateline_place", "Orlova, Wessen")], "Orlova, Wessen", id="a place told as one"),
    ],
)
def test_the_place_of_the_dateline(offers: list[tuple[str, str]], place: str | None) -> None:
    assert made(*offers).dateline_place == place


def test_dates_that_cannot_be_are_candidates_only() -> None:
    record = made(("published_date", "2023-02-31"), ("published_date", "2023-03-14T09:05:00Z"))
    assert record.published is not None
    assert (str(record.published.day), record.published_source) == ("2023-03-14", "json")
    assert record.quality_flags == ("date_rejected",)
    assert [(seen.value, seen.is_chosen) for seen in record.candidates if seen.field == "published_date"] == [
        ("2023-02-31", False),
        ("2023-03-14T09:05:00Z", True),
    ]


def test_a_fuller_date_of_the_same_day_wins_and_another_day_is_a_conflict() -> None:
    record = made(
        ("published_date", "2023-03-14"),
        ("published_date", "2023-03-14T09:05:00+01:00"),
        ("published_date", "2023-03-20"),
    )
    assert record.published is not None
    assert (str(record.published.time), record.date_conflict) == ("2023-03-14 09:05:00", True)


def test_a_date_of_the_address_is_the_last_resort() -> None:
    record = made(("url", "https://a.example/2023/03/14/ferries"))
    assert record.published is not None
    assert (str(record.published.day), record.published_source) == ("2023-03-14", "url")


@pytest.mark.parametrize(
    ("told", "text", "expected"),
    [
        pytest.param("fr", "A line.", "fr", id="as declared, where the text is short"),
        pytest.param(
            "nb-NO",
            "Rådet stemte mandag for å gjenåpne den gamle fergelinjen, sa en talsperson. " * 4,
            "nb",
            id="Norwegian",
        ),
        pytest.param(
            "fr", "The council of Orlova voted on Monday to reopen the line, she said. " * 6, "en", id="not as the text"
        ),
        pytest.param("", "A b.", None, id="unknown"),
    ],
)
def test_the_language(told: str, text: str, expected: str | None) -> None:
    assert made(("title", "T"), ("language", told), text=text).language == expected


def test_a_subtitle_that_repeats_is_none_and_the_paragraph_stays() -> None:
    record = made(("title", "Ferries"), ("subtitle", "The council voted."), text="The council voted.\n\nTwo boats.")
    assert record.subtitle is None
    assert [block.kind for block in record.blocks] == ["paragraph", "paragraph"]


def test_the_title_above_the_text_is_not_the_text() -> None:
    record = made(("title", "Ferries return"), text="Ferries return\n\nThe council voted.")
    assert [block.kind for block in record.blocks] == ["boilerplate", "paragraph"]


def test_nothing_is_no_article() -> None:
    found = record_of(Story("json", "json", member="3"))
    assert isinstance(found, Reject)
    assert (found.code, found.member) == ("no_article", "3")
