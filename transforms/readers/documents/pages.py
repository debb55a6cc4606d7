"""The lines of text in a PDF with a text layer."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

import pypdfium2 as pdfium

from broadsheet.transforms.records.record import Reject

_MAX_PAGES = 5_000  # a bound on cost, set by hand: more than an issue of a newspaper has
_MAX_CHARS = 20_000_000  # of all pages: a bound on memory, set by hand
_MAX_RECTS = 20_000  # runs of text on a page: a bound on cost, set by hand
# Space between paragraphs is that between lines and half a line more, or half as much again.
_WIDER = 1.5
_MAX_MESSAGE = 160  # characters of a library's message: it goes into a row, and may quote the file
_LINE = re.compile(r"\r\n|\r|\n")
_HYPHEN = re.compile(r"[^\W\d_]{2,}[-\u00ad\ufffe\u2010]\Z")
_END = tuple('.!?…:;"”»’)')
# A line that ends well before the others do ends a paragraph.
_SHORT = 0.75
_NUMBER = re.compile(r"(?:page |seite |p\. ?)?[-–]? ?\d{1,5} ?[-–]?(?: (?:of|von|/) \d{1,5})?", re.IGNORECASE)
# Lines that stand at the same end of most pages are the pages', not the text's.
_MIN_PAGES, _REPEATED = 3, 0.5
_EDGE = 2  # lines: a running head and a number of the page


def lines_of(data: bytes) -> list[str] | Reject:
    """The paragraphs of the document, page after page; a reject where its pages are pictures of text."""
    try:
        document = pdfium.PdfDocument(data)
    except (pdfium.PdfiumError, ValueError) as error:
        message = str(error)
        code = "the file is encrypted: save a copy without its password" if "password" in message.lower() else message
        return Reject("malformed", f"the PDF cannot be read: {code[:_MAX_MESSAGE]}")
    try:
        if len(document) > _MAX_PAGES:
            return Reject("too_large", f"more than {_MAX_PAGES} pages: split the file")
        pages = _without_margins(list(_pages(document)))
    except (pdfium.PdfiumError, ValueError, IndexError) as error:
        return Reject("malformed", f"the PDF cannot be read on: {str(error)[:_MAX_MESSAGE]}")
    finally:
        document.close()
    if not any(map(any, pages)):
        return Reject("no_article", "the PDF has no text layer, only pictures of pages: recognise its text first (OCR)")
    return list(_paragraphs([line for page in pages for line in (*page, "")]))


def _pages(document: pdfium.PdfDocument) -> Iterator[list[str]]:
    size = 0
    for page in document:
        text_page = page.get_textpage()
        lines = list(_lines(text_page))
        text_page.close()
        page.close()
        size += sum(map(len, lines))
        if size > _MAX_CHARS:
            raise ValueError(f"more than {_MAX_CHARS} characters")
        yield lines


def _lines(page: pdfium.PdfTextPage) -> Iterator[str]:
    """The lines of a page, a blank one where more space stands between two than between most."""
    count = min(page.count_rects(), _MAX_RECTS)
    rects = [page.get_rect(at) for at in range(count)]
    rows: list[tuple[float, float, str]] = []
    for rect in rects:
        _, bottom, _, top = rect
        text = page.get_text_bounded(*rect).strip("\r\n")
        if rows and min(top, rows[-1][1]) - max(bottom, rows[-1][0]) > (top - bottom) / 2:
            rows[-1] = (min(bottom, rows[-1][0]), max(top, rows[-1][1]), f"{rows[-1][2]} {text}")
        elif text.strip():
            rows.append((bottom, top, text))
    gaps = [above[0] - below[1] for above, below in pairwise(rows)]
    between = sorted(gap for gap in gaps if gap > 0)
    # A page of short paragraphs has more gaps between these than within them.
    usual = between[len(between) // 4] if between else 0.0
    for at, (bottom, top, text) in enumerate(rows):
        if at and gaps[at - 1] > max(_WIDER * usual, usual + (top - bottom) / 2):
            yield ""
        yield " ".join(_LINE.sub(" ", text).split())


def _without_margins(pages: Sequence[list[str]]) -> list[list[str]]:
    """The pages without numbers and running heads at their ends."""
    edges: Counter[str] = Counter()
    for page in pages:
        filled = [line for line in page if line]
        edges.update({_shape(line) for line in (*filled[:_EDGE], *filled[-_EDGE:])})
    running = {shape for shape, count in edges.items() if len(pages) >= _MIN_PAGES and count > _REPEATED * len(pages)}
    inner_pages: list[list[str]] = []
    for page in pages:
        filled_places = [at for at, line in enumerate(page) if line]
        ends = {*filled_places[:_EDGE], *filled_places[-_EDGE:]}
        inner_pages.append(
            [
                line
                for at, line in enumerate(page)
                if at not in ends or not (_NUMBER.fullmatch(line) or _shape(line) in running)
            ]
        )
    return inner_pages


def _shape(line: str) -> str:
    """A line with its numbers alike: the number of a page is another one on each."""
    return re.sub(r"\d+", "0", line)


def _paragraphs(lines: Sequence[str]) -> Iterator[str]:
    """The lines put together: a paragraph ends with a short line, a blank one, or the end of a page that ends a
    sentence."""
    filled = [len(line) for line in lines if line]
    width = sorted(filled)[int(0.9 * (len(filled) - 1))] if filled else 0
    usual = median(filled) if filled else 0
    open_lines: list[str] = []
    for line in lines:
        if not line:
            if open_lines and (open_lines[-1].endswith(_END) or len(open_lines[-1]) < _SHORT * width):
                yield _joined(open_lines)
                open_lines = []
            continue
        open_lines.append(line)
        if len(line) < _SHORT * width and (line.endswith(_END) or len(open_lines) == 1 or usual < _SHORT * width):
            yield _joined(open_lines)
            open_lines = []
    if open_lines:
        yield _joined(open_lines)


def _joined(lines: Sequence[str]) -> str:
    """The lines as one, words that were parted at their ends made whole."""
    text = ""
    for line in lines:
        if text and _HYPHEN.search(text) and line[:1].islower():
            text = text[:-1] + line
        else:
            text = f"{text} {line}" if text else line
    return text.replace("\ufffe", "").replace("\u00ad", "")
