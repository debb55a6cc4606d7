"""Spans that overlap as they like, made pieces of text with the spans that cover each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Span:
    """A marked part of a text: half-open, in code points; `kind` says how it looks, `note` what it is.

    `number` is its place in its table.
    """

    start: int
    end: int
    kind: str
    note: str
    number: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text, the spans that cover all of it, in order of start, and those of them that end with it."""

    text: str
    spans: tuple[Span, ...]
    ending: tuple[Span, ...]


def segments(text: str, start: int, spans: Iterable[Span]) -> Iterator[Segment]:
    """The pieces of a text whose first character is at `start`; put together they are the text.

    A span is cut to the text; one that is empty, or outside it, marks nothing.
    """
    stop = start + len(text)
    inside = sorted(
        (span for span in spans if max(span.start, start) < min(span.end, stop)),
        key=lambda span: (span.start, -span.end, span.kind, span.number),
    )
    bounds = sorted({start, stop, *(max(span.start, start) for span in inside), *(min(s.end, stop) for s in inside)})
    waiting, active = iter(inside), list[Span]()
    coming = next(waiting, None)
    for low, high in pairwise(bounds):
        while coming is not None and coming.start <= low:
            active.append(coming)
            coming = next(waiting, None)
        active = [span for span in active if span.end > low]
        ending = tuple(span for span in active if min(span.end, stop) == high)
        yield Segment(text[low - start : high - start], tuple(active), ending)
