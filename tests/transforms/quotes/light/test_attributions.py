"""What sentences report, by the rules that need no parse."""

import re

import pytest

from broadsheet.transforms.quotes.light.attributions import light_attributions
from tests.transforms.quotes.conftest import section


def told(text: str) -> list[tuple[str, list[str], str | None]]:
    """The rule, the contents and the speaker of each attribution."""
    return [
        (
            found.rule,
            [re.sub(r"\s+", " ", text[slice(*span)]) for span in found.content],
            None if found.speaker is None else text[slice(*found.speaker)],
        )
        for found in light_attributions(section("text", text, None))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Mara Lund said that the ferry was late.",
            ("clause", ["that the ferry was late"], "Mara Lund"),
            id="a clause",
        ),
        pytest.param(
            "The ferry was late, Mara Lund said.", ("fronted", ["The ferry was late"], "Mara Lund"), id="fronted"
        ),
        pytest.param(
            "The talks, Mara Lund said, had gone badly.",
            ("interrupted", ["The talks", "had gone badly"], "Mara Lund"),
            id="interrupted",
        ),
        pytest.param(
            "The ferry was late, according to Mara Lund.",
            ("according", ["The ferry was late"], "Mara Lund"),
            id="according to",
        ),
        pytest.param(
            "Mara Lund called the plan “late as ever”.", ("call", ["the plan “late as ever”"], "Mara Lund"), id="a call"
        ),
    ],
)
def test_attributions(text: str, expected: tuple[str, list[str], str]) -> None:
    assert told(text) == [expected]


def test_another_verb_ends_the_content() -> None:
    assert [contents for _, contents, _ in told("Mara Lund said the ferry was late, adding that it had no lamps.")] == [
        ["the ferry was late"],
        ["that it had no lamps"],
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "The ministry late on Monday night said that the ferry was late.",
            ("clause", ["that the ferry was late"], "The ministry"),
            id="a day before the verb is nobody",
        ),
        pytest.param(
            "Lund Jr. said that the ferry was late.",
            ("clause", ["that the ferry was late"], "Lund Jr"),
            id="an abbreviation before the verb",
        ),
        pytest.param(
            "The ferry was late, said Mara Lund, who steers it.",
            ("fronted", ["The ferry was late"], "Mara Lund"),
            id="the verb before who speaks",
        ),
        pytest.param(
            "The ferry was late, Mara Lund told a panel Monday.",
            ("fronted", ["The ferry was late"], "Mara Lund"),
            id="who is told at the end",
        ),
        pytest.param(
            "Mara Lund said they keep to the plan.", ("clause", ["they keep to the plan"], "Mara Lund"), id="a pronoun"
        ),
        pytest.param(
            "Mara Lund said the ferry was late, although nobody asked.",
            ("clause", ["the ferry was late"], "Mara Lund"),
            id="a clause of the outlet's own",
        ),
    ],
)
def test_who_speaks_and_what(text: str, expected: tuple[str, list[str], str]) -> None:
    assert told(text) == [expected]


def test_what_is_added_behind_quoted_words_is_of_who_spoke_them() -> None:
    text = "“The ferry is late,” Mara Lund said, adding that it had no lamps."
    assert told(text)[1:] == [("clause", ["that it had no lamps"], "Mara Lund")]


def test_a_joined_verb_is_of_the_subject_before() -> None:
    text = "Mara Lund was late and said they keep to the plan."
    assert told(text) == [("clause", ["they keep to the plan"], "Mara Lund")]
