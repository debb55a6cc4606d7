"""From invented articles to how the names of a model differ on an older processor, which is emulated.

    python -m benchmarks.processors --articles 24 --recogniser news --results benchmarks/results/processors.json

valgrind runs a program on a processor with avx2 alone, whatever the machine has, and so does qemu-x86_64 where it is
told to: there integer products are summed with saturation. Both are some fifty times as slow. Prints how many names are
on one side only, and how far apart scores are as tables carry them.
"""

import argparse
import json
import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.invented import articles, document
from broadsheet.flows.store.versions import processor
from broadsheet.transforms.names.models.registry import recogniser_named
from broadsheet.transforms.tables.built.names import SCORE_DIGITS

ROOT = Path(__file__).parents[1]
# The commands that run another command on a processor with avx2 and no more, the better known first.
EMULATORS = {
    "qemu-x86_64": ("-cpu", "Haswell"),
    "valgrind": ("--tool=none", "-q"),
}
SEED = 13

Names = dict[tuple[int, int, int, str], float]


def emulator() -> list[str] | None:
    """The beginning of a command line that is run on an older processor; None, where no emulator is installed."""
    installed = (shutil.which(name) for name in EMULATORS)
    path = next((path for path in installed if path), None)
    return [path, *EMULATORS[Path(path).name]] if path else None


def names(recogniser: str, n_articles: int) -> list[tuple[int, int, int, str, float]]:
    """Each name by its article, its code points and its type, with its score."""
    documents = [document(each) for each in articles(n_articles, SEED)]
    return [
        (number, name.start, name.end, name.type, round(name.score or 0.0, SCORE_DIGITS))
        for number, of_article in enumerate(recogniser_named(recogniser).names(documents))
        for name in of_article
    ]


def names_of_a_process(command: list[str], recogniser: str, n_articles: int) -> Names:
    """The names that a process of its own finds, started by a command."""
    how = ["-m", "benchmarks.processors", "--names", "--recogniser", recogniser, "--articles", str(n_articles)]
    done = subprocess.run([*command, sys.executable, *how], cwd=ROOT, capture_output=True, text=True, check=True)
    return {tuple(place): score for *place, score in json.loads(done.stdout.splitlines()[-1])}


def difference(here: Names, there: Names) -> dict[str, float]:
    """How many names two processors found, how many are on one side only, and how far apart their scores are."""
    apart = [round(abs(here[name] - there[name]), SCORE_DIGITS) for name in here.keys() & there.keys()]
    return {
        "names": len(here.keys() | there.keys()),
        "on_one_side_only": len(here.keys() ^ there.keys()),
        "with_other_scores": sum(each > 0 for each in apart),
        "largest_difference_of_scores": max(apart, default=0.0),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=24)
    parser.add_argument("--recogniser", default="news")
    parser.add_argument("--names", action="store_true", help="Print the names that are found here, and nothing else.")
    parser.add_argument("--results", type=Path)
    given = parser.parse_args()
    if given.names:
        print(json.dumps(names(given.recogniser, given.articles)))
        return 0
    command = emulator()
    if command is None:
        print(f"none of {', '.join(EMULATORS)} is installed")
        return 1
    here = names_of_a_process([], given.recogniser, given.articles)
    there = names_of_a_process(command, given.recogniser, given.articles)
    told = {"emulator": command, "processor": processor(), "articles": given.articles, **difference(here, there)}
    print(json.dumps(told))
    if given.results:
        known = json.loads(given.results.read_text()) if given.results.exists() else {}
        known[given.recogniser] = {"seed": SEED, **told}
        given.results.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
