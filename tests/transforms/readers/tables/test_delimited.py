"""What is read from tables of articles."""

import pytest

from broadsheet.transforms.readers.sniffing import sniff
from broadsheet.transforms.readers.tables.delimited import read

TABLE = """title,author,date,url,text
"Ferries return, at last",Lena Fisk,2023-03-14,https://a.example/1,"The council voted.

Two boats ""will"" run."
Bridge closed,Ivo Brandt,2023-03-15,https://a.example/2,The bridge is shut.
"""


def test_each_row_is_an_article() -> None:
    reading = read(TABLE.encode())
    assert not reading.rejects
    assert [(record.member, record.title.text if record.title else "") for record in reading.records] == [
        ("1", "Ferries return, at last"),
        ("2", "Bridge closed"),
    ]
    assert [block.passage.text for block in reading.records[0].blocks] == [
        "The council voted.",
        'Two boats "will" run.',
    ]
    assert [author.name for author in reading.records[0].authors] == ["Lena Fisk"]
    assert reading.records[1].url == "https://a.example/2"


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_what_parts_the_cells_is_told_by_the_first_line(delimiter: str) -> None:
    data = (
        delimiter.join(["Headline", "Body"]) + "\r\n" + delimiter.join(["Ferries", "Two boats, and one more."]) + "\r\n"
    )
    (record,) = read(data.encode()).records
    assert [block.passage.text for block in record.blocks] == ["Two boats, and one more."]


def test_a_bad_row_is_a_reject_and_the_others_go_on() -> None:
    reading = read(b"title,text\na,b,c,d\nFerries,Two boats run.\nx,\n")
    assert [record.member for record in reading.records] == ["2"]
    assert [(reject.code, reject.member) for reject in reading.rejects] == [("malformed", "1"), ("no_article", "3")]


def test_names_without_rows_are_no_article() -> None:
    assert [reject.code for reject in read(b"title,text\n").rejects] == ["no_article"]


def test_columns_named_in_german() -> None:
    (record,) = read(
        "Titel;Datum;Autor;Text;URL\nFähren;2023-03-14;Lena Fisk;Zwei Boote.;https://a.example/1\n".encode()
    ).records
    assert record.title is not None
    assert record.published is not None
    assert (record.title.text, str(record.published.day), record.url) == ("Fähren", "2023-03-14", "https://a.example/1")
    assert [author.name for author in record.authors] == ["Lena Fisk"]


@pytest.mark.parametrize(
    "head",
    [
        pytest.param("sep=;\n", id="as it is"),
        pytest.param('"SEP=;"\r\n', id="in quotes"),
    ],
)
def test_a_line_may_tell_what_parts_the_cells(head: str) -> None:
    data = f"{head}title;date,time;text\nFerries;;Two boats, and one more.\n".encode()
    assert sniff(data) == "csv"
    reading = read(data)
    assert not reading.rejects
    assert [(record.member, record.blocks[0].passage.text) for record in reading.records] == [
        ("1", "Two boats, and one more.")
    ]


def test_a_table_of_something_else_is_a_reject() -> None:
    assert [reject.code for reject in read(b"sep=;\nname;age\nAna;3\n").rejects] == ["unknown_columns"]


def test_a_table_of_summaries() -> None:
    data = b"title,description,url,publishedAt\nFerries,Two boats run.,https://a.example/1,2023-03-14T09:05:00Z\n"
    assert sniff(data) == "csv"
    (record,) = read(data).records
    assert (record.quality_flags, [block.passage.text for block in record.blocks]) == (
        ("summary_only",),
        ["Two boats run."],
    )


@pytest.mark.parametrize("cell", ["nan", "NaN", "NULL", "None"])
def test_a_cell_that_stands_for_none_is_empty(cell: str) -> None:
    reading = read(f"title,author,text\nFerries,{cell},Two boats.\nBridge,Ivo Brandt,{cell}\n".encode())
    assert [record.authors for record in reading.records] == [()]
    assert [(reject.code, reject.member) for reject in reading.rejects] == [("no_article", "2")]
