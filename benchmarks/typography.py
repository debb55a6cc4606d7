"""Whether articles have the same rows in straight marks, in curly ones, and with unspaced dashes.

Run     python -m benchmarks.typography GOLD.jsonl [ARTICLES]
Reads   documents with `text`; each is written in three styles and goes through the whole pipeline
Prints  rows of each table, and each column whose values differ between the styles, with the number of rows

Left out are texts, offsets, hashes and keys of the raw file, which hold the marks themselves, and what the dictionary
says of `rel_position` and `salience`, which count places, and of a mention's `score`.
"""

import json
import re
import sys
from pathlib import Path

import pyarrow as pa

from broadsheet.transforms import pipeline
from broadsheet.transforms.articles.articles import RawFile, articles_of

N_ARTICLES = 100
MOST_SHOWN = 3_000  # code points of differences
# The address gives an article its id, which would else be that of its text.
FRONT = "---\ntitle: Report {at}\ndate: 2024-05-14\nurl: https://orla.example/report-{at}\n---\n\n{text}\n"
TAG = re.compile(r"<[^<>\n]{1,300}>")
# What holds the marks or counts them.
LEFT_OUT = re.compile(
    r"""
    (?:.*_)?(?:start|end) | (?:.*_)?text | (?:.*_)?surface | title | subtitle   # of texts and places in them
    | canonical_name | variants | n_chars | dateline_raw | value
    | rel_position | salience | score                                           # by places, and of a model
    | .*sha256.* | .*_hash | copy_group_id | raw_.* | char_.*                   # of files
    """,
    re.VERBOSE,
)


def straight(text: str) -> str:
    """The text in straight marks and hyphens between spaces."""
    text = re.sub(r"[^\S\n]*(?:—|--)[^\S\n]*", " - ", text)
    for curly, plain in zip("‘’“”", "''\"\"", strict=True):
        text = text.replace(curly, plain)
    return re.sub(r"(?<=\S)[^\S\n]+(?=['’]s\b)", "", text)


def curly(text: str) -> str:
    """The text in curly marks; an opening one stands at the start of a word."""
    text = re.sub(r"(?<![^\s(\[-])\"(?=\S)|(?<=[,.:?!])\"(?=[A-Za-z])", "“", straight(text)).replace('"', "”")
    return re.sub(r"(?<![^\s(\[“-])'(?=[A-Za-z])", "‘", text).replace("'", "’")


def dashed(text: str) -> str:
    """The text in curly marks with unspaced dashes."""
    return re.sub(r"(?<=\w) - (?=\w)", "—", curly(text))


STYLES = {"straight": straight, "curly": curly, "dashed": dashed}


def rows_of(texts: list[str]) -> dict[str, pa.Table]:
    """The tables of the texts, each an article of its own."""
    files = [RawFile(f"{at:04}.md", FRONT.format(at=at, text=text).encode()) for at, text in enumerate(texts)]
    return pipeline.whole(*articles_of(files), pipeline.tools())


def differences(base: dict[str, pa.Table], other: dict[str, pa.Table]) -> dict[str, int]:
    """The columns whose values differ between two styles of the same articles, with the number of rows."""
    counts: dict[str, int] = {}
    for table, expected in base.items():
        if other[table].num_rows != expected.num_rows:
            counts[f"{table}: {expected.num_rows} rows and {other[table].num_rows}"] = 1
            continue
        for column in expected.column_names:
            if not LEFT_OUT.fullmatch(column):
                pairs = zip(expected[column].to_pylist(), other[table][column].to_pylist(), strict=True)
                counts[f"{table}.{column}"] = sum(a != b for a, b in pairs)
    return {what: number for what, number in counts.items() if number}


def main(gold: Path, n_articles: int) -> None:
    """Print what differs."""
    documents = [json.loads(line)["text"] for line in gold.read_text(encoding="utf-8").splitlines()[:n_articles]]
    # Lines wrapped by hand are indented; tags of posts hold straight marks that are no quotation marks.
    untagged = [TAG.sub(" ", document) for document in documents]
    texts = [re.sub(r"\n+", "\n\n", re.sub(r"\s*\n[ \t]+", " ", document)) for document in untagged]
    tables = {name: rows_of([style(text) for text in texts]) for name, style in STYLES.items()}
    base = tables.pop("straight")
    n_rows = sum(table.num_rows for table in base.values())
    for name, other in tables.items():
        different = differences(base, other) or "no difference"
        sys.stdout.write(f"straight and {name}: {n_rows} rows; {different}\n"[:MOST_SHOWN] + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else N_ARTICLES)
