"""The rules that the finished tables of some articles keep; an empty list of breaches is a good dataset."""

from collections.abc import Iterator, Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from broadsheet.transforms.tables.declared.columns import (
    COUNTS_ANY_LANGUAGE,
    COUNTS_ENGLISH,
    SYNTAX_COUNTS,
    UNQUOTED_COUNTS,
)
from broadsheet.transforms.tables.declared.dataset import DATA_TABLES
from broadsheet.transforms.tables.schema import TableSpec

# Tables whose rows are spans of a section, and the column that must equal the span.
_SPANS = {
    "paragraphs": "text",
    "sentences": "text",
    "mentions": "surface",
    "quotes": "text",
    "dates": "surface",
    "links": "anchor",
}
_SECTION_COLUMN = {"title": "title", "caption": "caption_text", "text": "text"}


def violations(tables: Mapping[str, pa.Table]) -> list[str]:
    """Check tables that belong together (whole articles) against every rule of their declarations.

    Where only some tables are given, each is checked by itself.

    Schema, nulls, ranges, vocabularies and keys; foreign keys; each span slices its section back to the row's text; the
    counts of an article are the sums over its body's sentences.
    """
    problems = [problem for spec in DATA_TABLES if spec.name in tables for problem in spec.problems(tables[spec.name])]
    if problems or len(tables) < len(DATA_TABLES):
        return problems
    problems += (problem for spec in DATA_TABLES for problem in _orphans(spec, tables))
    problems += (problem for name, column in _SPANS.items() for problem in _misplaced(name, column, tables))
    problems += _unequal_sums(tables)
    return problems


def _orphans(spec: TableSpec, tables: Mapping[str, pa.Table]) -> Iterator[str]:
    for link in spec.foreign_keys:
        parent = next(other for other in DATA_TABLES if other.name == link.table)
        child = tables[spec.name].select(list(link.columns))
        child = child.filter(pc.is_valid(child[link.columns[-1]]))
        known = tables[link.table].select(list(parent.key))
        lost = child.join(known, list(link.columns), list(parent.key), join_type="left anti").num_rows
        if lost:
            yield f"{spec.name}: {lost} rows refer to no row of {link.table} by {', '.join(link.columns)}"


def _misplaced(name: str, column: str, tables: Mapping[str, pa.Table]) -> Iterator[str]:
    articles = tables["articles"]
    ids = articles["article_id"].to_pylist()
    texts = {
        section: dict(zip(ids, articles[source].to_pylist(), strict=True))
        for section, source in _SECTION_COLUMN.items()
    }
    rows = tables[name]
    sections = rows["section"].cast(pa.string()).to_pylist() if "section" in rows.column_names else ["text"] * len(rows)
    spans = zip(
        rows["article_id"].to_pylist(),
        sections,
        rows["char_start"].to_pylist(),
        rows["char_end"].to_pylist(),
        _asides(rows),
        rows[column].to_pylist(),
        strict=True,
    )
    wrong = [
        (article, start)
        for article, section, start, end, aside, text in spans
        if section is not None and _slice(texts[section][article] or "", (start, end), aside) != (text or "")
    ]
    if wrong:
        article, start = wrong[0]
        yield f"{name}: {len(wrong)} spans do not slice back to {column}; the first: article {article} at {start}"


def _asides(rows: pa.Table) -> list[tuple[int | None, int | None]]:
    """For each row the span that its text leaves out; None twice where there is none."""
    if "aside_char_start" not in rows.column_names:
        return [(None, None)] * len(rows)
    return list(zip(rows["aside_char_start"].to_pylist(), rows["aside_char_end"].to_pylist(), strict=True))


def _slice(text: str, span: tuple[int, int], aside: tuple[int | None, int | None]) -> str:
    """The span of a text; the parts on either side of what breaks in on it, a space between."""
    if aside[0] is None:
        return text[slice(*span)]
    return f"{text[span[0] : aside[0]]} {text[aside[1] : span[1]]}"


def _unequal_sums(tables: Mapping[str, pa.Table]) -> Iterator[str]:
    articles, sentences = tables["articles"], tables["sentences"]
    body = sentences.filter(pc.equal(sentences["section"].cast(pa.string()), "text"))
    owners = pc.index_in(body["article_id"], value_set=articles["article_id"].combine_chunks()).to_numpy()
    for column in (*COUNTS_ANY_LANGUAGE, *COUNTS_ENGLISH, *UNQUOTED_COUNTS, *SYNTAX_COUNTS):
        summed = np.bincount(owners, weights=_numbers(body[column.name]), minlength=len(articles))
        if not np.array_equal(summed, _numbers(articles[column.name])):
            yield f"articles.{column.name} is not the sum over the body's sentences"


def _numbers(column: pa.ChunkedArray) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    numbers: np.ndarray[tuple[int], np.dtype[np.float64]] = pc.fill_null(column, 0).cast(pa.float64()).to_numpy()
    return numbers
