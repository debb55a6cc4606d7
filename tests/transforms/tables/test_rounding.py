"""How finely scores are told."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.transforms.tables.rounding import rounded, rounded_list


def test_four_digits_and_nan() -> None:
    shown = rounded(np.array([0.123456, -0.99999, np.nan]))
    assert shown[:2].tolist() == [0.1235, -1.0]
    assert np.isnan(shown[2])


def test_none_stays_none_and_digits_may_be_fewer() -> None:
    assert rounded_list([0.987, None], 2) == [0.99, None]
    assert rounded_list([0.123449]) == [0.1234]


@given(st.lists(st.floats(-1, 1), max_size=20))
def test_what_is_rounded_stays_as_it_is(values: list[float]) -> None:
    once = rounded_list(values)
    assert rounded_list(once) == once
    assert all(
        abs(shown - value) <= 5e-5 + 1e-12 for shown, value in zip(once, values, strict=True) if shown is not None
    )
