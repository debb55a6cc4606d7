"""From a table of articles, one a row below a row of names, to the articles in it."""

import csv
import re
from collections.abc import Iterator

from broadsheet.transforms.decoding.text import Decoded, decode
from broadsheet.transforms.readers.fields.named import is_article, story_of
from broadsheet.transforms.readers.story.record import record_of
from broadsheet.transforms.readers.story.story import collected
from broadsheet.transforms.records.record import Reading, Record, Reject

RAW_FORMAT = "csv"
_DELIMITERS = ",;\t|"
# What tables are written with where a cell is empty.
_EMPTY = frozenset({"", "nan", "NaN", "NULL", "null", "None", "NaT", "<NA>", "#N/A", r"\N"})
_TOLD = re.compile(r'"?sep=([,;\t|])"?', re.IGNORECASE)
_MAX_HEAD = 4_000
_MAX_NAME = 60
_MAX_COLUMNS = 500
_MAX_ROWS = 100_000
_MAX_CELL = 8_000_000


def header_of(text: str) -> tuple[list[str], str] | None:
    """The names of the columns and what parts them; None where the first line names no table of articles.

    A line "sep=;" before the names tells what parts them; where the text ends with it, there are no names yet.
    """
    text = text[:_MAX_HEAD].lstrip("\ufeff\r\n ")
    told, start = _told(text)
    if told and not text[start:].strip():
        return [], told
    line = text[start:].partition("\n")[0].rstrip("\r")
    for delimiter in told or sorted(_DELIMITERS, key=line.count, reverse=True):
        if delimiter not in line:
            break
        names = [name.strip().strip('"').strip() for name in line.split(delimiter)]
        if len(names) <= _MAX_COLUMNS and all(map(_is_name, names)) and is_article(dict.fromkeys(names)):
            return names, delimiter
    return None


def _is_name(name: str) -> bool:
    return len(name) <= _MAX_NAME


def _told(text: str) -> tuple[str, int]:
    """What a first line "sep=;" says that parts the names, "" without one, and where the names begin."""
    line = text[:_MAX_HEAD].partition("\n")[0]
    found = _TOLD.fullmatch(line.rstrip("\r"))
    return (found[1], len(line) + 1) if found else ("", 0)


def read(data: bytes) -> Reading:
    """The articles of the table."""
    return collected(read_many(data))


def read_many(data: bytes) -> Iterator[Record | Reject]:
    """The articles of the table, row by row; a row of another number of cells is a reject."""
    decoded = decode(data)
    if not isinstance(decoded, Decoded):
        yield Reject(decoded, "no text in the file")
        return
    text = decoded.text.replace("\0", "").lstrip("\ufeff\r\n ")
    header = header_of(text)
    if header is None or not header[0]:
        yield Reject("malformed", "the first line names no columns of articles")
        return
    names, delimiter = header
    csv.field_size_limit(_MAX_CELL)
    table = csv.reader(_lines(text[_told(text)[1] :]), delimiter=delimiter)
    number, seen = -1, False
    while True:
        number += 1
        try:
            cells = next(table, None)
        except csv.Error as error:
            yield Reject("malformed", f"no row: {error}", member=str(number))
            continue
        if cells is None:
            break
        if number > _MAX_ROWS:
            yield Reject("too_large", f"more than {_MAX_ROWS} rows", member=str(number))
            return
        if number and any(cells):
            seen = True
            yield _read(names, cells, str(number))
    if not seen:
        yield Reject("no_article", "no row below the names of the columns")


def _lines(text: str) -> Iterator[str]:
    """The lines with their ends: only a line feed ends one here, for cells may hold other separators."""
    at = 0
    while at < len(text):
        end = text.find("\n", at) + 1 or len(text)
        yield text[at:end].replace("\r\n", "\n").replace("\r", "\n")
        at = end


def _read(names: list[str], cells: list[str], member: str) -> Record | Reject:
    if len(cells) > len(names) and any(cells[len(names) :]):
        return Reject(
            "malformed", f"{len(cells)} cells below {len(names)} names", member, " ".join(cells)[:200] or None
        )
    filled = {name: cell for name, cell in zip(names, cells, strict=False) if cell.strip() not in _EMPTY}
    story = story_of(filled, RAW_FORMAT, RAW_FORMAT)
    if not story.body.blocks and not story.values("summary"):
        return Reject("no_article", "a row without a text", member, " ".join(cells)[:200].strip() or None)
    story.member = member
    return record_of(story)
