"""A real server on loopback: the deployments are served, and a scheduled run ends with a published dataset."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from broadsheet.flows.store import snapshots

if TYPE_CHECKING:
    from tests.flows.conftest import Desk

ROOT = Path(__file__).parents[2]
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("prefect")]

_DEPLOYMENTS = """
name: broadsheet
deployments:
  - name: often
    entrypoint: broadsheet.flows.prefect_flows.ingest_flow
    parameters:
      settings: {settings}
    enforce_parameter_schema: true
    concurrency_limit: {{limit: 1, collision_strategy: CANCEL_NEW}}
    schedules:
      - interval: 5
        timezone: Europe/London
"""


def _free_port() -> int:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        port: int = bound.getsockname()[1]
        return port


@contextlib.contextmanager
def _running(command: list[str], environment: dict[str, str], log: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """A process and all it starts, ended with the block."""
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=out, stderr=subprocess.STDOUT, start_new_session=True
        )
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _ask(url: str, body: dict[str, Any] | None = None) -> Any:  # noqa: ANN401 - whatever JSON holds
    data = None if body is None else json.dumps(body).encode()
    asked = urllib.request.Request(url, data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(asked, timeout=10) as answer:
        return json.load(answer)


def _until(what: str, seconds: float, url: str, body: dict[str, Any] | None, log: Path) -> Any:  # noqa: ANN401
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with contextlib.suppress(OSError):
            if answer := _ask(url, body):
                return answer
        time.sleep(0.5)
    raise AssertionError(f"{what} after {seconds} s: {log.read_text()[-3000:]}")


def test_a_scheduled_run_of_a_served_deployment_publishes(desk: "Desk", tmp_path: Path) -> None:
    port = _free_port()
    api = f"http://127.0.0.1:{port}/api"
    home = tmp_path / "prefect"
    home.mkdir()
    environment = {
        **os.environ,
        "PREFECT_HOME": str(home),
        "PREFECT_API_URL": api,
        "PREFECT_SERVER_SERVICES_SCHEDULER_LOOP_SECONDS": "2",
        "PREFECT_RUNNER_POLL_FREQUENCY": "2",
    }
    served = tmp_path / "prefect.yaml"
    served.write_text(_DEPLOYMENTS.format(settings=desk.settings().model_dump_json()))
    server = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    serve = [sys.executable, "-m", "broadsheet.flows.cli", "serve", "--file", str(served)]
    with _running(server, environment, tmp_path / "server.log"):
        _until("no server", 180, f"{api}/health", None, tmp_path / "server.log")
        with _running(serve, environment, tmp_path / "serve.log"):
            completed = {"flow_runs": {"state": {"type": {"any_": ["COMPLETED"]}}}}
            runs = _until("no run", 180, f"{api}/flow_runs/filter", completed, tmp_path / "serve.log")
            assert runs[0]["auto_scheduled"]
            assert runs[0]["deployment_id"] == _ask(f"{api}/deployments/name/ingest/often")["id"]
            assert runs[0]["name"].startswith("ingest: +")
            assert snapshots.rows_of(snapshots.read_manifest(desk.raw.parent / "processed"))["articles"] == 9
