"""What is wrong with a published snapshot: its bytes, its pages, its rules, its counts."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from broadsheet.flows.store import cache, journal, notes, snapshots, state, tombstones
from broadsheet.transforms.errors import StorageError
from broadsheet.transforms.tables.declared.dataset import COLLECTION_TABLES, DATA_TABLES, TABLES
from broadsheet.transforms.tables.declared.integrity import violations
from broadsheet.transforms.tables.schema import SCHEMA_VERSION

REMEDY = "mend it by `broadsheet repair`"


def problems(processed: Path) -> Iterator[str]:
    """Every fault of a dataset, and what mends it; none, when each byte is as it was written and every rule is kept.

    Raises  StorageError, when nothing is published, or by a version that is not known
    """
    faults = list(_stored(processed))
    yield from (f"{fault}: {REMEDY}" for fault in faults)
    name = snapshots.current_id(processed)
    if name is None or snapshots.manifest_fault(processed, name):
        if not faults:
            snapshots.read_manifest(processed)  # says that there is none
        return
    content = snapshots.read_manifest(processed)
    yield from _counts(content)
    if not all(snapshots.holds(processed, part) for part in snapshots.parts_of(content)):
        return
    if other := other_schema(processed, content):
        yield other
    else:
        yield from _broken_rules(processed, content)


def _stored(processed: Path) -> Iterator[str]:
    """In what the bytes below the folder are not those that were written."""
    name = snapshots.current_id(processed)
    known = snapshots.names(processed)
    if known and name is None:
        yield f"{snapshots.CURRENT}: the link is gone"
    elif name is not None and name not in known:
        yield f"{snapshots.CURRENT}: it leads to {name}, of which there is no manifest"
    yield from (f"views/{view}: its manifest is gone" for view in snapshots.views_alone(processed))
    readable = snapshots.manifests(processed)
    for kept in sorted(known):
        fault = snapshots.manifest_fault(processed, kept)
        yield from (
            [fault]
            if fault
            else (f"views/{kept}: {problem}" for problem in snapshots.view_faults(processed, readable[kept]))
        )
        stored = (part for part in snapshots.parts_of(readable[kept])) if kept in readable else ()
        for part in stored:
            if not snapshots.is_stored(processed, part):
                yield f"objects/{part.sha256}.parquet: it is gone"
    yield from snapshots.object_faults(processed)
    if name is not None and (fault := state.fault(processed, name)):
        yield fault
    yield from (f"{cache.FOLDER}/{key}: {fault}" for key, fault in cache.faults(processed / cache.FOLDER))
    yield from journal.faults(processed) if known else ()
    yield from tombstones.faults(processed)
    yield from (f"{note}: {fault}" for note, fault in notes.faults(processed))


def _broken_rules(processed: Path, content: snapshots.Manifest) -> Iterator[str]:
    of_articles = {spec.name for spec in DATA_TABLES}
    for label in sorted({part.label for part in snapshots.parts_of(content) if part.table in of_articles}):
        yield from (f"{label}: {problem}" for problem in _rules(processed, content, label))
    for spec in COLLECTION_TABLES:
        table = snapshots.read_table(processed, spec.name, content)
        yield from spec.problems(spec.build({name: table[name] for name in spec.names}))


def other_schema(processed: Path, content: snapshots.Manifest) -> str | None:
    """In what a snapshot differs from the tables as declared now; None, when it does not.

    What it holds can be read all the same; `ingest --renew` or `backfill --all` bring it up to date.
    """
    made_by = content.get("schema_version")
    advice = f"it can be read, but its rules not checked: renew it by `broadsheet ingest --renew`, now {SCHEMA_VERSION}"
    if made_by != SCHEMA_VERSION:
        return f"the snapshot has schema version {made_by or 'of an earlier program'}: {advice}"
    for spec in TABLES:
        if snapshots.columns(processed, content, spec.name) != set(spec.names):
            return f"{spec.name} has other columns than are declared: {advice}"
    return None


def _counts(content: snapshots.Manifest) -> Iterator[str]:
    for what, counts in sorted(content["counts"].items()):
        if counts["found"] != sum(n for state, n in counts.items() if state != "found"):
            yield f"{what}: found is not kept + version + duplicate + rejected: {counts}"
    kept = content["counts"]["articles"]["kept"]
    rows = snapshots.rows_of(content)
    if rows["articles"] != kept:
        yield f"articles has {rows['articles']} rows, but {kept} articles were kept"


def _rules(processed: Path, content: snapshots.Manifest, label: str) -> Iterator[str]:
    tables: dict[str, pa.Table] = {}
    try:
        for spec in DATA_TABLES:
            parts = snapshots.read_range(processed, content, spec.name, label)
            tables[spec.name] = spec.build({n: parts[n] for n in spec.names}) if parts else spec.empty()
    except (StorageError, KeyError) as error:
        yield str(error)
        return
    yield from violations(tables)
