"""Whether a stop ends a sentence, and where, by the words around it."""

import re
from typing import Final

from broadsheet.transforms.vocabulary import particles, reporting_verbs
from broadsheet.transforms.vocabulary.honorifics import CIVIL
from broadsheet.transforms.vocabulary.lists import entries

_LATIN = ".!?…"
_ARABIC = "؟۔"
# Stops of scripts that need no space after them: ideographic, Devanagari, Armenian, Ethiopic, Burmese, Khmer.
_UNSPACED = "。！？｡．।॥։።။។"
_CLOSING = "\"'”’»›«“)\\]}`´」』）】*"
_OPENING = "\"'“”‘’„‚«»‹›([{¿¡*_`「『（"
_BEFORE_WORD = _OPENING + "•⁃‣◦▪●#"
_QUOTES = frozenset("\"'”’»›«“`´")
# After these signs the sentence goes on, whatever stood before.
_JOINERS = frozenset("-–—&/,;:)]}=+<>|%.!?…")

# A run of pictures, with what tints and joins them; flags are letters.
_EMOJI = (
    "[\U0001f300-\U0001f64f\U0001f680-\U0001faff\u2600-\u27bf](?:[\U0001f300-\U0001faff\u2600-\u27bf\ufe0f\u200d])*+"
)
# Note marks: raised figures and daggers, "[6]", "[note 2]", "[citation needed]".
_RAISED = "¹²³⁰⁴-⁹†‡"
_NOTE = r"(?:\d{1,3}|(?:note|nb)\ \d{1,2}|citation\ needed)"
# Group 1: one run of stops, spaced dots among them, with its closing quotes, brackets and note marks ("1805. [6] An"),
# or a run of emoji; then space.
STOP: Final = re.compile(
    rf"""
    ( (?: [{_LATIN}{_ARABIC}{_UNSPACED}]                                       # a stop,
          (?:(?:[ \u00a0]\.){{2,}}+|[{_LATIN}{_ARABIC}{_UNSPACED}]*+)          # spaced dots or more of them,
        | {_EMOJI}(?=\s)                                                       # or pictures,
      )
      (?:[{_CLOSING}{_RAISED}]                                                 # what shuts it, raised note marks,
        | [ \u00a0]?\[{_NOTE}\](?=[\s\[]) | \[{_NOTE}\]                          # notes in brackets,
        | [ \u00a0\u202f]»                                                     # a mark parted by a space
      )*+
    )
    (\s*+)
    """,
    re.VERBOSE,
)
_NEXT = re.compile(rf"([{re.escape(_OPENING)}]*+\s?)([^\W_]*+)")
# What opens a sentence without a capital: "iPhone", an address.
_SENTENCE_LOWER = re.compile(r"[a-z]{1,2}[A-Z]|https?://|www\.")
_OMISSION = re.compile(r"…|\.\.\.")
_WORD_PARTS = re.compile(r"[-–—/(]")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}")
_NUMBER = re.compile(r"\(?\d|[IVXLC]{1,5}\b|[A-Z]\b")
# "(Low 55)." after a closed quotation, "(2012)." after a credit: a reference that belongs to the sentence before.
_REFERENCE = re.compile(r"\((?:[^()\s]{1,30}|(?=[^()]{0,60}\d)[^()]{1,60})\)[.!?]")
# Japanese marks of reported speech after a closed quotation.
_REPORTED = frozenset("と、，")
_LABEL = re.compile(r"[^\W\d_]{2,20}:\s")

_BRACKET_REACH = 300  # code points; a long aside fits; a bound on cost; set by hand
_WORD_REACH = 40  # code points; a long word and its neighbour fit; a bound on cost; set by hand


def _forms(word: str) -> set[str]:
    """A lexicon entry, in capitals and, if in small letters, capitalised."""
    return {word, word.upper(), word.capitalize() if word.islower() else word} if len(word) > 1 else {word}


