"""Compressed files and zip archives, opened within caps on size, ratio and number."""

import re
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from io import BytesIO
from typing import Self

import zstandard

from broadsheet.transforms.records.record import Reject

# Bytes unpacked, of a file and of an archive, and its files: bounds on memory and cost, set by hand. An article has
# some kilobytes, a table of 10,000 about 50 MB.
MAX_MEMBER = 64 << 20
MAX_TOTAL = 256 << 20
MAX_MEMBERS = 20_000
# For each member and for all together: five times what the best packed of 763 pages of news has, 20; pages of an outlet
# packed as one reach 8. Below so many bytes a ratio says nothing: a short text of one word compresses a thousandfold.
MAX_RATIO = 100
_RATIO_FROM = 64 << 10
_CHUNK = 64 << 10  # bytes unpacked at a time, before the budget is asked: its size changes no result
# So much is unpacked at a step that none takes much memory: deflate expands a thousandfold at most, and zstandard packs
# 128 kB of one byte into a few.
_GZIP_CHUNK = 4 << 10
_ZSTD_CHUNK = 1 << 10
_MAX_WINDOW = 128 << 20  # what the format's own program takes unless told to take more
_GZIP = b"\x1f\x8b"
# A frame of other data, as RFC 8878 has it: its mark, the length of what follows, and that.
_SKIPPABLE = re.compile(rb"[\x50-\x5f]\x2a\x4d\x18", re.DOTALL)
_SKIPPABLE_HEAD = 8  # bytes: the mark and the length
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_IGNORED = re.compile(r"(?:.*/)?(?:__MACOSX/.*|\.[^/]*|Thumbs\.db|desktop\.ini|[^/]*~|~\$[^/]*)")
_DRIVE = re.compile(r"[A-Za-z]:|[\\/]")
_LOCAL_HEADER = 30  # bytes before the name of a file: the specification of ZIP, 4.3.7
_MAX_NAME = 400  # characters: a bound on what goes into a row, set by hand


@dataclass(slots=True)
class Budget:
    """How many bytes may be unpacked from one raw file, at all its levels together, refused members included."""

    total: int = MAX_TOTAL
    left: int = field(init=False)

    def __post_init__(self) -> None:
        self.left = self.total

    @classmethod
    def of(cls, packed: int, most: int = MAX_TOTAL) -> Self:
        """The budget of a raw file of so many bytes."""
        return cls(min(most, max(_RATIO_FROM, MAX_RATIO * packed)))

    def refusal(self, size: int, packed: int) -> Reject | None:
        """Why a member of `packed` bytes may not have `size` of them unpacked."""
        if size > MAX_MEMBER:
            return Reject("too_large", f"more than {MAX_MEMBER} bytes when unpacked")
        if size > self.left:
            return Reject("too_large", f"more than {self.total} bytes in all when unpacked")
        if size > max(_RATIO_FROM, MAX_RATIO * packed):
            return Reject("too_large", f"unpacks to more than {MAX_RATIO} times its size")
        return None


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a container; `name` is "" for the one file of a compressed file."""

    name: str
    data: bytes


def gunzip(data: bytes, budget: Budget) -> Member | Reject:
    """The bytes of a gzip file, of one part or of several; what stands behind the last part is ignored."""
    return _whole(_gzip_parts(data), len(data), budget)


def unzstd(data: bytes, budget: Budget) -> Member | Reject:
    """The bytes of a zstandard file, of one frame or of several; skippable frames hold none."""
    return _whole(_zstd_parts(data), len(data), budget)


def _whole(parts: Iterable[bytes], packed: int, budget: Budget) -> Member | Reject:
    """What a compressed file unpacks to, part by part, so that no more than it may have is ever held."""
    chunks: list[bytes] = []
    size = 0
    try:
        for part in parts:
            size += len(part)
            if refusal := budget.refusal(size, packed):
                return refusal
            chunks.append(part)
    except (zlib.error, zstandard.ZstdError) as error:
        return Reject("malformed", f"the compressed data are corrupt: {str(error)[:160]}")
    except EOFError:
        return Reject("malformed", "the compressed data end early")
    finally:
        budget.left -= size
    return Member("", b"".join(chunks))


def _gzip_parts(data: bytes) -> Iterator[bytes]:
    at = 0
    view = memoryview(data)
    while data.startswith(_GZIP, at):
        stream = zlib.decompressobj(wbits=31)
        while not stream.eof:
            if at == len(data):
                raise EOFError
            step = view[at : at + _GZIP_CHUNK]
            yield stream.decompress(step)
            at += len(step) - len(stream.unused_data)


def _zstd_parts(data: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(data):
        if _SKIPPABLE.match(data, at):
            at += _SKIPPABLE_HEAD + int.from_bytes(data[at + 4 : at + _SKIPPABLE_HEAD], "little")
            continue
        stream = zstandard.ZstdDecompressor(max_window_size=_MAX_WINDOW).decompressobj(read_across_frames=False)
        while not stream.eof:
            if at >= len(data):
                raise EOFError
            step = data[at : at + _ZSTD_CHUNK]
            yield stream.decompress(step)
            at += len(step) - len(stream.unused_data)
    if at > len(data):
        raise EOFError


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
        if entry.is_dir() or (refused is None and is_left_out(name)):
            continue
        counts[name] = counts.get(name, 0) + 1
        name = name if counts[name] == 1 else f"{name}:{counts[name]}"
        content = refused or _unpacked(archive, entry, budget)
        yield replace(content, member=name) if isinstance(content, Reject) else Member(name, content)


def is_left_out(name: str) -> bool:
    """Whether a member is what systems and editors leave behind, never an article."""
    return _IGNORED.fullmatch(name) is not None


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
    packed = max(entry.compress_size, 1)
    if refusal := budget.refusal(entry.file_size, packed):
        return refusal
    try:
        with archive.open(entry) as stream:
            member = _whole(iter(partial(stream.read, _CHUNK), b""), packed, budget)
    except (zipfile.BadZipFile, EOFError, ValueError, OSError, RuntimeError) as error:
        return Reject("malformed", f"the file cannot be unpacked: {str(error)[:160]}")
    if isinstance(member, Reject):
        return member
    if len(member.data) != entry.file_size:
        return Reject("malformed", "the file has another size than the archive says")
    return member.data
