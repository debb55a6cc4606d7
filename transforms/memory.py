"""From what models gave for texts before to what they would give now, so that each text is put to a model once.

An answer is kept under the hash of all that it follows from: the code and weights of its stage, and what was asked. It
holds no text, only offsets and tags, and is the same whether it is recalled or made.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from broadsheet.transforms.names.recogniser import Document, Name, Recogniser
from broadsheet.transforms.records.spans import Span
from broadsheet.transforms.sentences.parsing import Parse, Parser, Word
from broadsheet.transforms.vocabulary.typography import straight

# A table of answers: `about` is the hash of the text that was asked about.
MEMORY_SCHEMA = pa.schema([("key", pa.binary(32)), ("about", pa.binary(32)), ("answer", pa.binary())])
# The text columns of ARTICLES, the longest first: what is asked of a whole article is noted as about the first it has.
_TEXTS = ("text", "title", "caption_text")


@dataclass(slots=True)
class Memory:
    """The answers that are known, and those that were recalled or made: by key, with what they are about.

    `stages`: by name of a stage the digest of its code and weights.
    """

    stages: Mapping[str, str]
    known: Mapping[bytes, bytes] = field(default_factory=dict)
    used: dict[bytes, tuple[bytes, bytes]] = field(default_factory=dict)

    def recall(self, stage: str, asked: object, about: str) -> "Asked":
        """What is asked of a stage about a text, with the answer that is known."""
        key = hashlib.sha256(repr((stage, self.stages[stage], asked)).encode("utf-8", "surrogatepass")).digest()
        return Asked(key, _hash_of(about), self.known.get(key))

    def keep(self, asked: "Asked", answer: bytes) -> bytes:
        """Note an answer; gives it."""
        self.used[asked.key] = (asked.about, answer)
        return answer

    def table(self) -> pa.Table:
        """The answers that were used, by key."""
        rows = [(key, *self.used[key]) for key in sorted(self.used)]
        columns = [pa.array([row[at] for row in rows], column.type) for at, column in enumerate(MEMORY_SCHEMA)]
        return pa.Table.from_arrays(columns, schema=MEMORY_SCHEMA)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question by its hash, the hash of the text it is about, and the answer, where it is known."""

    key: bytes
    about: bytes
    answer: bytes | None


def of_articles(memory: pa.Table, articles: pa.Table) -> pa.Table:
    """The answers about the texts of some articles."""
    texts = {text for column in _TEXTS for text in articles[column].to_pylist() if text}
    hashes = [_hash_of(text) for text in sorted(texts)]
    return memory.filter(pc.is_in(memory["about"], value_set=pa.array(hashes, pa.binary(32))))


def _hash_of(text: str) -> bytes:
    """The hash of a text in whatever typography: a model may be asked about it with straight marks."""
    return hashlib.sha256(straight(text).encode("utf-8", "surrogatepass")).digest()


class RememberingParser(Parser):
    """A parser that is asked only what is not known."""

    def __init__(self, parser: Parser, memory: Memory) -> None:
        self._parser = parser
        self._memory = memory

    def parse(self, text: str, paragraphs: Sequence[Span], sentences: Sequence[Span]) -> tuple[Parse, ...]:
        asked = self._memory.recall("parse", (text, list(paragraphs), list(sentences)), text)
        if asked.answer is None:
            parses = self._parser.parse(text, paragraphs, sentences)
            self._memory.keep(asked, _parses_as_bytes(parses))
            return parses
        return _parses_of(self._memory.keep(asked, asked.answer), text)


@dataclass(frozen=True, slots=True)
class RememberingRecogniser:
    """A recogniser that is asked only what is not known."""

    recogniser: Recogniser
    memory: Memory

    @property
    def name(self) -> str:
        """Model and version, for the manifest."""
        return self.recogniser.name

    def names(self, documents: Sequence[Document]) -> list[list[Name]]:
        """The names of each document, in order of section and start, none overlapping another."""
        # Without what rules know of the outlet, so that no answer follows from it.
        bare = [Document(document.language, document.sections) for document in documents]
        asked = [self.memory.recall("recogniser", document, _about(document)) for document in bare]
        unknown = [document for document, question in zip(bare, asked, strict=True) if question.answer is None]
        fresh = iter(self.recogniser.names(unknown) if unknown else ())
        answers = (
            question.answer if question.answer is not None else _names_as_bytes(next(fresh)) for question in asked
        )
        return [
            _names_of(self.memory.keep(question, answer)) for question, answer in zip(asked, list(answers), strict=True)
        ]


def _about(document: Document) -> str:
    """The text by which an answer about a document is found again: its body, else its title, else its captions."""
    texts = {section.name: section.text for section in document.sections}
    return next((texts[name] for name in ("text", "title", "caption") if texts.get(name)), "")


def _parses_as_bytes(parses: Sequence[Parse]) -> bytes:
    rows = [[[w.start, w.end, w.tag, w.upos, w.dep, w.head] for w in parse.words] for parse in parses]
    return json.dumps(rows, separators=(",", ":")).encode()


def _parses_of(answer: bytes, text: str) -> tuple[Parse, ...]:
    return tuple(
        Parse(tuple(Word(start, end, text[start:end], *rest) for start, end, *rest in words))
        for words in json.loads(answer)
    )


def _names_as_bytes(names: Sequence[Name]) -> bytes:
    rows = [[n.section, n.start, n.end, n.type, None if n.score is None else float(n.score)] for n in names]
    return json.dumps(rows, separators=(",", ":")).encode()


def _names_of(answer: bytes) -> list[Name]:
    return [Name(*row) for row in json.loads(answer)]
