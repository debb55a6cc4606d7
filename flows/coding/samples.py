"""The folder that coders get: sheets without our answers, and the design that weighs them."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import pyarrow as pa

from broadsheet.flows import files
from broadsheet.flows.coding.units import Unit, units
from broadsheet.flows.exports.tables import SPECS, ExportTable
from broadsheet.flows.exports.text_files import write_csv
from broadsheet.flows.store import snapshots
from broadsheet.transforms.errors import SettingsError
from broadsheet.transforms.estimation.sampling import Drawn, random_sample, score_sample, stratified_sample

SHEET, DESIGN = "sheet.csv", "design.json"
_READ = ("unit", "outlet", "day", "title", "text", "context")


@dataclass(frozen=True, slots=True)
class SampleOrder:
    """What to draw: a table's units that `where` chooses, how many, how, and the columns that coders answer.

    `by` is the column of the strata, or of the score.
    """

    table: str
    columns: tuple[str, ...]
    size: int
    design: str
    by: str | None
    where: str | None
    seed: int


def draw(processed: Path, order: SampleOrder, folder: Path) -> int:
    """Write a sample to a new folder; gives how many units were drawn.

    Raises  SettingsError, when the folder is there, nothing can be drawn, or a column is missing
    """
    if folder.exists():
        raise SettingsError(f"{folder} is there already: remove it, or give another folder")
    if (order.by is None) != (order.design == "random"):
        raise SettingsError("give --by COLUMN for a stratified sample, or one by score, and only for these")
    columns = dict.fromkeys([*order.columns, *([order.by] if order.by else [])])
    every = units(processed, order.table, list(columns), order.where)
    drawn = _drawn(every, order)
    chosen = [every[unit.place] for unit in drawn]
    files.make_folder(folder)
    _write_sheet(chosen, order.columns, folder / SHEET)
    files.save(folder / "label_studio.json", _json([{"data": _read(unit)} for unit in chosen]))
    files.save(folder / "label_studio.xml", _label_config(order).encode())
    lines = (json.dumps({**_read(unit), "label": []}, ensure_ascii=False) + "\n" for unit in chosen)
    files.save(folder / "doccano.jsonl", "".join(lines).encode())
    files.save(folder / DESIGN, _json(_design(processed, order, every, drawn)))
    return len(drawn)


def _drawn(every: Sequence[Unit], order: SampleOrder) -> list[Drawn]:
    keys = [unit.unit for unit in every]
    if order.design == "random" or order.by is None:
        return random_sample(keys, order.size, order.seed)
    values = [unit.ours[order.by] for unit in every]
    if order.design == "stratified":
        return stratified_sample(keys, [value or "" for value in values], order.size, order.seed)
    try:
        scores = [None if value is None else float(value) for value in values]
    except ValueError as error:
        raise SettingsError(f"--by {order.by} is no score: {error}") from error
    return score_sample(keys, scores, order.size, order.seed)


def _design(processed: Path, order: SampleOrder, every: Sequence[Unit], drawn: Sequence[Drawn]) -> dict[str, Any]:
    """All that an estimate needs besides the answers; our values are here, and not in the sheets."""
    strata = [(unit.ours[order.by] or "") if order.design == "stratified" and order.by else "" for unit in every]
    counts: dict[str, dict[str, Counter[str]]] = {}
    for unit, stratum in zip(every, strata, strict=True):
        for name in order.columns:
            counts.setdefault(stratum, {}).setdefault(name, Counter())[unit.ours[name] or ""] += 1
    return {
        "snapshot": snapshots.current_id(processed),
        **asdict(order),
        "population": counts,
        "units": {
            every[unit.place].unit: {
                "stratum": unit.stratum,
                "probability": unit.probability,
                "ours": {name: every[unit.place].ours[name] or "" for name in order.columns},
            }
            for unit in drawn
        },
    }


def _write_sheet(chosen: Sequence[Unit], columns: Sequence[str], path: Path) -> None:
    read = [_read(unit) for unit in chosen]
    values = {name: pa.array([row[name] for row in read], pa.string()) for name in _READ}
    blank = {name: pa.nulls(len(chosen), pa.string()) for name in columns}
    sheet = pa.table({**values, **blank})
    write_csv(ExportTable("sheet", None, sheet.schema, lambda: iter([sheet])), path)


def _read(unit: Unit) -> dict[str, str | None]:
    return {name: getattr(unit, name) for name in _READ}


def _label_config(order: SampleOrder) -> str:
    """The labelling interface of Label Studio: the words, what is around them, and a question for each column."""
    declared = {column.name: column for column in SPECS[order.table].columns}
    questions = []
    for name in order.columns:
        column = declared.get(name)
        if column is not None and column.values:
            choices = "".join(f"<Choice value={quoteattr(value)}/>" for value in column.values)
            questions.append(
                f'  <Header value={quoteattr(column.description)}/>\n  <Choices name="{name}" toName="text">'
            )
            questions[-1] += f"{choices}</Choices>"
        else:
            questions.append(f'  <Header value="{name}"/>\n  <TextArea name="{name}" toName="text"/>')
    texts = '  <Text name="text" value="$text"/>\n  <Text name="context" value="$context"/>'
    return "\n".join(["<View>", texts, *questions, "</View>", ""])


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
