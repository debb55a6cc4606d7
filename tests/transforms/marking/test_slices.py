"""Words are had back from sections by offsets, and from other tables by key."""

import pyarrow as pa

from broadsheet.transforms.marking.slices import by_key, sections_of, slices

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
    assert slices(sections_of(ARTICLES), rows, ("a", "b")) == ["🌊", "quay", None]


def test_values_of_another_table_by_key() -> None:
    rows = pa.table({"article_id": [4, 5, 3]})
    assert by_key(ARTICLES, rows, ("article_id",), "text") == ["x", None, "Tides 🌊 wait"]
