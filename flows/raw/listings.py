"""The listing of a raw folder: what can be read, and what cannot, with the reason."""

import hashlib
import os
import re
import stat
import unicodedata
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from broadsheet.flows import files
from broadsheet.flows.raw import slices
from broadsheet.transforms.errors import SettingsError
from broadsheet.transforms.records.record import RejectCode

# Of a file that is read as one; larger archives and tables are cut into slices. A bound on memory, set by hand.
MAX_BYTES = 64 * 1024 * 1024

# Left behind by systems, editors and transfers, never delivered as articles: skipped by name, and counted.
IGNORED = re.compile(
    r"""
    \..*                                    # hidden: .DS_Store, .gitkeep, .article.txt.swp
    | ~\$.*                                 # owner files of office programs
    | .*~                                   # editors' backup copies
    | .*\.(?:tmp|part|partial|crdownload)   # unfinished transfers
    | Thumbs\.db | desktop\.ini
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
# Controls, marks of direction and joiners, ends of lines and paragraphs.
_UNSHOWN = frozenset({"Cc", "Cf", "Zl", "Zp"})
# What a folder holds that git keeps a repository in: none of its files was delivered, either.
_REPOSITORY = frozenset({"HEAD", "objects", "refs"})
# Says what the folder is for; in a subfolder the same name may be an article.
ROOT_IGNORED = frozenset({"README.md"})


METADATA = "metadata"
# Bytes in which a page says that it is one.
_LOOK = 2_000
_MAY_BE_PAGE = re.compile(rb"<(?:!doctype|html|head|body|title)[\s>]", re.IGNORECASE)
# The last time that a column of 64 bits holds, in nanoseconds.
_LAST_NS = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Companion:
    """A file that is read with another one: a later page of its story (`is_page`), or metadata of it."""

    raw_path: str
    path: str
    raw_sha256: str
    size_bytes: int
    is_page: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A regular file, with the digest of the bytes it had when it was found; `path` is relative to the raw folder.

    Of a large archive, table or text each slice is one: `size_bytes` from `start` on. The first has the raw path of the
    file, the others have `#start` behind it. `hint` is what a look at the bytes says of other files: which page of a
    story it is, or that it is metadata. `companions` are read with it, and `facts` (field, value, source) are told of
    it by tables; a file that is read with another one has that one's raw path as `joined_to`.
    """

    raw_path: str
    path: str
    raw_sha256: str
    size_bytes: int
    mtime_ns: int
    start: int = 0
    is_slice: bool = False
    hint: str = ""
    companions: tuple[Companion, ...] = ()
    facts: tuple[tuple[str, str, str], ...] = ()
    joined_to: str | None = None

    @property
    def unit(self) -> str:
        """What the rows of the file follow from: its digest, and where it is not read alone that of all that is."""
        if self.joined_to is not None:
            return f"joined {self.joined_to}"
        if not self.companions and not self.facts:
            return self.raw_sha256
        beside = [[companion.raw_path, companion.raw_sha256] for companion in self.companions]
        return hashlib.sha256(
            files.canonical([self.raw_sha256, beside, [list(fact) for fact in self.facts]])
        ).hexdigest()


@dataclass(frozen=True, slots=True)
class Refused:
    """Something in the raw folder that cannot be read as a file. Nulls: what could not be learnt without reading it."""

    raw_path: str
    code: RejectCode
    message: str
    raw_sha256: str | None = None
    size_bytes: int | None = None
    mtime_ns: int | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """All there is below a raw folder: every entry that is no folder is in exactly one of the first three. `absent`:
    tables that tell of files which are not there."""

    found: tuple[Found, ...]
    refused: tuple[Refused, ...]
    skipped: tuple[str, ...]
    absent: tuple[Refused, ...] = ()

    def digest(self) -> str:
        """One digest of everything found: paths and bytes, and of what could not be read the reason."""
        rows = [[file.raw_path, file.raw_sha256] for file in self.found]
        rows += [[refusal.raw_path, refusal.code] for refusal in self.refused]
        return hashlib.sha256(files.canonical(rows)).hexdigest()


class RefusedError(Exception):
    """A file that cannot be read; carries the code and the message of its reject."""

    def __init__(self, code: RejectCode, message: str) -> None:
        super().__init__(code, message)
        self.code: RejectCode = code
        self.message = message


def escaped(path: str) -> str:
    r"""A path as a UTF-8 column can hold it and a terminal can show it, one for each: bytes that are no UTF-8 become
    `\xff`, controls and marks that turn the direction of text `\u202e`, and `\` is doubled."""
    if path.isascii() and path.isprintable() and "\\" not in path:
        return path
    text = os.fsencode(path).replace(b"\\", b"\\\\").decode("utf-8", "backslashreplace")
    return "".join(f"\\u{ord(char):04x}" if unicodedata.category(char) in _UNSHOWN else char for char in text)


# "Web page, complete": browsers put what a page is made of into a folder beside it, named in their language.
_PARTS = re.compile(
    r"""
    (?P<page>.+)
    (?: [_-] (?:
        files
        | Dateien                   # German
        | fichiers                  # French
        | archivos                  # Spanish
        | file                      # Italian
        | ficheiros | arquivos      # Portuguese, of Portugal and of Brazil
        | bestanden                 # Dutch
        | pliki                     # Polish
        | filer                     # Danish, Norwegian, Swedish
        | soubory                   # Czech
        | dosyalar                  # Turkish
      )
      | \.files
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PAGE = re.compile(r"(?P<page>.+)\.(?:html?|xhtml|mht|php|aspx?)", re.IGNORECASE)


def parts_of_pages(paths: Iterable[str]) -> frozenset[str]:
    """Those of the paths that are no files of their own, but parts of a page that was saved complete beside them."""
    known = list(paths)
    pages = {match["page"] for path in known if (match := _PAGE.fullmatch(path))}
    return frozenset(path for path in known if any(_is_of_page(folder, pages) for folder in _folders(path)))


def _folders(path: str) -> Iterator[str]:
    """The folders that a path is in, each as a path."""
    at = path.find("/")
    while at >= 0:
        yield path[:at]
        at = path.find("/", at + 1)


def _is_of_page(folder: str, pages: Container[str]) -> bool:
    match = _PARTS.fullmatch(folder)
    return match is not None and match["page"] in pages


def is_ignored(name: str, in_root: bool) -> bool:
    """Whether an entry of this name is skipped, unread."""
    return IGNORED.fullmatch(name) is not None or (in_root and name in ROOT_IGNORED)


def read(path: Path, max_bytes: int = MAX_BYTES) -> tuple[bytes, os.stat_result]:
    """The bytes of a regular file, and what the file system said of it.

    Raises  RefusedError; nothing but a regular file is ever opened for longer than it takes to see that it is none
    """
    with _opened(path) as (stream, status):
        data = stream.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise RefusedError("too_large", _too_large(max(len(data), status.st_size), max_bytes))
    return data, status


def read_slice(path: Path, start: int, size: int) -> bytes:
    """Bytes of a regular file, fewer where it is shorter.

    Raises  RefusedError, as `read`
    """
    with _opened(path) as (stream, _):
        stream.seek(start)
        return stream.read(size)


def above_slice(path: Path, start: int) -> bytes:
    """What a slice is read with, beside its own bytes: of a table its head, of an archive or a text nothing.

    Raises  RefusedError, as `read`
    """
    if not start:
        return b""
    return slices.above(read_slice(path, 0, slices.ABOVE_BYTES))


@contextmanager
def _opened(path: Path) -> Iterator[tuple[BinaryIO, os.stat_result]]:
    try:
        # Without O_NONBLOCK, opening a pipe would wait for its writer for ever.
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(handle, "rb") as stream:
            status = os.fstat(stream.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise RefusedError("not_a_file", "not a regular file any more")
            yield stream, status
    except OSError as error:
        raise RefusedError("unreadable", f"the file system refused: {error.strerror}") from error


# Size, modification time, digest and hint of a file that was read before.
Trusted = Mapping[str, tuple[int, int, str, str]]
_NOTHING: Trusted = {}


def scan(raw: Path, max_bytes: int = MAX_BYTES, trusted: Trusted = _NOTHING) -> Listing:
    """Everything below `raw`, sorted by `raw_path`; links are never followed, so the walk ends.

    A file that has the size and time of its raw path in `trusted` is not read: its digest is taken from there.

    Raises  SettingsError, when `raw` is no folder that can be listed
    """
    if not raw.is_dir():
        raise SettingsError(f"raw folder {raw} does not exist or is no folder: give --raw DIR, or create it")
    readable: list[Found] = []
    refused: list[Refused] = []
    skipped: list[str] = []
    entries = list(_walk(raw))
    parts = parts_of_pages(path for path, _, _ in entries)
    for path, entry, problem in entries:
        raw_path = escaped(path)
        if problem is not None or entry is None:
            refused.append(Refused(raw_path, "unreadable", problem or "the file system refused"))
        elif is_ignored(entry.name, in_root="/" not in path) or path in parts:
            skipped.append(raw_path)
        else:
            for item in _look(raw, path, max_bytes, trusted):
                (readable if isinstance(item, Found) else refused).append(item)  # type: ignore[arg-type]
    return Listing(
        tuple(sorted(readable, key=lambda file: file.raw_path)),
        tuple(sorted(refused, key=lambda refusal: refusal.raw_path)),
        tuple(sorted(skipped)),
    )


def _walk(raw: Path) -> Iterator[tuple[str, os.DirEntry[str] | None, str | None]]:
    """Each entry below `raw` that is no folder, and each folder that cannot be listed with the reason.

    Folders that are skipped by name, and those that are a repository of git, are not looked into.
    """
    pending = [""]
    while pending:
        folder = pending.pop()
        try:
            entries = list(os.scandir(raw / folder))
        except OSError as error:
            if not folder:
                raise SettingsError(f"cannot list raw folder {raw}: {error.strerror}; check its permissions") from error
            yield folder, None, f"the folder cannot be listed: {error.strerror}"
            continue
        if {entry.name for entry in entries} >= _REPOSITORY:
            continue
        for entry in entries:
            path = f"{folder}/{entry.name}" if folder else entry.name
            if not entry.is_dir(follow_symlinks=False):
                yield path, entry, None
            elif not is_ignored(entry.name, in_root=False):
                pending.append(path)


def _look(raw: Path, path: str, max_bytes: int, trusted: Trusted) -> tuple[Found | Refused, ...]:
    """One entry: found, with its digest, or refused; of a large archive, table or text its slices."""
    raw_path = escaped(path)
    try:
        # A path of our own making, since pathlib takes longer than the call.
        status = os.lstat(f"{raw}/{path}")
    except OSError as error:
        return (Refused(raw_path, "unreadable", f"the file system refused: {error.strerror}"),)
    if not stat.S_ISREG(status.st_mode):
        return (Refused(raw_path, "not_a_file", f"{_kind(status.st_mode)}: put a copy of the file here instead"),)
    size, time = status.st_size, time_of(status)
    if (known := trusted.get(raw_path)) and known[:2] == (size, time):
        return (Found(raw_path, path, known[2], size, time, hint=known[3]),)
    try:
        if size > slices.WHOLE_BYTES and (cut := _slices(raw / path, raw_path, status, trusted)):
            return tuple(_slice(raw_path, path, piece, time, max_bytes) for piece in cut)
        if size > max_bytes:
            raise RefusedError("too_large", _too_large(size, max_bytes))
        data, status = read(raw / path, max_bytes)
    except RefusedError as refusal:
        return (Refused(raw_path, refusal.code, refusal.message, None, size, time),)
    return (Found(raw_path, path, hashlib.sha256(data).hexdigest(), len(data), time_of(status), hint=hint_of(data)),)


def hint_of(data: bytes) -> str:
    """What the bytes of a file say of other files: which page of which story it is, or "metadata"; "" for neither."""
    if _MAY_BE_PAGE.search(data[:_LOOK]):
        # Here, since the readers take long to import, and most runs find no new page.
        from broadsheet.transforms.readers.markup.paging import paging_of

        paging = paging_of(data)
        return paging.as_text() if paging else ""
    if data[:_LOOK].lstrip()[:1] == b"{":
        from broadsheet.transforms.readers.metadata_files import is_metadata

        return METADATA if is_metadata(data) else ""
    return ""


def time_of(status: os.stat_result) -> int:
    """When a file was changed last, in nanoseconds; 2262 for later, since 64 bits hold no more."""
    return min(status.st_mtime_ns, _LAST_NS)


def _slices(path: Path, raw_path: str, status: os.stat_result, trusted: Trusted) -> tuple[slices.Slice, ...]:
    """The slices of a large file: as they were where all are trusted, else cut anew; none of another file."""
    known: list[slices.Slice] = []
    at = 0
    while at < status.st_size:
        size, time, digest, _ = trusted.get(_slice_path(raw_path, at), (0, 0, "", ""))
        if not size or time != time_of(status):
            break
        known.append(slices.Slice(at, at + size, digest))
        at += size
    if at == status.st_size:
        return tuple(known)
    with _opened(path) as (stream, opened):
        return slices.cut(stream, opened.st_size)


def _slice(raw_path: str, path: str, piece: slices.Slice, time: int, max_bytes: int) -> Found | Refused:
    name, size = _slice_path(raw_path, piece.start), piece.end - piece.start
    if size > max_bytes:
        return Refused(
            name, "too_large", f"a record, or what is none, of {_too_large(size, max_bytes)}", None, size, time
        )
    return Found(name, path, piece.sha256, size, time, piece.start, is_slice=True)


def _slice_path(raw_path: str, start: int) -> str:
    return f"{raw_path}#{start}" if start else raw_path


def _too_large(size: int, max_bytes: int) -> str:
    return f"{size} bytes, more than the {max_bytes} that are read: split the file"


def _kind(mode: int) -> str:
    kinds = {stat.S_IFLNK: "a symbolic link", stat.S_IFIFO: "a pipe", stat.S_IFSOCK: "a socket"}
    return kinds.get(stat.S_IFMT(mode), "a device")
