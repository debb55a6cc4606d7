"""Seasons, centuries and holidays."""

import re
from collections.abc import Sequence
from datetime import date

from broadsheet.transforms.dates import calendar as calendar
from broadsheet.transforms.dates.calendar import Direction, Span
from broadsheet.transforms.dates.contexts import last_word, next_word
from broadsheet.transforms.dates.cues import direction
from broadsheet.transforms.dates.forms import HYPHEN, YEAR, S
from broadsheet.transforms.dates.holidays import HOLIDAYS
from broadsheet.transforms.dates.readings import Match, Reading, Rule, Site
from broadsheet.transforms.dates.rules.thread import base_of
from broadsheet.transforms.dates.words import CENTURY_ORDINALS, SEASONS, any_case, one_of

# Code points looked at before a season: room for the last two or three words, of which no more are asked.
REACH = 40
CENTURY_WORD = rf"(?:[0-9]{{1,2}}(?:st|nd|rd|th)|{any_case(CENTURY_ORDINALS)})"
SIDE = rf"(?P<side>(?i:this{S}(?:past|coming)|last|this|next|past|coming|every|each)){S}"
FORMS = {
    # "last winter", "the spring of 2023", "mid-summer", "in the autumn".
    "season": rf"(?:{SIDE})?(?P<season>{one_of(SEASONS)}|{one_of(name.title() for name in SEASONS)})"
    rf"(?:,?{S}(?:of{S})?(?P<year>{YEAR})(?P<last>(?:{HYPHEN}|/)(?:{YEAR}|[0-9]{{2}}))?(?![\w%]|[.,][0-9])"
    rf"|{S}(?:of{S})?(?P<that>(?i:last|this|next)){S}year\b)?(?![\w’'-]*\w)",
    # "that summer", "the following spring": of the year named last.
    "that_season": rf"(?P<which>(?i:that|the{S}same|same|following)){S}(?P<season>{one_of(SEASONS)})\b(?!-)",
    # "the 19th century", "18th and 19th centuries", "this century".
    "century": rf"(?:(?P<nth>{CENTURY_WORD})(?:{S}|{HYPHEN})(?i:centur(?:y|ies))"
    rf"|(?P<side>(?i:this|last|next|previous)){S}century)\b(?!{S}(?:BC|B\.C\.|BCE))",
    "century_listed": rf"(?P<nth>{CENTURY_WORD})(?={S}(?:and|to|or){S}{CENTURY_WORD}{S}centur(?:y|ies))",
    # "Christmas Eve", "last Thanksgiving", "Easter 2021", "Easter week".
    "holiday": rf"(?:{SIDE})?(?P<holiday>{one_of(HOLIDAYS)})(?:{S}(?P<around>week(?:end)?))?"
    rf"(?:,?{S}(?:(?:of|in){S})?(?P<year>{YEAR})(?![\w%]|[.,][0-9])|{S}(?P<that>(?i:last|this|next)){S}year\b)?(?!\w)",
}
STEPS = {"last": -1, "past": -1, "this": 0, "next": 1, "coming": 1}
HALF_YEAR = 6  # months between the seasons of the north and those of the south
# "In the summer", "by autumn": what a season without a year stands after.
LEADS = frozenset(
    {"in", "during", "over", "since", "by", "until", "till", "through", "throughout", "from", "before", "of"}
)
MOODS = frozenset({"early", "mid", "late"})
# What may follow it there: "in the summer heat" and "the summer holidays" are no dates.
AFTER = frozenset(
    {
        "and",
        "or",
        "when",
        "as",
        "after",
        "before",
        "but",
        "with",
        "at",
        "on",
        "to",
        "by",
        "while",
        "was",
        "were",
        "will",
    }
    | {"in", "for", "if", "because", "he", "she", "it", "they", "we", "that", "until", "is", "has", "had"}
)
# "A fall in prices" is no season, "last fall in Norland" is one.
OF_SOMETHING = re.compile(r"\s(?:in|of)\s(?!(?:the|a|an|his|her|its|our|my|their)\b)[a-z]")
# A holiday that is also a word of other things ("a Christmas tree") is a date after one of these.
HOLIDAY_LEADS = frozenset(
    {
        "at",
        "by",
        "before",
        "after",
        "since",
        "until",
        "till",
        "on",
        "over",
        "during",
        "around",
        "from",
        "of",
        "to",
        "for",
    }
)


