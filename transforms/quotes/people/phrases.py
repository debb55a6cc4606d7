"""The names that head the words for a speaker: of one speaker or of several."""

import re
from typing import Final

from broadsheet.transforms.names.titles import is_job, is_modifier
from broadsheet.transforms.quotes.model import NamedMention
from broadsheet.transforms.quotes.people.named import Scene
from broadsheet.transforms.quotes.sources.phrases import is_plural, is_title, kindred
from broadsheet.transforms.records.spans import Span
from broadsheet.transforms.vocabulary.honorifics import is_honorific
from broadsheet.transforms.vocabulary.lists import entries

PART_END: Final = re.compile(r",|\s[-–—]\s|\(")
# What somebody says or writes, behind their name: "Lund's statement in full".
_OWNED: Final = re.compile(
    r"""
    ['’]s?\s(?:[\w-]+\s){0,2}                                                 # an adjective or two
    (?: statement|letter|post|message|tweet|e-?mail|reply|answer|speech|blog|memoir|diary|testimony)\b
    """,
    re.VERBOSE,
)
# Another office of the same person behind the name: "Lund and Board chairwoman".
_SECOND_ROLE: Final = re.compile(r"and\s(?!(?:his|her|their|its|the|an?|some|two|other)\s)(?:[\w-]+\s){0,4}[\w-]+")
_POSSESSIVES: Final = ("'s", "’s", "'", "’")
_BODIES: Final = frozenset({"ORG", "NORP"})
_PLACES: Final = frozenset({"LOC", "FAC"})
_NAMED: Final = frozenset({"PERSON", "ORG", "LOC"})  # who may speak with others: "Lund and the Harbour Board"
_GOES_ON: Final = ("of ", "in ", "from ", "at ", "with ", "for ", "himself", "herself", "itself")
_LINKS: Final = frozenset({"of", "for", "at", "in", "from", "with", "to", "by", "on", "said", "who"})
_POST_NOMINALS: Final = frozenset(entries("post_nominals.txt"))
_WORD: Final = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*\.?")
_BODIES_AND_PLACES: Final = frozenset({"ORG", "FAC", "LOC"})
_SPOKESPERSON: Final = re.compile(r"['’]?s?\s(?:[a-z]+\s)?spokes(?:man|woman|person)", re.IGNORECASE)
# A comma behind a name that closes an apposition; no age or clause of a subject follows.
_SET_OFF: Final = re.compile(r",(?!\s(?:\d|who\b|whose\b))")
_OF_ROLE: Final = re.compile(r"\s(?:of|for|at|in|from|to)\s")
_COMMA: Final = re.compile(r"\s?,\s")
# Between a person and the body of their role: ", secretary of the rope makers' association the".
_APPOSED: Final = re.compile(r"\s?,\s([^,.;:\"“”]{1,80}\s(?:of|for|at|with|from)\s(?:[^,.;:\"“”]{1,40}\s)?)")
_MOST_TITLE_WORDS: Final = 5  # before a name in a series: "the bank's chief economist Ana Lund"; set by hand
_JOINS: Final = re.compile(r"(?:,?\s(?:and|&|as\swell\sas|together\swith)\s|,\s)", re.IGNORECASE)
_LAST_JOINS: Final = re.compile(r",?\s(?:and|&|as\swell\sas|together\swith)\s", re.IGNORECASE)
_AND: Final = re.compile(r"\sand\Z", re.IGNORECASE)
# A common noun behind a body that stands for it: "the Tarn institute", "the 12-strong Tarn jury".
_STANDS_FOR_BODY: Final = re.compile(r"\s(?:[a-z][\w-]+\s)?[a-z][\w-]+")
# Prepositions by which a body is told whose words they are: "a statement from the Harbour Board".
_OF: Final = re.compile(r"\b(?:of|from|by|for|at|in|with|to|on|under|against|about|over|between|among)\s(?:the\s)?\Z")
_SPOKEN_FOR: Final = re.compile(
    r"\b(?:spokes(?:man|woman|person|people|men|women)|representatives?)\s(?:for|of|from|at)\s(?:the\s)?\Z",
    re.IGNORECASE,
)


