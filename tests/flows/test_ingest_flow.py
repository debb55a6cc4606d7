"""The same run as a Prefect flow: tasks, artifacts, and failures that do not look green."""

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flows import executors, snapshots
from flows.executors import Inline
from flows.settings import Settings, settings
from transforms.errors import ContractError, RunError

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # Prefect's own dependencies warn when they are imported
    from prefect.client.orchestration import get_client
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings
    from prefect.testing.utilities import prefect_test_harness

    from flows.ingest_flow import ingest_flow

pytestmark = [pytest.mark.filterwarnings("ignore"), pytest.mark.xdist_group("prefect")]


@pytest.fixture(scope="module", autouse=True)
def _server() -> Iterator[None]:
    with (
        prefect_test_harness(server_startup_timeout=180),
        temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}),
    ):
        yield


def _settings(raw_folder: Path) -> Settings:
    given = {"recogniser": "none", "executor": "inline", "max_reject_share": 0.5, "batch_size": 4}
    return settings({"raw": raw_folder, "processed": raw_folder.parent / "processed", **given})


def test_a_flow_run_publishes_and_shows_what_it_did(raw_folder: Path) -> None:
    chosen = _settings(raw_folder)
    rows = ingest_flow(chosen)
    assert rows == snapshots.rows_of(snapshots.read_manifest(chosen.processed))
    assert rows["articles"] == 9
    with get_client(sync_client=True) as client:
        (run,) = client.read_flow_runs()
        artifacts = {one.key: one for one in client.read_artifacts()}
    assert run.name == f"ingest {chosen.raw} into {chosen.processed}"
    assert run.state_name == "Completed"
    assert {f"broadsheet-ingest-{name}" for name in ("progress", "rows", "rejects", "report")} <= artifacts.keys()
    assert "11 files found: 9 kept, 1 duplicate, 1 rejected" in str(artifacts["broadsheet-ingest-report"].data)


class _Broken(Inline):
    def call(self, seconds: float, function: Any, *arguments: Any) -> Any:  # noqa: ANN401 - as Executor.call
        raise ContractError("articles.n_words: below 0")


def test_a_failed_batch_fails_the_flow_and_publishes_nothing(raw_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(executors, "executor", lambda *_: _Broken())
    chosen = _settings(raw_folder)
    with pytest.raises(RunError, match="3 of 3 batch calls failed; the first: 2021-01/ferry-0"):
        ingest_flow(chosen)
    assert snapshots.current_id(chosen.processed) is None
