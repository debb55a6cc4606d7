"""The pieces an article's body is sorted from: a block's text, what its mark-up said of it, and what it is."""

from dataclasses import dataclass
from typing import NamedTuple

from broadsheet.transforms.records.passage import Passage
from broadsheet.transforms.records.record import BlockKind, Link
from broadsheet.transforms.vocabulary.phrases import Phrases

_TERMINAL = tuple(".!?…:;\"”»’'。！？」』）)؟।")


class Mark(NamedTuple):
    """A run of emphasis: half-open code points of the text, and whether it is strong (bold)."""

    start: int
    end: int
    strong: bool


class Inline(NamedTuple):
    """A block's text and what its mark-up said; offsets in `links` and `marks` are code points of the text."""

    passage: Passage
    links: tuple[Link, ...] = ()
    marks: tuple[Mark, ...] = ()
    images: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A block of the body, before it is known to be part of the article."""

    kind: BlockKind
    text: str
    links: tuple[Link, ...] = ()


@dataclass(slots=True)
class Part:
    """A block with its plain text. `kind` begins as what its mark-up says and ends as a `records.BlockKind`, or ""
    for what has no row: pictures, rules, tables and the parts of the page around the article. `phrases` of furniture
    are those that its file may hold; None, where nobody looked."""

    kind: str
    inline: Inline
    text: str
    level: int = 0
    group: int = 0
    start: int = 0
    end: int = 0
    known_boilerplate: bool | None = None
    phrases: Phrases | None = None

    @property
    def links(self) -> tuple[Link, ...]:
        """The links in the text."""
        return self.inline.links

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The emphasis in the text."""
        return self.inline.marks

    @property
    def images(self) -> tuple[str, ...]:
        """The addresses of the pictures that stand in the block."""
        return self.inline.images

    @property
    def link_share(self) -> float:
        """The share of the text that is links."""
        if not self.inline.links or not self.text:
            return 0.0
        return sum(link.end - link.start for link in self.inline.links) / len(self.text)

    @property
    def is_emphasised(self) -> bool:
        """Whether all of the text is bold or italic."""
        marks = self.inline.marks
        return (
            bool(marks)
            and marks[0].start <= 1
            and max(mark.end for mark in marks) >= len(self.text) - 1
            and (sum(mark.end - mark.start for mark in marks) >= len(self.text) - 3)
        )

    @property
    def has_prose(self) -> bool:
        """Whether the text reads like a sentence: it has an end mark, or is long."""
        return len(self.text) >= 120 or (len(self.text) >= 12 and self.text.endswith(_TERMINAL))
