"""Readability scores from additive counts, by the formulas of textstat 0.7.13."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from textstat.backend.utils import get_lang_cfg

Score = NDArray[np.float64]
Counts = Mapping[str, NDArray[np.int32]]

READING_MS_PER_CHAR = 14.69  # Demberg, Keller 2008, as in textstat
LOWEST_GRADE, HIGHEST_GRADE = 1, 18  # textstat's bounds for text_standard

# Grades by Flesch Reading Ease, from below 30 upwards in tens, as textstat.text_standard; 60 to 70 votes for 8 and 9.
_EASE_BOUNDS = np.array([30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0, 100.0])
_EASE_GRADES = np.array([13.0, 12.0, 11.0, 10.0, 8.0, 7.0, 6.0, 5.0, 13.0])
_EASE_WITH_TWO_GRADES, _SECOND_EASE_GRADE = 8.0, 9.0

# Coefficients of Flesch reading ease by language: base, of words a sentence, of syllables a word; from textstat: they
# are Amstad's for German, Kandel and Moles' for French, Fernández Huerta's for Spanish, Vacca's for Italian, Douma's
# for Dutch, Oborneva's for Russian.
FLESCH = {
    code: tuple(get_lang_cfg(code, key) for key in ("fre_base", "fre_sentence_length", "fre_syll_per_word"))
    for code in ("en", "de", "es", "fr", "hu", "it", "nl", "ru")
}
_EVERYWHERE = frozenset(
    {"automated_readability_index", "coleman_liau_index", "lix", "rix", "reading_time"}
)  # from counts of any language
# The languages that a score is made for, where that is not English alone.
LANGUAGES_OF = {
    "flesch_reading_ease": frozenset(FLESCH),
    "gunning_fog": frozenset({"en", "hu", "pl"}),
    "wiener_sachtextformel": frozenset({"de"}),
    "gulpease_index": frozenset({"it"}),
    **dict.fromkeys(("fernandez_huerta", "szigriszt_pazos", "gutierrez_polini", "crawford"), frozenset({"es"})),
}
_ENGLISH = frozenset({"en"})

SCORES = (
    "flesch_reading_ease",
    "flesch_kincaid_grade",
    "gunning_fog",
    "smog_index",
    "automated_readability_index",
    "coleman_liau_index",
    "dale_chall_readability_score",
    "spache_readability",
    "linsear_write_formula",
    "lix",
    "rix",
    "mcalpine_eflaw",
    "text_standard",
    "reading_time",
    "wiener_sachtextformel",
    "gulpease_index",
    "fernandez_huerta",
    "szigriszt_pazos",
    "gutierrez_polini",
    "crawford",
)


def scores(
    counts: Counts, n_sentences: NDArray[np.integer], languages: Sequence[str | None] | None = None
) -> dict[str, Score]:
    """Score texts, or groups of texts, from (sums of) the counts of `features.counts.word_counts`.

    `languages` are the ISO 639-1 codes of the texts, English where none are given.

    NaN    where there is no word or no sentence, and where a score is made for other languages
    Units  US grades; flesch_reading_ease, lix, rix, mcalpine_eflaw and those of other languages than English points of
           their own scales, wiener_sachtextformel school years; reading_time seconds
    Needs  n_nonspace_chars, n_letters, n_words, n_tokens, n_syllables, n_polysyllables, n_monosyllables, n_long_words,
           n_mini_words, n_offlist_words (Dale-Chall), n_difficult_words (Spache), n_hard_words (Gunning fog),
           n_linsear_points
    Source textstat 0.7.13, with its rules for each language and without its own count of sentences

    automated_readability_index, coleman_liau_index, lix, rix and reading_time use language-independent counts only and
    are told of any language; the others of the languages of LANGUAGES_OF, else of English. From sums over sentences,
    linsear_write_formula is that of the whole text (textstat's with strict_upper=False), not of its first hundred
    words: a sum has no first words.
    """
    rows = np.flatnonzero((counts["n_words"] > 0) & (n_sentences > 0))
    spoken = np.array(["en"] * len(n_sentences) if languages is None else [code or "" for code in languages])[rows]
    values = {name: column[rows].astype(np.float64) for name, column in counts.items()}
    scored = _formulas(values, n_sentences[rows].astype(np.float64), spoken)
    scored |= _of_other_languages(values, n_sentences[rows].astype(np.float64))
    scored["text_standard"] = _text_standard(scored)
    full = {name: np.full(len(n_sentences), np.nan) for name in SCORES}
    for name, column in full.items():
        made_for = LANGUAGES_OF.get(name, _ENGLISH)
        is_meant = np.ones(len(rows), np.bool_) if name in _EVERYWHERE else np.isin(spoken, sorted(made_for))
        column[rows] = np.where(is_meant, scored[name], np.nan)
    return full


def _formulas(n: Mapping[str, Score], sentences: Score, spoken: NDArray[np.str_]) -> dict[str, Score]:
    """Every score but text_standard; operations in textstat's order, so that its rounding of grades is met too."""
    words = n["n_words"]
    length = words / sentences
    syllables = n["n_syllables"] / words
    offlist = 100 * n["n_offlist_words"] / words
    difficult = 100 * n["n_difficult_words"] / words
    points = n["n_linsear_points"] / sentences
    coefficients = [FLESCH.get(code, FLESCH["en"]) for code in spoken.tolist()]
    base, of_length, of_syllables = np.array(coefficients, np.float64).reshape(-1, 3).T
    return {
        # textstat gives 0 where no word has a syllable ("Hmm.").
        "flesch_reading_ease": np.where(syllables == 0, 0.0, base - of_length * length - of_syllables * syllables),
        "flesch_kincaid_grade": np.where(syllables == 0, 0.0, 0.39 * length + 11.8 * syllables - 15.59),
        "gunning_fog": 0.4 * (length + 100 * n["n_hard_words"] / words),
        "smog_index": 1.043 * np.sqrt(30 * (n["n_polysyllables"] / sentences)) + 3.1291,
        "automated_readability_index": 4.71 * (n["n_nonspace_chars"] / n["n_tokens"]) + 0.5 * length - 21.43,
        "coleman_liau_index": 0.058 * (n["n_letters"] / words * 100) - 0.296 * (sentences / words * 100) - 15.8,
        "dale_chall_readability_score": 0.1579 * offlist + 0.0496 * length + np.where(offlist > 5, 3.6365, 0.0),
        "spache_readability": 0.141 * length + 0.086 * difficult + 0.839,
        "linsear_write_formula": np.where(points <= 20, points - 2, points) / 2,
        "lix": length + 100 * n["n_long_words"] / words,
        "rix": n["n_long_words"] / sentences,
        "mcalpine_eflaw": (words + n["n_mini_words"]) / sentences,
        "reading_time": READING_MS_PER_CHAR * n["n_nonspace_chars"] / 1000,
    }


def _of_other_languages(n: Mapping[str, Score], sentences: Score) -> dict[str, Score]:
    """The scores made for German, Italian and Spanish, of every text."""
    words = n["n_words"]
    length, syllables, letters = words / sentences, n["n_syllables"] / words, n["n_letters"] / words
    per_hundred = 100 / words
    polysyllables, monosyllables = per_hundred * n["n_polysyllables"], per_hundred * n["n_monosyllables"]
    long_words = per_hundred * n["n_long_words"]
    return {
        # Bamberger and Vanecek 1984, the first of their four formulas.
        "wiener_sachtextformel": 0.1935 * polysyllables
        + 0.1672 * length
        + 0.1297 * long_words
        - 0.0327 * monosyllables
        - 0.875,
        "gulpease_index": 300 * (sentences / words) - 10 * (n["n_nonspace_chars"] / n["n_tokens"]) + 89,
        "fernandez_huerta": 206.84 - 60 * syllables - 1.02 * length,
        "szigriszt_pazos": FLESCH["es"][0] - 62.3 * syllables - length,
        "gutierrez_polini": 95.2 - 9.7 * letters - 0.35 * length,
        "crawford": -0.205 * (100 * sentences / words) + 0.049 * (100 * syllables) - 3.407,
    }


def _text_standard(scored: Mapping[str, Score]) -> Score:
    """The grade most formulas vote for, each with its floor, ceiling and nearest whole grade; of equals, the first."""
    ease = _EASE_GRADES[np.digitize(scored["flesch_reading_ease"], _EASE_BOUNDS)]
    votes = [
        *_grades(scored["flesch_kincaid_grade"]),
        ease,
        np.where(ease == _EASE_WITH_TWO_GRADES, _SECOND_EASE_GRADE, np.nan),
        *_grades(scored["smog_index"]),
        *_grades(scored["coleman_liau_index"]),
        *_grades(scored["automated_readability_index"]),
        *_grades(scored["dale_chall_readability_score"]),
        *_grades(scored["linsear_write_formula"]),
        *_grades(scored["gunning_fog"]),
    ]
    ballot = np.stack(votes)
    supporters = np.stack([(ballot == vote).sum(axis=0) for vote in votes])
    winner: Score = np.take_along_axis(ballot, supporters.argmax(axis=0)[np.newaxis], axis=0)[0]
    return np.clip(winner, LOWEST_GRADE, HIGHEST_GRADE)


def _grades(score: Score) -> tuple[Score, Score, Score]:
    return np.floor(score), np.ceil(score), np.rint(score)
