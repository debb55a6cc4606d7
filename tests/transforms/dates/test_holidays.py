"""The days of holidays."""

from datetime import date

import pytest

from broadsheet.transforms.dates.holidays import HOLIDAYS, RULE, Holiday, easter


@pytest.mark.parametrize(
    ("year", "month", "day"), [(1961, 4, 2), (2000, 4, 23), (2008, 3, 23), (2011, 4, 24), (2024, 3, 31), (2038, 4, 25)]
)
def test_easter(year: int, month: int, day: int) -> None:
    assert easter(year) == date(year, month, day)


@pytest.mark.parametrize(
    ("rule", "day"),
    [
        pytest.param("12-25", date(2024, 12, 25), id="a fixed day"),
        pytest.param("11:3:4", date(2024, 11, 28), id="the fourth Thursday"),
        pytest.param("11:3:4+1", date(2024, 11, 29), id="the day after it"),
        pytest.param("05:0:-1", date(2024, 5, 27), id="the last Monday"),
        pytest.param("easter-2", date(2024, 3, 29), id="before Easter"),
        pytest.param("easter+1", date(2024, 4, 1), id="after Easter"),
        pytest.param("?", None, id="by the moon"),
    ],
)
def test_rules(rule: str, day: date | None) -> None:
    assert Holiday(rule, is_word=False).day(2024) == day


def test_every_listed_holiday_has_a_rule_that_can_be_read() -> None:
    assert HOLIDAYS
    assert [name for name, holiday in HOLIDAYS.items() if RULE.fullmatch(holiday.rule) is None] == []
