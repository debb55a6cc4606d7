"""Files that are whole or absent, whatever instant the machine stops at."""

import contextlib
import errno
import fcntl
import hashlib
import json
import os
import shutil
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from broadsheet.transforms.errors import BroadsheetError, StorageError

# Bytes that are read at once to be hashed: a bound on memory; the digest does not depend on it.
CHUNK = 1 << 20
# Seconds between two looks at a lock that another run holds: a person takes it for at once. Set by hand.
LOCK_STEP = 0.2
_SEAL = b"\n# sha256 "
_SEAL_LENGTH = len(_SEAL) + hashlib.sha256().digest_size * 2 + 1


_ROOM = "the disk is full: make room, and the next run goes on with what is done"
_RIGHTS = "the user of this process may not write there: mend the permissions, or give another folder"
_CHECK = "is the disk there, and whole?"
# What helps, by the number of the error.
_ADVICE = {
    errno.ENOSPC: _ROOM,
    errno.EDQUOT: _ROOM,
    errno.EACCES: _RIGHTS,
    errno.EPERM: _RIGHTS,
    errno.EFBIG: "a file may not be so large there: raise the limit of the file system or of the process (ulimit -f)",
    errno.EROFS: "it is mounted for reading alone: give another folder",
}


class LockedError(BroadsheetError):
    """Another run holds the folder; nothing was changed, and trying again later is safe."""


def refusal(doing: str, error: OSError) -> StorageError:
    """What the file system refused, and what may be done about it."""
    return StorageError(f"{doing}: {error.strerror or error}; {_ADVICE.get(error.errno or 0, _CHECK)}")


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_file(path: Path) -> None:
    """Make the content of a file survive a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def aside(folder: Path) -> Path:
    """A fresh name in `folder` for something unfinished; readers of Parquet skip names with a leading dot."""
    return folder / f".part-{uuid.uuid4().hex}"


def remove(path: Path) -> None:
    """Remove a file, a link, or a folder with all that is in it; what is not there is no error."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def put(source: Path, path: Path) -> None:
    """Let a file that is written take the name of another, in one step; a folder of that name is damage, and goes."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    source.replace(path)


def write_whole(path: Path, data: bytes) -> None:
    """Replace a file in one step: written aside, synced, renamed, the name synced."""
    draft = aside(path.parent)
    try:
        draft.write_bytes(data)
        sync_file(draft)
        put(draft, path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def printable(text: str) -> str:
    """The text with what would steer a terminal written out; line feeds stay."""
    return "".join(c if c.isprintable() or c == "\n" else f"\\u{ord(c):04x}" for c in text)


def save(path: Path, data: bytes) -> None:
    """Write a file that a person asked for, in one step.

    Raises  StorageError, when it cannot be written
    """
    try:
        write_whole(path, data)
    except OSError as error:
        raise StorageError(f"cannot write {path}: {error.strerror}") from error


def point(link: Path, target: str) -> None:
    """Make `link` a symbolic link to `target` in one step, whether or not it was one before."""
    draft = aside(link.parent)
    draft.symlink_to(target)
    try:
        draft.replace(link)
    except IsADirectoryError:
        draft.unlink()
        raise StorageError(
            f"{link} is a folder, where a link to the published snapshot belongs: move it away"
        ) from None
    sync_folder(link.parent)


def digest(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal."""
    sha256 = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            sha256.update(chunk)
    return sha256.hexdigest()


def sealed(data: bytes) -> bytes:
    """Bytes with their digest behind them, so that `unsealed` tells any change."""
    return data + _SEAL + hashlib.sha256(data).hexdigest().encode() + b"\n"


def unsealed(data: bytes) -> bytes:
    """The bytes that were sealed.

    Raises  ValueError, when a byte is not as it was
    """
    content = data[:-_SEAL_LENGTH]
    if sealed(content) != data:
        raise ValueError("the bytes are not those that were written")
    return content


def canonical(value: Any) -> bytes:  # noqa: ANN401 - whatever JSON holds
    """JSON with one spelling for equal values, ending in a line feed."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, indent=1, allow_nan=False).encode() + b"\n"


def sweep(folder: Path) -> None:
    """Remove what an interrupted run left unfinished in a folder; call it only under the lock."""
    for left in folder.glob(".part-*"):
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)


def make_folder(folder: Path) -> None:
    """Create a folder and its parents; a folder that cannot be made is reported with what to do."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(f"cannot create {folder}: {error.strerror}; give a folder that can be written") from error


@contextlib.contextmanager
def locked(folder: Path, wait: float = 0) -> Iterator[None]:
    """Hold a folder against other runs. The kernel's lock dies with its process, so none is ever left behind.

    Raises  LockedError, when another process still holds it after `wait` seconds
    """
    make_folder(folder)
    path = folder / ".lock"
    until = time.monotonic() + wait
    with _opened(path) as stream:
        while not _try_lock(stream, path):
            if time.monotonic() >= until:
                stream.seek(0)
                holder = stream.read().strip() or "unknown"
                raise LockedError(
                    f"another run (process {holder}) is writing to {folder}; wait until it ends, then run again, or"
                    " give --wait SECONDS"
                )
            time.sleep(LOCK_STEP)
        stream.truncate(0)
        stream.write(f"{os.getpid()}\n")
        stream.flush()
        try:
            yield
        finally:
            stream.truncate(0)


def _opened(path: Path) -> IO[str]:
    try:
        return path.open("a+")
    except OSError as error:
        raise StorageError(
            f"cannot write to {path.parent}: {error.strerror}; give a folder that can be written"
        ) from error


def _try_lock(stream: IO[str], path: Path) -> bool:
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno not in (errno.EAGAIN, errno.EACCES):
            raise StorageError(f"cannot lock {path}: {error.strerror}; is the folder on a local disk?") from error
        return False
    return True
