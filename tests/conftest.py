"""What every test stands on: no settings from outside, and a few made-up articles in a folder of their own."""

import os
from pathlib import Path

import pytest

for name in [name for name in os.environ if name.startswith("BROADSHEET_")]:
    del os.environ[name]


def article(number: int, day: str) -> str:
    """A made-up article as a web page rendered to Markdown."""
    return (
        f"# Ferry line {number} to Osterby stays open\n\nBy Mira Solberg\n\n{day}\n\n"
        f"The island council of Osterby voted on Monday to keep ferry line {number} running through the winter.\n\n"
        f'"Nobody here can do without it," said Jonas Brandt, who has steered boat {number} for {number + 3} years.\n\n'
        f"About {number * 17 + 140} people cross each day, and a ticket costs {number + 2} crowns.\n"
    )


@pytest.fixture
def raw_folder(tmp_path: Path) -> Path:
    """Nine articles of three months, one twice, an empty file, and two that are skipped by name."""
    folder = tmp_path / "raw"
    for number in range(9):
        month = number % 3 + 1
        path = folder / f"2021-0{month}" / f"ferry-{number}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(article(number, f"2021-0{month}-1{number}"))
    (folder / "copy.md").write_text(article(4, "2021-02-14"))
    (folder / "empty.md").write_bytes(b"")
    (folder / ".hidden").write_text("no article")
    (folder / "README.md").write_text("what this folder is for")
    return folder
