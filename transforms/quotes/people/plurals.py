"""The persons or the body that words for several stand for: "they", "the couple", "both"."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from broadsheet.transforms.quotes.people.named import Scene
from broadsheet.transforms.quotes.people.turns import Speaker, Turn
from broadsheet.transforms.records.spans import Span

_THEY: Final = frozenset({"they", "both", "both men", "both women", "all three", "the men", "the women"})
_NUMBERED: Final = re.compile(
    r"(?:the\s(?:couple|pair|duo|twins)|both(?:\s\w+)?|the\stwo(?:\s\w+)?)|(the\strio|all\sthree|the\sthree(?:\s\w+)?)",
    re.IGNORECASE,
)
_JOINT: Final = re.compile(r",?\s(?:and|&)\s(?:(?:his|her)\s(?:\w+\s)?\w+,?\s)?|,\s")
_MOST_GROUPS: Final = 20  # looked back over; a bound on cost, set by hand
_FURTHEST: Final = 3  # sentences back to those who are named together; set by hand: a paragraph or two


def plural_speaker(scene: Scene, span: Span, turns: Sequence[Turn]) -> Speaker | None:
    """Who several speakers are; None where that is open or the words are no such ones.

    Those who spoke together last, else the last persons named together as many as the words say; "they" is also the
    body that spoke last, in the same sentence or the one before.
    """
    words = scene.text[slice(*span)].lower()
    numbered = _NUMBERED.fullmatch(words)
    if words not in _THEY and numbered is None:
        return None
    size = None if numbered is None else 3 if numbered.group(1) else 2
    here = scene.sentence_number(span[0])
    if turns and here - scene.sentence_number(turns[-1].at) <= 1:
        last = turns[-1].speaker
        if last.status == "unnamed":
            return None  # a group without a name goes on
        if last.status == "several" and size in {None, len(last.entities)}:
            return last._replace(mention=None)
        if size is None and last.entity is not None and scene.entities[last.entity].type == "ORG":
            return last._replace(mention=None)
    groups = list(islice(_together(scene, span[0]), _MOST_GROUPS))
    for group, sentence in groups:
        if here - sentence <= _FURTHEST and size in {None, len(group)}:
            return Speaker.several(group)
    # Further above only three: pairs stand together too often to be those that are meant.
    threes = {frozenset(group) for group, _ in groups if len(group) == 3}
    return Speaker.several(sorted(threes.pop())) if size == 3 and len(threes) == 1 else None


def _together(scene: Scene, offset: int) -> Iterator[tuple[list[int], int]]:
    """The persons named together ("Lund, Hart and Brandt") before an offset, nearest first, with the sentence."""
    group: list[int] = []
    low = sentence = -1
    for index in scene.before(offset):
        mention = scene.mentions[index]
        if mention.type == "NORP":  # "Lund and his Corvanian counterpart Hart"
            continue
        joined = bool(group) and _JOINT.fullmatch(scene.text, mention.end, low) is not None
        if group and not (joined and mention.type == "PERSON"):
            if len(set(group)) > 1:
                yield group, sentence
            group = []
        if mention.type == "PERSON" and not scene.is_quoted(mention.start):
            group.insert(0, mention.entity)
            sentence = scene.sentence_number(mention.start)
        low = mention.start
    if len(set(group)) > 1:
        yield group, sentence
