"""Words of date lines in many languages, and what they mean."""

from collections.abc import Iterator

from broadsheet.transforms.vocabulary import months
from broadsheet.transforms.vocabulary.folding import fold
from broadsheet.transforms.vocabulary.lists import rows

# Persian is also written with the Arabic forms of two letters.
_PERSIAN = str.maketrans("يك", "یک")


def date_form(text: str) -> str:
    """The form in which words of dates compare: without case, one form of the letters that Persian has two of."""
    return fold(text).translate(_PERSIAN)


WORDS: dict[str, tuple[str, str]] = {}
for _kind, _listed in rows("date_words.tsv"):
    for _word in _listed.split():
        WORDS.setdefault(
            date_form(_word), ("role", _kind) if _kind in ("published", "modified", "collected") else (_kind, "")
        )
MONTHS: dict[str, tuple[int, str]] = {}
for _name, _number, _language in months.NAMED:
    MONTHS.setdefault(date_form(_name), (_number, _language[0] if _language[1] == "-" else ""))
ZONES: dict[str, str] = {row[0]: row[1] for row in rows("zones.tsv")}
ERAS = {name: int(year) for name, year in rows("eras.tsv")}
PHRASES = [(phrase, phrase.replace(" ", "-")) for phrase in MONTHS if " " in phrase]
MONTHS.update({joined: MONTHS[phrase] for phrase, joined in PHRASES})
# Short forms of a month in one language and of a weekday in another.
ALSO_WEEKDAYS = frozenset({"mar"})
_LONGEST_WORD = 6  # Characters; the longest listed word in Chinese or Japanese has four, the rest is room.


def segments(word: str) -> Iterator[str]:
    """The listed words that a run of Chinese characters consists of, longest first, and what is left."""
    at = 0
    while at < len(word):
        size = next((n for n in range(_LONGEST_WORD, 0, -1) if word[at : at + n] in WORDS), len(word) - at)
        yield word[at : at + size]
        at += size


def month_number(word: str) -> int | None:
    """The number, 1 to 12, of the month of our calendar that a word names; None where it names none."""
    number, calendar = MONTHS.get(date_form(word), (None, ""))
    return None if calendar == "j" else number


def is_date_word(word: str) -> bool:
    """Whether the word stands in date lines: a month, a weekday, "published", "at"."""
    folded = date_form(word)
    return folded in MONTHS or folded in WORDS
