"""The tables of mentions and entities."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa

from broadsheet.transforms.articles.articles import Article
from broadsheet.transforms.articles.origins import Origins
from broadsheet.transforms.names.casing import read_as, with_names
from broadsheet.transforms.names.kb.linking import KnowledgeBase
from broadsheet.transforms.names.linking import Entity, Resolved, resolve
from broadsheet.transforms.names.mentions import Mention
from broadsheet.transforms.names.places.home import Home
from broadsheet.transforms.names.recogniser import Document, Name, Recogniser, Section
from broadsheet.transforms.records.record import SECTIONS
from broadsheet.transforms.records.spans import Span
from broadsheet.transforms.sentences.sentences import Sentence
from broadsheet.transforms.tables.built.placement import (
    Place,
    article_facts,
    numbered,
    place_columns,
    sentence_at,
    sentences_by_section,
)
from broadsheet.transforms.tables.built.quotes import SILENT, Voices
from broadsheet.transforms.tables.built.speech import innermost_quotes
from broadsheet.transforms.tables.declared.names import ENTITIES, MENTIONS
from broadsheet.transforms.tables.rounding import rounded_list
from broadsheet.transforms.vocabulary.typography import straight

# On processors of two kinds the scores of one name differ in the third digit.
SCORE_DIGITS = 2


def documents_of(
    articles: Sequence[Article], sentences: Sequence[Sentence], homes: Sequence[tuple[str, str]] = ()
) -> list[Document]:
    """The articles as the recogniser takes them; `homes`: where outlets are at home, by publisher_domain."""
    home_of = {domain: Home.of_text(text) for domain, text in homes}
    by_section = sentences_by_section(sentences)
    return [
        Document(
            article.record.analysis_language,
            tuple(
                Section(
                    name, article.section(name), tuple((s.start, s.end) for s in by_section.get((position, name), ()))
                )
                for name in SECTIONS
                if article.section(name)
            ),
            article.record.dateline_place,
            article.url.publisher_domain if article.url else None,
            home_of.get(article.publisher_domain or ""),
        )
        for position, article in enumerate(articles)
    ]


def _straight(document: Document) -> Document:
    """The document as the recogniser is asked, with straight marks: the same names in any typography."""
    return replace(
        document, sections=tuple(replace(section, text=straight(section.text)) for section in document.sections)
    )


def resolved_of(documents: Sequence[Document], recogniser: Recogniser) -> list[Resolved]:
    """The mentions and entities of each document; none where it is not in English: its names are no English ones.

    A body of one case is read and resolved with capitals where they belong; the surfaces are those of the text.
    """
    asked = [read_as(_straight(document)) for document in documents]
    return [
        _resolved(document, names) if document.language == "en" else Resolved((), ())
        for document, names in zip(documents, recogniser.names(asked), strict=True)
    ]


def _resolved(document: Document, names: Sequence[Name]) -> Resolved:
    cased = with_names(document, names)
    resolved = resolve(cased, names)
    if cased == document:
        return resolved
    texts = [section.text for section in document.sections]
    mentions = (replace(m, surface=texts[m.section][m.start : m.end]) for m in resolved.mentions)
    return replace(resolved, mentions=tuple(mentions))


@dataclass(frozen=True, slots=True)
class Marked:
    """What is quoted in the articles: the spans between marks of each section, and QUOTES."""

    quoted: Mapping[tuple[int, str], list[Span]]
    quotes: pa.Table


def mention_table(
    articles: Sequence[Article],
    sentences: Sequence[Sentence],
    resolutions: Sequence[Resolved],
    marked: Marked,
    origins: Origins,
) -> pa.Table:
    """Every named mention, in order of article, sentence and place; gives MENTIONS."""
    quoted = marked.quoted
    rows = placed_mentions(articles, sentences, resolutions)
    places = [place for place, _ in rows]
    columns: dict[str, Any] = {
        "mention_index": numbered([place.article for place in places]),
        "entity_index": pa.array([m.entity for _, m in rows], pa.int32()),
        "surface": pa.array([m.surface for _, m in rows], pa.string()),
        "type": pa.array([m.type for _, m in rows], pa.string()),
        "form": pa.array([m.form for _, m in rows], pa.string()),
        "role": pa.array([m.role for _, m in rows], pa.string()),
        "affiliation_entity_index": pa.array([m.affiliation for _, m in rows], pa.int32()),
        "in_quote": pa.array([_inside(quoted[p.article, p.section], p) for p in places], pa.bool_()),
        "quote_index": pa.array(innermost_quotes(places, marked.quotes), pa.int32()),
        "source": pa.array([m.source for _, m in rows], pa.string()),
        "score": pa.array(rounded_list((m.score for _, m in rows), SCORE_DIGITS), pa.float32()),
    }
    return MENTIONS.build({**place_columns(articles, places, origins), **columns})


def placed_mentions(
    articles: Sequence[Article], sentences: Sequence[Sentence], resolutions: Sequence[Resolved]
) -> list[tuple[Place, Mention]]:
    """Each mention with the sentence it starts in, in the order of the sentences."""
    by_section = sentences_by_section(sentences)
    rows: list[tuple[Place, Mention]] = []
    for position, (article, resolved) in enumerate(zip(articles, resolutions, strict=True)):
        names = [name for name in SECTIONS if article.section(name)]
        for mention in resolved.mentions:
            name = names[mention.section]
            sentence = sentence_at(by_section[position, name], mention.start)
            rows.append((Place(position, name, mention.start, mention.end, sentence), mention))
    rows.sort(key=lambda row: (row[0].article, row[0].sentence, row[0].start))
    return rows


def _inside(spans: Sequence[Span], place: Place) -> bool:
    at = bisect_right(spans, place.start, key=lambda span: span[0]) - 1
    return at >= 0 and place.end <= spans[at][1]


def entity_table(
    articles: Sequence[Article],
    sentences: Sequence[Sentence],
    resolutions: Sequence[Resolved],
    voices: Voices,
    kb: KnowledgeBase | None = None,
) -> pa.Table:
    """Every entity, in order of first mention, with what it says; gives ENTITIES."""
    first: dict[tuple[int, int], int] = {}
    for place, mention in placed_mentions(articles, sentences, resolutions):
        first.setdefault((place.article, mention.entity), place.sentence)
    links = kb.links(resolutions) if kb else []
    rows = []
    for at, (article, resolved) in enumerate(zip(articles, resolutions, strict=True)):
        for index, entity in enumerate(resolved.entities):
            link = links[at][index] if kb else None
            keys = {**article_facts(article), "entity_index": index}
            linked = {"kb_id": link.kb_id, "kb_score": link.score} if link else dict.fromkeys(("kb_id", "kb_score"))
            known = {**linked, "kb_source": kb.source if kb and link else None}
            voice = voices.get((article.article_id, index), SILENT)
            rows.append({**_facts(entity), **keys, **known, **voice, "first_sentence_index": first[at, index]})
    return ENTITIES.from_rows(rows)


def _facts(entity: Entity) -> dict[str, Any]:
    shared = (
        "canonical_name type entity_key is_country country_iso2 geonames_id lat lon place_precision place_score "
        "gender gender_evidence gender_status name_female_share role affiliation "
        "n_mentions n_mentions_body in_title in_lead"
    )
    return {**{name: getattr(entity, name) for name in shared.split()}, "salience": round(entity.salience, 4)}
