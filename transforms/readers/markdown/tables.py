"""Tables between the paragraphs of a text: each row is a line of it, as of tables on pages."""

import re
from itertools import groupby

from broadsheet.transforms.readers.markdown.draft import Draft
from broadsheet.transforms.readers.story.parts import Inline, Part
from broadsheet.transforms.records.passage import Passage, Piece

FLAG = "table"
_DELIMITER = re.compile(r"[ \t]*\|(?:[ \t]*:?-+:?[ \t]*\|)+[ \t]*")
_CELL = re.compile(r"[^|\n]+")
# What parts of pages that were laid out by tables hold: links and pictures, no values.
_LINKED = "]("


def keep_tables(draft: Draft) -> None:
    """Make paragraphs of the rows of tables that stand below a paragraph of the text and name their columns; the rows
    of other tables are none of the text."""
    has_text = False
    for is_table, group in groupby(draft.parts, lambda part: part.kind == "table"):
        parts = list(group)
        if not is_table:
            has_text = has_text or any(part.kind == "paragraph" and part.has_prose for part in parts)
            continue
        if has_text and not draft.is_page:
            _keep(draft, parts)
        for part in parts:
            part.kind = "" if part.kind == "table" else part.kind


def _keep(draft: Draft, rows: list[Part]) -> None:
    sources = [draft.source[row.start : row.end] for row in rows]
    is_data = not any(_LINKED in source for source in sources) and any(map(_DELIMITER.fullmatch, sources))
    if not is_data or len(rows) <= 2:
        return
    draft.flag(FLAG)
    for row, source in zip(rows, sources, strict=True):
        if not _DELIMITER.fullmatch(source) and (passage := _passage(source, row.start)).text:
            row.inline, row.text, row.kind = Inline(passage), passage.text, "paragraph"


def _passage(source: str, start: int) -> Passage:
    """The cells of a row, parted by spaces."""
    pieces: list[Piece] = []
    for cell in _CELL.finditer(source):
        text = cell[0].strip()
        if not text:
            continue
        low = start + cell.start() + cell[0].index(text)
        if pieces:
            pieces.append(Piece(" ", pieces[-1].end, low))
        pieces.append(Piece(text, low, low + len(text)))
    return Passage(tuple(pieces))
