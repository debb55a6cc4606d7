"""Lines such as "BYLINE: Ana Reyes": the field each is of, and its value."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from broadsheet.transforms.readers.exports.source import Line
from broadsheet.transforms.vocabulary.folding import fold
from broadsheet.transforms.vocabulary.lists import rows

_FIELDS = {fold(label): field for field, labels in rows("export_labels.tsv") for label in labels.split("|")}
# Behind a label stand a colon, an equals sign, or the tab of a table of two columns.
_LABEL = re.compile(r"(?P<label>[^\W\d_][^:=\t\n]{0,39}?)\s*(?:[:：]=?|=|\t)\s*(?P<value>.*)", re.DOTALL)
# Marks that a text begins behind them stand alone on their line.
_ALONE = frozenset({"body", "full text", "volltext", "graphic", "classification", "haupttext", "texte integral",
                    "cuerpo", "corps", "load-date", "texto completo", "grafik", "testo", "text"})  # fmt: skip
# A longer line below a label is a paragraph, not the rest of a value.
_MAX_VALUE = 100
_MAX_LINES = 40  # of a value: a bound on cost, set by hand; long lists of terms have tens


class Labelled(NamedTuple):
    """A line with a label: the field, the label as written, the value's text, and its place."""

    field: str
    label: str
    value: Line
    line: Line


@lru_cache(maxsize=65_536)
def _field(label: str) -> str | None:
    return _FIELDS.get(fold(" ".join(label.split())))


def labelled(line: Line) -> Labelled | None:
    """The field that a line is of, by the label before its colon; None for a line without a known one."""
    match = _LABEL.match(line.text) if line.text else None
    if match is not None and (field := _field(match["label"])) is not None:
        start = line.start + match.start("value")
        value = match["value"].rstrip()
        return Labelled(field, match["label"], Line(start, start + len(value), value), line)
    if line.text and fold(line.text.rstrip(":")) in _ALONE and (field := _field(line.text.rstrip(":"))) is not None:
        return Labelled(field, line.text.rstrip(":"), Line(line.end, line.end, ""), line)
    return None


def continued(lines: Sequence[Line], at: int, end: int) -> list[Line]:
    """The lines that go on with the value of the label on the line before: up to a blank line or another label."""
    below: list[Line] = []
    for line in lines[at : min(at + _MAX_LINES, end)]:
        if not line.text or len(line.text) > _MAX_VALUE or labelled(line):
            break
        below.append(line)
    return below