def _contexts(name: str) -> dict[str, frozenset[str]]:
    kinds: dict[str, set[str]] = {}
    for line in entries(name):
        kind, _, words = line.partition(":")
        kinds.setdefault(kind, set()).update(words.split())
    return {kind: frozenset(words) for kind, words in kinds.items()}


_BEFORE_NAME, _BEFORE_NUMBER, _PHRASE_OR_END, _AFTER_COMMA = range(4)
_ABBREVIATIONS: Final = {
    form: kind
    for kind, name in (
        (_AFTER_COMMA, "abbreviations_after_comma.txt"),
        (_BEFORE_NUMBER, "abbreviations_before_number.txt"),
        (_PHRASE_OR_END, "abbreviations_phrase_or_end.txt"),
        (_BEFORE_NAME, "abbreviations_before_name.txt"),
    )
    for word in entries(name)
    for form in _forms(word)
}
_EXCLAIMING: Final = frozenset(entries("abbreviations_exclaiming.txt"))
_OPENERS: Final = frozenset(entries("abbreviations_openers.txt"))
_OPENING_NOUNS: Final = frozenset(entries("abbreviations_opening_nouns.txt"))
_CONTEXTS: Final = _contexts("abbreviations_contexts.txt")
_IN_NAMES: Final = particles.IN_TEXT | {"of"}


def sentence_end(text: str, begin: int, stop: re.Match[str], end: int) -> int:
    """Where the sentence from `begin` ends, if at this stop of `STOP`; 0 if it goes on. The segment ends at `end`."""
    low, high = stop.span(1)
    after = stop.end()
    following = text[after]
    mark = text[low]
    if mark in _UNSPACED:
        return 0 if following in _JOINERS or (following in _REPORTED and text[high - 1] not in _UNSPACED) else high
    if mark not in _LATIN + _ARABIC:
        return _emoji_end(text, stop, end) if low > begin else 0
    if after == high:
        return _glued_end(text, begin, stop, end)
    if following.islower():
        if not _SENTENCE_LOWER.match(text, after):
            return 0
    elif not following.isalnum() and _goes_on(text, after, end):
        return 0
    if mark == "." and high - low == 1:
        cut = high if _period_ends(text, begin, stop, end) else 0
    else:
        cut = _stop_end(text, begin, stop, end)
    return 0 if cut and _in_brackets(text, begin, cut, end) else cut


def _emoji_end(text: str, stop: re.Match[str], end: int) -> int:
    """Two emoji or more end a sentence before a capital; a single one, which may stand for a word, before an opener."""
    high, after = stop.end(1), stop.end()
    n_pictures = sum(character not in "\ufe0f\u200d" for character in stop.group(1))
    return high if text[after].isupper() and (n_pictures > 1 or _opens(text, after, end)) else 0


def _stop_end(text: str, begin: int, stop: re.Match[str], end: int) -> int:
    high = stop.end(1)
    run = stop.group(1)
    if run[0] == "." and run[1] not in ".…!? \u00a0":
        return high if _period_ends(text, begin, stop, end) else 0
    if " ." in run or "\u00a0." in run:
        return _spaced_end(text, stop, end)
    if "!" in run or "?" in run or "؟" in run:
        return high if _exclamation_ends(text, begin, stop, end) else 0
    if run[0] == "۔":
        return high
    return high if _ellipsis_ends(text, begin, stop, end) else 0


def _goes_on(text: str, after: int, end: int) -> bool:
    """Whether what follows, which is no letter or digit, shows that the sentence goes on."""
    if text[after] in _JOINERS:
        return not _OMISSION.match(text, after, end)
    if text[after] == "(" and _REFERENCE.match(text, after, end):
        return True
    following = _NEXT.match(text, after, end)
    return bool(following and following.group(2)[:1].islower() and not _SENTENCE_LOWER.match(text, following.start(2)))


