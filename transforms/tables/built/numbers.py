"""The table of amounts in English articles."""

from collections import defaultdict
from collections.abc import Sequence

import pyarrow as pa

from broadsheet.transforms.articles.articles import Article
from broadsheet.transforms.articles.origins import Origins
from broadsheet.transforms.numbers.amounts import Amount, amounts
from broadsheet.transforms.sentences.sentences import Sentence
from broadsheet.transforms.tables.built.placement import (
    Place,
    numbered,
    place_columns,
    sentence_at,
    sentences_by_section,
)
from broadsheet.transforms.tables.declared.numbers import NUMBERS


def number_table(
    articles: Sequence[Article], sentences: Sequence[Sentence], dates: pa.Table, origins: Origins
) -> pa.Table:
    """Every amount, in order of article, section and place.

    Reads   DATES of these articles: their figures are no amounts
    Gives   NUMBERS; none of articles that are not analysed as English
    """
    date_spans: dict[tuple[int, str], list[tuple[int, int]]] = defaultdict(list)
    columns = [dates[name].to_pylist() for name in ("article_id", "section", "char_start", "char_end")]
    for article_id, section, start, end in zip(*columns, strict=True):
        date_spans[article_id, section].append((start, end))
    placed: list[tuple[Place, Amount]] = []
    for (position, section), of_section in sentences_by_section(sentences).items():
        article = articles[position]
        if not article.is_english:
            continue
        for amount in amounts(article.section(section), date_spans[article.article_id, section]):
            sentence = sentence_at(of_section, amount.start)
            placed.append((Place(position, section, amount.start, amount.end, sentence), amount))
    figures = [amount for _, amount in placed]
    return NUMBERS.build(
        {
            **place_columns(articles, [place for place, _ in placed], origins),
            "number_index": numbered([place.article for place, _ in placed]),
            "surface": pa.array([amount.surface for amount in figures], pa.string()),
            "kind": pa.array([amount.kind for amount in figures], pa.string()),
            "amount": pa.array([amount.value for amount in figures], pa.float64()),
            "amount_high": pa.array([amount.value_high for amount in figures], pa.float64()),
            "unit": pa.array([amount.unit for amount in figures], pa.string()),
            "counted": pa.array([amount.counted for amount in figures], pa.string()),
            "bound": pa.array([amount.bound for amount in figures], pa.string()),
        }
    )
