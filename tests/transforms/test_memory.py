"""A text is put to a model once; what it answered is recalled for as long as stage and text are the same."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pyarrow as pa
import pytest

from broadsheet.transforms import memory, pipeline
from broadsheet.transforms.articles.articles import RawFile
from broadsheet.transforms.memory import Memory, RememberingParser, RememberingRecogniser
from broadsheet.transforms.names.recogniser import Document, Name, Section
from broadsheet.transforms.records.spans import Span
from broadsheet.transforms.sentences.parsing import Parse, Parser, Word

STAGES = {"parse": "1", "recogniser": "1"}
TEXT = "Mira Solberg left."
DOCUMENT = Document("en", (Section("title", "Osterby"), Section("text", TEXT, ((0, 18),))))
OTHER = Document("en", (Section("title", "Alby"),))


@dataclass
class Recogniser:
    """Finds the first word of each section, and counts what it is asked."""

    asked: list[Document] = field(default_factory=list)
    name: str = "first words"

    def names(self, documents: Sequence[Document]) -> list[list[Name]]:
        self.asked += documents
        return [
            [Name(at, 0, len(s.text.split()[0]), "PERSON", 0.1 + 0.2) for at, s in enumerate(document.sections)]
            for document in documents
        ]


class Words(Parser):
    """Makes one word of each paragraph, and counts what it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def parse(self, text: str, paragraphs: Sequence[Span], sentences: Sequence[Span]) -> tuple[Parse, ...]:
        self.asked.append(text)
        return tuple(Parse((Word(start, end, text[start:end], "NN", "NOUN", "ROOT", 0),)) for start, end in paragraphs)


def _recalled(table: pa.Table) -> dict[bytes, bytes]:
    return dict(zip(table["key"].to_pylist(), table["answer"].to_pylist(), strict=True))


def test_names_are_asked_once_and_recalled_as_they_were() -> None:
    model = Recogniser()
    first = Memory(STAGES)
    made = RememberingRecogniser(model, first).names([DOCUMENT, OTHER])
    again = Memory(STAGES, _recalled(first.table()))
    assert RememberingRecogniser(model, again).names([OTHER, DOCUMENT]) == made[::-1]
    assert model.asked == [DOCUMENT, OTHER]
    assert made == Recogniser().names([DOCUMENT, OTHER])
    assert again.table().equals(first.table())


def test_parses_are_asked_once_and_recalled_as_they_were() -> None:
    model = Words()
    first = Memory(STAGES)
    made = RememberingParser(model, first).parse(TEXT, [(0, 4), (5, 18)], [(0, 18)])
    again = RememberingParser(model, Memory(STAGES, _recalled(first.table())))
    assert again.parse(TEXT, [(0, 4), (5, 18)], [(0, 18)]) == made == Words().parse(TEXT, [(0, 4), (5, 18)], [])
    assert model.asked == [TEXT]


@pytest.mark.parametrize(
    ("stages", "document"),
    [
        pytest.param({**STAGES, "recogniser": "2"}, DOCUMENT, id="another stage"),
        pytest.param(STAGES, Document("en", DOCUMENT.sections[1:]), id="another text"),
        pytest.param(STAGES, Document("sv", DOCUMENT.sections), id="another language"),
    ],
)
def test_what_is_asked_otherwise_is_asked_anew(stages: dict[str, str], document: Document) -> None:
    first = Memory(STAGES)
    RememberingRecogniser(Recogniser(), first).names([DOCUMENT])
    model = Recogniser()
    RememberingRecogniser(model, Memory(stages, _recalled(first.table()))).names([document])
    assert model.asked == [document]


def test_what_rules_know_of_an_article_is_no_part_of_what_a_model_is_asked() -> None:
    first = Memory(STAGES)
    RememberingRecogniser(Recogniser(), first).names([DOCUMENT])
    model = Recogniser()
    informed = Document("en", DOCUMENT.sections, dateline_place="Alby", outlet="courier.example")
    RememberingRecogniser(model, Memory(STAGES, _recalled(first.table()))).names([informed])
    assert model.asked == []
    RememberingRecogniser(model, Memory(STAGES)).names([informed])
    assert model.asked == [DOCUMENT]


def test_an_answer_about_a_text_in_other_marks_stays_with_its_article() -> None:
    first = Memory(STAGES)
    RememberingRecogniser(Recogniser(), first).names([Document("en", (Section("text", 'She said "yes".'),))])
    table = first.table()
    articles = pa.table({"text": ["She said \u201cyes\u201d."], "title": [None], "caption_text": [None]})
    assert memory.of_articles(table, articles).equals(table)


def test_an_answer_holds_no_text_and_goes_with_its_articles() -> None:
    first = Memory(STAGES)
    RememberingRecogniser(Recogniser(), first).names([DOCUMENT, OTHER])
    RememberingParser(Words(), first).parse(TEXT, [(0, 18)], [(0, 18)])
    table = first.table()
    assert not [answer for answer in table["answer"].to_pylist() if b"Mira" in answer]
    articles = pa.table({"text": [None, "Nothing."], "title": ["Alby", None], "caption_text": [None, None]})
    assert memory.of_articles(table, articles).num_rows == 1
    articles = pa.table({"text": [TEXT], "title": ["Alby"], "caption_text": [None]})
    assert memory.of_articles(table, articles).equals(table)


def test_a_batch_is_the_same_with_what_is_remembered_and_without() -> None:
    tools = pipeline.tools("news-fast", parse=True)
    text = '# Mira Solberg leaves Osterby\n\n2021-03-02\n\nMira Solberg left. "It was time," said Aron Weiss of Alby.\n'
    files = [RawFile("a.md", text.encode())]
    plain = pipeline.batch(files, tools)
    first = Memory(STAGES)
    assert pipeline.batch(files, tools, first) == plain
    again = Memory(STAGES, _recalled(first.table()))
    assert pipeline.batch(files, tools, again) == plain
    assert again.table().equals(first.table())
    assert first.table().num_rows >= 2