def _in_brackets(text: str, begin: int, cut: int, end: int) -> bool:
    """Whether the cut would fall inside brackets that opened after the sentence did and close soon."""
    far = max(begin, cut - _BRACKET_REACH)
    for opening, closing in (("(", ")"), ("[", "]")):
        at = text.rfind(opening, far, cut)
        if at > begin and text.find(closing, at, cut) < 0:
            return text.find(closing, cut, min(end, cut + _BRACKET_REACH)) >= 0
    return False


def _glued_end(text: str, begin: int, stop: re.Match[str], end: int) -> int:
    """A stop without a space after it ends a sentence between a word in small letters and a sure opening word."""
    low, high = stop.span(1)
    if not text[high].isupper() or high - low > 3 or stop.group(1)[-1] not in ".!?”)":
        return 0
    word = text[max(begin, low - 3) : low]
    return high if len(word) == 3 and word.islower() and word.isalpha() and _opens(text, high, end) else 0


def _opens(text: str, after: int, end: int) -> bool:
    """Whether the word at `after` opens a sentence where an abbreviation stands before it."""
    following = _NEXT.match(text, after, end)
    if not following:
        return False
    word, at = following.group(2), following.end()
    if len(word) > 1 and word.isupper():
        word = word.capitalize()
    sign = text[at : at + 1]
    if word in CIVIL:
        return True
    if sign and sign in ".-_@/&":
        return False
    if word in _OPENERS:
        return _is_running(text, at, end)
    if word in _OPENING_NOUNS:
        return not text[at + 1 : at + 2].isupper()
    return bool(_LABEL.match(text, after, end))


def _is_running(text: str, at: int, end: int) -> bool:
    """Whether the segment is running text: a headline has no final stop, and capitals where running text has none."""
    return not text[at + 1 : at + 2].isupper() or text[end - 1] in _LATIN or text[end - 1] in _CLOSING


def _period_ends(text: str, begin: int, stop: re.Match[str], end: int) -> bool:
    low = stop.start()
    before = text[max(begin, low - _WORD_REACH) : low].rsplit(None, 2)
    word = before[-1].lstrip(_BEFORE_WORD) if before and not text[low - 1].isspace() else ""
    kind = _ABBREVIATIONS.get(word)
    if kind is None and not word.isalpha():
        *_, part = _WORD_PARTS.split(word)
        word = part if len(part) > 1 or "-" not in word else word
        kind = _ABBREVIATIONS.get(word)
    if kind == _AFTER_COMMA and not (len(before) > 1 and before[-2].endswith(",")):
        kind = None
    if kind is not None:
        return _abbreviation_ends(text, kind, stop, end)
    if len(word) == 1 and word.isalpha():
        return _initial_ends(text, begin, before, stop, end)
    if "." in word and _DOTTED.fullmatch(word):
        return _acronym_ends(text, begin, word, stop, end)
    if word.isdigit() and len(word) < 4:
        return _number_ends(text, begin, before, stop, end)
    return True


def _closes_quote(stop: re.Match[str]) -> bool:
    return stop.group(1)[-1] in _QUOTES


def _abbreviation_ends(text: str, kind: int, stop: re.Match[str], end: int) -> bool:
    after = stop.end()
    if kind == _BEFORE_NAME:
        return False
    if kind == _BEFORE_NUMBER:
        return not _NUMBER.match(text, after, end) or _opens(text, after, end)
    return _closes_quote(stop) or _opens(text, after, end)


def _is_marker(text: str, begin: int, low: int) -> bool:
    """Whether a number or letter before the stop is all there is of the sentence: the label of a list item."""
    return low - begin < 8 and len(re.findall(r"\w+", text[begin:low])) == 1


def _initial_ends(text: str, begin: int, before: list[str], stop: re.Match[str], end: int) -> bool:
    """A single letter and a stop: an initial ("Ann B. Low"), a label ("hepatitis C.") or the pronoun ("and I.")."""
    if _is_marker(text, begin, stop.start()):
        return False
    letter = before[-1]
    previous = before[-2] if len(before) > 1 else ""
    if previous.lower() in _CONTEXTS["label"] or (letter == "I" and previous in _CONTEXTS["pronoun"]):
        return text[stop.end()].isupper()
    return _closes_quote(stop) or _opens(text, stop.end(), end)


