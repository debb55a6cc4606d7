"""From a document that names places to the place of each, its point, and how sure that is."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from broadsheet.transforms.names.linking import Entity, resolve
from broadsheet.transforms.names.places.home import Home
from broadsheet.transforms.names.places.resolution import BOUND, calibrated
from broadsheet.transforms.names.recogniser import Document, Name
from broadsheet.transforms.vocabulary.gazetteer import place_of_id

Marked = Callable[..., tuple[Document, list[Name]]]


def _first(document: Document, names: list[Name]) -> Entity:
    return resolve(document, names).entities[0]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            "[Lebanon|LOC], Ohio, burned. [Lebanon|LOC] wept.", ("US", False), id="a town named like a country"
        ),
        pytest.param("[Lebanon|LOC] voted.", ("LB", True), id="the country where nothing stands beside it"),
        pytest.param("[Paris|LOC], Ky., burned.", ("US", False), id="a short form of a state"),
        pytest.param("[LEBANON|LOC] VOTED.", ("LB", True), id="a country in capitals"),
        pytest.param("[Bavaria|LOC] voted.", ("DE", False), id="a state of any country"),
        pytest.param("[Hamilton|LOC], Ont. burned.", ("CA", False), id="a province without a comma behind it"),
    ],
)
def test_which_place_is_meant(marked: Marked, body: str, expected: tuple[str, bool]) -> None:
    entity = _first(*marked(body))
    assert (entity.country_iso2, entity.is_country) == expected


@pytest.mark.parametrize(
    ("body", "precision"),
    [
        pytest.param("[Peru|LOC] voted.", "country", id="a country"),
        pytest.param("[Ohio|LOC] voted.", "division", id="a state"),
        pytest.param("[Toronto|LOC] voted.", "city", id="a city"),
        pytest.param("[Europe|LOC] voted.", "region", id="a continent"),
        pytest.param("[West Africa|LOC] voted.", "region", id="a region of several countries"),
        pytest.param("[Corvane|LOC], Ohio, voted.", "division", id="a town of no list has the point of its state"),
        pytest.param("[Corvane|LOC] voted.", None, id="no place, no precision"),
    ],
)
def test_what_a_point_is_that_of(marked: Marked, body: str, precision: str | None) -> None:
    entity = _first(*marked(body))
    assert entity.place_precision == precision
    assert (entity.lat is None) == (precision is None)
    assert entity.place_score is None or entity.place_score >= 0.55


def test_a_region_has_the_middle_of_its_countries_and_no_id(marked: Marked) -> None:
    entity = _first(*marked("Envoys left for the [Middle East|LOC]."))
    assert (entity.country_iso2, entity.geonames_id, entity.is_country) == (None, None, False)
    assert entity.lat is not None and entity.lon is not None
    assert (20 < entity.lat < 40, 30 < entity.lon < 60) == (True, True)


def test_an_outlet_speaks_of_its_own_town(marked: Marked) -> None:
    document, names = marked("A barn burned in [Richmond|LOC] on Monday.")
    at_home = replace(document, home=Home("US", "IN", 39.83, -84.89))
    assert _first(at_home, names).geonames_id == 4263681
    assert _first(document, names).geonames_id != 4263681


def test_a_score_rises_with_the_likelihood_from_055_at_the_bound_to_098() -> None:
    scores = [calibrated(share / 100) for share in range(101)]
    assert scores == sorted(scores)
    assert round(calibrated(BOUND), 2) == 0.55
    assert round(calibrated(1), 2) == 0.98


@pytest.mark.parametrize(
    ("body", "division"),
    [
        pytest.param("A barn burned in [Marysville|LOC].", None, id="a town of many namesakes is left open"),
        pytest.param(
            "A barn burned in [Marysville|LOC]. The [Union County|LOC] fair opened.",
            "OH",
            id="of towns and counties the pair that lies in each other",
        ),
    ],
)
def test_a_town_is_sought_in_the_county_that_is_named(marked: Marked, body: str, division: str | None) -> None:
    key = _first(*marked(body)).geonames_id
    assert (None if key is None else place_of_id(key).division) == division


@pytest.mark.parametrize(
    ("body", "is_country"),
    [
        pytest.param("[Chad|LOC] voted.", True, id="a country"),
        pytest.param("The city of [Chad|LOC] voted.", False, id="no country is a city"),
        pytest.param("A village of [Chad|LOC] voted. So did the Town of [Chad|LOC].", False, id="said in capitals"),
    ],
)
def test_what_is_called_a_city_is_no_country(marked: Marked, body: str, is_country: bool) -> None:
    assert _first(*marked(body)).is_country is is_country


def test_a_town_of_the_name_comes_before_a_city_that_once_bore_it(marked: Marked) -> None:
    document, names = marked("A barn burned in [Smyrna|LOC] on Monday.")
    at_home = replace(document, home=Home("US", "TN", 35.98, -86.52))
    assert _first(at_home, names).country_iso2 == "US"
