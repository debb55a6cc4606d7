"""The ways a date may begin, and the forms that begin so, the most telling first."""

import re

from broadsheet.transforms.dates import forms as written
from broadsheet.transforms.dates.forms import DECADE_WORDS, HYPHEN, UNIT, S
from broadsheet.transforms.dates.holidays import HOLIDAYS
from broadsheet.transforms.dates.rules import clock, periods, recurring, seasons, thread
from broadsheet.transforms.dates.words import (
    CENTURY_ORDINALS,
    MONTH_PATTERN,
    NTH,
    NUMBERS,
    SEASONS,
    SPOKEN_YEAR,
    WEEKDAY_PATTERN,
    WEEKDAY_SHORT_PATTERN,
    any_case,
    one_of,
)

PATTERNS = {
    **written.FORMS,
    **clock.FORMS,
    **periods.FORMS,
    **recurring.FORMS,
    **seasons.FORMS,
    **thread.FORMS,
}
FORMS = {name: re.compile(pattern) for name, pattern in PATTERNS.items()}

_COUNTED_BY = {**dict.fromkeys(NTH), **dict.fromkeys(CENTURY_ORDINALS)}
_NTH = any_case(word for word in _COUNTED_BY if word[0].isalpha() and word != "last")
_SIDES = any_case(["this", "last", "next", "past", "coming", "every", "each", "following", "previous"])
_COMPARED = ("that", "same", "latest", "current", "recent", "most", "comparable", "corresponding", "prior", "preceding")
_YEAR_AGO = ("year-ago", "year-earlier", "prior-year", "previous-year")
_OTHER_SIDES = any_case((*_COMPARED, "early", "later", *_YEAR_AGO))
_SEASON = one_of((*SEASONS, *(name.title() for name in SEASONS)))
_PERIOD = r"(?:quarter|period|half|morning|afternoon|evening|night)"
# How a date may begin, and the forms that begin so.
_BEGINNINGS = {
    "figure": (
        r"[0-9](?=[0-9]|\W)|[0-9](?=st|nd|rd|th|er|º|ª|[ap]m|[AP]M|Q)",
        "clock_half clock_day clock_figures clock_word iso numeric day_month day_month_foreign century century_listed"
        " nth_period short_period weekdays_ago ago duration decade decade_short years year",
    ),
    "holiday": (one_of(HOLIDAYS), "holiday"),
    "weekday": (WEEKDAY_PATTERN, "day_month month_day weekday_in_week weekday"),
    "month": (MONTH_PATTERN, "month_day month_year months month_that_year month"),
    "weekday_short": (WEEKDAY_SHORT_PATTERN, "day_month month_day weekday_short"),
    "spoken": (rf"year{S}{SPOKEN_YEAR}|{SPOKEN_YEAR}", "spoken_year century ago duration"),
    "nth": (
        rf"{_NTH}(?:{S}|{HYPHEN})|last(?={S}{WEEKDAY_PATTERN}{S}(?:of|in))",
        "nth_weekday nth_period nth_listed nth_months century century_listed",
    ),
    "side": (
        rf"{_SIDES}(?={S})",
        "that_season deictic weekday_in_week weekday month season holiday nth_weekday nth_period nth_months"
        " which_period quarters fiscal_year century weekend span unit that_unit vague_units every",
    ),
    "other_side": (
        rf"{_OTHER_SIDES}(?={S}(?:[\w-]+{S})?(?:{UNIT}|{_PERIOD}|{_SEASON}))|(?:year-ago|year-earlier|Year-earlier)",
        "which_period that_season that_unit vague_units year_ago",
    ),
    "short_period": (r"[QH][1-4]", "short_period"),
    "fiscal": (r"[Ff]iscal|[Ff]inancial year|FY", "nth_period fiscal_year the_year"),
    "season": (_SEASON, "season"),
    "deictic": (
        any_case(("yesterday", "today", "tomorrow", "tonight", "day before", "day after")),
        "deictic before_last event_offset",
    ),
    "weekend": (any_case(("weekend",)), "weekend"),
    "decade": (one_of(DECADE_WORDS), "decade_word"),
    "clock": (r"noon|midday|midnight|[Oo]vernight|(?:[a-z]{3,6} o['’]clock)", "clock_word overnight"),
    "adverb": (one_of(recurring.ADVERBS), "adverb"),
    "number": (
        rf"{any_case((*NUMBERS, 'a', 'an', 'another', 'per'))}(?=[\s-])",
        "clock_word weekdays_ago ago duration rate duration_one",
    ),
    "before_last": (rf"{UNIT}(?={S}(?:before{S}last|after{S}next)\b)", "before_last"),
    "event_offset": (rf"(?<=\b[Tt]he ){UNIT}(?={S}(?:before|after)\b)", "event_offset"),
    "the_period": (
        r"(?<=\bthe )(?:quarter|(?:full |whole |entire |fiscal |financial |calendar )?year)\b",
        "the_quarter the_year",
    ),
    "year_end": (r"year-end", "year_end"),
    "unit": (rf"{recurring.PLURALS}\b|{UNIT}s?-long", "long units"),
}
BEGINNING = re.compile(r"\b(?:" + "|".join(f"(?P<{name}>{begin})" for name, (begin, _) in _BEGINNINGS.items()) + ")")
FORMS_OF = {name: [(form, FORMS[form]) for form in forms.split()] for name, (_, forms) in _BEGINNINGS.items()}
