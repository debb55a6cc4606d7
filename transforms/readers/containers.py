"""From a compressed file or a zip archive to the files in it, within caps on size, ratio and number."""

import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import zstandard

from broadsheet.transforms.records.record import Reject

MAX_MEMBER = 64 << 20
MAX_TOTAL = 256 << 20
MAX_MEMBERS = 20_000
MAX_RATIO = 200
# Below this many bytes a ratio says nothing: a short text of one word compresses a thousandfold.
_RATIO_FROM = 4 << 20
_CHUNK = 64 << 10
# What 1 kB can expand to is bounded (zstandard packs 128 kB of one byte into a few), so that no step takes much memory.
_ZSTD_CHUNK = 1 << 10
_MAX_WINDOW = 128 << 20
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_IGNORED = re.compile(r"(?:.*/)?(?:__MACOSX/.*|\.[^/]*|Thumbs\.db|desktop\.ini|[^/]*~|~\$[^/]*)")
_DRIVE = re.compile(r"[A-Za-z]:|[\\/]")
_LOCAL_HEADER = 30
_MAX_NAME = 400


@dataclass(slots=True)
class Budget:
    """How many bytes may still be unpacked from one raw file, at all its levels together."""

    left: int = MAX_TOTAL


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a container; `name` is "" for the one file of a compressed file."""

    name: str
    data: bytes


def gunzip(data: bytes, budget: Budget) -> Member | Reject:
    """The bytes of a gzip file, of one part or of several; what stands behind the last part is ignored."""
    parts: list[bytes] = []
    size = 0
    rest = data
    while rest[:2] == b"\x1f\x8b":
        stream = zlib.decompressobj(wbits=31)
        while not stream.eof:
            try:
                part = stream.decompress(rest, _CHUNK)
            except zlib.error as error:
                return Reject("malformed", f"the compressed data are corrupt: {error}")
            rest = stream.unconsumed_tail
            size += len(part)
            if refused := _over(size, len(data), budget):
                return refused
            parts.append(part)
            if not part and not rest and not stream.eof:
                return Reject("malformed", "the compressed data end early")
        rest = stream.unused_data
    budget.left -= size
    return Member("", b"".join(parts))


def unzstd(data: bytes, budget: Budget) -> Member | Reject:
    """The bytes of a zstandard file, of one frame or of several."""
    parts: list[bytes] = []
    size = at = 0
    stream = zstandard.ZstdDecompressor(max_window_size=_MAX_WINDOW).decompressobj(read_across_frames=False)
    while at < len(data):
        try:
            part = stream.decompress(data[at : at + _ZSTD_CHUNK])
        except zstandard.ZstdError as error:
            return Reject("malformed", f"the compressed data are corrupt: {str(error)[:160]}")
        at += _ZSTD_CHUNK
        size += len(part)
        parts.append(part)
        if refused := _over(size, len(data), budget):
            return refused
        if stream.eof:
            at = min(at, len(data)) - len(stream.unused_data)
            if at < len(data):
                stream = zstandard.ZstdDecompressor(max_window_size=_MAX_WINDOW).decompressobj()
    if not stream.eof:
        return Reject("malformed", "the compressed data end early")
    budget.left -= size
    return Member("", b"".join(parts))


def _over(size: int, packed: int, budget: Budget) -> Reject | None:
    if size > MAX_MEMBER:
        return Reject("too_large", f"more than {MAX_MEMBER} bytes when unpacked")
    if size > budget.left:
        return Reject("too_large", f"more than {MAX_TOTAL} bytes in all when unpacked")
    if size > _RATIO_FROM and size > MAX_RATIO * packed:
        return Reject("too_large", f"unpacks to more than {MAX_RATIO} times its size")
    return None


def unzip(data: bytes, budget: Budget) -> Iterator[Member | Reject]:
    """The files of a zip archive, in its order, in memory only; a member that is refused does not stop the others."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            yield from _members(archive, data, budget)
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, UnicodeError) as error:
        yield Reject("malformed", f"the archive cannot be read: {str(error)[:160]}")


def _members(archive: zipfile.ZipFile, data: bytes, budget: Budget) -> Iterator[Member | Reject]:
    entries = archive.infolist()
    if len(entries) > MAX_MEMBERS:
        yield Reject("too_large", f"more than {MAX_MEMBERS} files in the archive")
        return
    if _overlap(entries, len(data)):
        yield Reject("malformed", "entries of the archive overlap")
        return
    if any(entry.filename in ("[Content_Types].xml", "mimetype") for entry in entries):
        yield Reject("unsupported_format", "the archive is an office document or a book")
        return
    if all(entry.is_dir() for entry in entries):
        yield Reject("empty", "the archive holds no file")
    counts: dict[str, int] = {}
    for entry in entries:
        name = shown(entry.filename)
        refused = _refused(entry)
        if entry.is_dir() or (refused is None and _IGNORED.fullmatch(name)):
            continue
        counts[name] = counts.get(name, 0) + 1
        name = name if counts[name] == 1 else f"{name}:{counts[name]}"
        found = refused or _unpacked(archive, entry, budget)
        yield Reject(found.code, found.message, name) if isinstance(found, Reject) else Member(name, found)
        if budget.left <= 0:
            return


def shown(name: str) -> str:
    """The name of a member in valid UTF-8, without controls."""
    clean = "".join(char if char.isprintable() else "�" for char in name.encode("utf-8", "replace").decode("utf-8"))
    return clean[:_MAX_NAME]


def _overlap(entries: list[zipfile.ZipInfo], size: int) -> bool:
    """Whether two entries share bytes: each local header and what it heads must end before the next one."""
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            return True
        end = entry.header_offset + _LOCAL_HEADER + len(entry.orig_filename.encode("utf-8", "replace")) // 4
        end += entry.compress_size
    return end > size


def _refused(entry: zipfile.ZipInfo) -> Reject | None:
    if entry.flag_bits & 0x1:
        return Reject("malformed", "the file is encrypted")
    if _DRIVE.match(entry.filename) or ".." in re.split(r"[\\/]", entry.filename):
        return Reject("malformed", "the name of the file is absolute or leads out of the archive")
    mode = entry.external_attr >> 16
    if mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return Reject("not_a_file", "a link or a device")
    if entry.compress_type not in _METHODS:
        return Reject("unsupported_format", f"packed by method {entry.compress_type}")
    return None


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, budget: Budget) -> bytes | Reject:
    """The bytes of an entry; no more are ever unpacked than it says, or than it may have."""
    if refused := _over(entry.file_size, max(entry.compress_size, 1), budget):
        return refused
    parts: list[bytes] = []
    size = 0
    try:
        with archive.open(entry) as stream:
            while part := stream.read(_CHUNK):
                size += len(part)
                if refused := _over(size, max(entry.compress_size, 1), budget):
                    return refused
                parts.append(part)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, RuntimeError) as error:
        return Reject("malformed", f"the file cannot be unpacked: {str(error)[:160]}")
    if size != entry.file_size:
        return Reject("malformed", "the file has another size than the archive says")
    budget.left -= size
    return b"".join(parts)
