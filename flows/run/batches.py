"""Raw files computed in batches; a file that kills or stalls its worker is found and refused alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from broadsheet.flows.bucket import object_store
from broadsheet.flows.raw import listings
from broadsheet.flows.run import computation
from broadsheet.flows.settings import Settings
from broadsheet.flows.store import cache, tombstones
from broadsheet.flows.store.ledger import file_of
from broadsheet.flows.workers.executors import Executor
from broadsheet.flows.workers.processes import UnexpectedError, WorkerDiedError, WorkerFullError, WorkerLateError
from broadsheet.transforms.errors import BroadsheetError, RunError, SettingsError, StorageError
from broadsheet.transforms.records.record import Reject, RejectCode
from broadsheet.transforms.staged import SOURCE

# For a worker to load its models, which takes 5 s of CPU time: the time of no file. Sixty times as long, as a bound for
# slow machines. Set by hand.
LOAD_SECONDS = 300.0
# Where it is told which columns of a table were recognised as what.
_TABLE, _FIELD = "article_evidence", "columns"


@dataclass(frozen=True, slots=True)
class Batch:
    """Files that are computed together, the key their tables are staged under, and the pieces that hold what models
    answered for them before.
    """

    number: int
    key: str
    files: tuple[listings.Found, ...]
    remembered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a batch: what is staged (several pieces, where it had to be taken apart), and files refused.

    `costly`: the raw paths of the files that were refused for the time or the memory they took; these are staged, too.
    """

    number: int
    files: int
    pieces: tuple[cache.Piece, ...]
    refused: tuple[listings.Refused, ...]
    costly: tuple[str, ...] = ()


def cut(files: Sequence[listings.Found], size: int, versions: Mapping[str, str]) -> tuple[Batch, ...]:
    """Batches of at most `size` files, in the order given; a slice of an archive holds hundreds, so it is one alone."""
    pieces: list[list[listings.Found]] = []
    for file in files:
        if not pieces or len(pieces[-1]) == size or file.is_slice or pieces[-1][-1].is_slice:
            pieces.append([])
        pieces[-1].append(file)
    return tuple(
        Batch(number, cache.key_of(piece, versions), tuple(piece)) for number, piece in enumerate(pieces, start=1)
    )


def compute(batch: Batch, settings: Settings, versions: Mapping[str, str], executor: Executor) -> Outcome:
    """Stage a batch, unless an earlier run has.

    Raises  RunError, naming the file, when the code fails on one: a fault of ours, which no file should hide
    """
    folder = settings.processed / cache.FOLDER
    done = cache.find(folder, batch.key)
    if done and done.files == cache.order(batch.files, versions).files and done.versions == versions:
        return Outcome(batch.number, len(batch.files), (done,), ())
    try:
        staged = _stage(batch, settings, versions, executor)
        return Outcome(batch.number, len(batch.files), (staged.piece,), staged.refused)
    except (SettingsError, StorageError):
        raise
    except BroadsheetError:
        return _one_by_one(batch, settings, versions, executor)


def _one_by_one(batch: Batch, settings: Settings, versions: Mapping[str, str], executor: Executor) -> Outcome:
    """A batch that failed as a whole, file by file, each staged under a key of its own."""
    pieces: list[cache.Piece] = []
    refused: list[listings.Refused] = []
    costly: list[str] = []
    for alone in cut(batch.files, 1, versions):
        single = replace(alone, remembered=batch.remembered)
        file = single.files[0]
        done = cache.find(settings.processed / cache.FOLDER, single.key)
        try:
            staged = computation.StagedBatch(done, ()) if done else _stage(single, settings, versions, executor)
            pieces.append(staged.piece)
            refused += staged.refused
        except (WorkerLateError, WorkerFullError) as error:
            pieces.append(computation.stage_refusal(_order(single, settings, versions), _refusal(error)))
            costly.append(file.raw_path)
        except (WorkerDiedError, UnexpectedError) as error:
            refused.append(_refuse(file, "reader_crashed", f"{error}: look at the file, and report it"))
        except (SettingsError, StorageError):
            raise
        except BroadsheetError as error:
            raise RunError(
                f"{file.raw_path} breaks the code: {error}; move the file away to go on without it"
            ) from error
    return Outcome(batch.number, len(batch.files), tuple(pieces), tuple(refused), tuple(costly))


def _stage(
    batch: Batch, settings: Settings, versions: Mapping[str, str], executor: Executor
) -> computation.StagedBatch:
    return executor.call(LOAD_SECONDS, computation.stage_batch, _order(batch, settings, versions))


def _refusal(cost: WorkerLateError | WorkerFullError) -> Reject:
    if isinstance(cost, WorkerFullError):
        return Reject("too_large", f"{cost}: split the file")
    return Reject("reader_timeout", f"{cost}: split it, or raise file_seconds and name it in backfill --files")


def _order(batch: Batch, settings: Settings, versions: Mapping[str, str]) -> computation.BatchOrder:
    return computation.BatchOrder(
        object_store.place(settings.raw, settings),
        settings.processed / cache.FOLDER,
        batch.key,
        batch.files,
        dict(versions),
        computation.Means(settings.recogniser, settings.kb, settings.parse, settings.embeddings, settings.file_seconds),
        tombstones.load(settings.processed),
        batch.remembered,
    )


def _refuse(file: listings.Found, code: RejectCode, message: str) -> listings.Refused:
    return listings.Refused(file.raw_path, code, message, file.raw_sha256, file.size_bytes, file.mtime_ns)


def columns_of(folder: Path, pieces: Iterable[cache.Piece]) -> dict[str, tuple[str, ...]]:
    """What each table's columns were recognised as, by its raw path, as `title=Headline, body=Text (content)`; several
    where a file holds several tables. Of a large one, whose slices are alike, the first slice stands for all."""
    layouts: dict[str, set[str]] = {}
    for piece in pieces:
        if not piece.blocks.get(_TABLE):
            continue
        rows = cache.read_blocks(folder, piece, _TABLE, [SOURCE, "field", "value"])
        rows = rows.filter(pc.equal(rows["field"].cast(pa.string()), _FIELD))
        distinct = rows.group_by([SOURCE, "value"]).aggregate([])
        for path, value in zip(distinct[SOURCE].to_pylist(), distinct["value"].to_pylist(), strict=True):
            if file := file_of(path, piece.files):
                layouts.setdefault(file, set()).add(value)
    return {
        file: tuple(sorted(values)) for file, values in sorted(layouts.items()) if not _is_later_slice(file, layouts)
    }


def _is_later_slice(file: str, layouts: dict[str, set[str]]) -> bool:
    whole, mark, start = file.rpartition("#")
    return bool(mark) and start.isdecimal() and layouts.get(whole) == layouts[file]
