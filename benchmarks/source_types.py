"""From the labelled samples of sources to how often their type is told right.

Run     python -m benchmarks.source_types GOLD_FOLDER
Reads   tests/accuracy/source_types*.tsv (places and labels only) and the texts of the gold: quotes/polnear.dev.jsonl,
        ner/wwn.dev.jsonl and the pages of html/fundus
Prints  for each sample accuracy and macro F1 over the labels, and of each type its F1 and how often it is labelled and
        told; a labelled speaker that no quotation names is counted apart
"""

import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from broadsheet.transforms import pipeline
from broadsheet.transforms.articles.articles import RawFile

SAMPLES = Path(__file__).parents[1] / "tests" / "accuracy"
HEADLINE = "# Report of the day\n\n"
BATCH = 20  # articles parsed at once; a bound on memory
NONE = "none"


class Label(NamedTuple):
    """A labelled speaker: half-open code points of a section of a document, and the type."""

    document: str
    section: str
    start: int
    end: int
    type: str


def labels(path: Path) -> list[tuple[str, Label]]:
    """The labels of a sample, each with the set its document is of; without what is no source."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [
        (origin, Label(document, section, int(start), int(end), label))
        for origin, document, section, start, end, _, label in rows
        if label != NONE
    ]


def texts_of(folder: Path) -> dict[str, str]:
    """The documents of the two sets that are texts, by the names that the samples have for them."""
    texts = {}
    for name, line_break in (("quotes/polnear.dev.jsonl", "\n\n"), ("ner/wwn.dev.jsonl", "\n")):
        for line in (folder / name).read_text(encoding="utf-8").splitlines():
            document = json.loads(line)
            texts[document["doc_id"].replace("/", "_")] = HEADLINE + document["text"].replace("\n", line_break)
    return texts


def files_of(names: Sequence[str], folder: Path) -> list[RawFile]:
    """The documents of a sample as raw files."""
    texts = texts_of(folder)
    files = []
    for name in names:
        text = texts.get(name.removesuffix(".txt").removeprefix("p/"))
        content = text.encode() if text is not None else (folder / "html/fundus/raw" / name).read_bytes()
        files.append(RawFile(name, content))
    return files


def told(files: Sequence[RawFile]) -> dict[tuple[str, str], list[tuple[int, int, str]]]:
    """The speakers named in each section of each file, with the type told."""
    tools = pipeline.tools()
    speakers: dict[tuple[str, str], list[tuple[int, int, str]]] = {}
    for at in range(0, len(files), BATCH):
        tables = pipeline.batch(files[at : at + BATCH], tools)
        paths = dict(zip(*(tables["articles"][name].to_pylist() for name in ("article_id", "raw_path")), strict=True))
        for row in tables["quotes"].to_pylist():
            if row["speaker_char_start"] is not None:
                place = row["speaker_char_start"], row["speaker_char_end"], row["source_type"]
                speakers.setdefault((paths[row["article_id"]], row["section"]), []).append(place)
    return speakers


def pairs_of(sample: Sequence[Label], speakers: dict[tuple[str, str], list[tuple[int, int, str]]]) -> list[list[str]]:
    """Label and type of each labelled speaker that a quotation names: the one that overlaps most."""
    pairs = []
    for label in sample:
        near = [
            (min(end, label.end) - max(start, label.start), kind)
            for start, end, kind in speakers.get((label.document, label.section), ())
            if start < label.end and label.start < end
        ]
        if near:
            pairs.append([label.type, max(near)[1]])
    return pairs


def report(name: str, n_labels: int, pairs: Sequence[Sequence[str]]) -> str:
    """Accuracy, macro F1 and the figures of each type."""
    gold, predicted = Counter(pair[0] for pair in pairs), Counter(pair[1] for pair in pairs)
    right = Counter(pair[0] for pair in pairs if pair[0] == pair[1])
    scores = {kind: 2 * right[kind] / (gold[kind] + predicted[kind]) for kind in sorted(gold)}
    head = (
        f"{name}: {len(pairs)} of {n_labels} labelled speakers named, accuracy {right.total() / len(pairs):.3f}, "
        f"macro F1 {sum(scores.values()) / len(scores):.3f}"
    )
    return "\n".join(
        [head, *(f"  {kind:<15} F1 {f1:.2f} of {gold[kind]}, told {predicted[kind]}" for kind, f1 in scores.items())]
    )


def main(folder: Path) -> None:
    """Print the figures of every sample."""
    for path in sorted(SAMPLES.glob("source_types*.tsv")):
        sample = [label for _, label in labels(path)]
        files = files_of(sorted({label.document for label in sample}), folder)
        sys.stdout.write(report(path.stem, len(sample), pairs_of(sample, told(files))) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
