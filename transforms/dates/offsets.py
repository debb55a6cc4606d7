"""From a matched offset, duration, year or decade to what it means: its kind, its days, and its rule."""

import re
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
    is_year,
    last_word,
)
from broadsheet.transforms.dates.cues import direction
from broadsheet.transforms.dates.forms import DECADE_WORDS
from broadsheet.transforms.dates.rules import Found, Kind, Reading, Site
from broadsheet.transforms.dates.words import UNITS, number_of

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
OWNERS = frozenset({"his", "her", "their", "its", "my", "our", "your"})
LASTING = frozenset(
    {"for", "in", "within", "over", "during", "after", "about", "nearly", "almost", "than", "least", "only"}
)
WEEKEND_LEADS = frozenset({"the", "at", "over", "on", "during", "holiday", "long"})
BEFORE_LAST = frozenset(
    {"the", "these", "those", "this", "in", "over", "for", "during", "of", "within", "since", "from"}
)
FROM_NOW = frozenset({"over", "in", "within", "during", "for", "into"})
# "The first win in two years" looks back: no date is two years ahead.
NOT_AHEAD = re.compile(
    r"\b(?:time|times|once|twice|first|second|third|fourth|fifth|only|most|least|\w+est|never|not)\b[^.,;]{0,24}\bin\s\Z",
    re.IGNORECASE,
)
NO_DURATION = re.compile(r"[\s-](?:old|of[\s-]age|(?:a|per|each|every)\s(?:day|week|month|year))\b", re.IGNORECASE)
AGED = frozenset({"aged", "age", "turned", "turns"})


def deictic(found: Found, site: Site, _previous: Reading | None) -> Reading | None:
    """Today, yesterday, last night, the day after tomorrow."""
    if is_named(site.text, *found.span()) or is_masthead(site.text, *found.span()):
        return None
    words = " ".join(found["word"].lower().split())
    day = calendar.shifted(site.anchor, DEICTIC[words]) if site.anchor else None
    return _offset(found, site, "day", words.replace(" ", "_"), calendar.between(day, day))


def weekend(found: Found, site: Site, _previous: Reading | None) -> Reading | None:
    """The weekend, last weekend, at weekends: Saturday and Sunday."""
    modifier = (found["modifier"] or "").lower().split()[-1:]
    if modifier in (["every"], ["each"]) or found["weekend"].lower().endswith("s"):
        return Reading(*found.span(), "recurring", "day", "every_weekend")
    if not modifier and last_word(site.text, found.start())[0] not in WEEKEND_LEADS:
        return None
    days = _weekend_days(found, site, site.anchor, modifier) if site.anchor else None
    return _offset(found, site, "day", "weekend", days)


def _weekend_days(found: Found, site: Site, anchor: date, modifier: list[str]) -> Span | None:
    is_weekend = anchor.weekday() >= calendar.DAYS_IN_WEEK - 2
    if modifier in (["last"], ["next"]):
        return calendar.weekend(anchor, -1 if modifier == ["last"] else 1)
    tense = direction(site.text, *found.span())
    ahead = tense == "future" or (modifier in (["this"], ["coming"]) and tense == "unknown")
    return calendar.weekend(anchor, 0 if ahead or is_weekend else -1)


def ago(found: Found, site: Site, _previous: Reading | None) -> Reading | None:
    """Two days ago, a week from now; "earlier" and "later" count from a day that is not known here."""
    unit, size = UNITS[found["unit"].lower()]
    count = number_of(found["count"])
    which = found["which"].lower().split()[0]
    if which in ("earlier", "later"):
        return Reading(*found.span(), "relative_offset", unit, "offset_from_other")
    if count is None:
        return Reading(*found.span(), "relative_offset", unit, "vague_offset")
    step = count * size * (-1 if which == "ago" else 1)
    span = calendar.unit_span(site.anchor, unit, step) if site.anchor else None
    return _offset(found, site, unit, "ago" if which == "ago" else "from_now", span)


def span(found: Found, site: Site, _previous: Reading | None) -> Reading | None:
    """Last week, next year; the past decade, the next three days: counted from the anchor's own day."""
    unit, size = UNITS[found["unit"].lower()]
    side = found["side"].lower()
    word, gap = last_word(site.text, found.start())
    leads = word if gap == " " else ""
    is_of = site.text[found.end() : found.end() + 4].lower() == " of "
    if _is_to_last(found, site, leads):
        return None
    if leads in OWNERS or leads.endswith(("'s", "’s")) or (is_of and (leads == "the" or found["count"])):
        return None
    if found["count"]:
        return _counted_span(found, site)
    if found["plural"] or (unit == "day" and side in ("last", "past", "coming")):
        return None
    if side == "previous" or (side == "next" and unit == "day"):
        return Reading(*found.span(), "relative_offset", unit, "offset_from_other")
    if side in ("past", "coming") or leads in ("the", "this") or unit == "decade" or size > 1:
        return _open_span(found, site, size)
    step = -1 if side == "last" else 1
    whole = calendar.unit_span(site.anchor, unit, step) if site.anchor else None
    return _offset(found, site, unit, f"unit_{side}", whole)


def _is_to_last(found: Found, site: Site, leads: str) -> bool:
    """Whether "last" is the verb of "expected to last two weeks"."""
    if found["side"] != "last" or not found["count"]:
        return False
    return (
        bool(leads)
        and leads not in BEFORE_LAST
        and not LINE_START.search(site.text[max(found.start() - 3, 0) : found.start()])
    )


