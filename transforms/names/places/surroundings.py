"""From the mentions of a document to the countries it speaks of, and to those named beside each place."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from broadsheet.transforms.names.mentions import Mention
from broadsheet.transforms.names.places.geonames import Place, cities, countries, countries_by_code, demonyms, divisions
from broadsheet.transforms.names.places.senses import senses
from broadsheet.transforms.names.places.whereabouts import Mentioned, Speaking, area_after, resolve_place
from broadsheet.transforms.names.recogniser import Document

# A dateline says where the story happens; one mention says only that a country matters.
_DATELINE_WEIGHT: Final = 2.0
# A division with a namesake city of this size tells of no country by its name alone: Victoria.
_NAMESAKE: Final = 250_000


def speaking(document: Document, marked: Sequence[Mention]) -> Speaking:
    """All text of a document, and how often it speaks of each country: by name, people, state, and in its dateline."""
    weights: dict[str, float] = defaultdict(float)
    for mention in marked:
        for area in _areas(document, mention):
            weights[area.country_iso2] += 1
    text = "\n".join(section.text for section in document.sections)
    dateline = _dateline(document, Speaking(weights, text))
    if dateline is not None:
        weights[dateline.country_iso2] += _DATELINE_WEIGHT
    return Speaking(dict(weights), text)


def _areas(document: Document, mention: Mention) -> Iterable[Place]:
    """The countries and divisions that a mention names or that are named after a comma behind it."""
    name = mention.surface
    if mention.type == "NORP" and name in demonyms():
        yield countries_by_code()[demonyms()[name]]
    if mention.type != "LOC":
        return
    area = divisions().get(name) or countries().get(name)
    has_namesake = name in cities() and cities()[name][0].population >= _NAMESAKE
    if area is not None and name not in senses() and (area.is_country or not has_namesake):
        yield area
    beside = area_after(document.sections[mention.section].text, mention.end)
    if beside is not None and beside.name not in senses():
        yield beside


def _dateline(document: Document, spoken: Speaking) -> Place | None:
    place = document.dateline_place
    if not place:
        return None
    name = place.partition(",")[0].strip()
    name = name.title() if name.isupper() else name
    return resolve_place(name, [Mentioned(place, 0, len(place.partition(",")[0]))], spoken)


def mentioned_places(document: Document, marked: Sequence[Mention], spoken: Speaking) -> Mapping[int, Mentioned]:
    """The mentions of places by their number, each with the areas that its sentence or the dateline names."""
    dateline = _dateline(document, spoken)
    everywhere = {countries_by_code()[dateline.country_iso2]} if dateline else set()
    near: dict[tuple[int, int], set[Place]] = defaultdict(set)
    starts = [[start for start, _ in section.sentences] for section in document.sections]
    sentence_of = [(one.section, bisect_right(starts[one.section], one.start)) for one in marked]
    for one, sentence in zip(marked, sentence_of, strict=True):
        near[sentence].update(_areas(document, one))
    return {
        number: Mentioned(
            document.sections[one.section].text, one.start, one.end, frozenset(near[sentence] | everywhere)
        )
        for number, (one, sentence) in enumerate(zip(marked, sentence_of, strict=True))
        if one.type == "LOC"
    }
