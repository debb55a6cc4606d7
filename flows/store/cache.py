"""The cache: what was computed of a file is kept for later runs, as a piece with the tables of one batch.

    _cache/pieces/<key>/<table>.arrow   one record batch a block of days
    _cache/pieces/<key>/index.json      its files and what computed them; which record batch is which block; digests

A piece is there whole or not at all. Its key is the hash of its files and of the versions that computed it. One that no
snapshot stands on yet may be torn by a power cut, and fails its digests; before a snapshot does, it is synced.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from broadsheet.flows import files
from broadsheet.flows.raw.listings import Found
from broadsheet.flows.store import layout
from broadsheet.transforms.errors import ContractError, StorageError
from broadsheet.transforms.staged import SOURCE

FOLDER = Path("_cache") / "pieces"
INDEX = "article_index"
REJECTS = "rejects"
# What models answered: no table of the dataset.
MEMORY = "memory"
# Among the versions that computed a piece: the backfill that asked for it. Says nothing of its rows.
JOB = "job"
# The block of a table that is not split.
WHOLE = "all"


def key_of(batch: Iterable[Found], versions: Mapping[str, str]) -> str:
    """The key of a batch: what its tables are a function of."""
    return key_of_files({file.raw_path: file.unit for file in batch}, versions)


def key_of_files(digests: Mapping[str, str], versions: Mapping[str, str]) -> str:
    """The key of files given by raw path and digest, or what else their rows follow from."""
    content = {"files": sorted(digests.items()), "versions": dict(versions)}
    # 128 bits, of which no two batches share all by chance.
    return hashlib.sha256(files.canonical(content)).hexdigest()[:32]


class DamagedPieceError(StorageError):
    """A piece was not as it was written; it is removed, so that its files are computed again."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A finished batch: digests of its files by raw path, what computed them, and which record batch holds which block.

    `sha256`: digest of each table's file. `units`: what the rows of a file follow from, where that is more than its own
    bytes; `joined`: the file that another one is read with, by raw path; both are among `files`.
    """

    key: str
    files: dict[str, str]
    versions: dict[str, str]
    rows: dict[str, int]
    blocks: dict[str, dict[str, int]]
    sha256: dict[str, str]
    units: dict[str, str] = field(default_factory=dict)
    joined: dict[str, str] = field(default_factory=dict)

    def without(self, paths: Collection[str]) -> "Piece":
        """A draft of the piece without some files, and without what is read with them."""
        gone = {*paths, *(owner for path, owner in self.joined.items() if path in paths)}
        gone |= {path for path, owner in self.joined.items() if owner in gone}
        return self.of(self.files.keys() - gone)

    def of(self, paths: Collection[str]) -> "Piece":
        """A draft of the piece with some of its files."""
        files, units, joined = (
            {path: part for path, part in parts.items() if path in paths}
            for parts in (self.files, self.units, self.joined)
        )
        return Piece("", files, self.versions, {}, {}, {}, units, joined)


def find(folder: Path, key: str) -> Piece | None:
    """A piece by its key; None when it is not there, or its files are not those that were written."""
    piece = _head(folder / key)
    return piece if piece and all(_is_whole(folder, piece, name) for name in piece.sha256) else None


def pieces(folder: Path) -> Iterator[Piece]:
    """Every piece there is; its tables are verified when they are read."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if piece := _head(path):
            yield piece


def write(folder: Path, key: str, tables: Mapping[str, pa.Table], draft: Piece) -> Piece:
    """Store the tables of a batch under its key; of `draft` the files and versions count.

    Raises  ContractError, when a row belongs to no article of the index
    """
    index = tables[INDEX]
    blocks = layout.blocks(layout.day_numbers(index["published_from"]))
    try:
        return _write(folder, key, tables, dict(zip(index["raw_path"].to_pylist(), blocks, strict=True)), draft)
    except OSError as error:
        raise files.refusal(f"cannot write to {folder}", error) from error


def order(batch: Iterable[Found], versions: Mapping[str, str]) -> Piece:
    """A piece that is still to be written: its files, and what computes them."""
    found = list(batch)
    companions = [(companion, file) for file in found for companion in file.companions]
    digests = {file.raw_path: file.raw_sha256 for file in found}
    digests |= {companion.raw_path: companion.raw_sha256 for companion, _ in companions}
    units = {file.raw_path: file.unit for file in found if file.unit != file.raw_sha256}
    joined = {companion.raw_path: file.raw_path for companion, file in companions}
    return Piece("", digests, dict(versions), {}, {}, {}, units, joined)


def read_whole(folder: Path, piece: Piece, name: str, columns: Sequence[str] | None = None) -> pa.Table:
    """A table that has no blocks (the index, the rejects); `columns` of it, in the table's order."""
    return _read(folder, piece, name, piece.blocks[name].get(WHOLE), columns)


def read_blocks(folder: Path, piece: Piece, name: str, columns: Sequence[str] | None = None) -> pa.Table:
    """The rows of a table, block by block; `columns` of it, in the table's order."""
    parts = [_read(folder, piece, name, position, columns) for position in piece.blocks[name].values()]
    return pa.concat_tables(parts or [_read(folder, piece, name, None, columns)]).unify_dictionaries()


def head(folder: Path, key: str) -> Piece | None:
    """A piece by its key; its tables are verified when they are read."""
    return _head(folder / key)


