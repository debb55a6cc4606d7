"""Offsets, durations, years and decades: kind, days, and rule."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from broadsheet.transforms.dates import calendar as calendar
from broadsheet.transforms.dates.calendar import Span
from broadsheet.transforms.dates.contexts import (
    COUNTED,
    LINE_START,
    REACH,
    follows,
    is_masthead,
    is_named,
    is_title_line,
    is_year,
    last_word,
    next_word,
)
from broadsheet.transforms.dates.cues import direction
from broadsheet.transforms.dates.forms import DECADE_WORDS
from broadsheet.transforms.dates.readings import Kind, Match, PartOfDay, Reading, Rule, Site, previous_of
from broadsheet.transforms.dates.rules.thread import base_of, counted, from_other, year_before_quarter
from broadsheet.transforms.dates.words import UNITS, number_of, spoken_year_of

DEICTIC = {
    "day before yesterday": -2,
    "yesterday": -1,
    "last night": -1,
    "today": 0,
    "tonight": 0,
    "this morning": 0,
    "this afternoon": 0,
    "this evening": 0,
    "tomorrow": 1,
    "day after tomorrow": 2,
}
DEICTIC_PARTS: dict[str, PartOfDay] = {
    "night": "night", "tonight": "night", "morning": "morning", "afternoon": "afternoon", "evening": "evening",
}  # fmt: skip
OWNERS = frozenset({"his", "her", "their", "its", "my", "our", "your"})
LASTING = frozenset(
    {"for", "in", "within", "over", "during", "after", "about", "nearly", "almost", "than", "least", "only"}
)
# "Today's youth" are those of nowadays, of no day.
NOWADAYS = re.compile(
    r"""
    ['’]s\s(?: world|youth|society|generation|children|kids|culture|economy  # the times and those who live in them
             | standards|climate|age|era|teenagers|women|men
    )\b
    """,
    re.VERBOSE,
)
# "The leaders of tomorrow".
OF_OUR_TIME = re.compile(r"\bthe\s(?:people|children|[a-z]+s)\sof\s\Z")
SPOKEN_LEADS = frozenset({"in", "since", "until", "by"})
WEEKEND_LEADS = frozenset({"the", "at", "over", "on", "during", "holiday", "long"})
BEFORE_LAST = frozenset(
    {"the", "these", "those", "this", "in", "over", "for", "during", "of", "within", "since", "from"}
)
FROM_NOW = frozenset({"over", "in", "within", "during", "for", "into"})
# "The first win in two years" looks back: no date is two years ahead.
NOT_AHEAD = re.compile(
    r"""
    \b(?: time|times|once|twice|first|second|third|fourth|fifth              # what is counted since
        | only|most|least|\w+est|never|not                                   # what stands out since
    )\b[^.,;]{0,24}\bin\s\Z
    """,
    re.VERBOSE | re.IGNORECASE,
)
NO_DURATION = re.compile(r"[\s-](?:old|of[\s-]age|(?:a|per|each|every)\s(?:day|week|month|year))\b", re.IGNORECASE)
AGED = frozenset({"aged", "age", "turned", "turns"})


def deictic(match: Match, site: Site, _earlier: Sequence[Reading]) -> Reading | None:
    """Today, yesterday, last night, the day after tomorrow."""
    if is_named(site.text, *match.span()) or is_masthead(site.text, *match.span()):
        return None
    if NOWADAYS.match(site.text, match.end()) or OF_OUR_TIME.search(
        site.text[max(match.start() - REACH, 0) : match.start()]
    ):
        return None
    words = " ".join(match["word"].lower().split())
    day = calendar.shifted(site.anchor, DEICTIC[words]) if site.anchor else None
    reading = _offset(match, site, "day", words.replace(" ", "_"), calendar.between(day, day))
    return replace(reading, part_of_day=DEICTIC_PARTS.get(words.split()[-1]))


def weekend(match: Match, site: Site, _earlier: Sequence[Reading]) -> Reading | None:
    """The weekend, last weekend, at weekends: Saturday and Sunday."""
    modifier = (match["modifier"] or "").lower().split()[-1:]
    if modifier in (["every"], ["each"]) or match["weekend"].lower().endswith("s"):
        return Reading(*match.span(), "recurring", "day", "every_weekend")
    if not modifier and last_word(site.text, match.start())[0] not in WEEKEND_LEADS:
        return None
    days = _weekend_days(match, site, site.anchor, modifier) if site.anchor else None
    return _offset(match, site, "day", "weekend", days)


def _weekend_days(match: Match, site: Site, anchor: date, modifier: list[str]) -> Span | None:
    is_weekend = anchor.weekday() >= calendar.DAYS_IN_WEEK - 2
    if modifier in (["last"], ["next"]):
        return calendar.weekend(anchor, -1 if modifier == ["last"] else 1)
    tense = direction(site.text, *match.span())
    ahead = tense == "future" or (modifier in (["this"], ["coming"]) and tense == "unknown")
    return calendar.weekend(anchor, 0 if ahead or is_weekend else -1)


def ago(match: Match, site: Site, earlier: Sequence[Reading]) -> Reading | None:
    """Two days ago, a week from now; "earlier" and "later" count from the day named last."""
    unit, size = UNITS[match["unit"].lower()]
    count = number_of(match["count"])
    which = match["which"].lower().split()[0]
    if which in ("earlier", "later"):
        return from_other(match, site, earlier)
    if count is None:
        return Reading(*match.span(), "relative_offset", unit, "vague_offset")
    step = count * size * (-1 if which == "ago" else 1)
    quarter = year_before_quarter(unit, step, (match, site), earlier)
    if quarter:
        return Reading(*match.span(), "relative_offset", "quarter", "year_ago_quarter", quarter)
    span = calendar.unit_span(site.anchor, unit, step) if site.anchor else None
    return _offset(match, site, unit, "ago" if which == "ago" else "from_now", span)


def span(match: Match, site: Site, earlier: Sequence[Reading]) -> Reading | None:
    """Last week, next year; the past decade, the next three days: counted from the anchor's own day."""
    unit, size = UNITS[match["unit"].lower()]
    side = match["side"].lower()
    word, gap = last_word(site.text, match.start())
    leads = word if gap == " " else ""
    is_of = site.text[match.end() : match.end() + 4].lower() == " of "
    if _is_to_last(match, site, leads) or _is_name(match, site):
        return None
    if leads in OWNERS or leads.endswith(("'s", "’s")) or (is_of and (leads == "the" or match["count"])):
        return None
    if match["count"]:
        return _counted_span(match, site, earlier)
    if match["plural"] or (unit == "day" and side in ("last", "past", "coming")):
        return None
    if side == "previous" or (side == "next" and unit == "day") or unit in ("hour", "minute"):
        return None
    if side in ("past", "coming") or leads in ("the", "this") or unit == "decade" or size > 1:
        return _open_span(match, site, size, earlier)
    step = -1 if side == "last" else 1
    whole = calendar.unit_span(site.anchor, unit, step) if site.anchor else None
    return _offset(match, site, unit, f"unit_{side}", whole)


