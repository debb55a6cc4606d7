"""Text in rows and columns, parted by commas, semicolons, tabs or bars."""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import NamedTuple

from broadsheet.transforms.decoding.text import Decoded, decode
from broadsheet.transforms.readers.story.story import collected
from broadsheet.transforms.readers.tables.columns import EMPTY
from broadsheet.transforms.readers.tables.names import field_of
from broadsheet.transforms.readers.tables.rows import Row, Table, articles_of, unnamed
from broadsheet.transforms.records.record import Reading, Record, Reject

RAW_FORMAT = "csv"
# What parts cells, the usual signs first; the last are the separators of ASCII, and what Hive writes.
_DELIMITERS = "\t,;|^~\x1f\x01"
_SEPARATOR = re.compile(r'"?sep=([,;\t|^~])"?', re.IGNORECASE)
_BLANK = "\ufeff\r\n "
# Characters and words of the name of a column; longer cells are texts. Set by hand.
_MAX_NAME, _MAX_NAME_WORDS = 60, 8
_MAX_COLUMNS = 500  # a bound on cost, set by hand: tables of articles have tens
# Characters: more than any article; the library's own limit of 131,072 is less than a long one with its mark-up.
_MAX_CELL = 8_000_000
# What is looked at to tell a table from prose.
_HEAD = 400_000
_RECORDS = 20  # a bound on cost: tables show their width in fewer
_MAX_PREAMBLE = 10  # lines above the names: a title, a query, a day; set by hand
# Fewer rows of one width prove nothing, unless names of fields stand above them.
_MIN_RECORDS = 3
# Writers of tables put no space behind what parts the cells; writers of prose do.
_MAX_SPACED = 0.1
# What is listed as a name of a field, not made of words of such names.
_LISTED = 2_000
# A first cell within single marks, which is followed by another.
_SINGLE = re.compile(r"'[^'\n]{1,60}'[\t,;|]")
# A cell between tabs whose first word or words alone stand within marks: no writer of tables quotes so.
_UNQUOTED = re.compile(r'(?:^|\t)"[^"\t\n]{1,2000}"(?!["\t\r\n]|\Z)', re.MULTILINE)
_CODE = re.compile(r"[{}\[\]<>=\"]|\w\(\Z|;\Z|\A(?:CREATE|INSERT|SELECT|DROP|UPDATE)\s")
_DATA = re.compile(r"(?:https?://|www\.)|\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d+(?:\.\d+)?\Z", re.IGNORECASE)


class Quoting(NamedTuple):
    """The mark around cells, None for none, and whether "\\" stands before it within them; else it is doubled."""

    mark: str | None = '"'
    is_escaped: bool = False


_QUOTED = Quoting()


@dataclass(frozen=True, slots=True)
class Shape:
    """How a table is written: what parts its cells, what stands around them and within them, the names of its columns,
    none where the first row is one of data, and where its rows begin in the text."""

    delimiter: str
    quoting: Quoting
    names: tuple[str, ...]
    start: int


def shape_of(text: str) -> Shape | None:
    """How the text is a table; None where it is none."""
    offset = len(text) - len(text.lstrip(_BLANK))
    head = text[offset : offset + _HEAD]
    declared, skipped = _separator_line(head)
    if head[skipped : skipped + 1] == "|":
        return None
    for delimiter in declared or _DELIMITERS:
        if delimiter in head.partition("\n")[0] or declared:
            quoting = _quoting_of(head[skipped:], delimiter)
            shape = _shape(head, skipped, delimiter, quoting)
            if shape:
                return replace(shape, start=offset + shape.start)
    return _below_preamble(head, offset) if not declared else None


def _quoting_of(table: str, delimiter: str) -> Quoting:
    """How the cells are quoted: with the mark that the first name or cell has around it; with none, where marks stand
    within cells between tabs; escaped, where more rows have one width so."""
    mark = "'" if _SINGLE.match(table) and f"'{delimiter}'" in table else '"'
    choices = [Quoting(mark)]
    if delimiter == "\t" and '"' in table:
        if _UNQUOTED.search(table):
            return Quoting(None)
        choices.append(Quoting(None))
    if f"\\{mark}" in table:
        choices.append(Quoting(mark, is_escaped=True))
    return max(choices, key=lambda quoting: _n_even(table, delimiter, quoting)) if len(choices) > 1 else choices[0]


