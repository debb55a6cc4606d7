"""Web archives in ARC, the format before WARC."""

import re
from collections.abc import Iterator
from dataclasses import replace

from broadsheet.transforms.readers import warc
from broadsheet.transforms.readers.containers import Budget, gunzip
from broadsheet.transforms.records.record import Record, Reject

RAW_FORMAT = "arc"
# The line above each record: address, IP address, time, type, (four more in version 2) and length.
_HEAD = re.compile(
    rb"""
    \n?(\S{1,8000})\ ([0-9a-fA-F.:]{1,45})\ (\d{14})  # address, IP address, time
    \ (\S{1,200}(?:;[^\n]{0,200}?)?)  # type
    (?:\ [^\n]{1,600})?  # what version 2 adds
    \ (\d{1,12})\r?\n  # length
    """,
    re.VERBOSE,
)
_PAGES = ("http://", "https://")


def read_many(data: bytes) -> Iterator[Record | Reject]:
    """The articles of the pages in the archive, one at a time. A page's member is the place of its record."""
    if data[:2] == b"\x1f\x8b":
        unpacked = gunzip(data, Budget())
        if isinstance(unpacked, Reject):
            yield unpacked
            return
        data = unpacked.data
    at = 0
    is_any = False
    while at < len(data):
        head = _HEAD.match(data, at)
        if head is None:
            if data[at:].strip():
                is_any = True
                yield Reject("malformed", "no record of the archive begins here", member=str(at))
            break
        address, when, size = head[1].decode("latin-1"), head[3].decode(), int(head[5])
        if address.startswith(_PAGES):
            for page in warc.read_many(_record(address, when, data[head.end() : head.end() + size])):
                if isinstance(page, Record) or page.code != "no_article" or page.excerpt:
                    is_any = True
                    named = replace(page, member=str(at))
                    yield replace(named, raw_format=RAW_FORMAT) if isinstance(named, Record) else named
        at = head.end() + size
    if not is_any:
        yield Reject("no_article", "no record of the archive is a page that was found")


def _record(address: str, when: str, block: bytes) -> bytes:
    """The record as WARC has it."""
    date = f"{when[:4]}-{when[4:6]}-{when[6:8]}T{when[8:10]}:{when[10:12]}:{when[12:14]}Z"
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: {date}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode("latin-1", "replace") + block + b"\r\n\r\n"
