"""What drifts: columns that are null more often, or less, than in the snapshot before."""

from collections.abc import Sequence

import pyarrow as pa
import pytest

from broadsheet.flows.reports.drift import drift


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
    assert [(change.publisher, change.column) for change in drift(old, new)] == expected


def test_drift_of_one_publisher_is_told_apart() -> None:
    publisher: Sequence[str | None] = ["a.example"] * 10 + ["b.example"] * 90
    old = _articles(publisher_domain=publisher, title=_shares(0, 100))
    new = _articles(publisher_domain=publisher, title=_shares(6, 100))
    assert [(change.publisher, change.before, change.now) for change in drift(old, new)] == [("a.example", 0.0, 0.6)]


def test_few_articles_tell_nothing() -> None:
    publisher: list[str | None] = ["a.example"] * 4
    old = _articles(publisher_domain=publisher, title=_shares(0, 4))
    assert drift(old, _articles(publisher_domain=publisher, title=_shares(4, 4))) == []
