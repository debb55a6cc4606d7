"""From a text to its word pieces: where each stands, and how its word is written."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from broadsheet.transforms.names.models.pieces import N_WRITINGS, joined, line_starts, pieces, word_starts
from broadsheet.transforms.names.models.released import file_of

TOKENIZER = Tokenizer.from_buffer(file_of("news", "common/tokenizer.json"))
TEXTS = st.text(st.one_of(st.sampled_from("aBcÉß9 .-'’\n\r\u2028\xa0漢İﬁ"), st.characters()), max_size=60)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Orla went.", ["Orla", "went", "."], id="words and marks"),
        pytest.param("Zürich-born", ["Zürich", "-", "born"], id="an accent stays in its word, a hyphen parts"),
        pytest.param("[CLS] [SEP]", ["[", "CLS", "]", "[", "SEP", "]"], id="a special token in the text is text"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    made = pieces(TOKENIZER, text)
    begins = [*word_starts(made).tolist(), len(made)]
    words = [text[made.starts[a] : made.ends[b - 1]] for a, b in pairwise(begins)]
    assert words == expected


@pytest.mark.parametrize(
    ("word", "writing"),
    [
        pytest.param("1998", 1, id="digits"),
        pytest.param(",", 2, id="a mark"),
        pytest.param("river", 3, id="lower case"),
        pytest.param("un1on", 3, id="lower case with a digit"),
        pytest.param("UN", 4, id="upper case"),
        pytest.param("K", 5, id="an initial"),
        pytest.param("River", 6, id="a capital"),
        pytest.param("McAdam", 7, id="mixed"),
    ],
)
def test_how_a_word_is_written(word: str, writing: int) -> None:
    assert {value // 3 for value in pieces(TOKENIZER, f"so {word}").writings[1:].tolist()} == {writing}


def test_what_parts_a_piece_from_the_one_before() -> None:
    made = pieces(TOKENIZER, "Ada's cat\n\nran")
    assert (made.writings % 3).tolist() == [2, 0, 0, 1, 2]
    assert line_starts(made).tolist() == [True, False, False, False, True]


@given(TEXTS)
def test_pieces_lie_within_the_text_in_order(text: str) -> None:
    made = pieces(TOKENIZER, text)
    assert (made.starts <= made.ends).all()
    assert (made.starts[1:] >= made.starts[:-1]).all()
    assert (made.ends[1:] >= made.ends[:-1]).all()
    assert len(made) == 0 or (made.starts[0] >= 0 and made.ends[-1] <= len(text))
    assert ((made.writings >= 0) & (made.writings < N_WRITINGS)).all()


@given(TEXTS)
def test_a_text_and_a_line_after_it_have_the_pieces_of_both(text: str) -> None:
    parts = [pieces(TOKENIZER, text), pieces(TOKENIZER, "Orla ran")]
    whole, apart = pieces(TOKENIZER, f"{text}\nOrla ran"), joined(parts)
    assert whole.ids.tolist() == apart.ids.tolist()
    assert whole.writings.tolist() == apart.writings.tolist()
