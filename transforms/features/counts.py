"""The counts of textstat: whole numbers whose sums over sentences are the counts of the article.

Which count each formula needs is in `features.readability`. Which hold for any language that puts spaces between
words: n_nonspace_chars, n_letters, n_words, n_tokens, n_long_words, n_mini_words, n_sentences_textstat. Syllables are
counted by the hyphenation of the text's own language where textstat has formulas for it, so n_syllables,
n_polysyllables and n_monosyllables hold in those as well, and n_hard_words in Polish and Hungarian. The others rest on
English pronunciation or the English Dale-Chall list, and mean nothing elsewhere.
"""

import re
from collections.abc import Iterable

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from textstat.backend.utils import get_lang_cfg, get_lang_easy_words

from broadsheet.transforms.features.pronunciation import ENGLISH, LANGUAGE, syllables_in_cmudict
from broadsheet.transforms.features.pronunciation import syllables as syllables_of
from broadsheet.transforms.features.words import Chunks, Numbers, split, without_punctuation
from broadsheet.transforms.vocabulary.typography import plain_column

LONG_WORD = 6  # more letters than this: textstat.long_word_count
MINI_WORD = 3  # at most as many letters: textstat.miniword_count
POLYSYLLABLE = 3  # at least as many syllables: textstat.polysyllabcount
DIFFICULT_WORD = 2  # at least as many syllables: textstat.difficult_words, spache_readability
# At least as many syllables: textstat.gunning_fog, which has a threshold of its own for these languages.
HARD_WORD = {code: int(get_lang_cfg(code, "syllable_threshold")) for code in (ENGLISH, "hu", "pl")}
LINSEAR_WORDS = 100  # textstat.linsear_write_formula looks at no more


def word_counts(texts: pa.Array | pa.ChunkedArray, language: str = ENGLISH) -> dict[str, NDArray[np.int32]]:
    """Count each text by the definitions of textstat 0.7.13; 0 throughout for an empty or null text.

    `language` is the texts' ISO 639-1 code; what has no hyphenation here is counted as English.

    Counted is the plain form of `vocabulary.typography`; textstat itself takes "don’t" for a word of no list and
    "quay—the" for one word.

    n_nonspace_chars          characters that are no white space (char_count)
    n_letters                 letters, digits and underscores (letter_count)
    n_words                   chunks between white space with a letter or digit (lexicon_count)
    n_tokens                  chunks between white space (lexicon_count with removepunct=False)
    n_syllables               in English CMUdict, else pyphen's hyphenation (syllable_count)
    n_polysyllables           words of three syllables or more (polysyllabcount)
    n_monosyllables           words of one (monosyllabcount)
    n_long_words              words of more than six letters (long_word_count)
    n_mini_words              words of at most three letters (miniword_count)
    n_offlist_words           words not on the Dale-Chall list of easy words (difficult_words_list, threshold 0)
    n_difficult_words         of these, those of two syllables or more (difficult_words_list, not unique)
    n_hard_words              of the off-list words, those of three syllables or more, Polish four, Hungarian five
    n_words_not_in_cmudict    words whose syllables are a guess
    n_linsear_points          1 for a word of one or two syllables, 3 for more, over the first 100 words of each text
    n_sentences_textstat      what textstat takes for the number of sentences; the one count that is not additive
    """
    texts = plain_column(texts)
    chunks = split(texts)
    measured = _measure(chunks.distinct, language)
    counts = {name: chunks.sums(values).astype(np.int32) for name, values in measured.items()}
    counts["n_linsear_points"] = _linsear_points(chunks, measured["n_words"], measured["n_linsear_points"])
    sentences = (textstat_sentences(text or "") for text in texts.to_pylist())
    counts["n_sentences_textstat"] = np.fromiter(sentences, dtype=np.int32, count=len(texts))
    return counts


def _measure(distinct: list[str], language: str) -> dict[str, Numbers]:
    """The counts of each distinct chunk alone."""
    words = without_punctuation(distinct)
    lower = [word.lower() for word in words]
    letters = _lengths(without_punctuation(distinct, keep_contractions=False))
    is_word = _lengths(words) > 0
    syllables = syllables_of(lower, language)
    # textstat cleans a word again once it is in lower case before it asks whether it is difficult: "İ" loses its dot.
    cleaned = without_punctuation(lower)
    syllables_if_difficult = syllables if cleaned == lower else syllables_of(cleaned, language)
    easy, known = get_lang_easy_words(LANGUAGE), syllables_in_cmudict()
    offlist = is_word & ~_flags(word in easy for word in lower)
    polysyllable = syllables >= POLYSYLLABLE
    return {
        "n_nonspace_chars": _lengths(distinct),
        "n_letters": letters,
        "n_words": is_word.astype(np.int64),
        "n_tokens": np.ones(len(distinct), dtype=np.int64),
        "n_syllables": syllables,
        "n_polysyllables": polysyllable.astype(np.int64),
        "n_monosyllables": (syllables == 1).astype(np.int64),
        "n_long_words": (letters > LONG_WORD).astype(np.int64),
        "n_mini_words": (is_word & (letters <= MINI_WORD)).astype(np.int64),
        "n_offlist_words": offlist.astype(np.int64),
        "n_difficult_words": (offlist & (syllables_if_difficult >= DIFFICULT_WORD)).astype(np.int64),
        "n_hard_words": (offlist & (syllables_if_difficult >= HARD_WORD.get(language, HARD_WORD[ENGLISH]))).astype(
            np.int64
        ),
        "n_words_not_in_cmudict": (is_word & ~_flags(word in known for word in lower)).astype(np.int64),
        "n_linsear_points": (syllables > 0) + 2 * polysyllable.astype(np.int64),
    }


def _lengths(items: list[str]) -> Numbers:
    return np.fromiter(map(len, items), dtype=np.int64, count=len(items))


def _flags(values: Iterable[bool]) -> NDArray[np.bool_]:
    return np.fromiter(values, dtype=np.bool_)


def _linsear_points(chunks: Chunks, is_word: Numbers, points: Numbers) -> NDArray[np.int32]:
    """Linsear Write's points of the first hundred words of each text."""
    words = is_word[chunks.codes]
    before = np.concatenate(([0], np.cumsum(words)))
    rank = before[1:] - before[chunks.bounds[:-1]][chunks.owners]
    return chunks.totals(points[chunks.codes] * (rank <= LINSEAR_WORDS)).astype(np.int32)


_STOP = re.compile(r"[.!?]")
_LETTER = re.compile(r"\w")
_SENTENCE = re.compile(r"\b[^.!?]+[.!?]*")  # textstat's own
_WORD = re.compile(r"\w\S*")  # one for each chunk between white space with a letter or digit
LONGEST_FRAGMENT = 2  # words of what textstat does not count as a sentence


def textstat_sentences(text: str) -> int:
    """textstat.sentence_count: stops end sentences, those of two words or fewer do not count, and no text has none."""
    if not text:
        return 0
    stop = _STOP.search(text)
    if stop is None or _LETTER.search(text, stop.end()) is None:
        return 1
    return max(1, sum(len(_WORD.findall(sentence)) > LONGEST_FRAGMENT for sentence in _SENTENCE.findall(text)))
