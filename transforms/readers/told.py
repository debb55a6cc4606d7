"""From what is told beside raw files, by a user, by their names or by files about them, to what their articles lack."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple, Self

from broadsheet.transforms.errors import SettingsError
from broadsheet.transforms.metadata.bylines import parse_byline
from broadsheet.transforms.metadata.date_values import Calendar, moment_of
from broadsheet.transforms.metadata.language import language_code
from broadsheet.transforms.metadata.urls import clean_url
from broadsheet.transforms.readers.markup.blocks import passage_of
from broadsheet.transforms.readers.markup.text import clean
from broadsheet.transforms.records.record import Block, Candidate, Record

FIELDS = ("publisher", "date", "slug", "section", "author", "language", "title", "url", "genre")
_PART = re.compile(r"\{(?P<name>\w*)(?::(?P<form>[^{}]*))?\}")
_CODES = {"Y": r"\d{4}", "y": r"\d\d", "m": r"\d\d?", "d": r"\d\d?", "b": r"[^\W\d_]{3,9}\.?", "B": r"[^\W\d_]{3,12}",
          "H": r"\d\d", "M": r"\d\d", "S": r"\d\d", "j": r"\d{3}"}  # fmt: skip
# A day in the name of a file, where nothing else tells one: year first, or a month by its name.
_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_.]?([01]\d)[-_.]?([0-3]\d)(?!\d)")
_DAY_FIRST = Calendar(day_first=True)


class Fact(NamedTuple):
    """What is told of a file: the field, its value as written, and where it was told."""

    field: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Told:
    """What a user says of all raw files: names of columns of tables by field, what their paths say, and where the
    outlet of each publisher_domain is at home, as `transforms/names/places/home.py` writes it."""

    columns: tuple[tuple[str, str], ...] = ()
    path_pattern: str | None = None
    homes: tuple[tuple[str, str], ...] = ()

    def as_text(self) -> str:
        """The same as text that is equal where it is."""
        values = {"columns": dict(self.columns), "path_pattern": self.path_pattern}
        return json.dumps({**values, "homes": dict(self.homes)} if self.homes else values, sort_keys=True)

    @classmethod
    def of_text(cls, text: str) -> Self:
        """What `as_text` gave."""
        values = json.loads(text)
        homes = tuple(sorted(values.get("homes", {}).items()))
        return cls(tuple(sorted(values["columns"].items())), values["path_pattern"], homes)


NOTHING_TOLD = Told()


def facts_of_path(raw_path: str, pattern: str | None) -> list[Fact]:
    """What the path of a file says: by the pattern where it fits, else the day in the file's name."""
    if pattern is None:
        match = _DAY.search(raw_path.rpartition("/")[2].partition("#")[0])
        return [Fact("date", "-".join(match.groups()), "file_name")] if match else []
    form, names = _compiled(pattern)
    fitted = form.fullmatch(raw_path.partition("#")[0])
    if fitted is None:
        return []
    return [Fact(name, _value(name, fitted, names), "path_pattern") for name in dict.fromkeys(names.values())]


def check_pattern(pattern: str) -> str:
    """The pattern, if it is one.

    Raises  SettingsError, saying what is wrong with it
    """
    _compiled(pattern)
    return pattern


