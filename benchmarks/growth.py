"""From 800 hostile patterns to one table: how the cost of a file grows with its size, from 10 kB to 10 MB.

    PYTHONPATH=. python benchmarks/growth.py [--every N] [--sizes 10000 100000] [--tier read|light|full] [--log FILE]

A pattern is a unit of text repeated in a place of a file. Costs are CPU seconds of one call in a process of its own,
and the peak of its memory above what it had with its models loaded. What is in the log is not measured again, so that
the hours that the whole takes may be interrupted.

Growth is the cost of ten times the bytes, by that of the bytes, over ten: 1 is linear. What an empty file costs is
taken off; costs below 0.2 s say nothing of growth.
"""

import argparse
import json
import multiprocessing
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from broadsheet.transforms import pipeline
from broadsheet.transforms.articles.articles import RawFile, articles_of

SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
LEAST_SECONDS = 0.2
PATIENCE = 60.0
_PROSE = "The harbour council voted on Tuesday to keep the old fish market open for another year."
_SPEECH = f'{_PROSE} "We were not going to shut the doors," said Ana Petrov, who chairs it.'

# Units that rules look for, opened and never closed, or that many rules may try at every place.
UNITS = {
    "prose": f"{_SPEECH} ",
    "words": "fish market ",
    "word of letters": "a",
    "consonants": "bcdfg",
    "capital letters": "A",
    "hangul": "가",
    "hyphens": "fish-",
    "spaces": " ",
    "tabs": "\t",
    "no-break spaces": "\u00a0",
    "combining": "e\u0301",
    "joined emoji": "\U0001f469\u200d",
    "han": "漁港",
    "digits": "1",
    "commas": ",1",
    "full stops": ".",
    "stops": "a. ",
    "initials": "A. ",
    "abbreviations": "Mr. U.S. ",
    "dashes": "-",
    "long dashes": " — ",
    "parens": "(",
    "brackets": "[",
    "links": "[a](",
    "pictures": "![a](b) ",
    "stars": "*",
    "starred words": "*a **b ",
    "backticks": "`a``b",
    "underscores": "_a__b",
    "pipes": "| a ",
    "hashes": "#",
    "angles": "<a ",
    "closed angles": "<b>",
    "comments": "<!--",
    "entities": "&amp;",
    "half entities": "&#",
    "double marks": '"',
    "opening marks": "“a ",
    "closing marks": "a” ",
    "single marks": "'s ",
    "quoted words": '"x" said ',
    "reporting verbs": "said said, ",
    "capitals": "Aa ",
    "names": "Ana Petrov met Lee. ",
    "one name": "Petrov said so. ",
    "agencies": "(Reuters) - ",
    "by": "By By ",
    "dates": "March 3, 2021 ",
    "times": "10:10 ",
    "addresses": "http://a.example/b ",
    "mail": "a@b.c ",
    "braces": '{"a":',
}


class Cost(NamedTuple):
    """CPU seconds, and megabytes of memory."""

    seconds: float
    megabytes: float


