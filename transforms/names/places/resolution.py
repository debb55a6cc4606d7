"""The one place of the world that each name of a place in a document means, with how sure that is."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final, Literal

from broadsheet.transforms.names.mentions import Mention
from broadsheet.transforms.names.places.candidates import Candidate, candidates
from broadsheet.transforms.names.places.coherence import Counties, counties_named
from broadsheet.transforms.names.places.evidence import Evidence, Spoken, evidence, spoken
from broadsheet.transforms.names.places.geonames import areas_named, cities, countries, divisions
from broadsheet.transforms.names.places.home import Home, country_of_domain, is_named_in
from broadsheet.transforms.names.places.senses import senses
from broadsheet.transforms.names.recogniser import Document
from broadsheet.transforms.vocabulary.acronyms import is_acronym
from broadsheet.transforms.vocabulary.gazetteer import Place, place_key
from broadsheet.transforms.vocabulary.lists import entries, rows

_REGIONS: Final = frozenset(entries("regions.txt"))
_SHARED: Final = frozenset(entries("shared_place_names.txt"))
# A city known by its other names, and one that is meant wherever nothing speaks for a namesake.
_LARGE: Final = 100_000
_WORLD_CITY: Final = 2_000_000
Precision = Literal["point", "city", "division", "country", "region"]
Features = dict[str, float]

# Places of one story lie within a day's drive; set with the weights.
_NEAR_KM: Final = 80.0
_KM_A_DEGREE: Final = 111.2  # 40,030 km, the mean circumference of the earth, by 360
_MOST_CONTEXT: Final = 60  # guesses that a place is compared with: a bound on cost, set by hand
_ROUNDS: Final = 2  # the second sees what the first believes of the other places; the weights were set with two
# A city of a dateline is the largest of its name where it is so many times the next: the same as for large cities.
_FAR_LARGER: Final = 5
# People; below it, or where none are listed, the size tells nothing more; set by hand.
_SMALLEST: Final = 300
# Below this share of right ones nothing is told: set on the development gold so that 93 % of what is told is right.
BOUND: Final = 0.42
# From likelihoods by the weights to shares that are right, by logistic regression on the development gold (2,288 places
# of 109 outlets): in five folds by outlet it is off by 1.7 points in the mean over tenths, without it by 2.9.
_SLOPE: Final = 0.628
_SHIFT: Final = 0.404
_LEAST_SHARE: Final = 0.005  # from 0 and 1 no closer, as when it was fitted
# For a name of several well-known places of which no word tells: Georgia, Washington.
_SENSE_BOUND: Final = 0.9
# Of towns that no list has: the area named behind them is nearly always right. Set by hand.
_OF_AREA: Final = 0.9


@dataclass(frozen=True, slots=True)
class Located:
    """The place that a name means; `score` is the share of such answers that are right, 0 to 1."""

    place: Place
    score: float
    precision: Precision


@dataclass(frozen=True, slots=True)
class Ranking:
    """For each entity the places it may mean, what speaks for each, and how likely each is."""

    options: Mapping[int, tuple[Candidate, ...]]
    features: Mapping[int, Sequence[Features]]
    shares: Mapping[int, Sequence[float]]


@dataclass(frozen=True, slots=True)
class _Round:
    """What is believed of the document's places before a round."""

    spoken: Spoken
    document: Document
    counties: Counties
    guesses: tuple[tuple[str, Place, float], ...]


def locate(document: Document, marked: Sequence[Mention], names: Mapping[int, str]) -> dict[int, Located]:
    """The place of each entity that is one, by its number; none where that would be a guess."""
    signs = evidence(document, marked, names)
    ranking = rank(document, marked, signs)
    chosen = {entity: _chosen(ranking.options[entity], ranking.shares[entity], signs[entity]) for entity in names}
    return {entity: place for entity, place in chosen.items() if place is not None}


