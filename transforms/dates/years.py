"""The year of a day or a month written without it, as the text gives it elsewhere."""

import re
from datetime import date

from broadsheet.transforms.dates import calendar as calendar
from broadsheet.transforms.dates.calendar import Direction, Span
from broadsheet.transforms.dates.cues import SENTENCE_END
from broadsheet.transforms.dates.forms import DAY, HYPHEN, ORDINAL, YEAR, S
from broadsheet.transforms.dates.words import EVENTS, MONTH_PATTERN, month_of

# Code points looked at before the date.
REACH = 160
# Years looked back on: a weekday fits a day of a month again after five or six years, or eleven.
WEEKDAY_REACH = 6
DAYS_AHEAD = 183  # half a year: how far ahead a day without its year is looked for
TO = rf"(?:{S}?{HYPHEN}{S}?|{S}(?:to|and|or|until|till|through){S})"
YEAR_AHEAD = re.compile(
    rf"{TO}(?:the{S})?"
    rf"(?:(?:{DAY}{ORDINAL}{S}(?:of{S})?)?(?P<month>{MONTH_PATTERN})|(?P<first>{MONTH_PATTERN}){S}{DAY}{ORDINAL})"
    rf",?{S}(?P<year>{YEAR})(?![0-9])"
)
BETWEEN = re.compile(rf"{TO}(?:the{S})?")
YEAR_JUST_BEFORE = re.compile(rf"(?<![\w.,-])(?P<year>{YEAR})[^\S\r\n]\Z")
# "In 2013, the mill closed and ... in October": the year in front frames the sentence.
FRAME = re.compile(
    rf"[\"“‘]?(?:(?:But|And|Back|Early|Late)\s)?(?:[Ii]n|[Dd]uring)\s(?:early\s|late\s|mid-)?(?P<year>{YEAR})\b"
)
LATER_YEAR = re.compile(rf"\b{YEAR}\b")
EVENT_OF_YEAR = re.compile(
    rf"\b(?P<year>{YEAR})\s(?:[^\W\d_][\w’'-]*\s){{0,3}}?(?P<event>[a-z-]+)\s(?:in|on)\s(?:early\s|late\s)?\Z"
)


def year_beside(month: str, text: str, start: int, end: int) -> int | None:
    """The year of the date that ends the range ("3 March to 5 April 2020"), or the one just before ("2021 July")."""
    ahead = YEAR_AHEAD.match(text, end)
    if ahead:
        return int(ahead["year"]) - (month_of(month) > month_of(ahead["month"] or ahead["first"]))
    before = YEAR_JUST_BEFORE.search(text[max(start - 6, 0) : start])
    return int(before["year"]) if before else None


def year_of_range(month: str, text: str, start: int, previous: tuple[int, Span] | None) -> int | None:
    """The year of the date that begins the range ("3 March 2019 to 5 April"); `previous` is its end and its days."""
    if previous is None or start - previous[0] > 16 or not BETWEEN.fullmatch(text, previous[0], start):
        return None
    last = previous[1].last
    return last.year + (month_of(month) < last.month)


def year_around(text: str, start: int) -> int | None:
    """The year that frames the sentence ("In 2013, ...") or that names the event ("the 2013 vote in October")."""
    first = max(start - REACH, 0)
    window = text[first:start]
    named = EVENT_OF_YEAR.search(window[-REACH // 2 :])
    if named and named["event"] in EVENTS:
        return int(named["year"])
    cut = 0
    for stop in SENTENCE_END.finditer(text, first, start + 1):
        cut = min(stop.end(), start) - first
    frame = FRAME.match(window, cut) if cut or first == 0 else None
    return int(frame["year"]) if frame and not LATER_YEAR.search(window, frame.end()) else None


def on_weekday(anchor: date, day: tuple[int, int], weekday: int, direction: Direction) -> Span | None:
    """The day (month, day) in a year when it is that weekday: of the last two, the next half year, or further back."""
    spans = calendar.yearly_days(anchor, *day, WEEKDAY_REACH)
    fitting = [span for span in spans if span.first.weekday() == weekday]
    past = [span for span in fitting if span.first <= anchor]
    near = [span for span in past if span.first.year >= anchor.year - calendar.YEARS_AROUND]
    ahead = [span for span in fitting if 0 < (span.first - anchor).days <= DAYS_AHEAD]
    wanted = ahead + near[::-1] if direction == "future" else near[::-1] + ahead
    return next(iter(wanted + past[::-1]), None)
