"""From the web pages beside the project to one table: our reader and its peers, by accuracy and speed.

    PYTHONPATH=. python benchmarks/web_pages.py [--peers PYTHON] [--save FOLDER] [SET ...]

`--peers` is the interpreter that has the peers installed; without it they are left out. `--save` keeps what each tool
made of each page, as FOLDER/TOOL/SET.jsonl. Pages are read from memory; figures are those of the gold's scorer.
Speed is pages per CPU-second: `meta` is all fields but the body, `full` is everything.
"""

import argparse
import importlib.util
import json
import subprocess
import time as clock
from collections.abc import Callable
from datetime import datetime, time, timedelta, timezone
from pathlib import Path
from types import ModuleType
from typing import Any

from broadsheet.transforms.readers.html.page_reader import read, read_metadata
from broadsheet.transforms.readers.markup.page import parse_page
from broadsheet.transforms.records.record import BODY_KINDS, Moment, Record

GOLD = Path(__file__).parents[2] / "shared" / "gold" / "html"
SETS = ("fundus", "trafilatura", "htmldate", "aeb", "postlightc", "readability", "wcxb")
FIGURES = (
    "title_norm",
    "any_title",
    "auth_f1",
    "date_acc",
    "time_acc",
    "body_f1",
    "body_low",
    "body_high",
    "chunk_f1",
    "lang",
    "url",
    "cap_rec",
)

# Draws of the bootstrap behind the 95 % interval of the body's figure.
_DRAWS = 500

Row = dict[str, Any]
Tool = Callable[[bytes], Row]


def stamp(moment: Moment | None) -> str | None:
    """The moment in ISO 8601, as precise as it is; a month or a year is no day."""
    if moment and moment.precision in ("month", "year"):
        return None
    if moment is None or moment.time is None:
        return moment.day.isoformat() if moment else None
    offset = moment.utc_offset_min
    if moment.day != moment.time.date():
        # The outlet's day, shown beside a stamp in UTC: the same instant in the nearest zone that has that day.
        midnight = datetime.combine(max(moment.day, moment.time.date()), time.min)
        ahead = (midnight - moment.time) // timedelta(minutes=1) - (moment.day < moment.time.date())
        return (moment.time + timedelta(minutes=ahead)).replace(tzinfo=timezone(timedelta(minutes=ahead))).isoformat()
    zone = None if offset is None else timezone(timedelta(minutes=offset))
    return moment.time.replace(tzinfo=zone).isoformat()


def row_of(record: Record) -> Row:
    """The record in the scorer's terms, which counts a dateline to the body."""
    body = [block.passage.text for block in record.blocks if block.kind in BODY_KINDS]
    return {
        "title": record.title.text if record.title else None,
        "titles": [seen.value for seen in record.candidates if seen.field == "title"],
        "authors": [author.name for author in record.authors],
        "published": stamp(record.published),
        "body": " ".join(filter(None, [record.dateline_raw, "\n\n".join(body)])),
        "url": record.canonical_url,
        "lang": record.language,
        "sitename": record.publisher_name,
        "captions": [block.passage.text for block in record.blocks if block.kind == "caption"],
    }


def prediction(data: bytes) -> Row:
    """What our reader makes of a page."""
    reading = read(data)
    return row_of(reading.records[0]) if reading.records else {"error": reading.rejects[0].code}


def metadata(data: bytes) -> Row:
    """The same without the body."""
    page = parse_page(data)
    return row_of(read_metadata(page)) if page else {"error": "malformed"}


PEERS = ("trafilatura", "newspaper4k", "news-please", "goose3", "htmldate")


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("html_gold_score", GOLD / "score.py")
    if spec is None or spec.loader is None:
        raise SystemExit("the gold is not beside the project (../shared/gold/html)")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def any_title(score: ModuleType, gold: list[Row], made: dict[str, Row]) -> float | None:
    """Share of the pages whose gold title is one of the titles given."""
    tokens = score.ntok
    hits = [
        any(tokens(title or "") == tokens(row["title"]) for title in [found.get("title"), *found.get("titles", [])])
        for row in gold
        for found in (made[row["file"]],)
        if row.get("title")
    ]
    return sum(hits) / len(hits) if hits else None


Rows = dict[str, Row]


def own_rows(tool: Tool, folder: Path, files: list[str]) -> tuple[Rows, float]:
    """What a reader of ours makes of each file, and the CPU-seconds it took."""
    pages = {file: (folder / file).read_bytes() for file in files}
    tool(pages[files[0]])
    start = clock.process_time()
    rows = {file: tool(data) for file, data in pages.items()}
    return rows, clock.process_time() - start


def peer_rows(python: str, peer: str, folder: Path, files: list[str]) -> tuple[Rows, float] | None:
    """The same of a peer, by another interpreter; None, with its complaint printed, where that one lacks it."""
    # Isolated: our path and the folder of the benchmarks would lead the peer's imports to our modules.
    command = [python, "-I", str(Path(__file__).with_name("web_peers.py")), peer, str(folder), *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{peer}: {(done.stderr.splitlines() or [''])[-1]}")
        return None
    summary, *lines = map(json.loads, done.stdout.splitlines())
    return {row["file"]: row for row in lines}, summary["cpu_s"]


def figures_of(score: ModuleType, name: str, gold: list[Row], rows: Rows) -> Row:
    """The scorer's figures, with the interval of the body's and the share of titles among all that are given."""
    figures: Row = score.score(name, rows, gold, _DRAWS)
    figures["body_low"], figures["body_high"] = figures.get("body_ci", (None, None))
    figures["any_title"] = any_title(score, gold, rows)
    return figures


def save(folder: Path, tool: str, name: str, rows: Rows) -> None:
    """Keep the rows of a tool as the scorer's own command reads them."""
    path = folder / tool / f"{name}.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps({"file": file, **row}, ensure_ascii=False, default=str) for file, row in rows.items()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("sets", nargs="*", default=SETS)
    parser.add_argument("--peers", default="", help="the interpreter that has the peers")
    parser.add_argument("--save", type=Path, help="the folder for what each tool made of each page")
    return parser.parse_args()


def main() -> None:
    score, options = scorer(), asked()
    print(f"{'set':12}{'tool':14}" + "".join(f"{figure:>11}" for figure in FIGURES) + f"{'pages/s':>10}")
    for name in options.sets:
        lines = (GOLD / name / "expected.dev.jsonl").read_text(encoding="utf-8").splitlines()
        gold, folder = [json.loads(line) for line in lines], GOLD / name / "raw"
        files = [row["file"] for row in gold]
        runs: dict[str, tuple[Rows, float] | None] = {
            "ours": own_rows(prediction, folder, files),
            "ours, meta": own_rows(metadata, folder, files),
        }
        for peer in PEERS if options.peers else ():
            runs[peer] = peer_rows(options.peers, peer, folder, files)
        for tool, run in runs.items():
            if run is None:
                continue
            rows, spent = run
            figures = figures_of(score, name, gold, rows)
            cells = (figures.get(figure) for figure in FIGURES)
            shown = "".join(f"{cell:11.3f}" if cell is not None else f"{'':11}" for cell in cells)
            print(f"{name:12}{tool:14}{shown}{len(rows) / spent:10.1f}", flush=True)
            if options.save:
                save(options.save, tool, name, rows)


if __name__ == "__main__":
    main()
