"""Whether a text is written language at all, and not code, a table or encoded bytes."""

import re
from collections.abc import Sequence

from broadsheet.transforms.readers.story.code import is_code

# Shares of characters; in news text of 30 languages code marks stay below 1 and delimiters below 3 in a hundred.
_MAX_CODE = 0.06
_MANY_DELIMITERS = 0.04
_MAX_SOLID = 0.5  # Share of the characters; prose with an address or a key in it has less.
# Share of the characters; words of European languages have one of five to eight. Others have no long runs.
_FEW_SPACES = 1 / 12
_CODE = "{};=<>"
_DELIMITERS = ",;\t|"
_SAMPLE = 20_000  # Code points; what a file is shows in far fewer. A bound on cost.
_PROGRAM = "program code or settings"
# The lines of encoded bytes have 60 characters or more (PEM 64, MIME 76).
_SOLID = re.compile(r"[0-9A-Za-z+/=_-]{60,}")
_DIGIT = re.compile("[0-9]")
_MAX_BLOCKS = 20  # A bound on cost: language shows in the first block of it.
_MIN_BLOCK = 40  # Code points; a shorter block may be a label, of a table as of an article.
_MIN_ROWS = 3  # Fewer lines have as many commas by chance.
_MAX_ROWS = 200  # A bound on cost; whether lines are rows shows in far fewer.
_ROW_SHARE = 0.9  # Of the lines; the rest are notes below a table, or have the delimiter in a cell.
_MIN_CELLS = 2  # One delimiter parts two.
_PICKLE = re.compile(
    r"\(?[dl]p\d+\n|c[A-Za-z_][\w.]*\n[A-Za-z_]\w*\n(?:p\d+\n)?\(|[SV]['\"]?[^\n]{0,2000}\n(?:p\d+\n)?\.\Z"
)


def not_prose(source: str, body: Sequence[str], start: int = 0) -> str | None:
    """What a file is instead of text, by its decoded source and the blocks of its body; None where it may be text.

    A file with one block of language among much else is text, unless its lines, from code point `start` on, are code.
    """
    if source[0] in "(cdlSV" and source.rstrip().endswith(".") and _PICKLE.match(source):
        return "a pickled Python object"
    if is_code(source[start : start + 2 * _SAMPLE]):
        return _PROGRAM
    kind, size, strange = None, 0, 0
    for block in body[:_MAX_BLOCKS]:
        block_kind = _kind_of(block[:_SAMPLE])
        if block_kind is None and len(block) >= _MIN_BLOCK:
            strange = 0
            break
        size += len(block)
        if block_kind:
            kind, strange = block_kind, strange + len(block)
    if 2 * strange > size:
        return kind
    return "a table" if _is_dense(body[0]) and _is_table(source) else None


def _kind_of(sample: str) -> str | None:
    """What a block is instead of language."""
    if sum(map(sample.count, _CODE)) > _MAX_CODE * len(sample):
        return _PROGRAM
    if sample.count(" ") < _FEW_SPACES * len(sample) and _is_solid(sample):
        return "encoded bytes"
    return None


def _is_dense(sample: str) -> bool:
    return sum(map(sample.count, _DELIMITERS)) > _MANY_DELIMITERS * len(sample)


def _is_solid(sample: str) -> bool:
    """Whether most of a text is long runs of both letters and digits."""
    runs = [run for run in _SOLID.findall(sample) if _DIGIT.search(run) and not run.isdecimal()]
    return sum(map(len, runs)) > _MAX_SOLID * len(sample)


def _is_table(source: str) -> bool:
    """Whether nearly all lines have as many delimiters as the first, none of them followed by a space."""
    rows = [line for line in source[: 4 * _SAMPLE].splitlines()[:_MAX_ROWS] if line.strip()]
    if len(rows) < _MIN_ROWS:
        return False
    delimiter = max(_DELIMITERS, key=rows[0].count)
    cells = rows[0].count(delimiter) + 1
    alike = sum(row.count(delimiter) + 1 == cells and f"{delimiter} " not in row for row in rows)
    return cells >= _MIN_CELLS and alike >= _ROW_SHARE * len(rows)
