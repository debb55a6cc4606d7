"""From a matched form of a date to what it means: its kind, its days, and the rule that found them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from broadsheet.transforms.dates import calendar as calendar
from broadsheet.transforms.dates.calendar import Direction, Granularity, Span
from broadsheet.transforms.dates.contexts import (
    follows,
    is_month,
    is_named,
    is_person,
    last_word,
    months_as_names,
    next_word,
)
from broadsheet.transforms.dates.cues import direction
from broadsheet.transforms.dates.forms import S
from broadsheet.transforms.dates.words import FOREIGN_MONTHS, ORDINALS, WEEKDAY_PATTERN, month_of, weekday_of
from broadsheet.transforms.dates.years import on_weekday, year_around, year_beside, year_of_range

Kind = Literal["absolute", "relative_weekday", "relative_offset", "duration", "recurring"]

PAIR_AHEAD = re.compile(
    rf"(?:{S}(?:to|and|until|till|through){S}|{S}?[-–—]{S}?)(?P<weekday>{WEEKDAY_PATTERN})\b(?!['’]s)"
)


OF_ANOTHER_YEAR = frozenset({"that", "following", "previous", "same"})
# "Saturday evenings", and a range of weekdays with hours or after "open": every week.
EVERY_WEEK = re.compile(rf"{S}(?:morning|afternoon|evening|night)s\b(?!['’])")
HOURS = re.compile(rf"(?:,|:|;)?{S}(?:from{S}|between{S}|at{S})?[0-9]{{1,2}}(?:[:.][0-9]{{2}})?{S}?(?:[ap]\.?m\b|[-–])")
OPEN = frozenset({"open", "opens", "opening", "hours", "available", "daily", "weekdays", "every"})
THAT_YEAR = {"last": -1, "this": 0, "next": 1}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a date means. `span` is None where it names no days or they cannot be told; `anchor` is None if not used."""

    start: int
    end: int
    kind: Kind
    granularity: Granularity
    rule: str
    span: Span | None = None
    anchor: date | None = None


@dataclass(frozen=True)
class Site:
    """The text a date stands in and its publication day."""

    text: str
    anchor: date | None

    @cached_property
    def names(self) -> frozenset[str]:
        """Months that are persons in this text."""
        return months_as_names(self.text)


Found = re.Match[str]
Rule = Callable[[Found, Site, Reading | None], Reading | None]


def iso(found: Found, _site: Site, _previous: Reading | None) -> Reading | None:
    """2023-03-14; no date at all where the calendar has no such day."""
    day = calendar.day_of(int(found["year"]), int(found["month"]), int(found["day"]))
    return Reading(*found.span(), "absolute", "day", "iso", Span(day, day)) if day else None


def numeric(found: Found, _site: Site, _previous: Reading | None) -> Reading | None:
    """14/03/2023 in either order; not resolved where both orders are days. With full stops the day comes first."""
    one, two, year = int(found["one"]), int(found["two"]), int(found["year"])
    day_first, month_first = calendar.day_of(year, two, one), calendar.day_of(year, one, two)
    if found["mark"] == "." or day_first == month_first or not month_first:
        day, rule = day_first, "day_month_year"
    elif not day_first:
        day, rule = month_first, "month_day_year"
    else:
        return Reading(*found.span(), "absolute", "day", "ambiguous")
    return Reading(*found.span(), "absolute", "day", rule, Span(day, day)) if day else None


