"""Quarters, halves and fiscal years."""

import re
from collections.abc import Sequence

from broadsheet.transforms.dates import calendar as calendar
from broadsheet.transforms.dates.calendar import Granularity, Span
from broadsheet.transforms.dates.contexts import last_word
from broadsheet.transforms.dates.cues import direction
from broadsheet.transforms.dates.forms import CENTURY, HYPHEN, YEAR, S
from broadsheet.transforms.dates.readings import Match, Reading, Rule, Site
from broadsheet.transforms.dates.rules.thread import counted, quarter_of
from broadsheet.transforms.dates.words import GAMES, NTH, RESULTS, any_case, number_of

# Code points looked at on either side.
REACH = 80
WORD = re.compile(r"[^\W\d_]+")
NTH_WORD = any_case(NTH)
FISCAL = r"(?i:fiscal|financial|calendar)"
# "of 2023", "in fiscal 2023", "2023", "of last year", "of the year".
OF_YEAR = (
    rf"(?:,?{S}(?:(?:of|in|for){S}(?:the{S})?)?(?:{FISCAL}{S}(?:year{S})?)?(?P<year>{YEAR})(?![\w%]|[.,][0-9])"
    rf"|{S}(?:of{S}|in{S})?(?P<that>(?i:last|this|next)){S}(?:{FISCAL}{S})?year\b"
    rf"|{S}of{S}the{S}(?:{FISCAL}{S})?(?P<the_year>year)\b)"
)
YEAR_AGO = r"(?i:year-ago|year-earlier|prior-year|previous-year)"

FORMS = {
    # "the third quarter", "fiscal first-quarter profit", "the first two quarters of 1990", "second half of last year".
    "nth_period": rf"(?:{FISCAL}{S})?(?P<nth>{NTH_WORD})(?:{S}|{HYPHEN})(?:{FISCAL}{S})?(?:(?P<count>two|three){S})?"
    rf"(?P<unit>(?i:quarter|half))(?P<plural>s)?\b(?!{HYPHEN}?final|{HYPHEN}back){OF_YEAR}?",
    # "second and fourth quarters": the first of the two.
    "nth_listed": rf"(?P<nth>{NTH_WORD})(?={S}(?:and|or){S}{NTH_WORD}{S}quarters?\b)",
    # "the first nine months of 2023".
    "nth_months": rf"(?P<nth>(?i:first|last|final)){S}(?P<count>two|three|four|five|six|seven|eight|nine|ten|eleven"
    rf"|[2-9]|1[01]){S}months(?={OF_YEAR})",
    # "Q3 2023", "3Q23", "H1 2024".
    "short_period": rf"(?:(?P<unit>[QH])(?P<nth>[1-4])|(?P<nth_first>[1-4])Q)"
    rf"(?:(?:{S}|[-/])?(?:FY{S}?)?(?P<year>{YEAR})|(?:{S}?FY|['’])?(?P<short>[0-9]{{2}}))?(?!\w)",
    # "the latest quarter", "the comparable year-ago period", "the same period a year earlier".
    "which_period": rf"(?:(?P<which>(?i:latest|current|(?:most{S})?recent|same|comparable|corresponding|that|this|last"
    rf"|past|previous|prior|preceding|next|following|coming)){S})?(?:(?P<ago>{YEAR_AGO}){S})?(?:{FISCAL}{S})?"
    rf"(?:(?P<nth>{NTH_WORD})(?:{S}|{HYPHEN}))?(?P<unit>(?i:quarter|period))\b"
    rf"(?P<before>{S}(?:a{S}year{S}(?:ago|earlier|before)|(?:(?:of|in){S})?(?:the{S})?(?:last|previous|prior){S}year)\b)?",
    "year_ago": rf"(?P<ago>{YEAR_AGO})\b",
    # "in the quarter": the one that the story is about.
    "the_quarter": rf"(?<=\bthe )quarter\b(?!{S}(?:of|century|mile|ended|ending)\b)",
    # "the past two quarters".
    "quarters": rf"(?P<side>(?i:last|past|next|coming)){S}"
    rf"(?P<count>two|three|four|five|six|seven|eight|[2-8]){S}quarters\b",
    # "by year-end".
    "year_end": r"year-end\b",
    # "fiscal 1988", "FY2024", "this fiscal year".
    "fiscal_year": rf"(?:(?P<side>(?i:this|last|next|current|previous|coming|past)){S})?(?:(?i:fiscal|financial)"
    rf"(?P<word>{S}year)?(?:{S}(?P<year>{YEAR})(?:(?:{HYPHEN}|/)(?P<last>[0-9]{{2}}))?)?"
    rf"|FY{S}?['’]?(?:(?P<full>{YEAR})|(?P<short>[0-9]{{2}})))(?!\w|[.,][0-9])",
    # "for the full year".
    "the_year": rf"(?<=\bthe )(?:(?:full|whole|entire|fiscal|financial|calendar){S})?year\b"
    rf"(?!-|['’]|{S}{CENTURY}[0-9])",
}
# A quarter whose results are still to be told: "expects to report third-quarter profit" in the quarter after it.
UNREPORTED_DAYS = 92
YEAR_LEADS = frozenset({"for", "of", "in", "during", "through", "throughout", "over", "into", "within"})
PARTS_OF_YEAR = frozenset(
    {"months", "month", "quarter", "quarters", "half", "part", "rest", "remainder", "start", "beginning", "end"}
    | {"middle", "most", "much", "course", "weeks", "days", "close", "turn"}
)
# "In the year since" is counted from something else; "the year ended Sept. 30" is told with the day that ends it.
YEAR_OF_OTHER = re.compile(rf"{S}(?:ended|ending|to|since|of{S}(?![$€£])|when|before|after|that|until|till)\b")
# What may stand before "Q3" where no name does.
OPENERS = frozenset({"In", "For", "The", "During", "By", "Since", "Its", "Our"})
SIDES = {
    "last": -1, "previous": -1, "prior": -1, "preceding": -1, "past": -1, "this": 0, "current": 0, "next": 1,
    "following": 1, "coming": 1,
}  # fmt: skip
FROM_ANCHOR = frozenset({"last", "this", "current", "next", "coming"})
_UNITS: dict[str, Granularity] = {"quarter": "quarter", "half": "half", "period": "quarter"}


