"""From names of places to the places that bear them."""

import pytest

from broadsheet.transforms.vocabulary.gazetteer import place_key, place_of_id, places_named, places_of_kind


@pytest.mark.parametrize(
    ("name", "key"),
    [
        pytest.param("São Paulo", "sao paulo", id="no accents and no case"),
        pytest.param("St. Louis", "saint louis", id="a saint in full"),
        pytest.param("Saint-Louis", "saint louis", id="hyphens are spaces"),
        pytest.param("Côte d'Ivoire", "cote divoire", id="no apostrophes"),
        pytest.param("Ft. Worth", "fort worth", id="a fort in full"),
        pytest.param("St", "st", id="a last word stays"),
    ],
)
def test_the_key_of_a_name(name: str, key: str) -> None:
    assert place_key(name) == key


@pytest.mark.parametrize(
    ("name", "kind", "country", "geonames_id"),
    [
        pytest.param("Peru", "country", "PE", 3932488, id="a country"),
        pytest.param("Ohio", "division1", "US", 5165418, id="a state"),
        pytest.param("Bavaria", "division1", "DE", 2951839, id="a state of another country"),
        pytest.param("Oxfordshire", "division2", "GB", 2640726, id="a county"),
        pytest.param("Munich", "city", "DE", 2867714, id="a city by its English name"),
        pytest.param("Asia", "region", None, 6255147, id="a continent"),
    ],
)
def test_all_kinds_have_ids_and_points(name: str, kind: str, country: str | None, geonames_id: int) -> None:
    found = [place for place in places_named(name) if place.geonames_id == geonames_id]
    assert [(place.kind, place.country_iso2) for place in found] == [(kind, country)]
    assert None not in (found[0].lat, found[0].lon)


def test_every_country_that_exists_and_has_people_has_a_point() -> None:
    assert sorted(place.name for place in places_of_kind("country") if place.lat is None) == [
        "Netherlands Antilles",
        "Serbia and Montenegro",
        "United States Minor Outlying Islands",
    ]


def test_a_county_lies_in_its_state_and_its_country() -> None:
    county, state, country = (place_of_id(key) for key in (4296212, 6254925, 6252001))
    assert county.lies_in(state)
    assert state.lies_in(country)
    assert county.lies_in(country)
    assert not country.lies_in(state)
    assert not state.lies_in(county)


def test_no_place_has_an_id_of_no_row() -> None:
    with pytest.raises(KeyError):
        place_of_id(1)
