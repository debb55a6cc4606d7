"""How central an entity is, from 0 to 1."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.transforms.names.salience import Presence, salience


@pytest.mark.parametrize(
    ("presence", "score"),
    [
        pytest.param(Presence(4, True, True, 0), 1.0, id="everywhere"),
        pytest.param(Presence(2, False, False, 100), 0.2, id="half as often, at the end"),
        pytest.param(Presence(1, True, False, None), 0.4, id="in the title only"),
    ],
)
def test_score(presence: Presence, score: float) -> None:
    assert salience(presence, most_mentions=4, body_length=100) == score


@given(st.integers(0, 9), st.booleans(), st.booleans(), st.none() | st.integers(0, 50))
def test_it_stays_within_bounds(n: int, in_title: bool, in_lead: bool, first: int | None) -> None:
    assert 0 <= salience(Presence(n, in_title, in_lead, first), 9, 50) <= 1
