"""Which names of one article name the same: the hard cases of families, teams, companies and writing systems."""

from collections.abc import Callable

import pytest

from broadsheet.transforms.names.aliases import groups
from broadsheet.transforms.names.linking import resolve
from broadsheet.transforms.names.recogniser import Document, Name

Marked = Callable[..., tuple[Document, list[Name]]]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            "[Ada Quill|PERSON] and her husband, [Orlo Quill|PERSON], came. Mr. [Quill|PERSON] spoke."
            " Mrs. [Quill|PERSON] did not.",
            [["Ada Quill", "Quill"], ["Orlo Quill", "Quill"]],
            id="wife and husband by their titles",
        ),
        pytest.param(
            "Ms. [Ada Quill|PERSON] met Ms. [Orla Quill|PERSON]. Ms. [Quill|PERSON] left.",
            [["Ada Quill"], ["Orla Quill", "Quill"]],
            id="a title of both tells nothing",
        ),
        pytest.param(
            "[Ada Quill|PERSON] came. Her son, [Orlo Quill|PERSON], rows. [Ada|PERSON] and [Orlo|PERSON] sat.",
            [["Ada Quill", "Ada"], ["Orlo Quill", "Orlo"]],
            id="given names in a family",
        ),
        pytest.param(
            "[Orlo Quill Jr.|PERSON] took over from [Orlo Quill Sr.|PERSON]. [Quill Sr.|PERSON] wept.",
            [["Orlo Quill Jr."], ["Orlo Quill Sr.", "Quill Sr."]],
            id="father and son",
        ),
        pytest.param(
            "[Orlo Quill Jr.|PERSON] spoke. [Quill|PERSON] sat. [Orlo Quill|PERSON] left.",
            [["Orlo Quill Jr.", "Quill", "Orlo Quill"]],
            id="a son without his father",
        ),
        pytest.param(
            "[Quill Motors|ORG] was founded by [Ada Quill|PERSON]. [Quill|PERSON] left.",
            [["Quill Motors"], ["Ada Quill", "Quill"]],
            id="a company named after a person",
        ),
        pytest.param(
            "[Vellmoor|LOC] is a port. [Vellmoor Rovers|ORG] play there. The [Rovers|ORG] lost.",
            [["Vellmoor"], ["Vellmoor Rovers", "Rovers"]],
            id="a city and its team",
        ),
        pytest.param(
            "President [Ada Quill|PERSON] spoke. [President Quill|PERSON] left. [Dr Quill|PERSON] sat.",
            [["Ada Quill", "Quill", "Quill"]],
            id="titles",
        ),
        pytest.param(
            "[Ada Finch-Quill|PERSON] and [Orlo Finch|PERSON] sang. [Finch-Quill|PERSON] left. [Finch|PERSON] sat.",
            [["Ada Finch-Quill", "Finch-Quill"], ["Orlo Finch", "Finch"]],
            id="hyphenated names",
        ),
        pytest.param(
            "[Jan van der Tarn|PERSON] came. [Van der Tarn|PERSON] left. [Tarn|PERSON] sat.",
            [["Jan van der Tarn", "Van der Tarn", "Tarn"]],
            id="a surname with particles",
        ),
        pytest.param(
            "[Luis de la Tarn|PERSON] came. [De la Tarn|PERSON] left.",
            [["Luis de la Tarn", "De la Tarn"]],
            id="a surname with an article",
        ),
        pytest.param(
            "[Omar al-Sorn|PERSON] came. [Al-Sorn|PERSON] left. [Sorn|PERSON] sat.",
            [["Omar al-Sorn", "Al-Sorn", "Sorn"]],
            id="a surname with an Arabic article, and without it",
        ),
        pytest.param(
            "[Kim Sor Nam|PERSON] came. [Kim|PERSON] left. [Lee Tar Wun|PERSON] sat.",
            [["Kim Sor Nam", "Kim"], ["Lee Tar Wun"]],
            id="the surname first",
        ),
        pytest.param(
            "[Ada Quill|PERSON], [Ada Finch|PERSON] and [Adah Quill|PERSON] met.",
            [["Ada Quill"], ["Ada Finch"], ["Adah Quill"]],
            id="never by a given name, nor by a likeness",
        ),
        pytest.param(
            "the [Ministry of Ropes|ORG] and the [Ministry of Tar|ORG]",
            [["Ministry of Ropes"], ["Ministry of Tar"]],
            id="two ministries",
        ),
        pytest.param(
            "ten [Serbs|NORP], a [Serb|NORP], two [Republicans|NORP], a [Republican|NORP]",
            [["Serbs", "Serb"], ["Republicans", "Republican"]],
            id="one and many",
        ),
        pytest.param(
            "the [Tarn Foxes|ORG] and a [Tarn Fox|ORG]; [Tarns|LOC] and [Tarn|LOC]",
            [["Tarn Foxes"], ["Tarn Fox"], ["Tarns"], ["Tarn"]],
            id="not another plural, nor that of a place",
        ),
        pytest.param(
            "Mayor [Ada Quill|PERSON] met Senator [Orlo Quill|PERSON]. Mayor [Quill|PERSON] spoke.",
            [["Ada Quill", "Quill"], ["Orlo Quill"]],
            id="a mayor and a senator by their titles",
        ),
        pytest.param(
            "[Bruno|PERSON] and [Hilda Quill|PERSON] won. Mr [Quill|PERSON] sat. Her son, [Peter Quill|PERSON], wept.",
            [["Bruno", "Quill"], ["Hilda Quill"], ["Peter Quill"]],
            id="a couple and their son",
        ),
        pytest.param(
            "[Luis Arvedo Castrel|PERSON] came. [Arvedo|PERSON] left. [Arvedo Castrel|PERSON] sat.",
            [["Luis Arvedo Castrel", "Arvedo", "Arvedo Castrel"]],
            id="the first of two surnames",
        ),
        pytest.param(
            "[Orlo Quill|PERSON] scored. [O. Quill|PERSON] 12, [O.B. Finch|PERSON] 40. [Otto Finch|PERSON] wept.",
            [["Orlo Quill", "O. Quill"], ["O.B. Finch", "Otto Finch"]],
            id="initials",
        ),
        pytest.param(
            "[Ada Quill|PERSON] and [Abel Quill|PERSON] met [A. Quill|PERSON].",
            [["Ada Quill"], ["Abel Quill"], ["A. Quill"]],
            id="an initial of two is neither's",
        ),
        pytest.param(
            '[Orlo|PERSON] "The Rope" [Quill|PERSON] came. [Rope|PERSON] and [Quill|PERSON] sat.',
            [['Orlo "The Rope" Quill', "Rope", "Quill"]],
            id="a nickname in marks belongs to the name",
        ),
        pytest.param(
            "[Bobo Tarn|PERSON], whose real name is [Orlo Quill|PERSON], sang. [Quill|PERSON] bowed.",
            [["Bobo Tarn", "Orlo Quill", "Quill"]],
            id="a stage name and the real one",
        ),
        pytest.param(
            "[Kim Min-ho|PERSON], the governor, met [Kim Sor|PERSON], the judge. Governor [Kim|PERSON] left.",
            [["Kim Min-ho", "Kim"], ["Kim Sor"]],
            id="a family name that stands first, by title",
        ),
        pytest.param(
            "the [IE6|PRODUCT] and the [IE9|PRODUCT] of [Iron Estates|ORG]",
            [["IE6"], ["IE9"], ["Iron Estates"]],
            id="versions are several",
        ),
        pytest.param(
            "[Mexico|LOC] and [Mexico City|LOC]",
            [["Mexico"], ["Mexico City"]],
            id="a country and its capital of like name",
        ),
        pytest.param(
            "Ms. [Hilda Quill|PERSON] came. Mr. [Quill|PERSON] left.",
            [["Hilda Quill"], ["Quill"]],
            id="a man is not the only woman of the name",
        ),
    ],
)
def test_who_is_who(marked: Marked, body: str, expected: list[list[str]]) -> None:
    resolved = resolve(*marked(body))
    found: list[list[str]] = [[] for _ in resolved.entities]
    for mention in resolved.mentions:
        found[mention.entity].append(mention.surface)
    assert found == expected


