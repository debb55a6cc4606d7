"""From a folder of raw files to the next snapshot: the steps of a run, in order, whoever conducts them."""

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol, TypeVar
from uuid import uuid4

from flows import assembly, batches, executors, files, operations, raw, snapshots, staging, work
from flows.ledger import Ledger
from flows.settings import Settings
from transforms import pipeline
from transforms.errors import BroadsheetError, RunError

Result = TypeVar("Result")

# Imported once in the fork server, so that workers share its pages.
PRELOAD = ("flows.work",)
# Finishing a part is our own code on bounded tables; only a machine that hangs takes this long.
PART_SECONDS = 3600.0
SMALL_BATCH = 16


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the batches are; `rejected` counts files that their workers refused."""

    batch: int
    batches: int
    files: int
    all_files: int
    seconds: float
    rejected: int

    @property
    def rate(self) -> float:
        """Files a second."""
        return self.files / self.seconds if self.seconds else 0.0

    @property
    def seconds_left(self) -> float:
        """At this rate."""
        return (self.all_files - self.files) / self.rate if self.rate else 0.0

    def __str__(self) -> str:
        return (
            f"batch={self.batch}/{self.batches} files={self.files}/{self.all_files} files_per_s={self.rate:.1f}"
            f" eta_s={self.seconds_left:.0f} refused={self.rejected}"
        )


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did."""

    run_id: str
    snapshot_id: str
    is_new: bool
    account: Ledger
    changes: operations.Changes
    rows: dict[str, int]
    earlier_rows: dict[str, int]
    skipped: int
    seconds: dict[str, float]


class Conductor(Protocol):
    """How the steps of a run are carried out and told of: plainly, or as the tasks of a Prefect flow."""

    run_id: str
    trigger: str

    def each(self, name: str, calls: Sequence[Callable[[], Result]], width: int) -> Iterator[Result]:
        """Results as they come, `width` calls at a time. Every call is made; then RunError, when some failed."""

    def tell(self, progress: Progress) -> None:
        """A batch is done."""


@dataclass(slots=True)
class Plain:
    """Carries out the steps in threads of this process; `listener` is told of each batch."""

    listener: Callable[[Progress], None]
    run_id: str = field(default_factory=lambda: str(uuid4()))
    trigger: str = "command"

    def each(self, name: str, calls: Sequence[Callable[[], Result]], width: int) -> Iterator[Result]:
        pool = ThreadPoolExecutor(width, thread_name_prefix=name)
        try:
            yield from settled(name, [pool.submit(call) for call in calls])
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    def tell(self, progress: Progress) -> None:
        self.listener(progress)


def settled(name: str, futures: Sequence[Future[Result]]) -> Iterator[Result]:
    """The results of futures as they come; then RunError, when some failed with an error of ours.

    What succeeded stays staged, so that the next run computes only what failed.
    """
    failed: list[BroadsheetError] = []
    for future in as_completed(futures):
        try:
            yield future.result()
        except BroadsheetError as error:
            failed.append(error)
    raise_first(name, failed, len(futures))


def raise_first(name: str, failed: Sequence[BroadsheetError], total: int) -> None:
    """Raise the first failure: as it is, when it stands alone, else with their number."""
    if len(failed) == 1:
        raise failed[0]
    if failed:
        raise RunError(f"{len(failed)} of {total} {name} calls failed; the first: {failed[0]}") from failed[0]


def run(settings: Settings, conductor: Conductor) -> Report:
    """Read everything, compute, verify, publish.

    Raises  LockedError, when another run writes there; RunError, ContractError or StorageError, when the run failed:
            then the dataset is as it was, and finished batches are kept for the next run
    """
    started = datetime.now(UTC)
    versions = pipeline.versions(settings.recogniser)
    this = operations.Run(conductor.run_id, conductor.trigger, started, settings.model_dump(mode="json"), versions)
    with files.locked(settings.processed):
        snapshots.prepare(settings.processed)
        before = snapshots.current_id(settings.processed)
        try:
            return _run(settings, conductor, this)
        except BroadsheetError:
            operations.record_failure(settings.processed, this, operations.Ended("failed", before))
            raise


