"""What every recogniser takes and gives: a document in sections, and the names in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from broadsheet.transforms.names.places.home import Home
from broadsheet.transforms.records.record import SectionName
from broadsheet.transforms.vocabulary.mention_types import MentionType


@dataclass(frozen=True, slots=True)
class Section:
    """A run of text that offsets count from; `index` tells the captions of one article apart.

    `sentences` are half-open code point ranges of `text`, in order. Paragraphs are parted by a line break.
    """

    name: SectionName
    text: str
    sentences: tuple[tuple[int, int], ...] = ()
    index: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """An article as the names stage sees it. `language` is ISO 639-1 or None (unknown).

    `outlet` is the registrable domain of its publisher, `home` where that is at home, as far as the collection tells.
    """

    language: str | None
    sections: tuple[Section, ...]
    dateline_place: str | None = None
    outlet: str | None = None
    home: Home | None = None


@dataclass(frozen=True, slots=True)
class Name:
    """A name as recognised: half-open code points of `document.sections[section].text`; `score` is a probability,
    None where the recogniser gives none.
    """

    section: int
    start: int
    end: int
    type: MentionType
    score: float | None = None


class Recogniser(Protocol):
    """Finds names. What it finds in a document never depends on the other documents of the batch."""

    @property
    def name(self) -> str:
        """Model and version, for the manifest."""

    def names(self, documents: Sequence[Document]) -> list[list[Name]]:
        """The names of each document, in order of section and start, none overlapping another."""
