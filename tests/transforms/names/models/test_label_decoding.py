"""From probabilities of labels to names: which sequences are allowed, and what words a name covers."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.transforms.names.models.label_decoding import Found, decoded
from broadsheet.transforms.names.models.pieces import GLUED, LINE, SPACED, Pieces

LABELS = ("O", "B-PERSON", "I-PERSON", "B-ORG", "I-ORG")
LOWER, MARK = 3, 2


def _pieces(gaps: list[int], writings: list[int] | None = None) -> Pieces:
    """Pieces of three letters each, with the gap before each."""
    starts, at = [], 0
    for gap in gaps:
        at += gap > 0
        starts.append(at)
        at += 3
    written = writings or [LOWER] * len(gaps)
    values = [writing * 3 + gap for writing, gap in zip(written, gaps, strict=True)]
    begin = np.array(starts, np.int64)
    return Pieces(np.zeros(len(gaps), np.int64), begin, begin + 3, np.array(values, np.int64))


def _found(made: Pieces, likeliest: list[tuple[int, float]]) -> list[Found]:
    """The names, where each piece has one likely label and the others share the rest."""
    table = np.full((len(made), len(LABELS)), 0.0, np.float32)
    for row, (label, probability) in enumerate(likeliest):
        table[row] = (1 - probability) / (len(LABELS) - 1)
        table[row, label] = probability
    return decoded(made, table, LABELS)


def _spans(made: Pieces, labels: list[int]) -> list[tuple[int, int, str]]:
    return [(one.start, one.end, one.type) for one in _found(made, [(label, 0.9) for label in labels])]


@pytest.mark.parametrize(
    ("gaps", "labels", "expected"),
    [
        pytest.param([LINE, SPACED], [1, 2], [(1, 8, "PERSON")], id="a name of two words"),
        pytest.param([LINE, SPACED], [1, 1], [(1, 4, "PERSON"), (5, 8, "PERSON")], id="two names side by side"),
        pytest.param([LINE, SPACED, SPACED], [1, 0, 3], [(1, 4, "PERSON"), (9, 12, "ORG")], id="a word between"),
        pytest.param([LINE, GLUED], [1, 0], [(1, 7, "PERSON")], id="a word whose pieces disagree is judged as one"),
        pytest.param([LINE, GLUED, SPACED], [3, 3, 4], [(1, 11, "ORG")], id="a piece goes with its word"),
        pytest.param([LINE, LINE], [1, 1], [(1, 4, "PERSON"), (5, 8, "PERSON")], id="two lines"),
        pytest.param([], [], [], id="nothing"),
    ],
)
def test_names(gaps: list[int], labels: list[int], expected: list[tuple[int, int, str]]) -> None:
    assert _spans(_pieces(gaps), labels) == expected


def test_a_name_that_goes_on_without_a_beginning_takes_the_likeliest_allowed_labels() -> None:
    assert _spans(_pieces([LINE, SPACED]), [2, 2]) == [(1, 8, "PERSON")]


def test_no_name_crosses_a_line_break() -> None:
    assert all(end - start == 3 for start, end, _ in _spans(_pieces([LINE, LINE]), [1, 2]))


def test_the_score_is_the_mean_of_what_its_words_give() -> None:
    (one,) = _found(_pieces([LINE, SPACED]), [(1, 0.9), (2, 0.4)])
    assert one.score == pytest.approx((0.9 * 0.4) ** 0.5, abs=1e-6)


@st.composite
def _cases(draw: st.DrawFn) -> tuple[Pieces, np.ndarray]:
    n = draw(st.integers(0, 12))
    gaps = draw(st.lists(st.sampled_from([GLUED, SPACED, LINE]), min_size=n, max_size=n))
    writings = draw(st.lists(st.sampled_from([LOWER, MARK]), min_size=n, max_size=n))
    raw = np.array(draw(st.lists(st.floats(0, 1), min_size=n * 5, max_size=n * 5)), np.float32).reshape(n, 5) + 1e-3
    return _pieces(gaps[:n], writings), raw / raw.sum(axis=1, keepdims=True)


@given(_cases())
def test_names_are_whole_words_of_one_line_in_order_without_overlap(case: tuple[Pieces, np.ndarray]) -> None:
    made, probabilities = case
    found = decoded(made, probabilities, LABELS)
    assert all(one.start < one.end and 0 < one.score <= 1 for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    goes_on = (made.writings % 3 == GLUED) & (made.writings // 3 != MARK)
    goes_on[1:] &= made.writings[:-1] // 3 != MARK
    inner = set(made.starts[1:][goes_on[1:]].tolist())
    assert not {one.start for one in found} & inner
    assert not {one.end for one in found} & inner
    breaks = set(made.starts[made.writings % 3 == LINE].tolist())
    assert not any(breaks & set(range(one.start + 1, one.end)) for one in found)
