"""From the name of a place and what its document says of countries to a country, a GeoNames id and coordinates."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from broadsheet.transforms.names.aliases import is_acronym
from broadsheet.transforms.names.places.geonames import (
    Place,
    areas,
    cities,
    cities_by_other_names,
    cities_by_plain_name,
    countries,
    divisions,
)
from broadsheet.transforms.names.places.senses import meant, senses
from broadsheet.transforms.vocabulary.lists import entries, fold

# A city stands for its name anywhere in the world only when it is large, and many times the next one of that name.
_LARGE: Final = 100_000
_FAR_LARGER: Final = 5
# So much larger, and it is meant even where the text speaks of the country of its namesake.
_BEYOND_DOUBT: Final = 20
# In a country that the text names, a somewhat smaller city than its namesake elsewhere may be meant.
_LITTLE_SMALLER: Final = 3
# In a division that the text names, a much smaller one: few speak of Ohio for another reason.
_SMALLER: Final = 10
_WORLD_CITY: Final = 2_000_000
# A state or a province is better known than a city of its name, whatever its size.
_OF_DIVISION: Final = 5_000_000
# Countries whose towns bear the names of each other's towns: no list has them all.
_OF_ONE_TONGUE: Final = frozenset({"US", "GB", "CA", "AU", "NZ", "IE", "ZA"})
_SHARED: Final = frozenset(entries("shared_place_names.txt"))
_AFTER: Final = re.compile(r",[ \t\xa0]+([^\W\d_a-z][\w’'.-]*(?:[ \xa0](?:of|and|the|[^\W\d_a-z][\w’'.-]*)){0,3})")
# "Lima, Peru and Chile" is a list; of states, few are.
_LIST: Final = re.compile(r",? (?:and|or) |, [^\W\d_a-z]")
_REGIONS: Final = frozenset(entries("regions.txt"))
_GAP: Final = re.compile(r"[ \xa0]")


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A mention of a place: its text and range, and the countries and divisions that its sentence or dateline names."""

    text: str
    start: int
    end: int
    near: frozenset[Place] = frozenset()


@dataclass(frozen=True, slots=True)
class Speaking:
    """What a document speaks of: a weight for each country code, and all of its text."""

    countries: Mapping[str, float] = field(default_factory=dict)
    text: str = ""


def area_after(text: str, end: int) -> Place | None:
    """The country or division named after a comma ("Springfield, Ohio"; "Windham, N.H."), where no list goes on."""
    after = _AFTER.match(text, end)
    words = _GAP.split(after.group(1)) if after else []
    for size in range(len(words), 0, -1):
        name = " ".join(words[:size])
        found = areas().get(name) or areas().get(name.rstrip(".")) or areas().get(_without_possessive(name))
        goes_on = size < len(words) and (words[size][0].isupper() and not name.endswith("."))
        if found is not None and after is not None and not goes_on:
            is_list = found.division is None and _LIST.match(text, after.start(1) + len(name)) is not None
            return None if is_list else found
    return None


def _without_possessive(name: str) -> str:
    return name[:-2] if name.endswith(("'s", "’s")) else name


def resolve_place(name: str, mentioned: Sequence[Mentioned], speaking: Speaking) -> Place | None:
    """The place that a name stands for at all of its mentions, or None where that would be a guess.

    What is named after a comma decides; then what the name is known to mean beside other words; then, among places
    of the name, that it is a country, in a country named in the same sentence or the dateline, or far the largest.
    A town that the lists do not have gets the country named after the comma and no more.
    """
    candidates = _candidates(name)
    if name not in countries() or name in senses():
        beside = [area for one in mentioned if (area := area_after(one.text, one.end)) is not None]
        inside = next((found for area in beside if (found := _beside(name, candidates, area)) is not None), None)
        if inside is not None:
            return inside
        if beside and not (name in senses() or name in areas() or name in _REGIONS or is_acronym(name)):
            return _only_country(name, beside)
    if name in senses():
        return meant(name, speaking.text, [(one.text, one.start, one.end) for one in mentioned])
    if name in countries():
        return countries()[name]
    near = frozenset(area for one in mentioned for area in one.near if area.name != name)
    return _near(candidates, near, speaking) or _largest(candidates, near, speaking)


