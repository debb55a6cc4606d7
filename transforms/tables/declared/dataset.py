"""Every table of the dataset, declared once; `DATA.md`, the Arrow schemas and the checks come from here."""

from typing import get_args

import pyarrow as pa

from broadsheet.transforms.records.record import SECTIONS, BlockKind, DateBasis, PageType, Precision
from broadsheet.transforms.tables.declared.beside import ARTICLE_EVIDENCE, ARTICLE_FILES, AUTHORS, IMAGES, LINKS
from broadsheet.transforms.tables.declared.collection import COLUMNS, COPIES, NAMES, OUTLETS, SENTENCE_COPIES
from broadsheet.transforms.tables.declared.columns import (
    ARTICLE_ID,
    CODE_POINT,
    COUNTS_ANY_LANGUAGE,
    COUNTS_ENGLISH,
    GROUPING,
    LEXICAL,
    LEXICAL_COUNTS,
    NAME_COUNTS,
    NO_QUOTES,
    NO_SPACES,
    NOT_FOUND,
    PUBLISHED_DATE,
    PUBLISHER_DOMAIN,
    QUOTED,
    RAW_SPAN,
    SCORES_ANY_LANGUAGE,
    SCORES_ENGLISH,
    SCORES_OF_LANGUAGES,
    SECTION,
    SENTIMENT,
    SENTIMENT_SUMS,
    SENTIMENT_SUMS_UNQUOTED,
    SPAN,
    SPOKEN,
    SYNTAX,
    SYNTAX_COUNTS,
    TEXTSTAT,
    UNQUOTED_COUNTS,
    UNQUOTED_SCORES,
    VADER,
    category,
    count,
    day,
    flag,
    index,
    key_to,
    score,
    share,
    text,
)
from broadsheet.transforms.tables.declared.names import ENTITIES, MENTIONS
from broadsheet.transforms.tables.declared.numbers import NUMBERS
from broadsheet.transforms.tables.declared.operations import OPS_TABLES
from broadsheet.transforms.tables.declared.quotes import QUOTE_SPEAKERS, QUOTES
from broadsheet.transforms.tables.declared.vectors import SENTENCE_VECTORS
from broadsheet.transforms.tables.schema import INSTANT, Column, TableSpec, dictionary_page, dictionary_rows

_MOMENT_SOURCE = category("published_date_source", "Where the publication date was read.", null_means="no date found")
_PRECISION = category(
    "published_date_precision", "How exact the date's source was.", get_args(Precision), "no date found"
)
_BASIS = category(
    "published_date_basis",
    "How the day is known: stated with the outlet's time, stated in UTC (the outlet's own day may be another), shown "
    "to readers, in the address, or as that of the printed issue.",
    get_args(DateBasis),
    "no date found",
)

