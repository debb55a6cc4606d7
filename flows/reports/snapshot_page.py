"""The report of a snapshot beside the one before: one page that needs nothing beside it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from markupsafe import Markup

from broadsheet.flows import files
from broadsheet.flows.exports import database
from broadsheet.flows.reports import drawing, templates
from broadsheet.flows.reports.drift import drift
from broadsheet.flows.reports.panels import PANELS, Panel
from broadsheet.flows.store import operations, snapshots
from broadsheet.transforms.charts import specs
from broadsheet.transforms.tables.declared.operations import RUNS

NAME = "report.html"
# A chart has so many points by day, else by month (some 40), else by year: what its width tells apart. Set by hand.
_DAYS_BY_DAY, _DAYS_BY_MONTH = 45, 1_200
_FORMATS = {"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}
# Rows of a table, bars of what is missing, columns that drifted: some screens of each, the most first. Set by hand.
_TABLE_ROWS = 60
_NULL_COLUMNS = 30
_DRIFT_COLUMNS = 50
_COUNTS = (
    ("articles", "articles", "count(*)"),
    ("outlets", "articles", "count(DISTINCT publisher_domain)"),
    ("sentences", "sentences", "count(*)"),
    ("named persons", "entities", "count(DISTINCT entity_key) FILTER (type = 'PERSON')"),
    ("quotations", "quotes", "count(*)"),
    ("quoted words", "quotes", "coalesce(sum(n_words), 0)::BIGINT"),
)


@dataclass(frozen=True, slots=True)
class Section:
    """A panel with its rows: the names of the columns, the rows of cells, and the drawing where it has one."""

    key: str
    title: str
    note: str
    names: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    n_rows: int
    drawing: Markup | None


@dataclass(frozen=True, slots=True)
class Overview:
    """What stands above the panels: the snapshots, the days it covers, and how many there are of what."""

    snapshot_id: str
    schema_version: str
    earlier_id: str | None
    first: date | None
    last: date | None
    counts: tuple[tuple[str, int], ...]
    changes: tuple[tuple[str, int, int], ...]


def write(processed: Path, file: Path) -> None:
    """Write the report on the current snapshot to a file, in one step.

    Raises  StorageError, when nothing is published, or it cannot be written
    """
    files.save(file, page(processed).encode())


def page(processed: Path) -> str:
    """The report on the current snapshot, as HTML.

    Raises  StorageError, when nothing is published
    """
    content = snapshots.read_manifest(processed)
    earlier = _before(processed, snapshots.snapshot_id(content))
    with database.opened(processed, content) as connection:
        known = database.columns(connection)
        overview = _overview(connection, known, content, earlier)
        sections = [
            *_panels(connection, known, overview),
            *_missing(connection, known),
            *_drift(processed, earlier, content),
        ]
    return templates.rendered("report.html", overview=overview, sections=sections, series=len(specs.PALETTE))


def _panels(connection: database.Connection, known: Mapping[str, set[str]], overview: Overview) -> Iterator[Section]:
    days = (overview.last - overview.first).days if overview.first and overview.last else 0
    period = "day" if days <= _DAYS_BY_DAY else "month" if days <= _DAYS_BY_MONTH else "year"
    coarse = "month" if days <= _DAYS_BY_MONTH else "year"
    for panel in PANELS:
        if any(columns - known.get(table, set()) for table, columns in panel.needs.items()):
            continue
        if rows := database.rows(connection, _dated(panel.query, period, coarse)):
            yield _section(panel, rows)


def _dated(query: str, period: str, coarse: str) -> str:
    lengths = {
        "{period}": period,
        "{coarse}": coarse,
        "{period_format}": _FORMATS[period],
        "{coarse_format}": _FORMATS[coarse],
    }
    for place, length in lengths.items():
        query = query.replace(place, length)
    return query


def _section(panel: Panel, rows: list[database.Row]) -> Section:
    chart = drawing.svg(panel.chart(rows)) if panel.chart else None
    cells = tuple(tuple(row.values()) for row in rows[:_TABLE_ROWS])
    return Section(panel.key, panel.title, panel.note, tuple(rows[0]), cells, len(rows), chart)


def _missing(connection: database.Connection, known: Mapping[str, set[str]]) -> Iterator[Section]:
    names = sorted(name for name in known["articles"] if not name.endswith("_unquoted"))
    shares = ", ".join(f'round(avg(("{name}" IS NULL)::INT), 3) AS "{name}"' for name in names)
    [row] = database.rows(connection, f"SELECT {shares} FROM articles")
    most = sorted(((share, name) for name, share in row.items() if share), key=lambda pair: (-pair[0], pair[1]))
    if most:
        panel = Panel(
            "missing",
            "What is missing",
            "Columns of articles by the share of rows without a value; the dictionary says what a missing value means.",
            {},
            "",
            partial(specs.bars_of_shares, name="column", value="missing", title="share of articles"),
        )
        yield _section(panel, [{"column": name, "missing": share} for share, name in most[:_NULL_COLUMNS]])


def _drift(processed: Path, earlier: snapshots.Manifest | None, content: snapshots.Manifest) -> Iterator[Section]:
    if earlier is None:
        return
    before, now = (snapshots.read_table(processed, "articles", each) for each in (earlier, content))
    changes = drift(before, now)[:_DRIFT_COLUMNS]
    note = "Columns of articles that are missing a tenth more often, or less, than in the snapshot before."
    rows = [
        {
            "outlet": change.publisher,
            "column": change.column,
            "articles": change.articles,
            "missing before": round(change.before, 2),
            "missing now": round(change.now, 2),
        }
        for change in changes
    ]
    yield _section(Panel("drift", "Drift", note, {}, ""), rows or [{"drift": "none"}])


def _overview(
    connection: database.Connection,
    known: Mapping[str, set[str]],
    content: snapshots.Manifest,
    earlier: snapshots.Manifest | None,
) -> Overview:
    counts = []
    for name, table, measure in _COUNTS:
        if table in known:
            [row] = database.rows(connection, f"SELECT {measure} AS n FROM {table}")
            counts.append((name, row["n"]))
    [days] = database.rows(
        connection, "SELECT min(published_date)::DATE AS first, max(published_date)::DATE AS last FROM articles"
    )
    was = snapshots.rows_of(earlier) if earlier else {}
    changes = [(name, n, n - was.get(name, 0)) for name, n in sorted(snapshots.rows_of(content).items())]
    earlier_id = snapshots.snapshot_id(earlier) if earlier else None
    version = str(content.get("schema_version", "before 2"))
    return Overview(
        snapshot_id=snapshots.snapshot_id(content),
        schema_version=version,
        earlier_id=earlier_id,
        first=days["first"],
        last=days["last"],
        counts=tuple(counts),
        changes=tuple(changes),
    )


def _before(processed: Path, name: str) -> snapshots.Manifest | None:
    """The last snapshot that was current before this one, where it is still kept."""
    runs = sorted(operations.rows(processed, RUNS), key=lambda row: row["started_at"])
    for other in reversed([row["snapshot_id"] for row in runs]):
        if other not in (None, name) and (processed / "snapshots" / f"{other}.json").exists():
            return snapshots.read_manifest(processed, other)
    return None
