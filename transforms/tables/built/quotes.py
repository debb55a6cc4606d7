"""The table of quotations, and what they add to other tables."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from broadsheet.transforms.articles.articles import Article
from broadsheet.transforms.articles.origins import Origins
from broadsheet.transforms.features.counts import word_counts
from broadsheet.transforms.features.sentiment import sentiment
from broadsheet.transforms.names.linking import Entity, Resolved
from broadsheet.transforms.quotes.find import find_quotes
from broadsheet.transforms.quotes.model import NamedEntity, NamedMention, Quote, QuoteInput, QuoteSection
from broadsheet.transforms.records.record import SECTIONS
from broadsheet.transforms.sentences.parsing import Parse, Parser
from broadsheet.transforms.sentences.sentences import Section, Sentence
from broadsheet.transforms.tables.built.placement import (
    Place,
    article_columns,
    numbered,
    place_columns,
    sentence_at,
    sentences_by_section,
)
from broadsheet.transforms.tables.built.speech import spoken
from broadsheet.transforms.tables.declared.columns import TONE
from broadsheet.transforms.tables.declared.quotes import QUOTE_SPEAKERS, QUOTES, SPEAKER
from broadsheet.transforms.tables.rounding import rounded, rounded_list

_INDIRECT = "indirect"
SILENT = {"n_quotes": 0, "n_quoted_words": 0, "n_indirect_words": 0}

Parses = Mapping[Section, tuple[Parse, ...]]
Voices = Mapping[tuple[int, int], Mapping[str, int]]


def quotes_of(
    articles: Sequence[Article], sentences: Sequence[Sentence], resolutions: Sequence[Resolved], parses: Parses | None
) -> list[tuple[Quote, ...]]:
    """The quotations of each article, by the parses of its paragraphs; with none, by the rules that need none.

    Only English articles are searched.
    """
    by_section = sentences_by_section(sentences)
    return [
        find_quotes(_input(position, article, by_section, resolutions[position], parses)) if article.is_english else ()
        for position, article in enumerate(articles)
    ]


def _input(
    position: int,
    article: Article,
    by_section: Mapping[Section, Sequence[Sentence]],
    resolved: Resolved,
    parses: Parses | None,
) -> QuoteInput:
    sections = []
    for name in SECTIONS:
        placed = [part for part in article.placed if part.section == name]
        if placed:
            sections.append(
                QuoteSection(
                    name,
                    article.section(name),
                    tuple((part.start, part.end) for part in placed),
                    tuple((s.start, s.end) for s in by_section.get((position, name), ())),
                    None if parses is None else parses[position, name],
                    frozenset(at for at, part in enumerate(placed) if part.block.kind == "quote_block"),
                )
            )
    return QuoteInput(tuple(sections), *named_in(resolved))


def named_in(resolved: Resolved) -> tuple[tuple[NamedMention, ...], tuple[NamedEntity, ...]]:
    """The mentions and entities of an article as the quotes stage takes them."""
    mentions = tuple(
        NamedMention(m.section, m.start, m.end, m.type, m.entity, m.surface, m.role, m.affiliation)
        for m in resolved.mentions
    )
    return mentions, tuple(NamedEntity(e.canonical_name, e.type, e.gender) for e in resolved.entities)


def quote_table(
    articles: Sequence[Article],
    sentences: Sequence[Sentence],
    resolutions: Sequence[Resolved],
    quotes: Sequence[Sequence[Quote]],
    origins: Origins,
) -> pa.Table:
    """Every quotation, in order of article, section and place.

    Gives   QUOTES
    Null    speaker columns, where nobody is named; speaker_entity_index and what is told of the entity, where the
            speaker is nobody the article names
    """
    by_section = sentences_by_section(sentences)
    rows: list[tuple[Place, Quote]] = []
    for position, of_article in enumerate(quotes):
        names = [name for name in SECTIONS if articles[position].section(name)]
        for quote in of_article:
            section = names[quote.section]
            sentence = sentence_at(by_section[position, section], quote.char_start)
            rows.append((Place(position, section, quote.char_start, quote.char_end, sentence), quote))
    places = [place for place, _ in rows]
    n_words = word_counts(pa.array([quote.text for _, quote in rows], pa.string()))["n_words"]
    speakers = [
        None if quote.speaker_entity is None else resolutions[place.article].entities[quote.speaker_entity]
        for place, quote in rows
    ]
    columns = {
        **place_columns(articles, places, origins),
        **_tone_columns([quote.text for _, quote in rows], n_words > 0),
        **_speaker_columns(speakers),
        "quote_index": numbered([place.article for place in places]),
        "n_words": pa.array(n_words, pa.int32()),
    }
    return QUOTES.build({**columns, **_columns([quote for _, quote in rows], columns.keys())})


def _tone_columns(texts: Sequence[str], has_words: NDArray[np.bool_]) -> dict[str, pa.Array]:
    """What VADER adds up in each quotation; null where it has no word."""
    tone = sentiment(texts)
    return {
        column.name: pa.array(
            rounded(np.nan_to_num(tone[column.name])), mask=np.isnan(tone[column.name]) | ~has_words
        ).cast(column.type)
        for column in TONE
    }


# What SPEAKER tells of an entity, in its order.
_OF_ENTITY = ("canonical_name", "type", "gender", "role", "affiliation")


def _speaker_columns(speakers: Sequence[Entity | None]) -> dict[str, pa.Array]:
    """What is told of the entity that speaks; null where none does."""
    facts = [
        (None,) * len(SPEAKER) if entity is None else tuple(getattr(entity, name) for name in _OF_ENTITY)
        for entity in speakers
    ]
    return {column.name: pa.array([fact[at] for fact in facts], column.plain_type) for at, column in enumerate(SPEAKER)}


# Columns of QUOTES whose fields bear another name.
_RENAMED = {
    "speaker_mention_index": "speaker_mention",
    "speaker_entity_index": "speaker_entity",
    "addressee_entity_index": "addressee_entity",
    "continues_quote_index": "continues_quote",
    "nested_in_quote_index": "nested_in",
}


def _columns(quotes: Sequence[Quote], apart: Collection[str]) -> dict[str, pa.Array]:
    """The columns of QUOTES that are fields of a quotation: all but those `apart`."""
    arrays = {}
    for column in QUOTES.columns:
        if column.name not in apart:
            values = [getattr(quote, _RENAMED.get(column.name, column.name)) for quote in quotes]
            if pa.types.is_floating(column.type):
                values = rounded_list(values)
            arrays[column.name] = pa.array(values, column.plain_type)
    return arrays


def quote_speaker_table(articles: Sequence[Article], quotes: Sequence[Sequence[Quote]]) -> pa.Table:
    """Who says each quotation, one row for each entity; gives QUOTE_SPEAKERS."""
    rows = [
        (position, quote_index, speaker_index, entity)
        for position, of_article in enumerate(quotes)
        for quote_index, quote in enumerate(of_article)
        for speaker_index, entity in enumerate(quote.speaker_entities)
    ]
    columns = {
        name: pa.array([row[at] for row in rows], pa.int32())
        for at, name in enumerate(("quote_index", "speaker_index", "entity_index"), 1)
    }
    return QUOTE_SPEAKERS.build({**article_columns([articles[row[0]] for row in rows]), **columns})


def entity_voices(quotes: pa.Table, speakers: pa.Table) -> Voices:
    """What each entity says, by article_id and entity_index; reads QUOTES and QUOTE_SPEAKERS.

    n_quotes, n_quoted_words, n_indirect_words; of several speakers each counts the quotation whole. What was not said
    is none of them.
    """
    said = {
        (row["article_id"], row["quote_index"]): row
        for row in spoken(quotes).select(["article_id", "quote_index", "kind", "n_words"]).to_pylist()
    }
    voices: dict[tuple[int, int], dict[str, int]] = {}
    for row in speakers.select(["article_id", "quote_index", "entity_index"]).to_pylist():
        quote = said.get((row["article_id"], row["quote_index"]))
        if quote is not None:
            voice = voices.setdefault((row["article_id"], row["entity_index"]), dict(SILENT))
            voice["n_quotes"] += 1
            voice["n_indirect_words" if quote["kind"] == _INDIRECT else "n_quoted_words"] += quote["n_words"]
    return voices


def parses_of(articles: Sequence[Article], sentences: Sequence[Sentence], parser: Parser) -> Parses:
    """One parse for each paragraph of each section of the English articles."""
    parses: dict[Section, tuple[Parse, ...]] = {}
    for (position, name), of_section in sentences_by_section(sentences).items():
        article = articles[position]
        if article.is_english:
            paragraphs = [(part.start, part.end) for part in article.placed if part.section == name]
            spans = [(s.start, s.end) for s in of_section]
            parses[position, name] = parser.parse(article.section(name), paragraphs, spans)
    return parses
