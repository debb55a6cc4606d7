"""From a document and the names found in it to its mentions and the entities they name."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from broadsheet.transforms.names.aliases import is_acronym, key
from broadsheet.transforms.names.gender import (
    Evidence,
    Gender,
    GenderStatus,
    decided,
    gender_status,
    pronoun_evidence,
    title_evidence,
    unquoted,
)
from broadsheet.transforms.names.given_names import female_share
from broadsheet.transforms.names.mentions import Mention, mentions
from broadsheet.transforms.names.places.geonames import countries_by_code, demonyms
from broadsheet.transforms.names.places.resolution import Located, Precision, locate
from broadsheet.transforms.names.recogniser import Document, Name, NameType, Section
from broadsheet.transforms.names.salience import Presence, salience

_LONGEST_NAME: Final = 8
# The share of words for a people that stand for its country in the development gold.
_OF_PEOPLE: Final = 0.98


@dataclass(frozen=True, slots=True)
class Entity:
    """What mentions of one article name; `first_mention` is a mention's place among all, from 0.

    `country_iso2` is the country it is, lies in or, for a people, belongs to. Coordinates are in degrees. Place fields
    are None where nothing is known for sure, gender where the text gives no evidence, `role` where no mention has one.
    """

    canonical_name: str
    type: NameType
    entity_key: str
    is_country: bool
    country_iso2: str | None
    geonames_id: int | None
    lat: float | None
    lon: float | None
    place_precision: Precision | None
    place_score: float | None
    gender: Gender | None
    gender_evidence: str | None
    gender_status: GenderStatus | None
    name_female_share: float | None
    role: str | None
    n_mentions: int
    n_mentions_body: int
    first_mention: int
    in_title: bool
    in_lead: bool
    salience: float


@dataclass(frozen=True, slots=True)
class Resolved:
    """The mentions of a document, in order, and its entities, in order of first mention."""

    mentions: tuple[Mention, ...]
    entities: tuple[Entity, ...]


@dataclass(frozen=True, slots=True)
class _Context:
    """What all entities of a document are seen against."""

    document: Document
    mentions: tuple[Mention, ...]
    places: Mapping[int, Located]
    genders: Mapping[int, list[Evidence]]
    leads: Mapping[int, int]
    body_length: int
    most_mentions: int


def resolve(document: Document, names: Sequence[Name]) -> Resolved:
    """The mentions and entities of a document, from the names a recogniser found in it; never raises on any text."""
    marked = mentions(document, names)
    members: dict[int, list[int]] = defaultdict(list)
    for number, mention in enumerate(marked):
        members[mention.entity].append(number)
    most = max(map(len, members.values()), default=0)
    bodies = {number: one.text for number, one in enumerate(document.sections) if one.name == "text"}
    leads = {number: _lead_end(text) for number, text in bodies.items()}
    length = max(map(len, bodies.values()), default=0)
    places = locate(document, marked, place_names(marked))
    context = _Context(document, marked, places, _genders(document, marked), leads, length, most)
    return Resolved(marked, tuple(_entity(context, number, members[number]) for number in sorted(members)))


def place_names(marked: Sequence[Mention]) -> dict[int, str]:
    """The canonical name of each entity that is a place, by its number."""
    members: dict[int, list[Mention]] = defaultdict(list)
    for one in marked:
        members[one.entity].append(one)
    return {number: _canonical(of) for number, of in members.items() if _kind(of) == "LOC"}


def _genders(document: Document, marked: Sequence[Mention]) -> dict[int, list[Evidence]]:
    """What titles and pronouns tell of each person, in order of section; titles before pronouns."""
    told: dict[int, list[Evidence]] = defaultdict(list)
    people: dict[int, list[Mention]] = defaultdict(list)
    for one in marked:
        if one.type == "PERSON":
            people[one.section].append(one)
    for number, persons in people.items():
        section = document.sections[number]
        for one in persons:
            evidence = title_evidence(section.text, one.start, one.end)
            if evidence is not None:
                told[one.entity].append(evidence)
        for said in _pronouns(section, persons):
            told[said[0]].append(said[1])
    return told


def _pronouns(section: Section, persons: Sequence[Mention]) -> Iterator[tuple[int, Evidence]]:
    """What the pronouns of each sentence tell of whom; a sentence of another paragraph counts as one before."""
    starts = [one.start for one in persons]
    before = None
    for start, end in section.sentences:
        inside = persons[bisect_right(starts, start - 1) : bisect_right(starts, end - 1)]
        sentence = unquoted(section.text, (start, end), [(one.start, one.end, one.entity) for one in inside])
        said = pronoun_evidence(before, sentence)
        if said is not None:
            yield said
        before = sentence


def _entity(context: _Context, number: int, members: Sequence[int]) -> Entity:
    mine = [context.mentions[member] for member in members]
    kind = _kind(mine)
    name = _canonical(mine)
    place = _place(context, number, name, kind)
    evidence = context.genders.get(number, []) if kind == "PERSON" else []
    gender = decided(evidence)
    presence = _presence(context, mine)
    return Entity(
        canonical_name=name,
        type=kind,
        entity_key=f"{key(name, kind)}:{kind}",
        is_country=place is not None
        and kind == "LOC"
        and place.place.is_country
        and place.place.geonames_id is not None,
        country_iso2=place.place.country_iso2 if place else None,
        geonames_id=place.place.geonames_id if place else None,
        lat=place.place.lat if place else None,
        lon=place.place.lon if place else None,
        place_precision=place.precision if place else None,
        place_score=round(place.score, 2) if place else None,
        gender=gender.gender if gender else None,
        gender_evidence=gender.word if gender else None,
        gender_status=gender_status(evidence) if kind == "PERSON" else None,
        name_female_share=female_share(name) if kind == "PERSON" else None,
        role=next((one.role for one in mine if one.role), None),
        n_mentions=presence.n_mentions,
        n_mentions_body=sum(one.section in context.leads for one in mine),
        first_mention=members[0],
        in_title=presence.in_title,
        in_lead=presence.in_lead,
        salience=salience(presence, context.most_mentions, context.body_length),
    )


def _presence(context: _Context, mine: Sequence[Mention]) -> Presence:
    body = [one for one in mine if one.section in context.leads]
    return Presence(
        len(mine),
        any(context.document.sections[one.section].name == "title" for one in mine),
        any(one.end <= context.leads[one.section] for one in body),
        min((one.start for one in body), default=None),
    )


def _lead_end(text: str) -> int:
    """Where the first paragraph of the body ends."""
    end = text.find("\n")
    return end if end >= 0 else len(text)


def _kind(mine: Sequence[Mention]) -> NameType:
    return Counter(one.type for one in mine).most_common(1)[0][0]


def _canonical(mine: Sequence[Mention]) -> str:
    """The best name: spelled out before acronym, longer before shorter, then the more frequent, then the earlier."""
    surfaces = [" ".join(one.surface.split()) for one in mine]
    times = Counter(surfaces)
    is_people = _kind(mine) == "NORP"

    def rank(name: str) -> tuple[bool, bool, int, int]:
        n_words = len(name.split())
        length = 1 if is_people or n_words > _LONGEST_NAME else n_words
        return not (name.isupper() and len(name) > 3), not is_acronym(name), length, times[name]

    return max(times, key=rank)


def _place(context: _Context, number: int, name: str, kind: NameType) -> Located | None:
    """The place of an entity; of a people its country."""
    if kind == "NORP" and name in demonyms():
        return Located(countries_by_code()[demonyms()[name]], _OF_PEOPLE, "country")
    return context.places.get(number)