def _only_country(name: str, beside: Sequence[Place]) -> Place | None:
    codes = {area.country_iso2 for area in beside}
    return Place(name, codes.pop(), None) if len(codes) == 1 else None


def _candidates(name: str) -> tuple[Place, ...]:
    """Divisions and cities of a name, the largest first; cities with another main name only where none has it."""
    main = [*cities().get(name, ()), *cities().get(_spelled_otherwise(name), ())]
    main += [city for city in cities_by_plain_name().get(fold(name), ()) if city not in main]
    division = divisions().get(name)
    return (*([division] if division else []), *_by_size(main or cities_by_other_names().get(name, ())))


def _spelled_otherwise(name: str) -> str:
    """ "Saint Tarn" for "St. Tarn" and the other way round; "" for other names."""
    for short, long in (("St. ", "Saint "), ("Saint ", "St. ")):
        if name.startswith(short):
            return long + name.removeprefix(short)
    return ""


def _by_size(named: Iterable[Place]) -> list[Place]:
    return sorted(named, key=lambda city: (-city.population, city.geonames_id or 0))


def _beside(name: str, candidates: tuple[Place, ...], area: Place) -> Place | None:
    """The city in the area named after the comma: of that main name, else by another of its names."""
    return _inside(candidates, area) or _inside(cities_by_other_names().get(name, ()), area)


def _size(place: Place) -> int:
    return place.population or _OF_DIVISION


def _inside(candidates: tuple[Place, ...], area: Place) -> Place | None:
    """The one of the cities that lies in an area, or is far the largest there."""
    inside = [city for city in candidates if city.population and city.lies_in(area)]
    return inside[0] if inside and _leads(inside) else None


def _leads(candidates: Sequence[Place]) -> bool:
    return len(candidates) == 1 or _size(candidates[0]) >= _FAR_LARGER * _size(candidates[1])


def _near(candidates: tuple[Place, ...], near: frozenset[Place], speaking: Speaking) -> Place | None:
    """The one of the candidates in the divisions named near, else in the countries."""
    if not candidates:
        return None
    for named, is_likely in (
        ([area for area in near if area.division is not None], _is_likely_in_division),
        ([area for area in near if area.division is None], _is_likely_in_country),
    ):
        inside = [place for place in candidates if any(place.lies_in(area) for area in named)]
        if inside and _leads(inside) and is_likely(inside[0], candidates[0], speaking):
            return inside[0]
    return None


def _is_likely_in_division(place: Place, largest: Place, speaking: Speaking) -> bool:
    return _size(largest) < _SMALLER * _size(place)


def _is_likely_in_country(place: Place, largest: Place, speaking: Speaking) -> bool:
    """Whether a city in a country that is named near can be meant in spite of a larger one elsewhere."""
    if _size(largest) < _LITTLE_SMALLER * _size(place):
        return True
    is_elsewhere = place.country_iso2 not in _OF_ONE_TONGUE and _size(largest) < _WORLD_CITY
    return is_elsewhere and not speaking.countries.get(largest.country_iso2)


def _largest(candidates: tuple[Place, ...], near: frozenset[Place], speaking: Speaking) -> Place | None:
    """The largest of the candidates, where it is far the largest and nothing speaks for another."""
    if not candidates:
        return None
    first, rest = candidates[0], candidates[1:]
    spoken = speaking.countries
    is_spoken = spoken.get(first.country_iso2, 0) > 0
    if not is_spoken and first.name in _SHARED:
        return None
    if _size(first) < _LARGE:
        return first if is_spoken and not rest and first.country_iso2 not in _OF_ONE_TONGUE else None
    if not _leads(candidates) or _is_doubted(first, rest, near):
        return None
    rivals = [place for place in rest if _size(place) * _BEYOND_DOUBT > _size(first)]
    return None if not is_spoken and any(spoken.get(place.country_iso2) for place in rivals) else first


def _is_doubted(first: Place, rest: Sequence[Place], near: frozenset[Place]) -> bool:
    """Whether a smaller place of the name lies in a division that is named near, and the largest does not."""
    named = [area for area in near if area.division is not None and not first.lies_in(area)]
    return any(place.lies_in(area) for place in rest for area in named)
