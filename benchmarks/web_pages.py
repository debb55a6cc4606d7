"""From the web pages beside the project to one table: our reader and its peers, by accuracy and speed.

    PYTHONPATH=. python benchmarks/web_pages.py [SET ...]

Peers that are not installed are named and left out. Pages are read from memory; figures are those of the gold's scorer.
Speed is pages per CPU-second: `meta` is all fields but the body, `full` is everything.
"""

import importlib
import importlib.util
import json
import sys
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


def trafilatura_peer() -> Tool:
    extract = importlib.import_module("trafilatura").bare_extraction

    def run(data: bytes) -> Row:
        found = extract(data, with_metadata=True, include_comments=False)
        if found is None:
            return {"error": "nothing found"}
        authors = (found.author or "").split("; ")
        return {"title": found.title, "authors": authors, "published": found.date, "body": found.text, "url": found.url}

    return run


def newspaper_peer() -> Tool:
    article = importlib.import_module("newspaper").Article

    def run(data: bytes) -> Row:
        found = article(url="https://page.example/")
        found.set_html(data)
        found.parse()
        day = found.publish_date.isoformat() if found.publish_date else None
        return {"title": found.title, "authors": found.authors, "published": day, "body": found.text}

    return run


def goose_peer() -> Tool:
    goose = importlib.import_module("goose3").Goose({"enable_image_fetching": False})

    def run(data: bytes) -> Row:
        article = goose.extract(raw_html=data.decode("utf-8", "replace"))
        day = article.publish_date
        return {"title": article.title, "authors": article.authors, "published": day, "body": article.cleaned_text}

    return run


def news_please_peer() -> Tool:
    from_html = importlib.import_module("newsplease").NewsPlease.from_html

    def run(data: bytes) -> Row:
        article = from_html(data.decode("utf-8", "replace"), url=None)
        day = article.date_publish.isoformat() if article.date_publish else None
        return {"title": article.title, "authors": article.authors, "published": day, "body": article.maintext}

    return run


def htmldate_peer() -> Tool:
    find_date = importlib.import_module("htmldate").find_date
    return lambda data: {"published": find_date(data.decode("utf-8", "replace"), original_date=True)}


PEERS: dict[str, tuple[str, Callable[[], Tool]]] = {
    "trafilatura": ("trafilatura", trafilatura_peer),
    "newspaper4k": ("newspaper", newspaper_peer),
    "news-please": ("newsplease", news_please_peer),
    "goose3": ("goose3", goose_peer),
    "htmldate": ("htmldate", htmldate_peer),
}


def _guarded(tool: Tool) -> Tool:
    """A peer whose crash on a page is its answer; ours may not crash."""

    def run(data: bytes) -> Row:
        try:
            return tool(data)
        except Exception as problem:  # noqa: BLE001 - whatever a peer raises
            return {"error": repr(problem)}

    return run


def tools() -> dict[str, Tool]:
    """Our reader and the peers that are installed."""
    found: dict[str, Tool] = {"ours": prediction, "ours, meta": metadata}
    for name, (module, peer) in PEERS.items():
        if importlib.util.find_spec(module) is None:
            print(f"{name}: not installed")
        else:
            found[name] = _guarded(peer())
    return found


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


def run(score: ModuleType, name: str, tool: Tool) -> tuple[Row, float]:
    """The figures of a tool on a set, and its pages per CPU-second."""
    lines = (GOLD / name / "expected.dev.jsonl").read_text(encoding="utf-8").splitlines()
    gold = [json.loads(line) for line in lines]
    pages = {row["file"]: (GOLD / name / "raw" / row["file"]).read_bytes() for row in gold}
    tool(next(iter(pages.values())))
    start = clock.process_time()
    made = {file: tool(data) for file, data in pages.items()}
    spent = clock.process_time() - start
    figures = score.score(name, made, gold, _DRAWS)
    figures["body_low"], figures["body_high"] = figures.get("body_ci", (None, None))
    figures["any_title"] = any_title(score, gold, made)
    return figures, len(pages) / spent


def main() -> None:
    score = scorer()
    found = tools()
    print(f"{'set':12}{'tool':14}" + "".join(f"{figure:>11}" for figure in FIGURES) + f"{'pages/s':>10}")
    for name in sys.argv[1:] or SETS:
        for label, tool in found.items():
            figures, speed = run(score, name, tool)
            cells = (figures.get(figure) for figure in FIGURES)
            shown = "".join(f"{cell:11.3f}" if cell is not None else f"{'':11}" for cell in cells)
            print(f"{name:12}{label:14}{shown}{speed:10.1f}", flush=True)


if __name__ == "__main__":
    main()
