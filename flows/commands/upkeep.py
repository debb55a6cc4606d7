"""The commands that look after a dataset: status, verify, repair, serve, and the dictionary of its columns."""

import argparse
import sys
from pathlib import Path

from broadsheet.flows.commands.command import FAILED, OK, Command
from broadsheet.flows.commands.options import (
    PLACE,
    SETTINGS,
    add_place,
    add_settings,
    fields_of,
    prepare_server,
    settings_of,
)
from broadsheet.flows.files import printable
from broadsheet.flows.settings import RunOptions, validated


def _add_status(parser: argparse.ArgumentParser) -> None:
    add_settings(parser, (*PLACE, "recogniser", "kb", "parse", "embeddings"))
    parser.add_argument(
        "--check",
        action="store_true",
        help="Say only what is amiss; exit codes 10 (stale), 11 (late), 12 (rejects).",
    )
    parser.add_argument("--max-age", type=float, metavar="HOURS", help="Of --check: late after so many hours.")


def _status(arguments: argparse.Namespace) -> int:
    from broadsheet.flows.reports import status

    state = status.status(settings_of(arguments))
    if not arguments.check:
        print(state)
        return OK
    faults = state.faults(arguments.max_age)
    for _, fault in faults:
        print(fault)
    return faults[0][0] if faults else OK


def _add_where(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", help="Path of a raw file, below the raw folder or whole, or file#member.")
    add_settings(parser, ("raw", *PLACE))


def _where(arguments: argparse.Namespace) -> int:
    from broadsheet.flows.reports import whereabouts

    print(printable(str(whereabouts.where(settings_of(arguments), arguments.file))))
    return OK


def _verify(arguments: argparse.Namespace) -> int:
    from broadsheet.flows.bucket import mirror
    from broadsheet.flows.health import verification
    from broadsheet.flows.store import snapshots

    chosen = settings_of(arguments)
    mirror.refresh(chosen)
    problems = [*mirror.damage(chosen), *verification.problems(chosen.processed)]
    for problem in problems:
        print(problem)
    verdict = f"{len(problems)} problems" if problems else "no problem"
    print(f"snapshot {snapshots.current_id(chosen.processed)}: {verdict}")
    return FAILED if problems else OK


def _add_repair(parser: argparse.ArgumentParser) -> None:
    add_settings(parser, SETTINGS)
    parser.add_argument("--wait", metavar="N", help=RunOptions.model_fields["wait"].description)


def _repair(arguments: argparse.Namespace) -> int:
    from broadsheet.flows.run import conductor, repairing

    chosen, options = settings_of(arguments), validated(RunOptions, fields_of(RunOptions, arguments))
    outcome = repairing.run(chosen, conductor.Plain(lambda _: None), options)
    for note in outcome.notes:
        print(note)
    if outcome.failure is not None:
        raise outcome.failure
    print(f"mended: {len(outcome.notes)} faults" if outcome.notes else "nothing was damaged")
    return OK


def _add_forget(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("target", help="Id, key or address of an article, raw path of a file, or domain of an outlet.")
    parser.add_argument("--reason", required=True, help="Why, for the record in _ops/runs.")
    parser.add_argument(
        "--exports", action="append", type=Path, default=[], metavar="DIR", help="Folder of exports to remove, too."
    )
    add_settings(parser, SETTINGS)
    parser.add_argument("--wait", metavar="N", help=RunOptions.model_fields["wait"].description)


def _forget(arguments: argparse.Namespace) -> int:
    from broadsheet.flows.run import conductor, forgetting

    chosen, options = settings_of(arguments), validated(RunOptions, fields_of(RunOptions, arguments))
    request = forgetting.Request(arguments.target, arguments.reason, tuple(arguments.exports))
    n_articles = forgetting.run(chosen, conductor.Plain(lambda _: None), request, options)
    print(f"forgotten: {n_articles} articles, from the current snapshot, the cache and _ops; older snapshots are gone")
    return OK


def _add_serve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--file", type=Path, default=Path("prefect.yaml"), help="Deployments. Default: prefect.yaml.")


def _serve(arguments: argparse.Namespace) -> int:
    has_server = prepare_server()
    from broadsheet.flows.orchestration import serving

    serving.serve_file(arguments.file, has_server=has_server)
    return OK


def _add_dictionary(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--output", type=Path, metavar="FILE", help="write it there instead")


def _dictionary(arguments: argparse.Namespace) -> int:
    from broadsheet.transforms.tables.declared.dataset import dictionary

    if arguments.output is None:
        sys.stdout.write(dictionary())
    else:
        arguments.output.write_text(dictionary(), "utf-8")
    return OK


COMMANDS = (
    Command("status", "say what the dataset holds, what of it is stale and why", _add_status, _status),
    Command("where", "say what became of a raw file and of the articles in it", _add_where, _where),
    Command("verify", "check every byte of the dataset and its cache, and the rules of its tables", add_place, _verify),
    Command("repair", "mend what is damaged, from objects, cache or raw files; say what is lost", _add_repair, _repair),
    Command("forget", "purge an article, a file or an outlet, and keep it from coming back", _add_forget, _forget),
    Command("serve", "run the deployments of prefect.yaml on this machine, with no worker", _add_serve, _serve),
    Command("dictionary", "print the data dictionary, DATA.md", _add_dictionary, _dictionary),
)
