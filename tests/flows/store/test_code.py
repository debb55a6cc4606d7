"""Code is told apart by what it computes: no comment or docstring makes rows stale, and no other stage."""

import json
from pathlib import Path

import pytest

from broadsheet import transforms
from broadsheet.flows.store import code

# Rooms of `transforms` that no staged row follows from.
APART = {"charts", "comparison", "descriptions", "estimation", "marking"}


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A module of the stage of quotes, in a house of its own."""
    monkeypatch.setattr(code, "_ROOT", tmp_path)
    (tmp_path / "quotes").mkdir()
    (tmp_path / "dates").mkdir()
    (tmp_path / "dates" / "days.py").write_text("x = 1\n")
    path = tmp_path / "quotes" / "find.py"
    path.write_text('"""Finds."""\n\n\ndef find() -> int:\n    """How many."""\n    return 1  # one\n')
    return path


def _stages() -> str:
    code._digest.cache_clear()
    code._meaning.cache_clear()
    return code.stages()


@pytest.fixture(autouse=True)
def _as_before() -> None:
    code._digest.cache_clear()
    code._meaning.cache_clear()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("def find() -> int:\n    return 1\n", id="no docstrings, no comments"),
        pytest.param('"""Looks."""\n\ndef find()->int:\n  "None."\n  return (1)\n', id="other words, other spelling"),
    ],
)
def test_what_changes_no_row_changes_no_digest(source: Path, text: str) -> None:
    before = _stages()
    source.write_text(text)
    assert _stages() == before


def test_a_change_is_of_its_stage_alone(source: Path) -> None:
    before = _stages()
    source.write_text("def find() -> int:\n    return 2\n")
    assert code.changed(before, _stages()) == ("quotes",)
    assert code.changed("", _stages()) == tuple(code.STAGES)


def test_a_word_list_is_code(source: Path) -> None:
    before = _stages()
    (source.parent / "words.txt").write_text("said\n")
    assert code.changed(before, _stages()) == ("quotes",)


def test_every_module_of_the_pipeline_is_of_a_stage() -> None:
    root = Path(transforms.__file__).parent
    parts = [root / part for parts in code.STAGES.values() for part in parts]
    assert [part for part in parts if not part.exists()] == []
    modules = [path for path in root.rglob("*.py") if path.relative_to(root).parts[0] not in APART]
    assert [path for path in modules if not any(path.is_relative_to(part) for part in parts)] == []


def test_stages_are_told_as_json() -> None:
    assert list(json.loads(code.stages())) == sorted(code.STAGES)
