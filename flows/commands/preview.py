"""The command that shows the first articles of one file as they would be read, before a run reads them all."""

import argparse
import textwrap
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from broadsheet.flows.commands.command import FAILED, OK, Command
from broadsheet.flows.commands.options import add_settings, settings_of

if TYPE_CHECKING:
    from broadsheet.transforms.readers.told import Told
    from broadsheet.transforms.records.record import Record

# What fits on a screen: articles, the characters of a text (three lines of it), the columns of a line. Set by hand.
_ARTICLES = 5
_TEXT = 240
_WIDTH = 100


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="The raw file.")
    parser.add_argument("--articles", type=int, default=_ARTICLES, metavar="N", help="How many. Default: 5.")
    add_settings(parser, ("columns", "path_pattern"))


def _run(arguments: argparse.Namespace) -> int:
    from broadsheet.flows.raw import listings
    from broadsheet.transforms.errors import SettingsError

    chosen = settings_of(arguments)
    try:
        data, _ = listings.read(arguments.file)
    except listings.RefusedError as refusal:
        raise SettingsError(f"{arguments.file}: {refusal.message}") from refusal
    n_articles = 0
    for line, is_article in _lines(arguments.file, data, chosen.told, max(arguments.articles, 1)):
        n_articles += is_article
        print(line)
    return OK if n_articles else FAILED


def _lines(path: Path, data: bytes, declared: "Told", most: int) -> Iterator[tuple[str, bool]]:
    """What is shown of each article or reject, and whether it is an article."""
    from broadsheet.transforms.readers import read_many, sniff
    from broadsheet.transforms.readers.told import facts_of_path
    from broadsheet.transforms.readers.told import told as with_facts
    from broadsheet.transforms.records.record import Record

    yield f"{path}: {len(data)} bytes, {sniff(data) or 'empty'}", False
    for record in islice(read_many(data, dict(declared.columns) or None), most):
        if isinstance(record, Record):
            facts = facts_of_path(path.as_posix(), declared.path_pattern) if declared.path_pattern else []
            yield _article(with_facts(record, facts)), True
        else:
            yield f"\n  rejected {record.member}: {record.code}: {record.message}", False


def _article(record: "Record") -> str:
    from broadsheet.transforms.records.record import BODY_KINDS

    text = " ".join(block.passage.text for block in record.blocks if block.kind in BODY_KINDS)
    rows = {
        "columns": next((candidate.value for candidate in record.candidates if candidate.field == "columns"), None),
        "title": record.title.text if record.title else None,
        "date": record.published.day.isoformat() if record.published else None,
        "authors": ", ".join(author.name for author in record.authors) or None,
        "outlet": record.publisher_name,
        "section": record.section,
        "language": record.language,
        "url": record.canonical_url or record.url,
        "flags": ", ".join(record.quality_flags) or None,
        "text": f"{len(text)} characters: {text[:_TEXT]}" if text else None,
    }
    lines = [f"\n  article {record.member or 1} ({record.raw_format})"]
    for name, value in rows.items():
        if value:
            first = f"    {name:9} "
            lines.append(textwrap.fill(value, _WIDTH, initial_indent=first, subsequent_indent=" " * len(first)))
    return "\n".join(lines)


COMMANDS = (Command("preview", "show the first articles of a file as they would be read", _add_options, _run),)
