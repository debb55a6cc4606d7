"""Columns that are missing more often, or less, than in the snapshot before, by outlet."""

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

# A publisher with fewer articles in either snapshot says nothing of drift. Set by hand.
MIN_ARTICLES = 5
# A smaller change of a share is chance in few articles, and no cause to act in many. Set by hand.
MIN_DRIFT = 0.1
_ALL = "(all)"


@dataclass(frozen=True, slots=True)
class Drift:
    """How much more or less often a column of `articles` is null, for one publisher."""

    publisher: str
    column: str
    articles: int
    before: float
    now: float


def drift(before: pa.Table, now: pa.Table) -> list[Drift]:
    """Columns of `articles` whose share of nulls changed by MIN_DRIFT or more, the most first."""
    old, new = _null_shares(before), _null_shares(now)
    changes = [
        Drift(publisher, column, articles, old[publisher][1][column], share)
        for publisher, (articles, shares) in new.items()
        if publisher in old and min(articles, old[publisher][0]) >= MIN_ARTICLES
        for column, share in shares.items()
        if column in old[publisher][1] and round(abs(share - old[publisher][1][column]), 9) >= MIN_DRIFT
    ]
    return sorted(changes, key=lambda change: (-abs(change.now - change.before), change.publisher, change.column))


def _null_shares(articles: pa.Table) -> dict[str, tuple[int, dict[str, float]]]:
    """By publisher the number of articles, and by column the share that is null."""
    publishers = articles["publisher_domain"].cast(pa.string())
    groups = {_ALL: articles}
    groups |= {
        name: articles.filter(pc.equal(publishers, name)) for name in pc.unique(publishers.drop_null()).to_pylist()
    }
    return {
        name: (rows.num_rows, {column: rows[column].null_count / rows.num_rows for column in rows.column_names})
        for name, rows in groups.items()
        if rows.num_rows
    }
