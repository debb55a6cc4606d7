"""From the words after a number to the noun it counts, and to whether they are people, and dead or hurt."""

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from broadsheet.transforms.numbers.forms import S
from broadsheet.transforms.vocabulary.lists import entries

# What no noun is: a number before it counts nothing.
FUNCTION_WORDS = frozenset(entries("number_function_words.txt"))
UNCOUNTED = frozenset(entries("number_uncounted.txt"))
# Plurals without an s: "88,000 fish".
PLURALS = frozenset(entries("number_plurals.txt"))
SCALES = frozenset({"magnitude", "gauge", "grade", "degree", "calibre", "caliber", "scale"})  # a rank on one
DEGREES = frozenset({"most", "least", "more", "less"})
STREETS = frozenset(entries("number_streets.txt"))
_HEADS = {entry.split()[-1] for file in ("person_nouns.txt", "job_titles.txt") for entry in entries(file)}
PEOPLE = frozenset(entries("number_people.txt")) | {head + "s" for head in _HEADS}
PERSON = _HEADS | {"person", "member", "human"} | {word[:-1] for word in PEOPLE if word.endswith("s")}
_PEOPLE_ENDS = ("men", "women", "children", "people")
DEAD_NOUNS = frozenset({"dead", "deaths", "injuries", "fatalities", "casualties", "injured", "wounded"})
POSTPOSED = DEAD_NOUNS | {"missing", "homeless", "unemployed"}
# Words looked at for the noun: "four Oakland Police Department veterans" has four; a longer phrase is seldom one.
REACH_WORDS = 5
_WORD = r"(?:(?:[A-Z]\.){2,3}|[A-Za-z][A-Za-z0-9’'-]*)"
# "200-plus shops", "50 or so", "12 more".
TAIL = re.compile(rf"(?:-(?:plus|odd)|\+|{S}or{S}(?:so|more))?(?:{S}(?:more|fewer)(?!{S}than))?")
PHRASE = re.compile(rf"{S}(?P<words>{_WORD}(?:{S}{_WORD}){{0,{REACH_WORDS - 1}}})")
# "Three of the 25 students", "4 million of its shares": the noun is that of the whole.
OF_WHOLE = re.compile(
    rf"{S}of{S}(?:the|these|those|its|his|her|their|our|my){S}(?:[0-9][0-9,.]*{S}(?:million{S}|billion{S})?)?"
)
# "A seven-member crew", "a 28-story hotel", "a 50-strong mob".
COMPOUND = re.compile(r"-(?!plus\b|odd\b)(?P<noun>[a-z]{3,})(?![\w-])")
# Verbs and nouns before the number of the dead and hurt, with what may stand between.
DEAD_BEFORE = re.compile(
    rf"""
    \b(?: kill(?:ed|ing|s)?|injur(?:ed|ing|es)|wound(?:ed|ing|s)|hurt(?:ing)?    # what befell them
        | (?:killing|murder|death|execution|shooting)s?{S}of(?:{S}the)?
        | claim(?:ed|ing|s)?(?:{S}the{S}lives{S}of)|leav(?:es|ing)|left           # what was left of it
    )
    (?:{S}(?:and{S}\w+|at|least|about|over|some|nearly|more|than|up|to|another|almost|around|an|estimated|as|many
        |roughly|approximately|fewer|less|a|further|the|all)){{0,4}}{S}\Z
    """,
    re.VERBOSE,
)
DEAD_AFTER = re.compile(
    rf"""
    (?:{S}[A-Za-z-]+){{0,4}}?(?:,[^,.;\r\n]{{1,60}},)?{S}                       # "armed men, including an officer,"
    (?: (?:were|was|have{S}been|had{S}been|has{S}been|are)?{S}?(?:also{S})?(?:killed|injured|wounded|hurt)
      | (?:were|was|are|is){S}(?:found{S})?dead | dead | deaths | fatalities | injuries | casualties | died | perished
    )\b
    """,
    re.VERBOSE,
)
# "The death toll in Orla, at first 10, has risen to 12".
TOLL_BEFORE = re.compile(
    rf"\b[Tt]oll\b[^.;:\r\n]{{0,80}}?\b(?:to|at|of|is|was|initially|from|reached|past|above|hit|first)"
    rf"{S}(?:at{S}least{S}|about{S}|more{S}than{S}|nearly{S}|over{S})?\Z"
)
# "A family of four", "a staff of eight"; "12 survived", "300 aboard".
GROUP_BEFORE = re.compile(rf"\b(?:family|families|staff|crew|household){S}of{S}(?:about{S}|some{S})?\Z")
PEOPLE_AFTER = re.compile(
    rf"{S}(?:aboard|on{S}board|survived|escaped"
    rf"|(?:were|are|remain|remained|was){S}(?:still{S})?"
    rf"(?:missing|arrested|detained|rescued|hospitali[sz]ed|evacuated|trapped|homeless|charged|jailed))\b"
)
# "The number of pending cases totaled 14".
NUMBER_OF = re.compile(
    rf"\b[Nn]umber{S}of{S}(?P<words>{_WORD}(?:{S}{_WORD}){{0,{REACH_WORDS - 1}}})[^.;:\r\n]{{0,120}}?"
    rf"\b(?:to|at|was|is|reached|exceed(?:ed|s)|total(?:l?ed|s)|hit|passed|topped|from)"
    rf"{S}(?:about{S}|at{S}least{S}|more{S}than{S}|nearly{S}|over{S})?\Z"
)
NUMBER_OF_AFTER = re.compile(rf"{S}the{S}number{S}of{S}(?P<words>{_WORD}(?:{S}{_WORD}){{0,{REACH_WORDS - 1}}})")
# "370,000 calls, up from 336,000": the noun of the number before.
COMPARED = re.compile(
    rf"\b(?:up|down|compared{S}(?:with|to)|against|versus|instead{S}of|rather{S}than)"
    rf"(?:{S}from)?(?:{S}(?:about|nearly|more{S}than|just|only))?{S}\Z"
)
REACH = 140  # code points before an amount; the longest of the patterns above that are anchored there