def season(match: Match, site: Site, _earlier: Sequence[Reading]) -> Reading | None:
    """Last winter, the spring of 2023, in the autumn: meteorological seasons of the outlet's hemisphere.

    A season that spans the turn of the year has the number of the year it ends in, as weather services count.
    """
    side = (match["side"] or "").lower().split()[-1:]
    if side in (["every"], ["each"]):
        return Reading(*match.span(), "recurring", "season", "every_season")
    first = _first_month(match["season"], site)
    if match["year"]:
        crosses = first + 2 > calendar.MONTHS_IN_YEAR
        days = _season(int(match["year"]) + (bool(match["last"]) and crosses), first)
        return None if _is_name(match, site) else Reading(*match.span(), "absolute", "season", "season", days)
    if match["season"].istitle() or not (side or match["that"] or _is_dated(match, site)):
        return None
    if match["season"] == "fall" and side and OF_SOMETHING.match(site.text, match.end()):
        return None
    if site.anchor is None:
        return Reading(*match.span(), "relative_offset", "season", "season")
    days = _season_near(match, site, site.anchor, side)
    return Reading(*match.span(), "relative_offset", "season", "season", days, site.anchor if days else None)


def that_season(match: Match, site: Site, earlier: Sequence[Reading]) -> Reading:
    """That summer, the following spring: the one in or after the date named last, else not resolved."""
    base = base_of(earlier, match.start(), "year")
    days: Span | None = None
    if base:
        first = _first_month(match["season"], site)
        spans = [known for step in (0, 1, 2) if (known := _season(base.first.year + step, first))]
        earliest = base.last if match["which"].lower() == "following" else base.first
        days = min((known for known in spans if known.last >= earliest), default=None)
        if match["which"].lower() == "following":
            days = min((known for known in spans if known.first > earliest), default=None)
    return Reading(*match.span(), "relative_offset", "season", "offset_from_other", days)


def _first_month(name: str, site: Site) -> int:
    return (SEASONS[name.lower()] + (HALF_YEAR if site.is_southern else 0) - 1) % calendar.MONTHS_IN_YEAR + 1


def _season(year: int, first: int) -> Span | None:
    """The season of that number: the one from December on ends in the year."""
    begin = calendar.month(year - (first + 2 > calendar.MONTHS_IN_YEAR), first)
    end = calendar.month(begin.first.year, first, 2) if begin else None
    return calendar.between(begin and begin.first, end and end.last)


def _season_near(match: Match, site: Site, anchor: date, side: list[str]) -> Span | None:
    """The season that "last", "this", "next" or the clause means."""
    if match["that"]:
        return _season(anchor.year + STEPS[match["that"].lower()], first=_first_month(match["season"], site))
    spans = [
        days for step in (-2, -1, 0, 1, 2) if (days := _season(anchor.year + step, _first_month(match["season"], site)))
    ]
    if side in (["last"], ["past"]):
        return max((days for days in spans if days.last < anchor), default=None)
    if side in (["next"], ["coming"]):
        return min((days for days in spans if days.first > anchor), default=None)
    tense: Direction = "either" if side else direction(site.text, *match.span())
    return calendar.chosen(spans, anchor, tense)


def _is_name(match: Match, site: Site) -> bool:
    """Whether a capitalised word before "Spring 2023" makes it a name."""
    lead = site.text[max(match.start() - REACH, 0) : match.start()].split()[-1:]
    return match["season"].istitle() and bool(lead) and lead[0].istitle() and lead[0].isalpha() and len(lead[0]) > 3


