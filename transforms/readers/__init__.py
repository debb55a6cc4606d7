"""From the bytes of a raw file to the articles in it: its format is told by its content, and each has one reader."""

import re
from collections.abc import Callable

from transforms.readers import markdown
from transforms.records import Reading, Reject

Reader = Callable[[bytes], Reading]

# Every format that can be read. To add one: write its reader, let `sniff` know its marks, and name it here.
READERS: dict[str, Reader] = {
    "markdown": markdown.read,
}

# What a file of another kind begins with; None is a kind we have no name for.
_MAGIC: tuple[tuple[bytes, str | None], ...] = (
    (b"\x1f\x8b", "gzip"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"WARC/", "warc"),
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"\x7fELF", "elf"),
    (b"SQLite format 3\x00", "sqlite"),
    (b"PAR1", "parquet"),
    (b"\xd0\xcf\x11\xe0", "ole"),
)
_LEADING = b"\xef\xbb\xbf\x00 \t\r\n"
_HTML = re.compile(rb"<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>])", re.IGNORECASE)
_XML = re.compile(rb"<\?xml[\s?]|<(?:rss|feed|rdf:RDF|nitf|newsItem|newsMessage|NewsML|urlset)[\s>]")
_JSON = re.compile(
    rb"\{\s*(?:\"|\}\s*\Z)|\[\s*(?:\{\s*[\"}]|\"[^\"\n]{0,200}\"\s*[,\]]|-?\d+\s*[,\]]|\[\s*[\[{\"\d]|\]\s*\Z)"
)
_HEAD = 1024


def sniff(data: bytes) -> str | None:
    """The format of a file by its content: a key of `READERS`, or a format we know but cannot read; None for an empty
    file."""
    for mark, name in _MAGIC:
        if data.startswith(mark):
            return name
    head = data[: _HEAD * 4].lstrip(_LEADING)[:_HEAD]
    if not head:
        return "markdown" if data.strip(_LEADING) else None
    if head.startswith(b"<"):
        if _HTML.match(head) or (head.startswith(b"<!--") and _HTML.search(head)):
            return "html"
        if _XML.match(head):
            return "html" if _HTML.search(head) else "xml"
    if head[:1] in (b"{", b"[") and _JSON.match(head):
        return "json"
    return "markdown"


def read(data: bytes) -> Reading:
    """The articles in a file. Never raises on what is in it: what cannot be read is a reject."""
    name = sniff(data)
    if name is None:
        return Reading(rejects=(Reject("empty", "the file holds no text"),))
    reader = READERS.get(name)
    if reader is None:
        return Reading(rejects=(Reject("unsupported_format", f"the file is {name}, for which there is no reader"),))
    return reader(data)
