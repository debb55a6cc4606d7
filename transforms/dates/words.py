"""The words that make up dates, and patterns that match them."""

import re
from collections.abc import Iterable

from broadsheet.transforms.dates.calendar import Granularity
from broadsheet.transforms.vocabulary import months
from broadsheet.transforms.vocabulary.lists import entries, rows


def one_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, longest first, grouped by first letter so that few are tried at each place."""
    rests: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda word: (-len(word), word)):
        rests.setdefault(word[0], []).append(re.escape(word[1:]))
    return "(?:" + "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in sorted(rests.items())) + ")"


def any_case(words: Iterable[str]) -> str:
    """A pattern for any of the words in lower, title or upper case."""
    known = list(words)
    return one_of([*known, *(word[0].upper() + word[1:] for word in known), *(word.upper() for word in known)])


def _named() -> dict[str, list[tuple[str, str]]]:
    """For each weekday or month in a fixed name, in lower case: what stands before and after it in the name."""
    table: dict[str, list[tuple[str, str]]] = {}
    heads = {*WEEKDAYS, *months.ENGLISH, "today", "tomorrow", "yesterday", *(day + "s" for day in WEEKDAYS)}
    for name in entries("time_names.txt"):
        lower = name.lower()
        for word in re.finditer(r"[a-z]+\b\.?", lower):
            if word.group().rstrip(".") in heads:
                table.setdefault(word.group().rstrip("."), []).append((lower[: word.start()], lower[word.end() :]))
                break
    return table


WEEKDAYS = {
    name: index
    for index, name in enumerate(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
}
WEEKDAY_ABBREVIATIONS = {
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "weds": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6,
}  # fmt: skip
FOREIGN_MONTHS = months.foreign()
# The unit a word counts in, and how many of it.
UNITS: dict[str, tuple[Granularity, int]] = {
    "day": ("day", 1), "week": ("week", 1), "fortnight": ("week", 2), "month": ("month", 1), "year": ("year", 1),
    "decade": ("decade", 1), "hour": ("hour", 1), "minute": ("minute", 1),
}  # fmt: skip
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
NUMBERS = {word: int(value) if value != "?" else None for word, value in rows("time_numbers.tsv")}
CUES: dict[str, frozenset[str]] = {}
for _word, _kind in rows("time_cues.tsv"):
    CUES[_word] = CUES.get(_word, frozenset()) | {_kind}
EVENTS = frozenset(entries("time_events.txt"))
GAMES = frozenset(entries("time_games.txt"))
RESULTS = frozenset(entries("time_results.txt"))
# Quarters and halves are counted with these.
NTH = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "last": -1, "final": -1,
}  # fmt: skip
_CENTURIES = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth", "twenty-first", "twenty-second",
)  # fmt: skip
CENTURY_ORDINALS = {word: number for number, word in enumerate(_CENTURIES, start=1)}
# The first month of each meteorological season in the north.
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
COUNT_NOUNS = frozenset(entries("time_count_nouns.txt"))
CAR_MAKES = frozenset(entries("car_makes.txt"))
FORENAMES = frozenset(entries("time_forenames.txt"))
NAMED = _named()
# Top-level domains of countries in the southern hemisphere.
SOUTHERN = frozenset(entries("southern_countries.txt"))

WEEKDAY_PATTERN = any_case(WEEKDAYS)
WEEKDAY_TITLE_PATTERN = one_of(map(str.title, WEEKDAYS))
WEEKDAY_SHORT_PATTERN = "(?:" + one_of(word.title() for word in WEEKDAY_ABBREVIATIONS) + r"\b\.?)"
MONTH_FULL_PATTERN = one_of([*months.FULL, *(name.upper() for name in months.FULL)])
MONTH_PATTERN = (
    f"(?:{MONTH_FULL_PATTERN}|" + one_of([*months.SHORT, *(name.upper() for name in months.SHORT)]) + r"\b\.?)"
)
COUNT_NOUN_PATTERN = one_of(COUNT_NOUNS) + r"\b"
_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
# "Nineteen ninety-six", "two thousand and four", as broadcasters write years out.
SPOKEN_YEAR = (
    rf"(?:(?:seventeen|eighteen|nineteen|twenty)[\s-](?:{one_of(_TEENS)}|{one_of(TENS)}(?:[\s-]{one_of(_ONES)})?)"
    rf"|two\sthousand(?:\s(?:and\s)?{one_of((*_TEENS, *_ONES))})?)\b"
)


def number_of(words: str) -> int | None:
    """The number in figures or words ("21", "twenty-one", "twenty one"); None where it is vague ("several")."""
    lower = " ".join(words.lower().split())
    if lower.isdecimal():
        return int(lower)
    if lower in ("a", "an", "another"):
        return 1
    if lower in NUMBERS:
        return NUMBERS[lower]
    tens, *ones = re.split("[- ]", lower, maxsplit=1)
    ten, unit = NUMBERS.get(tens), NUMBERS.get(ones[0]) if ones else None
    return ten + unit if ten and unit else None


def spoken_year_of(words: str) -> int:
    """The year written out ("nineteen ninety-six" is 1996)."""
    first, *rest = re.split(r"[\s-]", words.lower())
    if first == "two":
        return 2000 + sum(NUMBERS.get(word) or 0 for word in rest[1:])
    return 100 * (NUMBERS[first] or 0) + sum(NUMBERS.get(word) or 0 for word in rest)


def month_of(name: str) -> int:
    """The number of an English month name or abbreviation."""
    return months.ENGLISH[name.lower().rstrip(".")]


def weekday_of(name: str) -> int:
    """The number of an English weekday or its abbreviation, Monday 0."""
    lower = name.lower().rstrip(".")
    return WEEKDAYS[lower] if lower in WEEKDAYS else WEEKDAY_ABBREVIATIONS[lower]
