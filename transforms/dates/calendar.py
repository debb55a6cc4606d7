"""Days, months, seasons and other spans of the calendar; weeks run from Monday to Sunday (ISO 8601)."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import MAXYEAR, MINYEAR, date
from typing import Literal, NamedTuple, get_args

Granularity = Literal[
    "minute", "hour", "day", "week", "month", "quarter", "season", "half", "year", "decade", "century"
]
# From the smallest to the largest.
SIZES: tuple[Granularity, ...] = get_args(Granularity)
# Open: a past clause with an infinitive that the date may be of ("asked her to reply in May"); unknown: no verb tells.
Direction = Literal["past", "future", "either", "open", "unknown"]

DAYS_IN_WEEK = 7  # by definition
MONTHS_IN_YEAR = 12  # by definition
HOURS_IN_DAY = 24  # by definition; clock changes do not count, since spans are of whole days
MONTHS_OF: dict[Granularity, int] = {
    "month": 1,
    "quarter": 3,
    "season": 3,
    "half": 6,
    "year": 12,
    "decade": 120,
    "century": 1200,
}
# 29 February comes back after eight years at the latest (1896 to 1904).
LEAP_REACH = 8
LEAP_DAY = (2, 29)
# A day written without its year is seldom further away.
YEARS_AROUND = 2


class Span(NamedTuple):
    """The first and the last day, both included."""

    first: date
    last: date


def day_of(year: int, month: int, day: int) -> date | None:
    """The day; None where the calendar has no such day."""
    if not (MINYEAR <= year <= MAXYEAR and 1 <= month <= MONTHS_IN_YEAR):
        return None
    return date(year, month, day) if 1 <= day <= monthrange(year, month)[1] else None


def shifted(day: date, days: int) -> date | None:
    """The day so many days later; None beyond the calendar's ends."""
    ordinal = day.toordinal() + days
    return date.fromordinal(ordinal) if date.min.toordinal() <= ordinal <= date.max.toordinal() else None


def on_or_before(day: date, weekday: int) -> date | None:
    """The nearest such weekday (Monday 0) not after `day`, that day included."""
    return shifted(day, -((day.weekday() - weekday) % DAYS_IN_WEEK))


def on_or_after(day: date, weekday: int) -> date | None:
    """The nearest such weekday (Monday 0) not before `day`, that day included."""
    return shifted(day, (weekday - day.weekday()) % DAYS_IN_WEEK)


def before(day: date, weekday: int) -> date | None:
    """The nearest such weekday strictly before `day`."""
    return shifted(day, -((day.weekday() - weekday - 1) % DAYS_IN_WEEK + 1))


def after(day: date, weekday: int) -> date | None:
    """The nearest such weekday strictly after `day`."""
    return shifted(day, (weekday - day.weekday() - 1) % DAYS_IN_WEEK + 1)


def between(first: date | None, last: date | None) -> Span | None:
    """The span; None where an end is missing or the ends are in the wrong order."""
    return Span(first, last) if first and last and first <= last else None


def week(day: date, step: int = 0) -> Span | None:
    """Monday to Sunday of the week `step` weeks after the one that holds `day`."""
    monday = shifted(day, DAYS_IN_WEEK * step - day.weekday())
    return between(monday, monday and shifted(monday, DAYS_IN_WEEK - 1))


def weekend(day: date, step: int = 0) -> Span | None:
    """Saturday and Sunday of that week."""
    whole = week(day, step)
    return between(shifted(whole.last, -1), whole.last) if whole else None


def month(year: int, number: int, step: int = 0) -> Span | None:
    """The month `step` months after the given one."""
    index = year * MONTHS_IN_YEAR + number - 1 + step
    year, number = index // MONTHS_IN_YEAR, index % MONTHS_IN_YEAR + 1
    first = day_of(year, number, 1)
    return Span(first, date(year, number, monthrange(year, number)[1])) if first else None


def years(first: int, last: int) -> Span | None:
    """1 January of the first to 31 December of the last year."""
    return between(day_of(first, 1, 1), day_of(last, MONTHS_IN_YEAR, 31))


def part_of_year(year: int, months: int, number: int) -> Span | None:
    """The part so many months long of the year, counted from 1: 3 and 4 for the fourth quarter, 6 and 1 for a half."""
    first, last = month(year, months * (number - 1) + 1), month(year, months * number)
    return between(first.first, last.last) if first and last else None


