"""Mail: messages alone, in a box of many or as a saved page, and what is attached to them."""

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage, Message
from email.utils import parseaddr

from broadsheet.transforms.decoding.text import Decoded, decode
from broadsheet.transforms.readers.containers import Member, shown
from broadsheet.transforms.readers.exports import layouts
from broadsheet.transforms.readers.exports.mail_heads import headline_of
from broadsheet.transforms.readers.exports.source import Source
from broadsheet.transforms.readers.html import page_reader
from broadsheet.transforms.readers.markdown import text_reader
from broadsheet.transforms.readers.markup.blocks import passage_of
from broadsheet.transforms.readers.markup.text import tidy
from broadsheet.transforms.readers.story.record import record_of
from broadsheet.transforms.readers.story.story import Story
from broadsheet.transforms.records.record import BODY_KINDS, Block, Reading, Record, Reject, beyond

_HEADER = re.compile(
    rb"""
      (?:\xef\xbb\xbf)? (?:From\ \S[^\n]{0,200}\n)?                                   # a box's own line
      (?:[A-Za-z][A-Za-z0-9-]{1,60}:[^\n]{0,2000}\n (?:[\ \t][^\n]{0,2000}\n){0,200})+   # headers, folded or not
    """,
    re.VERBOSE,
)
_MIME = re.compile(
    rb"^(?:mime-version|content-type|content-transfer-encoding|x-mozilla-status):", re.IGNORECASE | re.MULTILINE
)
_NAMES = re.compile(rb"^(?:from|subject|date|message-id|snapshot-content-location):", re.IGNORECASE | re.MULTILINE)
_ENVELOPE = re.compile(rb"^From [^\s@]*\S+ .{0,60}\d{4}.{0,20}\r?\n(?=[A-Za-z-]{1,60}:)", re.MULTILINE)
_HEAD = 16_384  # bytes: a bound on cost, set by hand
_MAX_MESSAGES = 200_000  # a bound on cost, set by hand
_MAX_PARTS = 500  # a bound on cost, set by hand: saved pages have a part for each picture
_MIN_PLAIN = 0.5  # plain texts without links and mark-up are as long as the other; a stub says to open it
_ERRORS = (ValueError, LookupError, TypeError, AttributeError, IndexError, RecursionError, AssertionError)
_ATTACHED = re.compile(
    r"""
      text/(?:html|csv|plain|rtf) | message/rfc822
    | application/(?:pdf|rtf|msword|json|xml|zip|epub\+zip|vnd\.[\w.+-]+)
    """,
    re.VERBOSE,
)
_FORWARD = re.compile(
    r"""
    \s*-{3,}\s*(?:
        forwarded\ message | original\ message
      | weitergeleitete\ nachricht | urspr[üu]ngliche\ nachricht  # German
      | message\ transf[ée]r[ée] | message\ d['’]origine          # French
      | mensaje\ reenviado | messaggio\ inoltrato | mensagem\ encaminhada | doorgestuurd\ bericht
    )\s*-{3,}\s*\n
    """,
    re.VERBOSE | re.IGNORECASE,
)
_WEB = ("http://", "https://")


def is_mail(head: bytes) -> bool:
    """Whether a file begins with the head of a message of mail that says how its body is written, or with a box's."""
    match = _HEADER.match(head[:_HEAD].replace(b"\r\n", b"\n"))
    if match is None:
        return False
    lines = match[0]
    return bool(_MIME.search(lines) and _NAMES.search(lines)) or lines.startswith(b"From ")


def read_many(data: bytes) -> Iterator[Record | Reject | Member]:
    """The articles of the messages, and the documents attached to them."""
    starts = [match.start() for match in _ENVELOPE.finditer(data)] if data[:5] == b"From " else []
    starts = starts or [0]
    for number, (low, high) in enumerate(zip(starts, [*starts[1:], len(data)], strict=True), 1):
        member = str(number) if len(starts) > 1 else ""
        if number > _MAX_MESSAGES:
            yield Reject("too_large", f"more than {_MAX_MESSAGES} messages", member)
            return
        for part in _of_message(data[low:high]):
            name = part.name if isinstance(part, Member) else part.member
            whole = f"{member}#{name}" if member and name else member or name
            yield replace(part, name=whole) if isinstance(part, Member) else replace(part, member=whole)


def _of_message(data: bytes) -> Iterator[Record | Reject | Member]:
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        parts = list(_parts(message))
        address = _address(message, parts)
    except _ERRORS as error:
        yield Reject("malformed", f"the message cannot be read: {str(error)[:160]}")
        return
    plain, html = (next((body for kind, body in parts if kind == wanted), None) for wanted in ("plain", "html"))
    if address and html is not None:
        reading = page_reader.read(html[0], address=address, label=html[1])
        yield from (replace(record, raw_format="mhtml") for record in reading.records)
        yield from reading.rejects
        return
    yield _forwarded(plain) or _article(message, plain, html)
    yield from _attached(message)


