"""What a monitor is told of a dataset."""

from typing import TYPE_CHECKING

import pytest

from broadsheet.flows.reports.status import LATE, REJECTS_OPEN, STALE, status

if TYPE_CHECKING:
    from tests.flows.conftest import Desk


def test_faults_come_with_their_exit_codes_the_most_pressing_first(desk: "Desk") -> None:
    desk.ingest()
    state = status(desk.settings())
    assert state.n_rejects == 1
    assert [code for code, _ in state.faults()] == [REJECTS_OPEN]
    assert [code for code, _ in state.faults(max_age=24)] == [REJECTS_OPEN]
    assert [code for code, _ in state.faults(max_age=0)] == [LATE, REJECTS_OPEN]
    assert [code for code, _ in status(desk.settings(parse=True)).faults()] == [STALE, REJECTS_OPEN]


def test_nothing_is_amiss(desk: "Desk") -> None:
    for path in desk.raw.rglob("*"):
        if path.is_file() and path.stat().st_size == 0:
            path.unlink()
    desk.ingest()
    assert status(desk.settings()).faults(max_age=24) == []


def test_sizes_on_disk(desk: "Desk") -> None:
    desk.ingest()
    before = status(desk.settings()).sizes
    assert before["current snapshot"] > 0
    assert before["older snapshots"] == 0
    desk.put("2021-05/more.md", 63, "2021-05-01")
    desk.ingest()
    assert status(desk.settings()).sizes["older snapshots"] > 0
    assert sum(status(desk.settings()).sizes.values()) == pytest.approx(
        sum(
            path.stat().st_size
            for folder in ("objects", "_cache")
            for path in (desk.raw.parent / "processed" / folder).rglob("*")
            if path.is_file()
        )
    )
