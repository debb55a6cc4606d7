"""Who acts by a verb, and the words of a noun phrase."""

import pytest

from broadsheet.transforms.quotes.parsed.attributions import views_of
from broadsheet.transforms.quotes.parsed.grammar import agent, is_passive, likely_subject, phrase
from broadsheet.transforms.quotes.parsed.view import View
from broadsheet.transforms.sentences.parsing import Parser
from tests.transforms.quotes.conftest import section


def parsed(parser: Parser, text: str) -> View:
    (only,) = views_of(section("text", text, parser))
    return only


def at(view: View, word: str) -> int:
    return next(index for index in range(len(view.words)) if view.words[index].text == word)


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        pytest.param("Mara Lund said it was late.", "said", "Lund", id="its own"),
        pytest.param("Lund sailed home and said it was late.", "said", "Lund", id="shared with another verb"),
        pytest.param(
            "New owners, said Mara Lund, are required to carry lamps at night.",
            "said",
            "Lund",
            id="behind it, between commas",
        ),
        pytest.param("Lund said it was late, adding that it rained.", "adding", "Lund", id="of a participle"),
    ],
)
def test_subjects(parser: Parser, text: str, verb: str, expected: str) -> None:
    view = parsed(parser, text)
    subject = likely_subject(view, at(view, verb))
    assert subject is not None
    assert view.words[subject].text == expected


def test_the_agent_of_a_passive(parser: Parser) -> None:
    view = parsed(parser, "Brandt was told by Lund that it was late.")
    told = at(view, "told")
    actor = agent(view, told)
    assert is_passive(view, told)
    assert actor is not None
    assert view.words[actor].text == "Lund"


def test_a_phrase_ends_before_its_relative_clause(parser: Parser) -> None:
    view = parsed(parser, "Mara Lund met the old captain who sailed home.")
    assert view.text[slice(*phrase(view, at(view, "captain")))] == "the old captain"
