"""The steps of runs as Prefect flows: the same functions as tasks, with progress, counts and a report."""

import contextlib
import pickle
import subprocess
import sys
import time
import urllib.request
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import yaml
from prefect import flow, serve, task
from prefect.artifacts import (
    create_link_artifact,
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)
from prefect.cache_policies import NO_CACHE
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import ConcurrencyLimitConfig, State
from prefect.client.schemas.schedules import CronSchedule, IntervalSchedule
from prefect.context import FlowRunContext
from prefect.deployments.runner import RunnerDeployment
from prefect.flows import Flow, load_flow_from_entrypoint
from prefect.futures import PrefectFuture
from prefect.logging import get_run_logger
from prefect.runtime import flow_run
from prefect.settings import PREFECT_API_URL, temporary_settings
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner
from prefect.tasks import Task

from broadsheet.flows.bucket import mirror
from broadsheet.flows.reports import run_summary, snapshot_page
from broadsheet.flows.run import backfill, ingest
from broadsheet.flows.run.conductor import Place, Progress, Result, raise_first
from broadsheet.flows.run.ingest import Report
from broadsheet.flows.settings import RunOptions, Selection, Settings
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
# Where Prefect's own command serves.
PORT = 4200
# A server takes some 20 s to start on a new home, by its migrations; on a busy machine several times as long.
_START_SECONDS = 180.0
# For one that is asked whether it is up, and between two such questions. Set by hand.
_ANSWER_SECONDS, _LOOK_SECONDS = 5, 0.5
# Rows of a table that a person may read in a browser. Set by hand.
_MAX_ROWS = 1000
# The tag of a run with a share above its bound; one above a red bound fails.
YELLOW = "yellow"
_PASSING = (StorageError, OSError)
_RUNNER: TaskRunner[Any] = ThreadPoolTaskRunner(max_workers=THREADS)
_NOTHING_MORE = RunOptions.model_validate({})


class Tasks:
    """Carries out each call as a task of the running flow."""

    def __init__(self) -> None:
        context = FlowRunContext.get()
        run = context.flow_run if context else None
        self.run_id = str(flow_run.id)
        self.trigger = "deployment" if run and run.deployment_id else "flow"
        self._threads: TaskRunner[Any] = context.task_runner if context else _RUNNER
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

    def tell(self, progress: Progress) -> None:
        share = 100 * progress.files / progress.all_files
        get_run_logger().info(str(progress))
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


def _ingest_name() -> str:
    settings: Settings = flow_run.parameters["settings"]
    return f"ingest {settings.raw} into {settings.published}"


def _backfill_name() -> str:
    settings: Settings = flow_run.parameters["settings"]
    selection: Selection = flow_run.parameters["selection"]
    return f"backfill {_wording(selection)} of {settings.published}"


def _wording(selection: Selection) -> str:
    if selection.stale or selection.all:
        return "all" if selection.all else "what is stale"
    return selection.files or f"{selection.first or 'the first day'} to {selection.last or 'the last day'}"


@flow(name="ingest", flow_run_name=_ingest_name, persist_result=False, task_runner=_RUNNER)
def ingest_flow(settings: Settings, options: RunOptions = _NOTHING_MORE) -> dict[str, int]:
    """Read what is new or changed, and publish the next snapshot in one step. Gives rows by table."""
    report = ingest.run(settings, Tasks(), options)
    _show("ingest", settings, report)
    return report.rows


@flow(name="backfill", flow_run_name=_backfill_name, persist_result=False, task_runner=_RUNNER)
def backfill_flow(settings: Settings, selection: Selection, options: RunOptions = _NOTHING_MORE) -> dict[str, int]:
    """Compute the chosen files again, and publish the next snapshot in one step. Gives rows by table."""
    get_run_logger().info(str(backfill.estimate(settings, selection)))
    report = backfill.run(settings, Tasks(), selection, options)
    if report is None:
        get_run_logger().warning("no file was chosen: nothing was computed again")
        return {}
    _show("backfill", settings, report)
    return report.rows


