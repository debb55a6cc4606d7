"""An article as a page of HTML."""

from pathlib import Path
from urllib.parse import urlsplit

from broadsheet.flows.reports import article_parts, templates
from broadsheet.flows.reports.article_rows import ArticleRows


def page(rows: ArticleRows, raw: Path | None = None) -> str:
    """The page, as HTML. `raw` is the raw folder, whose files are shown where candidates were read."""
    return templates.rendered(
        "article.html",
        title=rows.article["title"] or rows.article["article_key"],
        link=safe_link(rows.article["url"]),
        facts=article_parts.facts(rows),
        blocks=list(article_parts.blocks(rows)),
        tables=(
            ("Who says what", article_parts.QUOTES, list(article_parts.quote_rows(rows))),
            ("Who and what is named", article_parts.ENTITIES, list(article_parts.entity_rows(rows))),
            ("Where each fact was read", article_parts.EVIDENCE, list(article_parts.evidence_rows(rows, raw))),
        ),
    )


def safe_link(url: str | None) -> str | None:
    """The address, where it is one that a reader may follow: a page's own may be script."""
    return url if url and urlsplit(url).scheme in ("http", "https") else None
