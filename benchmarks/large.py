"""From invented articles to large files of each kind, and what a run over one of them takes of time and memory.

    PYTHONPATH=. python benchmarks/large.py [--kinds text jsonl csv wide nexis html] [--megabytes 50] [--full]

Prints of each run: articles and rejects, CPU seconds and seconds, and the most memory that each of its processes had,
the largest first. Without `--full` names and syntax are left out, which take the more part of the time and none of the
structure.
"""

import argparse
import csv
import io
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

SEED: Final = 29
_DIMENSIONS: Final = 12_288  # of a vector: 200 kB, as much as the source of a page beside its text
# Seconds between two looks at the memory of the processes: the kernel keeps the most that each had.
_STEP: Final = 0.1
_PLACES: Final = ("Eastmere", "Orla", "Tarnby", "Velden", "Morrow Sound", "Kelham", "Saint Brone", "Ilverton")
_PEOPLE: Final = ("Ana Petrov", "Bruno Falk", "Greta Holm", "Ivan Tarse", "Nora Quist", "Conrad Delby", "Marta Kell")
_THINGS: Final = ("fish market", "ferry line", "town library", "tram depot", "salt works", "grain store", "old bridge")
_DEEDS: Final = ("closed", "opened", "sold", "repaired", "inspected", "moved", "insured", "painted", "measured")
_TURNS: Final = (
    "The council of {place} voted on Tuesday to have the {thing} {deed} before the winter of {year}.",
    '"We never wanted the {thing} {deed}," said {person}, who speaks for {n} families in {place}.',
    "{person} told reporters that {n} people had signed, and that the {thing} would be {deed} all the same.",
    "Records kept in {place} show that the {thing} was {deed} in {year}, at a cost of {n} crowns a day.",
    "In {place}, where {n} houses stand, {person} said the {thing} had been {deed} twice since {year}.",
)


class Run(NamedTuple):
    """What a run took: seconds, and megabytes of each process, falling; and how many rows and rejects it gave."""

    exit_code: int
    cpu: float
    wall: float
    megabytes: tuple[float, ...]
    summary: str


def _sentence(chance: random.Random) -> str:
    return chance.choice(_TURNS).format(
        place=chance.choice(_PLACES),
        person=chance.choice(_PEOPLE),
        thing=chance.choice(_THINGS),
        deed=chance.choice(_DEEDS),
        n=chance.randint(3, 9_999),
        year=chance.randint(1950, 2024),
    )


def articles(size: int, n_paragraphs: int = 17) -> Iterator[dict[str, str]]:
    """Articles of some 5,000 characters each, or of other lengths, until their texts have `size` bytes; the same ones
    on every call."""
    chance = random.Random(SEED)
    number = 0
    while size > 0:
        number += 1
        paragraphs = [" ".join(_sentence(chance) for _ in range(3)) for _ in range(n_paragraphs)]
        text = "\n\n".join(paragraphs)
        size -= len(text.encode())
        place, thing, deed = chance.choice(_PLACES), chance.choice(_THINGS), chance.choice(_DEEDS)
        yield {
            "url": f"https://news.example/{number}",
            "title": f"{place} has its {thing} {deed}, case {number}",
            "author": chance.choice(_PEOPLE),
            "date": f"{chance.randint(2001, 2024)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
            "text": text,
        }


def _text(size: int) -> Iterator[str]:
    yield "# The chronicle of Eastmere\n\nBy Ana Petrov\n\nMarch 3, 2021\n\n"
    for article in articles(size):
        yield article["text"] + "\n\n"


def _lines(size: int) -> Iterator[str]:
    return (json.dumps(article) + "\n" for article in articles(size))


def _csv(size: int) -> Iterator[str]:
    for number, article in enumerate(articles(size)):
        row = io.StringIO()
        writer = csv.writer(row)
        if number == 0:
            writer.writerow(article)
        writer.writerow(article.values())
        yield row.getvalue()


def _wide(size: int) -> Iterator[str]:
    """A table with a vector beside each text, which has nearly all of the bytes: most of the cost is to read."""
    chance = random.Random(SEED)
    numbers = [f"{chance.uniform(-1, 1):.12f}" for _ in range(_DIMENSIONS)]
    for number, article in enumerate(articles(size, 4)):
        row = io.StringIO()
        writer = csv.writer(row)
        if number == 0:
            writer.writerow([*article, "embedding"])
        at = number % _DIMENSIONS
        writer.writerow([*article.values(), ", ".join((*numbers[at:], *numbers[:at]))])
        size -= row.tell()
        if size < 0:
            return
        yield row.getvalue()