def faults(folder: Path) -> Iterator[tuple[str, str]]:
    """The keys of pieces that are not as they were written, each with what is wrong; every byte is read."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        piece = _head(path)
        if piece is None:
            yield path.name, "its index is gone or damaged"
            continue
        for name in piece.sha256:
            if not _is_whole(folder, piece, name):
                yield path.name, f"{name}.arrow is gone or damaged"
        for stray in sorted(
            {file.name for file in path.iterdir()} - {"index.json", *(f"{n}.arrow" for n in piece.sha256)}
        ):
            yield path.name, f"{stray} is no file of it"


def sync(folder: Path, piece: Piece) -> None:
    """Make a piece survive a power cut."""
    for path in (folder / piece.key).iterdir():
        files.sync_file(path)
    files.sync_folder(folder / piece.key)
    files.sync_folder(folder)


def remove(folder: Path, key: str) -> None:
    """Remove a piece: its index first, so that none is ever found in part."""
    files.remove(folder / key / "index.json")
    files.remove(folder / key)


def _head(path: Path) -> Piece | None:
    try:
        index = json.loads(files.unsealed((path / "index.json").read_bytes()))
        return Piece(
            path.name,
            index["files"],
            index["versions"],
            index["rows"],
            index.get("blocks", {}),
            index["sha256"],
            index.get("units", {}),
            index.get("joined", {}),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _is_whole(folder: Path, piece: Piece, name: str) -> bool:
    path = folder / piece.key / f"{name}.arrow"
    try:
        status = path.stat()
        return _holds(path, piece.sha256[name], status.st_ino, status.st_mtime_ns)
    except OSError:
        return False


def _write(folder: Path, key: str, tables: Mapping[str, pa.Table], blocks: dict[str, str], draft: Piece) -> Piece:
    aside = files.aside(folder)
    aside.mkdir(parents=True)
    piece = Piece(key, draft.files, draft.versions, {}, {}, {}, draft.units, draft.joined)
    for name, table in tables.items():
        path = aside / f"{name}.arrow"
        piece.blocks[name] = _write_blocks(path, table, blocks)
        piece.rows[name] = table.num_rows
        piece.sha256[name] = files.digest(path)
    index: dict[str, Any] = {field.name: getattr(piece, field.name) for field in fields(piece) if field.name != "key"}
    (aside / "index.json").write_bytes(files.sealed(files.canonical(index)))
    if (folder / key).exists():
        remove(folder, key)
    aside.replace(folder / key)
    return piece


def _write_blocks(path: Path, table: pa.Table, blocks: dict[str, str]) -> dict[str, int]:
    """Write one record batch a block, rows in the order they came; gives the position of each block's."""
    parts = _split(table, blocks) if SOURCE in table.column_names else {WHOLE: table}
    present = {block: part for block, part in parts.items() if part.num_rows}
    joined = pa.concat_tables([table.slice(0, 0), *present.values()]).unify_dictionaries()
    options = pa.ipc.IpcWriteOptions(compression="zstd", unify_dictionaries=True)
    at = 0
    with pa.OSFile(str(path), "wb") as stream, pa.ipc.new_file(stream, table.schema, options=options) as writer:
        for part in present.values():
            writer.write_table(joined.slice(at, part.num_rows).combine_chunks())
            at += part.num_rows
    return {block: position for position, block in enumerate(present)}


def _split(table: pa.Table, blocks: dict[str, str]) -> dict[str, pa.Table]:
    sources = table[SOURCE].cast(pa.string())
    positions = pc.index_in(sources, value_set=pa.array(list(blocks), pa.string()))
    if positions.null_count:
        raise ContractError(f"{positions.null_count} rows of a batch belong to no article of it")
    labels = pa.array(list(blocks.values()), pa.string()).take(positions.combine_chunks())
    return {block: table.filter(pc.equal(labels, block)) for block in sorted(pc.unique(labels).to_pylist())}


def _read(
    folder: Path, piece: Piece, name: str, position: int | None, columns: Sequence[str] | None = None
) -> pa.Table:
    path = folder / piece.key / f"{name}.arrow"
    try:
        status = path.stat()
        if not _holds(path, piece.sha256[name], status.st_ino, status.st_mtime_ns):
            remove(folder, piece.key)
            raise DamagedPieceError(f"{path} was damaged and is removed: run again, to compute its files anew")
        with pa.memory_map(str(path)) as stream:
            options = pa.ipc.IpcReadOptions()
            if columns is not None:
                names = pa.ipc.open_file(stream).schema.names
                options.included_fields = [names.index(column) for column in columns]
            reader = pa.ipc.open_file(stream, options=options)
            if position is None:
                return reader.schema.empty_table()
            return pa.Table.from_batches([reader.get_batch(position)], reader.schema)
    except (OSError, pa.ArrowException) as error:
        raise DamagedPieceError(f"piece {piece.key} of the cache is gone or damaged: run again") from error


# A bound on memory, set by hand: a file that was forgotten is hashed again.
@lru_cache(maxsize=1 << 14)
def _holds(path: Path, sha256: str, _inode: int, _mtime_ns: int) -> bool:
    """Whether a file has the digest it should; asked once a process, while the file stays the same."""
    return files.digest(path) == sha256
