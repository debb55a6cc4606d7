"""Where the entries of a list of phrases stand in a text, in time linear in the text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

_TOKEN: Final = re.compile(r"\w+|[^\w\s]")


class Token(NamedTuple):
    """A word or a single mark, half-open code points."""

    text: str
    start: int
    end: int


# Two steps of the rules read each of the three sections one after the other.
@lru_cache(maxsize=4)
def tokens(text: str) -> tuple[Token, ...]:
    """The words and marks of a text, in order."""
    return tuple(Token(match.group(), *match.span()) for match in _TOKEN.finditer(text))


class Phrases:
    """A list of phrases, found whole word by whole word and with their case; white space between words is free."""

    def __init__(self, phrases: Iterable[str]) -> None:
        """Phrases without a word or mark are left out."""
        self._of_words: dict[tuple[str, ...], str] = {}
        lengths: dict[str, set[int]] = {}
        for phrase in phrases:
            words = tuple(_TOKEN.findall(phrase))
            if words:
                self._of_words[words] = phrase
                lengths.setdefault(words[0], set()).add(len(words))
        self._lengths = {first: sorted(sizes, reverse=True) for first, sizes in lengths.items()}

    def find(self, text: Sequence[Token]) -> Iterator[tuple[int, int, str]]:
        """Each place, as a half-open range of token numbers, with its phrase: leftmost first, longest first."""
        at = 0
        while at < len(text):
            size = self._longest(text, at)
            if size:
                yield at, at + size, self._of_words[tuple(token.text for token in text[at : at + size])]
            at += size or 1

    def _longest(self, text: Sequence[Token], at: int) -> int:
        for size in self._lengths.get(text[at].text, ()):
            words = tuple(token.text for token in text[at : at + size])
            if len(words) == size and words in self._of_words:
                return size
        return 0
