"""From a run's steps to a Prefect flow: the same functions as tasks, with progress, counts and a report to look at."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from prefect import flow, task
from prefect.artifacts import (
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.context import FlowRunContext
from prefect.futures import PrefectFuture
from prefect.logging import get_run_logger
from prefect.runtime import flow_run
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows import ingest, reporting
from flows.ingest import Progress, Report, Result
from flows.settings import Settings
from transforms.errors import BroadsheetError, StorageError

ARTIFACT = "broadsheet-ingest"
# Threads only wait for workers, of which the executor has as many as were set.
THREADS = 64
# Disks and processes may recover by themselves; bad data and bad code do not.
RETRIES = 2
RETRY_SECONDS = 5
_PASSING = (StorageError, OSError)


class Tasks:
    """Carries out each call as a task of the running flow; results stay here, tasks return nothing."""

    def __init__(self) -> None:
        context = FlowRunContext.get()
        run = context.flow_run if context else None
        self.run_id = str(flow_run.id)
        self.trigger = "deployment" if run and run.deployment_id else "flow"
        self._progress: Any = None

    def each(self, name: str, calls: Sequence[Callable[[], Result]], width: int) -> Iterator[Result]:
        """As Conductor.each; `width` is the executor's to keep, since threads only wait for it."""
        made: dict[int, Result] = {}

        @task(
            name=name,
            task_run_name=name + " {number} of {total}",
            cache_policy=NO_CACHE,
            persist_result=False,
            retries=RETRIES,
            retry_delay_seconds=RETRY_SECONDS,
            retry_condition_fn=_may_pass,
        )
        def one(number: int, total: int) -> None:
            made[number] = calls[number - 1]()

        futures: list[PrefectFuture[None]] = [one.submit(at, len(calls)) for at in range(1, len(calls) + 1)]
        failed: list[BroadsheetError] = []
        # Prefect's as_completed gives some futures while they are still running: in order, then.
        for future in futures:
            error: object = future.result(raise_on_failure=False)
            if isinstance(error, BroadsheetError):
                failed.append(error)
            elif isinstance(error, BaseException):
                raise error
            for number in list(made):
                yield made.pop(number)
        ingest.raise_first(name, failed, len(calls))

    def tell(self, progress: Progress) -> None:
        share = 100 * progress.files / progress.all_files
        get_run_logger().info(str(progress))
        if self._progress is None:
            self._progress = create_progress_artifact(share, key=f"{ARTIFACT}-progress", description="Files computed")
        else:
            update_progress_artifact(self._progress, share)


_RUNNER: TaskRunner[Any] = ThreadPoolTaskRunner(max_workers=THREADS)


def _may_pass(_task: object, _run: object, state: State[Any]) -> bool:
    return isinstance(state.result(raise_on_failure=False), _PASSING)


def _run_name() -> str:
    given: Settings = flow_run.parameters["settings"]
    return f"ingest {given.raw} into {given.processed}"


@flow(
    name="ingest",
    flow_run_name=_run_name,
    persist_result=False,
    task_runner=_RUNNER,
)
def ingest_flow(settings: Settings) -> dict[str, int]:
    """Read every raw file, compute all tables, and publish the next snapshot in one step. Gives rows by table."""
    report = ingest.run(settings, Tasks())
    _show(report)
    return report.rows


def _show(report: Report) -> None:
    create_table_artifact(reporting.row_changes(report), key=f"{ARTIFACT}-rows", description="Rows by table")
    rejects = [
        {"raw_path": one.raw_path, "code": one.code, "message": one.message} for one in report.account.rejections
    ]
    create_table_artifact(rejects[:1000], key=f"{ARTIFACT}-rejects", description="Files and articles refused")
    create_markdown_artifact(reporting.page(report), key=f"{ARTIFACT}-report", description="What the run did")
    get_run_logger().info(reporting.summary(report))
