"""How varied, how common and how grammatical the words of texts are."""

from collections.abc import Sequence
from functools import cache, lru_cache

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from wordfreq import available_languages, cB_to_zipf, get_frequency_dict, get_frequency_list, zipf_frequency

from broadsheet.transforms.features.words import Chunks, core, split, without_punctuation
from broadsheet.transforms.vocabulary.lists import entries
from broadsheet.transforms.vocabulary.typography import plain_column

MTLD_THRESHOLD = 0.72  # McCarthy, Jarvis 2010
MTLD_SHORTEST = 50  # words; below, it depends on length: Zenker, Kyle 2021, and so the tool TAALED
RARE_BELOW = 3.0  # Zipf: less than once in a million words
LONGEST_LOOKED_UP = 64  # characters; the longest entry of the English list has 34
# Word lists held at once: one takes 3 to 85 MB and 0.4 s at most. All of 39 took 2 GB. A bound on memory; texts of a
# language are asked about together, so that few more make it no faster. Set by hand.
MOST_LISTS = 4
# Word lists held at once: one takes 3 to 85 MB and 0.4 s at most. All of 39 took 2 GB. A bound on memory; texts of a
# language are asked about together, so that few more make it no faster. Set by hand.
MOST_LISTS = 4
NEEDS_SEGMENTER = frozenset(("ja", "ko", "zh"))  # wordfreq asks for further packages


def lexical_features(texts: pa.Array | pa.ChunkedArray, language: str = "en") -> dict[str, NDArray[np.float64]]:
    """Describe the words of each text, all in one language (ISO 639-1); float64 throughout, NaN for null.

    Words are those of the plain form of `vocabulary.typography`.

    n_types           distinct words as textstat has them (hyphens dropped), in lower case; not additive
    type_token_ratio  n_types / n_words; null without a word
    mtld              measure of textual lexical diversity, mean of both directions, partial factors counted, a text
                      without a repetition scores its length (as in lexicalrichness); null below 50 words
    mean_zipf         mean Zipf frequency by wordfreq 3.1.1, 0 for words it does not know; null without a word
                      and in languages it has no list for
    n_rare_words      words of a Zipf frequency under 3, unknown ones and names included; null as mean_zipf, or 0
    n_stopwords       words of `lexicons/stopwords_en.txt`; null in other languages than English
    """
    chunks = split(plain_column(texts))
    words = [word.lower() for word in without_punctuation(chunks.distinct)]
    is_word = np.array([word != "" for word in words], dtype=bool)
    n_words = chunks.sums(is_word)
    n_types, mtld = _diversity(chunks, words, n_words)
    columns = {"n_types": n_types, "type_token_ratio": _ratio(n_types, n_words), "mtld": mtld}
    cores = [core(chunk) for chunk in chunks.distinct]
    null = np.full(len(chunks), np.nan)
    if language in zipf_languages():
        zipf = np.array([_zipf(word, language) if word else 0.0 for word in cores])
        columns["mean_zipf"] = _ratio(chunks.sums(zipf), n_words)
        columns["n_rare_words"] = chunks.sums(is_word & (zipf < RARE_BELOW))
    else:
        columns |= {"mean_zipf": null, "n_rare_words": null}
    stopwords = _stopwords()
    is_stopword = np.array([word in stopwords for word in cores], dtype=bool)
    columns["n_stopwords"] = chunks.sums(is_stopword) if language == "en" else null
    return columns


def _ratio(part: NDArray[np.float64], whole: NDArray[np.float64]) -> NDArray[np.float64]:
    ratio = np.full(len(whole), np.nan)
    np.divide(part, whole, out=ratio, where=whole > 0)
    return ratio


def _diversity(
    chunks: Chunks, words: list[str], n_words: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Distinct words of each text, and its MTLD; `words` are those of the distinct chunks, "" for none."""
    numbers: dict[str, int] = {"": -1}
    ids = np.array([numbers.setdefault(word, len(numbers)) for word in words], dtype=np.int64)[chunks.codes]
    kept = ids >= 0
    pairs = np.unique(chunks.owners[kept] * len(numbers) + ids[kept])
    n_types = np.bincount(pairs // len(numbers), minlength=len(chunks)).astype(np.float64)
    mtld = np.full(len(chunks), np.nan)
    for text in np.flatnonzero(n_words >= MTLD_SHORTEST):
        span = slice(chunks.bounds[text], chunks.bounds[text + 1])
        sequence = ids[span][kept[span]].tolist()
        mtld[text] = (_mean_factor(sequence) + _mean_factor(sequence[::-1])) / 2
    return n_types, mtld


def _mean_factor(words: Sequence[int]) -> float:
    """Mean number of words until the type-token ratio falls to the threshold, in one direction."""
    factors = 0.0
    types: set[int] = set()
    length = 0
    for word in words:
        types.add(word)
        length += 1
        if len(types) / length <= MTLD_THRESHOLD:
            factors += 1
            types.clear()
            length = 0
    if length:
        factors += (1 - len(types) / length) / (1 - MTLD_THRESHOLD)
    return len(words) / (factors or 1.0)


@cache
def zipf_languages() -> frozenset[str]:
    """Languages with a word list in wordfreq that it can read by itself."""
    return frozenset(available_languages()) - NEEDS_SEGMENTER


@lru_cache(maxsize=MOST_LISTS)
def _frequencies(language: str) -> dict[str, float]:
    """Zipf frequency of the entries of a word list."""
    lists = get_frequency_list(language)
    # wordfreq itself keeps every list for ever, twice.
    get_frequency_list.cache_clear()
    get_frequency_dict.cache_clear()
    return {word: cB_to_zipf(-centibels) for centibels, words in enumerate(lists) for word in words}


@lru_cache(maxsize=1 << 18)
def _searched(word: str, language: str) -> float:
    """wordfreq's own answer, which knows numbers and compounds; slow."""
    return float(zipf_frequency(word, language))


def _zipf(word: str, language: str) -> float:
    """Zipf frequency of a word in lower case, or of what bears its possessive 's; 0 for the unknown."""
    known = _frequencies(language).get(word)
    if known is not None and word.isalpha():
        return known
    if len(word) > LONGEST_LOOKED_UP:
        return 0.0
    frequency = _searched(word, language)
    return _searched(word[:-2], language) if not frequency and word.endswith("'s") else frequency


@cache
def _stopwords() -> frozenset[str]:
    return frozenset(entries("stopwords_en.txt"))
