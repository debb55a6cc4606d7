"""From the name of a model to its files: what was not released is refused."""

import json
from pathlib import Path

import pytest

from transforms.errors import SettingsError
from transforms.names import released
from transforms.names.released import description_of, file_of, version_of


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package with one model, "small", of one file; gives its folder."""
    folder = tmp_path / "models" / "small"
    folder.mkdir(parents=True)
    folder.joinpath("model.onnx").write_bytes(b"abc")
    digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    folder.joinpath("model.json").write_text(json.dumps({"sha256": {"model.onnx": digest}}), "utf-8")
    monkeypatch.setattr(released, "files", lambda _: tmp_path)
    return folder


def test_the_bytes_of_a_released_file(package: Path) -> None:
    assert file_of("small", "model.onnx") == b"abc"


def test_a_file_that_was_changed_is_refused(package: Path) -> None:
    package.joinpath("model.onnx").write_bytes(b"abd")
    with pytest.raises(SettingsError, match=r"'small': model\.onnx is not the file that was released"):
        file_of("small", "model.onnx")


def test_another_description_is_another_version(package: Path) -> None:
    before = version_of("small")
    package.joinpath("model.json").write_text("{}", "utf-8")
    assert (len(before), version_of("small") == before, description_of("small")) == (12, False, {})


def test_a_model_that_is_not_there(package: Path) -> None:
    with pytest.raises(SettingsError, match="'large': the package holds no such model"):
        version_of("large")
