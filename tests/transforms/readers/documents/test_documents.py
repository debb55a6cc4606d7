"""Documents of word processors, page files and books."""

import textwrap
import zipfile
from io import BytesIO

import pytest

from broadsheet.transforms.readers import read, sniff
from broadsheet.transforms.readers.documents.pages import _paragraphs, _without_margins

ONE = "The council of Orlova voted on Monday to reopen the old ferry line, eleven years after it was closed down."
TWO = "Mira Tolsen, who keeps the mill above the lower bridge, said that nobody had asked her what the boats cost."
LINES = ["Ferry line to reopen", "By Lena Fisk", "14 March 2023", ONE, TWO]
UNI = ["Ferry line to reopen", "The Orla Herald", "March 14, 2023 Tuesday", "", "Section: NEWS", "Length: 301 words",
       "Byline: Lena Fisk", "Body", "", ONE, TWO, "Load-Date: March 15, 2023", "", "End of Document", ""]  # fmt: skip


def zipped(**parts: str) -> bytes:
    sink = BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return sink.getvalue()


def docx(lines: list[str]) -> bytes:
    inner = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    deleted = "<w:p><w:del><w:r><w:delText>Deleted words.</w:delText></w:r></w:del></w:p>"
    body = f"<w:document xmlns:w='{space}'><w:body>{inner}{deleted}</w:body></w:document>"
    return zipped(**{"[Content_Types].xml": "<Types/>", "word/document.xml": body})


def odt(lines: list[str]) -> bytes:
    inner = "".join(f"<text:p>{line}</text:p>" for line in lines)
    office = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = f"xmlns:office='{office}:office:1.0' xmlns:text='{office}:text:1.0'"
    body = f"<office:document-content {spaces}>{inner}</office:document-content>"
    return zipped(
        **{"mimetype": "application/vnd.oasis.opendocument.text", "META-INF/manifest.xml": "<m/>", "content.xml": body}
    )


def rtf(lines: list[str]) -> bytes:
    return (
        "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Arial;}}\\f0\n"
        + "".join(f"{line}\\par\n" for line in lines)
        + "}"
    ).encode()


def pdf(lines: list[str]) -> bytes:
    """A page with broken lines, and some space between paragraphs."""
    shown = "".join(f"({part}) Tj 0 -14 Td " for line in lines for part in (*textwrap.wrap(line, 60), ""))
    stream = f"BT /F1 11 Tf 50 780 Td {shown}ET"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(stream)}>>stream\n{stream}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body = b"%PDF-1.4\n"
    places = []
    for at, one in enumerate(objects, 1):
        places.append(len(body))
        body += f"{at} 0 obj{one}endobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"trailer<</Size 6/Root 1 0 R>>\nstartxref\n{len(body)}\n%%EOF"
    return body + f"xref\n0 6\n0000000000 65535 f \n{table}{trailer}".encode()


def epub(*chapters: str, about: str = "<dc:publisher>Orla Herald</dc:publisher>", lost: str = "") -> bytes:
    items = "".join(
        f"<item id='c{at}' href='c{at}.xhtml' media-type='application/xhtml+xml'/>" for at in range(len(chapters))
    )
    spine = "".join(f"<itemref idref='c{at}'/>" for at in range(len(chapters)))
    if lost:
        items += f"<item id='lost' href='{lost}' media-type='application/xhtml+xml'/>"
        spine += "<itemref idref='lost'/>"
    inner = f"<metadata>{about}</metadata><manifest>{items}</manifest><spine>{spine}</spine>"
    package = f"<package xmlns:dc='http://purl.org/dc/elements/1.1/'>{inner}</package>"
    container = "<container><rootfiles><rootfile full-path='in/book.opf'/></rootfiles></container>"
    parts = {f"in/c{at}.xhtml": chapter for at, chapter in enumerate(chapters)}
    return zipped(
        **{"mimetype": "application/epub+zip", "META-INF/container.xml": container, "in/book.opf": package, **parts}
    )


@pytest.mark.parametrize(
    ("data", "name"),
    [
        pytest.param(docx(LINES), "docx", id="DOCX"),
        pytest.param(odt(LINES), "odt", id="ODT"),
        pytest.param(rtf(LINES), "rtf", id="RTF"),
        pytest.param(pdf(LINES), "pdf", id="PDF, its lines broken"),
    ],
)
def test_a_document_is_an_article(data: bytes, name: str) -> None:
    assert sniff(data) == name
    (record,) = read(data).records
    assert (record.raw_format, record.has_raw_offsets) == (name, False)
    assert (record.title.text if record.title else None) == "Ferry line to reopen"
    assert [author.name for author in record.authors] == ["Lena Fisk"]
    assert record.published is not None
    assert record.published.day.isoformat() == "2023-03-14"
    assert [block.passage.text for block in record.blocks if block.kind == "paragraph"] == [ONE, TWO]


@pytest.mark.parametrize("make", [pytest.param(docx, id="DOCX"), pytest.param(rtf, id="RTF")])
def test_an_export_in_a_document(make: object) -> None:
    lines = [*UNI, *(line.replace("Ferry line to reopen", "Bridge to close") for line in UNI)]
    records = read(make(lines)).records  # type: ignore[operator]
    assert [one.title.text for one in records if one.title] == ["Ferry line to reopen", "Bridge to close"]
    assert {one.publisher_name for one in records} == {"The Orla Herald"}


def test_chapters_of_a_book_are_articles_in_their_order() -> None:
    long = "".join(f"<p>{line} {at}</p>" for at, line in enumerate((ONE, TWO, ONE, TWO)))
    page = "<html><head><title>{0}</title></head><body><h1>{0}</h1>{1}</body></html>"
    data = epub(page.format("Contents", "<p>1</p>"), page.format("Ferry back", long), page.format("Bridge shut", long))
    assert sniff(data) == "epub"
    records = read(data).records
    assert [(one.title.text if one.title else None, one.member) for one in records] == [
        ("Ferry back", "in/c1.xhtml"),
        ("Bridge shut", "in/c2.xhtml"),
    ]
    assert {one.publisher_name for one in records} == {"Orla Herald"}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(pdf(LINES)[:80], "malformed", id="a PDF cut off"),
        pytest.param(pdf([]), "no_article", id="a PDF without a text layer"),
        pytest.param(docx([]), "no_article", id="a document without text"),
        pytest.param(docx(LINES).replace(b"<w:body>", b"<w:body<"), "malformed", id="a document that is broken"),
        pytest.param(zipped(**{"META-INF/container.xml": "x"}), "malformed", id="a book without a package"),
    ],
)
def test_what_cannot_be_read_is_a_reject(data: bytes, code: str) -> None:
    reading = read(data)
    assert (reading.records, [reject.code for reject in reading.rejects]) == ((), [code])


def test_lines_of_a_page_become_paragraphs() -> None:
    lines = [
        "Ferry back",
        "The council voted to re-",
        "open the line, and the",
        "boats came.",
        "",
        "Then it rained all day",
    ]
    assert list(_paragraphs(lines)) == [
        "Ferry back",
        "The council voted to reopen the line, and the boats came.",
        "Then it rained all day",
    ]


def test_running_heads_and_numbers_are_no_text() -> None:
    pages = [
        ["Orla Herald", f"Page {at}: {word} stood here.", "", str(at)]
        for at, word in enumerate(("One", "Two", "Three"), 1)
    ]
    assert _without_margins(pages)[0] == ["Page 1: One stood here.", ""]
