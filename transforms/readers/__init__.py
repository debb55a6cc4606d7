"""From the bytes of a raw file to the articles in it: its format is told by its content, and each has one reader."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from broadsheet.transforms.readers import arc, packed, warc, wire_text
from broadsheet.transforms.readers.containers import Budget, Member, gunzip, unzip, unzstd
from broadsheet.transforms.readers.corpora import scholarly, sgml, wiki
from broadsheet.transforms.readers.documents import book, mail
from broadsheet.transforms.readers.documents import reader as documents
from broadsheet.transforms.readers.exports import reader as exports
from broadsheet.transforms.readers.exports import ris, web
from broadsheet.transforms.readers.fields import xml_articles
from broadsheet.transforms.readers.html import page_reader
from broadsheet.transforms.readers.interfaces import json_articles
from broadsheet.transforms.readers.metadata_files import facts_in_zip
from broadsheet.transforms.readers.sniffing import sniff
from broadsheet.transforms.readers.story.story import collected
from broadsheet.transforms.readers.tables import columnar, database, delimited, workbook
from broadsheet.transforms.readers.told import told_by_files
from broadsheet.transforms.readers.xml import feed, newsml, newsml_g2, nitf
from broadsheet.transforms.records.record import Reading, Record, Reject
from broadsheet.transforms.vocabulary.lists import rows

__all__ = ["FORMATS", "TABLES", "read", "read_many", "sniff"]

Columns = Mapping[str, str]
Stream = Callable[[bytes], Iterator[Record | Reject | Member]]
TableStream = Callable[[bytes, Columns | None, bytes], Iterator[Record | Reject]]


def _whole(read: Callable[[bytes], Reading]) -> Stream:
    """The stream of a reader that gives all at once."""

    def stream(data: bytes) -> Iterator[Record | Reject | Member]:
        reading = read(data)
        yield from reading.records
        yield from reading.rejects

    return stream


def _uncut(read: Callable[[bytes, Columns | None], Iterator[Record | Reject]]) -> TableStream:
    """The stream of a reader of tables that are never read in slices."""
    return lambda data, columns, _: read(data, columns)


def _html(data: bytes) -> Iterator[Record | Reject | Member]:
    """A page is an article, or the export of a database with many."""
    yield from web.read_many(data) or _whole(page_reader.read)(data)


# Every format that can be read, with a reader that gives its articles one by one, and for containers the files in
# them. To add one: write its reader, let `sniffing` know its marks, and name it here.
FORMATS: dict[str, Stream] = {
    "markdown": exports.read_many,
    "html": _html,
    "feed": feed.read_many,
    "warc": warc.read_many,
    "arc": arc.read_many,
    "newsml": _whole(newsml.read),
    "newsml_g2": _whole(newsml_g2.read),
    "nitf": _whole(nitf.read),
    "wire_text": _whole(wire_text.read),
    "xml": _whole(xml_articles.read),
    "sgml": sgml.read_many,
    "scholarly": _whole(scholarly.read),
    "mediawiki": wiki.read_many,
    "ris": ris.read_many,
    "mail": mail.read_many,
    "epub": book.read_many,
    **documents.READERS,
}
# The formats of tables, whose columns may be named by an option.
TABLES: dict[str, TableStream] = {
    "csv": delimited.read_many,
    "json": json_articles.read_many,
    "parquet": _uncut(columnar.read_parquet),
    "arrow": _uncut(columnar.read_arrow),
    "workbook": _uncut(workbook.read),
    "sqlite": _uncut(database.read),
}
# Formats that are read as a whole, and how many bytes of them: twice a page of a web archive. Exports of databases, of
# 1,000 articles at most, have some 8 MB.
_SINGLE = frozenset({"markdown", "html", "newsml", "newsml_g2", "nitf", "wire_text", "xml"})
_MAX_DOCUMENT = 16 << 20
_CONTAINERS = frozenset({"gzip", "zstd", "zip", "tar", "bzip2", "xz", "lz4"})
# What to do with files of formats that are known and not read.
_ADVICE = {row[0]: row[1] for row in rows("format_advice.tsv")}
# Archives and compressed files that hold others, level by level: ".tar.gz" in a zip archive is three.
_MAX_DEPTH = 3


def read(data: bytes, columns: Columns | None = None) -> Reading:
    """The articles in a file. Never raises on what is in it: what cannot be read is a reject.

    `columns`: names of columns of tables by the field they hold, where they are not to be recognised.
    """
    return collected(read_many(data, columns))


def read_many(data: bytes, columns: Columns | None = None, above: bytes = b"") -> Iterator[Record | Reject]:
    """The same, one by one, so that no more than one article need be held; compressed files and archives are opened.

    `above`: the head of the table of which the data are a slice; it tells their columns, and gives no article.
    """
    name = sniff(above) if above else None
    if name in TABLES:
        return TABLES[name](data, columns, above)
    return _articles(data, Budget.of(len(data)), 0, columns)


def _articles(data: bytes, budget: Budget, depth: int, columns: Columns | None) -> Iterator[Record | Reject]:
    name = sniff(data)
    if name is None:
        yield Reject("empty", "the file holds no text")
        return
    if name in _SINGLE and len(data) > _MAX_DOCUMENT:
        yield Reject("too_large", f"a text of {len(data)} bytes, more than the {_MAX_DOCUMENT} of one: split it")
        return
    if name in TABLES:
        yield from TABLES[name](data, columns, b"")
        return
    if name in _CONTAINERS and depth == _MAX_DEPTH:
        yield Reject("unsupported_format", f"{name} inside {depth} other archives or compressed files")
        return
    if name in _CONTAINERS:
        parts: Iterator[Record | Reject | Member] = _opened(name, data, budget)
    elif name in FORMATS:
        parts = FORMATS[name](data)
    else:
        advice = _ADVICE.get(name, "there is no reader for it")
        yield Reject("unsupported_format", f"the file is {name}: {advice}")
        return
    facts, tables = facts_in_zip(data) if name == "zip" else ({}, {})
    for part in parts:
        if not isinstance(part, Member):
            yield part
        elif part.name in tables:
            if tables[part.name]:
                yield Reject("missing_file", tables[part.name], member=part.name)
        elif depth == _MAX_DEPTH:
            yield Reject("unsupported_format", f"a file inside {depth} other files", member=part.name)
        else:
            told = facts.get(part.name, ())
            for article in _articles(part.data, budget, depth + 1, columns):
                yield _named(told_by_files(article, told) if isinstance(article, Record) else article, part.name)


def _opened(name: str, data: bytes, budget: Budget) -> Iterator[Member | Reject]:
    if name == "zip":
        yield from unzip(data, budget)
    elif name == "tar":
        yield from packed.untar(data, budget)
    elif name in ("gzip", "zstd"):
        yield gunzip(data, budget) if name == "gzip" else unzstd(data, budget)
    else:
        yield packed.unpack(name, data, budget)


def _named(article: Record | Reject, name: str) -> Record | Reject:
    """An article or a reject of a member, named within the archive; its bytes are not those of the raw file."""
    if isinstance(article, Record):
        article = replace(article, has_raw_offsets=False)
    return replace(article, member=f"{name}#{article.member}" if article.member else name) if name else article
