"""Which articles of one key are one article, and what becomes of those that are not."""

from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.transforms.articles.articles import article_id_of
from broadsheet.transforms.collection.decisions import INDEX_SCHEMA, decide

KEY = "orlovapost.example/ferry"


def row(path: str, text: str, **facts: Any) -> dict[str, Any]:  # noqa: ANN401 - any value of the index
    key = facts.pop("key", KEY)
    base: dict[str, Any] = {
        "article_id": article_id_of(key),
        "article_key": key,
        "raw_path": path,
        "raw_sha256": "0" * 64,
        "month": "2023-03",
        "published_date": date(2023, 3, 14),
        "published_at": None,
        "modified_at": None,
        "n_fields": 3,
        "n_chars": 100,
        "n_body_sentences": 4,
        "words": b"",
        "n_words": 0,
        "copy_hashes": [],
        "text_sha256": text,
        "title_hash": 1,
        "is_summary": False,
    }
    return {**base, **facts}


def decided(*rows: dict[str, Any]) -> dict[str, dict[str, Any]]:
    found = decide(pa.Table.from_pylist(list(rows), schema=INDEX_SCHEMA))
    return {one["raw_path"]: one for one in found.articles.to_pylist()}


def states(*rows: dict[str, Any]) -> dict[str, str]:
    return {path: one["state"] for path, one in decided(*rows).items()}


def test_a_text_that_holds_half_of_the_other_is_a_version_of_it() -> None:
    early = row("early", "a", copy_hashes=[1, 2], modified_at=datetime(2023, 3, 14, tzinfo=UTC))
    late = row("late", "b", copy_hashes=[2, 3, 4], modified_at=datetime(2023, 3, 15, tzinfo=UTC))
    found = decided(early, late)
    assert {path: one["state"] for path, one in found.items()} == {"early": "version", "late": "kept"}
    assert (found["late"]["n_versions"], found["early"]["other"]) == (2, "late")
    assert found["late"]["article_key"] == KEY


def test_one_text_twice_is_a_duplicate_and_no_version() -> None:
    found = decided(row("a", "same", copy_hashes=[1]), row("b", "same", copy_hashes=[1]))
    assert {path: (one["state"], one["n_versions"]) for path, one in found.items()} == {
        "a": ("kept", 1),
        "b": ("duplicate", 1),
    }


def test_texts_that_share_less_are_articles_of_their_own() -> None:
    one = row("a", "aa", copy_hashes=[1, 2, 3], title_hash=1)
    other = row("b", "bb", copy_hashes=[3, 4, 5], title_hash=2)
    rows = pa.Table.from_pylist([one, other], schema=INDEX_SCHEMA)
    found = decide(rows)
    told = {entry["raw_path"]: entry for entry in found.articles.to_pylist()}
    assert {entry["state"] for entry in told.values()} == {"kept"}
    assert (told["a"]["article_key"], told["b"]["article_key"]) == (f"{KEY}#aa", f"{KEY}#bb")
    assert told["a"]["article_id"] == article_id_of(f"{KEY}#aa")
    assert found.ids.sort_by("article_key").to_pylist() == [
        {"old_article_id": article_id_of(KEY), "article_id": article_id_of(key), "article_key": key}
        for key in (f"{KEY}#aa", f"{KEY}#bb")
    ]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param({"is_summary": True}, "version", id="a summary of one title is one article with its text"),
        pytest.param({"is_summary": True, "title_hash": 2}, "kept", id="a summary of another title is not"),
        pytest.param({"copy_hashes": []}, "version", id="a text too short to compare is told by its title"),
        pytest.param({"copy_hashes": [7, 8]}, "kept", id="another text under one title is another article"),
    ],
)
def test_a_title_joins_only_what_has_no_text_to_compare(facts: dict[str, Any], expected: str) -> None:
    whole = row("whole", "w", copy_hashes=[1, 2, 3], n_chars=900)
    assert states(whole, row("other", "o", **{"copy_hashes": [9], **facts}))["other"] == expected


def test_what_many_rows_share_joins_neighbours_only_and_in_linear_time() -> None:
    rows = [row(f"{at:04}", str(at), copy_hashes=[1, 10 * at + 2, 10 * at + 3], title_hash=at) for at in range(2_000)]
    assert set(states(*rows).values()) == {"kept"}


@given(st.permutations(range(5)))
def test_the_order_of_the_rows_does_not_matter(order: list[int]) -> None:
    rows = [row(str(at), str(at % 3), copy_hashes=[at % 3 + 1, 100 + at % 3], title_hash=at) for at in range(5)]
    assert decided(*[rows[at] for at in order]) == decided(*rows)