def day_and_month(found: Found, site: Site, previous: Reading | None) -> Reading | None:
    """14 March 2023, March 14, Friday (14 March), March 3-5: without a year, the one that the clause suggests."""
    start, end = _bounds(found, site.text)
    if is_named(site.text, *found.span("month")):
        return None
    month, day = month_of(found["month"]), int(found["day"])
    last = int(found["last"]) if found["last"] else day
    if found["that"]:
        number = _that_year(found, site)
        span = calendar.between(calendar.day_of(number, month, day), calendar.day_of(number, month, last))
        return Reading(start, end, "relative_offset", "day", "day_of_that_year", span, site.anchor if span else None)
    year = int(found["year"]) if found["year"] else _shared_year(found, site, previous, (start, end))
    weekday = weekday_of(found["weekday"]) if found["weekday"] else None
    if year is not None and (found["year"] or weekday in (None, _weekday_of_day(year, month, day))):
        span = calendar.between(calendar.day_of(year, month, day), calendar.day_of(year, month, last))
        return Reading(start, end, "absolute", "day", "full_date", span)
    if not calendar.day_of(2000, month, day):
        return None
    anchor = site.anchor
    if anchor is None:
        return Reading(start, end, "absolute", "day", "month_day")
    tense = direction(site.text, start, end)
    picked = calendar.chosen(calendar.yearly_days(anchor, month, day), anchor, tense)
    if weekday is not None and picked and picked.first.weekday() != weekday:
        picked = on_weekday(anchor, (month, day), weekday, tense)
        if picked is None:
            return Reading(start, end, "absolute", "day", "weekday_conflict")
    span = calendar.between(picked.first, calendar.day_of(picked.first.year, month, last)) if picked else None
    return Reading(start, end, "absolute", "day", "month_day", span, anchor)


def _weekday_of_day(year: int, month: int, day: int) -> int | None:
    known = calendar.day_of(year, month, day)
    return known.weekday() if known else None


def _bounds(found: Found, text: str) -> tuple[int, int]:
    """The span with the bracket that closes "Monday (25 April)"; without the weekday where none closes it."""
    start, end = found.span()
    if found["open"] and "(" in found["open"]:
        return (start, end + 1) if text[end : end + 1] == ")" else (found.end("open"), end)
    return start, end


def _shared_year(found: Found, site: Site, previous: Reading | None, where: tuple[int, int]) -> int | None:
    """The year that the text gives elsewhere for the date at `where`; None where it gives none."""
    text, month = site.text, found["month"]
    beside = year_beside(month, text, *where)
    if beside is None and previous and previous.span and previous.rule in ("full_date", "month_year"):
        beside = year_of_range(month, text, where[0], (previous.end, previous.span))
    if beside is not None:
        return beside
    around = year_around(text, where[0])
    is_told = around and (not site.anchor or around < site.anchor.year) and direction(text, *where) != "future"
    return around if is_told else None


def foreign_date(found: Found, _site: Site, _previous: Reading | None) -> Reading | None:
    """14 de marzo de 2023: a full date with a month's name in another language, or in lower case."""
    month = FOREIGN_MONTHS.get(found["month"].lower())
    day = calendar.day_of(int(found["year"]), month, int(found["day"])) if month else None
    return Reading(*found.span(), "absolute", "day", "full_date", Span(day, day)) if day else None


def month_year(found: Found, _site: Site, _previous: Reading | None) -> Reading | None:
    """March 2023."""
    span = calendar.month(int(found["year"]), month_of(found["month"]))
    return Reading(*found.span(), "absolute", "month", "month_year", span)


def month_that_year(found: Found, site: Site, _previous: Reading | None) -> Reading | None:
    """March last year, March of this year; "March of that year" is not resolved."""
    span = calendar.month(_that_year(found, site), month_of(found["month"]))
    anchor = site.anchor if span else None
    return Reading(*found.span(), "relative_offset", "month", "month_of_that_year", span, anchor)


def _that_year(found: Found, site: Site) -> int:
    """The year of "last year", "this year", "next year"; 0, which no date has, where it cannot be told."""
    step = THAT_YEAR.get(found["that"].lower())
    return site.anchor.year + step if site.anchor and step is not None else 0


def months(found: Found, site: Site, _previous: Reading | None) -> Reading | None:
    """March-May 2023, June/July: from the first day of the first to the last day of the last month."""
    first, last = month_of(found["month"]), month_of(found["last"])
    anchor = None if found["year"] else site.anchor
    if found["year"]:
        end: Span | None = calendar.month(int(found["year"]), last)
    elif anchor:
        tense = direction(site.text, *found.span())
        spans = calendar.yearly_months(anchor, last if tense == "future" else first)
        picked = calendar.chosen(spans, anchor, tense)
        later = 1 if tense != "future" and first > last else 0
        end = calendar.month(picked.first.year + later, last) if picked else None
    else:
        end = None
    begin = calendar.month(end.first.year - (first > last), first) if end else None
    span = calendar.between(begin.first, end.last) if begin and end else None
    return Reading(*found.span(), "absolute", "month", "month_range", span, anchor)


