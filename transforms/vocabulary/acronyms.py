"""Acronyms: which a name can have, and whether a name looks like one."""

import re
from typing import Final

_LINKING_WORDS: Final = frozenset({"the", "of", "and", "for", "in", "on", "&", "de", "la", "du", "des"})
_ACRONYM: Final = re.compile(r"[^\W\d_a-z][\w&.-]{1,9}")
_PARTS: Final = re.compile(r"[\s-]+")


def initials(surface: str) -> set[str]:
    """The acronyms a name of several words can have: of its capitalised words, and of all but "of", "the" and such."""
    words = [word for word in _PARTS.split(surface) if word]
    if len(words) < 2:
        return set()
    capitals = "".join(word[0] for word in words if word[0].isupper())
    return {capitals, "".join(word[0] for word in words if word.lower() not in _LINKING_WORDS).upper()}


def is_acronym(surface: str) -> bool:
    """Whether a name looks like an acronym: at most ten characters, two capital letters at least."""
    return _ACRONYM.fullmatch(surface) is not None and sum(mark.isupper() for mark in surface) >= 2
