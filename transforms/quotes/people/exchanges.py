"""Which of two people a pronoun stands for where speech goes back and forth between them."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from broadsheet.transforms.quotes.model import Attribution
from broadsheet.transforms.quotes.people.named import Scene
from broadsheet.transforms.quotes.people.speakers import GENDERS
from broadsheet.transforms.quotes.people.turns import Speaker

_ANSWERS: Final = frozenset({"ask", "reply", "answer", "respond", "retort", "counter", "rejoin", "inquire", "query"})
_GOES_ON: Final = frozenset({"add", "continue", "go", "conclude", "finish"})
_OTHER: Final = "the other"
_CLOSES: Final = "\"'”’»› ,"


class Exchange:
    """Follows the quotations of a section, each the opening of a paragraph, as they are given to speakers."""

    def __init__(self, scene: Scene, attributions: Sequence[Attribution]) -> None:
        self._scene = scene
        self._attributions = attributions
        self._starts = [start for start, _ in scene.paragraphs]
        self._last_of: dict[int, int] = {}  # paragraph -> place of the attribution that opens it
        self._alternating: set[int] = set()

    def speaker(self, place: int, speakers: Sequence[Speaker], addressee: int | None) -> int | None:
        """The entity that takes its turn in attribution `place`; None where no exchange tells.

        `speakers` are those of the attributions before; `addressee` is the entity that the last of these was said to.
        """
        attribution = self._attributions[place]
        paragraph = bisect_right(self._starts, attribution.content[0][0]) - 1
        if paragraph < 0 or self._scene.text[self._starts[paragraph] : attribution.content[0][0]].strip():
            return None
        self._last_of[paragraph] = place
        last = self._last_of.get(paragraph - 1)
        if (
            last is None
            or attribution.speaker is None
            or attribution.cue_lemma in _GOES_ON
            or not self._is_exchange(place, last)
        ):
            return None
        words = self._scene.text[slice(*attribution.speaker)].lower()
        if words not in GENDERS and not words.startswith(_OTHER):
            return None
        before = self._last_of.get(paragraph - 2)
        entity = addressee if before is None else speakers[before].entity
        if entity is None or entity == speakers[last].entity or not self._may_be(entity, GENDERS.get(words)):
            return None
        self._alternating.add(place)
        return entity

    def _is_exchange(self, place: int, last: int) -> bool:
        before = self._attributions[last]
        asks = self._scene.text[before.content[-1][1] - 3 : before.content[-1][1]].rstrip(_CLOSES).endswith("?")
        answers = {before.cue_lemma, self._attributions[place].cue_lemma} & _ANSWERS
        return asks or bool(answers) or last in self._alternating

    def _may_be(self, entity: int, gender: str | None) -> bool:
        known = self._scene.entities[entity]
        return known.type == "PERSON" and (gender is None or known.gender in {None, gender})
