"""The steps of a run as the tasks of a Prefect flow; between tasks go paths and counts, never tables."""

import contextlib
import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

from prefect import task
from prefect.artifacts import create_progress_artifact, update_progress_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State
from prefect.context import FlowRunContext
from prefect.futures import PrefectFuture
from prefect.logging import get_run_logger
from prefect.runtime import flow_run
from prefect.settings import PREFECT_API_URL, temporary_settings
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner
from prefect.tasks import Task

from broadsheet.flows.run.conductor import Place, Progress, Result, Stage, raise_first
from broadsheet.flows.workers.executors import ClusterError, Dask
from broadsheet.transforms.errors import BroadsheetError, SettingsError, StorageError

ARTIFACT = "broadsheet"
# Threads only wait for workers, of which the executor has as many as were set: more than the cores of most machines.
THREADS = 64
# So many times the calls that run at once are submitted: no worker waits for the next. A bound on memory, set by hand.
AHEAD = 3
# Disks and processes may recover by themselves; bad data and bad code do not. What has not after ten seconds will not
# soon, and the next run goes on where this one ended. Set by hand.
RETRIES = 2
RETRY_SECONDS = 5
_PASSING = (StorageError, OSError)
RUNNER: TaskRunner[Any] = ThreadPoolTaskRunner(max_workers=THREADS)


class Tasks:
    """Carries out each call as a task of the running flow."""

    def __init__(self) -> None:
        context = FlowRunContext.get()
        run = context.flow_run if context else None
        self.run_id = str(flow_run.id)
        self.trigger = "deployment" if run and run.deployment_id else "flow"
        self._threads: TaskRunner[Any] = context.task_runner if context else RUNNER
        self._progress: Any = None

    def each(self, name: str, calls: Sequence[Callable[[], Result]], place: Place) -> Iterator[Result]:
        """As Conductor.each, the width being the place's to keep; tasks of a Dask run on its workers, others here."""
        template = _carry_out.with_options(name=name, task_run_name=name + " {number} of {total}")
        failed: list[BroadsheetError] = []
        with contextlib.ExitStack() as stack:
            if isinstance(place, Dask):
                runner = stack.enter_context(_dask_task_runner(place.address))
                stack.enter_context(temporary_settings({PREFECT_API_URL: _server_address()}))
                orders = (Order(pickle.dumps(call)) for call in calls)
                futures = _submitted(runner, template, orders, len(calls), place.width)
            else:
                futures = _submitted(self._threads, template, calls, len(calls), place.width)
            # Prefect's as_completed gives some futures while they are still running: in order, then.
            for future in futures:
                try:
                    yield _result_of(future).pop()
                except BroadsheetError as error:
                    failed.append(error)
        raise_first(name, failed, len(calls))

    def step(self, name: str, call: Callable[[], Result]) -> Result:
        """As Conductor.step; what the call gives stays in this process, and is no result of the task."""
        results: list[Result] = []
        _step.with_options(name=name, task_run_name=name)(Here(lambda: results.append(call())))
        return results.pop()

    def tell(self, progress: Progress | Stage) -> None:
        get_run_logger().info(str(progress))
        if isinstance(progress, Stage) or progress.states:
            return
        share = 100 * progress.files / progress.all_files
        if self._progress is None:
            self._progress = create_progress_artifact(share, key=f"{ARTIFACT}-progress", description="Files computed")
        else:
            update_progress_artifact(self._progress, share)


def _may_pass(_task: object, _run: object, state: State[Any]) -> bool:
    return isinstance(state.result(raise_on_failure=False), _PASSING)


@dataclass(frozen=True, slots=True)
class Order:
    """A call in pickled form, which a scheduler hashes at once and passes on unopened."""

    call: bytes

    def __call__(self) -> Any:  # noqa: ANN401 - whatever the call gives
        return pickle.loads(self.call)()  # from our own process, never from a file


class Here:
    """A call that stays in this process. Prefect sends what a step was called with along with the tasks that the step
    submits; there nobody calls it."""

    def __init__(self, call: Callable[[], None] | None = None) -> None:
        self._call = call

    def __call__(self) -> None:
        """Make the call; RuntimeError in another process."""
        if self._call is None:
            raise RuntimeError("a step is carried out in the process that conducts it")
        self._call()

    def __reduce__(self) -> tuple[type["Here"], tuple[()]]:
        return Here, ()


@task(cache_policy=NO_CACHE, persist_result=False)
def _step(call: Callable[[], None]) -> None:
    """Not tried again: what may pass by itself is tried again in the calls below it."""
    call()


@task(
    cache_policy=NO_CACHE,
    persist_result=False,
    retries=RETRIES,
    retry_delay_seconds=RETRY_SECONDS,
    retry_condition_fn=_may_pass,
)
def _carry_out(call: Callable[[], Any], number: int, total: int) -> list[Any]:
    """The result alone in a list to be emptied: Prefect holds what tasks return until the flow ends."""
    return [call()]


def _submitted(
    runner: TaskRunner[Any],
    template: Task[..., list[Any]],
    calls: Iterable[Callable[[], Any]],
    total: int,
    width: int,
) -> Iterator[PrefectFuture[list[Any]]]:
    """The calls as tasks, in order; some are submitted ahead of the one asked for, never all, as each may be large."""
    waiting: deque[PrefectFuture[list[Any]]] = deque()
    for number, call in enumerate(calls, start=1):
        waiting.append(runner.submit(template, {"call": call, "number": number, "total": total}))
        if len(waiting) > AHEAD * width:
            yield waiting.popleft()
    while waiting:
        yield waiting.popleft()


def _result_of(future: PrefectFuture[list[Any]]) -> list[Any]:
    """What a task returned.

    Raises  what the task raised; SettingsError, when a worker cannot load it; ClusterError, when it was lost
    """
    try:
        result: object = future.result(raise_on_failure=False)
    except ImportError as error:
        raise SettingsError(f"a worker lacks what this release needs ({error}): install the same on all") from error
    except Exception as error:
        raise ClusterError(f"a task was lost: {type(error).__name__}: {error}: run again") from error
    if isinstance(result, BaseException):
        raise result
    return cast("list[Any]", result)


def _dask_task_runner(address: str) -> TaskRunner[Any]:
    # Here, since it takes a second to import, and most runs need none of it.
    try:
        from prefect_dask.task_runners import DaskTaskRunner
    except ImportError as error:
        raise SettingsError(f"prefect-dask is not installed ({error}): pip install 'broadsheet[dask]'") from error
    return DaskTaskRunner(address=address)


def _server_address() -> str:
    """Of the server this flow runs on, which workers would not know of where it is a temporary one."""
    with get_client(sync_client=True) as client:
        return str(client.api_url)
