"""The page says what drifts: columns that are null more often, or less, than in the snapshot before."""

from collections.abc import Sequence

import pyarrow as pa
import pytest

from broadsheet.flows.reports import snapshot_page


def _articles(**columns: Sequence[str | None]) -> pa.Table:
    return pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})


def _shares(nulls: int, of: int = 10) -> list[str | None]:
    return [None] * nulls + ["x"] * (of - nulls)


@pytest.mark.parametrize(
    ("before", "now", "drifts"),
    [
        pytest.param(2, 3, True, id="a tenth more"),
        pytest.param(3, 1, True, id="less"),
        pytest.param(2, 2, False, id="the same"),
    ],
)
def test_a_change_of_a_tenth_is_drift(before: int, now: int, drifts: bool) -> None:
    publisher: list[str | None] = ["a.example"] * 10
    old = _articles(publisher_domain=publisher, title=_shares(before))
    new = _articles(publisher_domain=publisher, title=_shares(now))
    expected = [("(all)", "title"), ("a.example", "title")] if drifts else []
    assert [(one.publisher, one.column) for one in snapshot_page.drift(old, new)] == expected


def test_drift_of_one_publisher_is_told_apart() -> None:
    publisher: Sequence[str | None] = ["a.example"] * 10 + ["b.example"] * 90
    old = _articles(publisher_domain=publisher, title=_shares(0, 100))
    new = _articles(publisher_domain=publisher, title=_shares(6, 100))
    assert [(one.publisher, one.before, one.now) for one in snapshot_page.drift(old, new)] == [("a.example", 0.0, 0.6)]


def test_few_articles_tell_nothing() -> None:
    publisher: list[str | None] = ["a.example"] * 4
    old = _articles(publisher_domain=publisher, title=_shares(0, 4))
    assert snapshot_page.drift(old, _articles(publisher_domain=publisher, title=_shares(4, 4))) == []


def test_a_page_as_html_escapes_what_files_say() -> None:
    page = "# Title\n\n| path | n |\n| --- | --- |\n| <b>.md | 1 |\n\n1 < 2\n"
    assert snapshot_page.as_html(page).splitlines()[1:] == [
        "<h1>Title</h1>",
        "<table><tr><th>path</th><th>n</th></tr><tr><td>&lt;b&gt;.md</td><td>1</td></tr></table>",
        "<p>1 &lt; 2</p>",
        "</html>",
    ]
