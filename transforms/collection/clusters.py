"""Clusters of near copies among all kept articles, and who took words from whom."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from broadsheet.transforms.collection.runs import Words
from broadsheet.transforms.collection.stars import Pair, pairs_of, stars
from broadsheet.transforms.tables.rounding import rounded

CLUSTER_COLUMNS = (
    "cluster_id",
    "cluster_size",
    "cluster_weight",
    "is_first_in_cluster",
    "n_borrowed_words",
    "own_share",
    "copied_from",
    "is_update_of",
)
Numbers = NDArray[np.int64]


def clustered(kept: pa.Table, ranks: Numbers) -> tuple[pa.Table, pa.Table]:
    """raw_path and CLUSTER_COLUMNS of the kept articles, which come sorted by id, and the columns of COPIES.

    `ranks` is the place of each article in time.
    """
    texts = [Words(packed) for packed in kept["words"].to_pylist()]
    sizes = [len(text) for text in texts]
    pairs = pairs_of(texts)
    centres = stars(len(texts), sizes, pairs, ranks.tolist())
    is_known = _directions(kept, pairs)
    columns = {
        "raw_path": kept["raw_path"].combine_chunks(),
        **_clusters(kept, centres, ranks),
        **_borrowed(kept, sizes, pairs, is_known, ranks),
    }
    return pa.table(columns), _pairs(kept, pairs, is_known, ranks)


def _directions(kept: pa.Table, pairs: Sequence[Pair]) -> list[bool]:
    """Whether it is known which of each pair came first: by day, or by instant on one day."""
    days, instants = kept["published_from"].to_pylist(), kept["published_at"].to_pylist()

    def is_known(a: int, b: int) -> bool:
        if days[a] is None or days[b] is None:
            return False
        has_instants = instants[a] is not None and instants[b] is not None
        return days[a] != days[b] or (has_instants and instants[a] != instants[b])

    return [is_known(pair.longer, pair.shorter) for pair in pairs]


def _clusters(kept: pa.Table, centres: Numbers, ranks: Numbers) -> dict[str, pa.Array]:
    """The cluster of each article, by the id of its earliest member."""
    ids = kept["article_id"].to_numpy()
    sizes = np.bincount(centres, minlength=len(ids))[centres] if len(ids) else np.empty(0, np.int64)
    earliest = np.full(len(ids), len(ids), np.int64)
    np.minimum.at(earliest, centres, ranks)
    by_rank = np.empty(len(ids), np.int64)
    by_rank[ranks] = ids
    return {
        "cluster_id": pa.array(by_rank[earliest[centres]], pa.int64()),
        "cluster_size": pa.array(sizes, pa.int32()),
        "cluster_weight": pa.array(1 / np.maximum(sizes, 1), pa.float32()),
        "is_first_in_cluster": pa.array(earliest[centres] == ranks, pa.bool_()),
    }


def _borrowed(
    kept: pa.Table, sizes: Sequence[int], pairs: Sequence[Pair], is_known: Sequence[bool], ranks: Numbers
) -> dict[str, pa.Array]:
    """How many words of each article an earlier one has, which that is, and which earlier version it updates."""
    ids, outlets = kept["article_id"].to_pylist(), kept["publisher_domain"].to_pylist()
    masks = [np.zeros(size, np.bool_) for size in sizes]
    is_open = np.zeros(len(sizes), np.bool_)
    sources: dict[int, list[int]] = defaultdict(list)
    for pair, known in zip(pairs, is_known, strict=True):
        is_longer_later = ranks[pair.longer] > ranks[pair.shorter]
        later, source = (pair.longer, pair.shorter) if is_longer_later else (pair.shorter, pair.longer)
        if known:
            masks[later] |= pair.mask if is_longer_later else pair.mask_of_shorter
            sources[later].append(source)
        else:
            is_open[[later, source]] = True
    by_time = [sorted(sources[at], key=lambda source: ranks[source]) for at in range(len(sizes))]
    first = [of_article[0] if of_article else None for of_article in by_time]
    last = [_last_of_outlet(outlets, of_article, at) for at, of_article in enumerate(by_time)]
    counts = np.array([int(mask.sum()) for mask in masks], np.int64)
    totals = np.array(sizes, np.int64)
    spaced = pc.fill_null(kept["has_spaces"], True).to_numpy(zero_copy_only=False).astype(np.bool_)
    with np.errstate(invalid="ignore", divide="ignore"):
        own = rounded(1 - counts / totals)
    return {
        "n_borrowed_words": pa.array(counts, pa.int32(), mask=is_open | ~spaced),
        "own_share": pa.array(own.astype(np.float32), mask=is_open | (totals == 0)),
        "copied_from": pa.array([None if at is None else ids[at] for at in first], pa.int64()),
        "is_update_of": pa.array([None if at is None else ids[at] for at in last], pa.int64()),
    }


def _last_of_outlet(outlets: Sequence[str | None], sources: Sequence[int], at: int) -> int | None:
    """The last of the earlier articles that is of the outlet of the one at that place."""
    own = [source for source in sources if outlets[at] is not None and outlets[source] == outlets[at]]
    return own[-1] if own else None


def _pairs(kept: pa.Table, pairs: Sequence[Pair], is_known: Sequence[bool], ranks: Numbers) -> pa.Table:
    """One row a pair of copies: the later article, the earlier one, and whether that order is known."""
    ids = kept["article_id"].to_pylist()
    rows = []
    for pair, known in zip(pairs, is_known, strict=True):
        later, source = sorted((pair.longer, pair.shorter), key=lambda place: -ranks[place])
        rows.append((ids[later], ids[source], pair.n_shared, "from_other" if known else "open"))
    rows.sort()
    names = ("article_id", "other_id", "n_shared_words", "direction")
    types = (pa.int64(), pa.int64(), pa.int32(), pa.string())
    return pa.table({name: pa.array([row[at] for row in rows], types[at]) for at, name in enumerate(names)})
