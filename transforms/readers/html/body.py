"""The body of a page's article: its lines, each with its kind and links, and how sure two readings are."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin

from lxml.html import HtmlElement

from broadsheet.transforms.readers.html.layout import Layout, layout_of
from broadsheet.transforms.readers.html.passages import ROW_CELLS, passages
from broadsheet.transforms.readers.html.region import article_texts, has_own_prose
from broadsheet.transforms.readers.html.rules import lines_by_rules
from broadsheet.transforms.readers.html.span import agreement, densest_texts, prose_of
from broadsheet.transforms.readers.markup.jsonld import told_text
from broadsheet.transforms.readers.markup.page import Page
from broadsheet.transforms.readers.markup.text import clean
from broadsheet.transforms.readers.story.parts import Line
from broadsheet.transforms.records.record import Link
from broadsheet.transforms.vocabulary.folding import bare

MAX_LINES = 5_000  # More than any article has; a bound on cost, the same for all readers of mark-up.
_MUCH_MORE = 1.3  # Times the letters that the page shows; a little more is only what it words otherwise. Set by hand.
# Share of the letters; so much of the text in JSON-LD is on the page, and has its headings and links there.
_MOST = 0.8
# Under this agreement trafilatura is asked: 29 of 329 pages of the development sets, among them nearly all whose body
# was wrong; its reading stands unless it is less than the share of ours that follows.
_DOUBT = 0.7
_LEAST = 0.4
_SAME = 0.85  # Dice's coefficient; two readings that share so much differ in a line or two. Set by hand.
_MIN_ROWS = 2  # One row alone may set a byline beside a day.
_MAX_ADDRESS = 4_000  # Code points; what is longer is data, no address. The exact value matters little.
_WEB = re.compile(r"https?://|mailto:", re.IGNORECASE)
_TOLD_LINES = re.compile(r"\n|</p>|<br\s*/?>")


@dataclass(frozen=True, slots=True)
class Body:
    """The lines of a body; `agreement` of two readings of the page, 0 to 1; `prose_share`: how much of the page's prose
    the body is, 0 to 1 (0 where the page shows none); `has_own_prose`: it shows more than teasers of other pages;
    `has_table`: some lines are the rows of a table."""

    lines: list[Line]
    agreement: float
    prose_share: float
    has_own_prose: bool
    has_table: bool


def extract_body(page: Page, dropped: Sequence[HtmlElement], titles: Collection[str], base: str | None) -> Body:
    """The body as the page shows it, or as it tells it in JSON-LD where that is clearly more.

    The page's tree is used up. `dropped` are elements that are no part of the body, `titles` its folded headlines.
    """
    for element in dropped:
        if element.getparent() is not None:
            element.drop_tree()
    layout = layout_of(page.root)
    span = densest_texts(layout)
    chosen = article_texts(layout, titles)
    sure = agreement(chosen, span)
    links = {_compact(text.text): text.links for text in layout.texts if text.links}
    lines = [Line(text.kind, text.text) for text in passages(chosen, titles)]
    if sure < _DOUBT:
        lines = _arbitrated(lines, lines_by_rules(page.root))
    stated = told_text(page.article)
    folded = bare(clean(stated))
    if folded and len(folded) > _MUCH_MORE * sum(len(bare(line.text)) for line in lines):
        lines = _told_lines(layout, stated, folded)
    kept = [_with_links(line, links.get(_compact(line.text), ()), base) for line in lines[:MAX_LINES]]
    return Body(kept, sure, _prose_share(layout, kept), has_own_prose(layout), _has_table(layout, kept))


def _has_table(layout: Layout, lines: Sequence[Line]) -> bool:
    """Whether some of the lines are the rows of a table."""
    table_rows = {text.text for text in layout.texts if text.n_cells >= ROW_CELLS}
    return sum(line.text in table_rows for line in lines) >= _MIN_ROWS


def _arbitrated(own: list[Line], other: list[Line]) -> list[Line]:
    """The lines of the second reading, unless they are much fewer, or nearly the same."""
    shared = {line.text for line in own} & {line.text for line in other}
    both = 2 * sum(map(len, shared))
    is_same = both > _SAME * (_size(own) + _size(other))
    return other if not is_same and _size(other) > _LEAST * _size(own) else own


def _size(lines: Sequence[Line]) -> int:
    return sum(len(line.text) for line in lines)


def _prose_share(layout: Layout, lines: Sequence[Line]) -> float:
    """How much of the prose of the page the lines have."""
    whole = prose_of(layout.texts)
    kept = {line.text for line in lines}
    return prose_of([text for text in layout.texts if text.text in kept]) / whole if whole else 0.0


def _told_lines(layout: Layout, stated: str, folded: str) -> list[Line]:
    """The texts of the page that its JSON-LD has too; its own lines where the page shows too few."""
    lines = [Line(text.kind, text.text) for text in layout.texts if bare(text.text) in folded]
    if sum(len(bare(line.text)) for line in lines) > _MOST * len(folded):
        return lines
    return [Line("paragraph", line) for line in map(clean, _TOLD_LINES.split(stated)) if line]


def _compact(text: str) -> str:
    return "".join(text.split())


def _absolute(base: str | None, href: str) -> str | None:
    """The full address where a base is known, else as written; None for a place in the page and for a script."""
    try:
        url = urljoin(base or "", clean(href))
    except ValueError:
        return None
    is_usable = _WEB.match(url) or not (":" in url.split("/")[0] or url.startswith("#"))
    return url if url and is_usable and len(url) < _MAX_ADDRESS else None


def _with_links(line: Line, links: Sequence[tuple[str, str]], base: str | None) -> Line:
    placed: list[Link] = []
    at = 0
    for words, target in links:
        start = line.text.find(words, at) if words else -1
        url = _absolute(base, target) if start >= 0 else None
        if url:
            at = start + len(words)
            placed.append(Link(url, words, start, at))
    return Line(line.kind, line.text, tuple(placed)) if placed else line
