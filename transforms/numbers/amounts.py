"""Amounts in English news text: money, shares, measures, people and things counted.

An amount is a number with what it is of: a currency, a unit, or the noun it counts. Dates, years, hours, phone numbers,
results of games, list marks and names with figures are none; nor are lines that hold figures for the most part.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal, get_args

from broadsheet.transforms.numbers.forms import (
    AMOUNT,
    CODES,
    CURRENCY_WORDS,
    HUNDREDTHS,
    SIGNS,
    UNITS,
    S,
    any_of,
    value_of,
)
from broadsheet.transforms.vocabulary.lists import entries

Kind = Literal[
    "money", "percent", "people", "casualties", "count", "age", "length", "area", "mass", "volume", "temperature",
    "speed", "power", "energy", "data",
]  # fmt: skip
Bound = Literal["about", "more", "less", "up_to"]
BOUNDS: tuple[Bound, ...] = get_args(Bound)

_TO = rf"(?:{S}?[–—-]{S}?|{S}to{S}|{S}and{S})"
_CURRENCY = rf"(?:(?P<sign>{any_of(SIGNS)}){S}?|(?P<code>{any_of(CODES)}){S})"
_LOW = rf"(?<![\w.,:/#-])(?:{_CURRENCY})?(?P<low>(?i:{AMOUNT}))"
_HIGH = rf"(?:{_TO}(?:{any_of(SIGNS)}{S}?)?(?P<high>(?i:{AMOUNT})))"
_OF = (
    rf"(?:(?:{S}|-)?(?P<unit>(?i:{any_of(UNITS)}))(?![\w]))?"
    rf"(?:{S}(?P<word>{any_of((*CURRENCY_WORDS, *HUNDREDTHS))}|{any_of(CODES)})\b)?"
)
SINGLE = re.compile(_LOW + _OF)
RANGE = re.compile(_LOW + _HIGH + _OF)
BOUND = re.compile(
    rf"""
    \b(?: (?P<about>about|around|roughly|approximately|nearly|almost|some|an{S}estimated|close{S}to)
        | (?P<more>more{S}than|over|at{S}least|exceeding|above|upwards{S}of)
        | (?P<less>less{S}than|fewer{S}than|under|below)
        | (?P<up_to>up{S}to|as{S}many{S}as|as{S}much{S}as|at{S}most)
    )
    {S}(?:the{S}|a{S})?\Z
    """,
    re.VERBOSE | re.IGNORECASE,
)
BETWEEN = re.compile(rf"\bbetween{S}\Z", re.IGNORECASE)
AGE = re.compile(rf"(?:-years?-old\b|{S}years?(?:{S}old|{S}of{S}age)\b)")
# Up to two words that describe and the noun that is counted: "12 masked armed men".
COUNTED = re.compile(
    rf"{S}(?:(?:of{S}(?:the|its|his|her|their){S})?(?P<noun>[A-Za-z][a-z’'-]+(?:{S}[a-z][a-z’'-]+){{0,2}}))"
)
DEAD_BEFORE = re.compile(
    rf"""
    \b(?: kill(?:ed|ing|s)?|injur(?:ed|ing)|wound(?:ed|ing)                   # what befell them
        | claim(?:ed|ing)(?:{S}the{S}lives{S}of)?|hurt|leav(?:es|ing)|left         # what was left of it
    )
    (?:{S}(?:and{S}\w+|at{S}least|about|some|nearly|more{S}than|up{S}to|another)){{0,2}}{S}\Z
    """,
    re.VERBOSE,
)
DEAD_AFTER = re.compile(
    rf"""
    (?:{S}[a-z-]+){{0,3}}?{S}                                                 # "masked armed men"
    (?: (?:were|was|have{S}been|had{S}been|are)?{S}?(?:killed|injured|wounded|hurt)
      | dead|deaths|fatalities|injuries|casualties|died
    )\b
    """,
    re.VERBOSE,
)
PHONE = re.compile(r"(?:\+?[0-9]{1,3}[ .-])?(?:\(?[0-9]{2,4}\)?[ .-]){1,3}[0-9]{3,4}(?![0-9])")
LIST_MARK = re.compile(r"(?:\A|[\r\n])[^\S\r\n]*\Z")
ODDS = re.compile(r"[–:-][0-9]|(?:st|nd|rd|th)\b")
# "Flight 103", "Route 66": the figures are of a name.
NAME_BEFORE = re.compile(r"\b[A-Z][a-z]+(?<!\bThe)(?<!\bAll)(?<!\bAbout)(?<!\bSome)(?<!\bAnother)(?<!\bOver) \Z")
YEAR = re.compile(r"(?:1[5-9]|20)[0-9][0-9]\Z")
SPELT_ONE = frozenset({"one", "a", "an", "zero"})
# What no noun is: a number before it counts nothing.
FUNCTION_WORDS = frozenset(entries("number_function_words.txt"))
PEOPLE = frozenset(entries("number_people.txt"))
UNCOUNTED = frozenset(entries("number_uncounted.txt"))
REACH = 40  # code points before an amount; the longest words looked for there ("upwards of the") are shorter
# A line is a table where figures are at least this share of its words; news lines have a tenth.
TABLE_SHARE = 0.4
TABLE_WORDS = 6  # a shorter line may be a headline or a score; set by hand


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in a text; offsets are half-open code points of it.

    `value` is the number, the lower end of a range; `value_high` its upper end, None without a range. `unit` is the
    canonical unit, the ISO 4217 code of money, None for what is counted. `counted` is the noun with its adjectives.
    `bound`: the number is about, more than, less than or up to what is written; None where it is just so.
    """

    start: int
    end: int
    surface: str
    kind: Kind
    value: float
    value_high: float | None
    unit: str | None
    counted: str | None
    bound: Bound | None


