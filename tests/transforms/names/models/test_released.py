"""From the name of a model to its files: what was not released is refused."""

import json
import re
from pathlib import Path

import pytest

from broadsheet.transforms.errors import SettingsError
from broadsheet.transforms.names.models import released
from broadsheet.transforms.names.models.released import description_of, file_of, version_of


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package with one model, "small", of its own graph and a shared table; gives the folder of models."""
    folder = tmp_path / "models"
    digests = {
        "small/model.onnx": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "common/words.bin": "cb8379ac2098aa165029e3938a51da0bcecfc008fd6795f401178647f96c5b34",
    }
    for name, content in (("small/model.onnx", b"abc"), ("common/words.bin", b"def")):
        folder.joinpath(name).parent.mkdir(parents=True)
        folder.joinpath(name).write_bytes(content)
    folder.joinpath("small", "model.json").write_text(json.dumps({"sha256": digests}), "utf-8")
    monkeypatch.setattr(released, "files", lambda _: tmp_path)
    return folder


@pytest.mark.parametrize(("name", "content"), [("small/model.onnx", b"abc"), ("common/words.bin", b"def")])
def test_the_bytes_of_a_released_file(package: Path, name: str, content: bytes) -> None:
    assert file_of("small", name) == content


@pytest.mark.parametrize("name", ["small/model.onnx", "common/words.bin"])
def test_a_file_that_was_changed_is_refused(package: Path, name: str) -> None:
    package.joinpath(name).write_bytes(b"abd")
    with pytest.raises(SettingsError, match=rf"'small': {re.escape(name)} is not the file that was released"):
        file_of("small", name)


def test_another_description_is_another_version(package: Path) -> None:
    before = version_of("small")
    package.joinpath("small", "model.json").write_text("{}", "utf-8")
    assert (len(before), version_of("small") == before, description_of("small")) == (12, False, {})


def test_a_model_that_is_not_there(package: Path) -> None:
    with pytest.raises(SettingsError, match="'large': the package holds no such model"):
        version_of("large")
