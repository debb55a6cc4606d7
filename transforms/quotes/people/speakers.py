"""The mention and the entities that the words for a speaker stand for."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from broadsheet.transforms.names.titles import is_job, is_modifier
from broadsheet.transforms.quotes.model import NamedMention
from broadsheet.transforms.quotes.people.antecedents import antecedent
from broadsheet.transforms.quotes.people.documents import maker_of
from broadsheet.transforms.quotes.people.named import Scene
from broadsheet.transforms.quotes.people.nominals import is_one_of_a_people, named_by
from broadsheet.transforms.quotes.people.phrases import (
    PART_END,
    body_spoken_for,
    is_possessive,
    named_in,
    person_before,
    person_behind,
    several_in,
)
from broadsheet.transforms.quotes.people.plurals import plural_speaker
from broadsheet.transforms.quotes.people.turns import UNKNOWN, UNNAMED, Speaker, Turn
from broadsheet.transforms.quotes.sources.phrases import is_plural, kindred
from broadsheet.transforms.records.spans import Span

GENDERS: Final = {"he": "male", "him": "male", "she": "female", "her": "female"}
_PRONOUNS: Final = frozenset({"i", "we", "you", "it", "they"})
_WHO: Final = frozenset({"who", "which"})
# Words in small letters of offices: "Minister for Ropes, Tides and Ferries Ada Lund".
_IN_OFFICES: Final = frozenset({"and", "of", "for", "the"})
_FURTHEST_WHO: Final = 120  # code points between a name and its "who": a long apposition fits; set by hand
_FURTHEST_UNNAMED: Final = 1  # sentences: who has no name is not spoken of for long; set by hand
# "both the minister and Mayor Lund": the noun and the name.
_PAIR: Final = re.compile(r"(both\s)?(the\s[a-z][a-z\s-]*?)\sand\s(.*[A-Z].*)", re.IGNORECASE | re.DOTALL)
_OF: Final = re.compile(r"\s(?:of|for|at|in|from|with|to)\s")
# What may stand between a name and its "who": "of the union", ", the secretary,", "(Tarn)".
_BESIDE: Final = re.compile(r"(?:['’]s)?(?:\s(?:of|from|at|for)\s[^,.]*)?(?:,[^.]*,|\s?\([^()]*\))?,?\s*")
# "The teacher" is somebody spoken of before; who speaks for a body may be nobody that has a name.
_BRINGS_IN: Final = re.compile(r"(?:an?|one|another)\s|.*\bspokes(?:man|woman|person)")
_OPENING: Final = re.compile(r"(?:The|This)\s[a-z][\w-]+")
_SPEAKERS: Final = frozenset({"PERSON", "ORG", "NORP"})
# Below it "it" is left open: a body that is no subject and was not named of late. Set as the bounds of nouns are.
_LEAST_OF_IT: Final = 0.0


def speaker_of(scene: Scene, span: Span | None, turns: Sequence[Turn] = ()) -> Speaker:
    """Whom the words of a span stand for; `turns` are those who spoke before, in order.

    "unnamed" where words are there but no name is meant, or which is open; "unknown" without words.
    """
    if span is None:
        return UNKNOWN
    words = scene.text[slice(*span)].lower()
    if words in GENDERS:
        return _same_without_name(scene, span, turns) or _resolved(scene, person_meant(scene, words, span[0], turns))
    if words in _WHO:
        return _whose(scene, span, turns)
    if words in _PRONOUNS:
        return (plural_speaker(scene, span, turns) if words == "they" else _it(scene, span, turns)) or UNNAMED
    return _by_phrase(scene, span, turns)


def person_meant(scene: Scene, pronoun: str, offset: int, turns: Sequence[Turn]) -> int | None:
    """The mention that "he" or "she" at an offset stands for; None where no person named before can be meant."""
    gender = GENDERS[pronoun]

    def fits(mention: NamedMention) -> bool:
        return mention.type == "PERSON" and scene.entities[mention.entity].gender in {None, gender}

    meant = antecedent(scene, offset, fits, turns, gender)
    return None if meant is None else meant.mention


def interviewee(scene: Scene) -> Speaker:
    """Who answers in an interview: the person it names most; nobody where two are named as often.

    Persons named in full come before those of one word, which may be a place or an outlet.
    """
    persons = [mention.entity for mention in scene.mentions if mention.type == "PERSON"]
    in_full = [entity for entity in persons if " " in scene.entities[entity].canonical_name]
    counts = Counter(in_full or persons).most_common(2)
    if not counts or (len(counts) > 1 and counts[0][1] == counts[1][1]):
        return UNNAMED
    return Speaker.one(counts[0][0])


def _resolved(scene: Scene, mention: int | None) -> Speaker:
    return UNNAMED if mention is None else Speaker.one(scene.mentions[mention].entity)


def _by_phrase(scene: Scene, span: Span, turns: Sequence[Turn]) -> Speaker:
    """Who a noun phrase is: those it names, then those it stands for."""
    series = several_in(scene, span)
    if series:
        return Speaker.several([scene.mentions[index].entity for index in series])
    both = _noun_and_name(scene, span, turns)
    if both is not None:
        return both
    named = named_in(scene, span)
    if named is not None and scene.mentions[named].type != "PERSON":
        person = person_before(scene, span)
        named = named if person is None else person
    if named is not None and not is_one_of_a_people(scene, span, named):
        return Speaker.one(scene.mentions[named].entity, named)
    plural = plural_speaker(scene, span, turns)
    if plural is not None:
        return plural
    for resolve in (named_by, maker_of):
        entity = resolve(scene, span, turns)
        if entity is not None:
            return Speaker.one(entity)
    person = person_behind(scene, span)
    person = person_before(scene, span) if person is None else person
    if person is not None:
        return Speaker.one(scene.mentions[person].entity)
    entity = _by_last_name(scene, span)
    entity = body_spoken_for(scene, span) if entity is None else entity
    return UNNAMED if entity is None else Speaker.one(entity)


def _noun_and_name(scene: Scene, span: Span, turns: Sequence[Turn]) -> Speaker | None:
    """The two speakers of "both the minister and Mayor Lund"; None where the words are no such ones.

    Without "both" the noun may be a second role of the person named, unless it is another's.
    """
    words = scene.text[slice(*span)]
    pair = _PAIR.fullmatch(words)
    if pair is None:
        return None
    behind = (span[0] + pair.start(3), span[1])
    named = named_in(scene, behind)
    if named is None or scene.mentions[named].type != "PERSON" or scene.inside((span[0], behind[0])):
        return None
    first = named_by(scene, (span[0] + pair.start(2), span[0] + pair.end(2)), turns)
    if first is not None and first != scene.mentions[named].entity:
        return Speaker.several([first, scene.mentions[named].entity])
    return UNNAMED if pair.group(1) else None


def _same_without_name(scene: Scene, span: Span, turns: Sequence[Turn]) -> Speaker | None:
    """Who spoke in the sentence before, where it was one person without a name: "a spokeswoman said ... she added"."""
    if not turns or scene.sentence_number(span[0]) - scene.sentence_number(turns[-1].at) > _FURTHEST_UNNAMED:
        return None
    last = turns[-1]
    entity = last.speaker.entity
    is_named = entity is not None and scene.entities[entity].type == "PERSON"
    between = any(scene.mentions[index].type == "PERSON" for index in scene.inside((last.at, span[0])))
    if last.speaker.status == "several" or is_named or between or not _is_one_person(last.words.lower()):
        return None
    if len(turns) > 1 and scene.sentence_number(turns[-2].at) == scene.sentence_number(last.at):
        return None  # another says in that sentence what this one told
    return last.speaker._replace(mention=None)


def _is_one_person(words: str) -> bool:
    """Whether words bring in one person without a name: "a teacher", "the spokeswoman for the board"."""
    if not _BRINGS_IN.match(words):
        return False
    head = PART_END.split(_OF.split(words)[0])[0].split()
    kin = kindred(" ".join(head), closes=True)
    return bool(head) and not is_plural(words) and (is_job(head[-1]) or (kin is not None and kin.head == "role"))


def _whose(scene: Scene, span: Span, turns: Sequence[Turn]) -> Speaker:
    """Whom a relative pronoun stands for: the name beside it, else what the noun before it stands for."""
    noun = None if _is_beside_name(scene, span[0]) else scene.relative_phrase(span[0])
    return _resolved(scene, _named_before(scene, span[0])) if noun is None else _by_phrase(scene, noun, turns)


def _is_beside_name(scene: Scene, offset: int) -> bool:
    """Whether a relative pronoun follows a name, with nothing but an apposition between."""
    index = next(iter(scene.before(offset)), None)
    return index is not None and _BESIDE.fullmatch(scene.text, scene.mentions[index].end, offset) is not None


def _it(scene: Scene, span: Span, turns: Sequence[Turn]) -> Speaker | None:
    """The body, or the country or place that spoke before, that "it" stands for."""
    if scene.text[slice(*span)].lower() != "it":
        return None
    spoke = {turn.speaker.entity for turn in turns[-2:]}

    def fits(mention: NamedMention) -> bool:
        return mention.type == "ORG" or (mention.type != "PERSON" and mention.entity in spoke)

    meant = antecedent(scene, span[0], fits, turns)
    if meant is not None and meant.score >= _LEAST_OF_IT:
        return Speaker.one(scene.mentions[meant.mention].entity)
    return _called_before(scene, span[0], turns)


def _called_before(scene: Scene, offset: int, turns: Sequence[Turn]) -> Speaker | None:
    """The body that the sentence before opens with by a noun: "The company is ... It said"."""
    number = scene.sentence_number(offset) - 2
    opening = _OPENING.match(scene.text, *scene.sentences[number]) if number >= 0 else None
    entity = None if opening is None else named_by(scene, opening.span(), turns)
    is_body = entity is not None and scene.entities[entity].type == "ORG"
    return Speaker.one(entity) if entity is not None and is_body else None


def _by_last_name(scene: Scene, span: Span) -> int | None:
    """The one person of the article whose name ends in the last word of a label: "MS. LUND".

    Behind a comma nothing stands before it but what may be title or name: "the jury, led by Ada Lund" is not hers.
    """
    first, *parts = PART_END.split(scene.text[slice(*span)])
    *before, last = (parts[-1] if parts else first).split() or [""]
    is_bare = all(word[:1].isupper() or word in _IN_OFFICES or is_job(word) or is_modifier(word) for word in before)
    return scene.by_last_name.get(last.rstrip(".").lower()) if last[:1].isupper() and (is_bare or not parts) else None


def _named_before(scene: Scene, offset: int) -> int | None:
    """The person, or else the body, that a relative pronoun follows."""
    fallback: int | None = None
    for index in scene.before(offset):
        mention = scene.mentions[index]
        if offset - mention.end > _FURTHEST_WHO or "." in scene.text[mention.end : offset].replace("Jr.", ""):
            break
        if mention.type == "PERSON" and not is_possessive(scene, mention):
            return index
        if mention.type in _SPEAKERS and fallback is None and offset - mention.end <= 3:
            fallback = index
    return fallback
