"""Chosen files are computed again, and the snapshot is the one that a run from nothing gives."""

import json
from typing import TYPE_CHECKING, Any

import pytest

from broadsheet.flows.reports import status
from broadsheet.flows.run import backfill, backfill_note, conductor, ingest, steps
from broadsheet.flows.settings import RunOptions, Selection, validated
from broadsheet.flows.store import code, snapshots, versions
from broadsheet.transforms import memory
from broadsheet.transforms.errors import RunError, SettingsError, StorageError

if TYPE_CHECKING:
    from tests.flows.conftest import Desk


@pytest.fixture
def other_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on the installed code is another."""
    current = versions.current
    monkeypatch.setattr(versions, "current", lambda *given: current(*given) | {"code": "other"})
    monkeypatch.setattr(code, "digest", lambda: "other")


def _backfill(desk: "Desk", **selection: object) -> ingest.Report | None:
    given = validated(RunOptions, {})
    return backfill.run(desk.settings(batch_size=2), conductor.Plain(lambda _: None), _selection(**selection), given)


def _selection(**given: object) -> Selection:
    return validated(Selection, given)


FEBRUARY = {"2021-02/ferry-1.md", "2021-02/ferry-4.md", "2021-02/ferry-7.md", "copy.md"}


@pytest.mark.parametrize(
    ("selection", "files"),
    [
        pytest.param({"first": "2021-02-01", "last": "2021-02-28"}, FEBRUARY, id="days"),
        pytest.param({"last": "2021-01-12"}, {"2021-01/ferry-0.md"}, id="days without a first"),
        pytest.param({"files": "*/ferry-[45].md"}, {"2021-02/ferry-4.md", "2021-03/ferry-5.md"}, id="a pattern"),
        pytest.param({"first": "2031-01-01"}, set(), id="nothing"),
    ],
)
def test_what_is_chosen_is_computed_and_nothing_else(
    desk: "Desk", computed: list[str], selection: dict[str, object], files: set[str]
) -> None:
    first = desk.ingest()
    computed.clear()
    report = _backfill(desk, **selection)
    assert set(computed) == files
    assert (report.snapshot_id if report else first.snapshot_id) == first.snapshot_id


def test_a_backfill_renews_what_is_stale_and_gives_the_bytes_of_a_run_from_nothing(
    desk: "Desk", computed: list[str], other_code: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(versions, "current", lambda given: _CURRENT(given) | {"pipeline_version": "0.0.9"})
        from broadsheet.transforms import pipeline

        tools = pipeline.tools("none", False)
        old = pipeline.Tools(tools.recogniser, tools.parser, {**tools.versions, "pipeline_version": "0.0.9"})
        patch.setattr("broadsheet.flows.run.computation._tools", lambda *_: old)
        desk.ingest()
    stale = status.status(desk.settings())
    assert stale.stale == {"code": (11, 10)}
    assert "stale: by code 11 files with 10 articles" in str(stale)
    computed.clear()
    assert str(backfill.estimate(desk.settings(), _selection(stale=True))).startswith(
        "files: 11 chosen (11 stale by code), with 10 articles; 0 of them are computed already\ntime: "
    )
    report = _backfill(desk, stale=True)
    assert report is not None
    assert report.is_new
    assert sorted(set(computed)) == sorted(computed)
    assert status.status(desk.settings()).stale == {}
    assert _backfill(desk, stale=True) is None
    assert report.snapshot_id == desk.rebuilt()


_CURRENT = versions.current


def test_a_backfill_that_was_stopped_goes_on_where_it_was(
    desk: "Desk", computed: list[str], other_code: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.ingest()
    compute = steps.compute
    slices: list[int] = []

    def stop_at_the_third(shop: steps.Workshop, found: Any) -> Any:  # noqa: ANN401 - passed on as is
        slices.append(len(found))
        if len(slices) == 3:
            raise KeyboardInterrupt
        return compute(shop, found)

    monkeypatch.setattr(backfill, "BATCHES_PER_SLICE", 2)
    computed.clear()
    with monkeypatch.context() as patch:
        patch.setattr(steps, "compute", stop_at_the_third)
        with pytest.raises(KeyboardInterrupt):
            _backfill(desk, all=True)
    assert len(computed) == 8
    assert "backfill: one was stopped" in str(status.status(desk.settings()))
    assert "8 of them are computed already" in str(backfill.estimate(desk.settings(), _selection(all=True)))
    desk.put("new.md", 50)  # an ingest in between takes nothing away
    desk.ingest()
    computed.clear()
    report = _backfill(desk, all=True)
    assert report is not None
    assert len(computed) == 4  # three that were left, and the new one
    assert backfill_note.unfinished(desk.raw.parent / "processed") is None
    assert report.snapshot_id == desk.rebuilt()


def test_a_backfill_reads_no_file_that_is_new(desk: "Desk", computed: list[str]) -> None:
    first = desk.ingest()
    desk.put("new.md", 50)
    computed.clear()
    report = _backfill(desk, all=True)
    assert report is not None
    assert (report.snapshot_id, "new.md" in computed) == (first.snapshot_id, False)


def test_rows_of_two_schemas_are_never_mixed(desk: "Desk", monkeypatch: pytest.MonkeyPatch) -> None:
    first = desk.ingest()
    newer = {"schema_version": "99", "code": "other"}
    monkeypatch.setattr(versions, "current", lambda given: _CURRENT(given) | newer)
    with pytest.raises(RunError, match=r"8 files that were not chosen have another schema version.* give --all"):
        _backfill(desk, files="*/ferry-[012].md")
    assert snapshots.current_id(desk.raw.parent / "processed") == first.snapshot_id
    assert _backfill(desk, all=True) is not None


def test_rows_of_files_that_are_gone_stay_as_they_are(desk: "Desk") -> None:
    first = desk.ingest()
    (desk.raw / "2021-01" / "ferry-0.md").unlink()
    desk.ingest()
    report = _backfill(desk, all=True)
    assert report is not None
    assert report.snapshot_id == first.snapshot_id


def test_the_time_is_told_from_earlier_runs(desk: "Desk") -> None:
    report = desk.ingest()
    told = backfill.estimate(desk.settings(), _selection(all=True))
    assert told.seconds == pytest.approx(report.seconds["batches"], abs=0.01)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        pytest.param({}, "give one of", id="nothing"),
        pytest.param({"stale": True, "all": True}, "give one of", id="two kinds"),
        pytest.param({"first": "2021-02-30"}, "from: give a day as", id="no day"),
        pytest.param({"first": "2021-03-02", "last": "2021-03-01"}, "is after the last", id="the wrong way round"),
    ],
)
def test_a_selection_that_makes_no_sense_is_refused(given: dict[str, object], told: str) -> None:
    with pytest.raises(SettingsError, match=told):
        _selection(**given)


def test_without_a_dataset_there_is_nothing_to_compute_again(desk: "Desk") -> None:
    with pytest.raises(StorageError, match="run `broadsheet ingest` first"):
        _backfill(desk, all=True)


def test_the_run_tells_what_was_chosen(desk: "Desk") -> None:
    from broadsheet.flows.store import operations
    from broadsheet.transforms.tables.declared.operations import RUNS

    desk.ingest()
    _backfill(desk, all=True)
    row = max(operations.rows(desk.raw.parent / "processed", RUNS), key=lambda row: row["started_at"])
    assert (row["flow"], json.loads(row["parameters"])["n_files"]) == ("backfill", 11)


@pytest.fixture
def unanswered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The stages that asked a model, once for each question."""
    asked: list[str] = []
    recall = memory.Memory.recall

    def spy(self: memory.Memory, stage: str, question: object, about: str) -> memory.Asked:
        answered = recall(self, stage, question, about)
        if answered.answer is None:
            asked.append(stage)
        return answered

    monkeypatch.setattr(memory.Memory, "recall", spy)
    return asked


