"""An invented file of every kind that the page about formats lists, by its number there."""

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile

import lz4.frame
import zstandard

from tests.transforms.readers.corpora.test_scholarly import EXTRACTED, JATS, TEI
from tests.transforms.readers.corpora.test_sgml import GIGAWORD, REUTERS, TREC
from tests.transforms.readers.corpora.test_wiki import export
from tests.transforms.readers.corpora.test_wiki import page as wiki_page
from tests.transforms.readers.documents.test_documents import LINES, docx, epub, odt, pdf, rtf
from tests.transforms.readers.documents.test_mail import message
from tests.transforms.readers.exports.test_layouts import NEXIS
from tests.transforms.readers.exports.test_ris import RECORD
from tests.transforms.readers.interfaces.test_ninjs import THIRD
from tests.transforms.readers.interfaces.test_sources import GUARDIAN, NEWSPAPER
from tests.transforms.readers.tables.test_containers_of_tables import arrow, parquet, sqlite, workbook
from tests.transforms.readers.test_warc import HTML, warc
from tests.transforms.readers.xml import test_newsml, test_newsml_g2
from tests.transforms.readers.xml.test_feed import RSS, WXR
from tests.transforms.readers.xml.test_nitf import WHOLE

ONE = "The council of Orlova voted on Monday to reopen the old ferry line, eleven years after it was closed down."
TWO = "Mira Tolsen, who keeps the mill above the lower bridge, said that nobody had asked her what the boats cost."
TITLE, URL = "Ferry line to reopen", "https://orla.example/2023/ferry"


def page(head: str = "", before: str = "", address: str = URL, lines: tuple[str, ...] = (ONE, TWO)) -> str:
    text = "".join(f"<p>{line}</p>" for line in lines)
    link = f"<link rel='canonical' href='{address}'>" if address else ""
    return (
        f"<!DOCTYPE html>{before}<html><head><title>{TITLE}</title>{link}{head}</head><body><article>"
        f"<h1>{TITLE}</h1>{text}</article></body></html>"
    )


