"""Weekdays: kind, day, and rule."""

import re
from collections.abc import Sequence
from datetime import date

from broadsheet.transforms.dates import calendar as calendar
from broadsheet.transforms.dates.calendar import Direction
from broadsheet.transforms.dates.contexts import follows, is_club, is_named, is_person, is_surname, last_word, next_word
from broadsheet.transforms.dates.cues import direction
from broadsheet.transforms.dates.forms import S
from broadsheet.transforms.dates.readings import Match, Reading, Rule, Site, previous_of
from broadsheet.transforms.dates.rules.thread import base_of
from broadsheet.transforms.dates.words import WEEKDAY_PATTERN, number_of, weekday_of

PAIR_AHEAD = re.compile(
    rf"(?:{S}(?P<word>to|and|until|till|through){S}|{S}?[-–—]{S}?)(?P<weekday>{WEEKDAY_PATTERN})\b(?!['’]s)"
)
# "Saturday evenings", and a range of weekdays with hours or after "open": every week.
EVERY_WEEK = re.compile(rf"{S}(?:morning|afternoon|evening|night)s\b(?!['’])")
HOURS = re.compile(rf"(?:,|:|;)?{S}(?:from{S}|between{S}|at{S})?[0-9]{{1,2}}(?:[:.][0-9]{{2}})?{S}?(?:[ap]\.?m\b|[-–])")
# "Monday to Friday the library is open".
OPEN_AFTER = re.compile(r",?\s(?:[\w'’-]+\s){1,5}(?:is|are|opens?|runs?)\s(?:open|closed|available|from|at)\b")
OPEN = frozenset({"open", "opens", "opening", "hours", "available", "daily", "weekdays", "every"})


def weekday_in_week(match: Match, site: Site, _earlier: Sequence[Reading]) -> Reading | None:
    """Tuesday last week, last week Tuesday."""
    step = {"last": -1, "this": 0, "next": 1}[(match["week"] or match["week_first"]).lower()]
    inside = calendar.week(site.anchor, step) if site.anchor else None
    number = weekday_of(match["weekday"] or match["weekday_last"])
    day = calendar.on_or_after(inside.first, number) if inside else None
    return _weekday_reading(match, site, "weekday_of_week", day)


def weekdays_ago(match: Match, site: Site, _earlier: Sequence[Reading]) -> Reading | None:
    """Two Fridays ago, three Mondays from now: counted from the anchor, its own day left out."""
    count, anchor = number_of(match["count"]), site.anchor
    if count is None:
        return None
    is_back = match["which"] == "ago"
    move = calendar.before if is_back else calendar.after
    first = move(anchor, weekday_of(match["weekday"])) if anchor else None
    steps = calendar.DAYS_IN_WEEK * (count - 1) * (-1 if is_back else 1)
    return _weekday_reading(match, site, "weekdays_ago", first and calendar.shifted(first, steps))


def weekday(match: Match, site: Site, earlier: Sequence[Reading]) -> Reading | None:
    """Tuesday, last Tuesday, on Tuesdays: a bare one is the nearest not after the anchor, but for a future cue."""
    text, anchor = site.text, site.anchor
    start, end = match.span("weekday")
    modifier = (match["modifier"] or "").lower().split()[-1:]
    previous = previous_of(earlier)
    if is_named(text, start, match.end()) or (not modifier and _is_name(site, start, end)):
        return None
    if match["plural"] or modifier in (["every"], ["each"]) or EVERY_WEEK.match(text, end):
        return Reading(*match.span(), "recurring", "day", "every_weekday")
    if not modifier and _is_weekly(match, text, previous):
        return Reading(*match.span(), "recurring", "day", "weekday_range")
    if not modifier and _is_any_such_day(text, start, end):
        return None
    number = weekday_of(match["weekday"])
    rule = f"weekday_{modifier[0]}" if modifier else "weekday_bare"
    if modifier in (["following"], ["previous"]):
        return _from_other(match, number, modifier[0], earlier)
    if anchor is None:
        return Reading(*match.span(), "relative_weekday", "day", rule)
    if not modifier and text[end : end + 2] not in ("'s", "’s"):
        paired = _paired_day(match, site, anchor, previous)
        if paired:
            return paired
    tense: Direction = direction(text, *match.span()) if modifier in ([], ["this"]) else "unknown"
    if not modifier and tense == "future":
        rule = "weekday_future"
    ahead = PAIR_AHEAD.match(text, end) if not modifier and tense != "future" else None
    if ahead and not _is_backward(ahead, number):
        last = calendar.on_or_before(anchor, weekday_of(ahead["weekday"]))
        return _weekday_reading(match, site, rule, last and calendar.on_or_before(last, number))
    return _weekday_reading(match, site, rule, _weekday_day(anchor, number, modifier, tense))


