"""The state of a dataset: what it holds, what is stale and why, how its last run ended."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from broadsheet.flows.bucket import mirror
from broadsheet.flows.run import backfill, backfill_note
from broadsheet.flows.settings import Settings
from broadsheet.flows.store import cache, code, operations, recipes, snapshots, state, versions
from broadsheet.transforms.tables.declared.operations import REJECTS, RUNS

# Exit codes of `status --check`.
STALE, LATE, REJECTS_OPEN = 10, 11, 12
SECONDS_IN_HOUR = 3600  # by definition


@dataclass(frozen=True, slots=True)
class Status:
    """What is told of a dataset. `stale`: files and articles by cause; `has_cache`: whether that could be told;
    `stages`: those whose code is another than computed some rows; `seconds`: what renewing should take, if known.
    """

    snapshot_id: str
    schema_version: str
    files: int
    removed: int
    articles: int
    stale: dict[str, tuple[int, int]]
    has_cache: bool
    backfill_is_open: bool
    last_run: str
    recipe: dict[str, str]
    processors: tuple[str, ...]
    stages: tuple[str, ...]
    seconds: float | None
    sizes: dict[str, int]
    n_rejects: int
    published_at: datetime | None

    def __str__(self) -> str:
        lines = [
            f"snapshot {self.snapshot_id}, schema version {self.schema_version}",
            f"files: {self.files}, of which {self.removed} are gone from the raw folder; articles: {self.articles}",
            f"recipe: {', '.join(f'{key} {value}' for key, value in self.recipe.items()) or 'not noted'};"
            f" computed on {', '.join(self.processors)}",
            f"last run: {self.last_run}",
            f"last published: {self._published()}; open rejects: {self.n_rejects}",
            "on disk: " + ", ".join(f"{name} {size / 1e6:.1f} MB" for name, size in self.sizes.items()),
        ]
        if not self.has_cache:
            lines.append("stale: unknown, since the cache is gone: the next ingest computes every file again")
        elif self.stale:
            costs = (f"by {cause} {n} files with {m} articles" for cause, (n, m) in self.stale.items())
            lines.append(f"stale: {', '.join(costs)}: `broadsheet backfill --stale` renews them{self._cost()}")
        else:
            lines.append("stale: none")
        if self.backfill_is_open:
            lines.append("backfill: one was stopped; the same command goes on with it")
        return "\n".join(lines)

    def faults(self, max_age: float | None = None) -> list[tuple[int, str]]:
        """What a monitor should know, the most pressing first, each with the exit code that tells it.

        `max_age`: hours since the last snapshot or idle run after which the dataset is late.
        """
        faults = []
        age = self.age()
        if max_age is not None and (age is None or age > max_age):
            hours = "never" if age is None else f"{age:.1f} h ago"
            faults.append((LATE, f"late: the last run that succeeded ended {hours}, more than {max_age:g} h"))
        if self.stale or not self.has_cache:
            faults.append((STALE, "stale: some rows were computed by other code, models or schema than are installed"))
        if self.n_rejects:
            faults.append((REJECTS_OPEN, f"rejects: {self.n_rejects} files or articles are refused, see _ops/rejects"))
        return faults

    def age(self) -> float | None:
        """Hours since a run succeeded last; None where none did."""
        if self.published_at is None:
            return None
        return (datetime.now(UTC) - self.published_at).total_seconds() / SECONDS_IN_HOUR

    def _published(self) -> str:
        return "never" if self.published_at is None else f"{self.published_at:%Y-%m-%d %H:%M} UTC"

    def _cost(self) -> str:
        """What is stale of the code, and what renewing costs."""
        stages = f"; stages: {', '.join(self.stages)}" if self.stages else ""
        if stages and not self._asks_models():
            stages += ", which ask no model"
        return stages + ("" if self.seconds is None else f"; {self.seconds:.0f} s at most")

    def _asks_models(self) -> bool:
        return not code.MODELS.isdisjoint(self.stages) or "model" in self.stale or "processor" in self.stale


def status(settings: Settings) -> Status:
    """The state of the dataset; takes no lock, and reads no raw file.

    Raises  StorageError, when nothing is published
    """
    mirror.refresh(settings)
    settings = recipes.adopted(settings)
    content = snapshots.read_manifest(settings.processed)
    before = state.load(settings.processed)
    known = list(before.files.values()) if before else []
    recipe = content.get("recipe", {})
    kb = None if settings.kb else recipe.get("kb")
    now = versions.current(settings, kb)
    causes = backfill.causes_of(settings, now) if before else {}
    each = backfill.seconds_per_file(settings.processed)
    runs = _runs(settings)
    stale: dict[str, tuple[int, int]] = {}
    for file in known:
        if cause := causes.get(file.piece):
            n_files, articles = stale.get(cause, (0, 0))
            stale[cause] = (n_files + 1, articles + file.articles)
    return Status(
        snapshots.snapshot_id(content),
        str(content.get("schema_version", "before 2")),
        len(known) if before else content["counts"]["files"]["found"],
        sum(file.is_removed for file in known),
        content["counts"]["articles"]["kept"],
        {cause: stale[cause] for cause in versions.CAUSES if cause in stale},
        before is not None,
        backfill_note.unfinished(settings.processed) is not None,
        _last_run(runs),
        recipe,
        tuple(sorted({str(made_by.get("processor", "unknown")) for made_by in content["versions"]})),
        _stages(settings, known, now),
        None if each is None else each * sum(n_files for n_files, _ in stale.values()),
        _sizes(settings.processed, content),
        sum(row["resolved_run_id"] is None for row in operations.rows(settings.processed, REJECTS)),
        max((row["finished_at"] for row in runs if row["status"] in operations.SUCCEEDED), default=None),
    )


def _sizes(processed: Path, content: snapshots.Manifest) -> dict[str, int]:
    """Bytes on disk: objects of the current snapshot, those that only older ones stand on, the cache.

    What hard links share counts once.
    """
    current = {part.sha256 for part in snapshots.parts_of(content)}
    sizes = {"current snapshot": 0, "older snapshots": 0, "cache": 0}
    for path in (processed / "objects").iterdir():
        sizes["current snapshot" if path.stem in current else "older snapshots"] += path.stat().st_size
    sizes["cache"] = sum(path.stat().st_size for path in (processed / cache.FOLDER).parent.rglob("*") if path.is_file())
    return sizes


def _stages(settings: Settings, known: Iterable[state.Known], now: Mapping[str, str]) -> tuple[str, ...]:
    """The stages whose code is another now than computed the rows of some files."""
    used = {file.piece for file in known}
    made_by = {
        piece.versions.get("stages", "")
        for piece in cache.pieces(settings.processed / cache.FOLDER)
        if piece.key in used
    }
    changed = {stage for stages in made_by for stage in code.changed(stages, now["stages"])}
    return tuple(stage for stage in code.STAGES if stage in changed)


def _runs(settings: Settings) -> list[operations.Row]:
    """The runs in order of time."""
    return sorted(operations.rows(settings.processed, RUNS), key=lambda row: row["started_at"])


def _last_run(runs: Sequence[operations.Row]) -> str:
    if not runs:
        return "none on record"
    row = runs[-1]
    return f"{row['flow']} {row['status']} at {row['finished_at']:%Y-%m-%d %H:%M} UTC"
