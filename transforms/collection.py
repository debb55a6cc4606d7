"""From the index of all articles ever read to one decision an article: kept or not, and of which cluster of copies."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from transforms.articles import Article, instant
from transforms.duplicates import clusters, copy_hash, sketch
from transforms.schema import INSTANT
from transforms.sentences import Sentence

# What a batch says of its articles to the collection; private, never published.
INDEX_SCHEMA = pa.schema(
    [
        ("article_id", pa.int64()),
        ("article_key", pa.string()),
        ("raw_path", pa.string()),
        ("raw_sha256", pa.string()),
        ("month", pa.string()),
        ("published_date", pa.date32()),
        ("modified_at", INSTANT),
        ("n_chars", pa.int32()),
        ("n_body_sentences", pa.int32()),
        ("sketch", pa.binary()),
        ("copy_hashes", pa.list_(pa.int64())),
    ]
)
_NO_DAY = np.iinfo(np.int32).max


@dataclass(frozen=True, slots=True)
class Decisions:
    """What was decided of every article.

    `articles`: one row per article read: article_id, raw_path, raw_sha256, state (kept, duplicate, id_collision), other
    (the raw_path it lost to), and for those kept cluster_id, cluster_size, cluster_weight, is_first_in_cluster,
    own_share. `copies`: copy_hash and n, the number of kept articles that hold it, for hashes in two or more.
    """

    articles: pa.Table
    copies: pa.Table


def split_duplicates(articles: Sequence[Article]) -> tuple[list[Article], list[Article]]:
    """The articles of a batch that may be kept, one an id, and those that lose to one of them."""
    best: dict[int, Article] = {}
    for article in articles:
        other = best.setdefault(article.article_id, article)
        if _rank_of(article) < _rank_of(other):
            best[article.article_id] = article
    kept = [article for article in articles if best[article.article_id] is article]
    return kept, [article for article in articles if best[article.article_id] is not article]


def index_table(articles: Sequence[Article], sentences: Sequence[Sentence], lost: Sequence[Article]) -> pa.Table:
    """The index rows of a batch: of its articles, with their sentences, and of those that lost to one of them."""
    hashes: list[list[int]] = [[] for _ in articles]
    counts = [0] * len(articles)
    for sentence in sentences:
        if sentence.section == "text":
            counts[sentence.article] += 1
            if (made := copy_hash(sentence.text)) is not None:
                hashes[sentence.article].append(made)
    sketches = [sketch(article.text) for article in articles] + [None] * len(lost)
    hashes += [[] for _ in lost]
    counts += [0] * len(lost)
    articles = [*articles, *lost]
    columns = [
        [a.article_id for a in articles],
        [a.article_key for a in articles],
        [a.raw_path for a in articles],
        [a.raw_sha256 for a in articles],
        [a.month for a in articles],
        [a.record.published.day if a.record.published else None for a in articles],
        [instant(a.record.modified) for a in articles],
        [len(a.text) for a in articles],
        counts,
        sketches,
        hashes,
    ]
    arrays = [pa.array(values, field.type) for values, field in zip(columns, INDEX_SCHEMA, strict=True)]
    return pa.Table.from_arrays(arrays, schema=INDEX_SCHEMA)


def decide(index: pa.Table) -> Decisions:
    """Decide for a whole collection; the order of the index's rows does not matter.

    Of several articles with one key the one kept has the latest modified_at, then the longest text, then the smallest
    raw_path. Of several keys with one id the smallest is kept.
    """
    rows = index.sort_by([("article_id", "ascending"), ("raw_path", "ascending")])
    winners = _winners(rows)
    kept = rows.filter(pa.array([winner == i for i, winner in enumerate(winners)], pa.bool_()))
    paths, keys = rows["raw_path"].to_pylist(), rows["article_key"].to_pylist()
    states = [_state(i, winner, keys) for i, winner in enumerate(winners)]
    told = rows.select(["article_id", "raw_path", "raw_sha256"])
    told = told.append_column("state", pa.array(states, pa.string()))
    others = [paths[w] if w != i else None for i, w in enumerate(winners)]
    told = told.append_column("other", pa.array(others, pa.string()))
    shared, own = _copies(kept)
    collected = _cluster_columns(kept).append_column("own_share", own)
    return Decisions(told.join(collected, "raw_path", join_type="left outer").sort_by("raw_path"), shared)


def _winners(rows: pa.Table) -> list[int]:
    """For each row the position of the row that is kept in its place (its own, if it is kept)."""
    ids = rows["article_id"].to_numpy()
    facts = rows.select(["article_key", "modified_at", "n_chars", "raw_path"]).to_pylist()
    winners = list(range(len(ids)))
    start = 0
    for end in range(1, len(ids) + 1):
        if end < len(ids) and ids[end] == ids[start]:
            continue
        if end - start > 1:
            best = min(range(start, end), key=lambda i: _rank(*facts[i].values()))
            winners[start:end] = [best] * (end - start)
        start = end
    return winners


def _rank(article_key: str, modified_at: datetime | None, n_chars: int, raw_path: str) -> tuple[str, float, int, str]:
    """Of articles with one id, the one that sorts first is kept."""
    return article_key, -modified_at.timestamp() if modified_at else 0.0, -n_chars, raw_path


def _rank_of(article: Article) -> tuple[str, float, int, str]:
    return _rank(article.article_key, instant(article.record.modified), len(article.text), article.raw_path)


def _state(row: int, winner: int, keys: Sequence[str]) -> str:
    if row == winner:
        return "kept"
    return "duplicate" if keys[row] == keys[winner] else "id_collision"


def _cluster_columns(kept: pa.Table) -> pa.Table:
    """raw_path and the cluster columns of the kept articles, which come sorted by id."""
    ids = kept["article_id"].to_numpy()
    first = clusters(kept["sketch"].to_pylist())
    sizes = np.bincount(first, minlength=len(ids))[first] if len(ids) else np.empty(0, np.int64)
    order = np.lexsort((ids, _days(kept)))
    seen = np.empty(len(ids), np.int64)
    seen[order] = np.arange(len(ids))
    earliest = np.full(len(ids), len(ids), np.int64)
    np.minimum.at(earliest, first, seen)
    columns = {
        "raw_path": kept["raw_path"].combine_chunks(),
        "cluster_id": pa.array(ids[first], pa.int64()),
        "cluster_size": pa.array(sizes, pa.int32()),
        "cluster_weight": pa.array(1 / np.maximum(sizes, 1), pa.float32()),
        "is_first_in_cluster": pa.array(earliest[first] == seen, pa.bool_()),
    }
    return pa.table(columns)


def _days(kept: pa.Table) -> NDArray[np.int32]:
    """Days of publication as numbers; articles without one come last."""
    days: NDArray[np.int32] = pc.fill_null(kept["published_date"].cast(pa.int32()), int(_NO_DAY)).to_numpy()
    return days


def _copies(kept: pa.Table) -> tuple[pa.Table, pa.Array]:
    """The hashes that several articles hold, and each article's share of sentences that no earlier one has."""
    ids = kept["article_id"].to_numpy()
    lists = kept["copy_hashes"].combine_chunks()
    lengths = pc.fill_null(pc.list_value_length(lists), 0).to_numpy(zero_copy_only=False)
    hashes = lists.flatten().to_numpy(zero_copy_only=False)
    owners = np.repeat(np.arange(len(ids)), lengths)
    rank = np.empty(len(ids), np.int64)
    rank[np.lexsort((ids, _days(kept)))] = np.arange(len(ids))
    order = np.lexsort((rank[owners], hashes))
    hashes, owners = hashes[order], owners[order]
    new_hash = np.concatenate(([True], hashes[1:] != hashes[:-1])) if len(hashes) else np.empty(0, bool)
    new_pair = new_hash | np.concatenate(([True], owners[1:] != owners[:-1])) if len(hashes) else new_hash
    group = np.cumsum(new_hash) - 1
    holders = np.bincount(group, weights=new_pair).astype(np.int64) if len(hashes) else np.empty(0, np.int64)
    firsts = owners[new_hash][group] if len(hashes) else owners
    borrowed = np.bincount(owners, weights=firsts != owners, minlength=len(ids))
    sentences = kept["n_body_sentences"].to_numpy().astype(np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        own = np.round(1 - borrowed / sentences, 4)
    distinct = hashes[new_hash][holders > 1]
    shared = pa.table({"copy_hash": pa.array(distinct, pa.int64()), "n": pa.array(holders[holders > 1], pa.int32())})
    return shared, pa.array(own.astype(np.float32), mask=sentences == 0)
