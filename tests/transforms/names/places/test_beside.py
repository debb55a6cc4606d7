"""From the text behind a name to the area it is said to lie in."""

import pytest

from broadsheet.transforms.names.places.beside import area_after, areas_after


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Tarn, Ohio, burned", "Ohio", id="a state"),
        pytest.param("Tarn, Ky., burned", "Kentucky", id="a short form"),
        pytest.param("Tarn, B.C., burned", "British Columbia", id="a province by its letters"),
        pytest.param("TARN, OHIO burned", "Ohio", id="in capitals"),
        pytest.param("Tarn, Ont. reopened", "Ontario", id="a short form without a comma behind it"),
        pytest.param("Tarn, Peru's port, burned", "Peru", id="with a possessive"),
        pytest.param("Tarn, Peru and Chile met", None, id="no list of countries"),
        pytest.param("Tarn, Ohio Rope Works said", None, id="no longer name"),
        pytest.param("Tarn burned", None, id="nothing"),
    ],
)
def test_the_area_named_after_a_comma(text: str, expected: str | None) -> None:
    area = area_after(text, 4)
    assert (area.name if area else None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Tarn (Peru) burned", {"PE"}, id="in brackets"),
        pytest.param("Tarn, in the US state of Ohio, burned", {"US"}, id="in words"),
        pytest.param("Tarn, Bavaria, burned", {"DE"}, id="a division of any country"),
    ],
)
def test_other_ways_to_name_the_area(text: str, expected: set[str]) -> None:
    assert expected <= {area.country_iso2 for area in areas_after(text, 4)}
