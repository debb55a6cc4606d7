"""All countries, divisions and cities of the world that bear a name, and their points."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, Literal, Self, cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from broadsheet.transforms.caching import remembered
from broadsheet.transforms.vocabulary.folding import fold

Kind = Literal["country", "division1", "division2", "city", "region"]

# Made by training/places.py from GeoNames and the World Factbook: see docs/places.md.
PLACES_FILE: Final = "places.parquet"
NAMES_FILE: Final = "place_names.parquet"
VERSION: Final = "GeoNames of July 2026"
SOURCE: Final = f"{VERSION} (CC BY 4.0); points of ten countries: The World Factbook"

_MARKS: Final = re.compile(r"[.'’‘`ʻ]")
_GAPS: Final = re.compile(r"[\s,_/()-]+")
_SHORT: Final = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
_MILLI: Final = 1000  # the table has thousandths of a degree, 111 m or less


@dataclass(frozen=True, slots=True)
class Place:
    """A country, a division, a city or a region; coordinates in degrees, None where the lists have none.

    `division` is the code that GeoNames has for the first-level division it is or lies in, `county` the id of the
    second-level one; None where it is or lies in none. The points of countries and divisions are their middles.
    """

    name: str
    country_iso2: str | None
    geonames_id: int | None
    kind: Kind = "city"
    lat: float | None = None
    lon: float | None = None
    population: int = 0
    division: str | None = None
    county: int | None = None

    @property
    def is_country(self) -> bool:
        """Whether it is a country, and no part of one."""
        return self.kind == "country"

    def lies_in(self, area: Self) -> bool:
        """Whether it is in a country or a division, or is that one."""
        if self.country_iso2 is None or self.country_iso2 != area.country_iso2:
            return False
        is_inside = area.division in (None, self.division)
        return is_inside and (area.kind != "division2" or self.county == area.county)


def place_key(name: str) -> str:
    """A name in the form that the table is sorted by: no case, accents, stops and apostrophes; "St." is "saint"."""
    words = _GAPS.sub(" ", _MARKS.sub("", fold(name))).split()
    return " ".join([_SHORT.get(word, word) for word in words[:-1]] + words[-1:])


@cache
def _places() -> pa.Table:
    return _read(PLACES_FILE)


@cache
def _names() -> tuple[pa.Array, pa.Array]:
    table = _read(NAMES_FILE)
    return table["key"].combine_chunks(), table["place"].combine_chunks()


def _read(file: str) -> pa.Table:
    data = files("broadsheet.transforms").joinpath("lexicons", file).read_bytes()
    return pq.read_table(pa.BufferReader(data), use_threads=False).combine_chunks()


@remembered(65_536)
def places_named(name: str) -> tuple[Place, ...]:
    """The places that bear a name, in any spelling of `place_key`, in the order of the table."""
    key = place_key(name)
    keys, numbers = _names()
    at = bisect_left(_Texts(keys), key)
    places: list[Place] = []
    while at < len(keys) and keys[at].as_py() == key:
        places.append(_place(numbers[at].as_py()))
        at += 1
    return tuple(places)


class _Texts:
    """An array of texts as `bisect` asks for it."""

    def __init__(self, values: pa.Array) -> None:
        self._values = values

    def __len__(self) -> int:
        return len(self._values)

    def __getitem__(self, at: int) -> str:
        return cast(str, self._values[at].as_py())


def _place(number: int) -> Place:
    row = {name: column[0] for name, column in _places().slice(number, 1).to_pydict().items()}
    return Place(
        name=row["name"],
        country_iso2=row["country"],
        geonames_id=row["geonames_id"],
        kind=row["kind"],
        lat=_degrees(row["lat"]),
        lon=_degrees(row["lon"]),
        population=row["population"],
        division=row["division"],
        county=row["county"],
    )


def _degrees(milli: int | None) -> float | None:
    return None if milli is None else milli / _MILLI


@cache
def _by_id() -> tuple["np.ndarray[tuple[int], np.dtype[np.int64]]", "np.ndarray[tuple[int], np.dtype[np.int64]]"]:
    """The ids in ascending order, and the row of each."""
    ids = pc.fill_null(_places()["geonames_id"], -1).to_numpy()
    order = np.argsort(ids, kind="stable")
    return ids[order], order


def place_of_id(geonames_id: int) -> Place:
    """The place of an id that is in the table; KeyError for any other."""
    ids, order = _by_id()
    at = int(np.searchsorted(ids, geonames_id))
    if at == len(ids) or ids[at] != geonames_id:
        raise KeyError(geonames_id)
    return _place(int(order[at]))


def places_of_kind(kind: Kind) -> Iterator[Place]:
    """All places of a kind, in the order of the table."""
    for number, other in enumerate(_places()["kind"].to_pylist()):
        if other == kind:
            yield _place(number)


def points_of_cities(population: int) -> list[tuple[float, float]]:
    """Latitude and longitude of the cities of so many people and more, in the order of the table."""
    table = _places()
    large = table.filter(pc.and_(pc.equal(table["kind"], "city"), pc.greater_equal(table["population"], population)))
    return [
        (lat / _MILLI, lon / _MILLI)
        for lat, lon in zip(*large.select(["lat", "lon"]).to_pydict().values(), strict=True)
    ]
