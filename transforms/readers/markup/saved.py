"""From the marks that programs leave in pages they save to the address a page was saved from."""

import re
from html import unescape

_HEAD = 20_000  # Bytes; notes of the address stand above the page or in its head. A bound on cost, set by hand.
_TAIL = 4_000  # Bytes; some programs note it below the page instead.
# What versions for print begin their address with.
_PRINTED = rb"(?:Printed from|Gedruckt von|Imprim\S{1,8} depuis|Stampato da|Impreso de)"
# Browsers, SingleFile, WebScrapBook, Save Page WE, HTTrack, the Wayback Machine and Google's cache.
_MARKS = (
    re.compile(rb"<!--\s*saved from url=\(\d{1,6}\)(\S{4,4000})", re.IGNORECASE),
    re.compile(rb"Page saved with SingleFile\s+url:\s*(\S{4,4000})", re.IGNORECASE),
    re.compile(rb"data-(?:scrapbook-source|savepage-url)=[\"']([^\"'<>\s]{4,4000})", re.IGNORECASE),
    re.compile(rb"<!--\s*Mirrored from (\S{4,4000}) by HTTrack", re.IGNORECASE),
    re.compile(rb"__wm\.wombat\([\"']([^\"'<>\s]{4,4000})", re.IGNORECASE),
    re.compile(
        rb"Google(?:&\#?\w{1,6};|'|\xe2\x80\x99)?s cache of\s*(?:<a href=[\"'])?(https?://[^\"'<>\s]{4,4000})",
        re.IGNORECASE,
    ),
    re.compile(_PRINTED + rb":?\s*(https?://[^\s<\"']{4,4000})"),
)
_WEB = ("http://", "https://")
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+/")


def saved_address(data: bytes) -> str | None:
    """The address that a page was saved from, as the program that saved it noted; None where none did."""
    head = data[:_HEAD]
    for mark in _MARKS:
        note = mark.search(head) or mark.search(data, max(len(data) - _TAIL, 0))
        if note is None:
            continue
        address = unescape(note[1].decode("utf-8", "replace")).rstrip(".,;")
        if address.lower().startswith(_WEB):
            return address
        if _HOST.match(address):
            return f"http://{address}"
    return None