ARTICLES = TableSpec(
    "articles",
    "kept article",
    ("article_id",),
    (
        ARTICLE_ID,
        text(
            "article_key",
            "Text of the key: host without www., path and parameters of the URL; guid: and a feed's own name for it "
            "where that is a home page; else sha256: and text_sha256. Where articles share a key, # and text_sha256 "
            "follow.",
        ),
        text("raw_path", "The raw file below the raw folder; `#` and the member's name for a file of many articles."),
        category("raw_format", "Format of the raw file, found from its content."),
        text("raw_sha256", "SHA-256 of the raw file."),
        text("text_sha256", "SHA-256 of text, of title where there is no text, in UTF-8."),
        text("title", "Headline, without the outlet's name.", NOT_FOUND),
        text("subtitle", "Standfirst.", NOT_FOUND),
        text("text", "Body: paragraphs, headings, list items and block quotes, joined by a blank line.", "no body"),
        text("caption_text", "All captions, without credits, joined by a blank line.", "no caption"),
        text("byline_raw", "Byline as written.", NOT_FOUND),
        text("dateline_raw", "Dateline as written.", NOT_FOUND),
        text("dateline_place", "Place of the dateline.", NOT_FOUND),
        PUBLISHED_DATE,
        day("published_from", "First day that may be the day of publication.", "no date found"),
        day("published_to", "Last day that may be it.", "no date found"),
        Column("published_at", INSTANT, "Instant of publication.", null_means="no time, or no zone, was given"),
        Column("published_utc_offset_min", pa.int16(), "UTC offset as given.", "minute", null_means="no zone given"),
        _MOMENT_SOURCE,
        _BASIS,
        _PRECISION,
        flag("date_conflict", "The sources of the date differ by more than a day."),
        Column("modified_at", INSTANT, "Instant of the last change.", null_means="no time, or no zone, was given"),
        day("modified_date", "Day of the last change, as given.", NOT_FOUND),
        text("url", "Address as found.", NOT_FOUND),
        text(
            "canonical_url",
            "Address without tracking, archive and AMP parts, or as the page declares it: another outlet's, if the "
            "page took its article from there.",
            NOT_FOUND,
        ),
        text("url_host", "Host of the page's own address.", "no URL found"),
        PUBLISHER_DOMAIN,
        category("publisher_name", "The outlet's name.", null_means=NOT_FOUND),
        text("url_slug", "Last segment of the URL's path.", "none, or no URL found"),
        day("url_date", "Day in the URL.", "none, or no URL found"),
        text("publisher_article_id", "The outlet's own id of the article, read from the URL.", "none, or no URL found"),
        category("section", "Section as given by the outlet.", null_means=NOT_FOUND),
        category("genre", "Genre as given by the outlet.", null_means=NOT_FOUND),
        category("page_type", "What kind of page it is; the marks are in article_evidence.", get_args(PageType)),
        share("page_type_score", "How sure the kind of page is."),
        category(
            "language",
            "ISO 639-1 code of the language, where it is sure; where text, title and label leave a doubt, that of"
            " nearly all other articles of the outlet, if it is the analysis_language.",
            null_means="not sure",
        ),
        share(
            "language_score",
            "Probability of the language.",
            "not sure, or told by label, word frequencies or the outlet's other articles",
        ),
        category(
            "analysis_language",
            "The language that features, names and quotations go by: the language; where that is not sure, English if"
            " the text may be English, else the likeliest.",
            null_means="too little text to tell",
        ),
        category("wire_agency", "Canonical news agency in byline, dateline or text mark.", null_means=NOT_FOUND),
        flag("is_wire", "wire_agency is known."),
        count("n_chars", "Code points of the body."),
        count("n_sentences", "Sentences of the body."),
        count("n_paragraphs", "Blocks of the body: paragraphs, headings, list items, block quotes."),
        flag("has_names", "Names were looked for: the article is analysed as English."),
        flag("has_quotes", "Quotations were looked for: the article is analysed as English."),
        flag("has_syntax", "Sentences were parsed: the article is analysed as English, and the run parses."),
        count("n_mentions", "Named mentions, all sections.", "has_names is false"),
        count("n_entities", "Named entities.", "has_names is false"),
        count("n_quotes", "Quotations, all sections; without what was not said.", "has_quotes is false"),
        count("n_images", "Pictures."),
        *COUNTS_ANY_LANGUAGE,
        *COUNTS_ENGLISH,
        *SCORES_ANY_LANGUAGE,
        *SCORES_ENGLISH,
        *SCORES_OF_LANGUAGES,
        *LEXICAL_COUNTS,
        *LEXICAL,
        *SYNTAX_COUNTS,
        QUOTED,
        SPOKEN,
        share("quoted_share", "n_quoted_words / n_words.", f"no words, or {NO_SPACES}"),
        *UNQUOTED_COUNTS,
        *UNQUOTED_SCORES,
        count("n_sentences_unquoted", "Sentences of the body with words outside speech."),
        *SENTIMENT_SUMS,
        *SENTIMENT_SUMS_UNQUOTED,
        score("vader_compound", "Mean over the body's sentences.", "index", VADER),
        score("vader_compound_unquoted", "Mean over the body's sentences, outside speech.", "index", VADER),
        Column(
            "cluster_id", pa.int64(), "Smallest article_id among the near copies of the article.", of_collection=True
        ),
        Column("cluster_size", pa.int32(), "Articles in the cluster.", "count", minimum=1, of_collection=True),
        Column(
            "cluster_weight",
            pa.float32(),
            "1 / cluster_size, of the whole snapshot; in a selection, 1 / its own rows of the cluster_id.",
            "weight",
            minimum=0,
            maximum=1,
            of_collection=True,
        ),
        Column(
            "is_first_in_cluster",
            pa.bool_(),
            "The earliest of its cluster, by day, instant (none comes last), then id.",
            of_collection=True,
        ),
        Column(
            "n_borrowed_words",
            pa.int32(),
            "Words of the body in runs of 16 or more that an earlier article of the same story has, too.",
            "count",
            null_means=f"the order is open (one day, or no date), or {NO_SPACES}",
            minimum=0,
            of_collection=True,
        ),
        Column(
            "own_share",
            pa.float32(),
            "1 - n_borrowed_words / n_words.",
            "share",
            null_means="no words, or the order is open (one day, or no date)",
            minimum=0,
            maximum=1,
            of_collection=True,
        ),
        Column(
            "copied_from",
            pa.int64(),
            "article_id of the earliest article that it has words from.",
            null_means="none, or the order is open",
            of_collection=True,
        ),
        Column(
            "is_update_of",
            pa.int64(),
            "article_id of the outlet's last earlier version of the story.",
            null_means="none, or the order is open",
            of_collection=True,
        ),
        Column("keywords", pa.list_(pa.string()), "Tags as given by the outlet.", null_means=NOT_FOUND),
        Column(
            "is_paywalled",
            pa.bool_(),
            "The page says, or shows, that reading the article whole takes a subscription.",
            null_means="the format does not tell",
        ),
        share(
            "body_agreement",
            "How much of the body two readings of the page share: twice the letters in both / those of both (Dice).",
            "no web page",
        ),
        Column("quality_flags", pa.list_(pa.string()), "What was unusual in the raw file.", null_means="nothing"),
        category("schema_version", "Version of this declaration."),
        category("pipeline_version", "Version of the code."),
        category("model_versions", "Versions of the models and word lists."),
    ),
)

