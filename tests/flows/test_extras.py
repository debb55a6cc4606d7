"""What only some need is an extra; where it is asked for and not installed, the error says which to install."""

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    ("package", "arguments", "extra"),
    [
        pytest.param("botocore", ["--raw", "s3://deliveries/2021", "--plain"], "s3", id="raw files in a bucket"),
        pytest.param("distributed", ["--executor", "dask:local:1", "--plain"], "dask", id="workers of Dask"),
    ],
)
def test_a_missing_extra_is_named(
    package: str, arguments: list[str], extra: str, raw_folder: Path, tmp_path: Path
) -> None:
    run = f"import sys; sys.modules[{package!r}] = None; from broadsheet.flows.cli import main; sys.exit(main())"
    given = ["ingest", "--raw", str(raw_folder), "--processed", str(tmp_path / "processed"), *arguments]
    ended = subprocess.run(
        [sys.executable, "-c", run, *given], capture_output=True, text=True, cwd=Path(__file__).parents[2]
    )
    assert ended.returncode == 2
    assert f"pip install 'broadsheet[{extra}]'" in ended.stderr
