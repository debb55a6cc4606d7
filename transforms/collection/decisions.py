"""One decision for each article ever read: kept or not, and of which cluster of copies."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from broadsheet.transforms.articles.articles import Article, instant
from broadsheet.transforms.collection.clusters import clustered
from broadsheet.transforms.collection.copies import copy_hash, title_hash
from broadsheet.transforms.collection.identity import IDS_SCHEMA, Identity, identities, renamed
from broadsheet.transforms.collection.languages import outlet_languages
from broadsheet.transforms.collection.runs import packed_words
from broadsheet.transforms.records.record import Record
from broadsheet.transforms.sentences.sentences import Sentence
from broadsheet.transforms.tables.schema import INSTANT

# What a batch says of its articles to the collection; private, never published.
INDEX_SCHEMA = pa.schema(
    [
        ("article_id", pa.int64()),
        ("article_key", pa.string()),
        ("raw_path", pa.string()),
        ("raw_sha256", pa.string()),
        ("published_from", pa.date32()),
        ("published_at", INSTANT),
        ("modified_at", INSTANT),
        ("n_fields", pa.int32()),
        ("n_chars", pa.int32()),
        ("n_body_sentences", pa.int32()),
        ("words", pa.binary()),
        ("has_spaces", pa.bool_()),
        ("publisher_domain", pa.string()),
        ("copy_hashes", pa.list_(pa.int64())),
        ("text_sha256", pa.string()),
        ("title_hash", pa.int64()),
        ("is_summary", pa.bool_()),
        ("language", pa.string()),
        ("analysis_language", pa.string()),
    ]
)
_NO_DAY = np.iinfo(np.int32).max
_NO_INSTANT = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True)
class Decisions:
    """What was decided of every article.

    `articles`: one row per article read: article_id and article_key (where other articles have the same key, one with
    the hash of its text behind it), raw_path, raw_sha256, state (kept, version, duplicate, id_collision), other (the
    raw_path it lost to), n_versions, and for those kept the columns of `clusters.CLUSTER_COLUMNS` and outlet_language
    (see `languages`). `copies`: columns of SENTENCE_COPIES, by key; `pairs`: columns of COPIES, by key. `ids`: the ids
    given up for others, as `identity.IDS_SCHEMA`.
    """

    articles: pa.Table
    copies: pa.Table
    pairs: pa.Table
    ids: pa.Table = field(default_factory=IDS_SCHEMA.empty_table)

    @property
    def kept(self) -> pa.Table:
        """The rows of the articles that are kept."""
        return self.articles.filter(pc.equal(self.articles["state"], "kept"))


def index_table(articles: Sequence[Article], sentences: Sequence[Sentence]) -> pa.Table:
    """The index rows of articles, with their sentences."""
    hashes: list[list[int]] = [[] for _ in articles]
    counts = [0] * len(articles)
    for sentence in sentences:
        if sentence.section == "text":
            counts[sentence.article] += 1
            if (digest := copy_hash(sentence.text)) is not None:
                hashes[sentence.article].append(digest)
    columns = [
        [a.article_id for a in articles],
        [a.article_key for a in articles],
        [a.raw_path for a in articles],
        [a.raw_sha256 for a in articles],
        [a.published_from for a in articles],
        [instant(a.record.published) for a in articles],
        [instant(a.record.modified) for a in articles],
        [_n_fields(a.record) for a in articles],
        [len(a.text) for a in articles],
        counts,
        [packed_words(a.text, a.has_spaces) for a in articles],
        [a.has_spaces for a in articles],
        [a.publisher_domain for a in articles],
        hashes,
        [a.text_sha256 for a in articles],
        [title_hash(a.title) for a in articles],
        ["summary_only" in a.record.quality_flags or not a.text for a in articles],
        [a.record.language for a in articles],
        [a.record.analysis_language for a in articles],
    ]
    arrays = [pa.array(values, column.type) for values, column in zip(columns, INDEX_SCHEMA, strict=True)]
    return pa.Table.from_arrays(arrays, schema=INDEX_SCHEMA)


def decide(index: pa.Table) -> Decisions:
    """Decide for a whole collection; the order of the index's rows does not matter.

    Of several versions of one article the one kept has the latest modified_at, then the latest day, then the most
    fields known, then the longest text, then the smallest raw_path. Of several keys with one id the smallest is kept.
    """
    rows = index.sort_by([("article_id", "ascending"), ("raw_path", "ascending")])
    verdicts = identities(rows)
    rows, ids = _renamed(rows, verdicts), renamed(verdicts, rows)
    paths = rows["raw_path"].to_pylist()
    articles = rows.select(["article_id", "article_key", "raw_path", "raw_sha256"])
    articles = articles.append_column("state", pa.array([verdict.state for verdict in verdicts], pa.string()))
    others = [paths[verdict.winner] if verdict.winner != place else None for place, verdict in enumerate(verdicts)]
    articles = articles.append_column("other", pa.array(others, pa.string()))
    articles = articles.append_column("n_versions", pa.array([verdict.n_versions for verdict in verdicts], pa.int32()))
    kept = rows.filter(pc.equal(articles["state"], "kept")).sort_by([("article_id", "ascending")])
    columns, pairs = clustered(kept, _ranks(kept))
    columns = columns.append_column("outlet_language", outlet_languages(kept))
    joined = articles.join(columns, "raw_path", join_type="left outer").sort_by("raw_path")
    return Decisions(joined, _sentence_copies(kept), pairs, ids)


def _renamed(rows: pa.Table, verdicts: Sequence[Identity]) -> pa.Table:
    """The rows with the ids and keys that their articles have."""
    columns = {
        "article_id": [verdict.article_id for verdict in verdicts],
        "article_key": [verdict.article_key for verdict in verdicts],
    }
    for name, values in columns.items():
        at = rows.column_names.index(name)
        rows = rows.set_column(at, name, pa.array(values, rows.schema.field(name).type))
    return rows


def _n_fields(record: Record) -> int:
    """How many fields a reader found: of two renderings of one article, the one that says more is kept."""
    fields = (
        record.title,
        record.subtitle,
        record.authors,
        record.wire_agency,
        record.published,
        instant(record.published),
        record.publisher_name,
        record.section,
        record.images,
        record.keywords,
    )
    return sum(bool(value) for value in fields)


def _ranks(kept: pa.Table) -> NDArray[np.int64]:
    """The place of each article in time: by day, instant, id; what has no day, or no instant on its day, comes last."""
    days = pc.fill_null(kept["published_from"].cast(pa.int32()), int(_NO_DAY)).to_numpy()
    instants = pc.fill_null(kept["published_at"].cast(pa.int64()), int(_NO_INSTANT)).to_numpy()
    ranks = np.empty(len(days), np.int64)
    ranks[np.lexsort((kept["article_id"].to_numpy(), instants, days))] = np.arange(len(days))
    return ranks


def _sentence_copies(kept: pa.Table) -> pa.Table:
    """The sentences that several articles hold."""
    ids = kept["article_id"].to_numpy()
    lists = kept["copy_hashes"].combine_chunks()
    lengths = pc.fill_null(pc.list_value_length(lists), 0).to_numpy(zero_copy_only=False)
    hashes = lists.flatten().to_numpy(zero_copy_only=False)
    owners = np.repeat(np.arange(len(ids)), lengths)
    order = np.lexsort((_ranks(kept)[owners], hashes))
    hashes, owners = hashes[order], owners[order]
    new_hash = np.concatenate(([True], hashes[1:] != hashes[:-1])) if len(hashes) else np.empty(0, bool)
    new_pair = new_hash | np.concatenate(([True], owners[1:] != owners[:-1])) if len(hashes) else new_hash
    group = np.cumsum(new_hash) - 1
    holders = np.bincount(group, weights=new_pair).astype(np.int64) if len(hashes) else np.empty(0, np.int64)
    shared = holders > 1
    columns = {
        "copy_group_id": pa.array(hashes[new_hash][shared], pa.int64()),
        "n_articles": pa.array(holders[shared], pa.int32()),
        "first": pa.array(ids[owners[new_hash][shared]], pa.int64()),
    }
    return pa.table(columns)