def month(found: Found, site: Site, previous: Reading | None) -> Reading | None:
    """In March, last March, every March."""
    text, anchor = site.text, site.anchor
    modifier = (found["modifier"] or "").lower().split()[-1:]
    name_start, name_end = found.span("month")
    if is_named(text, name_start, name_end) or (found["month"].isupper() and not modifier):
        return None
    if modifier and modifier[0] in ("every", "each"):
        return Reading(*found.span(), "recurring", "month", "every_month_name")
    in_list = previous is not None and previous.granularity == "month" and follows(text, previous.end, found.start())
    if not modifier and not in_list and not is_month(text, name_start, name_end, site.names):
        return None
    number = month_of(found["month"])
    if not modifier and last_word(text, found.start())[0] in OF_ANOTHER_YEAR:
        return Reading(*found.span(), "relative_offset", "month", "offset_from_other")
    year = None if modifier else _shared_year(found, site, previous, (found.start(), name_end))
    if year is not None:
        return Reading(*found.span(), "absolute", "month", "month_year", calendar.month(year, number))
    kind: Kind = "relative_offset" if modifier else "absolute"
    rule = f"month_{modifier[0]}" if modifier else "month_alone"
    if anchor is None:
        return Reading(*found.span(), kind, "month", rule)
    return Reading(*found.span(), kind, "month", rule, _month_span(found, site, number, modifier), anchor)


def _month_span(found: Found, site: Site, number: int, modifier: list[str]) -> Span | None:
    anchor = site.anchor
    if anchor is None:
        return None
    spans = calendar.yearly_months(anchor, number)
    if not modifier:
        return calendar.chosen(spans, anchor, direction(site.text, *found.span()))
    if modifier[0] in ("last", "past"):
        return max((span for span in spans if span.last < anchor), default=None)
    if modifier[0] in ("next", "coming"):
        return min((span for span in spans if span.first > anchor), default=None)
    return calendar.month(anchor.year, number)


def nth_weekday(found: Found, site: Site, _previous: Reading | None) -> Reading | None:
    """First Monday of March 2023, last Friday of every month."""
    if found["each"]:
        is_recurring = not found["each"].lower().startswith("the")
        kind: Kind = "recurring" if is_recurring else "relative_weekday"
        return Reading(*found.span(), kind, "day", "nth_weekday")
    anchor = None if found["year"] else site.anchor
    number = month_of(found["month"])
    if found["year"]:
        inside = calendar.month(int(found["year"]), number)
    elif anchor:
        inside = calendar.chosen(calendar.yearly_months(anchor, number), anchor, direction(site.text, *found.span()))
    else:
        inside = None
    weekday, nth = weekday_of(found["weekday"]), ORDINALS[found["nth"].lower()]
    day = calendar.nth_weekday(inside, weekday, nth) if inside else None
    return Reading(*found.span(), "absolute", "day", "nth_weekday", calendar.between(day, day), anchor)


def weekday_in_week(found: Found, site: Site, _previous: Reading | None) -> Reading | None:
    """Tuesday last week, last week Tuesday."""
    step = {"last": -1, "this": 0, "next": 1}[(found["week"] or found["week_first"]).lower()]
    inside = calendar.week(site.anchor, step) if site.anchor else None
    number = weekday_of(found["weekday"] or found["weekday_last"])
    day = calendar.on_or_after(inside.first, number) if inside else None
    return _weekday_reading(found, site, "weekday_of_week", day)


