"""What a document says of where each of its places lies."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from broadsheet.transforms.names.mentions import Mention
from broadsheet.transforms.names.places.beside import area_after, areas_after
from broadsheet.transforms.names.places.geonames import (
    countries,
    countries_by_code,
    demonyms,
    divisions,
    in_title_case,
)
from broadsheet.transforms.names.places.senses import meant, senses
from broadsheet.transforms.names.recogniser import Document
from broadsheet.transforms.vocabulary.gazetteer import Place

# A dateline says where the story happens; one mention says only that a country matters.
_DATELINE_WEIGHT: Final = 2.0
# "the city of Turkey" is none of the country's.
_CITY_OF: Final = re.compile(r"\b(?:city|town|village|township|hamlet) of $", re.IGNORECASE)
_LONGEST_CITY_OF: Final = len("township of ")


@dataclass(slots=True)
class Evidence:
    """What a document says of one of its places: the areas named behind it, the one beyond doubt among them, those that
    its sentences name, what words of its own tell, of which places' names it stands behind, and whether it is a city's.
    """

    name: str
    behind: set[Place] = field(default_factory=set)
    called: set[Place] = field(default_factory=set)
    near: Counter[Place] = field(default_factory=Counter)
    sense: Place | None = None
    heads: set[str] = field(default_factory=set)
    is_city: bool = False


@dataclass(frozen=True, slots=True)
class Spoken:
    """How often a document speaks of each country by its name and its people, and of each division by name."""

    countries: Mapping[str, float]
    divisions: Mapping[tuple[str, str], float]


def evidence(document: Document, marked: Sequence[Mention], names: Mapping[int, str]) -> dict[int, Evidence]:
    """The evidence for each entity that is a place, by its number; `names` are the canonical names of those."""
    by_entity = {entity: Evidence(in_title_case(name)) for entity, name in names.items()}
    areas = _areas_by_sentence(document, marked)
    by_start = {(mention.section, mention.start): mention for mention in marked}
    text = "\n".join(section.text for section in document.sections)
    ranges: dict[int, list[tuple[str, int, int]]] = defaultdict(list)
    for mention, inside in zip(marked, areas, strict=True):
        if mention.entity not in by_entity:
            continue
        mine, section = by_entity[mention.entity], document.sections[mention.section].text
        mine.is_city |= _CITY_OF.search(section, max(mention.start - _LONGEST_CITY_OF, 0), mention.start) is not None
        mine.behind.update(areas_after(section, mention.end))
        called = area_after(section, mention.end)
        mine.called.update({called} if called is not None else ())
        mine.near.update(area for area in inside if area.name != mine.name)
        ranges[mention.entity].append((section, mention.start, mention.end))
        behind = by_start.get((mention.section, mention.end + 2)) if section.startswith(", ", mention.end) else None
        if behind is not None and behind.entity in by_entity and behind.entity != mention.entity:
            by_entity[behind.entity].heads.add(mine.name)
    for entity, mine in by_entity.items():
        if mine.name in senses():
            mine.sense = meant(mine.name, text, ranges[entity])
    return by_entity


def _areas_by_sentence(document: Document, marked: Sequence[Mention]) -> list[set[Place]]:
    """For each mention the countries and divisions that its sentence names beside it."""
    starts = [[start for start, _ in section.sentences] for section in document.sections]
    sentence_of = [(mention.section, bisect_right(starts[mention.section], mention.start)) for mention in marked]
    named: dict[tuple[int, int], set[Place]] = defaultdict(set)
    for mention, sentence in zip(marked, sentence_of, strict=True):
        named[sentence].update(_areas(document, mention))
    return [named[sentence] for sentence in sentence_of]


def _areas(document: Document, mention: Mention) -> set[Place]:
    """The country or division that a mention names for sure or that is named behind it."""
    name = mention.surface
    if mention.type == "NORP":
        return {countries_by_code()[demonyms()[name]]} if name in demonyms() else set()
    if mention.type != "LOC":
        return set()
    area = divisions().get(name) or countries().get(name)
    beside = area_after(document.sections[mention.section].text, mention.end)
    areas = {place for place in (area, beside) if place is not None and place.name not in senses()}
    # "Lebanon, Ohio" speaks of Ohio and not of Lebanon.
    return areas - {area} if beside is not None and area is not None and not beside.is_country else areas


def spoken(document: Document, marked: Sequence[Mention], dateline: Place | None) -> Spoken:
    """How often each country and division is named, the country of the dateline included."""
    by_country: dict[str, float] = defaultdict(float)
    by_division: dict[tuple[str, str], float] = defaultdict(float)
    for mention in marked:
        for area in _areas(document, mention):
            if area.country_iso2 is not None:
                by_country[area.country_iso2] += 1
                if area.division is not None:
                    by_division[area.country_iso2, area.division] += 1
    if dateline is not None and dateline.country_iso2 is not None:
        by_country[dateline.country_iso2] += _DATELINE_WEIGHT
    return Spoken(dict(by_country), dict(by_division))
