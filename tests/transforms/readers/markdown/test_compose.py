"""Letters and accents are composed, and every code point is found again."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.transforms.readers.markdown.compose import composed
from broadsheet.transforms.records.passage import Piece


def _text(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("abc", "abc", id="nothing to compose"),
        pytest.param("cafe\u0301s", "cafés", id="an accent"),
        pytest.param("\u1112\u1161\u11ab", "한", id="a Korean syllable"),
    ],
)
def test_composed(text: str, expected: str) -> None:
    pieces, places = composed([Piece(text, 0, len(text))])
    assert _text(pieces) == expected
    assert len(places) == len(text) + 1
    assert (places[0], places[-1]) == (0, len(expected))


def test_a_letter_and_its_accent_lead_back_to_both() -> None:
    pieces, _ = composed([Piece("e\u0301x", 10, 13)])
    assert pieces == [Piece("é", 10, 12), Piece("x", 12, 13)]


@given(st.text(alphabet="aeo \u0301\u0308\u0327éñ한\u1112\u1161", max_size=30))
def test_any_text_is_in_nfc(text: str) -> None:
    pieces, places = composed([Piece(text, 0, len(text))])
    assert unicodedata.is_normalized("NFC", _text(pieces))
    assert places == sorted(places)
    assert all(piece.start < piece.end for piece in pieces)


def test_marks_beyond_what_a_letter_can_hold_are_cut() -> None:
    pieces, _ = composed([Piece("a" + "\u0301" * 500, 0, 501)])
    assert len(_text(pieces)) <= 31
