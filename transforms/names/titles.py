"""Job titles and roles beside a person's name."""

import re
from typing import Final

from broadsheet.transforms.vocabulary import honorifics
from broadsheet.transforms.vocabulary.lists import entries

_JOBS: Final = frozenset(entries("job_titles.txt"))
_MODIFIERS: Final = frozenset(entries("title_modifiers.txt"))
_WORD: Final = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*\.?")
_BEFORE: Final = re.compile(r"([^\W_]+(?:[.'’-][^\W_]+)*\.?)[ \t\xa0]+\Z")
# "Sen." goes on; "the speaker." ends its sentence.
_ABBREVIATIONS: Final = frozenset(word.lower() for word in entries("abbreviations_before_name.txt"))
_NAME_FOLLOWS: Final = re.compile(r"[ \t\xa0]+[^\W\d_a-z]")
_REACH: Final = 40  # code points; a bound on cost: longer than a word of a title
_MAX_WORDS: Final = 6  # of a title: "former deputy assistant secretary of state" fits; set by hand
_APPOSED_REACH: Final = 90  # code points: "The former deputy secretary of the ministry of ..., " fits; set by hand
# "The mayor of Tarn, " right before a name, at the start of a clause.
_APPOSED: Final = re.compile(
    rf"""
    (?:^|(?<=[.!?,;:“\"]\s)|(?<=\n)|(?<=\bsaid[ ])|(?<=\band[ ]))  # where a clause starts
    (?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir)[ \xa0]
    ([^\s,.;:!?“”\"]+(?:[ \xa0][^\s,.;:!?“”\"]+){{0,8}}),[ \xa0]     # up to nine words and their comma
    (?:(?:{honorifics.CIVIL_PATTERN}|Dr)\.?[ \xa0])?\Z
    """,
    re.VERBOSE,
)
_OWNING: Final = ("'s", "’s", "s'", "s’")
_COMPLEMENTS: Final = frozenset({"of", "for", "at", "in", "on"})
_APPOSITION: Final = re.compile(r",[ \t\xa0]+(?:(?:the|a|an|its|his|her|their)[ \t\xa0]+)?")


def is_job(words: str) -> bool:
    """Whether words are the head of a job title ("prime minister"), in any case."""
    return words.rstrip(".").lower() in _JOBS


def is_modifier(word: str) -> bool:
    """Whether a word may lead a job title ("deputy"), or two words joined ("vice-prime"), in any case."""
    return all(part in _MODIFIERS for part in word.lower().split("-"))


def is_title(name: str) -> bool:
    """Whether a name is nothing but a title ("Crown Prince"), in any case; a single word may be a surname."""
    words = name.split()
    return len(words) > 1 and is_job(words[-1]) and all(is_modifier(word) or is_job(word) for word in words)


def title_before(text: str, start: int, end: int) -> int:
    """Where the name proper begins in a range that may begin with titles; never the end of the range."""
    words = list(_WORD.finditer(text, start, end))
    heads = 0
    for number in range(1, min(len(words), _MAX_WORDS)):
        phrase = text[words[max(number - 2, 0)].start() : words[number - 1].end()]
        last = words[number - 1].group()
        if honorifics.is_honorific(last) or is_job(last) or is_job(phrase):
            heads = number
        elif not is_modifier(last.rstrip(".")):
            break
    return words[heads].start() if heads else start


def honorific_before(text: str, start: int) -> str | None:
    """The honorific that stands right before an offset, without its full stop and lower case; None where none does."""
    before = _BEFORE.search(text, max(start - 20, 0), start) if _follows_space(text, start) else None
    word = before.group(1).rstrip(".") if before else ""
    return word.lower() if word.lower() in honorifics.IN_TEXT and word not in honorifics.CAPITAL_ONLY else None


def _follows_space(text: str, at: int) -> bool:
    return at > 0 and text[at - 1].isspace()


def role_before(text: str, start: int, names: frozenset[str]) -> str | None:
    """The title words right before an offset ("Foreign Minister"), with the peoples and bodies that lead them.

    `names` are the words of other names that may belong to a title: "Narnian", "UN".
    """
    low = at = start
    has_head = False
    for _ in range(_MAX_WORDS):
        before = _BEFORE.search(text, max(at - _REACH, 0), at) if _follows_space(text, at) else None
        if before is None:
            break
        word = before.group(1)
        plain = word.rstrip(".").lower()
        if word.endswith(".") and plain not in _ABBREVIATIONS:
            break
        if plain in _JOBS or is_job(text[before.start() : low].strip()):
            has_head = True
        elif plain in honorifics.IN_TEXT and at == start:
            at = start = low = before.start()
            continue
        elif not (is_modifier(plain) or (has_head and word in names)) or word.endswith("."):
            break
        at = low = before.start()
    words = text[low:start].strip()
    return words if has_head and words else None


def role_apposed(text: str, start: int) -> str | None:
    """The title whose apposition a name is ("the mayor of Tarn, Ada Quill, said"), without its article.

    It opens with an article or a possessive, its head is a job, and what may follow the head is "of ...", "for ...".
    """
    before = text[max(start - _APPOSED_REACH, 0) : start]
    opening = next(_APPOSED.finditer(before), None)
    if opening is None:
        return None
    words = opening.group(1).split()
    for size in range(min(len(words), _MAX_WORDS), 0, -1):
        head = words[size - 1].lower()
        if head in _JOBS or is_job(" ".join(words[max(size - 2, 0) : size])):
            owner = max((at + 1 for at, word in enumerate(words[:size]) if word.endswith(_OWNING)), default=0)
            is_whole = size == len(words) or words[size] in _COMPLEMENTS
            return " ".join(words[owner:size]) if is_whole else None
    return None


def role_after(text: str, end: int) -> str | None:
    """The title in apposition right after an offset (", the foreign minister,"), without its article and full stop.

    A title that another name follows is that of the other name: ", actor Orla Finch".
    """
    comma = _APPOSITION.match(text, end)
    if comma is None:
        return None
    # Capitalised words may lead a title behind its article: "the West Municipal Director".
    has_article = len(comma.group().split()) > 1
    at, last = comma.end(), 0
    for _ in range(_MAX_WORDS):
        word = _WORD.match(text, at, comma.end() + _REACH)
        if word is None:
            break
        plain = word.group().rstrip(".").lower()
        if is_job(text[comma.end() : word.end()]) or plain in _JOBS:
            last = word.end() - word.group().endswith(".")
        elif not is_modifier(plain) and not (has_article and word.group()[0].isupper()):
            break
        if word.group().endswith("."):
            break
        at = word.end() + 1
    is_of_next = last and _NAME_FOLLOWS.match(text, last) is not None
    role = text[comma.end() : last]
    return role if last and not is_of_next and not _is_other_person(role) else None


def _is_other_person(role: str) -> bool:
    """Whether a title is one that stands for its bearer, so that it lists another person: "Hodge, King, Wilkes"."""
    return honorifics.is_honorific(role) and role[:1].isupper()
