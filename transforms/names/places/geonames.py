"""Countries and divisions by what texts call them, and peoples: the gazetteer and our own lists."""

from functools import cache
from typing import Final

from broadsheet.transforms.caching import remembered
from broadsheet.transforms.vocabulary.gazetteer import Place, place_key, places_named, places_of_kind
from broadsheet.transforms.vocabulary.lists import entries, rows

__all__ = [
    "Place",
    "areas",
    "areas_named",
    "cities",
    "countries",
    "countries_by_code",
    "demonyms",
    "divisions",
    "in_title_case",
    "singular",
]

_AREA_KINDS: Final = ("country", "division1", "division2")


@cache
def countries_by_code() -> dict[str, Place]:
    """Countries by their ISO 3166-1 alpha-2 code."""
    return {place.country_iso2: place for place in places_of_kind("country") if place.country_iso2 is not None}


@cache
def countries() -> dict[str, Place]:
    """Countries by every name they go by, aliases included; the parts of a country are no countries."""
    by_code = countries_by_code()
    parts = frozenset(entries("country_parts.txt"))
    aliases = {alias: by_code[code] for alias, code in rows("country_aliases.tsv") if alias not in parts}
    return {**{place.name: place for place in by_code.values()}, **aliases}


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
    """The states and provinces of the United States, Canada and Australia, and the parts of a country, by name."""
    wanted = [(name, country, code) for name, country, code, _ in rows("divisions.tsv")]
    codes = dict(rows("country_aliases.tsv"))
    listed = [division(name, country, code) for name, country, code in wanted]
    return {place.name: place for place in listed} | {
        name: division(name, codes[name], None) for name in entries("country_parts.txt")
    }


def division(name: str, country: str, code: str | None) -> Place:
    """The first-level division of that name; without an id where the gazetteer has none."""
    for place in places_named(name):
        if place.kind == "division1" and place.country_iso2 == country and code in (None, place.division):
            return Place(
                name, country, place.geonames_id, "division1", place.lat, place.lon, place.population, place.division
            )
    return Place(name, country, None, "division1", division=code)


@cache
def areas() -> dict[str, Place]:
    """Countries and divisions by what they are called after the name of a town: "Ohio", "N.H.", "Peru", "Kent"."""
    short = {
        word: divisions()[name] for name, _, _, words in rows("divisions.tsv") for word in words.split("|") if word
    }
    counties = {
        name: Place(name, "GB", None, "division1", division=nation) for name, nation in rows("british_counties.tsv")
    }
    return {**counties, **short, **countries(), **divisions()}


def areas_named(name: str) -> tuple[Place, ...]:
    """All countries and divisions of the world that a name may mean; abbreviations only with their stop or capitals."""
    listed = areas().get(name)
    named = [place for place in places_named(name) if place.kind in _AREA_KINDS]
    return (*([listed] if listed is not None else []), *(place for place in named if place != listed))


def in_title_case(name: str) -> str:
    """A name in capitals as a text writes it elsewhere: "LEBANON" is "Lebanon"; short ones are acronyms and stay."""
    return name.title() if name.isupper() and len(name) > 3 and "." not in name else name


@remembered(65_536)
def cities(name: str) -> tuple[Place, ...]:
    """The cities that the lists call so first, in any spelling, the largest first."""
    key = place_key(name)
    named = [place for place in places_named(name) if place.kind == "city" and place_key(place.name) == key]
    return tuple(sorted(named, key=lambda city: (-city.population, city.geonames_id or 0)))
