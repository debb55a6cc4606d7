"""One pattern for each form a date is written in, tried in order at each word."""

from broadsheet.transforms.dates.words import (
    COUNT_NOUN_PATTERN,
    MONTH_FULL_PATTERN,
    MONTH_PATTERN,
    NUMBERS,
    ORDINALS,
    SPOKEN_YEAR,
    TENS,
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
NUMBER = (
    r"(?:[0-9]{1,3}|"
    + any_case(word for word in NUMBERS if word not in TENS)
    + "|"
    + any_case(TENS)
    + r"(?:[- ](?:one|two|three|four|five|six|seven|eight|nine)\b)?)"
)
# "two or three", "10-15": the last number counts.
UP_TO = rf"(?:{NUMBER}(?:{HYPHEN}|{S}(?:to|or){S}))??"
PARTS_OF_DAY = r"(?:morning|lunchtime|noon|midday|afternoon|evening|night|midnight)"
# "A week or so", "a month or two".
OR_SO = rf"(?:{S}or{S}(?:so|two|more))?"
# "Two more weeks", "another full year".
MORE = rf"(?:(?:more|additional|further|extra|full|whole|straight|consecutive){S})?"
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

FORMS = {
    "iso": rf"{NO_FIGURE}(?P<year>{YEAR})(?P<mark>[-/.])(?P<month>0[1-9]|1[0-2])(?P=mark)(?P<day>[0-3][0-9])"
    r"(?=T[0-9]|(?![\w/-]|\.[0-9]))",
    "numeric": rf"{NO_FIGURE}(?P<one>[0-9]{{1,2}})(?P<mark>[-/.])(?P<two>[0-9]{{1,2}})(?P=mark)(?P<year>{YEAR})"
    r"(?![\w/-]|\.[0-9])",
    "day_month": rf"{WITH_WEEKDAY}{NO_FIGURE}(?P<day>{DAY}){ORDINAL}"
    rf"(?:(?:{S}?{HYPHEN}{S}?|{S}(?:to|and|or|until|&){S})(?:the{S})?(?P<last>{DAY}){ORDINAL})?"
    rf"(?:{S}|-|{S}of{S})(?P<month>{MONTH_PATTERN})(?![\w])(?:(?:,?{S}|-)(?P<year>{YEAR})(?![0-9])|-(?P<short>[0-9]{{2}})(?![\w-])|{THAT_YEAR})?",
    "month_day": rf"{WITH_WEEKDAY}(?P<month>{MONTH_PATTERN})(?:{S}|-)(?:the{S})?(?P<day>{DAY}){ORDINAL}"
    rf"(?:(?:{S}?{HYPHEN}{S}?|{S}(?:to|and|or|until|through|&){S}|{DAYS_OF_YEAR})(?P<last>{DAY}){ORDINAL})?"
    rf"(?:(?:,?{S}|-)(?P<year>{YEAR})(?![0-9])|{THAT_YEAR}|{NO_COUNT})",
    "day_month_foreign": rf"{NO_FIGURE}(?P<day>{DAY})(?:\.|er|º|ª)?{S}(?:de{S})?(?P<month>[^\W\d_]{{3,15}})\.?{S}"
    rf"(?:del?{S})?(?P<year>{YEAR})(?![0-9])",
    "months": rf"(?P<month>{MONTH_PATTERN}){S}?(?:{HYPHEN}|/){S}?(?P<last>{MONTH_PATTERN})(?!\w)"
    rf"(?:,?{S}(?P<year>{YEAR})(?![0-9]))?",
    "month_year": rf"(?P<month>{MONTH_PATTERN})(?:{S}|,{S}|-|{S}of{S}|,)(?:(?P<year>{YEAR})(?![0-9\w]|[.,][0-9])"
    rf"|(?P<spoken>{SPOKEN_YEAR}))",
    "nth_weekday": rf"(?P<nth>{any_case(ORDINALS)}){S}(?P<weekday>{WEEKDAY_PATTERN}){S}(?:of|in){S}"
    rf"(?:(?P<each>(?:every|each|the){S}month)|(?P<month>{MONTH_FULL_PATTERN})(?:,?{S}(?P<year>{YEAR}))?)\b",
    "weekday_in_week": rf"(?:(?P<weekday>{WEEKDAY_PATTERN}){S}(?:of{S})?{THAT_WEEK}"
    rf"|{THAT_WEEK.replace('<week>', '<week_first>')}(?:,?{S}(?:on{S})?)(?P<weekday_last>{WEEKDAY_PATTERN}))\b",
    # "two Fridays ago".
    "weekdays_ago": rf"(?P<count>{NUMBER}){S}(?P<weekday>{WEEKDAY_PATTERN})s?{S}(?P<which>ago|from{S}now)\b",
    # "the year before last", "the week after next".
    "before_last": rf"(?P<unit>{UNIT}){S}(?P<side>before{S}last|after{S}next)\b",
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
    "ago": rf"(?<![0-9][.,]){UP_TO}(?P<count>{NUMBER}|[Aa]n?){S}(?P<unit>{UNIT})s?{OR_SO}{S}"
    rf"(?P<which>(?i:ago|earlier|later|from{S}now))\b",
    "span": rf"(?P<side>(?i:past|last|next|coming|previous)){S}(?:(?P<count>{NUMBER}){S})?"
    rf"(?P<unit>{UNIT})(?P<plural>s)?\b",
    "unit": rf"(?P<side>(?i:this)){S}(?P<unit>{UNIT})\b(?!{HYPHEN})",
    "duration": rf"(?<![0-9][.,]){UP_TO}(?P<count>{NUMBER})"
    rf"(?:{S}{MORE}(?P<unit>{UNIT})s?|{HYPHEN}(?P<unit_joined>{UNIT}))\b(?P<time>['’]?{S}time\b)?",
    "duration_one": rf"(?P<count>an?|another){S}{MORE}(?P<unit>{UNIT})(?P<so>{OR_SO})\b(?!{S}(?:of|when|where|that)\b)",
    "decade": rf"(?P<years>{CENTURY}[0-9]0)['’]?s\b",
    # "the '90s"; without the apostrophe only behind "early", "mid-" and "late".
    "decade_short": r"(?:(?<=['’‘])|(?<=\bearly )|(?<=\blate ))(?P<years>[3-9]0)['’]?s\b",
    "decade_word": rf"(?P<word>{one_of(DECADE_WORDS)})\b",
    "years": rf"{NO_FIGURE}(?P<year>{YEAR})(?:{HYPHEN}|/)(?P<last>(?:{YEAR}|[0-9]{{2}}))(?![\w/-]|[.,][0-9])",
    "spoken_year": rf"(?:(?P<year>year){S})?(?P<spoken>{SPOKEN_YEAR})",
    "year": r"(?<![0-9][.,:/])(?<![\w$€£#/.])" + rf"(?P<year>{YEAR})(?![\w/%°$€£]|[.,:][0-9]|{HYPHEN}[0-9])",
}
