"""From a headline, its quoted regions and its names to who is given them."""

import re
from collections.abc import Sequence
from typing import Final

from broadsheet.transforms.quotes.cues import verb_of
from broadsheet.transforms.quotes.marks import Region
from broadsheet.transforms.quotes.model import Attribution, Rule, Span
from broadsheet.transforms.quotes.people.named import Scene

_WORD: Final = re.compile(r"[^\W\d_]+")
_TYPES: Final = frozenset({"PERSON", "ORG", "NORP", "LOC"})
_NEAREST: Final = 3


def headline_attributions(scene: Scene, regions: Sequence[Region]) -> list[Attribution]:
    """Each quoted region of a headline with its verb and speaker: "X Tells Y of 'C'", "'C': X", "X: 'C'"."""
    found: list[Attribution] = []
    for region in regions:
        outer = (region.outer_start, region.outer_end)
        cue = _cue(scene.text, region)
        speaker = _subject(scene, cue) if cue else _label(scene, region)
        verb = verb_of(scene.text[slice(*cue)]) if cue and speaker else None
        if speaker is not None:
            rule: Rule = "before" if cue and cue[0] < outer[0] else "after" if cue else "label"
            found.append(Attribution((outer,), rule, cue if verb else None, verb.lemma if verb else None, speaker))
    return found


def _cue(text: str, region: Region) -> Span | None:
    """The reporting verb nearest before a region, else the first behind it."""
    before = [word.span() for word in _WORD.finditer(text, 0, region.outer_start) if verb_of(word.group())]
    if before:
        return before[-1]
    behind = (word.span() for word in _WORD.finditer(text, region.outer_end) if verb_of(word.group()))
    return next(behind, None)


def _subject(scene: Scene, cue: Span) -> Span | None:
    """The name that ends right before a verb."""
    for index in scene.before(cue[0]):
        mention = scene.mentions[index]
        if mention.type in _TYPES and cue[0] - mention.end <= _NEAREST:
            return mention.start, mention.end
    return None


def _label(scene: Scene, region: Region) -> Span | None:
    """The name with a colon before a region, or behind a colon or a dash after it."""
    for index in scene.own:
        mention = scene.mentions[index]
        before = scene.text[mention.end : region.outer_start].strip()
        behind = scene.text[region.outer_end : mention.start].strip()
        if mention.end <= region.outer_start and before == ":":
            return mention.start, mention.end
        if mention.start >= region.outer_end and behind in {":", ",", "-", "–", "—"}:
            return mention.start, mention.end
    return None
