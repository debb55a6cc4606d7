"""The format of a file, by its first bytes."""

import re
import zipfile
import zlib
from io import BytesIO

from broadsheet.transforms.readers.documents.mail import is_mail
from broadsheet.transforms.readers.exports.ris import is_ris
from broadsheet.transforms.readers.tables.delimited import shape_of
from broadsheet.transforms.readers.wire_text import is_wire_text

# What a file of another kind begins with: formats that are read, and formats that are known and not read.
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x1f\x8b", "gzip"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    *((bytes((number,)) + b"\x2a\x4d\x18", "zstd") for number in range(0x50, 0x60)),  # begins with a skippable frame
    (b"\x04\x22\x4d\x18", "lz4"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"filedesc://", "arc"),
    (b"ARROW1", "arrow"),
    (b"Obj\x01", "avro"),
    (b"ORC", "orc"),
    (b"\x89HDF", "hdf5"),
    (b"RDX", "rdata"),
    (b"%!PS", "postscript"),
    (b"AT&TFORM", "djvu"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"<stata_dta>", "stata"),
    (b"$FL2", "spss"),
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"WARC/", "warc"),
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"\x7fELF", "elf"),
    (b"SQLite format 3\x00", "sqlite"),
    (b"PAR1", "parquet"),
    (b"ID3\2", "video"),
    (b"ID3\3", "video"),
    (b"ID3\4", "video"),
    (b"\xff\xfb", "video"),
    (b"OggS\0", "video"),
    (b"fLaC\0", "video"),
    (b"\x1aE\xdf\xa3", "video"),
    (b"\0\0\1\xba", "video"),
    (b"MZ\x90\0", "exe"),
    (b"!BDN", "pst"),
    (b"X\n\0\0\0", "rdata"),
    (b"\xd0\xcf\x11\xe0", "ole"),
    (b"\x80\x03", "pickle"),
    (b"\x80\x04\x95", "pickle"),
    (b"\x80\x05\x95", "pickle"),
)
# The same behind some bytes that differ from file to file.
_INNER_MAGIC: tuple[tuple[bytes, int, bytes, str], ...] = (
    (b"", 257, b"ustar", "tar"),
    (b"RIFF", 8, b"WEBP", "webp"),
    (b"RIFF", 8, b"WAVE", "video"),
    (b"RIFF", 8, b"AVI ", "video"),
    (b"", 4, b"ftyphe", "heic"),
    (b"", 4, b"ftypavif", "heic"),
    (b"", 4, b"ftyp", "video"),
    (b"BM", 6, b"\0\0\0\0", "bmp"),
    (b"", 60, b"BOOKMOBI", "mobi"),
    (b"\0\1\0\0", 4, b"Standard ", "access"),
    (b"\0", 12, b"\xc2\xea\x81\x60", "sas"),
    *((bytes((number,)), 2, b"\1\0", "stata") for number in range(0x6E, 0x74)),  # as before version 13
)
_LEADING = b"\xef\xbb\xbf\x00\x1e \t\r\n"  # with the sign of RFC 7464 before each value of JSON
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_MARKS = b"\xff\xfe" + _LEADING
_HTML = re.compile(rb"<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>])", re.IGNORECASE)
_JSON = re.compile(
    rb"""
      \{\s*(?:"|\}\s*\Z)  # an object
    | \[\s*(?:  # a list, of which the first entry is
          \{\s*["}]  # an object
        | "[^"\n]{0,200}"\s*[,\]]  # a string
        | -?\d+\s*[,\]]  # a number
        | \[\s*[\[{"\d]  # a list
        | \]\s*\Z  # none
      )
    """,
    re.VERBOSE,
)
# Lines about the data above them, as programs that dump data write them.
_NOTES = re.compile(rb"\A(?:\#[^\n]*\n\s*)+")
# What reference managers and catalogues write, and RIS does as well.
_CATALOGUES = re.compile(
    rb"""
      (?P<bibtex>(?:%[^\n]*\n\s*)*@[a-z]{3,20}\s*\{\s*[^\s,{}]{1,80},\s*[a-z-]{2,30}\s*=)
    | (?P<medline>PMID-\ \d+\r?\n)
    | (?P<isi>FN\ [^\n]{3,80}\nVR\ \d)
    """,
    re.VERBOSE | re.IGNORECASE,
)
# Objects and lists as Python prints them: names within single marks.
_PYTHON = re.compile(rb"\[?\s*\{\s*'[^'\n]{1,100}':\s*(?:['\"\[{\d-]|None\b|True\b|False\b|datetime\.)")
_PROLOG = re.compile(
    rb"(?:\s|<\?[^<>]{0,400}\?>|<!--(?:(?!-->).){0,2000}-->|<!DOCTYPE\s[^\[<>]{0,1000}(?:\[|>))+",
    re.DOTALL | re.IGNORECASE,
)
_DOCTYPE = re.compile(rb"<!DOCTYPE\s+(?:[\w.-]{1,60}:)?([\w.-]{1,60})", re.IGNORECASE)
_ROOT = re.compile(rb"<(?:([A-Za-z_][\w.-]{0,60}):)?([A-Za-z_][\w.-]{0,60})[\s>/]")
_ROOTS = {
    b"rss": "feed",
    b"feed": "feed",
    b"RDF": "feed",
    b"nitf": "nitf",
    b"NewsML": "newsml",
    b"newsMessage": "newsml_g2",
    b"newsItem": "newsml_g2",
    b"packageItem": "newsml_g2",
    b"html": "html",
    b"DOC": "sgml",
    b"REUTERS": "sgml",
    b"mediawiki": "mediawiki",
    b"newsitem": "scholarly",
    b"TEI": "scholarly",
    b"TEI.2": "scholarly",
    b"teiCorpus": "scholarly",
    b"pmc-articleset": "scholarly",
}
# Roots that other vocabularies have, too, with what tells that of a corpus.
_ROOTS_WITH = {
    b"article": (re.compile(rb"<(?:front|article-meta|journal-meta)[\s>]"), "scholarly"),
    b"doc": (re.compile(rb"<doc\s[^<>]{0,4000}?\b(?:sitename|hostname|fingerprint)="), "scholarly"),
}
_WIKI_EXTRACT = re.compile(rb"<doc\s[^<>]{0,2000}?\burl=[^<>]{0,2000}?\btitle=", re.IGNORECASE)
# Bytes in which a format shows: behind its mark, or behind comments and a DOCTYPE. Bounds on cost, set by hand.
_HEAD = 1_024
_PROLOG_HEAD = 8_192
_TAIL = 200  # bytes: more than a last tag
_PEEK = 65_536  # packed bytes that surely unpack to a head
_MAX_NAMES = 50_000  # of an archive: a bound on cost, more than the reader takes
# The parts by which packed documents are known.
_OFFICE = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "workbook"),
    ("xl/workbook.bin", "workbook"),
    ("META-INF/container.xml", "epub"),
    ("META-INF/manifest.xml", "odf"),
    ("ppt/presentation.xml", "pptx"),
)
_TABLE_HEAD = 512_000  # bytes: those of the head by which a table is told, and of the row that is cut at its end


