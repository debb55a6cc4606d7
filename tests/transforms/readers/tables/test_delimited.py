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


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        pytest.param(
            'title,text\n"Mill ""x"" saved","He said \\"no\\", twice, and left."\n"Bridge","It is shut, he said."\n',
            ['He said "no", twice, and left.', "It is shut, he said."],
            id="marks escaped by a backslash",
        ),
        pytest.param(
            "'title','text'\n'Mill saved','The council voted, at last.'\n'Bridge','It is shut, he said.'\n",
            ["The council voted, at last.", "It is shut, he said."],
            id="single marks around cells",
        ),
        pytest.param(
            'title\ttext\nMill\t"Flour," she said, is dear.\nBridge\tIt is "shut" now.\n',
            ['"Flour," she said, is dear.', 'It is "shut" now.'],
            id="marks of the text between tabs",
        ),
        pytest.param(
            'title\ttext\nMill\t"Flour is dear, she said.\nBridge\tIt is shut now.\n',
            ['"Flour is dear, she said.', "It is shut now."],
            id="a mark between tabs that nothing closes",
        ),
        pytest.param(
            'title\ttext\nMill\t"The council ""voted""\tat last."\nBridge\t"It is\nshut."\n',
            ['The council "voted" at last.', "It is shut."],
            id="marks around cells with tabs and line ends",
        ),
        pytest.param(
            'title,text\nMill,"Look into C:\\new\\"\nBridge,"It is ""shut""."\n',
            ["Look into C:\\new\\", 'It is "shut".'],
            id="a backslash of the text",
        ),
    ],
)
def test_marks_around_cells_and_within(data: str, texts: list[str]) -> None:
    reading = read(data.encode())
    assert [" ".join(block.passage.text for block in record.blocks) for record in reading.records] == texts


@pytest.mark.parametrize("sign", ["^", "~", "\x1f", "\x01"])
def test_signs_that_few_writers_put_between_cells(sign: str) -> None:
    rows = [
        ["title", "date", "text"],
        ["Mill saved", "2023-03-14", "The council voted, at last, to save the mill. " * 5],
    ]
    (record,) = read("".join(sign.join(row) + "\n" for row in rows).encode()).records
    assert (record.title.text if record.title else None, len(record.blocks)) == ("Mill saved", 1)
