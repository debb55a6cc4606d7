"""What the whole collection decides: which of several articles is kept, clusters, and shares of own sentences."""

from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.transforms.collection.copies import sketch
from broadsheet.transforms.collection.decisions import INDEX_SCHEMA, decide

LONG = " ".join(f"word{i}" for i in range(120))


def row(path: str, article_id: int = 0, **facts: Any) -> dict[str, Any]:  # noqa: ANN401 - any value of the index
    base = {
        "article_id": article_id,
        "article_key": f"orlovapost.example/{article_id}",
        "raw_path": path,
        "raw_sha256": "0" * 64,
        "published_from": date(2023, 3, 14),
        "published_at": None,
        "modified_at": None,
        "n_fields": 3,
        "n_chars": 100,
        "n_body_sentences": 2,
        "sketch": None,
        "copy_hashes": [],
    }
    return {**base, **facts}


def decided(*rows: dict[str, Any]) -> dict[str, dict[str, Any]]:
    found = decide(pa.Table.from_pylist(list(rows), schema=INDEX_SCHEMA))
    return {one["raw_path"]: one for one in found.articles.to_pylist()}


def states(*rows: dict[str, Any]) -> dict[str, str]:
    return {path: one["state"] for path, one in decided(*rows).items()}


@pytest.mark.parametrize(
    ("winner", "loser"),
    [
        pytest.param(
            {"modified_at": datetime(2023, 3, 15, tzinfo=UTC)},
            {"modified_at": datetime(2023, 3, 14, tzinfo=UTC), "n_chars": 900},
            id="the one changed last",
        ),
        pytest.param({"modified_at": datetime(2023, 3, 15, tzinfo=UTC)}, {"n_chars": 900}, id="one that says when"),
        pytest.param({"n_fields": 4}, {"n_fields": 3, "n_chars": 900}, id="then the one with more fields"),
        pytest.param({"n_chars": 101}, {"n_chars": 100}, id="then the longer one"),
    ],
)
def test_of_two_files_with_one_article_one_is_kept(winner: dict[str, Any], loser: dict[str, Any]) -> None:
    assert states(row("z", 1, **winner), row("a", 1, **loser)) == {"z": "kept", "a": "duplicate"}
    assert decided(row("z", 1, **winner), row("a", 1, **loser))["a"]["other"] == "z"


def test_of_two_equal_files_the_first_path_is_kept() -> None:
    assert states(row("b", 1), row("a", 1), row("c", 1)) == {"a": "kept", "b": "duplicate", "c": "duplicate"}


def test_two_keys_with_one_id_are_a_collision() -> None:
    assert states(row("a", 1, article_key="y"), row("b", 1, article_key="x")) == {"a": "id_collision", "b": "kept"}


def test_near_copies_form_a_cluster_under_the_id_of_the_earliest() -> None:
    made = sketch(LONG)
    first = row("late", 1, sketch=made, published_from=date(2023, 3, 15))
    second = row("early", 2, sketch=made)
    alone = row("alone", 3, sketch=sketch(LONG[::-1]))
    found = decided(first, second, alone)
    assert {p: (r["cluster_id"], r["cluster_size"], r["cluster_weight"]) for p, r in found.items()} == {
        "late": (2, 2, 0.5),
        "early": (2, 2, 0.5),
        "alone": (3, 1, 1.0),
    }
    assert {p: r["is_first_in_cluster"] for p, r in found.items()} == {"late": False, "early": True, "alone": True}


def test_on_one_day_the_earlier_instant_is_first() -> None:
    made = sketch(LONG)
    nine, ten = (datetime(2023, 3, 14, hour, tzinfo=UTC) for hour in (9, 10))
    found = decided(
        row("a", 1, sketch=made),
        row("b", 2, sketch=made, published_at=ten),
        row("c", 3, sketch=made, published_at=nine),
    )
    assert [path for path, one in found.items() if one["is_first_in_cluster"]] == ["c"]


def test_a_duplicate_is_no_member_of_a_cluster() -> None:
    made = sketch(LONG)
    found = decided(row("a", 1, sketch=made), row("b", 1, sketch=made))
    assert (found["a"]["cluster_size"], found["b"]["cluster_size"]) == (1, None)


def test_own_share_counts_sentences_no_earlier_article_has() -> None:
    earlier = row("a", 5, copy_hashes=[11, 12], n_body_sentences=3)
    later = row("b", 4, copy_hashes=[12, 13], n_body_sentences=4, published_from=date(2023, 3, 15))
    undated = row("c", 3, copy_hashes=[11, 12, 13], n_body_sentences=4, published_from=None)
    wordless = row("d", 2, n_body_sentences=0)
    found = decided(undated, later, earlier, wordless)
    assert {p: r["own_share"] for p, r in found.items()} == {"a": 1.0, "b": 0.75, "c": 0.25, "d": None}


def test_a_sentence_twice_in_one_article_is_no_copy() -> None:
    index = [row("a", 1, copy_hashes=[11, 11]), row("b", 2, copy_hashes=[12]), row("c", 3, copy_hashes=[12, 12])]
    found = decide(pa.Table.from_pylist(index, schema=INDEX_SCHEMA))
    assert found.copies.to_pylist() == [{"copy_group_id": 12, "n_articles": 2, "first": 2}]
    assert {r["raw_path"]: r["own_share"] for r in found.articles.to_pylist()} == {"a": 1.0, "b": 1.0, "c": 0.0}


def test_an_empty_collection_is_decided_too() -> None:
    found = decide(INDEX_SCHEMA.empty_table())
    assert (found.articles.num_rows, found.copies.num_rows) == (0, 0)


ROWS = [
    row("a", 1, sketch=sketch(LONG), copy_hashes=[1, 2]),
    row("b", 1, sketch=sketch(LONG), copy_hashes=[1, 2]),
    row("c", 2, sketch=sketch(LONG), copy_hashes=[1, 2]),
    row("d", 3, copy_hashes=[2, 3], published_from=None),
    row("e", 4, n_body_sentences=0),
]


@given(st.permutations(ROWS))
def test_the_order_of_the_index_does_not_matter(rows: list[dict[str, Any]]) -> None:
    expected = decide(pa.Table.from_pylist(ROWS, schema=INDEX_SCHEMA))
    found = decide(pa.Table.from_pylist(rows, schema=INDEX_SCHEMA))
    assert found.articles.to_pylist() == expected.articles.to_pylist()
    assert found.copies.equals(expected.copies)
