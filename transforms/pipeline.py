"""The order of the stages, from raw files to finished tables, written once: per batch and over the whole collection."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import version

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from broadsheet.transforms import __version__
from broadsheet.transforms.articles.articles import Article, RawFile, Refused, each_of
from broadsheet.transforms.articles.origins import origins_of
from broadsheet.transforms.collection.clusters import CLUSTER_COLUMNS
from broadsheet.transforms.collection.decisions import INDEX_SCHEMA, Decisions, decide, index_table
from broadsheet.transforms.features.pronunciation import CMUDICT
from broadsheet.transforms.memory import Memory, RememberingParser, RememberingRecogniser
from broadsheet.transforms.names.kb.linking import KnowledgeBase
from broadsheet.transforms.names.models.registry import recogniser_named, recogniser_version
from broadsheet.transforms.names.recogniser import Recogniser
from broadsheet.transforms.readers.told import NOTHING_TOLD, Told
from broadsheet.transforms.sentences.parsing import Parser, parser_version
from broadsheet.transforms.sentences.sentences import quoted_of, sentences_of
from broadsheet.transforms.staged import DEFAULT_RECOGNISER, SOURCE
from broadsheet.transforms.tables.built.article_features import article_table
from broadsheet.transforms.tables.built.articles import (
    author_table,
    evidence_table,
    file_table,
    image_table,
    link_table,
    paragraph_table,
)
from broadsheet.transforms.tables.built.collection import ARTICLE_COLUMNS, ENTITY_COLUMNS, Collected, Summary, summary
from broadsheet.transforms.tables.built.dates import date_table
from broadsheet.transforms.tables.built.names import Marked, documents_of, entity_table, mention_table, resolved_of
from broadsheet.transforms.tables.built.numbers import number_table
from broadsheet.transforms.tables.built.quotes import (
    entity_voices,
    parses_of,
    quote_speaker_table,
    quote_table,
    quotes_of,
)
from broadsheet.transforms.tables.built.sentences import Findings, sentence_table
from broadsheet.transforms.tables.built.vectors import vector_table
from broadsheet.transforms.tables.declared.collection import COLUMNS, COPIES, SENTENCE_COPIES
from broadsheet.transforms.tables.declared.dataset import DATA_TABLES, dictionary_table
from broadsheet.transforms.tables.declared.integrity import violations
from broadsheet.transforms.tables.schema import SCHEMA_VERSION, TableSpec
from broadsheet.transforms.vectors.static import StaticVectors, static_vectors, vectors_version
from broadsheet.transforms.vocabulary.gazetteer import VERSION as PLACES_VERSION

__all__ = [
    "ARTICLE_COLUMNS",
    "ENTITY_COLUMNS",
    "Collected",
    "Decisions",
    "RawFile",
    "Refused",
    "Summary",
    "Tools",
    "batch",
    "blocks",
    "collected",
    "decide",
    "finish",
    "layout",
    "refusal",
    "summary",
    "tools",
    "versions",
    "violations",
    "whole",
]

_LIBRARIES = ("textstat", "pyphen", "wordfreq", "vaderSentiment", "py3langid", "tldextract")
# What the collection tells of an article, in the order of its columns.
_OF_COLLECTION = (*CLUSTER_COLUMNS, "n_versions")
_ORDER = [("published_from", "ascending"), ("article_id", "ascending")]
# What is computed together: 400 articles of common length take 0.5 GB with their words. Each counts for the rows it has
# whatever its length.
BLOCK_CHARS = 1 << 20
_LEAST_CHARS = 1 << 10  # about what its rows and keys take, set by hand
REJECT_SCHEMA = pa.schema(
    [(name, pa.string()) for name in ("raw_path", "raw_sha256", "stage", "code", "message", "excerpt")]
)


@dataclass(frozen=True, slots=True)
class Tools:
    """What a process loads once, and the versions in each row; no parser in the light tier, `kb` and `embeddings` where
    they are asked for; `told` is what a user says of all raw files."""

    recogniser: Recogniser
    parser: Parser | None
    versions: Mapping[str, str]
    kb: KnowledgeBase | None = None
    told: Told = NOTHING_TOLD
    embeddings: StaticVectors | None = None


def versions(
    recogniser: str = DEFAULT_RECOGNISER, parse: bool = True, kb: str = "none", embeddings: bool = False
) -> dict[str, str]:
    """Versions of schema, code and models, as in the columns of ARTICLES; loads no model.

    `kb` is the version of a knowledge base: KnowledgeBase.version.
    """
    models = {name: version(name) for name in _LIBRARIES}
    models["cmudict"] = CMUDICT
    models["recogniser"] = recogniser_version(recogniser)
    models["parser"] = parser_version() if parse else "none"
    models["embeddings"] = vectors_version() if embeddings else "none"
    models["kb"] = kb
    models["places"] = PLACES_VERSION
    return {
        "schema_version": SCHEMA_VERSION,
        "pipeline_version": __version__,
        "model_versions": json.dumps(models, sort_keys=True),
    }


def layout() -> str:
    """What staged tables look like, as text: rows staged in another layout can never stand beside those staged now."""
    declared = [f"{spec.name}({', '.join(f'{c.name} {c.type}' for c in spec.staged.columns)})" for spec in DATA_TABLES]
    return "\n".join([*declared, str(INDEX_SCHEMA), str(REJECT_SCHEMA)])


def tools(
    recogniser: str = DEFAULT_RECOGNISER, parse: bool = True, kb: KnowledgeBase | None = None, embeddings: bool = False
) -> Tools:
    """Load the models of this process; `recogniser` is a setting of `broadsheet.transforms.names.models.registry`."""
    named = versions(recogniser, parse, kb.version if kb else "none", embeddings)
    return Tools(*_models(recogniser, parse), named, kb, embeddings=static_vectors() if embeddings else None)


@cache
def _models(recogniser: str, parse: bool) -> tuple[Recogniser, Parser | None]:
    return recogniser_named(recogniser), Parser() if parse else None


def _nothing(_: int) -> None:
    return None


def batch(
    files: Sequence[RawFile], tools: Tools, memory: Memory | None = None, begin: Callable[[int], None] = _nothing
) -> dict[str, pa.Table]:
    """Every table of some raw files, without what only the collection can tell, plus `article_index` and `rejects`.

    The rows of a file are the same in any batch, those of articles that lose to another one included: its file may go.
    Staged tables carry a private column with their article's raw path. Models are asked only what a memory does not
    know; it notes what they answer. Articles are computed in blocks, so that what is held does not grow with what a
    file holds but for its rows; `begin` is told the characters of each block before it is computed.
    """
    if memory is not None:
        parser = None if tools.parser is None else RememberingParser(tools.parser, memory)
        tools = replace(tools, recogniser=RememberingRecogniser(tools.recogniser, memory), parser=parser)
    results: list[dict[str, pa.Table]] = []
    refused: list[Refused] = []
    for articles in _blocks_of(each_of(files, tools.told), refused):
        begin(sum(len(article.text) for article in articles))
        results.append(_staged(articles, tools))
    results = results or [_staged([], tools)]
    staged = {name: pa.concat_tables([tables[name] for tables in results]).unify_dictionaries() for name in results[0]}
    return {**staged, "rejects": _reject_table(refused)}


def refusal(refused: Sequence[Refused]) -> dict[str, pa.Table]:
    """The tables of a batch of which nothing could be read."""
    return {**_staged([], tools("none", parse=False)), "rejects": _reject_table(refused)}


def _blocks_of(read: Iterable[Article | Refused], refused: list[Refused]) -> Iterator[list[Article]]:
    """The articles in blocks of BLOCK_CHARS characters at most, or of one article; what was refused is put aside."""
    block: list[Article] = []
    size = 0
    for entry in read:
        if isinstance(entry, Refused):
            refused.append(entry)
            continue
        n_chars = len(entry.text) + _LEAST_CHARS
        if block and size + n_chars > BLOCK_CHARS:
            yield block
            block, size = [], 0
        block.append(entry)
        size += n_chars
    if block:
        yield block


def whole(articles: Sequence[Article], refused: Sequence[Refused], tools: Tools) -> dict[str, pa.Table]:
    """The tables of articles that are all there is, as they would be published, plus `rejects`."""
    staged = _staged(articles, tools)
    decisions = decide(staged["article_index"])
    finished = finish({spec.name: staged[spec.name] for spec in DATA_TABLES}, decisions.kept)
    named = Collected()
    named.add(summary(finished["articles"], finished["entities"]))
    return {**finished, **collected(decisions), **named.tables(), "rejects": _reject_table(refused)}


def _staged(read: Sequence[Article], tools: Tools) -> dict[str, pa.Table]:
    """The staged tables of articles. Several may have one id, so they go by their number until their rows are made."""
    articles = [replace(article, article_id=number) for number, article in enumerate(read)]
    quoted = quoted_of(articles)
    sentences = sentences_of(articles, quoted)
    origins = origins_of(articles)
    parses = None if tools.parser is None else parses_of(articles, sentences, tools.parser)
    resolved = resolved_of(documents_of(articles, sentences, tools.told.homes), tools.recogniser)
    quotations = quotes_of(articles, sentences, resolved, parses)
    quotes = quote_table(articles, sentences, resolved, quotations, origins)
    speakers = quote_speaker_table(articles, quotations)
    mentions = mention_table(articles, sentences, resolved, Marked(quoted, quotes), origins)
    sentence = sentence_table(articles, sentences, Findings(mentions, quotes, parses), origins)
    dates = date_table(articles, sentences, origins)
    tables = [
        article_table(articles, sentence, resolved, tools.versions),
        paragraph_table(articles, sentence),
        sentence,
        mentions,
        entity_table(articles, sentences, resolved, entity_voices(quotes, speakers), tools.kb),
        quotes,
        speakers,
        dates,
        number_table(articles, sentences, dates, origins),
        vector_table(articles, sentences, tools.embeddings),
        author_table(articles),
        image_table(articles),
        link_table(articles),
        file_table(articles),
        evidence_table(articles),
    ]
    staged = {spec.name: _sourced(table, read) for spec, table in zip(DATA_TABLES, tables, strict=True)}
    return {**staged, "article_index": index_table(read, sentences)}


def _sourced(table: pa.Table, articles: Sequence[Article]) -> pa.Table:
    """Rows by number of their article as rows by its id, with its raw path."""
    numbers = table["article_id"].combine_chunks()
    ids = pa.array([article.article_id for article in articles], pa.int64())
    paths = pa.array([article.raw_path for article in articles], pa.string())
    at = table.schema.get_field_index("article_id")
    table = table.set_column(at, table.schema.field(at), ids.take(numbers))
    return table.append_column(SOURCE, pa.DictionaryArray.from_arrays(numbers.cast(pa.int32()), paths))


def _reject_table(refused: Sequence[Refused]) -> pa.Table:
    rows = [(r.raw_path, r.raw_sha256, "read", r.reject.code, r.reject.message, r.reject.excerpt) for r in refused]
    columns = [pa.array([row[i] for row in rows], pa.string()) for i in range(len(REJECT_SCHEMA))]
    return pa.Table.from_arrays(columns, schema=REJECT_SCHEMA)


def finish(staged: Mapping[str, pa.Table], kept: pa.Table) -> dict[str, pa.Table]:
    """The published tables of some whole articles, of which all staged rows are given: of all tables, or of `articles`.

    Only articles that were decided to be kept, of which `kept` are the rows; articles by first possible day and id, all
    else in the order of its articles.
    """
    tables = _renamed({name: _kept(table, kept) for name, table in staged.items()}, kept)
    articles = tables["articles"].sort_by(_ORDER)
    order = articles["article_id"].combine_chunks()
    tables = {name: _in_order(table, order) for name, table in tables.items()}
    tables["articles"] = _with_cluster(tables["articles"], kept)
    return {spec.name: _declared(spec, tables[spec.name]) for spec in DATA_TABLES if spec.name in tables}


def blocks(kept: pa.Table, days: pa.Table, size: int) -> Iterator[pa.Table]:
    """Decisions in blocks of `size` kept articles: the tables that `finish` gives for each, one behind the other, are
    those that it gives for all.

    `days`: raw_path and published_from of the articles.
    """
    at = pc.index_in(kept["raw_path"], value_set=days["raw_path"].combine_chunks())
    dated = kept.append_column("published_from", days["published_from"].take(at))
    ordered = dated.sort_by(_ORDER).select(kept.column_names)
    for start in range(0, ordered.num_rows, size):
        yield ordered.slice(start, size)


def collected(decisions: Decisions) -> dict[str, pa.Table]:
    """The tables that tell of the collection as a whole."""
    return {
        SENTENCE_COPIES.name: _declared(SENTENCE_COPIES, decisions.copies),
        COPIES.name: _declared(COPIES, decisions.pairs),
        COLUMNS.name: dictionary_table(),
    }


def _kept(table: pa.Table, kept: pa.Table) -> pa.Table:
    return table.filter(pc.is_in(table[SOURCE].cast(pa.string()), value_set=kept["raw_path"].combine_chunks()))


def _renamed(tables: Mapping[str, pa.Table], kept: pa.Table) -> dict[str, pa.Table]:
    """The tables with the ids and keys that the collection gave their articles: those that share a key have others."""
    paths = kept["raw_path"].combine_chunks()
    new_tables: dict[str, pa.Table] = {}
    for name, table in tables.items():
        at = pc.index_in(table[SOURCE].cast(pa.string()), value_set=paths)
        for column in ("article_id", "article_key"):
            if column in table.column_names:
                place = table.column_names.index(column)
                table = table.set_column(place, table.schema.field(place), kept[column].take(at))
        new_tables[name] = table
    return new_tables


def _in_order(table: pa.Table, order: pa.Array) -> pa.Table:
    """Rows by the place of their article in `order`; rows of one article stay as they are."""
    ranks = pc.index_in(table["article_id"], value_set=order).to_numpy()
    return table.take(np.argsort(ranks, kind="stable"))


def _with_cluster(articles: pa.Table, kept: pa.Table) -> pa.Table:
    rows = kept.take(pc.index_in(articles["raw_path"], value_set=kept["raw_path"].combine_chunks()))
    for name in _OF_COLLECTION:
        articles = articles.append_column(name, rows[name])
    # A doubt that the outlet's other articles settle.
    at = articles.column_names.index("language")
    own = articles["language"].cast(pa.string())
    return articles.set_column(at, "language", pc.coalesce(own, rows["outlet_language"]))


def _declared(spec: TableSpec, table: pa.Table) -> pa.Table:
    return spec.build({name: table[name] for name in spec.names})
