"""The spans of speech in each sentence, and the quotation that each mention stands in."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from broadsheet.transforms.quotes.model import PASSAGES
from broadsheet.transforms.records.spans import Span
from broadsheet.transforms.sentences.sentences import Section, Sentence, clipped
from broadsheet.transforms.tables.built.placement import Place

_SILENT = pa.array(sorted(PASSAGES))


def spoken(quotes: pa.Table) -> pa.Table:
    """The rows of QUOTES in which somebody speaks: without titles, terms and scare quotes, and what was not said."""
    is_silent = pc.is_in(quotes["kind"].cast(pa.string()), value_set=_SILENT)
    return quotes.filter(pc.invert(pc.or_(is_silent, quotes["is_negated"])))


def speech_of(sentences: Sequence[Sentence], quotes: pa.Table, is_english: Sequence[bool]) -> list[tuple[Span, ...]]:
    """The spans of speech of each sentence, marks included, counted from its start, in order and apart.

    `is_english` is told for each sentence; in other languages nobody looks for speech, so that it is what stands
    between marks.
    """
    spans = _by_section(spoken(quotes))
    return [
        tuple(clipped(spans.get((s.article, s.section), ()), s.start, s.end)) if english else tuple(_with_marks(s))
        for s, english in zip(sentences, is_english, strict=True)
    ]


def _by_section(quotes: pa.Table) -> dict[Section, list[Span]]:
    """The spans of speech of each section, without the outlet's words within, in order and apart."""
    sections: dict[Section, list[Span]] = {}
    columns = ["article_id", "section", "outer_char_start", "outer_char_end", "aside_char_start", "aside_char_end"]
    for row in quotes.select(columns).to_pylist():
        of_section = sections.setdefault((row["article_id"], row["section"]), [])
        start, end = row["outer_char_start"], row["outer_char_end"]
        if row["aside_char_start"] is None:
            of_section.append((start, end))
        else:
            of_section += [(start, row["aside_char_start"]), (row["aside_char_end"], end)]
    return {section: _merged(sorted(spans)) for section, spans in sections.items()}


def _merged(spans: Sequence[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


_DOUBLED = ("``", "''")  # marks written as two characters


def _with_marks(sentence: Sentence) -> list[Span]:
    """Quoted spans with the marks around them."""
    spans = []
    for start, end in sentence.quoted:
        width = 2 if sentence.text[max(start - 2, 0) : start] in _DOUBLED else 1
        spans.append((max(start - width, 0), end + width))
    return spans


def innermost_quotes(places: Sequence[Place], quotes: pa.Table) -> list[int | None]:
    """For each place the index of the innermost quotation that it lies in; None where it lies in none."""
    rows = quotes.select(["article_id", "section", "outer_char_start", "outer_char_end", "nested_in_quote_index"])
    by_section: dict[Section, list[tuple[int, int, int]]] = {}
    ends: dict[tuple[int, int], tuple[int, int | None]] = {}
    counts: dict[int, int] = {}
    for row in rows.to_pylist():
        article = row["article_id"]
        index = counts[article] = counts.get(article, -1) + 1
        ends[article, index] = row["outer_char_end"], row["nested_in_quote_index"]
        by_section.setdefault((article, row["section"]), []).append((row["outer_char_start"], index, article))
    return [_innermost(place, by_section, ends) for place in places]


def _innermost(
    place: Place,
    by_section: Mapping[Section, Sequence[tuple[int, int, int]]],
    ends: Mapping[tuple[int, int], tuple[int, int | None]],
) -> int | None:
    of_section = by_section.get((place.article, place.section), ())
    at = bisect_right(of_section, (place.start, np.iinfo(np.int64).max, 0)) - 1
    index: int | None = of_section[at][1] if at >= 0 else None
    while index is not None and ends[place.article, index][0] < place.end:
        index = ends[place.article, index][1]
    return index
