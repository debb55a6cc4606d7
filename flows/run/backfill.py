"""Known files computed again, as chosen, in slices that may be interrupted."""

import fnmatch
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from broadsheet.flows.bucket import mirror
from broadsheet.flows.run import backfill_note, ingest
from broadsheet.flows.run.conductor import Conductor
from broadsheet.flows.settings import RunOptions, Selection, Settings
from broadsheet.flows.store import cache, operations, recipes, snapshots, state, versions
from broadsheet.flows.store.ledger import file_of
from broadsheet.transforms.errors import RunError, SettingsError, StorageError
from broadsheet.transforms.tables.declared.operations import RUNS

# Between two slices the lock is free, so that a scheduled ingest need not wait for the whole: at 128 files a batch,
# after some 4,000 files. Set by hand.
BATCHES_PER_SLICE = 32
# Seconds to wait for an ingest that falls between two slices: one that is scheduled by the hour has ended then.
PATIENCE = 3600.0


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a backfill would do: files by the cause for which they are stale ("" for none), how many are computed
    already by one that was stopped, and the seconds the rest should take (None: no run to measure by).
    """

    files: int
    articles: int
    causes: dict[str, int]
    done: int
    seconds: float | None
    paths: tuple[str, ...]

    def __str__(self) -> str:
        counts = ", ".join(f"{n} {'current' if not cause else f'stale by {cause}'}" for cause, n in self.causes.items())
        time = "unknown, since no run here has computed files yet" if self.seconds is None else f"{self.seconds:.0f} s"
        return (
            f"files: {self.files} chosen ({counts or 'none'}), with {self.articles} articles; {self.done} of them are"
            f" computed already\ntime: {time}"
        )


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The known files that a selection names, those that are gone and stay as they are, and why pieces are stale."""

    files: frozenset[str]
    gone: frozenset[str]
    causes: dict[str, str]


def estimate(settings: Settings, selection: Selection) -> Estimate:
    """What `run` would do; reads the state, and the rates of earlier runs.

    Raises  StorageError, when nothing is published, or the cache is gone
    """
    mirror.refresh(settings)
    settings = recipes.adopted(settings)
    now = versions.current(settings)
    before = _state(settings)
    chosen = _choose(settings, before, selection, now)
    causes: dict[str, int] = {}
    for path in sorted(chosen.files):
        cause = chosen.causes.get(before.files[path].piece, "")
        causes[cause] = causes.get(cause, 0) + 1
    job = backfill_note.unfinished(settings.processed, _request(selection, now))
    done = 0
    if job:
        pieces = list(cache.pieces(settings.processed / cache.FOLDER))
        computed = ingest.ready(settings, pieces, before, now | {cache.JOB: job})
        done = sum((path, before.files[path].unit) in computed for path in chosen.files)
    each = seconds_per_file(settings.processed)
    return Estimate(
        len(chosen.files),
        sum(before.files[path].articles for path in chosen.files),
        causes,
        done,
        None if each is None else each * (len(chosen.files) - done),
        tuple(sorted(chosen.files)),
    )


def run(settings: Settings, conductor: Conductor, selection: Selection, options: RunOptions) -> ingest.Report | None:
    """Compute files again, then publish all of them in one step; None, when the selection names none.

    What a run that was stopped had computed is used by the next that asks for the same.

    Raises  as `ingest.run`
    """
    tried: set[str] = set()
    with mirror.held(settings, options.wait):
        ingest.prepare(settings)
        settings = recipes.adopted(settings)
        now = versions.current(settings)
        request = _request(selection, now)
        _refuse_another_recipe(settings, selection, options)
        # Where every file is computed again, the schema may be another one.
        options = options.model_copy(update={"renew": options.renew or selection.all})
        chosen = _choose(settings, _state(settings), selection, now)
        _refuse_a_mixture(settings, chosen, now, options)
        if not chosen.files:
            return None
        job = backfill_note.started(settings.processed, request)
    # Having begun, it would be a pity to give up because an ingest falls between two slices.
    options = options.model_copy(update={"wait": max(options.wait, PATIENCE)})
    renewal = ingest.Renewal(chosen.files.__contains__, job)
    started = time.monotonic()
    while some := _slice(settings, conductor, options, renewal, tried):
        tried |= some
    account = {"selection": selection.model_dump(mode="json"), "n_files": len(tried)}
    renewal = replace(renewal, parameters=account, seconds=time.monotonic() - started)
    report = ingest.run(settings, conductor, options, renewal)
    backfill_note.finished(settings.processed)
    return report


