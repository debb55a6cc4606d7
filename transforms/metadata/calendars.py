"""From a day of another calendar to ours."""

from datetime import date, timedelta

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
