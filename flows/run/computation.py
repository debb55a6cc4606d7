"""What a worker process does: from raw files to a staged batch, and from staged rows to a part of each table."""

import gc
import hashlib
import platform
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from broadsheet.flows.bucket import raw_files
from broadsheet.flows.bucket.object_store import Place
from broadsheet.flows.raw import listings
from broadsheet.flows.settings import Settings
from broadsheet.flows.store import cache, parquet, snapshots, versions
from broadsheet.flows.store.tombstones import Tombstones
from broadsheet.flows.workers.processes import limit, note
from broadsheet.transforms import pipeline
from broadsheet.transforms.errors import ContractError, SettingsError
from broadsheet.transforms.memory import Memory
from broadsheet.transforms.names.kb.linking import KnowledgeBase
from broadsheet.transforms.names.kb.table import COLUMNS
from broadsheet.transforms.readers.told import Told
from broadsheet.transforms.records.record import Reject
from broadsheet.transforms.staged import SOURCE
from broadsheet.transforms.tables.declared.dataset import ARTICLES, DATA_TABLES

# The cause of the tables with the rows of articles.
ROWS = "rows"
# So many articles of a part are in memory at once, besides the one row group of a table that is being written: a
# quarter of a full part, some 25 MB of tables. Set by hand.
BLOCK_ARTICLES = 2048
# CPU seconds: for a file, for a raw megabyte to be read (100 MB unpacked at 0.1 s each, six times), for a megabyte of
# text to be computed (110 with names and syntax where sentences are short, three times, since neighbours share caches).
SECONDS_PER_FILE = 1.0
READ_SECONDS = 60.0
WORD_SECONDS = 330.0


@dataclass(frozen=True, slots=True)
class Means:
    """What a batch is computed with: `file_seconds` of CPU time for each file, besides those of its size."""

    recogniser: str
    kb: Path | None
    parse: bool
    embeddings: bool
    file_seconds: float

    def to_read(self, files: Sequence[listings.Found]) -> float:
        """The CPU seconds that reading some files may take."""
        sizes = [file.size_bytes for file in files]
        sizes += [companion.size_bytes for file in files for companion in file.companions]
        return self.file_seconds + sum(SECONDS_PER_FILE + size / 1e6 * READ_SECONDS for size in sizes)

    def to_compute(self, chars: int) -> float:
        """The CPU seconds that a block of so many characters of text may take."""
        return self.file_seconds + chars / 1e6 * WORD_SECONDS


@dataclass(frozen=True, slots=True)
class BatchOrder:
    """A batch to compute and stage. `remembered`: the pieces that hold what models answered for its files before."""

    raw_place: Path | Place
    staging_folder: Path
    key: str
    files: tuple[listings.Found, ...]
    versions: dict[str, str]
    means: Means
    forgotten: Tombstones
    remembered: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Holding:
    """A piece of the cache, and the raw paths of the articles that are taken from it."""

    piece: cache.Piece
    paths: pa.Array


@dataclass(frozen=True, slots=True)
class PartOrder:
    """A range of articles to finish: which are `kept`, where their rows are, and the tables that are wanted of them.

    `causes`: for the table of articles and for those of their rows, a digest of all that the parts follow from. What
    the collection tells of its articles stands in the first alone.
    """

    processed: Path
    label: str
    holdings: tuple[Holding, ...]
    kept: pa.Table
    causes: dict[str, str]
    tables: tuple[str, ...] = tuple(spec.name for spec in DATA_TABLES)


@dataclass(frozen=True, slots=True)
class StagedBatch:
    """A batch that was computed, and the files of it that could not be read any more."""

    piece: cache.Piece
    refused: tuple[listings.Refused, ...]


@lru_cache(maxsize=1)
def _tools(means: Means, models: str) -> pipeline.Tools:
    """The tools of this process, loaded again for other `models`: a knowledge base may change between two runs."""
    known = _knowledge_base(means.kb) if means.kb else None
    try:
        loaded = pipeline.tools(means.recogniser, means.parse, known, means.embeddings)
    except (OSError, ImportError, ValueError) as error:
        raise SettingsError(f"recogniser {means.recogniser} cannot be loaded: {error}") from error
    if loaded.versions["model_versions"] != models:
        raise SettingsError("the knowledge base or a model changed while the run went on: run again")
    # What is loaded stays, so that the collector of garbage need not look through it again and again.
    gc.freeze()
    return loaded


def _knowledge_base(path: Path) -> KnowledgeBase:
    try:
        data = path.read_bytes()
        with pq.ParquetFile(pa.BufferReader(data)) as file:
            table = file.read([name for name in file.schema_arrow.names if name in COLUMNS])
    except OSError as error:
        raise SettingsError(f"kb: {path} cannot be read: {error.strerror or error}") from error
    except pa.ArrowException as error:
        raise SettingsError(f"kb: {path} is no Parquet file, or is damaged: {error}") from error
    try:
        return KnowledgeBase.of(table, path.stem, hashlib.sha256(data).hexdigest())
    except SettingsError as error:
        raise SettingsError(f"kb: {path}: {error}") from error


