"""From a document of a word processor, DOCX or ODT, to the lines of text in it."""

import zipfile
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from broadsheet.transforms.records.record import Reject

_MAX_PART = 64 << 20
_MAX_LINES = 500_000
_MAX_MESSAGE = 160
_ERRORS = (zipfile.BadZipFile, zipfile.LargeZipFile, ValueError, OSError, EOFError, NotImplementedError, RuntimeError,
           KeyError, etree.LxmlError)  # fmt: skip
# What a reader does not see: deleted text, instructions of fields, comments, the text of shapes given twice.
_UNREAD = frozenset(
    {"del", "delText", "instrText", "Fallback", "annotation", "tracked-changes", "note", "sequence-decls"}
)
_PARAGRAPHS = frozenset({"p", "h"})
_BREAKS = frozenset({"br", "cr", "line-break"})


def lines_of(data: bytes) -> list[str] | Reject:
    """The paragraphs of the document, in its order; a line break within a paragraph parts it."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
            part = "word/document.xml" if "word/document.xml" in names else "content.xml"
            if archive.getinfo(part).file_size > _MAX_PART:
                return Reject("too_large", f"the document's text has more than {_MAX_PART} bytes when unpacked")
            with archive.open(part) as stream:
                source = stream.read(_MAX_PART + 1)
        return [line for line, _ in zip(_lines(source), range(_MAX_LINES), strict=False)]
    except _ERRORS as error:
        return Reject("malformed", f"the document cannot be read: {str(error)[:_MAX_MESSAGE]}")


def _lines(source: bytes) -> Iterator[str]:
    parser_options = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
    parts: list[str] = []
    depth_unread = 0
    walk = etree.iterparse(BytesIO(source), events=("start", "end"), **parser_options)
    for event, node in walk:
        name = node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""
        if name in _UNREAD:
            depth_unread += 1 if event == "start" else -1
        elif not depth_unread and event == "start" and name in _BREAKS:
            yield "".join(parts)
            parts.clear()
        elif not depth_unread and event == "end":
            _take(parts, node, name)
            if name in _PARAGRAPHS:
                yield "".join(parts)
                parts.clear()
        if event == "end":
            if name in _PARAGRAPHS:
                node.clear(keep_tail=True)
            elif name == "span" and not depth_unread:
                parts.append(node.tail or "")


def _take(parts: list[str], node: etree._Element, name: str) -> None:
    """Add the text of an element that ends here."""
    if name == "t":
        parts.append(node.text or "")
    elif name in ("tab", "ptab"):
        parts.append("\t")
    elif name in ("noBreakHyphen", "softHyphen"):
        parts.append("-" if name == "noBreakHyphen" else "")
