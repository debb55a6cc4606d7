"""From pieces of text to the same with letters and accents composed (NFC), and where each code point went."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from broadsheet.transforms.records.passage import Piece

# Below U+0300 all letters are composed, and none joins the letter before it.
_RUNS = re.compile("[\x00-\u02ff]+|[^\x00-\u02ff]+")
# Unicode's stream-safe text holds at most 30 marks on a letter; further ones are cut.
_MAX_MARKS = 31


def composed(pieces: Iterable[Piece]) -> tuple[list[Piece], list[int]]:
    """Letters and their accents composed (NFC); and where each old code point went."""
    joined: list[Piece] = []
    moved: list[int] = []
    size = 0
    for char, start, end in _characters(pieces):
        last = joined[-1] if joined else None
        moved.extend(range(size, size + len(char)))
        if last is not None and _joins(last.text, char):
            if len(last.text) < _MAX_MARKS:
                whole = unicodedata.normalize("NFC", last.text + char)
                joined[-1] = Piece(whole, last.start, end)
                size += len(whole) - len(last.text)
            continue
        char = unicodedata.normalize("NFC", char)
        joined.append(Piece(char, start, end))
        size += len(char)
    moved.append(size)
    return _coalesced(joined), [min(at, size) for at in moved]


def _joins(before: str, char: str) -> bool:
    if char <= "\u02ff" or len(char) > 1:
        return False
    return unicodedata.combining(char) != 0 or unicodedata.normalize("NFC", before[-1] + char) != before[-1] + char


def _coalesced(pieces: Sequence[Piece]) -> list[Piece]:
    """The same, with neighbours that are verbatim copies made one piece."""
    merged: list[Piece] = []
    run: list[Piece] = []
    for piece in pieces:
        is_copy = len(piece.text) == piece.end - piece.start
        if run and not (is_copy and piece.start == run[-1].end):
            merged.append(Piece("".join(part.text for part in run), run[0].start, run[-1].end))
            run.clear()
        if is_copy:
            run.append(piece)
        else:
            merged.append(piece)
    if run:
        merged.append(Piece("".join(part.text for part in run), run[0].start, run[-1].end))
    return merged


def _characters(pieces: Iterable[Piece]) -> Iterable[tuple[str, int, int]]:
    """The code points of the pieces; runs of letters that are composed come whole, but for their last one."""
    for text, start, end in pieces:
        if len(text) != end - start:
            for char in text:
                yield char, start, end
            continue
        for run in _RUNS.finditer(text):
            low, high = run.span()
            if text[low] <= "\u02ff":
                if high - low > 1:
                    yield text[low : high - 1], start + low, start + high - 1
                low = high - 1
            for at in range(low, high):
                yield text[at], start + at, start + at + 1