def _n_even(table: str, delimiter: str, quoting: Quoting) -> tuple[float, int]:
    """The share of the rows that are as wide as the first, and their number."""
    try:
        records = list(islice(_records(table, delimiter, quoting), _RECORDS))
    except csv.Error:
        return 0.0, 0
    n_even = sum(len(record) == len(records[0]) for record in records)
    return n_even / max(len(records), 1), n_even


def _separator_line(text: str) -> tuple[str, int]:
    """What a first line "sep=;" says that parts the names, "" without one, and where the names begin."""
    line = text.partition("\n")[0]
    match = _SEPARATOR.fullmatch(line.rstrip("\r"))
    return (match[1], len(line) + 1) if match else ("", 0)


def _shape(head: str, start: int, delimiter: str, quoting: Quoting) -> Shape | None:
    try:
        records = list(islice(_records(head[start:], delimiter, quoting), _RECORDS))
    except csv.Error:
        return None
    # The last one may be cut off where the head ends.
    records = records[:-1] if len(head) == _HEAD and len(records) > 1 else records
    if not records or not 1 < len(records[0]) <= _MAX_COLUMNS:
        return None
    names = [name.strip() for name in records[0]]
    alike = sum(len(record) == len(names) for record in records[1:])
    is_even = len(records) > 1 and alike == len(records) - 1 and _is_tight(records, delimiter)
    if _are_names(names, is_sure=is_even):
        return Shape(delimiter, quoting, tuple(names), start)
    if not is_even or len(records) < _min_records(head, delimiter):
        return None
    return Shape(delimiter, quoting, tuple(names) if _look_like_names(names, records[1:]) else (), start)


def _min_records(head: str, delimiter: str) -> int:
    return _MIN_RECORDS - ('"' + delimiter in head or delimiter + '"' in head)


def _are_names(names: list[str], *, is_sure: bool) -> bool:
    """Whether the cells are names of columns of which some are known: of a text or a headline, and of others.

    `is_sure`: the rows below are of the same width, so that fewer names need be known.
    """
    if not all(len(name) <= _MAX_NAME and len(name.split()) <= _MAX_NAME_WORDS for name in names):
        return False
    if any(_CODE.search(name) for name in names):
        return False
    fields = {named.field for name in names if (named := field_of(name)) and (is_sure or named.rank < _LISTED)}
    has_text = not fields.isdisjoint(("body", "body_html", "title", "summary"))
    return has_text and len(fields) >= (1 if is_sure else 2)


def _look_like_names(names: list[str], rows: list[list[str]]) -> bool:
    """Whether the first row names the columns, though none of the names is known."""
    if (
        len(set(names)) < len(names)
        or any(_CODE.search(name) for name in names)
        or any(name in EMPTY or _DATA.match(name) for name in names[1:])
    ):
        return False
    if any(len(name) > _MAX_NAME or len(name.split()) > _MAX_NAME_WORDS for name in names):
        return False
    longest = max(range(len(names)), key=lambda i: max((len(row[i]) for row in rows), default=0))
    return all(len(row[longest]) > 2 * len(names[longest]) for row in rows[:_MIN_RECORDS])


def _is_tight(records: list[list[str]], delimiter: str) -> bool:
    """Whether what parts the cells is followed by a space as seldom as in tables."""
    later = [cell for record in records for cell in record[1:]]
    return delimiter == "\t" or sum(cell[:1] == " " for cell in later) <= _MAX_SPACED * len(later)


def _below_preamble(head: str, offset: int) -> Shape | None:
    """The table whose names stand below some lines about it, as databases export it."""
    at = 0
    for _ in range(_MAX_PREAMBLE):
        line, end, _ = head[at:].partition("\n")
        at += len(line) + len(end)
        below = head[at : at + _MAX_NAME * _MAX_COLUMNS].partition("\n")[0]
        for delimiter in _DELIMITERS:
            names = [name.strip().strip('"') for name in below.split(delimiter)]
            known = {named.field for name in names if (named := field_of(name)) and named.rank < _LISTED}
            if len(known) >= _MIN_RECORDS and line.count(delimiter) < below.count(delimiter):
                shape = _shape(head, at, delimiter, _QUOTED)
                if shape and shape.names:
                    return Shape(delimiter, _QUOTED, shape.names, offset + shape.start)
        if not end:
            break
    return None


