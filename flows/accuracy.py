"""The accuracy of the shipped models on texts that people marked, as rows of `quality`: written by a benchmark."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("accuracy.tsv")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: what was measured, of which table, on which part of its rows, of how many marked ones in which gold."""

    check: str
    table: str
    part: str
    value: float
    n: int
    gold: str


def text(figures: Iterable[Figure]) -> str:
    """The file's text."""
    names = [field.name for field in fields(Figure)]
    rows = [
        [f"{figure.value:.4f}" if name == "value" else str(getattr(figure, name)) for name in names]
        for figure in figures
    ]
    return "".join("\t".join(row) + "\n" for row in [names, *rows])


def figures() -> list[Figure]:
    """The figures of this release."""
    _, *rows = (line.split("\t") for line in FILE.read_text("utf-8").splitlines())
    return [Figure(check, table, part, float(value), int(n), gold) for check, table, part, value, n, gold in rows]


def quality_rows() -> list[dict[str, Any]]:
    """The figures as rows of `quality`; they have no bounds of their own."""
    return [{**asdict(figure), "status": "ok"} for figure in figures()]
