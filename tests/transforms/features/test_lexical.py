"""How varied and how common words are: the specification of `broadsheet.transforms.features.lexical`."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wordfreq import get_frequency_dict, get_frequency_list, zipf_frequency

from broadsheet.transforms.features.lexical import MOST_LISTS, lexical_features, zipf_languages

LETTERS = st.text(alphabet="abcdefg", min_size=1, max_size=2)


def describe(text: str | None, language: str = "en") -> dict[str, float]:
    made = lexical_features(pa.array([text], pa.string()), language)
    return {name: float(column[0]) for name, column in made.items()}


def mtld_by_definition(words: list[str]) -> float:
    """McCarthy and Jarvis's factors, counted from slices."""

    def direction(sequence: list[str]) -> float:
        factors, start = 0.0, 0
        for end in range(1, len(sequence) + 1):
            ratio = len(set(sequence[start:end])) / (end - start)
            if ratio <= 0.72:
                factors, start = factors + 1, end
            elif end == len(sequence):
                factors += (1 - ratio) / 0.28
        return len(sequence) / (factors or 1)

    return (direction(words) + direction(words[::-1])) / 2


@pytest.mark.parametrize(
    ("text", "n_types", "ratio"),
    [
        pytest.param("The ferry met the other ferry.", 4, 4 / 6, id="case and marks make no new type"),
        pytest.param("North-East — northeast", 1, 1 / 2, id="hyphens go, a dash is no word"),
        pytest.param("Rain.", 1, 1.0, id="one word"),
    ],
)
def test_types(text: str, n_types: int, ratio: float) -> None:
    made = describe(text)
    assert (made["n_types"], made["type_token_ratio"]) == (n_types, ratio)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("harbour harbours", (4.26, 3.44), id="words of the list"),
        pytest.param("Harbours, (harbour)", (3.44, 4.26), id="marks and capitals do not matter"),
        pytest.param("zyxgrnbl", (0.0,), id="an unknown word"),
        pytest.param("Zyxgrnbl’s harbour's", (0.0, 4.26), id="a possessive is as common as its bearer"),
        pytest.param("ferry-harbour 2031", (4.0, 4.0), id="compounds and numbers"),
    ],
)
def test_frequency_is_wordfreqs(text: str, expected: tuple[float, ...]) -> None:
    words = [word.strip(",()") for word in text.lower().replace("’", "'").split()]
    wanted = [zipf_frequency(word, "en") or zipf_frequency(word.removesuffix("'s"), "en") for word in words]
    made = describe(text)
    assert made["mean_zipf"] == pytest.approx(sum(wanted) / len(wanted), abs=1e-9)
    assert made["n_rare_words"] == sum(value < 3 for value in wanted)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("She didn’t open the museum with them", 5, id="function words and their contractions"),
        pytest.param("Museum, ferry, harbour", 0, id="content words"),
        pytest.param("“THE” (of) won't.", 3, id="capitals and marks do not matter"),
    ],
)
def test_stopwords(text: str, expected: int) -> None:
    assert describe(text)["n_stopwords"] == expected


@settings(max_examples=50, deadline=None)
@given(st.lists(LETTERS, min_size=50, max_size=120))
def test_mtld_is_that_of_the_definition(words: list[str]) -> None:
    assert describe(" ".join(words))["mtld"] == pytest.approx(mtld_by_definition(words), rel=1e-12)


@pytest.mark.parametrize(
    ("n_words", "expected"),
    [
        pytest.param(49, None, id="null below fifty words"),
        pytest.param(50, 50.0, id="without a repetition, the length"),
    ],
)
def test_mtld_of_a_short_text(n_words: int, expected: float | None) -> None:
    made = describe(" ".join(f"w{number}" for number in range(n_words)))["mtld"]
    assert np.isnan(made) if expected is None else made == expected


@pytest.mark.parametrize(
    "text", [pytest.param("", id="empty"), pytest.param("— !", id="no word"), pytest.param(None, id="null")]
)
def test_ratios_are_null_without_a_word(text: str | None) -> None:
    made = describe(text)
    assert {name for name, value in made.items() if np.isnan(value)} == {"type_token_ratio", "mtld", "mean_zipf"}
    assert {value for value in made.values() if not np.isnan(value)} == {0.0}


@pytest.mark.parametrize(
    ("language", "null"),
    [
        pytest.param("en", set(), id="English has all"),
        pytest.param("de", {"n_stopwords"}, id="another language has no stop words"),
        pytest.param("eo", {"n_stopwords", "mean_zipf", "n_rare_words"}, id="a language without a list has no Zipf"),
        pytest.param("zh", {"n_stopwords", "mean_zipf", "n_rare_words"}, id="nor one without spaces"),
    ],
)
def test_what_is_null_in_which_language(language: str, null: set[str]) -> None:
    made = describe("Hafen " * 50, language)
    assert {name for name, value in made.items() if np.isnan(value)} == null


def test_the_languages_with_a_word_list() -> None:
    assert {"en", "de", "fr", "es", "ru", "uk", "ar"} < zipf_languages()
    assert zipf_languages().isdisjoint({"zh", "ja", "ko"})


@settings(deadline=None)
@given(st.lists(st.text(max_size=30), max_size=5))
def test_each_text_is_described_as_if_alone(texts: list[str]) -> None:
    together = lexical_features(pa.array(texts, pa.string()))
    for position, text in enumerate(texts):
        np.testing.assert_array_equal([column[position] for column in together.values()], list(describe(text).values()))


@pytest.mark.parametrize("text", ["!" * 300_000 + "a", "a-" * 150_000, "\u0301" * 300_000, "a b " * 70_000])
def test_a_hostile_text_is_described(text: str) -> None:
    assert 0 <= describe(text)["n_types"] <= 2


def test_few_word_lists_are_held_at_once() -> None:
    languages = ["lv", "is", "fil", "sl", "ms", "lt"]
    shares = {language: describe("a1", language)["mean_zipf"] for language in languages}
    assert get_frequency_list.cache_info().currsize <= MOST_LISTS < len(languages)
    assert get_frequency_dict.cache_info().currsize <= MOST_LISTS
    assert {language: describe("a1", language)["mean_zipf"] for language in languages} == shares
