"""Where a function is called: here, in a process that may die alone, or on the workers of Dask."""

import contextlib
import importlib
import logging
import multiprocessing
import os
import pickle
import queue
import threading
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from broadsheet.flows.workers.processes import Worker, forked, hidden_main, portable, spawned, value
from broadsheet.threads import one_each
from broadsheet.transforms.errors import BroadsheetError, SettingsError, StorageError

Result = TypeVar("Result")

# To reach a scheduler and its first worker: clusters start them within seconds. Set by hand.
REACH_SECONDS = 60.0
# To find out whether a worker is fit for the run, for which it imports the code and hashes the knowledge base. A bound
# for slow network disks, set by hand.
CHECK_SECONDS = 600.0
LOCAL = "local:"
ENDED = "the run that asks for this has ended"


class ClusterError(StorageError):
    """Dask lost a call. Like a disk that is away it passes by itself, and says nothing of the files of the call."""


class Executor(Protocol):
    """Where calls run. `call` may be used from several threads at once, up to `width` of them in parallel."""

    width: int

    def call(self, seconds: float, function: Callable[..., Result], *arguments: object) -> Result:
        """The function's result; `seconds` of CPU time are its limit until it sets one itself.

        Raises  what the function raises; WorkerDiedError; WorkerLateError; WorkerFullError; ClusterError
        """

    def states(self) -> list[str]:
        """What the calls that are under way do, as far as it is known here."""

    def close(self) -> None:
        """End the workers, busy or not; calls that come later are refused."""


class Inline:
    """Runs calls here, one after the other: for debugging. A crash ends the run, and no time limit holds."""

    width = 1

    def call(self, seconds: float, function: Callable[..., Result], *arguments: object) -> Result:
        try:
            return function(*arguments)
        except BroadsheetError:
            raise
        except Exception as error:
            raise portable(error) from error

    def states(self) -> list[str]:
        return []

    def close(self) -> None:
        return None


class Workers:
    """A few processes, each with its models loaded once; one that dies or overruns is replaced."""

    def __init__(self, width: int, hire: Callable[[], Worker]) -> None:
        self.width = width
        self._hire = hire
        self._hired: set[Worker] = set()
        self._hiring = threading.Lock()
        self._is_closed = False
        self._busy: set[Worker] = set()
        self._idle: queue.LifoQueue[Worker | None] = queue.LifoQueue()
        for _ in range(width):
            self._idle.put(None)

    def call(self, seconds: float, function: Callable[..., Result], *arguments: object) -> Result:
        return value(self.forward(seconds, pickle.dumps((function, arguments))))  # type: ignore[no-any-return]

    def forward(self, seconds: float, order: bytes) -> bytes:
        """As `call`, with the pickled function and arguments; gives the pickled answer."""
        worker = self._idle.get()
        kept: Worker | None = None
        try:
            worker = worker or self._new()
            self._busy.add(worker)
            answer = worker.ask(seconds, order)
            kept = worker
        finally:
            if worker:
                self._busy.discard(worker)
            if kept is None and worker:
                worker.end()
                self._hired.discard(worker)
            self._idle.put(kept)
        return answer

    def states(self) -> list[str]:
        return sorted(worker.state for worker in tuple(self._busy))

    def close(self) -> None:
        with self._hiring:
            self._is_closed = True
            for worker in list(self._hired):
                worker.kill()

    def is_idle(self) -> bool:
        """Whether no call is under way."""
        return self._idle.qsize() == self.width

    def _new(self) -> Worker:
        with self._hiring:
            if self._is_closed:
                raise ClusterError(ENDED)
            worker = self._hire()
            self._hired.add(worker)
            return worker


