"""From a command line to a run, and from how it ended to an exit code and a message that says what to do."""

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import version
from pathlib import Path

from pydantic import BaseModel

from broadsheet.flows.files import LockedError
from broadsheet.flows.settings import (
    RunOptions,
    Selection,
    Settings,
    from_environment,
    from_file,
    prefect_is_configured,
    prepare_prefect,
    settings,
    validated,
)
from broadsheet.transforms.errors import BroadsheetError, SettingsError

OK, FAILED, USAGE, LOCKED, INTERRUPTED = 0, 1, 2, 3, 130

_EPILOG = """\
exit codes: 0 done; 1 failed, the dataset is as it was; 2 wrong usage; 3 another run is writing there; 130 interrupted

examples:
  broadsheet ingest --raw data/raw --processed data/processed
  broadsheet ingest --raw /srv/news --processed /srv/dataset --batch-size 256 --processes 8 --wait 3600
  broadsheet status --processed data/processed
  broadsheet backfill --from 2024-03-01 --to 2024-03-31 --dry-run
  broadsheet backfill --stale
  broadsheet serve
  broadsheet verify --processed data/processed
  python -c 'import pandas; print(pandas.read_parquet("data/processed/current/sentences"))'

Each setting can be given as an environment variable, too: BROADSHEET_RAW, BROADSHEET_BATCH_SIZE, ..., or in a file
broadsheet.toml in this folder: batch_size = 64. DIR of --raw and --processed may be s3://bucket/prefix.
"""
# The settings that are options, with what stands for their value in the help.
_SETTINGS = {
    "raw": "DIR",
    "processed": "DIR",
    "work": "DIR",
    "endpoint": "URL",
    "region": "NAME",
    "batch_size": "N",
    "recogniser": "NAME",
    "kb": "FILE",
    "parse": None,
    "keep": "N",
    "max_reject_share": "SHARE",
    "file_seconds": "S",
}
_READING = ("processed", "work", "endpoint", "region", "recogniser", "kb", "parse")


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
    _add_ingest(commands.add_parser("ingest", help="read what is new or changed and publish the next snapshot"))
    _add_backfill(commands.add_parser("backfill", help="compute chosen files again and publish the next snapshot"))
    for name, command, told in (
        ("status", _status, "say what the dataset holds, what of it is stale and why"),
        ("verify", _verify, "check the current snapshot: its bytes, its rules, its counts"),
        ("report", _report, "print a page on the current snapshot: counts, rejects, drift against the one before"),
    ):
        reading = commands.add_parser(name, help=told)
        _add_settings(reading, _READING)
        reading.set_defaults(command=command)
        if name == "report":
            reading.add_argument("--output", type=Path, metavar="FILE", help="write it there, as HTML if so named")
    serve = commands.add_parser("serve", help="run the deployments of prefect.yaml on this machine, with no worker")
    serve.add_argument("--file", type=Path, default=Path("prefect.yaml"), help="Deployments. Default: prefect.yaml.")
    serve.set_defaults(command=_serve)
    dictionary = commands.add_parser("dictionary", help="print the data dictionary, DATA.md")
    dictionary.add_argument("--output", type=Path, metavar="FILE", help="write it there instead")
    dictionary.set_defaults(command=_dictionary)
    return parser


def _add_settings(parser: argparse.ArgumentParser, names: Iterable[str]) -> None:
    for name in names:
        field = Settings.model_fields[name]
        told = f"{field.description} Default: {field.default}."
        flag = f"--{name.replace('_', '-')}"
        if field.annotation is bool:
            parser.add_argument(flag, action=argparse.BooleanOptionalAction, default=None, help=field.description)
        else:
            parser.add_argument(flag, metavar=_SETTINGS[name], help=told)


def _add_ingest(parser: argparse.ArgumentParser) -> None:
    _add_run(parser, ("prune", "renew", "verify_content", "max_prune_share", "wait"))
    parser.set_defaults(command=_ingest)


def _add_backfill(parser: argparse.ArgumentParser) -> None:
    told = {name: field.description for name, field in Selection.model_fields.items()}
    parser.add_argument("--from", dest="first", metavar="DATE", help=told["first"])
    parser.add_argument("--to", dest="last", metavar="DATE", help=told["last"])
    parser.add_argument("--files", metavar="GLOB", help=told["files"])
    parser.add_argument("--stale", action="store_true", help=told["stale"])
    parser.add_argument("--all", action="store_true", help=told["all"])
    parser.add_argument(
        "--dry-run", action="store_true", help="Say what would be computed and how long it should take."
    )
    _add_run(parser, ("prune", "verify_content", "max_prune_share", "wait"))
    parser.set_defaults(command=_backfill)


