"""From the data that a web page gives its program to the text of its article, where the page shows none without it."""

import json
import re
from collections.abc import Collection, Iterator

from broadsheet.transforms.readers.markup.text import clean
from broadsheet.transforms.vocabulary.folding import bare

# As Next.js writes it; the pages of other frameworks that show nothing without a program keep no text in them.
_DATA = re.compile(r"""<script[^>]{0,300}\bid=["']__NEXT_DATA__["'][^>]{0,300}>""")
_END = "</script>"
_MAX_DATA = 5_000_000  # Code points; a bound on cost: that of an article with all beside it is a tenth.
_MAX_DEPTH = 60  # Levels; articles stand at the sixth to the twelfth. A bound on the stack.
_HEADLINES = ("headline", "title", "name")
_MIN_PROSE = 60  # Code points of a sentence, as of the texts of pages.
_ENDS = (".", "!", "?", "…", "。", "”", '"', "»", "’", ">")


def app_text(source: str, titles: Collection[str]) -> str:
    """The paragraphs of the thing in a page's data that has one of its headlines (folded), one a line; "" for none."""
    opening = _DATA.search(source)
    end = source.find(_END, opening.end(), opening.end() + _MAX_DATA) if opening else -1
    if opening is None or end < 0:
        return ""
    try:
        data = json.loads(source[opening.end() : end])
    except (ValueError, RecursionError):
        return ""
    texts = ("\n".join(_paragraphs(node, 0)) for node in _nodes(data, 0) if _headline(node) in titles)
    return max(texts, key=len, default="")


def _headline(node: dict[str, object]) -> str:
    """The folded headline of a thing; "" where it has none."""
    values = (node.get(key) for key in _HEADLINES)
    return next((bare(clean(value)) for value in values if isinstance(value, str) and value), "")


def _nodes(value: object, depth: int) -> Iterator[dict[str, object]]:
    """All things in a value."""
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, dict):
        yield value
    for part in _parts(value):
        yield from _nodes(part, depth + 1)


def _paragraphs(value: object, depth: int) -> Iterator[str]:
    """The sentences in a thing, less those of things in it that have a headline of their own: other articles."""
    if isinstance(value, str):
        if len(value) >= _MIN_PROSE and " " in value and value.rstrip().endswith(_ENDS):
            yield value
    elif depth <= _MAX_DEPTH and not (depth and isinstance(value, dict) and _headline(value)):
        for part in _parts(value):
            yield from _paragraphs(part, depth + 1)


def _parts(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        yield from (part for key, part in value.items() if key not in _SUMMARIES)
    elif isinstance(value, list):
        yield from value


# What repeats the text in short.
_SUMMARIES = frozenset({"description", "summary", "excerpt", "teaser", "seo", "meta", "abstract", "standfirst"})
