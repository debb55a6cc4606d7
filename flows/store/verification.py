"""From a published snapshot to what is wrong with it: its bytes, its pages, its rules, its counts."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from broadsheet.flows.store import snapshots
from broadsheet.transforms.errors import StorageError
from broadsheet.transforms.tables.declared.dataset import COLLECTION_TABLES, DATA_TABLES, TABLES
from broadsheet.transforms.tables.declared.integrity import violations
from broadsheet.transforms.tables.schema import SCHEMA_VERSION


def problems(processed: Path) -> Iterator[str]:
    """Every fault of the current snapshot; none, when it is as it was published and keeps every rule.

    Raises  StorageError, when there is no snapshot, or its manifest is damaged
    """
    content = snapshots.read_manifest(processed)
    damaged = list(snapshots.damage(processed, content))
    yield from damaged
    if damaged:
        return
    yield from _counts(content)
    other = other_schema(processed, content)
    if other:
        yield other
    else:
        of_articles = {spec.name for spec in DATA_TABLES}
        for label in sorted({part.label for part in snapshots.parts_of(content) if part.table in of_articles}):
            yield from (f"{label}: {said}" for said in _rules(processed, content, label))
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
            yield f"{what}: found is not kept + duplicate + rejected: {counts}"
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
