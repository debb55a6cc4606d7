"""From the articles and entities of all parts to the tables of names and outlets; the parts are read by the workers."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from broadsheet.flows.run.whole.deciding import CALL_SECONDS, Crew
from broadsheet.flows.store import snapshots
from broadsheet.flows.workers.executors import Executor
from broadsheet.flows.workers.processes import note
from broadsheet.transforms import pipeline
from broadsheet.transforms.tables.declared.dataset import ARTICLES
from broadsheet.transforms.tables.declared.names import ENTITIES

# So many parts a call: what it gives names each person once, however many of them it has read. Set by hand.
PARTS_PER_CALL = 16
_WHOLE = "all"

Pair = tuple[snapshots.Part, snapshots.Part | None]


def collected(processed: Path, parts: Sequence[snapshots.Part], crew: Crew) -> list[snapshots.Part]:
    """The parts of the tables that have rows."""
    entities = {part.label: part for part in parts if part.table == ENTITIES.name}
    articles = sorted((part for part in parts if part.table == ARTICLES.name), key=lambda part: part.label)
    pairs = [(part, entities.get(part.label)) for part in articles]
    calls = [
        partial(_called, processed, pairs[start : start + PARTS_PER_CALL])
        for start in range(0, len(pairs), PARTS_PER_CALL)
    ]
    whole = pipeline.Collected()
    for some in crew.each("collect", calls):
        whole.merge(some)
    tables = whole.tables()
    return [snapshots.add_part(processed, name, _WHOLE, table) for name, table in tables.items() if table.num_rows]


def _called(processed: Path, pairs: Sequence[Pair], executor: Executor) -> pipeline.Collected:
    return executor.call(CALL_SECONDS, _collected, processed, pairs)


def _collected(processed: Path, pairs: Sequence[Pair]) -> pipeline.Collected:
    note(f"collecting the names of {len(pairs)} parts")
    some = pipeline.Collected()
    for of_articles, of_entities in pairs:
        articles = snapshots.read_part(processed, of_articles, pipeline.ARTICLE_COLUMNS)
        if of_entities is None:
            some.add(articles, ENTITIES.empty())
        else:
            some.add(articles, snapshots.read_part(processed, of_entities, pipeline.ENTITY_COLUMNS))
    return some
