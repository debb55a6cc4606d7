"""From the name of an installed model to its package: what was not released is refused."""

from base64 import urlsafe_b64encode
from collections.abc import Callable
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, PathDistribution
from pathlib import Path

import pytest

from broadsheet.transforms import installed
from broadsheet.transforms.errors import SettingsError
from broadsheet.transforms.installed import first_fault, model_package
from broadsheet.transforms.sentences.parsing import PACKAGE

WEIGHTS = "ferry_model/weights.bin"
RELEASED = b"weights"


@pytest.fixture
def package(tmp_path: Path) -> PathDistribution:
    """An installed package of one file of weights, with the digest that it was released with."""
    (tmp_path / "ferry_model").mkdir()
    (tmp_path / WEIGHTS).write_bytes(RELEASED)
    about = tmp_path / "ferry_model-1.0.dist-info"
    about.mkdir()
    digest = urlsafe_b64encode(sha256(RELEASED).digest()).decode().rstrip("=")
    (about / "RECORD").write_text(f"{WEIGHTS},sha256={digest},7\nferry_model-1.0.dist-info/RECORD,,\n", "utf-8")
    return PathDistribution(about)


def test_a_package_as_it_was_released_has_no_fault(package: PathDistribution) -> None:
    assert first_fault(package) is None


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        pytest.param(
            lambda path: path.write_bytes(b"weighty"),
            f"{WEIGHTS} is not the file that was released",
            id="a byte is another one",
        ),
        pytest.param(Path.unlink, f"{WEIGHTS} cannot be read", id="the file is gone"),
    ],
)
def test_a_damaged_package_has_a_fault(package: PathDistribution, damage: Callable[[Path], object], fault: str) -> None:
    damage(Path(str(package.locate_file(WEIGHTS))))
    assert first_fault(package) == fault


def test_a_package_without_a_record_is_taken_as_it_is(package: PathDistribution) -> None:
    Path(str(package.locate_file("ferry_model-1.0.dist-info/RECORD"))).unlink()
    assert first_fault(package) is None


def test_a_damaged_model_is_not_loaded(monkeypatch: pytest.MonkeyPatch, package: PathDistribution) -> None:
    Path(str(package.locate_file(WEIGHTS))).write_bytes(b"weighty")
    monkeypatch.setattr(installed, "distribution", lambda _: package)
    with pytest.raises(SettingsError, match=r"the model ferry_model: .*weights\.bin is not the file that was released"):
        model_package("ferry_model")


def test_a_model_that_is_not_installed_is_none() -> None:
    with pytest.raises(PackageNotFoundError):
        model_package("no_such_ferry_model")


def test_the_model_of_the_parser_is_as_released() -> None:
    assert model_package(PACKAGE).__name__ == PACKAGE
