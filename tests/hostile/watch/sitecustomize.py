"""Put first on PYTHONPATH: each Python process logs what leaves the machine, and is refused it."""

import os
import sys
from typing import Any

_LOG = os.environ.get("WATCH_LOG", "")
_STAYS = ("127.", "::1", "localhost", "::ffff:127.")


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event in ("socket.connect", "socket.sendto") and isinstance(arguments[1], tuple):
        _refuse_unless_here("connect", arguments[1][0])
    elif event in ("socket.getaddrinfo", "socket.gethostbyname") and arguments[0]:
        _refuse_unless_here("look-up", arguments[0])


def _refuse_unless_here(what: str, host: object) -> None:
    name = host.decode() if isinstance(host, bytes) else str(host)
    if name.startswith(_STAYS) or name == os.uname().nodename:
        return
    with open(_LOG, "a", encoding="utf-8") as log:  # noqa: PTH123 - every process runs this first: no imports
        log.write(f"{what} {name}\n")
    raise OSError(f"{what} {name}: leaves the machine")


if _LOG:
    sys.addaudithook(_watch)