class Counted(NamedTuple):
    """What a number counts: its kind, the noun with its adjectives if one is told, and where the amount ends."""

    kind: Literal["people", "casualties", "count"]
    noun: str | None
    end: int


def counted(text: str, start: int, end: int, is_one: bool) -> Counted | None:
    """What the number in `text[start:end]` counts; None where it counts nothing that is told.

    `is_one`: it is "one", which counts only people killed or hurt and single persons; elsewhere it is a determiner.
    """
    left = text[max(start - REACH, 0) : start]
    compound = COMPOUND.match(text, end)
    if compound:
        return _compound(compound, is_one)
    if GROUP_BEFORE.search(left):
        return Counted("people", None, end)
    is_dead = bool(DEAD_BEFORE.search(left) or DEAD_AFTER.match(text, end))
    whole = OF_WHOLE.match(text, end)
    tail = TAIL.match(text, end)
    phrase = PHRASE.match(text, whole.end() - 1 if whole else tail.end() if tail else end)
    noun = _noun(phrase["words"].split(), is_one, is_dead) if phrase else None
    if phrase and noun and not _is_street(phrase, noun):
        stop = phrase.start("words") + _length(phrase["words"], noun)
        kind = _kind(noun, is_dead)
        return None if is_one and kind == "count" else Counted(kind, noun, end if whole else stop)
    if phrase and noun is None and phrase["words"].split()[0] in UNCOUNTED:
        return None
    if is_dead or TOLL_BEFORE.search(left):
        return Counted("casualties", None, end)
    if PEOPLE_AFTER.match(text, end):
        return Counted("people", None, end)
    return None if is_one else _named_elsewhere(text, end, left)


def _compound(compound: re.Match[str], is_one: bool) -> Counted | None:
    noun = compound["noun"]
    if is_one or noun in UNCOUNTED | SCALES or noun in FUNCTION_WORDS or noun.endswith(("ed", "ing", "ly", "al", "th")):
        return None
    return Counted("people" if noun in PERSON or noun == "strong" else "count", noun, compound.end())


def _named_elsewhere(text: str, end: int, left: str) -> Counted | None:
    """The noun in "the number of cases totaled 14" and in "brought to nine the number of people"."""
    match = NUMBER_OF_AFTER.match(text, end) or NUMBER_OF.search(left)
    noun = _noun(match["words"].split()) if match else None
    return Counted(_kind(noun, is_dead=False), noun, end) if noun else None


def _kind(noun: str, is_dead: bool) -> Literal["people", "casualties", "count"]:
    last = noun.split()[-1]
    is_people = last in PEOPLE or last in PERSON or last.lower().endswith(_PEOPLE_ENDS)
    is_people = is_people or (" " not in noun and last[0].isupper())  # "12 Norlanders": a people
    if last in DEAD_NOUNS or last == "victims" or (is_dead and is_people):
        return "casualties"
    return "people" if is_people else "count"


def _length(words: str, noun: str) -> int:
    """Code points of the noun as it stands in the text, whatever blanks part its words."""
    parts = list(re.finditer(r"\S+", words))
    return parts[len(noun.split()) - 1].end()


def _is_street(phrase: re.Match[str], noun: str) -> bool:
    """Whether the phrase is an address ("10 Granite Hills Road"): it goes on to a word for a street."""
    return any(word in STREETS for word in phrase["words"].split()[: len(noun.split()) + 2])


def _noun(words: Sequence[str], is_one: bool = False, is_dead: bool = False) -> str | None:
    """The words up to the noun that is counted: the last of the first plurals, or after "one" the first person."""
    last = None
    for at, word in enumerate(words):
        is_degree = at == 0 and word in DEGREES  # "two most senior judges"
        if (
            (word in FUNCTION_WORDS and not is_degree)
            or word.lower() in UNCOUNTED
            or word.endswith(("s'", "s’", "'s", "’s"))
        ):
            break
        is_end = word.lower() in PERSON if is_one else _is_plural(word)
        if last is not None and word in POSTPOSED:
            break  # "five million people unemployed"
        if last is not None and not is_end:
            if not (words[last][0].isupper() and word[0].isupper()):
                # "One major point": a rank that describes the next noun is no person.
                return None if is_one and not is_dead else " ".join(words[: last + 1])
            last = None  # "four Police Department veterans": a plural within a longer name is not the noun
        last = at if is_end else last
    return " ".join(words[: last + 1]) if last is not None else None


def _is_plural(word: str) -> bool:
    lower = word.lower()
    if "." in word:
        return False
    is_people = word[0].isupper() and lower.endswith("us")  # "Hutus"; "bus" and "previous" are no plurals
    is_regular = lower.endswith("s") and len(lower) > 2 and (is_people or not lower.endswith(("ss", "us", "is")))
    return is_regular or lower in PEOPLE or lower in PLURALS or lower.endswith(_PEOPLE_ENDS)
