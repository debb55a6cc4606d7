"""From a day of another calendar, or a zone named by its country, to ours."""

from datetime import date, datetime, timedelta

# A cycle of the Persian solar calendar: 33 years, of which those after these remainders are leap years; the rule
# agrees with the astronomical calendar from 1799 to 2256 (Borkowski 1996 gives the comparison).
_PERSIAN_LEAP = (1, 5, 9, 13, 17, 22, 26, 30)
_PERSIAN_EPOCH_YEAR = 1300
_PERSIAN_EPOCH = date(1921, 3, 21)
_BUDDHIST_OFFSET = 543


def _persian_day(year: int, month: int, day: int) -> date | None:
    leap = year % 33 in _PERSIAN_LEAP
    length = 31 if month <= 6 else 30 if month < 12 or leap else 29
    if not 1200 < year < 1600 or not 1 <= month <= 12 or not 1 <= day <= length:
        return None
    low, high = sorted((year, _PERSIAN_EPOCH_YEAR))
    days = sum(366 if passed % 33 in _PERSIAN_LEAP else 365 for passed in range(low, high))
    before = (month - 1) * 31 - max(month - 7, 0) + day - 1
    return _PERSIAN_EPOCH + timedelta(days=(days if year >= _PERSIAN_EPOCH_YEAR else -days) + before)


def gregorian(year: int, month: int, day: int, calendar: str) -> date | None:
    """The day in our calendar; `calendar` is "" (ours), "j" (Persian solar) or "b" (Buddhist); None: no such day."""
    if calendar == "j" and year < 1600:
        return _persian_day(year, month, day)
    if calendar == "b" and year > 2400:
        year -= _BUDDHIST_OFFSET
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _nth_sunday(year: int, month: int, n: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(6 - first.weekday()) % 7 + 7 * (n - 1))


def american_offset(winter: int, day: date) -> int | None:
    """The offset in minutes of an American zone that is named without "standard" or "daylight".

    Summer time from the second Sunday of March to the first of November (Energy Policy Act of 2005); on both Sundays
    as after the change. None before 2007, when the rule was another.
    """
    if day.year < 2007:
        return None
    summer = _nth_sunday(day.year, 3, 2) <= day < _nth_sunday(day.year, 11, 1)
    return winter + 60 if summer else winter


def european_offset(winter: int, time: datetime) -> int | None:
    """The offset in minutes of a zone of the European Union at a local time.

    Summer time from the last Sunday of March to the last of October, at 01:00 UTC (Directive 2000/84/EC, and the ones
    before it since 1996). None before 1996.
    """
    if time.year < 1996:
        return None
    start, end = (
        datetime.combine(_last_sunday(time.year, month), datetime.min.time()) + timedelta(minutes=60 + winter)
        for month in (3, 10)
    )
    return winter + 60 if start <= time < end + timedelta(hours=1) else winter


def _last_sunday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - timedelta(days=(last.weekday() + 1) % 7)
