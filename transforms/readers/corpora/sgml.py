"""SGML of collections of news: Gigaword, TREC, Reuters-21578 and the like."""

import re
from collections.abc import Iterator
from html import unescape

from broadsheet.transforms.decoding.text import Decoded, decode
from broadsheet.transforms.metadata.date_values import moment_of
from broadsheet.transforms.readers.markup.spans import passage_of_spans
from broadsheet.transforms.readers.markup.text import tidy
from broadsheet.transforms.readers.story.record import record_of
from broadsheet.transforms.readers.story.story import Story
from broadsheet.transforms.records.record import Block, Record, Reject
from broadsheet.transforms.vocabulary.lists import rows

_DOCUMENT = re.compile(r"<(?P<name>DOC|REUTERS)(?P<told>\s[^<>]{0,2000})?>", re.IGNORECASE)
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9_.-]{0,30})(?P<told>[^<>]{0,2000})>")
_ATTRIBUTE = re.compile(r"""([A-Za-z_:-]{1,40})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_FIELDS = {tag: field for field, tags in rows("corpus_tags.tsv") for tag in tags.split("|")}
# Days are in the names of documents: "VLD_ENG_20210305.0100", "LA010189-0000".
_TEXT = re.compile(r"<(?:TEXT|BODY|LEADPARA|LP)[\s>]", re.IGNORECASE)
_DAY_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d[01]\d[0-3]\d)(?!\d)")
_BLANK = re.compile(r"\n[ \t\r]*\n|\n(?=[ \t]{3,}\S)")
_SIGNED = re.compile(r"(?:reuters?|enditem|###|-30-)\W*", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_MAX_BLOCKS = 5_000  # paragraphs: a bound on cost, set by hand
_MAX_VALUE = 2_000  # characters: a bound on cost where an end tag is missing


def read_many(data: bytes) -> Iterator[Record | Reject]:
    """The articles of the documents, one by one."""
    decoded = decode(data)
    if not isinstance(decoded, Decoded):
        yield Reject(decoded, "no text in the file")
        return
    text = decoded.text
    starts = [(match.start(), match.end(), match) for match in _DOCUMENT.finditer(text)]
    is_many = len(starts) > 1
    for number, (_, begin, match) in enumerate(starts, 1):
        end = starts[number][0] if number < len(starts) else len(text)
        story = _story(decoded, match, begin, end)
        story.member = str(number) if is_many else ""
        yield record_of(story)
    if not starts:
        yield Reject("no_article", "no document in the file")


def _story(decoded: Decoded, opening: re.Match[str], begin: int, end: int) -> Story:
    name = "reuters21578" if opening["name"].upper() == "REUTERS" else "sgml"
    story = Story(name, name, offsets=decoded.offsets, has_raw_offsets=True)
    story.flags.extend(decoded.flags)
    body: list[tuple[int, int]] = []
    _read_attributes(story, opening["told"] or "")
    _read_elements(story, decoded.text, (begin, end), body)
    if body:
        body[-1] = _without_sign_off(decoded.text, body[-1])
    passages = [passage_of_spans(decoded.text, [span]) for span in body[:_MAX_BLOCKS]]
    kept = [passage for passage in passages if _LETTER.search(passage.text)]
    if kept and kept[0].text in story.values("title"):
        kept.pop(0)
    story.body.blocks = [Block("paragraph", passage) for passage in kept]
    return story


def _without_sign_off(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """The last paragraph without the agency's name on a line of its own below it."""
    lines = text[slice(*span)].rstrip("\x00- ").splitlines(keepends=True)
    last = range(len(lines), max(len(lines) - 3, 0), -1)
    cut = next((at for at in last if _SIGNED.fullmatch(tidy(lines[at - 1]))), 0)
    return (span[0], span[0] + sum(map(len, lines[: cut - 1]))) if cut else span


def _read_attributes(story: Story, attributes: str) -> None:
    """What the tag that opens a document says: its name, with the day in it, its title and address."""
    named = {name.lower(): unescape(next(filter(None, values), "")) for name, *values in _ATTRIBUTE.findall(attributes)}
    for name in ("title", "url"):
        story.offer(name, named.get(name, ""), f"doc.{name}")
    _read_name(story, named.get("id") or named.get("newid") or "")


def _read_name(story: Story, name: str) -> None:
    story.offer("identifier", name, "name")
    day = _DAY_IN_NAME.search(name)
    story.offer("published_date", day[1] if day else "", "name")


def _read_elements(story: Story, text: str, span: tuple[int, int], body: list[tuple[int, int]]) -> None:
    """The elements of a document, each up to its end or that of the document; what stands in the text's is the body."""
    opened: list[tuple[str, str, int]] = []
    low = span[0]
    if not _TEXT.search(text, *span):
        # Extracts of wikis have no element for the text, only the document's.
        opened.append(("DOC", "body", low))
    for tag in _TAG.finditer(text, *span):
        name = tag["name"].upper()
        field = next((known for _, known, _ in reversed(opened) if known), "")
        if field == "body" and text[low : tag.start()].strip():
            body.extend(_paragraphs(text, low, tag.start()))
        low = tag.end()
        if not tag["end"]:
            opened.append((name, _FIELDS.get(name, ""), tag.end()))
            continue
        while opened:
            inner, known, start = opened.pop()
            if known and known != "body":
                _offer(story, text, known, (start, tag.start()))
            if inner == name:
                break
    if any(known == "body" for _, known, _ in opened) and text[low : span[1]].strip():
        body.extend(_paragraphs(text, low, span[1]))


def _paragraphs(text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    """The paragraphs between two places: parted by blank lines, or by lines that are indented."""
    at = low
    for gap in _BLANK.finditer(text, low, high):
        yield at, gap.start()
        at = gap.end()
    yield at, high


def _offer(story: Story, text: str, field: str, span: tuple[int, int]) -> None:
    value = tidy(_TAG.sub(" ", text[span[0] : min(span[1], span[0] + _MAX_VALUE)]))
    if field == "name":
        _read_name(story, value)
    elif field == "keywords":
        parts = re.split(r"</?D>|[;,]", text[slice(*span)])
        story.keywords.extend(tidy(_TAG.sub(" ", part)) for part in parts)
    elif field == "published_date":
        story.offer("published_date", _day(value), "date")
    elif field == "title" and not story.values("title") and "<" not in text[slice(*span)]:
        story.headline = passage_of_spans(text, [span])
        story.offer("title", story.headline.text, "headline")
    elif field == "dateline":
        story.offer("dateline", value.rstrip(" -–—_"), "dateline")
    else:
        story.offer(field, value, field)


def _day(value: str) -> str:
    """The day with which a value begins: "January 1, 1989, Sunday, Home Edition"."""
    parts = value.split(", ")
    beginnings = (", ".join(parts[:size]) for size in range(len(parts), 0, -1))
    return next((day for day in beginnings if moment_of(day)), value)
