"""From pieces of a decoded raw file to a passage of text that remembers where each of its code points came from."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Offsets = NDArray[np.int64]

_set = object.__setattr__


class Piece(NamedTuple):
    """A run of text and the half-open range of code points of the decoded file it stands for.

    Where text and range are of one length, each code point maps to its own place (a verbatim copy); otherwise every
    code point of the text maps to the whole range (an entity, an escape, a folded line break).
    """

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, init=False)
class Passage:
    """Text put together from pieces of a raw file, in order; `text` is the pieces, joined by nothing."""

    pieces: tuple[Piece, ...]
    text: str = field(compare=False, repr=False)

    def __init__(self, pieces: tuple[Piece, ...]) -> None:
        _set(self, "pieces", pieces)
        _set(self, "text", pieces[0].text if len(pieces) == 1 else "".join([piece.text for piece in pieces]))

    @property
    def start(self) -> int:
        """The first code point of the decoded file that the passage stands for."""
        return self.pieces[0].start

    @property
    def end(self) -> int:
        """One past the last code point of the decoded file that the passage stands for."""
        return self.pieces[-1].end

    def cut(self, start: int, end: int) -> "Passage":
        """The passage of `text[start:end]`, with its origins."""
        if start <= 0 and end >= len(self.text):
            return self
        kept: list[Piece] = []
        at = 0
        for piece in self.pieces:
            low, high = max(start - at, 0), min(end - at, len(piece.text))
            if low < high:
                verbatim = len(piece.text) == piece.end - piece.start
                origin = (piece.start + low, piece.start + high) if verbatim else (piece.start, piece.end)
                kept.append(Piece(piece.text[low:high], *origin))
            at += len(piece.text)
        return Passage(tuple(kept))

    def stripped(self) -> "Passage":
        """The passage without white space at its ends."""
        text = self.text
        start = len(text) - len(text.lstrip())
        return self if start == 0 and text == text.rstrip() else self.cut(start, len(text.rstrip()))

    def without(self, spans: Iterable[tuple[int, int]]) -> "Passage":
        """The passage without the code points of some spans, which come in order and apart."""
        kept: list[Passage] = []
        at = 0
        for start, end in spans:
            kept.append(self.cut(at, start))
            at = end
        return joined((*kept, self.cut(at, len(self.text)))) if at else self

    def origins(self) -> tuple[Offsets, Offsets]:
        """For each code point of `text`, where its origin starts and ends in the decoded file."""
        starts: list[Offsets] = []
        ends: list[Offsets] = []
        for text, start, end in self.pieces:
            if len(text) == end - start:
                run = np.arange(start, end, dtype=np.int64)
                starts.append(run)
                ends.append(run + 1)
            else:
                starts.append(np.full(len(text), start, dtype=np.int64))
                ends.append(np.full(len(text), end, dtype=np.int64))
        empty = np.empty(0, dtype=np.int64)
        return (np.concatenate(starts), np.concatenate(ends)) if starts else (empty, empty)


def verbatim(source: str, start: int, end: int) -> Passage:
    """The passage that is `source[start:end]`, unchanged."""
    return Passage((Piece(source[start:end], start, end),)) if start < end else Passage(())


def joined(passages: Iterable[Passage]) -> Passage:
    """The passages one after the other, as one."""
    return Passage(tuple(piece for passage in passages for piece in passage.pieces))
