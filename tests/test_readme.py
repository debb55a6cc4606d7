"""The README's examples, run on the sample articles, print what the README says."""

import contextlib
import io
import re
from pathlib import Path

import pytest

import broadsheet

ROOT = Path(__file__).parents[1]
_EXAMPLE = re.compile(r"```python\n(.*?)```\n\n(?:[^`]*?\n\n)?```text\n(.*?)```", re.DOTALL)


@pytest.fixture(scope="module")
def current(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the tables that the examples read, as a run on the sample articles publishes them."""
    folder = tmp_path_factory.mktemp("current")
    broadsheet.analyse(ROOT / "data" / "raw")["quotes"].to_parquet(folder / "quotes")
    return folder


def _examples() -> list[tuple[str, str]]:
    return _EXAMPLE.findall((ROOT / "README.md").read_text("utf-8"))


def test_there_are_examples_with_what_they_print() -> None:
    assert len(_examples()) == 2


@pytest.mark.parametrize("example", [0, 1])
def test_an_example_prints_what_it_says(current: Path, example: int) -> None:
    code, expected = _examples()[example]
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(code.replace("data/processed/current", current.as_posix()), {})
    assert [line.rstrip() for line in printed.getvalue().splitlines()] == expected.splitlines()
