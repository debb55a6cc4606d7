"""The commands that look after a dataset: status, verify, serve, and the dictionary of its columns."""

import argparse
import sys
from pathlib import Path

from broadsheet.flows.commands.command import FAILED, OK, Command
from broadsheet.flows.commands.options import PLACE, add_place, add_settings, prepare_server, settings_of


def _add_status(parser: argparse.ArgumentParser) -> None:
    add_settings(parser, (*PLACE, "recogniser", "kb", "parse"))


def _status(given: argparse.Namespace) -> int:
    from broadsheet.flows.reports import status

    print(status.status(settings_of(given)))
    return OK


def _verify(given: argparse.Namespace) -> int:
    from broadsheet.flows.bucket import mirror
    from broadsheet.flows.store import snapshots, verification

    chosen = settings_of(given)
    mirror.refresh(chosen)
    problems = [*mirror.damage(chosen), *verification.problems(chosen.processed)]
    for problem in problems:
        print(problem)
    verdict = f"{len(problems)} problems" if problems else "no problem"
    print(f"snapshot {snapshots.current_id(chosen.processed)}: {verdict}")
    return FAILED if problems else OK


def _add_serve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--file", type=Path, default=Path("prefect.yaml"), help="Deployments. Default: prefect.yaml.")


def _serve(given: argparse.Namespace) -> int:
    has_server = prepare_server()
    from broadsheet.flows import prefect_flows

    prefect_flows.serve_file(given.file, has_server=has_server)
    return OK


def _add_dictionary(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--output", type=Path, metavar="FILE", help="write it there instead")


def _dictionary(given: argparse.Namespace) -> int:
    from broadsheet.transforms.tables.declared.dataset import dictionary

    if given.output is None:
        sys.stdout.write(dictionary())
    else:
        given.output.write_text(dictionary(), "utf-8")
    return OK


COMMANDS = (
    Command("status", "say what the dataset holds, what of it is stale and why", _add_status, _status),
    Command("verify", "check the current snapshot: its bytes, its rules, its counts", add_place, _verify),
    Command("serve", "run the deployments of prefect.yaml on this machine, with no worker", _add_serve, _serve),
    Command("dictionary", "print the data dictionary, DATA.md", _add_dictionary, _dictionary),
)
