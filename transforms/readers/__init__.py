"""From the bytes of a raw file to the articles in it: its format is told by its content, and each has one reader."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from broadsheet.transforms.readers import warc, wire_text
from broadsheet.transforms.readers.containers import Budget, Member, gunzip, unzip, unzstd
from broadsheet.transforms.readers.fields import delimited, json_articles, xml_articles
from broadsheet.transforms.readers.html import page_reader
from broadsheet.transforms.readers.markdown import text_reader
from broadsheet.transforms.readers.sniffing import sniff
from broadsheet.transforms.readers.story.story import collected
from broadsheet.transforms.readers.xml import feed, newsml, newsml_g2, nitf
from broadsheet.transforms.records.record import Reading, Record, Reject

__all__ = ["READERS", "STREAMS", "read", "read_many", "sniff"]

Reader = Callable[[bytes], Reading]
Stream = Callable[[bytes], Iterator[Record | Reject]]

# Every format that can be read. To add one: write its reader, let `sniffing` know its marks, and name it here.
READERS: dict[str, Reader] = {
    "markdown": text_reader.read,
    "html": page_reader.read,
    "json": json_articles.read,
    "csv": delimited.read,
    "feed": feed.read,
    "warc": warc.read,
    "newsml": newsml.read,
    "newsml_g2": newsml_g2.read,
    "nitf": nitf.read,
    "wire_text": wire_text.read,
    "xml": xml_articles.read,
}
# The formats of files with so many articles that they are read one by one.
STREAMS: dict[str, Stream] = {
    "json": json_articles.read_many,
    "csv": delimited.read_many,
    "feed": feed.read_many,
    "warc": warc.read_many,
}
# Archives and compressed files that hold others, level by level.
_MAX_DEPTH = 2


def read(data: bytes) -> Reading:
    """The articles in a file. Never raises on what is in it: what cannot be read is a reject."""
    return collected(read_many(data))


def read_many(data: bytes) -> Iterator[Record | Reject]:
    """The same, one by one, so that no more than one article need be held; compressed files and archives are opened."""
    return _found(data, Budget.of(len(data)), 0)


def _found(data: bytes, budget: Budget, depth: int) -> Iterator[Record | Reject]:
    name = sniff(data)
    if name is None:
        yield Reject("empty", "the file holds no text")
    elif name in ("gzip", "zstd", "zip"):
        if depth == _MAX_DEPTH:
            yield Reject("unsupported_format", f"{name} inside {depth} other archives or compressed files")
            return
        for member in _opened(name, data, budget):
            if isinstance(member, Reject):
                yield member
            else:
                yield from (_named(one, member.name) for one in _found(member.data, budget, depth + 1))
    elif name in STREAMS:
        yield from STREAMS[name](data)
    elif name in READERS:
        reading = READERS[name](data)
        yield from reading.records
        yield from reading.rejects
    else:
        yield Reject("unsupported_format", f"the file is {name}, for which there is no reader")


def _opened(name: str, data: bytes, budget: Budget) -> Iterator[Member | Reject]:
    if name == "zip":
        yield from unzip(data, budget)
    else:
        yield gunzip(data, budget) if name == "gzip" else unzstd(data, budget)


def _named(found: Record | Reject, name: str) -> Record | Reject:
    """What was found, its member named within the archive."""
    return replace(found, member=f"{name}#{found.member}" if found.member else name) if name else found
