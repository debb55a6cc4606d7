"""From names as a recogniser marks them to the mentions that the rules make of them."""

from collections.abc import Callable

import pytest

from broadsheet.transforms.names.mentions import mentions
from broadsheet.transforms.names.recogniser import Document, Name

Marked = Callable[..., tuple[Document, list[Name]]]


def _pairs(marked: Marked, body: str, **sections: str) -> list[tuple[str, str]]:
    return [(one.surface, one.type) for one in mentions(*marked(body, **sections))]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("[the Tarn Group|ORG] rose.", [("Tarn Group", "ORG")], id="a leading article is outside"),
        pytest.param("[Ada Quill's|PERSON] boat", [("Ada Quill", "PERSON")], id="a possessive is outside"),
        pytest.param("[“Ada Quill”|PERSON] said", [("Ada Quill", "PERSON")], id="quotation marks are outside"),
        pytest.param("[President Ada Quill|PERSON] left", [("Ada Quill", "PERSON")], id="a job title is outside"),
        pytest.param(
            "[Deputy Prime Minister Ada Quill|PERSON] left", [("Ada Quill", "PERSON")], id="all words of a title are"
        ),
        pytest.param("[Mr. Quill|PERSON] left", [("Quill", "PERSON")], id="an honorific is outside"),
        pytest.param("A map [(L)|ORG] and [POOL|ORG] again", [], id="position and pool marks are no names"),
        pytest.param("the [Crown Prince|PERSON] left", [], id="a title alone is no name"),
        pytest.param("a [pro-Peruvian|NORP] vote", [("Peruvian", "NORP")], id="a prefix is outside"),
        pytest.param("[Tarn Works into a|ORG] row", [("Tarn Works", "ORG")], id="small words at the end are outside"),
        pytest.param("the [Government|ORG] said", [], id="a common noun with a capital is no name"),
        pytest.param(
            "[Ada Quill\nTarn|PERSON] ate",
            [("Ada Quill", "PERSON")],
            id="a name ends with its line, and keeps the longer one",
        ),
        pytest.param(
            "[Ada Quill/Tarn Press|PERSON]",
            [("Ada Quill", "PERSON"), ("Tarn Press", "PERSON")],
            id="a slash parts two names",
        ),
        pytest.param("[...|ORG] and [--|PERSON]", [], id="marks alone are no names"),
        pytest.param(
            "the [Old Bank of Tarn (OBT|ORG]) shut",
            [("Old Bank of Tarn", "ORG"), ("OBT", "ORG")],
            id="a bracket that does not close is outside",
        ),
        pytest.param("[couple (@tarnrope|ORG]) sang", [], id="an account is no name"),
        pytest.param("[ferrying](https|NORP]://tarn.example) ropes", [], id="what is left of a link is no name"),
        pytest.param("[Corvane 2-1|PERSON] won", [("Corvane", "ORG")], id="a score is outside"),
        pytest.param("Scorers: [M. Corse 88|PERSON].", [("M. Corse", "PERSON")], id="a minute is outside"),
        pytest.param(
            "[Quillon lab & Corvane|ORG] met", [("Quillon", "ORG"), ("Corvane", "ORG")], id="a common noun parts names"
        ),
        pytest.param("[Ada Quill KC|PERSON] spoke", [("Ada Quill", "PERSON")], id="letters behind a name are outside"),
        pytest.param("[Coxswain Ada Quill|PERSON] spoke", [("Ada Quill", "PERSON")], id="a calling is outside"),
    ],
)
def test_what_belongs_to_a_name(marked: Marked, body: str, expected: list[tuple[str, str]]) -> None:
    assert _pairs(marked, body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("[Ursa von|PERSON] der Mole spoke", [("Ursa von der Mole", "PERSON")], id="particles join a name"),
        pytest.param("[Park Dae|PERSON]-un spoke", [("Park Dae-un", "PERSON")], id="a hyphened syllable joins a name"),
        pytest.param("[Ada Quill|PERSON]-led talks", [("Ada Quill", "PERSON")], id="-led does not join a name"),
        pytest.param(
            "[Welshman Ada Quill|PERSON] won",
            [("Welshman", "NORP"), ("Ada Quill", "PERSON")],
            id="a people is a name of its own",
        ),
        pytest.param("Mr [Corvane|LOC] sat", [("Corvane", "PERSON")], id="what an honorific precedes is a person"),
        pytest.param(
            "spokeswoman [Corvane|ORG] sat", [("Corvane", "PERSON")], id="and what a spokeswoman's title precedes"
        ),
        pytest.param("the [TQRA|PERSON] sat", [("TQRA", "ORG")], id="an acronym is no person"),
    ],
)
def test_whole_names_of_persons(marked: Marked, body: str, expected: list[tuple[str, str]]) -> None:
    assert _pairs(marked, body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            "the [Tarn Office|ORG] for the Repair of Old Bridges met",
            [("Tarn Office for the Repair of Old Bridges", "ORG")],
            id="a body grows over what it is for",
        ),
        pytest.param(
            "the [Tarn Office|ORG] for the [Repair of Old Bridges|ORG] met",
            [("Tarn Office for the Repair of Old Bridges", "ORG")],
            id="two halves of a body are one name",
        ),
        pytest.param(
            "the [Rope Committee|ORG] of the [Tarn Council|ORG] met",
            [("Rope Committee", "ORG"), ("Tarn Council", "ORG")],
            id="two bodies stay two",
        ),
        pytest.param("the [Tarn Court|ORG] on Monday", [("Tarn Court", "ORG")], id="a day is no part of a body"),
        pytest.param(
            "[Grey Tarn Airport|ORG] shut", [("Grey Tarn Airport", "FAC")], id="the last word makes an airport"
        ),
        pytest.param(
            "[Tarn Rope Union|ORG] (TRU) met. TRU left.",
            [("Tarn Rope Union", "ORG"), ("TRU", "ORG"), ("TRU", "ORG")],
            id="an acronym in brackets is a name from then on",
        ),
        pytest.param(
            "[Tarn Rope Union|ORG] (XQZ) met", [("Tarn Rope Union", "ORG")], id="other capitals in brackets are none"
        ),
    ],
)
def test_whole_names_of_bodies(marked: Marked, body: str, expected: list[tuple[str, str]]) -> None:
    assert _pairs(marked, body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("Talks in Peru ended", [("Peru", "LOC")], id="a country is found without the recogniser"),
        pytest.param("Three Peruvians left", [("Peruvians", "NORP")], id="so is a people"),
        pytest.param("[Peru|PERSON] voted", [("Peru", "LOC")], id="a country is a place"),
        pytest.param("[Chad|PERSON] laughed", [("Chad", "PERSON")], id="unless it is a given name too"),
        pytest.param("Peru Rope Works shut", [], id="no country at the head of a longer name"),
        pytest.param("a fee of US$20", [], id="US$ is money"),
        pytest.param("[Toronto|ORG] won", [("Toronto", "ORG")], id="a team named like a city stays one"),
        pytest.param("53 million US dollars", [], id="so are US dollars"),
        pytest.param("[Eli Lilly|PERSON] hired", [("Eli Lilly", "ORG")], id="a company named like a person"),
        pytest.param("[Macy|ORG]'s hired", [("Macy's", "ORG")], id="a shop with its 's"),
        pytest.param("[Tarn|ORG]'s ropes sold", [("Tarn", "ORG")], id="what a body owns is no part of it"),
        pytest.param(
            "[Ada Toronto|PERSON] came. [Toronto|PERSON] left.",
            [("Ada Toronto", "PERSON"), ("Toronto", "PERSON")],
            id="unless someone bears its name",
        ),
    ],
)
def test_well_known_names(marked: Marked, body: str, expected: list[tuple[str, str]]) -> None:
    assert _pairs(marked, body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            "[Corvane|ORG] rose. [Corvane|ORG] fell. [Corvane|LOC] shut.",
            [("Corvane", "ORG")] * 3,
            id="the majority decides",
        ),
        pytest.param(
            "[Ada Quill|PERSON] came. [Quill|ORG] left.",
            [("Ada Quill", "PERSON"), ("Quill", "PERSON")],
            id="a surname is a person",
        ),
        pytest.param(
            "[Ada Quill|PERSON] came. Then Quill left.",
            [("Ada Quill", "PERSON"), ("Quill", "PERSON")],
            id="an unseen surname is found",
        ),
        pytest.param(
            "[Corvane|ORG] rose. Later Corvane fell.", [("Corvane", "ORG")] * 2, id="an unseen namesake is found"
        ),
        pytest.param(
            "[Corvane|ORG] rose. A Corvane Bakery opened.", [("Corvane", "ORG")], id="but not inside a longer name"
        ),
        pytest.param("[Corvane|ORG] rose. The Corvanes fell.", [("Corvane", "ORG")], id="nor inside a word"),
    ],
)
def test_one_name_one_type_everywhere(marked: Marked, body: str, expected: list[tuple[str, str]]) -> None:
    assert _pairs(marked, body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("the capital of [Corvane|PERSON]", [("Corvane", "LOC")], id="what has a capital is a place"),
        pytest.param("in [Corvane|PERSON], near [Corvane|PERSON]", [("Corvane", "LOC")] * 2, id="so is what is near"),
        pytest.param("in [Corvane|PERSON] it rained", [("Corvane", "PERSON")], id="not by one small word"),
        pytest.param(
            "[Corvane|LOC] met. [Corvanen|PERSON] ships", [("Corvane", "LOC"), ("Corvanen", "NORP")], id="its people"
        ),
        pytest.param("Cyclone [Tessla|PERSON] hit", [("Cyclone Tessla", "EVENT")], id="a storm with its first word"),
        pytest.param("the trawler [Blue Tarn|PERSON] sank", [("Blue Tarn", "PRODUCT")], id="a ship"),
        pytest.param("[Corvane|PERSON], a battery maker, shut", [("Corvane", "ORG")], id="a firm by its trade"),
        pytest.param("shares of [Corvane|PERSON] fell", [("Corvane", "ORG")], id="a firm by its shares"),
        pytest.param(
            "shares of [Corvane|PERSON] and of Mr. [Corvane|PERSON]", [("Corvane", "PERSON")] * 2, id="not with a title"
        ),
        pytest.param(
            "[Durvane|LOC] and [Ada Quill|PERSON]", [("Durvane", "PERSON"), ("Ada Quill", "PERSON")], id="a given name"
        ),
    ],
)
def test_what_the_words_beside_a_name_make_of_it(marked: Marked, body: str, expected: list[tuple[str, str]]) -> None:
    assert _pairs(marked, body) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        pytest.param(
            "[Quill Tells|PERSON] Miners Bridge Will Open", ["Quill"], id="a headline's span is cut to the known name"
        ),
        pytest.param("Quill Says Bridge Will Open", ["Quill"], id="a known name is found in a headline"),
        pytest.param("[Old Bridge|PERSON] Will Open", [], id="a span of common words goes"),
        pytest.param("[Orla Finch|PERSON] Opens Bridge", ["Orla Finch"], id="a name the body lacks stays"),
        pytest.param(
            "Old bridge opens, says [Tally Bridge|ORG]",
            ["Tally Bridge"],
            id="a headline in sentence case is left alone",
        ),
    ],
)
def test_headlines_in_title_case(marked: Marked, title: str, expected: list[str]) -> None:
    document, names = marked("[Ada Quill|PERSON] opened an old bridge.", title=title)
    assert [one.surface for one in mentions(document, names) if one.section == 0] == expected


