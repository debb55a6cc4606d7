"""Checks of a snapshot before it is published: what is missing, what is lost since the last, and the bounds of both."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from broadsheet.flows.settings import LOST, Bound
from broadsheet.flows.store import snapshots
from broadsheet.transforms.errors import RunError

Status = Literal["ok", "warning", "failed"]

# Shares above which something is likely wrong with the raw files or the program, and none that stops a run: galleries
# have no text. Set by hand, above what the pages of the development gold have.
DEFAULTS: Mapping[str, Bound] = {
    "articles.title": Bound(0.05),
    "articles.text": Bound(0.1),
    "articles.published_date": Bound(0.3),
    "articles.publisher_domain": Bound(0.3),
    "quotes.speaker_surface": Bound(0.5),
    LOST: Bound(0.1),
}


@dataclass(frozen=True, slots=True)
class Check:
    """A share of the rows of a table, its bound, and the verdict; `part` is a column, or all."""

    check: str
    table: str
    part: str
    value: float
    high: float
    status: Status

    def __str__(self) -> str:
        """The check as a person is told it."""
        what = "lost since the last run" if self.part == "all" else f"without {self.part}"
        return f"{self.value:.0%} of {self.table} {what}, more than {self.high:g}"


def checks(
    processed: Path, content: snapshots.Manifest, earlier_rows: Mapping[str, int], bounds: Mapping[str, Bound]
) -> list[Check]:
    """The checks of a snapshot whose parts are written; `bounds` stand in place of the defaults of the same names."""
    return list(_checks(processed, content, earlier_rows, {**DEFAULTS, **bounds}))


def refuse(results: list[Check]) -> None:
    """Raise RunError for the checks that failed: nothing is published."""
    failed = [str(check) for check in results if check.status == "failed"]
    if failed:
        raise RunError(f"nothing was published: {'; '.join(failed)}; look at the raw files, or give other --bounds")


def _checks(
    processed: Path, content: snapshots.Manifest, earlier_rows: Mapping[str, int], bounds: Mapping[str, Bound]
) -> Iterator[Check]:
    n_rows = snapshots.rows_of(content)
    for name, bound in sorted(bounds.items()):
        table, _, column = name.partition(".")
        if not column:
            before = earlier_rows.get(table, 0)
            if before:
                yield _check("lost_share", table, "all", max(1 - n_rows.get(table, 0) / before, 0.0), bound)
        elif n_rows.get(table):
            parts = [part for part in snapshots.parts_of(content) if part.table == table]
            missing = sum(snapshots.read_part(processed, part, [column])[column].null_count for part in parts)
            yield _check("missing_share", table, column, missing / n_rows[table], bound)


def _check(check: str, table: str, part: str, value: float, bound: Bound) -> Check:
    if bound.red is not None and value > bound.red:
        return Check(check, table, part, value, bound.red, "failed")
    return Check(check, table, part, value, bound.yellow, "warning" if value > bound.yellow else "ok")
