"""Wire messages of the days of teleprinters, in the format ANPA 1312 or IPTC 7901."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from broadsheet.transforms.decoding.text import Decoded, decode
from broadsheet.transforms.metadata.agencies import agency_code
from broadsheet.transforms.metadata.bylines import looks_like_byline
from broadsheet.transforms.metadata.date_words import month_number
from broadsheet.transforms.readers.markup.spans import passage_of_spans
from broadsheet.transforms.readers.markup.text import tidy
from broadsheet.transforms.readers.story.record import record_of
from broadsheet.transforms.readers.story.story import Story, collected
from broadsheet.transforms.records.passage import Passage
from broadsheet.transforms.records.record import Block, BlockKind, Reading, Record, Reject

ANPA, IPTC = "anpa_1312", "iptc_7901"
_STX, _ETX = b"\x02", b"\x03"
# Controls mean nothing below the first lines; those of devices part a header, and become a vertical tab.
_SPACED = bytes(
    11 if 17 <= code <= 20 else 32 if code in (*range(9), *range(14, 32), 127) else code for code in range(256)
)
_EXCERPT = 200  # characters of a refused message, to know it by
# A message after the first one: start of heading, a line or two, start of text.
_NEXT = re.compile(rb"\x16{0,60}\x01[^\x01-\x03]{0,2000}\x02")
_STARTED = re.compile(b"[\x01\x02]")
_MAX_HEADER = 2_000  # bytes: a bound on cost, set by hand; a header is a line or two
_BEGIN = re.compile(rb"[\x00\x16\x7f\s]{0,60}\x01[ -~\r\n]{2}")
_IS_ANPA = re.compile(b"\x16\x16\x01|\x13\x11|\x13\x12|\x1f")
_ANPA_HEADER = re.compile(r"(?P<slug>\S.{0,60}?)\s+(?P<month>\d\d?)-(?P<day>\d\d?)(?:\s+\d{3,5})?\s*\Z")
_DEVICE = re.compile("\x0b")
_ANPA_TIME = re.compile(r"\b([A-Z]{2,6})-[A-Z]{2}-(\d\d)-(\d\d)-(\d\d) (\d\d)(\d\d)(GMT|UTC|Z|E[SD]T|C[SD]T|P[SD]T)?")
_IPTC_TIME = re.compile(r"\b(\d\d)(\d\d)(\d\d)(?: ?(GMT|UTC|Z))? ([A-Z][a-z]{2,8})\.? (\d{4}|\d\d)\b")
_NOTE = re.compile(r"(?:Eds?|Editors?|EDS|EDITORS?|Adv(?:isory)?|With|[A-Z]{2,6} (?:Photo|Graphic|Video|Audio)s?)\b.?")
_RULE = re.compile(r"[_*=\s-]{3,}")
_APPENDIX = re.compile(r"#{1,3} \S|(?:\* ?){3,}$|={5,}$")
_KICKER = re.compile(r"[A-Z][A-Z0-9 :/-]{1,30}")
_WORD = re.compile(r"\w")
_MAX_HEAD_LINES = 8  # priority, codes, slug, headline, byline and a line of place: a later one is of the text
_MAX_NOTES = 6  # lines below the last rule: a sign-off and how to call the desk; more are text
_CENTURY = 2_000  # messages with two digits for a year are dated in it


@dataclass(slots=True)
class _Part:
    """A passage of the message: lines of furniture ("^...<") or of text, as code points of the file."""

    is_furniture: bool
    spans: list[tuple[int, int]] = field(default_factory=list)
    mark: str = ""


@dataclass(frozen=True, slots=True)
class _Message:
    """Where a message begins and ends in the file, and its text within it: code points."""

    begin: int
    start: int
    end: int
    limit: int


def is_wire_text(head: bytes) -> bool:
    """Whether a file begins as a wire message does: start of heading, a line or two, start of text."""
    return _BEGIN.match(head) is not None and head.find(_STX, 0, _MAX_HEADER) > 0


def read(data: bytes) -> Reading:
    """The articles of the messages: a file may hold several, one behind another."""
    start = data.find(_STX)
    if start < 0:
        return Reading(rejects=(Reject("malformed", "no start of text", excerpt=_excerpt(data)),))
    decoded = decode(data.translate(_SPACED))
    if not isinstance(decoded, Decoded):
        return Reading(rejects=(Reject(decoded, "no text in the file"),))
    begins = [0, *(match.start() for match in _NEXT.finditer(data, start))]
    limits = [*begins[1:], len(data)]
    articles: list[Record | Reject] = []
    for number, (begin, limit) in enumerate(zip(begins, limits, strict=True), 1):
        member = str(number) if len(begins) > 1 else ""
        articles.extend(_read_message(data, decoded, (begin, limit), member))
    return collected(articles)


def _read_message(data: bytes, decoded: Decoded, span: tuple[int, int], member: str) -> Iterator[Record | Reject]:
    """The article of the message at the bytes of the file, and what stands behind it that is no message."""
    begin, limit = span
    start = data.find(_STX, begin, limit)
    end = data.find(_ETX, start, limit)
    end = end if end >= 0 else limit
    at = _Message(*(_place(decoded, place) for place in (begin, start, end, limit)))
    is_anpa = bool(_IS_ANPA.search(data[begin:start]))
    name = ANPA if is_anpa else IPTC
    story = Story(name, name, member, names_agency=True, offsets=decoded.offsets, has_raw_offsets=True)
    story.flags.extend(decoded.flags)
    if is_anpa:
        _read_anpa(story, decoded.text, at)
    else:
        _read_iptc(story, decoded.text, at)
    yield record_of(story)
    rest = _STARTED.search(data, end, limit)
    if rest:
        yield Reject("malformed", "no whole message", member=member, excerpt=_excerpt(data[rest.start() : limit]))


def _place(decoded: Decoded, at: int) -> int:
    """The code point that begins at a byte."""
    return at if decoded.offsets is None else int(np.searchsorted(decoded.offsets, at))


def _excerpt(data: bytes) -> str | None:
    return tidy(data[:_EXCERPT].decode("latin-1")) or None


def _lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The lines between two places, without their ends."""
    spans: list[tuple[int, int]] = []
    while start < end:
        at = text.find("\n", start, end)
        at = end if at < 0 else at
        spans.append((start, at))
        start = at + 1
    return spans


