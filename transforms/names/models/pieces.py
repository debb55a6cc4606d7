"""The word pieces that a name model reads, each with where it stands and how its word is written."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

Numbers = NDArray[np.int64]

# The model's vocabulary is lower case: how a word is written, and what parts it from the one before, reach it as a
# second input. A writing is one of eight, a gap one of three; the input of a piece is writing * 3 + gap.
MARK, DIGITS, LOWER, UPPER, INITIAL, TITLE, MIXED = 2, 1, 3, 4, 5, 6, 7
GLUED, SPACED, LINE = 0, 1, 2
N_GAPS: Final = 3  # the three gaps above
# The eight writings above, each with three gaps: rows of the table that the network was trained with.
N_WRITINGS: Final = 8 * N_GAPS
_RUN: Final = re.compile(r"[^\W_]+")
# Halves of a code point, which no encoding but that of Python strings can hold.
_HALVES: Final = re.compile(r"[\ud800-\udfff]")
_LINE_BREAKS: Final = re.compile(r"[\n\r\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of a text, parallel arrays: vocabulary ids, half-open code points, writings."""

    ids: Numbers
    starts: Numbers
    ends: Numbers
    writings: Numbers

    def __len__(self) -> int:
        """The number of pieces."""
        return len(self.ids)

    def __getitem__(self, part: slice) -> "Pieces":
        """Some pieces that follow each other."""
        return Pieces(self.ids[part], self.starts[part], self.ends[part], self.writings[part])


def pieces(tokenizer: Tokenizer, text: str) -> Pieces:
    """The pieces of `text` by a tokenizer that neither pads, truncates nor adds special tokens."""
    encoding = tokenizer.encode(_HALVES.sub("\ufffd", text), add_special_tokens=False)
    offsets = np.array(encoding.offsets, np.int64).reshape(-1, 2)
    starts, ends = offsets[:, 0], offsets[:, 1]
    return Pieces(
        np.array(encoding.ids, np.int64), starts, ends, _writings(text, starts) * N_GAPS + _gaps(text, starts, ends)
    )


def joined(parts: Sequence[Pieces]) -> Pieces:
    """The pieces of several texts, one after the other."""
    empty = np.empty(0, np.int64)
    return Pieces(*(np.concatenate([empty, *(getattr(part, name) for part in parts)]) for name in Pieces.__slots__))


def word_starts(stream: Pieces) -> Numbers:
    """Which pieces begin a word: all but those glued to the one before, when both are letters or digits."""
    is_letters = stream.writings // N_GAPS != MARK
    goes_on = (stream.writings % N_GAPS == GLUED) & is_letters
    goes_on[1:] &= is_letters[:-1]
    goes_on[:1] = False
    return np.flatnonzero(~goes_on)


def line_starts(stream: Pieces) -> NDArray[np.bool_]:
    """For each piece, whether a line begins with it."""
    begins: NDArray[np.bool_] = stream.writings % N_GAPS == LINE
    return begins


def _writings(text: str, starts: Numbers) -> Numbers:
    """How the run of letters and digits around each start is written; `MARK` outside one."""
    runs = [(match.start(), match.end(), _writing(match.group())) for match in _RUN.finditer(text)]
    if not runs:
        return np.full(len(starts), MARK, np.int64)
    table = np.array(runs, np.int64)
    at = np.searchsorted(table[:, 0], starts, side="right") - 1
    inside = (at >= 0) & (starts < table[at, 1])
    return np.where(inside, table[at, 2], MARK)


def _writing(run: str) -> int:
    if run.islower():
        return LOWER
    if not any(map(str.isalpha, run)):
        return DIGITS
    if run.isupper():
        return UPPER if len(run) > 1 else INITIAL
    return TITLE if run[0].isupper() and run[1:].islower() else MIXED


def _gaps(text: str, starts: Numbers, ends: Numbers) -> Numbers:
    """What stands before each piece: nothing, white space, or a line break. A text begins like a line."""
    before = np.concatenate(([0], ends[:-1]))
    gaps = np.where(starts > before, SPACED, GLUED)
    breaks = np.array([match.start() for match in _LINE_BREAKS.finditer(text)], np.int64)
    gaps[np.searchsorted(breaks, starts) > np.searchsorted(breaks, before)] = LINE
    if len(gaps):
        gaps[0] = LINE
    return gaps