def amounts(text: str, dates: Sequence[tuple[int, int]] = ()) -> list[Amount]:
    """The amounts in the text, in order and without overlap; `dates` are spans of dates, in order."""
    tables = _table_lines(text)
    rows: list[Amount] = []
    at = table = 0
    match = SINGLE.search(text)
    while match:
        while at < len(dates) and dates[at][1] <= match.start():
            at += 1
        while table < len(tables) and tables[table][1] <= match.start():
            table += 1
        is_date = at < len(dates) and dates[at][0] < match.end()
        in_table = table < len(tables) and tables[table][0] <= match.start()
        amount = None if is_date or in_table else _range(match, text) or _amount(match, text, None)
        if amount:
            rows.append(amount)
        match = SINGLE.search(text, amount.end if amount else match.end())
    return rows


def _range(single: re.Match[str], text: str) -> Amount | None:
    """The range that begins here: "5 to 10 percent", "between 5 and 10"; None where there is none."""
    match = RANGE.match(text, single.start())
    high = value_of(match["high"]) if match else None
    if match is None or high is None:
        return None
    is_joined = re.search(rf"{S}and{S}", text[match.end("low") : match.start("high")])
    if is_joined and not BETWEEN.search(text, max(match.start() - REACH, 0), match.start()):
        return None
    return _amount(match, text, high)


def _table_lines(text: str) -> list[tuple[int, int]]:
    """The lines that hold figures for the most part."""
    lines = []
    for line in re.finditer(r"[^\r\n]+", text):
        words = line.group().split()
        n_figures = sum(any(map(str.isdigit, word)) for word in words)
        if len(words) >= TABLE_WORDS and n_figures >= TABLE_SHARE * len(words):
            lines.append(line.span())
    return lines


def _amount(match: re.Match[str], text: str, high: float | None) -> Amount | None:
    """What the match means, with the upper end of a range; None where it is no amount."""
    low = value_of(match["low"])
    if low is None or _is_no_amount(match, text):
        return None
    if high is not None and _magnitude_of(match["high"]) and not _magnitude_of(match["low"]):
        low *= _scale(match["high"], high)
    meaning = _meaning_of(match, text)
    is_spare = match["low"].lower() in SPELT_ONE and meaning and meaning[0] not in ("percent", "people", "casualties")
    if meaning is None or is_spare or (high is not None and high <= low):
        return None
    kind, unit, counted, end = meaning
    if kind == "money" and match["word"] in HUNDREDTHS:
        low, high = low / 100, None if high is None else high / 100
    left = text[max(match.start() - REACH, 0) : match.start()]
    return Amount(match.start(), end, text[match.start() : end], kind, low, high, unit, counted, _bound(left))


def _magnitude_of(amount: str) -> str | None:
    match = re.search(r"(hundred|thousand|million|billion|trillion|mn|bn|tn)\Z", amount.lower())
    return match[1] if match else None


