"""Which texts may be copies: what they have in common, by bands, and how much is enough."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.transforms.collection.candidates import FEW_HOLDERS, LONGEST_HOLDERS, Held, common, held, worth_a_look

Prints = list[list[int]]
# Few distinct ones, so that texts have many in common; some below nothing, as hashes seen as signed numbers are.
PRINTS = st.lists(st.lists(st.integers(-9, 30), max_size=12, unique=True), max_size=12)


def of(prints: Prints) -> Held:
    return held([np.array(of_text, np.int64) for of_text in prints], range(len(prints)))


def pairs(prints: Prints, n_bands: int) -> list[tuple[int, int]]:
    sizes = np.array([len(of_text) for of_text in prints], np.int64)
    bands = [common(of(prints).of_band(band, n_bands), sizes) for band in range(n_bands)]
    low, high = worth_a_look(bands, sizes)
    return list(zip(low.tolist(), high.tolist(), strict=True))


@given(PRINTS, st.integers(2, 8))
def test_the_number_of_bands_changes_nothing(prints: Prints, n_bands: int) -> None:
    assert pairs(prints, n_bands) == pairs(prints, 1)


@pytest.mark.parametrize(
    ("prints", "expected"),
    [
        pytest.param([], [], id="no text"),
        pytest.param([[1, 2], [3, 4]], [], id="nothing in common"),
        pytest.param([[1, 2], [2, 3]], [(0, 1)], id="half in common"),
        pytest.param([list(range(20)), [1, 2, *range(30, 48)]], [], id="a tenth in common"),
        pytest.param([list(range(20)), [1, 2, 30, 31]], [(0, 1)], id="half of the shorter"),
        pytest.param([[7], [7], [7]], [(0, 1), (0, 2), (1, 2)], id="three texts"),
    ],
)
def test_what_is_worth_a_look(prints: Prints, expected: list[tuple[int, int]]) -> None:
    assert pairs(prints, 1) == expected


def test_a_line_that_many_have_is_compared_with_the_longest_alone() -> None:
    n = FEW_HOLDERS + 4
    expected = [(low, high) for low in range(LONGEST_HOLDERS) for high in range(low + 1, n)]
    assert pairs([[5]] * n, 1) == expected
