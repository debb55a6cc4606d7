"""Code is told apart by what it computes: no comment or docstring makes rows stale, and no other stage."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from broadsheet import transforms
from broadsheet.flows.store import code, notes

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


def _stages(processed: Path | None = None) -> str:
    _as_of_a_new_process()
    return code.stages(processed)


def _as_of_a_new_process() -> None:
    for remembered in (code.digest, code._digest, code.meaning):
        remembered.cache_clear()


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    _as_of_a_new_process()
    yield
    _as_of_a_new_process()


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


def test_a_dataset_notes_the_digests_of_the_code_that_is_there(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    processed = tmp_path / "processed"
    (processed / "_cache").mkdir(parents=True)
    first = _stages(processed)
    assert first == _stages()
    with monkeypatch.context() as patch:
        patch.setattr(code, "meaning", None)  # is not asked again
        assert _noted(processed) == first
    source.write_text("def find() -> int:\n    return 2\n")
    assert code.changed(first, _stages(processed)) == ("quotes",)
    (processed / notes.CODE).write_bytes(b"{}")
    assert _stages(processed) == _stages()


def _noted(processed: Path) -> str:
    code.digest.cache_clear()
    return code.stages(processed)


def test_a_word_list_is_code(source: Path) -> None:
    before = _stages()
    (source.parent / "words.txt").write_text("said\n")
    assert code.changed(before, _stages()) == ("quotes",)


def test_every_module_of_the_pipeline_is_of_a_stage() -> None:
    root = Path(transforms.__file__).parent
    by_part = {part: set(code.sources(part)) for parts in code.STAGES.values() for part in parts}
    assert [part for part, paths in by_part.items() if not paths] == []
    modules = {path for path in root.rglob("*.py") if path.relative_to(root).parts[0] not in APART}
    assert modules - set().union(*by_part.values()) == set()


# Of these a model's stage takes the names of types, or of errors.
TYPES = {"errors", "names.places.home", "records.record", "vocabulary.mention_types"}


@pytest.mark.parametrize("stage", sorted(code.MODELS))
def test_the_stage_of_a_model_holds_all_that_it_imports(stage: str) -> None:
    root = Path(transforms.__file__).parent
    sources = {path for part in code.STAGES[stage] for path in code.sources(part)}
    imported = {
        node.module.removeprefix("broadsheet.transforms.")
        for path in sources
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("broadsheet.transforms.")
    }
    assert {name for name in imported - TYPES if root / f"{name.replace('.', '/')}.py" not in sources} == set()


def test_a_change_of_rules_of_names_is_none_of_their_model() -> None:
    root = Path(transforms.__file__).parent
    of_model = {path for part in code.STAGES["recogniser"] for path in code.sources(part)}
    assert of_model.isdisjoint(
        path for room in ("names/rules", "vocabulary", "lexicons") for path in code.sources(room)
    )
    of_names = {path for part in code.STAGES["names"] for path in code.sources(part)}
    assert of_model - of_names == {root / "installed.py"}
    assert {path.parent.relative_to(root).as_posix() for path in of_model} == {".", "names", "names/models"}


def test_stages_are_told_as_json() -> None:
    assert list(json.loads(code.stages())) == sorted(code.STAGES)