def named_in(scene: Scene, span: Span) -> int | None:
    """The name that heads a phrase: the last person before the first comma, or a body that ends that part.

    A name that stands behind a comma in apposition ("the union's secretary, Mr Hart") heads it, too; so does the body
    of a document ("the Harbour Board report") and of a noun that stands for it ("the Tarn institute").
    """
    words = scene.text[slice(*span)]
    part = PART_END.search(words)
    end = span[0] + part.start() if part and part.start() else span[1]
    inside = [index for index in scene.inside(span) if _may_head(scene, scene.mentions[index])]
    heads = [index for index in inside if scene.mentions[index].start < end]
    for types in (frozenset({"PERSON"}), _BODIES):
        fitting = [index for index in heads if scene.mentions[index].type in types]
        if fitting and _ends_part(scene, scene.mentions[fitting[-1]], (span[0], end)):
            return fitting[-1]
    places = [index for index in heads if scene.mentions[index].type in _PLACES]
    if places and _is_whole(scene, scene.mentions[places[-1]], (span[0], end)):
        return places[-1]
    behind = [index for index in inside if scene.mentions[index].type in {"PERSON", "ORG"} and index not in heads]
    if behind and part and _is_apposition(scene, scene.mentions[behind[0]], (end, span[1])):
        return behind[0]
    owned = [index for index in scene.inside(span) if _OWNED.match(scene.text, scene.mentions[index].end, span[1])]
    return owned[0] if owned else _of_body(scene, (span[0], end), inside)


def _may_head(scene: Scene, mention: NamedMention) -> bool:
    """Whether a name owns nothing and is no mere title of two words ("the First Lady")."""
    return not is_possessive(scene, mention) and not is_title(mention.surface)


def several_in(scene: Scene, span: Span) -> tuple[int, ...]:
    """The names of a phrase that names several speakers ("Lund, Hart and the Harbour Board"); empty where it does not.

    Titles may stand before each of them, and nothing else between them but commas and "and".
    """
    end = span[1]
    if _AND.search(scene.text, *span):
        behind = scene.first_from(span[1])
        end = span[1] if behind is None else scene.mentions[behind].end
    series: list[int] = []
    for index in scene.inside((span[0], end)):
        mention = scene.mentions[index]
        if mention.type not in _NAMED or is_possessive(scene, mention):
            continue
        low = scene.mentions[series[-1]].end if series else span[0]
        joint = _JOINS.match(scene.text, low) if series else None
        if series and joint is None:
            return ()
        before = scene.text[joint.end() if joint else low : mention.start]
        if not (_is_bare(before) if mention.type == "LOC" else _is_title(before)):
            return ()
        series.append(index)
    if len(series) < 2 or not _is_closed(scene, scene.mentions[series[-1]].end, end):
        return ()
    last = _LAST_JOINS.match(scene.text, scene.mentions[series[-2]].end)
    return tuple(series) if last and not _is_of_title(scene, series, last.end()) else ()


def _is_closed(scene: Scene, end: int, limit: int) -> bool:
    """Whether a series ends with its last name: no noun follows that it is part of ("Lund and NEC convenor Hart")."""
    behind = _WORD.match(scene.text, end + 1)
    noun = behind.group() if behind is not None else ""
    is_noun = is_job(noun) or is_modifier(noun) or kindred(noun) is not None
    return not scene.text[end:limit].strip(" .,") and not is_noun


def _is_of_title(scene: Scene, series: list[int], low: int) -> bool:
    """Whether the first names and "and" belong to the title of the last: "Trade and Industry Secretary Lund"."""
    last = scene.mentions[series[-1]]
    title = _WORD.findall(scene.text[low : last.start])
    return (
        last.type == "PERSON"
        and all(scene.mentions[index].type != "PERSON" for index in series[:-1])
        and bool(title)
        and title[0][0].isupper()
    )


def _is_bare(words: str) -> bool:
    """Whether nothing but an article stands before a name."""
    return words.strip().lower() in {"", "the", "both", "both the"}


def _is_title(words: str) -> bool:
    """Whether words are what may stand before a name: nothing, an article, a title, a lower-case description."""
    parts = _WORD.findall(words.lower().removeprefix("both "))
    return (
        len(parts) <= _MOST_TITLE_WORDS
        and not _LINKS.intersection(parts[-1:])
        and (
            not parts
            or parts == ["the"]
            or is_honorific(parts[-1])
            or is_job(parts[-1])
            or kindred(" ".join(parts), closes=True) is not None
            or (words[1:].islower() and not _LINKS.intersection(parts))
        )
    )


def is_possessive(scene: Scene, mention: NamedMention) -> bool:
    """Whether a name owns what follows it."""
    return scene.text.startswith(_POSSESSIVES, mention.end)


def _is_whole(scene: Scene, mention: NamedMention, span: Span) -> bool:
    """Whether a name is all of a phrase but its article: a country, say, or a city that speaks."""
    around = scene.text[span[0] : mention.start] + scene.text[mention.end : span[1]]
    return around.strip(" .,").lower() in {"", "the"}


