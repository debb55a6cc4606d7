"""What a run did, for a person: a few lines for a terminal, a page for Prefect's interface."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from broadsheet.flows.run.ingest import Report

# Tables whose columns are shown, in a terminal and on a page: more are read by nobody. Set by hand.
_MAX_LINES = 5
_MAX_ROWS = 100


def summary(report: Report) -> str:
    """What happened, in a few lines."""
    counts = report.account.files
    verdict = "published" if report.is_new else "unchanged"
    lines = [
        f"snapshot {report.snapshot_id} {verdict}",
        f"files: {counts['found']} found, {states(counts)}, {report.skipped} skipped by name",
        f"articles: {report.account.articles['found']} found, {states(report.account.articles)}",
        "rows: " + ", ".join(f"{name} {n}" for name, n in sorted(report.rows.items())),
        "seconds: " + ", ".join(f"{name} {took:.1f}" for name, took in report.seconds.items()),
    ]
    lines[3:3] = [
        f"columns of {path}: {'; '.join(layouts)}" for path, layouts in islice(report.columns.items(), _MAX_LINES)
    ]
    if len(report.columns) > _MAX_LINES:
        lines.insert(3 + _MAX_LINES, f"columns of {len(report.columns) - _MAX_LINES} more tables: in article_evidence")
    codes = Counter(rejection.code for rejection in report.account.rejections)
    if codes:
        lines.insert(3, "rejects: " + ", ".join(f"{code} {n}" for code, n in sorted(codes.items())))
    notes = [*(f"warning: {check}" for check in report.warnings), *(f"mended: {note}" for note in report.mended)]
    return "\n".join([*lines, *notes, headline(report)])


def states(counts: Mapping[str, int]) -> str:
    """How many there are in each state, which add up to those found."""
    return ", ".join(f"{n} {state}" for state, n in counts.items() if state != "found")


def headline(report: Report) -> str:
    """What happened, in the name of a flow run."""
    changes = report.changes
    done = f"+{changes.new} ~{changes.changed} -{changes.removed} files, {len(report.account.rejections)} rejects"
    warned = f", {len(report.warnings)} warnings" if report.warnings else ""
    return f"{done}{warned}, {'published' if report.is_new else 'unchanged'} {report.snapshot_id[:8]}"


def page(report: Report) -> str:
    """The same and more, as Markdown: rows by table and their change, rejects by code, what changed, seconds."""
    counts, changes = report.account.files, report.changes
    rejects = Counter((rejection.stage, rejection.code) for rejection in report.account.rejections)
    sections = [
        f"# {'Published' if report.is_new else 'Unchanged'}: snapshot `{report.snapshot_id}`",
        f"{counts['found']} files found: {states(counts)}; {report.skipped} more skipped by name. Of the"
        f" {report.account.articles['found']} articles in them: {states(report.account.articles)}. Since the last run"
        f" {changes.new} files are"
        f" new, {changes.changed} changed, {changes.unchanged} unchanged, {changes.removed} removed.",
        "## Warnings",
        "\n".join(f"* {check}" for check in report.warnings) if report.warnings else "None.",
        "## Rows",
        table(("table", "rows", "change"), [tuple(row.values()) for row in row_changes(report)]),
        "## Columns",
        table(("table", "columns"), list(_columns(report))) if report.columns else "No table was read.",
        "## Rejects",
        table(("stage", "code", "n"), [(*key, n) for key, n in sorted(rejects.items())]) if rejects else "None.",
        "## Seconds",
        table(("step", "seconds"), [(name, f"{took:.1f}") for name, took in report.seconds.items()]),
    ]
    return "\n\n".join(sections) + "\n"


def _columns(report: Report) -> Iterator[tuple[str, str]]:
    """What was recognised in the tables of a run, one table a row."""
    for path, layouts in islice(report.columns.items(), _MAX_ROWS):
        yield from ((path, columns) for columns in layouts)
    if len(report.columns) > _MAX_ROWS:
        yield f"{len(report.columns) - _MAX_ROWS} more", "in article_evidence, where field is columns"


def row_changes(report: Report) -> list[dict[str, str | int]]:
    """Rows by table, and how many more than in the snapshot before."""
    return [
        {"table": name, "rows": n, "change": f"{n - report.earlier_rows.get(name, 0):+d}"}
        for name, n in sorted(report.rows.items())
    ]


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table."""
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in lines)
