"""From the marks that programs leave in pages they save to the address a page was saved from."""

import re
from html import unescape

_HEAD = 20_000  # Bytes; notes of the address stand above the page or in its head. A bound on cost, set by hand.
_TAIL = 4_000  # Bytes; some programs note it below the page instead.
# What versions for print begin their address with.
_PRINTED = rb"(?:Printed from|Gedruckt von|Imprim\S{1,8} depuis|Stampato da|Impreso de)"
# Browsers, SingleFile, WebScrapBook, Save Page WE, HTTrack, the Wayback Machine and Google's cache.
# Each behind words of it in lower case, which are looked for first: hardly any page has one.
_MARKS = (
    ((b"saved from url",), re.compile(rb"<!--\s*saved from url=\(\d{1,6}\)(\S{4,4000})", re.IGNORECASE)),
    ((b"singlefile",), re.compile(rb"Page saved with SingleFile\s+url:\s*(\S{4,4000})", re.IGNORECASE)),
    (
        (b"scrapbook-source", b"savepage-url"),
        re.compile(rb"data-(?:scrapbook-source|savepage-url)=[\"']([^\"'<>\s]{4,4000})", re.IGNORECASE),
    ),
    ((b"mirrored from",), re.compile(rb"<!--\s*Mirrored from (\S{4,4000}) by HTTrack", re.IGNORECASE)),
    ((b"__wm.wombat",), re.compile(rb"__wm\.wombat\([\"']([^\"'<>\s]{4,4000})", re.IGNORECASE)),
    (
        (b"s cache of",),
        re.compile(
            rb"Google(?:&\#?\w{1,6};|'|\xe2\x80\x99)?s cache of\s*(?:<a href=[\"'])?(https?://[^\"'<>\s]{4,4000})",
            re.IGNORECASE,
        ),
    ),
    (
        (b"printed from", b"gedruckt von", b"imprim", b"stampato da", b"impreso de"),
        re.compile(_PRINTED + rb":?\s*(https?://[^\s<\"']{4,4000})"),
    ),
)
_WEB = ("http://", "https://")
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+/")


def saved_address(data: bytes) -> str | None:
    """The address that a page was saved from, as the program that saved it noted; None where none did."""
    head, tail = data[:_HEAD], data[-_TAIL:]
    lower = head.lower() + b"\n" + tail.lower()
    for clues, mark in _MARKS:
        note = any(clue in lower for clue in clues) and (mark.search(head) or mark.search(tail))
        if not note:
            continue
        address = unescape(note[1].decode("utf-8", "replace")).rstrip(".,;")
        if address.lower().startswith(_WEB):
            return address
        if _HOST.match(address):
            return f"http://{address}"
    return None
