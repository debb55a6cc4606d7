"""From texts to what tells copies apart: hashes of sentences, sketches of texts, and clusters of near copies."""

import re
import zlib
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]

# Near copies share at least half of their four-word sequences. 128 minima estimate that share to about +-0.04; 32 bands
# of 4 make a pair above it all but certain to be compared (Broder 1997; Leskovec, Rajaraman & Ullman, chapter 3).
SHINGLE = 4
MINIMA = 128
BANDS = 32
NEAR_COPY = 0.5
# Shorter sentences recur by chance ("He declined to comment.").
COPY_MIN_WORDS = 7
_WORD = re.compile(r"\w+")
_RANDOM = np.random.Generator(np.random.PCG64(20220427))
_FACTORS = _RANDOM.integers(1, 1 << 62, MINIMA, dtype=np.uint64) | np.uint64(1)
_SHIFTS = _RANDOM.integers(0, 1 << 62, MINIMA, dtype=np.uint64)


@lru_cache(maxsize=1 << 17)
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


def sketch(text: str) -> bytes | None:
    """The MinHash minima of a text's four-word sequences; None for a text with fewer than 20 words."""
    words = words_of(text)
    if len(words) < 20:
        return None
    hashes = np.fromiter((_word_hash(word) for word in words), np.uint64, len(words))
    shingles = np.zeros(len(words) - SHINGLE + 1, np.uint64)
    with np.errstate(over="ignore"):
        for offset in range(SHINGLE):
            shingles = shingles * np.uint64(0x100000001B3) ^ hashes[offset : offset + len(shingles)]
        minima = np.full(MINIMA, np.iinfo(np.uint64).max, np.uint64)
        for start in range(0, len(shingles), 4096):
            part = np.unique(shingles[start : start + 4096])
            minima = np.minimum(minima, (part[:, None] * _FACTORS + _SHIFTS).min(axis=0))
    return (minima >> np.uint64(32)).astype("<u4").tobytes()


def clusters(sketches: Sequence[bytes | None]) -> NDArray[np.int64]:
    """For each text, the position of the first text of its cluster of near copies (itself where it has none).

    Texts are compared where a band of their sketches agrees, each with the first of its band and the one before it.
    """
    parent = np.arange(len(sketches), dtype=np.int64)
    known = [i for i, made in enumerate(sketches) if made is not None]
    if not known:
        return parent
    matrix = np.frombuffer(b"".join(sketches[i] or b"" for i in known), "<u4").reshape(len(known), MINIMA)
    positions = np.array(known, dtype=np.int64)
    for band in np.split(matrix.astype(np.uint64), BANDS, axis=1):
        keys = np.zeros(len(known), np.uint64)
        for column in band.T:
            keys = keys * np.uint64(0x100000001B3) + column
        for a, b in _neighbours(keys):
            _join(parent, int(positions[a]), int(positions[b]), float(np.mean(matrix[a] == matrix[b])))
    return np.array([_root(parent, i) for i in range(len(parent))], dtype=np.int64)


def _neighbours(keys: Hashes) -> Iterator[tuple[int, int]]:
    """Pairs of places with one key: each with the first place of that key, and with the one before it."""
    order = np.argsort(keys, kind="stable")
    same = np.flatnonzero(keys[order[1:]] == keys[order[:-1]]) + 1
    first = -1
    for place in same:
        if first < 0 or keys[order[first]] != keys[order[place]]:
            first = int(place) - 1
        yield int(order[first]), int(order[place])
        if place - 1 != first:
            yield int(order[place - 1]), int(order[place])


def _join(parent: NDArray[np.int64], a: int, b: int, likeness: float) -> None:
    if likeness >= NEAR_COPY:
        low, high = sorted((_root(parent, a), _root(parent, b)))
        parent[high] = low


def _root(parent: NDArray[np.int64], node: int) -> int:
    while parent[node] != node:
        parent[node] = parent[parent[node]]
        node = int(parent[node])
    return node
