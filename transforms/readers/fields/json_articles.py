"""From a JSON file, of one article or of many, or of one a line, to the articles in it."""

import json
import re
from collections.abc import Iterator
from typing import Any

from broadsheet.transforms.decoding.text import Decoded, decode
from broadsheet.transforms.readers.fields import ninjs
from broadsheet.transforms.readers.fields.named import LISTS, folded, is_article, story_of
from broadsheet.transforms.readers.markup import jsonld
from broadsheet.transforms.readers.markup.text import excerpt
from broadsheet.transforms.readers.story.record import record_of
from broadsheet.transforms.readers.story.story import Story, collected
from broadsheet.transforms.records.record import Reading, Record, Reject

RAW_FORMAT = "json"
_LINE_END = re.compile(r"\r?\n")
_FEED = re.compile(r"https?://jsonfeed\.org/version/")
_MAX_ARTICLES = 100_000
_MAX_DEPTH = 4
_MAX_HEAD = 4_000_000
_FIRST_LINES = 3
_EXCERPT = 200
_OUTLETS = frozenset({"organization", "newsmediaorganization", "website", "webpage", "person", "imageobject",
                      "breadcrumblist", "itemlist", "videoobject"})  # fmt: skip


def read(data: bytes) -> Reading:
    """The articles of the file."""
    return collected(read_many(data))


def read_many(data: bytes) -> Iterator[Record | Reject]:
    """The articles of the file, one by one; of JSON Lines, a line that cannot be read is a reject."""
    decoded = decode(data)
    if not isinstance(decoded, Decoded):
        yield Reject(decoded, "no text in the file")
        return
    text = decoded.text.replace("\0", "").lstrip("\ufeff \t\r\n")
    if _is_lines(text):
        yield from _of_lines(text)
        return
    value = _load(text)
    if isinstance(value, Reject):
        yield value
        return
    yield from _of_value(value)


def _load(text: str) -> object:
    """The value of a JSON text, or a reject."""
    try:
        return json.loads(text, strict=False, parse_constant=_none)
    except RecursionError:
        return Reject("malformed", "JSON nested too deep", excerpt=excerpt(text))
    except ValueError as error:
        return Reject("malformed", f"no JSON: {str(error)[:_EXCERPT]}", excerpt=excerpt(text))


def _none(_: str) -> None:
    """What stands for NaN and the infinities, which JSON has not."""


def _is_lines(text: str) -> bool:
    """Whether the first two lines begin as objects, and one of the first three is a whole one."""
    head = [line for line in _LINE_END.split(text[:_MAX_HEAD], maxsplit=20) if line.strip()][:_FIRST_LINES]
    if len(head) < _FIRST_LINES - 1 or not all(line.lstrip().startswith("{") for line in head[: _FIRST_LINES - 1]):
        return False
    return any(line.rstrip().endswith("}") and isinstance(_load(line), dict) for line in head)


def _of_lines(text: str) -> Iterator[Record | Reject]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        if number > _MAX_ARTICLES:
            yield Reject("too_large", f"more than {_MAX_ARTICLES} lines", member=str(number))
            return
        value = _load(line.strip())
        if isinstance(value, Reject):
            yield Reject(value.code, value.message, str(number), value.excerpt)
        elif isinstance(value, dict):
            yield _read(value, str(number))
        else:
            yield Reject("malformed", "the line holds no object", member=str(number), excerpt=excerpt(line))


def _of_value(value: object) -> Iterator[Record | Reject]:
    found, is_many = _entries(value, 0)
    if not found:
        yield Reject("no_article", "no object with the fields of an article", excerpt=excerpt(repr(value)[:800]))
    feed = _feed_of(value)
    for number, fields in enumerate(found, 1):
        member = str(number) if is_many else ""
        if number > _MAX_ARTICLES:
            yield Reject("too_large", f"more than {_MAX_ARTICLES} articles", member=member)
            return
        if isinstance(fields, dict):
            yield _read(fields, member, feed)
        else:
            yield Reject("malformed", "the entry holds no object", member, excerpt(repr(fields)[:800]))


def _entries(value: object, depth: int) -> tuple[list[object], bool]:
    """The articles in a value, with what else is in a list of articles; and whether the file is one of many."""
    if isinstance(value, list):
        return _listed(value, depth)
    if not isinstance(value, dict):
        return [], False
    is_feed = _is_feed(value)
    if is_feed and isinstance(value.get("items"), list):
        return value["items"], True
    if not is_feed and not _is_other(value) and (ninjs.is_ninjs(value) or is_article(value)):
        return [value], False
    if depth == _MAX_DEPTH:
        return [], False
    inner = [_entries(value[key], depth + 1) for key in value if folded(key) in LISTS]
    return [one for found, _ in inner for one in found], is_feed or any(many for _, many in inner)


def _listed(items: list[Any], depth: int) -> tuple[list[object], bool]:
    """The entries of a list that has an article: what is none is kept in its place, unless it says what else it is."""
    inner = [_entries(part, depth) if isinstance(part, dict) else ([], False) for part in items]
    is_many = depth == 0 or len(items) > 1 or any(many for _, many in inner)
    if not any(found for found, _ in inner):
        return [], is_many
    kept = (
        [part] if not found and not _names_other(part) else found for part, (found, _) in zip(items, inner, strict=True)
    )
    return [one for found in kept for one in found], is_many


def _names_other(item: object) -> bool:
    """Whether an entry is an object of JSON-LD of another type than an article's."""
    return isinstance(item, dict) and bool(item.get("@type")) and not jsonld.is_article(item)


def _is_other(item: dict[str, Any]) -> bool:
    """Whether an object of JSON-LD describes something else than an article."""
    kind = item.get("@type")
    names = kind if isinstance(kind, list) else [kind]
    known = {name.rpartition("/")[2].lower() for name in names if isinstance(name, str)}
    return bool(known) and known <= _OUTLETS


def _is_feed(item: dict[str, Any]) -> bool:
    return isinstance(item.get("version"), str) and bool(_FEED.match(item["version"]))


def _feed_of(value: object) -> dict[str, Any] | None:
    return value if isinstance(value, dict) and _is_feed(value) else None


def _read(fields: dict[str, Any], member: str, feed: dict[str, Any] | None = None) -> Record | Reject:
    if ninjs.is_ninjs(fields):
        story = ninjs.story_of(fields)
    else:
        story = _plain(fields, feed)
        if not story.body.blocks and not story.values("summary"):
            return Reject("no_article", "an object without a text", member, excerpt(repr(fields)[:800]))
    story.member = member
    return record_of(story)


def _plain(fields: dict[str, Any], feed: dict[str, Any] | None) -> Story:
    """The story of an object; what a feed says of all its items counts where the item says nothing."""
    story = story_of(fields, "json_feed" if feed else RAW_FORMAT, "json_feed" if feed else RAW_FORMAT)
    if feed:
        title, language = feed.get("title"), feed.get("language")
        story.offer("publisher", title if isinstance(title, str) else "", "feed_title")
        story.offer("language", language if isinstance(language, str) else "", "feed_language")
    return story
