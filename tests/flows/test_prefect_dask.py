"""As a Prefect flow on the workers of Dask, too, a run gives the bytes it gives here."""

import pickle
import time
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from broadsheet.flows.workers import executors
from broadsheet.flows.workers.executors import ClusterError, OnWorker, executor

if TYPE_CHECKING:
    from tests.flows.conftest import Desk

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # Prefect's own dependencies warn when they are imported
    from prefect.client.orchestration import get_client
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings
    from prefect.testing.utilities import prefect_test_harness
    from prefect_dask.task_runners import DaskTaskRunner

    from broadsheet.flows.prefect_flows import ingest_flow

pytestmark = [pytest.mark.filterwarnings("ignore"), pytest.mark.slow, pytest.mark.xdist_group("prefect")]


@pytest.fixture
def _server() -> Iterator[None]:
    with (
        prefect_test_harness(server_startup_timeout=180),
        temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}),
    ):
        yield


@pytest.mark.usefixtures("_server")
def test_the_tasks_of_a_flow_run_on_dask_and_give_the_bytes_of_a_run_here(
    desk: "Desk", monkeypatch: pytest.MonkeyPatch
) -> None:
    submitted: list[str] = []
    submit: Any = DaskTaskRunner.submit

    def told(runner: object, task: Any, parameters: dict[str, Any], **more: Any) -> Any:  # noqa: ANN401 - as submit
        submitted.append(f"{task.name} {parameters['number']} of {parameters['total']}")
        return submit(runner, task, parameters, **more)

    monkeypatch.setattr(DaskTaskRunner, "submit", told)
    ingest_flow(desk.settings("there", executor="dask:local:2", batch_size=6, file_seconds=3600))
    desk.ingest("here")
    assert desk.published("there") == desk.published("here")
    with get_client(sync_client=True) as client:
        until = time.monotonic() + 60
        while "asset" not in (runs := {run.name: run.state_name for run in client.read_task_runs()}):
            assert time.monotonic() < until, runs
            time.sleep(0.2)
    assert [name for name in submitted if name.startswith("batch")] == ["batch 1 of 2", "batch 2 of 2"]
    steps = ["scan", "decide", "manifest", "publish", "asset"]
    assert runs == dict.fromkeys([*steps, *submitted], "Completed")


def test_what_a_scheduler_loads_and_sends_on_is_still_the_executor_of_its_workers() -> None:
    made = executor("dask:local:1")
    try:
        sent = pickle.loads(pickle.dumps(pickle.loads(pickle.dumps(made))))
    finally:
        made.close()
    assert isinstance(sent, OnWorker)
    assert executors._crews == {}


def test_a_task_that_outlives_its_run_starts_no_more_children() -> None:
    left = OnWorker("a run", pickle.dumps((int, ())))
    assert left.call(60, int, "3") == 3
    left.close()
    with pytest.raises(ClusterError, match="has ended"):
        left.call(60, int, "3")
