"""A real server on loopback: deployments are served, runs are told of, and one that is killed calls for help."""

import contextlib
import http.server
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from broadsheet.flows.store import notes, operations, snapshots
from broadsheet.transforms.tables.declared.operations import RUNS

if TYPE_CHECKING:
    from tests.flows.conftest import Desk

ROOT = Path(__file__).parents[2]
AUTOMATIONS = sorted((ROOT / "automations").glob("*.yaml"))
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("prefect")]


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


@dataclass(frozen=True)
class Server:
    """A server, the environment by which commands find it, and where they work."""

    api: str
    environment: dict[str, str]
    folder: Path

    def ask(self, path: str, body: dict[str, Any] | None = None) -> Any:  # noqa: ANN401 - whatever JSON holds
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.api}{path}", data, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)

    def until(self, what: str, path: str, body: dict[str, Any] | None = None) -> Any:  # noqa: ANN401 - as ask
        """The first answer that is not empty."""
        return _until(what, lambda: self.ask(path, body), self.folder)

    def prefect(self, *arguments: str) -> str:
        command = [sys.executable, "-m", "prefect", *arguments]
        done = subprocess.run(command, cwd=self.folder, env=self.environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def deployments(self, desk: "Desk", **more: object) -> Path:
        """A prefect.yaml in the folder of the server, with one deployment of the ingest."""
        settings = desk.settings().model_dump(mode="json")
        often = {
            "name": "often",
            "entrypoint": "broadsheet.flows.prefect_flows.ingest_flow",
            "parameters": {"settings": settings},
            "enforce_parameter_schema": True,
            "concurrency_limit": {"limit": 1, "collision_strategy": "CANCEL_NEW"},
            **more,
        }
        path = self.folder / "prefect.yaml"
        path.write_text(yaml.safe_dump({"name": "broadsheet", "deployments": [often]}))
        return path


def _until(what: str, ask: Any, folder: Path) -> Any:  # noqa: ANN401 - whatever is asked for
    until = time.monotonic() + 180
    while time.monotonic() < until:
        with contextlib.suppress(OSError):
            if answer := ask():
                return answer
        time.sleep(0.2)
    logs = "\n".join(path.read_text()[-3000:] for path in sorted(folder.glob("*.log")))
    raise AssertionError(f"{what} within 180 s: {logs}")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("server")
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        port = bound.getsockname()[1]
    (folder / "home").mkdir()
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PREFECT_HOME": str(folder / "home"),
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_SERVER_SERVICES_SCHEDULER_LOOP_SECONDS": "2",
        "PREFECT_RUNNER_POLL_FREQUENCY": "2",
        "PREFECT_CLI_PROMPT": "false",
    }
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    there = Server(environment["PREFECT_API_URL"], environment, folder)
    with _running(command, environment, folder / "server.log"):
        there.until("no server", "/health")
        yield there


@contextlib.contextmanager
def _served(server: Server, file: Path) -> Iterator["subprocess.Popen[bytes]"]:
    command = [sys.executable, "-m", "broadsheet.flows.cli", "serve", "--file", str(file)]
    with _running(command, server.environment, server.folder / "serve.log") as process:
        yield process


def test_a_served_deployment_publishes_though_it_was_registered_for_workers_before(
    server: Server, desk: "Desk"
) -> None:
    server.prefect("work-pool", "create", "broadsheet", "--type", "process")
    often = [{"interval": 15, "timezone": "Europe/London"}]
    file = server.deployments(desk, work_pool={"name": "broadsheet"}, tags=["nightly"], schedules=often)
    server.prefect("--no-prompt", "deploy", "--all")
    with _served(server, file):
        completed = {"flow_runs": {"state": {"type": {"any_": ["COMPLETED"]}}}}
        run = server.until("no run", "/flow_runs/filter", completed)[0]
    deployment = server.ask("/deployments/name/ingest/often")
    assert run["deployment_id"] == deployment["id"]
    assert run["auto_scheduled"]
    assert run["name"].startswith("ingest: +")
    assert "nightly" in run["tags"]
    assert run["deployment_version"] == deployment["version"]
    assert len(deployment["version"]) == 12
    processed = desk.raw.parent / "processed"
    assert snapshots.rows_of(snapshots.read_manifest(processed))["articles"] == 9
    wanted = {"filter": {"event": {"name": ["prefect.asset.materialization.succeeded"]}}}
    (event,) = _until("no event", lambda: server.ask("/events/filter", wanted)["events"], server.folder)
    assert event["resource"]["prefect.resource.id"] == processed.as_uri()
    assert event["payload"]["snapshot_id"] == snapshots.current_id(processed)
    server.prefect("deployment", "delete", "ingest/often")


@pytest.fixture
def webhook() -> Iterator[tuple[str, list[str]]]:
    """The address of a webhook on loopback, and what it was told."""
    bodies: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            bodies.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{listening.server_port}/", bodies
        listening.shutdown()


def _block(server: Server, url: str) -> str:
    """The id of a Webhook block."""
    code = f"from prefect.blocks.webhook import Webhook; print(Webhook(url={url!r}).save('alert', overwrite=True))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=server.folder, env=server.environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()[-1]


def test_a_run_that_is_killed_calls_the_webhook_and_has_its_row(
    server: Server, desk: "Desk", webhook: tuple[str, list[str]]
) -> None:
    url, bodies = webhook
    alert = server.folder / "alert.yaml"
    text = (ROOT / "automations" / "ended-badly.yaml").read_text()
    alert.write_text(text.replace("<webhook>", _block(server, url)))
    server.prefect("automation", "create", "--from-file", str(alert))
    processed = desk.raw.parent / "processed"
    file = server.deployments(
        desk, parameters={"settings": desk.settings(executor="processes:1").model_dump(mode="json")}
    )
    with _served(server, file) as serving:
        server.until("no deployment", "/deployments/name/ingest/often")
        server.prefect("deployment", "run", "ingest/often")
        _until("no run began", (processed / notes.RUNNING).exists, server.folder)
        for pid in Path(f"/proc/{serving.pid}/task/{serving.pid}/children").read_text().split():
            os.kill(int(pid), signal.SIGKILL)
        _until("no row", lambda: operations.rows(processed, RUNS), server.folder)
        _until("no call", lambda: bodies, server.folder)
    (row,) = operations.rows(processed, RUNS)
    assert (row["status"], row["trigger"], row["snapshot_id"]) == ("killed", "deployment", None)
    (body,) = bodies
    assert "is Crashed: Process exited with status code: -9" in body


@pytest.mark.parametrize("file", AUTOMATIONS, ids=[path.stem for path in AUTOMATIONS])
def test_an_automation_is_taken_after_one_edit(server: Server, file: Path) -> None:
    edited = server.folder / file.name
    id_of_a_block = "5f0c0a9e-6f1e-4a47-9c3d-0d9b6d1f2a11"
    text = file.read_text()
    assert text.count("<webhook>") + text.count("<report>") == 2  # once where it is told of
    edited.write_text(text.replace("<webhook>", id_of_a_block).replace("<report>", id_of_a_block))
    name = yaml.safe_load(text)["name"]
    assert f"'{name}'" in server.prefect("automation", "create", "--from-file", str(edited))
