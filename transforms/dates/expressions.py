"""From English news text and its publication day to the dates it names, each with the days it means.

Days are resolved from the publication day (the anchor) alone: a bare weekday is the nearest such day not after it, that
day included; with a future cue in its clause, the nearest not before it. "last" is strictly before, "next" strictly
after. A day or month without a year is of the year that the range or the sentence it stands in gives; else the first
not over by the anchor after a future cue, the nearest where an event set beforehand is named and no verb tells whether
it is over ("the May 9 primary"), and otherwise the latest begun by then. A weekday beside it must fit the year. Weeks
run from Monday to Sunday. Of other languages only dates with a year are found.
"""

import re
from dataclasses import dataclass
from datetime import date

from broadsheet.transforms.dates import offsets as offsets
from broadsheet.transforms.dates import rules as rules
from broadsheet.transforms.dates.calendar import Granularity
from broadsheet.transforms.dates.forms import BEGINNING, FORMS, FORMS_OF
from broadsheet.transforms.dates.rules import Kind, Reading, Rule, Site

RULES: dict[str, Rule] = {
    "iso": rules.iso,
    "numeric": rules.numeric,
    "day_month": rules.day_and_month,
    "month_day": rules.day_and_month,
    "day_month_foreign": rules.foreign_date,
    "months": rules.months,
    "month_year": rules.month_year,
    "month_that_year": rules.month_that_year,
    "nth_weekday": rules.nth_weekday,
    "weekday_in_week": rules.weekday_in_week,
    "weekday": rules.weekday,
    "weekday_short": rules.weekday_short,
    "month": rules.month,
    "deictic": offsets.deictic,
    "weekend": offsets.weekend,
    "ago": offsets.ago,
    "span": offsets.span,
    "unit": offsets.unit,
    "duration": offsets.duration,
    "duration_one": offsets.duration,
    "decade": offsets.decade,
    "decade_short": offsets.decade_short,
    "decade_word": offsets.decade_word,
    "years": offsets.years,
    "year": offsets.year,
}


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A date in a text; offsets are half-open code points of it.

    `resolved_start` and `resolved_end` are the first and the last day meant, both included; None for durations,
    recurring days, and where the day cannot be told (no anchor, two readings, counted from another event).
    `anchor` is the publication day where it was used. A weekend has granularity "day", a century "decade".
    """

    start: int
    end: int
    surface: str
    kind: Kind
    resolved_start: date | None
    resolved_end: date | None
    granularity: Granularity
    anchor: date | None
    rule: str


def time_expressions(text: str, anchor: date | None) -> list[TimeExpression]:
    """The dates in the text, in order and without overlap; `anchor` is the publication day, None if unknown."""
    return [_expression(text, reading) for reading in _readings(Site(text, anchor))]


def _readings(site: Site) -> list[Reading]:
    """The readings in order; a word that begins no date is passed over."""
    readings: list[Reading] = []
    begin = BEGINNING.search(site.text)
    while begin:
        reading = _reading_at(site, begin, readings[-1] if readings else None)
        if reading:
            readings.append(reading)
        begin = BEGINNING.search(site.text, reading.end if reading else begin.end())
    return readings


def _reading_at(site: Site, begin: re.Match[str], previous: Reading | None) -> Reading | None:
    """The first form that is found and means a date here."""
    for name in FORMS_OF[begin.lastgroup or ""]:
        found = FORMS[name].match(site.text, begin.start())
        reading = RULES[name](found, site, previous) if found else None
        if reading:
            return reading
    return None


def _expression(text: str, reading: Reading) -> TimeExpression:
    first, last = reading.span or (None, None)
    surface = text[reading.start : reading.end]
    where = (reading.start, reading.end, surface, reading.kind)
    return TimeExpression(*where, first, last, reading.granularity, reading.anchor, reading.rule)
