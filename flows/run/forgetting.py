"""Taking an article, a file or an outlet out of a dataset, to the last byte, so that it does not come back."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from broadsheet.flows import files
from broadsheet.flows.bucket import mirror
from broadsheet.flows.health import trust
from broadsheet.flows.run import backfill, ingest
from broadsheet.flows.run.conductor import Conductor
from broadsheet.flows.run.whole import summaries
from broadsheet.flows.settings import RunOptions, Settings
from broadsheet.flows.store import cache, operations, recipes, snapshots, state, tombstones
from broadsheet.flows.store.ledger import file_of
from broadsheet.flows.store.tombstones import Tombstones
from broadsheet.transforms.errors import SettingsError
from broadsheet.transforms.staged import SOURCE

_TOLD = ["article_id", "article_key", "url", "canonical_url", "publisher_domain", "raw_path", "raw_sha256"]


@dataclass(frozen=True, slots=True)
class Request:
    """What to forget and why: an article by id, key or address; a raw path, of a file or of an article in one; the
    registrable domain of an outlet. `exports` are folders of exports, which are removed.
    """

    target: str
    reason: str
    exports: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class _Matches:
    """The articles that are meant, as staged, and the outlet, where one is."""

    articles: pa.Table
    outlet: str | None


def run(settings: Settings, conductor: Conductor, request: Request, options: RunOptions) -> int:
    """Purge what is meant from objects, snapshots, cache and operational tables; gives the number of its articles.

    Older snapshots hold it too, and are removed. The raw file is left: nothing in the raw folder is changed.

    Raises  SettingsError, when nothing in the dataset is meant
    """
    with mirror.held(settings, options.wait):
        ingest.prepare(settings)
        settings = recipes.adopted(settings)
        processed = settings.processed
        files_meant = _files_meant(processed, request.target)
        matches = _matches(processed, request.target, bool(files_meant))
        stones = _stones(processed, matches) | Tombstones(files=files_meant)
        tombstones.save(processed, tombstones.load(processed) | stones)
        paths = frozenset(matches.articles["raw_path"].to_pylist())
        _purge_cache(processed, stones)
        _purge_state(processed, stones)
        summaries.forget(processed)
        operations.forget(processed, paths, stones.files)
    options = options.model_copy(update={"wait": max(options.wait, backfill.PATIENCE)})
    account = {"reason": request.reason, "articles": sorted(stones.articles)}
    ingest.run(settings, conductor, options, ingest.Renewal(_none, flow="forget", parameters=account))
    with mirror.held(settings, options.wait):
        snapshots.collect(processed, keep=1)
        trust.save(processed)
    for folder in request.exports:
        files.remove(folder)
    return len(paths)


def _files_meant(processed: Path, target: str) -> frozenset[str]:
    """The digest of a known file that a target names: it may hold no article."""
    known = state.load(processed)
    return frozenset({known.files[target].raw_sha256} if known and target in known.files else ())


def _matches(processed: Path, target: str, is_file: bool) -> _Matches:
    """The articles that a target names, those that are not kept included; a file may have none."""
    tables = [table.select(_TOLD) for _, _, table in _staged(processed)]
    if not tables:
        raise SettingsError(f"the dataset has no cache, by which to find {target}: run `broadsheet repair` first")
    articles = pa.concat_tables([_plain(table) for table in tables])
    for column in ("article_id", "article_key", "url", "canonical_url"):
        rows = articles.filter(pc.equal(articles[column].cast(pa.string()), target))
        if rows.num_rows:
            return _Matches(articles.filter(pc.is_in(articles["article_id"], value_set=rows["article_id"])), None)
    paths = articles["raw_path"].to_pylist()
    is_of_file = pa.array([file_of(path, {target: None}) is not None for path in paths], pa.bool_())
    if is_file or pc.any(is_of_file).as_py():
        return _Matches(articles.filter(is_of_file), None)
    rows = articles.filter(pc.equal(articles["publisher_domain"], target))
    if rows.num_rows:
        return _Matches(rows, target)
    raise SettingsError(f"{target} is no article, file or outlet of the dataset: see `articles` for ids and paths")


def _stones(processed: Path, matches: _Matches) -> Tombstones:
    """The tombstones: of the articles, of the outlet, and of the files that hold nothing else."""
    ids = frozenset(matches.articles["article_id"].to_pylist())
    paths = frozenset(matches.articles["raw_path"].to_pylist())
    others: set[str] = set()
    digests: set[str] = set()
    for _, _, table in _staged(processed):
        rows = zip(table["raw_path"].to_pylist(), table["raw_sha256"].to_pylist(), strict=True)
        for path, digest in rows:
            (digests if path in paths else others).add(digest)
    outlets = frozenset({tombstones.outlet_hash(matches.outlet)} if matches.outlet else ())
    return Tombstones(ids, frozenset(digests - others), outlets)


def _staged(processed: Path) -> Iterator[tuple[Path, cache.Piece, pa.Table]]:
    folder = processed / cache.FOLDER
    for piece in list(cache.pieces(folder)):
        yield folder, piece, cache.read_blocks(folder, piece, "articles", [*_TOLD, SOURCE])


def _plain(table: pa.Table) -> pa.Table:
    at = table.schema.get_field_index("publisher_domain")
    return table.set_column(at, "publisher_domain", table["publisher_domain"].cast(pa.string()))


def _purge_cache(processed: Path, stones: Tombstones) -> None:
    """Write the pieces that hold what is forgotten again, without it."""
    for folder, piece, articles in _staged(processed):
        if not len(stones.paths(articles)) and stones.files.isdisjoint(piece.files.values()):
            continue
        staged = {name: cache.read_blocks(folder, piece, name) for name in piece.blocks}
        purged = piece.without({path for path, digest in piece.files.items() if digest in stones.files})
        gone = frozenset(piece.files.keys() - purged.files.keys())
        others = {n: table if n == cache.MEMORY else _of_files(table, gone, piece) for n, table in staged.items()}
        tables = stones.without(others)
        cache.remove(folder, piece.key)
        cache.write(folder, piece.key, tables, purged)


def _of_files(table: pa.Table, gone: frozenset[str], piece: cache.Piece) -> pa.Table:
    """Rows but those of files that are forgotten as a whole, their rejects included."""
    column = table[SOURCE if SOURCE in table.column_names else "raw_path"].cast(pa.string()).to_pylist()
    return table.filter(pa.array([file_of(path, piece.files) not in gone for path in column], pa.bool_()))


def _purge_state(processed: Path, stones: Tombstones) -> None:
    name, known = snapshots.current_id(processed), state.load(processed)
    if name is not None and known is not None:
        left = {path: entry for path, entry in known.files.items() if entry.raw_sha256 not in stones.files}
        state.save(processed, name, state.State(left, "", known.code, known.parts))


def _none(_: str) -> bool:
    return False
