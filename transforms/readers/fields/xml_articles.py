"""XML of no known vocabulary, whose elements are named as articles' fields are."""

import re
from collections.abc import Iterator

from lxml import etree

from broadsheet.transforms.readers.fields.named import is_article, names_text, story_of
from broadsheet.transforms.readers.story.story import Story
from broadsheet.transforms.readers.xml.stories import read_stories
from broadsheet.transforms.readers.xml.tree import Element, name_of, raw_text_in
from broadsheet.transforms.records.record import Reading

RAW_FORMAT = "xml"
_PARAGRAPHS = frozenset({"p", "para", "paragraph", "div", "br", "s", "h1", "h2", "h3", "b", "i", "em", "strong", "a"})
_MARK = b"\xef\xbb\xbf"
# What stands before one root, and never within an element.
_PROLOG = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<[?!](?!--)")
_MIN_PROSE = 80  # characters; shorter texts are values, as for documents of exports
_MAX_ARTICLES = 20_000  # a bound on cost, set by hand
_MAX_FIELDS = 500  # a bound on cost: elements of an article have tens of parts


def read(data: bytes) -> Reading:
    """The articles of the file: the elements whose parts are a title and a text; elements that stand one behind another
    are read as if one stood around them."""
    reading = read_stories(data, _stories, _MAX_ARTICLES)
    if [reject.code for reject in reading.rejects] != ["malformed"] or _PROLOG.match(data):
        return reading
    whole = read_stories(b"<articles>" + data.removeprefix(_MARK) + b"</articles>", _stories, _MAX_ARTICLES)
    return whole if whole.records else reading


def _stories(root: Element) -> Iterator[Story]:
    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        names = [name_of(part) for part, _ in zip(element, range(_MAX_FIELDS), strict=False)]
        field_names = [*names, *map(str, element.keys()), *(["text"] if _has_prose(element, names) else [])]
        if names_text(field_names) and is_article(dict.fromkeys(field_names)):
            story = story_of(_told_fields(element, names), RAW_FORMAT, RAW_FORMAT)
            walk.skip_subtree()
            if story.body.blocks:
                yield story


def _has_prose(element: Element, names: list[str]) -> bool:
    """Whether an element that is told of by attributes holds paragraphs, or a text of its own, and nothing else."""
    parts = {name.lower() for name in names}
    is_holder = bool(element.keys()) and name_of(element).lower() not in _PARAGRAPHS
    return is_holder and parts <= _PARAGRAPHS and len("".join(element.itertext())) >= _MIN_PROSE


def _told_fields(element: Element, names: list[str]) -> dict[str, str | list[str]]:
    """The parts of an element by their names, and its attributes where no part has their name."""
    attributes = {str(name): str(value) for name, value in element.items()}
    if not _has_prose(element, names):
        return {**attributes, **_fields(element)}
    text = etree.tostring(element, encoding="unicode", with_tail=False) if names else raw_text_in(element)
    return {**attributes, "text": text}


def _fields(element: Element) -> dict[str, str | list[str]]:
    """The parts of an element by their names; what has mark-up inside is given with it."""
    fields: dict[str, list[str]] = {}
    for part, _ in zip(element, range(_MAX_FIELDS), strict=False):
        inner = any(name_of(piece).lower() in ("p", "div", "br", "para") for piece in part)
        text = etree.tostring(part, encoding="unicode", with_tail=False) if inner else raw_text_in(part)
        fields.setdefault(name_of(part), []).append(text)
    return dict(fields)
