"""The language that a text is written in."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import name

import numpy as np
from py3langid.langid import MODEL_FILE, LanguageIdentifier
from wordfreq import available_languages, zipf_frequency

from broadsheet.transforms.vocabulary import particles
from broadsheet.transforms.vocabulary.folding import fold
from broadsheet.transforms.vocabulary.lists import rows
from broadsheet.transforms.vocabulary.typography import plain

# Measured on news bodies of 27 languages: the answer on this many bytes differs from that on all of them only where
# the probability is below `_SURE`; the walk costs about 0.3 microseconds a byte.
_FIRST_LOOK = 160
_SECOND_LOOK = 1_500  # See above.
_SURE = 0.9  # See above.
# Of 778 pieces of 8 to 40 words with their titles, in 25 languages of the pages gold, a probability of at least this is
# told for 98.7 % and right in 99.5 %; without a floor 98.7 % are right.
_FLOOR = 0.6
# In a brief that leaves doubt: how many of the likeliest languages are asked for its words, of how many words, how
# frequent these are on average and how far they lead (Zipf: tenfold a point). Set on the same pieces.
_ASKED = 5
_FEWEST_WORDS = 3  # See above.
_COMMON = 4.5  # See above.
_LEAD = 0.75  # See above.
_LOWER_WORD = re.compile(r"(?<!\w)[a-zà-öø-ÿ]{2,}(?!\w)")
# A label is held against a text only this sure and long: a page's language may be that of its template.
_OVERRULES = 0.99
_MIN_OVERRULING = 200  # Code points; see above.
# On a long text py3langid errs less than labels do: templates of a publishing house say English over Zulu.
_OVERRULES_LONG = 0.9  # The probability from which the second look is not taken, either.
_LONG = 1_000  # Code points: some seven sentences.
# A language that a text leaves open.
_POSSIBLE = 0.05
# Less of it leaves English open: short texts in English are often taken for others. Set by hand.
_POSSIBLY_ENGLISH = 0.02
_OPEN = 3  # Languages of the ranking that a short text leaves open. Set by hand.
_HALF = 0.5  # Of the probability: with less no language leads.
_LOOKED_AT = 12  # Labels by probability; what is behind has next to none. A bound on cost.
_LOOKED_THROUGH = 6_000  # Code points; quotations in another script show at the start. A bound on cost.
_ENOUGH_LETTERS = 40  # About a sentence without which nothing can be told; set by hand.
_NEAR = 40  # Code points or bytes within which a word ends; text without spaces is cut anywhere.
_GLANCE = 40  # Code points that hold letters enough in most texts, which saves the longer look.
_HEAD = 400  # Code points in which there are letters if anywhere; a bound on cost.
_QUOTATION = re.compile(r"“[^“”\n]*”|«[^«»\n]*»|„[^„“”\n]*[“”]|\"[^\"\n]*\"")
# What py3langid calls a language that labels tell apart.
_MACRO_LANGUAGES = {"nb": "no", "nn": "no", "hr": "bs", "sr": "bs"}
# A name or an acronym alone says nothing of the language; a Chinese character says as much as three letters.
_MIN_LETTERS = 10
_MIN_CHARACTERS = 4  # See above.
_ASIAN = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


_CODES = {fold(name): code for code, names in rows("language_names.tsv") for name in (code, *names.split("|"))}


def language_code(value: str) -> str | None:
    """The ISO 639-1 code of a language that a field names, by whatever code or name: "eng", "de-AT", "Français"; None
    for what is no language known here."""
    folded = fold(value.strip())
    code = _CODES.get(folded) or _CODES.get(re.split(r"[-_ ;,/(]", folded, maxsplit=1)[0])
    if code or len(folded) < 2:
        return code
    head = re.split(r"[-_]", folded, maxsplit=1)[0]
    return head if len(head) == 2 and head.isascii() and head.isalpha() else None


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    """The model of py3langid, with languages that have an ISO 639-1 code; loading takes about a second."""
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages({code for code in identifier.nb_classes if len(code) == 2})
    # The same numbers, those of a feature side by side: a text has some hundred of the 100,000 features.
    identifier.nb_ptc = np.ascontiguousarray(identifier.nb_ptc, np.float32)
    return identifier


Ranking = list[tuple[str, float]]


def _ranked(sample: bytes) -> Ranking:
    """The languages by probability, the likeliest first; of equal ones the first in the alphabet."""
    ranking = sorted(_identifier().rank(sample), key=lambda item: (-item[1], item[0]))
    return ranking[:_LOOKED_AT] if sample.strip() else []


def _likeliest(sample: bytes) -> Ranking:
    """The likeliest language alone: a third of the time would go into the order of the others."""
    return [_identifier().classify(sample)] if sample.strip() else []


def _window(text: str, at: int, size: int) -> bytes:
    """About `size` bytes of UTF-8 from `at` on, from a word's start to a word's end where there are spaces near."""
    start = (at and text.find(" ", at, at + _NEAR) + 1) or at
    piece = text[start : start + size].encode("utf-8", "ignore")
    if len(piece) <= size:
        return piece
    cut = piece.rfind(b" ", size - _NEAR, size)
    return piece[: cut if cut > 0 else size]


def _sample(text: str, size: int) -> bytes:
    """At most `size` bytes: a text's start may be a quotation, so half of them are from its middle."""
    if len(text) <= size // 2:
        return _window(text, 0, size)
    return _window(text, 0, size // 2) + b" " + _window(text, len(text) // 2, size // 2)


def _is_long_enough(text: str) -> bool:
    if sum(map(str.isalpha, text[:_GLANCE])) >= _MIN_LETTERS:
        return True
    head = text[:_HEAD]
    return sum(map(str.isalpha, head)) >= _MIN_LETTERS or len(_ASIAN.findall(head)) >= _MIN_CHARACTERS


def identify(text: str) -> tuple[str, float] | None:
    """The ISO 639-1 code of the text's likeliest language and its probability, 0 to 1.

    None where the first 400 code points hold fewer than ten letters (four Chinese, Japanese, Korean or Thai ones).
    Reads 160 bytes from start and middle, and 1,500 where those leave doubt.
    """
    ranking = ranked(text)
    return (ranking[0][0], round(ranking[0][1], 4)) if ranking else None


def likeliest(text: str) -> str | None:
    """The code that `identify` gives, without its probability."""
    ranking = _looked_at(text, _likeliest)
    return ranking[0][0] if ranking else None


def ranked(text: str) -> Ranking:
    """The likeliest languages of the text, as `identify` reads it; none where it is too short to tell."""
    return _looked_at(text, _ranked)


def _looked_at(text: str, look: Callable[[bytes], Ranking]) -> Ranking:
    if not _is_long_enough(text):
        return []
    ranking = look(_sample(text, _FIRST_LOOK))
    if ranking and ranking[0][1] < _SURE and len(text) > _FIRST_LOOK // 2:
        ranking = look(_sample(text, _SECOND_LOOK))
    return ranking


@dataclass(frozen=True, slots=True)
class Told:
    """The language of an article.

    `language` is what is sure, None where it is not; `score` its probability, None where only the label tells it.
    `analysis` is the language that features are computed by: a doubt between English and another one is English.
    """

    language: str | None
    score: float | None
    analysis: str | None


def told_language(title: str, body: str, labels: Sequence[str] = ()) -> Told:
    """What title, body and the labels of the source (codes or names) together tell of the language.

    Quotations of the body are set aside where enough is left, for they may be in another language. Names weigh
    heavily in a brief: where it leaves doubt, its words in lower case are asked. A label decides between languages
    that the text leaves open, and gives way to a text that is long and sure.
    """
    label = next((code for code in map(language_code, labels) if code), None)
    text = f"{plain(title)}\n{_own_voice(plain(body))}"
    if label is None and (first := _looked_at(text, _likeliest)) and first[0][1] >= _FLOOR:
        return Told(first[0][0], round(first[0][1], 4), first[0][0])
    ranking = ranked(text)
    if label and _agrees(label, ranking):
        shares = dict(ranking)
        share = max(shares.get(label, 0.0), shares.get(_MACRO_LANGUAGES.get(label, ""), 0.0))
        return Told(label, round(share, 4) if share >= _FLOOR else None, label)
    if ranking and label is None and ranking[0][1] < _FLOOR:
        code = _by_words(text, ranking)
        if code:
            return Told(code, None, code)
    is_sure = bool(ranking) and ranking[0][1] >= _FLOOR
    if label and not (is_sure and _overrules(ranking[0][1], len(body))):
        return Told(label, None, label)
    if is_sure:
        return Told(ranking[0][0], round(ranking[0][1], 4), ranking[0][0])
    return Told(None, None, _in_doubt(text, ranking))


def _overrules(probability: float, size: int) -> bool:
    """Whether a text of so many code points is surer of its language than a label that contradicts it."""
    return size >= _MIN_OVERRULING and probability >= (_OVERRULES_LONG if size >= _LONG else _OVERRULES)


def _agrees(label: str, ranking: Ranking) -> bool:
    """Whether the text leaves the label's language open, or tells nothing."""
    shares = dict(ranking[:_OPEN])
    return not ranking or max(shares.get(label, 0.0), shares.get(_MACRO_LANGUAGES.get(label, ""), 0.0)) >= _POSSIBLE


def _own_voice(body: str) -> str:
    """The body without its quotations, where enough is left to tell a language; only its start is looked at."""
    head = body[:_LOOKED_THROUGH]
    left = _QUOTATION.sub(" ", head)
    return left if len(left) < len(head) and sum(map(str.isalpha, left)) >= _ENOUGH_LETTERS else body


def _by_words(text: str, ranking: Ranking) -> str | None:
    """The language whose frequent words those in lower case are, names left out; None where none clearly leads."""
    words = [word.lower() for word in _LOWER_WORD.findall(text[:_SECOND_LOOK]) if word not in particles.IN_TEXT]
    codes = [code for code, _ in [*ranking[:_ASKED], ("en", 0.0)] if code in _word_lists()]
    if len(words) < _FEWEST_WORDS or not codes:
        return None
    means = {code: sum(zipf_frequency(word, code, "small") for word in words) / len(words) for code in codes}
    best, *rest = sorted(means, key=lambda code: (-means[code], code))
    leads = not rest or means[best] - means[rest[0]] >= _LEAD
    return best if leads and means[best] >= _COMMON else None


@lru_cache(maxsize=1)
def _word_lists() -> frozenset[str]:
    """Languages with a list of frequent words that needs no segmenter."""
    return frozenset(available_languages("small")) - {"ja", "ko", "zh"}


def _in_doubt(text: str, ranking: Ranking) -> str | None:
    """English where the text may be English, so that a doubt loses no rows; else the likeliest language."""
    if not ranking:
        letters = [character for character in text[:_HEAD] if character.isalpha()]
        return "en" if letters and all(letter.isascii() for letter in letters) else None
    shares = dict(ranking)
    is_open = ranking[0][1] < _HALF or shares.get("en", 0.0) >= _POSSIBLY_ENGLISH or "en" in dict(ranking[:_OPEN])
    is_latin = all(letter.isascii() or "LATIN" in name(letter, "") for letter in text[:_HEAD] if letter.isalpha())
    return "en" if is_open and is_latin else ranking[0][0]
