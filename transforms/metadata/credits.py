"""A picture's caption: its text, its credit, and whom the credit names."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from broadsheet.transforms.metadata.agencies import agency_code
from broadsheet.transforms.metadata.names import OUTLETS, person_name
from broadsheet.transforms.vocabulary import particles
from broadsheet.transforms.vocabulary.folding import fold
from broadsheet.transforms.vocabulary.lists import rows
from broadsheet.transforms.vocabulary.phrases import Phrases

_LISTS: dict[str, list[str]] = {}
for _kind, _words in rows("credit_words.tsv"):
    _LISTS.setdefault(_kind, []).extend(_words.split("|"))
_LIBRARIES = {alias: name for name, *rest in rows("photo_agencies.tsv") for alias in (name, *"|".join(rest).split("|"))}
_EXTRA = frozenset(map(fold, _LISTS["extra"]))
_POOL = frozenset(map(fold, _LISTS["pool"]))
_MARKERS = Phrases(_LISTS["marker"])
# Newsrooms keep captions below this; what is longer is prose.
_LONGEST_CAPTION = 1_000
_LONGEST_MARKED = 350  # Code points; a line with "pictured" that is longer may be a paragraph. Set by hand.
_LONGEST_CREDIT = 120  # Code points of two names with their agencies and a notice of rights. Set by hand.
_TAIL_MARGIN = 30  # Code points of the label before a credit: "Photograph courtesy of".
_MOST_WORDS = 14  # Of a credit; a longer one is a sentence. Set by hand.
_MOST_CAPITALS = 4  # Words of a piece all in capitals that is a house; more are a headline. Set by hand.
_MOST_SMALL = 4  # Words in small letters ("courtesy of the", "via"); with more it is a sentence. Set by hand.
_MOST_PIECES = 4  # Between slashes or commas: photographer, agency, partner, pool.


_BEFORE_CREDIT = "|–—-/([,·•（【"  # what parts a caption from its credit


def _either(kind: str) -> str:
    return "|".join(re.escape(word) for word in sorted(set(_LISTS[kind]), key=len, reverse=True))


# A label stands before a colon; what comes after it, or after "photo by", must be a name, not the rest of a sentence.
_LABELS = frozenset(map(fold, _LISTS["label"] + _LISTS["source"]))
_SOURCES = frozenset(map(fold, _LISTS["source"]))
_LONGEST_LABEL = 3  # Words before a colon: "Picture credits".
_BY = re.compile(rf"(?:(?<=[\s|([/–—.,;-])|^)(?i:{_either('by')})\s(?=[\"“(]?[A-ZÀ-ÞЀ-Я])")
_BY_HINTS = ("by ", "BY ", "ourtesy", "OURTESY", "oto ", "hoto ", "mage", "ot. ", "magen")
_LABELLED = re.compile(
    rf"\W{{0,4}}(?:(?:{_either('label')}|{_either('source')})\s?[:：／]\s?|(?:{_either('by')})\s)+", re.IGNORECASE
)
_SIGN = re.compile(r"(?:[©ⓒ]|\(c\)\s|\bCopyright\s|&copy;)\s*(?:Copyright\s*)?(?:\d{4}\s*)?", re.IGNORECASE)
_BRACKET = re.compile(r"[(\[（【]([^()\[\]（）【】]{2,120})[)\]）】][.\s]*$")
_SENTENCE_END = re.compile(r"[.!?…。！？][\"”»’')\]]*\s+|\n+|\s+\|\s+|[\"”»]\s+")
_LEAD = re.compile(rf"(?:{_either('lead')})\s?[:：–—-]\s*")
_PIECES = re.compile(r"\s*[/|;•·]\s*|\s+via\s+|\s+VIA\s+|,\s+|\s+[–—-]\s+|\s*[()\[\]]\s*")
_FOR = re.compile(r"\s+(?:for|für|pour|para|per|för|til|FOR)\s+(?=\W?[A-ZÀ-Þ]).*$")
_AGENCY_SLASH = re.compile(r"(?:(?<=\s)|^)([A-Z][\w.]*(?:\s(?:Photo|Images|Press))?)\s?/\s?\S")
_SIDES = re.compile(
    r"""
    \(
    (?:
        [LCRlcr]|\d?(?:st|nd|rd)[ ][LR]                                          # "(L)", "(2nd R)"
        |left|right|centre|center|l\.|r\.|far[ ]left|far[ ]right|back|front
        |links|rechts|Mitte|gauche|droite|izq\.?|dcha\.?                         # in other languages
    )
    (?:[-,]\s?[LCRlr])?                                                          # "(L-R)"
    \)
    """,
    re.VERBOSE,
)
_COLON = re.compile(r"[:：／]\s?(?=\S)")
_JOINT = re.compile(r"[/|(]| via | for | VIA | – | - |,")
_OPENER = {")": "(", "]": "[", "）": "（", "】": "【"}
_PARTY = re.compile(r"\b(?:Gov|Sen|Rep|Reps|Sens|Governor|Senator|Representative|Congress\w*)\b")
# What a line must hold near its end for a credit to be there: a separator, a sign, a closing bracket, a label's colon.
_HINT = re.compile(
    r"""
    [/|©ⓒ:：／]|[)\]）】]\W{0,3}$|\([cC]\)                                 # marks
    |Copyright|[ ](?:via|for|VIA|FOR)[ ]|[Cc]ourtesy|COURTESY|[ ][Bb]y[ ]  # words before a name
    |[Pp]hoto|[Ff]oto|Images
    |[.!?…”"»]\s+[^.!?]{2,60}$                                            # a few words after the last sentence
    """,
    re.VERBOSE,
)

_HOUSE_TAILS = (" Photo", " Photos", " PHOTO", " photo", " file", " File", " Images", " News")
_STOPS = tuple('.?!…"”»’')
# Where a line ends as a sentence does, a colon or a bracket says little.
_HINT_OF_PROSE = re.compile(r"[/|©ⓒ]|\([cC]\)|[)\]]\.$|[Cc]redit|ourtesy|hoto|oto:|mages?\b|icture|Bild|ото:")
_PROSE_HINTS = Phrases(
    ("/", "|", "©", "ⓒ", "(c)", ").", "].", "redit", "ourtesy", "hoto", "oto:", "mage", "icture", "bild", "ото:")
)


@dataclass(frozen=True, slots=True)
class Credit:
    """Whom a credit names: photographer, canonical agency or picture library, and whether it was a pool picture."""

    photographer: str | None = None
    agency: str | None = None
    is_pool: bool = False


@dataclass(frozen=True, slots=True)
class Caption:
    """A caption line taken apart: `text[caption_start:caption_end]` is the caption proper, without white space around
    it and without "FILE PHOTO:"; it is empty where the line is a credit only. `credit_raw` has neither label nor
    brackets and is a slice of the text."""

    caption_end: int
    credit_raw: str | None = None
    photographer: str | None = None
    credit_agency: str | None = None
    is_pool: bool = False
    caption_start: int = 0


class _Spot(NamedTuple):
    """Where the caption ends, and the half-open range of the credit proper."""

    start: int
    credit: int
    end: int


def _house(name: str) -> str | None:
    """The canonical name of a news or picture agency, "AP Photo" and "AFP Photos" included."""
    name = name.strip(" .")
    code = agency_code(name) or _LIBRARIES.get(name)
    if code or not name.endswith(_HOUSE_TAILS):
        return code
    base = name.rpartition(" ")[0]
    return agency_code(base) or _LIBRARIES.get(base)


def _pieces(text: str) -> list[str]:
    return [piece for piece in (part.strip(" .,:") for part in _PIECES.split(text)) if piece]


def parse_credit(text: str) -> Credit:
    """Whom a credit names; of several agencies the first that sends news, of several names the first."""
    text = text[:_LONGEST_CAPTION].strip()
    for pattern in (_SIGN, _LABELLED):
        lead = pattern.match(text)
        text = text[lead.end() :] if lead else text
    name = house = wire = None
    is_pool = False
    for piece in _pieces(text):
        folded = fold(piece)
        agency = _house(piece)
        if agency:
            house = house or agency
            wire = wire or agency_code(agency) or agency_code(piece)
        elif folded in _POOL:
            is_pool = True
        elif folded not in _EXTRA and name is None:
            name = _photographer(piece)
    return Credit(name, wire or house, is_pool)


def _photographer(piece: str) -> str | None:
    """The person a piece names; None where a word of it shows an outlet ("ORLOVA POST")."""
    words = _FOR.sub("", piece).split()
    return None if any(fold(word) in OUTLETS for word in words) else person_name(words)


def _is_named(piece: str) -> bool:
    """Whether a piece of a credit can be who made the picture: a person, or one to four capitalised words."""
    words = _FOR.sub("", piece).split()
    if person_name(words):
        return True
    capitals = all(
        word[0].isupper() or word[0].isdigit() or fold(word) in particles.IN_BYLINES or word == "&" for word in words
    )
    is_word = any(char.isalpha() for char in piece)
    return capitals and is_word and len(words) <= _MOST_CAPITALS and ". " not in piece


def _is_named_or_handle(piece: str) -> bool:
    """The same beside a slash, where a house's photographers go by one word: "orlapix/Getty Images"."""
    return (piece.isalnum() and piece[0].islower()) or _is_named(piece)


def _is_credit(text: str) -> bool:
    """Whether a text without label is a credit: short, of names and agencies in a form that only credits have."""
    if not text or len(text) > _LONGEST_CREDIT or text[-1] in "?!":
        return False
    words = text.split()
    if len(words) > _MOST_WORDS or sum(word[0].islower() for word in words) > _MOST_SMALL:
        return False
    pieces = _pieces(text)
    rest = [piece for piece in pieces if not _house(piece) and fold(piece) not in _EXTRA and fold(piece) not in _POOL]
    if len(rest) == len(pieces):
        slashed = "/" in text and len(pieces) <= _MOST_PIECES
        return bool(pieces) and (slashed or bool(_FOR.search(text))) and all(map(_is_person, pieces))
    is_told = any(_house(piece) or fold(piece) in _POOL for piece in pieces)
    fits = _is_named_or_handle if is_told and "/" in text else _is_named if is_told else _is_person
    return (is_told or ("/" in text and bool(rest))) and len(rest) <= _MOST_PIECES and all(map(fits, rest))


def _is_person(piece: str) -> bool:
    return person_name(_FOR.sub("", piece).split()) is not None


def _bracketed(text: str) -> _Spot | None:
    """Where a credit in brackets at the end is."""
    bracket = _BRACKET.search(text)
    if bracket is None:
        return None
    inside = bracket[1]
    label = _LABELLED.match(inside) or _SIGN.match(inside)
    if not (label or _is_credit(inside.strip())):
        return None
    return _Spot(bracket.start(), bracket.start(1) + (label.end() if label else 0), bracket.end(1))


def _label_start(text: str, colon: int) -> int | None:
    """Where the label that ends at a colon starts; None where the words before it are no label."""
    at, longest = colon, None
    for _ in range(_LONGEST_LABEL):
        at = text.rfind(" ", 0, at - 1) if at > 1 else -1
        start = at + 1
        phrase = text[start:colon].strip()
        bare = phrase.lstrip("([|/–—-,.;*_（【")
        if fold(bare) in _LABELS:
            longest = colon - len(text[start:colon].lstrip()) + len(phrase) - len(bare)
        if at < 0:
            break
    return longest


def _labelled(text: str, low: int) -> _Spot | None:
    """Where a credit after a label or a copyright sign is, to the end of the text."""
    starts: list[tuple[int, int]] = []
    sign = _SIGN.search(text, low)
    if sign:
        starts.append((sign.start(), sign.end()))
    starts += (
        (start, colon.end())
        for colon in _COLON.finditer(text, low)
        if (start := _label_start(text, colon.start())) is not None
    )
    if any(hint in text[low:] for hint in _BY_HINTS):
        starts += ((by.start(), by.end()) for by in _BY.finditer(text, low))
    for start, at in sorted(starts):
        rest = text[at:]
        if rest.strip() and len(rest) <= _LONGEST_CREDIT and len(rest.split()) <= _MOST_WORDS:
            further = _LABELLED.match(rest) or _SIGN.match(rest)
            return _Spot(start, at + (further.end() if further else 0), len(text))
    return None


def _trailing(text: str, low: int) -> _Spot | None:
    """Where a credit without label is: after the last sentence, or with an agency and a slash."""
    for match in _SENTENCE_END.finditer(text, low):
        if _is_credit(text[match.end() :].strip()):
            start = match.start() if "|" in match[0] else match.start() + len(match[0].rstrip())
            return _Spot(start, match.end(), len(text))
    for match in _AGENCY_SLASH.finditer(text, low):
        if _house(match[1]) and _is_credit(text[match.start() :]):
            return _Spot(match.start(), match.start(), len(text))
    return _Spot(low, low, len(text)) if _is_credit(text[low:]) and (_house(text[low:]) or "/" in text[low:]) else None


def _unbracketed(text: str) -> str:
    """The text without brackets around the whole of it, or left over at its end."""
    text = text.strip()
    while text[:1] in tuple("([（【") and text[-1:] in tuple(")]）】"):
        text = text[1:-1].strip()
    while text[-1:] in _OPENER and _OPENER[text[-1]] not in text:
        text = text[:-1].rstrip()
    return text


def _is_hinted(text: str, low: int) -> bool:
    if text[-1:] not in _STOPS:
        return bool(_HINT.search(text, low))
    return _PROSE_HINTS.are_in(text[low:]) and bool(_HINT_OF_PROSE.search(text, low))


# Whether a line is a caption, and how it parts, is asked after one another.
@lru_cache(maxsize=64)
def split_caption(text: str) -> Caption:
    """Take a caption apart; what is longer than a caption can be has no credit."""
    trimmed = text.rstrip()
    lead = _LEAD.match(trimmed)
    start = lead.end() if lead else len(trimmed) - len(trimmed.lstrip())
    low = max(start, len(trimmed) - _LONGEST_CREDIT - _TAIL_MARGIN)
    if len(trimmed) > _LONGEST_CAPTION or not (_is_hinted(trimmed, low) or _house(trimmed)):
        return Caption(len(trimmed), caption_start=min(start, len(trimmed)))
    spot = next((place for place in _spots(trimmed, low) if place and place.start >= start), None)
    if spot is None:
        return Caption(len(trimmed), caption_start=start)
    raw = _unbracketed(trimmed[spot.credit : spot.end])
    end = spot.start
    while end and (trimmed[end - 1].isspace() or trimmed[end - 1] in _BEFORE_CREDIT):
        end -= 1
    credit = parse_credit(raw)
    return Caption(end, raw or None, credit.photographer, credit.agency, credit.is_pool, min(start, end))


def _spots(text: str, low: int) -> tuple[_Spot | None, ...]:
    """Where a credit may be, the surest first; one inside brackets is all they hold: "(Ana F. Reyd/AP)"."""
    trailing, bracketed = _trailing(text, low), _bracketed(text)
    is_inside = trailing is not None and bracketed is not None and bracketed.start < trailing.start
    return _labelled(text, low), None if is_inside else trailing, bracketed


def _may_be_labelled(text: str) -> bool:
    return ":" in text or "：" in text or "／" in text or any(hint in text for hint in _BY_HINTS)


def _is_source(text: str) -> bool:
    """Whether the label is one of any source, not of pictures only."""
    return fold(re.split("[:：]", text)[0].strip()) in _SOURCES


def looks_like_credit(text: str) -> bool:
    """Whether the whole line is a picture credit: labelled, signed ©, or of a form only credits have.

    "Pavel Dorn/AFP" and "Getty Images" are; "AFP" alone is as often a byline, and "Source: ..." a publisher: they are
    not.
    """
    text = text.strip()
    if not 1 < len(text) <= _LONGEST_CREDIT or agency_code(text) or "://" in text:
        return False
    if not _HINT.search(text):
        return _house(text) is not None
    sign = _SIGN.match(text)
    label = None if sign or not _may_be_labelled(text) else _LABELLED.match(text)
    if sign or label:
        rest = text[(sign or label).end() :]  # type: ignore[union-attr]
        is_short = 0 < len(rest.split()) <= _MOST_WORDS
        return is_short and rest.rstrip()[-1] not in ".?!" and (not _is_source(text) or _is_credit(rest))
    bracket = _BRACKET.fullmatch(text)
    return _is_credit(bracket[1] if bracket else text) and (bool(_house(text)) or bool(_JOINT.search(text)))


def looks_like_caption(text: str) -> bool:
    """Whether the line reads like a caption: with "(L)" or "pictured", or with a credit at its end.

    An agency alone in brackets at the end is a sign-off as often, and is not enough; "(R)" after a senator is a party.
    """
    text = text.strip()
    if not text or len(text) > _LONGEST_CAPTION // 2:
        return False
    if _LEAD.match(text):
        return True
    if "(" in text and _SIDES.search(text) and ("(R)" not in text or "(L)" in text or not _PARTY.search(text)):
        return True
    if len(text) < _LONGEST_MARKED and _MARKERS.are_in(text):
        return True
    caption = split_caption(text)
    has_both = caption.credit_raw is not None and caption.caption_end > caption.caption_start
    is_sign_off = text[-1] in _OPENER and agency_code(caption.credit_raw or "") is not None
    return has_both and not is_sign_off and "rights reserved" not in text.lower()
