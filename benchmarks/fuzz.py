"""From files of every format to broken ones, and what reading and computing them finds: hours of it, or a seeded part.

    PYTHONPATH=. python benchmarks/fuzz.py --seconds 3600 [--state build/fuzz.json]

Each number is one execution: a file of the corpus, broken by a few mutations that follow from the number alone, and
one in ten of them packed afterwards, so that what is inside an archive is broken, too. What raises, or takes more CPU
time than MOST_SECONDS, is a finding, and kept in the corpus beside the tests. The state says which number is next, so
that the hours may be interrupted.
"""

import argparse
import gzip
import hashlib
import io
import json
import random
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from broadsheet.transforms import pipeline
from broadsheet.transforms.articles.articles import RawFile

PROJECT: Final = Path(__file__).parents[1]
CORPUS: Final = PROJECT / "tests" / "hostile" / "corpus"
# A file of the corpus takes 0.1 s at most, and no mutation makes it more than three times as long.
MOST_SECONDS: Final = 5.0
_MOST_BYTES: Final = 20_000
_PACKED_SHARE: Final = 0.1  # set by hand
# What readers and rules look for.
_TOKENS: Final = (
    *(
        b"\0",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\r",
        b"\n\n",
        b"\xe2\x80\x9c",
        b"\xe2\x80\x9d",
        b'"',
        b"'",
        b"<",
        b">",
        b"&",
    ),
    *(b"&#x", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<!DOCTYPE", b"</p>", b"{", b"}", b"[", b"]", b",", b"\t", b"|"),
    *(b"# ", b"---\n", b"```", b"![](", b"](", b"http://u:p@a.example/", b"By ", b" said ", b"2021-02-30", b"99:99"),
    *(b"WARC/1.0\r\n", b"Content-Length: 9\r\n", b"PK\x03\x04", b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", b"From a@b.c\n"),
)


def corpus() -> list[bytes]:
    """Files of each format, the sample of the project, and earlier findings, by path; their first bytes where long."""
    paths = sorted(
        path for folder in (PROJECT / "data" / "raw", CORPUS) for path in folder.rglob("*") if path.is_file()
    )
    return [path.read_bytes()[:_MOST_BYTES] for path in paths]


def broken(number: int, files: list[bytes]) -> bytes:
    """The input of an execution."""
    chance = random.Random(number)
    data = chance.choice(files)
    for _ in range(chance.randint(1, 6)):
        data = chance.choice(_MUTATIONS)(data, chance, files)
    data = data[: 3 * _MOST_BYTES]
    return chance.choice((_gzipped, _zipped))(data) if chance.random() < _PACKED_SHARE else data


def _gzipped(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


def _zipped(data: bytes) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as stream:
        stream.writestr(zipfile.ZipInfo("inside"), data)
    return archive.getvalue()


def _inserted(data: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    at = chance.randint(0, len(data))
    return data[:at] + chance.choice(_TOKENS) * chance.choice((1, 1, 2, 50)) + data[at:]


def _flipped(data: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    flipped = bytearray(data)
    for _n in range(min(len(flipped), chance.randint(1, 8))):
        flipped[chance.randrange(len(flipped))] = chance.randrange(256)
    return bytes(flipped)


def _cut(data: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    start, end = sorted(chance.randint(0, len(data)) for _n in range(2))
    return data[:start] + data[end:] if chance.random() < 0.5 else data[:end]


def _repeated(data: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    start = chance.randint(0, len(data))
    return data[:start] + data[start : start + chance.randint(1, 200)] * chance.randint(2, 40) + data[start:]


def _spliced(data: bytes, chance: random.Random, files: list[bytes]) -> bytes:
    other = chance.choice(files)
    return data[: chance.randint(0, len(data))] + other[chance.randint(0, len(other)) :]


_MUTATIONS: Final[tuple[Callable[[bytes, random.Random, list[bytes]], bytes], ...]] = (
    *(_inserted, _inserted, _flipped, _cut, _repeated, _spliced),
)


def fault(data: bytes, tools: pipeline.Tools) -> str | None:
    """What is wrong with how a file is read and computed: what is raised, or the CPU seconds it takes."""
    started = time.process_time()
    try:
        pipeline.batch([RawFile("a", data)], tools)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is a finding
        return f"{type(error).__name__}: {error}"
    took = time.process_time() - started
    return f"{took:.1f} s of CPU time" if took > MOST_SECONDS else None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=3_600)
    parser.add_argument("--state", type=Path, default=Path("build/fuzz.json"))
    arguments = parser.parse_args()
    arguments.state.parent.mkdir(parents=True, exist_ok=True)
    number, seconds = json.loads(arguments.state.read_text()) if arguments.state.exists() else (0, 0.0)
    files, tools = corpus(), pipeline.tools("none", parse=False)
    while seconds < arguments.seconds:
        started = time.process_time()
        data = broken(number, files)
        if wrong := fault(data, tools):
            (CORPUS / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
            print(f"{number}: {wrong}", flush=True)
        number += 1
        seconds += time.process_time() - started
        if number % 100 == 0:
            arguments.state.write_text(json.dumps([number, seconds]))
    arguments.state.write_text(json.dumps([number, seconds]))
    print(f"{number} executions in {seconds:.0f} s of CPU time")


if __name__ == "__main__":
    main()
