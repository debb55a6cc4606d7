"""The lines of a text, as a file holds it or a document gives it, and the story that lines tell."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from broadsheet.transforms.readers.markup.blocks import Picture
from broadsheet.transforms.readers.markup.spans import passage_of_spans
from broadsheet.transforms.readers.markup.text import clean, tidy
from broadsheet.transforms.readers.story.story import Story
from broadsheet.transforms.records.passage import Offsets, verbatim
from broadsheet.transforms.records.record import Block

_LINE = re.compile(r"[^\n\f\r]*(?:\r\n?|\n|\f|\Z)")
_WORDY = re.compile(r"\w")
# Lines of text that was broken for a screen of 80 columns are nearly as long as it is wide.
_WRAPPED = range(40, 100)
_MIN_WRAPPED = 0.6  # of the width, set by hand: a long word leaves the end of a line empty
_MAX_BLOCKS = 5_000  # paragraphs: a bound on cost, set by hand


class Line(NamedTuple):
    """A line: where its text starts and ends in the source, without white space around it, and that text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Source:
    """A text and how it came: `offsets` lead to its bytes, where `has_raw_offsets`; `is_flowed`: every line is a whole
    paragraph, as in what was made from a document."""

    text: str
    raw_format: str = ""
    offsets: Offsets | None = None
    has_raw_offsets: bool = False
    is_flowed: bool = False
    flags: tuple[str, ...] = ()

    @cached_property
    def lines(self) -> list[Line]:
        """The lines, blank ones included."""
        return list(self._lines())

    def _lines(self) -> Iterable[Line]:
        for match in _LINE.finditer(self.text):
            raw = match[0]
            if not raw and match.end() == len(self.text):
                return
            text = raw.strip()
            start = match.start() + (len(raw) - len(raw.lstrip()) if text else 0)
            yield Line(start, start + len(text), text)


@dataclass(slots=True)
class Draft:
    """What is known of an article while its lines are read: values of fields, and paragraphs, each of its lines.
    `ambiguous`: the value of a label that means a section in one language and a headline in another."""

    fields: list[tuple[str, str, str]] = field(default_factory=list)
    headline: list[Line] = field(default_factory=list)
    paragraphs: list[list[Line]] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    ambiguous: Line | None = None

    def offer(self, name: str, value: str, rule: str) -> None:
        """Note a value of a field."""
        if value.strip():
            self.fields.append((name, value, rule))

    def has(self, name: str) -> bool:
        """Whether the field has a value."""
        return any(known == name for known, _, _ in self.fields)


def story_of(source: Source, draft: Draft, layout: str) -> Story:
    """The story of a draft, its passages leading back to the source."""
    pictures = _pictures(source.text, draft.captions)
    # With one passage that has lost its place no raw span can be given.
    has_places = source.has_raw_offsets and all(picture.passage for picture in pictures)
    story = Story(source.raw_format or layout, layout, offsets=source.offsets, has_raw_offsets=has_places)
    story.flags.extend((*source.flags, *draft.flags))
    if draft.headline:
        story.headline = passage_of_spans(source.text, [(line.start, line.end) for line in draft.headline])
        story.offer("title", story.headline.text, "headline")
    for name, value, rule in draft.fields:
        if name == "keywords":
            story.keywords.extend(part.strip() for part in re.split(r"[;,|]", value))
        else:
            story.offer(name, value, rule)
    if story.headline and story.headline.text != next(iter(story.values("title")), None):
        story.headline = None
    spans = [[(line.start, line.end) for line in lines] for lines in draft.paragraphs[:_MAX_BLOCKS]]
    passages = [passage_of_spans(source.text, paragraph) for paragraph in spans]
    story.body.blocks = [Block("paragraph", passage) for passage in passages if _WORDY.search(passage.text)]
    story.body.is_truncated = len(draft.paragraphs) > _MAX_BLOCKS
    story.body.pictures = pictures
    return story


def _pictures(text: str, captions: Iterable[str]) -> list[Picture]:
    """The pictures of captions, which come in order; one that is not in the text as it reads has no passage."""
    pictures: list[Picture] = []
    at = 0
    for caption in map(clean, captions):
        if caption:
            start = text.find(caption, at) if at >= 0 else -1
            passage = verbatim(text, start, start + len(caption)) if start >= 0 else None
            pictures.append(Picture("", caption, "", passage))
            at = start + len(caption) if start >= 0 else -1
    return pictures


def paragraphs_of(lines: Sequence[Line], *, is_flowed: bool) -> list[list[Line]]:
    """The lines in paragraphs: parted by blank lines; without these, where lines are not broken, each is one."""
    filled = [line for line in lines if line.text]
    if not filled:
        return []
    has_blank = any(not line.text for line in lines[1:-1])
    if is_flowed or not (has_blank or _are_wrapped(filled)):
        return [[line] for line in filled]
    paragraphs: list[list[Line]] = []
    is_new = True
    is_wrapped = _are_wrapped(filled)
    for line in lines:
        if not line.text:
            is_new = True
        elif is_new or not is_wrapped:
            paragraphs.append([line])
            is_new = False
        else:
            paragraphs[-1].append(line)
    return paragraphs


def _are_wrapped(lines: Sequence[Line]) -> bool:
    """Whether lines were broken to fit a width: most of those another one follows are of about one length."""
    longest = max(len(line.text) for line in lines)
    near = sum(len(line.text) >= _MIN_WRAPPED * longest for line in lines)
    return longest in _WRAPPED and len(lines) > 1 and near >= len(lines) / 2


def value_of(lines: Iterable[Line]) -> str:
    """The text of several lines as one."""
    return tidy(" ".join(line.text for line in lines))
