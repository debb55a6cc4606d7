"""The commands that compute and publish: ingest and backfill, plain or as a Prefect flow."""

import argparse
import sys
from collections.abc import Iterable

from broadsheet.flows.commands.command import OK, Command
from broadsheet.flows.commands.options import SETTINGS, add_settings, fields_of, prepare_server, settings_of
from broadsheet.flows.files import printable
from broadsheet.flows.settings import RunOptions, Selection, Settings, prefect_url, validated


def _add_ingest(parser: argparse.ArgumentParser) -> None:
    _add_run(parser, ("prune", "renew", "verify_content", "max_prune_share", "wait"))


def _add_backfill(parser: argparse.ArgumentParser) -> None:
    meanings = {name: field.description for name, field in Selection.model_fields.items()}
    parser.add_argument("--from", dest="first", metavar="DATE", help=meanings["first"])
    parser.add_argument("--to", dest="last", metavar="DATE", help=meanings["last"])
    parser.add_argument("--files", metavar="GLOB", help=meanings["files"])
    parser.add_argument("--stale", action="store_true", help=meanings["stale"])
    parser.add_argument("--all", action="store_true", help=meanings["all"])
    parser.add_argument(
        "--dry-run", action="store_true", help="List the files that would be computed, and say how long it should take."
    )
    _add_run(parser, ("prune", "renew", "verify_content", "max_prune_share", "wait"))


def _add_run(parser: argparse.ArgumentParser, options: Iterable[str]) -> None:
    """What every command that publishes takes."""
    add_settings(parser, SETTINGS)
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


def _ingest(arguments: argparse.Namespace) -> int:
    chosen, options = settings_of(arguments), validated(RunOptions, fields_of(RunOptions, arguments))
    if _as_flow(arguments):
        # Here, since Prefect takes two seconds to import, and reads its environment then.
        from broadsheet.flows.prefect_flows import ingest_flow

        ingest_flow(chosen, options)
        return OK
    from broadsheet.flows.reports import run_summary
    from broadsheet.flows.run import conductor, ingest

    report = ingest.run(chosen, conductor.Plain(_show_progress), options)
    print(run_summary.summary(report))
    return OK


def _backfill(arguments: argparse.Namespace) -> int:
    chosen, options = settings_of(arguments), validated(RunOptions, fields_of(RunOptions, arguments))
    selection = validated(Selection, fields_of(Selection, arguments))
    from broadsheet.flows.reports import run_summary
    from broadsheet.flows.run import backfill, conductor

    if arguments.dry_run:
        estimate = backfill.estimate(chosen, selection)
        for path in estimate.paths:
            print(printable(path))
        print(estimate)
        return OK
    if _as_flow(arguments):
        from broadsheet.flows.prefect_flows import backfill_flow

        backfill_flow(chosen, selection, options)
        return OK
    report = backfill.run(chosen, conductor.Plain(_show_progress), selection, options)
    print(run_summary.summary(report) if report else "no file was chosen: nothing was computed again")
    return OK


def _as_flow(arguments: argparse.Namespace) -> bool:
    if not arguments.flow and (arguments.plain or not prefect_url()):
        return False
    prepare_server()
    return True


def _show_progress(progress: object) -> None:
    """One line a batch; on a terminal, one line that changes."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K{progress}")
    else:
        sys.stderr.write(f"{progress}\n")
    sys.stderr.flush()


COMMANDS = (
    Command("ingest", "read what is new or changed and publish the next snapshot", _add_ingest, _ingest),
    Command("backfill", "compute chosen files again and publish the next snapshot", _add_backfill, _backfill),
)
