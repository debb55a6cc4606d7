"""Slices of large web archives, tables and texts of many articles, cut between records, rows or documents."""

import hashlib
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO

from broadsheet.transforms.readers.containers import MAX_RATIO

if TYPE_CHECKING:
    from broadsheet.transforms.readers.exports.marks import Mark

# Smaller files are read whole, without a look at where their records end. A bound on cost, set by hand.
WHOLE_BYTES = 1 << 20
# A slice ends after so many records, or so many bytes as they are in the file: it is a batch of its own, whose worker
# holds all of it. A megabyte of text takes 50 MB as rows and as what models answered, beside the 0.9 GB of the models
# and of what is computed at once: four of them stay below 1.5 GB. Bounds on memory.
MAX_RECORDS = 256
MAX_BYTES = 4 << 20
# A smaller table is one file, whose rows are numbered through. As much as a slice, for the same reason.
TABLE_BYTES = 4 << 20
# A smaller text of many articles is one file. As much as a slice, too.
TEXT_BYTES = 4 << 20
# Whole rows from the head of a table, by which the columns of each slice are told: fifty articles of 5 kB. Set by hand.
ABOVE_BYTES = 256 << 10

# Bytes that are read, and that are unpacked, at once: bounds on memory, on which nothing that is cut depends.
_CHUNK = 256 << 10
_MAX_OUT = 1 << 20
# Beyond so many bytes unpacked the rest is left uncut where they are more than MAX_RATIO for each byte read: only a
# bomb unpacks so far. As many bytes as are read of a file that is not packed.
_RATIO_FROM = 64 << 20
_GZIP = b"\x1f\x8b"
_WARC = b"WARC/"
# A head of a record is some hundred bytes; one longer than this is none. A bound on cost, set by hand.
_MAX_HEAD = 2 << 20
_WIDE = (b"\xff\xfe", b"\xfe\xff")
# A quotation mark that is never closed opens no more than so many lines. A bound on cost, set by hand.
_MAX_LINES = 10_000
_LENGTH = re.compile(rb"\r?\ncontent-length:[ \t]*(\d{1,15})[ \t]*\r?\n", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Slice:
    """Half-open bytes of a file, and the digest of what is read: these bytes, of a table with its head above them."""

    start: int
    end: int
    sha256: str


def cut(stream: BinaryIO, size: int) -> tuple[Slice, ...]:
    """The slices of a file of `size` bytes, which cover it; none where it is no web archive, nor a large table or text.

    What cannot be read as records, from there on, is one slice: its reader says what is wrong. The cuts depend on the
    bytes before them only, so that an archive that grew has its earlier slices unchanged.
    """
    head = stream.read(_CHUNK)
    if head.startswith(_GZIP):
        if not _starts_packed(head):
            return ()
        ends = _packed_ends(stream)
    elif head.startswith(_WARC):
        ends = _plain_ends(stream, size)
    elif size > TABLE_BYTES and _is_table(head):
        ends = _row_ends(stream)
    elif size > TEXT_BYTES and not head.startswith(_WIDE) and (mark := _mark_of(head)):
        ends = _document_ends(stream, mark)
    else:
        return ()
    most = MAX_RECORDS if head.startswith((_GZIP, _WARC)) else size
    stream.seek(0)
    table_head = above(stream.read(ABOVE_BYTES))
    starts = [0]
    for count, end in _counted(ends, starts):
        if end < size and (count == most or end - starts[-1] >= MAX_BYTES):
            starts.append(end)
    bounds = zip(starts, [*starts[1:], size], strict=True)
    return tuple(Slice(start, end, _digest(stream, start, end, table_head if start else b"")) for start, end in bounds)


def above(head: bytes) -> bytes:
    """What each slice of a table but the first is read with: the whole rows in the first ABOVE_BYTES of the table, and
    at least the first one; nothing of what is no table."""
    if head.startswith((_WARC, _GZIP)) or not _is_table(head):
        return b""
    rows: list[bytes] = []
    size = 0
    for row in _rows(BytesIO(head)):
        size += len(row)
        if rows and size >= min(len(head), ABOVE_BYTES):
            break
        rows.append(row)
    return b"".join(rows)


def _is_table(head: bytes) -> bool:
    """Whether a file is a table, or objects a line, in an encoding whose line feeds and quotation marks are bytes; one
    whose cells stand within single marks is read whole."""
    # Here, since all readers take seconds to import, and most runs find no large table.
    from broadsheet.transforms.readers import sniff

    is_lines = head.lstrip()[:1] == b"{" and b"}\n" in head
    return not head.startswith((*_WIDE, b"'")) and (sniff(head) == "csv" or (is_lines and sniff(head) == "json"))


def _rows(stream: BinaryIO) -> Iterator[bytes]:
    """The rows of a table with their ends: a line feed within quotation marks ends none."""
    open_lines: list[bytes] = []
    quotes = 0
    while line := stream.readline(MAX_BYTES):
        open_lines.append(line)
        quotes += line.count(b'"')
        if quotes % 2 == 0 or len(open_lines) > _MAX_LINES:
            yield b"".join(open_lines)
            open_lines, quotes = [], 0
    if open_lines:
        yield b"".join(open_lines)


def _row_ends(stream: BinaryIO) -> Iterator[int]:
    stream.seek(0)
    at = 0
    for row in _rows(stream):
        at += len(row)
        yield at


def _mark_of(head: bytes) -> "Mark | None":
    """What parts the documents of a text; None for a text of one."""
    # Here, for the same reason as in `_is_table`.
    from broadsheet.transforms.readers.exports.marks import mark_of

    return mark_of(head)


def _document_ends(stream: BinaryIO, mark: "Mark") -> Iterator[int]:
    stream.seek(0)
    at = 0
    is_behind_blank = True
    while line := stream.readline(MAX_BYTES):
        is_mark = mark.line.match(line) is not None and (is_behind_blank or not mark.needs_blank)
        if is_mark and not mark.is_last and at:
            yield at
        at += len(line)
        if is_mark and mark.is_last:
            yield at
        is_behind_blank = not line.strip()


def _counted(ends: Iterator[int], starts: list[int]) -> Iterator[tuple[int, int]]:
    """The ends of records, each with the number of records since the last of `starts`, which grows meanwhile."""
    count, slices = 0, len(starts)
    for end in ends:
        count, slices = (count + 1 if slices == len(starts) else 1), len(starts)
        yield count, end


def _starts_packed(head: bytes) -> bool:
    try:
        return zlib.decompressobj(wbits=31).decompress(head, len(_WARC)) == _WARC
    except zlib.error:
        return False


def _packed_ends(stream: BinaryIO) -> Iterator[int]:
    """Where the parts of a gzip file end; in a web archive each part is a record."""
    stream.seek(0)
    at = unpacked = 0
    part = zlib.decompressobj(wbits=31)
    while chunk := stream.read(_CHUNK):
        at += len(chunk)
        while chunk and unpacked < max(_RATIO_FROM, MAX_RATIO * at):
            try:
                unpacked += len(part.decompress(chunk, _MAX_OUT))
            except zlib.error:
                return
            chunk = part.unconsumed_tail
            if part.eof:
                chunk = part.unused_data
                yield at - len(chunk)
                part = zlib.decompressobj(wbits=31)


def _plain_ends(stream: BinaryIO, size: int) -> Iterator[int]:
    """Where the records of an archive that is not packed end, as their heads say."""
    at = 0
    while at < size:
        stream.seek(at)
        head = _head(stream)
        length = _LENGTH.search(head)
        if not head.startswith(_WARC) or length is None:
            return
        at += len(head) + int(length[1])
        stream.seek(at)
        at += len(_blank(stream.read(_CHUNK)))
        if at <= size:
            yield at


def _head(stream: BinaryIO) -> bytes:
    """A record up to and with the blank line after its head; b"" without one."""
    lines: list[bytes] = []
    read = 0
    while read < _MAX_HEAD and (line := stream.readline(_MAX_HEAD)):
        read += len(line)
        lines.append(line)
        if not line.strip(b"\r\n"):
            return b"".join(lines)
    return b""


def _blank(data: bytes) -> bytes:
    return data[: len(data) - len(data.lstrip(b"\r\n"))]


def _digest(stream: BinaryIO, start: int, end: int, above: bytes = b"") -> str:
    stream.seek(start)
    digest = hashlib.sha256(above)
    while start < end and (chunk := stream.read(min(_CHUNK, end - start))):
        digest.update(chunk)
        start += len(chunk)
    return digest.hexdigest()
