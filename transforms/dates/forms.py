"""From the words of dates to one pattern for each form a date is written in, tried in order at each word."""

import re

from broadsheet.transforms.dates.words import (
    COUNT_NOUN_PATTERN,
    MONTH_FULL_PATTERN,
    MONTH_PATTERN,
    NUMBERS,
    ORDINALS,
    UNITS,
    WEEKDAY_PATTERN,
    WEEKDAY_SHORT_PATTERN,
    any_case,
    one_of,
)

S = r"(?:[^\S\r\n]{1,3})"
HYPHEN = r"[-‐‑–—]"
CENTURY = r"(?:1[5-9]|20)"
YEAR = CENTURY + r"[0-9][0-9]"
DAY = r"(?:3[01]|[12][0-9]|0?[1-9])(?![0-9])"
ORDINAL = r"(?:st|nd|rd|th|ST|ND|RD|TH)?\b"
UNIT = any_case(UNITS)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
NUMBER = (
    r"(?:[0-9]{1,3}|"
    + any_case(word for word in NUMBERS if word not in TENS)
    + "|"
    + any_case(TENS)
    + "(?:-(?:one|two|three|four|five|six|seven|eight|nine))?)"
)
# "two or three", "10-15": the last number counts.
UP_TO = rf"(?:{NUMBER}(?:{HYPHEN}|{S}(?:to|or){S}))??"
# What may stand before a date: its weekday, in full or cut short.
WITH_WEEKDAY = rf"(?:(?P<weekday>{WEEKDAY_PATTERN}|{WEEKDAY_SHORT_PATTERN})(?P<open>,{S}|{S}|{S}?\(|{S}the{S}))?"
# Not a day of the month but a count or a measure: "May 20 percent", "March 14 people".
NO_COUNT = rf"(?![.,:]?[0-9]|%|{HYPHEN}[0-9]|{S}{COUNT_NOUN_PATTERN})"
# "October 9, 11 and 13, 1981": what parts the first day from the last.
DAYS_OF_YEAR = rf"(?:,{S}{DAY}{ORDINAL}){{0,3}}(?:,{S}|,?{S}(?:and|or|&){S})(?={DAY}{ORDINAL},{S}{YEAR}(?![0-9]))"
NO_FIGURE = r"(?<![\w/.$€£-])"
THAT_YEAR = (
    rf"(?:,?{S}(?:of{S})?(?P<that>(?i:last|this|next|(?:that|the){S}same|that|the{S}(?:following|previous))){S}year\b)"
)
THAT_WEEK = rf"(?P<week>(?i:last|this|next)){S}week"

DECADE_WORDS = {
    "thirties": 1930, "forties": 1940, "fifties": 1950, "sixties": 1960, "seventies": 1970, "eighties": 1980,
    "nineties": 1990,
}  # fmt: skip

