"""The operational tables, beside the data tables under `_ops/`: what runs did, and what became of each raw file."""

from typing import get_args

import pyarrow as pa

from broadsheet.transforms.records.record import RejectCode
from broadsheet.transforms.tables.declared.columns import category, count, instant, text
from broadsheet.transforms.tables.schema import Column, TableSpec

_RAW_PATH = text("raw_path", "The raw file, or file#member.")
_RAW_SHA256 = text("raw_sha256", "SHA-256 of the raw file.", "the file was not read")
_RUN_ID = text("run_id", "The run.")


RUNS = TableSpec(
    "runs",
    "run, in order of time",
    ("started_at", "run_id"),
    (
        _RUN_ID,
        category("flow", "Flow that ran."),
        category("trigger", "What started it."),
        text("parameters", "Parameters, JSON."),
        instant("started_at", "Start."),
        instant("finished_at", "End; of a run that was killed, when the next one found it so."),
        category("status", "How it ended.", ("published", "unchanged", "failed", "killed")),
        text("versions", "Code, schema and model versions, JSON."),
        count("n_seen", "Files found."),
        count("n_new", "Files not seen by an earlier run."),
        count("n_changed", "Files with other bytes than in an earlier run."),
        count("n_unchanged", "Files as in an earlier run."),
        count("n_removed", "Files of an earlier run that are gone."),
        count("n_rejected", "Files and members rejected."),
        text("rows", "Rows per table, JSON."),
        text("seconds", "Seconds per stage, JSON."),
        text("snapshot_id", "Snapshot that was current at the end.", "none"),
    ),
)
STATES = ("kept", "rejected", "superseded", "version", "duplicate", "joined", "removed")

FILES = TableSpec(
    "files",
    "raw file, or article in a file of many",
    ("raw_path",),
    (
        _RAW_PATH,
        _RAW_SHA256,
        Column("size_bytes", pa.int64(), "Size.", "byte", null_means="the file was not read", minimum=0),
        Column("mtime_ns", pa.int64(), "Modification time of the file.", "ns", null_means="the file was not read"),
        category("state", "What became of it; joined: read with another one, as a page or as metadata.", STATES),
        Column("article_id", pa.int64(), "The article it gave, or is a version or duplicate of.", null_means="none"),
        instant("first_seen_at", "Start of the first run that saw it."),
        instant("last_seen_at", "Start of the last run that saw it."),
        _RUN_ID,
    ),
)
REJECTS = TableSpec(
    "rejects",
    "file or article that could not be kept",
    ("raw_path", "stage", "code"),
    (
        _RAW_PATH,
        _RAW_SHA256,
        category("stage", "Stage that refused it.", ("raw", "read", "collection")),
        category("code", "Why.", get_args(RejectCode)),
        text("message", "What is wrong and what to do."),
        text("excerpt", "What was seen there.", "nothing to show"),
        instant("first_seen_at", "Start of the first run that refused it."),
        count("n_attempts", "Runs that refused it."),
        text("resolved_run_id", "Run that no longer refused it.", "still open"),
    ),
)
IDS = TableSpec(
    "ids",
    "id of an article that was given up for another",
    ("old_article_id", "article_id"),
    (
        Column("old_article_id", pa.int64(), "The id of the key that several articles turned out to share."),
        Column("article_id", pa.int64(), "The id that one of these articles has in its place."),
        text("article_key", "The key that it is made of: the shared one, # and the hash of the article's text."),
        _RUN_ID,
    ),
)
# What a check is of, in the place of a gold set.
CHECKED = "this snapshot"
QUALITY = TableSpec(
    "quality",
    "check of the current snapshot, or accuracy of the shipped models on a gold set",
    ("check", "table", "part", "gold"),
    (
        category("check", "What was checked or measured."),
        category("table", "Table."),
        category(
            "part",
            "The rows it is about: all, a group (a kind of quotation, an outlet, a bin of a score), or a column.",
        ),
        Column("value", pa.float64(), "Value found.", null_means="not a number"),
        Column("low", pa.float64(), "Lowest good value.", null_means="no bound"),
        Column("high", pa.float64(), "Highest good value.", null_means="no bound"),
        count("n", "Marked rows of the gold set that the figure is of.", "a check, which is of all rows"),
        category("gold", f"The gold set; of a check {CHECKED}."),
        category("status", "Verdict; a figure of accuracy has no bound to break.", ("ok", "warning", "failed")),
    ),
)


OPS_TABLES = (RUNS, FILES, REJECTS, IDS, QUALITY)
