"""The field of an article that a column may hold, by its name."""

import re
from functools import cache
from typing import NamedTuple

from broadsheet.transforms.readers.fields.named import ALIASES, folded
from broadsheet.transforms.vocabulary.folding import fold
from broadsheet.transforms.vocabulary.lists import rows

# Parts of a day that stand in columns of their own.
DAY_PARTS = ("year", "month", "day", "time")
_WORDS = {field: frozenset(words.split("|")) for field, words in rows("column_words.tsv")}
_AROUND, _MEASURES = _WORDS.pop("around"), _WORDS.pop("measure")
_FIELD_OF = {word: field for field, words in reversed(list(_WORDS.items())) for word in words}
_CONNECTORS = frozenset(
    ("of", "de", "du", "des", "del", "dell", "della", "di", "da", "do", "dos", "das", "der", "van", "z")
)
_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^\W\d_A-Z]+|\d+")
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "đ": "d"})
_MAX_NAME = 80  # characters; a longer one is a sentence, a bound on cost


class Named(NamedTuple):
    """The field that a name means, and how sure that is: 0 for the name that is most trusted."""

    field: str
    rank: int


@cache
def _exact() -> dict[str, Named]:
    """Every name a field goes by, with its place in the list."""
    fields: dict[str, Named] = {}
    for field, paths in ALIASES.items():
        for rank, path in enumerate(paths):
            fields.setdefault("".join(path), Named(field, rank))
    for field in DAY_PARTS:
        for rank, word in enumerate(sorted(_WORDS[field])):
            fields.setdefault(word, Named(field, rank))
    return fields


def field_of(name: str) -> Named | None:
    """The field that a column of this name holds; None where its name says none."""
    if len(name) > _MAX_NAME:
        return None
    exact = _exact().get(folded(name.replace(".", "")))
    if exact:
        return exact
    words = _words_of(name)
    if not words or not _MEASURES.isdisjoint(words):
        return None
    core = [word for word in words if word not in _AROUND] or words
    inner = _exact().get("".join(core))
    if inner:
        return Named(inner.field, inner.rank + _LESS)
    # The head of a name stands last, but before "of": "source url", "date of publication".
    is_first = not _CONNECTORS.isdisjoint(words)
    known = [word for word in core if word in _FIELD_OF]
    if not known or (len(known) < len(core) and core[0 if is_first else -1] not in _FIELD_OF):
        return None
    head = known[0] if is_first else known[-1]
    field = _FIELD_OF[head]
    if field == "published_date" and any(_FIELD_OF.get(word) == "modified_date" for word in core):
        field = "modified_date"
    return Named(field, 2 * _LESS)


# Names made of words come after those that are listed as they are.
_LESS = 1_000


def is_known(name: str) -> bool:
    """Whether a name is that of a field, or says that its column is about one."""
    return field_of(name) is not None or not _MEASURES.isdisjoint(_words_of(name))


def _words_of(name: str) -> list[str]:
    """The words of a name as the list has them: folded, and without the letters that folding leaves."""
    return [fold(word).translate(_LETTERS) for word in _PARTS.findall(name)]
