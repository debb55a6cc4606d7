"""Whether articles have the same rows in straight marks, in curly ones, and with unspaced dashes.

Run     python -m benchmarks.typography GOLD.jsonl [ARTICLES]
Reads   documents with `text`; each is written in three styles and goes through the whole pipeline
Prints  rows of each table, and each column whose values differ between the styles, with the number of rows

Left out are texts, offsets, hashes and keys of the raw file, which hold the marks themselves, and `rel_position`, a
share of offsets.
"""

import json
import re
import sys
from collections import Counter
from pathlib import Path

import pyarrow as pa

from broadsheet.transforms import pipeline
from broadsheet.transforms.articles.articles import RawFile, articles_of

N_ARTICLES = 100
MOST_SHOWN = 3_000  # code points of differences
# The address gives an article its id, which would else be that of its text.
FRONT = "---\ntitle: Report {at}\ndate: 2024-05-14\nurl: https://orla.example/report-{at}\n---\n\n{text}\n"
# What holds the marks or counts them.
LEFT_OUT = re.compile(
    r"""
    (?:.*_)?(?:start|end) | (?:.*_)?text | surface | title | subtitle         # of texts and places in them
    | canonical_name | variants | rel_position | n_chars
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
    text = re.sub(r"(?<![^\s(\[-])\"(?=\S)", "“", straight(text)).replace('"', "”")
    return re.sub(r"(?<![^\s(\[“-])'(?=[A-Za-z])", "‘", text).replace("'", "’")


def dashed(text: str) -> str:
    """The text in curly marks with unspaced dashes."""
    return re.sub(r"(?<=\w) - (?=\w)", "—", curly(text))


STYLES = {"straight": straight, "curly": curly, "dashed": dashed}


def rows_of(texts: list[str]) -> dict[str, pa.Table]:
    """The tables of the texts, each an article of its own."""
    files = [RawFile(f"{at:04}.md", FRONT.format(at=at, text=text).encode()) for at, text in enumerate(texts)]
    return pipeline.whole(*articles_of(files), pipeline.tools())


def main(gold: Path, n_articles: int) -> None:
    """Print what differs."""
    documents = [json.loads(line)["text"] for line in gold.read_text(encoding="utf-8").splitlines()[:n_articles]]
    # Lines wrapped by hand are indented; a straight mark that opens in one paragraph and shuts in another is ambiguous.
    texts = [re.sub(r"\n+", "\n\n", re.sub(r"\s*\n[ \t]+", " ", document)) for document in documents]
    base, *others = ((name, rows_of([style(text) for text in texts])) for name, style in STYLES.items())
    for name, tables in others:
        differences: Counter[str] = Counter()
        n_rows = 0
        for table, expected in base[1].items():
            if tables[table].num_rows != expected.num_rows:
                differences[f"{table}: rows {expected.num_rows} and {tables[table].num_rows}"] += 1
                continue
            n_rows += expected.num_rows
            for column in expected.column_names:
                if not LEFT_OUT.fullmatch(column):
                    pairs = zip(expected[column].to_pylist(), tables[table][column].to_pylist(), strict=True)
                    n_other = sum(a != b for a, b in pairs)
                    differences[f"{table}.{column}"] += n_other
        told = {what: number for what, number in differences.items() if number}
        sys.stdout.write(
            f"{base[0]} and {name}: {n_rows} rows compared; {told or 'no difference'}\n"[:MOST_SHOWN] + "\n"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else N_ARTICLES)
