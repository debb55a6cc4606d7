"""Days of other calendars and zones named by country."""

from datetime import date

import pytest

from broadsheet.transforms.metadata.calendars import gregorian


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param((1402, 1, 1, "j"), date(2023, 3, 21), id="the Persian new year"),
        pytest.param((1399, 12, 30, "j"), date(2021, 3, 20), id="the last day of a Persian leap year"),
        pytest.param((1400, 12, 30, "j"), None, id="a Persian year without that day"),
        pytest.param((1300, 1, 1, "j"), date(1921, 3, 21), id="the year the count starts from"),
        pytest.param((1290, 1, 1, "j"), date(1911, 3, 22), id="a year before it"),
        pytest.param((2566, 3, 14, "b"), date(2023, 3, 14), id="a year of the Buddhist era"),
        pytest.param((2023, 3, 14, "b"), date(2023, 3, 14), id="a Thai month with a year of ours"),
        pytest.param((2023, 2, 29, ""), None, id="no such day"),
        pytest.param((0, 1, 1, ""), None, id="no such year"),
    ],
)
def test_days_of_calendars(given: tuple[int, int, int, str], expected: date | None) -> None:
    assert gregorian(*given) == expected
