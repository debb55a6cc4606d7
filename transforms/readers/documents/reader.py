"""Documents of any kind: their lines are read as those of a text are."""

import re
from collections.abc import Callable, Iterator

from striprtf.striprtf import rtf_to_text

from broadsheet.transforms.readers.documents import pages, word
from broadsheet.transforms.readers.exports import reader
from broadsheet.transforms.readers.exports.source import Source
from broadsheet.transforms.records.record import Record, Reject

_MAX_RTF = 32 << 20  # bytes: a bound on cost, set by hand
_MAX_MESSAGE = 160  # characters of a library's message: it goes into a row, and may quote the file
_ERRORS = (ValueError, LookupError, TypeError, AttributeError, RecursionError, OverflowError)
_CODE_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")
# Pictures and embedded files of RTF are long runs of hexadecimal digits, in groups that hold no text.
_PICTURE = re.compile(rb"[0-9a-fA-F\s]{400,}")


def _docx(data: bytes) -> Iterator[Record | Reject]:
    return _articles(word.lines_of(data), "docx")


def _odt(data: bytes) -> Iterator[Record | Reject]:
    return _articles(word.lines_of(data), "odt")


def _pdf(data: bytes) -> Iterator[Record | Reject]:
    return _articles(pages.lines_of(data), "pdf")


def _rtf(data: bytes) -> Iterator[Record | Reject]:
    if len(data) > _MAX_RTF:
        return iter((Reject("too_large", f"a document of more than {_MAX_RTF} bytes: split it"),))
    try:
        code_page = _CODE_PAGE.search(data[:2_000])
        source = _PICTURE.sub(b" ", data).decode("latin-1")
        text: str = rtf_to_text(  # type: ignore[no-untyped-call]
            source, encoding=f"cp{code_page[1].decode()}" if code_page else "cp1252", errors="replace"
        )
    except _ERRORS as error:
        return iter((Reject("malformed", f"the document cannot be read: {str(error)[:_MAX_MESSAGE]}"),))
    return _articles(text.split("\n"), "rtf")


def _articles(lines: list[str] | Reject, raw_format: str) -> Iterator[Record | Reject]:
    """The articles of a document of these paragraphs: of a known layout, or one."""
    if isinstance(lines, Reject):
        yield lines
        return
    text = "\n".join(line.replace("\n", " ").strip() for line in lines)
    if not text.strip():
        yield Reject("no_article", "the document holds no text")
        return
    articles = reader.articles_of(Source(text, raw_format, is_flowed=True))
    if articles is not None:
        yield from articles
        return
    spaced = "\n\n".join(_plain(line) for line in text.split("\n") if line)
    yield from reader.single(Source(spaced, raw_format))


def _plain(line: str) -> str:
    """A paragraph with the signs that Markdown would take for mark-up escaped."""
    return re.sub(r"([\\`*_{}\[\]<>#])", r"\\\1", line)


READERS: dict[str, Callable[[bytes], Iterator[Record | Reject]]] = {
    "docx": _docx,
    "odt": _odt,
    "pdf": _pdf,
    "rtf": _rtf,
}
