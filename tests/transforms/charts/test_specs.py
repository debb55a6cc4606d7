"""Charts hold the rows and say how they are drawn; colours are names of the page's."""

from typing import Any

from broadsheet.transforms.charts import specs

ROWS: list[dict[str, Any]] = [
    {"outlet": "Nordby Post", "kind": "none", "n": 3},
    {"outlet": "Nordby Post", "kind": "wire", "n": 1},
    {"outlet": "Sund Herald", "kind": "local", "n": 2},
]


def test_a_chart_holds_its_rows_and_reads_no_address() -> None:
    chart = specs.bars(ROWS, "outlet", "n", "articles")
    assert chart["data"] == {"values": ROWS}
    assert chart["encoding"]["y"] == {"field": "outlet", "type": "nominal", "sort": None, "title": None}


def test_a_chart_is_as_high_as_it_has_names() -> None:
    assert specs.stacked_bars(ROWS, "outlet", "kind", "n", "articles")["height"] == 40


def test_series_have_colours_in_order_of_name_and_the_rest_stands_back() -> None:
    scale = specs.share_bars(ROWS, "outlet", "kind", "n", rest="none")["encoding"]["color"]["scale"]
    assert scale == {
        "domain": ["local", "wire", "none"],
        "range": ["var(--series-1)", "var(--series-2)", "var(--rest)"],
    }


def test_a_rest_that_no_row_has_is_not_in_the_legend() -> None:
    scale = specs.columns_over_time(ROWS[1:], "outlet", "kind", "n", rest="none")["encoding"]["color"]["scale"]
    assert scale["domain"] == ["local", "wire"]


def test_a_calendar_tells_gaps_from_cells() -> None:
    cells, gaps = specs.calendar(ROWS, "outlet", "kind", "n")["layer"]
    assert [layer["transform"][0]["filter"] for layer in (cells, gaps)] == ["datum.n > 0", "datum.n == 0"]


def test_the_same_rows_give_the_same_chart() -> None:
    assert specs.dots(ROWS, "outlet", "kind", "n", "x") == specs.dots(ROWS, "outlet", "kind", "n", "x")
