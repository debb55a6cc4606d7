"""Honorifics: what stands before a name and is no part of it ("Mrs.", "Prof.", "Herr")."""

from typing import Final

from broadsheet.transforms.vocabulary.folding import fold
from broadsheet.transforms.vocabulary.lists import rows

_ROWS: Final = [(word, gender, frozenset(uses.split(","))) for word, gender, uses in rows("honorifics.tsv")]
# Those of running text, lower case, without their full stop.
IN_TEXT: Final = frozenset(word for word, _, uses in _ROWS if "text" in uses)
# Those of bylines, folded, with and without the full stop where both are usual.
IN_BYLINES: Final = frozenset(
    fold(form)
    for word, _, uses in _ROWS
    for form, use in ((word, "byline"), (f"{word}.", "byline"), (f"{word}.", "byline."))
    if use in uses
)
GENDERS: Final = {word: gender for word, gender, _ in _ROWS if gender}
# What is a given name, too: "Sheikh".
ALSO_NAMES: Final = frozenset(word for word, _, uses in _ROWS if "name" in uses)
# What in lower case is another word: "will miss Tarn".
CAPITAL_ONLY: Final = frozenset(word for word, _, uses in _ROWS if "capital" in uses)
# "Mr", "Mrs", "Ms": what may stand before any surname, whatever its bearer does.
CIVIL: Final = tuple(word.capitalize() for word, _, uses in _ROWS if "civil" in uses)
CIVIL_PATTERN: Final = "|".join(CIVIL)


def is_honorific(word: str) -> bool:
    """Whether a word of running text is an honorific, with or without its full stop, in any case."""
    return word.rstrip(".").lower() in IN_TEXT
