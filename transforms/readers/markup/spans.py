"""From places in a decoded file to a passage of the text there, tidied, that leads back to its bytes."""

import re

from broadsheet.transforms.readers.markup.text import tidy
from broadsheet.transforms.records.passage import Passage, Piece

_TOKEN = re.compile(
    r"""
    (?P<space>[\s\x00-\x1f\x7f]+)      # white space and control characters
    |(?P<open>``)|(?P<close>'')        # quotation marks of typewriters
    |(?P<dash>(?<=\s)_(?=\s))          # an underscore for a dash, as wires set it
    |[^\s\x00-\x1f\x7f`']+|[`']        # what stays as it is
    """,
    re.VERBOSE,
)
_SIGNS = {"open": "“", "close": "”", "dash": "—"}


def passage_of_spans(text: str, spans: list[tuple[int, int]]) -> Passage:
    """The text of the spans, white space folded, teleprinters' quotation marks and dashes made what they mean."""
    pieces: list[Piece] = []
    for start, end in spans:
        if pieces and pieces[-1].text[-1] != " ":
            pieces.append(Piece(" ", pieces[-1].end, max(start, pieces[-1].end + 1)))
        _add_span(pieces, text, start, end)
    return Passage(tuple(pieces)).stripped() if pieces else Passage(())


def _add_span(pieces: list[Piece], text: str, start: int, end: int) -> None:
    """Add the pieces of a span: runs that stay as they are, and between them what becomes something else."""
    run = start
    is_after_space = not pieces or pieces[-1].text[-1] == " "
    for token in _TOKEN.finditer(text, start, end):
        kind = token.lastgroup
        piece = " " if kind == "space" else _SIGNS[kind] if kind else tidy(token[0])
        if piece == " " and is_after_space:
            piece = ""
        is_after_space = piece == " " or (is_after_space and not piece)
        if piece != token[0]:
            if run < token.start():
                pieces.append(Piece(text[run : token.start()], run, token.start()))
            if piece:
                pieces.append(Piece(piece, token.start(), token.end()))
            run = token.end()
    if run < end:
        pieces.append(Piece(text[run:end], run, end))
