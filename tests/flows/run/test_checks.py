"""Shares above a bound turn a run yellow, or red: then nothing is published."""

import pytest

from broadsheet.flows.reports import run_summary
from broadsheet.flows.settings import Bound, settings
from broadsheet.flows.store import operations, snapshots
from broadsheet.transforms.errors import RunError, SettingsError
from broadsheet.transforms.tables.declared.operations import QUALITY
from tests.flows.conftest import Desk


def _shares(desk: Desk) -> dict[tuple[str, str, str], tuple[float, str]]:
    rows = operations.rows(desk.raw.parent / "processed", QUALITY)
    return {
        (row["check"], row["table"], row["part"]): (row["value"], row["status"])
        for row in rows
        if row["check"].endswith("_share")
    }


def test_what_is_missing_is_checked_and_told(desk: Desk) -> None:
    report = desk.ingest_by()
    checks = _shares(desk)
    # The articles of the desk have a title and a day, and no address.
    assert checks["missing_share", "articles", "title"] == (0.0, "ok")
    assert checks["missing_share", "articles", "publisher_domain"] == (1.0, "warning")
    assert report.warnings == ("100% of articles without publisher_domain, more than 0.3",)
    assert "warning: 100% of articles without publisher_domain" in run_summary.summary(report)
    assert ", 1 warnings, published" in run_summary.headline(report)
    assert "* 100% of articles without publisher_domain" in run_summary.page(report)


def test_a_wider_bound_is_not_passed(desk: Desk) -> None:
    assert desk.ingest_by(bounds="articles.publisher_domain=1").warnings == ()


def test_a_run_above_a_red_bound_publishes_nothing(desk: Desk) -> None:
    with pytest.raises(
        RunError, match=r"nothing was published: 100% of articles without publisher_domain, more than 0\.9"
    ):
        desk.ingest_by(bounds="articles.publisher_domain=0.5:0.9")
    assert snapshots.current_id(desk.raw.parent / "processed") is None


def test_articles_that_are_gone_are_counted(desk: Desk) -> None:
    desk.ingest_by()
    for number in range(3):
        next(desk.raw.rglob(f"*-{number}.md")).unlink()
    desk.ingest_by(prune=True)
    value, status = _shares(desk)["lost_share", "articles", "all"]
    assert value == pytest.approx(3 / 9)
    assert status == "warning"


@pytest.mark.parametrize(
    ("value", "bounds"),
    [
        pytest.param("articles.title=0.1:0.5", {"articles.title": Bound(0.1, 0.5)}, id="yellow and red"),
        pytest.param(
            "articles.title=0.1,articles=0.2", {"articles.title": Bound(0.1), "articles": Bound(0.2)}, id="two"
        ),
        pytest.param({"articles.title": 0.25}, {"articles.title": Bound(0.25)}, id="a number, as in TOML"),
        pytest.param({"articles.title": [0.1, None]}, {"articles.title": Bound(0.1)}, id="as a flow's parameters"),
    ],
)
def test_bounds_as_they_are_given(value: object, bounds: dict[str, Bound]) -> None:
    assert settings({"bounds": value}).bounds == bounds


@pytest.mark.parametrize(
    "value",
    ["articles.title", "articles.title=high", "articles.title=0.5:0.1", "articles.title=2", "articles.colour=0.1"],
    ids=["no share", "no number", "red below yellow", "above one", "no such column"],
)
def test_other_bounds_are_refused(value: str) -> None:
    with pytest.raises(SettingsError, match="bounds: "):
        settings({"bounds": value})
