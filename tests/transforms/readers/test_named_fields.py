"""How the fields of an object are found by the names they go by."""

from typing import Any

import pytest

from transforms.readers.named_fields import is_article, names_text, story_of


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param({"Title": "a", "TEXT": "b"}, True, id="a title and a text, in any case"),
        pytest.param({"main-text": "a", "source_url": "b"}, True, id="an address and a text"),
        pytest.param({"title": "a", "summary": "b", "published": "c"}, True, id="a title, a summary and a date"),
        pytest.param({"title": "a", "summary": "b"}, False, id="a title and a summary"),
        pytest.param({"text": "a"}, False, id="a text alone"),
    ],
)
def test_what_is_an_article(fields: dict[str, str], expected: bool) -> None:
    assert is_article(fields) is expected


def test_a_table_needs_a_column_of_texts() -> None:
    assert names_text(["id", "Headline", "full_text"])
    assert not names_text(["id", "headline", "summary"])


@pytest.mark.parametrize(
    ("fields", "name", "expected"),
    [
        pytest.param({"headline": "a", "title": "b"}, "title", ["a", "b"], id="the more trusted name first"),
        pytest.param(
            {"author": [{"name": "Lena Fisk"}, "Ivo Brandt"]}, "author", ["Lena Fisk", "Ivo Brandt"], id="a list"
        ),
        pytest.param(
            {"author": "Lena Fisk and Ivo Brandt"}, "byline", ["Lena Fisk and Ivo Brandt"], id="names in a line"
        ),
        pytest.param(
            {"date_gmt": "2023-03-14T09:05:00"}, "published_date", ["2023-03-14T09:05:00Z"], id="a date in GMT"
        ),
        pytest.param({"timestamp": 1678784700}, "published_date", ["1678784700"], id="seconds since 1970"),
        pytest.param({"url": "no address"}, "url", [], id="what is no address"),
        pytest.param({"source": "https://a.example/1"}, "url", ["https://a.example/1"], id="an address for a source"),
        pytest.param({"title": None, "name": {"@value": "a"}}, "title", ["a"], id="a value in an object"),
        pytest.param({"title": True}, "title", [], id="a truth value is no text"),
    ],
)
def test_the_values_of_a_field(fields: dict[str, Any], name: str, expected: list[str]) -> None:
    assert story_of(fields, "json", "json").values(name) == expected


def test_a_picture_beside_the_text() -> None:
    story = story_of({"image": {"url": "https://a.example/1.jpg"}, "caption": "A boat.", "text": "b"}, "json", "json")
    assert [(picture.url, picture.caption) for picture in story.body.pictures] == [
        ("https://a.example/1.jpg", "A boat.")
    ]
