"""What keeps the forgotten from coming back: hashes of articles, files and outlets.

Nothing in them says what it was. They are kept twice, since a run without them would bring everything back.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from broadsheet.flows import files
from broadsheet.flows.store import cache
from broadsheet.transforms import memory
from broadsheet.transforms.errors import StorageError
from broadsheet.transforms.staged import SOURCE

PATH = Path("_forgotten.json")
COPY = Path("_cache") / "forgotten.json"


@dataclass(frozen=True, slots=True)
class Tombstones:
    """What was forgotten: articles by id, files by the digest of their bytes, outlets by the hash of their domain."""

    articles: frozenset[int] = frozenset()
    files: frozenset[str] = frozenset()
    outlets: frozenset[str] = frozenset()

    def __or__(self, other: "Tombstones") -> "Tombstones":
        return Tombstones(self.articles | other.articles, self.files | other.files, self.outlets | other.outlets)

    def paths(self, articles: pa.Table) -> pa.Array:
        """The raw paths of the forgotten among staged articles."""
        domains = articles["publisher_domain"].cast(pa.string())
        known = [domain for domain in pc.unique(domains.drop_null()).to_pylist() if outlet_hash(domain) in self.outlets]
        of_outlet = pc.is_in(domains, value_set=pa.array(known, pa.string()))
        by_id = pc.is_in(articles["article_id"], value_set=pa.array(sorted(self.articles), pa.int64()))
        return articles.filter(pc.or_(of_outlet, by_id))[SOURCE].cast(pa.string()).combine_chunks().unique()

    def without(self, staged: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
        """Staged tables without the rows of what was forgotten."""
        paths = self.paths(staged["articles"])
        left = {name: _without(table, paths) for name, table in staged.items() if name != cache.MEMORY}
        if cache.MEMORY in staged:
            left[cache.MEMORY] = memory.of_articles(staged[cache.MEMORY], left["articles"])
        return left


def _without(table: pa.Table, paths: pa.Array) -> pa.Table:
    column = table[SOURCE if SOURCE in table.column_names else "raw_path"].cast(pa.string())
    return _with_own_words(table.filter(pc.invert(pc.is_in(column, value_set=paths.cast(pa.string())))))


def _with_own_words(table: pa.Table) -> pa.Table:
    """The table with dictionaries of what occurs in it: a filter leaves the words of rows that are gone."""
    for at, field in enumerate(table.schema):
        if pa.types.is_dictionary(field.type):
            words = table.column(at).combine_chunks().cast(pa.string()).dictionary_encode().cast(field.type)
            table = table.set_column(at, field, words)
    return table


def outlet_hash(domain: str) -> str:
    """By what an outlet is known that was forgotten."""
    return hashlib.sha256(domain.encode()).hexdigest()


def load(processed: Path) -> Tombstones:
    """What was forgotten in a dataset.

    Raises  StorageError, when it can be told from neither of its copies
    """
    copies = [processed / PATH, processed / COPY]
    if not any(path.exists() for path in copies):
        return Tombstones()
    for path in copies:
        if (content := _read(path)) is not None:
            return content
    raise StorageError(
        f"{processed / PATH} and its copy are damaged, without which what was forgotten would come back: restore one"
        " from a backup, or remove both and forget again"
    )


def save(processed: Path, tombstones: Tombstones) -> None:
    """Store what was forgotten, both copies."""
    content = {
        "articles": sorted(tombstones.articles),
        "files": sorted(tombstones.files),
        "outlets": sorted(tombstones.outlets),
    }
    for path in (processed / COPY, processed / PATH):
        files.make_folder(path.parent)
        files.write_whole(path, files.sealed(files.canonical(content)))


def faults(processed: Path) -> Iterable[str]:
    """Which of the two copies is not as it was written."""
    paths = (PATH, COPY)
    if any((processed / path).exists() for path in paths):
        yield from (f"{path}: it is gone or damaged" for path in paths if _read(processed / path) is None)


def _read(path: Path) -> Tombstones | None:
    try:
        content = json.loads(files.unsealed(path.read_bytes()))
        return Tombstones(frozenset(content["articles"]), frozenset(content["files"]), frozenset(content["outlets"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
