"""Products of bytes spread over channels: what is divided out comes back with the weights."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from training.channels import LARGEST, STEPS, Floats, factors, quantised, step

SIZES = arrays(np.float32, 6, elements=st.floats(0.015625, 64, width=32))
WEIGHTS = arrays(np.float32, (6, 4), elements=st.floats(-2, 2, width=32))


@given(SIZES, WEIGHTS)
def test_dividing_what_goes_in_and_multiplying_its_weights_changes_no_product(greatest: Floats, weight: Floats) -> None:
    divided_by = factors(greatest, [weight])
    np.testing.assert_allclose(
        (greatest / divided_by) @ (weight * divided_by[:, None]), greatest @ weight, rtol=1e-4, atol=1e-3
    )
    np.testing.assert_allclose(np.log(divided_by).mean(), 0, atol=1e-4)


@given(SIZES, WEIGHTS)
def test_the_largest_value_seen_just_fits_a_byte(greatest: Floats, weight: Floats) -> None:
    divided_by = factors(greatest, [weight])
    assert np.rint((greatest / divided_by).max() / step(greatest, divided_by)) == STEPS


@given(SIZES, WEIGHTS)
def test_weights_are_whole_numbers_within_half_a_step(greatest: Floats, weight: Floats) -> None:
    divided_by = factors(greatest, [weight])
    whole, scale = quantised(weight, divided_by)
    assert np.abs(whole).max() <= LARGEST
    assert (np.abs(whole * scale - weight * divided_by[:, None]) <= 0.501 * scale).all()


def test_a_channel_that_is_ten_times_as_large_is_brought_near_the_others() -> None:
    greatest = np.array([1, 1, 1, 10], np.float32)
    even = greatest / factors(greatest, [np.ones((4, 2), np.float32)])
    assert even.max() / even.min() < 10**0.36
