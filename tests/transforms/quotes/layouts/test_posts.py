"""What a signature closes."""

import re

import pytest

from broadsheet.transforms.quotes.layouts.posts import posts, signed_blocks


def spans(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"[^\n]+", text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Late again. — Mara Lund (@lund) May 9, 2022", [("Late again.", "Mara Lund")], id="a date behind"),
        pytest.param(
            "“Late again. pic.twitter.com/a1 — Mara Lund (@lund)", [("Late again.", "Mara Lund")], id="a link"
        ),
        pytest.param("Late again.\n\n— Mara Lund (@lund)", [("Late again.", "Mara Lund")], id="in the next paragraph"),
        pytest.param("Write to @lund — or call.", [], id="a handle in a sentence"),
    ],
)
def test_posts(text: str, expected: list[tuple[str, str]]) -> None:
    found = [
        (text[slice(*one.content[0])], text[slice(*one.speaker)]) for one in posts(text, spans(text)) if one.speaker
    ]
    assert found == expected


def test_the_last_of_several_block_quotations_is_who_signs() -> None:
    text = "Dear all,\n\nThe ferry is late.\n\nMara Lund, captain"
    (one,) = signed_blocks(text, spans(text), frozenset({1, 2}))
    assert one.speaker is not None
    assert [text[slice(*part)] for part in one.content] == ["The ferry is late."]
    assert text[slice(*one.speaker)] == "Mara Lund"
