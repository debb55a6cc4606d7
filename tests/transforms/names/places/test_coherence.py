"""From what the names of a document may mean to the county that one means and another's town lies in."""

import pytest

from broadsheet.transforms.names.places.candidates import Candidate
from broadsheet.transforms.names.places.coherence import Counties, counties_named
from broadsheet.transforms.vocabulary.gazetteer import Place

COUNTY = Place("Sorn County", "US", 7, "division2", division="OH", county=7)
TOWN = Place("Tarn", "US", 1, "city", division="OH", county=7)
NAMESAKE = Place("Tarn", "US", 2, "city", division="TX", county=8)
SEAT = Place("Sorn", "US", 3, "city", division="OH", county=7)
STATE = Place("Velm", "US", 4, "division1", division="OH")


def _counties(**options: list[Place]) -> Counties:
    return counties_named(
        {name.replace("_", " "): [Candidate(place) for place in places] for name, places in options.items()}
    )


@pytest.mark.parametrize(
    ("town", "expected"),
    [
        pytest.param(TOWN, True, id="the town of the county"),
        pytest.param(NAMESAKE, False, id="a town of the name in another county"),
        pytest.param(STATE, False, id="a state lies in no county"),
    ],
)
def test_a_town_lies_in_a_county_that_another_name_may_mean(town: Place, expected: bool) -> None:
    counties = _counties(Tarn=[TOWN, NAMESAKE], Sorn_County=[COUNTY])
    assert counties.holds_by_name(town, town.name) is expected


@pytest.mark.parametrize(
    ("county", "expected"),
    [
        pytest.param(COUNTY, True, id="the county of a town"),
        pytest.param(Place("Sorn County", "US", 9, "division2", county=9), False, id="a county of the name elsewhere"),
        pytest.param(TOWN, False, id="a town holds none"),
    ],
)
def test_a_county_holds_a_town_that_another_name_may_mean(county: Place, expected: bool) -> None:
    assert _counties(Tarn=[TOWN], Sorn_County=[COUNTY]).holds_named(county, county.name) is expected


def test_a_name_that_may_mean_the_county_and_its_seat_says_nothing_of_itself() -> None:
    counties = _counties(Sorn=[SEAT, Place("Sorn", "US", 7, "division2", county=7)])
    assert not counties.holds_by_name(SEAT, "Sorn")
    assert not counties.holds_named(Place("Sorn", "US", 7, "division2", county=7), "Sorn")