def check_worker(settings: Settings, wanted: dict[str, str]) -> None:
    """Refuse a machine that would compute other rows, or write them elsewhere, than the one that asks for them.

    Raises  SettingsError, saying what to do
    """
    cause = versions.stale_cause(versions.current(settings), wanted)
    if cause == "processor":
        raise SettingsError(
            f"the worker on {platform.node()} has another processor, on which models give other scores:"
            f" {versions.processor()}, not {wanted['processor']}: use machines of one kind"
        )
    if cause:
        raise SettingsError(f"the worker on {platform.node()} has another {cause}: install the same on all machines")
    folder = settings.processed / cache.FOLDER
    if not folder.is_dir():
        raise SettingsError(f"the worker on {platform.node()} does not see {folder}: use storage that all machines see")


def stage_batch(order: BatchOrder) -> StagedBatch:
    """Read the files of a batch, compute its tables, and stage them; to load models is the time of none of them."""
    means = order.means
    tools = _tools(means, order.versions["model_versions"])
    to_read = means.to_read(order.files)
    limit(to_read)
    note(f"reading {len(order.files)} files")
    files: list[pipeline.RawFile] = []
    refused: list[listings.Refused] = []
    for file in order.files:
        try:
            files.append(raw_files.raw_file(order.raw_place, file))
        except listings.RefusedError as refusal:
            refused.append(
                listings.Refused(file.raw_path, refusal.code, refusal.message, None, file.size_bytes, file.mtime_ns)
            )
    informed = replace(tools, told=Told.of_text(order.versions["told"]))
    memory = Memory(versions.memory_stages(order.versions), _answers(order))

    def begin(chars: int) -> None:
        limit(to_read + means.to_compute(chars))
        note(f"computing {chars:,} characters of {len(order.files)} files")

    tables = pipeline.batch(files, informed, memory, begin)
    tables[cache.MEMORY] = memory.table()
    tables = order.forgotten.without(tables)
    lost = {refusal.raw_path for refusal in refused}
    draft = cache.order([file for file in order.files if file.raw_path not in lost], order.versions)
    return StagedBatch(cache.write(order.staging_folder, order.key, tables, draft), tuple(refused))


def stage_refusal(order: BatchOrder, reject: Reject) -> cache.Piece:
    """Stage a file without reading it: it has no article, and its reject stands until the file or the code changes."""
    refused = [pipeline.Refused(file.raw_path, file.raw_sha256, reject) for file in order.files]
    tables = pipeline.refusal(refused)
    tables[cache.MEMORY] = Memory(versions.memory_stages(order.versions), {}).table()
    return cache.write(order.staging_folder, order.key, tables, cache.order(order.files, order.versions))


def _answers(order: BatchOrder) -> dict[bytes, bytes]:
    """What models answered when the files of a batch were computed before, by key."""
    known: dict[bytes, bytes] = {}
    for piece in (cache.head(order.staging_folder, key) for key in order.remembered):
        if piece and cache.MEMORY in piece.blocks:
            table = cache.read_whole(order.staging_folder, piece, cache.MEMORY)
            known |= dict(zip(table["key"].to_pylist(), table["answer"].to_pylist(), strict=True))
    return known


def finish_part(order: PartOrder) -> tuple[snapshots.Part, ...]:
    """Finish one part of every table wanted, check its rules, and store it; tables without a row in it have none.

    Raises  ContractError, naming every broken rule of a block of articles: then the part is not stored
    """
    note(f"finishing the part {order.label}")
    blocks = {spec.name: parquet.Blocks(spec.schema) for spec in DATA_TABLES if spec.name in order.tables}
    ids = order.kept["article_id"]
    if pc.count_distinct(ids, mode="all").as_py() != len(ids):
        raise ContractError(f"tables of {order.label} break their rules: an article_id is decided on twice")
    for kept in _blocks(order):
        _finish_block(order, kept, blocks)
    return tuple(
        snapshots.add_blocks(order.processed, name, order.label, table)
        for name, table in ((name, blocks.pop(name)) for name in list(blocks))
        if table.num_rows
    )


def _blocks(order: PartOrder) -> Iterator[pa.Table]:
    if order.kept.num_rows <= BLOCK_ARTICLES:
        return iter([order.kept])
    days = _rows(order, ARTICLES.name, order.kept, ["raw_path", "published_from", SOURCE])
    return pipeline.blocks(order.kept, days, BLOCK_ARTICLES)


def _finish_block(order: PartOrder, kept: pa.Table, blocks: Mapping[str, parquet.Blocks]) -> None:
    finished = pipeline.finish({name: _rows(order, name, kept) for name in blocks}, kept)
    if broken := pipeline.violations(finished):
        # So many tell of what kind the fault is.
        raise ContractError(f"tables of {order.label} break their rules: {'; '.join(broken[:20])}")
    for name, table in finished.items():
        blocks[name].add(table)


def _rows(order: PartOrder, name: str, kept: pa.Table, columns: Sequence[str] | None = None) -> pa.Table:
    """The staged rows of the articles that are kept."""
    folder = order.processed / cache.FOLDER
    wanted = kept["raw_path"].combine_chunks()
    parts = []
    for holding in order.holdings:
        paths = holding.paths.filter(pc.is_in(holding.paths, value_set=wanted))
        if len(paths):
            table = cache.read_blocks(folder, holding.piece, name, columns)
            parts.append(table.filter(pc.is_in(table[SOURCE].cast(pa.string()), value_set=paths)))
    return pa.concat_tables(parts).unify_dictionaries()
