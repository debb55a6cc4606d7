"""From English texts to VADER's sentiment, and from a text to what it says outside quotation marks."""

import re
from collections.abc import Sequence
from functools import cache
from heapq import heappop, heappush
from types import SimpleNamespace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from vaderSentiment.vaderSentiment import (
    BOOSTER_DICT,
    NEGATE,
    SPECIAL_CASES,
    SentimentIntensityAnalyzer,
    SentiText,
    allcap_differential,
)

REACH = 3  # words before a word that VADER looks at; it looks at two behind it
NEUTRAL = {"compound": 0.0, "pos": 0.0, "neg": 0.0, "neu": 1.0}

_WORD = re.compile(r"\w")

# Words that can change the valence of a charged word near them; of a phrase, its longest word.
_MODIFIERS = frozenset(
    (
        *NEGATE,
        *(max(phrase.split(), key=len) for phrase in (*BOOSTER_DICT, *SPECIAL_CASES)),
        "no",
        "least",
        "so",
        "this",
    )
)


class Word(NamedTuple):
    """A word as VADER sees it: without punctuation at its ends; `valence` is None where it has none of its own."""

    form: str
    lower: str
    valence: float | None
    is_modifier: bool


def sentiment(texts: Sequence[str]) -> dict[str, NDArray[np.float64]]:
    """Score each text by VADER: vader_compound, from -1 to 1; vader_pos, vader_neg, vader_neu, shares that sum to 1.

    NaN    where there is nothing to score: no letter, no digit, and no emoticon that VADER knows
    Source vaderSentiment 3.3.2, to the last digit; made for English, and for sentences rather than articles
    """
    known = Words()
    scored = [_score(text, known) for text in texts]
    return {
        f"vader_{name}": np.array([np.nan if row is None else row[name] for row in scored], dtype=np.float64)
        for name in NEUTRAL
    }


def outside_quotes(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text without the half-open spans, a space in place of each run of them; spans may overlap, in any order.

    For the outlet's own voice give spans with their marks: VADER counts a lone mark as a neutral word.
    """
    kept: list[str] = []
    at = 0
    for start, end in sorted(spans):
        if start > at or not kept:
            kept.append(text[at:start])
        at = max(at, end)
    return " ".join([*kept, text[at:]])


def _score(text: str, known: "Words") -> dict[str, float] | None:
    """What SentimentIntensityAnalyzer.polarity_scores gives; None where there is nothing to score.

    The library does for every word, and again for every charged one, what only the few words around a charged one
    need, so that its time grows with the square of the length. Here its own rules see those few words only.
    """
    analyzer = _analyzer()
    if not text.isascii():
        text = _spell_emojis(text, analyzer.emojis)
    words = [known[chunk] for chunk in text.split()]
    charged = [at for at, word in enumerate(words) if word.valence is not None]
    if not charged:
        return NEUTRAL if _WORD.search(text) else None
    differs = allcap_differential([word.form for word in words])
    valences = [0.0] * len(words)
    for at in charged:
        valences[at] = _valence(words[max(at - REACH, 0) : at + REACH], min(at, REACH), differs)
    buts = (at for at, word in enumerate(words) if word.lower == "but")
    result: dict[str, float] = analyzer.score_valence(weighed_around(valences, next(buts, None)), text)
    return result


def _valence(window: list[Word], at: int, differs: bool) -> float:
    """The valence of the charged word `window[at]` among its neighbours; `differs`: only some words are in capitals."""
    word = window[at]
    if word.valence is not None and not any(near.is_modifier for near in window):
        if not (differs and word.form.isupper()):
            return word.valence
    elif word.lower == "kind" and [near.lower for near in window[at + 1 : at + 2]] == ["of"]:
        return 0.0
    seen = SimpleNamespace(words_and_emoticons=[near.form for near in window], is_cap_diff=differs)
    return float(_analyzer().sentiment_valence(0, seen, word.form, at, [])[0])


class Words(dict[str, Word]):
    """The word in each chunk between white space, looked up when first asked for."""

    def __missing__(self, chunk: str) -> Word:
        form: str = SentiText._strip_punc_if_word(chunk)
        lower = form.lower()
        valence = None if lower in BOOSTER_DICT else _analyzer().lexicon.get(lower)
        return self.setdefault(chunk, Word(form, lower, valence, lower in _MODIFIERS or "n't" in lower))


@cache
def _analyzer() -> SentimentIntensityAnalyzer:
    return SentimentIntensityAnalyzer()


def _spell_emojis(text: str, emojis: dict[str, str]) -> str:
    """Each emoji as its description, parted by a space from what stands before it."""
    if emojis.keys().isdisjoint(text):
        return text
    spelt: list[str] = []
    after_space = True
    for character in text:
        description = emojis.get(character)
        if description is None:
            spelt.append(character)
            after_space = character == " "
        else:
            spelt.append(description if after_space else f" {description}")
            after_space = False
    return "".join(spelt)


def weighed_around(valences: Sequence[float], but: int | None) -> list[float]:
    """Valences halved before the word "but" and raised by half after it, as the library's `_but_check` does.

    None means that there is no such word, and changes nothing.
    For each valence in turn, the library changes the first that now equals it, which may be another one. It looks for
    that one from the start each time; here the places of each value are kept in order.
    """
    weighed = list(valences)
    if but is None:
        return weighed
    places: dict[float, list[int]] = {}
    for at in range(len(weighed)):
        value = weighed[at]
        if not value:
            continue
        same = places.setdefault(value, [])
        heappush(same, at)
        while weighed[same[0]] != value:
            heappop(same)
        first = same[0]
        weighed[first] = value * (0.5 if first < but else 1.5)
        heappush(places.setdefault(weighed[first], []), first)
    return weighed
