"""The words of amounts, their values, and patterns that match them."""

import re
from collections.abc import Iterable
from decimal import Decimal

from broadsheet.transforms.vocabulary.lists import rows

_NUMBERS = {word: int(value) for word, value in rows("time_numbers.tsv") if value != "?" and " " not in word}
ONES = {"zero": 0, **{word: value for word, value in _NUMBERS.items() if value < 20}}
TENS = {word: value for word, value in _NUMBERS.items() if value >= 20}
MAGNITUDES = {
    "hundred": 10**2, "thousand": 10**3, "lakh": 10**5, "million": 10**6, "crore": 10**7, "billion": 10**9,
    "trillion": 10**12, "dozen": 12, "mn": 10**6, "bn": 10**9, "tn": 10**12, "m": 10**6, "b": 10**9, "k": 10**3,
}  # fmt: skip
FRACTION_SIGNS = {"½": "0.5", "¼": "0.25", "¾": "0.75", "⅓": "0.333333333333", "⅔": "0.666666666667"}
S = r"[^\S\r\n]"
_LONG = "hundred|thousand|lakh|million|crore|billion|trillion|dozen"
MAGNITUDE = rf"(?:{S}?(?:{_LONG})\b|-(?:million|billion|trillion)\b|{S}?(?:mn|bn|tn)\b|(?:m|b|k)\b)"
_FRACTION = rf"(?:{S}?[{''.join(FRACTION_SIGNS)}]|{S}[1-9]/[2-9](?![0-9/]))"
FIGURES = (
    rf"(?:(?:[0-9]{{1,3}}(?:,[0-9]{{2,3}})*,[0-9]{{3}}|[0-9]+)(?:\.[0-9]+|{_FRACTION})?|[{''.join(FRACTION_SIGNS)}])"
)


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first; a space is met by a hyphen, or by one and a space, too."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"(?:-\ ?|[^\S\r\n])") for word in ordered) + ")"


_BELOW_HUNDRED = rf"(?:{any_of(TENS)}(?:[- ]{any_of(ONES)}\b)?|{any_of(ONES)})\b"
_BELOW_THOUSAND = rf"{_BELOW_HUNDRED}(?:{S}hundred\b(?:{S}(?:and{S})?{_BELOW_HUNDRED})?)?"
# "Twenty-one", "two thousand five hundred", "two and a half million", "a dozen", "half a million", "half-dozen".
SPELT = (
    rf"(?:(?:half-(?:{_LONG})\b|(?:half{S}an?|an?)(?:{S}(?:{_LONG})){{1,2}}\b)"
    rf"|{_BELOW_HUNDRED}{S}and{S}a{S}half\b(?:{S}(?:{_LONG})\b)?"
    rf"|{_BELOW_THOUSAND}(?:{S}(?:thousand|lakh|million|crore|billion|trillion|dozen)\b"
    rf"(?:,?{S}(?:and{S})?{_BELOW_THOUSAND})?){{0,4}})"
)
AMOUNT = rf"(?:{FIGURES}(?:{MAGNITUDE}){{0,2}}|{SPELT})"
UNITS = {word: (unit, kind) for word, unit, kind in rows("number_units.tsv")}
_CURRENCIES = rows("number_currencies.tsv")
SIGNS = {sign: code for sign, code, place in _CURRENCIES if place == "before"}
# None where several countries have a currency of the name.
CURRENCY_WORDS = {word: None if code == "?" else code for word, code, place in _CURRENCIES if place == "after"}
HUNDREDTHS = {word: code for word, code, place in _CURRENCIES if place == "hundredth"}
CODES = frozenset(code for _, code, place in _CURRENCIES if place == "code")
_PARTS = re.compile(rf"(?P<over>[1-9])/(?P<under>[2-9])|[0-9][0-9,.]*|[a-z]+|[{''.join(FRACTION_SIGNS)}]")


def value_of(amount: str) -> float | None:
    """The value of an amount in figures or words ("1.5 million", "two and a half dozen"); None where it has none."""
    total, part = Decimal(0), Decimal(0)
    is_spelt = False
    for word in _PARTS.finditer(amount.lower().replace("-", " ")):
        text = word.group()
        if word["over"]:
            part += Decimal(word["over"]) / Decimal(word["under"])
        elif text[0] in FRACTION_SIGNS:
            part += Decimal(FRACTION_SIGNS[text])
        elif text[0].isdigit():
            part += Decimal(text.replace(",", "").rstrip("."))
        elif text in ONES or text in TENS:
            part += ONES.get(text, TENS.get(text, 0))
        elif text == "half":
            part += Decimal("0.5")
        elif text in MAGNITUDES:
            part = (part or Decimal(1)) * MAGNITUDES[text]
            if MAGNITUDES[text] >= 1000:
                total, part = total + part, Decimal(0)
        is_spelt = is_spelt or text not in ("a", "an", "and")
    return float(total + part) if is_spelt else None


def magnitude_of(amount: str) -> int:
    """How much the magnitude words at the end of an amount are together ("5 hundred thousand": 100,000); 1 for none."""
    size = 1
    for word in reversed(re.findall(r"[a-z]+|[0-9.,]+", amount.lower())):
        if word not in MAGNITUDES:
            break
        size *= MAGNITUDES[word]
    return size