def nth_period(match: Match, site: Site, _earlier: Sequence[Reading]) -> Reading | None:
    """The third quarter, first-half profit: of the year told, else the latest begun, or the next after a future cue."""
    unit = _UNITS[match["unit"].lower()]
    number, count = NTH[match["nth"].lower()], number_of(match["count"] or "one") or 1
    is_told = _has_year(match)
    if not _is_of_calendar(match, site, unit) or (number < 0 and not is_told):
        return None
    if match["plural"] and not match["count"] and not is_told:
        return Reading(*match.span(), "recurring", unit, "every_period")
    return _part(match, site, "nth_period", (unit, number, count))


def nth_listed(match: Match, _site: Site, _earlier: Sequence[Reading]) -> Reading | None:
    """The second of "second and fourth quarters"."""
    return Reading(*match.span(), "recurring", "quarter", "every_period")


def nth_months(match: Match, site: Site, _earlier: Sequence[Reading]) -> Reading | None:
    """The first nine months of 2023, of the year."""
    number = 1 if match["nth"].lower() == "first" else -1
    return _part(match, site, "months_of_year", ("month", number, number_of(match["count"]) or 1))


def short_period(match: Match, site: Site, _earlier: Sequence[Reading]) -> Reading | None:
    """Q3 2023, 3Q23, H1 2024; "Q3" alone is a quarter unless a name stands before it ("Orla Q3")."""
    unit: Granularity = "half" if match["unit"] == "H" else "quarter"
    number = int(match["nth"] or match["nth_first"])
    if unit == "half" and (number > 2 or not match["year"]):
        return None
    if match["year"] or match["short"]:
        year = int(match["year"] or "20" + match["short"])
        days = calendar.part_of_year(year, calendar.MONTHS_OF[unit], number)
        return Reading(*match.span(), "absolute", unit, "nth_period", days)
    lead = site.text[max(match.start() - REACH, 0) : match.start()].split()[-1:]
    if lead and lead[0].istitle() and lead[0].isalpha() and lead[0] not in OPENERS:
        return None
    return _latest(match, site, "nth_period", (unit, number, 1))


