"""From the current snapshot and the one before to a page for a person: counts, rejects, drift by publisher."""

import html
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from broadsheet.flows.store import operations, snapshots
from broadsheet.transforms.tables.declared.operations import REJECTS, RUNS

# A publisher with fewer articles in either snapshot tells nothing of drift; a smaller change is chance.
MIN_ARTICLES = 5
MIN_DRIFT = 0.1
_ALL = "(all)"
_RUN_COLUMNS = ("started", "flow", "status", "new", "changed", "removed", "seconds")


@dataclass(frozen=True, slots=True)
class Drift:
    """How much more or less often a column of `articles` is null, for one publisher."""

    publisher: str
    column: str
    articles: int
    before: float
    now: float


def page(processed: Path) -> str:
    """The page, as Markdown.

    Raises  StorageError, when nothing is published
    """
    content = snapshots.read_manifest(processed)
    name = snapshots.snapshot_id(content)
    runs = sorted(operations.rows(processed, RUNS), key=lambda row: row["started_at"])
    earlier = _before(processed, name, [row["snapshot_id"] for row in runs])
    was = snapshots.rows_of(earlier) if earlier else {}
    counts, rows = content["counts"]["files"], sorted(snapshots.rows_of(content).items())
    rejects = Counter(
        (row["stage"], row["code"]) for row in operations.rows(processed, REJECTS) if row["resolved_run_id"] is None
    )
    sections = [
        f"# Snapshot `{name}`",
        f"{counts['found']} files: {counts['kept']} kept, {counts['duplicate']} duplicate, {counts['rejected']}"
        f" rejected. Compared with {f'`{snapshots.snapshot_id(earlier)}`' if earlier else 'nothing: it is the first'}.",
        "## Rows",
        table(("table", "rows", "change"), [(t, n, f"{n - was.get(t, 0):+d}") for t, n in rows]),
        "## Rejects",
        table(("stage", "code", "n"), [(*key, n) for key, n in sorted(rejects.items())]) if rejects else "None.",
        "## Drift",
        _drift_section(processed, earlier, content),
        "## Runs",
        table(_RUN_COLUMNS, [_run_row(row) for row in runs[-10:]]),
    ]
    return "\n\n".join(sections) + "\n"


def drift(before: pa.Table, now: pa.Table) -> list[Drift]:
    """Columns of `articles` whose share of nulls changed by MIN_DRIFT or more, the most first."""
    old, new = _null_shares(before), _null_shares(now)
    found = [
        Drift(publisher, column, articles, old[publisher][1][column], share)
        for publisher, (articles, shares) in new.items()
        if publisher in old and min(articles, old[publisher][0]) >= MIN_ARTICLES
        for column, share in shares.items()
        if column in old[publisher][1] and round(abs(share - old[publisher][1][column]), 9) >= MIN_DRIFT
    ]
    return sorted(found, key=lambda one: (-abs(one.now - one.before), one.publisher, one.column))


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table."""
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in lines)


def as_html(markdown: str) -> str:
    """A page of ours as HTML: headings, tables and paragraphs, which is all there is in one."""
    blocks = [_html_block(block) for block in markdown.strip().split("\n\n")]
    style = (
        "body{font-family:sans-serif;margin:2em}td,th{padding:.2em .8em;text-align:left;border-bottom:1px solid #ccc}"
    )
    head = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Broadsheet</title><style>{style}</style>'
    return "\n".join([head, *blocks, "</html>"]) + "\n"


def _html_block(block: str) -> str:
    if block.startswith("#"):
        level = len(block) - len(block.lstrip("#"))
        return f"<h{level}>{html.escape(block.lstrip('# '))}</h{level}>"
    if block.startswith("| "):
        head, _, *rows = [line.strip("| ").split(" | ") for line in block.splitlines()]
        cells = ["".join(f"<th>{html.escape(cell)}</th>" for cell in head)]
        cells += ["".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in rows]
        return "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"
    return f"<p>{html.escape(block)}</p>"


def _before(processed: Path, name: str, history: Sequence[str | None]) -> snapshots.Manifest | None:
    """The last snapshot that was current before this one, where it is still kept."""
    for other in reversed(history):
        if other not in (None, name) and (processed / "snapshots" / f"{other}.json").exists():
            return snapshots.read_manifest(processed, other)
    return None


def _drift_section(processed: Path, earlier: snapshots.Manifest | None, content: snapshots.Manifest) -> str:
    if earlier is None:
        return "Unknown."
    before, now = (snapshots.read_table(processed, "articles", one) for one in (earlier, content))
    rows = [
        (one.publisher, one.column, one.articles, f"{one.before:.2f}", f"{one.now:.2f}") for one in drift(before, now)
    ]
    return table(("publisher", "column", "articles", "null before", "null now"), rows[:50]) if rows else "None."


def _null_shares(articles: pa.Table) -> dict[str, tuple[int, dict[str, float]]]:
    """By publisher the number of articles, and by column the share that is null."""
    publishers = articles["publisher_domain"].cast(pa.string())
    groups = {_ALL: articles}
    groups |= {
        name: articles.filter(pc.equal(publishers, name)) for name in pc.unique(publishers.drop_null()).to_pylist()
    }
    return {
        name: (rows.num_rows, {column: rows[column].null_count / rows.num_rows for column in rows.column_names})
        for name, rows in groups.items()
        if rows.num_rows
    }


def _run_row(row: operations.Row) -> tuple[object, ...]:
    seconds = sum(json.loads(row["seconds"]).values())
    started = f"{row['started_at']:%Y-%m-%d %H:%M}"
    return started, row["flow"], row["status"], row["n_new"], row["n_changed"], row["n_removed"], f"{seconds:.0f}"
