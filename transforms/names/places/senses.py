"""Names of several well-known places, and the one that the words around tell: Georgia, New York."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from broadsheet.transforms.names.places.geonames import countries, divisions
from broadsheet.transforms.vocabulary.gazetteer import Place, place_of_id
from broadsheet.transforms.vocabulary.lists import rows

_REACH: Final = 30  # code points beside a name; the cues of the list are shorter


@dataclass(frozen=True, slots=True)
class Sense:
    """A place that a name can stand for, where words tell of it (before, after, document, otherwise), and these."""

    place: Place
    where: str
    cues: tuple[str, ...]


@cache
def senses() -> dict[str, tuple[Sense, ...]]:
    """The senses of each name of several well-known places."""
    by_name: dict[str, list[Sense]] = defaultdict(list)
    for name, place, where, cues in rows("place_senses.tsv"):
        words = tuple(cue.replace("_", " ") for cue in cues.split("|") if cue)
        by_name[name].append(Sense(_place(place), where, words))
    return {name: tuple(of_name) for name, of_name in by_name.items()}


def _place(code: str) -> Place:
    if code.isdecimal():
        return place_of_id(int(code))
    country, _, division = code.partition("-")
    areas = divisions().values() if division else countries().values()
    return next(area for area in areas if area.country_iso2 == country and area.division == (division or None))


def meant(name: str, document: str, places: Iterable[tuple[str, int, int]]) -> Place | None:
    """The place that a name means at its places, each a text and a range of it; None where that is open.

    Where it means now one and now another place of a country, that country alone.
    """
    of_name = senses()[name]
    here = {
        sense.place for sense in of_name if sense.where == "document" and any(cue in document for cue in sense.cues)
    }
    here = here or {sense.place for sense in of_name if sense.where == "otherwise"}
    everywhere = here.pop() if len(here) == 1 else None
    meanings = {_beside(of_name, text, start, end) or everywhere for text, start, end in places}
    if len(meanings) == 1:
        return meanings.pop()
    codes = {place.country_iso2 if place else None for place in meanings}
    code = codes.pop() if len(codes) == 1 else None
    return Place(name, code, None, "country") if code else None


def _beside(of_name: tuple[Sense, ...], text: str, start: int, end: int) -> Place | None:
    before, after = text[max(start - _REACH, 0) : start], text[end : end + _REACH]
    for sense in of_name:
        if (sense.where == "before" and before.endswith(sense.cues)) or (
            sense.where == "after" and after.startswith(sense.cues)
        ):
            return sense.place
    return None
