"""Who calls the steps of a run: threads of this process, or another conductor."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from typing import Protocol, TypeVar
from uuid import uuid4

from broadsheet.transforms.errors import BroadsheetError, RunError

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the batches are; `rejected` counts files that their workers refused, `states` tell of batches that are
    under way."""

    batch: int
    batches: int
    files: int
    all_files: int
    seconds: float
    rejected: int
    states: tuple[str, ...] = ()

    @property
    def rate(self) -> float:
        """Files a second."""
        return self.files / self.seconds if self.seconds else 0.0

    @property
    def seconds_left(self) -> float:
        """At this rate."""
        return (self.all_files - self.files) / self.rate if self.rate else 0.0

    def __str__(self) -> str:
        left = f"{self.seconds_left:.0f}" if self.files else "unknown"
        counts = (
            f"batch={self.batch}/{self.batches} files={self.files}/{self.all_files} files_per_s={self.rate:.1f}"
            f" eta_s={left} refused={self.rejected}"
        )
        return _with_states(counts, self.states)


@dataclass(frozen=True, slots=True)
class Stage:
    """How far a step after the batches is: for how long it has been going on, and what its calls do."""

    name: str
    seconds: float
    states: tuple[str, ...] = ()

    def __str__(self) -> str:
        return _with_states(f"step={self.name} seconds={self.seconds:.0f}", self.states)


def _with_states(text: str, states: Sequence[str]) -> str:
    return f"{text} under way: {'; '.join(states)}" if states else text


class Place(Protocol):
    """Where calls are carried out, `width` of them at a time."""

    width: int


class Conductor(Protocol):
    """How the steps of a run are carried out and told of: plainly, or as the tasks of a Prefect flow."""

    run_id: str
    trigger: str

    def each(self, name: str, calls: Sequence[Callable[[], Result]], place: Place) -> Iterator[Result]:
        """Results as they come, as many at a time as there is place. Every call is made; RunError, when some failed."""

    def step(self, name: str, call: Callable[[], Result]) -> Result:
        """The result of a step that is made of one call, or conducts others itself."""

    def tell(self, progress: Progress | Stage) -> None:
        """A batch is done, or something goes on."""


@dataclass(slots=True)
class Plain:
    """Carries out the steps in threads of this process; `listener` is told of each batch."""

    listener: Callable[[Progress | Stage], None]
    run_id: str = field(default_factory=lambda: str(uuid4()))
    trigger: str = "command"

    def each(self, name: str, calls: Sequence[Callable[[], Result]], place: Place) -> Iterator[Result]:
        pool = ThreadPoolExecutor(place.width, thread_name_prefix=name)
        try:
            yield from settled(name, [pool.submit(call) for call in calls])
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    def step(self, name: str, call: Callable[[], Result]) -> Result:
        return call()

    def tell(self, progress: Progress | Stage) -> None:
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
