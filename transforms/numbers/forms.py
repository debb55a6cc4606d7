"""The words of amounts, their values, and patterns that match them."""

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from broadsheet.transforms.vocabulary.lists import rows

_NUMBERS = {word: int(value) for word, value in rows("time_numbers.tsv") if value != "?" and " " not in word}
ONES = {"zero": 0, **{word: value for word, value in _NUMBERS.items() if value < 20}}
TENS = {word: value for word, value in _NUMBERS.items() if value >= 20}
MAGNITUDES = {
    "hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "dozen": 12,
    "mn": 10**6, "bn": 10**9, "tn": 10**12, "m": 10**6, "b": 10**9, "k": 10**3,
}  # fmt: skip
S = r"[^\S\r\n]"
_LONG = "hundred|thousand|million|billion|trillion|dozen"
MAGNITUDE = rf"(?:{S}?(?:{_LONG})\b|-(?:million|billion|trillion)\b|{S}?(?:mn|bn|tn)\b|(?:m|b|k)\b)"
FIGURES = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_WORD = "|".join(sorted((*ONES, *TENS), key=lambda word: -len(word)))
SPELT = (
    rf"(?:(?:half{S}a|a|an|(?:{_WORD})(?:[- ](?:{_WORD}))?(?:{S}and{S}a{S}half)?)(?:{S}(?:{_LONG})){{1,2}}"
    rf"|(?:{'|'.join(TENS)})-(?:{_WORD})|(?:{_WORD}))\b"
)
AMOUNT = rf"(?:(?:{FIGURES})(?:{MAGNITUDE}){{0,2}}|{SPELT})"
UNITS = {word: (unit, kind) for word, unit, kind in rows("number_units.tsv")}
_CURRENCIES = rows("number_currencies.tsv")
SIGNS = {sign: code for sign, code, place in _CURRENCIES if place == "before"}
# None where several countries have a currency of the name.
CURRENCY_WORDS = {word: None if code == "?" else code for word, code, place in _CURRENCIES if place == "after"}
HUNDREDTHS = {word: code for word, code, place in _CURRENCIES if place == "hundredth"}
CODES = frozenset(code for _, code, place in _CURRENCIES if place == "code")


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "(?:" + "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))) + ")"


def value_of(amount: str) -> float | None:
    """The value of an amount in figures or words ("1.5 million", "two and a half dozen"); None where it has none."""
    words = re.findall(r"[0-9][0-9,.]*|[a-z]+", amount.lower().replace("-", " "))
    total, part = Decimal(0), Decimal(0)
    is_spelt = False
    for word in words:
        if word[0].isdigit():
            try:
                part += Decimal(word.replace(",", "").rstrip("."))
            except InvalidOperation:
                return None
        elif word in ONES or word in TENS:
            part += ONES.get(word, TENS.get(word, 0))
        elif word == "half":
            part += Decimal("0.5")
        elif word in MAGNITUDES:
            part = (part or Decimal(1)) * MAGNITUDES[word]
            if MAGNITUDES[word] >= 1000:
                total, part = total + part, Decimal(0)
        is_spelt = is_spelt or word not in ("a", "an", "and")
    return float(total + part) if is_spelt else None
