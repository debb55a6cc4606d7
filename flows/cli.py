"""From a command line to a run, and from how it ended to an exit code and a message that says what to do."""

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path

from flows.files import LockedError
from flows.settings import Settings, from_environment, prefect_is_configured, prepare_prefect, settings
from transforms.errors import BroadsheetError, SettingsError

OK, FAILED, USAGE, LOCKED, INTERRUPTED = 0, 1, 2, 3, 130

_EPILOG = """\
exit codes: 0 done; 1 failed, the dataset is as it was; 2 wrong usage; 3 another run is writing there; 130 interrupted

examples:
  broadsheet ingest --raw data/raw --processed data/processed
  broadsheet ingest --raw /srv/news --processed /srv/dataset --batch-size 256 --processes 8
  broadsheet verify --processed data/processed
  python -c 'import pandas; print(pandas.read_parquet("data/processed/current/sentences"))'

Each option of ingest can be given as an environment variable, too: BROADSHEET_RAW, BROADSHEET_BATCH_SIZE, ...
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives its exit code."""
    given = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = given.command
    try:
        return command(given)
    except SettingsError as error:
        return _fail(error, USAGE)
    except LockedError as error:
        return _fail(error, LOCKED)
    except BroadsheetError as error:
        return _fail(error, FAILED)
    except KeyboardInterrupt:
        _say("interrupted: nothing was published; run again to go on with the batches that are done")
        return INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="broadsheet",
        description="Turn a folder of raw news-article files into an analysis dataset in Parquet.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"broadsheet {version('broadsheet')}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_ingest(commands.add_parser("ingest", help="read every raw file and publish the next snapshot"))
    verify = commands.add_parser("verify", help="check the current snapshot: its bytes, its rules, its counts")
    verify.add_argument("--processed", type=Path, metavar="DIR", help="folder of the dataset")
    verify.set_defaults(command=_verify)
    dictionary = commands.add_parser("dictionary", help="print the data dictionary, DATA.md")
    dictionary.add_argument("--output", type=Path, metavar="FILE", help="write it there instead")
    dictionary.set_defaults(command=_dictionary)
    return parser


def _add_ingest(parser: argparse.ArgumentParser) -> None:
    told = {name: field.description for name, field in Settings.model_fields.items()}
    for name, metavar in (
        ("raw", "DIR"),
        ("processed", "DIR"),
        ("batch_size", "N"),
        ("recogniser", "NAME"),
        ("keep", "N"),
        ("max_reject_share", "SHARE"),
        ("file_seconds", "S"),
    ):
        default = Settings.model_fields[name].default
        parser.add_argument(f"--{name.replace('_', '-')}", metavar=metavar, help=f"{told[name]} Default: {default}.")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--processes", metavar="N", help="Worker processes. Default: 2, or 1 on a single core.")
    where.add_argument("--executor", metavar="KIND", help=told["executor"])
    how = parser.add_mutually_exclusive_group()
    how.add_argument(
        "--flow", action="store_true", help="Run as a Prefect flow, on a temporary server if none is configured."
    )
    how.add_argument("--plain", action="store_true", help="Run without Prefect even if a server is configured.")
    parser.set_defaults(command=_ingest)


def _ingest(given: argparse.Namespace) -> int:
    chosen = settings(_values(given))
    configured = prefect_is_configured()
    if given.flow or (configured and not given.plain):
        prepare_prefect(None if configured else Path("build/prefect"))
        # Here, since Prefect takes two seconds to import, and reads its environment then.
        from flows.ingest_flow import ingest_flow

        ingest_flow(chosen)
        return OK
    from flows import ingest, reporting

    report = ingest.run(chosen, ingest.Plain(_show_progress))
    print(reporting.summary(report))
    return OK


def _values(given: argparse.Namespace) -> dict[str, object]:
    """Settings by name: from the command line, else from the environment."""
    options = {
        name: value for name, value in vars(given).items() if name in Settings.model_fields and value is not None
    }
    if getattr(given, "processes", None) is not None:
        options["executor"] = f"processes:{given.processes}"
    return {**from_environment(), **options}


def _verify(given: argparse.Namespace) -> int:
    from flows import snapshots, verify

    chosen = settings(_values(given))
    found = list(verify.problems(chosen.processed))
    for problem in found:
        print(problem)
    verdict = f"{len(found)} problems" if found else "no problem"
    print(f"snapshot {snapshots.current_id(chosen.processed)}: {verdict}")
    return FAILED if found else OK


def _dictionary(given: argparse.Namespace) -> int:
    from transforms.tables import dictionary

    if given.output is None:
        sys.stdout.write(dictionary())
    else:
        given.output.write_text(dictionary(), "utf-8")
    return OK


def _show_progress(progress: object) -> None:
    """One line a batch; on a terminal, one line that changes."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K{progress}")
    else:
        sys.stderr.write(f"{progress}\n")
    sys.stderr.flush()


def _fail(error: BroadsheetError, code: int) -> int:
    _say(f"error: {error}")
    return code


def _say(message: str) -> None:
    # A file name may hold control characters, which must not reach the terminal.
    printable = "".join(c if c.isprintable() or c == "\n" else f"\\u{ord(c):04x}" for c in message)
    sys.stderr.write(f"broadsheet: {printable}\n")


if __name__ == "__main__":
    sys.exit(main())