def which_period(match: Match, site: Site, earlier: Sequence[Reading]) -> Reading | None:
    """The latest quarter, last quarter, the year-ago period: counted from the quarter named, or from the anchor's."""
    which = (match["which"] or "").lower().split()[-1:]
    word = which[0] if which else ""
    is_period = match["unit"].lower() == "period"
    if match["ago"] or match["before"]:
        days = counted(quarter_of(earlier, match.start(), site.anchor), "quarter", -4)
        return Reading(*match.span(), "relative_offset", "quarter", "year_ago_period", days)
    if match["nth"] or not word or (is_period and word != "latest"):
        return None
    if word in ("latest", "recent"):
        named = quarter_of(earlier, match.start(), site.anchor)
        days = named or (calendar.unit_span(site.anchor, "quarter", -1) if site.anchor else None)
        return _relative(match, "quarter", "latest_period", days, None if named else site)
    if word not in FROM_ANCHOR:
        days = counted(
            quarter_of(earlier, match.start(), site.anchor, with_comparisons=True), "quarter", SIDES.get(word, 0)
        )
        return _relative(match, "quarter", "offset_from_other", days, None)
    days = calendar.unit_span(site.anchor, "quarter", SIDES[word]) if site.anchor else None
    return _relative(match, "quarter", f"unit_{word}", days, site)


def year_ago(match: Match, site: Site, earlier: Sequence[Reading]) -> Reading | None:
    """Year-ago results: the quarter a year before the story's; not resolved where it has none."""
    days = counted(quarter_of(earlier, match.start(), site.anchor), "quarter", -4)
    return Reading(*match.span(), "relative_offset", "quarter" if days else "year", "year_ago_period", days)


def the_quarter(match: Match, site: Site, earlier: Sequence[Reading]) -> Reading | None:
    """In the quarter: the one that the story last named; no date where it named none."""
    days = quarter_of(earlier, match.start(), site.anchor)
    return _relative(match, "quarter", "offset_from_other", days, None) if days else None


def quarters(match: Match, site: Site, _earlier: Sequence[Reading]) -> Reading | None:
    """The past two quarters, the next three quarters: whole ones, before or after the anchor's own."""
    count = number_of(match["count"]) or 1
    step = -1 if match["side"].lower() in ("last", "past") else 1
    ends = [calendar.unit_span(site.anchor, "quarter", step * at) for at in (1, count)] if site.anchor else []
    known = sorted(days for days in ends if days)
    days = Span(known[0].first, known[-1].last) if len(known) == 2 else None
    return _relative(match, "quarter", "quarters", days, site)


def year_end(match: Match, site: Site, _earlier: Sequence[Reading]) -> Reading | None:
    """By year-end: 31 December of the anchor's year, or the last one where the clause tells of the past."""
    lead = last_word(site.text, match.start())[0]
    if lead not in ("by", "at", "until", "before", "after", "since", "from", "to"):
        return None
    anchor = site.anchor
    days = calendar.yearly_days(anchor, calendar.MONTHS_IN_YEAR, 31) if anchor else []
    is_past = lead in ("at", "since", "from") and direction(site.text, *match.span()) == "past"
    day = calendar.chosen(days, anchor, "past" if is_past else "future") if anchor else None
    return _relative(match, "day", "year_end", day, site)


def fiscal_year(match: Match, site: Site, _earlier: Sequence[Reading]) -> Reading | None:
    """Fiscal 1988, FY24, this fiscal year: as TimeML has it, the calendar year of that number, whoever's year it is."""
    full, side = match["year"] or match["full"], (match["side"] or "").lower()
    if full or match["short"]:
        first = int(full or "20" + match["short"])
        last = first - first % 100 + int(match["last"]) if match["last"] else first
        return Reading(*match.span(), "absolute", "year", "fiscal_year", calendar.years(first, last))
    if not side or not match["word"]:
        return None
    days = calendar.unit_span(site.anchor, "year", SIDES[side]) if site.anchor else None
    return _relative(match, "year", "fiscal_year", days, site)


