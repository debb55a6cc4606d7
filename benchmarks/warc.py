"""From a number of made-up pages in one web archive to what its ingest costs: pages a second, and peak memory.

    python benchmarks/warc.py [--pages 10000 ...] [--one-month]

Prints a line for each number of pages. Without names and syntax, whose cost is that of their models, and Prefect.
Memory that does not grow with the pages is what the slices of an archive are for, and with those of one month what
blocks of articles are for; otherwise pages are of 120 months.
"""

import argparse
import gzip
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
_PLACES = ("Ostrava Vale", "Kessby", "Vellmoor", "Alby", "Tarn Ferry", "Nordhalden")
_THINGS = ("mill", "bridge", "school", "harbour", "library", "market")
_ACTS = ("closes", "opens again", "is sold", "moves", "grows", "is rebuilt")
_OTHERS = 150


def page(number: int, chance: random.Random, months: int) -> bytes:
    """A made-up page of some 30 kB: an article of twelve sentences between the links, scripts and styles of a site."""
    place, thing, act = (chance.choice(words) for words in (_PLACES, _THINGS, _ACTS))
    month = number % months
    day = f"{2015 + month % 10}-{1 + month // 10:02}-{chance.randint(1, 28):02}"
    told = "".join(
        f"<p>The {thing} number {number} of {place} {act} after {chance.randint(2, 90)} years, the council said."
        f" It stands near the {chance.choice(_THINGS)} of {chance.choice(_PLACES)}."
        f" About {chance.randint(20, 9000)} use it.</p>"
        for _ in range(4)
    )
    others = "".join(
        f'<li class="teaser-{chance.randint(0, 9)}"><a href="/{chance.getrandbits(64):x}">The'
        f" {chance.choice(_THINGS)} of {chance.choice(_PLACES)} {chance.choice(_ACTS)}</a></li>"
        for _ in range(_OTHERS)
    )
    script = "".join(f"track('{chance.getrandbits(256):x}');" for _ in range(_OTHERS))
    title = f"The {thing} of {place} {act}, number {number}"
    told_of = f'<meta property="article:published_time" content="{day}T09:30:00+01:00">'
    head = f"<title>{title}</title>{told_of}<style>.teaser{{color:red}}</style><script>{script}</script>"
    body = f"<nav><ul>{others}</ul></nav><article><h1>{title}</h1><p>By Pavla Horn</p>{told}</article>"
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{body}</body></html>'.encode()


def write_archive(path: Path, pages: int, months: int) -> None:
    """An archive of made-up pages, each record packed by itself."""
    chance = random.Random(pages)
    with path.open("wb") as stream:
        for number in range(pages):
            body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page(number, chance, months)
            head = (
                "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2024-05-01T10:00:00Z\r\n"
                f"WARC-Target-URI: https://kestrel.example/{number}\r\nWARC-Record-ID: <urn:example:{number}>\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n"
            )
            stream.write(gzip.compress(head.encode() + body + b"\r\n\r\n", compresslevel=6, mtime=0))


def ingest(pages: int, months: int) -> None:
    """Make an archive and ingest it, by a command of its own that computes in its own process."""
    with tempfile.TemporaryDirectory() as folder:
        raw, processed = Path(folder, "raw"), Path(folder, "processed")
        raw.mkdir()
        write_archive(raw / "crawl.warc.gz", pages, months)
        size = (raw / "crawl.warc.gz").stat().st_size / 1e6
        where = ("--raw", str(raw), "--processed", str(processed), "--executor", "inline")
        how = ("--no-parse", "--recogniser", "none", "--plain", "--file-seconds", "3600")
        started, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(
            [sys.executable, "-m", "broadsheet.flows.cli", "ingest", *where, *how],
            cwd=ROOT,
            capture_output=True,
            text=True,
        )
        seconds, after = time.monotonic() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        print(
            f"{pages} pages, {size:.1f} MB: {seconds:.1f} s, {spent:.1f} CPU-s, {pages / spent:.1f} pages a CPU-second;"
            f" largest process so far {after.ru_maxrss / 1024:.0f} MB; exit code {done.returncode}",
            flush=True,
        )
        if done.returncode:
            print(done.stderr[-500:])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, nargs="+", default=[10_000])
    parser.add_argument("--one-month", action="store_true")
    given = parser.parse_args()
    for pages in given.pages:
        ingest(pages, 1 if given.one_month else 120)
    return 0


if __name__ == "__main__":
    sys.exit(main())
