"""Holidays, and the day of each in a year."""

import re
from dataclasses import dataclass
from datetime import date

from broadsheet.transforms.dates import calendar as calendar
from broadsheet.transforms.vocabulary.lists import rows

# MM-DD; MM:weekday:nth and days after it; days after Easter Sunday.
RULE = re.compile(
    r"""
    (?P<month>\d\d)-(?P<day>\d\d)
    | (?P<of>\d\d):(?P<weekday>\d):(?P<nth>-?\d)(?P<after>\+\d)?
    | easter(?P<easter>[+-]\d+)
    | \?
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Holiday:
    """A holiday: the rule of its day, and whether its name is also a word for other things ("a Christmas tree")."""

    rule: str
    is_word: bool

    def day(self, year: int) -> date | None:
        """Its day in the year; None where the calendar ends, or the day follows a moon calendar."""
        rule = RULE.fullmatch(self.rule)
        if rule is None or self.rule == "?":
            return None
        if rule["month"]:
            return calendar.day_of(year, int(rule["month"]), int(rule["day"]))
        if rule["easter"]:
            sunday = easter(year)
            return calendar.shifted(sunday, int(rule["easter"])) if sunday else None
        inside = calendar.month(year, int(rule["of"]))
        day = calendar.nth_weekday(inside, int(rule["weekday"]), int(rule["nth"])) if inside else None
        return calendar.shifted(day, int(rule["after"] or 0)) if day else None


def easter(year: int) -> date | None:
    """Easter Sunday of the western churches (the anonymous Gregorian algorithm, Nature 13, 1876)."""
    golden, (hundreds, rest) = year % 19, divmod(year, 100)
    leap, left = divmod(hundreds, 4)
    moon = (19 * golden + hundreds - leap - (hundreds - (hundreds + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * left + 2 * (rest // 4) - moon - rest % 4) % 7
    month, day = divmod(moon + weekday - 7 * ((golden + 11 * moon + 22 * weekday) // 451) + 114, 31)
    return calendar.day_of(year, month, day + 1)


HOLIDAYS = {name: Holiday(rule, use == "word") for name, rule, use in rows("time_holidays.tsv")}
