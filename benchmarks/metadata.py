"""From lines as articles have them, and the gold beside the project, to microseconds a call and figures of accuracy."""

import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from broadsheet.transforms.metadata import bylines, credits, datelines, language, moments, urls

GOLD = Path(__file__).parents[1].parent / "shared" / "gold" / "html"
ROUNDS = 7
CALLS = 300
PROSE = (
    "The river council of Orlova voted on Monday to reopen the old ferry line, eleven years after it closed, he said."
)
SHORT = ("Advertisement", "Ferry Line to Reopen After 11 Years", PROSE)
LINES: list[tuple[Callable[[str], Any], tuple[str, ...]]] = [
    (bylines.looks_like_byline, ("By Lena Fisk and Ivo Brandt", *SHORT)),
    (bylines.looks_like_name_line, ("Lena Fisk", *SHORT)),
    (bylines.parse_byline, ("By AFP", "By Lena Fisk, Reuters", "Ivo Brandt, Political Correspondent")),
    (credits.looks_like_caption, ("A ferry (L) crosses the Orla. Ada Kell/POOL/TASS", *SHORT)),
    (credits.looks_like_credit, ("Photo: Ada Kell", *SHORT)),
    (credits.split_caption, ("A ferry (L) crosses the Orla. Ada Kell/POOL/TASS", PROSE)),
    (moments.parse_moment, ("April 27, 2022", "2023-03-14T09:05:00+03:00", "14 марта 2023, 09:05", *SHORT)),
    (moments.looks_like_date_line, ("April 27, 2022", *SHORT)),
    (datelines.parse_dateline, ("ORLOVA, March 14 (Reuters) - The council met.", PROSE)),
    (language.identify, (" ".join([PROSE] * 18),)),
]


def microseconds(function: Callable[[str], Any], text: str) -> float:
    """The median, over rounds, of the processor time of one call that finds nothing in a cache (clearing takes 0.2)."""
    function(text)
    taken = []
    for _ in range(ROUNDS):
        start = time.process_time()
        for _ in range(CALLS):
            bylines._understood.cache_clear()
            moments._moment.cache_clear()
            function(text)
        taken.append((time.process_time() - start) / CALLS * 1e6)
    return statistics.median(taken)


def gold(name: str) -> list[dict[str, Any]]:
    """The rows of a gold set; none where it is absent."""
    path = GOLD / name / "expected.dev.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def accuracy() -> None:
    """Print how often languages, datelines and authors of the gold are met."""
    pages = [row for row in gold("fundus") if row.get("lang") and row.get("body")]
    if not pages:
        print("no development gold beside the project: accuracy not measured")
        return
    language.identify(PROSE)
    start = time.process_time()
    found = [language.identify(row["body"]) for row in pages]
    each = (time.process_time() - start) / len(pages) * 1e6
    right = sum(code is not None and code[0] == row["lang"] for code, row in zip(found, pages, strict=True))
    print(f"language  {right}/{len(pages)} right, {each:.0f} microseconds each")
    rows = gold("dateline")
    pairs = [(datelines.parse_dateline(row["text"]), row["dateline"]) for row in rows]
    hits = sum(made is not None and made.place == want["place"] for made, want in pairs if want)
    false = sum(made is not None and want is None for made, want in pairs)
    print(f"datelines {hits}/{sum(want is not None for _, want in pairs)} found, {false} beside them")
    names = [name for row in pages for name in row.get("authors") or ()]
    kept = sum(any(author.name == name for author in bylines.parse_byline(name)) for name in names)
    print(f"authors   {kept}/{len(names)} names kept as they are")
    lines = [line.strip() for row in pages for line in row["body"].split("\n") if line.strip()]
    for check in (bylines.looks_like_byline, bylines.looks_like_name_line, moments.looks_like_date_line,
                  credits.looks_like_caption, credits.looks_like_credit):  # fmt: skip
        start = time.process_time()
        seen = sum(map(check, lines))
        each = (time.process_time() - start) / len(lines) * 1e6
        print(f"{check.__name__:22} {seen} of {len(lines)} body lines, {each:.1f} microseconds each")


def main() -> None:
    """Print both."""
    for function, texts in LINES:
        for text in texts:
            print(f"{function.__name__:22} {microseconds(function, text):7.1f} us  {text[:50]!r}")
    urls.url_parts("https://www.orlovapost.com/")
    start = time.process_time()
    for number in range(CALLS):
        urls.url_parts(f"https://www.orlovapost.com/2023/03/14/ferry-a{number}?utm_source=x")
    print(f"{'url_parts':22} {(time.process_time() - start) / CALLS * 1e6:7.1f} us  new addresses of one host")
    accuracy()


if __name__ == "__main__":
    main()
