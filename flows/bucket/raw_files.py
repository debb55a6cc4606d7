"""Raw files wherever they lie, in a folder or below a prefix of a bucket: one listing, and the bytes of each."""

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from broadsheet.flows.bucket import object_store
from broadsheet.flows.bucket.object_store import DeniedError, ListedObject, Place
from broadsheet.flows.raw import listings

if TYPE_CHECKING:
    from broadsheet.transforms.pipeline import RawFile

# Nanoseconds of a second.
SECOND_NS = 1_000_000_000


def scan(
    where: Path | Place, max_bytes: int = listings.MAX_BYTES, trusted: listings.Trusted | None = None
) -> listings.Listing:
    """All raw files, sorted by `raw_path`; one that has the size and time it has in `trusted` is not read.

    Raises  as `raw.scan`; SettingsError or StorageError, when the bucket cannot be listed
    """
    if isinstance(where, Path):
        return listings.scan(where, max_bytes=max_bytes, trusted=trusted or {})
    objects = [item for item in where.list() if not item.key.endswith("/") and not _is_hidden(item.key)]
    parts = listings.parts_of_pages(item.key for item in objects)
    skipped = {
        item.key
        for item in objects
        if item.key in parts or listings.is_ignored(item.key.rpartition("/")[2], in_root="/" not in item.key)
    }
    looked = object_store.each(
        lambda item: _look(where, item, max_bytes, trusted or {}), [item for item in objects if item.key not in skipped]
    )
    return listings.Listing(
        tuple(sorted((file for file in looked if isinstance(file, listings.Found)), key=lambda file: file.raw_path)),
        tuple(
            sorted(
                (refusal for refusal in looked if isinstance(refusal, listings.Refused)),
                key=lambda refusal: refusal.raw_path,
            )
        ),
        tuple(sorted(listings.escaped(key) for key in skipped)),
    )


def read(where: Path | Place, path: str, max_bytes: int = listings.MAX_BYTES) -> bytes:
    """The bytes of a raw file.

    Raises  RefusedError; StorageError, when the store cannot be reached
    """
    if isinstance(where, Path):
        return listings.read(where / path, max_bytes=max_bytes)[0]
    try:
        data = where.get(path, max_bytes + 1).data
    except (object_store.AbsentError, DeniedError) as error:
        raise listings.RefusedError("unreadable", f"the store refused: {error}") from error
    if len(data) > max_bytes:
        raise listings.RefusedError("too_large", f"more than the {max_bytes} bytes that are read: split the file")
    return data


def raw_file(where: Path | Place, file: listings.Found) -> "RawFile":
    """A file as it is read: its bytes, and those of the files that are read with it.

    Raises  RefusedError, also where the bytes are not those that were found; StorageError, as `read`
    """
    # Here, since the readers take long to import, and most runs find no new file.
    from broadsheet.transforms.pipeline import RawFile
    from broadsheet.transforms.readers.metadata_files import facts_of_metadata
    from broadsheet.transforms.readers.told import Fact

    if file.is_slice and isinstance(where, Path):
        data = listings.read_slice(where / file.path, file.start, file.size_bytes)
        above = listings.above_slice(where / file.path, file.start)
    else:
        data, above = read(where, file.path), b""
    whole = _checked(RawFile(file.raw_path, data, above=above), file.raw_sha256)
    if not file.companions and not file.facts:
        return whole
    pages: list[RawFile] = []
    facts = [Fact(*fact) for fact in file.facts]
    for companion in file.companions:
        beside = RawFile(companion.raw_path, read(where, companion.path))
        _checked(beside, companion.raw_sha256)
        if companion.is_page:
            pages.append(beside)
        else:
            facts += facts_of_metadata(beside.data)
    return replace(whole, pages=tuple(pages), beside=tuple(facts))


def _checked(file: "RawFile", sha256: str) -> "RawFile":
    if file.sha256 != sha256:
        raise listings.RefusedError("unreadable", "the file changed while it was read: the next run reads it again")
    return file


def modified_ns(item: ListedObject) -> int:
    """When an object was written, in nanoseconds; below the second, which stores do not tell, stands its ETag's digest.

    So an object that is written twice within a second has two times, and known files need no column of their own.
    """
    fraction = int.from_bytes(hashlib.sha256(item.etag.encode()).digest()[:8])
    return int(item.modified.timestamp()) * SECOND_NS + fraction % SECOND_NS


def _look(
    where: Place, item: ListedObject, max_bytes: int, trusted: listings.Trusted
) -> listings.Found | listings.Refused:
    raw_path, time = listings.escaped(item.key), modified_ns(item)
    if (known := trusted.get(raw_path)) and known[:2] == (item.size, time):
        return listings.Found(raw_path, item.key, known[2], item.size, time, hint=known[3])
    if item.size > max_bytes:
        message = f"{item.size} bytes, more than the {max_bytes} that are read: split the file"
        return listings.Refused(raw_path, "too_large", message, None, item.size, time)
    try:
        data = read(where, item.key, max_bytes)
    except listings.RefusedError as refusal:
        return listings.Refused(raw_path, refusal.code, refusal.message, None, item.size, time)
    digest, hint = hashlib.sha256(data).hexdigest(), listings.hint_of(data)
    return listings.Found(raw_path, item.key, digest, len(data), time, hint=hint)


def _is_hidden(key: str) -> bool:
    """Whether an object is below a folder that is skipped by its name."""
    return any(listings.is_ignored(name, in_root=False) for name in key.split("/")[:-1])
