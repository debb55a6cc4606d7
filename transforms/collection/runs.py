"""Runs of words that two texts share, and whether these are one story told twice.

A copy keeps long runs of words: 16 in a row are never said twice by chance. Every run of 16 words holds a fingerprint,
the smallest hash of nine 8-word sequences in a row (winnowing: Schleimer, Wilkerson & Aiken 2003), so that pairs with
such a run are found without comparing all; what they share is then counted word for word.
"""

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from broadsheet.transforms.caching import remembered
from broadsheet.transforms.vocabulary.typography import plain

Hashes = NDArray[np.uint64]
Flags = NDArray[np.bool_]
Whole = NDArray[np.integer[Any]]
Places = NDArray[np.int64]

RUN = 16  # words in a row that are a copy
GRAM = 8  # words of a sequence that is hashed
WINDOW = RUN - GRAM + 1
ANCHOR = 3  # words in a row that align two texts where each has them once
LONGEST = 20_000  # words of a text that are looked at
BLOCK_WORDS = 1 << 20  # words whose fingerprints are taken together: 60 MB; a bound on memory, set by hand
FEWEST = 20  # words; a shorter text says too little to be a copy
# Words between two anchors within which a name of one text stands in the place of a name of the other.
GAP = 12
# One name in another's place in so many shared words makes two stories of one template; an edited copy has fewer.
# Set on stories made of templates (a match report, a forecast, a sentence passed) and on copies edited by hand.
WORDS_A_NAME = 150
_CALENDAR = (
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August"
    " September October November December"
)
_CHUNK = re.compile(r"\S+")
_NOT_A_LETTER = re.compile(r"[\W_]+")
_OPENS = re.compile(r"(?:[.!?:][\"')\]]*\s+|\n\s*)[\"'(\[]*\Z")
_OPENING_REACH = 8  # characters before a word: an end of a sentence, its marks and the space behind
# Days, months and "I" are written with a capital, but name nobody.
_NO_NAMES = frozenset({*_CALENDAR.casefold().split(), "i"})
_MULTIPLIER = np.uint64(0x100000001B3)
_SPREAD = np.uint64(0x9E3779B97F4A7C15)  # 2**64 by the golden ratio (Knuth 6.4): neighbours go far apart
SLOTS = 8  # at least so many slots for a sequence: one in nine is taken for another at most; set by hand


@remembered(1 << 17)
def _hash(word: str) -> int:
    return zlib.crc32(word.encode()) & 0xFFFFFFFE


def packed_words(text: str, has_spaces: bool = True) -> bytes:
    """Each word of a text as 32 bits, the last of which marks a name (a capital within a sentence).

    Words are textstat's: chunks between white space with a letter or digit, here in lower case and without marks, in
    plain typography. Of a language without spaces each character is one.
    """
    folded = plain(text)
    words = _packed(folded) if has_spaces else (_hash(each) for each in folded if not each.isspace())
    return np.array(list(islice(words, LONGEST)), "<u4").tobytes()


def _packed(text: str) -> Iterator[int]:
    for chunk in _CHUNK.finditer(text):
        word = _word(chunk.group())
        if word is not None:
            hashed, may_be_name = word
            yield hashed | (may_be_name and _is_within(text, chunk.start()))


@remembered(1 << 17)
def _word(chunk: str) -> tuple[int, bool] | None:
    """The hash of the word in a chunk, and whether it has a capital that may be a name's; None where there is none."""
    letters = _NOT_A_LETTER.sub("", chunk)
    word = letters.lower()
    return (_hash(word), letters[0].isupper() and word not in _NO_NAMES) if letters else None


def _is_within(text: str, start: int) -> bool:
    """Whether what begins there is within a sentence."""
    before = text[max(start - _OPENING_REACH, 0) : start]
    return bool(before) and not _OPENS.search(before)


