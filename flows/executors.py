"""From a function and its arguments to its result, in this process or in one of a few workers that may die alone."""

import contextlib
import importlib
import multiprocessing
import os
import queue
import resource
import signal
import threading
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, Protocol, TypeVar

from transforms.errors import BroadsheetError, SettingsError

Result = TypeVar("Result")

# A hostile file must cost its worker, not the machine: more memory than this raises MemoryError in the worker.
WORKER_BYTES = 6 * 1024**3
_starting = threading.Lock()


class WorkerDiedError(BroadsheetError):
    """The worker that computed a call is gone: killed for its memory, or crashed in native code."""


class WorkerLateError(BroadsheetError):
    """A call took longer than it was given; its worker was killed."""


class Executor(Protocol):
    """Where calls run. `call` may be used from several threads at once, up to `width` of them in parallel."""

    width: int

    def call(self, seconds: float, function: Callable[..., Result], *arguments: object) -> Result:
        """The function's result.

        Raises  what the function raises; WorkerDiedError; WorkerLateError, after `seconds`
        """

    def close(self) -> None:
        """End the workers."""


class Inline:
    """Runs calls here, one after the other: for debugging. A crash ends the run, and no time limit holds."""

    width = 1

    def call(self, seconds: float, function: Callable[..., Result], *arguments: object) -> Result:
        try:
            return function(*arguments)
        except BroadsheetError:
            raise
        except Exception as error:
            raise _portable(error) from error

    def close(self) -> None:
        return None


class Workers:
    """A few processes, each with its models loaded once; one that dies or overruns is replaced."""

    def __init__(self, width: int, preload: tuple[str, ...] = ()) -> None:
        """`preload`: modules imported once, before the workers part, so that they share their pages."""
        self.width = width
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(list(preload))
        self._idle: queue.LifoQueue[_Worker | None] = queue.LifoQueue()
        for _ in range(width):
            self._idle.put(None)

    def call(self, seconds: float, function: Callable[..., Result], *arguments: object) -> Result:
        worker = self._idle.get() or _Worker(self._context)
        kept: _Worker | None = None
        try:
            is_value, made = worker.ask(seconds, function, arguments)
            kept = worker
        finally:
            if kept is None:
                worker.end()
            self._idle.put(kept)
        if is_value:
            return made  # type: ignore[no-any-return]
        raise made

    def close(self) -> None:
        for _ in range(self.width):
            if worker := self._idle.get():
                worker.end()


def executor(kind: str, preload: tuple[str, ...] = ()) -> Executor:
    """The executor of a setting: "inline", or "processes:N"."""
    name, _, count = kind.partition(":")
    if name == "inline" and not count:
        return Inline()
    if name == "processes" and count.isdigit() and int(count) > 0:
        return Workers(int(count), preload)
    raise SettingsError(f"unknown executor {kind!r}: give inline, or processes:N with N of at least 1")


class _Worker:
    """One process and the pipe to it."""

    def __init__(self, context: multiprocessing.context.ForkServerContext) -> None:
        self._pipe, theirs = context.Pipe()
        self._process: BaseProcess = context.Process(target=_serve, args=(theirs,), daemon=True)
        with _hidden_main():
            self._process.start()
        theirs.close()

    def ask(self, seconds: float, function: Callable[..., Any], arguments: tuple[object, ...]) -> tuple[bool, Any]:
        """Whether the call gave a value, and the value or the exception."""
        try:
            self._pipe.send((function, arguments))
            if not self._pipe.poll(seconds):
                raise WorkerLateError(f"no result after {seconds:.0f} s")
            answer: tuple[bool, Any] = self._pipe.recv()
        except (EOFError, ConnectionError) as error:
            self._process.join(timeout=5)
            raise WorkerDiedError(f"the worker process ended with {_ending(self._process.exitcode)}") from error
        return answer

    def end(self) -> None:
        self._process.kill()
        self._process.join()
        self._pipe.close()


def _serve(pipe: Connection) -> None:
    """A worker's life: calls in, results out, until the other end closes or its process is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the whole group; the main process decides
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    limit = WORKER_BYTES if hard == resource.RLIM_INFINITY else min(WORKER_BYTES, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))
    while True:
        try:
            function, arguments = pipe.recv()
        except EOFError:
            return
        try:
            answer = (True, function(*arguments))
        except Exception as error:  # noqa: BLE001 - raised again on the other side of the pipe
            answer = (False, _portable(error))
        try:
            pipe.send(answer)
        except BrokenPipeError:
            return


def _portable(error: Exception) -> Exception:
    """An exception that any process can load: our own as they are, others as their name and message."""
    if isinstance(error, BroadsheetError):
        return error
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f" at {os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}" if trace else ""  # noqa: PTH119
    return UnexpectedError(f"{type(error).__name__}{place}: {error}"[:500])


class UnexpectedError(BroadsheetError):
    """Something that nobody foresaw was raised in a worker; the message says what and where."""


def _ending(code: int | None) -> str:
    if code is None:
        return "no exit code"
    with contextlib.suppress(ValueError):
        return signal.Signals(-code).name
    return f"exit code {code}"


@contextlib.contextmanager
def _hidden_main() -> Iterator[None]:
    """Keep a new worker from importing `__main__` again: under a Prefect worker that costs 4 s and 110 MB each."""
    main: dict[str, object] = importlib.import_module("__main__").__dict__
    with _starting:
        kept = {str(name): main.pop(name) for name in ("__spec__", "__file__") if name in main}
        main["__spec__"] = None
        try:
            yield
        finally:
            main.update(kept)
