"""From sentences to the amounts that quantulum3 tells of them, in an environment of its own.

Run     python amounts_quantulum3.py SENTENCES.json TARGET.json
Needs   quantulum3 0.10.0
Reads   a list of texts
Writes  for each text its amounts: start, end, lower and upper end of its range (equal without one); then CPU seconds
"""

import json
import sys
import time
from pathlib import Path

from quantulum3 import parser  # type: ignore[import-not-found]


def amounts(text: str) -> list[list[float]]:
    """The spans and ends of what the parser finds; it tells a range by its middle and its uncertainty."""
    rows = []
    for quantity in parser.parse(text):
        spread = quantity.uncertainty or 0.0
        rows.append([*quantity.span, quantity.value - spread, quantity.value + spread])
    return rows


def main(source: Path, target: Path) -> None:
    """Write the amounts of every text."""
    texts = json.loads(source.read_text(encoding="utf-8"))
    amounts("5 miles")  # loads its units
    start = time.process_time()
    rows = [amounts(text) for text in texts]
    seconds = time.process_time() - start
    target.write_text(json.dumps({"amounts": rows, "seconds": seconds}), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