@dataclass(frozen=True)
class Words:
    """The words of one text, as `packed_words` gives them."""

    packed: bytes

    @cached_property
    def marked(self) -> NDArray[np.uint32]:
        """The words with their marks of names."""
        return np.frombuffer(self.packed, "<u4")

    @cached_property
    def plain(self) -> Hashes:
        """The words without marks."""
        return (self.marked >> np.uint32(1)).astype(np.uint64)

    @cached_property
    def names(self) -> Places:
        """The places of the words that are marked as names."""
        return np.flatnonzero(self.marked & np.uint32(1))

    @cached_property
    def vocabulary(self) -> Hashes:
        """The distinct words, sorted."""
        return np.unique(self.plain)

    @cached_property
    def singles(self) -> tuple[Hashes, NDArray[np.int64]]:
        """The sequences of ANCHOR words that the text has once, sorted, and their places."""
        hashes, first, counts = np.unique(_sequences(self.plain, ANCHOR), return_index=True, return_counts=True)
        return hashes[counts == 1], first[counts == 1].astype(np.int64)

    @cached_property
    def grams(self) -> Hashes:
        """The hash of each sequence of GRAM words."""
        return _sequences(self.plain, GRAM)

    @cached_property
    def known(self) -> Hashes:
        """The distinct sequences of GRAM words, sorted."""
        return np.unique(self.grams)

    def __len__(self) -> int:
        """The number of words."""
        return len(self.packed) // 4


def fingerprints(texts: Sequence[Words]) -> tuple[Places, Hashes]:
    """The distinct winnowed hashes of texts, behind the places of the texts they are of; in order of place, then hash.

    Texts shorter than FEWEST words have none. Computed for many texts at once, as most are short.
    """
    pairs = [_fingerprints(texts, places) for places in _blocks([len(text) for text in texts])]
    owners = [owner for owner, _ in pairs] or [np.empty(0, np.int64)]
    hashes = [hashed for _, hashed in pairs] or [np.empty(0, np.uint64)]
    return np.concatenate(owners), np.concatenate(hashes)


def _blocks(sizes: Sequence[int]) -> Iterator[list[int]]:
    """The places of texts that are long enough, in blocks of about BLOCK_WORDS words."""
    block: list[int] = []
    n_words = 0
    for place, size in enumerate(sizes):
        if size >= FEWEST:
            block.append(place)
            n_words += size
        if n_words >= BLOCK_WORDS:
            yield block
            block, n_words = [], 0
    if block:
        yield block


def _fingerprints(texts: Sequence[Words], places: Sequence[int]) -> tuple[Places, Hashes]:
    """Those of one block: sequences that reach from one text into the next are left out."""
    sizes = np.array([len(texts[place]) for place in places], np.int64)
    words = np.frombuffer(b"".join([texts[place].packed for place in places]), "<u4")
    grams = _sequences((words >> np.uint32(1)).astype(np.uint64), GRAM)
    least = grams[: len(grams) - WINDOW + 1].copy()
    for offset in range(1, WINDOW):
        np.minimum(least, grams[offset : offset + len(least)], out=least)
    is_within = np.arange(len(least)) + RUN <= np.repeat(np.cumsum(sizes), sizes)[: len(least)]
    owners, hashes = np.repeat(np.array(places, np.int64), sizes)[: len(least)][is_within], least[is_within]
    order = np.lexsort((hashes, owners))
    owners, hashes = owners[order], hashes[order]
    is_new = np.concatenate(([True], (owners[1:] != owners[:-1]) | (hashes[1:] != hashes[:-1])))
    return owners[is_new], hashes[is_new]


def may_hold(texts: Sequence[Words], longer: Places, shorter: Places, share: float) -> Flags:
    """For each pair of places, whether the longer text may hold this share of the words of the shorter one in runs.

    Never false where it does: some that have fewer are let through, since sequences are looked up by part of their
    hash, and words in two runs count twice.
    """
    sizes = np.array([max(len(text) - GRAM + 1, 0) for text in texts], np.int64)
    words = np.cumsum(sizes[longer] + sizes[shorter])
    cuts = np.searchsorted(words, np.arange(BLOCK_WORDS, int(words[-1]) if len(words) else 0, BLOCK_WORDS))
    blocks = [_common(texts, *block) for block in zip(np.split(longer, cuts), np.split(shorter, cuts), strict=True)]
    least = share * np.array([len(text) for text in texts])[shorter]
    enough: Flags = np.concatenate(blocks) >= least
    return enough


