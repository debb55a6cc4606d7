"""From the files of a listing to those that are read with others: later pages of a story, and metadata of files."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from broadsheet.flows.raw.listings import METADATA, Companion, Found, Listing, Refused, RefusedError

if TYPE_CHECKING:
    from broadsheet.transforms.readers.metadata_files import FileTable

_MAX_TABLE = 32 << 20  # bytes, as of a table that is not cut into slices
_MAX_TABLES = 50  # of a folder: a bound on cost, set by hand; more are tables of articles
# "story.html.json", "story.meta.json", "story_metadata.json" tell of "story.html" as "story.json" does.
_METADATA_NAME = re.compile(r"(?P<name>.+?)(?:[._-](?:meta(?:data)?|info))?\.json", re.IGNORECASE)
_STEM = re.compile(r"(?P<stem>.*?)(?P<number>\d{1,2})?(?:\.\w{1,6})?")


def arranged(listing: Listing, read: Callable[[str], bytes]) -> Listing:
    """The listing with what is read together: a file's companions, and what tables tell of it. `read` gives the bytes
    of a path."""
    files = {file.raw_path: file for file in listing.found}
    for owner, pages in _stories(files.values()):
        _join(files, owner, pages, is_page=True)
    for owner, metadata in _described(files):
        _join(files, owner, [metadata], is_page=False)
    absent: list[Refused] = []
    for table, of_files in _tables(files, read):
        for path, of_path in of_files.facts.items():
            of_file = tuple((fact.field, fact.value, fact.source) for fact in of_path)
            files[path] = replace(files[path], facts=(*files[path].facts, *of_file))
        files[table] = replace(files[table], joined_to=min(of_files.facts))
        if message := of_files.complaint():
            absent.append(Refused(table, "missing_file", message, files[table].raw_sha256))
    return replace(listing, found=tuple(files[file.raw_path] for file in listing.found), absent=tuple(absent))


def _join(files: dict[str, Found], owner: str, others: Sequence[Found], *, is_page: bool) -> None:
    companions = tuple(
        Companion(file.raw_path, file.path, file.raw_sha256, file.size_bytes, is_page) for file in others
    )
    files[owner] = replace(files[owner], companions=(*files[owner].companions, *companions))
    for file in others:
        if files[file.raw_path].joined_to is None:
            files[file.raw_path] = replace(file, joined_to=owner)


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _stories(files: Iterable[Found]) -> Iterator[tuple[str, list[Found]]]:
    """The raw path of the first page of each story of several, and its later pages: in one folder, of one address but
    for the number of the page, under one headline. Whether they are pages, their texts decide when they are read."""
    from broadsheet.transforms.readers.markup.paging import paging_of_text

    groups: dict[tuple[str, str, str], list[tuple[int, Found]]] = {}
    for file in files:
        if file.hint and (paging := paging_of_text(file.hint)):
            key = (_folder(file.raw_path), paging.story, paging.title)
            groups.setdefault(key, []).append((paging.number, file))
    for group in groups.values():
        numbered = _numbered(group) if len(group) > 1 else []
        pages = [file for _, file in sorted(numbered, key=lambda page: page[0])]
        if len(pages) > 1:
            yield pages[0].raw_path, pages[1:]


def _numbered(group: Sequence[tuple[int, Found]]) -> list[tuple[int, Found]]:
    """The pages with their numbers: as they tell them, where each has its own, else as the names of their files do."""
    own = [(number or 1, file) for number, file in group]
    if len({number for number, _ in own}) == len(own):
        return own
    matches = [_STEM.fullmatch(file.raw_path) for _, file in group]
    stems = {match["stem"].rstrip("-_. ") for match in matches if match}
    named = [(int(match["number"] or 1), file) for match, (_, file) in zip(matches, group, strict=True) if match]
    are_in_order = sorted(number for number, _ in named) in ([*range(len(group))], [*range(1, len(group) + 1)])
    return named if len(stems) == 1 and are_in_order else []


def _described(files: Mapping[str, Found]) -> Iterator[tuple[str, Found]]:
    """The raw path of each file that an object of JSON beside it tells of, and that."""
    named: dict[str, list[str]] = {}
    metadata = [file for file in files.values() if file.hint == METADATA]
    if not metadata:
        return
    for path, file in files.items():
        if file.hint != METADATA and file.joined_to is None and not file.is_slice:
            for name in {path, path.rpartition(".")[0] if "." in path.rpartition("/")[2] else path}:
                named.setdefault(name, []).append(path)
    for file in metadata:
        match = _METADATA_NAME.fullmatch(file.raw_path)
        for path in named.get(match["name"], ()) if match else ():
            yield path, file


def _tables(files: Mapping[str, Found], read: Callable[[str], bytes]) -> Iterator[tuple[str, "FileTable"]]:
    """The raw path of each table that tells of other files, and what it tells of each."""
    # Here, since the readers take long to import.
    from broadsheet.transforms.readers.metadata_files import is_table_name

    candidates = [
        file
        for file in files.values()
        if is_table_name(file.raw_path.rpartition("/")[2])
        and not file.is_slice
        and file.joined_to is None
        and file.size_bytes <= _MAX_TABLE
    ]
    tables = {file.raw_path for file in candidates}
    described = [path for path, file in files.items() if path not in tables and file.joined_to is None]
    counts: dict[str, int] = {}
    for file in candidates:
        folder = _folder(file.raw_path)
        counts[folder] = counts.get(folder, 0) + 1
        below = {path[len(folder) + bool(folder) :]: path for path in described if _is_below(path, folder)}
        if not below or counts[folder] > _MAX_TABLES:
            continue
        others = [path[len(folder) + bool(folder) :] for path in files if _is_below(path, folder)]
        if of_files := _facts_of(file, below, others, read):
            yield file.raw_path, of_files


def _is_below(path: str, folder: str) -> bool:
    return not folder or path.startswith(f"{folder}/")


def _facts_of(
    file: Found, below: Mapping[str, str], others: Sequence[str], read: Callable[[str], bytes]
) -> "FileTable | None":
    # Here, since the readers take long to import, and most folders hold no such table.
    from broadsheet.transforms.readers.metadata_files import table_of_files

    try:
        of_files = table_of_files(read(file.path), below, others)
    except RefusedError:
        return None
    return replace(of_files, facts={below[name]: facts for name, facts in of_files.facts.items()}) if of_files else None
