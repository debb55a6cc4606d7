"""From a document to what a name model reads of it at a time."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from broadsheet.transforms.names.models.released import file_of
from broadsheet.transforms.names.models.windows import Stream, Window, streamed, windows
from broadsheet.transforms.names.recogniser import Document, Section

TOKENIZER = Tokenizer.from_buffer(file_of("news", "common/tokenizer.json"))


def _streamed(text: str, *more: Section) -> Stream:
    return streamed(TOKENIZER, Document("en", (Section("text", text), *more)))


def _words(text: str) -> list[str]:
    made = _streamed(text).pieces
    return [text[start:end] for start, end in zip(made.starts.tolist(), made.ends.tolist(), strict=True)]


def test_the_title_comes_first_and_the_captions_last() -> None:
    stream = _streamed("Mary ran.", Section("caption", "Mary smiled"), Section("title", "Mary runs"))
    assert stream.runs == ((2, 0, 2), (0, 2, 5), (1, 5, 7))
    assert stream.joints.tolist() == [3, 1, 3, 1, 1, 3, 1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("it rained.\nAnna ran.", ["Anna", "ran", "."], id="a line without a capital holds no name"),
        pytest.param("Anna " + "a.b" * 70 + " ran", ["Anna"], id="nor does a run without a space"),
        pytest.param("\n\r\u2028", [], id="line breaks only"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_what_is_read(text: str, expected: list[str]) -> None:
    assert _words(text) == expected


def test_a_sentence_is_a_better_place_to_begin_than_a_word() -> None:
    stream = streamed(TOKENIZER, Document("en", (Section("text", "Anna ran. Mary ran.", ((0, 9), (10, 19))),)))
    assert stream.joints.tolist() == [3, 1, 1, 2, 1, 1]


def test_a_long_line_is_cut_at_a_space_and_goes_on() -> None:
    stream = _streamed("Anna ran " * 2_000)
    assert len(stream.pieces) == 4_000
    assert np.flatnonzero(stream.joints == 3).tolist() == [0]


def test_windows_begin_at_lines_where_they_can() -> None:
    joints = np.array([3, 1, 1, 1, 3, 1, 1, 2, 1, 1])
    assert list(windows(joints, 6, 0)) == [Window(0, 0, 4), Window(4, 4, 10)]


def test_a_window_reads_some_words_before_it() -> None:
    joints = np.array([3, 1, 0, 1, 3, 1, 1, 1])
    assert list(windows(joints, 7, 2)) == [Window(0, 0, 4), Window(3, 4, 8)]


@given(st.lists(st.integers(0, 3), max_size=300), st.integers(8, 40), st.integers(0, 4))
def test_windows_keep_each_piece_once_and_fit(given_joints: list[int], size: int, context: int) -> None:
    made = list(windows(np.array(given_joints, np.int64), size, context))
    kept = [at for window in made for at in range(window.start, window.end)]
    assert kept == list(range(len(given_joints)))
    assert all(0 <= window.start - window.first <= context and window.end - window.first <= size for window in made)
