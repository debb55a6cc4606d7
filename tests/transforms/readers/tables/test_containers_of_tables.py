"""Tables in Parquet, Arrow, workbooks and databases."""

import sqlite3
import zipfile
from datetime import date
from io import BytesIO

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from broadsheet.transforms.readers import read, sniff

TEXT = "The council of Orlova voted on Monday to reopen the old ferry line, eleven years after it closed. " * 3
NAMES = ["headline", "text", "published", "paper"]
ROWS = [["Ferry back", TEXT, "2023-03-14", "Orla Herald"], ["Bridge shut", TEXT, "2023-03-15", "Orla Herald"]]


def parquet() -> bytes:
    days = pa.array([date(2023, 3, 14), date(2023, 3, 15)])
    columns = {
        "headline": [row[0] for row in ROWS],
        "text": [TEXT] * 2,
        "published": days,
        "paper": ["Orla Herald"] * 2,
    }
    sink = BytesIO()
    pq.write_table(pa.table(columns), sink)
    return sink.getvalue()


def arrow() -> bytes:
    table = pa.table({name: [row[at] for row in ROWS] for at, name in enumerate(NAMES)})
    sink = pa.BufferOutputStream()
    with pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue().to_pybytes())


def arrow_of_backward_offsets() -> bytes:
    """A file whose second text ends before it begins."""
    offsets = pa.py_buffer(b"".join(at.to_bytes(4, "little") for at in (0, 400, 3)))
    texts = pa.Array.from_buffers(pa.utf8(), 2, [None, offsets, pa.py_buffer(b"a" * 400)])
    batch = pa.record_batch([texts, texts], ["headline", "text"])
    sink = pa.BufferOutputStream()
    with pa.ipc.new_file(sink, batch.schema) as writer:
        writer.write_batch(batch)
    return bytes(sink.getvalue().to_pybytes())


def sqlite(*statements: str) -> bytes:
    base = sqlite3.connect(":memory:")
    base.execute("CREATE TABLE news (headline, text, published, paper)")
    base.executemany("INSERT INTO news VALUES (?, ?, ?, ?)", ROWS)
    base.execute("CREATE TABLE log (at, what)")
    base.execute("INSERT INTO log VALUES (1, 'x')")
    for statement in statements:
        base.execute(statement)
    base.commit()
    return base.serialize()


def workbook(day: str = "44999") -> bytes:
    """A workbook as spreadsheet programs write it, with a line above the names, and days as numbers."""
    lines = [["Export of the archive"], NAMES, *([*row[:2], day, row[3]] for row in ROWS)]
    cells = "".join(
        f"<row r='{y}'>"
        + "".join(
            f"<c r='{chr(65 + x)}{y}'><v>{value}</v></c>"
            if value.isdecimal()
            else f"<c r='{chr(65 + x)}{y}' t='inlineStr'><is><t>{value}</t></is></c>"
            for x, value in enumerate(line)
        )
        + "</row>"
        for y, line in enumerate(lines, 1)
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts = {
        "[Content_Types].xml": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>",
        "_rels/.rels": f"<Relationships xmlns='{package}'><Relationship Id='r1' Type='{relations}/officeDocument' "
        "Target='xl/workbook.xml'/></Relationships>",
        "xl/workbook.xml": f"<workbook xmlns='{main}' xmlns:r='{relations}'><sheets><sheet name='news' sheetId='1' "
        "r:id='r1'/></sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"<Relationships xmlns='{package}'><Relationship Id='r1' "
        f"Type='{relations}/worksheet' Target='worksheets/sheet1.xml'/></Relationships>",
        "xl/worksheets/sheet1.xml": f"<worksheet xmlns='{main}'><sheetData>{cells}</sheetData></worksheet>",
    }
    sink = BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return sink.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "days"),
    [
        pytest.param(parquet(), "parquet", ["2023-03-14", "2023-03-15"], id="Parquet, with days of its own"),
        pytest.param(arrow(), "arrow", ["2023-03-14", "2023-03-15"], id="Arrow"),
        pytest.param(sqlite(), "sqlite", ["2023-03-14", "2023-03-15"], id="SQLite: the table that has articles"),
        pytest.param(workbook(), "workbook", ["2023-03-14", "2023-03-14"], id="a workbook, its days as numbers"),
    ],
)
def test_each_row_is_an_article(data: bytes, name: str, days: list[str]) -> None:
    assert sniff(data) == name
    reading = read(data)
    assert reading.rejects == ()
    assert [record.title.text for record in reading.records if record.title] == ["Ferry back", "Bridge shut"]
    assert [record.published.day.isoformat() for record in reading.records if record.published] == days
    assert {record.publisher_name for record in reading.records} == {"Orla Herald"}
    assert {record.raw_format for record in reading.records} == {name}


def test_a_table_of_a_database_may_be_named() -> None:
    data = sqlite("CREATE TABLE other AS SELECT * FROM news", "UPDATE other SET headline = headline || '!'")
    assert [record.member for record in read(data).records] == ["news#1", "news#2", "other#1", "other#2"]
    named = read(data, {"table": "other"}).records
    assert [record.title.text for record in named if record.title] == ["Ferry back!", "Bridge shut!"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(parquet()[:-40], "malformed", id="Parquet cut off"),
        pytest.param(b"ARROW1\0\0" + b"x" * 40, "malformed", id="Arrow that is none"),
        pytest.param(arrow_of_backward_offsets(), "malformed", id="Arrow with a text of less than no bytes"),
        pytest.param(sqlite()[:2_000], "malformed", id="a database cut off"),
        pytest.param(workbook().replace(b"sheetData", b"sheetXXXX"), "malformed", id="a workbook that is broken"),
        pytest.param(sqlite("DROP TABLE news"), "unknown_columns", id="a database of something else"),
    ],
)
def test_what_cannot_be_read_is_a_reject(data: bytes, code: str) -> None:
    reading = read(data)
    assert not reading.records
    assert {reject.code for reject in reading.rejects} == {code}
