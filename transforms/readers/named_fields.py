"""From an object of named fields, as JSON, a row of CSV or plain XML has them, to the story it tells.

The names that each field goes by are listed in `lexicons/article_fields.tsv`.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from transforms.metadata.wordlists import rows
from transforms.readers.body_blocks import Picture, html_body, plain_body
from transforms.readers.html_text import clean
from transforms.readers.story import Story

_ALIASES: dict[str, tuple[tuple[str, ...], ...]] = {
    field: tuple(tuple(name.split(".")) for name in names.split("|")) for field, names in rows("article_fields.tsv")
}
LISTS = tuple(path[0] for path in _ALIASES.pop("list"))
_FIRST_NAMES = {field: frozenset(path[0] for path in paths) for field, paths in _ALIASES.items()}
_NOT_LETTERS = re.compile(r"[_\-\s]+")
_INNER = ("rendered", "@value", "name", "value", "text", "headline", "@id", "url", "#text")
_ADDRESS_FIELDS = frozenset({"url", "canonical_url", "image_url"})
_BODY_FIELDS = ("body_html", "body")
_PICTURE_FIELDS = frozenset({"image_url", "image_caption", "image_credit"})
_OFFERED = tuple(field for field in _ALIASES if field not in (*_BODY_FIELDS, *_PICTURE_FIELDS, "keywords", "summary"))
_GMT = frozenset({"dategmt", "modifiedgmt", "postdategmt", "datepublishedutc"})
_ZONED = re.compile(r"(?:Z|UTC|GMT|[+-]\d\d:?\d\d)$")
_BLOCK_MARK_UP = re.compile(r"<(?:p|div|br|h[1-6]|ul|ol|blockquote|section|article)[\s>/]", re.IGNORECASE)
_MARK_UP = re.compile(r"</[a-zA-Z][a-zA-Z0-9]{0,15}>|<br\s*/?>")
_KEYWORD_ENDS = re.compile(r"\s*[,;،、，]\s*")
_MAX_ENTRIES = 60
_MAX_KEYS = 2_000
_MAX_DEPTH = 3

Fields = Mapping[str, Any]


def folded(name: str) -> str:
    """The name of a field as names are compared."""
    return _NOT_LETTERS.sub("", name).lower()


def is_article(fields: Fields) -> bool:
    """Whether an object has the fields of a text and of a title or an address; or of title, summary and date."""
    names = {folded(name) for name, _ in zip(fields, range(_MAX_KEYS), strict=False)}
    has = {field: not names.isdisjoint(_FIRST_NAMES[field]) for field in _FIRST_NAMES}
    if has["body"] or has["body_html"]:
        return has["title"] or has["url"]
    return has["summary"] and has["title"] and has["published_date"]


def names_text(names: list[str]) -> bool:
    """Whether the names of columns are those of a table of articles: a text, and a title or an address."""
    known = {folded(name) for name in names}
    has = {field for field in _FIRST_NAMES if not known.isdisjoint(_FIRST_NAMES[field])}
    return not has.isdisjoint(_BODY_FIELDS) and not has.isdisjoint(("title", "url"))


def story_of(fields: Fields, raw_format: str, source: str) -> Story:
    """The story that an object tells."""
    story = Story(raw_format, source)
    by_name: dict[str, Any] = {}
    for name, _ in zip(fields, range(_MAX_KEYS), strict=False):
        by_name.setdefault(folded(name), fields[name])
    for field in _OFFERED:
        for path, value in _values(by_name, field):
            _offer(story, field, path, value)
    for _, value in _values(by_name, "keywords"):
        story.keywords.extend(_KEYWORD_ENDS.split(value))
    for path, value in _values(by_name, "summary"):
        story.offer("summary", value, path)
    _read_body(story, by_name)
    _read_picture(story, by_name)
    return story


def _offer(story: Story, field: str, path: str, value: str) -> None:
    if field in _ADDRESS_FIELDS and "://" not in value:
        return
    if path in _GMT and not _ZONED.search(value):
        value = f"{value}Z"
    if field == "publisher" and "://" in value:
        field = "url"
    if field == "byline" or (field == "author" and _is_sentence(value)):
        field = "byline"
    story.offer(field, value, path)


def _is_sentence(value: str) -> bool:
    """Whether the value of a field for a name is rather a byline."""
    return any(mark in value for mark in (",", ";", " and ", " & ", "|", "/")) or value.lower().startswith("by ")


def _read_body(story: Story, by_name: Fields) -> None:
    for field in _BODY_FIELDS:
        for _, value in _values(by_name, field):
            base = next(iter(story.values("url")), None)
            marked = _BLOCK_MARK_UP.search(value) or (field == "body_html" and _MARK_UP.search(value))
            body = html_body(value, base) if marked else plain_body(clean_text(value))
            if body.blocks:
                story.body = body
                return


def clean_text(value: str) -> str:
    """A plain text; where it has stray mark-up or entities, without them, line by line."""
    if not _MARK_UP.search(value) and "&" not in value:
        return value
    return "\n".join(clean(line) for line in value.split("\n"))


def _read_picture(story: Story, by_name: Fields) -> None:
    found = {field: next((value for _, value in _values(by_name, field)), "") for field in _PICTURE_FIELDS}
    url = found["image_url"] if found["image_url"].startswith(("http://", "https://")) else ""
    if url or found["image_caption"]:
        picture = Picture(url, clean(found["image_caption"]), clean(found["image_credit"]))
        story.body.pictures.insert(0, picture)


def _values(by_name: Fields, field: str) -> Iterator[tuple[str, str]]:
    """The strings under the names of a field, in the order of the list, each with its name."""
    for path in _ALIASES[field]:
        if path[0] in by_name:
            name = ".".join(path)
            for value in _strings(_led(by_name[path[0]], path[1:])):
                if isinstance(value, str) or field not in _BODY_FIELDS:
                    yield name, str(value)


def _led(value: object, path: tuple[str, ...]) -> object:
    """What a path of names leads to; None where it breaks off."""
    for name in path:
        if not isinstance(value, Mapping):
            return None
        value = next((value[key] for key in value if folded(str(key)) == name), None)
    return value


def _strings(value: object) -> Iterator[str | int]:
    """The strings and whole numbers of a value: itself, the entries of a list, the name or text of an object."""
    waiting = [(value, 0)]
    count = 0
    while waiting and count < _MAX_ENTRIES:
        item, depth = waiting.pop()
        if isinstance(item, str):
            if item.strip():
                count += 1
                yield item
        elif isinstance(item, int) and not isinstance(item, bool) and abs(item) < 10**12:
            yield item
        elif depth < _MAX_DEPTH:
            if isinstance(item, list | tuple):
                waiting += [(part, depth + 1) for part in reversed(item[:_MAX_ENTRIES])]
            elif isinstance(item, Mapping):
                waiting += [(item[key], depth + 1) for key in _INNER if item.get(key)][:1]