_FORMS = {
    "iso": rf"{NO_FIGURE}(?P<year>{YEAR})(?P<mark>[-/.])(?P<month>0[1-9]|1[0-2])(?P=mark)(?P<day>[0-3][0-9])"
    r"(?=T[0-9]|(?![\w/-]|\.[0-9]))",
    "numeric": rf"{NO_FIGURE}(?P<one>[0-9]{{1,2}})(?P<mark>[-/.])(?P<two>[0-9]{{1,2}})(?P=mark)(?P<year>{YEAR})"
    r"(?![\w/-]|\.[0-9])",
    "day_month": rf"{WITH_WEEKDAY}{NO_FIGURE}(?P<day>{DAY}){ORDINAL}"
    rf"(?:(?:{S}?{HYPHEN}{S}?|{S}(?:to|and|or|until|&){S})(?:the{S})?(?P<last>{DAY}){ORDINAL})?"
    rf"(?:{S}|-|{S}of{S})(?P<month>{MONTH_PATTERN})(?![\w])(?:(?:,?{S}|-)(?P<year>{YEAR})(?![0-9])|{THAT_YEAR})?",
    "month_day": rf"{WITH_WEEKDAY}(?P<month>{MONTH_PATTERN})(?:{S}|-)(?:the{S})?(?P<day>{DAY}){ORDINAL}"
    rf"(?:(?:{S}?{HYPHEN}{S}?|{S}(?:to|and|or|until|through|&){S}|{DAYS_OF_YEAR})(?P<last>{DAY}){ORDINAL})?"
    rf"(?:(?:,?{S}|-)(?P<year>{YEAR})(?![0-9])|{THAT_YEAR}|{NO_COUNT})",
    "day_month_foreign": rf"{NO_FIGURE}(?P<day>{DAY})(?:\.|er|º|ª)?{S}(?:de{S})?(?P<month>[^\W\d_]{{3,15}})\.?{S}"
    rf"(?:del?{S})?(?P<year>{YEAR})(?![0-9])",
    "months": rf"(?P<month>{MONTH_PATTERN}){S}?(?:{HYPHEN}|/){S}?(?P<last>{MONTH_PATTERN})(?!\w)"
    rf"(?:,?{S}(?P<year>{YEAR})(?![0-9]))?",
    "month_year": rf"(?P<month>{MONTH_PATTERN})(?:{S}|,{S}|-|{S}of{S}|,)(?P<year>{YEAR})(?![0-9\w]|[.,][0-9])",
    "nth_weekday": rf"(?P<nth>{any_case(ORDINALS)}){S}(?P<weekday>{WEEKDAY_PATTERN}){S}(?:of|in){S}"
    rf"(?:(?P<each>(?:every|each|the){S}month)|(?P<month>{MONTH_FULL_PATTERN})(?:,?{S}(?P<year>{YEAR}))?)\b",
    "weekday_in_week": rf"(?:(?P<weekday>{WEEKDAY_PATTERN}){S}(?:of{S})?{THAT_WEEK}"
    rf"|{THAT_WEEK.replace('<week>', '<week_first>')}(?:,?{S}(?:on{S})?)(?P<weekday_last>{WEEKDAY_PATTERN}))\b",
    "weekday": rf"(?:(?P<modifier>(?i:this{S}(?:past|coming)|last|this|next|past|coming|every|each|following|previous))"
    rf"{S})?(?P<weekday>{WEEKDAY_PATTERN})(?P<plural>s|S)?\b(?!-[0-9])",
    "weekday_short": r"(?P<weekday>(?:Tues?|Weds|Thu(?:rs?)?|Fri)\b\.?)(?![\w'’-])",
    "month_that_year": rf"(?P<month>{MONTH_FULL_PATTERN}){THAT_YEAR}",
    "month": rf"(?:(?P<modifier>(?i:last|this|next|every|each|this{S}(?:past|coming))){S})?"
    rf"(?P<month>{MONTH_FULL_PATTERN})(?!\w|{HYPHEN}[A-Z0-9]|['’][a-rt-z])",
    "deictic": r"(?P<word>(?i:(?:day before )?yesterday|(?:day after )?tomorrow|today|tonight|last night"
    r"|this (?:morning|afternoon|evening)))\b",
    "weekend": rf"(?:(?P<modifier>(?i:this{S}(?:past|coming)|past|coming|last|this|next|every|each)){S})?"
    r"(?P<weekend>(?i:weekend)s?)\b",
    "ago": rf"(?<![0-9][.,]){UP_TO}(?P<count>{NUMBER}|[Aa]n?){S}(?P<unit>{UNIT})s?{S}"
    rf"(?P<which>(?i:ago|earlier|later|from{S}now))\b",
    "span": rf"(?P<side>(?i:past|last|next|coming|previous)){S}(?:(?P<count>{NUMBER}){S})?"
    rf"(?P<unit>{UNIT})(?P<plural>s)?\b",
    "unit": rf"(?P<side>(?i:this|same|following)){S}(?P<unit>{UNIT})\b(?!{HYPHEN})",
    "duration": rf"(?<![0-9][.,]){UP_TO}(?P<count>{NUMBER})(?:{S}(?P<unit>{UNIT})s?|{HYPHEN}(?P<unit_joined>{UNIT}))\b"
    rf"(?P<time>['’]?{S}time\b)?",
    "duration_one": rf"(?P<count>an?){S}(?P<unit>{UNIT})\b(?!{S}(?:of|when|where|that)\b)",
    "decade": rf"(?P<years>{CENTURY}[0-9]0)['’]?s\b",
    "decade_short": r"(?<=['’‘])(?P<years>[3-9]0)['’]?s\b",
    "decade_word": rf"(?P<word>{one_of(DECADE_WORDS)})\b",
    "years": rf"{NO_FIGURE}(?P<year>{YEAR})(?:{HYPHEN}|/)(?P<last>(?:{YEAR}|[0-9]{{2}}))(?![\w/-]|[.,][0-9])",
    "year": r"(?<![0-9][.,:/])(?<![\w$€£#/.])" + rf"(?P<year>{YEAR})(?![\w/%°$€£]|[.,:][0-9]|{HYPHEN}[0-9])",
}
FORMS = {name: re.compile(pattern) for name, pattern in _FORMS.items()}

_SIDES = any_case(("this", "last", "next", "past", "coming", "every", "each", "following", "previous", "same"))
# How a date may begin, and the forms that begin so, the most telling first.
_BEGINNINGS: dict[str, tuple[str, tuple[str, ...]]] = {
    "figure": (
        r"[0-9](?=[0-9]|\W)|[0-9](?=st|nd|rd|th|er|º|ª)",
        (
            "iso",
            "numeric",
            "day_month",
            "day_month_foreign",
            "ago",
            "duration",
            "decade",
            "decade_short",
            "years",
            "year",
        ),
    ),
    "weekday": (WEEKDAY_PATTERN, ("day_month", "month_day", "weekday_in_week", "weekday")),
    "month": (MONTH_PATTERN, ("month_day", "month_year", "months", "month_that_year", "month")),
    "weekday_short": (WEEKDAY_SHORT_PATTERN, ("day_month", "month_day", "weekday_short")),
    "nth": (rf"{any_case(ORDINALS)}(?={S}{WEEKDAY_PATTERN})", ("nth_weekday", "weekday")),
    "side": (rf"{_SIDES}(?={S})", ("deictic", "weekday_in_week", "weekday", "month", "weekend", "span", "unit")),
    "deictic": (any_case(("yesterday", "today", "tomorrow", "tonight", "day before", "day after")), ("deictic",)),
    "weekend": (any_case(("weekend",)), ("weekend",)),
    "decade": (one_of(DECADE_WORDS), ("decade_word",)),
    "number": (rf"{any_case((*NUMBERS, 'a', 'an'))}(?=[\s-])", ("ago", "duration", "duration_one")),
}
BEGINNING = re.compile(r"\b(?:" + "|".join(f"(?P<{name}>{one[0]})" for name, one in _BEGINNINGS.items()) + ")")
FORMS_OF = {name: forms for name, (_, forms) in _BEGINNINGS.items()}
