"""The shapes in which interfaces and data frames are written as JSON, made objects with the fields of articles."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from broadsheet.transforms.readers.fields.named import ALIASES, LISTS, folded, is_article, is_headline

Object = dict[str, Any]
_DAY = re.compile(r"(?:19|20)\d\d-?(?:0[1-9]|1[0-2])-?(?:0[1-9]|[12]\d|3[01])")
_MAX_NAMES = 500  # columns of a frame; an object of more keys has its articles by key
_WEB = ("http://", "https://")


def of_frame(value: object) -> list[Object] | None:
    """The rows of a data frame that pandas or R wrote by columns, by index, or split; None for anything else.

    {"title": {"0": ...}}, {"title": [...]}, {"columns": [...], "data": [[...]]}
    """
    if not isinstance(value, dict) or not value or len(value) > _MAX_NAMES:
        return None
    names, data = value.get("columns"), value.get("data")
    if isinstance(names, list) and isinstance(data, list) and all(isinstance(row, list) for row in data[:9]):
        return [dict(zip(map(str, names), row, strict=False)) for row in data if isinstance(row, list)]
    columns = [part for part in value.values() if isinstance(part, dict | list)]
    if len(columns) < len(value) or len({type(part) for part in columns}) != 1 or not _are_columns(value):
        return None
    keys = list(columns[0]) if isinstance(columns[0], dict) else list(range(len(columns[0])))
    if not keys or any(len(part) != len(keys) for part in columns):
        return None
    return [{name: _cell(part, key) for name, part in value.items()} for key in keys]


def _are_columns(value: Object) -> bool:
    """Whether the names are those of columns of articles, and the cells are no objects."""
    if not (is_article(value) or ("title" in map(folded, value) and len(value) > 1)):
        return False
    firsts = (next(iter(part.values() if isinstance(part, dict) else part), None) for part in value.values())
    return not any(isinstance(first, dict) for first in firsts)


def _cell(part: Any, key: Any) -> Any:  # noqa: ANN401 - a value of JSON
    try:
        return part[key]
    except (KeyError, IndexError):
        return None


def of_keys(value: object) -> list[Object] | None:
    """The articles of an object that has them by address, by number, by day or by outlet; None for anything else."""
    if not isinstance(value, dict) or not value:
        return None
    objects: list[Object] = []
    for key, part in value.items():
        if isinstance(part, dict) and (is_article(part) or is_headline({**part, "url": ""})):
            objects.append(_keyed(part, "url" if key.startswith(_WEB) else "id", key))
        elif articles := list(_of_outlet(part)):
            field = "published_date" if _DAY.fullmatch(str(key)) else "publisher"
            objects += [_keyed(article, field, key) for article in articles]
    return objects or None


def _of_outlet(part: object) -> Iterator[Object]:
    """The articles that an outlet's list has, itself or under the name of a list."""
    lists = [part] if isinstance(part, list) else []
    if isinstance(part, dict):
        lists = [inner for name, inner in part.items() if folded(name) in LISTS and isinstance(inner, list)]
    for entries in lists:
        yield from (entry for entry in entries if isinstance(entry, dict) and (is_article(entry) or is_headline(entry)))


def _keyed(part: Object, name: str, key: str) -> Object:
    """The article with what its key says, where it does not say that itself."""
    names = {path[0] for path in ALIASES[name]} if name in ALIASES else {folded(name)}
    is_told = not names.isdisjoint(map(folded, part)) or folded(key) in LISTS or not key.strip()
    return part if is_told else {**part, name: key}


def of_interface(value: object) -> object:
    """The value with the posts and articles of interfaces whose objects are not as their names say; else as it is."""
    if not isinstance(value, dict):
        return value
    if (posts := _of_ghost(value)) is not None:
        return posts
    return _of_trove(value) or value


def _of_ghost(value: Object) -> list[Object] | None:
    """The posts of an export of Ghost, with the names of their authors and tags."""
    bases = value.get("db")
    base = bases[0] if isinstance(bases, list) and bases else value
    data = base.get("data") if isinstance(base, dict) else None
    if not isinstance(data, dict) or not isinstance(data.get("posts"), list):
        return None
    people = _names(data, "users")
    tags = _names(data, "tags")
    return [
        {
            **post,
            "authors": _linked(data, "posts_authors", "author_id", post) or [people.get(post.get("author_id"), "")],
            "tags": [tags.get(name, "") for name in _linked_ids(data, "posts_tags", "tag_id", post)],
        }
        for post in data["posts"]
        if isinstance(post, dict)
    ]


def _names(data: Object, table: str) -> dict[object, str]:
    rows = data.get(table)
    return (
        {row.get("id"): str(row.get("name") or "") for row in rows if isinstance(row, dict)}
        if isinstance(rows, list)
        else {}
    )


def _linked_ids(data: Object, table: str, column: str, post: Object) -> list[object]:
    rows = data.get(table)
    linked = rows if isinstance(rows, list) else []
    return [row.get(column) for row in linked if isinstance(row, dict) and row.get("post_id") == post.get("id")]


def _linked(data: Object, table: str, column: str, post: Object) -> list[str]:
    people = _names(data, "users")
    return [people[number] for number in _linked_ids(data, table, column, post) if number in people]


def _of_trove(value: Object) -> list[Object] | None:
    """The articles of Trove, whose "title" is that of the newspaper."""
    zones = (
        value.get("category") or (value.get("response") or {}).get("zone")
        if isinstance(value.get("response"), Mapping)
        else value.get("category")
    )
    holders = [zone.get("records") for zone in zones if isinstance(zone, dict)] if isinstance(zones, list) else [value]
    articles = [
        article for holder in holders if isinstance(holder, dict) for article in _entries(holder.get("article"))
    ]
    if not articles or not all("heading" in article for article in articles):
        return None
    return [_of_trove_article(article) for article in articles]


def _entries(value: object) -> list[Object]:
    return [entry for entry in (value if isinstance(value, list) else [value]) if isinstance(entry, dict)]


def _of_trove_article(article: Object) -> Object:
    paper = article.get("title")
    name = paper.get("value") or paper.get("title") if isinstance(paper, dict) else paper
    rest = {key: part for key, part in article.items() if key not in ("title", "heading", "url", "category")}
    publisher = str(name or "").partition(" (")[0]
    return {
        "title": article["heading"],
        "publisher": publisher,
        "genre": article.get("category"),
        **rest,
        "url": article.get("troveUrl"),
    }
