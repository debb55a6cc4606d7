""" "Daily", "every week", "a year" and "for years": readings that name no certain days."""

import re
from collections.abc import Sequence

from broadsheet.transforms.dates.contexts import last_word, next_word
from broadsheet.transforms.dates.forms import NUMBER, PARTS_OF_DAY, UNIT, S
from broadsheet.transforms.dates.readings import Match, Reading, Rule, Site
from broadsheet.transforms.dates.words import UNITS, one_of

PLURALS = one_of(f"{unit}s" for unit in UNITS)
ADVERBS: dict[str, str] = {
    "hourly": "hour", "daily": "day", "nightly": "day", "weekly": "week", "fortnightly": "week", "monthly": "month",
    "yearly": "year", "annually": "year",
}  # fmt: skip
FORMS = {
    # "daily", "weekly": also as adjectives.
    "adverb": rf"(?P<word>{one_of(ADVERBS)})\b(?!-)",
    # "every day", "each month", "every other week", "every morning".
    "every": rf"(?i:every|each){S}(?:(?:other|single|{NUMBER}){S})?"
    rf"(?:(?P<unit>{UNIT})s?|(?P<part>{PARTS_OF_DAY}))\b(?!-)",
    # "$1 billion a year", "twice a week", "40 hours per week".
    "rate": rf"(?:an?|per){S}(?P<unit>{UNIT})\b(?!-|['’])",
    # "in recent years", "the coming weeks", "the early years".
    "vague_units": rf"(?P<which>(?i:recent|coming|early|later)){S}(?P<unit_plural>{PLURALS})\b",
    # "for years", "within weeks", "over the years".
    "units": rf"(?P<unit_plural>{PLURALS})\b(?!-)",
    # "decades-long", "day-long".
    "long": rf"(?P<unit>{UNIT})s?-long\b",
}
# Code points and tokens before "a year" in which an amount makes it a rate.
REACH = 60
RATE_TOKENS = 6
TOKEN = re.compile(r"[^\s]+")
AMOUNT = re.compile(
    r"""
    [$€£¥]?[0-9][\w.,%]*                                                      # in figures
    | once|twice|thrice|times                                                 # how often
    | dozens|hundreds|thousands|millions|billions?|million|hundred|thousand|dozen
    | two|three|four|five|six|seven|eight|nine|ten
    """,
    re.VERBOSE | re.IGNORECASE,
)
LASTING = frozenset({"for", "within"})
SPANNING = frozenset({"over", "in", "through"})


def adverb(match: Match, site: Site, _earlier: Sequence[Reading]) -> Reading | None:
    """Daily, weekly, annually; "the party daily Orla Post" is a newspaper."""
    if next_word(site.text, match.end())[:1].isupper():
        return None
    return Reading(*match.span(), "recurring", UNITS[ADVERBS[match["word"]]][0], "every_unit")


def every(match: Match, _site: Site, _earlier: Sequence[Reading]) -> Reading | None:
    """Every day, each month, every morning."""
    unit = "day" if match["part"] else match["unit"].lower()
    return Reading(*match.span(), "recurring", UNITS[unit][0], "every_unit")


def rate(match: Match, site: Site, _earlier: Sequence[Reading]) -> Reading | None:
    """$1 billion a year, twice a week: so much each year, where an amount stands shortly before."""
    tokens = TOKEN.findall(site.text[max(match.start() - REACH, 0) : match.start()])[-RATE_TOKENS:]
    if not tokens or tokens[-1][-1] in ",.;:" or not any(AMOUNT.fullmatch(token) for token in tokens):
        return None
    if match.group()[0] == "a" and next_word(site.text, match.end()) in (
        "ago",
        "earlier",
        "later",
        "or",
        "before",
        "after",
    ):
        return None
    if last_word(site.text, match.start())[0] in (
        "in",
        "within",
        "for",
        "after",
        "than",
        "nearly",
        "almost",
        "from",
        "of",
    ):
        return None
    return Reading(*match.span(), "recurring", UNITS[match["unit"].lower()][0], "rate")


def vague_units(match: Match, site: Site, _earlier: Sequence[Reading]) -> Reading | None:
    """In recent years, the coming weeks: a time without certain ends."""
    if match["which"].lower() in ("early", "later") and last_word(site.text, match.start())[0] != "the":
        return None
    return Reading(*match.span(), "duration", UNITS[match["unit_plural"][:-1].lower()][0], "vague_span")


def units(match: Match, site: Site, _earlier: Sequence[Reading]) -> Reading | None:
    """For years, within weeks, over the years."""
    words = site.text[max(match.start() - REACH, 0) : match.start()].lower().split()
    is_led = words[-1:] != [] and (words[-1] in LASTING or (words[-1] == "the" and bool(SPANNING & {*words[-2:-1]})))
    return (
        Reading(*match.span(), "duration", UNITS[match["unit_plural"][:-1].lower()][0], "duration") if is_led else None
    )


def long(match: Match, _site: Site, _earlier: Sequence[Reading]) -> Reading | None:
    """A decades-long dispute, a day-long strike."""
    return Reading(*match.span(), "duration", UNITS[match["unit"].lower()][0], "duration")


RULES: dict[str, Rule] = {
    "adverb": adverb,
    "every": every,
    "rate": rate,
    "vague_units": vague_units,
    "units": units,
    "long": long,
}
