"""From the places an outlet names to where it is at home."""

import pytest

from broadsheet.transforms.errors import SettingsError
from broadsheet.transforms.names.places.home import Home, country_of_domain, home_of, is_named_in
from broadsheet.transforms.vocabulary.gazetteer import Place

TOWN = Place("Tarn", "US", 1, "city", 40.0, -80.0, 900, "OH")
NEXT = Place("Vellmoor", "US", 2, "city", 40.5, -80.5, 900, "OH")
FAR = Place("Corvane", "US", 3, "city", 30.0, -90.0, 900, "TX")
ABROAD = Place("Sorn", "PE", 4, "city", -12.0, -77.0, 900, "15")


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        pytest.param(
            [TOWN, TOWN, NEXT, FAR], Home("US", "OH", 40.0, -80.0), id="a division and the middle of its places"
        ),
        pytest.param([TOWN, FAR, Place("Sel", "US", 5, "city", 1.0, 1.0, 9, "ME")], Home("US"), id="a country alone"),
        pytest.param([TOWN, ABROAD], None, id="too few places"),
        pytest.param(
            [TOWN, ABROAD, Place("Kel", "FR", 6), Place("Mar", "IT", 7)], None, id="an outlet of the world has no home"
        ),
    ],
)
def test_where_an_outlet_is_at_home(places: list[Place], expected: Home | None) -> None:
    assert home_of(places) == expected


def test_a_home_holds_the_places_of_its_division() -> None:
    assert Home("US", "OH").holds(TOWN)
    assert not Home("US", "OH").holds(FAR)
    assert not Home("US").holds(TOWN)


@pytest.mark.parametrize(
    ("domain", "expected"),
    [
        pytest.param("tarnpost.co.uk", "GB", id="a country's domain"),
        pytest.param("tarnpost.com", None, id="a domain of all countries"),
        pytest.param("tarnpost.tv", None, id="one that is sold as a word"),
        pytest.param(None, None, id="no domain"),
    ],
)
def test_the_country_of_a_domain(domain: str | None, expected: str | None) -> None:
    assert country_of_domain(domain) == expected


def test_a_domain_may_bear_the_name_of_a_town_but_not_of_a_short_one() -> None:
    assert is_named_in("Corvane", "thecorvane-post.com")
    assert not is_named_in("Tarn", "tarnpost.com")


@pytest.mark.parametrize(
    ("home", "text"),
    [
        pytest.param(Home("GB"), "GB", id="a country"),
        pytest.param(Home("US", "OH"), "US-OH", id="a division"),
        pytest.param(Home("US", "OH", 41.24, -81.85), "US-OH@41.24:-81.85", id="with a point"),
    ],
)
def test_a_home_is_written_and_read(home: Home, text: str) -> None:
    assert home.as_text() == text
    assert Home.of_text(text) == home


def test_what_is_no_home() -> None:
    with pytest.raises(SettingsError, match="homes: Ohio is no place"):
        Home.of_text("Ohio")
