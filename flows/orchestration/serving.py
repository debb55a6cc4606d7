"""From a prefect.yaml to deployments that are served on this machine, with a server beside them where there is none."""

import contextlib
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml
from prefect import serve
from prefect.client.schemas.objects import ConcurrencyLimitConfig
from prefect.client.schemas.schedules import CronSchedule, IntervalSchedule
from prefect.deployments.runner import RunnerDeployment
from prefect.flows import Flow, load_flow_from_entrypoint
from prefect.settings import PREFECT_API_URL, temporary_settings
from prefect.types.entrypoint import EntrypointType

from broadsheet.transforms.errors import SettingsError, StorageError

# Where Prefect's own command serves.
PORT = 4200
# A server takes some 20 s to start on a new home, by its migrations; on a busy machine several times as long.
_START_SECONDS = 180.0
# For one that is asked whether it is up, and between two such questions. Set by hand.
_ANSWER_SECONDS, _LOOK_SECONDS = 5, 0.5


def deployments(file: Path) -> list[RunnerDeployment]:
    """The deployments of a prefect.yaml, for `serve`: schedules, parameters and limits as they stand there.

    Raises  SettingsError, when the file cannot be read as one
    """
    try:
        declared = yaml.safe_load(file.read_text("utf-8"))["deployments"]
        return [_deployment(row) for row in declared]
    except (OSError, KeyError, TypeError, ValueError, yaml.YAMLError) as error:
        raise SettingsError(f"{file} declares no deployments that can be served: {error!r}") from error


def _deployment(declared: dict[str, Any]) -> RunnerDeployment:
    limit = declared.get("concurrency_limit")
    declared_flow: Flow[..., Any] = load_flow_from_entrypoint(declared["entrypoint"])
    return declared_flow.to_deployment(  # type: ignore[return-value]
        name=declared["name"],
        # Said here, since otherwise Prefect puts the commit in its place where the folder is a clone.
        version=declared_flow.version,
        description=declared.get("description"),
        parameters=declared.get("parameters", {}),
        schedules=[_schedule(schedule) for schedule in declared.get("schedules", [])],
        concurrency_limit=ConcurrencyLimitConfig(**limit) if limit else None,
        enforce_parameter_schema=declared.get("enforce_parameter_schema", True),
        tags=declared.get("tags", []),
        # By the name of its module a flow is found wherever it is run from. By a path it is looked for in the folder
        # that the server remembers, which it does not of a deployment that `prefect deploy` has registered before.
        entrypoint_type=EntrypointType.MODULE_PATH,
    )


def _schedule(declared: dict[str, Any]) -> CronSchedule | IntervalSchedule:
    zone = declared["timezone"]
    if "interval" in declared:
        return IntervalSchedule(interval=timedelta(seconds=declared["interval"]), timezone=zone)
    return CronSchedule(cron=declared["cron"], timezone=zone)


def serve_file(file: Path, has_server: bool, port: int = PORT) -> None:
    """Run the deployments of a prefect.yaml until interrupted; without a server, start one on loopback beside them."""
    served = deployments(file)
    with contextlib.ExitStack() as stack:
        if not has_server:
            url = stack.enter_context(_server(port))
            stack.enter_context(temporary_settings({PREFECT_API_URL: url}))
        serve(*served)


@contextlib.contextmanager
def _server(port: int) -> Iterator[str]:
    """A Prefect server of our own on loopback, gone when we are."""
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            _await(f"http://127.0.0.1:{port}/api/health", process)
            yield f"http://127.0.0.1:{port}/api"
        finally:
            process.terminate()


def _await(url: str, process: "subprocess.Popen[bytes]", seconds: float = _START_SECONDS) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=_ANSWER_SECONDS):
            return
        if process.poll() is not None:
            raise StorageError(
                f"the Prefect server ended with code {process.returncode}: is the port of {url} in use? If a server has"
                f" it, set PREFECT_API_URL={url.removesuffix('/health')}; else end what has it"
            )
        time.sleep(_LOOK_SECONDS)
    raise StorageError(f"the Prefect server did not answer within {seconds:.0f} s")
