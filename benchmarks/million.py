"""From a number of articles to what deciding, planning and publishing take when so many are there.

    python -m benchmarks.million --articles 100000 --folder build/million [--results FILE]

Some stories are computed for real, in the light tier, and their rows laid down again under other ids, days and words as
the pieces of a cache, beside raw files that hold nothing but a number: a first run over these computes nothing and does
all the rest. Then 1,000 articles of the next day are added, computed for real; then nothing. A twentieth of the
articles are edited copies of others of their days. Lengths are log-normal about 400 words. Measured: seconds by step,
wall and CPU time, the most memory of any process, bytes and files. The folder is removed at the end, unless `--keep`:
then what was generated is used again.
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from benchmarks.copies import Press
from broadsheet.flows.settings import Settings, settings
from broadsheet.flows.store import cache, operations, versions
from broadsheet.transforms import pipeline
from broadsheet.transforms.articles.articles import RawFile, article_id_of
from broadsheet.transforms.memory import Memory
from broadsheet.transforms.staged import SOURCE
from broadsheet.transforms.tables.declared.operations import RUNS

ROOT: Final = Path(__file__).parents[1]
PIECE: Final = 1000
# Sets of stories that are computed: each text stands twice in a part at most, too far apart to be compressed with it.
SETS: Final = 2
COPIES: Final = PIECE // 20
FIRST_DAY: Final = date(2015, 1, 1)
YEARS_DAYS: Final = 3650
NEW: Final = 1000
# Of files that are not read again for having been written a moment ago.
MTIME: Final = 1_700_000_000
PEOPLE: Final = ("Ana Petrov", "Bruno Falk", "Greta Holm", "Ivan Tarse", "Nora Quist", "Conrad Delby", "Marta Kell")
PLACES: Final = ("Berlin", "Lyon", "Portugal", "Nairobi", "Osaka", "Toronto", "Peru", "Leeds", "Gdansk", "Texas")
OUTLETS: Final = tuple(f"paper{number}.example" for number in range(40))
_STEP: Final = 0.5


def story(press: Press) -> list[str]:
    """The sentences of a story of some 400 words, with people, places and what somebody said."""
    names = [*press.random.sample(PEOPLE, 2), *press.random.sample(PLACES, 3), press.name()]
    words = min(3000, max(60, press.random.lognormvariate(6.0, 0.6)))
    sentences: list[str] = []
    while words > 0:
        sentences.append(press.sentence(names))
        if len(sentences) % 5 == 0:
            sentences[-1] = f'"{sentences[-1][:-1]}," said {names[0]} in {names[2]}.'
        words -= len(sentences[-1].split())
    return sentences


def page(sentences: list[str], day: date, outlet: str, number: int) -> bytes:
    """A story as a raw file."""
    paragraphs = [" ".join(sentences[at : at + 3]) for at in range(0, len(sentences), 3)]
    head = [f"# {sentences[0][:60]} {number}", f"By {PEOPLE[number % len(PEOPLE)]}", day.isoformat()]
    address = f"https://{outlet}/{day:%Y/%m/%d}/{number}"
    return ("---\nurl: " + address + "\n---\n" + "\n\n".join([*head, *paragraphs]) + "\n").encode()


def stories(seed: int) -> list[list[str]]:
    """The stories of a piece: the last ones are edited copies of the others."""
    press = Press(seed)
    own = [story(press) for _ in range(PIECE - COPIES)]
    kinds = press.copies()
    return own + [kinds[number % len(kinds)](press.random.choice(own)) for number in range(COPIES)]


@dataclass(frozen=True)
class Base:
    """The staged tables of a piece, and the raw paths in them in the order of their articles."""

    tables: dict[str, pa.Table]
    paths: list[str]


def base(seed: int, chosen: Settings) -> Base:
    """Stories computed for real."""
    paths = [f"{number:04}.md" for number in range(PIECE)]
    files = [
        RawFile(path, page(sentences, FIRST_DAY, OUTLETS[number % len(OUTLETS)], number))
        for number, (path, sentences) in enumerate(zip(paths, stories(seed), strict=True))
    ]
    tables = pipeline.batch(files, pipeline.tools(chosen.recogniser, chosen.parse))
    kept = tables["article_index"]["raw_path"].to_pylist()
    if len(kept) != PIECE:
        raise SystemExit(f"{PIECE - len(kept)} of {PIECE} stories were not read as one article each")
    return Base(tables, kept)


@dataclass(frozen=True)
class Clone:
    """What the articles of a piece are called in one of its copies: by their order."""

    number: int
    paths: list[str]
    digests: list[str]
    days: pa.Array
    keys: list[str]
    ids: pa.Array


def clone(number: int, n_pieces: int, chosen: Settings) -> Clone:
    """The names of a piece, with its raw files written."""
    starts = [FIRST_DAY + timedelta(days=(number + share / PIECE) * YEARS_DAYS // n_pieces) for share in range(PIECE)]
    paths = [f"{day:%Y/%m/%d}/{number:05}-{at:04}.md" for at, day in enumerate(starts)]
    digests = []
    for path in paths:
        data = f"{path}\n".encode()
        file = Path(str(chosen.raw)) / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        os.utime(file, (MTIME, MTIME))
        digests.append(hashlib.sha256(data).hexdigest())
    keys = [f"{OUTLETS[at % len(OUTLETS)]}/{path}" for at, path in enumerate(paths)]
    ids = pa.array([article_id_of(key) for key in keys], pa.int64())
    return Clone(number, paths, digests, pa.array(starts, pa.date32()), keys, ids)


def lay_down(source: Base, names: Clone, chosen: Settings, made_by: Mapping[str, str]) -> None:
    """A piece of the cache with the rows of a base under other names."""
    tables = {name: _renamed(table, source, names) for name, table in source.tables.items()}
    tables[cache.MEMORY] = Memory(versions.memory_stages(made_by), {}).table()
    digests = dict(zip(names.paths, names.digests, strict=True))
    draft = cache.Piece("", digests, dict(made_by), {}, {}, {})
    cache.write(chosen.processed / cache.FOLDER, cache.key_of_files(digests, made_by), tables, draft)


def _renamed(table: pa.Table, source: Base, names: Clone) -> pa.Table:
    if not table.num_rows:
        return table
    column = SOURCE if SOURCE in table.column_names else "raw_path"
    order = pc.index_in(table[column].cast(pa.string()).combine_chunks(), value_set=pa.array(source.paths))
    new: dict[str, pa.Array] = {
        SOURCE: pa.DictionaryArray.from_arrays(order, pa.array(names.paths)),
        "article_id": names.ids.take(order),
        "article_key": pa.array(names.keys).take(order),
        "raw_path": pa.array(names.paths).take(order),
        "raw_sha256": pa.array(names.digests).take(order),
        **{day: names.days.take(order) for day in ("published_from", "published_to", "published_date")},
    }
    turn = np.random.default_rng(names.number).integers(1 << 20, 1 << 30)
    for field in table.schema:
        values: pa.Array | None = None
        if field.name in new:
            values = new[field.name].cast(field.type)
        elif field.name in ("prints", "copy_hashes", "title_hash", "words", "text_sha256"):
            values = _turned(table[field.name].combine_chunks(), field, int(turn))
        elif field.name == "entity_key" or field.name == "canonical_name":
            renamed = pc.binary_join_element_wise(table[field.name], f"Orl{names.number}", " ")
            values = pc.if_else(_is_own(table), renamed, table[field.name]).combine_chunks()
        if values is not None:
            table = table.set_column(table.schema.get_field_index(field.name), field, values)
    return table


def _is_own(table: pa.Table) -> pa.ChunkedArray:
    """Which entities are of their piece alone: every other one, as new articles go on to name new people."""
    return pc.equal(pc.bit_wise_and(table["entity_index"], pa.scalar(1, pa.int32())), 1)


def _turned(values: pa.Array, field: pa.Field, turn: int) -> pa.Array:
    """Hashes as those of other words: what was equal stays so, within a piece."""
    if field.name == "text_sha256":
        return pc.binary_replace_slice(values, 0, 8, f"{turn:08x}").cast(field.type)
    if field.name == "words":
        offsets = np.frombuffer(values.buffers()[1], np.int32)[values.offset : values.offset + len(values) + 1]
        packed = np.frombuffer(values.buffers()[2], "<u4")[: offsets[-1] // 4] ^ np.uint32(turn & ~1)
        return pa.Array.from_buffers(
            pa.binary(), len(values), [None, pa.py_buffer(offsets.copy()), pa.py_buffer(packed)]
        )
    if pa.types.is_list(field.type):
        flat = np.asarray(values.flatten().to_numpy(zero_copy_only=False), np.int64) ^ np.int64(turn)
        lengths = pc.fill_null(pc.list_value_length(values), 0).to_numpy(zero_copy_only=False)
        offsets = np.concatenate(([0], np.cumsum(lengths))).astype(np.int32)
        return pa.ListArray.from_arrays(pa.array(offsets), pa.array(flat, pa.int64()))
    numbers = pc.fill_null(values, 0).to_numpy() ^ np.int64(turn)
    return pa.array(numbers, field.type)


def add_new(chosen: Settings, after: int) -> None:
    """Articles of the day after the last, to be computed for real."""
    press = Press(after)
    day = FIRST_DAY + timedelta(days=YEARS_DAYS + 1)
    folder = Path(str(chosen.raw)) / f"{day:%Y/%m/%d}"
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(NEW):
        path = folder / f"new-{after}-{number:04}.md"
        path.write_bytes(page(story(press), day, OUTLETS[number % len(OUTLETS)], number + after))
        os.utime(path, (MTIME, MTIME))


def run(chosen: Settings, *more: str) -> dict[str, Any]:
    """An ingest of its own: seconds by step, wall seconds, and megabytes of the largest of its processes."""
    where = ["--raw", str(chosen.raw), "--processed", str(chosen.processed), "--batch-size", str(chosen.batch_size)]
    how = ["--recogniser", chosen.recogniser, "--no-parse", "--plain", *more]
    started = time.monotonic()
    peaks: dict[int, int] = {}
    ticks: dict[int, int] = {}
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "broadsheet.flows.cli", "ingest", *where, *how], cwd=ROOT, stdout=log, stderr=log
        )
        while process.poll() is None:
            for pid in _family(process.pid):
                peaks[pid] = max(peaks.get(pid, 0), _kilobytes(pid))
                ticks[pid] = max(ticks.get(pid, 0), _ticks(pid))
            time.sleep(_STEP)
        log.seek(0)
        output = log.read().decode()
    if process.returncode:
        raise SystemExit(output[-3000:])
    last = max(operations.rows(chosen.processed, RUNS), key=lambda row: row["started_at"])
    return {
        "seconds": round(time.monotonic() - started, 1),
        "cpu_seconds": round(sum(ticks.values()) / os.sysconf("SC_CLK_TCK"), 1),
        "main_cpu_seconds": round(ticks[process.pid] / os.sysconf("SC_CLK_TCK"), 1),
        "steps": json.loads(last["seconds"]),
        "largest_mb": round(max(peaks.values()) / 1024),
        "main_mb": round(peaks[process.pid] / 1024),
    }


def _family(pid: int) -> Iterator[int]:
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return
    for child in children:
        yield from _family(int(child))


def _kilobytes(pid: int) -> int:
    try:
        words = Path(f"/proc/{pid}/status").read_text().split()
    except OSError:
        return 0
    return int(words[words.index("VmHWM:") + 1]) if "VmHWM:" in words else 0


def _ticks(pid: int) -> int:
    """The CPU time that a process has used, its own alone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    except OSError:
        return 0
    # The 14th and the 15th field of proc(5), in user mode and in the kernel; the rest begins with the third.
    return int(fields[11]) + int(fields[12])


