"""From seasons, centuries and holidays in a story of Wednesday 27 April 2022 to their days."""

from collections.abc import Callable
from datetime import date

import pytest

from broadsheet.transforms.dates.expressions import time_expressions
from broadsheet.transforms.dates.holidays import HOLIDAYS, easter

CASES = [
    ("It has been empty since last autumn.", ["last autumn=2021-09-01..2021-11-30"]),
    ("A buyer came this spring.", ["this spring=2022-03-01..2022-05-31"]),
    ("The river froze last winter.", ["last winter=2021-12-01..2022-02-28"]),
    ("The rally is planned for next summer.", ["next summer=2022-06-01..2022-08-31"]),
    ("It opened in the spring of 2019.", ["spring of 2019=2019-03-01..2019-05-31"]),
    ("It opened in winter 2019.", ["winter 2019=2018-12-01..2019-02-28"]),
    ("It opened in the winter of 2019-20.", ["winter of 2019-20=2019-12-01..2020-02-29"]),
    ("It will open in the early summer.", ["early summer=2022-06-01..2022-08-31"]),
    ("It shuts every winter.", ["every winter=?"]),
    ("Mr Hale fell in a fall in prices; leaves fall.", []),
    ("She packed for the summer holidays and spring cleaning.", []),
    ("Summer Hale and Autumn Reyes ran the Winter Games.", []),
    ("The vault is from the 19th century.", ["19th century=1800-01-01..1899-12-31"]),
    ("A twelfth-century abbey stands there.", ["twelfth-century=1100-01-01..1199-12-31"]),
    (
        "Trade grew in the 18th and 19th centuries.",
        ["18th=1700-01-01..1799-12-31", "19th centuries=1800-01-01..1899-12-31"],
    ),
    ("It is the worst flood of this century.", ["this century=2000-01-01..2099-12-31"]),
    ("He died on Christmas Eve.", ["Christmas Eve=2021-12-24"]),
    ("He died last Thanksgiving.", ["last Thanksgiving=2021-11-25"]),
    ("He died on Easter Monday.", ["Easter Monday=2022-04-18"]),
    ("He died in Easter week.", ["Easter week=2022-04-11..2022-04-17"]),
    ("The shops will open on Labor Day.", ["Labor Day=2022-09-05"]),
    ("He died at Christmas 2019.", ["Christmas 2019=2019-12-25"]),
    ("They marched on Independence Day.", ["Independence Day=?"]),
    ("They sold a Christmas tree and signed the Good Friday Agreement.", []),
]


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*case, id=case[0]) for case in CASES])
def test_the_days_of_a_season_or_a_holiday(shown: Callable[[str], list[str]], text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        pytest.param("It closed last summer.", date(2021, 12, 1), date(2022, 2, 28), id="summer spans the new year"),
        pytest.param("It closed last winter.", date(2021, 6, 1), date(2021, 8, 31), id="winter is in June"),
        pytest.param(
            "It closed in the spring of 2020.", date(2020, 9, 1), date(2020, 11, 30), id="spring is in September"
        ),
    ],
)
def test_the_seasons_of_the_south(text: str, first: date, last: date) -> None:
    (season,) = time_expressions(text, date(2022, 4, 27), is_southern=True)
    assert (season.resolved_start, season.resolved_end, season.granularity) == (first, last, "season")


@pytest.mark.parametrize(
    ("year", "sunday"),
    [(1818, date(1818, 3, 22)), (1943, date(1943, 4, 25)), (2000, date(2000, 4, 23)), (2024, date(2024, 3, 31))],
    ids=["the earliest", "the latest", "a century", "a leap year"],
)
def test_easter_sunday(year: int, sunday: date) -> None:
    assert easter(year) == sunday


@pytest.mark.parametrize(
    ("name", "day"),
    [
        pytest.param("Memorial Day", date(2022, 5, 30), id="the last Monday"),
        pytest.param("Thanksgiving", date(2022, 11, 24), id="the fourth Thursday"),
        pytest.param("Black Friday", date(2022, 11, 25), id="the day after"),
        pytest.param("Boxing Day", date(2022, 12, 26), id="a fixed day"),
        pytest.param("Ash Wednesday", date(2022, 3, 2), id="before Easter"),
        pytest.param("Ramadan", None, id="of a moon calendar"),
    ],
)
def test_the_day_of_a_holiday_in_2022(name: str, day: date | None) -> None:
    assert HOLIDAYS[name].day(2022) == day