def sniff(data: bytes) -> str | None:
    """The format of a file by its content, read or not; None for an empty file."""
    for mark, name in _MAGIC:
        if data.startswith(mark):
            return _packed(data) if name in ("gzip", "zip") else _old_office(data) if name == "ole" else name
    for start, at, mark, name in _INNER_MAGIC:
        if data.startswith(mark, at) and data.startswith(start):
            return name
    begin = data[:_PROLOG_HEAD].replace(b"\0", b"").lstrip(_MARKS if data[:2] in _WIDE_MARKS else _LEADING)
    head = begin[:_HEAD]
    if not head:
        return "markdown" if data.strip(_LEADING) else None
    if head.startswith(b"<"):
        format_name = _of_mark_up(begin, head, data[-_TAIL:])
        if format_name:
            return format_name
    if head[:1] in (b"{", b"[", b"#") and _JSON.match(_NOTES.sub(b"", head)):
        return "json"
    if _PYTHON.match(head):
        return "python"
    if catalogue := _CATALOGUES.match(head):
        return catalogue.lastgroup
    if is_ris(head):
        return "ris"
    if is_mail(begin):
        return "mail"
    if is_wire_text(data[: _HEAD * 4]):
        return "wire_text"
    if shape_of(_text(data)):
        return "csv"
    return "markdown"


def _packed(data: bytes) -> str:
    """What is packed, where that has a reader of its own: web archives, documents, workbooks, books."""
    if data[:2] == b"\x1f\x8b":
        begin = _begin(data)
        return "warc" if begin.startswith(b"WARC/") else "arc" if begin.startswith(b"filedesc://") else "gzip"
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()[:_MAX_NAMES]
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeError):
        return "zip"
    kind = next((name for part, name in _OFFICE if part in names), "zip")
    if kind == "odf":
        return "workbook" if b"application/vnd.oasis.opendocument.spreadsheet" in data[:200] else "odt"
    return kind


def _old_office(data: bytes) -> str:
    """What an old office document is: a workbook, or one that is not read."""
    return "workbook" if "Workbook".encode("utf-16-le") in data or "Book".encode("utf-16-le") in data else "ole"


def _text(data: bytes) -> str:
    """The beginning of the text, near enough to tell its layout."""
    start = data[:_TABLE_HEAD]
    wide = "utf-16" if data[:2] in _WIDE_MARKS else None
    return start[: len(start) // 2 * 2].decode(wide, "replace") if wide else start.decode("utf-8", "replace")


def _begin(data: bytes) -> bytes:
    """The first bytes of a gzip file's content."""
    try:
        return zlib.decompressobj(wbits=31).decompress(data[:_PEEK], _HEAD)
    except zlib.error:
        return b""


def _of_mark_up(start: bytes, head: bytes, tail: bytes) -> str | None:
    if _HTML.match(head) or (head.startswith(b"<!--") and _HTML.search(head)):
        return "html"
    prolog = _PROLOG.match(start)
    doctype = _DOCTYPE.search(prolog[0]) if prolog else None
    root = _ROOT.match(start, prolog.end() if prolog else 0)
    for name in (root[2] if root else b"", doctype[1] if doctype else b""):
        if name in _ROOTS:
            return _ROOTS[name]
        if name in _ROOTS_WITH and _ROOTS_WITH[name][0].search(start):
            return _ROOTS_WITH[name][1]
    if _WIKI_EXTRACT.match(start):
        return "sgml"
    if start.startswith(b"<?xml") or doctype:
        return "html" if not root and _HTML.search(head) else "xml"
    # Without a prolog, too, what its first tag opens its last one may close.
    return (
        "xml"
        if root and tail.rstrip(b"\0 \t\r\n").endswith(b"</" + root[2] + b">") and _is_nested(root, start)
        else None
    )


def _is_nested(root: re.Match[bytes], start: bytes) -> bool:
    """Whether another element begins within the first one, or it has attributes and the same follows behind it."""
    inner = _ROOT.search(start, root.end())
    is_alike = inner is not None and inner[2] == root[2]
    return inner is not None and (not is_alike or b"=" in start[root.end() : start.find(b">", root.end())])
