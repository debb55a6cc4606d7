"""Which field of an article each column of a table holds, by its name and a sample of its rows."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from statistics import median

from broadsheet.transforms.metadata.date_values import Calendar, moment_of
from broadsheet.transforms.readers.tables.dates import calendar_of
from broadsheet.transforms.readers.tables.names import DAY_PARTS, Named, field_of
from broadsheet.transforms.vocabulary.folding import fold
from broadsheet.transforms.vocabulary.lists import entries

# What tables are written with where a cell is empty.
EMPTY = frozenset(
    {"", "nan", "NaN", "NULL", "null", "None", "NaT", "<NA>", "NA", "N/A", "n/a", "#N/A", r"\N", "-", "."}
)
# Rows by which columns are told: a bound on cost; a share of 200 drawn cells is within 0.07 of that of all.
SAMPLE = 200
# Long prose: sentences of news have about 140 characters, headlines and standfirsts seldom more than 200.
_PROSE = 200
_SENTENCE = 60  # characters; a longer cell with a day in it is a sentence
_MIN_SHARE = 0.6  # of the filled cells: most of them, set by hand
# Characters and words of a headline; below are codes and names, above are texts. Set by hand.
_MIN_TITLE, _MAX_TITLE, _MAX_TITLE_WORDS = 12, 200, 30
_MIN_TITLE_WORDS = 3  # names of sections and people have one or two words
_MIN_DISTINCT = 0.8  # headlines hardly ever recur, sections and outlets do; set between them by hand
# A column named as the body is none where another one has texts this many times as long.
_LONGER = 5
# One character of these scripts says what about three letters say (measured: words of Chinese and English news).
_DENSE = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_DENSITY = 3  # see above
_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_BYLINE = re.compile(
    r"(?:by|von|par|por|di|door|przez)\s+[^\W\d_][\w.'’-]*(?:\s+[^\W\d_][\w.'’-]*){1,4}", re.IGNORECASE
)
_NUMBER = re.compile(r"[-+]?[\d.,]+(?:[eE][+-]?\d+)?%?")
_CODE = re.compile(r"(?:en|de|fr|es|it|pt|nl|pl|sv|da|no|fi|ru|uk|cs|hu|ro|el|tr|ar|zh|ja|ko)(?:[-_][A-Za-z]{2})?")
_OUTLET_WORDS = frozenset(map(fold, entries("outlet_words.txt")))
_MAX_OUTLET_WORDS = 5  # longer ones are sentences that name an outlet
_MULTIPLE = frozenset({"title", "author", "published_date", "publisher", "keywords", "section", "url", "summary"})


# What a list of headlines has beside them; names and keys alone are those of any list.
_OF_HEADLINES = frozenset({"published_date", "modified_date", "url", "canonical_url", "publisher", "summary", "author",
                           "byline", "section", "subtitle", *DAY_PARTS})  # fmt: skip
_DOTTED_DAY = re.compile(r"\d{1,2}\.\d{1,2}\.(?:\d\d|\d{4})")
_UNKNOWN = Calendar()


@dataclass(frozen=True, slots=True)
class Column:
    """A column and what it holds. `how` says what told it: name, content or option."""

    field: str
    index: int
    name: str
    how: str


@dataclass(frozen=True, slots=True)
class Layout:
    """What the columns of a table hold, the most trusted of a field first, and how its dates are written."""

    columns: tuple[Column, ...]
    calendar: Calendar = _UNKNOWN

    @property
    def fields(self) -> frozenset[str]:
        """The fields that the table has."""
        return frozenset(column.field for column in self.columns)

    @property
    def is_of_articles(self) -> bool:
        """Whether the rows can be articles: they have a text, or a headline and what says whose or when it is."""
        has = self.fields
        return not has.isdisjoint(("body", "body_html")) or ("title" in has and not has.isdisjoint(_OF_HEADLINES))

    def described(self) -> str:
        """The columns as a person is told of them: `title=Headline, body=Text (content)`."""
        parts = (f"{c.field}={c.name}" + (f" ({c.how})" if c.how != "name" else "") for c in self.columns)
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class _Content:
    """What a sample of a column looks like: of the cells that are filled, their median length, and shares."""

    filled: float
    length: float
    words: float
    distinct: float
    urls: float
    numbers: float
    dates: float
    bylines: float
    codes: float
    outlets: float


def layout_of(
    names: Sequence[str], sample: Sequence[Sequence[str]], choices: Mapping[str, str] | None = None
) -> Layout:
    """What the columns hold: as asked, then by their names, where the cells do not speak against it, then by the cells.

    `choices`: names of columns by field, from an option.
    """
    contents = [_content([row[i] if i < len(row) else "" for row in sample]) for i in range(len(names))]
    columns = list(_chosen(names, choices or {}))
    indices = {column.index for column in columns}
    settled = {column.field for column in columns}
    columns += [c for c in _by_name(names, contents) if c.index not in indices and c.field not in settled]
    columns = _with_content(columns, names, contents)
    dates = [column.index for column in columns if column.field == "published_date"]
    cells = (row[dates[0]] for row in sample if dates and dates[0] < len(row))
    return Layout(tuple(columns), calendar_of(cells))


def _chosen(names: Sequence[str], choices: Mapping[str, str]) -> Iterable[Column]:
    for field, name in choices.items():
        named = field_of(field)
        if name in names and named:
            yield Column(named.field, names.index(name), name, "option")


def _by_name(names: Sequence[str], contents: Sequence[_Content]) -> list[Column]:
    """The columns whose names say what they hold; of one field the most trusted first, of a body only one."""
    candidates: list[tuple[Named, Column]] = []
    for index, name in enumerate(names):
        named = field_of(name)
        if named and _fits(named.field, contents[index]) and not _is_of_people(name, contents[index]):
            candidates.append((named, Column(named.field, index, name, "name")))
    candidates.sort(key=lambda pair: (pair[0].rank, pair[1].index))
    columns: list[Column] = []
    for _, column in candidates:
        rivals = [other for other in columns if other.field == column.field]
        if not rivals or column.field in _MULTIPLE:
            columns.append(column)
        elif column.field == "body" and contents[column.index].length > 2 * contents[rivals[0].index].length:
            columns[columns.index(rivals[0])] = column
    return columns


def _is_of_people(name: str, content: _Content) -> bool:
    """Whether a column called "name" holds names of people or things, which are no headlines."""
    return fold(name.strip()) == "name" and 0 < content.words < _MIN_TITLE_WORDS


def _fits(field: str, content: _Content) -> bool:
    """Whether the cells may be what the column's name says; a column without any may be."""
    if not content.filled:
        return True
    if field in ("published_date", "modified_date"):
        return content.dates >= _MIN_SHARE or content.length <= 0
    if field in ("author", "byline", "title", "body", "summary", "publisher", "section"):
        return content.numbers < _MIN_SHARE
    if field in ("url", "canonical_url"):
        return content.urls >= _MIN_SHARE
    return not (field in DAY_PARTS and content.length > len("September"))


