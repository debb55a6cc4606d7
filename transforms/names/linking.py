"""From a document and the names found in it to its mentions and the entities they name."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from broadsheet.transforms.names.aliases import key
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
from broadsheet.transforms.names.places.geonames import countries_by_code, demonyms, in_title_case
from broadsheet.transforms.names.places.resolution import Located, Precision, locate
from broadsheet.transforms.names.recogniser import Document, Name, Section
from broadsheet.transforms.names.salience import Presence, salience
from broadsheet.transforms.vocabulary.acronyms import is_acronym
from broadsheet.transforms.vocabulary.mention_types import MentionType

_LONGEST_NAME: Final = 8  # words; what is longer may be several names run together; set by hand
# Words for a people nearly always stand for its country. Set by hand.
_OF_PEOPLE: Final = 0.98


@dataclass(frozen=True, slots=True)
class Entity:
    """What mentions of one article name.

    `country_iso2` is the country it is, lies in or, for a people, belongs to. Coordinates are in degrees. Place fields
    are None where nothing is known for sure, gender where the text gives no evidence, `role` where no mention has one,
    `affiliation` where no role names the body or place it is of.
    """

    canonical_name: str
    type: MentionType
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
    affiliation: str | None
    n_mentions: int
    n_mentions_body: int
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
    bodies = {number: section.text for number, section in enumerate(document.sections) if section.name == "text"}
    leads = {number: _lead_end(text) for number, text in bodies.items()}
    length = max(map(len, bodies.values()), default=0)
    places = locate(document, marked, place_names(marked))
    context = _Context(document, marked, places, _genders(document, marked), leads, length, most)
    return Resolved(marked, tuple(_entity(context, number, members[number]) for number in sorted(members)))


def place_names(marked: Sequence[Mention]) -> dict[int, str]:
    """The canonical name of each entity that is a place, by its number."""
    members: dict[int, list[Mention]] = defaultdict(list)
    for mention in marked:
        members[mention.entity].append(mention)
    return {number: _canonical(of) for number, of in members.items() if _kind(of) == "LOC"}


def _genders(document: Document, marked: Sequence[Mention]) -> dict[int, list[Evidence]]:
    """What titles and pronouns tell of each person, in order of section; titles before pronouns."""
    by_person: dict[int, list[Evidence]] = defaultdict(list)
    people: dict[int, list[Mention]] = defaultdict(list)
    for mention in marked:
        if mention.type == "PERSON":
            people[mention.section].append(mention)
    for number, persons in people.items():
        section = document.sections[number]
        for mention in persons:
            evidence = title_evidence(section.text, mention.start, mention.end)
            if evidence is not None:
                by_person[mention.entity].append(evidence)
        for sign in _pronouns(section, persons):
            by_person[sign[0]].append(sign[1])
    return by_person


def _pronouns(section: Section, persons: Sequence[Mention]) -> Iterator[tuple[int, Evidence]]:
    """What the pronouns of each sentence tell of whom; a sentence of another paragraph counts as one before."""
    starts = [person.start for person in persons]
    before = None
    for start, end in section.sentences:
        inside = persons[bisect_right(starts, start - 1) : bisect_right(starts, end - 1)]
        sentence = unquoted(
            section.text, (start, end), [(person.start, person.end, person.entity) for person in inside]
        )
        sign = pronoun_evidence(before, sentence)
        if sign is not None:
            yield sign
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
        role=next((mention.role for mention in mine if mention.role), None),
        affiliation=_affiliation(context, mine),
        n_mentions=presence.n_mentions,
        n_mentions_body=sum(mention.section in context.leads for mention in mine),
        in_title=presence.in_title,
        in_lead=presence.in_lead,
        salience=salience(presence, context.most_mentions, context.body_length),
    )


def _affiliation(context: _Context, mine: Sequence[Mention]) -> str | None:
    """The canonical name of the first body or place that a role of an entity is of."""
    first = next((mention.affiliation for mention in mine if mention.affiliation is not None), None)
    return None if first is None else _canonical([m for m in context.mentions if m.entity == first])


def _presence(context: _Context, mine: Sequence[Mention]) -> Presence:
    body = [mention for mention in mine if mention.section in context.leads]
    return Presence(
        len(mine),
        any(context.document.sections[mention.section].name == "title" for mention in mine),
        any(mention.end <= context.leads[mention.section] for mention in body),
        min((mention.start for mention in body), default=None),
    )


def _lead_end(text: str) -> int:
    """Where the first paragraph of the body ends."""
    end = text.find("\n")
    return end if end >= 0 else len(text)


def _kind(mine: Sequence[Mention]) -> MentionType:
    return Counter(mention.type for mention in mine).most_common(1)[0][0]


def _canonical(mine: Sequence[Mention]) -> str:
    """The best name: spelled out before acronym, longer before shorter, then the more frequent, then the earlier.

    A person whom the article names in capitals alone ("ADA QUILL, MAYOR:") has the name in title case.
    """
    surfaces = [" ".join(mention.surface.split()) for mention in mine]
    times = Counter(surfaces)
    is_people = _kind(mine) == "NORP"

    def rank(name: str) -> tuple[bool, bool, int, int]:
        n_words = len(name.split())
        length = 1 if is_people or n_words > _LONGEST_NAME else n_words
        return not (name.isupper() and len(name) > 3), not is_acronym(name), length, times[name]

    best = max(times, key=rank)
    return in_title_case(best) if _kind(mine) == "PERSON" and " " in best else best


def _place(context: _Context, number: int, name: str, kind: MentionType) -> Located | None:
    """The place of an entity; of a people its country."""
    if kind == "NORP" and name in demonyms():
        return Located(countries_by_code()[demonyms()[name]], _OF_PEOPLE, "country")
    return context.places.get(number)
