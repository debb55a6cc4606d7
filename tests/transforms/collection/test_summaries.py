"""From the articles and entities of a part to its counts, and from those of parts to those of the whole."""

from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.transforms.collection.summaries import AGREED_COLUMNS, NAME_KEYS, Summary, merged, summary

_ARTICLES = {
    "article_id": pa.array([7, 3, 5], pa.int64()),
    "published_date": pa.array([date(2024, 5, 2), date(2024, 5, 1), None], pa.date32()),
    "publisher_domain": pa.array(["tarn.example", "tarn.example", None]).dictionary_encode(),
    "language": pa.array(["en", "en", "en"]).dictionary_encode(),
    "is_wire": [True, False, None],
}


def _entities(*rows: tuple[int, str]) -> pa.Table:
    """Entities of articles, each by its key, once mentioned."""
    ids, keys = zip(*rows, strict=True)
    facts = {name: pa.nulls(len(rows), pa.string()) for name in AGREED_COLUMNS}
    return pa.table(
        {
            "article_id": pa.array(ids, pa.int64()),
            "entity_key": list(keys),
            "type": pa.array([key.rpartition(":")[2] for key in keys]).dictionary_encode(),
            "canonical_name": [key.rpartition(":")[0].title() for key in keys],
            "n_mentions": pa.array([2] * len(rows), pa.int32()),
            "geonames_id": pa.nulls(len(rows), pa.int64()),
            **facts,
        }
    )


def _of(part: Summary, key: str, *columns: str) -> list[tuple[Any, ...]]:
    rows = part.names.filter(pc.equal(part.names["entity_key"], key)).to_pylist()
    return [tuple(row[column] for column in columns) for row in rows]


def test_a_name_is_counted_by_outlet_with_its_days() -> None:
    part = summary(pa.table(_ARTICLES), _entities((3, "tarn:LOC"), (7, "tarn:LOC"), (5, "tarn:LOC")))
    assert _of(part, "tarn:LOC", "publisher_domain", "n_articles", "n_mentions", "first", "last") == [
        ("tarn.example", 2, 4, date(2024, 5, 1), date(2024, 5, 2)),
        (None, 1, 2, None, None),
    ]
    assert sorted(part.outlets["n_articles"].to_pylist()) == [1, 1, 1]


def test_articles_that_name_two_of_a_surname_are_counted() -> None:
    entities = _entities(
        (3, "ada quill:PERSON"), (3, "quill:PERSON"), (7, "quill:PERSON"), (5, "ada quill:PERSON"), (5, "quill:ORG")
    )
    part = summary(pa.table(_ARTICLES), entities)
    assert _of(part, "quill:PERSON", "n_articles", "n_beside") == [(2, 1)]
    assert _of(part, "quill:ORG", "n_beside") == _of(part, "ada quill:PERSON", "n_beside")[:1] == [(0,)]


def test_nothing_gives_nothing() -> None:
    part = summary(pa.table(_ARTICLES).slice(0, 0), _entities((3, "tarn:LOC")).slice(0, 0))
    assert (part.names.num_rows, part.outlets.num_rows) == (0, 0)


_KEYS = st.sampled_from(["ada quill:PERSON", "quill:PERSON", "tarn:LOC", "tru:ORG"])


@given(st.lists(st.tuples(st.sampled_from([3, 5, 7]), _KEYS), min_size=1, max_size=12), st.sampled_from([3, 5, 7]))
def test_the_parts_add_up_to_the_whole(rows: list[tuple[int, str]], cut: int) -> None:
    articles, entities = pa.table(_ARTICLES), _entities(*rows)
    parts = [
        summary(
            articles.filter(compare(articles["article_id"], cut)), entities.filter(compare(entities["article_id"], cut))
        )
        for compare in (pc.equal, pc.not_equal)
    ]
    whole = summary(articles, entities)
    for counts in (merged(parts), merged(parts[::-1]), merged([whole])):
        order = [(name, "ascending") for name in NAME_KEYS]
        assert counts.names.sort_by(order).to_pylist() == whole.names.sort_by(order).to_pylist()
