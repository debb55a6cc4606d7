"""The sentences of one paragraph, as half-open code point ranges."""

import re
from collections.abc import Iterator

from broadsheet.transforms.records.spans import Span
from broadsheet.transforms.sentences.splitter_rules import STOP, sentence_end

# A blank line or a paragraph separator: a sentence never crosses one.
_HARD_BREAK = re.compile(r"\n[^\S\n]*+\n\s*+|\u2029\s*+")
_BULLETS = "•⁃‣◦▪●"
_LINE_ITEM = re.compile(
    rf"\n[^\S\n]*+(?:[{_BULLETS}]|[-–—*][^\S\n]|\(?(?P<label>\d{{1,3}}|[a-z])(?:\.\)|\)|\.)[^\S\n])"
)
# What the line before a lone numbered item ends in; otherwise the number may end the phrase of a wrapped line.
_LIST_CUES = frozenset(".:;!?…,")
_BULLET_ITEM = re.compile(rf"(?<=\s)[{_BULLETS}](?=\s?\w)")
_ITEM = re.compile(r"(?:(?<=\s)|\A)(\(?)(\d{1,3}|[a-z]|[ivx]{2,5})(\.\)|\)|\.)(?=\s)")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")


def sentence_spans(text: str) -> list[Span]:
    """The sentences of one paragraph, in order, without white space at their ends.

    A blank line always ends a sentence. A single line break counts as a space, unless the next line is a list item.
    Between them the ranges hold every character that is no white space; text of white space only has none.
    """
    if not text or text.isspace():
        return []
    spans: list[Span] = []
    for start, end in _segments(text):
        for low, high in _items(text, start, end):
            _split(text, low, high, spans)
    return spans


def _split(text: str, start: int, end: int, spans: list[Span]) -> None:
    """Append the sentences of a segment that has no white space at its ends."""
    begin = start
    for stop in STOP.finditer(text, start, end):
        after = stop.end()
        if after >= end:
            break
        cut = sentence_end(text, begin, stop, end)
        if cut:
            spans.append((begin, cut))
            begin = after if cut == stop.end(1) else cut + 1
    spans.append((begin, end))


def _segments(text: str) -> Iterator[Span]:
    """The runs of text between hard breaks, stripped."""
    if "\n" not in text and "\u2029" not in text:
        yield from _stripped(text, 0, len(text))
        return
    start = 0
    for gap in _HARD_BREAK.finditer(text):
        yield from _lines(text, start, gap.start())
        start = gap.end()
    yield from _lines(text, start, len(text))


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    """The runs between hard breaks, cut before each line that is an item of a list."""
    matches = list(_LINE_ITEM.finditer(text, start, end))
    labels: list[str | None] = [item.group("label") for item in matches]
    for index, item in enumerate(matches):
        at = item.start()
        if (
            labels[index] is None
            or text[max(start, at - 8) : at].rstrip()[-1:] in _LIST_CUES
            or _in_series(labels, index)
        ):
            yield from _stripped(text, start, at)
            start = at + 1
    yield from _stripped(text, start, end)


def _in_series(labels: list[str | None], index: int) -> bool:
    """Whether the label of a numbered line follows that of the numbered line before it, or leads to the next one's."""
    before, label, after = (labels[i] if 0 <= i < len(labels) else None for i in (index - 1, index, index + 1))
    return (before is not None and label in _successors(before)) or (label is not None and after in _successors(label))


def _stripped(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def _items(text: str, start: int, end: int) -> Iterator[Span]:
    """The items of a list that is written in one line; the whole segment where it does not begin as a list."""
    head = text[start]
    if head in _BULLETS:
        cuts = [bullet.start() for bullet in _BULLET_ITEM.finditer(text, start + 1, end)]
    elif head.isdigit() or head == "(" or "a" <= head <= "z":
        cuts = _numbered(text, start, end)
    else:
        cuts = []
    for cut in cuts:
        yield from _stripped(text, start, cut)
        start = cut
    yield start, end


def _numbered(text: str, start: int, end: int) -> list[int]:
    """Where the second and later items of a numbered list begin: each label is the successor of the one before."""
    first = _ITEM.match(text, start, end)
    if not first:
        return []
    style = first.group(1, 3)
    wanted = _successors(first.group(2))
    cuts: list[int] = []
    for item in _ITEM.finditer(text, first.end(), end):
        if item.group(2) in wanted and item.group(1, 3) == style:
            cuts.append(item.start())
            wanted = _successors(item.group(2))
    return cuts


def _successors(label: str) -> set[str]:
    """The labels that may follow one in a list: "v" is followed by "vi" or "w"."""
    if label.isdigit():
        return {str(int(label) + 1)}
    following = {chr(ord(label) + 1)} if len(label) == 1 else set()
    if label in _ROMAN[:-1]:
        following.add(_ROMAN[_ROMAN.index(label) + 1])
    return following
