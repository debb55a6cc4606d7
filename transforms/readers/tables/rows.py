"""From the rows of a table, wherever it stands, to the articles in them, one at a time."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, NamedTuple

from broadsheet.transforms.metadata.date_words import month_number
from broadsheet.transforms.readers.fields.named import story_of
from broadsheet.transforms.readers.story.record import record_of
from broadsheet.transforms.readers.tables.columns import EMPTY, SAMPLE, Layout, layout_of
from broadsheet.transforms.readers.tables.dates import Evidence
from broadsheet.transforms.readers.tables.names import DAY_PARTS
from broadsheet.transforms.records.record import Record, Reject

MAX_ROWS = 10_000_000  # a bound on what one file may cost, set by hand
_MAX_SHOWN = 30  # names, and characters of each: what a person reads in a message
_EXCERPT = 200  # characters of a refused row, to know it by


class Row(NamedTuple):
    """A row: its name in the file, and its cells as text, or as objects where the file has such."""

    member: str
    cells: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the format it stands in, the names of its columns, and its rows, as often as they are asked for; of a
    slice of one, `above` are the first rows of the whole."""

    raw_format: str
    names: Sequence[str]
    rows: Callable[[], Iterator[Row | Reject]]
    flags: tuple[str, ...] = ()
    above: Callable[[], Iterator[Row | Reject]] = lambda: iter(())

    def known(self) -> Iterator[Row | Reject]:
        """All rows that tell how the table is written."""
        return chain(self.above(), self.rows())


def unnamed(width: int) -> list[str]:
    """Names for columns that have none."""
    return [f"column {number}" for number in range(1, width + 1)]


def layout_in(table: Table, choices: Mapping[str, str] | None = None) -> Layout:
    """What the columns of a table hold, by their names and their first rows."""
    sample = [_texts(row) for row in islice(table.known(), SAMPLE) if isinstance(row, Row)]
    return layout_of(table.names, sample, choices)


def articles_of(table: Table, choices: Mapping[str, str] | None = None) -> Iterator[Record | Reject]:
    """The articles in the rows of a table; a reject for a table whose columns are not known, and for each row without
    an article. The rows are read twice: how the dates are written is told by all of them."""
    layout = layout_in(table, choices)
    if not layout.is_of_articles:
        yield unknown_columns(table.names)
        return
    layout = _with_calendar(table, layout)
    is_empty = True
    for number, row in enumerate(table.rows(), 1):
        if number > MAX_ROWS:
            yield Reject("too_large", f"more than {MAX_ROWS} rows", member=str(number))
            return
        is_empty = False
        yield row if isinstance(row, Reject) else _article(table, layout, row)
    if is_empty:
        yield Reject("no_article", "no row below the names of the columns")


def unknown_columns(names: Sequence[str]) -> Reject:
    """The reject of a table of which no column is known to be a text or a headline."""
    listing = ", ".join(name[:_MAX_SHOWN] for name in names[:_MAX_SHOWN])
    return Reject(
        "unknown_columns",
        f"no column is known to hold a text or a headline, of: {listing}. Say which do: --columns title=NAME,text=NAME",
    )


def _with_calendar(table: Table, layout: Layout) -> Layout:
    """The layout, with how the dates are written by the whole of their column."""
    at = next((column.index for column in layout.columns if column.field == "published_date"), None)
    if at is None:
        return layout
    evidence = Evidence()
    for row in table.known():
        if isinstance(row, Row) and at < len(row.cells):
            evidence.add(_text(row.cells[at]))
    return Layout(layout.columns, evidence.calendar())


def _texts(row: Row) -> list[str]:
    return [_text(cell) for cell in row.cells]


def _text(cell: object) -> str:
    return cell if isinstance(cell, str) else "" if cell is None else str(cell)


def _article(table: Table, layout: Layout, row: Row) -> Record | Reject:
    fields = fields_of(layout, row)
    names = {column.field: f"column {column.name}" for column in reversed(layout.columns)}
    story = story_of(fields, table.raw_format, table.raw_format, names)
    story.member, story.calendar = row.member, layout.calendar
    story.flags.extend(table.flags)
    if any(column.how == "content" for column in layout.columns):
        story.flag("columns_guessed")
    story.offer("columns", layout.described(), "recognised")
    has_text = not layout.fields.isdisjoint(("body", "body_html", "summary"))
    if not story.body.blocks and not story.values("summary") and (has_text or not story.values("title")):
        excerpt = " ".join(_texts(row))[:_EXCERPT].strip() or None
        return Reject("no_article", "a row without a text", row.member, excerpt)
    return record_of(story)


def fields_of(layout: Layout, row: Row) -> dict[str, Any]:
    """The filled cells of a row by the fields they hold; several of one field in a list, the most trusted first."""
    fields: dict[str, list[Any]] = {}
    for column in layout.columns:
        cell = row.cells[column.index] if column.index < len(row.cells) else None
        if cell is not None and not (isinstance(cell, str) and cell.strip() in EMPTY):
            fields.setdefault(column.field, []).append(cell)
    values: dict[str, Any] = {field: cells[0] if len(cells) == 1 else cells for field, cells in fields.items()}
    parts = {name: _text(values.pop(name)).strip() for name in DAY_PARTS if name in values}
    _put_together(values, parts)
    return values


def _put_together(values: dict[str, Any], parts: Mapping[str, str]) -> None:
    """Give the row the day that it has in parts; to a day without a time its time."""
    day = values.get("published_date")
    if isinstance(day, str) and parts.get("time") and ":" not in day and ":" in parts["time"]:
        values["published_date"] = f"{day} {parts['time']}"
    if day is not None or "year" not in parts:
        return
    year, month = parts["year"].removesuffix(".0"), parts.get("month", "").removesuffix(".0")
    number = int(month) if month.isdecimal() else month_number(month) if month else None
    written = year
    if number:
        number_of_day = parts.get("day", "").removesuffix(".0")
        written = f"{year}-{number:02}"
        if number_of_day.isdecimal():
            written += f"-{int(number_of_day):02}"
    values["published_date"] = written
