"""From pages to pictures in Chromium, light, dark and on a phone, and to what its console and axe say of them.

    PYTHONPATH=. python benchmarks/pages.py OUT --axe axe.min.js [--chromium PATH] NAME=URL ...

Prints a line for each page and look: messages of the console, and what axe finds (WCAG 2 A and AA, best practice), by
how grave it is. `axe.min.js` is a part of the package axe-playwright-python, and of axe-core elsewhere; neither is
needed to run Broadsheet.
"""

import argparse
import asyncio
import base64
import json
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

LOOKS = {"light": ("light", 1280, 900), "dark": ("dark", 1280, 900), "phone": ("light", 390, 844)}
# Seconds for the browser to start, and for a page to be there, on a busy machine.
_PATIENCE = 120.0
# Time for what a page does once it is there.
_SETTLE = 0.5
_AXE = """
axe.run(document, {resultTypes: ["violations"]}).then(r => JSON.stringify(r.violations.map(
    v => [v.impact, v.id, v.nodes.length, v.nodes[0].html.slice(0, 120)])))"""

Json = dict[str, Any]


class Tab:
    """A tab of the browser: commands in order, with what it reports between them."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._number = 0
        self.events: list[Json] = []

    async def ask(self, method: str, **parameters: Any) -> Json:  # noqa: ANN401 - as the protocol has it
        """The answer to a command."""
        self._number += 1
        await self._socket.send(json.dumps({"id": self._number, "method": method, "params": parameters}))
        while (message := await self._next()).get("id") != self._number:
            self.events.append(message)
        if "error" in message:
            raise RuntimeError(f"{method}: {message['error']['message']}")
        result: Json = message["result"]
        return result

    async def wait_for(self, method: str) -> None:
        """Read what the tab reports up to an event."""
        while not any(event["method"] == method for event in self.events):
            self.events.append(await self._next())

    async def _next(self) -> Json:
        message: Json = json.loads(await asyncio.wait_for(self._socket.recv(), _PATIENCE))
        return message


async def looked_at(port: int, page: tuple[str, str], axe: str, out: Path) -> None:
    """Take the pictures of a page, and print what is wrong with it."""
    name, url = page
    for look, (scheme, width, height) in LOOKS.items():
        async with connect(f"ws://127.0.0.1:{port}{_new_tab(port)}", max_size=None) as socket:
            tab = Tab(socket)
            for domain in ("Page", "Runtime", "Log"):
                await tab.ask(f"{domain}.enable")
            media = [{"name": "prefers-color-scheme", "value": scheme}]
            await tab.ask("Emulation.setEmulatedMedia", features=media)
            is_phone = look == "phone"
            size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": is_phone}
            await tab.ask("Emulation.setDeviceMetricsOverride", **size)
            started = time.monotonic()
            await tab.ask("Page.navigate", url=url)
            await tab.wait_for("Page.loadEventFired")
            took = time.monotonic() - started
            await asyncio.sleep(_SETTLE)
            picture = await tab.ask("Page.captureScreenshot", format="png")
            (out / f"{name}-{look}.png").write_bytes(base64.b64decode(picture["data"]))
            wide = await _value(tab, "document.documentElement.scrollWidth")
            await tab.ask("Runtime.evaluate", expression=axe)
            violations = json.loads(await _value(tab, _AXE))
            console = [message for event in tab.events if (message := _complaint(event))]
            print(f"{name} {look}: {took:.2f} s, {wide} of {width} px, console {console or 'silent'}", flush=True)
            for impact, rule, n, example in violations:
                print(f"    {impact}: {rule}, {n} times, as in {example}")


async def _value(tab: Tab, expression: str) -> Any:  # noqa: ANN401 - whatever the expression gives
    result = await tab.ask("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
    return result["result"]["value"]


def _complaint(event: Json) -> str | None:
    parameters = event.get("params", {})
    if event.get("method") == "Log.entryAdded" and parameters["entry"]["level"] in ("warning", "error"):
        return str(parameters["entry"]["text"])
    if event.get("method") == "Runtime.exceptionThrown":
        return str(parameters["exceptionDetails"]["text"])
    return None


def _new_tab(port: int) -> str:
    import urllib.request

    request = urllib.request.Request(f"http://127.0.0.1:{port}/json/new", method="PUT")
    with urllib.request.urlopen(request, timeout=_PATIENCE) as answer:
        address: str = json.loads(answer.read())["webSocketDebuggerUrl"]
    return "/devtools" + address.partition("/devtools")[2]


@contextmanager
def _browser(chromium: str) -> Iterator[int]:
    """The port of a browser of our own, gone when we are."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0", "--no-first-run"]
        command = [chromium, *flags, f"--user-data-dir={profile}", "about:blank"]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            try:
                yield _port_of(Path(profile) / "DevToolsActivePort")
            finally:
                process.terminate()


def _port_of(file: Path) -> int:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        if file.exists() and (lines := file.read_text().splitlines()):
            return int(lines[0])
        time.sleep(_SETTLE)
    raise TimeoutError("the browser did not start")


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("out", type=Path, help="folder of the pictures")
    options.add_argument("pages", nargs="+", metavar="NAME=URL")
    options.add_argument("--axe", type=Path, required=True)
    options.add_argument("--chromium", default="chromium")
    chosen = options.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    axe = chosen.axe.read_text("utf-8")
    with _browser(chosen.chromium) as port:
        for page in chosen.pages:
            name, _, url = page.partition("=")
            asyncio.run(looked_at(port, (name, url), axe, chosen.out))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