PARAGRAPHS = TableSpec(
    "paragraphs",
    "block of an article, in document order",
    ("article_id", "paragraph_index"),
    (
        ARTICLE_ID,
        index("paragraph_index", "Place of the block in the article, from 0."),
        *GROUPING,
        category("kind", "What the block is.", get_args(BlockKind)),
        category(
            "section", "The text that the offsets count in.", SECTIONS, "the block is in no section (a footer, say)"
        ),
        index("char_start", f"First {CODE_POINT} of the row in its section.", "the block is in no section"),
        index("char_end", f"One past the last {CODE_POINT} of the row in its section.", "the block is in no section"),
        *RAW_SPAN,
        text("text", "The block's text."),
        count("n_words", "Words, punctuation removed.", NO_SPACES, TEXTSTAT),
        count("n_sentences", "Sentences; 0 for a block in no section."),
        index("file_index", "Place of the raw file that it stands in among those of the article (article_files)."),
        category(
            "language",
            "ISO 639-1 code of the block's own language, where it is sure.",
            null_means="not sure",
        ),
    ),
    (key_to("articles", "article_id"),),
)

SENTENCES = TableSpec(
    "sentences",
    "sentence of a title, caption or body",
    ("article_id", "sentence_index"),
    (
        ARTICLE_ID,
        index("sentence_index", "Place of the sentence in the article, from 0."),
        index("paragraph_index", "The block it is in."),
        SECTION,
        *SPAN,
        *RAW_SPAN,
        text("text", "The sentence."),
        *GROUPING,
        share(
            "rel_position", "char_start / length of the section; the one count here that other dashes move a little."
        ),
        flag("is_lead", "In the first paragraph of the body."),
        flag("is_question", "Ends in a question mark."),
        flag("is_quote_only", "Nothing but quoted words."),
        count("n_chars", "Code points."),
        *COUNTS_ANY_LANGUAGE,
        *COUNTS_ENGLISH,
        *SCORES_ANY_LANGUAGE,
        *SCORES_ENGLISH,
        *SCORES_OF_LANGUAGES,
        *LEXICAL_COUNTS,
        *LEXICAL,
        *SYNTAX_COUNTS,
        *SYNTAX,
        *SENTIMENT,
        QUOTED,
        SPOKEN,
        *UNQUOTED_COUNTS,
        count("n_quotes", "Quotations that start in it; without what was not said.", NO_QUOTES),
        *NAME_COUNTS,
        Column(
            "copy_group_id",
            pa.int64(),
            "53-bit hash of the sentence's lower-cased words: `sentence_copies` says how many articles have it.",
            null_means="too short to tell a copy from chance, or no sentence of a body",
            minimum=0,
        ),
    ),
    (key_to("articles", "article_id"), key_to("paragraphs", "article_id", "paragraph_index")),
)

