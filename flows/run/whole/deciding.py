"""From pieces of the cache to what is decided of the whole collection, in calls none of which holds all its texts.

The process that asks holds keys, days and counts of every article; words, fingerprints and hashes of sentences are read
by the calls: a band of the fingerprints and hashes each, then some pairs of articles each. What is decided is the same
for any number of bands, calls and processes.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from broadsheet.flows.run.conductor import Conductor
from broadsheet.flows.store import cache
from broadsheet.flows.store.ledger import file_of
from broadsheet.flows.workers.executors import Executor
from broadsheet.flows.workers.processes import note
from broadsheet.transforms import pipeline, shards

Numbers = NDArray[np.int64]
Small = NDArray[np.int32]
Result = TypeVar("Result")
Call = Callable[[Executor], Result]

# Fingerprints of a band: with what sorting them takes some 0.7 GB, within the 3 GB of a worker. Set by hand.
PRINTS_PER_BAND = 10_000_000
# Pairs that a call compares: at 0.4 ms each some eight seconds. Set by hand.
PAIRS_PER_CALL = 20_000
# CPU seconds of a call, which takes some ten. Only a machine that hangs takes this long. Set by hand.
CALL_SECONDS = 3600.0


@dataclass(frozen=True, slots=True)
class Source:
    """A piece, and those of its files that count: a changed file is in two pieces, one of them with its old bytes."""

    piece: cache.Piece
    live: frozenset[str]


@dataclass(frozen=True, slots=True)
class Index:
    """The index of all articles that count without its long columns, and for each row the position of its source, and
    its row in the index of that piece."""

    rows: pa.Table
    source: Numbers
    piece_rows: Numbers


@dataclass(frozen=True, slots=True)
class Crew:
    """Who carries out the calls, and where."""

    conductor: Conductor
    executor: Executor

    def each(self, name: str, calls: Sequence[Call[Result]]) -> Iterator[Result]:
        """The results of calls, as they come."""
        return self.conductor.each(name, [partial(call, self.executor) for call in calls], self.executor)


@dataclass(frozen=True, slots=True)
class Places:
    """Rows of a piece's index, and the places of their articles among those kept.

    Numbers are of 32 bits, since a call is told of every article.
    """

    piece: cache.Piece
    rows: Small
    places: Small


@dataclass(frozen=True, slots=True)
class Facts:
    """By place of an article the number of its words, and its rank in time."""

    sizes: Small
    ranks: Small


def index_of(folder: Path, sources: Sequence[Source]) -> Index:
    """The index of all articles that count; of the hashes of sentences those of articles whose id another has, too."""
    live = [_live(source, cache.read_whole(folder, source.piece, cache.INDEX, shards.LIGHT)) for source in sources]
    ids = [chunk for light, _ in live for chunk in light["article_id"].chunks]
    counts = pa.chunked_array(ids, pa.int64()).value_counts()
    shared_ids = pc.struct_field(counts, "values").filter(pc.greater(pc.struct_field(counts, "counts"), 1))
    parts = []
    for source, (light, rows) in zip(sources, live, strict=True):
        is_shared = pc.is_in(light["article_id"], value_set=shared_ids).to_numpy(zero_copy_only=False)
        parts.append(light.append_column(shards.HASHES, _hashes(folder, source, rows, is_shared)))
    numbers = np.repeat(np.arange(len(parts)), [part.num_rows for part in parts])
    return Index(pa.concat_tables(parts).combine_chunks(), numbers, np.concatenate([rows for _, rows in live]))


def live_rows(folder: Path, source: Source, name: str) -> pa.Table:
    """The rows of a table that are of files that count."""
    table, _ = _live(source, cache.read_whole(folder, source.piece, name))
    return table


def _live(source: Source, table: pa.Table) -> tuple[pa.Table, Numbers]:
    """The rows that are of files that count, and their places in the table."""
    known = source.piece.files
    if source.live >= known.keys():
        return table, np.arange(table.num_rows)
    mask = [file_of(path, known) in source.live for path in table["raw_path"].to_pylist()]
    rows = np.flatnonzero(mask)
    return table.take(pa.array(rows)), rows


def _hashes(folder: Path, source: Source, rows: Numbers, is_shared: NDArray[np.bool_]) -> pa.Array:
    """The hashes of sentences of some rows of a piece's index, null where they are not asked for."""
    if not is_shared.any():
        return pa.nulls(len(rows), shards.HASHES_TYPE)
    table = cache.read_whole(folder, source.piece, cache.INDEX, [shards.HASHES])
    return table[shards.HASHES].combine_chunks().take(pa.array(rows, mask=~is_shared))


