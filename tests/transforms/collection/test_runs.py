"""How words of texts become fingerprints, many texts at once, and which pairs are let through to be compared."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.transforms.collection.runs import FEWEST, Words, fingerprints, may_hold, packed_words, shared

TALE = (
    "the ferry of Osterby leaves at noon and comes back before dark with mail and bread for the people of the island"
    " who have waited since the storm of last week took the old bridge"
)
WORDS = ["ferry", "noon", "mail", "bread", "island", "storm", "bridge", "week"]
few_words = st.lists(st.sampled_from(WORDS), max_size=60)
stories = st.lists(few_words.map(lambda words: Words(packed_words(" ".join(words)))), min_size=2, max_size=6)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The ferry", [("the", 0), ("ferry", 0)], id="the first word opens a sentence"),
        pytest.param("a Ferry", [("a", 0), ("ferry", 1)], id="a capital within a sentence is a name"),
        pytest.param("Go. Ferry", [("go", 0), ("ferry", 0)], id="not behind its end"),
        pytest.param("on Monday - 'Ferry'", [("on", 0), ("monday", 0), ("ferry", 1)], id="days and marks are none"),
    ],
)
def test_words_are_packed_with_a_mark_for_names(text: str, expected: list[tuple[str, int]]) -> None:
    marked = Words(packed_words(text)).marked.tolist()
    plain = [Words(packed_words(word)).marked.tolist()[0] for word, _ in expected]
    assert marked == [number | is_name for number, (_, is_name) in zip(plain, expected, strict=True)]


@given(stories)
@settings(deadline=None)
def test_a_text_has_the_fingerprints_that_it_has_alone(texts: list[Words]) -> None:
    owners, hashes = fingerprints(texts)
    alone = [fingerprints([text])[1] for text in texts]
    assert owners.tolist() == [place for place, each in enumerate(alone) for _ in each]
    assert hashes.tolist() == np.concatenate(alone).tolist()


def test_a_text_shorter_than_the_fewest_words_has_no_fingerprint() -> None:
    words = TALE.split()
    owners, _ = fingerprints([Words(packed_words(" ".join(words[:n]))) for n in (FEWEST - 1, FEWEST)])
    assert set(owners.tolist()) == {1}


@given(stories, st.sampled_from([0.1, 0.5, 1.0]))
@settings(deadline=None)
def test_no_pair_that_shares_enough_is_left_out(texts: list[Words], share: float) -> None:
    pairs = [(a, b) for a in range(len(texts)) for b in range(len(texts)) if a != b and len(texts[a].grams)]
    longer, shorter = (np.array([pair[at] for pair in pairs], np.int64) for at in (0, 1))
    let_through = may_hold(texts, longer, shorter, share).tolist()
    for (a, b), is_through in zip(pairs, let_through, strict=True):
        mask = shared(texts[b], texts[a])
        assert is_through or not mask.any() or mask.sum() < share * len(mask)


def test_a_pair_without_a_run_in_common_is_left_out() -> None:
    texts = [Words(packed_words(text)) for text in (TALE, " ".join(reversed(TALE.split())))]
    assert may_hold(texts, np.array([0, 0]), np.array([0, 1]), 0.5).tolist() == [True, False]