Body = tuple[bytes, str | None]


def _parts(message: Message) -> Iterator[tuple[str, Body]]:
    """The texts of a message that are shown, plain and HTML, with the encoding that each says it is in."""
    for part, _ in zip(message.walk(), range(_MAX_PARTS), strict=False):
        kind = part.get_content_type()
        if kind in ("text/plain", "text/html") and part.get_content_disposition() != "attachment":
            body = part.get_payload(decode=True)
            if isinstance(body, bytes) and body.strip():
                yield kind.removeprefix("text/"), (body, part.get_content_charset())


def _address(message: Message, parts: list[tuple[str, Body]]) -> str | None:
    """Where a saved page was fetched from; None for a letter."""
    address = str(message.get("Snapshot-Content-Location") or message.get("Content-Location") or "")
    if not address and message.get_content_type() == "multipart/related" and parts:
        first = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
        address = str(first.get("Content-Location") or "") if first is not None else ""
    address = address.strip()
    return address if address.lower().startswith(_WEB) else None


def _forwarded(plain: Body | None) -> Record | None:
    """The letter that another one only passes on; None for one with a text of its own."""
    decoded = decode(*plain) if plain else None
    match = _FORWARD.match(decoded.text) if isinstance(decoded, Decoded) else None
    if match is None or not isinstance(decoded, Decoded):
        return None
    letters = layouts.read_many(Source(decoded.text[match.end() :].lstrip(), "eml", None, has_raw_offsets=False))
    letter = next(iter(letters or ()), None)
    return letter if isinstance(letter, Record) else None


def _article(message: Message, plain: Body | None, html: Body | None) -> Record | Reject:
    """The article of a letter: its subject is the headline, its text the plain one, unless that is but a stub."""
    texts = {"plain": _plain(plain), "html": _html(html)}
    size = {name: _size(reading) for name, reading in texts.items()}
    is_plain = size["plain"] > _MIN_PLAIN * size["html"]
    reading = texts["plain" if is_plain else "html"]
    record = reading.records[0] if reading.records else None
    story = Story("eml", "mail")
    recipients = " ".join(_header(message, name) for name in ("To", "Cc", "List-Post", "Reply-To"))
    story.offer("title", headline_of(_header(message, "Subject"), recipients), "Subject")
    if record is not None and record.title is not None:
        story.offer("title", record.title.text, "text")
    story.offer("published_date", _header(message, "Date"), "Date")
    name, sender = parseaddr(_header(message, "From"))
    is_letter = not message.get("List-Unsubscribe") and message.get_content_maintype() == "text"
    story.offer("byline" if is_letter else "publisher", name or sender.partition("@")[2], "From")
    story.flag("newsletter" if not is_letter else "letter")
    letter = record_of(_with_body(story, record))
    if isinstance(letter, Reject) or record is None:
        return letter
    return replace(
        letter,
        images=record.images,
        blocks=(*(block for block in record.blocks if block.kind == "caption"), *letter.blocks),
        authors=letter.authors or record.authors,
        byline_raw=letter.byline_raw or record.byline_raw,
        url=record.url,
        canonical_url=record.canonical_url,
    )


def _with_body(story: Story, record: Record | None) -> Story:
    """The story with the text of what was read of the letter's own."""
    title = next(iter(story.values("title")), "")
    kept = [block for block in record.blocks if block.kind in BODY_KINDS] if record else []
    texts = [tidy(block.passage.text) for block in kept]
    story.body.blocks = [
        Block(block.kind, passage_of(text), block.links)
        for block, text in zip(kept, texts, strict=True)
        if text != title
    ]
    return story


def _header(message: Message, name: str) -> str:
    try:
        return tidy(str(message.get(name) or ""))
    except _ERRORS:
        return ""


def _plain(body: Body | None) -> Reading:
    decoded = decode(*body) if body else None
    return text_reader.read(decoded.text.encode("utf-8", "replace")) if isinstance(decoded, Decoded) else Reading()


def _html(body: Body | None) -> Reading:
    return page_reader.read(body[0], label=body[1]) if body else Reading()


def _size(reading: Reading) -> int:
    return sum(len(block.passage.text) for record in reading.records for block in record.blocks)


def _attached(message: Message) -> Iterator[Member | Reject]:
    """The documents attached to a message, by their names."""
    for number, part in enumerate(message.walk()):
        kind = part.get_content_type()
        if number > _MAX_PARTS:
            yield beyond(_MAX_PARTS, "parts of a message")
            return
        if part.get_content_disposition() == "attachment" and _ATTACHED.match(kind):
            inner = part.get_payload()
            body = part.get_payload(decode=True)
            if kind == "message/rfc822" and isinstance(inner, list) and inner:
                body = inner[0].as_bytes() if isinstance(inner[0], EmailMessage) else None
            if isinstance(body, bytes) and body:
                yield Member(shown(part.get_filename() or str(number)), body)