def _bare(text: str, span: tuple[int, int]) -> str:
    return text[slice(*span)].strip("\x00\x0b\x0c\r\n\t \x7f\x16\x1f\x04")


def _parts(text: str, start: int, end: int) -> list[_Part]:
    """The furniture and the paragraphs of an ANPA message."""
    parts: list[_Part] = []
    current: _Part | None = None
    for span in _lines(text, start, end):
        line = _bare(text, span)
        if not line:
            current = None
            continue
        is_furniture = line[0] == "^"
        is_indented = text[span[0] : span[0] + 2] == "  " or text[span[0] : span[0] + 1] == "\t"
        if current is None or is_furniture or is_indented or (current.mark and not is_furniture):
            current = _Part(is_furniture)
            parts.append(current)
        low = text.find(line[0], span[0]) + is_furniture
        high = low + len(line) - is_furniture
        if current.is_furniture and line[-1] in "<=":
            current.mark = line[-1]
            high -= 1
        elif line[-1] == "<":
            high -= 1
        if low < high:
            current.spans.append((low, high))
    return [part for part in parts if part.spans]


def _read_anpa(story: Story, text: str, at: _Message) -> None:
    lines = [_DEVICE.split(_bare(text, span))[-1] for span in _lines(text, at.begin, at.start)]
    header = next((match for line in reversed(lines) if (match := _ANPA_HEADER.search(line))), None)
    parts = _parts(text, at.start + 1, at.end)
    _read_furniture(story, text, [part for part in parts if part.is_furniture])
    paragraphs = [passage_of_spans(text, part.spans) for part in parts if not part.is_furniture]
    story.body.blocks = _without_notes(paragraphs)
    trailer = _ANPA_TIME.search(text, at.end, at.limit)
    if trailer:
        source, month, day, year, hour, minute, zone = trailer.groups()
        stamp = f"{_CENTURY + int(year)}-{month}-{day} {hour}:{minute}"
        story.offer("published_date", f"{stamp}{f' {zone}' if zone else ''}", "trailer")
        story.offer("wire_agency", source, "trailer")
    if header:
        story.offer("slug", header["slug"], "header")
        story.offer("header_date", f"{header['month']}-{header['day']}", "header")