@flow(name="report", flow_run_name="report on {settings.published}", persist_result=False)
def report_flow(settings: Settings) -> None:
    """Write the report on the current snapshot beside it, and link it."""
    mirror.refresh(settings)
    _link_report(settings)


def _link_report(settings: Settings) -> None:
    page = settings.processed.absolute() / snapshot_page.NAME
    snapshot_page.write(settings.processed, page)
    create_link_artifact(page.as_uri(), link_text=page.name, key=f"{ARTIFACT}-page", description="The dataset")


def _show(what: str, settings: Settings, report: Report) -> None:
    create_table_artifact(run_summary.row_changes(report), key=f"{ARTIFACT}-{what}-rows", description="Rows by table")
    rejects = [
        {"raw_path": rejection.raw_path, "code": rejection.code, "message": rejection.message}
        for rejection in report.account.rejections
    ]
    create_table_artifact(
        rejects[:_MAX_ROWS], key=f"{ARTIFACT}-{what}-rejects", description="Files and articles refused"
    )
    create_markdown_artifact(run_summary.page(report), key=f"{ARTIFACT}-{what}-report", description="What the run did")
    _link_report(settings)
    logger = get_run_logger()
    logger.info(run_summary.summary(report))
    for check in report.warnings:
        logger.warning(check)
    tags = [*flow_run.tags, *([YELLOW] if report.warnings else [])]
    with get_client(sync_client=True) as client:
        client.update_flow_run(flow_run.id, name=f"{what}: {run_summary.headline(report)}", tags=tags)


def deployments(file: Path) -> list[RunnerDeployment]:
    """The deployments of a prefect.yaml, for `serve`: schedules, parameters and limits as they stand there.

    Raises  SettingsError, when the file cannot be read as one
    """
    try:
        declared = yaml.safe_load(file.read_text("utf-8"))["deployments"]
        return [_deployment(row) for row in declared]
    except (OSError, KeyError, TypeError, ValueError, yaml.YAMLError) as error:
        raise SettingsError(f"{file} declares no deployments that can be served: {error!r}") from error


def _deployment(declared: dict[str, Any]) -> RunnerDeployment:
    limit = declared.get("concurrency_limit")
    declared_flow: Flow[..., Any] = load_flow_from_entrypoint(declared["entrypoint"])
    return declared_flow.to_deployment(  # type: ignore[return-value]
        name=declared["name"],
        description=declared.get("description"),
        parameters=declared.get("parameters", {}),
        schedules=[_schedule(schedule) for schedule in declared.get("schedules", [])],
        concurrency_limit=ConcurrencyLimitConfig(**limit) if limit else None,
        enforce_parameter_schema=declared.get("enforce_parameter_schema", True),
        tags=declared.get("tags", []),
    )


def _schedule(declared: dict[str, Any]) -> CronSchedule | IntervalSchedule:
    zone = declared["timezone"]
    if "interval" in declared:
        return IntervalSchedule(interval=timedelta(seconds=declared["interval"]), timezone=zone)
    return CronSchedule(cron=declared["cron"], timezone=zone)


def serve_file(file: Path, has_server: bool, port: int = PORT) -> None:
    """Run the deployments of a prefect.yaml until interrupted; without a server, start one on loopback beside them."""
    served = deployments(file)
    with contextlib.ExitStack() as stack:
        if not has_server:
            url = stack.enter_context(_server(port))
            stack.enter_context(temporary_settings({PREFECT_API_URL: url}))
        serve(*served)


@contextlib.contextmanager
def _server(port: int) -> Iterator[str]:
    """A Prefect server of our own on loopback, gone when we are."""
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            _await(f"http://127.0.0.1:{port}/api/health", process)
            yield f"http://127.0.0.1:{port}/api"
        finally:
            process.terminate()


def _await(url: str, process: "subprocess.Popen[bytes]", seconds: float = _START_SECONDS) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=_ANSWER_SECONDS):
            return
        if process.poll() is not None:
            raise StorageError(f"the Prefect server ended with code {process.returncode}: is its port in use?")
        time.sleep(_LOOK_SECONDS)
    raise StorageError(f"the Prefect server did not answer within {seconds:.0f} s")
