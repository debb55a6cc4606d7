"""Whom the words that name a speaker stand for: names inside longer words, common nouns, pronouns, several together."""

import re
from collections.abc import Sequence

import pytest

from broadsheet.transforms.quotes.find import find_quotes
from broadsheet.transforms.quotes.model import NamedEntity, NamedMention, Quote, QuoteInput, QuoteSection
from broadsheet.transforms.sentences.parsing import Parser
from broadsheet.transforms.sentences.splitter import sentence_spans

_MARK = re.compile(r"\[([^|\]]+)\|([A-Z]+)(\d+)(?:\|([^\]|]*))?(?:\|(\d+))?\]")


def article(marked: str, parser: Parser) -> tuple[QuoteInput, list[str]]:
    """A text whose names are marked as [surface|TYPEnumber|role|affiliation], and the first surface of each entity."""
    text, at = "", 0
    mentions: list[NamedMention] = []
    names: dict[int, NamedEntity] = {}
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        number, start = int(match.group(3)), len(text)
        text += match.group(1)
        of = int(match.group(5)) if match.group(5) else None
        role = match.group(4) or None
        mentions.append(NamedMention(0, start, len(text), match.group(2), number, match.group(1), role, of))
        names.setdefault(number, NamedEntity(match.group(1), match.group(2)))
        at = match.end()
    text += marked[at:]
    paragraphs = tuple(match.span() for match in re.finditer(r"[^\n]+", text))
    sentences = tuple((a + low, a + high) for a, b in paragraphs for low, high in sentence_spans(text[a:b]))
    section = QuoteSection("text", text, paragraphs, sentences, parser.parse(text, paragraphs, sentences))
    entities = tuple(names[number] for number in sorted(names))
    return QuoteInput((section,), tuple(mentions), entities), [entity.canonical_name for entity in entities]