def decided(folder: Path, sources: Sequence[Source], index: Index, crew: Crew) -> pipeline.Decisions:
    """What is decided of all articles, as `pipeline.decide` would of the whole index at once."""
    known = shards.identified(index.rows.append_column("row", pa.array(np.arange(index.rows.num_rows))))
    places = tuple(_places(sources, index, known))
    facts = Facts(known.kept["n_words"].to_numpy().astype(np.int32), known.ranks.astype(np.int32))
    n_bands = max(1, -(-(pc.sum(known.kept["n_prints"]).as_py() or 0) // PRINTS_PER_BAND))
    calls = [partial(_called, _band, (folder, places, facts, (band, n_bands))) for band in range(n_bands)]
    bands = list(crew.each("band", calls))
    low, high = shards.suggested(known, bands)
    copies = [band.copies for band in bands]
    del bands
    pairs = [pair for some in crew.each("pairs", _comparisons(folder, places, low, high)) for pair in some]
    return shards.settled(known, pairs, copies)


def _called(function: Callable[..., Result], arguments: tuple[object, ...], executor: Executor) -> Result:
    return executor.call(CALL_SECONDS, function, *arguments)


def _places(sources: Sequence[Source], index: Index, known: shards.Identified) -> Iterator[Places]:
    """Where the kept articles lie: rows of each piece, and their places."""
    place_of = np.full(index.rows.num_rows, -1, np.int32)
    place_of[known.kept["row"].to_numpy()] = np.arange(known.kept.num_rows)
    starts = np.searchsorted(index.source, np.arange(len(sources) + 1))
    for number, source in enumerate(sources):
        span = slice(starts[number], starts[number + 1])
        own, rows = place_of[span], index.piece_rows[span]
        is_kept = own >= 0
        if is_kept.any():
            blocks = {cache.INDEX: source.piece.blocks[cache.INDEX]}
            piece = replace(source.piece, files={}, units={}, joined={}, blocks=blocks)
            yield Places(piece, rows[is_kept].astype(np.int32), own[is_kept])


def _band(folder: Path, places: Sequence[Places], facts: Facts, band: tuple[int, int]) -> shards.Band:
    """What one band of the fingerprints and sentences of all kept articles tells."""
    note(f"looking for copies, band {band[0] + 1} of {band[1]}")
    parts: Iterable[tuple[pa.Table, Numbers]] = (
        (_read(folder, part, shards.BAND), part.places.astype(np.int64)) for part in places
    )
    return shards.band_of(parts, facts.sizes.astype(np.int64), facts.ranks.astype(np.int64), band)


def _read(folder: Path, part: Places, columns: Sequence[str]) -> pa.Table:
    return cache.read_whole(folder, part.piece, cache.INDEX, columns).take(pa.array(part.rows))


def _comparisons(folder: Path, places: Sequence[Places], low: Numbers, high: Numbers) -> list[Call[list[shards.Pair]]]:
    """Calls that compare some pairs each."""
    n_articles = sum(len(part.places) for part in places)
    calls: list[Call[list[shards.Pair]]] = []
    for start in range(0, len(low), PAIRS_PER_CALL):
        some = slice(start, start + PAIRS_PER_CALL)
        is_wanted = np.zeros(n_articles, np.bool_)
        is_wanted[low[some]] = is_wanted[high[some]] = True
        parts = tuple(_only(part, is_wanted[part.places]) for part in places if is_wanted[part.places].any())
        calls.append(partial(_called, _compared, (folder, parts, (low[some], high[some]))))
    return calls


def _only(part: Places, mask: NDArray[np.bool_]) -> Places:
    return Places(part.piece, part.rows[mask], part.places[mask])


def _compared(folder: Path, places: Sequence[Places], pairs: tuple[Numbers, Numbers]) -> list[shards.Pair]:
    """Of some pairs of kept articles, by their places, those of which one copies the other."""
    note(f"comparing {len(pairs[0])} pairs of articles")
    texts: dict[int, bytes] = {}
    for part in places:
        words = _read(folder, part, [shards.TEXT])[shards.TEXT].to_pylist()
        texts |= dict(zip(part.places.tolist(), words, strict=True))
    return shards.copies_of(texts, pairs)