def _ends_part(scene: Scene, mention: NamedMention, part: Span) -> bool:
    """Whether no other noun can head the part: only marks and lower-case phrases with "of" follow the name.

    A body behind a preposition heads nothing ("officials in Tarn") unless somebody speaks for it.
    """
    before = scene.text[part[0] : mention.start]
    if mention.type != "PERSON" and _OF.search(before) and not _SPOKEN_FOR.search(before):
        return False
    rest = scene.text[mention.end : part[1]].strip(" .\"'”’")
    is_second_role = _SECOND_ROLE.fullmatch(rest) is not None and is_job(rest.split()[-1].lower())
    return not rest or rest.startswith(_GOES_ON) or _POST_NOMINALS.issuperset(rest.split()) or is_second_role


def _is_apposition(scene: Scene, mention: NamedMention, part: Span) -> bool:
    """Whether a name follows a comma with nothing between but titles (", Mr Hart"); a body ends the words, too."""
    between = _WORD.findall(scene.text[part[0] + 1 : mention.start])
    if mention.type == "ORG" and (between not in ([], ["the"]) or scene.text[mention.end : part[1]].strip(" .,")):
        return False
    return len(between) <= _MOST_TITLE_WORDS and all(
        is_honorific(word) or is_job(word) or is_modifier(word) for word in between
    )


def _is_people(noun: str) -> bool:
    """Whether a noun behind a body is of persons: "Board members", "the Board chairman"."""
    kin = kindred(noun)
    return is_job(noun.split()[-1]) or is_plural(noun) or (kin is not None and kin.head in {"role", "generic"})


def body_spoken_for(scene: Scene, span: Span) -> int | None:
    """The entity of the body that a spokesperson without a name speaks for: "the Harbour Board spokeswoman"."""
    part = PART_END.search(scene.text, *span)
    end = part.start() if part else span[1]
    for index in scene.inside((span[0], end)):
        mention = scene.mentions[index]
        if mention.type in _BODIES_AND_PLACES and _SPOKESPERSON.fullmatch(scene.text, mention.end, end):
            return mention.entity
    return None


def person_before(scene: Scene, span: Span) -> int | None:
    """The place of the person in whose apposition a phrase stands, or which it is.

    "Lund, secretary of the | Harbour Board | said"; "Lund, | secretary of the Harbour Board, | said".
    """
    around = [scene.mentions[index] for index in scene.around(span)]
    start = around[0].start if around else span[0]
    index = next(iter(scene.before(start)), None)
    if index is None or scene.mentions[index].type != "PERSON":
        return None
    person = scene.mentions[index]
    if scene.sentence_number(person.start) != scene.sentence_number(start) or scene.is_quoted(person.start):
        return None
    beside = _APPOSED.fullmatch(scene.text, person.end, start)
    is_next = not around and _COMMA.fullmatch(scene.text, person.end, start) is not None
    apposed = beside.group(1) if beside else scene.text[slice(*span)] if is_next else ""
    return index if any(is_job(word) for word in _WORD.findall(PART_END.split(apposed.lower())[0])) else None


def person_behind(scene: Scene, span: Span) -> int | None:
    """The place of the person whose role a phrase is, named behind it between commas: "the mayor, | Ada Lund, |"."""
    index = scene.first_from(span[1])
    if index is None or scene.mentions[index].type != "PERSON":
        return None
    person = scene.mentions[index]
    between = scene.text[span[1] : person.start]
    is_set_off = between.startswith(", ") and _is_title(between[2:]) and _SET_OFF.match(scene.text, person.end)
    role = _OF_ROLE.split(scene.text[slice(*span)])[0].lower().split()
    return index if is_set_off and role[:1] == ["the"] and is_job(role[-1]) else None


def _of_body(scene: Scene, part: Span, inside: list[int]) -> int | None:
    """The body whose document speaks, or that a common noun stands for: "the Board's figures", "the Tarn institute"."""
    for index in (*inside, *(index for index in scene.inside(part) if index not in inside)):
        mention = scene.mentions[index]
        if mention.type not in {"ORG", "PERSON"}:
            continue
        before, behind = scene.text[part[0] : mention.start], scene.text[mention.end : part[1]]
        owned = behind.removeprefix("'s").removeprefix("’s").strip(" .")
        kin = kindred(owned) if owned and mention.end <= part[1] else None
        if kin is not None and kin.head == "document":
            return index
        if mention.type == "ORG" and _STANDS_FOR_BODY.fullmatch(behind) and not _is_people(owned):
            return index
        source = _OF.search(before)
        kin = kindred(before[: source.start()]) if source else None
        if kin is not None and kin.head == "document":
            return index
    return None
