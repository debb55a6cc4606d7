"""What a run did, for a person: a few lines for a terminal, a page for Prefect's interface."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from broadsheet.flows.run.ingest import Report


def summary(report: Report) -> str:
    """What happened, in a few lines."""
    counts = report.account.files
    verdict = "published" if report.is_new else "unchanged"
    lines = [
        f"snapshot {report.snapshot_id} {verdict}",
        f"files: {counts['found']} found, {_states(counts)}, {report.skipped} skipped by name",
        f"articles: {report.account.articles['found']} found, {_states(report.account.articles)}",
        "rows: " + ", ".join(f"{name} {n}" for name, n in sorted(report.rows.items())),
        "seconds: " + ", ".join(f"{name} {took:.1f}" for name, took in report.seconds.items()),
    ]
    codes = Counter(rejection.code for rejection in report.account.rejections)
    if codes:
        lines.insert(3, "rejects: " + ", ".join(f"{code} {n}" for code, n in sorted(codes.items())))
    notes = [*(f"warning: {check}" for check in report.warnings), *(f"mended: {note}" for note in report.mended)]
    return "\n".join([*lines, *notes, headline(report)])


def _states(counts: Mapping[str, int]) -> str:
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
        f"{counts['found']} files found: {_states(counts)}; {report.skipped} more skipped by name. Of the"
        f" {report.account.articles['found']} articles in them: {_states(report.account.articles)}. Since the last run"
        f" {changes.new} files are"
        f" new, {changes.changed} changed, {changes.unchanged} unchanged, {changes.removed} removed.",
        "## Warnings",
        "\n".join(f"* {check}" for check in report.warnings) if report.warnings else "None.",
        "## Rows",
        table(("table", "rows", "change"), [tuple(row.values()) for row in row_changes(report)]),
        "## Rejects",
        table(("stage", "code", "n"), [(*key, n) for key, n in sorted(rejects.items())]) if rejects else "None.",
        "## Seconds",
        table(("step", "seconds"), [(name, f"{took:.1f}") for name, took in report.seconds.items()]),
    ]
    return "\n\n".join(sections) + "\n"


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
