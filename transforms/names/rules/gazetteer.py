"""Lists of well-known names: the types they give to spans, and the names the recogniser did not see."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from broadsheet.transforms.caching import remembered
from broadsheet.transforms.names.places.candidates import candidates
from broadsheet.transforms.names.places.geonames import cities, countries, demonyms, divisions
from broadsheet.transforms.names.recogniser import Document
from broadsheet.transforms.names.rules.phrases import Phrases, Token, tokens
from broadsheet.transforms.names.rules.spans import Coverage, Span
from broadsheet.transforms.vocabulary.lists import entries, rows
from broadsheet.transforms.vocabulary.mention_types import MentionType

_AMBIGUOUS: Final = frozenset(entries("ambiguous_places.txt"))
_SHARED: Final = frozenset(entries("shared_place_names.txt"))
# Of "US$400" and "53 million US dollars" no country is named.
_MONEY: Final = frozenset(
    {"$", "£", "€", "dollar", "dollars", "cent", "cents", "pound", "pounds", "peso", "pesos", "franc", "francs", "rand"}
)
# Bodies that go by the name of the building they sit in: where the recogniser sees the building, that stands (on agency
# news and wiki news 8 of 8, on world news 1 of 2).
SEATS: Final = frozenset(entries("seats.txt"))
_BUILDINGS: Final = frozenset({"LOC", "FAC"})
_TYPES: Final[dict[str, MentionType]] = {"MISC": "MISC", "EVENT": "EVENT"}
# The score from which a place's name that the recogniser takes for a body is a team: 43 of 49 and 19 of 21 on world
# news (cities, then countries), 27 of 29 and 21 of 22, 210 of 212 and 25 of 25, 11 of 11 and 44 of 44 on other sets.
_TEAM_SCORE: Final = 0.5
# The score from which the recogniser's type stands against the lists: below it they are right more often. From 0.7 to
# 0.75 no set of five falls; with 0.8 an agency set falls by 0.03, with 0.6 another by 0.04.
_SURE: Final = 0.7
# "a Tarn-based firm": the recogniser takes the place in such a word for a people.
_BASED: Final = re.compile(r"-(?:based|bound|born)\b")
_LONGEST_CODE: Final = 3  # letters: "US", "UAE" are countries wherever the recogniser takes them for bodies
_LARGE_CITY: Final = 100_000  # people, as for the large cities of `places.resolution`; set by hand


@cache
def known_types() -> dict[str, MentionType]:
    """The type of each well-known name: countries and regions, peoples and faiths, bodies."""
    known: dict[str, MentionType] = {}
    groups = entries("groups.txt")
    plurals = (word + "s" for word in groups if not word.endswith(("s", "sh", "ch")))
    known |= dict.fromkeys((*groups, *plurals, *demonyms()), "NORP")
    known |= dict.fromkeys((name for name, _ in rows("organisations.tsv")), "ORG")
    known |= dict.fromkeys(
        (form for name in entries("companies.txt") for form in (name, name.replace("'", "’"))), "ORG"
    )
    known |= {name: _TYPES[kind] for name, kind in rows("things.tsv")}
    known |= dict.fromkeys((*countries(), *divisions(), *entries("regions.txt")), "LOC")
    return known


@cache
def common_names() -> dict[str, str]:
    """The common name of each body that goes by several."""
    return {name: common or name for name, common in rows("organisations.tsv")}


@cache
def _phrases() -> Phrases:
    return Phrases(name for name in known_types() if name not in _AMBIGUOUS and (len(name) > 2 or name.isupper()))


def is_large_city(name: str) -> bool:
    """Whether a name is that of a large city, and not as often a word or a person."""
    return name not in _AMBIGUOUS | _SHARED and any(city.population >= _LARGE_CITY for city in cities(name)[:1])


@remembered(65_536)
def _is_place(name: str) -> bool:
    """Whether a name is that of a country, a division or a city, in lower case: "US" is in no team."""
    return not (name.isupper() and len(name) <= _LONGEST_CODE) and (
        known_types().get(name) == "LOC" or any(option.place.kind == "city" for option in candidates(name))
    )


def is_sure_of_place(document: Document, span: Span) -> bool:
    """Whether the recogniser tells, of the name of a place, that it is the place here or the team that plays for it."""
    is_sure = span.score is not None and span.score >= _TEAM_SCORE
    return is_sure and span.type in {"LOC", "ORG"} and _is_place(span.of(document))


def retyped(document: Document, spans: list[Span]) -> list[Span]:
    """The spans with the type that the lists give them; an ambiguous place that was taken for a person stays one.

    So does a place that was taken for a body: the team that plays for it.
    """
    return [span if _stands(document, span) else span.typed(_type(span, document)) for span in spans]


def _stands(document: Document, span: Span) -> bool:
    """Whether the recogniser is surer than a list; of persons it never is, since companies bear their names."""
    is_sure = span.type != "PERSON" and span.score is not None and span.score >= _SURE
    is_building = span.score is not None and span.type in _BUILDINGS and span.of(document) in SEATS
    return is_sure or is_building or (span.type == "ORG" and is_sure_of_place(document, span))


def _type(span: Span, document: Document) -> MentionType:
    name = span.of(document)
    known = known_types().get(name)
    if known is None and span.type == "NORP" and _BASED.match(document.sections[span.section].text, span.end):
        return "LOC" if cities(name) else "NORP"
    is_team = span.type == "ORG" and name in divisions()
    return span.type if known is None or is_team or (name in _AMBIGUOUS and span.type == "PERSON") else known


def with_unseen(document: Document, spans: list[Span]) -> list[Span]:
    """The spans, and with them the well-known names that none of them covers."""
    coverage = Coverage(spans)
    unseen = [
        span
        for number, section in enumerate(document.sections)
        for span in _find(number, section.text)
        if coverage.is_free(number, span.start, span.end)
    ]
    return sorted([*spans, *unseen])


def _find(number: int, text: str) -> Iterator[Span]:
    words = tokens(text)
    for start, end, phrase in _phrases().find(words):
        low, high = words[start].start, words[end - 1].end
        kind = known_types()[phrase]
        if _is_whole(words, start, end, kind) and len(text[low:high].split()) == len(phrase.split()):
            yield Span(number, low, high, kind, "gazetteer")


def _is_whole(words: Sequence[Token], start: int, end: int, kind: MentionType) -> bool:
    """Whether a phrase is no part of a longer name: a body or a place before or after another capitalised word is."""
    after = words[end] if end < len(words) else None
    before = words[start - 1] if start else None
    joined = ("-", "'", "’", "@", "#", "&", "/")
    if before and before.text in joined and before.end == words[start].start and kind != "NORP":
        return False
    if after and after.start == words[end - 1].end and after.text in ("-", "@", "_"):
        return False
    if after and after.text.lower() in _MONEY:
        return False
    return kind == "NORP" or after is None or not after.text[0].isupper() or after.start != words[end - 1].end + 1
