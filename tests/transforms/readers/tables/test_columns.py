"""What columns hold, by their names and by their cells."""

import pytest

from broadsheet.transforms.metadata.date_values import Calendar
from broadsheet.transforms.readers.tables.columns import layout_of

PROSE = "The council of Orlova voted on Monday to reopen the old ferry line, eleven years after it closed. " * 3


def held(names: list[str], *rows: list[str], asked: dict[str, str] | None = None) -> dict[str, tuple[str, str]]:
    return {column.field: (column.name, column.how) for column in layout_of(names, rows, asked).columns}


def test_names_are_believed_where_the_cells_agree() -> None:
    assert held(["headline", "text", "date"], ["Ferry back", PROSE, "2023-03-14"]) == {
        "title": ("headline", "name"),
        "body": ("text", "name"),
        "published_date": ("date", "name"),
    }


def test_cells_tell_what_names_do_not() -> None:
    rows = [
        ["Ferry line to reopen", PROSE, "14/03/2023", "https://orla.example/1", "By Lena Fisk", "Orla Herald"],
        ["Bridge to close again", PROSE[5:], "15/03/2023", "https://orla.example/2", "By Ivo Brandt", "Orla Herald"],
    ]
    assert held(["a", "b", "c", "d", "e", "f"], *rows) == {
        "body": ("b", "content"),
        "url": ("d", "content"),
        "published_date": ("c", "content"),
        "byline": ("e", "content"),
        "publisher": ("f", "content"),
        "title": ("a", "content"),
    }


@pytest.mark.parametrize(
    ("names", "row", "field", "expected"),
    [
        pytest.param(["text", "notes"], ["positive", PROSE], "body", ("notes", "content"), id="a label named text"),
        pytest.param(["title", "url", "text"], ["a", "none", PROSE], "url", None, id="no address under url"),
        pytest.param(["title", "text", "author"], ["a", PROSE, "71"], "author", None, id="a number of an author"),
        pytest.param(["title", "text", "date"], ["a", PROSE, "soon"], "published_date", None, id="no date under date"),
    ],
)
def test_cells_that_speak_against_a_name_count_more(
    names: list[str], row: list[str], field: str, expected: tuple[str, str] | None
) -> None:
    assert held(names, row).get(field) == expected


def test_what_is_asked_for_counts_most() -> None:
    found = held(["head", "text", "raw"], ["A", PROSE, PROSE], asked={"text": "raw", "outlet": "head"})
    assert (found["body"], found["publisher"]) == (("raw", "option"), ("head", "option"))


@pytest.mark.parametrize(
    ("names", "row", "is_table_of_articles"),
    [
        pytest.param(["id", "text"], ["1", PROSE], True, id="a text alone"),
        pytest.param(["publish_date", "headline_text"], ["20230314", "ferry line to reopen"], True, id="headlines"),
        pytest.param(["name", "age"], ["Ana", "3"], False, id="something else"),
        pytest.param(["file", "checksum"], ["a.txt", "9f"], False, id="a list of files"),
    ],
)
def test_whether_rows_are_articles(names: list[str], row: list[str], is_table_of_articles: bool) -> None:
    assert layout_of(names, [row, row]).is_of_articles == is_table_of_articles


def test_a_layout_is_described_for_a_person() -> None:
    assert layout_of(["Headline", "x"], [["Ferry", PROSE]]).described() == "body=x (content), title=Headline"


def test_the_calendar_is_that_of_the_date_column() -> None:
    layout = layout_of(["title", "text", "date"], [["A", PROSE, "05/03/2023"], ["B", PROSE, "25/03/2023"]])
    assert layout.calendar == Calendar(day_first=True)


CHINESE = "面包师们周二在会议上表示，自从磨坊停工以来，面粉价格上涨了，市政府将在秋天作出决定。" * 2


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        pytest.param(["标题", "日期", "正文", "来源"], {"title", "published_date", "body", "publisher"}, id="Chinese"),
        pytest.param(
            ["タイトル", "日付", "本文", "新聞"], {"title", "published_date", "body", "publisher"}, id="Japanese"
        ),
        pytest.param(["제목", "일자", "본문", "언론사"], {"title", "published_date", "body", "publisher"}, id="Korean"),
        pytest.param(["a", "b", "c"], {"title", "published_date", "body"}, id="by their cells alone"),
    ],
)
def test_tables_in_scripts_that_write_a_word_in_a_letter_or_two(names: list[str], expected: set[str]) -> None:
    rows = [
        [f"面粉价格又上涨了第{at}次", f"2023-03-1{at}", f"{at}{CHINESE}", "科尔维克报"][: len(names)] for at in range(4)
    ]
    layout = layout_of(names, rows)
    assert layout.fields == expected
    assert next(column.index for column in layout.columns if column.field == "body") == 2
