"""The mention and the entities that the words for a speaker stand for."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from broadsheet.transforms.quotes.model import NamedMention
from broadsheet.transforms.quotes.people.antecedents import antecedent
from broadsheet.transforms.quotes.people.documents import maker_of
from broadsheet.transforms.quotes.people.named import Scene
from broadsheet.transforms.quotes.people.nominals import is_one_of_a_people, named_by
from broadsheet.transforms.quotes.people.phrases import is_possessive, named_in, several_in
from broadsheet.transforms.quotes.people.plurals import plural_speaker
from broadsheet.transforms.quotes.people.turns import UNKNOWN, UNNAMED, Speaker, Turn
from broadsheet.transforms.records.spans import Span

GENDERS: Final = {"he": "male", "him": "male", "she": "female", "her": "female"}
_PRONOUNS: Final = frozenset({"i", "we", "you", "it", "they"})
_WHO: Final = frozenset({"who", "which"})
_FURTHEST_WHO: Final = 120  # code points between a name and its "who": a long apposition fits; set by hand
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
        return _resolved(scene, person_meant(scene, words, span[0], turns))
    if words in _WHO:
        return _resolved(scene, _named_before(scene, span[0]))
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
    named = named_in(scene, span)
    if named is not None and not is_one_of_a_people(scene, span, named):
        return Speaker.one(scene.mentions[named].entity, named)
    plural = plural_speaker(scene, span, turns)
    if plural is not None:
        return plural
    for resolve in (named_by, maker_of):
        entity = resolve(scene, span, turns)
        if entity is not None:
            return Speaker.one(entity)
    entity = _by_last_name(scene, span)
    return UNNAMED if entity is None else Speaker.one(entity)


def _it(scene: Scene, span: Span, turns: Sequence[Turn]) -> Speaker | None:
    """The body, or the country or place that spoke before, that "it" stands for."""
    if scene.text[slice(*span)].lower() != "it":
        return None
    spoke = {turn.speaker.entity for turn in turns[-2:]}

    def fits(mention: NamedMention) -> bool:
        return mention.type == "ORG" or (mention.type != "PERSON" and mention.entity in spoke)

    meant = antecedent(scene, span[0], fits, turns)
    is_sure = meant is not None and meant.score >= _LEAST_OF_IT
    return Speaker.one(scene.mentions[meant.mention].entity) if meant is not None and is_sure else None


def _by_last_name(scene: Scene, span: Span) -> int | None:
    """The one person of the article whose name ends in the last word of a label: "MS. LUND"."""
    last = scene.text[slice(*span)].split()[-1:]
    if not last or not last[0][:1].isupper():
        return None
    return scene.by_last_name.get(last[0].rstrip(".").lower())


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
