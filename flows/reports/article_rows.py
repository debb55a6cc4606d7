"""All that a snapshot holds of one article, by its id, its address or its raw path."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from broadsheet.flows.exports import database
from broadsheet.transforms.errors import BroadsheetError
from broadsheet.transforms.marking.segments import Span

TABLES = ("paragraphs", "mentions", "entities", "quotes", "dates", "numbers", "authors", "article_evidence")
# Bytes of the raw file that are shown beside a candidate: a line of the page. Set by hand.
_EXCERPT = 120
# A larger file is a collection of articles, in which no candidate has its place. A bound on memory, set by hand.
_MAX_RAW_BYTES = 50_000_000


class UnknownArticleError(BroadsheetError):
    """No article of the snapshot, or more than one, goes by that id, address or path."""


@dataclass(frozen=True, slots=True)
class ArticleRows:
    """The row of an article, and its rows in other tables, by table; none where the snapshot has no such table."""

    article: database.Row
    tables: dict[str, list[database.Row]]

    def __getitem__(self, table: str) -> list[database.Row]:
        return self.tables.get(table, [])


def find(connection: database.Connection, name: str) -> int:
    """The id of the article that goes by a name: its id, its address with or without https://, or its raw path.

    Raises  UnknownArticleError, naming those that it may be
    """
    bare = name.partition("://")[2] or name
    matches = database.rows(
        connection,
        """
        SELECT article_id, raw_path FROM articles
        WHERE article_id::VARCHAR = $name OR raw_path = $name OR starts_with(raw_path, $name || '#')
            OR url = $name OR canonical_url = $name OR article_key = $bare
        ORDER BY raw_path LIMIT 11""",
        {"name": name, "bare": bare.removeprefix("www.").rstrip("/")},
    )
    if len(matches) == 1:
        return int(matches[0]["article_id"])
    if matches:
        several = ", ".join(f"{match['article_id']} ({match['raw_path']})" for match in matches[:10])
        raise UnknownArticleError(f"{name} is more than one article: {several}")
    raise UnknownArticleError(f"no article has {name} as its id, address or raw path")


def load(connection: database.Connection, article_id: int) -> ArticleRows:
    """All rows of an article, in the order of their tables."""
    known = database.columns(connection)
    [article] = database.rows(connection, "SELECT * FROM articles WHERE article_id = ?", [article_id])
    tables = {
        table: database.rows(connection, f"SELECT * FROM {table} WHERE article_id = ?", [article_id])
        for table in TABLES
        if table in known
    }
    return ArticleRows(article, tables)


def spans(rows: ArticleRows, section: str) -> list[Span]:
    """What is marked in a section of an article: names, quotations, dates and numbers."""
    return [span for span, where in _spans(rows) if where == section]


def _spans(rows: ArticleRows) -> Iterator[tuple[Span, str]]:
    entities = {entity["entity_index"]: entity for entity in rows["entities"]}
    for quote in rows["quotes"]:
        start, end = quote["outer_char_start"], quote["outer_char_end"]
        note = f"{quote['kind']} quotation, {speaker(quote, entities)}"
        yield Span(start, end, f"quote {quote['kind']}", note, quote["quote_index"]), quote["section"]
    for mention in rows["mentions"]:
        name = entities.get(mention["entity_index"], {}).get("canonical_name", mention["surface"])
        kind = f"name {mention['type'].lower()}"
        note = f"{mention['type']}: {name}"
        yield _plain(mention, kind, note, "mention_index"), mention["section"]
    for date in rows["dates"]:
        days = " to ".join(
            dict.fromkeys(str(date[end])[:10] for end in ("resolved_start", "resolved_end") if date[end])
        )
        note = f"date: {days or date['kind']}"
        yield _plain(date, "date", note, "date_index"), date["section"]
    for number in rows["numbers"]:
        note = f"number: {number['amount']:g} {number['unit'] or number['counted'] or ''}".rstrip()
        yield _plain(number, "number", note, "number_index"), number["section"]


def _plain(row: database.Row, kind: str, note: str, index: str) -> Span:
    return Span(row["char_start"], row["char_end"], kind, note, row[index])


def speaker(quote: database.Row, entities: dict[int, database.Row]) -> str:
    """Who speaks, as a person is told."""
    entity = entities.get(quote["speaker_entity_index"])
    if entity is None:
        return quote["speaker_surface"] or "speaker unknown"
    return str(entity["canonical_name"])


def raw_excerpts(raw: Path | None, rows: ArticleRows, candidates: Iterable[database.Row]) -> dict[tuple[str, int], str]:
    """What stands in the raw file where each candidate was read, by field and place; none, where the file is not there.

    A file with other bytes than the article was read from gives none, neither does one of many articles.
    """
    path = raw / rows.article["raw_path"] if raw else None
    if path is None or not path.is_file() or path.stat().st_size > _MAX_RAW_BYTES:
        return {}
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != rows.article["raw_sha256"]:
        return {}
    return {
        (row["field"], row["candidate_index"]): data[row["raw_start"] : row["raw_end"]][:_EXCERPT].decode(
            errors="replace"
        )
        for row in candidates
        if row["raw_start"] is not None
    }