def _is_name(match: Match, site: Site) -> bool:
    """Whether "This Week" in capitals within a line of other writing is the name of a programme."""
    return match.group().istitle() and not is_title_line(site.text, match.start(), match.end())


def _is_to_last(match: Match, site: Site, leads: str) -> bool:
    """Whether "last" is the verb of "expected to last two weeks"."""
    if match["side"] != "last" or not match["count"]:
        return False
    return (
        bool(leads)
        and leads not in BEFORE_LAST
        and not LINE_START.search(site.text[max(match.start() - 3, 0) : match.start()])
    )


def _counted_span(match: Match, site: Site, earlier: Sequence[Reading]) -> Reading | None:
    unit, size = UNITS[match["unit"].lower()]
    count = number_of(match["count"])
    if count is None or match["side"].lower() == "previous":
        return Reading(*match.span(), "relative_offset", unit, "vague_offset" if count is None else "offset_from_other")
    return _open_span(match, site, count * size, earlier)


def _open_span(match: Match, site: Site, count: int, earlier: Sequence[Reading]) -> Reading | None:
    """So many units up to the anchor, or on from it; "the next year" of a story told is not one from today."""
    unit, _ = UNITS[match["unit"].lower()]
    is_back = match["side"].lower() in ("past", "last")
    words = site.text[max(match.start() - REACH, 0) : match.start()].lower().split()
    if not is_back and not match["count"] and words[-1:] == ["the"] and not FROM_NOW.intersection(words[-2:-1]):
        after = counted(base_of(earlier, match.start(), unit), unit, count)
        return Reading(*match.span(), "relative_offset", unit, "offset_from_other", after)
    days: Span | None = None
    if site.anchor and is_back:
        days = calendar.between(calendar.moved_by(site.anchor, unit, -count), site.anchor)
    elif site.anchor:
        days = calendar.between(site.anchor, calendar.moved_by(site.anchor, unit, count))
    return _offset(match, site, unit, "span_back" if is_back else "span_ahead", days)


