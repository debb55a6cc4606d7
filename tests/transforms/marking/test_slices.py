"""Words are had back from sections by offsets, and from other tables by key."""

import pyarrow as pa

from broadsheet.transforms.marking.slices import by_key, sections_of, slices
from broadsheet.transforms.tables.declared.wording import Bounds

ARTICLES = pa.table(
    {
        "article_id": [3, 4],
        "title": ["Quay opens", None],
        "caption_text": [None, "A quay"],
        "text": ["Tides 🌊 wait", "x"],
    }
)


def test_slices_count_code_points() -> None:
    rows = pa.table(
        {"article_id": [3, 4, 3], "section": ["text", "caption", "title"], "a": [6, 2, None], "b": [7, 6, None]}
    )
    assert slices(sections_of(ARTICLES), rows, Bounds("a", "b")) == ["🌊", "quay", None]


def test_words_with_which_an_outlet_breaks_in_are_left_out() -> None:
    rows = pa.table(
        {"article_id": [3, 3], "section": ["text"] * 2, "a": [0, 0], "b": [12, 5], "x": [5, None], "y": [8, None]}
    )
    assert slices(sections_of(ARTICLES), rows, Bounds("a", "b", ("x", "y"))) == ["Tides wait", "Tides"]


def test_values_of_another_table_by_key() -> None:
    rows = pa.table({"article_id": [4, 5, 3]})
    assert by_key(ARTICLES, rows, ("article_id",), "text") == ["x", None, "Tides 🌊 wait"]
