"""Calls run in workers that may die, stall or raise without taking the run along."""

import operator
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import pytest

from broadsheet.flows.workers.executors import ClusterError, Executor, Inline, Workers, executor
from broadsheet.flows.workers.processes import (
    UnexpectedError,
    WorkerDiedError,
    WorkerFullError,
    WorkerLateError,
    spawned,
)
from broadsheet.transforms.errors import SettingsError


@pytest.fixture(scope="module", params=["forked", "spawned"])
def worker(request: pytest.FixtureRequest) -> Iterator[Executor]:
    made: Executor = executor("processes:1") if request.param == "forked" else Workers(1, spawned)
    yield made
    made.close()


def test_a_call_gives_its_result_from_another_process(worker: Executor) -> None:
    assert worker.call(60, operator.add, 2, 3) == 5
    assert worker.call(60, os.getpid) not in (os.getpid(), None)


def test_a_worker_serves_many_calls(worker: Executor) -> None:
    assert worker.call(60, os.getpid) == worker.call(60, os.getpid)


@pytest.mark.parametrize(
    ("function", "arguments", "told"),
    [
        pytest.param(os._exit, (7,), "exit code 7", id="a worker that exits"),
        pytest.param(os.abort, (), "SIGABRT", id="a worker that crashes"),
    ],
)
def test_a_dead_worker_is_told_of_and_replaced(
    worker: Executor, function: Callable[..., object], arguments: tuple[int, ...], told: str
) -> None:
    with pytest.raises(WorkerDiedError, match=told):
        worker.call(60, function, *arguments)
    assert worker.call(60, operator.add, 1, 1) == 2


def test_a_worker_that_waits_for_long_is_killed_and_replaced(worker: Executor) -> None:
    with pytest.raises(WorkerLateError, match=r"no result after \d+ s, in which it took less than 0 s of CPU time"):
        worker.call(0.05, time.sleep, 600)
    assert worker.call(60, operator.add, 1, 1) == 2


def test_a_call_that_works_for_longer_than_it_may_is_ended_by_its_cpu_time(worker: Executor) -> None:
    with pytest.raises(WorkerLateError, match=r"no result after 1 s of CPU time, \d+ s in all"):
        worker.call(1, sum, range(10**14))
    assert worker.call(60, operator.add, 1, 1) == 2


def test_a_call_that_waits_for_others_is_not_late(worker: Executor) -> None:
    assert worker.call(0.2, time.sleep, 0.5) is None


WORK = "import time\nuntil = time.process_time() + {}\nwhile time.process_time() < until: pass\n"
LIMIT = "from broadsheet.flows.workers.processes import limit\nlimit(600)\n"


def test_a_call_may_set_its_limit_anew_so_that_what_it_loads_is_not_counted(worker: Executor) -> None:
    assert worker.call(3, exec, WORK.format(1.5) + LIMIT + WORK.format(2.5)) is None


def test_more_memory_than_a_worker_may_have_is_an_error_not_a_full_machine(worker: Executor) -> None:
    with pytest.raises(WorkerFullError, match="needs more than 3072 MB of memory"):
        worker.call(60, bytearray, 64 << 30)
    assert worker.call(60, operator.add, 1, 1) == 2


KEEP = "import builtins\nbuiltins.kept = bytearray(2 << 30)\nbytearray(2 << 30)\n"


def test_what_filled_the_memory_fails_no_later_call(worker: Executor) -> None:
    with pytest.raises(WorkerFullError):
        worker.call(60, exec, KEEP)
    assert worker.call(60, len, bytes(5)) == 5
    assert worker.call(60, exec, "bytearray(2 << 30)\n") is None


@pytest.mark.parametrize("kind", ["inline", "processes:1"])
def test_what_nobody_foresaw_is_told_by_name_and_place(kind: str) -> None:
    made = executor(kind)
    try:
        with pytest.raises(UnexpectedError, match=r"ValueError at (executors|processes)\.py:\d+: invalid literal"):
            made.call(60, int, "x")
    finally:
        made.close()


def test_our_own_errors_cross_as_they_are(worker: Executor) -> None:
    with pytest.raises(SettingsError, match="unknown executor 'cloud'"):
        worker.call(60, executor, "cloud")


def test_a_closed_executor_ends_a_busy_worker_and_refuses_calls() -> None:
    made = Workers(1, spawned)
    told: list[BaseException] = []
    busy = Thread(target=_told, args=(made, told))
    busy.start()
    while made.is_idle():
        time.sleep(0.01)
    made.close()
    busy.join(timeout=60)
    assert [type(one) for one in told] == [WorkerDiedError]
    with pytest.raises(ClusterError, match="has ended"):
        made.call(60, operator.add, 1, 1)


def _told(made: Workers, told: list[BaseException]) -> None:
    try:
        made.call(600, time.sleep, 600)
    except WorkerDiedError as error:
        told.append(error)


def test_a_worker_ends_with_the_process_that_hired_it_even_in_the_middle_of_a_call(tmp_path: Path) -> None:
    script = tmp_path / "hire.py"
    script.write_text(
        "import os, threading, time\n"
        "from broadsheet.flows.workers.executors import Workers\n"
        "from broadsheet.flows.workers.processes import spawned\n"
        "made = Workers(1, spawned)\n"
        "print(made.call(60, os.getpid), flush=True)\n"
        "threading.Thread(target=made.call, args=(600, time.sleep, 600), daemon=True).start()\n"
        "time.sleep(1)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=False, timeout=60)
    process = Path("/proc") / done.stdout.strip()
    until = time.monotonic() + 30
    while process.exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert (done.returncode, process.exists()) == (-9, False)


@pytest.mark.parametrize(("kind", "made", "width"), [("inline", Inline, 1), ("processes:3", Workers, 3)])
def test_a_setting_names_an_executor(kind: str, made: type[Executor], width: int) -> None:
    found = executor(kind)
    assert isinstance(found, made)
    assert found.width == width
    found.close()


@pytest.mark.parametrize(
    "kind", ["", "inline:2", "processes", "processes:0", "processes:x", "threads:2", "dask", "dask:"]
)
def test_other_settings_are_refused(kind: str) -> None:
    with pytest.raises(SettingsError, match="give inline, or processes:N, dask:local:N or dask:tcp"):
        executor(kind)


def test_what_a_busy_worker_does_is_known_while_it_does_it(worker: Executor) -> None:
    code = "from broadsheet.flows.workers.processes import note; note('adding two numbers'); import time; time.sleep(1)"
    call = Thread(target=worker.call, args=(60, exec, code))
    call.start()
    states: set[str] = set()
    while call.is_alive():
        states.update(state.partition(" (")[0] for state in worker.states())
        time.sleep(0.01)
    assert states >= {"adding two numbers"}
    assert worker.states() == []
