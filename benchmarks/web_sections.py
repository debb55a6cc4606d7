"""From 60 development pages to how often their section and subjects are those that a reader of the pages put down.

    PYTHONPATH=. python benchmarks/web_sections.py

The annotation is `web_sections.tsv`: values only. A section is right where it is one of the annotated ones, without
case and accents; subjects are scored by the F1 of the first eight, as sets, over the pages where they were annotated.
"""

from pathlib import Path

from broadsheet.transforms.readers.html.page_reader import read
from broadsheet.transforms.vocabulary.folding import bare

GOLD = Path(__file__).parents[2] / "shared" / "gold" / "html"
ANNOTATION = Path(__file__).with_suffix(".tsv")
_COUNTED = 8  # Subjects; editors give as many, what follows is often made by machines.


def values_of(cell: str) -> set[str]:
    return {bare(value) for value in cell.split("|")} - {""}


def main() -> None:
    if not GOLD.exists():
        raise SystemExit("the gold is not beside the project (../shared/gold/html)")
    right = 0
    scores: list[float] = []
    lines = [line for line in ANNOTATION.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    for line in lines:
        name, file, sections, subjects = line.split("\t")
        record = read((GOLD / name / "raw" / file).read_bytes()).records[0]
        section = bare(record.section or "")
        is_right = section in values_of(sections) or (not sections and not section)
        right += is_right
        if not is_right:
            print(f"{name}/{file}: section {record.section!r}, not {sections!r}")
        if subjects != "-":
            gold, own = values_of(subjects), values_of("|".join(record.keywords[:_COUNTED]))
            both = len(gold | own)
            scores.append(2 * len(gold & own) / (len(gold) + len(own)) if both else 1.0)
            if scores[-1] < 1:
                print(f"{name}/{file}: subjects {record.keywords[:_COUNTED]!r}, not {subjects!r}")
    print(f"section: {right} of {len(lines)}; subjects: F1 {sum(scores) / len(scores):.3f} over {len(scores)} pages")


if __name__ == "__main__":
    main()
