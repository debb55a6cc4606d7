"""From a text to the language it is written in."""

import math
import re
from functools import lru_cache

import numpy as np
from py3langid.langid import MODEL_FILE, LanguageIdentifier, visit_counts

from broadsheet.transforms.vocabulary.lists import fold, rows

# Measured on news bodies of 27 languages: the answer on this many bytes differs from that on all of them only where
# the probability is below `_SURE`; the walk costs about 0.3 microseconds a byte.
_FIRST_LOOK = 160
_SECOND_LOOK = 1_500
_SURE = 0.9
# A name or an acronym alone says nothing of the language; a Chinese character says as much as three letters.
_MIN_LETTERS = 10
_MIN_CHARACTERS = 4
_ASIAN = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


_CODES = {fold(name): code for code, names in rows("language_names.tsv") for name in (code, *names.split("|"))}


def language_code(value: str) -> str | None:
    """The ISO 639-1 code of a language that a field names, by whatever code or name: "eng", "de-AT", "Français"; None
    for what is no language known here."""
    folded = fold(value.strip())
    found = _CODES.get(folded) or _CODES.get(re.split(r"[-_ ;,/(]", folded, maxsplit=1)[0])
    if found or len(folded) < 2:
        return found
    head = re.split(r"[-_]", folded, maxsplit=1)[0]
    return head if len(head) == 2 and head.isascii() and head.isalpha() else None


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    """The model of py3langid, with languages that have an ISO 639-1 code; loading takes about a second."""
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages({code for code in identifier.nb_classes if len(code) == 2})
    identifier.nb_ptc = np.ascontiguousarray(identifier.nb_ptc, dtype=np.float32)
    return identifier


def _classified(sample: bytes) -> tuple[str, float]:
    """As `LanguageIdentifier.classify`, whose preparation and general cases take as long as the model itself."""
    identifier = _identifier()
    if sample.isupper() or not sample.isascii():
        sample = identifier._encode(sample)
    visits = visit_counts(identifier.tk_nextmove, identifier._rowbase, identifier.tk_output, sample)
    if visits is None:
        return identifier.classify(sample)  # type: ignore[no-any-return]
    features = np.fromiter(visits, np.intp, len(visits))
    counts = np.fromiter(visits.values(), np.float32, len(visits))
    scores = np.log1p(counts) @ identifier.nb_ptc.take(features, axis=0) + identifier.nb_pc
    scores *= 1.0 / math.sqrt(len(sample))
    best = int(scores.argmax())
    code = identifier.nb_classes[best]
    if identifier.nb_classes.count(code) > 1:
        return identifier.classify(sample)  # type: ignore[no-any-return]
    return code, 1.0 / float(np.exp(scores - scores[best]).sum())


def _window(text: str, at: int, size: int) -> bytes:
    """About `size` bytes of UTF-8 from `at` on, from a word's start to a word's end where there are spaces near."""
    start = (at and text.find(" ", at, at + 40) + 1) or at
    piece = text[start : start + size].encode("utf-8", "ignore")
    if len(piece) <= size:
        return piece
    cut = piece.rfind(b" ", size - 40, size)
    return piece[: cut if cut > 0 else size]


def _sample(text: str, size: int) -> bytes:
    """At most `size` bytes: a text's start may be a quotation, so half of them are from its middle."""
    if len(text) <= size // 2:
        return _window(text, 0, size)
    return _window(text, 0, size // 2) + b" " + _window(text, len(text) // 2, size // 2)


def _is_long_enough(text: str) -> bool:
    if sum(map(str.isalpha, text[:40])) >= _MIN_LETTERS:
        return True
    head = text[:400]
    return sum(map(str.isalpha, head)) >= _MIN_LETTERS or len(_ASIAN.findall(head)) >= _MIN_CHARACTERS


def identify(text: str) -> tuple[str, float] | None:
    """The ISO 639-1 code of the text's language and its probability, 0 to 1.

    None where the first 400 code points hold fewer than ten letters (four Chinese, Japanese, Korean or Thai ones).
    Reads 160 bytes from start and middle, and 1,500 where those leave doubt.
    """
    if not _is_long_enough(text):
        return None
    code, probability = _classified(_sample(text, _FIRST_LOOK))
    if probability < _SURE and len(text) > _FIRST_LOOK // 2:
        code, probability = _classified(_sample(text, _SECOND_LOOK))
    return code, round(float(probability), 4)
