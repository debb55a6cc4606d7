"""One decision for each article ever read: kept or not, and of which cluster of copies."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from broadsheet.transforms.articles.articles import Article, instant
from broadsheet.transforms.collection.candidates import Held, held
from broadsheet.transforms.collection.clusters import clustered
from broadsheet.transforms.collection.copies import copy_hash, title_hash
from broadsheet.transforms.collection.identity import IDS_SCHEMA, Identity, identities, renamed
from broadsheet.transforms.collection.languages import outlet_languages
from broadsheet.transforms.collection.runs import Words, fingerprints, packed_words
from broadsheet.transforms.collection.stars import Pair, pairs_of
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
        ("n_words", pa.int32()),
        ("prints", pa.list_(pa.int64())),
        ("n_prints", pa.int32()),
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
class Identified:
    """What each article is, before any is compared with others that it is not.

    `articles`: as of `Decisions`, up to n_versions. `kept`: the index rows of those kept, by id; an article's place is
    its row in it. `ranks`: the place of each in time. `ids`: as of `Decisions`.
    """

    articles: pa.Table
    kept: pa.Table
    ranks: NDArray[np.int64]
    ids: pa.Table


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
    texts = [Words(packed_words(a.text, a.has_spaces)) for a in articles]
    owners, prints = fingerprints(texts)
    n_prints = np.bincount(owners, minlength=len(texts))
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
        [text.packed for text in texts],
        [len(text) for text in texts],
        np.split(prints.view(np.int64), np.cumsum(n_prints)[:-1]) if texts else [],
        n_prints,
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
    """Decide for a whole collection at once; the order of the index's rows does not matter."""
    known = identified(index)
    texts = [Words(packed) for packed in known.kept["words"].to_pylist()]
    hashes = [np.array(of_text or (), np.int64) for of_text in known.kept["copy_hashes"].to_pylist()]
    copies = sentence_copies(held(hashes, range(len(hashes))), known.ranks)
    return decided(known, pairs_of(texts), copies)


def identified(index: pa.Table) -> Identified:
    """What each article is; the order of the rows does not matter. Of `copy_hashes` those of rows that share an id are
    read, of `words` and `prints` none.

    Of several versions of one article the one kept has the latest modified_at, then the latest day, then the most
    fields known, then the longest text, then the smallest raw_path. Of several keys with one id the smallest is kept.
    """
    rows = index.sort_by([("article_id", "ascending"), ("raw_path", "ascending")])
    verdicts = identities(rows)
    rows, ids = _renamed(rows, verdicts), renamed(verdicts, rows)
    articles = rows.select(["article_id", "article_key", "raw_path", "raw_sha256"])
    articles = articles.append_column("state", pa.array([verdict.state for verdict in verdicts], pa.string()))
    winners = [verdict.winner if verdict.winner != place else None for place, verdict in enumerate(verdicts)]
    others = rows["raw_path"].combine_chunks().take(pa.array(winners, pa.int64()))
    articles = articles.append_column("other", others)
    articles = articles.append_column("n_versions", pa.array([verdict.n_versions for verdict in verdicts], pa.int32()))
    kept = rows.filter(pc.equal(articles["state"], "kept")).sort_by([("article_id", "ascending")])
    return Identified(articles, kept, _ranks(kept), ids)


def decided(known: Identified, pairs: Sequence[Pair], copies: pa.Table) -> Decisions:
    """What follows from the articles that are kept, the pairs of copies among them, and the sentences that several
    hold (by `sentence_copies`, in any order)."""
    columns, pair_rows = clustered(known.kept, pairs, known.ranks)
    columns = columns.append_column("outlet_language", outlet_languages(known.kept))
    joined = known.articles.join(columns, "raw_path", join_type="left outer").sort_by("raw_path")
    first = known.kept["article_id"].combine_chunks().take(copies["first"].combine_chunks())
    copies = copies.set_column(2, "first", first).sort_by("copy_group_id")
    return Decisions(joined, copies, pair_rows, known.ids)


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


def sentence_copies(sentences: Held, ranks: NDArray[np.int64]) -> pa.Table:
    """The sentences that several articles hold, by hash: copy_group_id, n_articles, and `first`, the place of the
    first of these in time. `sentences`: the hashes of each article's, by its place; `ranks`: of each place."""
    order = np.lexsort((ranks[sentences.owners], sentences.hashes))
    hashes, owners = sentences.hashes[order], sentences.owners[order]
    new_hash = np.concatenate(([True], hashes[1:] != hashes[:-1])) if len(hashes) else np.empty(0, bool)
    new_pair = new_hash | np.concatenate(([True], owners[1:] != owners[:-1])) if len(hashes) else new_hash
    group = np.cumsum(new_hash) - 1
    holders = np.bincount(group, weights=new_pair).astype(np.int64) if len(hashes) else np.empty(0, np.int64)
    is_shared = holders > 1
    columns = {
        "copy_group_id": pa.array(hashes[new_hash][is_shared], pa.int64()),
        "n_articles": pa.array(holders[is_shared], pa.int32()),
        "first": pa.array(owners[new_hash][is_shared], pa.int64()),
    }
    return pa.table(columns)
