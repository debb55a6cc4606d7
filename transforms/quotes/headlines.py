"""Who is given the quoted regions of a headline."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

from broadsheet.transforms.quotes.marks import Region
from broadsheet.transforms.quotes.model import Attribution, Rule
from broadsheet.transforms.quotes.people.named import Scene
from broadsheet.transforms.records.spans import Span
from broadsheet.transforms.vocabulary.reporting_verbs import verb_of

_WORD: Final = re.compile(r"[^\W\d_]+")
_TYPES: Final = frozenset({"PERSON", "ORG", "NORP", "LOC"})
_NEAREST: Final = 3  # code points between name and verb: a space and a closing mark
_LABEL_MARKS: Final = frozenset(":,-–—")


def headline_attributions(scene: Scene, regions: Sequence[Region]) -> list[Attribution]:
    """Each quoted region of a headline with its verb and speaker: "X Tells Y of 'C'", "'C': X", "X: 'C'"."""
    verbs = [word.span() for word in _WORD.finditer(scene.text) if verb_of(word.group())]
    attributions: list[Attribution] = []
    for region in regions:
        outer = (region.outer_start, region.outer_end)
        cue = _cue(verbs, region)
        speaker = _subject(scene, cue) if cue else _label(scene, region)
        verb = verb_of(scene.text[slice(*cue)]) if cue and speaker else None
        if speaker is not None:
            rule: Rule = "before" if cue and cue[0] < outer[0] else "after" if cue else "label"
            attributions.append(
                Attribution((outer,), rule, cue if verb else None, verb.lemma if verb else None, speaker)
            )
    return attributions


def _cue(verbs: Sequence[Span], region: Region) -> Span | None:
    """The reporting verb nearest before a region, else the first behind it."""
    if before := bisect_right(verbs, region.outer_start, key=lambda verb: verb[1]):
        return verbs[before - 1]
    behind = bisect_left(verbs, region.outer_end, key=lambda verb: verb[0])
    return verbs[behind] if behind < len(verbs) else None


def _subject(scene: Scene, cue: Span) -> Span | None:
    """The name that ends right before a verb."""
    for index in scene.before(cue[0]):
        mention = scene.mentions[index]
        if cue[0] - mention.end > _NEAREST:
            return None
        if mention.type in _TYPES:
            return mention.start, mention.end
    return None


def _label(scene: Scene, region: Region) -> Span | None:
    """The name with a colon before a region, or behind a colon or a dash after it."""
    before = next(scene.before(region.outer_start), None)
    if before is not None:
        mention = scene.mentions[before]
        if mention.end <= region.outer_start and scene.text[mention.end : region.outer_start].strip() == ":":
            return mention.start, mention.end
    behind = scene.first_from(region.outer_end)
    if behind is not None:
        mention = scene.mentions[behind]
        if scene.text[region.outer_end : mention.start].strip() in _LABEL_MARKS:
            return mention.start, mention.end
    return None
