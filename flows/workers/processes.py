"""Calls answered in a process of its own, which may die, stall or raise without taking the run along."""

import contextlib
import importlib
import math
import multiprocessing
import os
import pickle
import resource
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection, Pipe
from typing import Any, Protocol

from broadsheet.threads import one_each
from broadsheet.transforms.errors import BroadsheetError

# A hostile file must cost its worker, not the machine: more memory than this raises MemoryError in the worker. Models
# and a batch of 128 articles take 0.8 GB of it.
WORKER_BYTES = 3 * 1024**3
# A call that waits instead of working ends after so many times its CPU seconds: on a machine with 40 busy processes for
# its two cores one gets a twentieth of its time.
PATIENCE = 20.0
# For a worker that was told to end, or is dead, to be gone. A bound on the wait, set by hand.
_END_SECONDS = 5
# An error of a library may repeat a whole article: so much of it stands in a row of `rejects`. Set by hand.
_MESSAGE_CHARS = 500
_LIMIT = b"limit "
_NOTE = b"note "
_FULL = b"full "
_starting = threading.Lock()
_pipes: list[Connection] = []


class WorkerDiedError(BroadsheetError):
    """The worker that computed a call is gone: killed for its memory, or crashed in native code."""


class WorkerLateError(BroadsheetError):
    """A call took more CPU time than it was given, or none for long; its worker was killed."""


class WorkerFullError(BroadsheetError):
    """A call needed more memory than a worker may have."""


class UnexpectedError(BroadsheetError):
    """Something that nobody foresaw was raised in a worker; the message says what and where."""


class _Process(Protocol):
    """What workers need of `multiprocessing.Process` and of `subprocess.Popen`."""

    def kill(self) -> None: ...


class Worker:
    """One process and the pipe to it."""

    def __init__(self, pipe: Connection, process: _Process, wait: Callable[[], int | None]) -> None:
        """`wait`: waits for the end of the process, for some seconds at most, and gives its exit code."""
        self._pipe = pipe
        self._process = process
        self._wait = wait
        self._began = 0.0
        self._note = ""

    def ask(self, seconds: float, order: bytes) -> bytes:
        """The pickled answer to a pickled call, which may take so many seconds of CPU time, until it sets a limit anew.

        Raises  WorkerDiedError; WorkerLateError, also where the worker waits for PATIENCE times the limit;
                WorkerFullError: after it, as after the others, the worker answers no more
        """
        began = since = self._began = time.monotonic()
        self._note = ""
        try:
            self._pipe.send(seconds)
            self._pipe.send_bytes(order)
            while self._pipe.poll(max(0.0, since + PATIENCE * seconds - time.monotonic())):
                answer = self._pipe.recv_bytes()
                if answer.startswith(_NOTE):
                    self._note = answer.removeprefix(_NOTE).decode()
                    continue
                if answer.startswith(_FULL):
                    raise WorkerFullError(answer.removeprefix(_FULL).decode())
                if not answer.startswith(_LIMIT):
                    return answer
                since, seconds = time.monotonic(), float(answer.removeprefix(_LIMIT))
        except (EOFError, ConnectionError) as error:
            code = self._wait()
            took = time.monotonic() - began
            if code == -signal.SIGXCPU:
                raise WorkerLateError(f"no result after {seconds:.0f} s of CPU time, {took:.0f} s in all") from error
            raise WorkerDiedError(f"the worker process ended with {_ending(code)}") from error
        took = time.monotonic() - began
        raise WorkerLateError(f"no result after {took:.0f} s, in which it took less than {seconds:.0f} s of CPU time")

    @property
    def state(self) -> str:
        """What the call that is under way said last that it does, and for how long it has been going on."""
        return f"{self._note or 'starting'} ({time.monotonic() - self._began:.0f} s)"

    def kill(self) -> None:
        self._process.kill()
        self._wait()

    def end(self) -> None:
        self.kill()
        self._pipe.close()


def forked(context: multiprocessing.context.ForkServerContext) -> Worker:
    """A worker that shares the pages of what the fork server has imported."""
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs,), daemon=True)
    with hidden_main():
        process.start()
    theirs.close()

    def wait() -> int | None:
        process.join(_END_SECONDS)
        return process.exitcode

    return Worker(ours, process, wait)


