"""JSON files, of one article or of many, or of one a line."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import chain, islice
from typing import Any

from broadsheet.transforms.decoding.text import Decoded, decode
from broadsheet.transforms.metadata.date_values import Calendar
from broadsheet.transforms.readers.fields.named import fields_in, folded, is_headline, page_in, story_of
from broadsheet.transforms.readers.html import page_reader
from broadsheet.transforms.readers.interfaces import ninjs
from broadsheet.transforms.readers.interfaces.entries import entries_of, is_feed
from broadsheet.transforms.readers.markup.text import excerpt
from broadsheet.transforms.readers.story.record import record_of
from broadsheet.transforms.readers.story.story import Story, collected
from broadsheet.transforms.readers.tables.dates import calendar_of
from broadsheet.transforms.readers.tables.names import field_of
from broadsheet.transforms.readers.tables.rows import Row, Table, articles_of
from broadsheet.transforms.records.record import Reading, Record, Reject

RAW_FORMAT = "json"
_NO_TEXT = {0: None, 0x1E: None}  # NULs, and the sign of RFC 7464 before each value
Numbered = Callable[[], Iterator[tuple[int, object]]]
_NOTES = re.compile(r"\A(?:#[^\n]*\n\s*)+")  # lines about the data above them
_LINE_END = re.compile(r"\r?\n")
# Days in digits, by which the order of day and month is told for the whole file.
_SLASHED = re.compile(r"\"(\d{1,2}[/.-]\d{1,2}[/.-]\d{4})[\"T ,]")
_TRUNCATED = re.compile(r"\[\+?\d{1,7} chars\]\s*\Z")
_LONGEST_SIGN = 60  # Code points at the end of a text in which that stands; a bound on cost, set by hand.
_MAX_ARTICLES = 10_000_000  # a bound on what one file may cost, as of the rows of a table
_MAX_HEAD = 4_000_000  # characters: a bound on cost, set by hand; two objects stand in it
_MAX_NAMES = 500  # columns: a bound on cost, set by hand
_FIRST_LINES = 3  # two of them begin as objects, and any of them is a whole one: one may be cut
_SAMPLE = 50  # objects by which the kind of a file is told: a bound on cost, set by hand
_EXCERPT = 200  # characters of the parser's message, which may quote the file
_UNPUBLISHED = frozenset({"draft", "scheduled", "pending", "private", "trash"})


def read(data: bytes) -> Reading:
    """The articles of the file."""
    return collected(read_many(data))


def read_many(data: bytes, choices: Mapping[str, str] | None = None, above: bytes = b"") -> Iterator[Record | Reject]:
    """The articles of the file, one by one; of JSON Lines, a line that cannot be read is a reject.

    `choices`: names of fields by what they hold, for objects whose own names are not known. `above`: the first lines of
    the file, where the data are a slice of one.
    """
    decoded, head = decode(data), decode(above) if above else None
    if not isinstance(decoded, Decoded):
        yield Reject(decoded, "no text in the file")
        return
    text = _NOTES.sub("", decoded.text.translate(_NO_TEXT).lstrip("\ufeff \t\r\n"))
    first = head.text if isinstance(head, Decoded) else ""
    calendar = calendar_of(chain(_SLASHED.findall(first), _SLASHED.findall(text)))
    if first or _is_lines(text):
        yield from _of_lines(text, calendar, choices, first)
        return
    value = _load(text)
    if isinstance(value, Reject):
        yield value
        return
    yield from _of_value(value, calendar, choices)


def _load(text: str) -> object:
    """The value of a JSON text, a list of the values that stand one behind another, or a reject; an object above a
    text, as front matter is written, with the text in it."""
    decoder = json.JSONDecoder(strict=False, parse_constant=_none)
    values: list[object] = []
    at = 0
    try:
        while at < len(text):
            value, end = decoder.raw_decode(text, at)
            values.append(value)
            at = _skip(text, end)
            if at < len(text) and text[at] not in "{[":
                is_alone = len(values) == 1 and isinstance(value, dict)
                if not is_alone or "\n" not in text[end:at]:
                    raise ValueError(f"Extra data: char {at}")
                return {**value, "text": text[at:]}
    except RecursionError:
        return Reject("malformed", "JSON nested too deep", excerpt=excerpt(text))
    except ValueError as error:
        return Reject("malformed", f"no JSON: {str(error)[:_EXCERPT]}", excerpt=excerpt(text))
    return values[0] if len(values) == 1 else values


_GAP = re.compile(r"[ \t\r\n,]*")


def _skip(text: str, at: int) -> int:
    """Behind the white space and commas that stand at a place."""
    match = _GAP.match(text, at)
    return match.end() if match else at


def _none(_: str) -> None:
    """What stands for NaN and the infinities, which JSON has not."""


def _is_lines(text: str) -> bool:
    """Whether the first two lines begin as objects, and one of the first three is a whole one."""
    head = [line for line in _LINE_END.split(text[:_MAX_HEAD], maxsplit=20) if line.strip()][:_FIRST_LINES]
    if len(head) < _FIRST_LINES - 1 or not all(line.lstrip().startswith("{") for line in head[: _FIRST_LINES - 1]):
        return False
    return any(line.rstrip().endswith("}") and isinstance(_load(line), dict) for line in head)


def _of_lines(
    text: str, calendar: Calendar, choices: Mapping[str, str] | None, above: str
) -> Iterator[Record | Reject]:
    sample = islice(chain(_lines(above), _lines(text)), _SAMPLE)
    objects = [entry for _, entry in sample if isinstance(entry, dict)]
    if choices or (objects and not any(map(_is_readable, objects))):
        yield from _of_table(lambda: _lines(text), choices, lambda: _lines(above))
        return
    for number, value in _lines(text):
        if number > _MAX_ARTICLES:
            yield Reject("too_large", f"more than {_MAX_ARTICLES} lines", member=str(number))
            return
        if isinstance(value, Reject):
            yield Reject(value.code, value.message, str(number), value.excerpt)
        elif isinstance(value, dict):
            yield from _of_object(value, str(number), calendar)
        else:
            yield Reject("malformed", "the line holds no object", member=str(number), excerpt=excerpt(repr(value)))


def _lines(text: str) -> Iterator[tuple[int, object]]:
    """The value of each filled line, with the line's number."""
    at = number = 0
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        number += 1
        line = text[at:end].strip()
        if line:
            yield number, _load(line)
        at = end + 1