def _slice(
    settings: Settings, conductor: Conductor, options: RunOptions, renewal: ingest.Renewal, tried: set[str]
) -> frozenset[str]:
    """Compute some of the files that are still to do; gives them."""
    # Here, since what computes takes seconds to import.
    from broadsheet.flows.run import steps

    now = versions.current(settings) | {cache.JOB: renewal.job}
    with mirror.held(settings, options.wait):
        ingest.prepare(settings)
        before = _state(settings)
        listing = ingest.scan(settings, before, options, renewal)
        pieces = list(cache.pieces(settings.processed / cache.FOLDER))
        computed = ingest.ready(settings, pieces, before, now)
        todo = [file for file in listing.found if renewal.wanted(file.raw_path) and file.raw_path not in tried]
        todo = [file for file in todo if file.joined_to is None and (file.raw_path, file.unit) not in computed]
        some = todo[: BATCHES_PER_SLICE * settings.batch_size]
        if some:
            with steps.workshop(settings, conductor, now, before) as shop:
                steps.compute(shop, some)
    return frozenset(file.raw_path for file in some)


def seconds_per_file(processed: Path) -> float | None:
    """Seconds that a file took in the last runs that computed any; None, when there were none."""
    took = n_files = 0.0
    done = [row for row in operations.rows(processed, RUNS) if row["status"] != "failed"]
    # Enough runs to even out a slow one, few enough to forget another machine. Set by hand.
    for row in sorted(done, key=lambda row: row["started_at"])[-20:]:
        n = json.loads(row["parameters"]).get("n_files", row["n_new"] + row["n_changed"])
        seconds = json.loads(row["seconds"]).get("batches", 0.0)
        if n and seconds:
            took += seconds
            n_files += n
    return took / n_files if n_files else None


def causes_of(settings: Settings, now: Mapping[str, str]) -> dict[str, str]:
    """By piece the cause for which its rows are stale."""
    pieces = cache.pieces(settings.processed / cache.FOLDER)
    causes = {piece.key: versions.stale_cause(piece.versions, now) for piece in pieces}
    return {key: cause for key, cause in causes.items() if cause}


def _state(settings: Settings) -> state.State:
    snapshots.read_manifest(settings.processed)
    known = state.load(settings.processed)
    if known is None:
        raise StorageError(f"the cache of {settings.processed} is gone or damaged: run `broadsheet ingest` first")
    return known


def _choose(settings: Settings, before: state.State, selection: Selection, now: Mapping[str, str]) -> _Chosen:
    causes = causes_of(settings, now)
    here = {path: file for path, file in before.files.items() if not file.is_removed}
    if selection.stale:
        chosen = {path for path, file in here.items() if file.piece in causes}
    elif selection.files is not None:
        chosen = {path for path in here if fnmatch.fnmatchcase(path, selection.files)}
        if not chosen:
            example = f", as {min(here)}" if here else ""
            raise SettingsError(
                f"files: {selection.files} matches none of {len(here)} known files: give a pattern of whole raw paths"
                f"{example}, in which * stands for anything"
            )
    elif selection.all:
        chosen = set(here)
    else:
        chosen = _published_between(settings, here, selection.first or date.min, selection.last or date.max)
    gone = frozenset(before.files.keys() - here.keys())
    return _Chosen(frozenset(chosen), gone, causes)


def _published_between(settings: Settings, here: Mapping[str, state.Known], first: date, last: date) -> set[str]:
    """The files with an article of these days."""
    folder = settings.processed / cache.FOLDER
    used = {file.piece for file in here.values()}
    chosen: set[str] = set()
    for piece in cache.pieces(folder):
        if piece.key not in used:
            continue
        rows = cache.read_whole(folder, piece, cache.INDEX, ["raw_path", "published_from"])
        for path, day in zip(rows["raw_path"].to_pylist(), rows["published_from"].to_pylist(), strict=True):
            file = file_of(path, piece.files)
            known = here.get(file or "")
            if known and known.piece == piece.key and day is not None and first <= day <= last:
                chosen.add(known.raw_path)
    return chosen


def _refuse_another_recipe(settings: Settings, selection: Selection, options: RunOptions) -> None:
    """By another recipe every file is stale, so all of them are computed again, or the stale ones, which are all."""
    difference = recipes.difference(settings.processed, settings)
    if difference and not options.renew:
        raise SettingsError(difference)
    if difference and not (selection.all or selection.stale):
        raise SettingsError(f"{difference}, with --stale or --all")


def _refuse_a_mixture(settings: Settings, chosen: _Chosen, now: Mapping[str, str], options: RunOptions) -> None:
    before = _state(settings)
    left = [
        path
        for path, file in before.files.items()
        if path not in chosen.files and chosen.causes.get(file.piece) == "schema"
    ]
    if options.prune:
        left = [path for path in left if path not in chosen.gone]
    if left:
        raise RunError(
            f"the rows of {len(left)} files that were not chosen have another schema version than the program's"
            f" {now['schema_version']}, and are never mixed with it: give --all"
            + (", and --prune for files that are gone" if chosen.gone.intersection(left) else "")
        )


def _request(selection: Selection, now: Mapping[str, str]) -> dict[str, object]:
    return {"selection": selection.model_dump(mode="json"), "versions": dict(now)}
