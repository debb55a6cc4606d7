"""The same run as a Prefect flow: tasks, artifacts, and failures that do not look green."""

import time
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from broadsheet.flows.raw import listings
from broadsheet.flows.run import ingest, running_note
from broadsheet.flows.settings import Selection, Settings, settings
from broadsheet.flows.store import code, notes, operations, snapshots
from broadsheet.flows.workers import executors
from broadsheet.flows.workers.executors import Inline
from broadsheet.transforms.errors import ContractError, RunError, SettingsError
from broadsheet.transforms.tables.declared.operations import RUNS

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # Prefect's own dependencies warn when they are imported
    from prefect.client.orchestration import SyncPrefectClient, get_client
    from prefect.client.schemas.objects import FlowRun
    from prefect.flow_engine import FlowRunTimeoutError
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings
    from prefect.states import Crashed
    from prefect.testing.utilities import prefect_test_harness

    from broadsheet.flows.orchestration import hooks
    from broadsheet.flows.orchestration.serving import deployments
    from broadsheet.flows.prefect_flows import backfill_flow, ingest_flow, report_flow

ROOT = Path(__file__).parents[2]
pytestmark = [pytest.mark.filterwarnings("ignore"), pytest.mark.xdist_group("prefect")]


@pytest.fixture(scope="module", autouse=True)
def _server() -> Iterator[None]:
    with (
        prefect_test_harness(server_startup_timeout=180),
        temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}),
    ):
        yield


def _settings(raw_folder: Path) -> Settings:
    given = {"recogniser": "none", "parse": False, "executor": "inline", "max_reject_share": 0.5, "batch_size": 4}
    return settings({"raw": raw_folder, "processed": raw_folder.parent / "processed", **given})


def _tasks(client: SyncPrefectClient) -> list[str]:
    """The names of all tasks, once the server has written down the last of them, which it does behind their backs."""
    until = time.monotonic() + 60
    while (tasks := sorted(task.name for task in client.read_task_runs())) and time.monotonic() < until:
        if "asset" in tasks:
            break
        time.sleep(0.2)
    return tasks


def test_a_flow_run_publishes_and_shows_what_it_did(raw_folder: Path) -> None:
    chosen = _settings(raw_folder)
    rows = ingest_flow(chosen)
    assert rows == snapshots.rows_of(snapshots.read_manifest(chosen.processed))
    assert rows["articles"] == 9
    with get_client(sync_client=True) as client:
        (run,) = client.read_flow_runs()
        artifacts = {one.key: one for one in client.read_artifacts()}
        tasks = _tasks(client)
    batches = [f"batch {number} of 3" for number in (1, 2, 3)]
    whole = ["asset", "band 1 of 1", "decide", "manifest", "pairs 1 of 1", "part 1 of 1", "publish"]
    assert tasks == sorted([*batches, *whole, "scan"])
    assert run.flow_version == code.digest()[:12]
    assert run.name.startswith("ingest: +11 ~0 -0 files, 1 rejects, ")
    assert run.state_name == "Completed"
    assert {f"broadsheet-ingest-{name}" for name in ("rows", "rejects", "report")} <= artifacts.keys()
    assert "broadsheet-progress" in artifacts
    told = str(artifacts["broadsheet-ingest-report"].data)
    assert "11 files found: 9 kept, 0 version, 1 duplicate, 0 joined, 1 rejected" in told


class _Broken(Inline):
    def call(self, seconds: float, function: Any, *arguments: Any) -> Any:  # noqa: ANN401 - as Executor.call
        raise ContractError("articles.n_words: below 0")


def test_hooks_timeouts_and_versions_are_on_every_flow() -> None:
    for each in (ingest_flow, backfill_flow, report_flow):
        assert each.on_failure_hooks == each.on_crashed_hooks == each.on_cancellation_hooks == [hooks.ended_badly]
        assert each.version == code.digest()[:12]
    seconds = (ingest_flow.timeout_seconds, backfill_flow.timeout_seconds, report_flow.timeout_seconds)
    assert seconds == (72_000, 604_800, 3_600)


