"""The command line: a command, its exit code, and a message that says what to do."""

import argparse
import contextlib
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import NoReturn

from broadsheet.flows.commands import coding, exports, known, pages, preview, runs, upkeep
from broadsheet.flows.commands.command import FAILED, INTERRUPTED, LOCKED, OK, TERMINATED, USAGE
from broadsheet.flows.files import LockedError, printable
from broadsheet.transforms import __version__
from broadsheet.transforms.errors import BroadsheetError, SettingsError

__all__ = ["FAILED", "INTERRUPTED", "LOCKED", "OK", "TERMINATED", "USAGE", "main"]

COMMANDS = (
    *(*runs.COMMANDS, *upkeep.COMMANDS, *pages.COMMANDS, *preview.COMMANDS),
    *(*exports.COMMANDS, *coding.COMMANDS, *known.COMMANDS),
)
_UNHARMED = "the dataset is as it was published last; run again to go on with the batches that are done"
_EPILOG = """\
exit codes: 0 done; 1 failed, the dataset is as it was; 2 wrong usage; 3 another run is writing there; 130 interrupted;
143 terminated; `status --check`: 10 stale, 11 late, 12 rejects, the first that holds of 11, 10, 12

examples:
  broadsheet ingest --raw data/raw --processed data/processed
  broadsheet ingest --raw /srv/news --processed /srv/dataset --batch-size 256 --processes 8 --wait 3600
  broadsheet status --processed data/processed
  broadsheet status --check --max-age 26
  broadsheet where 2024-03/export.zip
  broadsheet backfill --from 2024-03-01 --to 2024-03-31 --dry-run
  broadsheet backfill --stale
  broadsheet preview data/raw/articles.csv --columns title=headline,text=clean_text
  broadsheet serve
  broadsheet verify --processed data/processed
  python -c 'import pandas; print(pandas.read_parquet("data/processed/current/sentences"))'

Each setting can be given as an environment variable, too: BROADSHEET_RAW, BROADSHEET_BATCH_SIZE, ..., or in a file
broadsheet.toml in this folder: batch_size = 64. DIR of --raw and --processed may be s3://bucket/prefix.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives its exit code."""
    options = parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        with _termination():
            return run(options)
    except SettingsError as error:
        return _fail(error, USAGE)
    except LockedError as error:
        return _fail(error, LOCKED)
    except BroadsheetError as error:
        return _fail(error, FAILED)
    except TerminatedError:
        _say(f"terminated: {_UNHARMED}")
        return TERMINATED
    except KeyboardInterrupt:
        _say(f"interrupted: {_UNHARMED}")
        return INTERRUPTED


class TerminatedError(BaseException):
    """The process was asked to end, as service managers do; like an interrupt, no error of ours."""


@contextlib.contextmanager
def _termination() -> Iterator[None]:
    """Let a request to end the process unwind it, so that it says so and ends its workers."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, _terminate)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _terminate(*_: object) -> NoReturn:
    raise TerminatedError


def parser() -> argparse.ArgumentParser:
    """What reads a command line."""
    whole = argparse.ArgumentParser(
        prog="broadsheet",
        description="Turn a folder of raw news-article files into an analysis dataset in Parquet.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    whole.add_argument("--version", action="version", version=f"broadsheet {__version__}")
    parsers = whole.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        options = parsers.add_parser(command.name, help=command.help)
        command.add_options(options)
        options.set_defaults(run=command.run)
    return whole


def _fail(error: BroadsheetError, code: int) -> int:
    _say(f"error: {error}")
    return code


def _say(message: str) -> None:
    # A file name may hold control characters, which must not reach the terminal.
    sys.stderr.write(f"broadsheet: {printable(message)}\n")


if __name__ == "__main__":
    sys.exit(main())
