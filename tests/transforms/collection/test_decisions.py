"""What the whole collection decides: which of several articles is kept, clusters, and shares of own sentences."""

from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.transforms.collection.decisions import INDEX_SCHEMA, decide
from broadsheet.transforms.collection.runs import packed_words

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
        "words": b"",
        "has_spaces": True,
        "publisher_domain": None,
        "copy_hashes": [],
    }
    row = {**base, **facts}
    return {**row, "n_words": len(row["words"]) // 4}


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
    made = packed_words(LONG)
    first = row("late", 1, words=made, published_from=date(2023, 3, 15))
    second = row("early", 2, words=made)
    alone = row("alone", 3, words=packed_words(LONG[::-1]))
    found = decided(first, second, alone)
    assert {p: (r["cluster_id"], r["cluster_size"], r["cluster_weight"]) for p, r in found.items()} == {
        "late": (2, 2, 0.5),
        "early": (2, 2, 0.5),
        "alone": (3, 1, 1.0),
    }
    assert {p: r["is_first_in_cluster"] for p, r in found.items()} == {"late": False, "early": True, "alone": True}


def test_on_one_day_the_earlier_instant_is_first() -> None:
    made = packed_words(LONG)
    nine, ten = (datetime(2023, 3, 14, hour, tzinfo=UTC) for hour in (9, 10))
    found = decided(
        row("a", 1, words=made),
        row("b", 2, words=made, published_at=ten),
        row("c", 3, words=made, published_at=nine),
    )
    assert [path for path, one in found.items() if one["is_first_in_cluster"]] == ["c"]


def test_a_duplicate_is_no_member_of_a_cluster() -> None:
    made = packed_words(LONG)
    found = decided(row("a", 1, words=made), row("b", 1, words=made))
    assert (found["a"]["cluster_size"], found["b"]["cluster_size"]) == (1, None)


def lengthened(text: str, n_words: int) -> bytes:
    return packed_words(f"{text} " + " ".join(f"own{number}" for number in range(n_words)))


def test_words_of_an_earlier_article_are_borrowed() -> None:
    agency = row("agency", 5, words=packed_words(LONG))
    later = row("later", 4, words=lengthened(LONG, 40), published_from=date(2023, 3, 15))
    alone = row("alone", 3, words=packed_words(LONG.replace("word", "other")))
    wordless = row("wordless", 2)
    told = decided(agency, later, alone, wordless)
    assert {path: (one["n_borrowed_words"], one["own_share"], one["copied_from"]) for path, one in told.items()} == {
        "agency": (0, 1.0, None),
        "later": (120, 0.25, 5),
        "alone": (0, 1.0, None),
        "wordless": (0, None, None),
    }


def test_who_came_first_is_open_on_one_day_and_without_one() -> None:
    same_day = decided(row("a", 1, words=packed_words(LONG)), row("b", 2, words=lengthened(LONG, 40)))
    undated = decided(
        row("a", 1, words=packed_words(LONG)), row("b", 2, words=lengthened(LONG, 40), published_from=None)
    )
    for told in (same_day, undated):
        assert {(one["n_borrowed_words"], one["own_share"], one["cluster_size"]) for one in told.values()} == {
            (None, None, 2)
        }


def test_pairs_of_copies_have_a_row_each() -> None:
    index = [
        row("a", 1, words=packed_words(LONG)),
        row("b", 2, words=packed_words(LONG), published_from=date(2023, 3, 15)),
        row("c", 3, words=packed_words(LONG), published_from=None),
    ]
    pairs = decide(pa.Table.from_pylist(index, schema=INDEX_SCHEMA)).pairs
    assert [tuple(pair.values()) for pair in pairs.to_pylist()] == [
        (2, 1, 120, "from_other"),
        (3, 1, 120, "open"),
        (3, 2, 120, "open"),
    ]


def test_an_update_is_of_the_outlets_last_version() -> None:
    versions = [
        row(
            path,
            number,
            words=lengthened(LONG, 10 * number),
            publisher_domain=outlet,
            published_from=date(2023, 3, 13 + number),
        )
        for number, (path, outlet) in enumerate(
            [("a", "x.example"), ("b", "y.example"), ("c", "x.example"), ("d", "x.example")], 1
        )
    ]
    assert {path: one["is_update_of"] for path, one in decided(*versions).items()} == {
        "a": None,
        "b": None,
        "c": 1,
        "d": 3,
    }


def test_a_sentence_twice_in_one_article_is_no_copy() -> None:
    index = [row("a", 1, copy_hashes=[11, 11]), row("b", 2, copy_hashes=[12]), row("c", 3, copy_hashes=[12, 12])]
    found = decide(pa.Table.from_pylist(index, schema=INDEX_SCHEMA))
    assert found.copies.to_pylist() == [{"copy_group_id": 12, "n_articles": 2, "first": 2}]


def test_an_empty_collection_is_decided_too() -> None:
    found = decide(INDEX_SCHEMA.empty_table())
    assert (found.articles.num_rows, found.copies.num_rows, found.pairs.num_rows) == (0, 0, 0)


ROWS = [
    row("a", 1, words=packed_words(LONG), copy_hashes=[1, 2]),
    row("b", 1, words=packed_words(LONG), copy_hashes=[1, 2]),
    row("c", 2, words=packed_words(LONG), copy_hashes=[1, 2]),
    row("d", 3, copy_hashes=[2, 3], published_from=None),
    row("e", 4, n_body_sentences=0),
]


@settings(deadline=None)
@given(st.permutations(ROWS))
def test_the_order_of_the_index_does_not_matter(rows: list[dict[str, Any]]) -> None:
    expected = decide(pa.Table.from_pylist(ROWS, schema=INDEX_SCHEMA))
    found = decide(pa.Table.from_pylist(rows, schema=INDEX_SCHEMA))
    assert found.articles.to_pylist() == expected.articles.to_pylist()
    assert found.copies.equals(expected.copies)
    assert found.pairs.equals(expected.pairs)
