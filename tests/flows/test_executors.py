"""Calls run in workers that may die, stall or raise without taking the run along."""

import operator
import os
import time
from collections.abc import Callable, Iterator

import pytest

from flows.executors import Executor, Inline, UnexpectedError, WorkerDiedError, WorkerLateError, Workers, executor
from transforms.errors import SettingsError


@pytest.fixture(scope="module")
def worker() -> Iterator[Workers]:
    made = Workers(1)
    yield made
    made.close()


def test_a_call_gives_its_result_from_another_process(worker: Workers) -> None:
    assert worker.call(60, operator.add, 2, 3) == 5
    assert worker.call(60, os.getpid) not in (os.getpid(), None)


def test_a_worker_serves_many_calls(worker: Workers) -> None:
    assert worker.call(60, os.getpid) == worker.call(60, os.getpid)


@pytest.mark.parametrize(
    ("function", "arguments", "told"),
    [
        pytest.param(os._exit, (7,), "exit code 7", id="a worker that exits"),
        pytest.param(os.abort, (), "SIGABRT", id="a worker that crashes"),
    ],
)
def test_a_dead_worker_is_told_of_and_replaced(
    worker: Workers, function: Callable[..., object], arguments: tuple[int, ...], told: str
) -> None:
    with pytest.raises(WorkerDiedError, match=told):
        worker.call(60, function, *arguments)
    assert worker.call(60, operator.add, 1, 1) == 2


def test_a_late_worker_is_killed_and_replaced(worker: Workers) -> None:
    started = time.monotonic()
    with pytest.raises(WorkerLateError, match="no result after 0 s"):
        worker.call(0.2, time.sleep, 600)
    assert worker.call(60, operator.add, 1, 1) == 2
    assert time.monotonic() - started < 60


def test_more_memory_than_a_worker_may_have_is_an_error_not_a_full_machine(worker: Workers) -> None:
    with pytest.raises(UnexpectedError, match="MemoryError"):
        worker.call(60, bytearray, 64 << 30)


@pytest.mark.parametrize("kind", ["inline", "processes:1"])
def test_what_nobody_foresaw_is_told_by_name_and_place(kind: str) -> None:
    made = executor(kind)
    try:
        with pytest.raises(UnexpectedError, match=r"ValueError at executors\.py:\d+: invalid literal"):
            made.call(60, int, "x")
    finally:
        made.close()


def test_our_own_errors_cross_as_they_are(worker: Workers) -> None:
    with pytest.raises(SettingsError, match="unknown executor 'cloud'"):
        worker.call(60, executor, "cloud")


@pytest.mark.parametrize(("kind", "made", "width"), [("inline", Inline, 1), ("processes:3", Workers, 3)])
def test_a_setting_names_an_executor(kind: str, made: type[Executor], width: int) -> None:
    found = executor(kind)
    assert isinstance(found, made)
    assert found.width == width
    found.close()


@pytest.mark.parametrize("kind", ["", "inline:2", "processes", "processes:0", "processes:x", "threads:2"])
def test_other_settings_are_refused(kind: str) -> None:
    with pytest.raises(SettingsError, match="give inline, or processes:N"):
        executor(kind)
