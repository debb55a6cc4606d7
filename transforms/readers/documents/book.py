"""Books: the articles of an EPUB, in the order in which it is read."""

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Self
from urllib.parse import unquote

from broadsheet.transforms.metadata.date_values import moment_of
from broadsheet.transforms.readers.html import page_reader
from broadsheet.transforms.readers.markup.text import tidy
from broadsheet.transforms.readers.xml.tree import Element, descendants, parse_xml, text_in
from broadsheet.transforms.records.record import BODY_KINDS, Candidate, Moment, Record, Reject, beyond

_MAX_CHAPTERS = 20_000  # a bound on cost, as that of the files of any archive
# Bytes unpacked, of a chapter and of all: bounds on memory, set by hand; a chapter of 16 MB is no text.
_MAX_PART = 16 << 20
_MAX_TOTAL = 256 << 20  # as of any archive
# Covers, title pages and tables of contents have less text, or are mostly links.
_MIN_TEXT = 300
_MAX_LINKED = 0.5  # more than half of it: mostly
_MAX_MESSAGE = 160  # characters of a library's message: it goes into a row, and may quote the file
# What covers and pages without words are refused for: such a page of a book is passed over.
_BARE = frozenset({"no_article", "empty"})
_ERRORS = (zipfile.BadZipFile, KeyError, ValueError, OSError, EOFError, NotImplementedError, RuntimeError)
_CHAPTERS = ("application/xhtml+xml", "text/html")


@dataclass(frozen=True, slots=True)
class _Book:
    """What a book says of all its chapters; "" and None where it does not."""

    publisher: str
    language: str
    day: str
    published: Moment | None

    @classmethod
    def of(cls, root: Element) -> Self:
        """What the package document says."""
        publisher, title, language, day = (
            next((tidy(text_in(element)) for element in descendants(root, name)), "")
            for name in ("publisher", "title", "language", "date")
        )
        return cls(publisher or title, language[:2].lower(), day, moment_of(day))

    def told_of(self, record: Record, path: str) -> Record:
        """The record of a chapter with what it does not say itself."""
        record = replace(
            record,
            raw_format="epub",
            member=path,
            publisher_name=record.publisher_name or self.publisher or None,
            language=record.language or self.language or None,
            analysis_language=record.language or self.language or record.analysis_language,
        )
        if record.published is not None or self.published is None:
            return record
        evidence = Candidate("published_date", self.day, "epub", "dc:date", is_chosen=True)
        return replace(
            record,
            published=self.published,
            published_source=evidence.source,
            candidates=(*record.candidates, evidence),
        )


def read_many(data: bytes) -> Iterator[Record | Reject]:
    """The articles of the chapters; a chapter without a text of its own is passed over."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            yield from _articles(archive)
    except _ERRORS as error:
        yield Reject("malformed", f"the book cannot be read: {str(error)[:_MAX_MESSAGE]}")


def _articles(archive: zipfile.ZipFile) -> Iterator[Record | Reject]:
    package = _package(archive)
    if isinstance(package, Reject):
        yield package
        return
    root, folder = package
    book = _Book.of(root)
    left = _MAX_TOTAL
    is_any = False
    chapters = _spine(root)
    for name in chapters[:_MAX_CHAPTERS]:
        path = posixpath.normpath(posixpath.join(folder, unquote(name)))
        if path not in archive.NameToInfo:
            yield Reject("malformed", "the book names a chapter that is not in it", member=path)
            continue
        size = archive.getinfo(path).file_size
        left -= size
        if size > _MAX_PART or left < 0:
            yield Reject("too_large", "a chapter of too many bytes when unpacked", member=path)
            continue
        reading = page_reader.read(archive.read(path))
        for record in filter(_is_text, reading.records):
            is_any = True
            yield book.told_of(record, path)
        yield from (replace(reject, member=path) for reject in reading.rejects if reject.code not in _BARE)
    if len(chapters) > _MAX_CHAPTERS:
        yield beyond(_MAX_CHAPTERS, "chapters")
    if not is_any:
        yield Reject("no_article", "no chapter of the book has a text")


def _package(archive: zipfile.ZipFile) -> tuple[Element, str] | Reject:
    container = parse_xml(archive.read("META-INF/container.xml"))
    if isinstance(container, Reject):
        return container
    path = next((file.get("full-path") or "" for file in descendants(container, "rootfile")), "")
    root = parse_xml(archive.read(path))
    return root if isinstance(root, Reject) else (root, posixpath.dirname(path))


def _spine(root: Element) -> list[str]:
    """The files of the chapters, in the order in which they are read."""
    items = {item.get("id"): item for item in descendants(root, "item")}
    chapters = (items.get(reference.get("idref")) for reference in descendants(root, "itemref"))
    return [
        chapter.get("href") or ""
        for chapter in chapters
        if chapter is not None and chapter.get("media-type") in _CHAPTERS
    ]


def _is_text(record: Record) -> bool:
    body = [block for block in record.blocks if block.kind in BODY_KINDS]
    size = sum(len(block.passage.text) for block in body)
    linked = sum(link.end - link.start for block in body for link in block.links)
    return size >= _MIN_TEXT and linked <= _MAX_LINKED * size