def _common(texts: Sequence[Words], longer: Places, shorter: Places) -> Places:
    """At most how many words of each shorter text stand in runs that its longer one has, too."""
    if not len(longer):
        return np.empty(0, np.int64)
    distinct, numbers = np.unique(longer, return_inverse=True)
    holders, copies = ([texts[place].grams for place in places.tolist()] for places in (distinct, shorter))
    n_bits = int(sum(map(len, holders)) * SLOTS).bit_length()
    is_held = np.zeros(1 << n_bits, np.bool_)
    is_held[_slots(holders, np.arange(len(distinct)), n_bits)] = True
    pairs = np.repeat(np.arange(len(copies)), [len(each) for each in copies])
    is_common = is_held[_slots(copies, numbers, n_bits)]
    goes_on = np.zeros(len(pairs), np.bool_)
    goes_on[1:] = is_common[:-1] & (pairs[1:] == pairs[:-1])
    begins = is_common & ~goes_on
    lengths = np.bincount((np.cumsum(begins) - 1)[is_common])
    owners = pairs[begins][lengths >= WINDOW]
    n_words = lengths[lengths >= WINDOW] + GRAM - 1
    return np.bincount(owners, weights=n_words, minlength=len(copies)).astype(np.int64)


def _slots(sequences: Sequence[Hashes], numbers: Places, n_bits: int) -> Hashes:
    """A place in a table for each sequence of each text with its number."""
    owners = np.repeat(numbers.astype(np.uint64), [len(each) for each in sequences])
    return ((np.concatenate(sequences) ^ owners * _MULTIPLIER) * _SPREAD) >> np.uint64(64 - n_bits)


def _sequences(words: Hashes, size: int) -> Hashes:
    n_sequences = max(len(words) - size + 1, 0)
    hashes = np.zeros(n_sequences, np.uint64)
    with np.errstate(over="ignore"):
        for offset in range(size):
            hashes = (hashes ^ words[offset : offset + n_sequences]) * _MULTIPLIER
            hashes ^= hashes >> np.uint64(29)
    return hashes


def shared(text: Words, other: Words) -> Flags:
    """Which words of the text stand in a run of RUN or more that the other has too."""
    mask = np.zeros(len(text), np.bool_)
    if not len(text.grams) or not len(other.known):
        return mask
    is_known = are_in(text.grams, other.known)
    if not is_known.any():
        return mask
    edges = np.flatnonzero(np.diff(np.concatenate(([False], is_known, [False])).astype(np.int8)))
    for start, end in edges.reshape(-1, 2).tolist():
        if end - start >= WINDOW:
            mask[start : end + GRAM - 1] = True
    return mask


def is_other_story(a: Words, b: Words, n_shared: int) -> bool:
    """Whether names of one text stand where the other has names it shares with nothing of the first.

    Numbers and weekdays never tell: an edited copy has other numbers, too.
    """
    return _swapped_names(a, b) * WORDS_A_NAME >= max(n_shared, 1)


def _swapped_names(a: Words, b: Words) -> int:
    """Places between two anchors, or an anchor and an end, with names on either side that the other text lacks."""
    foreign_a, foreign_b = _foreign(a, b), _foreign(b, a)
    if not (foreign_a.any() and foreign_b.any()):
        return 0
    anchors = [(-ANCHOR, -ANCHOR), *_anchors(a, b), (len(a), len(b))]
    n_places = 0
    for (i, j), (next_i, next_j) in pairwise(anchors):
        first, second = slice(i + ANCHOR, next_i), slice(j + ANCHOR, next_j)
        sizes = next_i - i - ANCHOR, next_j - j - ANCHOR
        if min(sizes) > 0 and max(sizes) <= GAP:
            n_places += bool(foreign_a[first].any() and foreign_b[second].any())
    return n_places


def _foreign(text: Words, other: Words) -> Flags:
    """Which words are names that the other text has nowhere."""
    is_foreign = np.zeros(len(text), np.bool_)
    is_foreign[text.names] = ~are_in(text.plain[text.names], other.vocabulary)
    return is_foreign


def are_in(values: Whole, known: Whole) -> Flags:
    """Which of the values are among those known, which are sorted."""
    places = np.searchsorted(known, values)
    places[places == len(known)] = 0
    mask: Flags = known[places] == values if len(known) else np.zeros(len(values), np.bool_)
    return mask


def _anchors(a: Words, b: Words) -> Iterator[tuple[int, int]]:
    """Places, in both texts, of three words in a row that each has once, in the order of both."""
    (hashes_a, places_a), (hashes_b, places_b) = a.singles, b.singles
    _, at_a, at_b = np.intersect1d(hashes_a, hashes_b, assume_unique=True, return_indices=True)
    i, j = places_a[at_a], places_b[at_b]
    last = -1
    for place in np.argsort(i, kind="stable").tolist():
        if j[place] > last:
            last = int(j[place])
            yield int(i[place]), last
