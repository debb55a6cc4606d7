"""How often the language of a brief is told, and right: of briefs written for this, in 15 languages.

Run     python -m benchmarks.languages
Reads   language_briefs.tsv: no title, no label, no outlet beside the text
Prints  briefs told and right in per cent, every brief that is told wrongly or not at all, and of these, in which
        language its features would be made
"""

import sys
from collections import Counter
from pathlib import Path

from broadsheet.transforms.metadata.language import told_language

BRIEFS = Path(__file__).with_name("language_briefs.tsv")


def main() -> None:
    """Print the figures."""
    rows = [line.split("\t") for line in BRIEFS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    counts: Counter[str] = Counter()
    for language, text in rows:
        result = told_language("", text)
        counts["told"] += result.language is not None
        counts["right"] += result.language == language
        counts["features"] += result.analysis == language
        if result.language != language:
            sys.stdout.write(f"{language}: {result.language}, features by {result.analysis}: {text}\n")
    told, right = counts["told"], counts["right"]
    sys.stdout.write(f"{len(rows)} briefs in {len({row[0] for row in rows})} languages: ")
    sys.stdout.write(f"told {100 * told / len(rows):.1f} %, right of these {100 * right / told:.1f} %; ")
    sys.stdout.write(f"features by the right language {100 * counts['features'] / len(rows):.1f} %\n")


if __name__ == "__main__":
    main()
