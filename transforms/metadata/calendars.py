"""Days of other calendars, and of ours, as date lines state them."""

from datetime import date, timedelta

from broadsheet.transforms.records.record import Precision

# Newspapers began about 1600; what is dated past 2100 is a mistake, and so are the days systems write for "none".
YEARS = range(1600, 2101)
_DEFAULT_DAYS = frozenset({date(1970, 1, 1), date(1969, 12, 31), date(1900, 1, 1), date(1899, 12, 30)})

# A cycle of the Persian solar calendar: 33 years, of which those after these remainders are leap years; the rule
# agrees with the astronomical calendar from 1799 to 2256 (Borkowski 1996 gives the comparison).
_PERSIAN_LEAP = (1, 5, 9, 13, 17, 22, 26, 30)
_PERSIAN_EPOCH_YEAR = 1300
_PERSIAN_EPOCH = date(1921, 3, 21)  # The first day of that year.
_BUDDHIST_OFFSET = 543  # Years that the Thai calendar is ahead.


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


def stated_day(year: int, month: int, day: int, calendar: str) -> tuple[date, Precision] | None:
    """The day, and how much of it was given, 0 being nothing; None where there is no such day or it stands for none."""
    stated = gregorian(year, month or 1, day or 1, calendar)
    if stated is None or stated.year not in YEARS or stated in _DEFAULT_DAYS:
        return None
    return stated, "day" if day else "month" if month else "year"
