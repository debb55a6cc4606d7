"""VADER's sentiment of English texts, and what a text says outside quotation marks."""

import re
from collections.abc import Mapping, Sequence
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

from broadsheet.transforms.vocabulary.typography import plain

REACH = 3  # words before a word that VADER looks at; it looks at two behind it
ALPHA = 15  # vaderSentiment.normalize: compound = valence / sqrt(valence ** 2 + ALPHA)
# What is added up, and may be for any unit of text; the scores are made of it.
COUNTS = ("n_vader_words", "n_vader_positive", "n_vader_negative")
SUMS = ("vader_valence", "vader_valence_positive", "vader_valence_negative")
SCORES = ("vader_compound", "vader_pos", "vader_neg", "vader_neu")

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


class Tone(NamedTuple):
    """What VADER counts in a text: words (emoticons and lone marks too), and the valences it adds up.

    `valence` is the sum of all, raised by the emphasis of "!" and "?"; `positive` and `negative` are the sums of the
    positive and of the negative ones, of which the greater is raised by it.
    """

    n_words: int
    n_positive: int
    n_negative: int
    valence: float
    positive: float
    negative: float


def sentiment(texts: Sequence[str]) -> dict[str, NDArray[np.float64]]:
    """Score the plain form of each text by VADER: COUNTS, SUMS, and SCORES made of them.

    n_vader_words           words, emoticons and lone marks
    n_vader_positive        those of positive valence
    n_vader_negative        those of negative valence
    vader_valence           sum of the valences, emphasis included
    vader_valence_positive  sum of the positive ones; vader_valence_negative of the negative ones
    vader_compound          from -1 to 1; vader_pos, vader_neg, vader_neu: shares that sum to 1

    NaN    where there is nothing to score: no letter, no digit, and no emoticon that VADER knows
    Source vaderSentiment 3.3.2, to the last digit; made for English, and for sentences rather than articles
    """
    known = Words()
    tones = [_tone(plain(text), known) for text in texts]
    added = np.array([(np.nan,) * len(Tone._fields) if tone is None else tone for tone in tones], np.float64)
    sums = dict(zip((*COUNTS, *SUMS), added.reshape(-1, len(Tone._fields)).T, strict=True))
    return {**sums, **scores(sums)}


def scores(sums: Mapping[str, NDArray[np.float64]]) -> dict[str, NDArray[np.float64]]:
    """The four scores of texts, or of groups of texts, from (sums of) COUNTS and SUMS; rounded as VADER rounds.

    NaN    where the sums are, or there is no word
    """
    valence = sums["vader_valence"]
    compound = np.clip(valence / np.sqrt(valence**2 + ALPHA), -1.0, 1.0)
    # The library raises each charged word by one, so that it weighs as much as a neutral one.
    positive = sums["vader_valence_positive"] + sums["n_vader_positive"]
    negative = -sums["vader_valence_negative"] + sums["n_vader_negative"]
    neutral = sums["n_vader_words"] - sums["n_vader_positive"] - sums["n_vader_negative"]
    with np.errstate(invalid="ignore", divide="ignore"):
        total = positive + negative + neutral
        shares = {"vader_pos": positive / total, "vader_neg": negative / total, "vader_neu": neutral / total}
    compound = np.where(total > 0, compound, np.nan)
    return {"vader_compound": _rounded(compound, 4), **{name: _rounded(share, 3) for name, share in shares.items()}}


def _rounded(values: NDArray[np.float64], digits: int) -> NDArray[np.float64]:
    """As Python rounds, which is how the library does: numpy multiplies first, and so rounds .4875 up."""
    return np.array([round(value, digits) for value in values.tolist()], np.float64)


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


def _tone(text: str, known: "Words") -> Tone | None:
    """What SentimentIntensityAnalyzer.polarity_scores adds up; None where there is nothing to score.

    The library does for every word, and again for every charged one, what only the few words around a charged one
    need, so that its time grows with the square of the length. Here its own rules see those few words only.
    """
    analyzer = _analyzer()
    if not text.isascii():
        text = _spell_emojis(text, analyzer.emojis)
    words = [known[chunk] for chunk in text.split()]
    charged = [at for at, word in enumerate(words) if word.valence is not None]
    if not charged:
        return Tone(len(words), 0, 0, 0.0, 0.0, 0.0) if _WORD.search(text) else None
    differs = allcap_differential([word.form for word in words])
    valences = [0.0] * len(words)
    for at in charged:
        valences[at] = _valence(words[max(at - REACH, 0) : at + REACH], min(at, REACH), differs)
    buts = (at for at, word in enumerate(words) if word.lower == "but")
    return _added(weighed_around(valences, next(buts, None)), analyzer._punctuation_emphasis(text))


def _added(valences: Sequence[float], emphasis: float) -> Tone:
    """The sums of the valences, raised by the emphasis of the text's marks as the library raises them."""
    positives, negatives = [v for v in valences if v > 0], [v for v in valences if v < 0]
    total = float(sum(valences))
    total += emphasis if total > 0 else -emphasis if total < 0 else 0.0
    positive, negative = sum(positives), sum(negatives)
    # The library compares them with one added for each word.
    lead = (positive + len(positives)) - (len(negatives) - negative)
    return Tone(
        n_words=len(valences),
        n_positive=len(positives),
        n_negative=len(negatives),
        valence=total,
        positive=positive + (emphasis if lead > 0 else 0.0),
        negative=negative - (emphasis if lead < 0 else 0.0),
    )


def _valence(window: list[Word], at: int, differs: bool) -> float:
    """The valence of the charged word `window[at]` among its neighbours; `differs`: only some words are in capitals."""
    word = window[at]
    if word.valence is not None and not any(near.is_modifier for near in window):
        if not (differs and word.form.isupper()):
            return word.valence
    elif word.lower == "kind" and [near.lower for near in window[at + 1 : at + 2]] == ["of"]:
        return 0.0
    context = SimpleNamespace(words_and_emoticons=[near.form for near in window], is_cap_diff=differs)
    return float(_analyzer().sentiment_valence(0, context, word.form, at, [])[0])


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
