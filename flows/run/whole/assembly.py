"""The content of a snapshot, put together from pieces of the cache one part at a time, never the whole at once."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache as cached
from functools import partial
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from broadsheet.flows import files
from broadsheet.flows.raw import listings
from broadsheet.flows.raw.listings import Listing
from broadsheet.flows.run import computation
from broadsheet.flows.run.errors import TooManyRejectsError
from broadsheet.flows.run.whole import deciding, summaries
from broadsheet.flows.run.whole.deciding import Index, Source
from broadsheet.flows.settings import Settings
from broadsheet.flows.store import cache, layout, recipes, snapshots
from broadsheet.flows.store.ledger import Ledger, file_of, ledger
from broadsheet.flows.store.versions import published
from broadsheet.transforms import pipeline
from broadsheet.transforms.errors import RunError
from broadsheet.transforms.tables.declared.collection import SENTENCE_COPIES
from broadsheet.transforms.tables.declared.dataset import ARTICLES, TABLES
from broadsheet.transforms.tables.declared.names import ENTITIES
from broadsheet.transforms.tables.schema import SCHEMA_VERSION

# What the collection tells of each article: these columns change with later articles.
_OF_COLLECTION = tuple(column.name for column in ARTICLES.columns if column.of_collection)
# The label of a table in one part.
_WHOLE = "all"


@dataclass(frozen=True, slots=True)
class Decided:
    """What the whole collection says: each article's state, the parts to finish, and the account of all files.

    `shards`: the parts of the tables of the collection. `articles`: articles by file, those not kept included.
    """

    account: Ledger
    orders: tuple[computation.PartOrder, ...]
    shards: tuple["Shard", ...]
    articles: dict[str, int]


@dataclass(frozen=True, slots=True)
class MadeBy:
    """Who carries out the calls of deciding, and the digest of the code that finishes the parts."""

    crew: deciding.Crew
    code: str


@dataclass(frozen=True, slots=True)
class Shard:
    """A part of a table of the collection; `cause` is the digest of its rows and of the code."""

    name: str
    label: str
    rows: pa.Table
    cause: str


def decide(
    settings: Settings,
    listing: Listing,
    sources: Sequence[Source],
    refused: Sequence[listings.Refused],
    made_by: MadeBy,
) -> Decided:
    """Decide what is kept.

    Raises  TooManyRejectsError, when more than the set share of files is rejected; RunError, when none could be read
    """
    folder = settings.processed / cache.FOLDER
    if not sources:
        raise RunError(f"none of the {len(listing.found)} files below {settings.raw} could be read: nothing to publish")
    index = deciding.index_of(folder, sources)
    decisions = deciding.decided(folder, sources, index, made_by.crew)
    rejects = pa.concat_tables([deciding.live_rows(folder, source, cache.REJECTS) for source in sources])
    renamed = tuple(tuple(row.values()) for row in decisions.ids.to_pylist())
    account = replace(ledger(listing, refused, rejects, decisions.articles), ids=renamed)
    if account.reject_share > settings.max_reject_share:
        raise TooManyRejectsError(_too_many(account, settings.max_reject_share), account)
    orders = tuple(_orders(settings.processed, sources, decisions, index, made_by.code))
    n_articles: dict[str, int] = {}
    for entry in account.entries:
        n_articles[entry.file] = n_articles.get(entry.file, 0) + (entry.article_id is not None)
    return Decided(account, orders, tuple(_shards(decisions, made_by.code)), n_articles)


def _orders(
    processed: Path, sources: Sequence[Source], decisions: pipeline.Decisions, index: Index, code: str
) -> Iterable[computation.PartOrder]:
    kept = decisions.kept
    at = pc.index_in(kept["raw_path"], value_set=index.rows["raw_path"].combine_chunks()).to_numpy()
    days = layout.day_numbers(index.rows["published_from"].combine_chunks().take(pa.array(at)))
    made_by = [hashlib.sha256(files.canonical(source.piece.versions)).digest() for source in sources]
    for part in layout.ranges(days, kept["article_id"].to_numpy()):
        rows = kept.take(pa.array(part.rows))
        owners = index.source[at[part.rows]]
        paths = rows["raw_path"].combine_chunks()
        is_read = cached(partial(_is_read, np.unique(days[part.rows])))
        holdings = tuple(
            _holding(sources[owner].piece, is_read, paths.take(pa.array(places))) for owner, places in _by_owner(owners)
        )
        origins = [
            made_by[owner] + _beside(sources[owner].piece, path)
            for owner, path in zip(owners.tolist(), paths.to_pylist(), strict=True)
        ]
        of_rows = _digest(part.label, code, rows.drop_columns(list(_OF_COLLECTION)), origins)
        causes = {computation.ROWS: of_rows, ARTICLES.name: _digest(of_rows, code, rows.select(_OF_COLLECTION))}
        yield computation.PartOrder(processed, part.label, holdings, rows, causes)


def _beside(piece: cache.Piece, raw_path: str) -> bytes:
    """What the rows of an article follow from besides its file and what computed it: files that are read with it."""
    file = file_of(raw_path, piece.files) if piece.units else None
    return piece.units.get(file or "", "").encode()


def _by_owner(owners: layout.Numbers) -> Iterator[tuple[int, layout.Numbers]]:
    """Each owner in order, with the places of its rows."""
    order = np.argsort(owners, kind="stable")
    distinct, starts = np.unique(owners[order], return_index=True)
    yield from zip(distinct.tolist(), np.split(order, starts[1:]), strict=True)


def _holding(piece: cache.Piece, is_read: Callable[[str], bool], paths: pa.Array) -> computation.Holding:
    within = {
        name: {block: position for block, position in places.items() if is_read(block)}
        for name, places in piece.blocks.items()
    }
    return computation.Holding(replace(piece, files={}, blocks=within), paths)


def _is_read(days: layout.Numbers, block: str) -> bool:
    return block != cache.WHOLE and layout.overlaps(block, days)


def _shards(decisions: pipeline.Decisions, code: str) -> Iterable[Shard]:
    for name, table in pipeline.collected(decisions).items():
        if name != SENTENCE_COPIES.name:
            yield Shard(name, _WHOLE, table, _digest(name, code, table))
            continue
        for part in layout.shards(table["copy_group_id"].to_numpy()):
            rows = table.take(pa.array(part.rows))
            yield Shard(name, part.label, rows, _digest(f"{name} {part.label}", code, rows))


def _digest(label: str, code: str, rows: pa.Table, origins: Sequence[bytes] = ()) -> str:
    """A digest of all that a part follows from: rows that were decided on, what made those it is of, the code."""
    digest = hashlib.sha256(files.canonical([label, code]))
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, rows.schema) as stream:
        stream.write_table(rows.combine_chunks())
    digest.update(sink.getvalue())
    for origin in origins:
        digest.update(origin)
    return digest.hexdigest()


def content(
    settings: Settings,
    listing: Listing,
    account: Ledger,
    parts: Iterable[snapshots.Part],
    made_by: Iterable[Mapping[str, str]],
) -> snapshots.Manifest:
    """The manifest of a snapshot. A table without a single row gets one part, so that every table can be read."""
    all_parts = list(parts)
    all_parts += _of_all(settings.processed, all_parts)
    for spec in TABLES:
        if not any(part.table == spec.name for part in all_parts):
            all_parts.append(snapshots.add_part(settings.processed, spec.name, _WHOLE, spec.empty()))
    versions = {files.canonical(published(row)): published(row) for row in made_by}
    facts = {
        "schema_version": SCHEMA_VERSION,
        "recipe": recipes.of_settings(settings),
        "versions": [versions[key] for key in sorted(versions)],
        "raw": {"files": account.files["found"], "sha256": listing.digest()},
        "counts": {"files": account.files, "articles": account.articles},
    }
    return snapshots.manifest(all_parts, facts)


def _of_all(processed: Path, parts: Sequence[snapshots.Part]) -> list[snapshots.Part]:
    """The tables of names and outlets, from the counts of each part."""
    entities = {part.label: part for part in parts if part.table == ENTITIES.name}
    articles = sorted((part for part in parts if part.table == ARTICLES.name), key=lambda part: part.label)
    collected = pipeline.Collected()
    for counts in summaries.of_parts(processed, [(part, entities.get(part.label)) for part in articles]):
        collected.add(counts)
    return [
        snapshots.add_part(processed, name, _WHOLE, table)
        for name, table in collected.tables().items()
        if table.num_rows
    ]


def _too_many(account: Ledger, limit: float) -> str:
    codes: dict[str, int] = {}
    for rejection in account.rejections:
        codes[rejection.code] = codes.get(rejection.code, 0) + 1
    counts = ", ".join(f"{code} {n}" for code, n in sorted(codes.items()))
    first = "; ".join(f"{rejection.raw_path}: {rejection.message}" for rejection in account.rejections[:3])
    return (
        f"{account.files['rejected']} of {account.files['found']} files were rejected ({counts}), more than the share"
        f" of {limit:g} that is allowed, so nothing was published. First: {first}. Mend or remove them, or raise"
        " --max-reject-share"
    )
