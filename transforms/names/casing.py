"""Articles that are written in small letters or in capitals alone, as a recogniser and rules of names can read them."""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from broadsheet.transforms.names.recogniser import Document, Name, Section

_FIRST_LETTER: Final = re.compile(r"(?<![\w'’])[^\W\d_]")
# Letters that a body needs to show how it is written, and the share that the rarer case may have: "I" in small letters,
# a word of a link in capitals. Set by hand.
_LEAST_LETTERS: Final = 100
_MOST_OTHERS: Final = 0.02


# Asked of each section before names are sought and before the rules.
@lru_cache(maxsize=4)
def is_of_one_case(text: str) -> bool:
    """Whether all but a few letters of a text are small, or capitals."""
    n_letters, n_upper = sum(map(str.isalpha, text)), sum(map(str.isupper, text))
    return n_letters >= _LEAST_LETTERS and min(n_upper, n_letters - n_upper) <= _MOST_OTHERS * n_letters


def read_as(document: Document) -> Document:
    """The document as a recogniser is asked: a body of one case has a capital on each word, as headlines have.

    Of every fourth text of world news and every third of agency news, put in small letters, the released recogniser
    finds names with F1 .06 and .02 as they are and .76 and .79 so; in capitals with .74 and .79, and .76 and .79 so.
    """
    return _changed(document, lambda _, text: _capitalised(text))


def with_names(document: Document, names: Sequence[Name]) -> Document:
    """The document as rules see it: a body of one case has capitals on the words of its names alone."""
    by_section: dict[int, list[Name]] = defaultdict(list)
    for name in names:
        by_section[name.section].append(name)
    return _changed(document, lambda at, text: _named(text, by_section[at]))


def _named(text: str, names: Sequence[Name]) -> str:
    parts: list[str] = []
    at = 0
    for name in names:
        parts += [_lower(text[at : name.start]), _capitalised(text[name.start : name.end])]
        at = name.end
    return "".join([*parts, _lower(text[at:])])


def _changed(document: Document, written: Callable[[int, str], str]) -> Document:
    """The document with bodies of one case as they are to be written, by number and text of the section."""
    if not any(map(_is_changed, document.sections)):
        return document
    return replace(
        document,
        sections=tuple(
            replace(section, text=written(at, section.text)) if _is_changed(section) else section
            for at, section in enumerate(document.sections)
        ),
    )


def _is_changed(section: Section) -> bool:
    """Headlines stay: a recogniser knows them in capitals, and the body tells which of their words are names."""
    return section.name != "title" and is_of_one_case(section.text)


def _capitalised(text: str) -> str:
    return _FIRST_LETTER.sub(lambda letter: _kept_length(letter.group(), letter.group().upper()), _lower(text))


def _lower(text: str) -> str:
    lower = text.lower()
    # "İ" is two code points in small letters: then letter by letter, so that places stay what they are.
    return lower if len(lower) == len(text) else "".join(_kept_length(mark, mark.lower()) for mark in text)


def _kept_length(mark: str, changed: str) -> str:
    return changed if len(changed) == 1 else mark
