"""Quoted regions that quote nobody: titles of works, names and words as words, scare quotes."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from broadsheet.transforms.quotes.light.words import BETWEEN, DETERMINERS, FINITE, FUNCTION, PRONOUNS
from broadsheet.transforms.quotes.marks import Region, regions
from broadsheet.transforms.quotes.model import PassageKind
from broadsheet.transforms.records.spans import Span
from broadsheet.transforms.vocabulary.lists import rows
from broadsheet.transforms.vocabulary.reporting_verbs import verb_of

_CLASSES: Final = {name: frozenset(words.split()) for name, words in rows("work_nouns.tsv")}
_WORD: Final = re.compile(r"[^\W_]+(?:[.'’&-]+[^\W_]+)*")
_REACH: Final = 80  # code points beside a region that are looked at: a phrase of a dozen words
_LAST_WORDS: Final = re.compile(r"((?:[^\W_][\w.'’-]*[ ]){0,3}[^\W_][\w.'’-]*)(,?)[ ]?\Z")
_NEXT_WORDS: Final = re.compile(r"[ ]((?:[^\W_][\w'’-]*[ ]?){1,3})")
_BEHIND_NAME: Final = re.compile(r"[^\W\d_]\w*\.?[ ]\Z")
_SO_CALLED: Final = re.compile(r"\bso[- ]called[ ]\Z", re.IGNORECASE)
_PASSIVE_NAME: Final = re.compile(
    r"""
    \b(?: (?:is|are|was|were|been|being|often|also|commonly|sometimes|better|best)\ (?:called|known\ as|named)
      | (?:known|referred\ to|marketed|sold|listed)\ as
    )\ (?:the\ |a\ |an\ )?\Z
    """,
    re.VERBOSE | re.IGNORECASE,
)
_IS_A_WORK: Final = re.compile(r"[ ](?:is|was)[ ](?:an?|the|[^\W_]+['’]s)[ ](?:[\w-]+[ ]){0,2}?([\w-]+)")
_SPEECH_ENDS: Final = ",.?!…"
_NOT_NOUNS: Final = FUNCTION | PRONOUNS | FINITE | BETWEEN | DETERMINERS
_LONGEST_SCARE: Final = 4  # words; longer words may be quoted from somebody; set by hand
_LONGEST_NICKNAME: Final = 3  # words, as in "The Old Fox"; set by hand
_FEWEST_TITLE: Final = 2  # capitals: one may be a sentence's first word, two are set as titles are


class Passage(NamedTuple):
    """A quoted region in which nobody speaks."""

    region: Region
    kind: PassageKind


class Marked(NamedTuple):
    """The quoted regions of each paragraph that may be speech, and in order those that are none."""

    speech: list[list[Region]]
    passages: list[list[Passage]]


def marked_in(text: str, paragraphs: Sequence[Span], *, is_headline: bool = False) -> Marked:
    """The quoted regions of a section, parted by whether anybody can be speaking in them.

    In a headline capitals tell nothing.
    """
    speech: list[list[Region]] = []
    passages: list[list[Passage]] = []
    for paragraph, marked in zip(paragraphs, regions(text, paragraphs), strict=True):
        kinds = [(region, kind_of(text, paragraph, region, is_headline=is_headline)) for region in marked]
        speech.append([region for region, kind in kinds if kind is None])
        passages.append([Passage(region, kind) for region, kind in kinds if kind is not None])
    return Marked(speech, passages)


def kind_of(text: str, paragraph: Span, region: Region, *, is_headline: bool) -> PassageKind | None:
    """What a region is by the words beside it, whoever is named near; None where it may be speech."""
    if not region.is_closed:
        return None
    before = text[max(paragraph[0], region.outer_start - _REACH) : region.outer_start]
    behind = text[region.outer_end : min(paragraph[1], region.outer_end + _REACH)]
    inner = text[region.start : region.end]
    words = _WORD.findall(inner)
    if not words:
        return None
    if (not is_headline and _is_nickname(before, behind, words)) or _PASSIVE_NAME.search(before):
        return "term"
    if _SO_CALLED.search(before):
        return "scare"
    return _by_noun(before, behind, inner, words) or (None if is_headline else _by_capitals(before, behind, inner))


def _is_nickname(before: str, behind: str, words: Sequence[str]) -> bool:
    """Robert "Bob" Leeming."""
    first = _BEHIND_NAME.search(before)
    return (
        first is not None
        and len(words) <= _LONGEST_NICKNAME
        and first.group()[:1].isupper()
        and behind[:1] == " "
        and behind[1:2].isupper()
        and words[0][:1].isupper()
        and first.group().strip().lower() not in _NOT_NOUNS
    )


def _by_noun(before: str, behind: str, inner: str, words: Sequence[str]) -> PassageKind | None:
    """The term "X", the film "X", a book titled "X", the ferry "X", "X" star Y."""
    near = _LAST_WORDS.search(before)
    last = near.group(1).split()[-1].lower() if near else ""
    previous = near.group(1).split()[-2].lower() if near and " " in near.group(1) else ""
    if last in _CLASSES["entitling"]:
        return "title"
    if last in _CLASSES["wording"] and near and not near.group(2):
        return "term"
    if last in _CLASSES["naming"] or (last in {"the", "a", "an", "as"} and previous in _CLASSES["naming"]):
        return "title" if _is_title(inner) and len(words) > _FEWEST_TITLE else "term"
    if last in _CLASSES["vessel"] and inner[:1].isupper():
        return "term"
    if last in _CLASSES["work"] and inner[:1].isupper() and (_is_title(inner) or len(words) == 1):
        return "title"
    if last == "called" and previous and verb_of(previous) is None and _is_title(inner):
        return "title"
    follows = _NEXT_WORDS.match(behind)
    next_word = follows.group(1).split()[0].lower() if follows else ""
    is_work = _IS_A_WORK.match(behind)
    is_made = next_word in _CLASSES["maker"] or (is_work and is_work.group(1).lower() in _CLASSES["work"])
    return "title" if is_made and _is_title(inner) and inner[-1:] not in ".?!," else None


def _by_capitals(before: str, behind: str, inner: str) -> PassageKind | None:
    """A title in capitals that no reporting verb or colon has for its whole content."""
    if not _is_title(inner) or inner.isupper():
        return None
    lead = before.rstrip()
    if not lead and not behind.strip(" ."):
        return None
    last = _WORD.findall(lead)[-1:]
    verb = verb_of(last[0]) if last and lead.endswith((last[0], ",", ":")) else None
    if lead.endswith(":"):
        return None
    runs_on = behind[:1] == " " and behind[1:2].islower()
    if verb is not None and "tell" in verb.uses and not lead.endswith(","):
        return "title" if runs_on else None
    if verb is not None and last[0].lower() not in _CLASSES["making"]:
        return "title" if runs_on and not lead.endswith(",") else None
    return None if _is_told_behind(behind) else "title"


def _is_told_behind(behind: str) -> bool:
    """Whether a reporting verb stands right behind a region, or a name and such a verb."""
    return any(verb_of(word) is not None for word in _WORD.findall(behind)[:4])


def _is_title(inner: str) -> bool:
    """Whether words are written as a title or a name: all but the small ones with capitals, two of them or more."""
    words = _WORD.findall(inner)
    capitals = [word for word in words if word[0].isupper() or word[0].isdigit()]
    return (
        len(capitals) >= _FEWEST_TITLE
        and words[0] in {*capitals, "the"}
        and all(word in capitals or word.lower() in _CLASSES["small"] for word in words)
        and not all(word == "I" or word[0].isdigit() for word in capitals)
    )


def left_over(text: str, paragraph: Span, region: Region) -> PassageKind | None:
    """What a short region is that nobody is named for: a name in capitals a term, other words scare quotes.

    None where it is long enough for somebody's words.
    """
    inner = text[region.start : region.end]
    words = _WORD.findall(inner)
    if not words or _is_title(inner):
        return "title"
    if len(words) <= _LONGEST_SCARE or is_modifier(text, paragraph, region):
        return "scare"
    return None


def is_modifier(text: str, paragraph: Span, region: Region, *, owned: bool = False) -> bool:
    """Whether a region stands before the noun that it describes: a "boats first" platform.

    `owned` asks for somebody whose platform it is: Lund's "boats first" platform.
    """
    before = text[max(paragraph[0], region.outer_start - _REACH) : region.outer_start]
    behind = _NEXT_WORDS.match(text[region.outer_end : min(paragraph[1], region.outer_end + _REACH)])
    last = _WORD.findall(before)[-1:]
    if behind is None or not last or text[region.end - 1 : region.end] in _SPEECH_ENDS:
        return False
    is_owned = last[0].endswith(("'s", "’s", "s'", "s’"))
    is_determined = is_owned or (not owned and last[0].lower() in DETERMINERS)
    noun = behind.group(1).split()[0]
    return is_determined and noun.islower() and noun not in _NOT_NOUNS and not _is_inflected(noun)


def _is_inflected(word: str) -> bool:
    """Whether a word is a form of a reporting verb that is no noun as well: "said", but not "plan"."""
    verb = verb_of(word)
    return verb is not None and verb.lemma != word
