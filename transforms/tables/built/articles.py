"""The tables of what was read: articles, paragraphs, authors, images, links, evidence."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

import pyarrow as pa

from broadsheet.transforms.articles.articles import Article, basis_of, day_of, instant, interval
from broadsheet.transforms.articles.origins import byte_span, passage_span
from broadsheet.transforms.articles.page_types import page_kind
from broadsheet.transforms.features.counts import word_counts
from broadsheet.transforms.metadata.language import told_language
from broadsheet.transforms.metadata.urls import UrlParts, url_parts
from broadsheet.transforms.records.record import Record
from broadsheet.transforms.tables.built.placement import article_facts
from broadsheet.transforms.tables.declared.beside import ARTICLE_EVIDENCE, ARTICLE_FILES, AUTHORS, IMAGES, LINKS
from broadsheet.transforms.tables.declared.dataset import PARAGRAPHS

Rows = list[dict[str, Any]]


def article_rows(articles: Sequence[Article], versions: Mapping[str, str]) -> Rows:
    """The columns of ARTICLES that come from reading alone."""
    return [
        {**_identity(a), **_metadata(a), **_dates(a.record), **_address(a.record, a.url), **versions} for a in articles
    ]


def _identity(article: Article) -> dict[str, Any]:
    record = article.record
    return {
        "article_id": article.article_id,
        "article_key": article.article_key,
        "raw_path": article.raw_path,
        "raw_format": record.raw_format,
        "raw_sha256": article.raw_sha256,
        "text_sha256": article.text_sha256,
        "title": article.title or None,
        "subtitle": record.subtitle.text if record.subtitle else None,
        "text": article.text or None,
        "caption_text": article.caption or None,
        "n_chars": len(article.text),
        "n_paragraphs": sum(placed.section == "text" for placed in article.placed),
        "n_images": len(record.images),
    }


def _metadata(article: Article) -> dict[str, Any]:
    record = article.record
    kind = page_kind(record)
    return {
        "byline_raw": record.byline_raw,
        "dateline_raw": record.dateline_raw,
        "dateline_place": record.dateline_place,
        "publisher_domain": article.publisher_domain,
        "publisher_name": record.publisher_name,
        "section": record.section,
        "genre": record.genre,
        "page_type": kind.type,
        "page_type_score": kind.score,
        "language": record.language,
        "analysis_language": record.analysis_language,
        "language_score": None if record.language_score is None else round(record.language_score, 4),
        "wire_agency": record.wire_agency,
        "is_wire": record.wire_agency is not None,
        "keywords": list(record.keywords) or None,
        "is_paywalled": record.is_paywalled,
        "body_agreement": None if record.body_agreement is None else round(record.body_agreement, 4),
        "quality_flags": list(record.quality_flags) or None,
    }


def _dates(record: Record) -> dict[str, Any]:
    moment, modified = record.published, record.modified
    possible = interval(moment)
    return {
        "published_date": day_of(moment),
        "published_from": possible[0] if possible else None,
        "published_to": possible[1] if possible else None,
        "published_at": instant(moment),
        "published_utc_offset_min": moment.utc_offset_min if moment else None,
        "published_date_source": record.published_source if moment else None,
        "published_date_basis": basis_of(record),
        "published_date_precision": moment.precision if moment else None,
        "date_conflict": record.date_conflict,
        "modified_at": instant(modified),
        "modified_date": day_of(modified),
    }


def _address(record: Record, url: UrlParts | None) -> dict[str, Any]:
    return {
        "url": record.url,
        "canonical_url": record.canonical_url,
        "url_host": url.host if url else None,
        "url_slug": url.slug if url else None,
        "url_date": url.url_date if url else None,
        "publisher_article_id": url.article_id if url else None,
    }


def file_table(articles: Sequence[Article]) -> pa.Table:
    """The raw files of each article, in the order of its pages."""
    rows = [
        {**article_facts(article), "file_index": index, "raw_path": raw_path, "raw_sha256": raw_sha256}
        for article in articles
        for index, (raw_path, raw_sha256) in enumerate(_files(article))
    ]
    return ARTICLE_FILES.from_rows(rows)


def _files(article: Article) -> list[tuple[str, str]]:
    if not article.files:
        return [(article.raw_path, article.raw_sha256)]
    return [(file.raw_path, file.sha256) for file in article.files]


def paragraph_table(articles: Sequence[Article], sentences: pa.Table) -> pa.Table:
    """Every block of the articles, in order.

    Reads   sentences: the staged table of these articles
    Null    section, char_start, char_end, for blocks in no section; raw_start, raw_end, where the format keeps none
    """
    keys = zip(sentences["article_id"].to_pylist(), sentences["paragraph_index"].to_pylist(), strict=True)
    counted: dict[tuple[int, int], list[int | None]] = {}
    for key, n_words in zip(keys, sentences["n_words"].to_pylist(), strict=True):
        counted.setdefault(key, []).append(n_words)
    rows = [
        _paragraph(article, index, counted.get((article.article_id, index), []))
        for article in articles
        for index in range(len(article.placed))
    ]
    apart = [row for row in rows if row["section"] is None]
    words = word_counts(pa.array([row["text"] for row in apart], pa.string()))["n_words"]
    spaced = {article.article_id for article in articles if article.has_spaces}
    for row, n_words in zip(apart, words.tolist(), strict=True):
        row["n_words"] = n_words if row["article_id"] in spaced else None
    return PARAGRAPHS.from_rows(rows)


def _paragraph(article: Article, index: int, sentence_words: Sequence[int | None]) -> dict[str, Any]:
    placed = article.placed[index]
    start, end = passage_span(article.record, placed.block.passage)
    return {
        **article_facts(article),
        "paragraph_index": index,
        "kind": placed.block.kind,
        "section": placed.section,
        "char_start": placed.start if placed.section else None,
        "char_end": placed.end if placed.section else None,
        "raw_start": start,
        "raw_end": end,
        "text": placed.block.passage.text,
        "n_words": sum(words or 0 for words in sentence_words) if article.has_spaces else None,
        "n_sentences": len(sentence_words),
        "file_index": placed.block.file_index,
        "language": told_language("", placed.block.passage.text).language,
    }


def author_table(articles: Sequence[Article]) -> pa.Table:
    """Everybody named as an author."""
    return AUTHORS.from_rows(
        [
            {
                **article_facts(article),
                "author_index": index,
                "name": author.name,
                "kind": author.kind,
                "agency_code": author.agency_code,
                "raw": author.raw,
            }
            for article in articles
            for index, author in enumerate(article.record.authors)
        ]
    )


def image_table(articles: Sequence[Article]) -> pa.Table:
    """Every picture, with its caption and credit."""
    return IMAGES.from_rows(
        [
            {
                **article_facts(article),
                "image_index": index,
                "url": image.url,
                "caption": _caption(article, image.caption_block),
                "credit_raw": image.credit_raw,
                "photographer": image.photographer,
                "credit_agency": image.credit_agency,
                "is_pool": image.is_pool,
            }
            for article in articles
            for index, image in enumerate(article.record.images)
        ]
    )


def _caption(article: Article, block: int | None) -> str | None:
    return None if block is None else article.record.blocks[block].passage.text or None


def link_table(articles: Sequence[Article]) -> pa.Table:
    """Every link in a body, at the place of its words."""
    return LINKS.from_rows([row for article in articles for row in _links(article)])


def _links(article: Article) -> Rows:
    own = article.publisher_domain
    rows: Rows = []
    for placed in article.placed:
        for link in placed.block.links if placed.section == "text" else ():
            target = url_parts(link.url).publisher_domain if "://" in link.url else None
            is_internal = None if own is None else target == own or "://" not in link.url
            rows.append(
                {
                    **article_facts(article),
                    "link_index": len(rows),
                    "url": link.url,
                    "anchor": link.anchor or None,
                    "target_domain": target,
                    "is_internal": is_internal,
                    "char_start": placed.start + link.start,
                    "char_end": placed.start + link.end,
                }
            )
    return rows


def evidence_table(articles: Sequence[Article]) -> pa.Table:
    """Every candidate that was seen for a field, by field and in the order seen."""
    return ARTICLE_EVIDENCE.from_rows([row for article in articles for row in _evidence(article)])


def _evidence(article: Article) -> Rows:
    rows: Rows = []
    by_field = sorted(article.record.candidates, key=lambda candidate: candidate.field)
    for field, candidates in groupby(by_field, key=lambda candidate: candidate.field):
        for index, candidate in enumerate(candidates):
            start, end = byte_span(article.record, candidate.start, candidate.end)
            rows.append(
                {
                    **article_facts(article),
                    "field": field,
                    "candidate_index": index,
                    "value": candidate.value,
                    "source": candidate.source,
                    "rule": candidate.rule,
                    "raw_start": start,
                    "raw_end": end,
                    "is_chosen": candidate.is_chosen,
                }
            )
    return rows
