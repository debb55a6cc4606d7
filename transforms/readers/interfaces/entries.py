"""The objects in a value of JSON that are articles, wherever they stand."""

import re
from typing import Any

from broadsheet.transforms.readers.fields.named import LISTS, folded, is_article, is_headline
from broadsheet.transforms.readers.interfaces import ninjs, shapes
from broadsheet.transforms.readers.markup import jsonld

_FEED = re.compile(r"https?://jsonfeed\.org/version/")
_MAX_DEPTH = 6  # a bound on recursion, set by hand
_OUTLETS = frozenset({"organization", "newsmediaorganization", "website", "webpage", "person", "imageobject",
                      "breadcrumblist", "itemlist", "videoobject"})  # fmt: skip


def entries_of(value: object) -> tuple[list[object], bool]:
    """The articles in a value, with what else is in a list of articles; and whether the file is one of many."""
    value = shapes.of_interface(value)
    rows = shapes.of_frame(value)
    if rows is not None and any(is_article(row) or is_headline(row) or "title" in map(folded, row) for row in rows):
        return list(rows), True
    articles, is_many = _entries(value, 0)
    if articles:
        return articles, is_many
    keyed = shapes.of_keys(value)
    if keyed is not None:
        return list(keyed), True
    headlines = list(_headlines(value, 0))
    return headlines, len(headlines) > 1


def _headlines(value: object, depth: int) -> list[object]:
    """The entries of the lists in a value that have a headline and an address, and no text."""
    if isinstance(value, list):
        return [entry for entry in value if isinstance(entry, dict) and is_headline(entry)]
    if not isinstance(value, dict) or depth == _MAX_DEPTH:
        return []
    if is_headline(value):
        return [value]
    return [entry for key in value if folded(key) in LISTS for entry in _headlines(value[key], depth + 1)]


def _entries(value: object, depth: int) -> tuple[list[object], bool]:
    """The articles in a value, with what else is in a list of articles; and whether the file is one of many."""
    if isinstance(value, list):
        return _listed(value, depth)
    if not isinstance(value, dict):
        return [], False
    is_many = is_feed(value)
    if is_many and isinstance(value.get("items"), list):
        return value["items"], True
    if not is_many and not _is_other(value) and (ninjs.is_ninjs(value) or is_article(value)):
        return [value], False
    if depth == _MAX_DEPTH:
        return [], False
    inner = [_inner(value[key], depth + 1) for key in value if folded(key) in LISTS]
    return [article for articles, _ in inner for article in articles], is_many or any(many for _, many in inner)


def _listed(items: list[Any], depth: int) -> tuple[list[object], bool]:
    """The entries of a list that has an article: what is none is kept in its place, unless it says what else it is."""
    inner = [_entries(part, depth) if isinstance(part, dict) else ([], False) for part in items]
    is_many = depth == 0 or len(items) > 1 or any(many for _, many in inner)
    if not any(articles for articles, _ in inner):
        return [], is_many
    kept = (
        [part] if not articles and not _names_other(part) else articles
        for part, (articles, _) in zip(items, inner, strict=True)
    )
    return [article for articles in kept for article in articles], is_many


def _names_other(item: object) -> bool:
    """Whether an entry is an object of JSON-LD of another type than an article's."""
    return isinstance(item, dict) and bool(item.get("@type")) and not jsonld.is_article(item)


def _is_other(item: dict[str, Any]) -> bool:
    """Whether an object of JSON-LD describes something else than an article."""
    kind = item.get("@type")
    names = kind if isinstance(kind, list) else [kind]
    known = {name.rpartition("/")[2].lower() for name in names if isinstance(name, str)}
    return bool(known) and known <= _OUTLETS


def _inner(value: object, depth: int) -> tuple[list[object], bool]:
    """The articles under the name of a list: in what stands there, or in what that has by address or number."""
    entries = _entries(value, depth)
    keyed = shapes.of_keys(value) if not entries[0] else None
    return (list(keyed), True) if keyed else entries


def is_feed(item: dict[str, Any]) -> bool:
    """Whether an object is a JSON Feed."""
    return isinstance(item.get("version"), str) and bool(_FEED.match(item["version"]))
