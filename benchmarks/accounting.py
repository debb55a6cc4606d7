"""From folders of files to whether everything in them is accounted for, in every place where a run tells of it.

    PYTHONPATH=. python benchmarks/accounting.py [FOLDER ...]

FOLDER holds raw files, or cases with a folder `raw` each. Prints of all folders files and articles by state, and of
each that does not add up what is wrong: the account itself, `_ops/files`, the lines in the terminal, the page of
Prefect.
"""

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

from broadsheet.flows.reports import run_summary
from broadsheet.flows.run import conductor, ingest
from broadsheet.flows.settings import RunOptions, settings
from broadsheet.flows.store import operations
from broadsheet.flows.store.ledger import STATES
from broadsheet.transforms.errors import BroadsheetError
from broadsheet.transforms.tables.declared.operations import FILES, REJECTS

CASES = Path(__file__).parents[1].parent / "shared" / "cases" / "intake"


def run(raw: Path, processed: Path) -> ingest.Report:
    """A run of the light tier over a folder."""
    chosen = {"raw": raw, "processed": processed, "recogniser": "none", "parse": False, "executor": "inline"}
    return ingest.run(
        settings({**chosen, "max_reject_share": 1}), conductor.Plain(lambda _: None), RunOptions.model_validate({})
    )


def faults(report: ingest.Report, processed: Path, n_files: int) -> list[str]:
    """What does not add up of a first run over a folder of `n_files` files."""
    account = report.account
    rows = operations.rows(processed, FILES)
    states = Counter(str(row["state"]) for row in rows)
    rejects = {row["raw_path"] for row in operations.rows(processed, REJECTS)}
    in_table = {state: states[state] for state in STATES}
    in_account = {
        **{state: n for state, n in account.articles.items() if state != "found"},
        "joined": account.files["joined"],
    }
    terminal, page = run_summary.summary(report), run_summary.page(report)
    lines = (f"files: {account.files['found']} found, {run_summary.states(account.files)}",
             f"articles: {account.articles['found']} found, {run_summary.states(account.articles)}")  # fmt: skip
    checks = {
        "files by state are not those found": account.files["found"] != sum(account.files[s] for s in STATES),
        "articles by state are not those found": 2 * account.articles["found"] != sum(account.articles.values()),
        f"of {n_files} files so many are told": account.files["found"] + report.skipped != n_files,
        f"_ops/files has {in_table}, the account {in_account}": in_table != in_account,
        "a rejected row is no reject": not {r["raw_path"] for r in rows if r["state"] == "rejected"} <= rejects,
        "articles has other rows than are kept": report.rows["articles"] != account.articles["kept"],
        "the terminal tells otherwise": not all(line in terminal for line in lines),
        "the page tells otherwise": run_summary.states(account.files) not in page
        or run_summary.states(account.articles) not in page,
    }
    return [name for name, is_fault in checks.items() if is_fault]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, default=sorted(CASES.glob("*/raw")))
    totals: Counter[str] = Counter()
    n_good = 0
    folders = parser.parse_args().folders
    for folder in folders:
        raw = folder / "raw" if (folder / "raw").is_dir() else folder
        with tempfile.TemporaryDirectory() as name:
            try:
                report = run(raw, Path(name) / "processed")
            except BroadsheetError as error:
                print(f"{folder}: {error}")
                continue
            wrong = faults(report, Path(name) / "processed", sum(path.is_file() for path in raw.rglob("*")))
        totals.update({f"files {state}": n for state, n in report.account.files.items()})
        totals.update({f"articles {state}": n for state, n in report.account.articles.items()})
        n_good += not wrong
        for fault in wrong:
            print(f"{folder}: {fault}")
    print(f"{n_good} of {len(folders)} folders add up:", ", ".join(f"{n} {what}" for what, n in totals.items()))
    return n_good < len(folders)


if __name__ == "__main__":
    sys.exit(main())