def before_last(match: Match, site: Site, _earlier: Sequence[Reading]) -> Reading | None:
    """The year before last, the week after next: two units from the anchor's."""
    name, size = UNITS[match["unit"].lower()]
    if name in ("minute", "hour", "day") or size > 1:
        return None
    step = -2 if match["side"].startswith("before") else 2
    whole = calendar.unit_span(site.anchor, name, step) if site.anchor else None
    return _offset(match, site, name, "unit_before_last" if step < 0 else "unit_after_next", whole)


def unit(match: Match, site: Site, _earlier: Sequence[Reading]) -> Reading | None:
    """This week, this year."""
    name, size = UNITS[match["unit"].lower()]
    if name in ("minute", "hour", "day") or size > 1 or _is_name(match, site):
        return None
    whole = calendar.unit_span(site.anchor, name, 0) if site.anchor else None
    return _offset(match, site, name, "unit_this", whole)


def duration(match: Match, site: Site, _earlier: Sequence[Reading]) -> Reading | None:
    """Three years, a two-week trip; "in two weeks" is a day to come where the clause looks ahead."""
    groups = match.groupdict()
    name, size = UNITS[(groups["unit"] or groups["unit_joined"]).lower()]
    word, gap = last_word(site.text, match.start())
    leads = word if gap == " " else ""
    count = number_of(match["count"])
    if NO_DURATION.match(site.text, match.end()) or leads in AGED or match["count"].lower() in ("some", "many", "few"):
        return None
    if name in ("hour", "minute") and (groups["unit"] or groups["unit_joined"])[0].isupper():
        return None
    if count == 1 and groups["unit"] and not (leads in LASTING or _is_length(match, site)):
        return None
    if leads == "in" and count is not None and groups["unit"] and _is_ahead(match, site):
        whole = calendar.unit_span(site.anchor, name, count * size) if site.anchor else None
        start = match.start() - 3
        return Reading(start, match.end(), "relative_offset", name, "in_units", whole, site.anchor)
    return Reading(*match.span(), "duration", name, "duration")


def _is_length(match: Match, site: Site) -> bool:
    """Whether "a week or two", "another year", "an additional year", "a week to withdraw" tell how long."""
    groups = match.groupdict()
    is_more = len(match.group().split()) > 2 or match["count"].lower() == "another"
    return bool(groups.get("so")) or is_more or next_word(site.text, match.end()) == "to"


def _is_ahead(match: Match, site: Site) -> bool:
    if match.groupdict().get("time"):
        return True
    left = site.text[max(match.start() - REACH, 0) : match.start()]
    return not NOT_AHEAD.search(left) and direction(site.text, match.start(), match.end()) == "future"


