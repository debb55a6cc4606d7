"""From pieces of the cache to the content of a snapshot, one part at a time: never the whole dataset at once."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from broadsheet.flows import files
from broadsheet.flows.raw import listings
from broadsheet.flows.raw.listings import Listing
from broadsheet.flows.run import computation
from broadsheet.flows.settings import Settings
from broadsheet.flows.store import cache, snapshots
from broadsheet.flows.store.ledger import Ledger, file_of, ledger
from broadsheet.flows.store.versions import published
from broadsheet.transforms import pipeline
from broadsheet.transforms.errors import RunError
from broadsheet.transforms.tables.declared.columns import ID_LIMIT
from broadsheet.transforms.tables.declared.dataset import DATA_TABLES, SCHEMA_VERSION

# A month with more kept articles is split by the leading bits of article_id until parts hold no more, on average: a
# function of what is kept, whatever the batches were.
ARTICLES_PER_PART = 8192
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Source:
    """A piece, and those of its files that count: a changed file is in two pieces, one of them with its old bytes."""

    piece: cache.Piece
    live: frozenset[str]


@dataclass(frozen=True, slots=True)
class Decided:
    """What the whole collection says: each article's state, the parts to finish, and the account of all files.

    `articles`: articles by file, those that are not kept included.
    """

    account: Ledger
    orders: tuple[computation.PartOrder, ...]
    articles: dict[str, int]


@dataclass(frozen=True, slots=True)
class _Index:
    """The index of all articles that count, and for each row the position of its source."""

    rows: pa.Table
    source: "np.ndarray[tuple[int], np.dtype[np.int64]]"


def decide(
    settings: Settings, listing: Listing, sources: Sequence[Source], refused: Sequence[listings.Refused], code: str
) -> Decided:
    """Decide what is kept; `code` is the digest of the code that finishes the parts.

    Raises  RunError, when more than the set share of files is rejected
    """
    folder = settings.processed / cache.FOLDER
    if not sources:
        raise RunError(f"none of the {len(listing.found)} files below {settings.raw} could be read: nothing to publish")
    index = _joined([_live(folder, source, cache.INDEX) for source in sources])
    rejects = pa.concat_tables([_live(folder, source, cache.REJECTS) for source in sources])
    decisions = pipeline.decide(index.rows)
    account = ledger(listing, refused, rejects, decisions.articles)
    if account.reject_share > settings.max_reject_share:
        raise RunError(_too_many(account, settings.max_reject_share))
    orders = tuple(_orders(settings.processed, sources, decisions, index, code))
    held: dict[str, int] = {}
    for entry in account.entries:
        held[entry.file] = held.get(entry.file, 0) + (entry.article_id is not None)
    return Decided(account, orders, held)


def _joined(parts: Sequence[pa.Table]) -> _Index:
    numbers = np.repeat(np.arange(len(parts)), [part.num_rows for part in parts])
    return _Index(pa.concat_tables(parts).combine_chunks(), numbers)


def _live(folder: Path, source: Source, name: str) -> pa.Table:
    """The rows of the files that count."""
    table = cache.read_whole(folder, source.piece, name)
    if len(source.live) == len(source.piece.files):
        return table
    known = source.piece.files
    mask = [file_of(path, known) in source.live for path in table["raw_path"].to_pylist()]
    return table.filter(pa.array(mask, pa.bool_()))


def _orders(
    processed: Path, sources: Sequence[Source], decisions: pipeline.Decisions, index: _Index, code: str
) -> Iterable[computation.PartOrder]:
    kept = decisions.articles.filter(pc.equal(decisions.articles["state"], "kept"))
    at = pc.index_in(kept["raw_path"], value_set=index.rows["raw_path"].combine_chunks()).to_numpy()
    months = index.rows["month"].combine_chunks().take(pa.array(at))
    made_by = [files.canonical(source.piece.versions) for source in sources]
    for month in sorted(pc.unique(months).to_pylist()):
        chosen = np.flatnonzero(pc.equal(months, month).to_numpy(zero_copy_only=False))
        for numbers in split(kept["article_id"].to_numpy()[chosen]):
            places = chosen[numbers]
            rows = kept.take(pa.array(places))
            copies = _copies_of(index.rows, at[places], decisions.copies)
            owners = index.source[at[places]]
            holdings = tuple(
                _holding(sources[one].piece, month, rows.filter(pa.array(owners == one))) for one in np.unique(owners)
            )
            cause = _cause(month, rows, copies, [made_by[one] for one in owners], code)
            yield computation.PartOrder(processed, month, holdings, pipeline.Decisions(rows, copies), cause)


def _copies_of(index: pa.Table, at: "np.ndarray[tuple[int], np.dtype[np.int64]]", copies: pa.Table) -> pa.Table:
    """Those of the hashes in several articles that some articles hold."""
    hashes = index["copy_hashes"].combine_chunks().take(pa.array(at)).flatten()
    return copies.filter(pc.is_in(copies["copy_hash"], value_set=hashes)).sort_by("copy_hash")


def _holding(piece: cache.Piece, month: str, rows: pa.Table) -> computation.Holding:
    months = {name: {month: at[month]} for name, at in piece.months.items() if month in at}
    light = replace(piece, files={}, months={name: months.get(name, {}) for name in piece.months})
    return computation.Holding(light, rows["raw_path"].combine_chunks())


def _cause(month: str, rows: pa.Table, copies: pa.Table, made_by: Sequence[bytes], code: str) -> str:
    """A digest of all that a part follows from: what was decided of its articles, what made their rows, the code."""
    made = hashlib.sha256(files.canonical([month, code]))
    for table in (rows, copies):
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, table.schema) as stream:
            stream.write_table(table.combine_chunks())
        made.update(sink.getvalue())
    for one in made_by:
        made.update(one)
    return made.hexdigest()


def split(
    ids: "np.ndarray[tuple[int], np.dtype[np.int64]]", limit: int = ARTICLES_PER_PART
) -> Iterable["np.ndarray[tuple[int], np.dtype[np.int64]]"]:
    """The positions of the articles of a month in as few equal ranges of article_id as hold `limit`, on average."""
    bits = max(0, (-(-len(ids) // limit) - 1).bit_length())
    numbers = ids >> np.int64(ID_LIMIT.bit_length() - bits)
    for number in np.unique(numbers):
        yield np.flatnonzero(numbers == number)


def content(
    settings: Settings,
    listing: Listing,
    account: Ledger,
    parts: Iterable[snapshots.Part],
    made_by: Iterable[Mapping[str, str]],
) -> snapshots.Manifest:
    """The manifest of a snapshot. A table without a single row gets one part, so that every table can be read."""
    made = list(parts)
    for spec in DATA_TABLES:
        if not any(part.table == spec.name for part in made):
            made.append(snapshots.add_part(settings.processed, spec.name, UNKNOWN, spec.empty()))
    told = {files.canonical(published(one)): published(one) for one in made_by}
    facts = {
        "schema_version": SCHEMA_VERSION,
        "versions": [told[key] for key in sorted(told)],
        "raw": {"files": account.files["found"], "sha256": listing.digest()},
        "counts": {"files": account.files, "articles": account.articles},
    }
    return snapshots.manifest(made, facts)


def _too_many(account: Ledger, limit: float) -> str:
    codes: dict[str, int] = {}
    for one in account.rejections:
        codes[one.code] = codes.get(one.code, 0) + 1
    told = ", ".join(f"{code} {n}" for code, n in sorted(codes.items()))
    first = "; ".join(f"{one.raw_path}: {one.message}" for one in account.rejections[:3])
    return (
        f"{account.files['rejected']} of {account.files['found']} files were rejected ({told}), more than the share"
        f" of {limit:g} that is allowed, so nothing was published. First: {first}. Mend or remove them, or raise"
        " --max-reject-share"
    )
