"""The text that a page keeps in the data for its program."""

import json

import pytest

from broadsheet.transforms.readers.markup.app_data import app_text
from broadsheet.transforms.vocabulary.folding import bare

FIRST = "The council of Alby agreed on Monday that the hall will be mended before the next winter."
SECOND = "Traders had asked for the decision since the day when two of the five halls were closed."
TITLE = "The hall is mended"


def source(data: object) -> str:
    return f'<html><script id="__NEXT_DATA__" type="application/json">{json.dumps(data)}</script></html>'


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param({"headline": TITLE, "body": [{"text": FIRST}, {"text": SECOND}]}, [FIRST, SECOND], id="a list"),
        pytest.param({"title": TITLE, "content": f"<p>{FIRST}</p>"}, [f"<p>{FIRST}</p>"], id="a text with tags"),
        pytest.param({"a": {"b": [{"title": TITLE, "parts": [[{"value": FIRST}]]}]}}, [FIRST], id="deep in the data"),
        pytest.param(
            {"title": TITLE, "text": FIRST, "related": [{"title": "Bread is dear", "text": SECOND}]},
            [FIRST],
            id="not the text of another article",
        ),
        pytest.param({"title": TITLE, "description": SECOND, "text": FIRST}, [FIRST], id="not the summary"),
        pytest.param({"title": "Bread is dear", "text": FIRST}, [], id="nothing of this headline"),
        pytest.param({"title": TITLE, "url": "https://alby.example/hall", "id": "a" * 80}, [], id="no sentences"),
    ],
)
def test_the_paragraphs_of_the_article(data: object, expected: list[str]) -> None:
    assert app_text(source(data), {bare(TITLE)}) == "\n".join(expected)


@pytest.mark.parametrize(
    "broken",
    [
        "<html></html>",
        '<script id="__NEXT_DATA__">{"a": </script>',
        '<script id="__NEXT_DATA__">{}',
        f'<script id="__NEXT_DATA__">{"[" * 100_000}</script>',
    ],
)
def test_data_that_cannot_be_read(broken: str) -> None:
    assert app_text(broken, {bare(TITLE)}) == ""
