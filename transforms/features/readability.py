"""Readability scores from additive counts, by the formulas of textstat 0.7.13."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Score = NDArray[np.float64]
Counts = Mapping[str, NDArray[np.int32]]

READING_MS_PER_CHAR = 14.69  # Demberg, Keller 2008, as in textstat
LOWEST_GRADE, HIGHEST_GRADE = 1, 18  # textstat's bounds for text_standard

# Grades by Flesch Reading Ease, from below 30 upwards in tens, as textstat.text_standard; 60 to 70 votes for 8 and 9.
_EASE_BOUNDS = np.array([30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0, 100.0])
_EASE_GRADES = np.array([13.0, 12.0, 11.0, 10.0, 8.0, 7.0, 6.0, 5.0, 13.0])
_EASE_WITH_TWO_GRADES, _SECOND_EASE_GRADE = 8.0, 9.0

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
)


def scores(counts: Counts, n_sentences: NDArray[np.integer]) -> dict[str, Score]:
    """Score texts, or groups of texts, from (sums of) the counts of `features.counts.word_counts`.

    NaN    where there is no word or no sentence
    Units  US grades; flesch_reading_ease, lix, rix and mcalpine_eflaw points of their own scales; reading_time seconds
    Needs  n_nonspace_chars, n_letters, n_words, n_tokens, n_syllables, n_polysyllables, n_long_words, n_mini_words,
           n_offlist_words (Dale-Chall), n_difficult_words (Spache), n_hard_words (Gunning fog), n_linsear_points
    Source textstat 0.7.13, with its rules for English and without its own count of sentences

    The formulas are made for English, all but automated_readability_index, coleman_liau_index, lix, rix and
    reading_time, which use language-independent counts only. From sums over sentences, linsear_write_formula is that
    of the whole text (textstat's with strict_upper=False), not of its first hundred words: a sum has no first words.
    """
    rows = np.flatnonzero((counts["n_words"] > 0) & (n_sentences > 0))
    values = {name: column[rows].astype(np.float64) for name, column in counts.items()}
    scored = _formulas(values, n_sentences[rows].astype(np.float64))
    scored["text_standard"] = _text_standard(scored)
    full = {name: np.full(len(n_sentences), np.nan) for name in SCORES}
    for name, column in full.items():
        column[rows] = scored[name]
    return full


def _formulas(n: Mapping[str, Score], sentences: Score) -> dict[str, Score]:
    """Every score but text_standard; operations in textstat's order, so that its rounding of grades is met too."""
    words = n["n_words"]
    length = words / sentences
    syllables = n["n_syllables"] / words
    offlist = 100 * n["n_offlist_words"] / words
    difficult = 100 * n["n_difficult_words"] / words
    points = n["n_linsear_points"] / sentences
    return {
        # textstat gives 0 where no word has a syllable ("Hmm.").
        "flesch_reading_ease": np.where(syllables == 0, 0.0, 206.835 - 1.015 * length - 84.6 * syllables),
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
