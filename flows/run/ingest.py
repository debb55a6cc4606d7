"""The run that makes the next snapshot of a raw folder: its steps, in order, whoever conducts them."""

import contextlib
import time
from collections.abc import Callable, Collection, Container, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from broadsheet.flows import files
from broadsheet.flows.bucket import mirror, object_store, raw_files
from broadsheet.flows.health import repair
from broadsheet.flows.raw import companions, listings
from broadsheet.flows.run import backfill_note, checks, planning, running_note
from broadsheet.flows.run.conductor import Conductor
from broadsheet.flows.run.errors import TooManyRejectsError
from broadsheet.flows.settings import RunOptions, Settings
from broadsheet.flows.store import cache, code, operations, recipes, snapshots, state, tombstones, versions
from broadsheet.flows.store.ledger import Ledger, file_of
from broadsheet.transforms.errors import BroadsheetError, RunError, SettingsError, StorageError


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did. `columns`: of the tables that it read the columns as they were recognised, by raw path."""

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
    warnings: tuple[str, ...] = ()
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Renewal:
    """Known files that are computed again, under the job of the flow that asks for it.

    `parameters` and `seconds`, which it took so far to compute them, go into the row of the run.
    """

    wanted: Callable[[str], bool]
    job: str = ""
    flow: str = "backfill"
    parameters: Mapping[str, object] = field(default_factory=dict)
    seconds: float = 0.0


# So often a run begins anew for the damage it finds; a disk that damages more than this is no place for a dataset.
# Set by hand.
_HEALINGS = 3
_PLAIN = RunOptions.model_validate({})


@dataclass(frozen=True, slots=True)
class _Order:
    """A run that was asked for; `record` is its row in the operational tables."""

    settings: Settings
    conductor: Conductor
    options: RunOptions
    renewal: Renewal | None
    record: operations.Run

    @property
    def processed(self) -> Path:
        """The folder of the dataset."""
        return self.settings.processed


@dataclass(frozen=True, slots=True)
class _Scene:
    """What a run finds: damage that was mended, what is known, the files, and what is to be done by a look at them.

    `difference`: dataset and settings side by side, where their recipes differ. `took`: seconds of the look.
    """

    mended: repair.Mended
    difference: str | None
    before: state.State | None
    listing: listings.Listing
    planned: planning.Plan
    read_ns: int
    took: float


def run(
    settings: Settings, conductor: Conductor, options: RunOptions = _PLAIN, renewal: Renewal | None = None
) -> Report:
    """Read what is new or changed, carry over what is not, verify, publish.

    Raises  LockedError, when another run writes there; SettingsError, when the dataset was made by another recipe;
            RunError, ContractError or StorageError, when the run failed: then the dataset is as it was, and finished
            batches are kept for the next run
    """
    order = _Order(settings, conductor, options, renewal, _record(settings, conductor, options, renewal))
    with mirror.held(settings, options.wait):
        prepare(settings)
        before = snapshots.current_id(settings.processed)
        try:
            running_note.begin(settings.processed, order.record)
            report = _healing(order)
        except (BroadsheetError, OSError) as error:
            # Once it has published, the next run settles what this one could not. Where the disk is full, a failure
            # cannot be told, either.
            if snapshots.current_id(settings.processed) == before:
                account = error.account if isinstance(error, TooManyRejectsError) else None
                with contextlib.suppress(StorageError, OSError):
                    failed = operations.Ended("failed", before)
                    operations.record_failure(settings.processed, order.record, failed, account)
                    running_note.end(settings.processed)
            if isinstance(error, OSError):
                raise files.refusal(f"the file system refused {error.filename or order.processed}", error) from error
            raise
        running_note.end(settings.processed)
        return report


def prepare(settings: Settings) -> None:
    """Create the folders and remove what interrupted runs left unfinished; call it under the lock."""
    snapshots.prepare(settings.processed)
    for folder in (cache.FOLDER, state.FOLDER, operations.FOLDER):
        files.make_folder(settings.processed / folder)
        files.sweep(settings.processed / folder)


def _record(settings: Settings, conductor: Conductor, options: RunOptions, renewal: Renewal | None) -> operations.Run:
    parameters = {**settings.model_dump(mode="json"), **options.model_dump(mode="json")}
    if renewal:
        parameters |= renewal.parameters
    made_by = {"code": code.digest(), "recogniser": settings.recogniser, "parse": str(settings.parse)}
    flow = renewal.flow if renewal else "ingest"
    return operations.Run(conductor.run_id, flow, conductor.trigger, datetime.now(UTC), parameters, made_by)


def _healing(order: _Order) -> Report:
    """A run that begins anew where it finds a piece of the cache damaged, whose files it then computes again."""
    notes: tuple[str, ...] = ()
    for _ in range(_HEALINGS):
        try:
            report = _once(order)
            return replace(report, mended=notes + report.mended)
        except BroadsheetError as error:
            if not any(isinstance(cause, cache.DamagedPieceError) for cause in (error, error.__cause__)):
                raise
            notes += (str(error),)
    return _once(order)


def _once(order: _Order) -> Report:
    scene = order.conductor.step("scan", lambda: _scene(order))
    is_asked_for = order.renewal is not None or scene.difference is not None
    if scene.before and scene.mended.is_whole and not is_asked_for and _is_idle(scene, scene.before, order):
        report = _idle(order, scene, scene.before)
    else:
        report = _computed(order, scene)
    return replace(report, mended=tuple(scene.mended.notes))


def _scene(order: _Order) -> _Scene:
    settings, options, renewal = order.settings, order.options, order.renewal
    started, read_ns = time.monotonic(), time.time_ns()
    mended = repair.mend(order.processed)
    difference = recipes.difference(order.processed, settings)
    if difference and not options.renew:
        raise SettingsError(difference)
    before = state.load(order.processed)
    listing = scan(settings, before, options, renewal)
    if before is None and not options.prune:
        before = _remembered(settings, listing)
    keys = {path.name for path in (order.processed / cache.FOLDER).iterdir()}
    planned = planning.make(listing, before, planning.Cache(keys, {}), _wishes(order))
    return _Scene(mended, difference, before, listing, planned, read_ns, time.monotonic() - started)


def _wishes(order: _Order, renews_all: bool = False) -> planning.Wishes:
    wanted = order.renewal.wanted if order.renewal else _none
    return planning.Wishes(order.options.prune, order.options.max_prune_share, _all if renews_all else wanted)


def _computed(order: _Order, scene: _Scene) -> Report:
    """A run that computes, decides, finishes and publishes."""
    # Here, since what computes takes seconds to import, and most runs have nothing to compute.
    from broadsheet.flows.run import steps

    settings, renewal = order.settings, order.renewal
    now = versions.current(settings) | ({cache.JOB: renewal.job} if renewal and renewal.job else {})
    planned = _plan(order, scene, now)
    earlier = _rows(settings)
    with steps.workshop(settings, order.conductor, now, scene.before) as shop:
        shop.seconds.update({"scan": scene.took} | ({"batches": renewal.seconds} if renewal else {}))
        ready_snapshot = steps.make(shop, planned, scene.read_ns)
    content = ready_snapshot.content
    results = checks.checks(order.processed, content, earlier, settings.bounds)
    checks.refuse(results)
    changes, rows = _changes(planned), snapshots.rows_of(content)
    status = "unchanged" if ready_snapshot.snapshot_id == snapshots.current_id(order.processed) else "published"
    record, seconds = replace(order.record, versions=now), dict(shop.seconds)
    check_rows = [asdict(check) for check in results]
    ended = operations.Ended(status, ready_snapshot.snapshot_id, rows, seconds, check_rows)
    operations.record(
        order.processed, record, ended, operations.Findings(ready_snapshot.account, changes, planned.removed)
    )
    is_new = order.conductor.step("publish", partial(steps.publish, settings, ready_snapshot)).is_new
    if scene.mended.notes:
        repair.mend_views(order.processed)
    _clean(settings, renewal, {file.piece for file in ready_snapshot.state.files.values()})
    return Report(
        run_id=record.run_id,
        snapshot_id=ready_snapshot.snapshot_id,
        is_new=is_new,
        account=ready_snapshot.account,
        changes=changes,
        rows=rows,
        earlier_rows=earlier,
        skipped=len(scene.listing.skipped),
        seconds=seconds,
        warnings=tuple(str(check) for check in results if check.status == "warning"),
        columns=ready_snapshot.columns,
    )


def _plan(order: _Order, scene: _Scene, now: Mapping[str, str]) -> planning.Plan:
    """What to compute, by what the cache has.

    Raises  RunError, when rows of files that are gone would stay as another recipe made them
    """
    pieces = list(cache.pieces(order.processed / cache.FOLDER))
    is_other = scene.difference is not None or _is_of_other_schema(pieces, scene.planned, now)
    known = planning.Cache({piece.key for piece in pieces}, ready(order.settings, pieces, scene.before, now))
    wishes = _wishes(order, renews_all=order.options.renew and is_other)
    planned = planning.make(scene.listing, scene.before, known, wishes)
    if scene.difference and planned.removed:
        raise RunError(
            f"rows of {len(planned.removed)} files that are gone from the raw folder ({min(planned.removed)}, for one)"
            " were made by another recipe, and cannot be computed again: put the files back, or give --prune"
        )
    return planned


def scan(
    settings: Settings, before: state.State | None, options: RunOptions, renewal: Renewal | None = None
) -> listings.Listing:
    """What is found; of files that are known and have their size and time nothing is read, but for those that are
    computed again: what they say of other files may be read otherwise now.

    Raises  RunError, when there is nothing at all: then the folder is more likely absent than empty
    """
    is_read_again = renewal.wanted if renewal else _all if options.renew or options.verify_content else _none
    known = before.trusted() if before else {}
    trusted = {path: facts for path, facts in known.items() if not is_read_again(path)}
    listing = raw_files.scan(object_store.place(settings.raw, settings), trusted=trusted)
    listing = _remaining(listing, tombstones.load(settings.processed).files)
    listing = companions.arranged(listing, partial(raw_files.read, object_store.place(settings.raw, settings)))
    if not listing.found and not listing.refused and not listing.skipped:
        raise RunError(f"there is no file to read below {settings.raw}: put raw files there, or give --raw DIR")
    if renewal and before:
        return replace(listing, found=tuple(file for file in listing.found if file.raw_path in before.files))
    return listing


def _remaining(listing: listings.Listing, forgotten: Container[str]) -> listings.Listing:
    """What is found but was forgotten is skipped, as if by its name."""
    remaining = tuple(file for file in listing.found if file.raw_sha256 not in forgotten)
    skipped = tuple(file.raw_path for file in listing.found if file.raw_sha256 in forgotten)
    return replace(listing, found=remaining, skipped=listing.skipped + skipped) if skipped else listing


def ready(
    settings: Settings, pieces: list[cache.Piece], before: state.State | None, now: Mapping[str, str]
) -> dict[tuple[str, str], str]:
    """By raw path and unit the piece of a file that is as if computed now; for a backfill, one of its own job."""
    folder = settings.processed / cache.FOLDER
    published = {file.piece for file in before.files.values()} if before else set()
    ready_pieces: dict[tuple[str, str], str] = {}
    for piece in pieces:
        if versions.stale_cause(piece.versions, now) or now.get(cache.JOB, "") not in (
            "",
            piece.versions.get(cache.JOB),
        ):
            continue
        # One that no snapshot stands on may be torn by a power cut.
        if piece.key in published or cache.find(folder, piece.key):
            units = piece.files | piece.units
            ready_pieces |= {(path, unit): piece.key for path, unit in units.items() if path not in piece.joined}
    return ready_pieces


def _is_idle(scene: _Scene, before: state.State, order: _Order) -> bool:
    planned = scene.planned
    is_same = not (planned.compute or planned.new or planned.changed or planned.gone)
    return is_same and order.record.versions["code"] == before.code and planned.listing.digest() == before.inputs


def _idle(order: _Order, scene: _Scene, before: state.State) -> Report:
    """A run that finds everything as it was: nothing is computed, decided or published."""
    planned = scene.planned
    content = snapshots.read_manifest(order.processed)
    name = snapshots.snapshot_id(content)
    known = planning.known_files(planned, before, scene.read_ns)
    if known != before.files:
        state.save(order.processed, name, replace(before, files=known))
    rows = snapshots.rows_of(content)
    changes, took = _changes(planned), {"scan": scene.took}
    ended = operations.Ended("unchanged", name, rows, took)
    account = operations.record_idle(order.processed, order.record, ended, changes, content["counts"])
    return Report(
        run_id=order.record.run_id,
        snapshot_id=name,
        is_new=False,
        account=account,
        changes=changes,
        rows=rows,
        earlier_rows=rows,
        skipped=len(planned.listing.skipped),
        seconds=took,
    )


def _is_of_other_schema(pieces: list[cache.Piece], planned: planning.Plan, now: Mapping[str, str]) -> bool:
    used = set(planned.carried.values())
    return any(piece.key in used and versions.stale_cause(piece.versions, now) == "schema" for piece in pieces)


def _remembered(settings: Settings, listing: listings.Listing) -> state.State | None:
    """What is known without the state of files that are gone: their rows are carried over, where the cache has them.

    Raises  RunError, where it has not
    """
    published = _published_files(settings.processed)
    names = {file.raw_path: None for file in listing.found}
    gone = {path: sha256 for path, sha256 in published.items() if file_of(path, names) is None}
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
        known[file] = state.Known(file, sha256, 0, 0, 0, holders[file, sha256], 1, True, "", sha256, [])
    return state.State(known, "", "", {})


def _published_files(processed: Path) -> dict[str, str]:
    """The raw paths of the published articles, and the digests of their files."""
    name = snapshots.current_id(processed)
    if name is None or snapshots.manifest_fault(processed, name):
        return {}
    table = snapshots.read_table(processed, "articles", columns=["raw_path", "raw_sha256"])
    return dict(zip(table["raw_path"].to_pylist(), table["raw_sha256"].to_pylist(), strict=True))


def _clean(settings: Settings, renewal: Renewal | None, used: Collection[str]) -> None:
    """Remove the pieces that neither the current snapshot, which uses some, nor an unfinished backfill needs."""
    folder = settings.processed / cache.FOLDER
    job = None if renewal else backfill_note.unfinished(settings.processed)
    waiting = {piece.key for piece in cache.pieces(folder) if job is not None and piece.versions.get(cache.JOB) == job}
    for path in folder.iterdir():
        if path.name not in used and path.name not in waiting:
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
