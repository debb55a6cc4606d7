"""From a document with its names to its entities: who is one with whom, where a place lies, how central it is."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.transforms.names.linking import Entity, resolve
from broadsheet.transforms.names.recogniser import Document, Name, Section

Marked = Callable[..., tuple[Document, list[Name]]]


def _entity(marked: Marked, name: str, body: str, **sections: str) -> Entity:
    return next(one for one in resolve(*marked(body, **sections)).entities if one.canonical_name == name)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("[Ada Quill|PERSON] came. [Quill|PERSON] left.", {"Ada Quill": 2}, id="a surname"),
        pytest.param(
            "[Quill|PERSON] left. [Ada Quill|PERSON] came.", {"Ada Quill": 2}, id="a surname before the full name"
        ),
        pytest.param(
            "[Ada Quill|PERSON] and [Ada Finch|PERSON]", {"Ada Quill": 1, "Ada Finch": 1}, id="not a shared given name"
        ),
        pytest.param(
            "[Ada B. Quill|PERSON] came. [Ada Quill|PERSON] left.", {"Ada B. Quill": 2}, id="a middle initial"
        ),
        pytest.param(
            "[Ada Quill|PERSON] and [Orla Quill|PERSON] met. [Quill|PERSON] left.",
            {"Ada Quill": 1, "Orla Quill": 2},
            id="a shared surname is the last person's named",
        ),
        pytest.param("[José Tarnó|PERSON] came. [Tarno|PERSON] left.", {"José Tarnó": 2}, id="accents do not count"),
        pytest.param("[Tarn Rope Union|ORG] and [TRU|ORG]", {"Tarn Rope Union": 2}, id="an acronym"),
        pytest.param("[Corvane Ltd.|ORG] and [Corvane|ORG]", {"Corvane Ltd.": 2}, id="a legal form"),
        pytest.param("[Tarn Rope|ORG] and [Tarn Rope Works|ORG]", {"Tarn Rope Works": 2}, id="a short form of a body"),
        pytest.param(
            "[Tarn|ORG], [Tarn Rope|ORG] and [Tarn Tar|ORG]",
            {"Tarn": 1, "Tarn Rope": 1, "Tarn Tar": 1},
            id="not one of two",
        ),
        pytest.param("the [U.S.|LOC] and [America|LOC]", {"America": 2}, id="names of one country"),
        pytest.param("the [UN|ORG] and the [United Nations|ORG]", {"United Nations": 2}, id="names of a known body"),
        pytest.param(
            "[Peru|LOC] and [Peruvian|NORP] miners", {"Peru": 1, "Peruvian": 1}, id="not a country and its people"
        ),
        pytest.param("a [Peruvian|NORP] and ten [Peruvians|NORP]", {"Peruvian": 2}, id="one and many of a people"),
    ],
)
def test_what_is_one_entity(marked: Marked, body: str, expected: dict[str, int]) -> None:
    assert {one.canonical_name: one.n_mentions for one in resolve(*marked(body)).entities} == expected


@pytest.mark.parametrize(
    ("body", "name", "expected"),
    [
        pytest.param("the [U.S.|LOC] voted", "U.S.", "united states:LOC", id="a country by its common name"),
        pytest.param("the [UN|ORG] met", "UN", "united nations:ORG", id="a body by its common name"),
        pytest.param("[José Tarnó|PERSON] ate", "José Tarnó", "jose tarno:PERSON", id="a person without accents"),
    ],
)
def test_the_key_that_joins_articles(marked: Marked, body: str, name: str, expected: str) -> None:
    assert _entity(marked, name, body).entity_key == expected


@pytest.mark.parametrize(
    ("body", "name", "expected"),
    [
        pytest.param("[Peru|LOC] voted", "Peru", (True, "PE", 3932488), id="a country"),
        pytest.param("[Peruvian|NORP] miners", "Peruvian", (False, "PE", 3932488), id="a people by its country"),
        pytest.param("[Toronto|LOC] voted", "Toronto", (False, "CA", 6167865), id="a large city"),
        pytest.param("[Ohio|LOC] voted", "Ohio", (False, "US", 5165418), id="a state"),
        pytest.param("[Scotland|LOC] voted", "Scotland", (False, "GB", 2638360), id="a country's part is none"),
        pytest.param("[Springfield|LOC] voted", "Springfield", (False, None, None), id="one of many: not told"),
        pytest.param(
            "[Springfield|LOC], [Ohio|LOC], voted",
            "Springfield",
            (False, "US", 4525353),
            id="the state named after a comma",
        ),
        pytest.param(
            "[Peru|LOC]: [Trujillo|LOC] voted", "Trujillo", (False, "PE", 3691175), id="the country named beside it"
        ),
        pytest.param("[Venezuela|LOC]: [Trujillo|LOC] voted", "Trujillo", (False, "VE", 3625979), id="another country"),
        pytest.param(
            "[Springfield|LOC], Ill., voted", "Springfield", (False, "US", 4250542), id="a state's short name"
        ),
        pytest.param("[Corvane|LOC], N.H., voted", "Corvane", (False, "US", None), id="a town that no list has"),
        pytest.param("[Lima|LOC], [Peru|LOC] and [Chile|LOC]", "Lima", (False, "PE", 3936456), id="a list"),
        pytest.param("[Paris|LOC] was far from the [U.S.|LOC]", "Paris", (False, "FR", 2988507), id="the far larger"),
        pytest.param("[Washington|LOC] voted", "Washington", (False, None, None), id="a city, a state or a person"),
        pytest.param(
            "Congress met in [Washington|LOC]", "Washington", (False, "US", 4140963), id="a city by words of its own"
        ),
        pytest.param(
            "[Washington|LOC] state voted", "Washington", (False, "US", 5815135), id="a state by the next word"
        ),
        pytest.param(
            "[New York|LOC] slept", "New York", (False, "US", 5128581), id="the city where nothing says state"
        ),
        pytest.param(
            "upstate [New York|LOC] slept", "New York", (False, "US", 5128638), id="a state by the word before"
        ),
        pytest.param("[Camden|LOC] voted", "Camden", (False, None, None), id="a city with unlisted namesakes"),
        pytest.param("[Donetsk|LOC] fell, said [Ukraine|LOC]", "Donetsk", (False, "UA", 709717), id="of its country"),
        pytest.param("[Georgia|LOC] voted", "Georgia", (False, None, None), id="a country or a state"),
        pytest.param("[Tarn|LOC]-on-Rope voted", "Tarn-on-Rope", (False, None, None), id="a name with its river"),
        pytest.param("[Corvane|LOC] voted", "Corvane", (False, None, None), id="no such place"),
        pytest.param("[Lima Rope Works|ORG] shut", "Lima Rope Works", (False, None, None), id="a body is no place"),
    ],
)
def test_where_a_place_lies(
    marked: Marked, body: str, name: str, expected: tuple[bool, str | None, int | None]
) -> None:
    entity = _entity(marked, name, body)
    assert (entity.is_country, entity.country_iso2, entity.geonames_id) == expected


def test_a_dateline_tells_the_country(marked: Marked) -> None:
    assert _entity(marked, "Trujillo", "[Trujillo|LOC] voted", dateline="Lima").country_iso2 == "PE"


def test_a_city_has_coordinates(marked: Marked) -> None:
    entity = _entity(marked, "Toronto", "[Toronto|LOC] voted")
    assert (entity.lat, entity.lon) == (43.706, -79.399)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("Mr. [Quill|PERSON] ate.", ("male", "mr"), id="an honorific"),
        pytest.param("Spokeswoman [Quill|PERSON] ate.", ("female", "spokeswoman"), id="a title"),
        pytest.param("[Quill|PERSON] said she ate.", ("female", "she"), id="a pronoun after the only person"),
        pytest.param("[Quill|PERSON] ate. He left.", ("male", "he"), id="a pronoun that opens the next sentence"),
        pytest.param("[Quill|PERSON] ate. It rained. He left.", (None, None), id="not one further on"),
        pytest.param("It rained on [Quill|PERSON]. He left.", (None, None), id="not after a person who is no subject"),
        pytest.param("[Quill|PERSON], whose brother drowned, said he ate.", (None, None), id="not of a relative"),
        pytest.param("[Quill|PERSON], once his pupil, ate.", (None, None), id="not a possessive"),
        pytest.param("[Quill|PERSON] met a man. He left.", (None, None), id="not where someone else is spoken of"),
        pytest.param("He ate. [Quill|PERSON] said he slept.", (None, None), id="not after another pronoun"),
        pytest.param("He said [Quill|PERSON] ate his bread.", (None, None), id="not when a pronoun came before"),
        pytest.param("[Quill|PERSON] said: “She ate.”", (None, None), id="not a pronoun in a quotation"),
        pytest.param("[Quill|PERSON] told her of it.", (None, None), id="not an object"),
        pytest.param("Mr. [Quill|PERSON] ate. Mrs. [Quill|PERSON] left.", (None, None), id="not when words disagree"),
        pytest.param("[Quill|PERSON] ate.", (None, None), id="no evidence"),
    ],
)
def test_gender_by_the_text_alone(marked: Marked, body: str, expected: tuple[str | None, str | None]) -> None:
    entity = _entity(marked, "Quill", body)
    assert (entity.gender, entity.gender_evidence) == expected


def test_a_pronoun_after_two_persons_tells_nothing(marked: Marked) -> None:
    resolved = resolve(*marked("[Quill|PERSON] told [Finch|PERSON] he ate."))
    assert [one.gender for one in resolved.entities] == [None, None]


def test_a_title_before_the_next_name_is_not_that_of_the_name_before_it(marked: Marked) -> None:
    resolved = resolve(*marked("[Quill|PERSON], actress [Orla Finch|PERSON] and others came."))
    assert [(one.canonical_name, one.gender) for one in resolved.entities] == [
        ("Quill", None),
        ("Orla Finch", "female"),
    ]


def test_where_and_how_often(marked: Marked) -> None:
    body = "[Ada Quill|PERSON] came.\n\n[Quill|PERSON] met [Orla Finch|PERSON]."
    quill, finch = resolve(*marked(body, title="[Quill|PERSON] arrives")).entities
    assert (quill.n_mentions, quill.n_mentions_body, quill.in_title, quill.in_lead) == (
        3,
        2,
        True,
        True,
    )
    assert (finch.n_mentions, finch.n_mentions_body, finch.in_title, finch.in_lead) == (
        1,
        1,
        False,
        False,
    )
    # 0.4 * 3/3 + 0.3 + 0.15 + 0.15 * (1 - 0/38), and 0.4 * 1/3 + 0.15 * (1 - 27/38)
    assert (quill.salience, finch.salience) == (1.0, 0.1768)


_WORDS = [
    "Ada",
    "Quill",
    "TRU",
    "Peru",
    "Peruvian",
    "the",
    "Mr.",
    "of",
    "said",
    "she",
    "\n\n",
    "’s",
    "“",
    ")",
    "/",
    "Office",
    "-in",
]
_texts = st.lists(st.one_of(st.sampled_from(_WORDS), st.text(max_size=5)), max_size=30).map(" ".join)


@st.composite
def _documents(draw: st.DrawFn) -> tuple[Document, list[Name]]:
    sections = tuple(Section(name, draw(_texts)) for name in ("title", "caption", "text"))
    names = []
    for number, section in enumerate(sections):
        cuts = sorted(draw(st.sets(st.integers(0, len(section.text)), max_size=8)))
        for start, end in zip(cuts[::2], cuts[1::2], strict=False):
            names.append(Name(number, start, end, draw(st.sampled_from(["PERSON", "ORG", "LOC", "NORP", "MISC"]))))
    return Document("en", sections), names


@settings(max_examples=60, deadline=None)
@given(_documents())
def test_any_text_and_any_names_give_mentions_in_order_that_slice_back(made: tuple[Document, list[Name]]) -> None:
    document, names = made
    resolved = resolve(document, names)
    ends = (-1, 0)
    for one in resolved.mentions:
        assert document.sections[one.section].text[one.start : one.end] == one.surface
        assert one.surface == one.surface.strip() != ""
        assert (one.section, one.start) >= ends
        ends = (one.section, one.end)
    assert sum(one.n_mentions for one in resolved.entities) == len(resolved.mentions)
    assert list(dict.fromkeys(one.entity for one in resolved.mentions)) == list(range(len(resolved.entities)))
    assert all(0 <= one.salience <= 1 for one in resolved.entities)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("A " * 50_000, id="capital letters"),
        pytest.param("Office of " * 10_000, id="an endless body"),
        pytest.param("Quill/" * 10_000, id="slashes"),
        pytest.param("((((" * 20_000, id="brackets"),
        pytest.param("von der " * 10_000, id="particles"),
    ],
)
def test_hostile_text_is_no_trouble(text: str) -> None:
    names = [Name(0, start, start + 7, "ORG") for start in range(0, 10_000, 10)]
    resolve(Document("en", (Section("text", text, ((0, len(text)),)),)), [*names, Name(0, 15_000, len(text), "PERSON")])


def test_thousands_of_distinct_names_are_no_trouble() -> None:
    surfaces = [f"Ada{number} Quill" for number in range(1_000)] + [f"Tarn Works{number}" for number in range(1_000)]
    text, names = "", []
    for surface in surfaces:
        names.append(Name(0, len(text), len(text) + len(surface), "PERSON" if "Ada" in surface else "ORG"))
        text += surface + ", "
    assert len(resolve(Document("en", (Section("text", text),)), names).entities) == 2_000


def test_a_person_named_in_capitals_alone_has_the_name_in_title_case(marked: Marked) -> None:
    names = {
        body: resolve(*marked(body)).entities[0].canonical_name
        for body in (
            "[ADA QUILL-FINCH|PERSON], MAYOR: No.",
            "[ADA QUILL|PERSON]: No. [Ada Quill|PERSON] left.",
            "[TARN ROPE|ORG]",
        )
    }
    assert list(names.values()) == ["Ada Quill-Finch", "Ada Quill", "TARN ROPE"]
