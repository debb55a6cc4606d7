"""Hours and parts of a day, with the time on a clock of 24 hours."""

import re
from collections.abc import Sequence

from broadsheet.transforms.dates import calendar as calendar
from broadsheet.transforms.dates.contexts import last_word, next_word
from broadsheet.transforms.dates.cues import direction
from broadsheet.transforms.dates.forms import S
from broadsheet.transforms.dates.readings import Match, PartOfDay, Reading, Rule, Site
from broadsheet.transforms.dates.rules.thread import base_of
from broadsheet.transforms.dates.words import WEEKDAY_PATTERN

_ZONES = (
    "GMT|UTC|BST|IST|CET|CEST|EET|EEST|MSK|JST|SGT|HKT|AEST|AEDT|NZST|NZDT|SAST|EAT|WAT|EST|EDT|ET|CST|CDT|CT|MST|MDT|MT"
    "|PST|PDT|PT|AKST|HST"
)
ZONE = rf"(?:{S}?\(?(?P<zone>(?:{_ZONES})(?:[+-][0-9]{{1,2}})?\b|local{S}time\b)\)?)?"
# "(0735 GMT)" says the same hour again.
# A text rebuilt from a treebank has -LRB- and -RRB- for brackets.
AGAIN = rf"(?:{S}(?:\(|-LRB-{S})[0-9]{{1,2}}(?:[:.]?[0-9]{{2}})?{S}?(?:[ap]\.?m\.?{S})?(?:{_ZONES})(?:\)|{S}-RRB-))?"
HOUR12 = r"(?P<hour>1[0-2]|0?[1-9])(?:[:.](?P<minute>[0-5][0-9]))?"
HALF = r"(?P<half>[ap]\.m\.?|[ap]m|[AP]M|[AP]\.M\.?)(?!\w)"
WORDS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
NO_FIGURE = r"(?<![\w:.$€£-])"
FORMS = {
    # "8 pm", "10:35 a.m. EST (1535 GMT)".
    "clock_half": rf"{NO_FIGURE}{HOUR12}{S}?{HALF}{ZONE}{AGAIN}",
    # "15:00 GMT", "at 15:00".
    "clock_day": rf"{NO_FIGURE}(?P<hour>[01]?[0-9]|2[0-3])[:.](?P<minute>[0-5][0-9])(?::[0-5][0-9])?"
    rf"(?![\w:%]|[.,][0-9]){ZONE}{AGAIN}",
    # "0735 GMT", "1800 hours".
    "clock_figures": rf"{NO_FIGURE}(?P<hour>[01][0-9]|2[0-3])(?P<minute>[0-5][0-9])"
    rf"(?={S}(?:{_ZONES}|hours|hrs|local)\b)(?:{S}(?:hours|hrs))?{ZONE}",
    # "seven o'clock", "noon", "midnight".
    "clock_word": rf"(?:(?P<word>{WORDS}|1[0-2]|[1-9]){S}o['’]clock|(?P<named>noon|midday|midnight))\b{ZONE}",
    "overnight": r"(?P<word>[Oo]vernight)\b",
}
# Code points between the days of a week and their hours.
HOURS_REACH = 12
LEADS = frozenset(
    {"at", "by", "from", "until", "till", "around", "about", "before", "after", "since", "to", "between", "and", "past"}
)
DAY_AHEAD = re.compile(rf",?{S}(?:on{S})?(?:{WEEKDAY_PATTERN}|yesterday|today|tomorrow)\b")
NAMED: dict[str, tuple[int, PartOfDay]] = {"noon": (12, "midday"), "midday": (12, "midday"), "midnight": (0, "night")}
# "An overnight flight" is of no certain night.
AFTER_OVERNIGHT = frozenset(
    {"in", "on", "at", "by", "from", "to", "into", "and", "as", "after", "before", "with", "when", "but"}
)


def clock(match: Match, site: Site, earlier: Sequence[Reading]) -> Reading | None:
    """8 pm, 15:00 GMT, noon: of the day last named in the paragraph, else of the anchor."""
    groups = match.groupdict()
    if not groups.get("half") and not _is_time(match, site, groups):
        return None
    if _is_weekly(site, earlier, match.start()):
        return Reading(*match.span(), "recurring", "minute", "clock")
    base = base_of(earlier, match.start(), "day") if _is_near(site, earlier, match.start()) else None
    day = base.first if base else site.anchor
    hour, part = _hour(groups)
    return Reading(
        *match.span(),
        "relative_offset",
        "minute",
        "clock",
        calendar.between(day, day),
        anchor=site.anchor if day and not base else None,
        part_of_day=part,
        clock=f"{hour:02}:{groups.get('minute') or '00'}" if hour is not None else None,
        zone=groups["zone"],
    )


def _is_time(match: Match, site: Site, groups: dict[str, str | None]) -> bool:
    """Whether figures or a word are a time of day: a zone follows, a preposition leads, or a day comes next."""
    lead, gap = last_word(site.text, match.start())
    is_led = lead in LEADS and gap == " "
    if groups.get("named") and next_word(site.text, match.end()) and not DAY_AHEAD.match(site.text, match.end()):
        return is_led and next_word(site.text, match.end()) in AFTER_OVERNIGHT
    is_figures = ":" in match.group() or bool(groups["zone"])
    is_sure = bool(groups["zone"]) or "clock" in match.group() or DAY_AHEAD.match(site.text, match.end()) is not None
    return is_sure or (is_led and (is_figures or bool(groups.get("named"))))


def _is_weekly(site: Site, earlier: Sequence[Reading], start: int) -> bool:
    """Whether the hours are those of days of every week: "Monday to Friday, 9am to 5pm"."""
    return bool(earlier) and earlier[-1].kind == "recurring" and start - earlier[-1].end <= HOURS_REACH


def _is_near(site: Site, earlier: Sequence[Reading], start: int) -> bool:
    """Whether the last reading is in the same paragraph."""
    return bool(earlier) and "\n" not in site.text[earlier[-1].end : start]


def _hour(groups: dict[str, str | None]) -> tuple[int | None, PartOfDay | None]:
    """The hour of 24, where it can be told, and the part of the day that a word names."""
    if groups.get("named"):
        return NAMED[str(groups["named"]).lower()]
    word = groups.get("word")
    if word:
        return None, None
    hour = int(groups["hour"] or 0)
    half = groups.get("half")
    if half:
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    return hour, None


def overnight(match: Match, site: Site, _earlier: Sequence[Reading]) -> Reading | None:
    """Overnight: the night before the anchor's day, as "last night"; the coming one after a future cue."""
    following = next_word(site.text, match.end())
    lead, gap = last_word(site.text, match.start())
    if (following and following not in AFTER_OVERNIGHT) or (gap == " " and lead in ("an", "the", "and", "become")):
        return None
    is_ahead = direction(site.text, *match.span()) == "future"
    day = calendar.shifted(site.anchor, 0 if is_ahead else -1) if site.anchor else None
    days = calendar.between(day, day)
    anchor = site.anchor if days else None
    return Reading(*match.span(), "relative_offset", "day", "overnight", days, anchor, part_of_day="night")


RULES: dict[str, Rule] = {
    "clock_half": clock,
    "clock_day": clock,
    "clock_figures": clock,
    "clock_word": clock,
    "overnight": overnight,
}
