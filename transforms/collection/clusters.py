"""Clusters of near copies among all kept articles, and who took words from whom."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from broadsheet.transforms.collection.runs import Flags
from broadsheet.transforms.collection.stars import Pair, stars
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


def clustered(kept: pa.Table, pairs: Sequence[Pair], ranks: Numbers) -> tuple[pa.Table, pa.Table]:
    """raw_path and CLUSTER_COLUMNS of the kept articles, which come sorted by id, and the columns of COPIES.

    `pairs` are those of copies, by place; `ranks` is the place of each article in time.
    """
    sizes = kept["n_words"].to_numpy().astype(np.int64)
    centres = stars(len(sizes), sizes.tolist(), pairs, ranks.tolist())
    is_known = _directions(kept, pairs)
    columns = {
        "raw_path": kept["raw_path"].combine_chunks(),
        **_clusters(kept, centres, ranks),
        **_borrowed(kept, pairs, is_known, ranks),
    }
    return pa.table(columns), _pairs(kept, pairs, is_known, ranks)


def _directions(kept: pa.Table, pairs: Sequence[Pair]) -> list[bool]:
    """Whether it is known which of each pair came first: by day, or by instant on one day."""
    members = sorted({place for pair in pairs for place in (pair.longer, pair.shorter)})
    facts = kept.select(["published_from", "published_at"]).take(pa.array(members, pa.int64()))
    days = dict(zip(members, facts["published_from"].to_pylist(), strict=True))
    instants = dict(zip(members, facts["published_at"].to_pylist(), strict=True))

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


def _borrowed(kept: pa.Table, pairs: Sequence[Pair], is_known: Sequence[bool], ranks: Numbers) -> dict[str, pa.Array]:
    """How many words of each article an earlier one has, which that is, and which earlier version it updates."""
    ids, totals = kept["article_id"].to_numpy(), kept["n_words"].to_numpy().astype(np.int64)
    masks: dict[int, Flags] = {}
    is_open = np.zeros(len(ids), np.bool_)
    sources: dict[int, list[int]] = defaultdict(list)
    for pair, known in zip(pairs, is_known, strict=True):
        is_longer_later = ranks[pair.longer] > ranks[pair.shorter]
        later, source = (pair.longer, pair.shorter) if is_longer_later else (pair.shorter, pair.longer)
        if known:
            mask = pair.mask if is_longer_later else pair.mask_of_shorter
            masks[later] = masks[later] | mask if later in masks else mask
            sources[later].append(source)
        else:
            is_open[[later, source]] = True
    counts = np.zeros(len(ids), np.int64)
    for place, mask in masks.items():
        counts[place] = mask.sum()
    spaced = pc.fill_null(kept["has_spaces"], True).to_numpy(zero_copy_only=False).astype(np.bool_)
    with np.errstate(invalid="ignore", divide="ignore"):
        own = rounded(1 - counts / totals)
    return {
        "n_borrowed_words": pa.array(counts, pa.int32(), mask=is_open | ~spaced),
        "own_share": pa.array(own.astype(np.float32), mask=is_open | (totals == 0)),
        **_sources(kept, sources, ranks),
    }


def _sources(kept: pa.Table, sources: dict[int, list[int]], ranks: Numbers) -> dict[str, pa.Array]:
    """The first article that one took words from, and the last one of its own outlet, by their ids."""
    outlets = kept["publisher_domain"].to_pylist()
    columns = {name: np.full(kept.num_rows, -1, np.int64) for name in ("copied_from", "is_update_of")}
    for at, of_article in sources.items():
        by_time = sorted(of_article, key=lambda source: ranks[source])
        columns["copied_from"][at] = by_time[0]
        last = _last_of_outlet(outlets, by_time, at)
        columns["is_update_of"][at] = -1 if last is None else last
    ids = kept["article_id"].combine_chunks()
    return {name: ids.take(pa.array(places, mask=places < 0)) for name, places in columns.items()}


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
