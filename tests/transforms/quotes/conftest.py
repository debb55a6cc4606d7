"""Articles and their quotations, for the tests of the quotes stage."""

import re
from collections.abc import Callable, Sequence

import pytest

from broadsheet.transforms.quotes.find import find_quotes
from broadsheet.transforms.quotes.model import NamedEntity, NamedMention, Quote, QuoteInput, QuoteSection
from broadsheet.transforms.sentences.parsing import Parser
from broadsheet.transforms.sentences.splitter import sentence_spans

# The people of all tests, with what the text of a real article would tell of them.
PEOPLE = (
    NamedEntity("Mara Lund", "PERSON", "female"),
    NamedEntity("Otto Brandt", "PERSON", "male"),
    NamedEntity("Harbour Board", "ORG"),
    NamedEntity("Emil Hart", "PERSON"),
)
_NAMES = (
    ("Mara Lund", 0),
    ("Lund", 0),
    ("Otto Brandt", 1),
    ("Brandt", 1),
    ("Harbour Board", 2),
    ("Emil Hart", 3),
    ("Hart", 3),
)
_ROLES = {1: "spokesman"}

FindQuotes = Callable[..., list[tuple[Quote, str | None]]]


@pytest.fixture(scope="session")
def parser() -> Parser:
    return Parser()


def section(name: str, text: str, parser: Parser | None) -> QuoteSection:
    """A section of paragraphs parted by blank lines; without a parser, for the rules that need none."""
    paragraphs = tuple(match.span() for match in re.finditer(r"[^\n]+", text))
    sentences = tuple((a + low, a + high) for a, b in paragraphs for low, high in sentence_spans(text[a:b]))
    parses = parser.parse(text, paragraphs, sentences) if parser else None
    return QuoteSection(name, text, paragraphs, sentences, parses)


def mentions(sections: Sequence[QuoteSection]) -> tuple[NamedMention, ...]:
    """Where the people of the tests are named."""
    found: list[NamedMention] = []
    for number, one in enumerate(sections):
        taken = 0
        for match in re.finditer("|".join(name for name, _ in _NAMES), one.text):
            entity = dict(_NAMES)[match.group()]
            if match.start() >= taken:
                kind = PEOPLE[entity].type
                role = _ROLES.get(entity)
                found.append(NamedMention(number, match.start(), match.end(), kind, entity, match.group(), role))
                taken = match.end()
    return tuple(found)


def found(*sections: QuoteSection) -> list[tuple[Quote, str | None]]:
    """The quotations of an article, each with the name of who speaks."""
    quotes = find_quotes(QuoteInput(sections, mentions(sections), PEOPLE))
    names = [None if quote.speaker_entity is None else PEOPLE[quote.speaker_entity].canonical_name for quote in quotes]
    return list(zip(quotes, names, strict=True))


@pytest.fixture(scope="session", params=[True, False], ids=["with a parse", "without a parse"])
def quotes_of(request: pytest.FixtureRequest, parser: Parser) -> FindQuotes:
    """The quotations of a text and, if given, of a headline before it, each with who speaks; by both kinds of rules."""

    def find(text: str, title: str = "") -> list[tuple[Quote, str | None]]:
        used = parser if request.param else None
        sections = [section("title", title, used)] if title else []
        return found(*sections, section("text", text, used))

    return find


@pytest.fixture(scope="session")
def parsed_quotes_of(parser: Parser) -> FindQuotes:
    """The quotations of a text, each with who speaks, by the rules that use a parse."""

    def find(text: str) -> list[tuple[Quote, str | None]]:
        return found(section("text", text, parser))

    return find
