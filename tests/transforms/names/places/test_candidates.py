"""Which places of the world a name as written may name."""

import pytest

from broadsheet.transforms.names.places.candidates import candidates


@pytest.mark.parametrize("name", ["Col Tarnhaven", "Con Tarnhaven", "Twpx Tarnhaven"])
def test_a_word_that_only_begins_like_a_kind_of_place_is_none(name: str) -> None:
    assert candidates(name) == ()


@pytest.mark.parametrize("name", ["Kent County", "County Kerry", "the province of Utrecht"])
def test_a_kind_beside_a_name_asks_for_divisions(name: str) -> None:
    places = candidates(name.removeprefix("the "))
    assert places
    assert {candidate.place.kind for candidate in places} <= {"division1", "division2"}
