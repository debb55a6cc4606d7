"""Which sentences and texts are copies of one another."""

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.transforms.collection.copies import clusters, copy_hash, sketch

WORDS = [f"{a}{b}" for a in "bdfgklmnprst" for b in ("arn", "elo", "ib", "oun", "uth")]


def story(seed: int, n_words: int = 300) -> list[str]:
    return random.Random(seed).choices(WORDS, k=n_words)


def edited(words: list[str], share: float) -> list[str]:
    changed = random.Random(7).sample(range(len(words)), int(share * len(words)))
    return [f"new{i}" if i in changed else word for i, word in enumerate(words)]


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


def test_near_copies_share_the_cluster_of_the_first() -> None:
    agency = story(1)
    texts = [story(2), agency, story(3), edited(agency, 0.04), [*agency[:230]], story(4)]
    assert clusters([sketch(" ".join(words)) for words in texts]).tolist() == [0, 1, 2, 1, 1, 5]


def test_half_rewritten_is_no_copy() -> None:
    agency = story(1)
    assert clusters([sketch(" ".join(agency)), sketch(" ".join(edited(agency, 0.5)))]).tolist() == [0, 1]


def test_texts_too_short_to_tell_stay_alone() -> None:
    assert sketch("word " * 19) is None
    assert clusters([None, None]).tolist() == [0, 1]
    assert clusters([]).tolist() == []


@given(st.permutations(range(6)))
def test_the_order_of_texts_does_not_matter(order: list[int]) -> None:
    agency = story(1)
    texts = [agency, edited(agency, 0.03), story(2), story(5), edited(story(5), 0.02), story(6)]
    sketches = [sketch(" ".join(words)) for words in texts]
    found = clusters([sketches[i] for i in order])
    same = {frozenset(order[i] for i in np.flatnonzero(found == first)) for first in set(found.tolist())}
    assert same == {frozenset({0, 1}), frozenset({2}), frozenset({3, 4}), frozenset({5})}