def _is_readable(value: dict[str, Any]) -> bool:
    return bool(entries_of(value)[0])


def _of_object(value: dict[str, Any], member: str, calendar: Calendar) -> Iterator[Record | Reject]:
    """The article of a line, or the articles in it."""
    articles, is_many = entries_of(value)
    if not is_many:
        yield _read(articles[0] if articles and isinstance(articles[0], dict) else value, member, calendar)
        return
    for number, article in enumerate(articles, 1):
        if isinstance(article, dict):
            yield _read(article, f"{member}#{number}", calendar)


def _of_value(value: object, calendar: Calendar, choices: Mapping[str, str] | None) -> Iterator[Record | Reject]:
    articles, is_many = entries_of(value)
    objects = _objects(value)
    if objects and (choices or not articles):
        yield from _of_table(lambda: enumerate(objects, 1), choices)
        return
    if not articles:
        yield Reject("no_article", "no object with the fields of an article", excerpt=excerpt(repr(value)[:800]))
    feed = value if isinstance(value, dict) and is_feed(value) else None
    for number, fields in enumerate(articles, 1):
        member = str(number) if is_many else ""
        if isinstance(fields, dict):
            yield _read(fields, member, calendar, feed)
        else:
            yield Reject("malformed", "the entry holds no object", member, excerpt(repr(fields)[:800]))


def _objects(value: object) -> list[object]:
    """The objects of a list of them, the first one that a value holds; none where there is no such list."""
    if isinstance(value, list):
        return value if len(value) > 1 and all(isinstance(entry, dict) for entry in value[:_SAMPLE]) else []
    if isinstance(value, dict):
        return next((entries for part in value.values() if isinstance(part, list) and (entries := _objects(part))), [])
    return []


def _of_table(
    objects: Numbered, choices: Mapping[str, str] | None, above: Numbered = lambda: iter(())
) -> Iterator[Record | Reject]:
    """The articles of objects whose fields go by unknown names, read as the rows of a table are."""
    names: dict[str, None] = {}
    for _, entry in islice(chain(above(), objects()), _SAMPLE):
        names.update(dict.fromkeys(_flat(entry)))
    columns = list(names)[:_MAX_NAMES]
    table = Table(RAW_FORMAT, columns, lambda: _rows(objects, columns), above=lambda: _rows(above, columns))
    yield from articles_of(table, choices)


