"""A document as one run of word pieces, and the windows of it that a name model reads alone."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from tokenizers import Tokenizer

from broadsheet.transforms.names.models.pieces import (
    LINE,
    SPACED,
    Numbers,
    Pieces,
    joined,
    line_starts,
    pieces,
    word_starts,
)
from broadsheet.transforms.names.recogniser import Document, Section
from broadsheet.transforms.records.record import SectionName

# The title first, so that the lead stands beside it as in a paper; captions last.
_ORDER: Final[tuple[SectionName, ...]] = ("title", "text", "caption")
# A run of that length without a space is an address or no text at all; it parts lines as a line break does.
_BETWEEN: Final = re.compile(r"(?<!\S)\S{201,}|[\n\r\u2028\u2029]+")
_UPPER: Final = re.compile(r"[^\W\d_a-z]")
# Code points given to the tokenizer at once: a long line fits; a bound on memory and cost, set by hand.
_MAX_CHARS: Final = 5_000
# What a window may begin with: the higher the better; 0 is the middle of a word.
_WORD, _SENTENCE, _LINE = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Stream:
    """The pieces of all sections, title first. `runs` has, for each section with any, its index and its half-open
    range of pieces; `joints` tells what each piece begins: line, sentence, word, or nothing (3 to 0).
    """

    pieces: Pieces
    runs: tuple[tuple[int, int, int], ...]
    joints: Numbers


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces `first` to `end` are read, half-open; the labels of those from `start` on are kept."""

    first: int
    start: int
    end: int


def streamed(tokenizer: Tokenizer, document: Document) -> Stream:
    """The pieces of a document. Linear in its length: a tokenizer is given a line at a time."""
    sections = document.sections
    parts: list[Pieces] = []
    joints: list[Numbers] = []
    runs: list[tuple[int, int, int]] = []
    at = 0
    for index in sorted(range(len(sections)), key=lambda index: _ORDER.index(sections[index].name)):
        part = _pieces_of(tokenizer, sections[index].text)
        if len(part):
            parts.append(part)
            joints.append(_joints(part, sections[index]))
            runs.append((index, at, at + len(part)))
            at += len(part)
    return Stream(joined(parts), tuple(runs), np.concatenate(joints) if joints else np.empty(0, np.int64))


def _pieces_of(tokenizer: Tokenizer, text: str) -> Pieces:
    parts = []
    for start, end, begins_line in lines(text):
        part = pieces(tokenizer, text[start:end])
        if len(part) and not begins_line:
            part.writings[0] -= LINE - SPACED
        parts.append(Pieces(part.ids, part.starts + start, part.ends + start, part.writings))
    return joined(parts)


def _joints(part: Pieces, section: Section) -> Numbers:
    joints = np.zeros(len(part) + 1, np.int64)
    joints[word_starts(part)] = _WORD
    joints[np.searchsorted(part.starts, np.array([start for start, _ in section.sentences], np.int64))] = _SENTENCE
    joints[:-1][line_starts(part)] = _LINE
    return joints[:-1]


def lines(text: str) -> Iterator[tuple[int, int, bool]]:
    """Half-open code points of the lines that may hold a name, and whether a line begins there.

    A line without an upper-case letter holds none; a long one is cut at spaces.
    """
    at = 0
    for gap, then in (*((match.start(), match.end()) for match in _BETWEEN.finditer(text)), (len(text), len(text))):
        begins_line = True
        while at < gap:
            end = gap
            if end - at > _MAX_CHARS:
                space = text.rfind(" ", at + 1, at + _MAX_CHARS)
                end = space if space > 0 else at + _MAX_CHARS
            if _UPPER.search(text, at, end):
                yield at, end, begins_line
            at, begins_line = end, False
        at = then


def framed(pieces: Pieces, window: Window, first: Sequence[int], last: Sequence[int]) -> dict[str, Numbers]:
    """What a model reads of a window, as one row: ids and writings between those of its first and its last token."""
    read = slice(window.first, window.end)
    rows = zip(("input_ids", "token_type_ids"), first, (pieces.ids[read], pieces.writings[read]), last, strict=True)
    return {name: np.concatenate(([head], inner, [tail]))[None] for name, head, inner, tail in rows}


def windows(joints: Numbers, size: int, context: int) -> Iterator[Window]:
    """Windows of at most `size` pieces that together keep each piece once, of about one length.

    One begins at the best joint of the last half it may begin in. It also reads up to `context` pieces before it.
    """
    at, n = 0, len(joints)
    while at < n:
        first = max(0, at - context)
        first += int(np.argmax(joints[first : at + 1] > 0))
        room = size - (at - first)
        end = n
        if n - at > room:
            even = -(-(n - at) // -(-(n - at) // room))
            low = at + max(1, room // 2)
            kinds = joints[low : at + room + 1]
            ends = np.flatnonzero(kinds == kinds.max()) + low
            end = int(ends[np.argmin(np.abs(ends - (at + even)))])
        yield Window(first, at, end)
        at = end
