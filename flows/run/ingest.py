"""From a folder of raw files to the next snapshot: the steps of a run, in order, whoever conducts them."""

import contextlib
import time
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from broadsheet.flows import files
from broadsheet.flows.bucket import mirror, object_store, raw_files
from broadsheet.flows.raw import listings
from broadsheet.flows.run import backfill_note, planning
from broadsheet.flows.run.conductor import Conductor
from broadsheet.flows.settings import RunOptions, Settings
from broadsheet.flows.store import cache, operations, recipes, repair, snapshots, state, tombstones, versions
from broadsheet.flows.store.ledger import Ledger, file_of
from broadsheet.transforms.errors import BroadsheetError, RunError, SettingsError, StorageError


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did."""

    run_id: str
    snapshot_id: str
    is_new: bool
    account: Ledger
    changes: operations.Changes
    rows: dict[str, int]
    earlier_rows: dict[str, int]
    skipped: int
    seconds: dict[str, float]
    mended: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Renewal:
    """Known files that are computed again, under the job of the flow that asks for it; `told` and `seconds`, which it
    took so far to compute them, go into the row of the run.
    """

    wanted: Callable[[str], bool]
    job: str = ""
    flow: str = "backfill"
    told: Mapping[str, object] = field(default_factory=dict)
    seconds: float = 0.0


_PLAIN = RunOptions.model_validate({})


def run(
    settings: Settings, conductor: Conductor, options: RunOptions = _PLAIN, renewal: Renewal | None = None
) -> Report:
    """Read what is new or changed, carry over what is not, verify, publish.

    Raises  LockedError, when another run writes there; RunError, ContractError or StorageError, when the run failed:
            then the dataset is as it was, and finished batches are kept for the next run
    """
    this = _this(settings, conductor, options, renewal)
    with mirror.held(settings, options.wait):
        prepare(settings)
        before = snapshots.current_id(settings.processed)
        try:
            return _run(settings, conductor, options, renewal, this)
        except (BroadsheetError, OSError) as error:
            with contextlib.suppress(StorageError, OSError):  # where the disk is full, this cannot be told, either
                operations.record_failure(settings.processed, this, operations.Ended("failed", before))
            if isinstance(error, OSError):
                raise StorageError(f"the file system refused: {error}; is the disk full?") from error
            raise


def prepare(settings: Settings) -> None:
    """Create the folders and remove what interrupted runs left unfinished; call it under the lock."""
    snapshots.prepare(settings.processed)
    for folder in (cache.FOLDER, state.FOLDER, operations.FOLDER):
        files.make_folder(settings.processed / folder)
        files.sweep(settings.processed / folder)


def _this(settings: Settings, conductor: Conductor, options: RunOptions, renewal: Renewal | None) -> operations.Run:
    parameters = {**settings.model_dump(mode="json"), **options.model_dump(mode="json")}
    if renewal:
        parameters |= renewal.told
    made_by = {"code": versions.code_digest(), "recogniser": settings.recogniser, "parse": str(settings.parse)}
    flow = renewal.flow if renewal else "ingest"
    return operations.Run(conductor.run_id, flow, conductor.trigger, datetime.now(UTC), parameters, made_by)


def _run(
    settings: Settings, conductor: Conductor, options: RunOptions, renewal: Renewal | None, this: operations.Run
) -> Report:
    started, read_ns = time.monotonic(), time.time_ns()
    mended = repair.mend(settings.processed)
    difference = recipes.difference(settings.processed, settings)
    if difference and not options.renew:
        raise SettingsError(difference)
    before = state.load(settings.processed)
    listing = scan(settings, before, options, renewal)
    if before is None and not options.prune:
        before = _remembered(settings, listing)
    wishes = planning.Wishes(options.prune, options.max_prune_share, renewal.wanted if renewal else _none)
    held = {path.name for path in (settings.processed / cache.FOLDER).iterdir()}
    planned = planning.make(listing, before, planning.Cache(held, {}), wishes)
    took = {"scan": time.monotonic() - started}
    is_renewal = renewal is not None or difference is not None
    if before and mended.is_whole and not is_renewal and _is_idle(planned, before, this):
        return replace(_idle(settings, planned, before, this, took, read_ns), mended=tuple(mended.notes))
    # Here, since what computes takes seconds to import, and most runs have nothing to compute.
    from broadsheet.flows.run import steps

    job = {cache.JOB: renewal.job} if renewal and renewal.job else {}
    now = versions.current(settings) | job
    pieces = list(cache.pieces(settings.processed / cache.FOLDER))
    if options.renew and (difference or _is_of_other_schema(pieces, planned, now)):
        wishes = replace(wishes, renew=_all)
    known = planning.Cache({piece.key for piece in pieces}, ready(settings, pieces, before, now))
    planned = planning.make(listing, before, known, wishes)
    this = replace(this, versions=now)
    earlier = _rows(settings)
    with steps.workshop(settings, conductor, now, before) as shop:
        shop.seconds.update(took | ({"batches": renewal.seconds} if renewal else {}))
        made = steps.make(shop, planned, read_ns)
    changes, rows = _changes(planned), snapshots.rows_of(made.content)
    status = "unchanged" if made.snapshot_id == snapshots.current_id(settings.processed) else "published"
    ended = operations.Ended(status, made.snapshot_id, rows, dict(shop.seconds))
    operations.record(settings.processed, this, ended, operations.Seen(made.account, changes, planned.removed))
    published = steps.publish(settings, made)
    _clean(settings, renewal)
    return Report(
        this.run_id,
        published.snapshot_id,
        published.is_new,
        made.account,
        changes,
        rows,
        earlier,
        len(listing.skipped),
        dict(shop.seconds),
        tuple(mended.notes),
    )


def scan(
    settings: Settings, before: state.State | None, options: RunOptions, renewal: Renewal | None = None
) -> listings.Listing:
    """What is found; of files that are known and have their size and time nothing is read.

    Raises  RunError, when there is nothing at all: then the folder is more likely absent than empty
    """
    trusted = before.trusted() if before and not options.verify_content else {}
    listing = raw_files.scan(object_store.place(settings.raw, settings), trusted=trusted)
    listing = _remaining(listing, tombstones.load(settings.processed).files)
    if not listing.found and not listing.refused and not listing.skipped:
        raise RunError(f"there is no file to read below {settings.raw}: put raw files there, or give --raw DIR")
    if renewal and before:
        return replace(listing, found=tuple(one for one in listing.found if one.raw_path in before.files))
    return listing


def _remaining(listing: listings.Listing, forgotten: Container[str]) -> listings.Listing:
    """What is found but was forgotten is skipped, as if by its name."""
    found = tuple(one for one in listing.found if one.raw_sha256 not in forgotten)
    skipped = tuple(one.raw_path for one in listing.found if one.raw_sha256 in forgotten)
    return replace(listing, found=found, skipped=listing.skipped + skipped) if skipped else listing


def ready(
    settings: Settings, pieces: list[cache.Piece], before: state.State | None, now: Mapping[str, str]
) -> dict[tuple[str, str], str]:
    """By raw path and digest the piece of a file that is as if computed now; for a backfill, one of its own job."""
    folder = settings.processed / cache.FOLDER
    published = {one.piece for one in before.files.values()} if before else set()
    made: dict[tuple[str, str], str] = {}
    for piece in pieces:
        if versions.stale_cause(piece.versions, now) or now.get(cache.JOB, "") not in (
            "",
            piece.versions.get(cache.JOB),
        ):
            continue
        # One that no snapshot stands on may be torn by a power cut.
        if piece.key in published or cache.find(folder, piece.key):
            made |= dict.fromkeys(piece.files.items(), piece.key)
    return made


def _is_idle(planned: planning.Plan, before: state.State, this: operations.Run) -> bool:
    is_same = not (planned.compute or planned.new or planned.changed or planned.gone)
    return is_same and this.versions["code"] == before.code and planned.listing.digest() == before.inputs


def _idle(
    settings: Settings,
    planned: planning.Plan,
    before: state.State,
    this: operations.Run,
    took: dict[str, float],
    read_ns: int,
) -> Report:
    """A run that finds everything as it was: nothing is computed, decided or published."""
    content = snapshots.read_manifest(settings.processed)
    name = snapshots.snapshot_id(content)
    known = planning.known_files(planned.listing, planned.removed, before, read_ns)
    if known != before.files:
        state.save(settings.processed, name, replace(before, files=known))
    rows = snapshots.rows_of(content)
    changes = _changes(planned)
    ended = operations.Ended("unchanged", name, rows, took)
    account = operations.record_idle(settings.processed, this, ended, changes, content["counts"])
    return Report(this.run_id, name, False, account, changes, rows, rows, len(planned.listing.skipped), took)


def _is_of_other_schema(pieces: list[cache.Piece], planned: planning.Plan, now: Mapping[str, str]) -> bool:
    used = set(planned.carried.values())
    return any(piece.key in used and versions.stale_cause(piece.versions, now) == "schema" for piece in pieces)


def _remembered(settings: Settings, listing: listings.Listing) -> state.State | None:
    """What is known without the state of files that are gone: their rows are carried over, where the cache has them.

    Raises  RunError, where it has not
    """
    published = _published_files(settings.processed)
    found = {one.raw_path: None for one in listing.found}
    gone = {path: sha256 for path, sha256 in published.items() if file_of(path, found) is None}
    if not gone:
        return None
    folder = settings.processed / cache.FOLDER
    holders = {item: piece.key for piece in cache.pieces(folder) for item in piece.files.items()}
    known: dict[str, state.Known] = {}
    for path, sha256 in gone.items():
        file = file_of(path, {name: None for name, digest in holders if digest == sha256})
        if file is None:
            raise RunError(
                f"the cache of {settings.processed} is gone or damaged, and so are the raw files of {len(gone)}"
                f" published articles ({path}, for one): put the files back, or give --prune to go on without them"
            )
        known[file] = state.Known(file, sha256, 0, 0, 0, holders[file, sha256], 1, is_removed=True)
    return state.State(known, "", "", {})


def _published_files(processed: Path) -> dict[str, str]:
    """The raw paths of the published articles, and the digests of their files."""
    name = snapshots.current_id(processed)
    if name is None or snapshots.manifest_fault(processed, name):
        return {}
    table = snapshots.read_table(processed, "articles", columns=["raw_path", "raw_sha256"])
    return dict(zip(table["raw_path"].to_pylist(), table["raw_sha256"].to_pylist(), strict=True))


def _clean(settings: Settings, renewal: Renewal | None) -> None:
    """Remove the pieces that neither the current snapshot nor an unfinished backfill needs."""
    after = state.load(settings.processed)
    used = {one.piece for one in after.files.values()} if after else set()
    folder = settings.processed / cache.FOLDER
    job = None if renewal else backfill_note.unfinished(settings.processed)
    waiting = {piece.key for piece in cache.pieces(folder) if job is not None and piece.versions.get(cache.JOB) == job}
    for path in folder.iterdir():
        if path.name not in used | waiting:
            cache.remove(folder, path.name)


def _changes(planned: planning.Plan) -> operations.Changes:
    return operations.Changes(planned.new, planned.changed, planned.unchanged, planned.gone)


def _rows(settings: Settings) -> dict[str, int]:
    name = snapshots.current_id(settings.processed)
    if name is None or snapshots.manifest_fault(settings.processed, name):
        return {}
    return snapshots.rows_of(snapshots.read_manifest(settings.processed))


def _all(_: str) -> bool:
    return True


def _none(_: str) -> bool:
    return False
