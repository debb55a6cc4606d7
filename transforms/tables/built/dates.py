"""The table of dates in the text, counted from the day of publication."""

from collections.abc import Sequence
from datetime import date

import pyarrow as pa

from broadsheet.transforms.articles.articles import Article
from broadsheet.transforms.articles.origins import Origins
from broadsheet.transforms.dates.expressions import TimeExpression, time_expressions
from broadsheet.transforms.dates.words import SOUTHERN
from broadsheet.transforms.sentences.sentences import Sentence
from broadsheet.transforms.tables.built.placement import (
    Place,
    numbered,
    place_columns,
    sentence_at,
    sentences_by_section,
)
from broadsheet.transforms.tables.declared.dataset import DATES

_DAYS = {"second", "minute", "day"}


def date_table(articles: Sequence[Article], sentences: Sequence[Sentence], origins: Origins) -> pa.Table:
    """Find and resolve date expressions, section by section.

    Gives   DATES, in order of article, section and place; in other languages than English absolute ones only
    Null    resolved_start, resolved_end, where no calendar date is meant, or the publication day is not known
    """
    placed: list[tuple[Place, TimeExpression]] = []
    for (position, section), of_section in sentences_by_section(sentences).items():
        article = articles[position]
        for expression in time_expressions(article.section(section), _anchor(article), _is_southern(article)):
            if article.is_english or expression.kind == "absolute":
                sentence = sentence_at(of_section, expression.start)
                placed.append((Place(position, section, expression.start, expression.end, sentence), expression))
    columns = {
        "date_index": numbered([place.article for place, _ in placed]),
        "surface": pa.array([e.surface for _, e in placed], pa.string()),
        "kind": pa.array([e.kind for _, e in placed], pa.string()),
        "resolved_start": pa.array([e.resolved_start for _, e in placed], pa.date32()),
        "resolved_end": pa.array([e.resolved_end for _, e in placed], pa.date32()),
        "granularity": pa.array([e.granularity for _, e in placed], pa.string()),
        "modifier": pa.array([e.modifier for _, e in placed], pa.string()),
        "part_of_day": pa.array([e.part_of_day for _, e in placed], pa.string()),
        "clock_time": pa.array([e.clock for _, e in placed], pa.string()),
        "clock_zone": pa.array([e.zone for _, e in placed], pa.string()),
        "anchor_date": pa.array([e.anchor for _, e in placed], pa.date32()),
        "rule": pa.array([e.rule for _, e in placed], pa.string()),
    }
    return DATES.build({**place_columns(articles, [place for place, _ in placed], origins), **columns})


def _is_southern(article: Article) -> bool:
    """Whether the outlet's domain is of a southern country; an outlet without one counts as northern."""
    return article.publisher_domain is not None and article.publisher_domain.rpartition(".")[2] in SOUTHERN


def _anchor(article: Article) -> date | None:
    """The publication day, where the source gave one to the day."""
    moment = article.record.published
    return moment.day if moment and moment.precision in _DAYS else None
