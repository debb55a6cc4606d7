"""Names of months: in English as dates in running text are written, and in all languages as date lines are."""

from collections.abc import Iterator
from typing import Final

from broadsheet.transforms.vocabulary.lists import rows

_ENGLISH: Final = "en"
_LEFT_OUT: Final = "-"  # a name that is another month's in a neighbouring language


def _named() -> Iterator[tuple[str, int, str]]:
    """Each name with its month, 1 to 12, and its language; "j-" and "b-" before it stand for other calendars."""
    for language, *months in rows("months.tsv"):
        for number, forms in enumerate(months, start=1):
            for form in forms.split("|") if forms != _LEFT_OUT else ():
                yield form, number, language


NAMED: Final = tuple(_named())
# English names and abbreviations, lower case, with their numbers.
ENGLISH: Final = {form: number for form, number, language in NAMED if language == _ENGLISH}
_FULL: Final = tuple(
    row.split("|")[0] for row in next(months for code, *months in rows("months.tsv") if code == _ENGLISH)
)
FULL: Final = tuple(name.capitalize() for name in _FULL)
SHORT: Final = tuple(name.capitalize() for name in ENGLISH if name not in _FULL)
# Also a verb, or a name of a person: a month only beside something else that dates.
ALSO_WORDS: Final = frozenset({"march", "april", "may", "june", "august"})


def foreign() -> dict[str, int]:
    """Names of three letters or more in any language, lower case, but those of two months (Czech, Croatian)."""
    numbers: dict[str, set[int]] = {}
    for form, number, language in NAMED:
        if "-" not in language:
            numbers.setdefault(form.lower(), set()).add(number)
    return {form: months.pop() for form, months in numbers.items() if len(months) == 1 and len(form) > 2}
