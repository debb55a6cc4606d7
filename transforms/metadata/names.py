"""The name of a person in a byline, its case mended, without title and degree."""

import re

from broadsheet.transforms.vocabulary import honorifics, particles
from broadsheet.transforms.vocabulary.folding import fold
from broadsheet.transforms.vocabulary.lists import rows

_LISTS: dict[str, frozenset[str]] = {}
for _kind, _words in rows("byline_words.tsv"):
    _LISTS[_kind] = _LISTS.get(_kind, frozenset()) | frozenset(map(fold, _words.split("|")))
NEVER = _LISTS["never"]
JOBS, MODIFIERS, OUTLETS = _LISTS["job"], _LISTS["job_modifier"], _LISTS["outlet"]
STAFF, CITIES, SUFFIXES, DEGREES = _LISTS["staff"], _LISTS["city"], _LISTS["suffix"], _LISTS["degree"]
HOUSES = _LISTS["house"]

_MOST_WORDS = 5  # Of a name without particles; what has more is a phrase.
# What is set on letters: accents, Hebrew and Arabic vowels, those of Devanagari and Thai.
_SET_ON = r"\u0300-\u036f\u05b0-\u05c7\u064b-\u0652\u0900-\u0903\u093a-\u094f\u0e31-\u0e4e"
_NAME_WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{_SET_ON}]|['’ʼ`.·-](?=[^\W\d_]))*\.?")
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?)+|[^\W\d_]")
# Particles written together with a name: "d'Orlo", "al-Badri".
_PREFIXED = re.compile(
    r"""
    (?:[dlom]|dell|dall|nell|sull|all)['’](?=[^\W\d_])             # "d'Arvil", "dell'Orto"
    |(?:al|el|as|ar|ad|at|an|ash|ul|bin|ibn|abu)-(?=[^\W\d_])      # "al-Masri"
    """,
    re.VERBOSE,
)
_CASELESS = re.compile(r"[\u0590-\u06ff\u0900-\u0dff\u0e00-\u0eff\u10d0-\u10ff]")
_PIECES = re.compile(r"[^\W_]+")


def _recased_piece(piece: str) -> str:
    lower = piece.capitalize()
    return f"Mc{lower[2:].capitalize()}" if lower.startswith("Mc") and len(lower) > 4 else lower


def recased(words: list[str]) -> list[str]:
    """The words of a name with capitals only where a name has them; words already so stay as they are.

    A name all in capitals is changed whole; in a mixed one only words of four capitals or more are ("Eva SOLAR").
    """
    shouted = all(word.isupper() for word in words)
    names = []
    for at, word in enumerate(words):
        particle = at > 0 and fold(word) in particles.IN_BYLINES and at < len(words) - 1
        if not word.isupper() or _INITIALS.fullmatch(word) or fold(word) in ("ii", "iii", "iv"):
            names.append(word)
        elif shouted and particle and len(word) > 1:
            names.append(word.lower())
        elif (shouted and not _is_initials(word)) or len(word) > 3:
            names.append(_PIECES.sub(lambda piece: _recased_piece(piece[0]), word))
        else:
            names.append(word)
    return names


def _is_initials(word: str) -> bool:
    """Whether two capitals stand for two names ("JD", "TJ"): no name of two letters lacks a vowel."""
    return len(word) == 2 and not set(fold(word)) & set("aeiouyäöü")


def has_prefix(word: str) -> bool:
    """Whether a word is a name behind a particle in small letters: "d'Orlo", "al-Badri"."""
    prefix = _PREFIXED.match(word)
    return prefix is not None and word[prefix.end()].isupper()


def _is_name_word(word: str) -> bool:
    is_name = word[0].isupper() or has_prefix(word) or bool(_CASELESS.match(word))
    return is_name and bool(_NAME_WORD.fullmatch(word))


def _is_camel(word: str) -> bool:
    """Whether small letters run into three capitals, as in names of outlets and never of persons."""
    return bool(re.search(r"[a-z][A-Z]{3}", word))


def person_name(words: list[str]) -> str | None:
    """The person's name, as it is written otherwise; None where the words cannot be a person's full name.

    Wants two to five words besides particles, each capitalised and none that names do not contain.
    """
    while len(words) > 2 and fold(words[0]) in honorifics.IN_BYLINES:
        words = words[1:]
    while len(words) > 2 and fold(words[-1].strip(".,")) in DEGREES:
        words = words[:-1]
    core = words[:-1] if len(words) > 2 and fold(words[-1]) in SUFFIXES else words
    proper = [
        word for at, word in enumerate(core) if not (word.islower() and fold(word) in particles.IN_BYLINES and at)
    ]
    if not 2 <= len(proper) <= _MOST_WORDS or proper[-1] is not core[-1]:
        return None
    if (
        not (core[0][0].isupper() or has_prefix(core[0]) or _CASELESS.match(core[0]))
        and fold(core[0]) not in particles.IN_BYLINES
    ):
        return None
    if not all(map(_is_name_word, proper[1:])) or not _NAME_WORD.fullmatch(proper[0]):
        return None
    folded = [fold(word) for word in core]
    if any(word in NEVER for word in folded) or any(map(_is_camel, core)) or all(len(w.strip(".")) < 2 for w in core):
        return None
    if " ".join(folded) in CITIES:
        return None
    return " ".join(recased(words))