def _records(text: str, delimiter: str, quoting: Quoting) -> Iterator[list[str]]:
    """The rows that hold anything."""
    csv.field_size_limit(_MAX_CELL)
    return (cells for cells in _cells(text, delimiter, quoting) if any(cells))


def _cells(text: str, delimiter: str, quoting: Quoting) -> Iterator[list[str]]:
    """The cells of every row.

    Raises  csv.Error, at a row that is none; the next ones can be read
    """
    return csv.reader(
        _lines(text),
        delimiter=delimiter,
        quotechar=quoting.mark,
        quoting=csv.QUOTE_MINIMAL if quoting.mark else csv.QUOTE_NONE,
        doublequote=not quoting.is_escaped,
        escapechar="\\" if quoting.is_escaped else None,
    )


def _lines(text: str) -> Iterator[str]:
    """The lines with their ends: only a line feed ends one here, for cells may hold other separators."""
    at = 0
    while at < len(text):
        end = text.find("\n", at) + 1 or len(text)
        yield text[at:end].replace("\r\n", "\n").replace("\r", "\n")
        at = end


def read(data: bytes) -> Reading:
    """The articles of the table."""
    return collected(read_many(data))


def read_many(data: bytes, choices: Mapping[str, str] | None = None, above: bytes = b"") -> Iterator[Record | Reject]:
    """The articles of the table, row by row; a row of another number of cells is a reject.

    `above`: the head of the table, where the data are a slice of one.
    """
    table = table_of(data, above)
    if isinstance(table, Reject):
        yield table
        return
    yield from articles_of(table, choices)


def table_of(data: bytes, above: bytes = b"") -> Table | Reject:
    """The table in a file, or in a slice of one with the head of the table `above`; a reject where it is none."""
    decoded, head = decode(data), decode(above or data)
    if not isinstance(decoded, Decoded) or not isinstance(head, Decoded):
        return Reject(decoded if not isinstance(decoded, Decoded) else "undecodable", "no text in the file")
    text, top = decoded.text.replace("\0", ""), head.text.replace("\0", "")
    shape = shape_of(top)
    if shape is None:
        return Reject("malformed", "the first line names no columns of articles")
    names = list(shape.names) or unnamed(_width(top, shape))
    if not above:
        return Table(RAW_FORMAT, names, lambda: _rows(text, shape, len(names)), decoded.flags)
    below = replace(shape, names=(), start=0)
    return Table(
        RAW_FORMAT,
        names,
        lambda: _rows(text, below, len(names)),
        decoded.flags,
        lambda: _rows(top, shape, len(names)),
    )


def plain_table_of(data: bytes) -> Table | None:
    """A table of any contents, with names above rows of one width; None for other text."""
    decoded = decode(data)
    text = decoded.text.replace("\0", "").lstrip(_BLANK) if isinstance(decoded, Decoded) else ""
    declared, start = _separator_line(text)
    for delimiter in declared or _DELIMITERS:
        try:
            records = list(islice(_records(text[start : start + _HEAD], delimiter, _QUOTED), _RECORDS))
        except csv.Error:
            continue
        if len(records) > 1 and len(records[0]) > 1 and len({len(record) for record in records[:-1]}) == 1:
            shape = Shape(delimiter, _QUOTED, tuple(name.strip() for name in records[0]), start)
            return Table(RAW_FORMAT, shape.names, partial(_rows, text, shape, len(shape.names)))
    return None


def _width(text: str, shape: Shape) -> int:
    return len(next(_records(text[shape.start :], shape.delimiter, shape.quoting), []))


def _rows(text: str, shape: Shape, width: int) -> Iterator[Row | Reject]:
    """The rows below the names, numbered from 1."""
    csv.field_size_limit(_MAX_CELL)
    table = _cells(text[shape.start :], shape.delimiter, shape.quoting)
    number = 0 if shape.names else 1
    while True:
        try:
            cells = next(table, None)
        except csv.Error as error:
            yield Reject("malformed", f"no row: {error}", member=str(number))
            number += 1
            continue
        if cells is None:
            return
        if number and any(cells):
            excess = len(cells) > width and any(cells[width:])
            if excess:
                message = f"{len(cells)} cells below {width} names"
                yield Reject("malformed", message, str(number), " ".join(cells)[:200] or None)
            else:
                yield Row(str(number), tuple(cells))
        number += 1
