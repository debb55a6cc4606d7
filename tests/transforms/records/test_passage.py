"""Passages keep, for each code point, the place in the file it came from."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.transforms.records.passage import Passage, Piece, joined, verbatim

SOURCE = "He said &amp; left **now**."
# "He said & left now.": an entity and two pairs of marks cut.
PASSAGE = Passage(
    (Piece("He said ", 0, 8), Piece("&", 8, 13), Piece(" left ", 13, 19), Piece("now", 21, 24), Piece(".", 26, 27))
)


def test_the_text_is_its_pieces() -> None:
    assert PASSAGE.text == "He said & left now."
    assert (PASSAGE.start, PASSAGE.end) == (0, 27)


@pytest.mark.parametrize(
    ("part", "origin"),
    [
        pytest.param("said", "said", id="verbatim"),
        pytest.param("&", "&amp;", id="an entity maps to the whole of it"),
        pytest.param("left now", "left **now", id="marks inside a span belong to it"),
        pytest.param("now", "now", id="marks around a span do not"),
    ],
)
def test_a_span_slices_back_to_what_it_was_written_as(part: str, origin: str) -> None:
    starts, ends = PASSAGE.origins()
    at = PASSAGE.text.index(part)
    assert SOURCE[starts[at] : ends[at + len(part) - 1]] == origin


def test_a_cut_keeps_its_origins() -> None:
    cut = PASSAGE.cut(8, 18)
    assert cut.text == "& left now"
    assert cut.pieces == (Piece("&", 8, 13), Piece(" left ", 13, 19), Piece("now", 21, 24))


def test_white_space_at_the_ends_is_stripped_with_its_origins() -> None:
    assert verbatim("  a b\n", 0, 6).stripped() == Passage((Piece("a b", 2, 5),))
    assert verbatim("a b", 0, 3).stripped() == verbatim("a b", 0, 3)


def test_nothing_is_an_empty_passage() -> None:
    assert verbatim("abc", 1, 1) == Passage(())
    assert [len(part) for part in Passage(()).origins()] == [0, 0]


@given(st.lists(st.text(max_size=6), max_size=6), st.data())
def test_cutting_commutes_with_slicing(parts: list[str], data: st.DataObject) -> None:
    source = "".join(parts)
    bounds = [0, *np.cumsum([len(part) for part in parts]).tolist()]
    whole = joined(verbatim(source, a, b) for a, b in itertools.pairwise(bounds))
    assert whole.text == source
    start = data.draw(st.integers(0, len(source)))
    end = data.draw(st.integers(start, len(source)))
    cut = whole.cut(start, end)
    starts, ends = cut.origins()
    assert cut.text == source[start:end]
    assert starts.tolist() == list(range(start, end))
    assert ends.tolist() == list(range(start + 1, end + 1))
