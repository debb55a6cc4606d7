"""An article as a page: the text with its marks, who says what, and where each fact was read."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from broadsheet.flows.exports.database import Row
from broadsheet.flows.reports import templates
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
    """A paragraph of the page: what kind it is, its pieces, and its bytes in the raw file."""

    kind: str
    segments: tuple[Segment, ...]
    place: str


def page(rows: ArticleRows, raw: Path | None = None) -> str:
    """The page, as HTML. `raw` is the raw folder, whose files are shown where candidates were read."""
    return templates.rendered(
        "article.html",
        title=rows.article["title"] or rows.article["article_key"],
        link=safe_link(rows.article["url"]),
        facts=facts(rows),
        blocks=list(blocks(rows)),
        tables=(
            ("Who says what", QUOTES, list(quote_rows(rows))),
            ("Who and what is named", ENTITIES, list(entity_rows(rows))),
            ("Where each fact was read", EVIDENCE, list(evidence_rows(rows, raw))),
        ),
    )


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


def safe_link(url: str | None) -> str | None:
    """The address, where it is one that a reader may follow: a page's own may be script."""
    return url if url and urlsplit(url).scheme in ("http", "https") else None


def _bytes(row: Row) -> str:
    return "" if row["raw_start"] is None else f"{row['raw_start']}-{row['raw_end']}"


def _short(value: object) -> object:
    return round(value, 3) if isinstance(value, float) else value