def test_a_run_that_takes_too_long_is_timed_out_and_has_its_row(
    raw_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = _settings(raw_folder)
    monkeypatch.setattr(listings, "scan", lambda *_, **__: time.sleep(60))
    with pytest.raises(FlowRunTimeoutError):
        ingest_flow.with_options(timeout_seconds=1)(chosen)
    (row,) = operations.rows(chosen.processed, RUNS)
    assert row["status"] == "killed"


def test_the_hook_writes_the_row_of_a_run_that_could_not(raw_folder: Path) -> None:
    chosen = _settings(raw_folder)
    ingest.prepare(chosen)
    started = datetime(2024, 5, 1, tzinfo=UTC)
    killed = operations.Run("a-killed-run", "ingest", "deployment", started, {"raw": "there"}, {"code": "c"})
    running_note.begin(chosen.processed, killed)
    parameters = {"settings": chosen.model_dump(mode="json")}
    run = FlowRun(flow_id=uuid4(), name="ingest", parameters=parameters)
    hooks.ended_badly(flow=ingest_flow, flow_run=run, state=Crashed(message="exit code -9"))
    (row,) = operations.rows(chosen.processed, RUNS)
    assert (row["run_id"], row["status"], row["trigger"]) == ("a-killed-run", "killed", "deployment")
    assert not (chosen.processed / notes.RUNNING).exists()


def test_a_failed_batch_fails_the_flow_and_publishes_nothing(raw_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(executors, "executor", lambda *_: _Broken())
    chosen = _settings(raw_folder)
    with pytest.raises(RunError, match="3 of 3 batch calls failed; the first: 2021-01/ferry-0"):
        ingest_flow(chosen)
    assert snapshots.current_id(chosen.processed) is None


def test_a_backfill_and_a_page_as_flows(raw_folder: Path) -> None:
    chosen = _settings(raw_folder)
    rows = ingest_flow(chosen)
    assert backfill_flow(chosen, Selection.model_validate({"files": "2021-03/*"})) == rows
    assert backfill_flow(chosen, Selection.model_validate({"stale": True})) == {}
    report_flow(chosen)
    with get_client(sync_client=True) as client:
        names = [run.name for run in client.read_flow_runs()]
        pages = {str(artifact.data) for artifact in client.read_artifacts() if artifact.key == "broadsheet-page"}
    assert {name.split(":")[0] for name in names} >= {"backfill", f"report on {chosen.processed}"}
    assert f"backfill what is stale of {chosen.processed}" in names
    assert f"[report.html]({(chosen.processed / 'report.html').as_uri()})" in pages
    assert (chosen.processed / "report.html").read_text().startswith("<!doctype html>")


def test_the_deployments_have_schedules_limits_and_forms() -> None:
    served = {deployment.name: deployment for deployment in deployments(ROOT / "prefect.yaml")}
    assert sorted(served) == ["by-hand", "nightly", "weekly"]
    assert [
        deployment.schedule.model_dump() for deployment in served["nightly"].schedules or [] if deployment.schedule
    ] == [{"cron": "30 3 * * *", "timezone": "Europe/London", "day_or": True}]
    limits = {
        name: deployment.concurrency_options.model_dump()
        for name, deployment in served.items()
        if deployment.concurrency_options
    }
    assert limits["nightly"]["collision_strategy"] == "CANCEL_NEW"
    assert limits["by-hand"]["collision_strategy"] == "ENQUEUE"
    assert {name: sorted(deployment.tags) for name, deployment in served.items()} == {
        name: sorted(["broadsheet", name]) for name in served
    }
    assert {deployment.version for deployment in served.values()} == {code.digest()[:12]}
    assert served["nightly"].entrypoint == "broadsheet.flows.prefect_flows.ingest_flow"
    form = served["by-hand"]._parameter_openapi_schema.model_dump()["definitions"]
    assert form["Selection"]["properties"]["first"]["description"] == "From this day of publication on."
    assert "prune" in form["RunOptions"]["properties"]


@pytest.mark.parametrize("text", ["", "deployments: 3", "deployments: [{name: x}]", "{"])
def test_a_file_that_declares_no_deployments_is_told_of(tmp_path: Path, text: str) -> None:
    (tmp_path / "prefect.yaml").write_text(text)
    with pytest.raises(SettingsError, match="declares no deployments that can be served"):
        deployments(tmp_path / "prefect.yaml")
