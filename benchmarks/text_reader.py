"""From the development gold of text articles to scores and speed of the text reader.

    python benchmarks/text_reader.py OUT [SET ...]

writes OUT/ours/SET.jsonl and prints what `../shared/gold/html/score.py` says of it, with files per CPU second.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

from transforms.readers import read
from transforms.records import BODY_KINDS, Moment, Reading

GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold" / "html"
SETS = ("md_seed", "md_read", "md_traf", "md_full")


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


def main(out: Path, sets: tuple[str, ...]) -> None:
    """Read every file of the sets, write the predictions and print the scores."""
    (out / "ours").mkdir(parents=True, exist_ok=True)
    for name in sets:
        files = sorted((GOLD / name / "raw").iterdir())
        data = [(path.name, path.read_bytes()) for path in files]
        read(data[0][1])
        start = time.process_time()
        readings = [(path, read(content)) for path, content in data]
        seconds = time.process_time() - start
        rows = [json.dumps(prediction(path, reading), ensure_ascii=False) for path, reading in readings]
        (out / "ours" / f"{name}.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")
        size = sum(len(content) for _, content in data)
        print(f"{name}: {len(data) / seconds:.0f} files, {size / seconds / 1e6:.1f} MB a CPU second")
    subprocess.run([sys.executable, str(GOLD / "score.py"), "--pred", str(out), "--sets", ",".join(sets)], check=True)


if __name__ == "__main__":
    if len(sys.argv) < 2 or not GOLD.exists():
        sys.exit(__doc__)
    main(Path(sys.argv[1]), tuple(sys.argv[2:]) or SETS)
