"""From the lines of a text to its articles where each begins with a head of its own: a headline, a byline and a day."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from broadsheet.transforms.metadata.bylines import looks_like_byline
from broadsheet.transforms.metadata.date_values import moment_of
from broadsheet.transforms.readers.exports.source import Line

# Characters of a line with a full stop that are prose: set by hand, as broken lines have 60 to 80.
_PROSE = 70
# Sentences of news have about 140 characters, headlines fewer: of lines longer than this a text is made.
_LONG = 160
_MAX_LINE = 100  # of a byline or a day; longer ones are sentences
_MIN_HEADS = 2  # one is that of the text
# Characters of prose below each head: teasers of other articles have a sentence or two, some 250 at most. Set by hand.
_MIN_TEXT = 300
ENDED = tuple('.!?…”"»')
MARKS = "*_# "  # of emphasis and headings, around a byline
_NUMBER = re.compile(r"\d+|\b[IVXLC]+\b")
_BYLINES = re.compile(r"^[ \t*_]*(?:by|von|par|por|di|door|av|af|przez)\s[^\n]{3,80}$", re.IGNORECASE | re.MULTILINE)


class _Head(NamedTuple):
    """Half-open lines between two stretches of prose, and the one that is the byline."""

    start: int
    end: int
    byline: int


def may_have_heads(text: str) -> bool:
    """Whether a text has as many lines that begin as bylines do as it takes to be several articles."""
    return sum(1 for _, _ in zip(_BYLINES.finditer(text), range(_MIN_HEADS), strict=False)) == _MIN_HEADS


def ranges_of(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """The half-open ranges of lines that are an article each; none where the text does not begin with such a head, or
    no other one follows."""
    heads = list(_heads(lines))
    if len(heads) < _MIN_HEADS or any(line.text for line in lines[: heads[0].start]):
        return []
    n_above = sum(bool(line.text) for line in lines[heads[0].start : heads[0].byline])
    starts = [_start(lines, head, n_above) for head in heads]
    if n_above > 1 and len({_NUMBER.sub("0", lines[start].text) for start in starts}) == 1:
        # What stands above each headline alike, but for a number, is none.
        starts = [start + 1 for start in starts]
    ends = [_end(lines, start) for start in starts[1:]]
    ranges = list(zip(starts, [*ends, len(lines)], strict=True))
    prose = [sum(len(line.text) for line in lines[low:high] if is_prose(line.text)) for low, high in ranges]
    return ranges if min(prose) >= _MIN_TEXT else []


def _heads(lines: Sequence[Line]) -> Iterator[_Head]:
    start = 0
    for at, line in enumerate(lines):
        if is_prose(line.text):
            if head := _head(lines, start, at):
                yield head
            start = at + 1


def _head(lines: Sequence[Line], start: int, end: int) -> _Head | None:
    plain = [line.text.strip(MARKS) for line in lines[start:end]]
    short = [(start + at, text) for at, text in enumerate(plain) if 0 < len(text) <= _MAX_LINE]
    byline = next((at for at, text in short if looks_like_byline(text)), None)
    has_day = any((moment := moment_of(text)) is not None and moment.precision != "month" for _, text in short)
    return _Head(start, end, byline) if byline is not None and has_day and short[0][0] < byline else None


def _start(lines: Sequence[Line], head: _Head, n_above: int) -> int:
    """The line where an article begins: as many filled lines above its byline as the first one has."""
    filled = [at for at in range(head.start, head.byline) if lines[at].text]
    return filled[-n_above:][0]


def _end(lines: Sequence[Line], start: int) -> int:
    """Where the article before ends: above what stands between it and the next headline and is no sentence."""
    while start and not _is_sentence(lines[start - 1].text):
        start -= 1
    return start


def _is_sentence(text: str) -> bool:
    return is_prose(text) or (text.endswith(ENDED) and any(map(str.isalnum, text)))


def is_prose(text: str) -> bool:
    """Whether a line is one of prose: a long one, or one that ends a sentence and is no short one."""
    return len(text) > _LONG or (len(text) > _PROSE and text.endswith(ENDED))
