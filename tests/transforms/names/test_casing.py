"""From a body in small letters or in capitals alone to one that a recogniser and rules of names can read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.transforms.names.casing import is_of_one_case, read_as, with_names
from broadsheet.transforms.names.recogniser import Document, Name, Section

SMALL = (
    "ada quill of the tarn rope union met the mayor's son on monday. she said that ropes were dear, and "
    "that the union would not wait for corvane any longer."
)


def _document(body: str, title: str = "ROPES ARE DEAR") -> Document:
    return Document("en", (Section("title", title), Section("text", body)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(SMALL, True, id="small letters"),
        pytest.param(SMALL.upper(), True, id="capitals"),
        pytest.param(SMALL.replace("she", "I"), True, id="small letters but for one"),
        pytest.param(SMALL.title(), False, id="a capital on each word"),
        pytest.param(SMALL.replace("ada quill", "Ada Quill").replace("corvane", "Corvane"), False, id="as news is"),
        pytest.param("ada quill came", False, id="too few letters to tell"),
    ],
)
def test_what_is_of_one_case(text: str, expected: bool) -> None:
    assert is_of_one_case(text) is expected


@pytest.mark.parametrize("body", [pytest.param(SMALL, id="small"), pytest.param(SMALL.upper(), id="capitals")])
def test_a_recogniser_is_asked_with_a_capital_on_each_word(body: str) -> None:
    title, text = read_as(_document(body)).sections
    assert title.text == "ROPES ARE DEAR"
    assert text.text.startswith("Ada Quill Of The Tarn Rope Union Met The Mayor's Son On Monday.")


@pytest.mark.parametrize("body", [pytest.param(SMALL, id="small"), pytest.param(SMALL.upper(), id="capitals")])
def test_rules_see_capitals_on_names_alone(body: str) -> None:
    names = [Name(1, 0, 9, "PERSON"), Name(1, 17, 32, "ORG")]
    text = with_names(_document(body), names).sections[1].text
    assert text.startswith("Ada Quill of the Tarn Rope Union met the mayor's son on monday. she said")


def test_a_body_as_news_is_written_stays() -> None:
    document = _document("Ada Quill of the Tarn Rope Union met the mayor of Corvane. " * 4)
    assert read_as(document) == document
    assert with_names(document, [Name(1, 0, 9, "PERSON")]) == document


@given(st.text(alphabet="abß İıŉA'’é. ", min_size=0, max_size=30))
def test_places_stay_where_they_are(start: str) -> None:
    document = _document(start + SMALL)
    for changed in (read_as(document), with_names(document, [Name(1, 0, 2, "PERSON")])):
        assert [len(section.text) for section in changed.sections] == [len(s.text) for s in document.sections]
