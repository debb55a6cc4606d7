"""What a worker process does: from raw files to a staged batch, and from staged months to a part of each table."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from flows import raw, snapshots, staging
from transforms import pipeline
from transforms.errors import ContractError, SettingsError
from transforms.staged import SOURCE
from transforms.tables import DATA_TABLES


@dataclass(frozen=True, slots=True)
class BatchOrder:
    """A batch to compute and stage."""

    raw_folder: Path
    staging_folder: Path
    key: str
    files: tuple[raw.Found, ...]
    recogniser: str
    parse: bool
    versions: dict[str, str]


@dataclass(frozen=True, slots=True)
class Holding:
    """A piece of the cache, and the raw paths of the articles that are taken from it."""

    piece: staging.Piece
    paths: pa.Array


@dataclass(frozen=True, slots=True)
class PartOrder:
    """A part of a month to finish: the articles decided on, and where their rows are; `cause` is all it depends on."""

    processed: Path
    month: str
    holdings: tuple[Holding, ...]
    decisions: pipeline.Decisions
    cause: str


@dataclass(frozen=True, slots=True)
class StagedBatch:
    """A batch that was computed, and the files of it that could not be read any more."""

    piece: staging.Piece
    refused: tuple[raw.Refused, ...]


@lru_cache(maxsize=1)
def _tools(recogniser: str, parse: bool) -> pipeline.Tools:
    try:
        return pipeline.tools(recogniser, parse)
    except (OSError, ImportError, ValueError) as error:
        raise SettingsError(f"recogniser {recogniser} cannot be loaded: {error}") from error


def stage_batch(order: BatchOrder) -> StagedBatch:
    """Read the files of a batch, compute its tables, and stage them."""
    files: list[pipeline.RawFile] = []
    refused: list[raw.Refused] = []
    for one in order.files:
        try:
            files.append(pipeline.RawFile(one.raw_path, _bytes(order.raw_folder, one)))
        except raw.RefusedError as refusal:
            refused.append(raw.Refused(one.raw_path, refusal.code, refusal.message, None, one.size_bytes, one.mtime_ns))
    tables = pipeline.batch(files, _tools(order.recogniser, order.parse))
    lost = {one.raw_path for one in refused}
    made = staging.order([one for one in order.files if one.raw_path not in lost], order.versions)
    return StagedBatch(staging.write(order.staging_folder, order.key, tables, made), tuple(refused))


def _bytes(folder: Path, one: raw.Found) -> bytes:
    data, _ = raw.read(folder / one.path)
    if hashlib.sha256(data).hexdigest() != one.raw_sha256:
        raise raw.RefusedError("unreadable", "the file changed while it was read: the next run reads it again")
    return data


def finish_part(order: PartOrder) -> tuple[snapshots.Part, ...]:
    """Finish one part of every table, check its rules, and store it; tables without a row in it have none.

    Raises  ContractError, naming every broken rule: then the part is not stored
    """
    finished = pipeline.finish({spec.name: _rows(order, spec.name) for spec in DATA_TABLES}, order.decisions)
    if broken := pipeline.violations(finished):
        raise ContractError(f"tables of {order.month} break their rules: {'; '.join(broken[:20])}")
    return tuple(
        snapshots.add_part(order.processed, name, order.month, table)
        for name, table in finished.items()
        if table.num_rows
    )


def _rows(order: PartOrder, name: str) -> pa.Table:
    """The staged rows of the part's articles."""
    folder = order.processed / staging.FOLDER
    parts = []
    for holding in order.holdings:
        table = staging.read_month(folder, holding.piece, name, order.month)
        parts.append(table.filter(pc.is_in(table[SOURCE].cast(pa.string()), value_set=holding.paths)))
    return pa.concat_tables(parts).unify_dictionaries()