def _scale(amount: str, value: float) -> float:
    """How much the magnitude word of an amount is: "5 to 10 million" counts both in millions."""
    bare = value_of(re.sub(r"(?i)[^0-9a-z]*(?:hundred|thousand|million|billion|trillion|mn|bn|tn)\Z", "", amount))
    return value / bare if bare else 1.0


def _is_no_amount(match: re.Match[str], text: str) -> bool:
    """Whether the figures are of a phone, a result, an ordinal, a list mark, a name or a year."""
    start, end = match.span()
    is_bare = not (match["sign"] or match["code"] or match["unit"] or match["word"])
    is_range = match.re is RANGE
    if PHONE.match(text, start) or (is_bare and not is_range and ODDS.match(text, match.end("low"))):
        return True
    if is_bare and text[end : end + 1] in (".", ")") and LIST_MARK.search(text[max(start - 4, 0) : start]):
        return True
    if is_bare and (YEAR.fullmatch(match["low"]) is not None or NAME_BEFORE.search(text, max(start - REACH, 0), start)):
        return True
    if match["low"].lower() == "one" and text.startswith(" of ", end):
        return True
    return text[end : end + 1].isalnum() or text[end : end + 1] in ("_", "/")


def _meaning_of(match: re.Match[str], text: str) -> tuple[Kind, str | None, str | None, int] | None:
    """The kind, the unit, what is counted, and where the amount ends."""
    if match["sign"] or match["code"]:
        return "money", SIGNS.get(match["sign"] or "") or match["code"], None, match.end()
    if match["word"] and not _is_weight(match, text):
        return "money", _currency_of(match["word"]), None, match.end()
    unit = match["unit"]
    if unit and not (unit.lower() == "m" and "million" in text[match.end() : match.end() + 10]):
        canonical, kind = next(value for word, value in UNITS.items() if word.lower() == unit.lower())
        return kind, canonical, None, match.end()  # type: ignore[return-value]
    end = match.end("high") if match.re is RANGE else match.end("low")
    age = AGE.match(text, end)
    if age:
        return "age", "year", None, age.end()
    return _count(match, text, end)


def _is_weight(match: re.Match[str], text: str) -> bool:
    """Whether "200 pounds of rope" is a mass."""
    return match["word"] == "pounds" and text[match.end() : match.end() + 4] == " of "


def _currency_of(word: str) -> str | None:
    """The ISO 4217 code of a word; None where several countries have a currency of the name."""
    return word if word in CODES else HUNDREDTHS.get(word) or CURRENCY_WORDS.get(word)


def _count(match: re.Match[str], text: str, end: int) -> tuple[Kind, str | None, str | None, int] | None:
    """What a bare number counts: the noun after it, or the dead and injured of its clause."""
    counted = COUNTED.match(text, end)
    words = counted["noun"].split() if counted else []
    noun = _noun(words)
    is_dead = DEAD_BEFORE.search(text[max(match.start() - REACH, 0) : match.start()]) or DEAD_AFTER.match(text, end)
    if counted is None or noun is None:
        return ("casualties", None, None, end) if is_dead else None
    last = noun.split()[-1]
    if last in UNCOUNTED:
        return None
    *_, last_word = islice(re.finditer(r"\S+", counted["noun"]), noun.count(" ") + 1)
    stop = counted.start("noun") + last_word.end()
    if is_dead and (
        last in PEOPLE or last[0].isupper() or last in ("dead", "deaths", "injuries", "fatalities", "casualties")
    ):
        return "casualties", None, noun, stop
    is_people = last in PEOPLE or last[0].isupper()
    return ("people" if is_people else "count"), None, noun, stop


def _noun(words: Sequence[str]) -> str | None:
    """The words up to the noun that is counted: the first of a plural's form, or a word for people."""
    for at, word in enumerate(words):
        if word in FUNCTION_WORDS or word in UNCOUNTED or word.endswith(("s'", "s’", "'s", "’s")):
            return None
        if word[0].isupper():
            # "12 Norlanders": a people, but for a name that goes on.
            return word if word.endswith("s") and at == 0 else None
        is_plural = word.endswith("s") and not word.endswith(("ss", "us"))
        if is_plural or word in PEOPLE:
            return " ".join(words[: at + 1])
    return None


def _bound(left: str) -> Bound | None:
    match = BOUND.search(left)
    if match is None:
        return None
    return next(bound for bound in BOUNDS if match[bound])
