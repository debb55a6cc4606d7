"""A dataset carries the accuracy of what made it: figures by gold set, for all and by group."""

from broadsheet.flows import accuracy
from broadsheet.flows.store import operations
from broadsheet.transforms.tables.declared.operations import CHECKED, QUALITY
from tests.flows.conftest import Desk


def test_figures_are_read_as_they_were_written() -> None:
    written = accuracy.text(accuracy.figures())
    assert written == accuracy.FILE.read_text("utf-8")
    assert written.splitlines()[0] == "check\ttable\tpart\tvalue\tn\tgold"


def test_figures_are_shares_of_something() -> None:
    figures = accuracy.figures()
    assert figures
    assert [figure for figure in figures if not (0 < figure.value <= 1 and figure.n >= 50)] == []
    assert len({(figure.check, figure.table, figure.part, figure.gold) for figure in figures}) == len(figures)


def test_errors_are_told_by_group() -> None:
    """Errors that differ between outlets bias a comparison of outlets: so their figures stand beside each other."""
    assert len({figure.part for figure in accuracy.figures() if figure.check == "speaker_right"}) >= 5


def test_a_run_writes_checks_and_figures(desk: Desk) -> None:
    desk.ingest()
    rows = operations.rows(desk.raw.parent / "processed", QUALITY)
    checks = {(row["check"], row["part"]): row for row in rows if row["gold"] == CHECKED}
    assert checks["reject_share", "all"]["status"] == "ok"
    assert sum(row["gold"] != CHECKED for row in rows) == len(accuracy.figures())
