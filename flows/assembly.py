"""From staged batches to the content of a snapshot, one part of a month at a time: never the whole dataset at once."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from flows import files, snapshots, staging, work
from flows.batches import Outcome
from flows.ledger import Ledger, ledger
from flows.raw import Listing
from flows.settings import Settings
from transforms import pipeline
from transforms.columns import ID_LIMIT
from transforms.errors import RunError
from transforms.tables import DATA_TABLES

# A month with more kept articles is split by the leading bits of article_id until parts hold no more, on average: a
# function of what is kept, whatever the batches were. Bounds the memory of a part at some hundred megabytes.
ARTICLES_PER_PART = 8192
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Decided:
    """What the whole collection says: each article's state, the parts to finish, and the account of all files."""

    account: Ledger
    orders: tuple[work.PartOrder, ...]


def decide(settings: Settings, listing: Listing, outcomes: Sequence[Outcome]) -> Decided:
    """Decide what is kept.

    Raises  RunError, when more than the set share of files is rejected
    """
    folder = settings.processed / staging.FOLDER
    batches = tuple(one for outcome in outcomes for one in outcome.staged)
    refused = [one for outcome in outcomes for one in outcome.refused]
    if not batches:
        raise RunError(f"none of the {len(listing.found)} files below {settings.raw} could be read: nothing to publish")
    index = staging.read_whole(folder, batches, staging.INDEX)
    rejects = staging.read_whole(folder, batches, staging.REJECTS)
    decisions = pipeline.decide(index)
    account = ledger(listing, refused, rejects, decisions.articles)
    if account.reject_share > settings.max_reject_share:
        raise RunError(_too_many(account, settings.max_reject_share))
    return Decided(account, tuple(_orders(settings, batches, decisions, index)))


def _orders(
    settings: Settings, batches: Sequence[staging.Staged], decisions: pipeline.Decisions, index: pa.Table
) -> Iterable[work.PartOrder]:
    articles = decisions.articles
    kept = articles.filter(pc.equal(articles["state"], "kept"))
    at = pc.index_in(kept["raw_path"], value_set=index["raw_path"].combine_chunks())
    months = index["month"].combine_chunks().take(at.combine_chunks())
    for month in sorted(pc.unique(months).to_pylist()):
        rows = kept.filter(pc.equal(months, month))
        holding = tuple(batch for batch in batches if month in batch.months["articles"])
        for part in split(rows):
            yield work.PartOrder(settings.processed, month, holding, pipeline.Decisions(part, decisions.copies))


def split(kept: pa.Table, limit: int = ARTICLES_PER_PART) -> Iterable[pa.Table]:
    """The articles of a month in as few equal ranges of article_id as hold `limit` each, on average."""
    bits = max(0, (-(-kept.num_rows // limit) - 1).bit_length())
    numbers = kept["article_id"].to_numpy() >> np.int64(ID_LIMIT.bit_length() - bits)
    for number in np.unique(numbers):
        yield kept.filter(pa.array(numbers == number))


def content(
    settings: Settings, listing: Listing, account: Ledger, parts: Iterable[snapshots.Part]
) -> snapshots.Manifest:
    """The manifest of a snapshot. A table without a single row gets one part, so that every table can be read."""
    made = list(parts)
    for spec in DATA_TABLES:
        if not any(part.table == spec.name for part in made):
            made.append(snapshots.add_part(settings.processed, spec.name, UNKNOWN, spec.empty()))
    facts = {
        "versions": pipeline.versions(settings.recogniser),
        "raw": {"files": account.files["found"], "sha256": _digest(listing)},
        "counts": {"files": account.files, "articles": account.articles},
    }
    return snapshots.manifest(made, facts)


def _digest(listing: Listing) -> str:
    """One digest of everything found: paths and bytes, and of what could not be read the reason."""
    rows = [[one.raw_path, one.raw_sha256] for one in listing.found]
    rows += [[one.raw_path, one.code] for one in listing.refused]
    return hashlib.sha256(files.canonical(rows)).hexdigest()


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
