"""Days and months: kind, days, and rule."""

import re
from collections.abc import Sequence
from datetime import date

from broadsheet.transforms.dates import calendar as calendar
from broadsheet.transforms.dates.calendar import Span
from broadsheet.transforms.dates.contexts import follows, is_month, is_named, last_word
from broadsheet.transforms.dates.cues import SENTENCE_END, direction
from broadsheet.transforms.dates.readings import Kind, Match, Reading, Rule, Site, previous_of
from broadsheet.transforms.dates.words import FOREIGN_MONTHS, ORDINALS, month_of, spoken_year_of, weekday_of
from broadsheet.transforms.dates.years import BETWEEN, on_weekday, year_around, year_beside, year_of_range

OF_ANOTHER_YEAR = frozenset({"that", "following", "previous", "same"})

# Rules of dates whose year is written out.
WITH_YEAR = frozenset({"year", "full_date", "month_year", "iso"})
# A date heads its sentence behind "In" or "On"; nothing stands before that but the end of another sentence.
HEAD = re.compile(r"(?:\A|[.!?]\s|[\r\n])(?:In|On|By|During)\s(?:early\s|late\s|mid-)?\Z")
HEADS_NEXT = re.compile(r"[.!?][\"”’]?[^\S\r\n](?P<head>(?:In|On|By|During)\s(?:early\s|late\s|mid-)?)\Z")
HEAD_REACH = 20  # code points, longer than the longest head
# Two figures of a year below it are of the 2000s (POSIX strptime, %y).
POSIX_PIVOT = 69
THAT_YEAR = {"last": -1, "this": 0, "next": 1}


def iso(match: Match, _site: Site, _earlier: Sequence[Reading]) -> Reading | None:
    """2023-03-14; no date at all where the calendar has no such day."""
    day = calendar.day_of(int(match["year"]), int(match["month"]), int(match["day"]))
    return Reading(*match.span(), "absolute", "day", "iso", Span(day, day)) if day else None


def numeric(match: Match, _site: Site, _earlier: Sequence[Reading]) -> Reading | None:
    """14/03/2023 in either order; not resolved where both orders are days. With full stops the day comes first."""
    first, second, year = int(match["one"]), int(match["two"]), int(match["year"])
    day_first, month_first = calendar.day_of(year, second, first), calendar.day_of(year, first, second)
    if match["mark"] == "." or day_first == month_first or not month_first:
        day, rule = day_first, "day_month_year"
    elif not day_first:
        day, rule = month_first, "month_day_year"
    else:
        return Reading(*match.span(), "absolute", "day", "ambiguous")
    return Reading(*match.span(), "absolute", "day", rule, Span(day, day)) if day else None


def day_and_month(match: Match, site: Site, earlier: Sequence[Reading]) -> Reading | None:
    """14 March 2023, March 14, Friday (14 March), March 3-5: without a year, the one that the clause suggests."""
    start, end = _bounds(match, site.text)
    if is_named(site.text, *match.span("month")):
        return None
    month, day = month_of(match["month"]), int(match["day"])
    last = int(match["last"]) if match["last"] else day
    if match["that"]:
        number = _that_year(match, site)
        span = calendar.between(calendar.day_of(number, month, day), calendar.day_of(number, month, last))
        return Reading(start, end, "relative_offset", "day", "day_of_that_year", span, site.anchor if span else None)
    year = _year_of(match, site, previous_of(earlier), (start, end))
    weekday = weekday_of(match["weekday"]) if match["weekday"] else None
    if year is not None and (_own_year(match) or weekday in (None, _weekday_of_day(year, month, day))):
        span = calendar.between(calendar.day_of(year, month, day), calendar.day_of(year, month, last))
        return Reading(start, end, "absolute", "day", "full_date", span)
    if not calendar.day_of(2000, month, day):
        return None
    anchor = site.anchor
    if anchor is None:
        return Reading(start, end, "absolute", "day", "month_day")
    tense = direction(site.text, start, end)
    days = calendar.yearly_days(anchor, month, day)
    begun = _begun_by(site, previous_of(earlier), start)
    if begun:
        picked = min((span for span in days if span.first >= begun), default=None)
    else:
        picked = calendar.chosen(days, anchor, tense)
    if weekday is not None and picked and picked.first.weekday() != weekday:
        picked = on_weekday(anchor, (month, day), weekday, tense)
        if picked is None:
            return Reading(start, end, "absolute", "day", "weekday_conflict")
    span = calendar.between(picked.first, calendar.day_of(picked.first.year, month, last)) if picked else None
    return Reading(start, end, "absolute", "day", "month_day", span, anchor)


