"""From code points of the sections of a batch of articles to bytes of their raw files, for whole columns at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from broadsheet.transforms.articles.articles import BLANK_LINE, Article, sections
from broadsheet.transforms.records.passage import Offsets, Passage
from broadsheet.transforms.records.record import Record

_NOWHERE = -1  # no offset is negative


@dataclass(frozen=True, slots=True)
class Origins:
    """Where each code point of each section came from: all sections of the batch, end to end.

    `bases[(i, section)]` is the place of the first code point of a section of the i-th article; a byte offset of -1
    stands for 'the format keeps none'.
    """

    bases: dict[tuple[int, str], int]
    starts: Offsets
    ends: Offsets

    def raw_spans(self, bases: Sequence[int], starts: Sequence[int], ends: Sequence[int]) -> tuple[pa.Array, pa.Array]:
        """The columns raw_start and raw_end of non-empty spans given by section base and code points."""
        base = np.asarray(bases, dtype=np.int64)
        first = self.starts[base + np.asarray(starts, dtype=np.int64)]
        last = self.ends[base + np.asarray(ends, dtype=np.int64) - 1]
        unknown = first == _NOWHERE
        return pa.array(first, mask=unknown), pa.array(last, mask=unknown)


def origins_of(articles: Sequence[Article]) -> Origins:
    """The origins of every section of the articles."""
    bases: dict[tuple[int, str], int] = {}
    starts: list[Offsets] = [np.empty(0, dtype=np.int64)]
    ends: list[Offsets] = [np.empty(0, dtype=np.int64)]
    at = 0
    for position, article in enumerate(articles):
        for name, passages in sections(article):
            bases[position, name] = at
            first, last = _section_bytes(article.record, passages)
            starts.append(first)
            ends.append(last)
            at += len(first)
    return Origins(bases, np.concatenate(starts), np.concatenate(ends))


def passage_span(record: Record, passage: Passage) -> tuple[int | None, int | None]:
    """The bytes of the raw file from a passage's first to its last code point; None where the format keeps none."""
    return byte_span(record, passage.start, passage.end)


def byte_span(record: Record, start: int | None, end: int | None) -> tuple[int | None, int | None]:
    """The bytes of a span of code points of the decoded file; None where there is none."""
    if not record.has_raw_offsets or start is None or end is None:
        return None, None
    if record.offsets is None:
        return start, end
    return int(record.offsets[start]), int(record.offsets[end])


def _section_bytes(record: Record, passages: Sequence[Passage]) -> tuple[Offsets, Offsets]:
    """Byte offsets of each code point of passages joined by a blank line (which itself comes from nowhere)."""
    if not record.has_raw_offsets:
        length = sum(len(p.text) for p in passages) + len(BLANK_LINE) * (len(passages) - 1)
        nowhere = np.full(length, _NOWHERE, dtype=np.int64)
        return nowhere, nowhere
    gap = np.full(len(BLANK_LINE), 0, dtype=np.int64)
    starts: list[Offsets] = []
    ends: list[Offsets] = []
    for passage in passages:
        if starts:
            starts.append(gap)
            ends.append(gap)
        first, last = passage.origins()
        starts.append(first)
        ends.append(last)
    joined = np.concatenate(starts), np.concatenate(ends)
    if record.offsets is None:
        return joined
    return record.offsets[joined[0]], record.offsets[joined[1]]