def _rows(objects: Numbered, columns: list[str]) -> Iterator[Row | Reject]:
    """The objects as rows of these columns."""
    for number, entry in objects():
        if isinstance(entry, dict):
            flat = _flat(entry)
            yield Row(str(number), tuple(flat.get(name) for name in columns))
        else:
            yield Reject("malformed", "no object", member=str(number), excerpt=excerpt(repr(entry)[:800]))


def _flat(value: object) -> dict[str, Any]:
    """The fields of an object, those of objects in it with both names."""
    flat: dict[str, Any] = {}
    for name, part in value.items() if isinstance(value, dict) else ():
        if isinstance(part, dict):
            flat.update({f"{name}.{inner}": cell for inner, cell in part.items() if not isinstance(cell, dict | list)})
        else:
            flat[str(name)] = part
    return flat


def _read(
    fields: dict[str, Any], member: str, calendar: Calendar | None = None, feed: dict[str, Any] | None = None
) -> Record | Reject:
    if ninjs.is_ninjs(fields):
        story = ninjs.story_of(fields)
    else:
        if str(fields.get("status")).lower() in _UNPUBLISHED:
            return Reject("no_article", f"not published: {fields['status']}", member, excerpt(repr(fields)[:800]))
        story = _plain(fields, feed)
        if not story.body.blocks and (page := page_in(fields)):
            return _of_page(page, story, member)
        if not story.body.blocks and not story.values("summary") and not is_headline(fields):
            return Reject("no_article", "an object without a text", member, excerpt(repr(fields)[:800]))
    story.member, story.calendar = member, calendar
    return record_of(story)


def _of_page(page: str, story: Story, member: str) -> Record | Reject:
    """The article of a page that an object holds with its address."""
    address = next(iter(story.values("url")), None)
    reading = page_reader.read(page.encode("utf-8", "replace"), address=address)
    if reading.records:
        return replace(reading.records[0], member=member)
    return replace(reading.rejects[0], member=member)


def _plain(fields: dict[str, Any], feed: dict[str, Any] | None) -> Story:
    """The story of an object; what a feed says of all its items counts where the item says nothing."""
    kind = "json_feed" if feed else RAW_FORMAT
    story = story_of(_with_words(_whole(fields)), kind, kind)
    if (short := _without_outlet(fields, story.values("publisher"))) is not fields:
        story = story_of(_with_words(_whole(short)), kind, kind)
    if any(isinstance(part, str) and _TRUNCATED.search(part[-60:]) for part in fields.values()):
        story.flag("truncated")
    if feed:
        title, language = feed.get("title"), feed.get("language")
        story.offer("publisher", title if isinstance(title, str) else "", "feed_title")
        story.offer("language", language if isinstance(language, str) else "", "feed_language")
    return story


def _with_words(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields, and under the names of those that are missing what a word in its name tells of: "@timestamp"."""
    has = fields_in(fields)
    more: dict[str, Any] = {}
    for name, part in list(fields.items())[:_MAX_NAMES]:
        named = field_of(str(name)) if isinstance(part, str | int | float) else None
        if named and named.field in _BY_WORDS and not has[named.field]:
            more.setdefault(named.field, part)
    return {**fields, **more} if more else fields


# Fields that names of other forms may give; a text, a title and an address are known by the listed names only.
_BY_WORDS = frozenset({"published_date", "publisher", "author"})


def _without_outlet(fields: dict[str, Any], outlets: list[str]) -> dict[str, Any]:
    """The fields with a title that does not end in the name of the outlet, as search engines have it."""
    for name, part in fields.items():
        if isinstance(part, str) and folded(str(name)) == "title":
            for outlet in filter(None, outlets):
                short = re.sub(rf"\s[-–—|·]\s{re.escape(outlet)}\s*\Z", "", part)
                if short != part and short:
                    return {**fields, name: short}
    return fields


def _whole(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields without the sign that interfaces put where they cut a text off: "[+1234 chars]"."""
    return {name: _uncut(part) if isinstance(part, str) else part for name, part in fields.items()}


def _uncut(text: str) -> str:
    sign = _TRUNCATED.search(text, max(0, len(text) - _LONGEST_SIGN))
    if sign is None:
        return text
    return text[: sign.start()].rstrip().removesuffix("…").removesuffix("...").rstrip() + "…"
