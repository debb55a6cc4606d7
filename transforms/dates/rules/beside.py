"""The words beside a date that belong to it: its modifier, part of day, time, and offset."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from broadsheet.transforms.dates import calendar as calendar
from broadsheet.transforms.dates.calendar import SIZES, Granularity, Span
from broadsheet.transforms.dates.forms import NUMBER, PARTS_OF_DAY, UNIT, S
from broadsheet.transforms.dates.readings import Match, Modifier, Reading, Site
from broadsheet.transforms.dates.rules.clock import AGAIN, HALF, HOUR12, ZONE
from broadsheet.transforms.dates.rules.thread import PARTS
from broadsheet.transforms.dates.words import UNITS, number_of

# Code points looked at before a date; the longest lead below is shorter.
REACH = 48
# "Early March", "mid-April", "the end of June", "later that year": within the expression.
PART = re.compile(
    rf"""
    \b(?: (?P<start>early|earlier|(?:the{S})?(?:start|beginning|dawn|opening){S}of)
        | (?P<mid>mid|(?:the{S})?middle{S}of)
        | (?P<end>late|later|(?:the{S})?(?:end|close){S}of)
    )
    (?:{S}(?:in|on)(?={S}))?(?:{S}the)?(?:{S}|-)\Z  # "early in the", "mid-"
    """,
    re.VERBOSE | re.IGNORECASE,
)
# "About 1990", "before 2010", "more than a decade ago": before the expression.
AROUND = re.compile(
    rf"""
    \b(?: (?P<approx>about|around|roughly|approximately|circa|nearly|almost|some)
        | (?P<before>before|prior{S}to)
        | (?P<after>after|following)
        | (?P<more>more{S}than|over)
        | (?P<less>less{S}than|under)
    )
    {S}(?:the{S})?\Z
    """,
    re.VERBOSE | re.IGNORECASE,
)
# "The morning of June 3", "the early hours of Thursday".
PART_BEFORE = re.compile(rf"\b(?:(?P<part>{PARTS_OF_DAY})|early{S}hours){S}of{S}(?:the{S})?\Z", re.IGNORECASE)
PART_AFTER = re.compile(rf"{S}(?P<part>{PARTS_OF_DAY})\b(?!-|['’]?s\b)")
CLOCK_AFTER = re.compile(rf",?{S}(?:(?:at|from|by|until|around|about){S}){{0,2}}{HOUR12}{S}?{HALF}{ZONE}{AGAIN}")
# "The day before", "a week on", "a year ago", "the week of": counted from the date.
OFFSET = re.compile(
    rf"""
    \b(?:the{S})?(?:(?P<count>{NUMBER}|an?){S})?(?P<unit>{UNIT})s?{S}         # "the two days"
    (?P<side>before|prior{S}to|after|following|from|on|of|ago)(?:{S}(?:on|the))?{S}\Z
    """,
    re.VERBOSE | re.IGNORECASE,
)
# "The quarter ended Sept. 30", "nine months ending in June".
ENDED = re.compile(
    rf"""
    \b(?:(?P<count>{NUMBER}|an?){S})?(?P<unit>{UNIT}|quarter|half)s?{S}       # "nine months"
    (?:(?:that|which){S})?(?:ended|ending){S}(?:(?:on|in){S})?\Z
    """,
    re.VERBOSE | re.IGNORECASE,
)
BACKWARD = frozenset({"before", "prior", "ago"})
PERIODS: dict[str, tuple[Granularity, int]] = {**UNITS, "quarter": ("quarter", 1), "half": ("half", 1)}


def whole(reading: Reading, site: Site, floor: int) -> Reading:
    """The reading with the words beside it; `floor` is where the date before it ends."""
    if reading.kind in ("recurring", "duration"):
        return _around(reading, site, floor) if reading.kind == "duration" else reading
    if reading.granularity == "day":
        reading = _with_time(reading, site, floor)
    counted = _offset(reading, site, floor)
    if counted:
        return _around(counted, site, floor)
    return _around(_part(reading, site, floor), site, floor)


def _lead(pattern: re.Pattern[str], reading: Reading, site: Site, floor: int) -> Match | None:
    """What the pattern finds right before the reading and after the date before it."""
    return pattern.search(site.text, max(reading.start - REACH, floor), reading.start)


def _with_time(reading: Reading, site: Site, floor: int) -> Reading:
    """The day with the part of it, or the time, that follows or leads."""
    after = PART_AFTER.match(site.text, reading.end)
    if after:
        reading = replace(reading, end=after.end(), part_of_day=PARTS[after["part"].lower()])
    clock = CLOCK_AFTER.match(site.text, reading.end)
    if clock:
        hour = int(clock["hour"]) % 12 + (12 if clock["half"][0] in "pP" else 0)
        time = f"{hour:02}:{clock['minute'] or '00'}"
        return replace(reading, end=clock.end(), granularity="minute", clock=time, zone=clock["zone"])
    before = _lead(PART_BEFORE, reading, site, floor)
    if before:
        part = PARTS[before["part"].lower()] if before["part"] else "night"
        return replace(reading, start=before.start(), part_of_day=part)
    return reading


def _part(reading: Reading, site: Site, floor: int) -> Reading:
    """The reading with "early", "mid-" or "the end of" before it; the interval stays whole."""
    lead = _lead(PART, reading, site, floor)
    if lead is None or reading.granularity == "minute":
        return reading
    start = lead.start() + (4 if lead.group().lower().startswith("the ") else 0)
    modifier: Modifier = "start" if lead["start"] else "mid" if lead["mid"] else "end"
    return replace(reading, start=start, modifier=modifier)


def _around(reading: Reading, site: Site, floor: int) -> Reading:
    """The reading with "about", "before" or "more than" before it, which stays outside."""
    lead = _lead(AROUND, reading, site, floor)
    if lead is None or reading.modifier:
        return reading
    if lead["more"] or lead["less"]:
        is_ago = reading.rule in ("ago", "vague_offset")
        more: Modifier = "before" if lead["more"] else "after"
        return replace(reading, modifier=more) if is_ago else reading
    if reading.granularity == "minute" and not lead["approx"]:
        return reading
    modifier: Modifier = "approx" if lead["approx"] else "before" if lead["before"] else "after"
    return replace(reading, modifier=modifier)


def _offset(reading: Reading, site: Site, floor: int) -> Reading | None:
    """The day before Friday, a week on Thursday, a year ago Monday, the week of March 6."""
    lead = _lead(OFFSET, reading, site, floor)
    if lead is None or reading.span is None or SIZES.index(reading.granularity) > SIZES.index("day"):
        return None
    unit, size = UNITS[lead["unit"].lower()]
    count = number_of(lead["count"] or "one")
    side = lead["side"].lower().split()[0]
    if count is None or unit in ("minute", "hour"):
        return None
    days = _counted(reading, site, (side, unit, count * size), has_count=bool(lead["count"]))
    if days is None:
        return None
    start = lead.start() + (4 if lead.group().lower().startswith("the ") else 0)
    granularity: Granularity = "day" if days.first == days.last else unit
    return replace(
        reading, start=start, kind="relative_offset", rule="offset_from_day", span=days, granularity=granularity
    )


def _counted(reading: Reading, site: Site, offset: tuple[str, Granularity, int], has_count: bool) -> Span | None:
    side, unit, count = offset
    day = reading.span.first if reading.span else None
    if day is None:
        return None
    if side == "of":
        return calendar.unit_span(day, unit, 0) if unit != "day" and not has_count else None
    if side in ("ago", "on", "from") and reading.kind != "relative_weekday":
        return None
    if side == "ago":
        return _weekday_ago(day, site.anchor, unit, count)
    if side in ("on", "from") and site.anchor:
        ahead = calendar.on_or_after(site.anchor, day.weekday())
        moved = calendar.moved_by(ahead, unit, count) if ahead else None
        return calendar.between(moved, moved) if has_count else None
    if not has_count and unit != "day":
        return calendar.unit_span(day, unit, -1 if side in BACKWARD else 1)
    moved = calendar.moved_by(day, unit, -count if side in BACKWARD else count)
    return calendar.between(moved, moved)


def _weekday_ago(day: date, anchor: date | None, unit: Granularity, count: int) -> Span | None:
    """A week ago Monday: so many weeks before the last; a year ago Monday: the nearest to the same day of last year."""
    if anchor is None:
        return None
    if unit in ("day", "week"):
        moved = calendar.moved_by(day, unit, -count)
        return calendar.between(moved, moved)
    target = calendar.moved_by(anchor, unit, -count)
    if target is None:
        return None
    near = [calendar.on_or_before(target, day.weekday()), calendar.on_or_after(target, day.weekday())]
    nearest = min(
        (candidate for candidate in near if candidate),
        key=lambda candidate: abs((candidate - target).days),
        default=None,
    )
    return calendar.between(nearest, nearest)


def period_ended(reading: Reading, site: Site, earlier: Sequence[Reading]) -> Reading | None:
    """The period that the date ends: "the quarter ended Sept. 30" is 1 July to 30 September."""
    lead = ENDED.search(site.text, max(reading.start - REACH, 0), reading.start)
    if lead is None or reading.span is None:
        return None
    start = lead.start("count") if lead["count"] else lead.start("unit")
    end = lead.end("unit") + (site.text[lead.end("unit")] == "s")
    is_counted = bool(earlier) and earlier[-1].end > start and earlier[-1].kind == "duration"
    if earlier and earlier[-1].end > start and not is_counted:
        return None
    unit, size = PERIODS[lead["unit"].lower()]
    count = number_of(lead["count"] or "one")
    after = calendar.shifted(reading.span.last, 1)
    first = calendar.moved_by(after, unit, -count * size) if after and count else None
    days = calendar.between(first, reading.span.last)
    return Reading(start, end, "relative_offset", unit, "period_ended", days, reading.anchor)
