"""Where an outlet is at home, by the places that its articles name: evidence for its other articles."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Self

from broadsheet.transforms.errors import SettingsError
from broadsheet.transforms.vocabulary.gazetteer import Place, place_key
from broadsheet.transforms.vocabulary.lists import rows

# The share of its places that must lie in one country or division: below it an outlet is of the world. Set on the
# development gold, where local outlets stand above 0.5 in their division and national ones below 0.3.
_MOST_OF: Final = 0.4
_LEAST_PLACES: Final = 3  # places named; fewer make no share; set by hand
_LEAST_LETTERS: Final = 5  # a shorter name may be a syllable of any domain; set by hand
_COUNTRIES: Final = dict(rows("country_domains.tsv"))
_HOME: Final = re.compile(
    r"""
    (?P<country>[A-Z]{2}) (?:-(?P<division>\w{1,10}))?
    (?:@(?P<lat>-?\d{1,2}(?:\.\d+)?):(?P<lon>-?\d{1,3}(?:\.\d+)?))?
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Home:
    """Where an outlet is at home; `division` and the point are None where it is of a whole country."""

    country_iso2: str | None = None
    division: str | None = None
    lat: float | None = None
    lon: float | None = None

    def as_text(self) -> str:
        """The country, its division and the point, as far as known: "US-OH@41.24:-81.85"."""
        place = "-".join(part for part in (self.country_iso2, self.division) if part is not None)
        return place if self.lat is None or self.lon is None else f"{place}@{self.lat:g}:{self.lon:g}"

    def holds(self, place: Place) -> bool:
        """Whether a place lies in the division; never where the outlet is of a whole country."""
        return self.division is not None and (place.country_iso2, place.division) == (self.country_iso2, self.division)

    @classmethod
    def of_text(cls, text: str) -> Self:
        """What `as_text` gave.

        Raises  SettingsError, where it is no such text
        """
        match = _HOME.fullmatch(text)
        if match is None:
            raise SettingsError(f"homes: {text} is no place: give a country, as in GB, US-OH or US-OH@41.24:-81.85")
        lat, lon = match["lat"], match["lon"]
        return cls(match["country"], match["division"], float(lat) if lat else None, float(lon) if lon else None)


def home_of(places: Iterable[Place]) -> Home | None:
    """The home of an outlet, from the places its articles name, each once an article; None where that is open."""
    inside = [place for place in places if place.country_iso2 is not None]
    if len(inside) < _LEAST_PLACES:
        return None
    country, n_country = Counter(place.country_iso2 for place in inside).most_common(1)[0]
    if n_country < _MOST_OF * len(inside):
        return None
    divided = [place for place in inside if place.country_iso2 == country and place.division is not None]
    if not divided:
        return Home(country)
    division, n_division = Counter(place.division for place in divided).most_common(1)[0]
    if n_division < _MOST_OF * len(divided) or n_division < _LEAST_PLACES:
        return Home(country)
    return Home(country, division, *_middle([p for p in divided if p.division == division and p.kind != "division1"]))


def _middle(places: list[Place]) -> tuple[float | None, float | None]:
    """The median point."""
    lats = sorted(place.lat for place in places if place.lat is not None)
    lons = sorted(place.lon for place in places if place.lon is not None)
    return (lats[len(lats) // 2], lons[len(lons) // 2]) if lats and lons else (None, None)


def country_of_domain(domain: str | None) -> str | None:
    """The country whose top-level domain a domain ends in: "GB" of "tarnpost.co.uk"; None for ".com" and such."""
    return _COUNTRIES.get((domain or "").rpartition(".")[2])


def is_named_in(name: str, domain: str | None) -> bool:
    """Whether a domain bears the name of a place of some length: "corvanepost.com" that of Corvane."""
    stem = place_key(name).replace(" ", "")
    return len(stem) >= _LEAST_LETTERS and domain is not None and stem in domain.replace("-", "")
