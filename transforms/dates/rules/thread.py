"""The date that "that day", "the following year" or "a year earlier" counts from: one of those named so far."""

import re
from collections.abc import Sequence
from datetime import date

from broadsheet.transforms.dates import calendar as calendar
from broadsheet.transforms.dates.calendar import SIZES, Granularity, Span
from broadsheet.transforms.dates.forms import PARTS_OF_DAY, UNIT, S
from broadsheet.transforms.dates.readings import Match, PartOfDay, Reading, Rule, Site
from broadsheet.transforms.dates.words import UNITS, number_of

# Code points looked back over for a day or a month, about two paragraphs; a story keeps to its quarter for longer.
# Both set on the development half of the dates gold.
REACH_BACK = 500
QUARTER_REACH = 1500
# The newspaper's own days ("said Tuesday") carry no year into the story told.
OWN_DAYS = frozenset({"relative_weekday"})
# What compares with a period does not become the period of the story.
COMPARISONS = frozenset({"year_ago_period", "year_ago_quarter"})
STEPS = {
    "following": 1, "next": 1, "same": 0, "that": 0, "previous": -1, "preceding": -1, "prior": -1,
}  # fmt: skip

FORMS = {
    # "that same day", "the following year", "the next morning": counted from what was named before.
    "that_unit": rf"(?P<side>(?i:(?:that{S})?same|that|following|next|previous|preceding|prior)){S}"
    rf"(?:(?P<unit>{UNIT})|(?P<part>{PARTS_OF_DAY}))\b(?!-)",
    # "the day before", "the week after his death": counted from what is named, or from an event.
    "event_offset": rf"(?P<unit>{UNIT}){S}(?P<side>before|after)\b(?!{S}(?:last|next|yesterday|tomorrow)\b)",
}
# What ends the phrase: then it counts from the date named last, else from the event told after it.
PHRASE_END = re.compile(r"[^\S\r\n]?(?:[,.;:!?)”\"]|\Z)")


def base_of(earlier: Sequence[Reading], start: int, unit: Granularity) -> Span | None:
    """The days of the last reading no longer than the unit, near before `start`; None where there is none.

    A month or a year is counted from a date of the story told, a day from any day.
    """
    is_long = SIZES.index(unit) > SIZES.index("week")
    for reading in reversed(earlier):
        if start - reading.end > REACH_BACK:
            break
        is_own = is_long and reading.kind in OWN_DAYS
        if reading.span and not is_own and SIZES.index(reading.granularity) <= SIZES.index(unit):
            return reading.span
    return None


def quarter_of(
    earlier: Sequence[Reading], start: int, anchor: date | None, with_comparisons: bool = False
) -> Span | None:
    """The quarter that the story last named; None where it named none.

    Without comparisons it is the one reported: none that the story compares with, and one over by the anchor if any is.
    """
    running: Span | None = None
    for reading in reversed(earlier):
        if start - reading.end > QUARTER_REACH:
            break
        if reading.granularity != "quarter" or reading.span is None:
            continue
        if with_comparisons:
            return reading.span
        if reading.rule not in COMPARISONS:
            if anchor is None or reading.span.last < anchor:
                return reading.span
            running = running or reading.span
    return running


def counted(base: Span | None, unit: Granularity, step: int) -> Span | None:
    """The calendar unit so many units from the base."""
    return calendar.unit_span(base.first, unit, step) if base else None


def that_unit(match: Match, site: Site, earlier: Sequence[Reading]) -> Reading | None:
    """That day, the same week, the following year, the next morning: from what was named last, else not resolved."""
    side = match["side"].lower().split()[-1]
    if match["part"]:
        days = counted(base_of(earlier, match.start(), "day"), "day", STEPS[side])
        part = PARTS[match["part"].lower()]
        return _reading(match, "day", days, part)
    unit, size = UNITS[match["unit"].lower()]
    if size > 1 or unit in ("minute", "hour"):
        return None
    return _reading(match, unit, counted(base_of(earlier, match.start(), unit), unit, STEPS[side]))


def event_offset(match: Match, site: Site, earlier: Sequence[Reading]) -> Reading | None:
    """The day before, the week after: of the date named last; "the day after his death" is not resolved."""
    unit, size = UNITS[match["unit"].lower()]
    if size > 1 or unit in ("minute", "hour") or site.text[max(match.start() - 4, 0) : match.start()].lower() != "the ":
        return None
    if not PHRASE_END.match(site.text, match.end()):
        return Reading(match.start(), match.end("unit"), "relative_offset", unit, "event_offset")
    step = -1 if match["side"] == "before" else 1
    return _reading(match, unit, counted(base_of(earlier, match.start(), unit), unit, step))


def from_other(match: Match, site: Site, earlier: Sequence[Reading]) -> Reading:
    """Two days earlier, a year later: counted from what was named last; a quarter's "a year earlier" is a quarter."""
    unit, size = UNITS[match["unit"].lower()]
    count = number_of(match["count"])
    if count is None:
        return Reading(*match.span(), "relative_offset", unit, "vague_offset")
    step = count * size * (-1 if match["which"].lower() == "earlier" else 1)
    quarter = year_before_quarter(unit, step, (match, site), earlier)
    if quarter:
        return Reading(*match.span(), "relative_offset", "quarter", "year_ago_quarter", quarter)
    return _reading(match, unit, counted(base_of(earlier, match.start(), unit), unit, step))


def year_before_quarter(
    unit: Granularity, step: int, where: tuple[Match, Site], earlier: Sequence[Reading]
) -> Span | None:
    """The same quarter of the year before, where the story is about a quarter and the step is one year back."""
    match, site = where
    quarter = quarter_of(earlier, match.start(), site.anchor) if (unit, step) == ("year", -1) else None
    return counted(quarter, "quarter", -4)


def _reading(match: Match, unit: Granularity, days: Span | None, part: PartOfDay | None = None) -> Reading:
    return Reading(*match.span(), "relative_offset", unit, "offset_from_other", days, part_of_day=part)


PARTS: dict[str, PartOfDay] = {
    "morning": "morning", "noon": "midday", "midday": "midday", "lunchtime": "midday", "afternoon": "afternoon",
    "evening": "evening", "night": "night", "midnight": "night",
}  # fmt: skip
RULES: dict[str, Rule] = {"that_unit": that_unit, "event_offset": event_offset}