def _zip(files: dict[str, str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return data.getvalue()


def _tar(mode: str) -> bytes:
    data, content = io.BytesIO(), page().encode()
    with tarfile.open(fileobj=data, mode=mode) as packed:  # type: ignore[call-overload]
        entry = tarfile.TarInfo("a.html")
        entry.size = len(content)
        packed.addfile(entry, io.BytesIO(content))
    return data.getvalue()


def _labels(*lines: str) -> str:
    return "\n".join(lines) + f"\n\n{ONE}\n\n{TWO}\n\n"


ARC = (
    b"filedesc://a.arc 0.0.0.0 20230314100000 text/plain 69\n1 0 Archive\nURL IP-address Archive-date Content-type "
    b"Archive-length\n\n"
    + b"%s 1.2.3.4 20230314100000 text/html %d\n%s\n"
    % (URL.encode(), len(HTML + b"\r\n" + page().encode()), HTML + b"\r\n" + page().encode())
)
UNI = f"""{TITLE}

The Orla Herald

March 14, 2023 Tuesday

Section: NEWS; Pg. 1
Length: 301 words
Byline: Lena Fisk
Body

{ONE}

{TWO}

Load-Date: March 15, 2023

End of Document

"""
FACTIVA = f"""News
{TITLE}

By Lena Fisk
301 words
14 March 2023
The Orla Herald
ORLAH
English
(c) 2023 Orla Media

{ONE}

{TWO}

Document ORLAH00020230314eh3e00001

"""
_CODED = {
    "HD": TITLE,
    "BY": "By Lena Fisk",
    "WC": "301 words",
    "PD": "14 March 2023",
    "SN": "The Orla Herald",
    "LA": "English",
    "LP": ONE,
    "TD": TWO,
    "AN": "Document ORLAH00020230314eh3e00001",
}
CODES = "\n\n".join(f"{code}\n{value}" for code, value in _CODED.items())
PROQUEST = (
    "____________________________________________________________\n\nDocument 1 of 1\n\n"
    + _labels(
        TITLE,
        "",
        "Author: Fisk, Lena",
        "",
        "Publication info: The Orla Herald; Orlova. 14 Mar 2023: A.1.",
        "",
        "Full text:",
    )
    + "Publication title: The Orla Herald\n\nPublication date: Mar 14, 2023\n\nProQuest document ID: 24970\n"
)
NEWSBANK = f"""{TITLE}

The Orla Herald - March 14, 2023
Author: Lena Fisk
Section: News
Page: 12

{ONE}

{TWO}

Record: 13AF
Copyright: Copyright (c) 2023 The Orla Herald
"""
EUROPRESSE = (
    f"Le Quai\nSociété, mardi 14 mars 2023, p. 4\n\n{TITLE}\n\nLena Fisk\n\n{ONE}\n\n{TWO}\n\nnews·20230314·LQ·0042\n\n"
)
GENIOS = f"""Orlaer Bote vom 14.03.2023, Seite 12 / Lokales

{TITLE}

Autor: Lena Fisk
ISSN: 1234-5678
Dokumentnummer: 2023031412

{ONE}

{TWO}
"""
EBSCO = _labels(f"Title: {TITLE}", "Authors: Fisk, Lena", "Source: The Orla Herald", "Date: 14 March 2023", "Abstract:")
ENDNOTE = f"%0 Newspaper Article\n%A Fisk, Lena\n%T {TITLE}\n%J The Orla Herald\n%8 2023-03-14\n%X {ONE} {TWO}\n"
HEADED = f"{TITLE}\n\nBy Lena Fisk\n\n14 March 2023\n\n{ONE}\n\n{TWO}\n\n"
LETTER = (
    f"From: lena@orla.example (Lena Fisk)\nSubject: {TITLE}\nDate: Tue, 14 Mar 2023 10:15:00 GMT\n\n{ONE}\n\n{TWO}\n\n"
)
MHTML = (
    f"From: <Saved by a browser>\r\nSnapshot-Content-Location: {URL}\r\nSubject: {TITLE}\r\nMIME-Version: 1.0\r\n"
    f'Content-Type: multipart/related; boundary="B"\r\n\r\n--B\r\nContent-Type: text/html; charset=utf-8\r\n'
    f"Content-Location: {URL}\r\n\r\n{page()}\r\n--B--\r\n"
)
SINGLE_FILE = f"<!--\n Page saved with SingleFile \n url: {URL} \n saved date: Tue Mar 14 2023\n-->"
CACHE = f"<div>This is Google's cache of <a href='{URL}'>{URL}</a>. It is a snapshot of the page.</div>"
ROWS = [
    {"headline": TITLE, "date": "2023-03-14", "text": ONE},
    {"headline": "Bridge shut", "date": "2023-03-15", "text": TWO},
]
FRAME = {"columns": list(ROWS[0]), "index": [0, 1], "data": [list(row.values()) for row in ROWS]}
CSV = "headline,date,text\n" + "".join(f'{r["headline"]},{r["date"]},"{r["text"]}"\n' for r in ROWS)
CNN = f"(Orlova) -- {ONE}\n\n{TWO}\n\n@highlight\n\nFerry is back\n\n@highlight\n\nMill asks why\n"
RCV1 = f"""<?xml version='1.0'?><newsitem itemid='7' date='2023-03-14' xml:lang='en'><title>ORLOVA: Ferry.</title>
<headline>{TITLE}</headline><dateline>ORLOVA 2023-03-14</dateline><text><p>{ONE}</p><p>{TWO}</p></text></newsitem>"""
OWN_XML = (
    "<?xml version='1.0'?><articles>"
    f"<article><title>{TITLE}</title><date>2023-03-14</date><text>{ONE}</text></article></articles>"
)
FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Orla",
    "items": [{"id": "1", "title": TITLE, "content_text": ONE}],
}
_ODF = "urn:oasis:names:tc:opendocument:xmlns"


def _ods_row(cells: list[str]) -> str:
    inner = "".join(
        f"<table:table-cell office:value-type='string'><text:p>{cell}</text:p></table:table-cell>" for cell in cells
    )
    return f"<table:table-row>{inner}</table:table-row>"


_ODS_ROWS = "".join(map(_ods_row, (list(ROWS[0]), *(list(row.values()) for row in ROWS))))
ODS = _zip(
    {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": f"<manifest:manifest xmlns:manifest='{_ODF}:manifest:1.0'/>",
        "content.xml": f"<office:document-content xmlns:office='{_ODF}:office:1.0' xmlns:table='{_ODF}:table:1.0' "
        f"xmlns:text='{_ODF}:text:1.0'><office:body><office:spreadsheet><table:table table:name='A'>{_ODS_ROWS}"
        "</table:table></office:spreadsheet></office:body></office:document-content>",
    }
)
BOX = b"From news@orla.example Tue Mar 14 06:30:00 2023\n" + message().as_bytes() + b"\n"
CHAPTER = (
    f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1><p>{ONE}</p><p>{TWO}</p><p>{ONE} {TWO}</p></body>"
    "</html>"
)

_OF_LINES = f"<html><body>{''.join(f'<p>{line}</p>' for line in UNI.splitlines())}</body></html>"

# Files that are read alone: the kind's number, its samples.
SAMPLES: dict[int, tuple[str | bytes, ...]] = {
    1: (page(),),
    3: (SINGLE_FILE + page(address=""), page(address="").replace("<html>", f"<html data-scrapbook-source='{URL}'>")),
    4: (MHTML,),
    5: (CACHE + page(address=""), page(address=f"https://web.archive.org/web/20230314100000/{URL}")),
    6: (warc(HTML + b"\r\n" + page().encode()), gzip.compress(warc(HTML + b"\r\n" + page().encode()))),
    7: (ARC,),
    9: (HEADED, _labels(f"Titel: {TITLE}", "Quelle: Orlaer Bote", "Datum: 14. März 2023")),
    10: (
        f"---\ntitle: {TITLE}\n---\n\n{ONE}\n",
        f'+++\ntitle = "{TITLE}"\n+++\n\n{ONE}\n',
        f'{{"title": "{TITLE}"}}\n\n{ONE}\n',
    ),
    11: (docx(LINES), docx(UNI.splitlines() * 2)),
    12: (rtf(LINES), rtf(UNI.splitlines() * 2)),
    13: (odt(LINES),),
    14: (pdf(LINES),),
    15: (epub(CHAPTER),),
    16: (message().as_bytes(),),
    17: (BOX * 2,),
    18: (NEXIS, _OF_LINES, rtf(UNI.splitlines())),
    19: (UNI * 2,),
    20: (FACTIVA * 2,),
    21: (CODES,),
    22: (PROQUEST,),
    23: (NEWSBANK,),
    24: (EUROPRESSE * 2,),
    25: (GENIOS,),
    26: (EBSCO * 2,),
    27: (RECORD,),
    28: (ENDNOTE,),
    29: (f"{'=' * 40}\n".join([HEADED] * 3), "\f".join([HEADED] * 3)),
    30: (f"{'-' * 30}\n\n".join([LETTER] * 2),),
    31: (
        CSV,
        CSV.replace(",", ";", 2).replace(',"', ';"').replace(",2023", ";2023"),
        f"sep=,\n{CSV}",
        CSV.partition("\n")[2],
    ),
    32: ("headline\tdate\ttext\n" + "".join("\t".join(row.values()) + "\n" for row in ROWS),),
    33: (
        "\n".join(map(json.dumps, ROWS)),
        "".join(f"\x1e{json.dumps(row)}\n" for row in ROWS),
        "".join(json.dumps(row, indent=1) for row in ROWS),
    ),
    34: (json.dumps(ROWS), json.dumps({f"{URL}/{at}": row for at, row in enumerate(ROWS)})),
    35: (json.dumps(FRAME), json.dumps({name: [row[name] for row in ROWS] for name in ROWS[0]})),
    36: (parquet(),),
    37: (arrow(),),
    38: (workbook(),),
    39: (ODS,),
    40: (sqlite(),),
    42: (GIGAWORD,),
    43: (TREC,),
    44: (REUTERS,),
    45: (RCV1,),
    46: (CNN,),
    47: (LETTER,),
    48: (TEI,),
    49: (JATS,),
    50: (
        export(wiki_page(TITLE, f"{ONE}\n\n{TWO}")),
        f'<doc id="7" url="{URL}" title="{TITLE}">\n{TITLE}\n\n{ONE}\n</doc>\n',
    ),
    51: (RSS,),
    52: (WXR,),
    53: (json.dumps(FEED),),
    54: (test_newsml.message(test_newsml.CONTENT % ("Text", f"<![CDATA[<P>{ONE}</P>]]>")),),
    55: (test_newsml_g2.message(test_newsml_g2.XHTML),),
    56: (WHOLE,),
    57: (json.dumps(THIRD),),
    58: (OWN_XML,),
    59: (json.dumps({"response": {"results": [GUARDIAN]}}),),
    60: (json.dumps(NEWSPAPER), EXTRACTED),
    61: (_zip({"a.html": page()}), _tar("w"), _tar("w:gz"), _tar("w:bz2"), _tar("w:xz")),
    62: (
        gzip.compress(page().encode()),
        zstandard.compress(page().encode()),
        bz2.compress(page().encode()),
        lzma.compress(page().encode()),
        lz4.frame.compress(page().encode()),
    ),
}  # fmt: skip
# Files that are read together: the kind's number, and the files by their paths.
FOLDERS: dict[int, dict[str, str]] = {
    2: {"Ferry.html": page(), "Ferry_files/frame.html": page(address=f"{URL}/frame"), "Ferry_files/a.js": "var a = 1;"},
    8: {"1.html": page(address=f"{URL}?page=1"), "2.html": page(address=f"{URL}?page=2", lines=(TWO[::-1], ONE[::-1]))},
    41: {"a.txt": f"{ONE}\n\n{TWO}\n", "metadata.csv": f"file,title,date\na.txt,{TITLE},2023-03-14\n"},
}
# What files begin with that are known and refused.
REFUSED = {
    "7z": b"7z\xbc\xaf\x27\x1c\0\4",
    "rar": b"Rar!\x1a\x07\x01\0",
    "ole": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "pptx": _zip({"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<p/>"}),
    "png": b"\x89PNG\r\n\x1a\n",
    "jpeg": b"\xff\xd8\xff\xe0\0\x10JFIF",
    "gif": b"GIF89a\1\0",
    "tiff": b"II*\0\x08\0",
    "webp": b"RIFF\x24\0\0\0WEBPVP8 ",
    "bmp": b"BM\x46\0\0\0\0\0\0\0\x36",
    "heic": b"\0\0\0\x18ftypheic\0\0\0\0",
    "elf": b"\x7fELF\x02\x01",
    "exe": b"MZ\x90\0\x03\0",
    "pickle": b"\x80\x04\x95\x10\0",
    "python": b"[{'title': 'Ferry', 'text': 'The council voted.'}]",
    "bibtex": b"@article{k1,\n  title = {Ferry},\n}",
    "medline": b"PMID- 7\nTI  - Ferry\n",
    "isi": b"FN Clarivate\nVR 1.0\nPT J\n",
    "rdata": b"RDX3\nX\n",
    "hdf5": b"\x89HDF\r\n\x1a\n",
    "stata": b"<stata_dta><header>",
    "spss": b"$FL2@(#) SPSS DATA FILE",
    "sas": b"\0" * 12 + b"\xc2\xea\x81\x60\xb3\x14",
    "access": b"\0\1\0\0Standard Jet DB\0",
    "pst": b"!BDN\0\0\0\0SM",
    "avro": b"Obj\x01\x04",
    "orc": b"ORC\x08\x03",
    "postscript": b"%!PS-Adobe-3.0\n",
    "djvu": b"AT&TFORM\0\0",
    "mobi": b"Orla Weekly" + b"\0" * 49 + b"BOOKMOBI",
    "video": b"\0\0\0\x18ftypmp42\0\0\0\0",
}
