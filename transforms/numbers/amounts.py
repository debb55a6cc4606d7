"""Amounts in English news text: money, shares, measures, people and things counted.

An amount is a number with what it is of: a currency, a unit, or the noun it counts. Dates, years, hours, phone numbers,
results of games, list marks and names with figures are none; nor are lines that hold figures for the most part.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from typing import Literal, NamedTuple, get_args

from broadsheet.transforms.numbers.forms import (
    AMOUNT,
    CODES,
    CURRENCY_WORDS,
    HUNDREDTHS,
    SIGNS,
    UNITS,
    S,
    any_of,
    magnitude_of,
    value_of,
)
from broadsheet.transforms.numbers.nouns import COMPARED, TAIL, counted
from broadsheet.transforms.numbers.refusals import is_bare_refused, is_labelled, is_phone, table_lines

Kind = Literal[
    "money", "percent", "people", "casualties", "count", "age", "length", "area", "mass", "volume", "temperature",
    "speed", "power", "energy", "data",
]  # fmt: skip
Bound = Literal["about", "more", "less", "up_to"]
BOUNDS: tuple[Bound, ...] = get_args(Bound)

_TO = rf"(?:{S}?[–—-]{S}?|{S}(?P<joint>to|and|or){S})"
_CURRENCY = rf"(?:(?P<sign>{any_of(SIGNS)}){S}?|(?P<code>{any_of(CODES)}){S}?)"
# "-5 degrees", "minus 5", but not "plus or minus 5": a minus; else no part of a word or of another number; a hyphen
# may stand before a currency.
_LEFT = rf"(?:(?P<minus>(?<!\S)[-−](?=[$£€0-9])|(?<!plus or )\b[Mm]inus{S})|(?<![\w.,:/#-])|(?<=-)(?=[$£€¥]))"
_LOW = rf"{_LEFT}(?:{_CURRENCY})?(?P<low>(?i:{AMOUNT}))"
_SHARE = rf"(?P<low_share>{S}?%|{S}per{S}?cent)?"
_HIGH = rf"(?:{_TO}(?:(?P<high_sign>{any_of(SIGNS)}){S}?)?(?P<high>(?i:{AMOUNT})))"
# Units with a capital are written so ("MW"), others in any case.
_UNIT = (
    f"(?:(?<=[0-9])(?:C|F|p)(?![a-z])|{any_of(word for word in UNITS if word.lower() != word and len(word) > 1)}"
    f"|(?i:{any_of(word for word in UNITS if word.lower() == word)}))"
)
_OF = (
    rf"(?:(?:{S}|-{S}?)?(?P<unit>{_UNIT})(?!\w))?"
    rf"(?:(?:{S}|-)(?P<word>{any_of((*CURRENCY_WORDS, *HUNDREDTHS))}|{any_of(CODES)})\b)?"
)
SINGLE = re.compile(_LOW + _OF)
RANGE = re.compile(_LOW + _SHARE + _HIGH + _OF)
BOUND = re.compile(
    rf"""
    \b(?: (?P<about>about|around|roughly|approximately|nearly|almost|some|an{S}estimated|close{S}to|circa)
        | (?P<more>more{S}than|over|at{S}least|exceed(?:ing|ed|s)|above|upwards{S}of|no{S}(?:fewer|less){S}than)
        | (?P<less>less{S}than|fewer{S}than|under|below|just{S}short{S}of)
        | (?P<up_to>up{S}to|as{S}many{S}as|as{S}much{S}as|at{S}most|no{S}more{S}than|a{S}maximum{S}of)
    )
    {S}(?:the{S}|a{S})?\Z
    """,
    re.VERBOSE | re.IGNORECASE,
)
BETWEEN = re.compile(rf"\bbetween{S}\Z", re.IGNORECASE)
# "Rose from 5 to 10 percent" names two amounts, no range.
CHANGE = re.compile(
    rf"""
    \b(?: r[io]s(?:e|es|en|ing)|rais\w+|f[ae]ll(?:s|en|ing)?|(?:in|de)creas\w+|dr[oi]pp?\w*|climb\w*|jump\w*
        | cut\w*|gr[eo]w\w*|declin\w+|slip\w*|lift\w*|lower\w*|reduc\w+|widen\w*|narrow\w*|surg\w+|plung\w+
        | soar\w*|tumbl\w+|up|down|chang\w+|went|go(?:es|ne|ing)?|mov\w+|expand\w*|shr[aiu]nk\w*
    )\b[^.;\r\n]{{0,60}}?\bfrom{S}(?:about{S}|nearly{S}|around{S})?\Z
    """,
    re.VERBOSE | re.IGNORECASE,
)
# "Fell $1.20 to $33": by one amount to another.
MOVED = re.compile(
    rf"\b(?:rose|rises?|fell|falls?|gained|lost|added|climbed|dropped|jumped|slipped|slid|up|down|off){S}(?:by{S})?\Z"
)
AGE = re.compile(
    rf"(?:-(?P<part>year|month|week|day)s?-old\b|{S}(?P<whole>year|month|week|day)s?{S}(?:old|of{S}age)\b)"
)
AGED = re.compile(rf"\b[Aa]ge[ds]?{S}\Z")
# "Orla Brandt, 54, said": an age stands between commas after a name.
APPOSED = re.compile(rf"\b[A-Z][\w’'-]+(?:{S}[JS]r\.)?,{S}\Z")
OLDEST = 115  # years; a higher number after a name is no age
# "Weighed 200 pounds", "200 pounds of rope", "a 200-pound man": a mass.
WEIGHT_BEFORE = re.compile(rf"\b(?:weigh\w*|lost|gained|shed|lift\w*){S}(?:\w+{S}){{0,3}}\Z", re.IGNORECASE)
WEIGHT_AFTER = re.compile(rf"{S}(?:of{S}(?!debt|damage|public|taxpayer)|heavier|lighter|overweight)|{S}\([0-9.,]+{S}?k")
SENTENCE_END = re.compile(r"[.;!?]\s|[\r\n]")
MILLION = 10**6
PENCE_BELOW = 480  # "480p" and more are resolutions of pictures
TAILS: dict[str, Bound] = {"plus": "more", "+": "more", "or more": "more", "or so": "about", "odd": "about"}
WON_LEAST = 100  # fewer South Korean won than this are not written of; "all five won" is a verb
NEAR_COUNTS = 3  # counts looked back on for what a number is compared with
LARGEST = 1e18  # longer figures are numbers of things, not amounts
SPELT_ONE = frozenset({"one", "a", "an", "zero"})
REACH = 80  # code points before an amount; the longest pattern looked for there has about as many


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


class Meaning(NamedTuple):
    """What a number is of, and where the amount ends."""

    kind: Kind
    unit: str | None
    counted: str | None
    end: int


def amounts(text: str, dates: Sequence[tuple[int, int]] = ()) -> list[Amount]:
    """The amounts in the text, in order and without overlap; `dates` are spans of dates, in order."""
    tables = table_lines(text)
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
        amount = None
        if not (is_date or in_table):
            amount = _range(match, text) or _amount(match, text) or _compared(match, text, rows)
        if amount:
            rows.append(amount)
        match = SINGLE.search(text, amount.end if amount else match.end())
    return rows


def _range(single: re.Match[str], text: str) -> Amount | None:
    """The range that begins here: "5 to 10 percent", "four or five cars"; None where there is none.

    Of a change ("rose from 5 to 10 percent") the first amount alone.
    """
    match = RANGE.match(text, single.start())
    low, high = (value_of(match["low"]), value_of(match["high"])) if match else (None, None)
    if match is None or low is None or high is None:
        return None
    left = text[max(match.start() - REACH, 0) : match.start()]
    if match["joint"] == "and" and not BETWEEN.search(left):
        return None
    if match["low_share"] and UNITS.get(_plain(match["unit"] or ""), ("",))[0] != "percent":
        return None
    if CHANGE.search(left) or (match["high_sign"] and MOVED.search(left)):
        return _amount(match, text, is_change=True)
    size = magnitude_of(match["high"])
    low *= size if magnitude_of(match["low"]) == 1 and size > 1 and low < high / size * 10 else 1
    return _amount(match, text, (low, high)) if low < high else None


def _amount(
    match: re.Match[str], text: str, ends: tuple[float, float] | None = None, is_change: bool = False
) -> Amount | None:
    """What the match means, `ends` being those of a range; None where it is no amount.

    Of a change the amount is the first of two, with the unit of the second.
    """
    low, high = ends or (value_of(match["low"]), None)
    is_bare = not (match["sign"] or match["code"] or match["unit"] or match["word"])
    if low is None or low > LARGEST or _is_no_amount(match, text, is_bare):
        return None
    meaning = _meaning_of(match, text, low)
    if meaning is None:
        return None
    low, high, meaning = _scaled(match, (low, high), meaning)
    end = match.end("low") if is_change else meaning.end
    start = match.start()
    if match["minus"]:
        is_below_zero = meaning.kind in ("temperature", "percent", "money")
        low, start = (-low, start) if is_below_zero else (low, match.end("minus"))
    left = text[max(match.start() - REACH, 0) : match.start()]
    tail = TAIL.match(text, match.end("low"))
    bound = _bound(left) or TAILS.get(tail.group().strip(" -") if tail else "")
    return Amount(start, end, text[start:end], meaning.kind, low, high, meaning.unit, meaning.counted, bound)


def _compared(match: re.Match[str], text: str, rows: Sequence[Amount]) -> Amount | None:
    """A bare number that is compared with a count before it in the sentence: "370,000 calls, up from 336,000".

    Of several counts it is the one of the nearest size.
    """
    if not rows or match.end() != match.end("low"):
        return None
    left = text[max(match.start() - REACH, rows[-1].end) : match.start()]
    value = value_of(match["low"])
    is_refused = value is None or _is_no_amount(match, text, is_bare=True)
    if is_refused or value is None or not COMPARED.search(left) or SENTENCE_END.search(left):
        return None
    near = [row for row in rows[-NEAR_COUNTS:] if row.counted and not SENTENCE_END.search(text, row.end, match.start())]
    base = min(near, key=lambda row: abs(log((value or 1) / (row.value or 1))), default=None)
    if base is None or value <= 0:
        return None
    end = match.end("low")
    return Amount(
        match.start(), end, text[match.start() : end], base.kind, value, None, None, base.counted, _bound(left)
    )


def _scaled(
    match: re.Match[str], ends: tuple[float, float | None], meaning: Meaning
) -> tuple[float, float | None, Meaning]:
    """The ends in whole units: cents in a hundredth of the currency, "100m" of a length in metres."""
    low, high = ends
    scale = 1.0
    if meaning.kind == "money" and (match["word"] in HUNDREDTHS or match["unit"] == "p"):
        scale = 100
    elif meaning.kind == "length" and meaning.unit == "metre" and not match["unit"]:
        scale = MILLION
    return low / scale, None if high is None else high / scale, meaning


def _is_no_amount(match: re.Match[str], text: str, is_bare: bool) -> bool:
    """Whether the figures are of a phone, a result, an ordinal, a list mark, a name or a year."""
    start, end = match.start("low"), match.end()
    low_end = match.end("high") if match.re is RANGE else match.end("low")
    if text[end : end + 1].isalnum() or text[end : end + 1] in ("_", "/"):
        return True
    if is_bare and match["low"].lower() == "one" and text.startswith(" of ", end):
        return True
    is_counted = is_bare and match.re is RANGE and counted(text, start, low_end, is_one=False) is not None
    if is_phone(text, start) and not is_counted:
        return True
    return is_bare and match.re is SINGLE and is_bare_refused(text, start, low_end)


def _meaning_of(match: re.Match[str], text: str, low: float) -> Meaning | None:
    """The kind, the unit, what is counted, and where the amount ends."""
    end = match.end("high") if match.re is RANGE else match.end("low")
    if match["sign"] or match["code"]:
        return Meaning("money", SIGNS.get(match["sign"] or "") or match["code"], None, match.end())
    word = match["word"]
    if word in ("pound", "pounds") and _is_weight(match, text):
        return Meaning("mass", "pound", None, match.end())
    if word and not (word == "won" and low < WON_LEAST):
        return Meaning("money", _currency_of(word), None, match.end())
    if match["unit"] == "p":
        return Meaning("money", "GBP", None, match.end()) if low < PENCE_BELOW else None
    unit = _unit_of(match["unit"] or "")
    if unit and not (match["unit"] in ("C", "F") and is_labelled(text, match.start())):
        return Meaning(unit[1], unit[0], None, match.end("unit"))
    return _age(match, text, end) or _count(match, text, end)


def _unit_of(surface: str) -> tuple[str, Kind] | None:
    unit = UNITS.get(_plain(surface)) or UNITS.get(_plain(surface).lower())
    return (unit[0], unit[1]) if unit else None  # type: ignore[return-value]


def _plain(surface: str) -> str:
    """The words of a unit parted by a blank, without its hyphens ("square-foot")."""
    return surface if surface in UNITS else " ".join(re.split(r"[\s-]+", surface))


def _is_weight(match: re.Match[str], text: str) -> bool:
    """Whether pounds are a mass: "200 pounds of rope", "weighed 200 pounds", "a 200-pound man"."""
    is_joined = text[match.start("word") - 1] == "-"
    left = text[max(match.start() - REACH, 0) : match.start()]
    return is_joined or bool(WEIGHT_AFTER.match(text, match.end()) or WEIGHT_BEFORE.search(left))


def _currency_of(word: str) -> str | None:
    """The ISO 4217 code of a word; None where several countries have a currency of the name."""
    return word if word in CODES else HUNDREDTHS.get(word) or CURRENCY_WORDS.get(word)


def _age(match: re.Match[str], text: str, end: int) -> Meaning | None:
    """The age in "a 6-year-old", "aged 54" and "Orla Brandt, 54, said"."""
    age = AGE.match(text, end)
    if age:
        return Meaning("age", age["part"] or age["whole"], None, age.end())
    if not match["low"].isdigit() or int(match["low"]) > OLDEST:
        return None
    left = text[max(match.start() - REACH, 0) : match.start()]
    is_apposed = text[end : end + 1] == "," and APPOSED.search(left) is not None
    return Meaning("age", "year", None, end) if is_apposed or AGED.search(left) else None


def _count(match: re.Match[str], text: str, end: int) -> Meaning | None:
    """What a bare number counts; "100m" without a noun after it is a length."""
    what = counted(text, match.start("low"), end, match["low"].lower() in SPELT_ONE)
    if what:
        return Meaning(what.kind, None, what.noun, what.end)
    is_metres = match.re is SINGLE and re.fullmatch(r"[0-9]{1,3}(?:,[0-9]{3})?m", match["low"]) is not None
    return Meaning("length", "metre", None, end) if is_metres else None


def _bound(left: str) -> Bound | None:
    match = BOUND.search(left)
    if match is None:
        return None
    return next(bound for bound in BOUNDS if match[bound])