def _add_run(parser: argparse.ArgumentParser, options: Iterable[str]) -> None:
    """What every command that publishes can be told."""
    _add_settings(parser, _SETTINGS)
    for name in options:
        field = RunOptions.model_fields[name]
        flag = f"--{name.replace('_', '-')}"
        if field.annotation is bool:
            parser.add_argument(flag, action="store_true", help=field.description)
        else:
            parser.add_argument(flag, metavar="N", help=f"{field.description} Default: {field.default:g}.")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--processes", metavar="N", help="Worker processes. Default: 2, or 1 on a single core.")
    where.add_argument("--dask", metavar="WHERE", help="Dask workers: local:N, or a scheduler as tcp://HOST:8786.")
    where.add_argument("--executor", metavar="KIND", help=Settings.model_fields["executor"].description)
    how = parser.add_mutually_exclusive_group()
    how.add_argument(
        "--flow", action="store_true", help="Run as a Prefect flow, on a temporary server if none is configured."
    )
    how.add_argument("--plain", action="store_true", help="Run without Prefect even if a server is configured.")


def _ingest(given: argparse.Namespace) -> int:
    chosen, options = settings(_values(given)), validated(RunOptions, _of(RunOptions, given))
    if _as_flow(given):
        # Here, since Prefect takes two seconds to import, and reads its environment then.
        from broadsheet.flows.prefect_flows import ingest_flow

        ingest_flow(chosen, options)
        return OK
    from broadsheet.flows.reports import run_summary
    from broadsheet.flows.run import conductor, ingest

    report = ingest.run(chosen, conductor.Plain(_show_progress), options)
    print(run_summary.summary(report))
    return OK


def _backfill(given: argparse.Namespace) -> int:
    chosen, options = settings(_values(given)), validated(RunOptions, _of(RunOptions, given))
    selection = validated(Selection, _of(Selection, given))
    from broadsheet.flows.reports import run_summary
    from broadsheet.flows.run import backfill, conductor

    if given.dry_run:
        print(backfill.estimate(chosen, selection))
        return OK
    if _as_flow(given):
        from broadsheet.flows.prefect_flows import backfill_flow

        backfill_flow(chosen, selection, options)
        return OK
    report = backfill.run(chosen, conductor.Plain(_show_progress), selection, options)
    print(run_summary.summary(report) if report else "no file was chosen: nothing was computed again")
    return OK


def _as_flow(given: argparse.Namespace) -> bool:
    configured = prefect_is_configured()
    if not given.flow and (given.plain or not configured):
        return False
    prepare_prefect(None if configured else Path("build/prefect"))
    return True


def _of(model: type[BaseModel], given: argparse.Namespace) -> dict[str, object]:
    """The options of a command that are fields of a model."""
    return {name: value for name, value in vars(given).items() if name in model.model_fields and value is not None}


def _serve(given: argparse.Namespace) -> int:
    configured = prefect_is_configured()
    prepare_prefect(None if configured else Path("build/prefect"))
    from broadsheet.flows import prefect_flows

    prefect_flows.serve_file(given.file, has_server=configured)
    return OK


def _status(given: argparse.Namespace) -> int:
    from broadsheet.flows.reports import status

    print(status.status(settings(_values(given))))
    return OK


def _report(given: argparse.Namespace) -> int:
    from broadsheet.flows.bucket import mirror
    from broadsheet.flows.reports import snapshot_page

    chosen = settings(_values(given))
    mirror.refresh(chosen)
    text = snapshot_page.page(chosen.processed)
    if given.output is None:
        print(text)
    elif given.output.suffix in (".html", ".htm"):
        given.output.write_text(snapshot_page.as_html(text), "utf-8")
    else:
        given.output.write_text(text, "utf-8")
    return OK


def _values(given: argparse.Namespace) -> dict[str, object]:
    """Settings by name: from the command line, else from the environment, else from broadsheet.toml."""
    options = _of(Settings, given)
    if getattr(given, "processes", None) is not None:
        options["executor"] = f"processes:{given.processes}"
    if getattr(given, "dask", None) is not None:
        options["executor"] = f"dask:{given.dask}"
    return {**from_file(), **from_environment(), **options}


def _verify(given: argparse.Namespace) -> int:
    from broadsheet.flows.bucket import mirror
    from broadsheet.flows.store import snapshots, verification

    chosen = settings(_values(given))
    mirror.refresh(chosen)
    found = [*mirror.damage(chosen), *verification.problems(chosen.processed)]
    for problem in found:
        print(problem)
    verdict = f"{len(found)} problems" if found else "no problem"
    print(f"snapshot {snapshots.current_id(chosen.processed)}: {verdict}")
    return FAILED if found else OK


def _dictionary(given: argparse.Namespace) -> int:
    from broadsheet.transforms.tables.declared.dataset import dictionary

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
