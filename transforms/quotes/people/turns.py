"""Who spoke before in a section, and who spoke last of a kind."""

from collections.abc import Callable, Sequence
from itertools import islice
from typing import Final, NamedTuple

from broadsheet.transforms.quotes.model import NamedMention, Status
from broadsheet.transforms.quotes.people.named import Scene

_MOST_TURNS: Final = 20  # looked back over; a bound on cost, set by hand: who spoke last stands close


class Speaker(NamedTuple):
    """The places of the entities that speak, each all of it, and of the mention that says so; None where none does."""

    mention: int | None
    entities: tuple[int, ...]
    status: Status

    @classmethod
    def one(cls, entity: int, mention: int | None = None) -> "Speaker":
        """An entity that speaks alone."""
        return cls(mention, (entity,), "resolved")

    @classmethod
    def several(cls, entities: Sequence[int]) -> "Speaker":
        """Entities that say the same together; one alone where all are one."""
        distinct = tuple(dict.fromkeys(entities))
        return cls(None, distinct, "several" if len(distinct) > 1 else "resolved")

    @property
    def entity(self) -> int | None:
        """The only one that speaks; None where none or several do."""
        return self.entities[0] if len(self.entities) == 1 else None


UNKNOWN: Final = Speaker(None, (), "unknown")
UNNAMED: Final = Speaker(None, (), "unnamed")


class Turn(NamedTuple):
    """Who spoke, where the text says so, and in which words."""

    speaker: Speaker
    at: int
    words: str = ""


def last_of(turns: Sequence[Turn], fits: Callable[[NamedMention], bool], scene: Scene) -> int | None:
    """The entity that spoke last of those that have a fitting mention; None where none has."""
    for turn in islice(reversed(turns), _MOST_TURNS):
        entity = turn.speaker.entity
        if entity is not None and any(fits(mention) for mention in scene.by_entity.get(entity, ())):
            return entity
    return None