def test_a_headline_in_capitals(marked: Marked) -> None:
    resolved = resolve(
        *marked(
            "[Ada Quill|PERSON] quit on Monday. [Quill|PERSON] said so.", title="[ADA QUILL|PERSON] QUITS [TRU|ORG]"
        )
    )
    assert [(one.canonical_name, one.n_mentions) for one in resolved.entities] == [("Ada Quill", 3), ("TRU", 1)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("[Orlo Quill Jr.|PERSON] spoke.", "orlo quill jr:PERSON", id="a son's key is not his father's"),
        pytest.param("ten [Republicans|NORP] spoke.", "republican:NORP", id="a plural"),
    ],
)
def test_the_key_that_joins_articles(marked: Marked, body: str, expected: str) -> None:
    assert [one.entity_key for one in resolve(*marked(body)).entities] == [expected]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        pytest.param(["Ada Quillan", "Quilan"], [0, 0], id="a letter is missing"),
        pytest.param(["Ada Abbot", "Abbott"], [0, 0], id="a letter is double"),
        pytest.param(["Omar Al-Tarem", "Al-Tarim"], [0, 0], id="another vowel is another spelling"),
        pytest.param(["Ada Quillan", "Quirlan"], [0, 1], id="another consonant is another name"),
        pytest.param(["Ada Roberts", "Robert"], [0, 1], id="a last s makes another name"),
        pytest.param(["Ada Chang", "Chan"], [0, 1], id="in a short name a letter makes another name"),
        pytest.param(["Ada Quillan", "Orlo Quillan", "Quilan"], [0, 1, 2], id="two may be meant"),
    ],
)
def test_a_surname_with_one_letter_more_or_less(names: list[str], expected: list[int]) -> None:
    assert groups([(name, "PERSON") for name in names]) == expected
