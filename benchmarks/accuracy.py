"""From the annotated news beside the project to the figures that every dataset carries: flows/accuracy.tsv.

    PYTHONPATH=. python benchmarks/accuracy.py [--every N] [--only names,quotes,places,dates]

Names, quotations with their speakers, places and dates, each as the scorer of its gold counts: for all, by group, since
errors that differ between groups bias a comparison of groups, and by score, which should be the share that is right.
With --only the figures of other tables stay as they are.
"""

import argparse

from benchmarks.figures import dates, names, places, quotes
from broadsheet.flows.accuracy import FILE, Figure, figures, text

PARTS = {"names": names, "quotes": quotes, "places": places, "dates": dates}
_TABLES = {"names": "mentions", "quotes": "quotes", "places": "entities", "dates": "dates"}


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--every", type=int, default=1, help="use each Nth article")
    options.add_argument("--only", default=",".join(PARTS), help="which are measured, with commas between")
    chosen = options.parse_args()
    measured = {_TABLES[name]: list(PARTS[name].figures(chosen.every)) for name in chosen.only.split(",")}
    kept = [figure for figure in figures() if figure.table not in measured]
    every_figure: list[Figure] = [*kept, *(figure for part in measured.values() for figure in part)]
    FILE.write_text(text(sorted(every_figure, key=lambda f: (f.table, f.gold, f.check, f.part))), "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