def size(folder: Path) -> dict[str, float]:
    """Megabytes and files below a folder."""
    sizes = [entry.stat().st_size for root, _, names in os.walk(folder) for entry in map(Path(root).joinpath, names)]
    return {"mb": round(sum(sizes) / 1e6, 1), "files": len(sizes)}


def chosen_of(folder: Path) -> Settings:
    """Settings of the light tier."""
    more = {"recogniser": "none", "parse": False, "batch_size": PIECE}
    return settings({"raw": folder / "raw", "processed": folder / "processed", **more})


def generated(n_articles: int, chosen: Settings) -> dict[str, Any]:
    """Raw files and the pieces of a cache, all of them or none: the pieces are made aside."""
    started, aside = time.monotonic(), chosen.model_copy(update={"processed": chosen.processed.with_suffix(".part")})
    (aside.processed / cache.FOLDER).mkdir(parents=True, exist_ok=True)
    made_by = versions.current(chosen)
    bases = [base(seed, chosen) for seed in range(SETS)]
    n_pieces = -(-n_articles // PIECE)
    for number in range(n_pieces):
        lay_down(bases[number % SETS], clone(number, n_pieces, chosen), aside, made_by)
    aside.processed.rename(chosen.processed)
    return {"seconds": round(time.monotonic() - started, 1), "cache": size(chosen.processed / cache.FOLDER)}


def measured(n_articles: int, folder: Path) -> Iterator[tuple[str, Any]]:
    """The figures, as they come."""
    chosen = chosen_of(folder)
    if not (chosen.processed / cache.FOLDER).is_dir():
        yield "generator", generated(n_articles, chosen)
    yield "first", run(chosen)
    yield "objects", size(chosen.processed / "objects")
    add_new(chosen, 0)
    yield f"{NEW} new", run(chosen)
    yield "nothing new", run(chosen)
    yield "sizes", {name: size(chosen.processed / name) for name in ("objects", "_cache", "_ops", "snapshots")}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "million")
    parser.add_argument("--results", type=Path, default=ROOT / "benchmarks" / "results" / "million.json")
    parser.add_argument("--keep", action="store_true", help="leave the folder")
    parser.add_argument("--generate", action="store_true", help="only generate, and leave the folder")
    arguments = parser.parse_args()
    if arguments.generate:
        print(json.dumps(generated(arguments.articles, chosen_of(arguments.folder / str(arguments.articles)))))
        return 0
    git = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True)
    figures: dict[str, Any] = {"commit": git.stdout.strip(), "load": os.getloadavg()[0]}
    for name, figure in measured(arguments.articles, arguments.folder / str(arguments.articles)):
        figures[name] = figure
        print(name, json.dumps(figure), flush=True)
        record = json.loads(arguments.results.read_text()) if arguments.results.exists() else {}
        record[str(arguments.articles)] = figures
        arguments.results.write_text(json.dumps(record, indent=1, sort_keys=True) + "\n")
    if not arguments.keep:
        shutil.rmtree(arguments.folder / str(arguments.articles))
    return 0


if __name__ == "__main__":
    sys.exit(main())
