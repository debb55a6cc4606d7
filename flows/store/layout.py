"""Which parts a dataset is stored in: ranges of days, then of ids, by what is kept alone.

A function of what is kept alone: whatever the batches and runs were, equal collections lie in equal parts. Time is
split only where there is much: an overflow splits one part in two, and a run that adds few articles rewrites few parts.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from broadsheet.transforms.tables.declared.columns import ID_LIMIT

Numbers = NDArray[np.int64]

# A part of so many articles is some 100 MB of tables: one row group of articles, three of sentences. A million articles
# of ten flat years lie in 228 parts of 4,382; by calendar months and their halves it were 2,887 of 275.
ARTICLES_PER_PART = 8192
# Rows of a table that is split by its key: a row group.
ROWS_PER_SHARD = 65_536
UNDATED = "unknown"
# Days are counted from the first day of the year 1; those of the year 9999 have 22 bits.
_DAY_BITS = 22
# Stands before the first day.
_NO_DAY = -1
# Articles of a block of the cache. To read a record batch of 170 columns costs as much as some hundred articles in it,
# so only pieces of large files are split.
ARTICLES_PER_BLOCK = 512
# Leading bits of ids by which ranges are split and named: 65,536 parts of one day.
_ID_BITS = 16
_EPOCH = date(1970, 1, 1).toordinal() - 1


@dataclass(frozen=True, slots=True)
class Range:
    """A range that is stored as one part: its label, which sorts as the ranges do, and the positions of its rows."""

    label: str
    rows: Numbers


def day_numbers(days: pa.Array | pa.ChunkedArray) -> Numbers:
    """Days of the type date32 as numbers from the first day of the year 1; -1 for none."""
    return np.asarray(pc.fill_null(days.cast(pa.int32()), _NO_DAY - _EPOCH).to_numpy() + _EPOCH, np.int64)


def blocks(days: Numbers) -> list[str]:
    """The block that each article of a piece belongs to, by its day: a block is named by its first and last day."""
    labels = [UNDATED] * len(days)
    for rows in _halved(np.flatnonzero(days >= 0), days, _DAY_BITS, ARTICLES_PER_BLOCK):
        label = f"{days[rows].min()}-{days[rows].max()}"
        for row in rows.tolist():
            labels[row] = label
    return labels


def overlaps(block: str, days: Numbers) -> bool:
    """Whether a block may hold articles of some days, given sorted."""
    if block == UNDATED:
        return bool(len(days)) and int(days[0]) < 0
    first, last = map(int, block.split("-"))
    return bool(np.searchsorted(days, first) < np.searchsorted(days, last, side="right"))


def ranges(days: Numbers, ids: Numbers) -> Iterator[Range]:
    """The ranges of articles given by day and article_id, in order of time; articles without a day are the last.

    The axis of days is halved until a range holds few enough articles or is one day, which is halved by ids. A
    label is the first day of the range, and for a part of a day the leading bits of its first id.
    """
    prefixes = _prefixes(ids)
    for rows in _halved(np.flatnonzero(days >= 0), days, _DAY_BITS, ARTICLES_PER_PART):
        first = date.fromordinal(int(days[rows].min()) + 1).isoformat()
        yield from _of_day(first, rows, prefixes)
    undated = np.flatnonzero(days < 0)
    if len(undated):
        yield from _of_day(UNDATED, undated, prefixes)


def shards(keys: Numbers) -> Iterator[Range]:
    """The ranges of rows given by a 53-bit key, labelled by the leading bits of their first."""
    prefixes = _prefixes(keys)
    for rows in _halved(np.arange(len(keys)), prefixes, _ID_BITS, ROWS_PER_SHARD):
        yield Range(f"{prefixes[rows].min():04x}", rows)


def _of_day(label: str, rows: Numbers, prefixes: Numbers) -> Iterator[Range]:
    if len(rows) <= ARTICLES_PER_PART:
        yield Range(label, rows)
        return
    for part in _halved(rows, prefixes, _ID_BITS, ARTICLES_PER_PART):
        yield Range(f"{label}-{prefixes[part].min():04x}", part)


def _prefixes(keys: Numbers) -> Numbers:
    return keys >> np.int64(ID_LIMIT.bit_length() - _ID_BITS)


def _halved(rows: Numbers, keys: Numbers, bits: int, limit: int) -> Iterator[Numbers]:
    """Rows in ranges of their keys that hold at most `limit`, or are one key; empty ranges are none."""
    if not len(rows):
        return
    if len(rows) <= limit or not bits:
        yield rows
        return
    upper = (keys[rows] >> (bits - 1)) & 1 == 1
    yield from _halved(rows[~upper], keys, bits - 1, limit)
    yield from _halved(rows[upper], keys, bits - 1, limit)
