"""The dates that English news text names, each with the days it means.

Days are resolved from the publication day (the anchor): a bare weekday is the nearest such day not after it, that day
included; with a future cue in its clause, the nearest not before it. "last" is strictly before, "next" strictly after.
A day or month without a year is of the year that the range or the sentence it stands in gives; else the first not over
by the anchor after a future cue, the nearest where an event set beforehand is named and no verb tells whether it is
over ("the May 9 primary"), and otherwise the latest begun by then. A weekday beside it must fit the year. "That day",
"a year earlier" and "the year-ago quarter" count from what the text named last. Weeks run from Monday to Sunday. Of
other languages only dates with a year are found.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from broadsheet.transforms.dates.beginnings import BEGINNING, FORMS_OF
from broadsheet.transforms.dates.calendar import SIZES, Granularity
from broadsheet.transforms.dates.forms import S
from broadsheet.transforms.dates.readings import Kind, Modifier, PartOfDay, Reading, Rule, Site
from broadsheet.transforms.dates.rules import clock, days, offsets, periods, recurring, seasons, thread, weekdays
from broadsheet.transforms.dates.rules.beside import period_ended, whole

RULES: dict[str, Rule] = {
    **days.RULES,
    **weekdays.RULES,
    **offsets.RULES,
    **clock.RULES,
    **periods.RULES,
    **recurring.RULES,
    **seasons.RULES,
    **thread.RULES,
}
# What may part a time from the day after it: "9 a.m. on Tuesday".
TO_DAY = re.compile(rf",?{S}(?:on{S})?(?:the{S})?")


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A date in a text; offsets are half-open code points of it.

    `resolved_start` and `resolved_end` are the first and the last day meant, both included; None for durations,
    recurring days, and where the day cannot be told (no anchor, two readings, counted from what is not known).
    `anchor` is the publication day where it was used. A weekend has granularity "day". `modifier` tells the part of
    the interval that is meant, or that it is only about, before or after it. `clock` is HH:MM of 24 hours in `zone`.
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
    modifier: Modifier | None
    part_of_day: PartOfDay | None
    clock: str | None
    zone: str | None


def time_expressions(text: str, anchor: date | None, is_southern: bool = False) -> list[TimeExpression]:
    """The dates in the text, in order and without overlap.

    `anchor` is the publication day, None if unknown; `is_southern` turns the seasons to the southern hemisphere.
    """
    return [_expression(text, reading) for reading in _readings(Site(text, anchor, is_southern))]


def _readings(site: Site) -> list[Reading]:
    """The readings in order; a word that begins no date is passed over."""
    readings: list[Reading] = []
    begin = BEGINNING.search(site.text)
    while begin:
        reading = _reading_at(site, begin, readings)
        if reading:
            _add(reading, site, readings)
        begin = BEGINNING.search(site.text, readings[-1].end if reading else begin.end())
    return readings


def _add(reading: Reading, site: Site, readings: list[Reading]) -> None:
    """Take the reading in with the words beside it, which may have been read as a duration ("a week" on Thursday)."""
    kept = readings[:-1] if readings and _is_open(readings[-1]) else readings
    if reading.rule == "clock":
        reading = _on_day(reading, site, readings)
    reading = whole(reading, site, kept[-1].end if kept else 0)
    if readings and reading.start < readings[-1].end:
        readings.pop()
    period = period_ended(reading, site, readings)
    if period:
        if readings and readings[-1].end > period.start:
            readings.pop()
        readings.append(period)
    readings.append(reading)


def _is_open(reading: Reading) -> bool:
    """Whether the reading may turn out to be the offset of the next: "a week", "a year ago"."""
    return reading.kind == "duration" or reading.rule in (
        "ago",
        "year_ago_quarter",
        "rate",
        "that_unit",
        "event_offset",
    )


def _on_day(time: Reading, site: Site, readings: Sequence[Reading]) -> Reading:
    """The time with the day right after it: "9 a.m. Tuesday"."""
    gap = TO_DAY.match(site.text, time.end)
    begin = BEGINNING.match(site.text, gap.end()) if gap else None
    day = _reading_at(site, begin, readings) if begin else None
    if day is None or SIZES.index(day.granularity) > SIZES.index("day") or day.kind in ("duration", "recurring"):
        return time
    part = time.part_of_day or day.part_of_day
    return replace(day, start=time.start, granularity="minute", part_of_day=part, clock=time.clock, zone=time.zone)


def _reading_at(site: Site, begin: re.Match[str], earlier: Sequence[Reading]) -> Reading | None:
    """The first form that matches and means a date here."""
    for name, form in FORMS_OF[begin.lastgroup or ""]:
        match = form.match(site.text, begin.start())
        reading = RULES[name](match, site, earlier) if match else None
        if reading:
            return reading
    return None


def _expression(text: str, reading: Reading) -> TimeExpression:
    first, last = reading.span or (None, None)
    return TimeExpression(
        start=reading.start,
        end=reading.end,
        surface=text[reading.start : reading.end],
        kind=reading.kind,
        resolved_start=first,
        resolved_end=last,
        granularity=reading.granularity,
        anchor=reading.anchor,
        rule=reading.rule,
        modifier=reading.modifier,
        part_of_day=reading.part_of_day,
        clock=reading.clock,
        zone=reading.zone,
    )