def spoken_year(match: Match, site: Site, _earlier: Sequence[Reading]) -> Reading | None:
    """Nineteen ninety-six, the year two thousand; "two thousand" and "twenty ten" only where a year is led to."""
    number = spoken_year_of(match["spoken"])
    is_sure = match["year"] or match["spoken"].lower().startswith("nineteen")
    if not is_sure and last_word(site.text, match.start())[0] not in SPOKEN_LEADS:
        return None
    return Reading(*match.span(), "absolute", "year", "year", calendar.years(number, number))


def year(match: Match, site: Site, earlier: Sequence[Reading]) -> Reading | None:
    """2014, where the words around it make it a year."""
    number = int(match["year"])
    previous = previous_of(earlier)
    in_list = (
        previous is not None and previous.granularity == "year" and follows(site.text, previous.end, match.start())
    )
    if not (is_year(site.text, *match.span()) or (in_list and not COUNTED.match(site.text, match.end()))):
        return None
    return Reading(*match.span(), "absolute", "year", "year", calendar.years(number, number))


def years(match: Match, site: Site, _earlier: Sequence[Reading]) -> Reading | None:
    """2014-16, 2014/15: from the first day of the first to the last day of the last year; "2010–2020" are two years."""
    first, text = int(match["year"]), match["last"]
    if len(text) > 2:
        where = (match.start(), match.end("year"))
        is_range = first < int(text) and not COUNTED.match(site.text, match.end())
        return Reading(*where, "absolute", "year", "year", calendar.years(first, first)) if is_range else None
    last = first - first % 100 + int(text)
    is_month_like = int(text) <= calendar.MONTHS_IN_YEAR and last != first + 1
    if last <= first or COUNTED.match(site.text, match.end()):
        return None
    if is_month_like and not is_year(site.text, *match.span()):
        return None
    return Reading(*match.span(), "absolute", "year", "year_range", calendar.years(first, last))


def decade(match: Match, _site: Site, _earlier: Sequence[Reading]) -> Reading | None:
    """The 1990s; "the 1800s" are the whole century."""
    first = int(match["years"])
    is_century = first % 100 == 0 and first < 2000
    return Reading(*match.span(), "absolute", "decade", "century" if is_century else "decade", _ten(first, is_century))


def decade_short(match: Match, site: Site, _earlier: Sequence[Reading]) -> Reading | None:
    """The '90s, the late 70s; "in his late 70s" is an age."""
    has_mark = site.text[match.start() - 1] in "'’‘"
    before = site.text[max(match.start() - REACH, 0) : match.start()].lower().split()
    if not has_mark and before[-2:-1] != ["the"]:
        return None
    where = (match.start() - has_mark, match.end())
    return Reading(*where, "absolute", "decade", "decade", _ten(1900 + int(match["years"]), False))


def decade_word(match: Match, site: Site, _earlier: Sequence[Reading]) -> Reading | None:
    """The nineties; "in her nineties" is an age."""
    word, gap = last_word(site.text, match.start())
    if gap not in (" ", "-") or word not in ("the", "early", "late", "mid", "mid-"):
        return None
    before = site.text[max(match.start() - REACH, 0) : match.start()].lower().split()
    if OWNERS.intersection(before[-2:]):
        return None
    return Reading(*match.span(), "absolute", "decade", "decade", _ten(DECADE_WORDS[match["word"]], False))


def _ten(first: int, is_century: bool) -> Span | None:
    return calendar.years(first, first + (99 if is_century else 9))


def _offset(match: Match, site: Site, unit: calendar.Granularity, rule: str, days: Span | None) -> Reading:
    kind: Kind = "relative_offset"
    anchor: date | None = site.anchor if days else None
    return Reading(*match.span(), kind, unit, rule, days, anchor)


RULES: dict[str, Rule] = {
    "deictic": deictic,
    "weekend": weekend,
    "ago": ago,
    "span": span,
    "before_last": before_last,
    "unit": unit,
    "duration": duration,
    "duration_one": duration,
    "decade": decade,
    "decade_short": decade_short,
    "decade_word": decade_word,
    "years": years,
    "spoken_year": spoken_year,
    "year": year,
}