@pytest.mark.parametrize(
    ("caption", "expected"),
    [
        pytest.param(
            "[Ada Quill|PERSON] waves. [Orla Finch|PERSON]/[POOL|ORG]/[Reuters|ORG]",
            ["Ada Quill"],
            id="a name before /POOL",
        ),
        pytest.param("[Ada Quill|PERSON] waves. Photo: [Orla Finch|PERSON]", ["Ada Quill"], id="a name after Photo:"),
        pytest.param(
            "[Ada Quill|PERSON] waves. (Photo by [Orla Finch|PERSON])", ["Ada Quill"], id="a name after photo by"
        ),
        pytest.param(
            "[Ada Quill|PERSON] waves. [Orla Finch|PERSON] via [AP|ORG]", ["Ada Quill", "AP"], id="a name before via AP"
        ),
        pytest.param("[Ada Quill|PERSON] (L) waves", ["Ada Quill"], id="a caption without a credit"),
    ],
)
def test_photo_credits_are_no_mentions(marked: Marked, caption: str, expected: list[str]) -> None:
    document, names = marked("A bridge opened.", caption=caption)
    assert [one.surface for one in mentions(document, names) if one.section == 0] == expected


@pytest.mark.parametrize(
    ("body", "role"),
    [
        pytest.param("Foreign Minister [Ada Quill|PERSON] left", "Foreign Minister", id="before the name"),
        pytest.param("[Peruvian|NORP] President [Ada Quill|PERSON] left", "Peruvian President", id="with its people"),
        pytest.param("[UN|ORG] Secretary-General [Ada Quill|PERSON] left", "UN Secretary-General", id="with its body"),
        pytest.param("[Peru|LOC]'s President [Ada Quill|PERSON] left", "President", id="without a possessor"),
        pytest.param("the miners' spokeswoman [Ada Quill|PERSON] left", "spokeswoman", id="in lower case"),
        pytest.param("[Ada Quill|PERSON], the foreign minister, left", "foreign minister", id="after the name"),
        pytest.param("President Mr. [Quill|PERSON] left", "President", id="before an honorific"),
        pytest.param("Mrs. [Quill|PERSON] left", None, id="an honorific is no role"),
        pytest.param("They met [Ada Quill|PERSON], the speaker.", "speaker", id="without the full stop"),
        pytest.param("He saw the speaker. [Ada Quill|PERSON] left", None, id="not from the sentence before"),
        pytest.param("Yesterday [Ada Quill|PERSON], 42, left", None, id="none"),
    ],
)
def test_roles(marked: Marked, body: str, role: str | None) -> None:
    people = [one for one in mentions(*marked(body)) if one.type == "PERSON"]
    assert [one.role for one in people] == [role]


def test_forms(marked: Marked) -> None:
    body = "[Ada Quill|PERSON] of the [Tarn Rope Union|ORG] met [Peruvian|NORP] miners. [Quill|PERSON] left [TRU|ORG]."
    assert [(one.surface, one.form) for one in mentions(*marked(body))] == [
        ("Ada Quill", "full"),
        ("Tarn Rope Union", "full"),
        ("Peruvian", "demonym"),
        ("Quill", "short"),
        ("TRU", "acronym"),
    ]


def test_sources(marked: Marked) -> None:
    body = "[Ada Quill|PERSON] left Peru. The [Rope Office|ORG] for Tar met. Quill ate."
    assert [(one.surface, one.source) for one in mentions(*marked(body))] == [
        ("Ada Quill", "model"),
        ("Peru", "gazetteer"),
        ("Rope Office for Tar", "repair"),
        ("Quill", "alias"),
    ]