def _is_dated(match: Match, site: Site) -> bool:
    """Whether "in the", "by", "early" before it and nothing it describes after it make the word a season."""
    words = re.findall(r"[\w'’]+", site.text[max(match.start() - REACH, 0) : match.start()].lower())
    has_mood = words[-1:] != [] and words[-1] in MOODS
    words = words[:-1] if has_mood else words
    has_article = words[-1:] == ["the"]
    words = words[:-1] if has_article else words
    is_led = has_mood or (
        words[-1:] != [] and words[-1] in LEADS and (has_article or words[-1] in ("since", "by", "until"))
    )
    following = next_word(site.text, match.end())
    return is_led and (not following or following in AFTER) and not OF_SOMETHING.match(site.text, match.end())


def century(match: Match, site: Site, earlier: Sequence[Reading]) -> Reading | None:
    """The 19th century, this century; as TimeML has it, the 19th is 1800 to 1899."""
    if not match["side"]:
        return century_listed(match, site, earlier)
    step = {"last": -1, "previous": -1, "this": 0, "next": 1}[match["side"].lower()]
    days = calendar.unit_span(site.anchor, "century", step) if site.anchor else None
    return Reading(*match.span(), "relative_offset", "century", "century", days, site.anchor if days else None)


def century_listed(match: Match, _site: Site, _earlier: Sequence[Reading]) -> Reading | None:
    """The 18th of "18th and 19th centuries"."""
    word = match["nth"].lower()
    number = CENTURY_ORDINALS[word] if word in CENTURY_ORDINALS else int(word[:-2])
    days = calendar.years(max(100 * (number - 1), 1), 100 * number - 1)
    return Reading(*match.span(), "absolute", "century", "century", days)


def holiday(match: Match, site: Site, _earlier: Sequence[Reading]) -> Reading | None:
    """Christmas Eve, last Thanksgiving, Easter 2021; those of moon calendars have no days."""
    side = (match["side"] or "").lower().split()[-1:]
    name = HOLIDAYS[match["holiday"]]
    if not side and not _is_holiday(match, site, name.is_word):
        return None
    if side in (["every"], ["each"]):
        return Reading(*match.span(), "recurring", "day", "every_holiday")
    anchor = site.anchor
    if match["year"]:
        day = name.day(int(match["year"]))
        return Reading(*match.span(), "absolute", _size(match), "holiday", _around(match, day))
    if anchor is None:
        return Reading(*match.span(), "absolute", _size(match), "holiday")
    days = _holiday_near(match, site, anchor, side)
    return Reading(*match.span(), "absolute", _size(match), "holiday", days, anchor if days else None)


def _size(match: Match) -> calendar.Granularity:
    return "week" if match["around"] == "week" else "day"


def _around(match: Match, day: date | None) -> Span | None:
    """The day, or the week or weekend that it is in."""
    if day is None or not match["around"]:
        return calendar.between(day, day)
    return calendar.week(day) if match["around"] == "week" else calendar.weekend(day)


def _holiday_near(match: Match, site: Site, anchor: date, side: list[str]) -> Span | None:
    """The holiday that "last", "this", "next", "last year" or the clause means."""
    name = HOLIDAYS[match["holiday"]]
    if match["that"]:
        return _around(match, name.day(anchor.year + STEPS[match["that"].lower()]))
    spans = [days for step in (-1, 0, 1) if (days := _around(match, name.day(anchor.year + step)))]
    if side in (["last"], ["past"]):
        return max((days for days in spans if days.last < anchor), default=None)
    if side in (["next"], ["coming"]):
        return min((days for days in spans if days.first > anchor), default=None)
    tense: Direction = "either" if side == ["this"] else direction(site.text, *match.span())
    return calendar.chosen(spans, anchor, tense)


def _is_holiday(match: Match, site: Site, is_word: bool) -> bool:
    """Whether the name is no part of a longer one ("Good Friday Agreement") and describes nothing."""
    following = next_word(site.text, match.end())
    if following[:1].isupper() and not match["year"]:
        return False
    if not is_word or match["around"]:
        return True
    return last_word(site.text, match.start())[0] in HOLIDAY_LEADS and (not following or following in AFTER)


RULES: dict[str, Rule] = {
    "season": season,
    "that_season": that_season,
    "century": century,
    "century_listed": century_listed,
    "holiday": holiday,
}
