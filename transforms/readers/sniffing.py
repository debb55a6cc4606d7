"""From the first bytes of a file to the name of its format."""

import re
import zlib

from broadsheet.transforms.readers.fields.delimited import header_of
from broadsheet.transforms.readers.wire_text import is_wire_text

# What a file of another kind begins with: formats that are read, and formats that are known and not read.
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x1f\x8b", "gzip"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    *((bytes((number,)) + b"\x2a\x4d\x18", "zstd") for number in range(0x50, 0x60)),  # begins with a skippable frame
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
    (b"\x80\x03", "pickle"),
    (b"\x80\x04\x95", "pickle"),
    (b"\x80\x05\x95", "pickle"),
)
_LEADING = b"\xef\xbb\xbf\x00 \t\r\n"
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_MARKS = b"\xff\xfe" + _LEADING
_HTML = re.compile(rb"<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>])", re.IGNORECASE)
_JSON = re.compile(
    rb"\{\s*(?:\"|\}\s*\Z)|\[\s*(?:\{\s*[\"}]|\"[^\"\n]{0,200}\"\s*[,\]]|-?\d+\s*[,\]]|\[\s*[\[{\"\d]|\]\s*\Z)"
)
_PROLOG = re.compile(
    rb"(?:\s|<\?[^<>]{0,400}\?>|<!--(?:(?!-->).){0,2000}-->|<!DOCTYPE\s[^\[<>]{0,1000}(?:\[|>))+",
    re.DOTALL | re.IGNORECASE,
)
_DOCTYPE = re.compile(rb"<!DOCTYPE\s+(?:[\w.-]{1,60}:)?([\w.-]{1,60})", re.IGNORECASE)
_ROOT = re.compile(rb"<(?:([A-Za-z_][\w.-]{0,60}):)?([A-Za-z_][\w.-]{0,60})[\s>/]")
_ROOTS = {
    b"rss": "feed",
    b"feed": "feed",
    b"RDF": "feed",
    b"nitf": "nitf",
    b"NewsML": "newsml",
    b"newsMessage": "newsml_g2",
    b"newsItem": "newsml_g2",
    b"packageItem": "newsml_g2",
    b"html": "html",
}
_HEAD = 1_024
_PROLOG_HEAD = 8_192
_PEEK = 65_536


def sniff(data: bytes) -> str | None:
    """The format of a file by its content, read or not; None for an empty file."""
    for mark, name in _MAGIC:
        if data.startswith(mark):
            return "warc" if name == "gzip" and _begin(data).startswith(b"WARC/") else name
    if data[257:262] == b"ustar":
        return "tar"
    begin = data[:_PROLOG_HEAD].replace(b"\0", b"").lstrip(_MARKS if data[:2] in _WIDE_MARKS else _LEADING)
    head = begin[:_HEAD]
    if not head:
        return "markdown" if data.strip(_LEADING) else None
    if head.startswith(b"<"):
        found = _of_mark_up(begin, head)
        if found:
            return found
    if head[:1] in (b"{", b"[") and _JSON.match(head):
        return "json"
    if is_wire_text(data[: _HEAD * 4]):
        return "wire_text"
    if header_of(begin.partition(b"\n")[0].decode("utf-8", "replace")):
        return "csv"
    return "markdown"


def _begin(data: bytes) -> bytes:
    """The first bytes of a gzip file's content."""
    try:
        return zlib.decompressobj(wbits=31).decompress(data[:_PEEK], _HEAD)
    except zlib.error:
        return b""


def _of_mark_up(start: bytes, head: bytes) -> str | None:
    if _HTML.match(head) or (head.startswith(b"<!--") and _HTML.search(head)):
        return "html"
    prolog = _PROLOG.match(start)
    doctype = _DOCTYPE.search(prolog[0]) if prolog else None
    root = _ROOT.match(start, prolog.end() if prolog else 0)
    for name in (root[2] if root else b"", doctype[1] if doctype else b""):
        if name in _ROOTS:
            return _ROOTS[name]
    if start.startswith(b"<?xml") or doctype:
        return "html" if not root and _HTML.search(head) else "xml"
    return None
