"""From the text of a section to its quoted regions, balanced paragraph by paragraph."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from broadsheet.transforms.sentences.quotation_marks import quoted_spans

Span = tuple[int, int]

_MARK: Final = re.compile(r"``|''|[\"“”‟„«»]")
_OPENERS: Final = frozenset("“‟„«") | {"``"}
_CLOSERS: Final = frozenset("”»")
_AFTER_SPEECH: Final = ",.?!…"
_SINGLES: Final = "‘’'"
_OPENS_SINGLE: Final = re.compile(r"‘|(?<![^\W_])'")
_SHORTEST_STRAY: Final = 20


class Region(NamedTuple):
    """A quoted region: half-open code points with the marks and without; `is_closed` tells that both marks stand."""

    outer_start: int
    start: int
    end: int
    outer_end: int
    is_closed: bool


def regions(text: str, paragraphs: Sequence[Span]) -> list[list[Region]]:
    """The quoted regions of each paragraph, in order and apart.

    A mark that opens and never closes quotes to the next opening mark or the paragraph's end; a closing mark alone, to
    the paragraph's start, where it follows a comma or a stop. Single marks count outside double ones.
    """
    spans = quoted_spans(text, paragraphs) if _OPENS_SINGLE.search(text) else ()
    singles = (span for span in spans if text[span[0] - 1] in _SINGLES)
    single = next(singles, None)
    found: list[list[Region]] = []
    for paragraph in paragraphs:
        mine = [region for region in _doubled(text, paragraph) if region.start < region.end]
        while single is not None and single[0] < paragraph[1]:
            start, end = single
            is_closed = end < paragraph[1]  # else it goes on to the paragraph's end, where no mark stands
            mine.append(Region(start - 1, start, end, end + is_closed, is_closed))
            single = next(singles, None)
        found.append(_apart(mine))
    return found


def _apart(found: list[Region]) -> list[Region]:
    """The regions in order of start, without those that begin inside another."""
    kept: list[Region] = []
    for region in sorted(found, key=lambda one: (one.outer_start, -one.outer_end)):
        if not kept or region.outer_start >= kept[-1].outer_end:
            kept.append(region)
    return kept


def _doubled(text: str, paragraph: Span) -> Iterator[Region]:
    low, high = paragraph
    opened: re.Match[str] | None = None
    none_yet = True
    for mark in _MARK.finditer(text, low, high):
        role = _role(text, mark, paragraph, opened)
        if role == "open":
            if opened is not None:
                yield _unclosed(text, opened, mark.start())
            opened = mark
            continue
        if opened is not None:
            yield Region(opened.start(), opened.end(), mark.start(), mark.end(), True)
            none_yet = False
        elif none_yet and mark.start() - low > _SHORTEST_STRAY and text[mark.start() - 1] in _AFTER_SPEECH:
            yield Region(low, low, mark.start(), mark.end(), False)
            none_yet = False
        opened = None
    if opened is not None:
        yield _unclosed(text, opened, high)


def _unclosed(text: str, opened: re.Match[str], end: int) -> Region:
    stop = opened.end() + len(text[opened.end() : end].rstrip())
    return Region(opened.start(), opened.end(), stop, stop, False)


def _role(text: str, mark: re.Match[str], paragraph: Span, opened: re.Match[str] | None) -> str:
    """Whether a mark opens or closes; a straight one tells by its place, and by whether one is open."""
    before = text[mark.start() - 1] if mark.start() > paragraph[0] else " "
    after = text[mark.end()] if mark.end() < paragraph[1] else " "
    closes_word = not before.isspace() and not after.isalnum()
    if mark.group() in _OPENERS:
        return "close" if opened is not None and closes_word and after.isspace() else "open"
    if mark.group() in _CLOSERS:
        return "open" if opened is None and before.isspace() and after.isalnum() else "close"
    if opened is None:
        return "open"
    return "open" if before.isspace() and after.isalnum() else "close"