def _weekday_of_day(year: int, month: int, day: int) -> int | None:
    known = calendar.day_of(year, month, day)
    return known.weekday() if known else None


def _bounds(match: Match, text: str) -> tuple[int, int]:
    """The span with the bracket that closes "Monday (25 April)"; without the weekday where none closes it."""
    start, end = match.span()
    if match["open"] and "(" in match["open"]:
        return (start, end + 1) if text[end : end + 1] == ")" else (match.end("open"), end)
    return start, end


def _own_year(match: Match) -> int | None:
    """The year written with the day: 14 March 2023, 19-Nov-12 (of this century up to 69, as POSIX reads it)."""
    short = match.groupdict().get("short")
    if short:
        return int(short) + (2000 if int(short) < POSIX_PIVOT else 1900)
    return int(match["year"]) if match["year"] else None


def _year_of(match: Match, site: Site, previous: Reading | None, where: tuple[int, int]) -> int | None:
    own = _own_year(match)
    return own if own is not None else _shared_year(match, site, previous, where)


def _begun_by(site: Site, previous: Reading | None, start: int) -> date | None:
    """The day that a range begins on ("from today through Nov. 17"), which its end does not precede."""
    is_range = previous and start - previous.end < 16 and BETWEEN.fullmatch(site.text, previous.end, start)
    return previous.span.first if previous and previous.span and previous.anchor and is_range else None


def _shared_year(match: Match, site: Site, previous: Reading | None, where: tuple[int, int]) -> int | None:
    """The year that the text gives elsewhere for the date at `where`; None where it gives none."""
    text, month = site.text, match["month"]
    beside = year_beside(month, text, *where)
    if beside is None and previous and previous.span and previous.rule in ("full_date", "month_year"):
        beside = year_of_range(month, text, where[0], (previous.end, previous.span))
    if beside is not None:
        return beside
    around = year_around(text, where[0]) or _year_just_named(site, previous, where[0])
    is_told = around and (not site.anchor or around < site.anchor.year) and direction(text, *where) != "future"
    return around if is_told else None


def _year_just_named(site: Site, previous: Reading | None, start: int) -> int | None:
    """The year that heads the sentence before, where the date heads its own: the story goes on.

    "In 2015 the law passed. In March it was changed" is of March 2015.
    """
    if previous is None or previous.span is None or previous.rule not in WITH_YEAR:
        return None
    between = HEADS_NEXT.search(site.text, previous.end, start)
    is_next = between is not None and not SENTENCE_END.search(site.text, previous.end, between.start("head"))
    is_head = HEAD.search(site.text[max(previous.start - HEAD_REACH, 0) : previous.start]) is not None
    return previous.span.first.year if is_next and is_head else None


def foreign_date(match: Match, _site: Site, _earlier: Sequence[Reading]) -> Reading | None:
    """14 de marzo de 2023: a full date with a month's name in another language, or in lower case."""
    month = FOREIGN_MONTHS.get(match["month"].lower())
    day = calendar.day_of(int(match["year"]), month, int(match["day"])) if month else None
    return Reading(*match.span(), "absolute", "day", "full_date", Span(day, day)) if day else None


def month_year(match: Match, _site: Site, _earlier: Sequence[Reading]) -> Reading | None:
    """March 2023, March nineteen ninety-seven."""
    year = int(match["year"]) if match["year"] else spoken_year_of(match["spoken"])
    span = calendar.month(year, month_of(match["month"]))
    return Reading(*match.span(), "absolute", "month", "month_year", span)


def month_that_year(match: Match, site: Site, _earlier: Sequence[Reading]) -> Reading | None:
    """March last year, March of this year; "March of that year" is not resolved."""
    span = calendar.month(_that_year(match, site), month_of(match["month"]))
    anchor = site.anchor if span else None
    return Reading(*match.span(), "relative_offset", "month", "month_of_that_year", span, anchor)


def _that_year(match: Match, site: Site) -> int:
    """The year of "last year", "this year", "next year"; 0, which no date has, where it cannot be told."""
    step = THAT_YEAR.get(match["that"].lower())
    return site.anchor.year + step if site.anchor and step is not None else 0


