"""The table of what is said: quotes."""

from typing import get_args

import pyarrow as pa

from broadsheet.transforms.quotes.model import Kind, Order, Rule, SourceBasis, SourceForm, SourceType, Status
from broadsheet.transforms.tables.declared.columns import (
    ARTICLE_ID,
    CODE_POINT,
    GROUPING,
    RAW_SPAN,
    SECTION,
    TONE,
    category,
    count,
    flag,
    index,
    key_to,
    text,
)
from broadsheet.transforms.tables.schema import Column, TableSpec
from broadsheet.transforms.vocabulary.mention_types import MENTION_TYPES
from broadsheet.transforms.vocabulary.reporting_verbs import CueClass

_NOBODY = "nobody is named"
_NO_SPEECH = "a title, a term or scare quotes: nobody speaks"
_UNTYPED = "nobody is named"
_NO_ASIDE = "nothing breaks in on the words"
_NO_CLAUSE = "nothing is called or described as the words quoted"
_NO_CUE = "no cue"
_UNRESOLVED_SPEAKER = "the speaker is no entity of the article, or several are"
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
    text(
        "speaker_affiliation",
        "canonical_name of the body, place or people that a role of it is of.",
        "none found, or the speaker is no entity of the article",
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
        category(
            "kind",
            "How it is quoted; in a title, a term or scare quotes nobody is quoted.",
            get_args(Kind),
        ),
        SECTION,
        index("char_start", f"First {CODE_POINT} inside the marks."),
        index("char_end", f"One past the last {CODE_POINT} inside the marks."),
        index("outer_char_start", f"First {CODE_POINT}, opening mark included."),
        index("outer_char_end", f"One past the last {CODE_POINT}, closing mark included."),
        *RAW_SPAN,
        text("text", "The words quoted, without the marks, and without what the outlet breaks in with."),
        count("n_words", "Words, punctuation removed."),
        text("speaker_surface", "The speaker as written.", _NOBODY),
        index("speaker_char_start", f"First {CODE_POINT} of the speaker in the section.", _NOBODY),
        index("speaker_char_end", f"One past the last {CODE_POINT} of the speaker.", _NOBODY),
        index("speaker_mention_index", "The mention that names the speaker.", "no mention names the speaker"),
        index(
            "speaker_entity_index",
            "The entity that speaks, through pronouns, titles and common nouns too.",
            "not resolved, or several speak: quote_speakers",
        ),
        *SPEAKER,
        category("speaker_status", "Whether the speaker is known.", get_args(Status), _NO_SPEECH),
        Column(
            "speaker_score",
            pa.float32(),
            "Share of such rows whose words and speaker are right: docs/source-types.md.",
            "probability",
            minimum=0,
            maximum=1,
        ),
        category(
            "source_type", "Type of the source that speaks: docs/source-types.md.", get_args(SourceType), _UNTYPED
        ),
        category("source_basis", "What tells the type.", get_args(SourceBasis), _UNTYPED),
        category(
            "source_form", "Whether a person, several, a body or a document speaks.", get_args(SourceForm), _UNTYPED
        ),
        flag("is_anonymous", "The text says that a name is withheld, or plainly means it."),
        text("cue", "The reporting word as written.", _NO_CUE),
        text("cue_lemma", "Its dictionary form.", "no cue, or a mark"),
        category("cue_class", "How the outlet presents it.", get_args(CueClass), _NO_CUE),
        index("cue_char_start", f"First {CODE_POINT} of the cue in the section.", _NO_CUE),
        index("cue_char_end", f"One past the last {CODE_POINT} of the cue.", _NO_CUE),
        category("order", "Order of quotation, cue verb and speaker.", get_args(Order)),
        index("addressee_entity_index", "The entity that is told.", "nobody is named as told"),
        index("continues_quote_index", "The quotation of this article that it goes on from.", "it stands alone"),
        index(
            "nested_in_quote_index",
            "The quotation of this article that it lies in: partial words in an indirect one, a quotation in another. "
            "About one row in eight does; leave them out to count words once.",
            "it lies in none",
        ),
        flag("is_negated", "What was not said: 'did not deny C', 'would not say C'; out of n_quotes."),
        index("aside_char_start", f"First {CODE_POINT} with which the outlet breaks in.", _NO_ASIDE),
        index("aside_char_end", f"One past the last {CODE_POINT} with which it does.", _NO_ASIDE),
        index(
            "clause_char_start",
            f"First {CODE_POINT} of the clause that the words complete, where it makes no row: "
            "called [the plan “utterly reckless”].",
            _NO_CLAUSE,
        ),
        index("clause_char_end", f"One past the last {CODE_POINT} of that clause.", _NO_CLAUSE),
        *TONE,
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
        key_to("quotes", "article_id", "nested_in_quote_index"),
    ),
)

QUOTE_SPEAKERS = TableSpec(
    "quote_speakers",
    "entity that says a quotation, alone or with others",
    ("article_id", "quote_index", "speaker_index"),
    (
        ARTICLE_ID,
        index("quote_index", "The quotation."),
        index("speaker_index", "Place among those who say it, from 0; each says all of it."),
        *GROUPING,
        index("entity_index", "The entity that speaks."),
    ),
    (
        key_to("articles", "article_id"),
        key_to("quotes", "article_id", "quote_index"),
        key_to("entities", "article_id", "entity_index"),
    ),
)
