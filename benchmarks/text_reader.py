"""From the development gold of text articles to scores and speed of the text reader.

    python benchmarks/text_reader.py OUT [SET ...]

writes OUT/ours/SET.jsonl and prints what `../shared/gold/html/score.py` says of it, with files per CPU second: the
best of several passes, all caches warm; also of the seed article (2.4 kB) and of the layouts of `variants`.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

from broadsheet.transforms.readers import read
from broadsheet.transforms.records.record import BODY_KINDS, Moment, Reading

GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold" / "html"
SETS = ("md_seed", "md_read", "md_traf", "md_full")
SEED = GOLD.parents[1] / "seed" / "article.txt"
PASSES = 5


def iso(moment: Moment | None) -> str | None:
    """The moment as ISO 8601, as fine as it is known."""
    if moment is None or moment.time is None:
        return moment.day.isoformat() if moment else None
    text = moment.time.isoformat()
    if moment.utc_offset_min is None:
        return text
    sign = "-" if moment.utc_offset_min < 0 else "+"
    hours, minutes = divmod(abs(moment.utc_offset_min), 60)
    return f"{text}{sign}{hours:02d}:{minutes:02d}"


def prediction(name: str, reading: Reading) -> dict[str, object]:
    """A row for the scorer."""
    if not reading.records:
        return {"file": name, "error": reading.rejects[0].code if reading.rejects else "nothing"}
    record = reading.records[0]
    return {
        "file": name,
        "title": record.title.text if record.title else None,
        "authors": [author.name for author in record.authors],
        "published": iso(record.published),
        "body": "\n\n".join(block.passage.text for block in record.blocks if block.kind in BODY_KINDS),
        "url": record.canonical_url,
        "lang": record.language,
        "sitename": record.publisher_name,
        "captions": [block.passage.text for block in record.blocks if block.kind == "caption"],
    }


def print_speed(name: str, data: list[bytes]) -> None:
    """Read the files several times and print the speed of the fastest pass."""
    best = float("inf")
    for _ in range(PASSES + 1):
        start = time.process_time()
        for content in data:
            read(content)
        best = min(best, time.process_time() - start)
    size = sum(map(len, data))
    print(
        f"{name}: {len(data) / best:.0f} files of {size / len(data):.0f} bytes, {size / best / 1e6:.1f} MB a CPU second"
    )


def main(out: Path, sets: tuple[str, ...]) -> None:
    """Read every file of the sets, write the predictions and print the scores."""
    (out / "ours").mkdir(parents=True, exist_ok=True)
    print_speed("seed article", [SEED.read_bytes()] * 100)
    print_speed("variants", [path.read_bytes() for path in sorted((GOLD / "variants").glob("V*.md"))])
    for name in sets:
        files = sorted((GOLD / name / "raw").iterdir())
        data = [(path.name, path.read_bytes()) for path in files]
        rows = [json.dumps(prediction(path, read(content)), ensure_ascii=False) for path, content in data]
        (out / "ours" / f"{name}.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")
        print_speed(name, [content for _, content in data])
    subprocess.run([sys.executable, str(GOLD / "score.py"), "--pred", str(out), "--sets", ",".join(sets)], check=True)


if __name__ == "__main__":
    if len(sys.argv) < 2 or not GOLD.exists():
        sys.exit(__doc__)
    main(Path(sys.argv[1]), tuple(sys.argv[2:]) or SETS)
