"""The mention and the entity that the words for a speaker stand for."""

import re
from collections import Counter
from typing import Final, NamedTuple

from broadsheet.transforms.quotes.model import NamedMention, Status
from broadsheet.transforms.quotes.people.named import Scene
from broadsheet.transforms.quotes.people.pronouns import GENDERS, antecedent
from broadsheet.transforms.records.spans import Span

_PRONOUNS: Final = frozenset({"i", "we", "you", "it", "they"})
_WHO: Final = frozenset({"who", "which"})
_FURTHEST_WHO: Final = 120  # code points between a name and its "who": a long apposition fits; set by hand
_MOST_NOMINAL: Final = 60  # names looked back over for a role: a screen or two of text; a bound on cost, set by hand
_DETERMINED: Final = re.compile(r"(?:the|this|that|his|her|their|its)\s+(.*)", re.IGNORECASE | re.DOTALL)
_PART_END: Final = re.compile(r",|\s[-–—]\s|\(")
# What somebody says or writes, behind their name: "Lund's statement in full".
_OWNED: Final = re.compile(
    r"""
    ['’]s?\s(?:[\w-]+\s){0,2}                                                 # an adjective or two
    (?: statement|letter|post|message|tweet|e-?mail|reply|answer|speech|blog|memoir|diary|testimony)\b
    """,
    re.VERBOSE,
)
_POSSESSIVES: Final = ("'s", "’s", "'", "’")
_SPEAKERS: Final = frozenset({"PERSON", "ORG", "NORP"})


class Speaker(NamedTuple):
    """The places of the entity that speaks and of the mention that says so; None where there is none."""

    mention: int | None
    entity: int | None
    status: Status


UNKNOWN: Final = Speaker(None, None, "unknown")
UNNAMED: Final = Speaker(None, None, "unnamed")


def speaker_of(scene: Scene, span: Span | None, last_speaker: int | None) -> Speaker:
    """Whom the words of a span stand for; `last_speaker` is the entity that spoke before.

    "unnamed" where words are there but no name is meant; "unknown" without words.
    """
    if span is None:
        return UNKNOWN
    words = scene.text[slice(*span)].lower()
    if words not in GENDERS and words not in _WHO and words not in _PRONOUNS:
        named = _named_in(scene, span)
        if named is not None:
            return Speaker(named, scene.mentions[named].entity, "resolved")
    meant: int | None = None
    if words in GENDERS:
        meant = antecedent(scene, words, span[0], last_speaker)
    elif words in _WHO:
        meant = _named_before(scene, span[0])
    elif words not in _PRONOUNS:
        meant = _by_role(scene, span)
        if meant is None and (entity := _by_last_name(scene, span)) is not None:
            return Speaker(None, entity, "resolved")
    return UNNAMED if meant is None else Speaker(None, scene.mentions[meant].entity, "resolved")


def interviewee(scene: Scene) -> Speaker:
    """Who answers in an interview: the person it names most; nobody where two are named as often."""
    counts = Counter(mention.entity for mention in scene.mentions if mention.type == "PERSON").most_common(2)
    if not counts or (len(counts) > 1 and counts[0][1] == counts[1][1]):
        return UNNAMED
    return Speaker(None, counts[0][0], "resolved")


def _by_last_name(scene: Scene, span: Span) -> int | None:
    """The one person of the article whose name ends in the last word of a label: "MS. LUND"."""
    last = scene.text[slice(*span)].split()[-1:]
    if not last or not last[0][:1].isupper():
        return None
    return scene.by_last_name.get(last[0].rstrip(".").lower())


def _named_in(scene: Scene, span: Span) -> int | None:
    """The name that heads a phrase: the last person before the first comma, or a body that ends that part."""
    words = scene.text[slice(*span)]
    part = _PART_END.search(words)
    end = span[0] + part.start() if part and part.start() else span[1]
    inside = [index for index in scene.inside(span) if not _is_possessive(scene, scene.mentions[index])]
    heads = [index for index in inside if scene.mentions[index].start < end]
    people = [index for index in heads if scene.mentions[index].type == "PERSON"]
    if people and _ends_part(scene, scene.mentions[people[-1]], end):
        return people[-1]
    bodies = [index for index in heads if scene.mentions[index].type in _SPEAKERS]
    if bodies and _ends_part(scene, scene.mentions[bodies[-1]], end):
        return bodies[-1]
    places = [index for index in heads if scene.mentions[index].type == "LOC"]
    if places and _is_whole(scene, scene.mentions[places[-1]], span):
        return places[-1]
    owned = [index for index in scene.inside(span) if _OWNED.match(scene.text, scene.mentions[index].end, span[1])]
    if owned:
        return owned[0]
    behind = [index for index in inside if scene.mentions[index].type == "PERSON" and index not in heads]
    return behind[0] if behind and part and _is_apposition(scene, scene.mentions[behind[0]], end) else None


def _is_whole(scene: Scene, mention: NamedMention, span: Span) -> bool:
    """Whether a name is all of a phrase but its article: a country, say, or a city that speaks."""
    around = scene.text[span[0] : mention.start] + scene.text[mention.end : span[1]]
    return around.strip(" .,").lower() in {"", "the"}


def _is_possessive(scene: Scene, mention: NamedMention) -> bool:
    return scene.text.startswith(_POSSESSIVES, mention.end)


def _ends_part(scene: Scene, mention: NamedMention, end: int) -> bool:
    """Whether no other noun can head the part behind a name: only marks and lower-case phrases with "of" follow."""
    rest = scene.text[mention.end : end].strip(" .\"'”’")
    return not rest or rest.startswith(("of ", "in ", "from ", "at ", "himself", "herself", "itself"))


def _is_apposition(scene: Scene, mention: NamedMention, comma: int) -> bool:
    return mention.start - comma <= 3


def _named_before(scene: Scene, offset: int) -> int | None:
    """The person, or else the body, that a relative pronoun follows."""
    fallback: int | None = None
    for index in scene.before(offset):
        mention = scene.mentions[index]
        if offset - mention.end > _FURTHEST_WHO or "." in scene.text[mention.end : offset].replace("Jr.", ""):
            break
        if mention.type == "PERSON" and not _is_possessive(scene, mention):
            return index
        if mention.type in _SPEAKERS and fallback is None and offset - mention.end <= 3:
            fallback = index
    return fallback


def _by_role(scene: Scene, span: Span) -> int | None:
    """The last person named whose title ends in the head of "the spokesman"."""
    nominal = _DETERMINED.fullmatch(scene.text[slice(*span)])
    if nominal is None:
        return None
    part = _PART_END.split(nominal.group(1))[0].split()
    head = part[-1].lower() if part else ""
    for count, index in enumerate(scene.before(span[0])):
        mention = scene.mentions[index]
        if count >= _MOST_NOMINAL:
            return None
        if mention.type == "PERSON" and mention.role and mention.role.split()[-1].lower() == head:
            return index
    return None
