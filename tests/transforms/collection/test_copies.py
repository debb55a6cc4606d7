"""Which sentences are copies of one another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.transforms.collection.copies import copy_hash


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("The old ferry line will reopen in June.", "the old FERRY line will reopen in June", id="case"),
        pytest.param(
            "“The old ferry line will reopen”, he said.", '"The old ferry line will reopen," he said.', id="marks"
        ),
    ],
)
def test_one_sentence_written_twice_has_one_hash(first: str, second: str) -> None:
    assert copy_hash(first) == copy_hash(second) is not None


def test_other_words_or_another_order_are_another_sentence() -> None:
    sentence = "The council of Orlova voted for the ferry."
    assert copy_hash(sentence) != copy_hash("The council of Orlova voted against the ferry.")
    assert copy_hash(sentence) != copy_hash("The ferry of Orlova voted for the council.")


def test_a_short_sentence_is_no_copy() -> None:
    assert copy_hash("She declined to say more about it.") is not None
    assert copy_hash("She declined to say more on.") is None


@given(st.text(max_size=200))
def test_a_hash_is_exact_in_a_float(text: str) -> None:
    made = copy_hash(text)
    assert made is None or 0 <= made < 2**53