def rank(document: Document, marked: Sequence[Mention], signs: Mapping[int, Evidence]) -> Ranking:
    """All that each entity may mean: what is believed of one in a round speaks for the others in the next."""
    options = {entity: candidates(mine.name) for entity, mine in signs.items()}
    counties = counties_named({mine.name: options[entity] for entity, mine in signs.items()})
    believed = _Round(spoken(document, marked, _dateline(document)), document, counties, ())
    features_of: dict[int, list[Features]] = {}
    shares: dict[int, list[float]] = {}
    for _ in range(_ROUNDS):
        features_of = {
            entity: [features(option, mine, believed) for option in options[entity]] for entity, mine in signs.items()
        }
        shares = {entity: likelihoods(mine) for entity, mine in features_of.items()}
        believed = replace(believed, guesses=_guesses(signs, options, shares))
    return Ranking(options, features_of, shares)


def _dateline(document: Document) -> Place | None:
    """The country or division named in the dateline, or where the one large city of its name lies."""
    name, _, area = (document.dateline_place or "").partition(",")
    named = areas_named(area.strip()) if area else ()
    if named:
        return named[0]
    towns = cities(name.strip()) if name else ()
    leads = len(towns) == 1 or (len(towns) > 1 and towns[0].population > _FAR_LARGER * towns[1].population)
    return towns[0] if leads else None


def _guesses(
    signs: Mapping[int, Evidence], options: Mapping[int, tuple[Candidate, ...]], shares: Mapping[int, Sequence[float]]
) -> tuple[tuple[str, Place, float], ...]:
    """The likeliest place of each name, and how likely it is."""
    best = [
        (mine.name, options[entity][at].place, shares[entity][at])
        for entity, mine in signs.items()
        if options[entity]
        for at in [max(range(len(options[entity])), key=lambda at: shares[entity][at])]
    ]
    return tuple(best[:_MOST_CONTEXT])


def _chosen(options: Sequence[Candidate], shares: Sequence[float], signs: Evidence) -> Located | None:
    if options:
        at = max(range(len(options)), key=lambda at: shares[at])
        if shares[at] >= (BOUND if signs.sense or signs.name not in senses() else _SENSE_BOUND):
            return Located(options[at].place, calibrated(shares[at]), _precision(options[at].place))
    if signs.sense is not None and signs.sense.geonames_id is None:
        return Located(signs.sense, _OF_AREA, "country")
    return _only_area(signs) if not options else None


def calibrated(share: float) -> float:
    """The share of places told with such a likelihood that are right: above BOUND from 0.55, at most 0.98."""
    likely = min(max(share, _LEAST_SHARE), 1 - _LEAST_SHARE)
    return 1 / (1 + math.exp(-(_SLOPE * math.log(likely / (1 - likely)) + _SHIFT)))


def _only_area(signs: Evidence) -> Located | None:
    """The area that a place no list has is said to lie in: that of "Corvane, N.H."; the id stays open."""
    areas = sorted(signs.called, key=lambda area: area.geonames_id or 0)
    if len(areas) != 1 or signs.name in countries() or signs.name in divisions() or is_acronym(signs.name):
        return None
    return Located(replace(areas[0], name=signs.name, geonames_id=None, kind="region"), _OF_AREA, _precision(areas[0]))


def _precision(place: Place) -> Precision:
    if place.kind in ("division1", "division2"):
        return "division"
    return "country" if place.is_country else "city" if place.kind == "city" else "region"


def likelihoods(options: Sequence[Features]) -> list[float]:
    """How likely each option is, the rest to 1 being that none of them is meant."""
    scores = [sum(_weight(name) * value for name, value in option.items()) for option in options]
    nothing = _weight("none")
    top = max([nothing, *scores])
    whole = math.exp(nothing - top) + sum(math.exp(score - top) for score in scores)
    return [math.exp(score - top) / whole for score in scores]


