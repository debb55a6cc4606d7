"""That a text counts the same in whatever typography its outlet sets it."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from broadsheet.transforms.features.counts import word_counts
from broadsheet.transforms.features.lexical import lexical_features
from broadsheet.transforms.features.sentiment import sentiment
from broadsheet.transforms.vocabulary.typography import plain

STRAIGHT = "The plan isn't \"good\" - we don't like it - and the mayor's son couldn't sleep in 2009-10."


def curly(text: str) -> str:
    return text.replace(' "', " “").replace('"', "”").replace("'", "’")


def dashed(text: str) -> str:
    return text.replace(" - ", "—").replace("2009-10", "2009–10")


def typed(text: str) -> str:
    return text.replace(" - ", " -- ").replace(' "', " ``").replace('"', "''")


STYLES = [
    pytest.param(curly, id="curly apostrophes and quotation marks"),
    pytest.param(dashed, id="dashes without spaces"),
    pytest.param(typed, id="double hyphens and typewriter marks"),
    pytest.param(lambda text: dashed(curly(text)), id="both"),
    pytest.param(lambda text: text.replace(" - ", " – "), id="spaced dashes"),
    pytest.param(lambda text: text.replace(" ", "\xa0"), id="no-break spaces"),
]


@pytest.mark.parametrize("style", STYLES)
def test_the_plain_form_is_one(style: Callable[[str], str]) -> None:
    assert plain(style(STRAIGHT)) == STRAIGHT


@pytest.mark.parametrize("style", STYLES)
def test_counts_words_and_tone_are_one(style: Callable[[str], str]) -> None:
    texts = [STRAIGHT, style(STRAIGHT)]
    column = pa.array(texts)
    measures: dict[str, NDArray[Any]] = {**word_counts(column), **lexical_features(column), **sentiment(texts)}
    differing = {name for name, (a, b) in measures.items() if not np.array_equal(a, b, equal_nan=True)}
    assert differing <= {"n_sentences_textstat"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("the quay—the old one—fell", "the quay - the old one - fell", id="a dash parts words"),
        pytest.param("— Yes, she said", " - Yes, she said", id="a dash that opens speech"),
        pytest.param("from 2009–2010", "from 2009-2010", id="a range of figures"),
        pytest.param("a first‐class co‑op", "a first-class co-op", id="typographic hyphens"),
        pytest.param("a\n—\nb", "a\n - \nb", id="lines stay apart"),
        pytest.param("plain", "plain", id="nothing to do"),
    ],
)
def test_the_plain_form(text: str, expected: str) -> None:
    assert plain(text) == expected


@given(st.text(alphabet="ab 1'’“”«`-–—―\n\xa0‑", max_size=40))
def test_the_plain_form_of_a_plain_text_is_itself(text: str) -> None:
    assert plain(plain(text)) == plain(text)
