"""The places of the world that a name, as written, may name."""

import re
from dataclasses import dataclass, replace
from typing import Final

from broadsheet.transforms.caching import remembered
from broadsheet.transforms.names.places.geonames import areas, countries, divisions, in_title_case
from broadsheet.transforms.vocabulary.gazetteer import Kind, Place, place_key, places_named
from broadsheet.transforms.vocabulary.lists import rows

# The kind that a word beside the name makes of the place: "Tarn County", "County Tarn", "the province of Tarn".
_DIVISIONS: Final[frozenset[Kind]] = frozenset({"division1", "division2"})
_KINDS: Final[dict[str, frozenset[Kind]]] = {
    **dict.fromkeys((word for word, kind in rows("place_kinds.tsv") if kind == "division"), _DIVISIONS),
    **dict.fromkeys((word for word, kind in rows("place_kinds.tsv") if kind == "city"), frozenset[Kind]({"city"})),
}
_WORDS: Final = "|".join(map(re.escape, sorted(_KINDS, key=len, reverse=True)))
_AFTER: Final = re.compile(rf"(.+?)[ \xa0]({_WORDS})", re.IGNORECASE)
_BEFORE: Final = re.compile(rf"({_WORDS})[ \xa0](?:of[ \xa0])?(.+)", re.IGNORECASE)
# Springfields of the world are 70; a name of more is no name of a place but a word.
_MOST: Final = 100


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean; `is_main` where it is the name that the lists call it by first."""

    place: Place
    is_main: bool = True


@remembered(65_536)
def candidates(name: str) -> tuple[Candidate, ...]:
    """The places of a name, each once: by name, by what texts call them, else by the name without "County" and such."""
    written = in_title_case(name)
    listed = areas().get(name) or areas().get(written) or countries().get(name)
    is_abbreviation = "." in name.rstrip(".") or name.endswith(".") or (name.isupper() and len(name) < 4)
    by_id = {} if is_abbreviation and listed is not None else {c.place.geonames_id: c for c in _named(written, None)}
    for place in (listed, countries().get(written), divisions().get(written)):
        if place is not None and place.geonames_id is not None:
            by_id[place.geonames_id] = Candidate(place)
    if written in countries():
        by_id = {number: c for number, c in by_id.items() if c.is_main or c.place.kind != "city"}
    if not by_id:
        by_id = {c.place.geonames_id: c for c in _of_kind(written)}
    return tuple(by_id.values())[:_MOST]


def _named(name: str, kinds: frozenset[Kind] | None) -> list[Candidate]:
    key = place_key(name)
    return [
        Candidate(replace(place, name=place.name.strip()), place_key(place.name) == key)
        for place in places_named(name)
        if kinds is None or place.kind in kinds
    ]


def _of_kind(name: str) -> list[Candidate]:
    """The places of the name without "County", "Province of" and such, of that kind."""
    after, before = _AFTER.fullmatch(name), _BEFORE.fullmatch(name)
    if after is not None:
        return _named(after.group(1), _KINDS[after.group(2).lower()])
    if before is not None:
        return _named(before.group(2), _KINDS[before.group(1).lower()])
    return []
