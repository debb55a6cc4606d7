"""What a column says is corrected by a coded sample; the interval says how far that can be off."""

import random
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.transforms.estimation.estimates import Cell, Coded, corrected_mean, corrected_share


def test_errors_that_coders_find_correct_the_share() -> None:
    """Of 100 that we call women coders see 90 so, of 300 others 30: 0.25 x 0.9 + 0.75 x 0.1."""
    estimate = corrected_share([Cell(1000, 100, 90, 1), Cell(3000, 300, 30, 0)])
    assert estimate.naive == 0.25
    assert estimate.value == pytest.approx(0.3)
    assert (round(estimate.low, 3), round(estimate.high, 3)) == (0.273, 0.329)


def test_a_population_that_was_all_coded_has_no_interval() -> None:
    estimate = corrected_share([Cell(4, 4, 3, 1), Cell(6, 6, 0, 0)])
    assert [estimate.low, estimate.value, estimate.high] == pytest.approx([0.3, 0.3, 0.3])


def test_a_cell_nobody_coded_may_be_anything() -> None:
    estimate = corrected_share([Cell(50, 0, 0, 1), Cell(50, 50, 0, 0)])
    assert (estimate.low, estimate.value, estimate.high) == (0.0, 0.5, 0.5)


cells = st.tuples(st.integers(1, 400), st.integers(0, 60), st.integers(0, 60), st.sampled_from((0.0, 1.0))).map(
    lambda given: Cell(given[0], min(given[:2]), min(given[:3]), given[3])
)


@settings(deadline=None)  # a busy machine says nothing of the code
@given(st.lists(cells, min_size=1, max_size=5))
def test_an_interval_holds_its_estimate_and_lies_in_0_to_1(given_cells: list[Cell]) -> None:
    estimate = corrected_share(given_cells)
    assert 0 <= estimate.low <= estimate.value + 1e-12
    assert estimate.value - 1e-12 <= estimate.high <= 1


def test_a_column_without_errors_needs_no_correction() -> None:
    sample = [Coded(float(value), float(value), 0.5) for value in range(10)]
    estimate = corrected_mean(90, 20, sample)
    assert (estimate.value, estimate.low, estimate.high) == (4.5, 4.5, 4.5)


def test_rarely_drawn_units_weigh_more() -> None:
    estimate = corrected_mean(0, 10, [Coded(0, 1, 0.5), Coded(0, 0, 0.5), Coded(0, 1, 0.25)])
    assert estimate.value == pytest.approx(0.6)


def test_one_coded_unit_tells_no_interval() -> None:
    estimate = corrected_mean(5, 10, [Coded(1, 0, 0.1)])
    assert (estimate.value, estimate.low, estimate.high) == (-0.5, -inf, inf)


def test_a_mean_is_covered_as_often_as_it_says() -> None:
    """1,000 samples of 60 of 2,000 numbers with errors: of a true 95 %, less than 93 % would be one in 300."""
    chance = random.Random(5)
    theirs = [chance.gauss(10, 3) for _ in range(2_000)]
    ours = [value + chance.gauss(0.5, 1) for value in theirs]
    truth, total = sum(theirs) / 2_000, sum(ours)
    hits = 0
    for _ in range(1_000):
        drawn = chance.sample(range(2_000), 60)
        estimate = corrected_mean(total, 2_000, [Coded(ours[place], theirs[place], 0.03) for place in drawn])
        hits += estimate.low <= truth <= estimate.high
    assert 930 <= hits <= 970