_NO_ANCHOR = "cannot be told: no publication day, or no calendar date meant"
_GRANULARITIES = (
    "minute", "hour", "day", "week", "month", "quarter", "season", "half", "year", "decade", "century",
)  # fmt: skip
DATES = TableSpec(
    "dates",
    "date expression in the text",
    ("article_id", "date_index"),
    (
        ARTICLE_ID,
        index("date_index", "Place of the expression in the article, from 0."),
        *GROUPING,
        index("sentence_index", "The sentence it is in."),
        SECTION,
        *SPAN,
        *RAW_SPAN,
        text("surface", "The expression as written."),
        category(
            "kind",
            "How it points to a time.",
            ("absolute", "relative_weekday", "relative_offset", "duration", "recurring"),
        ),
        day("resolved_start", "First day meant, as TimeML counts calendar units.", _NO_ANCHOR),
        day("resolved_end", "Last day meant, included.", _NO_ANCHOR),
        category("granularity", "Size of the time meant; a weekend is of days.", _GRANULARITIES),
        category(
            "modifier",
            "The part of the interval, which stays whole (start: early; mid; end: late), or that the time is about,"
            " before or after it.",
            ("start", "mid", "end", "approx", "before", "after"),
            null_means="none told",
        ),
        category(
            "part_of_day",
            "Part of the day told.",
            ("morning", "midday", "afternoon", "evening", "night"),
            null_means="none told",
        ),
        text("clock_time", "Time of day told, HH:MM of 24 hours, in clock_zone.", null_means="none told"),
        text("clock_zone", "Time zone as written beside the time.", null_means="none written"),
        day("anchor_date", "Publication day counted from.", "not needed, or no date found"),
        category("rule", "Rule that resolved it."),
    ),
    (key_to("articles", "article_id"), key_to("sentences", "article_id", "sentence_index")),
)

# The tables with rows of articles: each is split as `articles` is.
DATA_TABLES = (
    ARTICLES,
    PARAGRAPHS,
    SENTENCES,
    MENTIONS,
    ENTITIES,
    QUOTES,
    QUOTE_SPEAKERS,
    DATES,
    NUMBERS,
    SENTENCE_VECTORS,
    AUTHORS,
    IMAGES,
    LINKS,
    ARTICLE_FILES,
    ARTICLE_EVIDENCE,
)

# Those that have rows only where a run is asked for them.
OPTIONAL_TABLES = frozenset({SENTENCE_VECTORS.name})
# The tables that tell of the collection as a whole.
COLLECTION_TABLES = (SENTENCE_COPIES, COPIES, NAMES, OUTLETS, COLUMNS)
TABLES = (*DATA_TABLES, *COLLECTION_TABLES)


def dictionary() -> str:
    """The text of `DATA.md`."""
    groups = {
        "Data tables": DATA_TABLES,
        "Tables of the collection": COLLECTION_TABLES,
        "Operational tables, under `_ops/`": OPS_TABLES,
    }
    return dictionary_page(groups)


def dictionary_table() -> pa.Table:
    """The same as a table; gives COLUMNS."""
    named = {spec.name: spec for spec in TABLES} | {f"_ops/{spec.name}": spec for spec in OPS_TABLES}
    return COLUMNS.from_rows(dictionary_rows(named))
