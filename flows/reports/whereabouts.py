"""What became of a raw file and of the articles in it."""

from dataclasses import dataclass
from pathlib import Path

from broadsheet.flows.bucket import mirror
from broadsheet.flows.settings import Settings
from broadsheet.flows.store import operations, snapshots
from broadsheet.transforms.errors import SettingsError
from broadsheet.transforms.tables.declared.operations import FILES, REJECTS

_MOST_LINES = 1_000  # of members; what a person may scroll through. Set by hand.


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Lines on the file and its members, and by state how many members there are."""

    lines: tuple[str, ...]
    counts: dict[str, int]

    def __str__(self) -> str:
        total = sum(self.counts.values())
        states = ", ".join(f"{n} {state}" for state, n in sorted(self.counts.items()))
        left = len(self.lines) - _MOST_LINES
        more = [f"... and {left} more, in _ops/files and _ops/rejects"] if left > 0 else []
        return "\n".join([*self.lines[:_MOST_LINES], *more, f"{total} in all: {states}"])


def where(settings: Settings, name: str) -> Whereabouts:
    """What became of a raw file, by its path below the raw folder, by its whole path, or of a member as file#member.

    Raises  SettingsError, when no run saw such a file; StorageError, when nothing is published, either
    """
    mirror.refresh(settings)
    path = _below(settings, name)
    states = [row for row in operations.rows(settings.processed, FILES) if _is_of(row["raw_path"], path)]
    refused = [row for row in operations.rows(settings.processed, REJECTS) if _is_of(row["raw_path"], path)]
    refused = [row for row in refused if row["resolved_run_id"] is None]
    if not states and not refused:
        snapshots.read_manifest(settings.processed)
        raise SettingsError(
            f"file: no run of this dataset saw {path}: give its path below the raw folder, as the column raw_path has"
            " it; a file that is new is seen by the next ingest"
        )
    reasons: dict[str, str] = {}
    for row in refused:
        reasons.setdefault(row["raw_path"], f"{row['code']}: {row['message']}")
    lines, counts = [], dict.fromkeys((row["state"] for row in states), 0)
    for row in sorted(states, key=lambda row: str(row["raw_path"])):
        counts[row["state"]] += 1
        article = "" if row["article_id"] is None else f", article {row['article_id']}"
        reason = reasons.pop(row["raw_path"], "")
        lines.append(f"{row['raw_path']}: {row['state']}{article}{f' ({reason})' if reason else ''}")
    if reasons:
        counts["rejected"] = counts.get("rejected", 0) + len(reasons)
        lines += [f"{member}: rejected ({reason})" for member, reason in sorted(reasons.items())]
    return Whereabouts(tuple(lines), counts)


def _below(settings: Settings, name: str) -> str:
    """The path below the raw folder."""
    if isinstance(settings.raw, Path):
        raw, path = settings.raw.absolute(), Path(name).absolute()
        if path.is_relative_to(raw) and path != raw:
            return path.relative_to(raw).as_posix()
        return name
    return name.removeprefix(f"{settings.raw}/")


def _is_of(raw_path: str, name: str) -> bool:
    return raw_path == name or raw_path.startswith(f"{name}#")
