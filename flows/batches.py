"""From a listing of raw files to staged batches; a file that kills or stalls its worker is found and refused alone."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import transforms
from flows import files, raw, staging, work
from flows.executors import Executor, UnexpectedError, WorkerDiedError, WorkerLateError
from flows.settings import Settings
from transforms.errors import BroadsheetError, RunError, SettingsError, StorageError
from transforms.records import RejectCode

# On top of Settings.file_seconds. A batch that is late is only computed again file by file, so these may be generous.
SECONDS_PER_FILE = 1.0
SECONDS_PER_MEGABYTE = 30.0


@dataclass(frozen=True, slots=True)
class Batch:
    """Files that are computed together, and the key their tables are staged under."""

    number: int
    key: str
    files: tuple[raw.Found, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a batch: what is staged (several pieces, where it had to be taken apart), and files refused."""

    number: int
    files: int
    staged: tuple[staging.Staged, ...]
    refused: tuple[raw.Refused, ...]
    was_staged: bool


def cut(found: Sequence[raw.Found], size: int, versions: Mapping[str, str]) -> tuple[Batch, ...]:
    """Batches of at most `size` files, in the order given."""
    pieces = [tuple(found[at : at + size]) for at in range(0, len(found), size)]
    return tuple(Batch(number, staging.key_of(piece, versions), piece) for number, piece in enumerate(pieces, start=1))


def code_digest() -> str:
    """One digest of the code and word lists that compute batches, so that none staged by other code is used again."""
    folder = Path(transforms.__file__).parent
    kinds = (".py", ".txt", ".tsv")
    held = sorted(path for path in folder.rglob("*") if path.suffix in kinds)
    seen = [[path.relative_to(folder).as_posix(), files.digest(path)] for path in held]
    return hashlib.sha256(files.canonical(seen)).hexdigest()


def compute(batch: Batch, settings: Settings, versions: Mapping[str, str], executor: Executor) -> Outcome:
    """Stage a batch, unless an earlier run has.

    Raises  RunError, naming the file, when the code fails on one: a fault of ours, which no file should hide
    """
    folder = settings.processed / staging.FOLDER
    if done := staging.find(folder, batch.key):
        return Outcome(batch.number, len(batch.files), (done,), (), was_staged=True)
    try:
        made = _stage(batch, settings, executor)
        return Outcome(batch.number, len(batch.files), (made.staged,), made.refused, was_staged=False)
    except (SettingsError, StorageError):
        raise
    except BroadsheetError:
        return _one_by_one(batch, settings, versions, executor)


def _one_by_one(batch: Batch, settings: Settings, versions: Mapping[str, str], executor: Executor) -> Outcome:
    """A batch that failed as a whole, file by file, each staged under a key of its own."""
    staged: list[staging.Staged] = []
    refused: list[raw.Refused] = []
    for single in cut(batch.files, 1, versions):
        one = single.files[0]
        done = staging.find(settings.processed / staging.FOLDER, single.key)
        try:
            made = work.StagedBatch(done, ()) if done else _stage(single, settings, executor)
            staged.append(made.staged)
            refused += made.refused
        except WorkerLateError as error:
            refused.append(_refuse(one, "reader_timeout", f"{error}: split the file, or raise file_seconds"))
        except (WorkerDiedError, UnexpectedError) as error:
            refused.append(_refuse(one, "reader_crashed", f"{error}: look at the file, and report it"))
        except (SettingsError, StorageError):
            raise
        except BroadsheetError as error:
            raise RunError(
                f"{one.raw_path} breaks the code: {error}; move the file away to go on without it"
            ) from error
    return Outcome(batch.number, len(batch.files), tuple(staged), tuple(refused), was_staged=False)


def _stage(batch: Batch, settings: Settings, executor: Executor) -> work.StagedBatch:
    megabytes = sum(one.size_bytes for one in batch.files) / 1e6
    seconds = settings.file_seconds + SECONDS_PER_FILE * len(batch.files) + SECONDS_PER_MEGABYTE * megabytes
    order = work.BatchOrder(
        settings.raw, settings.processed / staging.FOLDER, batch.key, batch.files, settings.recogniser
    )
    return executor.call(seconds, work.stage_batch, order)


def _refuse(one: raw.Found, code: RejectCode, message: str) -> raw.Refused:
    return raw.Refused(one.raw_path, code, message, one.raw_sha256, one.size_bytes, one.mtime_ns)
