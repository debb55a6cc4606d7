"""Front matter in YAML or TOML: its fields, and where the value of each stands."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

import yaml

from broadsheet.transforms.readers.markdown.blocks import lines
from broadsheet.transforms.records.spans import Span
from broadsheet.transforms.vocabulary.lists import rows

LABELS: dict[str, str] = {row[0]: row[1] for row in rows("field_labels.tsv")}

SOURCE = "front_matter"
_IGNORED = "ignored"
# What says no more than which generator's own fields follow; theirs are read as if they stood on top.
_SECTIONS = frozenset({"extra", "params", "taxonomies"})
# The names of an author, a keyword or a site that is written as a mapping of several keys.
_NAMING = ("name", "title", "url", "slug", "link")
_FENCES = {"---": ("---", "..."), "+++": ("+++",)}
# Heads of ten thousand saved pages in the notes have at most 60 lines and 6,000 code points; the rest is room.
_MAX_LINES = 400
_MAX_SIZE = 40_000  # See above.
# Generators' own front matter nests at most four deep; beyond some thousands the C parser ends the process.
_MAX_DEPTH = 16
# Items of one key: more keywords than any article has; aliases of aliases would make millions of a few lines.
_MAX_ITEMS = 200
_KEY_LINE = re.compile(r"(?P<key>[^\W\d_][\w .\-/]{0,60}?)\s*[:=](?:\s+|$)")
_QUOTED = re.compile(r"""(?P<mark>["']).*(?P=mark)""")
_WIKI = re.compile(r"\[\[(?:[^\[\]|]{0,200}\|)?([^\[\]|]{1,200})\]\]")


class Field(NamedTuple):
    """A value of a field; `spans` are the half-open code points it stands at.

    `value` is what it says where its mark-up is not to be read as Markdown; None: what stands at `spans`.
    """

    name: str
    spans: tuple[Span, ...]
    source: str
    value: str | None = None


@dataclass(slots=True)
class Header:
    """Fields at the head of a file, where its text begins, and whether what is no YAML or TOML was read by lines."""

    fields: list[Field] = field(default_factory=list)
    body_start: int = 0
    is_repaired: bool = False


class _Value(NamedTuple):
    key: str
    text: str
    span: Span
    is_item: bool = False


def front_matter(source: str, start: int) -> Header | None:
    """The fields between the fences that the source has at `start`; None where there are no such fences."""
    opener = source[start : start + 3]
    if opener not in _FENCES or source[start + 3 : start + 4] not in ("\n", "\r", " ", "\t"):
        return None
    block = _between(source, start, _FENCES[opener])
    if block is None or not source[slice(*block[0])].strip():
        return None
    (low, high), body_start = block
    header = Header(body_start=body_start)
    read = _toml if opener == "+++" else _yaml
    try:
        values = list(read(source, (low, high)))
    except (yaml.YAMLError, tomllib.TOMLDecodeError, RecursionError):
        header.is_repaired = True
        values = list(_by_lines(source, (low, high)))
    header.fields = [named for value in values if (named := _field(source, value))]
    return header


def _between(source: str, start: int, closers: tuple[str, ...]) -> tuple[Span, int] | None:
    """The span between the fences, and where what follows them begins."""
    opening, *rest = lines(source[: start + _MAX_SIZE], start)[: _MAX_LINES + 1]
    for low, high in rest:
        if source[low:high].rstrip() in closers:
            return (min(opening[1] + 1, low), low), min(high + 1, len(source))
    return None


def _yaml(source: str, block: Span) -> Iterator[_Value]:
    text = source[slice(*block)]
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _MAX_DEPTH:
            raise yaml.YAMLError("nested too deep")
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    if not isinstance(root, yaml.MappingNode):
        raise yaml.YAMLError("no mapping")
    return _mapping(source, root, block[0])


def _mapping(source: str, node: yaml.MappingNode, shift: int) -> Iterator[_Value]:
    for key, value in node.value:
        if isinstance(key, yaml.ScalarNode):
            if key.value in _SECTIONS and isinstance(value, yaml.MappingNode):
                yield from _mapping(source, value, shift)
            elif _name(key.value) != _IGNORED:
                yield from islice(_node(source, key.value, value, shift), _MAX_ITEMS)


def _node(source: str, key: str, node: yaml.Node, shift: int, is_item: bool = False) -> Iterator[_Value]:
    """The values of a node: itself, its items, or the name that a mapping has."""
    low, high = shift + node.start_mark.index, shift + node.end_mark.index
    if isinstance(node, yaml.ScalarNode):
        yield _Value(key, node.value, _place(source, node.value, (low, high)), is_item)
    elif _WIKI.fullmatch(source, low, high):
        yield _Value(key, source[low:high], (low, high), is_item)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _node(source, key, item, shift, is_item=True)
    else:
        values = {name.value: value for name, value in node.value if isinstance(name, yaml.ScalarNode)}
        naming = next((values[name] for name in _NAMING if isinstance(values.get(name), yaml.ScalarNode)), None)
        if naming is not None:
            yield from _node(source, key, naming, shift, is_item=True)


def _toml(source: str, block: Span) -> Iterator[_Value]:
    table = tomllib.loads(source[slice(*block)].replace("\r\n", "\n"))
    if _depth(table) > _MAX_DEPTH:
        raise tomllib.TOMLDecodeError("nested too deep")
    tables = [table, *(table[name] for name in _SECTIONS & table.keys() if isinstance(table[name], dict))]
    for values in tables:
        for key, value in values.items():
            if _name(key) != _IGNORED:
                yield from _toml_value(source, key, value, block)


def _depth(value: object) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max(map(_depth, inner), default=0)


def _toml_value(source: str, key: str, value: object, block: Span, is_item: bool = False) -> Iterator[_Value]:
    if isinstance(value, list):
        for item in value:
            yield from _toml_value(source, key, item, block, is_item=True)
    elif isinstance(value, dict):
        naming = next((value[name] for name in _NAMING if isinstance(value.get(name), str)), None)
        if naming:
            yield from _toml_value(source, key, naming, block, is_item=True)
    else:
        yield _Value(key, str(value), _toml_place(source, key, str(value), block), is_item)


def _toml_place(source: str, key: str, text: str, block: Span) -> Span:
    """Where the value stands behind its key, else the line of the key: tomllib keeps no places."""
    line = re.compile(rf"^[ \t]*[\"']?{re.escape(key)}[\"']?[ \t]*=[ \t]*", re.MULTILINE).search(source, *block)
    if line is None:
        return block
    at = source.find(text, line.end(), block[1])
    end = source.find("\n", line.end(), block[1])
    return (at, at + len(text)) if at >= 0 else (line.end(), end if end >= 0 else block[1])


def _by_lines(source: str, block: Span) -> Iterator[_Value]:
    """The values of lines `key: value` and of the items below them, whatever they are: the head is no YAML or TOML."""
    key = ""
    for low, high in lines(source[: block[1]], block[0]):
        text = source[low:high].strip()
        opening = _KEY_LINE.match(source, low, high) if text[:1] not in ("", "#") else None
        if opening:
            key = opening["key"]
        if not text or text.startswith("#") or not key:
            continue
        value = source[opening.end() if opening else low : high].strip().removeprefix("- ").strip()
        value = value[1:-1] if _QUOTED.fullmatch(value) else value
        if value and value not in (">", "|", ">-", "|-", "-"):
            yield _Value(key, value, _place(source, value, (low, high)), is_item=opening is None)


def _name(key: str) -> str:
    return LABELS.get(key.strip().lower(), _IGNORED)


def _place(source: str, text: str, span: Span) -> Span:
    """Where the text stands within a span; the span itself, where it is written otherwise there."""
    at = source.find(text, *span) if text else -1
    return (at, at + len(text)) if at >= 0 else span


def _field(source: str, value: _Value) -> Field | None:
    name = _name(value.key)
    name = "tag" if name == "tags" and value.is_item else name
    low, high = value.span
    is_verbatim = source[low:high] == value.text
    wiki = _WIKI.fullmatch(source, low, high) if is_verbatim else None
    if wiki:
        low, high = wiki.span(1)
    if name == _IGNORED or low == high or not value.text.strip():
        return None
    return Field(name, ((low, high),), SOURCE, None if is_verbatim else value.text)
