"""From the annotated sentences to how well amounts are read, beside quantulum3 in the same run.

Run     python -m benchmarks.amounts GOLD_FOLDER [PYTHON_WITH_QUANTULUM3] [--list]
Reads   amounts_gold.tsv, annotated before the rules, and amounts_held_out.tsv, drawn and annotated after them (offsets
        and values only); the texts of dates/dates.dev.jsonl, places/places.dev.jsonl and quotes/polnear.dev.jsonl
Prints  for each reader precision and recall in per cent, of amounts with their place and value, and of ours with their
        unit and their kind too; words a CPU-second; `--list`: every amount that was missed or wrong

An amount is right if it overlaps an annotated one (each is met once) and has its value and the upper end of its range.
What overlaps an optional one is neither right nor wrong.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from broadsheet.transforms.dates.expressions import time_expressions
from broadsheet.transforms.numbers.amounts import amounts

GOLD = {name: Path(__file__).with_name(f"amounts_{name}.tsv") for name in ("gold", "held_out")}
FILES = {
    "dates": "dates/dates.dev.jsonl",
    "places": "places/places.dev.jsonl",
    "quotes": "quotes/polnear.dev.jsonl",
}
TOLERANCE = 1e-6  # of the value: figures are compared as floats


@dataclass(frozen=True)
class Number:
    """An amount of a sentence: offsets in it, ends of its range (equal without one), unit and kind ("" where none)."""

    start: int
    end: int
    low: float | None
    high: float | None
    unit: str = ""
    kind: str = ""
    is_optional: bool = False


@dataclass
class Sentence:
    """An annotated sentence."""

    text: str
    numbers: list[Number] = field(default_factory=list)


def annotated(folder: Path, annotations: Path) -> list[Sentence]:
    """The annotated sentences with their texts from the gold."""
    texts = {}
    for gold, name in FILES.items():
        for document in map(json.loads, (folder / name).read_text(encoding="utf-8").splitlines()):
            texts[gold, document["doc_id"]] = document["text"]
    sentences: list[Sentence] = []
    first = 0
    for line in annotations.read_text(encoding="utf-8").splitlines():
        what, *cells = line.split("\t")
        if what == "sentence":
            first = int(cells[2])
            sentences.append(Sentence(texts[cells[0], cells[1]][first : int(cells[3])]))
        elif what == "amount":
            start, end, low, high, unit, kind, optional = (*cells, "", "")[:7]
            ends = (float(low) if low else None, float(high or low) if low else None)
            number = Number(int(start) - first, int(end) - first, *ends, unit, kind, optional == "optional")
            sentences[-1].numbers.append(number)
    return sentences


def ours(texts: Sequence[str]) -> tuple[list[list[Number]], float]:
    """Our amounts of each sentence, dates left out as the pipeline does; the CPU seconds of both."""
    rows = []
    start = time.process_time()
    for text in texts:
        dates = [(date.start, date.end) for date in time_expressions(text, None)]
        rows.append(
            [
                Number(
                    number.start, number.end, number.value,
                    number.value if number.value_high is None else number.value_high,
                    number.unit or "", number.kind,
                )
                for number in amounts(text, dates)
            ]
        )  # fmt: skip
    return rows, time.process_time() - start


def quantulum3(texts: Sequence[str], python: str) -> tuple[list[list[Number]], float]:
    """Its amounts of each sentence, and the CPU seconds they took."""
    script = Path(__file__).with_name("amounts_quantulum3.py")
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "texts.json"), Path(folder, "amounts.json")
        source.write_text(json.dumps(list(texts)), encoding="utf-8")
        subprocess.run([python, str(script), str(source), str(target)], check=True)
        told = json.loads(target.read_text(encoding="utf-8"))
    rows = [[Number(int(a), int(b), low, high) for a, b, low, high in sentence] for sentence in told["amounts"]]
    return rows, told["seconds"]


def _is_value(number: Number, gold: Number) -> bool:
    return all(
        a is not None and b is not None and abs(a - b) <= TOLERANCE * max(1.0, abs(b))
        for a, b in ((number.low, gold.low), (number.high, gold.high))
    )


def score(sentences: Sequence[Sentence], read: Sequence[Sequence[Number]], parts: Sequence[str], is_list: bool) -> str:
    """Precision and recall of amounts with their place, their value and the named parts."""
    n_right = n_ours = n_gold = 0
    for sentence, numbers in zip(sentences, read, strict=True):
        left = list(numbers)
        for gold in sentence.numbers:
            over = [number for number in left if number.start < gold.end and gold.start < number.end]
            is_right = [
                _is_value(number, gold) and all(getattr(number, part) == getattr(gold, part) for part in parts)
                for number in over
            ]
            if gold.is_optional:
                left = [number for number in left if number not in over]
                continue
            n_gold += 1
            if any(is_right):
                n_right += 1
                n_ours += 1
                left.remove(over[is_right.index(True)])
            elif is_list:
                sys.stdout.write(
                    f"missed {sentence.text[gold.start : gold.end]!r} {gold.low} {gold.unit} in {sentence.text!r}\n"
                )
        n_ours += len(left)
        if is_list:
            for number in left:
                sys.stdout.write(f"wrong {sentence.text[number.start : number.end]!r} {number} in {sentence.text!r}\n")
    precision, recall = 100 * n_right / max(1, n_ours), 100 * n_right / n_gold
    return f"precision {precision:.1f} of {n_ours}, recall {recall:.1f} of {n_gold}"


def main(folder: Path, python: str | None, is_list: bool) -> None:
    """Print the figures of both readers on both sets of sentences."""
    for name, annotations in GOLD.items():
        sentences = annotated(folder, annotations)
        sys.stdout.write(f"{name}: {len(sentences)} sentences\n")
        compare(sentences, python, is_list)


def compare(sentences: Sequence[Sentence], python: str | None, is_list: bool) -> None:
    """Print the figures of both readers."""
    texts = [sentence.text for sentence in sentences]
    n_words = sum(len(text.split()) for text in texts)
    read, seconds = ours(texts)
    sys.stdout.write(f"Broadsheet: {n_words / seconds:,.0f} words a CPU-second, dates included\n")
    for name, parts in (("values", ()), ("with units", ("unit",)), ("with kinds", ("unit", "kind"))):
        sys.stdout.write(f"  {name}: {score(sentences, read, parts, is_list and not parts)}\n")
    if python:
        read, seconds = quantulum3(texts, python)
        sys.stdout.write(f"quantulum3: {n_words / seconds:,.0f} words a CPU-second\n")
        sys.stdout.write(f"  values: {score(sentences, read, (), False)}\n")


if __name__ == "__main__":
    given = [argument for argument in sys.argv[1:] if argument != "--list"]
    main(Path(given[0]), given[1] if len(given) > 1 else None, "--list" in sys.argv)
