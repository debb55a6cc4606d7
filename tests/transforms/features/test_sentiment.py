"""That VADER's scores are the library's own, and what lies outside quotes: `features.sentiment`."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from broadsheet.transforms.features.sentiment import (
    COUNTS,
    SCORES,
    SUMS,
    outside_quotes,
    scores,
    sentiment,
    weighed_around,
)
from broadsheet.transforms.vocabulary.typography import plain

LIBRARY = SentimentIntensityAnalyzer()

# Every rule of the library has a word here.
VOCABULARY = (
    'bad good great, "great" GOOD horrible not never so this no NO nor or kind of sort but But very VERY least at '
    "without doubt the bomb ass yeah right to die for kiss death beating heart barely isn't just enough kinda uber "
    "harbour ferry 💘 😁 :) :D ! !!!! ?? — İ lol"
)
WORDS = st.sampled_from(VOCABULARY.split())
TEXTS = st.one_of(
    st.lists(WORDS, max_size=14).map(" ".join),
    st.lists(
        st.sampled_from(["bad", "💘", "😁", " ", "\n", "a", "!", "?", ":)", "\u200d", "but ", "n't"]), max_size=12
    ).map("".join),
    st.text(max_size=20),
)


def score(text: str) -> dict[str, float]:
    """The four scores by the library's names."""
    return {
        name.removeprefix("vader_"): float(column[0]) for name, column in sentiment([text]).items() if name in SCORES
    }


def of_library(text: str) -> dict[str, float]:
    return dict(LIBRARY.polarity_scores(plain(text)))


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_scores_are_the_librarys(text: str) -> None:
    made = score(text)
    if np.isnan(made["compound"]):
        assert np.isnan(list(made.values())).all()
        assert of_library(text)["compound"] == 0
    else:
        assert made == of_library(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The mayor praised the wonderful new harbour.", id="a charged word"),
        pytest.param("The mayor opened the new harbour.", id="no charged word"),
        pytest.param("great, die", id="a share that ends in five"),
        pytest.param("It was not a very good day, but the ferry was GREAT!", id="negation, degree, contrast, capitals"),
        pytest.param("Nobody was hurt, no one complained, and it was sort of fun", id="'no' and two-word degrees"),
        pytest.param("Nowhere on the coast is this good ferry", id="'this' before a charged word, after two others"),
        pytest.param("It is the least good ferry", id="'least' before a charged word"),
        pytest.param("A kiss of death for the ferry.", id="a phrase"),
        pytest.param("The critics, so kind of late, were kind.", id="'kind of' is a degree, 'kind' a virtue"),
    ],
)
def test_a_sentence_scores_as_in_the_library(text: str) -> None:
    assert score(text) == of_library(text)


def test_what_is_added_up() -> None:
    (row,) = zip(
        *(column.tolist() for column in sentiment(["A good, great harbour, but an awful ferry!"]).values()), strict=True
    )
    told = dict(zip((*COUNTS, *SUMS, *SCORES), row, strict=True))
    # VADER's lexicon: good 1.9, great 3.1, awful -2.0; half before "but", half as much again after it, 0.292 for "!".
    assert (told["n_vader_words"], told["n_vader_positive"], told["n_vader_negative"]) == (8, 2, 1)
    assert told["vader_valence_positive"] == pytest.approx(0.95 + 1.55 + 0.292)
    assert told["vader_valence_negative"] == pytest.approx(-3.0)
    assert told["vader_valence"] == pytest.approx(2.5 - 3.0 - 0.292)


@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_scores_of_a_group_are_made_of_sums(texts: list[str]) -> None:
    told = sentiment(texts)
    sums = {name: np.array([np.nansum(told[name])]) for name in (*COUNTS, *SUMS)}
    compound = float(scores(sums)["vader_compound"][0])
    valence = float(sums["vader_valence"][0])
    assert np.isnan(compound) or compound == round(valence / (valence**2 + 15) ** 0.5, 4)


@pytest.mark.parametrize(
    ("text", "is_null"),
    [
        pytest.param("", True, id="an empty text has none"),
        pytest.param("— … ”", True, id="nor have marks alone"),
        pytest.param("Harbour", False, id="a word has one"),
        pytest.param(":)", False, id="so has an emoticon"),
    ],
)
def test_where_there_is_no_score(text: str, is_null: bool) -> None:
    assert np.isnan(score(text)["compound"]) == is_null


@settings(deadline=None)
@given(st.lists(st.sampled_from([0.0, 1.0, 2.0, 0.5, -1.0, 1.5, 3.0, 0.25]), max_size=12), st.integers(0, 11))
def test_the_weight_of_but_is_the_librarys(valences: list[float], but: int) -> None:
    words = ["x"] * len(valences)
    if but < len(valences):
        words[but], valences[but] = "but", 0.0
        assert weighed_around(valences, but) == LIBRARY._but_check(words, list(valences))
    assert weighed_around(valences, None) == valences


@pytest.mark.parametrize(
    ("text", "spans", "expected"),
    [
        pytest.param("She said “no” twice.", [(9, 13)], "She said   twice.", id="a space stands for a quote"),
        pytest.param("“No”", [(0, 4)], " ", id="nothing is left"),
        pytest.param("No quote.", [], "No quote.", id="no quote"),
        pytest.param("abcdef", [(3, 5), (1, 4)], "a f", id="spans may overlap, in any order"),
        pytest.param("abcdef", [(1, 5), (2, 3)], "a f", id="spans may lie within spans"),
        pytest.param("abc", [(2, 9)], "ab ", id="a span may end beyond the text"),
        pytest.param("abc", [(1, 1)], "a bc", id="an empty span is a space"),
    ],
)
def test_what_lies_outside_quotes(text: str, spans: list[tuple[int, int]], expected: str) -> None:
    assert outside_quotes(text, spans) == expected


@pytest.mark.parametrize(
    "text",
    ["bad " * 30_000, "but " + "good bad great awful " * 10_000, "😁" * 30_000, "!?" * 150_000, "kind of " * 30_000],
    ids=["charged", "contrast", "emoji", "marks", "degrees"],
)
def test_a_hostile_text_is_scored(text: str) -> None:
    assert set(sentiment([text])) == {*COUNTS, *SUMS, *SCORES}
