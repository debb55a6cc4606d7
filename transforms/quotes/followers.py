"""Quoted regions that nobody is named for, and the speaker of the words before them."""

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from broadsheet.transforms.quotes.direct import Piece
from broadsheet.transforms.quotes.model import Attribution
from broadsheet.transforms.records.spans import Span

_SENTENCE_BREAK: Final = re.compile(r"[.!?]\s+\S")
_ENDS: Final = frozenset(".?!:”\"'’")
_CLOSING: Final = frozenset("”\"'’»›")
_SHORTEST: Final = 5  # words; a shorter paragraph of its own is as often another's
_FURTHEST: Final = 160  # code points: a speaker with a title, or a short sentence, between two parts; set by hand
_MOST_STOPS: Final = 2  # the stop that ends the attribution and one of an abbreviation or a short sentence


def with_followers(
    text: str, paragraphs: Sequence[Span], pieces: Iterable[Piece], attributions: Sequence[Attribution]
) -> list[Attribution]:
    """The attributions, and those of the regions in `pieces` that go on with what was said before them."""
    result = sorted(attributions, key=lambda attribution: attribution.content[0])
    for piece in pieces:
        mine = _in_paragraph(result, paragraphs[piece.paragraph], piece.region.outer_start)
        outer = (piece.region.outer_start, piece.region.outer_end)
        if mine is not None and _goes_on(text, paragraphs[piece.paragraph], piece, result[mine]):
            before = result[mine]
            result[mine] = replace(before, content=(*before.content, outer))
        elif mine is None and piece.paragraph and piece.opens_paragraph:
            last = _in_paragraph(result, paragraphs[piece.paragraph - 1], paragraphs[piece.paragraph][0])
            if last is None or (piece.size < _SHORTEST and not _is_open(text, result[last])):
                continue
            if _is_chained(text, paragraphs[piece.paragraph - 1][1], piece, result[last]):
                chained = Attribution((outer,), "chain", speaker=result[last].speaker)
                insort(result, chained, key=lambda attribution: attribution.content[0])
    return result


def _is_open(text: str, before: Attribution) -> bool:
    """Whether no mark closes what was said last, so that the next paragraph goes on with it."""
    return text[before.content[-1][1] - 1] not in _CLOSING


def _in_paragraph(attributions: Sequence[Attribution], paragraph: Span, before: int) -> int | None:
    """The last attribution with a speaker that begins in a paragraph, before a code point."""
    for index in range(
        bisect_left(attributions, before, key=lambda attribution: attribution.content[0][0]) - 1, -1, -1
    ):
        if attributions[index].content[0][0] < paragraph[0]:
            return None
        if attributions[index].speaker:
            return index
    return None


def _end(attribution: Attribution) -> int:
    """Where an attribution's last part ends: content, cue, or the speaker behind it."""
    last = max(end for _, end in attribution.content)
    if attribution.cue:
        last = max(last, attribution.cue[1])
        if attribution.speaker and last <= attribution.speaker[0] < last + _FURTHEST:
            last = attribution.speaker[1]
    return last


def _goes_on(text: str, paragraph: Span, piece: Piece, before: Attribution) -> bool:
    """Whether a quoted sentence follows the sentence of an attribution closely."""
    lead = text[paragraph[0] : piece.region.outer_start].rstrip()
    gap = text[_end(before) : piece.region.outer_start]
    return (
        piece.is_speech
        and piece.size >= 3
        and lead[-1:] in _ENDS
        and len(gap) < _FURTHEST
        and "?" not in gap  # the outlet asks, and another may answer
        and gap.count(".") <= _MOST_STOPS
    )


def _is_chained(text: str, paragraph_end: int, piece: Piece, before: Attribution) -> bool:
    """Whether a paragraph that opens with a quotation goes on with the speech that ended the one before."""
    behind = text[max(before.content[-1][1], 0) : paragraph_end].strip()
    stays = not _SENTENCE_BREAK.search(behind[:-1])
    return stays and (piece.closes_paragraph or piece.ends in ".?!" or not piece.region.is_closed)
