"""A run that is killed leaves a row all the same, which the next one writes."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from broadsheet.flows.store import notes

if TYPE_CHECKING:
    from tests.flows.conftest import Desk

ROOT = Path(__file__).parents[3]


def _runs(processed: Path) -> pd.DataFrame:
    return pd.read_parquet(processed / "_ops" / "runs.parquet")


def test_a_killed_run_has_a_row_and_runs_are_in_order_of_time(desk: "Desk") -> None:
    processed = desk.raw.parent / "processed"
    desk.ingest()
    desk.put("2021-04/new.md", 60, "2021-04-01")
    folders = ["--raw", str(desk.raw), "--processed", str(processed)]
    how = ["--recogniser", "none", "--no-parse", "--max-reject-share", "0.5", "--plain", "--executor", "inline"]
    command = [sys.executable, "-m", "broadsheet.flows.cli", "ingest", *folders, *how]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as process:
        until = time.monotonic() + 60
        while not (processed / notes.RUNNING).exists() and time.monotonic() < until:
            time.sleep(0.01)
        os.kill(process.pid, signal.SIGKILL)
    assert (processed / notes.RUNNING).exists()
    desk.ingest()
    runs = _runs(processed)
    assert runs["status"].tolist() == ["published", "killed", "published"]
    assert runs["started_at"].is_monotonic_increasing
    assert runs["run_id"].is_unique
    assert not (processed / notes.RUNNING).exists()


def test_a_note_of_a_run_that_told_its_end_adds_no_row(desk: "Desk") -> None:
    processed = desk.raw.parent / "processed"
    desk.ingest()
    kept = _runs(processed)["run_id"].item()
    desk.ingest()
    run = {"run_id": kept, "flow": "ingest", "trigger": "command", "started_at": "2024-03-01T00:00:00+00:00"}
    notes.write(processed, notes.RUNNING, {**run, "parameters": {}, "versions": {}})
    desk.ingest()
    assert "killed" not in _runs(processed)["status"].tolist()


def test_a_damaged_note_stops_no_run(desk: "Desk") -> None:
    desk.ingest()
    (desk.raw.parent / "processed" / notes.RUNNING).write_bytes(b"{")
    desk.ingest()
    assert _runs(desk.raw.parent / "processed")["status"].tolist() == ["published", "unchanged"]