def _with_content(columns: list[Column], names: Sequence[str], contents: Sequence[_Content]) -> list[Column]:
    """The columns, with those that only their cells tell."""
    free = [i for i in range(len(names)) if i not in {column.index for column in columns}]
    free = [i for i in free if contents[i].filled]
    body = next((column for column in columns if column.field in ("body", "body_html")), None)
    prose = [i for i in free if contents[i].length >= _PROSE and contents[i].urls < _MIN_SHARE]
    longest = max(prose, key=lambda i: contents[i].length, default=None)
    if longest is not None and (body is None or contents[longest].length > _LONGER * contents[body.index].length):
        columns = [column for column in columns if column is not body]
        columns.insert(0, Column("body", longest, names[longest], "content"))
    for field, is_one in _TESTS:
        if any(column.field == field for column in columns):
            continue
        indices = {column.index for column in columns}
        index = next((i for i in free if i not in indices and is_one(contents[i])), None)
        if index is not None:
            columns.append(Column(field, index, names[index], "content"))
    return columns


def _is_title(content: _Content) -> bool:
    return (
        _MIN_TITLE <= content.length <= _MAX_TITLE
        and _MIN_TITLE_WORDS <= content.words <= _MAX_TITLE_WORDS
        and content.distinct >= _MIN_DISTINCT
        and max(content.urls, content.dates, content.numbers, content.bylines) < _MIN_SHARE
    )


_TESTS = (
    ("url", lambda content: content.urls >= _MIN_SHARE),
    ("published_date", lambda content: content.dates >= _MIN_SHARE and content.numbers < 1),
    ("byline", lambda content: content.bylines >= _MIN_SHARE),
    ("publisher", lambda content: content.outlets >= _MIN_SHARE),
    ("title", _is_title),
    ("language", lambda content: content.codes >= 1),
)


def _content(cells: Sequence[str]) -> _Content:
    kept = [cell.strip() for cell in cells[:SAMPLE] if cell.strip() not in EMPTY]
    if not kept:
        return _Content(*[0.0] * len(fields(_Content)))

    def share(is_one: Callable[[str], object]) -> float:
        return sum(map(bool, map(is_one, kept))) / len(kept)

    calendar = calendar_of(kept)
    return _Content(
        len(kept) / len(cells),
        median(map(_length, kept)),
        median(len(cell.split()) if cell.isascii() else _n_words(cell) for cell in kept),
        len(set(kept)) / len(kept),
        share(_URL.match),
        share(lambda cell: _NUMBER.fullmatch(cell) and not _DOTTED_DAY.fullmatch(cell)),
        share(lambda cell: len(cell) <= _SENTENCE and _is_date(cell, calendar)),
        share(_BYLINE.fullmatch),
        share(_CODE.fullmatch),
        share(_is_outlet),
    )


def _length(cell: str) -> int:
    """The characters of a cell, those of scripts that write a word in one or two as often as they say more."""
    return len(cell) if cell.isascii() else len(cell) + (_DENSITY - 1) * len(_DENSE.findall(cell))


def _n_words(cell: str) -> int:
    return max(len(cell.split()), len(_DENSE.findall(cell)) // 2)


def _is_outlet(cell: str) -> bool:
    """Whether a cell reads like the name of a newspaper, and of nothing longer: "The Orla Herald"."""
    words = cell.split()
    return 1 < len(words) <= _MAX_OUTLET_WORDS and cell[0].isupper() and not _OUTLET_WORDS.isdisjoint(map(fold, words))


def _is_date(cell: str, calendar: Calendar) -> bool:
    """Whether a cell is a date, that of a day or month that cannot be told apart included."""
    return moment_of(cell, calendar) is not None or moment_of(cell, Calendar(True, calendar.unit)) is not None
