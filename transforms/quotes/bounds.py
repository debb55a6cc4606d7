"""Sections whose paragraphs and sentences are short enough for rules that look around in them."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from broadsheet.transforms.quotes.model import QuoteSection
from broadsheet.transforms.records.spans import Span
from broadsheet.transforms.sentences.parsing import Parse

# No paragraph of a news article is longer; without a bound, a file without line breaks takes quadratic time.
_LONGEST: Final = 5_000


def bounded(section: QuoteSection) -> QuoteSection:
    """The section with overlong paragraphs cut at spaces, and its sentences and parses with them."""
    if all(end - start <= _LONGEST for start, end in section.paragraphs):
        return section
    pieces = [tuple(_pieces(section.text, paragraph)) for paragraph in section.paragraphs]
    firsts = [0]
    for each in pieces:
        firsts.append(firsts[-1] + len(each))
    blocks = {firsts[n] for n in section.quote_blocks if n < len(pieces) and len(pieces[n]) == 1}
    parses = section.parses
    return replace(
        section,
        paragraphs=tuple(piece for each in pieces for piece in each),
        sentences=tuple(_cut(section.sentences, [piece for each in pieces for piece in each])),
        parses=parses and tuple(part for number, each in enumerate(pieces) for part in _parts(parses[number], each)),
        quote_blocks=frozenset(blocks),
    )


def _pieces(text: str, paragraph: Span) -> Iterator[Span]:
    at, stop = paragraph
    while stop - at > _LONGEST:
        space = text.rfind(" ", at + 1, at + _LONGEST)
        end = space if space > 0 else at + _LONGEST
        yield at, end
        at = end + (space > 0)
    yield at, stop


def _cut(sentences: Sequence[Span], pieces: Sequence[Span]) -> Iterator[Span]:
    """The parts of the sentences that lie in each piece."""
    at = 0
    for low, high in pieces:
        while at < len(sentences) and sentences[at][0] < high:
            start, end = max(sentences[at][0], low), min(sentences[at][1], high)
            if start < end:
                yield start, end
            if sentences[at][1] > high:
                break
            at += 1


def _parts(parse: Parse, pieces: Sequence[Span]) -> Iterator[Parse]:
    """The words of each piece; a word whose head lies in another piece becomes a root."""
    if len(pieces) == 1:
        yield parse
        return
    starts = [word.start for word in parse.words]
    for start, end in pieces:
        low, high = bisect_left(starts, start), bisect_left(starts, end)
        yield Parse(
            tuple(
                word._replace(head=word.head - low if low <= word.head < high else index)
                for index, word in enumerate(parse.words[low:high])
            )
        )