def _repeated(unit: str, size: int) -> str:
    return (unit * (size // len(unit.encode()) + 1)).encode()[:size].decode("utf-8", "ignore")


def _in_text(head: str, between: str = "") -> Callable[[str, int], bytes]:
    def file(unit: str, size: int) -> bytes:
        return head.replace("@", _repeated(unit + between, size)).encode()

    return file


def _lines(unit: str, size: int) -> bytes:
    line = unit * (80 // len(unit) + 1)
    return f"# Harbour vote\n\n{_repeated(line + chr(10), size)}".encode()


def _json(field: str) -> Callable[[str, int], bytes]:
    def file(unit: str, size: int) -> bytes:
        return json.dumps({"title": "Harbour vote", "text": _SPEECH, field: _repeated(unit, size)}).encode()

    return file


_TEXT = f"# Harbour vote\n\nBy Ana Petrov\n\nMarch 3, 2021\n\n{_SPEECH}\n\n"
_PAGE = "<html><head><title>Harbour vote</title></head><body><article><h1>Harbour vote</h1>"
_FEED = '<?xml version="1.0"?><rss version="2.0"><channel><title>a</title><item><title>Harbour vote</title>'
PLACES: dict[str, Callable[[str, int], bytes]] = {
    "paragraph": _in_text(f"{_TEXT}@\n\n{_SPEECH}\n"),
    "paragraphs": _in_text(f"{_TEXT}@\n", "\n\n"),
    "lines": _lines,
    "first line": _in_text(f"@\n\n{_SPEECH}\n"),
    "title": _in_text(f"# @\n\n{_SPEECH}\n"),
    "byline": _in_text(f"# Harbour vote\n\nBy @\n\n{_SPEECH}\n"),
    "caption": _in_text(f"{_TEXT}![a](b.jpg)\n\n*@*\n\n{_SPEECH}\n"),
    "front matter": _in_text(f"---\ntitle: Harbour vote\nauthor: @\n---\n\n{_SPEECH}\n"),
    "footer": _in_text(f"{_TEXT}Original url:\n\n@\n"),
    "HTML paragraph": _in_text(f"{_PAGE}<p>{_SPEECH}</p><p>@</p><p>{_SPEECH}</p></article></body></html>"),
    "HTML paragraphs": _in_text(f"{_PAGE}<p>{_SPEECH}</p><p>@</article></body></html>", "</p><p>"),
    "HTML title": _in_text(f"{_PAGE}<h1>@</h1><p>{_SPEECH}</p><p>{_SPEECH}</p></article></body></html>"),
    "JSON text": _json("text"),
    "JSON author": _json("author"),
    "CSV cell": _in_text(f'url,title,text,date\nhttp://a.example/1,Harbour vote,"{_PROSE} @",2021-03-03\n'),
    "feed": _in_text(f"{_FEED}<description>{_PROSE} @</description></item></channel></rss>"),
}


def patterns() -> list[tuple[str, str]]:
    """Every pair of a unit and a place."""
    return [(unit, place) for place in PLACES for unit in UNITS]


def content(unit: str, place: str, size: int) -> bytes:
    """A file in which a unit stands in a place until it takes about `size` bytes."""
    return PLACES[place](UNITS[unit], size)


def cost(unit: str, place: str, size: int, tier: str) -> Cost | str:
    """What a file costs in a process of its own; a word for it, where none is known."""
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    process = context.Process(target=_measure, args=(theirs, content(unit, place, size), tier))
    process.start()
    theirs.close()
    try:
        measured: Cost | str = ours.recv() if ours.poll(PATIENCE) else "late"
    except EOFError:
        measured = "died"
    process.kill()
    process.join()
    return measured


def _measure(pipe: Connection, data: bytes, tier: str) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    if tier == "read":
        articles_of([RawFile("a", data)])
    else:
        pipeline.batch([RawFile("a", data)], tools(tier))
    seconds = time.process_time() - started
    pipe.send(Cost(seconds, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024))


def tools(tier: str) -> pipeline.Tools:
    """The models of a tier, loaded once and shared with the processes that measure."""
    return pipeline.tools() if tier == "full" else pipeline.tools("none", parse=False)


def measured(names: Sequence[tuple[str, str]], sizes: Sequence[int], tier: str, log: Path) -> dict[str, Cost | str]:
    """The cost of each pattern at each size, by `unit|place|size|tier`; those in the log are taken from there."""
    known: dict[str, Cost | str] = {}
    if log.exists():
        for line in log.read_text("utf-8").splitlines():
            key, value = json.loads(line)
            known[key] = value if isinstance(value, str) else Cost(*value)
    with log.open("a", encoding="utf-8") as stream:
        for unit, place in names:
            for size in sizes:
                key = f"{unit}|{place}|{size}|{tier}"
                if key not in known:
                    known[key] = cost(unit, place, size, tier)
                    stream.write(json.dumps([key, known[key]]) + "\n")
                    stream.flush()
    return known


def growths(costs: dict[str, Cost | str], names: Sequence[tuple[str, str]], tier: str) -> Iterator[tuple[float, str]]:
    """Growth of each pattern in each decade that was measured, where it says something."""
    for unit, place in names:
        for small, large in pairwise(SIZES):
            few, many = (costs.get(f"{unit}|{place}|{size}|{tier}") for size in (small, large))
            if isinstance(few, Cost) and isinstance(many, Cost) and many.seconds >= LEAST_SECONDS:
                least = max(few.seconds, LEAST_SECONDS / 10)
                yield many.seconds / least / (large / small), f"{unit} in {place}, {small} to {large}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--tier", choices=("read", "light", "full"), default="light")
    parser.add_argument("--log", type=Path, default=Path("build/growth.jsonl"))
    arguments = parser.parse_args()
    arguments.log.parent.mkdir(parents=True, exist_ok=True)
    # What is loaded at first use is no cost of a file.
    pipeline.batch([RawFile(unit, content(unit, "paragraph", 1_000)) for unit in UNITS], tools(arguments.tier))
    names = patterns()[:: arguments.every]
    costs = measured(names, arguments.sizes, arguments.tier, arguments.log)
    print(f"{len(names)} patterns, tier {arguments.tier}\n\nbytes  median s  worst s  worst MB  worst")
    for size in arguments.sizes:
        keys = [key for key in costs if key.endswith(f"|{size}|{arguments.tier}")]
        lost = [key for key in keys if not isinstance(costs[key], Cost)]
        ranked = sorted((c.seconds, c.megabytes, key) for key in keys if isinstance(c := costs[key], Cost))
        if ranked:
            middle, worst = ranked[len(ranked) // 2][0], ranked[-1]
            megabytes = max(megabytes for _, megabytes, _ in ranked)
            print(f"{size}  {middle:.2f}  {worst[0]:.2f}  {megabytes:.0f}  {worst[2]}")
        print("".join(f"no figure: {key}: {costs[key]}\n" for key in lost), end="")
    print("\ngrowth  pattern")
    for growth, name in sorted(growths(costs, names, arguments.tier), reverse=True)[:20]:
        print(f"{growth:.2f}  {name}")


if __name__ == "__main__":
    main()
