"""The lines of text in a document of a word processor, DOCX or ODT."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from itertools import islice

from lxml import etree

from broadsheet.transforms.readers.xml.tree import Element, descendants, name_of, parse_xml, text_in
from broadsheet.transforms.records.record import Reject, beyond

_MAX_PART = 64 << 20  # bytes unpacked: a bound on memory, as of a member of any archive
_MAX_LINES = 500_000  # paragraphs: a bound on cost, set by hand
_MAX_MESSAGE = 160  # characters of a library's message: it goes into a row, and may quote the file
_ERRORS = (zipfile.BadZipFile, zipfile.LargeZipFile, ValueError, OSError, EOFError, NotImplementedError, RuntimeError,
           KeyError, etree.LxmlError)  # fmt: skip
# What a reader does not see: deleted text, instructions of fields, comments, the text of shapes given twice.
_UNREAD = frozenset({"del", "delText", "instrText", "Fallback"})
_OPEN_UNREAD = frozenset({"annotation", "tracked-changes", "note", "sequence-decls"})
_BREAKS = frozenset({"br", "cr"})


def lines_of(data: bytes) -> list[str] | Reject:
    """The paragraphs of the document, in its order; a line break within a paragraph parts it."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            is_word = "word/document.xml" in archive.NameToInfo
            part = "word/document.xml" if is_word else "content.xml"
            if archive.getinfo(part).file_size > _MAX_PART:
                return Reject("too_large", f"the document's text has more than {_MAX_PART} bytes when unpacked")
            with archive.open(part) as stream:
                source = stream.read(_MAX_PART + 1)
        if is_word:
            return _capped(_lines(source))
        root = parse_xml(source)
        return root if isinstance(root, Reject) else _capped(_open_lines(root))
    except _ERRORS as error:
        return Reject("malformed", f"the document cannot be read: {str(error)[:_MAX_MESSAGE]}")


def _capped(lines: Iterator[str]) -> list[str] | Reject:
    """The lines; a reject for more than may be read, since the rest of a document is part of it."""
    read = list(islice(lines, _MAX_LINES + 1))
    return read if len(read) <= _MAX_LINES else beyond(_MAX_LINES, "paragraphs")


def _lines(source: bytes) -> Iterator[str]:
    """The paragraphs of WordprocessingML; the elements that were read are let go."""
    parts: list[str] = []
    depth_unread = 0
    safe = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
    walk = etree.iterparse(BytesIO(source), events=("start", "end"), **safe)
    for event, node in walk:
        name = node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""
        if name in _UNREAD:
            depth_unread += 1 if event == "start" else -1
        elif not depth_unread and event == "end":
            if name == "t":
                parts.append(node.text or "")
            elif name in ("tab", "noBreakHyphen"):
                parts.append("\t" if name == "tab" else "-")
            elif name in _BREAKS or name == "p":
                yield "".join(parts)
                parts.clear()
        if event == "end" and name == "p":
            node.clear()


def _open_lines(root: Element) -> Iterator[str]:
    """The paragraphs of OpenDocument; a paragraph in a note or a comment is none of the text."""
    for paragraph in descendants(root, "p", "h"):
        if not any(name_of(holder) in _OPEN_UNREAD for holder in paragraph.iterancestors()):
            for gap in paragraph.iter("{*}line-break", "{*}tab", "{*}s"):
                gap.text = "\n" if name_of(gap) == "line-break" else " "
            notes = [text_in(note) for note in descendants(paragraph, "note", "annotation")]
            text = "".join(paragraph.itertext())
            for note in filter(None, notes):
                text = text.replace(note, "", 1)
            yield from text.split("\n")