@cache
def _weights() -> dict[str, float]:
    return {name: float(weight) for name, weight in rows("place_weights.tsv")}


def _weight(name: str) -> float:
    return _weights().get(name, 0.0)


def features(option: Candidate, signs: Evidence, believed: _Round) -> Features:
    """What speaks for a place and against it, by the names of `place_weights.tsv`; 0 where a name is left out."""
    place = option.place
    values: Features = {f"is_{place.kind}": 1.0, f"size_{place.kind}": math.log10(max(place.population, _SMALLEST)) - 4}
    is_large = place.population >= _LARGE
    is_own_name = option.is_main or not _is_first_name_of_city(signs.name)
    values["is_other_name"] = float(not option.is_main and not is_large)
    values["is_other_name_of_large"] = float(not option.is_main and is_large)
    is_known = place.kind == "city" and is_own_name and not _is_name_at_home(place, signs.name, believed.document.home)
    values["is_world_city"] = float(is_known and place.population >= _WORLD_CITY)
    is_plain = is_known and not signs.near and signs.name not in _SHARED
    values["is_far_largest"] = float(is_plain and is_large and _is_far_largest(place, signs.name))
    values["is_called_city"] = float(signs.is_city) * (1.0 if place.kind == "city" else -1.0)
    is_region = signs.name in _REGIONS and place.kind == "city" and not is_large
    values["is_region_elsewhere"] = float(is_region and not _inside_any(place, signs.called))
    listed = {
        area.geonames_id for area in (countries().get(signs.name), divisions().get(signs.name)) if area is not None
    }
    is_open = signs.sense is None and signs.name in senses()
    is_listed = place.geonames_id in listed and not is_open
    values["is_listed"] = float(is_listed)
    values["has_seat"] = float(not is_listed and place.kind != "country" and _has_city_named(place, signs.name))
    if signs.called:
        values["in_called"] = 1.0 if _inside_any(place, signs.called) else -1.0
    elif signs.behind:
        values["in_behind"] = float(_inside_any(place, signs.behind))
    if signs.sense is not None:
        values["is_sense"] = 1.0 if signs.sense.geonames_id == place.geonames_id else -1.0
    values["has_head"] = float(any(_has_town(place, head) for head in signs.heads))
    values |= _of_document(place, signs, believed)
    values |= _of_outlet(option, believed.document)
    return values


def _inside_any(place: Place, areas: set[Place]) -> bool:
    return any(place.lies_in(area) and place.geonames_id != area.geonames_id for area in areas)


def _has_town(area: Place, name: str) -> bool:
    """Whether a town of that name lies in an area: "Athens" in the Georgia of "Athens, Georgia"."""
    return area.kind != "city" and any(
        option.place.geonames_id != area.geonames_id and option.place.lies_in(area) for option in candidates(name)
    )


def _is_far_largest(city: Place, name: str) -> bool:
    """Whether a city is many times larger than all others of the name."""
    others = [option.place for option in candidates(name) if option.place.geonames_id != city.geonames_id]
    return all(city.population > _FAR_LARGER * other.population for other in others if other.kind == "city")


def _is_first_name_of_city(name: str) -> bool:
    """Whether a city has the name as its first: "Berea" is a town, and only a by-name of Aleppo."""
    return any(option.is_main and option.place.kind == "city" for option in candidates(name))


def _is_name_at_home(place: Place, name: str, home: Home | None) -> bool:
    """Whether another city of the name lies in the division where the outlet is at home: its readers know that one."""
    return home is not None and any(
        option.is_main and option.place.kind == "city" and option.place.geonames_id != place.geonames_id
        for option in candidates(name)
        if home.holds(option.place)
    )


def _has_city_named(area: Place, name: str) -> bool:
    """Whether a city of the country bears the very name of an area: "Trujillo" is the city sooner than the state."""
    return area.kind != "city" and any(
        option.place.kind == "city" and option.place.country_iso2 == area.country_iso2 for option in candidates(name)
    )


