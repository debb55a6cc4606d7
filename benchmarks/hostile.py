"""From a folder of hostile and broken files to what became of each, in the words of the list of what is expected.

    PYTHONPATH=. python benchmarks/hostile.py --inputs FOLDER [--light] [--limit 1.5]

`FOLDER` holds `raw`, and `expected.json`, whose cases name paths; its `results.json` is written: of each path and each
member the status, the reason, and what is odd of the article. Prints what the run took, and fails where a process had
more than so many GB.

Our codes of rejects are fewer than the reasons of the list: a code stands for each of the reasons that it covers.
"""

import argparse
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pyarrow.parquet as pq

from benchmarks.large import measured
from broadsheet.flows.raw.listings import escaped, scan
from broadsheet.transforms.metadata.language import identify
from broadsheet.transforms.readers import read
from broadsheet.transforms.records.record import BODY_KINDS, Record

Outcome = dict[str, Any]

_ARCHIVES: Final = ("E_ARCHIVE_TRUNCATED", "E_ARCHIVE_CORRUPT", "E_ARCHIVE_PATH", "E_ARCHIVE_MEMBER")
_BROKEN: Final = ("E_JSON", "E_JSON_DEPTH", "E_JSON_TYPE", "E_XML", "E_XML_ENTITY", "E_MARKUP_DEPTH", "E_WARC")
REASONS: Final[dict[str, tuple[str, ...]]] = {
    "empty": ("E_EMPTY",),
    "no_article": ("E_NO_BODY", "E_NOT_ARTICLE"),
    "unknown_columns": ("E_NOT_ARTICLE", "E_JSON_TYPE"),
    "unknown_layout": ("E_NOT_ARTICLE",),
    "undecodable": ("E_ENCODING", "E_BINARY"),
    "unsupported_format": ("E_FORMAT", "E_BINARY"),
    "too_large": ("E_TOO_LARGE", "E_BOMB"),
    "unreadable": ("E_UNREADABLE",),
    "not_a_file": ("E_NOT_REGULAR", "E_SYMLINK", "E_ARCHIVE_MEMBER"),
    "malformed": (*_BROKEN, *_ARCHIVES, "E_ENCRYPTED"),
    "reader_timeout": ("E_TIMEOUT",),
}
# What the reader of a table sees that is odd, by the flag of the article it stands in.
FLAGS: Final[dict[str, tuple[str, ...]]] = {
    "encoding": ("F_DECODED",),
    "bom": ("F_BOM",),
    "bad_bytes": ("F_REPLACED",),
    "mojibake_repaired": ("F_MOJIBAKE",),
    "nul_removed": ("F_CONTROL",),
    "control_characters_removed": ("F_CONTROL",),
    "date_rejected": ("F_DATE_INVALID", "F_DATE_FUTURE", "F_DATE_OLD", "F_NO_DATE"),
    "date_missing": ("F_NO_DATE", "F_DATE_INVALID"),
    "date_ambiguous": ("F_DATE_AMBIGUOUS",),
    "multiple_articles": ("F_MULTI",),
    "credentials_removed": ("F_URL_SECRET",),
}
# Of an article that the list calls short: fewer words than its own shortest full one has.
_SHORT_WORDS: Final = 20


def flags_of(file: Path) -> frozenset[str]:
    """What of the articles in a file is odd, by what the reader notes and finds; the file is read by itself, since of
    many versions of an article one is published."""
    return frozenset(flag for record in read(file.read_bytes()).records for flag in _flags_of(record))


def _flags_of(record: Record) -> Iterator[str]:
    for flag in record.quality_flags:
        yield from FLAGS.get(flag.partition(":")[0], ())
    if record.title is None:
        yield "F_NO_TITLE"
    if record.url is None:
        yield "F_NO_URL"
    if record.published is None:
        yield "F_NO_DATE"
    if not record.authors:
        yield "F_NO_BYLINE"
    text = " ".join(block.passage.text for block in record.blocks if block.kind in BODY_KINDS)
    language = identify(text)
    if language is not None and language[0] != "en":
        yield "F_LANG"
    if len(text.split()) < _SHORT_WORDS:
        yield "F_SHORT"


def outcomes(raw: Path, processed: Path, paths: list[str]) -> Iterator[Outcome]:
    """What became of each path of the list, and of each member of it.

    Folders are walked, not read: those of the list are skipped.
    """
    names = {escaped(path): path for path in paths}
    rejects = {
        row["raw_path"]: row for row in _rows(processed / "_ops" / "rejects.parquet") if row["resolved_run_id"] is None
    }
    states = {row["raw_path"]: row for row in _rows(processed / "_ops" / "files.parquet")}
    for raw_path in sorted(states.keys() | rejects.keys()):
        file, _, member = raw_path.partition("#")
        # A name may hold the mark between a file and its member.
        path = names[raw_path] if raw_path in names else f"{names.get(file, file)}{'!' * bool(member)}{member}"
        if raw_path in rejects:
            for reason in REASONS.get(rejects[raw_path]["code"], (rejects[raw_path]["code"],)):
                yield {"path": path, "status": "quarantined", "reason": reason, "flags": []}
        elif states[raw_path]["state"] in ("kept", "version", "superseded"):
            flags = sorted(flags_of(raw / path)) if not member else []
            yield {"path": path, "status": "processed", "reason": None, "flags": flags}
        else:
            yield {"path": path, "status": "duplicate", "reason": None, "flags": []}
    for skipped in scan(raw).skipped:
        yield {"path": names.get(skipped, skipped), "status": "skipped", "reason": "S_IGNORED", "flags": []}
    for path in paths:
        if "!" not in path and (raw / path).is_dir() and not (raw / path).is_symlink():
            yield {"path": path, "status": "skipped", "reason": "E_NOT_REGULAR", "flags": []}


def _rows(folder: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(folder).to_pylist()
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=Path, required=True)
    parser.add_argument("--light", action="store_true")
    parser.add_argument("--limit", type=float, default=1.5)
    arguments = parser.parse_args()
    raw, processed = arguments.inputs / "raw", arguments.inputs / "processed"
    shutil.rmtree(processed, ignore_errors=True)
    run = measured(raw, processed, full=not arguments.light)
    print(f"{run.cpu:.0f} CPU-s, {run.wall:.0f} s, {run.megabytes:.0f} MB, exit {run.exit_code}: {run.summary}")
    cases = json.loads((arguments.inputs / "expected.json").read_text("utf-8"))["cases"]
    rows = list(outcomes(raw, processed, [case["path"] for case in cases]))
    (arguments.inputs / "results.json").write_text(json.dumps(rows, indent=1))
    if run.megabytes > arguments.limit * 1024:
        raise SystemExit(f"a process had {run.megabytes:.0f} MB")


if __name__ == "__main__":
    main()