def speakers(quotes: Sequence[Quote], names: Sequence[str]) -> list[str]:
    """The names of who says the last quotation."""
    return [names[entity] for entity in quotes[-1].speaker_entities]


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            'The union\'s secretary, Mr [Hart|PERSON0], said: "We will wait."', ["Hart"], id="an honorific between"
        ),
        pytest.param(
            '[Ada Quill|PERSON0], secretary of the [Tarn Trust|ORG1], said: "We will wait."',
            ["Ada Quill"],
            id="the person, not the body of the role behind the name",
        ),
        pytest.param(
            '[Ada Quill-Vine|PERSON0], campaigns director at [Tarnco|ORG1] in [Tarn|LOC2], said: "We will wait."',
            ["Ada Quill-Vine"],
            id="the person, not the role behind the name",
        ),
        pytest.param(
            "According to the director of the [Tarn Trust|ORG0], [Ada Quill|PERSON1], ropes were dear.",
            ["Ada Quill"],
            id="the person behind the role",
        ),
        pytest.param("According to the mayor, [Ada Quill|PERSON0], 40, had left.", [], id="not whose age is told of"),
        pytest.param(
            "According to the director of the [Tarn Trust|ORG0], [Ada Quill|PERSON1] had left.",
            [],
            id="not the subject of what is told",
        ),
        pytest.param(
            "[Corvania|LOC0]'s [Ada Quill|PERSON1] and Board Chairwoman said that ropes were dear.",
            ["Ada Quill"],
            id="a second role behind a name",
        ),
        pytest.param('The [First Lady|ORG0] said: "We will wait."', [], id="a title alone is nobody's name"),
        pytest.param('The 12-strong [Tarn Trust|ORG0] jury said: "We will wait."', ["Tarn Trust"], id="its jury"),
        pytest.param("A [Tarn Trust|ORG0] spokeswoman said prices would rise.", ["Tarn Trust"], id="its spokeswoman"),
        pytest.param(
            '[Corvania|LOC0], the leading exporter of rope, said: "We will wait."',
            ["Corvania"],
            id="a country and what it is",
        ),
        pytest.param(
            "The world's largest rope maker, [Tarnco|ORG0], said prices would rise.", ["Tarnco"], id="a body behind"
        ),
        pytest.param(
            'The [Tarn Trust|ORG0] nonprofit said: "We will wait."', ["Tarn Trust"], id="a noun behind a body"
        ),
        pytest.param("The [Tarn Trust|ORG0] report said the sea had risen.", ["Tarn Trust"], id="the report of a body"),
        pytest.param("The [Tarn Trust|ORG0]'s figures showed that prices rose.", ["Tarn Trust"], id="its figures"),
        pytest.param("Officials in [Tarnshire|ORG0] said prices would rise.", [], id="its people are not the body"),
        pytest.param("[Tarn Trust|ORG0] members said prices would rise.", [], id="nor its members"),
        pytest.param(
            'Frontbencher [Ada Quill|PERSON0] MP said: "We will wait."', ["Ada Quill"], id="letters behind a name"
        ),
        pytest.param(
            'Chief [Ada Quill|PERSON0] with the [Harbour Board|ORG1] said Monday: "We will wait."',
            ["Ada Quill"],
            id="with a body",
        ),
        pytest.param(
            'The jury, led by the Corvanian actress [Ada Quill|PERSON0], said: "We will wait."',
            [],
            id="not who leads those that speak",
        ),
        pytest.param(
            "The case against [Tarnco|ORG0], claiming that it fixed prices, was weak.", [], id="whom a case is against"
        ),
    ],
)
def test_names_inside_longer_words(body: str, expected: list[str], parser: Parser) -> None:
    given, names = article(body, parser)
    assert speakers(find_quotes(given), names) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            '[Ada Quill|PERSON0|finance minister] met [Orlo Vine|PERSON1|mayor]. "We will wait," the minister said.',
            ["Ada Quill"],
            id="by role, not by nearness",
        ),
        pytest.param(
            '[Ada Quill|PERSON0|deputy prime minister] left. "We will wait," the prime minister said.',
            [],
            id="a deputy is not the one she stands in for",
        ),
        pytest.param(
            '[Ada Quill|PERSON0|president] spoke. "We will wait," the head of state said.',
            ["Ada Quill"],
            id="by another word for the role",
        ),
        pytest.param(
            "[Ada Quill|PERSON0|chairwoman|1] of [Tarnco|ORG1] met [Nora Vine|PERSON2|chairwoman|3] of [Ropeco|ORG3]. "
            '"We will wait," the [Tarnco|ORG1] boss said.',
            ["Ada Quill"],
            id="of two of a role the one of that body",
        ),
        pytest.param(
            '[Ada Quill|PERSON0] beat [Nora Vine|PERSON1] in two sets. "I was lucky," the 27-year-old said.',
            ["Ada Quill"],
            id="an age is that of the subject",
        ),
        pytest.param(
            "[Ada Quill|PERSON0], 34, beat [Nora Vine|PERSON1]. [Vine|PERSON1] had led. [Vine|PERSON1] lost. "
            'The 34-year-old said: "I was lucky."',
            ["Ada Quill"],
            id="an age that the text tells is that person's",
        ),
        pytest.param(
            "[Ada Quill|PERSON0|president] left. The president, who spoke in [Tarn|LOC1], said prices would rise.",
            ["Ada Quill"],
            id="a place in a clause is no part of the role",
        ),
        pytest.param(
            '"It is late," [Ada Quill|PERSON0] said. The same official said that prices would rise.',
            ["Ada Quill"],
            id="the same is who spoke last",
        ),
        pytest.param(
            "[Orlo Vine|PERSON0|leader|1] of the [Tarn Front|ORG1] spoke. His movement said that it would wait.",
            ["Tarn Front"],
            id="his movement is that of his role",
        ),
        pytest.param(
            'Rope giant [Tarnco|ORG0] cut prices. "Demand is low," the company said.', ["Tarnco"], id="the company"
        ),
        pytest.param(
            "[Tarnco|ORG0] cut prices. Ropes had been dear for years. Few were sold. Ships had other ropes. "
            '"Demand is low," the company said.',
            ["Tarnco"],
            id="the company that the article is about, however far above",
        ),
        pytest.param(
            "The [Harbour Centre|ORG0] met [Tarnco|ORG1]. The centre said that prices would rise.",
            ["Harbour Centre"],
            id="the centre by its name",
        ),
        pytest.param(
            "[Tarnco|ORG0] cut prices. The group said that demand was low.", ["Tarnco"], id="any body is a group"
        ),
        pytest.param(
            "The [Assembly|ORG0] sat. The conservatives demanded that the mayor resign.", [], id="a plural is no body"
        ),
        pytest.param(
            'The [Ministry of Ropes|ORG0] met [Tarnco|ORG1]. "We will wait," the ministry said.',
            ["Ministry of Ropes"],
            id="a ministry by its name",
        ),
        pytest.param(
            '[Tarnco|ORG0] cut prices. "We will wait," the ministry said.',
            [],
            id="no ministry by its name",
        ),
        pytest.param(
            "In its latest report, the [Tarn Trust|ORG0] urged calm. The report said the sea had risen.",
            ["Tarn Trust"],
            id="a report is that of its maker",
        ),
        pytest.param("A report was out. The report said the sea had risen.", [], id="a report of nobody named"),
        pytest.param(
            "[Tarnco|ORG0] cut prices. It said that demand was low.", ["Tarnco"], id="it is the body that is spoken of"
        ),
        pytest.param(
            'The [Harbour Board of Tarn|ORG0] came to mend what it called "serious disorder".',
            ["Harbour Board of Tarn"],
            id="it is the subject, whose name has an of",
        ),
        pytest.param(
            "[Ada Quill|PERSON0] left. A teacher said it was cold. She added that it rained.",
            [],
            id="she is the one without a name who spoke last",
        ),
        pytest.param(
            "[Ada Quill|PERSON0] said a teacher told her it was cold. She said that it rained.",
            ["Ada Quill"],
            id="but not one whose words another tells",
        ),
        pytest.param(
            "[Orlo Vine|PERSON0] left. It was cold, the customs broker said. He added that it rained.",
            ["Orlo Vine"],
            id="nor one spoken of as known, who may be the one named",
        ),
        pytest.param(
            '[Ada Quill|PERSON0] began talking to [Orlo Vine|PERSON1]. "The shop is ours." [Vine|PERSON1] nodded.',
            ["Ada Quill"],
            id="who nods in a sentence of their own did not speak",
        ),
        pytest.param(
            '"It is late," [Ada Quill|PERSON0] said. What did [Orlo Vine|PERSON1] say after it? "We will wait for it."',
            ["Orlo Vine"],
            id="who is asked about answers",
        ),
        pytest.param(
            '[Ada Quill|PERSON0] called it "rather late, on the whole," with two rope-related delays.',
            ["Ada Quill"],
            id="a part of an adjective is no verb",
        ),
        pytest.param(
            "[Ada Quill|PERSON0|minister] left. The minister took the opportunity to remind that ropes were dear.",
            ["Ada Quill"],
            id="who takes the chance to speak",
        ),
        pytest.param(
            "[Ada Quill|PERSON0] met the four [Tarn Trust|ORG1] members who insisted that prices would rise.",
            [],
            id="who are the members",
        ),
        pytest.param(
            "[Ada Quill|PERSON0], a teacher of [Tarn|LOC1], who insisted that prices would rise, left.",
            ["Ada Quill"],
            id="who is the person in whose apposition it stands",
        ),
    ],
)
def test_common_nouns(body: str, expected: list[str], parser: Parser) -> None:
    given, names = article(body, parser)
    assert speakers(find_quotes(given), names) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            "[Ada Quill|PERSON0] and [Orlo Vine|PERSON1] said the bridge was safe.",
            ["Ada Quill", "Orlo Vine"],
            id="two persons",
        ),
        pytest.param(
            "Rope maker [Tarnco|ORG0] and rope seller [Ropeco|ORG1] said prices would rise.",
            ["Tarnco", "Ropeco"],
            id="two bodies, each with what it is",
        ),
        pytest.param(
            '[Ada Quill|PERSON0] and [Orlo Vine|PERSON1] left the island. "We were cold," the couple said.',
            ["Ada Quill", "Orlo Vine"],
            id="the couple",
        ),
        pytest.param(
            "[Ada Quill|PERSON0] and [Orlo Vine|PERSON1] said they had left. They said that it was cold.",
            ["Ada Quill", "Orlo Vine"],
            id="they, who spoke together",
        ),
        pytest.param(
            "[Ada Quill|PERSON0] and her [Corvanian|NORP1] counterpart [Orlo Vine|PERSON2] met. They said it was late.",
            ["Ada Quill", "Orlo Vine"],
            id="they, one of whom is told of by a people",
        ),
        pytest.param(
            '[Ada Quill|PERSON0], [Orlo Vine|PERSON1] and [Bo Hart|PERSON2] left. "We were cold," the couple said.',
            [],
            id="three are no couple",
        ),
        pytest.param(
            "[Ada Quill|PERSON0], [Orlo Vine|PERSON1] and [Bo Hart|PERSON2] left. It was cold. It was late. It rained. "
            '"We were cold," the three said.',
            ["Ada Quill", "Orlo Vine", "Bo Hart"],
            id="the only three, however far above",
        ),
        pytest.param(
            "[Ada Quill|PERSON0|mayor] left. Both the mayor and Chancellor [Orlo Vine|PERSON1] said it was late.",
            ["Ada Quill", "Orlo Vine"],
            id="a noun and a name",
        ),
        pytest.param(
            "Both the mayor and Chancellor [Orlo Vine|PERSON0] said it was late.", [], id="of two, one is not known"
        ),
        pytest.param(
            '"It is late," said [Ada Quill|PERSON0], head of sales in [Ostland|LOC1], [Corvania|LOC2] and [Tarn|LOC3].',
            ["Ada Quill"],
            id="the places of a role do not speak",
        ),
        pytest.param(
            "[Tarn|ORG0] and Rope Secretary [Ada Quill|PERSON1] said prices would rise.",
            ["Ada Quill"],
            id="a title with and",
        ),
    ],
)
def test_several_speakers(body: str, expected: list[str], parser: Parser) -> None:
    given, names = article(body, parser)
    quotes = find_quotes(given)
    assert speakers(quotes, names) == expected
    assert quotes[-1].speaker_entity == (quotes[-1].speaker_entities[0] if len(expected) == 1 else None)
    assert quotes[-1].speaker_status == ("several" if len(expected) > 1 else "resolved" if expected else "unnamed")


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("The [Harbour Board|ORG0] on Monday", id="a day"),
        pytest.param("The [Harbour Board|ORG0] in a statement on Monday", id="a statement and its day"),
    ],
)
def test_a_time_is_no_part_of_the_speaker(words: str, parser: Parser) -> None:
    given, _ = article(f"{words} said that ropes were dear.", parser)
    quote = find_quotes(given)[-1]
    text = given.sections[0].text
    assert quote.speaker_surface == text[quote.speaker_char_start : quote.speaker_char_end] == "The Harbour Board"
