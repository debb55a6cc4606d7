"""The spans of a text inside quotation marks."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from broadsheet.transforms.records.spans import Span

# Opening mark -> the marks that close it. Straight marks open and close themselves; »…« and „…” are usual abroad.
_CLOSERS = {
    '"': '"',
    "“": "”",
    "„": "“”",
    "«": "»",
    "»": "«",
    "「": "」",
    "『": "』",
    "``": "''",
    "''": "''",
    "‘": "’",
    "'": "'",
}
_SINGLE = frozenset("‘'")
_ENDS_SINGLE = ("’", "'")
_CLOSING = frozenset("".join(c for c in _CLOSERS.values() if c != "''")) | {"''"}
_FIRM = frozenset("”」』")  # close whatever follows: scripts without spaces, too
_MARK = re.compile(r"``|''|[\"“”„«»「」『』‘’']")
_OPENS_SPEECH = ('"', "“", "„", "«", "``", "''", "「")
# Words that begin with an apostrophe, which is no opening mark.
_CLIPPED = re.compile(r"(?:tis|twas|em|til|n|cause|round|bout|cos)\b|\d", re.IGNORECASE)
# Those that are so behind an opening mark, too, as word processors set it: "how ‘bout", "the ‘90s", "rock ‘n’ roll".
_TURNED = re.compile(r"(?:tis|twas|em|til|bout)\b|n['’]|\d0s\b", re.IGNORECASE)


class _Mark(NamedTuple):
    start: int
    end: int
    mark: str
    can_open: bool
    can_close: bool
    is_weak: bool  # may be a plural's apostrophe


def quoted_spans(text: str, paragraphs: Sequence[Span]) -> list[Span]:
    """The half-open spans between quotation marks, marks excluded, in order and without overlap.

    Marks are balanced within a paragraph. A double mark that opens and never closes quotes to the paragraph's end when
    the next paragraph opens with a mark too (the convention for speech over several paragraphs); otherwise it is a
    stray mark and quotes nothing. Marks inside a quotation belong to it. Linear in the length of the text.
    """
    spans: list[Span] = []
    for number, (start, end) in enumerate(paragraphs):
        next_start = paragraphs[number + 1][0] if number + 1 < len(paragraphs) else len(text)
        goes_on = text.startswith(_OPENS_SPEECH, next_start)
        spans += (span for span in _in_paragraph(text, (start, end), goes_on) if span[0] < span[1])
    return spans


def _in_paragraph(text: str, paragraph: Span, goes_on: bool) -> Iterator[Span]:
    marks = [_judged(text, m.start(), m.end(), paragraph) for m in _MARK.finditer(text, *paragraph)]
    ahead = _next_closers(marks)
    index = 0
    while index < len(marks):
        opening = marks[index]
        index += 1
        if not opening.can_open:
            continue
        nearest = [_nearest(ahead[closer], index) for closer in _closers(opening.mark) if closer in ahead]
        places = [place for place in nearest if place is not None]
        if places:
            close = min(places)
            yield opening.end, marks[close].start
            index = close + 1
        elif goes_on and opening.mark not in _SINGLE:
            yield opening.end, paragraph[1]
            return


def _closers(mark: str) -> Sequence[str]:
    closers = _CLOSERS[mark]
    return (closers,) if closers == "''" else tuple(closers)


def _judged(text: str, start: int, end: int, paragraph: Span) -> _Mark:
    mark = text[start:end]
    before = text[start - 1] if start > paragraph[0] else " "
    after = text[end] if end < paragraph[1] else " "
    starts_word = not before.isalnum() and not after.isspace()
    can_open = mark in _CLOSERS and (starts_word or mark not in {'"', "'", "''", "»"})
    if mark == "'":
        can_open = can_open and after not in ".,;:!?" and not _CLIPPED.match(text, end)
    elif mark == "‘":
        can_open = can_open and not _TURNED.match(text, end)
    can_close = mark in _FIRM or (mark in _CLOSING and not after.isalnum())
    if mark in {'"', "'", "''"}:
        can_close = can_close and not (before.isspace() and starts_word)
    return _Mark(start, end, mark, can_open, can_close, is_weak=mark in "’'" and before in "sS" and after == " ")


def _next_closers(marks: Sequence[_Mark]) -> dict[str, list[tuple[int, int | None]]]:
    """For each kind of closing mark, the nearest from each place on: where it changes, from the last place back.

    A weak closer gives way to a firm one behind it, unless another opening mark of single kind stands between.
    """
    changes: dict[str, list[tuple[int, int | None]]] = {}
    for index in range(len(marks) - 1, -1, -1):
        mark = marks[index]
        if mark.mark in _SINGLE and mark.can_open:
            for kind in _ENDS_SINGLE:
                if kind in changes:
                    changes[kind].append((index, None))
        if mark.can_close:
            known = changes.setdefault(mark.mark, [])
            if not (mark.is_weak and known and known[-1][1] is not None):
                known.append((index, index))
    return changes


def _nearest(changes: list[tuple[int, int | None]], place: int) -> int | None:
    """The nearest closing mark from a place on; forgets what lies before the place."""
    while changes and changes[-1][0] < place:
        changes.pop()
    return changes[-1][1] if changes else None