def weekday(found: Found, site: Site, previous: Reading | None) -> Reading | None:
    """Tuesday, last Tuesday, on Tuesdays: a bare one is the nearest not after the anchor, but for a future cue."""
    text, anchor = site.text, site.anchor
    start, end = found.span("weekday")
    modifier = (found["modifier"] or "").lower().split()[-1:]
    name_end = found.end()
    if is_named(text, start, name_end) or (not modifier and is_person(text, start)):
        return None
    if found["plural"] or modifier in (["every"], ["each"]) or EVERY_WEEK.match(text, end):
        return Reading(*found.span(), "recurring", "day", "every_weekday")
    if not modifier and _is_weekly(found, text, previous):
        return Reading(*found.span(), "recurring", "day", "weekday_range")
    if not modifier and _is_any_such_day(text, start, end):
        return None
    number = weekday_of(found["weekday"])
    rule = f"weekday_{modifier[0]}" if modifier else "weekday_bare"
    if anchor is None or modifier in (["following"], ["previous"]):
        return Reading(*found.span(), "relative_weekday", "day", rule)
    if not modifier and text[end : end + 2] not in ("'s", "’s"):
        paired = _paired_day(found, site, anchor, previous)
        if paired:
            return paired
    tense: Direction = direction(text, *found.span()) if modifier in ([], ["this"]) else "unknown"
    if not modifier and tense == "future":
        rule = "weekday_future"
    ahead = PAIR_AHEAD.match(text, end) if not modifier and tense != "future" else None
    if ahead:
        last = calendar.on_or_before(anchor, weekday_of(ahead["weekday"]))
        return _weekday_reading(found, site, rule, last and calendar.on_or_before(last, number))
    return _weekday_reading(found, site, rule, _weekday_day(anchor, number, modifier, tense))


def _is_weekly(found: Found, text: str, previous: Reading | None) -> bool:
    """Whether the day is one end of "open Monday to Friday", "Wednesday-Sunday 9am-5pm"."""
    if previous and previous.rule == "weekday_range" and follows(text, previous.end, found.start()):
        return True
    ahead = PAIR_AHEAD.match(text, found.end())
    if not ahead:
        return False
    lead = last_word(text, found.start())[0]
    is_joined = not ahead.group()[:1].isspace() and direction(text, found.start(), ahead.end()) == "unknown"
    return is_joined or lead in OPEN or HOURS.match(text, ahead.end()) is not None


def _paired_day(found: Found, site: Site, anchor: date, previous: Reading | None) -> Reading | None:
    """The second of "Monday to Friday": not before the first, and after the anchor only if the first looks ahead."""
    if not previous or previous.kind != "relative_weekday" or not previous.span:
        return None
    if not follows(site.text, previous.end, found.start()):
        return None
    day = calendar.on_or_after(previous.span.first, weekday_of(found["weekday"]))
    if day and (day <= anchor or previous.rule == "weekday_future"):
        return _weekday_reading(found, site, previous.rule, day)
    return None


def _weekday_day(anchor: date, number: int, modifier: list[str], tense: Direction) -> date | None:
    if modifier in (["last"], ["past"]):
        return calendar.before(anchor, number)
    if modifier in (["next"], ["coming"]):
        return calendar.after(anchor, number)
    looks_ahead = tense == "future" or (modifier == ["this"] and tense != "past")
    return calendar.on_or_after(anchor, number) if looks_ahead else calendar.on_or_before(anchor, number)


def _is_any_such_day(text: str, start: int, end: int) -> bool:
    """Whether "a Friday" means no certain one: "on a Friday", but not "in a Friday speech"."""
    word, gap = last_word(text, start)
    if gap != " " or word not in ("a", "one", "any", "some", "another"):
        return False
    following = next_word(text, end)
    return not following[:1].islower() or following in (
        "and",
        "in",
        "or",
        "when",
        "that",
        "to",
        "at",
        "as",
        "with",
        "of",
    )


def weekday_short(found: Found, site: Site, _previous: Reading | None) -> Reading | None:
    """On Thurs.: only after a preposition, for most of the abbreviations are words or names."""
    word, gap = last_word(site.text, found.start())
    if gap != " " or word not in ("on", "by", "until", "since", "last", "next"):
        return None
    tense = direction(site.text, *found.span())
    day = _weekday_day(site.anchor, weekday_of(found["weekday"]), [word], tense) if site.anchor else None
    if word in ("last", "next"):
        return _weekday_reading(found, site, f"weekday_{word}", day)
    return _weekday_reading(found, site, "weekday_future" if tense == "future" else "weekday_bare", day)


def _weekday_reading(found: Found, site: Site, rule: str, day: date | None) -> Reading:
    return Reading(*found.span(), "relative_weekday", "day", rule, calendar.between(day, day), site.anchor)