def _read_furniture(story: Story, text: str, parts: list[_Part]) -> None:
    """The lines before the text: slug, headline, notes to editors, summary; those that end in "=" name the author."""
    for index, part in enumerate(parts):
        passage = passage_of_spans(text, part.spans)
        line = passage.text
        if not line:
            continue
        if part.mark == "=":
            is_first = not story.values("byline")
            story.offer("byline" if is_first else "author_role", line, "byline")
            story.offer("wire_agency", agency_code(line) or agency_code(line.split()[0]) or "", "byline")
        elif index == 0 and len(parts) > 1:
            story.offer("slug", line, "slug_line")
        elif _NOTE.match(line):
            story.offer("note", line, "note")
        elif story.headline is None:
            story.headline = passage
            story.offer("title", line, "headline")
        else:
            story.offer("summary", line, "summary")


def _without_notes(paragraphs: list[Passage]) -> list[Block]:
    """The paragraphs; rules are left out, and what stands below the last of them, near the end, is a footer."""
    kept = [passage for passage in paragraphs if passage.text]
    rules = [index for index, passage in enumerate(kept) if _RULE.fullmatch(passage.text)]
    last = rules[-1] if rules and len(kept) - rules[-1] <= _MAX_NOTES and rules[-1] > 0 else len(kept)
    return [
        Block("footer" if index > last else "paragraph", passage)
        for index, passage in enumerate(kept)
        if _WORD.search(passage.text) and index not in rules
    ]


def _read_iptc(story: Story, text: str, message: _Message) -> None:
    for word in text[message.begin : message.start].split():
        code = agency_code(word.split("-")[0])
        if code:
            story.offer("wire_agency", word.split("-")[0], "header")
    lines = _lines(text, message.start + 1, message.end)
    slug = [_bare(text, span) for span in _lines(text, message.begin, message.start)][1:]
    story.offer("slug", " ".join(filter(None, slug)), "header")
    closing = next((at for at, span in enumerate(lines[:_MAX_HEAD_LINES]) if _bare(text, span).endswith("=")), None)
    blank = next((at for at, span in enumerate(lines[:_MAX_HEAD_LINES]) if not _bare(text, span) and at), 1)
    body = closing + 1 if closing is not None else blank
    _read_head(story, text, [span for span in lines[:body] if _bare(text, span)])
    story.body.blocks = _paragraphs(text, lines[body:])
    trailer = _IPTC_TIME.search(text, message.end, message.limit)
    if trailer:
        day, hour, minute, zone, month, year = trailer.groups()
        number = month_number(month)
        if number:
            full = int(year) if len(year) == 4 else _CENTURY + int(year)
            stamp = f"{full:04}-{number:02}-{day} {hour}:{minute}"
            story.offer("published_date", f"{stamp}{f' {zone}' if zone else ''}", "trailer")


def _read_head(story: Story, text: str, spans: list[tuple[int, int]]) -> None:
    """The lines up to the one that ends in "=": kicker, headline, byline."""
    if spans and _bare(text, spans[-1]).endswith("="):
        start, end = spans[-1]
        spans = [*spans[:-1], (start, text.rindex("=", start, end))]
    spans = [span for span in spans if _bare(text, span)]
    last = tidy(text[slice(*spans[-1])]) if spans else ""
    if len(spans) > 1 and (looks_like_byline(last) or looks_like_byline(last.partition(",")[0])):
        story.offer("byline", last, "byline")
        spans = spans[:-1]
    if len(spans) > 1 and _KICKER.fullmatch(_bare(text, spans[0])):
        story.offer("kicker", text[slice(*spans[0])], "kicker")
        spans = spans[1:]
    passage = passage_of_spans(text, spans)
    if passage.text:
        story.headline = passage
        story.offer("title", passage.text, "headline")


def _paragraphs(text: str, lines: list[tuple[int, int]]) -> list[Block]:
    """The paragraphs: parted by blank lines or indented; from a line that heads an appendix on they are footers."""
    blocks: list[Block] = []
    current: list[tuple[int, int]] = []
    kind: BlockKind = "paragraph"
    for start, end in [*lines, (0, 0)]:
        line = _bare(text, (start, end))
        if (not line or text[start : start + 2] == "  ") and current:
            passage = passage_of_spans(text, current)
            if _WORD.search(passage.text):
                blocks.append(Block(kind, passage))
            current = []
        if line and blocks and _APPENDIX.match(line):
            kind = "footer"
        if line:
            current.append((start, end))
    return blocks
