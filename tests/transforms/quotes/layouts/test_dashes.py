"""Dialogue that dashes open."""

import re

import pytest

from broadsheet.transforms.quotes.layouts.dashes import dialogue


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("– Late again – said Lund. – It is.", [["Late again", "It is."]], id="words, who speaks, words"),
        pytest.param("— Is it late? — asked Lund.", [["Is it late?"]], id="a question"),
        pytest.param(
            "– It is late.\n\n– Is it? – asked Lund.", [["It is late."], ["Is it?"]], id="beside such dialogue"
        ),
        pytest.param("- Bring a cup\n\n- No dogs", [], id="a list"),
        pytest.param("The ferry – an old one – was late.", [], id="an aside"),
    ],
)
def test_dialogue(text: str, expected: list[list[str]]) -> None:
    paragraphs = [match.span() for match in re.finditer(r"[^\n]+", text)]
    assert [[text[slice(*part)] for part in one.content] for one in dialogue(text, paragraphs)] == expected
