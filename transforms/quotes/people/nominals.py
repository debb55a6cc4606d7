"""The person or body named before that a common noun who speaks means: "the minister", "the company"."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Final, NamedTuple

from broadsheet.transforms.names.places.geonames import demonyms
from broadsheet.transforms.names.titles import is_job
from broadsheet.transforms.quotes.model import NamedMention
from broadsheet.transforms.quotes.people.antecedents import Meant, antecedent
from broadsheet.transforms.quotes.people.named import Scene
from broadsheet.transforms.quotes.people.phrases import PART_END
from broadsheet.transforms.quotes.people.turns import Turn
from broadsheet.transforms.quotes.sources.phrases import ANY_BODY, body_type, is_plural, kindred
from broadsheet.transforms.records.spans import Span
from broadsheet.transforms.vocabulary.lists import rows

_DETERMINED: Final = re.compile(r"(the\ssame|the|this|that|his|her|their|its)\s+(.*)", re.IGNORECASE | re.DOTALL)
_LINK: Final = re.compile(
    r"\s(?:of|for|at|in|from|with|to|who|whose|which|that|by|on|under|near|based)\s", re.IGNORECASE
)
_WORD: Final = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*")
_CLAUSE: Final = re.compile(r",|\s(?:who|which|that|speaking)\s")
_LEAD_PARAGRAPHS: Final = 2  # a headline and the first; set by hand
_AGE: Final = re.compile(r"\d{1,3}-year-old")
_COLLECTIVE: Final = ("s", "ese", "ish", "ch", "men")  # endings of words for a people that name no single person
# Types of bodies whose names hold the noun they are called by: "the ministry" is never a Harbour Board.
_SAY_WHAT_THEY_ARE: Final = frozenset({"government", "police_justice", "military", "health", "religion"})
_POLICE: Final = "police"
_OWNERS: Final = {"his": "male", "her": "female"}
_RANKS: Final = frozenset(
    {"deputy", "vice", "former", "ex", "shadow", "assistant", "acting"}
)  # no president is a vice president
# Bounds on the score of an antecedent, below which a noun is left open. Set on the seen half of the labelled speakers
# (benchmarks/speakers.py): a subject two sentences back, or named often, is above.
_LEAST_OF_KIND: Final = -1.5
_LEAST_MARGIN: Final = 0.4
_LEAST_OF_EPITHET: Final = 0.3
_CALLED_BEFORE: Final = 40  # code points: three or four words of description before a name; set by hand
_CALLED_BEHIND: Final = 90  # code points: a longer one behind it; set by hand
_DESCRIBED: Final = re.compile(r"\s?,\s(?:an?|the|one\sof|which\sis)\s([^,.;:]*)")


class Noun(NamedTuple):
    """A definite noun phrase that may stand for a name: whose it says it is, its words to the head, and all of them.

    All in lower case.
    """

    owner: str
    words: tuple[str, ...]
    phrase: str

    @property
    def head(self) -> str:
        """The noun itself."""
        return self.words[-1]


def noun_of(words: str) -> Noun | None:
    """The noun phrase that words are; None where they are no definite one."""
    determined = _DETERMINED.fullmatch(words)
    if determined is None:
        return Noun("", (_POLICE,), _POLICE) if words.lower() == _POLICE else None
    phrase = PART_END.split(determined.group(2))[0].lower()
    parts = tuple(_WORD.findall(_LINK.split(phrase)[0]))
    return Noun(determined.group(1).lower(), parts, phrase) if parts else None


def named_by(scene: Scene, span: Span, turns: Sequence[Turn]) -> int | None:
    """The entity that a definite noun phrase stands for; None where that is open, or the words are no such phrase.

    A person by a role that the article gives, by their age where it tells it, else by an epithet ("the American", "the
    27-year-old") where one person is spoken of far before all others; a body by a word of its name or of what it is
    called, else by its type; "his movement" is that of whom he stands for; "the same official" is who spoke last.
    """
    noun = noun_of(scene.text[slice(*span)])
    if noun is None:
        return None
    if _is_body(noun) or _is_named_by(scene, noun, span[0]):
        if noun.owner in _OWNERS:
            return _owned_body(scene, noun, span[0], turns)
        return _body(scene, noun, span[0], turns)
    entity = _by_role(scene, noun, span, turns)
    if entity is None and noun.owner == "the same":
        return _last_person(scene, turns)
    if entity is None and noun.owner == "the" and _is_epithet(noun):
        aged = _of_age(scene, noun, span[0])
        meant = antecedent(scene, span[0], lambda mention: mention.type == "PERSON")
        return aged if aged is not None else _sure(scene, meant, _LEAST_OF_EPITHET)
    return entity


def is_one_of_a_people(scene: Scene, span: Span, named: int) -> bool:
    """Whether a phrase names a people to mean one person of it: "the American", "the 27-year-old Austrian"."""
    mention = scene.mentions[named]
    noun = noun_of(scene.text[slice(*span)])
    return mention.type == "NORP" and mention.end == span[1] and noun is not None and _is_epithet(noun)


def _is_body(noun: Noun) -> bool:
    kin = kindred(" ".join(noun.words), closes=True)
    return noun.head in ANY_BODY or (kin is not None and kin.head == "body" and not is_job(noun.head))


def _is_named_by(scene: Scene, noun: Noun, offset: int) -> bool:
    """Whether a body named before an offset has the noun in its name: "the centre" of the Tarn Harbour Centre."""
    kin = kindred(" ".join(noun.words), closes=True)
    is_person = is_job(noun.head) or (kin is not None and kin.head == "role")
    if is_person or is_plural(noun.head) or not noun.owner:
        return False
    return any(
        mention.type == "ORG" and _is_before(scene, mention, offset)
        for entity in scene.by_name_word.get(noun.head, ())
        for mention in scene.by_entity.get(entity, ())
    )


def _owned_body(scene: Scene, noun: Noun, offset: int, turns: Sequence[Turn]) -> int | None:
    """The body of the role of the person whose it is: "his movement"; None where that is no such body."""
    gender = _OWNERS[noun.owner]

    def fits(mention: NamedMention) -> bool:
        return mention.type == "PERSON" and scene.entities[mention.entity].gender in {None, gender}

    owner = antecedent(scene, offset, fits, turns, gender)
    if owner is None or owner.margin < _LEAST_MARGIN:
        return None
    kin = kindred(" ".join(noun.words))
    bodies = {
        mention.affiliation
        for mention in scene.by_entity[scene.mentions[owner.mention].entity]
        if mention.affiliation is not None and scene.entities[mention.affiliation].type == "ORG"
    }
    bodies = {
        body for body in bodies if kin is None or body_type(scene.entities[body].canonical_name) in {None, kin.type}
    }
    return bodies.pop() if len(bodies) == 1 else None


def _last_person(scene: Scene, turns: Sequence[Turn]) -> int | None:
    """The person who spoke last, where that was one."""
    entity = turns[-1].speaker.entity if turns else None
    return entity if entity is not None and scene.entities[entity].type == "PERSON" else None


def _of_age(scene: Scene, noun: Noun, offset: int) -> int | None:
    """The only person before an offset whose age the text tells beside their name: "At 34, Quill", "Quill, 34,"."""
    if not _AGE.fullmatch(noun.head):
        return None
    age = noun.head.partition("-")[0]
    behind = re.compile(rf"\s?[,(]\s?(?:aged\s)?{age}\b(?![-.]\d)")
    before = re.compile(rf"(?:\bAt\s{age},|\b{age}-year-old(?:\s[^,.]*)?)\s\Z")
    aged = {
        mention.entity
        for mention in scene.mentions
        if mention.type == "PERSON"
        and _is_before(scene, mention, offset)
        and (
            behind.match(scene.text, mention.end)
            or before.search(scene.text, max(mention.start - _CALLED_BEFORE, 0), mention.start)
        )
    }
    return aged.pop() if len(aged) == 1 else None


def _is_epithet(noun: Noun) -> bool:
    """Whether a noun tells of a person what all know of them: their people, their age, what they play."""
    head = noun.head
    people = {head, head.capitalize()} & demonyms().keys()
    if people or _AGE.fullmatch(head):
        return not (people and head.endswith(_COLLECTIVE)) or head.endswith("man")
    kin = kindred(head)
    return kin is not None and kin.type == "culture_sport" and kin.head in {"role", "generic"} and not is_plural(head)


def _sure(scene: Scene, meant: Meant | None, least: float) -> int | None:
    is_sure = meant is not None and meant.score >= least and meant.margin >= _LEAST_MARGIN
    return scene.mentions[meant.mention].entity if meant is not None and is_sure else None


def _among(entities: Iterable[int]) -> Callable[[NamedMention], bool]:
    known = frozenset(entities)
    return lambda mention: mention.entity in known


@cache
def _stands_for() -> dict[str, frozenset[str]]:
    """The roles that each noun may stand for beside itself."""
    roles: dict[str, set[str]] = defaultdict(set)
    for same, looser in rows("role_kin.tsv"):
        office = {word.replace("_", " ") for word in same.split()}
        for noun in office | {word.replace("_", " ") for word in looser.split()}:
            roles[noun] |= office
    return {noun: frozenset(of) for noun, of in roles.items()}


def _is_kin(noun: str, role: str) -> bool:
    return noun == role or role in _stands_for().get(noun, ())


def _by_role(scene: Scene, noun: Noun, span: Span, turns: Sequence[Turn]) -> int | None:
    """The person named before whose role has the head of the noun, or its kin, and as many of its words as any has."""
    clause = _CLAUSE.search(scene.text, *span)  # "the president, who spoke in Tarn": not the president of Tarn
    own = (span[0], clause.start() if clause else span[1])
    modifiers = {scene.mentions[index].entity for index in scene.inside(own)}
    levels: dict[int, int] = {}
    for mention in scene.mentions:
        if mention.type != "PERSON" or mention.role is None or mention.section != scene.section:
            continue
        level = _fit(noun, mention, modifiers) if mention.start < span[0] else 0
        levels[mention.entity] = max(level, levels.get(mention.entity, 0))
    best = max(levels.values(), default=0)
    if not best:
        return None
    meant = antecedent(scene, span[0], _among(entity for entity, level in levels.items() if level == best), turns)
    if meant is None:  # named too far above to be looked back to: the only one of the role is meant all the same
        only = [entity for entity, level in levels.items() if level == best]
        return only[0] if len(only) == 1 else None
    return scene.mentions[meant.mention].entity


def _fit(noun: Noun, mention: NamedMention, modifiers: set[int]) -> int:
    """How well a role fits a noun; 0 where it does not."""
    role = [word.lower() for word in _WORD.findall(mention.role or "")]
    heads = {role[-1], " ".join(role[-2:]), *(word for word in role if is_job(word))}
    mine = {noun.head, " ".join(noun.words[-2:]), noun.phrase}
    if not any(_is_kin(word, other) for word in mine for other in heads) or _RANKS & set(role) - set(noun.words):
        return 0
    if modifiers and mention.affiliation is not None:
        return 4 if mention.affiliation in modifiers else 0
    if modifiers and noun.head not in role:
        return 0
    return 1 + (noun.head in role) + (set(noun.words) <= set(role))


def _body(scene: Scene, noun: Noun, offset: int, turns: Sequence[Turn]) -> int | None:
    """The body named before that a noun stands for: by its name, by what it is called, by what kind of body it is."""
    if noun.owner in {"his", "her", "their", "its"}:
        return None
    kin = kindred(" ".join(noun.words))
    bodies = {
        mention.entity for mention in scene.mentions if mention.type == "ORG" and _is_before(scene, mention, offset)
    }
    named = bodies & scene.by_name_word.get(noun.head, set())
    called = named or {entity for entity in bodies if _is_called(scene, entity, noun.head, offset)}
    if called:
        meant = antecedent(scene, offset, _among(called), turns)
        if meant is not None:
            return scene.mentions[meant.mention].entity if meant.margin >= _LEAST_MARGIN else None
        return next(iter(called)) if len(called) == 1 else None
    if kin is None or kin.type in _SAY_WHAT_THEY_ARE or not noun.owner or is_plural(noun.head):
        return None
    types = {None, kin.type}
    fitting = {
        entity
        for entity in bodies
        if noun.head in ANY_BODY or body_type(scene.entities[entity].canonical_name) in types
    }
    if len(fitting) == 1 and _is_in_lead(scene, fitting):  # the body that the article is about, however far above
        return next(iter(fitting))
    return _sure(scene, antecedent(scene, offset, _among(fitting), turns), _LEAST_OF_KIND)


def _is_in_lead(scene: Scene, entities: set[int]) -> bool:
    """Whether one of the entities is named in the section's first paragraphs."""
    end = scene.paragraphs[:_LEAD_PARAGRAPHS][-1][1] if scene.paragraphs else 0
    return any(m.entity in entities and m.section == scene.section and m.start < end for m in scene.mentions)


def _is_before(scene: Scene, mention: NamedMention, offset: int) -> bool:
    return mention.section == scene.section and mention.start < offset


def _is_called(scene: Scene, entity: int, head: str, offset: int) -> bool:
    """Whether words beside a name before an offset call it so: "video game giant X", "X, the brewer"."""
    for mention in scene.by_entity[entity]:
        if not _is_before(scene, mention, offset):
            continue
        before = _WORD.findall(scene.text[max(mention.start - _CALLED_BEFORE, 0) : mention.start])[-2:]
        if head in before:
            return True
        behind = _DESCRIBED.match(scene.text, mention.end, mention.end + _CALLED_BEHIND)
        if behind is not None and head in _WORD.findall(behind.group(1).lower()):
            return True
    return False
