"""How central an entity is to its article, by where and how often it is named."""

from dataclasses import dataclass
from typing import Final

# Own formula over the features that Dunietz and Gillick (2014, "A New Entity Salience Task with Millions of Training
# Examples") found to tell most: how often, in the headline, how early.
_OFTEN: Final = 0.4
_IN_TITLE: Final = 0.3
_IN_LEAD: Final = 0.15
_EARLY: Final = 0.15


@dataclass(frozen=True, slots=True)
class Presence:
    """Mentions of an entity; `first_body_offset` is None where the body does not name it."""

    n_mentions: int
    in_title: bool
    in_lead: bool
    first_body_offset: int | None


def salience(entity: Presence, most_mentions: int, body_length: int) -> float:
    """0 to 1: 0.4 n / n of the most named + 0.3 in title + 0.15 in lead + 0.15 (1 - first offset / body length)."""
    early = 0.0 if entity.first_body_offset is None else 1 - entity.first_body_offset / max(body_length, 1)
    score = _OFTEN * entity.n_mentions / max(most_mentions, 1) + _IN_TITLE * entity.in_title
    return round(score + _IN_LEAD * entity.in_lead + _EARLY * early, 4)
