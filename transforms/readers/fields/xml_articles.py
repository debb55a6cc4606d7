"""XML of no known vocabulary, whose elements are named as articles' fields are."""

from collections.abc import Iterator

from lxml import etree

from broadsheet.transforms.readers.fields.named import is_article, names_text, story_of
from broadsheet.transforms.readers.story.story import Story
from broadsheet.transforms.readers.xml.stories import read_stories
from broadsheet.transforms.readers.xml.tree import Element, name_of, raw_text_in
from broadsheet.transforms.records.record import Reading

RAW_FORMAT = "xml"
_MAX_ARTICLES = 20_000  # a bound on cost, set by hand
_MAX_FIELDS = 500  # a bound on cost: elements of an article have tens of parts


def read(data: bytes) -> Reading:
    """The articles of the file: the elements whose parts are a title and a text."""
    return read_stories(data, _stories)


def _stories(root: Element) -> Iterator[Story]:
    walk = etree.iterwalk(root, events=("start",))
    count = 0
    for _, element in walk:
        names = [name_of(part) for part, _ in zip(element, range(_MAX_FIELDS), strict=False)]
        if names_text(names) and is_article(dict.fromkeys(names)):
            story = story_of(_fields(element), RAW_FORMAT, RAW_FORMAT)
            walk.skip_subtree()
            if story.body.blocks and count < _MAX_ARTICLES:
                count += 1
                yield story


def _fields(element: Element) -> dict[str, str | list[str]]:
    """The parts of an element by their names; what has mark-up inside is given with it."""
    fields: dict[str, list[str]] = {}
    for part, _ in zip(element, range(_MAX_FIELDS), strict=False):
        inner = any(name_of(piece).lower() in ("p", "div", "br", "para") for piece in part)
        text = etree.tostring(part, encoding="unicode", with_tail=False) if inner else raw_text_in(part)
        fields.setdefault(name_of(part), []).append(text)
    return dict(fields)
