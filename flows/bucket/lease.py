"""The object that says who may publish: renewed while its run lives, and void soon after it died.

No row depends on it: what keeps two runs from losing each other's rows is that the pointer is only written over the
one that the run began with (`storage_mirror`). It spares the second run its work, and lets it wait.
"""

import contextlib
import json
import os
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from broadsheet.flows import files
from broadsheet.flows.bucket.object_store import AbsentError, Place
from broadsheet.flows.files import LockedError
from broadsheet.transforms.errors import BroadsheetError, SettingsError

KEY = "lock.json"
# A lease that was not renewed for so long, by the store's clock, is void: four renewals missed, more than a store is
# seldom away for, and what a person waits for after a run that died. Set by hand.
SECONDS = 60.0
# A quarter of it, so that one renewal that fails, or two, cost nothing.
RENEW_SECONDS = 15.0
# Between two looks of a run that waits: a request a second is nothing to a store.
LOOK_SECONDS = 1.0


@contextlib.contextmanager
def lease(place: Place, owner: str, wait: float = 0) -> Iterator[None]:
    """Hold a dataset against other runs. `owner` names a folder that this process has locked.

    A lease of the same owner is void: its process is dead, else the folder were not ours.

    Raises  LockedError, when another run still holds it after `wait` seconds
    """
    claim = _Lease(place, {"owner": owner, "holder": f"process {os.getpid()} on {socket.gethostname()}"})
    until = time.monotonic() + wait
    while (problem := claim.take(owner)) is not None:
        if time.monotonic() >= until:
            raise LockedError(problem)
        time.sleep(LOOK_SECONDS)
    claim.start()
    try:
        yield
    finally:
        claim.end()


@dataclass(slots=True)
class _Lease:
    place: Place
    tenant: dict[str, str]
    etag: str | None = None
    times: int = 0
    _done: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def take(self, owner: str) -> str | None:
        """Try to take the lease; gives what is in the way."""
        if self._put(None):
            self._probe()
            return None
        try:
            stored = self.place.get(KEY)
        except AbsentError:
            return "another run has just ended: run again"
        holder = _parsed(stored.data)
        if (holder["owner"] in ("", owner) or stored.age > SECONDS) and self._put(stored.etag):
            return None
        return (
            f"another run ({holder['holder']}) is writing to {self.place.url}; wait until it ends, then run again, or"
            f" give --wait SECONDS. If it died, its lease ends in {max(0, SECONDS - stored.age):.0f} s"
        )

    def start(self) -> None:
        """Renew the lease from now on."""
        self._thread = threading.Thread(target=self._renew, name="lease", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Give the lease back, if it is still ours; where the store is gone, it ends by itself."""
        self._done.set()
        if self._thread:
            self._thread.join()
        self.tenant = {"owner": "", "holder": ""}
        with contextlib.suppress(BroadsheetError):
            self._put(self.etag)

    def _renew(self) -> None:
        while not self._done.wait(RENEW_SECONDS):
            with contextlib.suppress(BroadsheetError):
                # Another may have taken it while this machine slept: then the pointer refuses us in the end.
                if not self._put(self.etag):
                    return

    def _put(self, etag: str | None) -> bool:
        self.times += 1
        written = self.place.put_if(KEY, self._body(), etag)
        self.etag = written or self.etag
        return written is not None

    def _body(self) -> bytes:
        # With a number, so that it has another ETag each time, and no run takes what was renewed under its eyes.
        return files.canonical({**self.tenant, "times": self.times})

    def _probe(self) -> None:
        """Ask a store that holds no lease yet whether it keeps its word."""
        self.times += 1
        if self.place.put_if(KEY, self._body(), None) or self.place.put_if(KEY, self._body(), '"0"'):
            self.place.delete(KEY)
            raise SettingsError(
                f"the store of {self.place.url} ignores conditional writes (If-None-Match, If-Match), without which two"
                " runs would lose each other's rows: use one that honours them"
            )


def _parsed(data: bytes) -> dict[str, str]:
    try:
        content = json.loads(data)
        return {"owner": str(content["owner"]), "holder": str(content["holder"])}
    except (ValueError, KeyError, TypeError):
        return {"owner": "?", "holder": "unknown"}