class Dask:
    """Runs calls on the workers of a Dask scheduler, whose `address` it has, there in a child that may die alone.

    Pickled it becomes the executor of the workers: what is sent to them as a whole finds their children there.
    """

    def __init__(self, where: str, check: Callable[[], object]) -> None:
        """`where`: local:N, for N workers on this machine for as long as the run takes, or a scheduler's address.

        `check`: called once in each child, before any other call; raises when the child is not fit for the run.
        """
        self._crew = (uuid.uuid4().hex, pickle.dumps((check, ())))
        with contextlib.ExitStack() as stack:
            distributed = distributed_module()
            address, n_workers = where, 1
            if where.startswith(LOCAL):
                n_workers = int(where.removeprefix(LOCAL))
                with hidden_main():
                    address = stack.enter_context(_local_cluster(n_workers))
            try:
                self._client = distributed.Client(address, timeout=REACH_SECONDS, set_as_default=False)
                stack.callback(self._client.close)
                self._client.wait_for_workers(n_workers, timeout=REACH_SECONDS)
            except (OSError, TimeoutError) as error:
                raise SettingsError(
                    f"no Dask worker within {REACH_SECONDS:.0f} s at {where}: start the scheduler and its workers, or"
                    " give another executor"
                ) from error
            self.address = str(self._client.scheduler.address)
            self.width = sum(self._client.nthreads().values())
            self._ending = stack.pop_all()

    def call(self, seconds: float, function: Callable[..., Result], *arguments: object) -> Result:
        order = pickle.dumps((function, arguments))
        try:
            answer = self._client.submit(_forward, *self._crew, seconds, order, pure=False).result()
        except Exception as error:
            raise ClusterError(f"Dask lost a call: {type(error).__name__}: {error}: run again") from error
        return value(answer)  # type: ignore[no-any-return]

    def states(self) -> list[str]:
        return []

    def close(self) -> None:
        with self._ending, contextlib.suppress(OSError, TimeoutError):
            self._client.run(_dismiss, self._crew[0], on_error="ignore")

    def __reduce__(self) -> tuple[Callable[..., Executor], tuple[str, bytes]]:
        return OnWorker, self._crew


@dataclass(slots=True)
class OnWorker:
    """Runs calls in the children of the Dask worker it is on; until the first it is data, which a scheduler passes on.

    `token`: of the run
    `check`: a pickled call, as of Dask
    """

    token: str
    check: bytes
    width: int = field(default_factory=lambda: os.cpu_count() or 1)

    def call(self, seconds: float, function: Callable[..., Result], *arguments: object) -> Result:
        return _crew(self.token, self.check).call(seconds, function, *arguments)

    def states(self) -> list[str]:
        return []

    def close(self) -> None:
        _dismiss(self.token)


def executor(kind: str, preload: tuple[str, ...] = (), check: Callable[[], object] = os.getpid) -> Executor:
    """The executor of a setting: "inline", "processes:N", "dask:local:N" or "dask:" and the address of a scheduler.

    `preload`: modules imported once, before the workers of this machine part, so that they share their pages
    `check`: of Dask, which by default need only answer
    """
    name, _, rest = kind.partition(":")
    if name == "inline" and not rest:
        return Inline()
    if name == "processes" and rest.isdigit() and int(rest) > 0:
        one_each()
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(list(preload))
        return Workers(int(rest), lambda: forked(context))
    if name == "dask" and rest:
        return Dask(rest, check)
    raise SettingsError(f"unknown executor {kind!r}: give inline, or processes:N, dask:local:N or dask:tcp://HOST:8786")


_crews: dict[str, Workers] = {}
_ended: set[str] = set()
_crewing = threading.Lock()


def _crew(token: str, check: bytes) -> Workers:
    """The children of this Dask worker for one run. Those of runs before end: their code and models may be others."""
    with _crewing:
        if token in _ended:
            raise ClusterError(ENDED)
        if token not in _crews:
            for old in [key for key, crew in _crews.items() if crew.is_idle()]:
                _crews.pop(old).close()
            _crews[token] = Workers(os.cpu_count() or 1, lambda: _checked(check))
        return _crews[token]


def _checked(check: bytes) -> Worker:
    worker = spawned()
    try:
        value(worker.ask(CHECK_SECONDS, check))
    except BroadsheetError:
        worker.end()
        raise
    return worker


def _forward(token: str, check: bytes, seconds: float, order: bytes) -> bytes:
    """What a Dask worker does: the call goes on to its child, unopened, so that neither code nor models are loaded."""
    try:
        return _crew(token, check).forward(seconds, order)
    except BroadsheetError as error:
        return pickle.dumps((False, error))


def _dismiss(token: str) -> None:
    with _crewing:
        _ended.add(token)
        if crew := _crews.pop(token, None):
            crew.close()


def distributed_module() -> Any:  # noqa: ANN401 - a module
    """Dask's part that runs on several machines.

    Raises  SettingsError, when it is not installed
    """
    # Here, since it takes a second to import, and most runs need none of it.
    try:
        module = importlib.import_module("distributed")
    except ImportError as error:
        raise SettingsError(f"Dask is not installed ({error}): pip install 'broadsheet[dask]'") from error
    # It tells of every worker that comes and goes.
    logging.getLogger("distributed").setLevel(logging.WARNING)
    return module


@contextlib.contextmanager
def _local_cluster(width: int) -> Iterator[str]:
    """A scheduler and workers on this machine, reachable from it alone; gives the scheduler's address."""
    cluster = distributed_module().LocalCluster(
        n_workers=width, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, memory_limit=0
    )
    with cluster:
        yield cluster.scheduler_address
