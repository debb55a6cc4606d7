"""Which type a source has by what the text tells elsewhere: names in full, who spoke last, whom somebody speaks for."""

import pytest

from broadsheet.transforms.quotes.find import find_quotes
from broadsheet.transforms.quotes.model import NamedEntity, NamedMention, QuoteInput
from tests.transforms.quotes.conftest import section

Name = tuple[str, str, str | None]


def source_types(text: str, *names: Name) -> list[str | None]:
    """The type of each quotation's source; `names` are names of the text with their kinds and roles."""
    mentions = sorted(
        (
            NamedMention(0, text.find(name), text.find(name) + len(name), kind, number, name, role)
            for number, (name, kind, role) in enumerate(names)
        ),
        key=lambda mention: mention.start,
    )
    entities = tuple(NamedEntity(name, kind) for name, kind, _ in names)
    article = QuoteInput((section("text", text, None),), tuple(mentions), entities)
    return [quote.source_type for quote in find_quotes(article)]


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        pytest.param(
            "The Tarn Medical Association met. “Beds are full,” the association said.",
            [("Tarn Medical Association", "ORG", None)],
            "health",
            id="a body named in full before",
        ),
        pytest.param(
            "The choir met. “Beds are full,” the association said.", [], "civil_society", id="a body named nowhere"
        ),
        pytest.param(
            "“We sail at ten,” said Ida Marsh's spokesman.",
            [("Ida Marsh", "PERSON", "Senator")],
            "politician",
            id="who speaks for a person",
        ),
        pytest.param(
            "“We sail at ten,” the Corvanian leader said.",
            [("Corvanian", "NORP", None)],
            "politician",
            id="a country's leader",
        ),
        pytest.param("“We sail at ten,” Corvania said.", [("Corvania", "LOC", None)], "government", id="a country"),
        pytest.param(
            "“We sail at ten,” said the Tarn Courier's Odd Ferring.",
            [("Tarn Courier", "ORG", None), ("Odd Ferring", "PERSON", None)],
            "media",
            id="a newspaper's own",
        ),
        pytest.param(
            "“We sail at ten,” said Corvania's President Ida Marsh.",
            [("Corvania", "LOC", None), ("Ida Marsh", "PERSON", None)],
            "politician",
            id="a country's president",
        ),
        pytest.param(
            "“We sail at ten,” said Ida Marsh, the Orlan director of sales for Corvania.",
            [("Ida Marsh", "PERSON", None), ("Corvania", "LOC", None)],
            "business",
            id="a director for a country",
        ),
        pytest.param(
            "“We sail at ten,” said Angela Merkel.",
            [("Angela Merkel", "PERSON", None)],
            "politician",
            id="somebody whom readers know",
        ),
        pytest.param(
            "“We sail at ten,” said Ida Marsh of Tarn Hospital.",
            [("Ida Marsh", "PERSON", None), ("Tarn Hospital", "ORG", None)],
            "health",
            id="a body behind a name",
        ),
        pytest.param("“We sail at ten,” Orlan said.", [("Orlan", "ORG", None)], "business", id="a body not known"),
        pytest.param(
            "“We sail at ten,” Tarncheck.org said.", [("Tarncheck.org", "ORG", None)], "media", id="the name of a site"
        ),
        pytest.param(
            "“We sail at ten,” the TFP said.", [("TFP", "NORP", None)], "politician", id="a party by capitals"
        ),
        pytest.param(
            "The Tarn Seamen's Union met. “Beds are full,” the group said.",
            [("Tarn Seamen's Union", "ORG", None)],
            "civil_society",
            id="the body named before",
        ),
        pytest.param(
            "She spoke to voters in Tarn and Borl who said that the ferry was late.",
            [],
            "citizen",
            id="a noun farther off",
        ),
        pytest.param(
            "She spoke to voters who said that the ferry was late.", [], "citizen", id="the noun before a pronoun"
        ),
    ],
)
def test_type_by_the_words_elsewhere(text: str, names: list[Name], expected: str) -> None:
    assert source_types(text, *names)[-1] == expected


def test_a_statement_is_of_who_spoke_last() -> None:
    text = "“We sail at ten,” the ministry said. “It is safe,” the statement said."
    assert source_types(text) == ["government", "government"]


def test_a_statement_of_nobody_is_a_document() -> None:
    assert source_types("“It is safe,” the statement said.") == ["document"]