def _is_name(site: Site, start: int, end: int) -> bool:
    """Whether the weekday is a surname or part of a club's name."""
    text = site.text
    return is_person(text, start) or is_club(text, start, end, site.clubs) or is_surname(text, start, end, site.dayless)


def _from_other(match: Match, number: int, side: str, earlier: Sequence[Reading]) -> Reading:
    """The following Monday: the first such day after the one named last; not resolved where none is near."""
    base = base_of(earlier, match.start(), "day")
    move = calendar.after if side == "following" else calendar.before
    day = move(base.first, number) if base else None
    return Reading(*match.span(), "relative_weekday", "day", f"weekday_{side}", calendar.between(day, day))


def _is_backward(pair: Match, number: int) -> bool:
    """Whether "Friday and Thursday" lists days from the last to the first, no range."""
    back = (number - weekday_of(pair["weekday"])) % calendar.DAYS_IN_WEEK
    return pair["word"] == "and" and 0 < back <= calendar.DAYS_IN_WEEK // 2


def _is_weekly(match: Match, text: str, previous: Reading | None) -> bool:
    """Whether the day is one end of "open Monday to Friday", "Wednesday-Sunday 9am-5pm"."""
    if previous and previous.rule == "weekday_range" and follows(text, previous.end, match.start()):
        return True
    ahead = PAIR_AHEAD.match(text, match.end())
    if not ahead:
        return False
    lead = last_word(text, match.start())[0]
    is_joined = not ahead.group()[:1].isspace() and direction(text, match.start(), ahead.end()) == "unknown"
    is_hours = HOURS.match(text, ahead.end()) or OPEN_AFTER.match(text, ahead.end())
    return is_joined or lead in OPEN or is_hours is not None


def _paired_day(match: Match, site: Site, anchor: date, previous: Reading | None) -> Reading | None:
    """The second of "Monday to Friday": not before the first, and after the anchor only if the first looks ahead."""
    if not previous or previous.kind != "relative_weekday" or not previous.span:
        return None
    if not follows(site.text, previous.end, match.start()):
        return None
    day = calendar.on_or_after(previous.span.first, weekday_of(match["weekday"]))
    if day and (day <= anchor or previous.rule == "weekday_future"):
        return _weekday_reading(match, site, previous.rule, day)
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


def weekday_short(match: Match, site: Site, _earlier: Sequence[Reading]) -> Reading | None:
    """On Thurs.: only after a preposition, for most of the abbreviations are words or names."""
    word, gap = last_word(site.text, match.start())
    if gap != " " or word not in ("on", "by", "until", "since", "last", "next"):
        return None
    tense = direction(site.text, *match.span())
    day = _weekday_day(site.anchor, weekday_of(match["weekday"]), [word], tense) if site.anchor else None
    if word in ("last", "next"):
        return _weekday_reading(match, site, f"weekday_{word}", day)
    return _weekday_reading(match, site, "weekday_future" if tense == "future" else "weekday_bare", day)


def _weekday_reading(match: Match, site: Site, rule: str, day: date | None) -> Reading:
    return Reading(*match.span(), "relative_weekday", "day", rule, calendar.between(day, day), site.anchor)


RULES: dict[str, Rule] = {
    "weekday_in_week": weekday_in_week,
    "weekday": weekday,
    "weekday_short": weekday_short,
    "weekdays_ago": weekdays_ago,
}
