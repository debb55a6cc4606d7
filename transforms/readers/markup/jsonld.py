"""The JSON-LD of a page: its nodes, and the one that describes the article."""

import html
import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from lxml.html import HtmlElement

from broadsheet.transforms.readers.markup.text import clean, likeness

Node = dict[str, Any]

_MAX_SCRIPT = 3_000_000  # Code points; more than an article with its comments takes. A bound on cost.
_MAX_NODES = 3_000  # Of one page; a bound on cost, far above a list of articles.
_MAX_DEPTH = 8  # Articles within lists within graphs nest three or four deep; a bound on recursion.
_MAX_POSTS = 1_000  # Of a live blog; a bound on cost.
_MAX_OBJECTS = 20  # Of one script that is no JSON as a whole; a bound on cost.
_MAX_NAMES = 60  # Of one value; more than authors or keywords of an article, a bound on cost.
# What speaks for a node being the page's article, against one for each of its known keys. Set by hand.
_OF_ARTICLE, _OF_DATED_PAGE, _OF_HEADLINE = 4.0, 0.5, 6
_OPENING = re.compile(r"\s*(?:<!--|(?://|/\*)?\s*<!\[CDATA\[\s*(?:\*/)?)")
_CLOSING = re.compile(r"(?:-->|(?://|/\*)?\s*\]\]>\s*(?:\*/)?)\s*$")
_MAX_CLOSING = 200  # Code points at the end; the pattern would be tried at each space of the script.
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
# What is tried in turn on a script that is not quite JSON.
_MENDED: tuple[Callable[[str], str], ...] = (
    str,
    lambda text: _TRAILING_COMMA.sub("", text),
    html.unescape,
    lambda text: text.replace("\\'", "'"),
)
_ARTICLE = re.compile(r"(?:Article|BlogPosting|Report|Posting|LiveBlog|Review|Recipe|StoryPage)$")
_PAGE = frozenset({"WebPage", "ItemPage", "VideoObject", "MedicalWebPage", "CreativeWork", "PodcastEpisode"})
# Through these a page leads to its own article; through others (hasPart, itemListElement) to other articles.
_LEADING = ("@graph", "mainEntity", "mainEntityOfPage", "publisher", "isPartOf", "subjectOf")
_KEYS = ("headline", "datePublished", "author", "articleBody", "publisher", "image", "dateModified")


def load_nodes(scripts: Iterable[HtmlElement]) -> tuple[Node, ...]:
    """All nodes of the page's JSON-LD that describe it, references by @id filled in; broken scripts are left out."""
    nodes: list[Node] = []
    for script in scripts:
        if "ld+json" in (script.get("type") or "").lower():
            for value in _values(script.text or ""):
                _collect(value, nodes)
    return tuple(_resolved(nodes))


def _values(text: str) -> list[Any]:
    text = text.strip()[:_MAX_SCRIPT]
    opening = _OPENING.match(text)
    text = text[opening.end() :] if opening else text
    end = max(len(text) - _MAX_CLOSING, 0)
    text = (text[:end] + _CLOSING.sub("", text[end:])).strip().rstrip(";")
    for mended in _MENDED:
        try:
            return [json.loads(mended(text), strict=False)]
        except (ValueError, RecursionError):
            continue
    return _objects(text)


def _objects(text: str) -> list[Any]:
    """The objects of a script that has several, one after the other, as far as they can be read."""
    decoder = json.JSONDecoder(strict=False)
    objects: list[Any] = []
    at = text.find("{")
    while at >= 0 and len(objects) < _MAX_OBJECTS:
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            break
        objects.append(value)
        at = text.find("{", at)
    return objects


def _collect(value: object, nodes: list[Node]) -> None:
    waiting: list[tuple[object, int]] = [(value, 0)]
    while waiting and len(nodes) < _MAX_NODES:
        item, depth = waiting.pop()
        if isinstance(item, list):
            waiting += [(part, depth) for part in reversed(item[:_MAX_NODES])]
        elif isinstance(item, dict):
            nodes.append(item)
            if depth < _MAX_DEPTH:
                waiting += [
                    (item[key], depth + 1) for key in reversed(_LEADING) if isinstance(item.get(key), dict | list)
                ]


