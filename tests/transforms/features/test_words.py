"""What a word is, by textstat's definition: the specification of `broadsheet.transforms.features.words`."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textstat.backend.selections import list_words

from broadsheet.transforms.features.words import core, split, without_punctuation

TEXTS = st.text(
    alphabet=st.one_of(st.sampled_from("aZtİ' '’-.\n\t\x1c\u00a0\u200b"), st.characters(exclude_categories=["Cs"]))
)


@settings(deadline=None)
@given(st.lists(TEXTS, max_size=6))
def test_a_text_is_split_where_python_splits_it(texts: list[str]) -> None:
    chunks = split(pa.array(texts, pa.string()))
    made = [
        [chunks.distinct[code] for code in chunks.codes[a:b]]
        for a, b in zip(chunks.bounds, chunks.bounds[1:], strict=False)
    ]
    assert made == [text.split() for text in texts]


@settings(deadline=None)
@given(TEXTS)
def test_a_chunk_is_cleaned_as_textstat_cleans_a_text(text: str) -> None:
    assert [word for word in without_punctuation(text.split()) if word] == list_words(text)
    assert [word for word in without_punctuation(text.split(), False) if word] == list_words(text, rm_apostrophe=True)


@pytest.mark.parametrize(
    ("chunk", "word"),
    [
        pytest.param("harbour,”", "harbour", id="marks around a word are no part of it"),
        pytest.param("North-East", "NorthEast", id="a hyphen goes and its word stays one"),
        pytest.param("isn't", "isn't", id="the apostrophe of a contraction stays"),
        pytest.param("isn’t", "isnt", id="a curly apostrophe goes"),
        pytest.param("'tis", "'tis", id="an apostrophe before t stays"),
        pytest.param("I'm", "Im", id="the apostrophe before m goes"),
        pytest.param("—", "", id="a dash alone is no word"),
        pytest.param("3.5", "35", id="digits are a word"),
    ],
)
def test_the_word_in_a_chunk(chunk: str, word: str) -> None:
    assert without_punctuation([chunk]) == [word]


@pytest.mark.parametrize(
    ("chunk", "expected"),
    [
        pytest.param("(North-East,", "north-east", id="marks within stay"),
        pytest.param("“Isn't", "isn't", id="an apostrophe stays"),
        pytest.param("x", "x", id="one letter"),
        pytest.param("…", "", id="nothing"),
    ],
)
def test_the_core_of_a_chunk(chunk: str, expected: str) -> None:
    assert core(chunk) == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param(["one two", "", None, "two"], [2, 0, 0, 1], id="an empty and a null text have no chunks"),
        pytest.param([], [], id="no texts"),
        pytest.param([" \n "], [0], id="white space only"),
    ],
)
def test_sums_by_text(texts: list[str | None], expected: list[int]) -> None:
    for column in (pa.array(texts, pa.string()), pa.chunked_array([pa.array(texts, pa.string())])):
        chunks = split(column)
        assert chunks.sums(np.ones(len(chunks.distinct))).tolist() == expected


def test_a_slice_of_a_column_is_its_own_column() -> None:
    chunks = split(pa.array(["a b", "c", "d e f"]).slice(1))
    assert (chunks.bounds.tolist(), chunks.distinct) == ([0, 1, 4], ["c", "d", "e", "f"])


@pytest.mark.parametrize("beyond", [b"", b"a", b" ", b"\x80", b"\xff", b"\xe2\x80"], ids=repr)
def test_what_lies_in_memory_behind_a_column_changes_nothing(beyond: bytes) -> None:
    offsets = pa.py_buffer(np.array([0, 3, 4], np.int64).tobytes())
    column = pa.Array.from_buffers(pa.large_string(), 2, [None, offsets, pa.py_buffer(b"he " + b" " + beyond)])
    chunks = split(column)
    assert (chunks.bounds.tolist(), [chunks.distinct[code] for code in chunks.codes]) == ([0, 1, 1], ["he"])
