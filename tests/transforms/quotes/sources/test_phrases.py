"""What noun phrases tell of a source."""

import pytest

from broadsheet.transforms.quotes.sources.phrases import body_type, is_informant, is_plural, kindred, topic_of


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        pytest.param("the senator", ("politician", "role"), id="a role"),
        pytest.param("a spokesman for the police", ("police_justice", "body"), id="who speaks for a body"),
        pytest.param("police spokeswoman", ("police_justice", "body"), id="a body before its spokeswoman"),
        pytest.param("officials", ("government", "noun"), id="a noun that fits several"),
        pytest.param("prison officials", ("police_justice", "body"), id="officials of a body"),
        pytest.param("the director of the museum", ("expert", "body"), id="a head that fits many bodies"),
        pytest.param("the hospital", ("health", "body"), id="a body"),
        pytest.param("a report by the ministry", ("government", "body"), id="a document of a maker"),
        pytest.param("the report", ("document", "noun"), id="a document of nobody"),
        pytest.param("one of the nurses", ("health", "noun"), id="one of several"),
        pytest.param("nearly 40 percent", ("citizen", "noun"), id="a share of those asked"),
        pytest.param("who studies tides", ("expert", "role"), id="what somebody does"),
    ],
)
def test_type_and_basis(phrase: str, expected: tuple[str, str]) -> None:
    told = kindred(phrase)
    assert told is not None
    assert (told.type, told.basis) == expected


def test_a_phrase_without_a_known_noun_tells_nothing() -> None:
    assert kindred("the other one") is None


def test_before_a_name_only_the_last_noun_counts() -> None:
    assert kindred("the report by", closes=True) is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("Tarn Police Department", "police_justice", id="the longest known words"),
        pytest.param("University of Tarn", "expert", id="the first word"),
        pytest.param("Corvane", None, id="no known word"),
    ],
)
def test_names_of_bodies(name: str, expected: str | None) -> None:
    assert body_type(name) == expected


def test_number_and_knowledge() -> None:
    assert is_plural("two nurses of the clinic")
    assert not is_plural("the nurse")
    assert is_informant("study")
    assert not is_informant("ferry")
    assert topic_of("The senator met the mayor and the party before the match.") == "politician"
    assert topic_of("A quiet day.") is None


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        pytest.param("president of the Tarn hoteliers association", "business", id="a trade's own body"),
        pytest.param("president of the Tarn walkers association", "civil_society", id="another association"),
        pytest.param("vice-president of the government", "politician", id="who holds office in a government"),
        pytest.param("the F.B.I. director", "police_justice", id="initials with stops"),
        pytest.param("a lawyer representing shareholders", "police_justice", id="a participle ends the head's phrase"),
        pytest.param("a Democratic pollster", "politician", id="a pollster of a party"),
        pytest.param("a pollster", "expert", id="a pollster of nobody"),
        pytest.param("critics", "other", id="critics of something"),
        pytest.param("a film critic", "media", id="a critic by trade"),
    ],
)
def test_kinds_of_bodies_and_heads(phrase: str, expected: str) -> None:
    told = kindred(phrase)
    assert told is not None
    assert told.type == expected
