"""The counts of names and outlets of each part, kept beside the dataset: a run counts only the parts that changed.

_cache/summaries/<key>   names and outlets, each a stream of Arrow, sealed
The key is the digest of the part's bytes and of the code.
"""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow as pa

from broadsheet.flows import files
from broadsheet.flows.store import code, snapshots
from broadsheet.transforms import pipeline
from broadsheet.transforms.tables.declared.names import ENTITIES

FOLDER = Path("_cache") / "summaries"


def of_parts(
    processed: Path, parts: Iterable[tuple[snapshots.Part, snapshots.Part | None]]
) -> Iterator[pipeline.Summary]:
    """The summary of each part of articles and of its entities, where it has any; those of no part any more go."""
    used = set()
    for articles, entities in parts:
        key = _key(articles, entities)
        used.add(key)
        kept = _read(processed / FOLDER / key)
        if kept is None:
            kept = _counted(processed, articles, entities)
            _write(processed / FOLDER / key, kept)
        yield kept
    for path in (processed / FOLDER).glob("*"):
        if path.name not in used:
            files.remove(path)


def forget(processed: Path) -> None:
    """Remove all: they hold names of articles that are to be forgotten."""
    files.remove(processed / FOLDER)


def _key(articles: snapshots.Part, entities: snapshots.Part | None) -> str:
    content = [articles.sha256, entities.sha256 if entities else None, code.digest()]
    return hashlib.sha256(files.canonical(content)).hexdigest()[:32]


def _counted(processed: Path, articles: snapshots.Part, entities: snapshots.Part | None) -> pipeline.Summary:
    named = snapshots.read_part(processed, entities, pipeline.ENTITY_COLUMNS) if entities else ENTITIES.empty()
    return pipeline.summary(snapshots.read_part(processed, articles, pipeline.ARTICLE_COLUMNS), named)


def _read(path: Path) -> pipeline.Summary | None:
    """What was kept; None where nothing was, or where it is damaged: it is counted again."""
    try:
        source = pa.BufferReader(files.unsealed(path.read_bytes()))
    except (OSError, ValueError):
        return None
    return pipeline.Summary(pa.ipc.open_stream(source).read_all(), pa.ipc.open_stream(source).read_all())


def _write(path: Path, counts: pipeline.Summary) -> None:
    sink = pa.BufferOutputStream()
    for table in (counts.names, counts.outlets):
        with pa.ipc.new_stream(sink, table.schema) as writer:
            writer.write_table(table)
    files.make_folder(path.parent)
    files.write_whole(path, files.sealed(sink.getvalue().to_pybytes()))
