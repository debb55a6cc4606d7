"""Web archives in WARC."""

import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

from fastwarc.warc import ArchiveIterator, HeaderMap, WarcRecord, WarcRecordType

from broadsheet.transforms.metadata.moments import parse_moment
from broadsheet.transforms.metadata.urls import clean_url
from broadsheet.transforms.readers.containers import Budget
from broadsheet.transforms.readers.html import page_reader
from broadsheet.transforms.readers.story.story import collected
from broadsheet.transforms.records.record import Candidate, Reading, Record, Reject

RAW_FORMAT = "warc"
_MAX_PAGE = 8_000_000  # bytes: a bound on memory and cost, set by hand
# Of one record's head, as where archives are cut into slices: a longer one ends the reading, and the records after it
# are lost.
_MAX_HEAD = 2 << 20
# Bytes unpacked of all records: a bound on cost, set by hand; one page at a time is held.
_MAX_TOTAL = 4 << 30
_MAX_MESSAGE = 160  # characters of a library's message: it goes into a row, and may quote the file
_HTML = re.compile(
    rb"[\s\xef\xbb\xbf]{0,99}(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype\s+html|html|head|body|!--)", re.IGNORECASE
)
_GZIP = b"\x1f\x8b"
_PACKED = ("deflate", "br")
_CHUNK = re.compile(rb"(?:\r\n)?([0-9a-fA-F]{1,7})[ \t]*(?:;[^\r\n]{0,200})?\r\n")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{3,24})", re.IGNORECASE)
_HTML_TYPES = ("text/html", "application/xhtml+xml")
# Added to the bits of the window where the data have the head of gzip: the manual of zlib.
_OF_GZIP = 16
_ERRORS = (ValueError, EOFError, OSError, RuntimeError, MemoryError, OverflowError)


def read(data: bytes) -> Reading:
    """The articles of the archive."""
    return collected(read_many(data))


def read_many(data: bytes) -> Iterator[Record | Reject]:
    """The articles of the pages in the archive, one at a time: no more than one page is held unpacked.

    A page is a response of status 200 that is HTML. Its member is the place of its record in the (compressed) file.
    """
    n_outcomes = 0
    budget = Budget.of(len(data), _MAX_TOTAL)
    is_packed = data[:2] == b"\x1f\x8b"
    try:
        records = ArchiveIterator(BytesIO(data), parse_http=False, max_header_len=_MAX_HEAD)
        for record in records:
            if not is_packed and record.stream_pos + record.content_length > len(data):
                yield Reject("malformed", "the record is longer than the file", member=str(record.stream_pos))
                return
            budget.left -= max(record.content_length, 0)
            for outcome in _of_record(record, budget):
                n_outcomes += 1
                yield outcome
            if budget.left < 0:
                message = f"more than {budget.total} bytes in all when unpacked"
                yield Reject("too_large", message, member=str(record.stream_pos))
                return
    except _ERRORS as error:
        n_outcomes += 1
        yield Reject("malformed", f"the archive cannot be read on: {str(error)[:_MAX_MESSAGE]}")
    if not n_outcomes:
        yield Reject("no_article", "no record of the archive is a page that was found")


def _of_record(record: WarcRecord, budget: Budget) -> Iterator[Record | Reject]:
    is_page = record.record_type in (WarcRecordType.response, WarcRecordType.resource)
    if not is_page or budget.left < 0:
        return
    member = str(record.stream_pos)
    block = record.reader.read(_MAX_PAGE + 1)
    if len(block) < min(record.content_length, _MAX_PAGE):
        yield Reject("malformed", "the record is cut off", member=member)
        return
    try:
        data, label = _page(block, record)
    except _ERRORS as error:
        yield Reject("malformed", f"the response cannot be read: {str(error)[:_MAX_MESSAGE]}", member=member)
        return
    # What HTTP had packed counts once more.
    budget.left -= max(len(data) - len(block), 0)
    if len(data) > _MAX_PAGE:
        yield Reject("too_large", f"a page of more than {_MAX_PAGE} bytes", member=member)
    if not data or len(data) > _MAX_PAGE or budget.left < 0:
        return
    address = record.headers.get("WARC-Target-URI")
    address = address.strip("<> ") if address else None
    reading = page_reader.read(data, address=address, label=label)
    for article in reading.records:
        yield _witnessed(article, member, address, record.headers.get("WARC-Date"))
    for reject in reading.rejects:
        yield replace(reject, member=member)