@lru_cache(maxsize=16)
def _compiled(pattern: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """The pattern as a regular expression of the end of a path, and the field of each of its groups."""
    parts: list[str] = []
    names: dict[str, str] = {}
    at = 0
    for part in _PART.finditer(pattern):
        parts.append(re.escape(pattern[at : part.start()]))
        at = part.end()
        name, form = part["name"], part["form"]
        if name and name not in FIELDS:
            raise SettingsError(
                f"path_pattern: {{{name}}} is no field; there are {', '.join(FIELDS)}, and {{}} for any"
            )
        group = f"g{len(names)}"
        inner = _of_form(form) if name == "date" and form else r"[^/]+?"
        if name:
            names[group] = name
        parts.append(f"(?P<{group}>{inner})" if name else inner)
    if not names:
        raise SettingsError("path_pattern: names no field, as in '{publisher}/{date:%Y-%m-%d}_{slug}'")
    parts.append(re.escape(pattern[at:]))
    return re.compile(rf"(?:.*/)?{''.join(parts)}(?:\.\w{{1,8}}){{0,2}}"), names


def _of_form(form: str) -> str:
    """The regular expression of a date in the codes of `strftime`."""
    pattern = re.escape(form)
    for code, inner in _CODES.items():
        pattern = pattern.replace(f"%{code}", inner)
    if "%" in pattern:
        raise SettingsError(f"path_pattern: {form} has a code that is not read; there are %{', %'.join(_CODES)}")
    return pattern


def _value(name: str, fitted: re.Match[str], names: Mapping[str, str]) -> str:
    return "-".join(fitted[group].replace("_", " ") for group, known in names.items() if known == name)


def told(record: Record, facts: Iterable[Fact], *, is_guessed: bool = False) -> Record:
    """The record with what it lacks and the facts tell; each fact is a candidate, chosen or not.

    `is_guessed`: the record's own fields were guessed from a text that declares none, so that facts count more.
    """
    for fact in facts:
        version = _with_fact(_without(record, fact) if is_guessed else record, fact)
        version = record if is_guessed and not _has(version, fact) else version
        name = _CANDIDATES.get(fact.field, fact.field)
        candidate = Candidate(name, fact.value, fact.source, fact.field, is_chosen=version is not record)
        record = replace(version, candidates=(*version.candidates, candidate))
    return record


_CANDIDATES = {"date": "published_date"}
_HELD = {"date": "published", "author": "authors", "title": "title", "publisher": "publisher_name"}


# Formats of texts that declare no field: what a reader says of them is guessed.
GUESSED = frozenset({"markdown", "docx", "odt", "rtf", "pdf"})


def told_by_files(record: Record, facts: Iterable[Fact]) -> Record:
    """The record with what files about its own file tell."""
    return told(record, facts, is_guessed=record.raw_format in GUESSED)


def _has(record: Record, fact: Fact) -> bool:
    return fact.field not in _HELD or bool(getattr(record, _HELD[fact.field]))


def _without(record: Record, fact: Fact) -> Record:
    """The record without what was guessed for a field; a line that was taken for the title is one of the text again."""
    if fact.field == "author":
        return replace(record, authors=(), byline_raw=None)
    if fact.field == "title" and record.title is not None:
        is_same = record.title.text.casefold() == clean(fact.value).casefold()
        blocks = record.blocks if is_same else (Block("paragraph", record.title), *record.blocks)
        return replace(record, title=None, blocks=blocks)
    if fact.field == "date":
        return replace(record, published=None, published_source=None, published_basis=None)
    return replace(record, publisher_name=None) if fact.field == "publisher" else record


def _with_fact(record: Record, fact: Fact) -> Record:
    value = clean(fact.value)
    if fact.field == "date":
        moment = moment_of(value) or moment_of(value, _DAY_FIRST)
        if record.published is not None or moment is None:
            return record
        flags = tuple(flag for flag in record.quality_flags if flag != "date_missing")
        return replace(record, published=moment, published_source=fact.source, quality_flags=flags)
    if fact.field == "author":
        authors = parse_byline(value)
        return replace(record, authors=authors, byline_raw=value) if authors and not record.authors else record
    if fact.field == "title":
        if record.title is not None or not value:
            return record
        # The title has no place in the file, and with one passage that has none no raw span can be given.
        return replace(record, title=passage_of(value), has_raw_offsets=False)
    if fact.field == "url":
        is_new = record.url is None and "://" in value
        return replace(record, url=value, canonical_url=record.canonical_url or clean_url(value)) if is_new else record
    if fact.field == "language":
        code = language_code(value)
        return replace(record, language=code, analysis_language=code) if record.language is None and code else record
    if fact.field == "publisher":
        return replace(record, publisher_name=value) if record.publisher_name is None and value else record
    if fact.field == "section":
        return replace(record, section=value) if record.section is None and value else record
    if fact.field == "genre":
        return replace(record, genre=value) if record.genre is None and value else record
    return record
