"""A machine that is watched: what its processes send elsewhere, and what they write outside the folders named."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
_WATCH = Path(__file__).with_name("watch")
# Whatever of this a developer has set would change what is tested.
_OURS = ("BROADSHEET_", "PREFECT_", "AWS_", "XDG_", "HF_", "ORT_", "DO_NOT_TRACK", "PYTHON", "LD_PRELOAD", "TMPDIR")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "slow: starts a server of its own; leave out with -m 'not slow'")


@dataclass(frozen=True)
class Machine:
    """Where watched processes run: below `folder` are their working folder, home and temporary folder."""

    folder: Path
    environment: dict[str, str]

    @property
    def home(self) -> Path:
        return self.folder / "home"

    def run(self, *arguments: str, seconds: float = 500) -> str:
        """Run Python with these arguments; gives its output, and fails where it failed."""
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=self.folder / "work",
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=seconds,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    def seen(self) -> list[str]:
        """What was refused or written elsewhere by any process so far."""
        log = self.folder / "watch.log"
        return log.read_text("utf-8").splitlines() if log.exists() else []


@pytest.fixture(scope="session")
def watcher(tmp_path_factory: pytest.TempPathFactory) -> Path | None:
    """The library that is preloaded; None without a compiler: then Python's own events are all that is watched."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None or not sys.platform.startswith("linux"):
        return None
    library = tmp_path_factory.mktemp("watch") / "watch.so"
    source = str(_WATCH / "watch.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", str(library), source, "-ldl"], check=True)
    return library


@pytest.fixture
def short() -> Iterator[Path]:
    """A folder for temporary files: the path of a socket in it may have 107 bytes, and pytest's own are long."""
    with tempfile.TemporaryDirectory(prefix="bs") as folder:
        yield Path(folder)


@pytest.fixture
def machine(tmp_path: Path, short: Path, watcher: Path | None) -> Machine:
    for name in ("work", "home"):
        (tmp_path / name).mkdir()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    watched = {
        "HOME": str(tmp_path / "home"),
        "TMPDIR": str(short),
        "PYTHONPATH": f"{_WATCH}:{PROJECT}",
        # Byte code beside the source is the interpreter's, and `make` has it written at installation.
        "PYTHONDONTWRITEBYTECODE": "1",
        "WATCH_LOG": str(tmp_path / "watch.log"),
        "WATCH_FOLDERS": f"{tmp_path / 'work'}:{short}:{tmp_path / 'watch.log'}",
    }
    preloaded = {"LD_PRELOAD": str(watcher)} if watcher else {}
    return Machine(tmp_path, {**kept, **watched, **preloaded})
