"""Workbooks of spreadsheet programs, XLSX, XLS or ODS: the tables on their sheets."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from itertools import islice

from python_calamine import CalamineError, CalamineWorkbook

from broadsheet.transforms.readers.tables.columnar import plain
from broadsheet.transforms.readers.tables.columns import layout_of
from broadsheet.transforms.readers.tables.names import field_of
from broadsheet.transforms.readers.tables.rows import Row, Table, articles_of, unknown_columns, unnamed
from broadsheet.transforms.records.record import Record, Reject

_MAX_MESSAGE = 160  # characters of a library's message: it goes into a row, and may quote the file
_MAX_SHEETS = 200  # a bound on cost, set by hand: a book has one for each year or outlet
_MAX_PREAMBLE = 20  # rows above the names: a title, notes, a query; set by hand
_MAX_NAME = 60  # characters; longer cells are texts, not names of columns
# Rows by which a sheet is known: a bound on cost, as that of the columns of any table.
_SAMPLE = 200


def read(data: bytes, choices: Mapping[str, str] | None = None) -> Iterator[Record | Reject]:
    """The articles in the rows of the sheets; a sheet that holds none is told only where no sheet holds any."""
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        names = book.sheet_names[:_MAX_SHEETS]
    except (CalamineError, OSError, ValueError) as error:
        yield Reject("malformed", f"the workbook cannot be read: {str(error)[:_MAX_MESSAGE]}")
        return
    refused: list[Reject] = []
    is_any = False
    for name in names:
        table = _table(book, name)
        if isinstance(table, Reject):
            refused.append(replace(table, member=name))
            continue
        is_any = True
        yield from (_in_sheet(article, name, len(names)) for article in articles_of(table, choices))
    if not is_any:
        yield from refused or [Reject("empty", "the workbook holds no row")]


def _in_sheet(article: Record | Reject, sheet: str, n_sheets: int) -> Record | Reject:
    return replace(article, member=f"{sheet}#{article.member}") if n_sheets > 1 else article


def first_table(data: bytes) -> Table | None:
    """The table on the first sheet that holds a row, whatever it is of; None for what is no workbook."""
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        sheets = [_sheet(book, name) for name in book.sheet_names[:_MAX_SHEETS]]
    except (CalamineError, OSError, ValueError):
        return None
    return next((sheet for sheet in sheets if isinstance(sheet, Table)), None)


def _table(book: CalamineWorkbook, name: str) -> Table | Reject:
    """The table of articles on a sheet."""
    sheet = _sheet(book, name)
    if isinstance(sheet, Reject):
        return sheet
    sample = [row.cells for row in islice(sheet.rows(), _SAMPLE) if isinstance(row, Row)]
    return sheet if layout_of(sheet.names, sample).is_of_articles else unknown_columns(sheet.names)


def _sheet(book: CalamineWorkbook, name: str) -> Table | Reject:
    """The table on a sheet: its names stand in the first row in which some are known."""
    try:
        cells = book.get_sheet_by_name(name).to_python(skip_empty_area=True)
    except (CalamineError, OSError, ValueError) as error:
        return Reject("malformed", f"the sheet cannot be read: {str(error)[:_MAX_MESSAGE]}")
    rows = [[_text(cell) for cell in row] for row in cells]
    if not any(map(any, rows)):
        return Reject("empty", "the sheet holds no row")
    top = next((at for at, row in enumerate(rows[:_MAX_PREAMBLE]) if _are_names(row)), None)
    start = 0 if top is None else top + 1
    names = unnamed(len(rows[0])) if top is None else [cell or f"column {at}" for at, cell in enumerate(rows[top], 1)]
    return Table("workbook", names, _numbered(rows, start))


def _numbered(rows: list[list[str]], start: int) -> Callable[[], Iterator[Row]]:
    """The filled rows from a place on, by their numbers on the sheet."""
    return lambda: (Row(str(at), tuple(row)) for at, row in enumerate(rows[start:], start + 1) if any(row))


def _are_names(row: list[str]) -> bool:
    filled = [cell for cell in row if cell]
    return len(filled) > 1 and all(len(cell) <= _MAX_NAME for cell in filled) and any(map(field_of, filled))


def _text(cell: object) -> str:
    """A cell as text; whole numbers without a fraction."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    value = plain(cell)
    return "" if value is None else str(value).strip()
