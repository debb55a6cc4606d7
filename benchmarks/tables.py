"""From 50 vocabularies of headers in many languages to how many of 2,000 random tables are read as they were written.

python benchmarks/tables.py [TABLES]
"""

import csv
import io
import random
import sys
import time
from collections import Counter
from pathlib import Path

from broadsheet.transforms.readers import read, sniff

HEADERS = [
    line.split("\t")
    for line in Path(__file__).with_name("table_headers.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
WORDS = (
    "the council of Orlova voted on Monday to reopen an old ferry line eleven years after it had closed and so the "
    "harbour master who lives near a mill said that nobody had asked what the boats would cost in spring"
).split()
DAYS = ("{y}-{m:02}-{d:02}", "{d:02}/{m:02}/{y}", "{d}.{m}.{y}", "{y}{m:02}{d:02}", "{y}-{m:02}-{d:02} 10:15:00")
OUTLETS = ("Orla Herald", "Velden Times", "Saltreach Post")
PEOPLE = ("Lena Fisk", "Ivo Brandt", "Mira Tolsen")


def sentence(chance: random.Random, size: int) -> str:
    """Words in any order, with a capital."""
    return " ".join(chance.choice(WORDS) for _ in range(size)).capitalize()


def table(chance: random.Random) -> tuple[bytes, list[tuple[str, str, str]]]:
    """A table of some columns in some order, and title, text and day of its rows."""
    names = chance.choice(HEADERS)
    columns = [0, 1, 2, *chance.sample([3, 4, 5], chance.randint(0, 3))]
    chance.shuffle(columns)
    form = chance.choice(DAYS)
    rows, told = [], []
    for at in range(chance.randint(2, 8)):
        day = {"y": 2023, "m": chance.randint(1, 12), "d": 13 + at}
        text = "\n\n".join(f"{sentence(chance, chance.randint(12, 40))}." for _ in range(chance.randint(1, 5)))
        title = f"{sentence(chance, chance.randint(3, 9))} {at}"
        cells = [
            title,
            text,
            form.format(**day),
            chance.choice(OUTLETS),
            chance.choice(PEOPLE),
            f"https://orla.example/{at}",
        ]
        rows.append([cells[column] for column in columns])
        told.append((title, text, "{y}-{m:02}-{d:02}".format(**day)))
    sink = io.StringIO()
    quoting = chance.choice([csv.QUOTE_ALL, csv.QUOTE_MINIMAL])
    writer = csv.writer(sink, delimiter=chance.choice(",;\t|"), quoting=quoting)
    writer.writerow([names[column] for column in columns])
    writer.writerows(rows)
    return sink.getvalue().encode(chance.choice(["utf-8", "utf-8-sig", "utf-16"])), told


def verdict(data: bytes, told: list[tuple[str, str, str]]) -> str:
    """Whether a table is read as it was written, refused, read otherwise, or read as prose."""
    if sniff(data) != "csv":
        return "prose"
    reading = read(data)
    if not reading.records:
        return "refused"
    found = [
        (
            record.title.text if record.title else "",
            "\n\n".join(block.passage.text for block in record.blocks),
            record.published.day.isoformat() if record.published else "",
        )
        for record in reading.records
    ]
    return "right" if found == told else "wrong"


def main() -> None:
    """Print how many tables came to what."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    start = time.process_time()
    counted: Counter[str] = Counter()
    for seed in range(count):
        data, told = table(random.Random(seed))
        outcome = verdict(data, told)
        counted[outcome] += 1
        if outcome != "right" and counted[outcome] <= 5:
            print(outcome, seed, data[:100])
    took = time.process_time() - start
    print(f"{count} tables of {len(HEADERS)} vocabularies: {dict(counted)}, {took / count * 1e3:.1f} ms each")


if __name__ == "__main__":
    main()