def spawned() -> Worker:
    """A worker of its own interpreter: Dask's workers are daemonic, and may not have children of `multiprocessing`."""
    ours, theirs = Pipe()
    with theirs:
        code = f"from broadsheet.flows.workers.processes import serve; serve({theirs.fileno()})"
        one_each()
        process = subprocess.Popen([sys.executable, "-P", "-c", code], pass_fds=[theirs.fileno()])

    def wait() -> int | None:
        with contextlib.suppress(subprocess.TimeoutExpired):
            return process.wait(_END_SECONDS)
        return None

    return Worker(ours, process, wait)


def serve(handle: int) -> None:
    """The life of a spawned worker: calls come through a file descriptor it has inherited."""
    _serve(Connection(handle))


def _serve(pipe: Connection) -> None:
    """A worker's life: calls in, results out, until the other end closes or its process is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the whole group; the main process decides
    threading.Thread(target=_end_with, args=(pipe.fileno(),), daemon=True).start()
    _confine(resource.RLIMIT_DATA, WORKER_BYTES)
    _confine(resource.RLIMIT_CORE, 0)  # a call that is ended for its time leaves no image of its memory behind
    _pipes[:] = [pipe]
    while True:
        try:
            seconds = pipe.recv()
            order = pipe.recv_bytes()
        except (EOFError, ConnectionError):
            return
        try:
            _confine_time(seconds)
            function, arguments = pickle.loads(order)  # from our own process, never from a file
            answer = (True, function(*arguments))
        except MemoryError:
            # What is left of the call may fill the memory still, so that the next one, of a file that needs little,
            # would fail as well: this process ends with it.
            with contextlib.suppress(ConnectionError):
                pipe.send_bytes(_FULL + f"needs more than {WORKER_BYTES >> 20} MB of memory".encode())
            return
        except Exception as error:  # noqa: BLE001 - raised again on the other side of the pipe
            answer = (False, portable(error))
        try:
            pipe.send_bytes(pickle.dumps(answer))
        except ConnectionError:
            return


def limit(seconds: float) -> None:
    """Let the call that is under way take so many seconds of CPU time from now on; without effect but in a worker."""
    for pipe in _pipes:
        _confine_time(seconds)
        pipe.send_bytes(_LIMIT + repr(seconds).encode())


def note(text: str) -> None:
    """Say what the call that is under way does now; without effect but in a worker."""
    for pipe in _pipes:
        pipe.send_bytes(_NOTE + text.encode())


def _confine_time(seconds: float) -> None:
    """The kernel ends this process when it has worked for so many more seconds, all its threads together."""
    _confine(resource.RLIMIT_CPU, math.ceil(time.process_time() + seconds))


def _confine(what: int, most: int) -> None:
    _, hard = resource.getrlimit(what)
    resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _end_with(handle: int) -> None:
    """End this process when the other end of its pipe goes, in the middle of a call: nobody waits for it any more."""
    watched = select.poll()
    watched.register(handle, 0)  # hanging up is always told
    watched.poll()
    os._exit(1)


def value(answer: bytes) -> Any:  # noqa: ANN401 - whatever the function gave
    isvalue, result = pickle.loads(answer)
    if isvalue:
        return result
    raise result


def portable(error: Exception) -> Exception:
    """An exception that any process can load: our own as they are, others as their name and message."""
    if isinstance(error, BroadsheetError):
        return error
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f" at {os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}" if trace else ""  # noqa: PTH119
    return UnexpectedError(f"{type(error).__name__}{place}: {error}"[:_MESSAGE_CHARS])


def _ending(code: int | None) -> str:
    if code is None:
        return "no exit code"
    with contextlib.suppress(ValueError):
        return signal.Signals(-code).name
    return f"exit code {code}"


@contextlib.contextmanager
def hidden_main() -> Iterator[None]:
    """Keep a new worker from importing `__main__` again: under a Prefect worker that costs 4 s and 110 MB each."""
    main: dict[str, object] = importlib.import_module("__main__").__dict__
    with _starting:
        kept = {str(name): main.pop(name) for name in ("__spec__", "__file__") if name in main}
        main["__spec__"] = None
        try:
            yield
        finally:
            main.update(kept)
