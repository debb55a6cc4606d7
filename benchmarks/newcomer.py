"""A newcomer's way, by the documents alone: from a clone to ten answers, a plot, a marked article, a twin without text.

    python benchmarks/newcomer.py [--folder DIR]

Each step is a command or a block that is copied from a page of the clone as it stands; a step that a page does not have
is an error. Prints the page, the command, seconds on the clock and of CPU for each step. Needs git, make and python3.
"""

import argparse
import re
import resource
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
_SHELL = re.compile(r"```sh\n(.*?)```", re.DOTALL)
_PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)
_ANSWERS = 10
# What the page of questions leaves out: to look at the answers.
_PRINT = "\nfor name, answer in answers.items():\n    print(name, '-', len(answer), 'rows')\n"


@dataclass(frozen=True, slots=True)
class Step:
    """What is done, from which page, and how to see that it worked."""

    name: str
    page: str
    pick: Callable[[str], str]
    worked: Callable[[Path, str], bool]


def _command(beginning: str) -> Callable[[str], str]:
    def pick(page: str) -> str:
        lines: list[str] = [line for block in _SHELL.findall(page) for line in block.splitlines()]
        return next(line for line in lines if line.startswith(beginning)).partition("  #")[0]

    return pick


def _ten_questions(page: str) -> str:
    [block] = _PYTHON.findall(page)
    return _heredoc(block + _PRINT)


def _first_plot(page: str) -> str:
    blocks = _PYTHON.findall(page)
    return _heredoc(blocks[0] + next(block for block in blocks[1:] if "draw(" in block))


def _heredoc(code: str) -> str:
    return f"python - <<'END_OF_BLOCK'\n{code}\nEND_OF_BLOCK"


def _has(path: str) -> Callable[[Path, str], bool]:
    return lambda folder, _: (folder / path).exists()


GUIDE = "docs/guides/analyst.md"
STEPS = (
    Step("install and make the dataset", GUIDE, _command("make dataset"), _has("data/processed/current")),
    Step("ten questions", "docs/questions.md", _ten_questions, lambda _, out: out.count(" rows") == _ANSWERS),
    Step("a plot", "docs/gallery.md", _first_plot, _has("docs/pictures/articles.svg")),
    Step("a report", GUIDE, _command("broadsheet report"), _has("report.html")),
    Step(
        "a marked article",
        GUIDE,
        _command("broadsheet show 2023-03/lake-talks-afp.md --output"),
        _has("article.html"),
    ),
    Step("a no-text package", GUIDE, _command("broadsheet export parquet exported/twin"), _has("exported/twin")),
    Step("its words put back", GUIDE, _command("broadsheet attach"), _has("exported/whole")),
)


def walk(folder: Path) -> None:
    """Clone the project and carry out each step; prints what each took.

    Raises  SystemExit, when a step fails
    """
    clone = folder / "broadsheet"
    _timed("clone", "git", ["git", "clone", "--quiet", str(ROOT), str(clone)], folder)
    (clone / "docs" / "pictures" / "articles.svg").unlink()
    for step in STEPS:
        command = step.pick((clone / step.page).read_text("utf-8"))
        # As `. .venv/bin/activate`, of the same page, leaves the shell.
        script = f"[ ! -e .venv/bin/activate ] || . .venv/bin/activate\n{command}"
        out = _timed(step.name, f"{step.page}: {command.splitlines()[0]}", ["bash", "-euc", script], clone)
        if not step.worked(clone, out):
            raise SystemExit(f"{step.name}: ended well, and left nothing:\n{out}")


def _timed(name: str, source: str, command: list[str], folder: Path) -> str:
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    after, took = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic() - started
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"{name:<30}{took:8.1f} s{cpu:8.1f} CPU-s   {source}", flush=True)
    if done.returncode:
        raise SystemExit(f"{name} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--folder", type=Path, help="where to work; by default a temporary one")
    chosen = options.parse_args()
    if chosen.folder:
        walk(chosen.folder)
    else:
        with tempfile.TemporaryDirectory() as folder:
            walk(Path(folder))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
