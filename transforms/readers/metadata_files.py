"""From a file that tells of other files, a table of them or an object beside one, to what it tells of each."""

import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import islice

from broadsheet.transforms.readers import sniffing
from broadsheet.transforms.readers.fields.named import ALIASES, folded
from broadsheet.transforms.readers.tables import delimited, workbook
from broadsheet.transforms.readers.tables.columns import layout_of
from broadsheet.transforms.readers.tables.names import field_of
from broadsheet.transforms.readers.tables.rows import Row, Table
from broadsheet.transforms.readers.told import Fact

# Where such facts are told, as evidence says it.
SOURCE = "metadata_file"
# What may be told of a file, by the field of an article that a column or a name holds.
_TOLD = {
    "title": "title", "published_date": "date", "author": "author", "byline": "author", "publisher": "publisher",
    "section": "section", "language": "language", "url": "url", "canonical_url": "url", "genre": "genre",
}  # fmt: skip
_BODIES = ("body", "body_html")
_MAX_ROWS = 1_000_000  # a bound on cost, set by hand
_SAMPLE = 200  # rows by which a table is told to be one of files: as for the columns of any table
_MIN_SHARE = 0.5  # of the names in a column that are those of files; some may be lost, or in other folders. By hand
_PROSE = 400  # characters: a longer value is a text, not what is told of one; set by hand
_MAX_METADATA = 1 << 20  # bytes: a bound on cost, set by hand
# A table in an archive; objects of JSON are many, so only by names for such.
_TABLE = re.compile(
    r"""(?:
        .+\.(?:csv|tsv|tab|xlsx|xls|ods)
      | (?:.*[._-])?(?:meta(?:data)?|index|manifest|files|catalog(?:ue)?|records|articles|docvars|info)
        \.(?:json|jsonl|ndjson)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_MAX_ENTRIES, _MAX_TABLES = 20_000, 20  # of an archive: bounds on cost, set by hand
_MAX_NAMES, _MAX_NAME = 5, 100  # of files that are not there, in a message: what a person reads
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,6}\Z")


def is_metadata(data: bytes) -> bool:
    """Whether a file is an object of JSON that tells of an article and has no text: metadata of a file beside it."""
    if len(data) > _MAX_METADATA or data.lstrip()[:1] != b"{":
        return False
    value = _object(data)
    return value is not None and bool(facts_of_object(value)) and not _has_text(value)


def _object(data: bytes) -> Mapping[str, object] | None:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _has_text(value: Mapping[str, object]) -> bool:
    bodies = {path[0] for field in _BODIES for path in ALIASES[field]}
    return any(
        (isinstance(part, str) and (len(part) > _PROSE or (folded(name) in bodies and len(part) > _PROSE // 4)))
        or (isinstance(part, list) and any(isinstance(entry, dict) for entry in part))
        for name, part in value.items()
    )


def facts_of_metadata(data: bytes) -> list[Fact]:
    """What an object of JSON tells of the file that it stands beside."""
    value = _object(data)
    return [] if value is None else facts_of_object(value)


def facts_of_object(value: Mapping[str, object]) -> list[Fact]:
    """What the fields of an object tell, the most trusted name of a field first."""
    named = sorted(
        (place.rank, _TOLD[place.field], text)
        for name, part in value.items()
        if (place := field_of(name)) and place.field in _TOLD and (text := _text(part))
    )
    facts: dict[str, Fact] = {}
    for _, field, text in named:
        facts.setdefault(field, Fact(field, text, SOURCE))
    return list(facts.values())


def _text(part: object) -> str:
    if isinstance(part, list):
        return ", ".join(filter(None, map(_text, part)))
    if isinstance(part, dict):
        return _text(part.get("name") or part.get("title"))
    return str(part).strip() if isinstance(part, str | int | float) and not isinstance(part, bool) else ""


@dataclass(frozen=True, slots=True)
class FileTable:
    """What the rows of a table tell of files, by the file's path; how many rows name files that are not there, and the
    first of these names."""

    facts: dict[str, list[Fact]]
    n_absent: int = 0
    absent: tuple[str, ...] = ()

    def complaint(self) -> str:
        """What is to be told of rows about files that are not there; "" where there are none."""
        if not self.n_absent:
            return ""
        return f"{self.n_absent} rows tell of files that are not there: {', '.join(self.absent)}"


def table_of_files(data: bytes, files: Iterable[str], others: Iterable[str] = ()) -> FileTable | None:
    """What the rows of a table tell of files; None for a table that tells of none.

    `files`: the paths that rows may name, as they are seen from the folder of the table. A column names them by path,
    by name or by name without extension. A table with a column of long texts is one of articles. `others`: paths that
    are there, too, but of which nothing is to be told.
    """
    known = _names_of(files)
    table = _table_of(data)
    if table is None or not known:
        return None
    sample = [_cells(row) for row in islice(table.rows(), _SAMPLE) if isinstance(row, Row)]
    at = _file_column(table.names, sample, known)
    if at is None:
        return None
    columns = [name for i, name in enumerate(table.names) if i != at]
    layout = layout_of(columns, [[cell for i, cell in enumerate(row) if i != at] for row in sample])
    if not layout.fields.isdisjoint(_BODIES):
        return None
    facts: dict[str, list[Fact]] = {}
    there = _ways_of(others)
    absent: list[str] = []
    n_absent = 0
    for row in islice(table.rows(), _MAX_ROWS):
        cells = _cells(row) if isinstance(row, Row) else []
        name = cells[at] if at < len(cells) else ""
        path = known.get(_plain(name))
        if path is not None:
            rest = [cell for i, cell in enumerate(cells) if i != at]
            named = [(column.field, rest[column.index]) for column in layout.columns if column.index < len(rest)]
            facts[path] = list(_facts(named))
        elif name and _plain(name) not in there:
            n_absent += 1
            absent += [name[:_MAX_NAME]] if n_absent <= _MAX_NAMES else []
    return FileTable(facts, n_absent, tuple(absent)) if facts else None


def facts_in_zip(data: bytes) -> tuple[dict[str, list[Fact]], dict[str, str]]:
    """What tables in an archive tell of its files, by the file's name, and the names of these tables, each with what
    is to be told of its rows about files that are not there, "" for nothing."""
    facts: dict[str, list[Fact]] = {}
    tables: dict[str, str] = {}
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()[:_MAX_ENTRIES]
            all_names = [entry.filename for entry in entries]
            candidates = [entry for entry in entries if _is_small_table(entry)][:_MAX_TABLES]
            names = {entry.filename for entry in entries} - {entry.filename for entry in candidates}
            for entry in candidates:
                folder = entry.filename.rpartition("/")[0]
                start = f"{folder}/" if folder else ""
                below = {name.removeprefix(start): name for name in names if name.startswith(start)}
                with archive.open(entry) as stream:
                    of_files = table_of_files(
                        stream.read(_MAX_METADATA), below, [name.removeprefix(start) for name in all_names]
                    )
                if of_files:
                    tables[entry.filename] = of_files.complaint()
                    facts |= {below[name]: of_file for name, of_file in of_files.facts.items()}
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, RuntimeError):
        return {}, {}
    return facts, tables


def _is_small_table(entry: zipfile.ZipInfo) -> bool:
    name = entry.filename.rpartition("/")[2]
    return is_table_name(name) and entry.file_size <= _MAX_METADATA and not entry.flag_bits & 1


def is_table_name(name: str) -> bool:
    """Whether a file is called as tables that tell of other files are."""
    return _TABLE.fullmatch(name) is not None


def _facts(fields: Iterable[tuple[str, str]]) -> Iterator[Fact]:
    """The facts of a row, of each field the first that has a value."""
    told: set[str] = set()
    for field, value in fields:
        if field in _TOLD and value and _TOLD[field] not in told:
            told.add(_TOLD[field])
            yield Fact(_TOLD[field], value, SOURCE)


def _table_of(data: bytes) -> Table | None:
    name = sniffing.sniff(data)
    if name == "workbook":
        return workbook.first_table(data)
    if name == "json":
        return _json_table(data)
    return delimited.plain_table_of(data) if name in ("csv", "markdown") else None


def _json_table(data: bytes) -> Table | None:
    """Objects a line, a list of them, or objects by the names of files, as a table."""
    try:
        text = data.decode("utf-8-sig")
        entries = json.loads(text)
    except (ValueError, RecursionError):
        try:
            entries = [json.loads(line) for line in data.decode("utf-8-sig").splitlines() if line.strip()]
        except (ValueError, RecursionError):
            return None
    if isinstance(entries, dict) and entries and all(isinstance(part, dict) for part in entries.values()):
        entries = [{"file": name, **part} for name, part in entries.items()]
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries[:_SAMPLE]):
        return None
    names = list(dict.fromkeys(name for entry in entries[:_SAMPLE] for name in entry))
    rows = [Row(str(at), tuple(_text(entry.get(name)) for name in names)) for at, entry in enumerate(entries, 1)]
    return Table("json", names, lambda: iter(rows))


def _cells(row: Row) -> list[str]:
    return ["" if cell is None else str(cell).strip() for cell in row.cells]


def _file_column(names: Sequence[str], rows: Sequence[Sequence[str]], known: Mapping[str, str]) -> int | None:
    """The column whose cells name files; of several the one that names most."""
    shares: list[tuple[float, int]] = []
    for at in range(len(names)):
        filled = [row[at] for row in rows if at < len(row) and row[at]]
        hits = {known[_plain(cell)] for cell in filled if _plain(cell) in known}
        if filled and len(hits) >= _MIN_SHARE * min(len(filled), len(set(known.values()))):
            shares.append((-len(hits), at))
    return min(shares)[1] if shares else None


def _names_of(files: Iterable[str]) -> dict[str, str]:
    """Every way to name a file, where it means one file only."""
    return {way: paths.pop() for way, paths in _ways_of(files).items() if way and len(paths) == 1}


def _ways_of(files: Iterable[str]) -> dict[str, set[str]]:
    """Every way to name a file, with the files that it may mean."""
    ways: dict[str, set[str]] = {}
    for path in files:
        plain = _plain(path)
        name = plain.rpartition("/")[2]
        for way in {plain, name, _EXTENSION.sub("", plain), _EXTENSION.sub("", name)}:
            ways.setdefault(way, set()).add(path)
    return ways


def _plain(name: str) -> str:
    """A path as paths are compared: slashes one way, no "./" before it, capitals as small letters."""
    return name.strip().replace("\\", "/").removeprefix("./").casefold()
