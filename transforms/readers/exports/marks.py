"""From the head of a text of many documents to the lines that part them, so that a large one can be read in slices."""

import re
from collections.abc import Callable
from typing import NamedTuple

from broadsheet.transforms.readers.exports import bundles, layouts
from broadsheet.transforms.readers.exports.labels import labelled
from broadsheet.transforms.readers.exports.source import Line, Source
from broadsheet.transforms.readers.sniffing import sniff


class Mark(NamedTuple):
    """The lines that part documents: the last of each (`is_last`), or the first, where that stands below a blank line
    if `needs_blank`."""

    line: re.Pattern[bytes]
    is_last: bool = False
    needs_blank: bool = False


# Of formats whose documents begin with a line of their own.
_OF_FORMATS = {
    "ris": Mark(re.compile(rb"TY  ?- |%0 ")),
    "mail": Mark(re.compile(rb"From \S.{0,200}\d\d:\d\d"), needs_blank=True),
    "sgml": Mark(re.compile(rb"<(?:DOC|REUTERS|doc)[\s>]")),
}
_END = Mark(
    re.compile(
        rb"""
        \s*(?:
          end\ of\ document | ende\ des\ dokuments? | fin\ du\ document | fin\ del\ documento | fine\ del\ documento
        | (?:news|bio|web)(?:\xc2)?[\xb7.]\d{8}\S{4,60}  # the number Europresse gives a document
        | (?:AN\s+)?(?:document|dokument|documento)\s+[A-Z][A-Z0-9]{9,39}  # the number Factiva gives a document
        )\s*\Z
        """,
        re.IGNORECASE | re.VERBOSE,
    ),
    is_last=True,
)
_NUMBER = Mark(re.compile(rf"\s*{layouts.NUMBERED}\s*\Z".encode(), re.IGNORECASE | re.VERBOSE))


def mark_of(head: bytes) -> Mark | None:
    """What parts the documents of a text, by its head; None where it is no text of many, or no line tells where each
    of them begins."""
    name = sniff(head)
    if name != "markdown":
        mark = _OF_FORMATS.get(name or "")
        return mark if mark and (name != "mail" or head.startswith(b"From ")) else None
    source = Source(head.decode("utf-8", "replace"))
    layout = layouts.layout_of(source)
    if layout is None:
        return _of_bundle(source)
    if len(layout.ranges) < 2:
        return None
    lines = [line.text.encode() for line in source.lines]
    for mark in (_END, _NUMBER):
        if sum(mark.line.match(line) is not None for line in lines) > 1:
            return mark
    filled = [[line for line in source.lines[start:end] if line.text] for start, end in layout.ranges[1:]]
    return _of_first_lines([document[0] for document in filled if document], layout.name)


def _of_first_lines(firsts: list[Line], layout: str) -> Mark | None:
    """The mark of documents that begin with a line of one label."""
    label_of: Callable[[Line], str] = (
        (lambda line: line.text.partition(":")[0] + ":")
        if layout == "mail"
        else (lambda line: label.label if (label := labelled(line)) else "")
    )
    names = {label_of(line) for line in firsts}
    name = names.pop() if len(names) == 1 else ""
    return Mark(re.compile(rb"\s*" + re.escape(name.encode()) + rb"\W"), needs_blank=layout == "mail") if name else None


def _of_bundle(source: Source) -> Mark | None:
    """The mark of articles that lines of one sign part."""
    parts = bundles.parts_of(source.lines, source.text)
    if parts is None or len(parts.ranges) < 2:
        return None
    signs = {source.lines[start - 1].text for start, _ in parts.ranges if start}
    sign = signs.pop() if len(signs) == 1 else ""
    return Mark(re.compile(rb"\s*" + re.escape(sign.encode()) + rb"\s*\Z")) if sign else None