def _of_document(place: Place, signs: Evidence, believed: _Round) -> Features:
    """Whether its country and division are named in its sentences, in the document, and by the document's places."""
    near = any(area.is_country and place.country_iso2 == area.country_iso2 for area in signs.near)
    near_division = any(not area.is_country and place.lies_in(area) for area in signs.near)
    all_spoken = sum(believed.spoken.countries.values())
    home = believed.document.home
    is_home = home is not None and home.country_iso2 == place.country_iso2
    country = believed.spoken.countries.get(place.country_iso2 or "", 0.0)
    values = {
        "near_country": float(near and not place.is_country),
        "near_division": float(near_division and place.kind != "division1"),
        "spoken_country": country / all_spoken if all_spoken and not place.is_country else 0.0,
        "is_spoken": float(country > 0 and not place.is_country),
        "is_shared_name": float(signs.name in _SHARED and not country and not place.is_country and not is_home),
    }
    if place.division is not None and place.country_iso2 is not None and place.kind != "division1":
        values["spoken_division"] = float(believed.spoken.divisions.get((place.country_iso2, place.division), 0) > 0)
    values["in_named_county"] = float(believed.counties.holds_by_name(place, signs.name))
    values["holds_named_town"] = float(believed.counties.holds_named(place, signs.name))
    return values | _of_guesses(place, signs, believed.guesses)


def _of_guesses(place: Place, signs: Evidence, guesses: Sequence[tuple[str, Place, float]]) -> Features:
    """How much of what else the document names lies in its country, in its division and near it."""
    key = place_key(signs.name)
    others = [(other, share) for name, other, share in guesses if place_key(name) != key]
    whole = sum(share for other, share in others) or 1.0
    country = sum(share for other, share in others if other.country_iso2 == place.country_iso2)
    values = {"same_country": country / whole if not place.is_country else 0.0}
    if place.kind in ("city", "division2"):
        mine = (place.country_iso2, place.division)
        division = sum(share for other, share in others if (other.country_iso2, other.division) == mine)
        close = [
            share for other, share in others if other.kind in ("city", "division2") and _km(place, other) < _NEAR_KM
        ]
        values |= {
            "same_division": division / whole,
            "is_division_named": float(division > 0.5),
            "close": min(sum(close), 3.0) / 3,
            "is_close": max(close, default=0.0),
        }
    return values


def _km(a: Place, b: Place) -> float:
    """The distance of two places, on a plane that touches the Earth between them; infinite without points."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return math.inf
    return _flat_km(a.lat, a.lon, b.lat, b.lon)


def _flat_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    across = abs(lon - other_lon)
    across = min(across, 360 - across) * math.cos(math.radians((lat + other_lat) / 2))
    return _KM_A_DEGREE * math.hypot(lat - other_lat, across)


def _of_outlet(option: Candidate, document: Document) -> Features:
    """Whether it lies in the country of the outlet's domain, is named in it, and lies where the outlet is at home."""
    place, home = option.place, document.home or Home()
    values: Features = {}
    if place.is_country:
        return values
    country = country_of_domain(document.outlet)
    if country is not None:
        values["in_domain"] = 1.0 if country == place.country_iso2 else 0.0
    values["named_in_domain"] = float(place.kind != "division1" and is_named_in(place.name, document.outlet))
    if home.country_iso2 is not None:
        values["in_home_country"] = float(place.country_iso2 == home.country_iso2)
        values["in_home_division"] = float(home.holds(place))
        values["is_of_outlet"] = values["in_home_division"] * values["named_in_domain"]
        if home.lat is not None and home.lon is not None and place.lat is not None and place.lon is not None:
            values["near_home"] = float(
                place.kind != "division1" and _flat_km(place.lat, place.lon, home.lat, home.lon) < _NEAR_KM
            )
    return values
