"""The commands that show a dataset to a person."""

import argparse
from pathlib import Path

from broadsheet.flows.commands.command import OK, Command
from broadsheet.flows.commands.options import add_place, settings_of


def _add_report(parser: argparse.ArgumentParser) -> None:
    add_place(parser)
    parser.add_argument("--output", type=Path, metavar="FILE", help="write it there, as HTML if so named")


def _report(given: argparse.Namespace) -> int:
    from broadsheet.flows.bucket import mirror
    from broadsheet.flows.reports import snapshot_page

    chosen = settings_of(given)
    mirror.refresh(chosen)
    text = snapshot_page.page(chosen.processed)
    if given.output is None:
        print(text)
    elif given.output.suffix in (".html", ".htm"):
        given.output.write_text(snapshot_page.as_html(text), "utf-8")
    else:
        given.output.write_text(text, "utf-8")
    return OK


COMMANDS = (
    Command(
        "report",
        "print a page on the current snapshot: counts, rejects, drift against the one before",
        _add_report,
        _report,
    ),
)