def _resolved(nodes: list[Node]) -> Iterable[Node]:
    by_id: dict[str, Node] = {}
    for node in nodes:
        name = node.get("@id")
        if isinstance(name, str) and len(node) > len(by_id.get(name, {})) and len(node) > 1:
            by_id[name] = node
    for node in nodes:
        yield {key: _followed(value, by_id) for key, value in node.items()}


def _followed(value: object, by_id: Mapping[str, Node]) -> object:
    if isinstance(value, list):
        return [_followed(part, by_id) if isinstance(part, dict) else part for part in value]
    if isinstance(value, dict) and isinstance(value.get("@id"), str) and "name" not in value:
        return by_id.get(value["@id"], value)
    return value


def types_of(node: Node) -> frozenset[str]:
    """The types of a node, without the address of their vocabulary."""
    named = node.get("@type")
    listed = named if isinstance(named, list) else [named]
    return frozenset(name.rpartition("/")[2] for name in listed if isinstance(name, str))


def is_article(node: Node) -> bool:
    """Whether a node describes an article of some kind."""
    return any(_ARTICLE.search(name) for name in types_of(node))


def article_of(nodes: Iterable[Node], page_title: str) -> Node:
    """The node that tells most of the page's article, by its keys and its headline; {} where none does."""
    ranked = [(_weight(node, page_title), -rank, node) for rank, node in enumerate(nodes)]
    best = max(ranked, default=(0.0, 0, {}), key=lambda entry: entry[:2])
    return best[2] if best[0] > 0 else {}


def _weight(node: Node, page_title: str) -> float:
    if is_article(node):
        base = _OF_ARTICLE
    elif types_of(node) & _PAGE and "datePublished" in node:
        base = _OF_DATED_PAGE
    else:
        return 0.0
    title = clean(node.get("headline")) or clean(node.get("name"))
    return base + sum(key in node for key in _KEYS) + _OF_HEADLINE * likeness(title, page_title)


def names_of(value: object) -> list[tuple[str, frozenset[str]]]:
    """The names in a value: a string, a thing with a name or a list of these; each with the types of its thing."""
    names: list[tuple[str, frozenset[str]]] = []
    waiting: list[tuple[object, int]] = [(value, 0)]
    while waiting and len(names) < _MAX_NAMES:
        item, depth = waiting.pop()
        if isinstance(item, str):
            names.append((clean(item), frozenset()))
        elif isinstance(item, list) and depth < _MAX_DEPTH:
            waiting += [(part, depth + 1) for part in reversed(item[:_MAX_NAMES])]
        elif isinstance(item, dict):
            names += [(name, types_of(item)) for name in _own_names(item)]
    return [entry for entry in names if entry[0]]


def _own_names(node: Node) -> list[str]:
    name = node.get("name")
    if isinstance(name, dict):
        name = name.get("name") or name.get("@value")
    if not name:
        parts = [clean(node.get("givenName")), clean(node.get("familyName"))]
        name = " ".join(filter(None, parts))
    return [clean(part) for part in (name[:_MAX_NAMES] if isinstance(name, list) else [name])]


def told_text(article: Node) -> str:
    """The text of an article as its node tells it, marked up or not: its body, then the posts of a live blog."""
    body = article.get("articleBody")
    posts = article.get("liveBlogUpdate")
    parts = [body] if isinstance(body, str) else []
    for post in posts[:_MAX_POSTS] if isinstance(posts, list) else []:
        if isinstance(post, dict):
            text = post.get("articleBody")
            parts += [part for part in (string_of(post.get("headline")), text) if part and isinstance(part, str)]
    return "\n".join(parts)


def string_of(value: object) -> str:
    """The first string of a value that is a string, a list of them, or {"@value": ...}; "" where it has none."""
    for item in value[:1] if isinstance(value, list) else [value]:
        text = (
            clean(item.get("@value") or item.get("name") or item.get("url")) if isinstance(item, dict) else clean(item)
        )
        if text:
            return text
    return ""
