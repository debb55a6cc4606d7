"""The commands that show a dataset to a person: the report on a snapshot, an article with its marks."""

import argparse
from pathlib import Path

from broadsheet.flows.commands.command import OK, Command
from broadsheet.flows.commands.options import PLACE, add_place, add_settings, dataset_of
from broadsheet.flows.files import printable

_REPORT = Path("report.html")
_BROWSE = Path("build/browse")
# The port that datasette takes by default.
_PORT = 8001
_MATCHES = 10


def _add_report(parser: argparse.ArgumentParser) -> None:
    add_place(parser)
    parser.add_argument("--output", type=Path, metavar="FILE", default=_REPORT, help=f"The page. Default: {_REPORT}.")


def _report(arguments: argparse.Namespace) -> int:
    from broadsheet.flows.reports import snapshot_page

    chosen = dataset_of(arguments)
    snapshot_page.write(chosen.processed, arguments.output)
    print(f"report written to {arguments.output}")
    return OK


def _add_show(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("article", metavar="ARTICLE", help="Its id, its address, or its raw file below the raw folder.")
    add_settings(parser, ("raw", *PLACE))
    parser.add_argument("--output", type=Path, metavar="FILE", help="Write it there as a page of HTML.")


def _show(arguments: argparse.Namespace) -> int:
    from broadsheet.flows.exports import database
    from broadsheet.flows.reports import article_rows

    chosen = dataset_of(arguments)
    raw = chosen.raw if isinstance(chosen.raw, Path) else None
    with database.opened(chosen.processed) as connection:
        rows = article_rows.load(connection, article_rows.find(connection, _name(arguments.article, raw)))
    if arguments.output:
        from broadsheet.flows import files
        from broadsheet.flows.reports import article_page

        files.save(arguments.output, article_page.page(rows, raw).encode())
        print(f"article written to {arguments.output}")
        return OK
    from rich.console import Console

    from broadsheet.flows.reports import article_text

    article_text.show(rows, Console(highlight=False), raw)
    return OK


def _name(article: str, raw: Path | None) -> str:
    """What was given, or its path below the raw folder where it is a file there: a shell completes whole paths."""
    path = Path(article)
    if raw and path.is_file() and path.resolve().is_relative_to(raw.resolve()):
        return path.resolve().relative_to(raw.resolve()).as_posix()
    return article


def _add_browse(parser: argparse.ArgumentParser) -> None:
    add_place(parser)
    parser.add_argument("--port", type=int, default=_PORT, metavar="N", help=f"Port on this machine. Default: {_PORT}.")


def _browse(arguments: argparse.Namespace) -> int:
    from broadsheet.flows.reports.site import browser

    chosen = dataset_of(arguments)
    print(f"http://{browser.HOST}:{arguments.port} answers this machine alone; stop it with Ctrl-C", flush=True)
    browser.serve(chosen.processed, _BROWSE, arguments.port)
    return OK


def _add_search(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", metavar="WORDS", help="What is looked for, in English: words, or a whole sentence.")
    add_place(parser)
    parser.add_argument("--sentences", action="store_true", help="Sentences in place of articles.")
    parser.add_argument("--top", type=int, default=_MATCHES, metavar="N", help=f"How many. Default: {_MATCHES}.")


def _search(arguments: argparse.Namespace) -> int:
    from broadsheet.flows.reports import search

    chosen = dataset_of(arguments)
    find = search.sentences if arguments.sentences else search.articles
    for match in find(chosen.processed, arguments.words, arguments.top):
        about = [str(fact) for fact in (match.published_date, match.publisher_domain, match.article_id) if fact]
        print(printable(f"{match.likeness:.2f}  {match.title or 'no title'} ({', '.join(about)})"))
        print(printable(f"      {match.sentence}"))
    return OK


COMMANDS = (
    Command("browse", "search and read the articles in a browser, on this machine alone", _add_browse, _browse),
    Command(
        "report", "write a page on the current snapshot: who is named and quoted, gaps, drift", _add_report, _report
    ),
    Command("search", "find articles or sentences by what they say, where a run made embeddings", _add_search, _search),
    Command("show", "show an article with its names, quotes and dates, and where each fact was read", _add_show, _show),
)