def _nexis(size: int) -> Iterator[str]:
    """An export of a database, as text, of short articles: 10,000 documents have 12 MB."""
    for number, article in enumerate(articles(size, 4), 1):
        day = date.fromisoformat(article["date"])
        yield (
            f"{article['title']}\n\nThe Eastmere Ledger\n\n{day:%B} {day.day}, {day.year} {day:%A}\n\n"
            f"Copyright {day.year} Ledger Press\n\nSection: NEWS; Pg. {number % 40}\nLength: 800 words\n"
            f"Byline: {article['author']}\n\nBody\n\n{article['text']}\n\n"
            f"Load-Date: {day:%B} {day.day}, {day.year}\n\nEnd of Document\n\n\n"
        )


def _html(size: int) -> Iterator[str]:
    """The same as a page, as Factiva has it."""
    yield "<html><head><title>Factiva</title></head><body>"
    for number, article in enumerate(articles(size, 4), 1):
        day = date.fromisoformat(article["date"])
        paragraphs = "".join(
            f'<p class="articleParagraph enarticleParagraph">{part}</p>' for part in article["text"].split("\n\n")
        )
        yield (
            f'<div id="article-EAST{number:012}" class="article enArticle">'
            f'<div id="hd"><span class="enHeadline">{article["title"]}</span></div>'
            f'<div class="author">By {article["author"]}</div>'
            f"<div>800 words</div><div>{day.day} {day:%B} {day.year}</div><div>The Eastmere Ledger</div><div>EAST</div>"
            f"<div>English</div><div>Copyright {day.year} Ledger Press</div>{paragraphs}"
            f"<p>Document EAST{number:012}</p></div><br>\n"
        )
    yield "</body></html>"


KINDS: Final[dict[str, Callable[[int], Iterator[str]]]] = {
    "text": _text,
    "jsonl": _lines,
    "csv": _csv,
    "wide": _wide,
    "nexis": _nexis,
    "html": _html,
}


def measured(raw: Path, processed: Path, *, full: bool) -> Run:
    """A run of its own over a raw folder."""
    tier = [] if full else ["--no-parse", "--recogniser", "none"]
    command = [sys.executable, "-m", "broadsheet.flows.cli", "ingest", "--raw", str(raw), "--processed", str(processed)]
    began = time.monotonic()
    peaks: dict[int, int] = {}
    spent: dict[int, float] = {}
    with tempfile.TemporaryFile("w+") as output:
        process = subprocess.Popen([*command, "--max-reject-share", "1", *tier], stdout=output, text=True)
        while process.poll() is None:
            for number in _family(process.pid):
                peaks[number] = max(peaks.get(number, 0), _kilobytes(number))
                spent[number] = max(spent.get(number, 0.0), _seconds(number))
            time.sleep(_STEP)
        output.seek(0)
        summary = " ".join(output.read().split())
    falling = tuple(sorted((peak / 1024 for peak in peaks.values()), reverse=True))
    return Run(process.returncode, sum(spent.values()), time.monotonic() - began, falling, summary)


def _family(number: int) -> list[int]:
    """A process and all those below it."""
    try:
        children = [
            int(child) for path in Path(f"/proc/{number}/task").iterdir() for child in _words(path / "children")
        ]
    except OSError:
        return []
    return [number, *(below for child in children for below in _family(child))]


def _words(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8").split()
    except OSError:
        return []


def _kilobytes(number: int) -> int:
    """The most memory that a process ever had; 0 for one that is gone."""
    words = _words(Path(f"/proc/{number}/status"))
    return int(words[words.index("VmHWM:") + 1]) if "VmHWM:" in words else 0


def _seconds(number: int) -> float:
    """The CPU time that a process has had so far, its children's not counted; 0 for one that is gone.

    The sum over processes is what a run took: workers are children of a fork server that nobody waits for, so that no
    one's account of its children has them.
    """
    try:
        fields = Path(f"/proc/{number}/stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    # By the numbers of proc(5): the name, which may hold blanks, is field 2; times of user and system are 14 and 15.
    return (int(fields[14 - 3]) + int(fields[15 - 3])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kinds", nargs="+", choices=tuple(KINDS), default=tuple(KINDS))
    parser.add_argument("--megabytes", type=int, default=50)
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--folder", type=Path, default=Path("build/large"))
    arguments = parser.parse_args()
    for kind in arguments.kinds:
        folder = arguments.folder / kind
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "raw").mkdir(parents=True)
        suffix = "csv" if kind == "wide" else kind
        with (folder / "raw" / f"large.{suffix}").open("w", encoding="utf-8", newline="") as stream:
            stream.writelines(KINDS[kind](arguments.megabytes * 1_000_000))
        run = measured(folder / "raw", folder / "processed", full=arguments.full)
        costs = f"{run.cpu:.0f} CPU-s, {run.wall:.0f} s, {' + '.join(f'{peak:.0f}' for peak in run.megabytes)} MB"
        print(f"{kind}: {costs}, exit {run.exit_code}: {run.summary}")


if __name__ == "__main__":
    main()
