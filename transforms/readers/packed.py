"""Files packed by bzip2, xz or LZ4, and tar archives of any of these, opened within caps."""

import bz2
import lzma
import tarfile
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Protocol

import lz4.frame

from broadsheet.transforms.readers.containers import (
    MAX_MEMBER,
    MAX_MEMBERS,
    Budget,
    Member,
    is_left_out,
    shown,
)
from broadsheet.transforms.records.record import Reject

_CHUNK = 64 << 10  # bytes unpacked at a time, before the budget is asked: its size changes no result
_MAX_MESSAGE = 160  # characters of a library's message: it goes into a row, and may quote the file
# xz files say how much memory reading them takes; those of the strongest preset take 65 MB.
_MAX_XZ_MEMORY = 256 << 20
_ERRORS = (OSError, EOFError, ValueError, RuntimeError, lzma.LZMAError)


class _Stream(Protocol):
    """The face that the decompressors of the standard library share."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


class _Lz4:
    """The decompressor of LZ4 with the face of the others."""

    def __init__(self) -> None:
        self._inner = lz4.frame.LZ4FrameDecompressor()

    @property
    def eof(self) -> bool:
        return bool(self._inner.eof)

    @property
    def needs_input(self) -> bool:
        return bool(self._inner.needs_input)

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data or b""

    def decompress(self, data: bytes, max_length: int) -> bytes:
        return bytes(self._inner.decompress(data, max_length))


_OPENERS: dict[str, Callable[[], _Stream]] = {
    "bzip2": bz2.BZ2Decompressor,
    "xz": lambda: lzma.LZMADecompressor(memlimit=_MAX_XZ_MEMORY),
    "lz4": _Lz4,
}


def unpack(name: str, data: bytes, budget: Budget) -> Member | Reject:
    """The bytes of a packed file, of one stream or of several."""
    parts: list[bytes] = []
    size = 0
    rest = data
    try:
        while rest:
            stream = _OPENERS[name]()
            part = stream.decompress(rest, _CHUNK)
            while True:
                size += len(part)
                parts.append(part)
                if refused := budget.refusal(size, len(data)):
                    return refused
                if stream.eof:
                    break
                if stream.needs_input:
                    return Reject("malformed", "the compressed data end early")
                part = stream.decompress(b"", _CHUNK)
            rest = stream.unused_data.lstrip(b"\0")
    except _ERRORS as error:
        if not parts:
            return Reject("malformed", f"the compressed data are corrupt: {str(error)[:_MAX_MESSAGE]}")
    budget.left -= size
    return Member("", b"".join(parts))


def untar(data: bytes, budget: Budget) -> Iterator[Member | Reject]:
    """The files of a tar archive, in its order, in memory only; links, devices and what systems leave are left out."""
    try:
        with tarfile.open(fileobj=BytesIO(data), mode="r:") as archive:
            for number, entry in enumerate(archive, 1):
                if number > MAX_MEMBERS:
                    yield Reject("too_large", f"more than {MAX_MEMBERS} files in the archive")
                    return
                if entry.isfile() and not is_left_out(entry.name):
                    yield _member(archive, entry, budget)
    except (tarfile.TarError, *_ERRORS) as error:
        yield Reject("malformed", f"the archive cannot be read on: {str(error)[:_MAX_MESSAGE]}")


def _member(archive: tarfile.TarFile, entry: tarfile.TarInfo, budget: Budget) -> Member | Reject:
    name = shown(entry.name)
    if entry.size > min(MAX_MEMBER, budget.left):
        return Reject("too_large", f"more than {MAX_MEMBER} bytes", name)
    stream = archive.extractfile(entry)
    data = stream.read(entry.size) if stream else b""
    budget.left -= len(data)
    return Member(name, data)