def _counted_span(found: Found, site: Site) -> Reading | None:
    unit, size = UNITS[found["unit"].lower()]
    count = number_of(found["count"])
    if count is None or found["side"].lower() == "previous":
        return Reading(*found.span(), "relative_offset", unit, "vague_offset" if count is None else "offset_from_other")
    return _open_span(found, site, count * size)


def _open_span(found: Found, site: Site, count: int) -> Reading | None:
    """So many units up to the anchor, or on from it; "the next year" of a story told is not one from today."""
    unit, _ = UNITS[found["unit"].lower()]
    is_back = found["side"].lower() in ("past", "last")
    words = site.text[max(found.start() - REACH, 0) : found.start()].lower().split()
    if not is_back and not found["count"] and words[-1:] == ["the"] and not FROM_NOW.intersection(words[-2:-1]):
        return Reading(*found.span(), "relative_offset", unit, "offset_from_other")
    days: Span | None = None
    if site.anchor and is_back:
        days = calendar.between(calendar.moved_by(site.anchor, unit, -count), site.anchor)
    elif site.anchor:
        days = calendar.between(site.anchor, calendar.moved_by(site.anchor, unit, count))
    return _offset(found, site, unit, "span_back" if is_back else "span_ahead", days)


def unit(found: Found, site: Site, _previous: Reading | None) -> Reading | None:
    """This week, this year; "the same day" and "the following week" count from a day that is not known here."""
    name, size = UNITS[found["unit"].lower()]
    if found["side"].lower() != "this":
        return Reading(*found.span(), "relative_offset", name, "offset_from_other")
    if name == "day" or size > 1:
        return None
    whole = calendar.unit_span(site.anchor, name, 0) if site.anchor else None
    return _offset(found, site, name, "unit_this", whole)


def duration(found: Found, site: Site, _previous: Reading | None) -> Reading | None:
    """Three years, a two-week trip; "in two weeks" is a day to come where the clause looks ahead."""
    groups = found.groupdict()
    name, size = UNITS[(groups["unit"] or groups["unit_joined"]).lower()]
    word, gap = last_word(site.text, found.start())
    leads = word if gap == " " else ""
    count = number_of(found["count"])
    if NO_DURATION.match(site.text, found.end()) or leads in AGED or found["count"].lower() in ("some", "many", "few"):
        return None
    if count == 1 and groups["unit"] and leads not in LASTING:
        return None
    if leads == "in" and count is not None and groups["unit"] and _is_ahead(found, site):
        whole = calendar.unit_span(site.anchor, name, count * size) if site.anchor else None
        start = found.start() - 3
        return Reading(start, found.end(), "relative_offset", name, "in_units", whole, site.anchor)
    return Reading(*found.span(), "duration", name, "duration")


def _is_ahead(found: Found, site: Site) -> bool:
    if found.groupdict().get("time"):
        return True
    left = site.text[max(found.start() - REACH, 0) : found.start()]
    return not NOT_AHEAD.search(left) and direction(site.text, found.start(), found.end()) == "future"


def year(found: Found, site: Site, previous: Reading | None) -> Reading | None:
    """2014, where the words around it make it a year."""
    number = int(found["year"])
    in_list = (
        previous is not None and previous.granularity == "year" and follows(site.text, previous.end, found.start())
    )
    if not (is_year(site.text, *found.span()) or (in_list and not COUNTED.match(site.text, found.end()))):
        return None
    return Reading(*found.span(), "absolute", "year", "year", calendar.years(number, number))


def years(found: Found, site: Site, _previous: Reading | None) -> Reading | None:
    """2014-16, 2010–2020, 2014/15: from the first day of the first to the last day of the last year."""
    first, text = int(found["year"]), found["last"]
    last = int(text) if len(text) > 2 else first - first % 100 + int(text)
    is_month_like = len(text) == 2 and int(text) <= calendar.MONTHS_IN_YEAR and last != first + 1
    if last <= first or COUNTED.match(site.text, found.end()):
        return None
    if is_month_like and not is_year(site.text, *found.span()):
        return None
    return Reading(*found.span(), "absolute", "year", "year_range", calendar.years(first, last))


def decade(found: Found, _site: Site, _previous: Reading | None) -> Reading | None:
    """The 1990s; "the 1800s" are the whole century."""
    first = int(found["years"])
    is_century = first % 100 == 0 and first < 2000
    return Reading(*found.span(), "absolute", "decade", "century" if is_century else "decade", _ten(first, is_century))


def decade_short(found: Found, _site: Site, _previous: Reading | None) -> Reading | None:
    """The '90s."""
    where = (found.start() - 1, found.end())
    return Reading(*where, "absolute", "decade", "decade", _ten(1900 + int(found["years"]), False))


def decade_word(found: Found, site: Site, _previous: Reading | None) -> Reading | None:
    """The nineties; "in her nineties" is an age."""
    word, gap = last_word(site.text, found.start())
    if gap not in (" ", "-") or word not in ("the", "early", "late", "mid", "mid-"):
        return None
    before = site.text[max(found.start() - REACH, 0) : found.start()].lower().split()
    if OWNERS.intersection(before[-2:]):
        return None
    return Reading(*found.span(), "absolute", "decade", "decade", _ten(DECADE_WORDS[found["word"]], False))


def _ten(first: int, is_century: bool) -> Span | None:
    return calendar.years(first, first + (99 if is_century else 9))


def _offset(found: Found, site: Site, unit: calendar.Granularity, rule: str, days: Span | None) -> Reading:
    kind: Kind = "relative_offset"
    anchor: date | None = site.anchor if days else None
    return Reading(*found.span(), kind, unit, rule, days, anchor)
