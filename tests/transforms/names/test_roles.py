"""Which words beside a person's name are a role, and of which body or place it is."""

import re

import pytest

from broadsheet.transforms.names.roles import roles
from broadsheet.transforms.names.rules.spans import Span
from broadsheet.transforms.vocabulary.mention_types import MentionType

_MARK = re.compile(r"\[([^|\]]+)\|([A-Z]+)\]")


def told(marked: str) -> tuple[str | None, str | None]:
    """The role of the first person of a text whose names are marked, and the name of its body."""
    text, at, spans = "", 0, []
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        kind: MentionType = match.group(2)  # type: ignore[assignment]
        spans.append(Span(0, len(text), len(text) + len(match.group(1)), kind))
        text += match.group(1)
        at = match.end()
    text += marked[at:]
    role = next(role for role, span in zip(roles([text], spans), spans, strict=True) if span.type == "PERSON")
    if role is None:
        return None, None
    body = None if role.affiliation is None else spans[role.affiliation]
    return role.words, None if body is None else text[body.start : body.end]


@pytest.mark.parametrize(
    ("body", "role", "affiliation"),
    [
        pytest.param(
            "said [Tarn Board|ORG] legal spokesman, [Ada Quill|PERSON].",
            "Tarn Board legal spokesman",
            "Tarn Board",
            id="led by its body, before a comma",
        ),
        pytest.param(
            "The spokesperson for the [Ministry of Ropes|ORG], [Ada Quill|PERSON], left.",
            "spokesperson",
            "Ministry of Ropes",
            id="with its body behind it",
        ),
        pytest.param(
            "[Corvania|LOC]'s minister of sport [Ada Quill|PERSON] left.",
            "minister",
            "Corvania",
            id="owned, a portfolio",
        ),
        pytest.param(
            "former executive director of [Tarnco|ORG] [Ada Quill|PERSON] left.",
            "former executive director",
            "Tarnco",
            id="with its body between",
        ),
        pytest.param("First Lady [Ada Quill|PERSON] left.", "First Lady", None, id="a role of two words"),
        pytest.param("refrigerator magnate [Ada Quill|PERSON] gave money.", "refrigerator magnate", None, id="a noun"),
        pytest.param(
            "[Corvanian|NORP] boxer [Ada Quill|PERSON] won.", "Corvanian boxer", "Corvanian", id="of a people"
        ),
        pytest.param("She defended goalkeeper [Ada Quill|PERSON].", "goalkeeper", None, id="a verb is no part of it"),
        pytest.param("a spokesman for Mr [Quill|PERSON] left.", None, None, id="who speaks for another is another"),
        pytest.param("a letter to the president, Mr [Quill|PERSON] said", None, None, id="to the president, X said"),
        pytest.param("The mayor met her. [Ada Quill|PERSON] left.", None, None, id="not from the sentence before"),
    ],
)
def test_before_the_name(body: str, role: str | None, affiliation: str | None) -> None:
    assert told(body) == (role, affiliation)


@pytest.mark.parametrize(
    ("body", "role", "affiliation"),
    [
        pytest.param(
            "[Ada Quill|PERSON], professor of law and rope at [Tarn University|ORG] in [Tarn|LOC], left.",
            "professor",
            "Tarn University",
            id="a body sooner than a place",
        ),
        pytest.param(
            "[Ada Quill|PERSON], 83, a special adviser to the [Tarn Board|ORG], left.",
            "special adviser",
            "Tarn Board",
            id="behind an age",
        ),
        pytest.param(
            "[Ada Quill|PERSON], leader of the [Tarn|ORG] sailing group [Ropeco|ORG], left.",
            "leader",
            "Ropeco",
            id="a name that tells what the body is, is not the body",
        ),
        pytest.param(
            "[Ada Quill|PERSON], the [Tarn Board|ORG]'s chief economist, left.",
            "chief economist",
            "Tarn Board",
            id="owned",
        ),
        pytest.param("[Ada Quill|PERSON], a very eccentric artist, left.", "artist", None, id="with a quality"),
        pytest.param(
            "[Ada Quill|PERSON], actor [Orla Finch|PERSON] and others left.", None, None, id="of the next name"
        ),
        pytest.param("[Ada Quill|PERSON], who said the mayor was ill, left.", None, None, id="not in a clause"),
        pytest.param("[Hodge|PERSON], King, [Wilkes|PERSON] played.", None, None, id="a name of a list"),
    ],
)
def test_behind_the_name(body: str, role: str | None, affiliation: str | None) -> None:
    assert told(body) == (role, affiliation)
