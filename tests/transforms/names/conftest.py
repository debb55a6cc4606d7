"""From a text with its names marked, "[Ada Quill|PERSON]", to a document and the names a recogniser would find."""

import re
from collections.abc import Callable

import pytest

from broadsheet.transforms.names.models.spacy_recogniser import SpacyRecogniser
from broadsheet.transforms.names.recogniser import Document, Name, Section

_MARKED = re.compile(r"\[([^\]|]+)\|([A-Z_]+)\]")
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]?[\"”]?")

Marked = Callable[..., tuple[Document, list[Name]]]


def _section(number: int, name: str, marked: str) -> tuple[Section, list[Name]]:
    names: list[Name] = []
    text, at = "", 0
    for found in _MARKED.finditer(marked):
        text += marked[at : found.start()]
        names.append(Name(number, len(text), len(text) + len(found.group(1)), found.group(2)))  # type: ignore[arg-type]
        text += found.group(1)
        at = found.end()
    text += marked[at:]
    sentences = tuple(sentence.span() for sentence in _SENTENCE.finditer(text))
    return Section(name, text, sentences), names  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def marked() -> Marked:
    """Build a document: the body, and a title and a caption when given; `dateline` as its dateline's place."""

    def build(
        body: str, title: str | None = None, caption: str | None = None, dateline: str | None = None
    ) -> tuple[Document, list[Name]]:
        given = [("title", title), ("caption", caption), ("text", body)]
        made = [
            _section(number, name, text)
            for number, (name, text) in enumerate((n, t) for n, t in given if t is not None)
        ]
        return Document("en", tuple(section for section, _ in made), dateline), [
            one for _, names in made for one in names
        ]

    return build


@pytest.fixture(scope="session")
def spacy_recogniser() -> SpacyRecogniser:
    """The model, loaded once."""
    return SpacyRecogniser()
