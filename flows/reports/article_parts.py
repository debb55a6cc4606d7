"""What a reader is shown of an article: its text with marks, who says what, and where each fact was read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from broadsheet.flows.exports.database import Row
from broadsheet.flows.reports.article_rows import ArticleRows, raw_excerpts, spans, speaker
from broadsheet.transforms.marking.segments import Segment, segments
from broadsheet.transforms.records.record import SECTIONS

# What is told of the article itself, beside its text, where it is known.
FACTS = (
    "publisher_name",
    "publisher_domain",
    "published_date",
    "published_date_source",
    "byline_raw",
    "dateline_raw",
    "section",
    "genre",
    "language",
    "wire_agency",
    "n_words",
    "flesch_kincaid_grade",
    "quoted_share",
    "vader_compound_unquoted",
    "cluster_size",
    "raw_path",
    "raw_format",
    "article_key",
    "article_id",
)
QUOTES = ("no.", "words", "speaker", "kind", "gender", "status", "score", "cue", "rule")
ENTITIES = ("name", "type", "mentions", "quoted words", "country", "gender", "role")
EVIDENCE = ("field", "value", "chosen", "read from", "rule", "bytes", "in the raw file")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the article: what kind it is, its pieces, and its bytes in the raw file."""

    kind: str
    segments: tuple[Segment, ...]
    place: str


def facts(rows: ArticleRows) -> list[tuple[str, object]]:
    """What is known of the article, by name of the column."""
    known = ((name, rows.article.get(name)) for name in FACTS)
    return [(name, _short(value)) for name, value in known if value is not None]


def blocks(rows: ArticleRows) -> Iterator[Block]:
    """The article's blocks in document order, those outside its text included."""
    marks = {section: spans(rows, section) for section in SECTIONS}
    for paragraph in rows["paragraphs"]:
        section, start = paragraph["section"], paragraph["char_start"]
        pieces = segments(paragraph["text"], start or 0, marks[section] if section else ())
        yield Block(paragraph["kind"], tuple(pieces), _bytes(paragraph))


def quote_rows(rows: ArticleRows) -> Iterator[tuple[object, ...]]:
    """A row for each quotation."""
    entities = {entity["entity_index"]: entity for entity in rows["entities"]}
    for quote in rows["quotes"]:
        entity = entities.get(quote["speaker_entity_index"], {})
        yield (
            quote["quote_index"],
            quote["text"],
            speaker(quote, entities),
            quote["kind"],
            entity.get("gender"),
            quote["speaker_status"],
            _short(quote["speaker_score"]),
            quote["cue"],
            quote["rule"],
        )


def entity_rows(rows: ArticleRows) -> Iterator[tuple[object, ...]]:
    """A row for each entity."""
    for entity in rows["entities"]:
        yield (
            entity["canonical_name"],
            entity["type"],
            entity["n_mentions"],
            entity["n_quoted_words"],
            entity["country_iso2"],
            entity["gender"],
            entity["role"],
        )


def evidence_rows(rows: ArticleRows, raw: Path | None) -> Iterator[tuple[object, ...]]:
    """A row for each candidate of a normalised field, the one that won marked."""
    excerpts = raw_excerpts(raw, rows, rows["article_evidence"])
    for row in rows["article_evidence"]:
        yield (
            row["field"],
            row["value"],
            "won" if row["is_chosen"] else "",
            row["source"],
            row["rule"],
            _bytes(row),
            excerpts.get((row["field"], row["candidate_index"])),
        )


def _bytes(row: Row) -> str:
    return "" if row["raw_start"] is None else f"{row['raw_start']}-{row['raw_end']}"


def _short(value: object) -> object:
    if isinstance(value, datetime) and value.tzinfo is None:
        return value.date()  # a day is stored as its midnight
    return round(value, 3) if isinstance(value, float) else value
