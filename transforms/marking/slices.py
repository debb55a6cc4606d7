"""From the sections of articles and offsets in them to the words that stand there."""

from collections.abc import Mapping, Sequence

import pyarrow as pa

from broadsheet.transforms.tables.declared.wording import SECTION_COLUMNS, Bounds


def sections_of(articles: pa.Table) -> dict[tuple[int, str], str]:
    """The sections of articles that are there, by article_id and name."""
    ids = articles["article_id"].to_pylist()
    return {
        (article_id, section): text
        for section, column in SECTION_COLUMNS.items()
        for article_id, text in zip(ids, articles[column].to_pylist(), strict=True)
        if text is not None
    }


def slices(sections: Mapping[tuple[int, str], str], rows: pa.Table, bounds: Bounds) -> list[str | None]:
    """What stands between two offsets of each row, in its article's section; null where the offsets are."""
    keys = zip(rows["article_id"].to_pylist(), rows["section"].to_pylist(), strict=True)
    names = (bounds.start, bounds.end, *(bounds.but or ()))
    places = zip(*(rows[name].to_pylist() for name in names), strict=True)
    return [
        None if start is None else _slice(sections[key], (start, end), tuple(but))
        for key, (start, end, *but) in zip(keys, places, strict=True)
    ]


def _slice(text: str, span: tuple[int, int], but: tuple[int | None, ...]) -> str:
    start, end = span
    if not but or but[0] is None or but[1] is None:
        return text[start:end]
    return f"{text[start : but[0]]} {text[but[1] : end]}"


def by_key(source: pa.Table, rows: pa.Table, key: Sequence[str], column: str) -> list[object]:
    """The values of a column of another table, for each row that of the row with the same key; null where none is."""
    there = zip(*(source[name].to_pylist() for name in key), strict=True)
    values = dict(zip(there, source[column].to_pylist(), strict=True))
    return [values.get(place) for place in zip(*(rows[name].to_pylist() for name in key), strict=True)]
