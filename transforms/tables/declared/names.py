"""The tables of names: mentions, entities."""

from typing import get_args

import pyarrow as pa

from broadsheet.transforms.names.gender import GenderStatus
from broadsheet.transforms.names.given_names import SOURCE as GIVEN_NAMES_SOURCE
from broadsheet.transforms.names.places.resolution import Precision
from broadsheet.transforms.tables.declared.columns import (
    ARTICLE_ID,
    GROUPING,
    NOT_FOUND,
    RAW_SPAN,
    SECTION,
    SPAN,
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
from broadsheet.transforms.vocabulary.gazetteer import SOURCE as PLACES_SOURCE
from broadsheet.transforms.vocabulary.mention_types import MENTION_TYPES

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
        text("role", "Words of the role beside the name, outside the span, with a name that leads them.", NOT_FOUND),
        index(
            "affiliation_entity_index",
            "The entity of the body, place or people that the role is of.",
            "no role, or one that names none",
        ),
        flag("in_quote", "Inside quotation marks."),
        index(
            "quote_index",
            "The innermost quotation it stands in: who speaks about whom, by this and entity_index.",
            "it stands in none",
        ),
        category("source", "What found it.", ("model", "gazetteer", "alias", "repair")),
        score(
            "score",
            "Confidence, 0 to 1; a dash set otherwise may move it a little.",
            "probability",
            null_means="the recogniser gives none",
        ),
    ),
    (
        key_to("articles", "article_id"),
        key_to("sentences", "article_id", "sentence_index"),
        key_to("entities", "article_id", "entity_index"),
        key_to("entities", "article_id", "affiliation_entity_index"),
        key_to("quotes", "article_id", "quote_index"),
    ),
)

_UNRESOLVED = "no place, or not resolved"
_UNLINKED = "no knowledge base was given, or it has none of that name and type, or several that fit as well"
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
        Column(
            "geonames_id",
            pa.int64(),
            "GeoNames id of a city, division, country or continent; of a people, that of its country.",
            source=PLACES_SOURCE,
            null_means=_UNRESOLVED,
        ),
        Column(
            "lat",
            pa.float64(),
            "Latitude; the middle of a division or country.",
            "degree",
            PLACES_SOURCE,
            _UNRESOLVED,
            -90,
            90,
        ),
        Column("lon", pa.float64(), "Longitude, likewise.", "degree", PLACES_SOURCE, _UNRESOLVED, -180, 180),
        category(
            "place_precision",
            "What the point is that of; a place of no list has that of the area it is said to lie in.",
            get_args(Precision),
            null_means=_UNRESOLVED,
        ),
        score(
            "place_score",
            "Share of such answers that are right, on the development gold; below 0.55 nothing is told.",
            "probability",
            null_means=_UNRESOLVED,
        ),
        text("kb_id", "Id in the knowledge base given to the run: docs/knowledge-base.md.", _UNLINKED),
        score(
            "kb_score",
            "Share of the entry in all that the name may mean here, by context.",
            "share",
            null_means=_UNLINKED,
        ),
        category("kb_source", "Name of the knowledge base's file, without its ending.", null_means=_UNLINKED),
        category("gender", "From the text's own words only.", ("female", "male"), "no evidence in the text"),
        text("gender_evidence", "The word that says so.", "no evidence in the text"),
        category(
            "gender_status", "Whether the text tells one gender, several, or none.", get_args(GenderStatus), "no person"
        ),
        Column(
            "name_female_share",
            pa.float32(),
            "Women among people of the same given name: what is usual of a name, never this person's gender.",
            "share",
            GIVEN_NAMES_SOURCE,
            "no person, no given name, or one that the table does not have",
            0,
            1,
        ),
        text("role", "First role beside a mention.", NOT_FOUND),
        text("affiliation", "canonical_name of the first body, place or people that a role of it is of.", NOT_FOUND),
        count("n_mentions", "Mentions, all sections."),
        count("n_mentions_body", "Mentions in the body."),
        index("first_sentence_index", "Sentence of the first mention."),
        flag("in_title", "Mentioned in the title."),
        flag("in_lead", "Mentioned in the first paragraph of the body."),
        *VOICES,
        share(
            "salience",
            "How central the entity is, by its places too, which dashes move; see `transforms/names/salience.py`.",
        ),
    ),
    (key_to("articles", "article_id"), key_to("sentences", "article_id", "first_sentence_index")),
)
