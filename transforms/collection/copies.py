"""Hashes of sentences and titles, which the same words in another article have, too."""

import re
import zlib
from collections.abc import Sequence

from broadsheet.transforms.caching import remembered

# Shorter sentences recur by chance ("He declined to comment.").
COPY_MIN_WORDS = 7
_WORD = re.compile(r"\w+")


@remembered(1 << 17)
def _word_hash(word: str) -> int:
    return zlib.crc32(word.encode()) * 0x9E3779B97F4A7C15 & 0xFFFFFFFFFFFFFFFF


def words_of(text: str) -> list[str]:
    """The lower-cased words that copies are told by."""
    return _WORD.findall(text.lower())


def copy_hash(text: str) -> int | None:
    """A 53-bit hash of a sentence's lower-cased words; None for one too short to tell a copy from chance."""
    words = words_of(text)
    return _hash_of(words) if len(words) >= COPY_MIN_WORDS else None


def title_hash(title: str) -> int | None:
    """A 53-bit hash of a title's lower-cased words; None without any."""
    words = words_of(title)
    return _hash_of(words) if words else None


def _hash_of(words: Sequence[str]) -> int:
    state = 0
    for word in words:
        state = (state * 0x100000001B3 ^ _word_hash(word)) & 0xFFFFFFFFFFFFFFFF
    return (state ^ state >> 29) * 0xBF58476D1CE4E5B9 % (1 << 64) >> 11
