"""What the guides show works: every block of the gallery runs, every command of the analyst's guide ends well."""

import importlib.util
import json
import re
import shlex
import shutil
from pathlib import Path
from types import ModuleType

import pytest

from broadsheet.flows.cli import OK, main, parser
from broadsheet.flows.run import conductor, ingest
from broadsheet.flows.settings import RunOptions, settings

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
QUESTIONS = 12


@pytest.fixture(scope="module")
def processed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset of a month of the sample articles, by the models that a user has."""
    folder = tmp_path_factory.mktemp("docs")
    raw = folder / "data" / "raw" / "2023-03"
    shutil.copytree(ROOT / "data" / "raw" / "2023-03", raw)
    chosen = settings({"raw": raw.parent, "processed": folder / "data" / "processed", "executor": "inline"})
    ingest.run(chosen, conductor.Plain(lambda _: None), RunOptions.model_validate({}))
    return chosen.processed


@pytest.fixture(scope="module")
def gallery() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gallery", DOCS / "gallery.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_block_of_the_gallery_runs_and_prints(gallery: ModuleType, processed: Path, tmp_path: Path) -> None:
    pieces = list(gallery.run((DOCS / "gallery.md").read_text("utf-8"), processed.as_posix(), tmp_path.as_posix()))
    blocks = [piece for piece in pieces if piece.is_code]
    assert len(blocks) == QUESTIONS + 1
    assert [piece.text for piece in blocks if not piece.printed.strip()] == []
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        path.name for path in (DOCS / "pictures").glob("*.svg")
    )
    assert gallery.markdown(pieces).count("```text") == QUESTIONS + 1
    cells = json.loads(gallery.notebook(pieces))["cells"]
    assert sum(cell["cell_type"] == "code" for cell in cells) == QUESTIONS + 1


def test_every_command_of_the_guide_ends_well(
    processed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    guide = (DOCS / "guides" / "analyst.md").read_text("utf-8")
    commands = [
        line
        for block in re.findall(r"```sh\n(.*?)```", guide, re.DOTALL)
        for line in block.splitlines()
        if line.startswith("broadsheet ")
    ]
    assert {command.split()[1] for command in commands} >= {
        "report",
        "show",
        "sql",
        "export",
        "attach",
        "sample",
        "diff",
    }
    (tmp_path / "data").symlink_to(processed.parent)
    monkeypatch.chdir(tmp_path)
    assert {command: main(shlex.split(command)[1:]) for command in commands} == dict.fromkeys(commands, OK)
    assert "written to exported/whole, every digest as it was" in capsys.readouterr().out


PAGES = sorted([ROOT / "README.md", *DOCS.rglob("*.md")])
_COMMAND = re.compile(r"^(?:\.venv/bin/)?broadsheet [^#\n]*", re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_command_of_a_page_is_one_of_the_command_line(page: Path) -> None:
    blocks = re.findall(r"```(?:sh|console)\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    for command in (line for block in blocks for line in _COMMAND.findall(block)):
        arguments = parser().parse_args(shlex.split(command)[1:])  # ends the test with what is wrong
        assert callable(arguments.run)