def _acronym_ends(text: str, begin: int, word: str, stop: re.Match[str], end: int) -> bool:
    """Letters with stops between them: "U.S.", "a.m."."""
    after = stop.end()
    if word.lower() not in ("a.m", "p.m"):
        return _closes_quote(stop) or _opens(text, after, end)
    match = _NEXT.match(text, after, end)
    following = match.group(2) if match else ""
    if not following[:1].isupper() or following in _CONTEXTS["calendar"] or following in _CONTEXTS["zone"]:
        return False
    if match and text.startswith((" time", " Time"), match.end()):
        return False
    if len(following) < 5 and following.isupper() and not _opens(text, after, end):
        return False
    return not _opens_with_time(text[begin : stop.start()])


def _opens_with_time(words: str) -> bool:
    """Whether all that was said yet is a time ("At 5 a.m. Mr Low left")."""
    return len(words) < _WORD_REACH and all(
        word in _CONTEXTS["clock"] or word[0].isdigit() for word in words.lower().split()[:-1]
    )


def _number_ends(text: str, begin: int, before: list[str], stop: re.Match[str], end: int) -> bool:
    """A short number and a stop: the label of a list item, an ordinal ("3. März") or the end of a sentence."""
    if _is_marker(text, begin, stop.start()):
        return False
    ordinal = len(before) > 1 and before[-2].lower() in _CONTEXTS["ordinal"] and text[stop.end()].isupper()
    return not ordinal or _opens(text, stop.end(), end)


def _spaced_end(text: str, stop: re.Match[str], end: int) -> int:
    """Dots with spaces: three are an omission; of four, one is the full stop, the first if it stands by a word."""
    low, high = stop.span(1)
    after = stop.end()
    if text[after].islower():
        return 0
    if text.count(".", low, high) < 4:
        return high if _opens(text, after, end) and not text.startswith("I ", after) else 0
    return high if low == 0 or text[low - 1].isspace() else low + 1


def _ellipsis_ends(text: str, begin: int, stop: re.Match[str], end: int) -> bool:
    """An ellipsis ends a sentence before a capital; one in brackets, only before a word that opens a sentence."""
    low = stop.start()
    if low - begin < 4 and not text[begin:low].strip(_OPENING):
        return False
    if text[low - 1] in "[(" and stop.group(1)[-1] in ")]":
        return _opens(text, stop.end(), end)
    return True


def _exclamation_ends(text: str, begin: int, stop: re.Match[str], end: int) -> bool:
    """A question or exclamation mark goes on if it belongs to a name, or the quotation's speaker follows."""
    low = stop.start()
    if stop.group(1)[-1] == ")" and _is_aside(text, begin, low):
        return False
    before = text[max(begin, low - _WORD_REACH) : low].split()
    if before and before[-1].lstrip(_OPENING) in _EXCLAIMING:
        return _opens(text, stop.end(), end)
    return not (_closes_quote(stop) and _is_attributed(text, stop.end(), end))


def _is_aside(text: str, begin: int, low: int) -> bool:
    """Whether the stop is in a bracket by itself or after one word in small letters: "(!)", "(why?)"."""
    at = text.rfind("(", max(begin, low - _WORD_REACH), low)
    return at > begin and (at + 1 == low or (text[at + 1].islower() and text[at + 1 : low].isalpha()))


def _is_attributed(text: str, after: int, end: int) -> bool:
    """Whether a speaker follows a quotation: a name of up to four words, then a verb of saying."""
    words = text[after : min(end, after + 80)].split()[:5]
    for index, word in enumerate(words):
        if word.rstrip(".,:;") in reporting_verbs.BEHIND_SPEECH:
            return index > 0 and words[0] not in _OPENERS
        if not word[0].isupper() and word not in _IN_NAMES:
            return False
    return False
