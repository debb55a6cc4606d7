"""Which day a weekday is, by the day of publication and the word before it."""

from datetime import date, timedelta

import pytest

from tests.transforms.dates.test_expressions import only

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ALL_PAIRS = [
    pytest.param(date(2022, 4, 25) + timedelta(days=published), named, id=f"story of {WEEKDAYS[published]}, {name}")
    for published in range(7)
    for named, name in enumerate(WEEKDAYS)
]


@pytest.mark.parametrize(("published", "named"), ALL_PAIRS)
def test_a_bare_weekday_is_the_nearest_not_after_the_publication_day(published: date, named: int) -> None:
    day = only(f"The minister resigned on {WEEKDAYS[named]}.", published).resolved_start
    assert day in [published - timedelta(days=back) for back in range(7)]
    assert day is not None and day.weekday() == named


@pytest.mark.parametrize(("published", "named"), ALL_PAIRS)
def test_a_weekday_with_last_is_the_nearest_before_the_publication_day(published: date, named: int) -> None:
    day = only(f"The minister resigned last {WEEKDAYS[named]}.", published).resolved_start
    assert day in [published - timedelta(days=back) for back in range(1, 8)]
    assert day is not None and day.weekday() == named


@pytest.mark.parametrize(("published", "named"), ALL_PAIRS)
def test_a_weekday_with_next_is_the_nearest_after_the_publication_day(published: date, named: int) -> None:
    day = only(f"The minister leaves next {WEEKDAYS[named]}.", published).resolved_start
    assert day in [published + timedelta(days=ahead) for ahead in range(1, 8)]
    assert day is not None and day.weekday() == named


@pytest.mark.parametrize(("published", "named"), ALL_PAIRS)
def test_a_weekday_with_a_future_cue_is_the_nearest_not_before_the_publication_day(published: date, named: int) -> None:
    day = only(f"The minister will resign on {WEEKDAYS[named]}.", published).resolved_start
    assert day in [published + timedelta(days=ahead) for ahead in range(7)]
    assert day is not None and day.weekday() == named
