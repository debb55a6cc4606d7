"""From a dataset and texts of known topics to how well search by meaning finds, beside full-text search (FTS5, BM25).

    PYTHONPATH=. python benchmarks/search.py [--processed DIR] [--topics FILE]

Titles: each title of an English article of the dataset is asked for, and should give its article, by what stands below
the title. A title mostly repeats words of its text, so full-text search is at its best here. Topics: each headline of
the texts that the vectors did not learn from should give others of its topic among the first ten, its own left out.
FTS5 searches the words' stems, any of them.
"""

import argparse
import json
import re
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from broadsheet.transforms.vectors.static import static_vectors

TOPICS = Path(__file__).parents[2] / "shared" / "gold" / "unmarked" / "bbc.jsonl"
FIRST = 10
# Shorter texts are captions and lists, of which a title says nothing.
_WORDS = 80

Ranking = Callable[[str], list[int]]


def by_meaning(keys: Sequence[int], sentences: Sequence[str]) -> Ranking:
    """Keys by the nearest of their sentences."""
    order = np.argsort(keys, kind="stable")
    owners = np.asarray(keys)[order]
    units = _units(static_vectors().of([sentences[row] for row in order]))
    starts = np.flatnonzero(np.diff(owners, prepend=owners[0] - 1))

    def ranking(words: str) -> list[int]:
        nearest = np.maximum.reduceat(units @ _units(static_vectors().of([words]))[0], starts)
        return [int(key) for key in owners[starts][np.argsort(-nearest, kind="stable")]]

    return ranking


def by_words(keys: Sequence[int], texts: Sequence[str]) -> Ranking:
    """Keys by BM25 of any of the words."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE texts USING fts5(text, tokenize = 'porter unicode61')")
    connection.executemany("INSERT INTO texts VALUES (?)", [(text,) for text in texts])

    def ranking(words: str) -> list[int]:
        query = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", words))
        rows = connection.execute("SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY bm25(texts)", [query])
        return [keys[row - 1] for (row,) in rows]

    return ranking


def _units(vectors: NDArray[np.int8]) -> NDArray[np.float32]:
    rows = vectors.astype(np.float32)
    units: NDArray[np.float32] = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1)
    return units


def print_titles(processed: Path) -> None:
    """The share of titles that find their article first, and among the first ten."""
    articles = pd.read_parquet(
        processed / "current" / "articles", columns=["article_id", "title", "language", "n_words"]
    )
    sentences = pd.read_parquet(processed / "current" / "sentences", columns=["article_id", "section", "text"])
    below = sentences[sentences["section"] != "title"]
    asked = articles[(articles["language"] == "en") & articles["title"].notna() & (articles["n_words"] >= _WORDS)]
    asked = asked.drop_duplicates("title")
    whole = below.groupby("article_id")["text"].agg(" ".join)
    print(f"{len(asked)} titles, {len(whole)} articles, {len(below)} sentences")
    for name, ranking in (
        ("meaning", by_meaning(below["article_id"].tolist(), below["text"].tolist())),
        ("FTS5", by_words(whole.index.tolist(), whole.tolist())),
    ):
        places = [_place(ranking(title), key) for key, title in zip(asked["article_id"], asked["title"], strict=True)]
        shares = [np.mean([place < n for place in places]) for n in (1, FIRST)]
        print(f"  {name:<10} first {shares[0]:.1%}, among ten {shares[1]:.1%}")


def _place(keys: list[int], key: int) -> int:
    return keys.index(key) if key in keys else len(keys) + FIRST


def print_topics(file: Path) -> None:
    """The share of the first ten that are of the topic of the headline asked for."""
    documents = sorted(map(json.loads, file.read_text("utf-8").splitlines()), key=lambda each: str(each["doc_id"]))
    documents = documents[1::2]
    topics = [document["doc_id"].split("/")[1] for document in documents]
    headlines, texts = zip(*(document["text"].split("\n", 1) for document in documents), strict=True)
    lines = [(number, line) for number, text in enumerate(texts) for line in text.split("\n") if line.strip()]
    print(f"{len(documents)} headlines of {len(set(topics))} topics")
    for name, ranking in (
        ("meaning", by_meaning([number for number, _ in lines], [line for _, line in lines])),
        ("FTS5", by_words(range(len(texts)), texts)),
    ):
        shares = []
        for number, headline in enumerate(headlines):
            others = [key for key in ranking(headline) if key != number][:FIRST]
            shares += [topics[key] == topics[number] for key in others]
        print(f"  {name:<10} {np.mean(shares):.1%} of the first ten of the same topic")


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--processed", type=Path, default=Path("data/processed"))
    options.add_argument("--topics", type=Path, default=TOPICS)
    chosen = options.parse_args()
    print_titles(chosen.processed)
    if chosen.topics.is_file():
        print_topics(chosen.topics)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
