"""On the workers of a Dask scheduler a run gives the bytes it gives here, and what must not end a run does not."""

import multiprocessing
import operator
import os
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

import pytest

from broadsheet.flows.health import verification
from broadsheet.flows.run import conductor, ingest
from broadsheet.flows.workers import executors
from broadsheet.flows.workers.executors import Dask, executor
from broadsheet.flows.workers.processes import UnexpectedError, WorkerDiedError, WorkerFullError, WorkerLateError
from broadsheet.transforms.errors import SettingsError

if TYPE_CHECKING:
    from tests.flows.conftest import Desk

distributed = pytest.importorskip("distributed")
pytestmark = [pytest.mark.filterwarnings("ignore"), pytest.mark.xdist_group("dask")]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, memory_limit=0
    ) as cluster:
        with distributed.Client(cluster, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=120)
        yield cluster.scheduler_address


@pytest.fixture(scope="module")
def cluster(address: str) -> Iterator[Dask]:
    made = Dask(address, os.getpid)
    yield made
    made.close()


def _ingest(desk: "Desk", name: str, kind: str, listener: Callable[[object], None] = lambda _: None) -> str:
    chosen = desk.settings(name, executor=kind, batch_size=4, file_seconds=3600)
    return ingest.run(chosen, conductor.Plain(listener)).snapshot_id


def test_workers_of_dask_give_the_bytes_of_processes_here(desk: "Desk", address: str) -> None:
    here, there = _ingest(desk, "here", "processes:2"), _ingest(desk, "there", f"dask:{address}")
    assert (there, desk.published("there")) == (here, desk.published("here"))


def test_a_worker_killed_in_the_middle_of_a_run_is_survived(desk: "Desk", address: str) -> None:
    killed: list[int] = []

    def kill(_: object) -> None:
        if not killed:
            victim = next(one for one in multiprocessing.active_children() if "Dask" in one.name)
            killed.append(victim.pid or 0)
            victim.kill()

    assert _ingest(desk, "there", f"dask:{address}", kill) == desk.rebuilt()
    assert killed
    assert list(verification.problems(desk.raw.parent / "there")) == []


def test_a_call_runs_in_a_child_of_a_worker(cluster: Dask) -> None:
    assert (cluster.width, cluster.call(60, operator.add, 2, 3)) == (2, 5)
    assert cluster.call(60, os.getppid) != os.getpid()


@pytest.mark.parametrize(
    ("seconds", "function", "argument", "error", "told"),
    [
        pytest.param(0.1, time.sleep, 600, WorkerLateError, "less than 0 s of CPU time", id="stalls"),
        pytest.param(60, os._exit, 7, WorkerDiedError, "exit code 7", id="dies"),
        pytest.param(60, bytearray, 64 << 30, WorkerFullError, "needs more than 3072 MB", id="takes all memory"),
        pytest.param(60, int, "x", UnexpectedError, "ValueError", id="raises"),
    ],
)
def test_the_caps_of_a_file_hold_on_dask(
    cluster: Dask,
    seconds: float,
    function: Callable[..., object],
    argument: object,
    error: type[Exception],
    told: str,
) -> None:
    with pytest.raises(error, match=told):
        cluster.call(seconds, function, argument)
    assert cluster.call(60, operator.add, 1, 1) == 2


def test_a_worker_that_would_compute_other_rows_is_refused(address: str) -> None:
    made = Dask(address, partial(executor, "cloud"))
    try:
        with pytest.raises(SettingsError, match="unknown executor 'cloud'"):
            made.call(60, operator.add, 1, 1)
    finally:
        made.close()


def test_workers_for_one_run_listen_on_loopback_alone_and_end_with_it() -> None:
    made = executor("dask:local:1")
    assert isinstance(made, Dask)
    assert (made.width, made.address.rpartition(":")[0]) == (1, "tcp://127.0.0.1")
    child = made.call(60, os.getpid)
    made.close()
    until = time.monotonic() + 30
    while _is_alive(child) and time.monotonic() < until:
        time.sleep(0.1)
    assert not _is_alive(child)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_scheduler_that_does_not_answer_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(executors, "REACH_SECONDS", 1)
    with pytest.raises(SettingsError, match="start the scheduler and its workers"):
        executor("dask:tcp://127.0.0.1:9")