def _run(settings: Settings, conductor: Conductor, this: operations.Run) -> Report:
    seconds: dict[str, float] = {}
    earlier = _current_rows(settings)
    with _timed(seconds, "scan"):
        listing = raw.scan(settings.raw)
        if not listing.found and not listing.refused:
            raise RunError(f"there is no file to read below {settings.raw}: put raw files there, or give --raw DIR")
    executor = executors.executor(settings.executor, PRELOAD)
    try:
        with _timed(seconds, "batches"):
            outcomes = _compute(settings, conductor, listing, executor, this.versions)
        with _timed(seconds, "decide"):
            decided = assembly.decide(settings, listing, outcomes)
        with _timed(seconds, "finish"):
            parts = _finish(conductor, decided, executor)
    finally:
        executor.close()
    with _timed(seconds, "publish"):
        content = assembly.content(settings, listing, decided.account, parts)
        published = snapshots.publish(settings.processed, content, settings.keep)
    rows = snapshots.rows_of(content)
    ended = operations.Ended(
        "published" if published.is_new else "unchanged", published.snapshot_id, rows, dict(seconds)
    )
    changes = operations.record(settings.processed, this, ended, decided.account)
    staging.clear(settings.processed)
    return Report(
        this.run_id,
        published.snapshot_id,
        published.is_new,
        decided.account,
        changes,
        rows,
        earlier,
        len(listing.skipped),
        seconds,
    )


def _compute(
    settings: Settings,
    conductor: Conductor,
    listing: raw.Listing,
    executor: executors.Executor,
    versions: dict[str, str],
) -> list[batches.Outcome]:
    """Stage every batch; the order they come in does not matter to what follows."""
    versions = {**versions, "code": batches.code_digest()}
    # A few files are shared out evenly, so that no worker idles; what is published does not depend on it.
    share = max(SMALL_BATCH, -(-len(listing.found) // executor.width))
    cut = batches.cut(listing.found, min(settings.batch_size, share), versions)
    calls = [_call(batches.compute, batch, settings, versions, executor) for batch in cut]
    started = time.monotonic()
    outcomes: list[batches.Outcome] = []
    for outcome in conductor.each("batch", calls, executor.width):
        outcomes.append(outcome)
        conductor.tell(
            Progress(
                len(outcomes),
                len(cut),
                sum(one.files for one in outcomes),
                len(listing.found),
                time.monotonic() - started,
                sum(len(one.refused) for one in outcomes),
            )
        )
    if len(outcomes) != len(cut):
        raise RunError(f"{len(cut) - len(outcomes)} of {len(cut)} batches were lost: run again")
    return sorted(outcomes, key=lambda outcome: outcome.number)


def _finish(conductor: Conductor, decided: assembly.Decided, executor: executors.Executor) -> list[snapshots.Part]:
    calls = [_call(executor.call, PART_SECONDS, work.finish_part, order) for order in decided.orders]
    made = list(conductor.each("part", calls, executor.width))
    if len(made) != len(calls):
        raise RunError(f"{len(calls) - len(made)} of {len(calls)} parts were lost: run again")
    return [part for parts in made for part in parts]


def _call(function: Callable[..., Result], *arguments: Any) -> Callable[[], Result]:  # noqa: ANN401 - passed on as is
    return lambda: function(*arguments)


def _current_rows(settings: Settings) -> dict[str, int]:
    if snapshots.current_id(settings.processed) is None:
        return {}
    return snapshots.rows_of(snapshots.read_manifest(settings.processed))


@contextmanager
def _timed(seconds: dict[str, float], name: str) -> Iterator[None]:
    started = time.monotonic()
    yield
    seconds[name] = time.monotonic() - started
