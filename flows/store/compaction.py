"""Many small or half-dead pieces of the cache made few, so that a year of daily runs stays quick to read."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from broadsheet.flows import files
from broadsheet.flows.store import cache
from broadsheet.flows.store.ledger import file_of
from broadsheet.transforms import memory
from broadsheet.transforms.staged import SOURCE
from broadsheet.transforms.tables.declared.dataset import ARTICLES

# So many small pieces are merged at once: each row is then rewritten a few times in the life of the dataset, not daily.
# For one ingest a day, once a month.
SMALL_PIECES = 32
# A piece is small that weighs less than this share of a batch, so that merging makes one of more than four; it is half
# dead when less than half of its files count. Set by hand.
SMALL_SHARE = 0.25

Live = Mapping[str, frozenset[str]]


def merged(folder: Path, pieces: dict[str, cache.Piece], owner: Mapping[str, str], batch_size: int) -> dict[str, str]:
    """The piece of each file, after small pieces were merged; those made are added to `pieces`."""
    gathered: dict[str, set[str]] = {}
    for path, key in owner.items():
        gathered.setdefault(key, set()).add(path)
    live = {key: frozenset(paths) for key, paths in gathered.items()}
    changed = dict(owner)
    for group in _groups(pieces, live, batch_size):
        piece = _merge(folder, [pieces[key] for key in group], live)
        pieces[piece.key] = piece
        changed |= dict.fromkeys(piece.files, piece.key)
    return changed


def _groups(pieces: Mapping[str, cache.Piece], live: Live, batch_size: int) -> Iterator[list[str]]:
    """Keys of pieces to merge into one each: of one origin, a batch together."""
    half_dead = {key for key, paths in live.items() if 2 * len(paths) < len(pieces[key].files)}
    small: dict[bytes, dict[str, float]] = {}
    for key in sorted(live):
        weight = _weight(pieces[key], live[key])
        if weight < SMALL_SHARE * batch_size or key in half_dead:
            small.setdefault(files.canonical(_origin(pieces[key])), {})[key] = weight
    for weights in small.values():
        if len(weights) >= SMALL_PIECES or len(half_dead & weights.keys()) >= SMALL_PIECES // 4:
            yield from _filled(weights, batch_size)


def _weight(piece: cache.Piece, live: Collection[str]) -> float:
    """The files of a piece that count, or their articles where a file holds many: what merging it takes memory for."""
    return len(live) * max(1.0, piece.rows[cache.INDEX] / len(piece.files))


def _filled(weights: Mapping[str, float], batch_size: int) -> Iterator[list[str]]:
    group: list[str] = []
    size = 0.0
    for key, weight in weights.items():
        if group and size + weight > batch_size:
            yield group
            group, size = [], 0.0
        group.append(key)
        size += weight
    if group:
        yield group


def _merge(folder: Path, pieces: Sequence[cache.Piece], live: Live) -> cache.Piece:
    names = list(pieces[0].blocks)
    chosen = [_paths(folder, piece, live[piece.key]) for piece in pieces]
    tables: dict[str, pa.Table] = {}
    for name in names:
        parts = [_rows(folder, piece, name, paths) for piece, paths in zip(pieces, chosen, strict=True)]
        tables[name] = pa.concat_tables(parts).unify_dictionaries()
    draft = cache.Piece("", {}, _origin(pieces[0]), {}, {}, {})
    for piece in pieces:
        part = piece.of(live[piece.key])
        draft.files.update(part.files)
        draft.units.update(part.units)
        draft.joined.update(part.joined)
    return cache.write(folder, cache.key_of_files(draft.files | draft.units, draft.versions), tables, draft)


def _paths(folder: Path, piece: cache.Piece, live: Iterable[str]) -> pa.Array:
    """The raw paths of rows that count: of articles and of rejects."""
    wanted = frozenset(live)
    raw_paths = {
        path
        for name in (cache.INDEX, cache.REJECTS)
        for path in cache.read_whole(folder, piece, name, ["raw_path"])["raw_path"].to_pylist()
    }
    return pa.array(sorted(path for path in raw_paths if file_of(path, piece.files) in wanted), pa.string())


def _rows(folder: Path, piece: cache.Piece, name: str, paths: pa.Array) -> pa.Table:
    table = cache.read_blocks(folder, piece, name)
    if name == cache.MEMORY:
        articles = _rows(folder, piece, ARTICLES.name, paths)
        return memory.of_articles(table, articles)
    column = SOURCE if SOURCE in table.column_names else "raw_path"
    return table.filter(pc.is_in(table[column].cast(pa.string()), value_set=paths))


def _origin(piece: cache.Piece) -> dict[str, str]:
    return {key: value for key, value in piece.versions.items() if key != cache.JOB}