def months(match: Match, site: Site, _earlier: Sequence[Reading]) -> Reading | None:
    """March-May 2023, June/July: from the first day of the first to the last day of the last month."""
    first, last = month_of(match["month"]), month_of(match["last"])
    anchor = None if match["year"] else site.anchor
    if match["year"]:
        end: Span | None = calendar.month(int(match["year"]), last)
    elif anchor:
        tense = direction(site.text, *match.span())
        spans = calendar.yearly_months(anchor, last if tense == "future" else first)
        picked = calendar.chosen(spans, anchor, tense)
        later = 1 if tense != "future" and first > last else 0
        end = calendar.month(picked.first.year + later, last) if picked else None
    else:
        end = None
    begin = calendar.month(end.first.year - (first > last), first) if end else None
    span = calendar.between(begin.first, end.last) if begin and end else None
    return Reading(*match.span(), "absolute", "month", "month_range", span, anchor)


def month(match: Match, site: Site, earlier: Sequence[Reading]) -> Reading | None:
    """In March, last March, every March."""
    text, anchor = site.text, site.anchor
    previous = previous_of(earlier)
    modifier = (match["modifier"] or "").lower().split()[-1:]
    name_start, name_end = match.span("month")
    if is_named(text, name_start, name_end) or (match["month"].isupper() and not modifier):
        return None
    if modifier and modifier[0] in ("every", "each"):
        return Reading(*match.span(), "recurring", "month", "every_month_name")
    in_list = previous is not None and previous.granularity == "month" and follows(text, previous.end, match.start())
    if not modifier and not in_list and not is_month(text, name_start, name_end, site.names):
        return None
    number = month_of(match["month"])
    if not modifier and last_word(text, match.start())[0] in OF_ANOTHER_YEAR:
        return Reading(*match.span(), "relative_offset", "month", "offset_from_other")
    year = None if modifier else _shared_year(match, site, previous, (match.start(), name_end))
    if year is not None:
        return Reading(*match.span(), "absolute", "month", "month_year", calendar.month(year, number))
    kind: Kind = "relative_offset" if modifier else "absolute"
    rule = f"month_{modifier[0]}" if modifier else "month_alone"
    if anchor is None:
        return Reading(*match.span(), kind, "month", rule)
    return Reading(*match.span(), kind, "month", rule, _month_span(match, site, number, modifier), anchor)


def _month_span(match: Match, site: Site, number: int, modifier: list[str]) -> Span | None:
    anchor = site.anchor
    if anchor is None:
        return None
    spans = calendar.yearly_months(anchor, number)
    if not modifier:
        return calendar.chosen(spans, anchor, direction(site.text, *match.span()))
    if modifier[0] in ("last", "past"):
        # The month just over is "last month": "last February", read in March, is the one before.
        return max((span for span in spans if _is_over(span, anchor)), default=None)
    if modifier[0] in ("next", "coming"):
        return min((span for span in spans if span.first > anchor), default=None)
    return calendar.month(anchor.year, number)


def _is_over(span: Span, anchor: date) -> bool:
    after = calendar.month(span.first.year, span.first.month, 1)
    return after is not None and after.last < anchor


def nth_weekday(match: Match, site: Site, _earlier: Sequence[Reading]) -> Reading | None:
    """First Monday of March 2023, last Friday of every month."""
    if match["each"]:
        is_recurring = not match["each"].lower().startswith("the")
        kind: Kind = "recurring" if is_recurring else "relative_weekday"
        return Reading(*match.span(), kind, "day", "nth_weekday")
    anchor = None if match["year"] else site.anchor
    number = month_of(match["month"])
    weekday, nth = weekday_of(match["weekday"]), ORDINALS[match["nth"].lower()]
    months = calendar.yearly_months(anchor, number) if anchor else []
    if match["year"]:
        known = calendar.month(int(match["year"]), number)
        months = [known] if known else []
    days = [Span(day, day) for inside in months if (day := calendar.nth_weekday(inside, weekday, nth))]
    picked = calendar.chosen(days, anchor, direction(site.text, *match.span())) if anchor else next(iter(days), None)
    return Reading(*match.span(), "absolute", "day", "nth_weekday", picked, anchor)


RULES: dict[str, Rule] = {
    "iso": iso,
    "numeric": numeric,
    "day_month": day_and_month,
    "month_day": day_and_month,
    "day_month_foreign": foreign_date,
    "months": months,
    "month_year": month_year,
    "month_that_year": month_that_year,
    "nth_weekday": nth_weekday,
    "month": month,
}