def _page(block: bytes, record: WarcRecord) -> tuple[bytes, str | None]:
    """The page in a record, as it was before HTTP packed it, and the encoding that HTTP tells; nothing where the record
    is none.

    Archives keep headers that speak of a body as it was sent, and bodies that were unpacked when they were stored: what
    the bytes are is seen from the bytes.
    """
    # A record of its own: one that fails in the midst of being read would end the archive.
    response = WarcRecord()
    response.set_bytes_content(block)
    # Some writers leave out the content type that would say so.
    response.is_http = record.is_http or record.record_type == WarcRecordType.response
    response.parse_http(auto_decode="none")
    headers = response.http_headers
    if headers is not None and headers.status_code != 200:
        return b"", None
    kind = (response.http_content_type if headers is not None else record.headers.get("Content-Type")) or ""
    if kind and not kind.lower().startswith(_HTML_TYPES):
        return b"", None
    packing = ""
    data: bytes = response.reader.read(_MAX_PAGE + 1)
    if headers is not None:
        if "chunked" in (headers.get("Transfer-Encoding") or "").lower():
            data = unchunked(data)
        packing = (headers.get("Content-Encoding") or "").lower()
    if data[:2] == _GZIP or packing in _PACKED:
        data = _unpacked(data, block, packing)
    label = _charset(headers) if headers is not None else None
    return (data, label) if kind or _HTML.match(data[:1_000]) else (b"", None)


def _charset(headers: HeaderMap) -> str | None:
    match = _CHARSET.search(headers.get("Content-Type") or "")
    return match[1] if match else None


def unchunked(data: bytes) -> bytes:
    """The body that was sent in chunks, as far as they are whole; as it is where it is a page already.

    Raises  ValueError, where it is neither
    """
    parts: list[bytes] = []
    at = 0
    while (size := _CHUNK.match(data, at)) and (length := int(size[1], 16)):
        parts.append(data[size.end() : size.end() + length])
        at = size.end() + length
    if not parts and data and data[:2] != _GZIP and not _HTML.match(data[:1_000]):
        raise ValueError("the body is not in chunks")
    return b"".join(parts) if parts else data


def _unpacked(data: bytes, block: bytes, packing: str) -> bytes:
    """The body, unpacked; as it is where it is not packed."""
    if packing == "br" and data[:2] != _GZIP:
        response = WarcRecord()
        response.set_bytes_content(block)
        response.is_http = True
        response.parse_http(auto_decode="all")
        unpacked: bytes = response.reader.read(_MAX_PAGE + 1)
        return unpacked or data
    for bits in (zlib.MAX_WBITS | _OF_GZIP, zlib.MAX_WBITS, -zlib.MAX_WBITS):
        try:
            return zlib.decompressobj(bits).decompress(data, _MAX_PAGE + 1)
        except zlib.error:
            continue
    return data


def _witnessed(record: Record, member: str, address: str | None, fetched: str | None) -> Record:
    """The record with what the archive tells of its page: where it was fetched from, and when."""
    candidates = [Candidate("url", address, RAW_FORMAT, "WARC-Target-URI", is_chosen=True)] if address else []
    moment = parse_moment(fetched) if fetched else None
    if fetched and moment:
        candidates.append(Candidate("collected_date", fetched, RAW_FORMAT, "WARC-Date"))
    return replace(
        record,
        raw_format=RAW_FORMAT,
        member=member,
        url=address or record.url,
        canonical_url=clean_url(address)
        if address and record.canonical_url in (None, address)
        else record.canonical_url,
        candidates=(*record.candidates, *candidates),
    )