def unit_span(day: date, unit: Granularity, step: int) -> Span | None:
    """The calendar unit `step` units after the one that holds `day`; None for hours that make no whole days."""
    if unit in ("minute", "hour"):
        return unit_span(day, "day", step // HOURS_IN_DAY) if unit == "hour" and step % HOURS_IN_DAY == 0 else None
    if unit == "day":
        moved = shifted(day, step)
        return between(moved, moved)
    if unit == "week":
        return week(day, step)
    size = MONTHS_OF[unit]
    if size < MONTHS_IN_YEAR:
        at = (day.year * MONTHS_IN_YEAR + day.month - 1) // size + step
        year, index = divmod(at * size, MONTHS_IN_YEAR)
        return part_of_year(year, size, index // size + 1)
    size //= MONTHS_IN_YEAR
    first = (day.year // size + step) * size
    return years(max(first, MINYEAR) if step == 0 else first, first + size - 1)


def moved_by(day: date, unit: Granularity, step: int) -> date | None:
    """The day `step` units later; the last day of a shorter month stands in for a day it lacks."""
    if unit in ("minute", "hour"):
        return shifted(day, step // HOURS_IN_DAY) if unit == "hour" and step % HOURS_IN_DAY == 0 else None
    if unit in ("day", "week"):
        return shifted(day, step * (DAYS_IN_WEEK if unit == "week" else 1))
    target = month(day.year, day.month, step * MONTHS_OF[unit])
    return date(target.first.year, target.first.month, min(day.day, target.last.day)) if target else None


# Of 30 month-and-day dates of dated US news without a cue to tense and due within three months, 29 were to come.
NEAR_DAYS = 61
# A day without its year is not so far ahead where the same day has passed no longer ago than this: "she is due in court
# over the theft of Dec. 22", read in January. Set on the development half of the dates gold.
FAR_DAYS = 335
OVER_DAYS = 30


def chosen(spans: Iterable[Span], anchor: date, direction: Direction) -> Span | None:
    """Of yearly returning spans the one meant.

    past: the latest that has begun by the anchor; future: the first that has not ended before it; either: the nearest
    (hence within about six months), the earlier of two as near; open: one due within NEAR_DAYS, else as past;
    unknown: so for days, past for months.
    """
    known = list(spans)
    direction = _nearer(known, anchor, direction)
    if direction in ("open", "unknown"):
        due = min((span for span in known if 0 < (span.first - anchor).days <= NEAR_DAYS), default=None)
        direction = "future" if due and (direction == "open" or due.first == due.last) else "past"
    if direction == "future":
        return min((span for span in known if span.last >= anchor), default=None)
    if direction == "either":
        return min(known, key=lambda span: (distance(span, anchor), span.first), default=None)
    return max((span for span in known if span.first <= anchor), default=None)


def _nearer(spans: Sequence[Span], anchor: date, direction: Direction) -> Direction:
    """Past instead of a future almost a year away, while the last such day is just over ("by Jan. 14" on Jan. 15)."""
    if direction != "future":
        return direction
    last = max((span.last for span in spans if span.last < anchor), default=None)
    following = min((span.first for span in spans if span.last >= anchor), default=None)
    is_far = following is not None and (following - anchor).days > FAR_DAYS
    return "past" if last and is_far and (anchor - last).days <= OVER_DAYS else direction


def distance(span: Span, anchor: date) -> int:
    """Days between the anchor and the nearest day of the span; 0 inside it."""
    return max((span.first - anchor).days, (anchor - span.last).days, 0)


def yearly_days(anchor: date, number: int, day: int, years_around: int = YEARS_AROUND) -> list[Span]:
    """That day of that month in the years around the anchor, in order."""
    reach = LEAP_REACH if (number, day) == LEAP_DAY else years_around
    days = (day_of(anchor.year + step, number, day) for step in range(-reach, reach + 1))
    return [Span(known, known) for known in days if known]


def yearly_months(anchor: date, number: int) -> list[Span]:
    """That month in the years around the anchor."""
    months = (month(anchor.year + step, number) for step in (-2, -1, 0, 1))
    return [span for span in months if span]


def nth_weekday(inside: Span, weekday: int, nth: int) -> date | None:
    """The nth such weekday of the month, the last for -1; None where it has no fifth."""
    if nth < 0:
        return on_or_before(inside.last, weekday)
    first = on_or_after(inside.first, weekday)
    day = first and shifted(first, DAYS_IN_WEEK * (nth - 1))
    return day if day and day <= inside.last else None
