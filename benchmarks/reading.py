"""From a published dataset to what reading it costs, against the same rows in one file, and what our attrs cost.

For `articles` and `sentences`: files, bytes, the share of footers, and seconds of processor time by pandas, each the
least of several turns taken by turns; `python -m benchmarks.scale` makes datasets to read and writes the figures down.
"""

import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq

TURNS = 7
OPERATIONS = 2000
TABLES = ("articles", "sentences")

Figures = dict[str, float]


def seconds(calls: dict[str, Callable[[], object]], turns: int = TURNS) -> Figures:
    """Processor time of calls, the least of several, taken in turn, so that a busy machine treats them alike."""
    best = dict.fromkeys(calls, float("inf"))
    for _ in range(turns):
        for name, call in calls.items():
            started = time.process_time()
            call()
            best[name] = min(best[name], time.process_time() - started)
    return best


def reading(table: Path, aside: Path) -> Figures:
    """What a table costs to read as it is published, and from one file, which is written aside for that."""
    parts = sorted(table.glob("*.parquet"))
    pq.write_table(pq.read_table(table), aside, compression="zstd")
    took = seconds({"parts": lambda: pd.read_parquet(table), "one file": lambda: pd.read_parquet(aside)})
    aside.unlink()
    footers = [pq.read_metadata(part).serialized_size for part in parts]
    n_bytes = sum(part.stat().st_size for part in parts)
    return {
        "files": len(parts),
        "megabytes": round(n_bytes / 1e6, 2),
        "largest_footer_kilobytes": round(max(footers) / 1e3, 1),
        "footer_share": round(sum(footers) / n_bytes, 4),
        "cpu_seconds": round(took["parts"], 3),
        "cpu_seconds_of_one_file": round(took["one file"], 3),
        "ratio": round(took["parts"] / took["one file"], 2),
    }


def attrs(table: Path) -> Figures:
    """What our attrs cost an operation on a column, in milliseconds."""
    column = pd.read_parquet(table, columns=["n_words"])["n_words"].head(5000)
    bare = column.copy()
    bare.attrs = {}

    def repeated(values: "pd.Series[int]") -> Callable[[], object]:
        return lambda: [values + 1 for _ in range(OPERATIONS)]

    took = seconds({"with": repeated(column), "without": repeated(bare)})
    return {f"ms_{name}_attrs": round(1e3 * spent / OPERATIONS, 4) for name, spent in took.items()}


def figures(view: Path, aside: Path) -> dict[str, Figures]:
    """All of it, for a view of a dataset."""
    return {**{name: reading(view / name, aside) for name in TABLES}, "n_words + 1": attrs(view / "sentences")}
