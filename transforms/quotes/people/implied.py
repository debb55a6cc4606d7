"""Who speaks quotations that nobody is named for: by the sentence before, or by who spoke last."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

from broadsheet.transforms.quotes.model import Attribution
from broadsheet.transforms.quotes.people.named import Scene
from broadsheet.transforms.quotes.people.speakers import GENDERS, person_meant
from broadsheet.transforms.quotes.people.turns import Speaker, Turn
from broadsheet.transforms.records.spans import Span

_FURTHEST: Final = 3  # paragraphs back to the last words of a speaker
_FURTHEST_LEAD: Final = 3  # code points between the sentence that leads to a quotation and its mark


def implied_speaker(
    scene: Scene, quoted: Span, attributions: Sequence[Attribution], speakers: Sequence[Speaker]
) -> Speaker | None:
    """Who speaks a quoted sentence that nobody is named for.

    The person that the sentence right before it is about, else who spoke last in the three paragraphs before; None
    where neither is there. `attributions` are in order, `speakers` who speaks each.
    """
    last = _last(scene, quoted, attributions, speakers)
    about = _about(scene, quoted[0], last)
    entity = about if about is not None else last
    return None if entity is None else Speaker.one(entity)


def speaker_of_sentence(
    scene: Scene, quoted: Span, attributions: Sequence[Attribution], speakers: Sequence[Speaker]
) -> Speaker | None:
    """Who speaks quoted words that nobody is named for, by who speaks before them in the sentence."""
    number = bisect_right(scene.sentences, quoted[0], key=lambda span: span[0]) - 1
    if number < 0:
        return None
    start = scene.sentences[number][0]
    for at in range(
        bisect_left(attributions, quoted[0], key=lambda attribution: attribution.content[0][0]) - 1, -1, -1
    ):
        if attributions[at].content[-1][1] < start:
            return None
        cue = attributions[at].cue
        if cue is not None and start <= cue[0] < quoted[0] and speakers[at].status != "unknown":
            return speakers[at]._replace(mention=None)
    return None


def _about(scene: Scene, offset: int, last: int | None) -> int | None:
    """The person who is the subject of the sentence before a quotation."""
    number = bisect_right(scene.sentences, offset - 1, key=lambda span: span[0]) - 1
    if number < 0 or offset - scene.sentences[number][1] > _FURTHEST_LEAD or offset < scene.sentences[number][1]:
        return None
    start, end = scene.sentences[number]
    first = scene.text[start:end].split(maxsplit=1)[0].lower()
    if first in GENDERS:
        turns = () if last is None else (Turn(Speaker.one(last), start),)
        mention = person_meant(scene, first, start, turns)
        return None if mention is None else scene.mentions[mention].entity
    for index in scene.inside((start, end)):
        named = scene.mentions[index]
        clause = scene.subject_of(named)
        is_subject = scene.starts_sentence(named) if clause is None else bool(clause.verb)
        if named.type == "PERSON" and is_subject:
            return named.entity
    return None


def _last(scene: Scene, quoted: Span, attributions: Sequence[Attribution], speakers: Sequence[Speaker]) -> int | None:
    """The last person to speak before a quotation, a few paragraphs back at most."""
    paragraph = bisect_right(scene.paragraphs, quoted[0], key=lambda span: span[0]) - 1
    low = scene.paragraphs[max(paragraph - _FURTHEST, 0)][0]
    for at in range(
        bisect_left(attributions, quoted[0], key=lambda attribution: attribution.content[0][0]) - 1, -1, -1
    ):
        if attributions[at].content[-1][1] < low:
            return None
        entity = speakers[at].entity
        if entity is not None and scene.entities[entity].type == "PERSON":
            return entity
    return None
