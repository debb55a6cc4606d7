"""Plain text, of one article or of many in whatever layout."""

import re
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from broadsheet.transforms.decoding.text import Decoded, decode
from broadsheet.transforms.readers.exports import bundles, heads, layouts
from broadsheet.transforms.readers.exports.source import Draft, Source, paragraphs_of, story_of
from broadsheet.transforms.readers.markdown import text_reader
from broadsheet.transforms.readers.markup.text import excerpt
from broadsheet.transforms.readers.story.record import record_of
from broadsheet.transforms.readers.story.story import collected
from broadsheet.transforms.records.record import Reading, Record, Reject

# What every layout known here has: a line of signs, a label, a code, a count of documents. Most texts have none of it.
_MAY_BE_EXPORT = re.compile(
    r"""
      ^[ \t]*(?:[=*_#~+%@<>]{3}|-{3}|(?:[=*_#~+%-][ ]){4})       # a line of signs
    | ^[ \t]*[^\W\d_][^:：=\t\n]{1,39}[ \t]*[:：=\t]              # a label
    | ^[ \t]*[A-Z]{2,3}[ \t]*$                                   # a code
    | ^[ \t]*(?:document|dokument|documento|end\ of\ document)\b # a mark between documents
    | ^\#{1,6}\s*\w+\s*\d                                       # a word with a number
    | ^[\[(]?\w+[ \t]*[\#:№]?[ \t]*\d{1,6}(?:\s\S{1,3}\s\d{1,6})?[\])]?[ \t]*$
    | ^(?:news|bio|web)[·.]\d{8}                                # the number of a document of Europresse
    | ^</?\w+[^<>]{0,200}>[ \t]*$ | ^@highlight | \f
    """,
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)
_HEADING = "\n# "  # a second one of the first rank, perhaps
_GUESSED = "lines_as_articles"
_HIGHLIGHT = "@highlight"
_FRONT_MATTER = ("---", "+++")


def read(data: bytes) -> Reading:
    """The articles of the text."""
    return collected(read_many(data))


def read_many(data: bytes) -> Iterator[Record | Reject]:
    """The articles of the text, one by one."""
    decoded = decode(data)
    articles = None
    if isinstance(decoded, Decoded) and _may_be_many(decoded.text):
        source = Source(decoded.text, "", decoded.offsets, True, flags=decoded.flags)
        first = decoded.text.lstrip("\ufeff \r\n").partition("\n")[0].rstrip()
        articles = None if first in _FRONT_MATTER else articles_of(source)
    if articles is not None:
        yield from articles
        return
    reading = text_reader.read(data)
    yield from reading.records
    yield from reading.rejects


def _may_be_many(text: str) -> bool:
    """Whether a text has any mark of a layout; lines that follow on each other may be articles."""
    if _HEADING in text or "\n\n" not in text or _MAY_BE_EXPORT.search(text) is not None:
        return True
    return heads.may_have_heads(text)


def articles_of(source: Source) -> Iterator[Record | Reject] | None:
    """The articles of a text that is laid out in a known way; None for a text of one article, in no layout."""
    if any(line.text == _HIGHLIGHT for line in source.lines):
        return iter((_with_highlights(source),))
    articles = layouts.read_many(source)
    if articles is not None:
        return articles
    parts = bundles.parts_of(source.lines, source.text)
    if parts is None:
        return None
    if not parts.ranges:
        message = (
            f"the sign {parts.sign!r} parts the text, but not into articles: put each article into a file of its own"
        )
        return iter((Reject("unknown_layout", message, excerpt=excerpt(source.text)),))
    flags = (*source.flags, _GUESSED) if parts.is_guessed else source.flags
    return _of_parts(replace(source, flags=flags), parts.ranges)


def single(source: Source) -> Iterator[Record | Reject]:
    """The article of a text that stands for a document: its passages lead to no bytes."""
    reading = text_reader.read(source.text.encode("utf-8", "replace"))
    for record in reading.records:
        yield replace(record, raw_format=source.raw_format, offsets=None, has_raw_offsets=False)
    yield from reading.rejects


def _of_parts(source: Source, ranges: list[tuple[int, int]]) -> Iterator[Record | Reject]:
    """The articles of the parts of a text, each read as a text of its own."""
    for number, (start, end) in enumerate(ranges, 1):
        low, high = source.lines[start].start, source.lines[end - 1].end
        part = replace(source, text=source.text[low:high])
        if source.has_raw_offsets:
            places = np.arange(low, high + 1) if source.offsets is None else source.offsets[low : high + 1]
            part = replace(part, offsets=places)
        for article in _of_part(part):
            yield replace(article, member=f"{number}#{article.member}" if article.member else str(number))


def _of_part(part: Source) -> Iterator[Record | Reject]:
    articles = layouts.read_many(part)
    if articles is not None:
        yield from articles
        return
    reading = text_reader.read(part.text.encode("utf-8", "replace"))
    for record in reading.records:
        flags = (*part.flags, *record.quality_flags)
        raw_format = part.raw_format or record.raw_format
        kept = replace(record, raw_format=raw_format, quality_flags=flags, offsets=part.offsets)
        yield replace(kept, has_raw_offsets=part.has_raw_offsets and record.has_raw_offsets)
    yield from reading.rejects


def _with_highlights(source: Source) -> Record | Reject:
    """The article of a text with highlights below it, as in the corpus of CNN and the Daily Mail: they sum it up."""
    lines = source.lines
    places = [at for at, line in enumerate(lines) if line.text == _HIGHLIGHT]
    draft = Draft(paragraphs=paragraphs_of(lines[: places[0]], is_flowed=source.is_flowed))
    for low, high in zip(places, [*places[1:], len(lines)], strict=True):
        draft.offer("summary", " ".join(line.text for line in lines[low + 1 : high]), _HIGHLIGHT)
    return record_of(story_of(source, draft, "highlights"))
