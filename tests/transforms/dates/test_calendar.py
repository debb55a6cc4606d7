"""Days and spans of the calendar."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.transforms.dates import calendar
from broadsheet.transforms.dates.calendar import Direction, Granularity, Span

_DAYS = st.dates(date(1700, 1, 1), date(2300, 12, 31))


@pytest.mark.parametrize(
    ("parts", "day"),
    [
        pytest.param((2024, 2, 29), date(2024, 2, 29), id="a leap day"),
        pytest.param((2023, 2, 29), None, id="no leap day"),
        pytest.param((2023, 13, 1), None, id="no month"),
        pytest.param((0, 1, 1), None, id="before the calendar"),
    ],
)
def test_a_day_the_calendar_may_lack(parts: tuple[int, int, int], day: date | None) -> None:
    assert calendar.day_of(*parts) == day


@given(_DAYS, st.integers(0, 6))
def test_nearest_weekdays(day: date, weekday: int) -> None:
    near = [calendar.before(day, weekday), calendar.on_or_before(day, weekday)]
    near += [calendar.on_or_after(day, weekday), calendar.after(day, weekday)]
    assert all(other is not None and other.weekday() == weekday for other in near)
    steps = [(other - day).days for other in near if other is not None]
    assert -7 <= steps[0] <= -1
    assert -6 <= steps[1] <= 0 <= steps[2] <= 6
    assert 1 <= steps[3] <= 7


def test_weeks_run_from_monday_to_sunday() -> None:
    wednesday = date(2024, 3, 6)
    assert calendar.week(wednesday) == Span(date(2024, 3, 4), date(2024, 3, 10))
    assert calendar.week(wednesday, -1) == Span(date(2024, 2, 26), date(2024, 3, 3))
    assert calendar.weekend(wednesday) == Span(date(2024, 3, 9), date(2024, 3, 10))


@pytest.mark.parametrize(
    ("unit", "step", "span"),
    [
        pytest.param("day", 1, ("2024-03-07", "2024-03-07"), id="tomorrow"),
        pytest.param("month", -1, ("2024-02-01", "2024-02-29"), id="last month"),
        pytest.param("quarter", 1, ("2024-04-01", "2024-06-30"), id="the next quarter"),
        pytest.param("half", 0, ("2024-01-01", "2024-06-30"), id="this half"),
        pytest.param("year", -1, ("2023-01-01", "2023-12-31"), id="last year"),
        pytest.param("decade", 0, ("2020-01-01", "2029-12-31"), id="this decade"),
        pytest.param("century", -1, ("1900-01-01", "1999-12-31"), id="the last century"),
        pytest.param("hour", 48, ("2024-03-08", "2024-03-08"), id="hours that make days"),
        pytest.param("hour", 5, None, id="hours that make none"),
    ],
)
def test_units(unit: Granularity, step: int, span: tuple[str, str] | None) -> None:
    expected = None if span is None else Span(*map(date.fromisoformat, span))
    assert calendar.unit_span(date(2024, 3, 6), unit, step) == expected


@pytest.mark.parametrize(
    ("unit", "step", "day"),
    [
        pytest.param("month", 1, date(2024, 2, 29), id="a shorter month"),
        pytest.param("year", 1, date(2025, 1, 31), id="a year"),
        pytest.param("week", -2, date(2024, 1, 17), id="weeks"),
        pytest.param("minute", 5, None, id="minutes"),
    ],
)
def test_steps_from_the_end_of_january(unit: Granularity, step: int, day: date | None) -> None:
    assert calendar.moved_by(date(2024, 1, 31), unit, step) == day


def test_beyond_the_end_of_the_calendar_is_nothing() -> None:
    assert calendar.shifted(date.max, 1) is None
    assert calendar.unit_span(date.max, "year", 1) is None
    assert calendar.moved_by(date.min, "month", -1) is None


@pytest.mark.parametrize(
    ("direction", "year"),
    [
        pytest.param("past", 2023, id="the latest that has begun"),
        pytest.param("future", 2024, id="the first to come"),
        pytest.param("either", 2024, id="the nearest"),
        pytest.param("unknown", 2024, id="unknown: due soon"),
        pytest.param("open", 2024, id="open: due soon"),
    ],
)
def test_which_of_yearly_days(direction: Direction, year: int) -> None:
    spans = calendar.yearly_days(date(2024, 3, 6), 4, 10)
    chosen = calendar.chosen(spans, date(2024, 3, 6), direction)
    assert chosen is not None
    assert chosen.first == date(year, 4, 10)


def test_a_day_just_over_is_not_a_year_ahead() -> None:
    spans = calendar.yearly_days(date(2024, 1, 15), 1, 14)
    assert calendar.chosen(spans, date(2024, 1, 15), "future") == Span(date(2024, 1, 14), date(2024, 1, 14))


def test_leap_days_come_back() -> None:
    years = [span.first.year for span in calendar.yearly_days(date(1900, 3, 1), 2, 29)]
    assert years == [1892, 1896, 1904, 1908]


@pytest.mark.parametrize(("nth", "day"), [(1, 7), (3, 21), (-1, 28), (5, None)])
def test_nth_thursday_of_november_2024(nth: int, day: int | None) -> None:
    inside = calendar.month(2024, 11)
    assert inside is not None
    assert calendar.nth_weekday(inside, 3, nth) == (day and date(2024, 11, day))
