"""An article in a terminal: the text with its marks, who says what, and where each fact was read."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from broadsheet.flows.files import printable
from broadsheet.flows.reports import article_parts
from broadsheet.flows.reports.article_rows import ArticleRows
from broadsheet.transforms.marking.segments import Segment, Span

# Colours that are told apart on light and dark terminals; italics are for words quoted indirectly.
_STYLES = {
    "quote": "underline",
    "indirect": "italic",
    "name": "bold",
    "person": "cyan",
    "org": "magenta",
    "loc": "green",
    "fac": "green",
    "date": "yellow",
    "number": "yellow",
}
# Columns of running text are not squeezed below so many characters.
_LONG = {"words": 24, "value": 24, "in the raw file": 12}
_HEADINGS = ("title", "heading")
_BODY = ("paragraph", "list_item", "quote_block")


def show(rows: ArticleRows, console: Console, raw: Path | None = None) -> None:
    """Print an article; no control character of a raw file reaches the terminal."""
    body = Table.grid(padding=(0, 2, 1, 0))
    body.add_column(justify="right", style="dim", no_wrap=True)
    body.add_column(overflow="fold")
    for block in article_parts.blocks(rows):
        line = Text().join(_marked(segment) for segment in block.segments)
        if block.kind in _HEADINGS:
            line.stylize("bold")
        elif block.kind not in _BODY:
            line.append(f"  ({block.kind})", "dim")
        body.add_row(block.place, line)
    console.print(body)
    facts = Table.grid(padding=(0, 2))
    for name, value in article_parts.facts(rows):
        facts.add_row(Text(name, "dim"), printable(str(value)))
    console.print(facts)
    _print_table(console, "Who says what", article_parts.QUOTES, article_parts.quote_rows(rows))
    _print_table(console, "Where each fact was read", article_parts.EVIDENCE, article_parts.evidence_rows(rows, raw))


def _marked(segment: Segment) -> Text:
    styles = dict.fromkeys(_STYLES[word] for span in segment.spans for word in span.kind.split() if word in _STYLES)
    piece = Text(printable(segment.text), " ".join(styles))
    for span in segment.ending:
        if _is_quote(span):
            piece.append(f"[{span.number}]", "dim")
    return piece


def _is_quote(span: Span) -> bool:
    return span.kind.startswith("quote")


def _print_table(console: Console, title: str, names: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    table = Table(title=title, title_justify="left", header_style="dim", box=None, padding=(0, 1))
    for name in names:
        table.add_column(name, overflow="fold", min_width=_LONG.get(name))
    for row in rows:
        table.add_row(*("" if cell is None else Text(printable(str(cell))) for cell in row))
    if table.row_count:
        console.print()
        console.print(table)
