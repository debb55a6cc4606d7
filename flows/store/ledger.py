"""One state a file and one row a reject, by what a run found and decided.

found = kept + version + duplicate + joined + rejected, of files and of the articles in them. A file that was refused as
a whole counts as one article that is rejected; one that was read with another has none of its own.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from broadsheet.flows.raw import listings
from broadsheet.transforms.errors import ContractError

# Where the articles of a file are in different states, the file has the first of these that occurs.
STATES = ("kept", "version", "duplicate", "joined", "rejected")


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of a file, or of one article in a file of many (`raw_path` is then file#member).

    `joined`: it was read with another file, as a later page of its story, or as metadata of others.
    """

    raw_path: str
    file: str
    state: str
    raw_sha256: str | None
    size_bytes: int | None
    mtime_ns: int | None
    article_id: int | None


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why a file, or an article in it, is not kept."""

    raw_path: str
    raw_sha256: str | None
    stage: str
    code: str
    message: str
    excerpt: str | None = None


@dataclass(frozen=True, slots=True)
class Ledger:
    """All that a run found, sorted by raw path; `files` counts files by state, `articles` the articles in them; `ids`
    are those given up for others: the old one, the new one and its key."""

    entries: tuple[Entry, ...]
    rejections: tuple[Rejection, ...]
    files: dict[str, int]
    articles: dict[str, int]
    ids: tuple[tuple[int, int, str], ...] = ()

    @property
    def reject_share(self) -> float:
        """Rejected files among those found."""
        return self.files["rejected"] / self.files["found"] if self.files["found"] else 0.0


def ledger(
    listing: listings.Listing, refused: Iterable[listings.Refused], rejects: pa.Table, decided: pa.Table
) -> Ledger:
    """The ledger of a run: `refused` by the workers, `rejects` by the readers, `decided` the state of each article.

    Raises  ContractError, when a row names no file that was found, or the counts do not add up
    """
    states = decided["state"].cast(pa.string())
    rejections = [Rejection(**row) for row in rejects.to_pylist()]
    rejections += [_refusal(refusal) for refusal in (*listing.refused, *refused)]
    rejections += [_collision(row) for row in decided.filter(pc.equal(states, "id_collision")).to_pylist()]
    # A known file that the file system refuses now is in both: its rows stay, and the refusal is told.
    known: dict[str, listings.Found | listings.Refused] = {refusal.raw_path: refusal for refusal in listing.refused}
    known |= {file.raw_path: file for file in listing.found}
    entries: dict[str, Entry] = {}
    settled = decided.filter(pc.is_in(states, value_set=pa.array(STATES)))
    columns = [settled[name].to_pylist() for name in ("raw_path", "state", "article_id")]
    for raw_path, state, article_id in zip(*columns, strict=True):
        entries[raw_path] = _entry(known, raw_path, state, article_id)
    for rejection in rejections:
        entries.setdefault(rejection.raw_path, _entry(known, rejection.raw_path, "rejected", None))
    for path, file in known.items():
        if isinstance(file, listings.Found) and file.joined_to is not None:
            entries.setdefault(path, _entry(known, path, "joined", None))
    for silent in sorted(known.keys() - {entry.file for entry in entries.values()}):
        digest = known[silent].raw_sha256
        rejections.append(Rejection(silent, digest, "read", "no_article", "the reader found neither article nor fault"))
        entries[silent] = _entry(known, silent, "rejected", None)
    rejections += [_refusal(refusal) for refusal in listing.absent]
    ordered = tuple(sorted(entries.values(), key=lambda entry: entry.raw_path))
    unique = {(rejection.raw_path, rejection.stage, rejection.code): rejection for rejection in rejections}
    counts = _by_file(ordered), _by_article(ordered)
    if counts[0]["found"] != len(known):
        raise ContractError(f"{len(known)} files were found, but {counts[0]['found']} are accounted for")
    return Ledger(ordered, tuple(unique[key] for key in sorted(unique)), *counts)


def file_of(raw_path: str, known: Mapping[str, object]) -> str | None:
    """The file that an article is in; "#" may stand in the names of files and of members alike."""
    if raw_path in known:
        return raw_path
    at = raw_path.rfind("#")
    while at > 0:
        if raw_path[:at] in known:
            return raw_path[:at]
        at = raw_path.rfind("#", 0, at)
    return None


def _entry(
    known: Mapping[str, listings.Found | listings.Refused], raw_path: str, state: str, article_id: int | None
) -> Entry:
    file = file_of(raw_path, known)
    if file is None:
        raise ContractError(f"a row names {raw_path}, which is no file that was found")
    source = known[file]
    return Entry(raw_path, file, state, source.raw_sha256, source.size_bytes, source.mtime_ns, article_id)


def _refusal(refusal: listings.Refused) -> Rejection:
    stage = "read" if refusal.code in ("reader_timeout", "reader_crashed") else "raw"
    return Rejection(refusal.raw_path, refusal.raw_sha256, stage, refusal.code, refusal.message)


def _collision(row: Mapping[str, Any]) -> Rejection:
    message = f"its article_id {row['article_id']} belongs to another article, of {row['other']}: report both keys"
    return Rejection(row["raw_path"], row["raw_sha256"], "collection", "id_collision", message)


def _by_file(entries: Iterable[Entry]) -> dict[str, int]:
    best: dict[str, str] = {}
    for entry in entries:
        best[entry.file] = min(entry.state, best.get(entry.file, "rejected"), key=STATES.index)
    counted = Counter(best.values())
    return {"found": len(best), **{state: counted[state] for state in STATES}}


def _by_article(entries: Iterable[Entry]) -> dict[str, int]:
    counted = Counter(entry.state for entry in entries)
    del counted["joined"]
    return {"found": counted.total(), **{state: counted[state] for state in STATES if state != "joined"}}