def the_year(match: Match, site: Site, earlier: Sequence[Reading]) -> Reading | None:
    """For the year, the first months of the year: the one of the story's quarter, else of the anchor."""
    before = WORD.findall(site.text[max(match.start() - REACH, 0) : match.start()].lower())[:-1]
    if not before or before[-1] not in YEAR_LEADS or YEAR_OF_OTHER.match(site.text, match.end()):
        return None
    if before[-1] == "of" and not PARTS_OF_YEAR.intersection(before[-2:-1]):
        return None
    quarter = quarter_of(earlier, match.start(), site.anchor)
    day = quarter.first if quarter else site.anchor
    days = calendar.years(day.year, day.year) if day else None
    return _relative(match, "year", "the_year", days, None if quarter else site)


def _has_year(match: Match) -> bool:
    return bool(match["year"] or match["that"] or match["the_year"])


def _is_of_calendar(match: Match, site: Site, unit: Granularity) -> bool:
    """Whether it is no part of a game: a half is one of the calendar beside a year or a word of business only."""
    if _has_year(match):
        return True
    around = site.text[max(match.start() - REACH, 0) : match.start()], site.text[match.end() : match.end() + REACH]
    words = {word for side in around for word in WORD.findall(side.lower())}
    return not GAMES & words and (unit == "quarter" or bool(RESULTS & words))


Part = tuple[Granularity, int, int]


def _part(match: Match, site: Site, rule: str, part: Part) -> Reading | None:
    """The part of the year told beside it; of the latest or the next where none is told."""
    if match["year"]:
        return Reading(*match.span(), "absolute", part[0], rule, _of_year(int(match["year"]), part))
    if not _has_year(match):
        return _latest(match, site, rule, part)
    step = SIDES[match["that"].lower()] if match["that"] else 0
    days = _of_year(site.anchor.year + step, part) if site.anchor else None
    return _relative(match, part[0], rule, days, site)


def _of_year(year: int, part: Part) -> Span | None:
    """The days of so many quarters, halves or months in a row, counted from 1, or from the last for -1."""
    unit, number, count = part
    size = calendar.MONTHS_OF[unit]
    first = number if number > 0 else calendar.MONTHS_IN_YEAR // size - count + 1
    begin, end = (calendar.part_of_year(year, size, at) for at in (first, first + count - 1))
    return calendar.between(begin and begin.first, end and end.last)


def _latest(match: Match, site: Site, rule: str, part: Part) -> Reading:
    """The latest begun by the anchor; after a future cue the next, unless the results of one just over may be due."""
    anchor = site.anchor
    if anchor is None:
        return Reading(*match.span(), "absolute", part[0], rule)
    spans = [days for step in (-1, 0, 1) if (days := _of_year(anchor.year + step, part))]
    days = calendar.chosen(spans, anchor, "past")
    is_over = days is None or (anchor - days.last).days > UNREPORTED_DAYS
    if is_over and direction(site.text, *match.span()) == "future":
        days = calendar.chosen(spans, anchor, "future")
    return Reading(*match.span(), "absolute", part[0], rule, days, anchor)


def _relative(match: Match, unit: Granularity, rule: str, days: Span | None, site: Site | None) -> Reading:
    """A reading counted from the anchor where the site is given, else from another date of the text."""
    anchor = site.anchor if site and days else None
    return Reading(*match.span(), "relative_offset", unit, rule, days, anchor)


RULES: dict[str, Rule] = {
    "nth_period": nth_period,
    "nth_listed": nth_listed,
    "nth_months": nth_months,
    "short_period": short_period,
    "which_period": which_period,
    "year_ago": year_ago,
    "the_quarter": the_quarter,
    "quarters": quarters,
    "year_end": year_end,
    "fiscal_year": fiscal_year,
    "the_year": the_year,
}