def test_after_a_change_of_rules_no_model_is_asked_again(
    desk: "Desk", unanswered: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = desk.ingest_by(recogniser="news-fast")
    assert unanswered == ["recogniser"] * 10
    unanswered.clear()
    current = versions.current
    monkeypatch.setattr(versions, "current", lambda *given: current(*given) | {"code": "other"})
    chosen = desk.settings(recogniser="news-fast", batch_size=3)
    report = backfill.run(chosen, conductor.Plain(lambda _: None), _selection(stale=True), validated(RunOptions, {}))
    assert report is not None
    assert (report.snapshot_id, unanswered) == (first.snapshot_id, [])


@pytest.mark.parametrize(
    ("stage", "asked", "cost"),
    [
        pytest.param("recogniser", ["recogniser"] * 10, "", id="of the model"),
        pytest.param("names", [], ", which ask no model", id="of the rules for names"),
    ],
)
def test_after_a_change_of_a_stage_a_model_is_asked_again_where_the_stage_is_its_own(
    desk: "Desk", unanswered: list[str], monkeypatch: pytest.MonkeyPatch, stage: str, asked: list[str], cost: str
) -> None:
    desk.ingest_by(recogniser="news-fast")
    unanswered.clear()
    stages = json.loads(code.stages()) | {stage: "other"}
    current = versions.current
    other = {"code": "other", "stages": json.dumps(stages)}
    monkeypatch.setattr(versions, "current", lambda *given: current(*given) | other)
    chosen = desk.settings(recogniser="news-fast")
    told = str(status.status(chosen))
    renews = f"`broadsheet backfill --stale` renews them; stages: {stage}{cost};"
    assert f"stale: by code 11 files with 10 articles: {renews}" in told
    backfill.run(chosen, conductor.Plain(lambda _: None), _selection(stale=True), validated(RunOptions, {}))
    assert unanswered == asked
