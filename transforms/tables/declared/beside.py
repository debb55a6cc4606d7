"""The tables of what stands beside the text of an article: authors, images, links, and the evidence for its fields."""

from typing import get_args

from broadsheet.transforms.records.record import AuthorKind
from broadsheet.transforms.tables.declared.columns import (
    ARTICLE_ID,
    CODE_POINT,
    GROUPING,
    NOT_FOUND,
    RAW_SPAN,
    category,
    flag,
    index,
    key_to,
    text,
)
from broadsheet.transforms.tables.schema import TableSpec

AUTHORS = TableSpec(
    "authors",
    "author named",
    ("article_id", "author_index"),
    (
        ARTICLE_ID,
        index("author_index", "Place in the byline, from 0."),
        *GROUPING,
        text("name", "Name, without lead words and job."),
        category("kind", "What the author is.", get_args(AuthorKind)),
        category("agency_code", "Canonical agency.", null_means="no agency"),
        text("raw", "The part of the byline it was read from."),
    ),
    (key_to("articles", "article_id"),),
)

IMAGES = TableSpec(
    "images",
    "picture",
    ("article_id", "image_index"),
    (
        ARTICLE_ID,
        index("image_index", "Place in the article, from 0."),
        *GROUPING,
        text("url", "Address of the picture.", NOT_FOUND),
        text("caption", "Caption without the credit.", NOT_FOUND),
        text("credit_raw", "Credit as written.", NOT_FOUND),
        text("photographer", "Photographer.", NOT_FOUND),
        category("credit_agency", "Canonical agency of the credit.", null_means=NOT_FOUND),
        flag("is_pool", "A pool picture."),
    ),
    (key_to("articles", "article_id"),),
)

LINKS = TableSpec(
    "links",
    "link in the body",
    ("article_id", "link_index"),
    (
        ARTICLE_ID,
        index("link_index", "Place in the article, from 0."),
        *GROUPING,
        text("url", "Target as written."),
        text("anchor", "Linked words.", "no words"),
        category("target_domain", "Registrable domain of the target.", null_means="a relative or unusable address"),
        flag("is_internal", "Leads to the same outlet.", "the article's own domain is unknown"),
        index("char_start", f"First {CODE_POINT} of the linked words in the body."),
        index("char_end", f"One past the last {CODE_POINT} of the linked words in the body."),
    ),
    (key_to("articles", "article_id"),),
)

ARTICLE_FILES = TableSpec(
    "article_files",
    "raw file of an article",
    ("article_id", "file_index"),
    (
        ARTICLE_ID,
        index("file_index", "Place of the file in the article, from 0: most have one, a story on several pages more."),
        *GROUPING,
        text("raw_path", "Path of the file below the raw folder, with the article's name in a file of many."),
        text("raw_sha256", "SHA-256 of the file's bytes."),
    ),
    (key_to("articles", "article_id"),),
)

ARTICLE_EVIDENCE = TableSpec(
    "article_evidence",
    "candidate seen for a normalised field",
    ("article_id", "field", "candidate_index"),
    (
        ARTICLE_ID,
        category("field", "Field of the article."),
        index("candidate_index", "Place among the field's candidates, from 0."),
        *GROUPING,
        text("value", "As written."),
        category("source", "Where it was read."),
        category("rule", "Rule that read it."),
        *RAW_SPAN,
        flag("is_chosen", "Became the article's value."),
    ),
    (key_to("articles", "article_id"),),
)
