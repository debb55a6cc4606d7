"""A run that finds nothing to do is quick: what computes, and what runs elsewhere, is not even imported."""

import subprocess
import sys

import pytest

_LOADED = (
    "import broadsheet.flows.cli, broadsheet.flows.run.conductor, broadsheet.flows.run.ingest, sys; "
    "import broadsheet.flows.reports.run_summary; print(*sys.modules)"
)


@pytest.fixture(scope="module")
def loaded() -> set[str]:
    return set(
        subprocess.run([sys.executable, "-c", _LOADED], capture_output=True, text=True, check=True).stdout.split()
    )


@pytest.mark.parametrize(
    "name", ["botocore", "distributed", "pandas", "prefect", "spacy", "broadsheet.transforms.pipeline"]
)
def test_nothing_to_do_imports_nothing_heavy(loaded: set[str], name: str) -> None:
    assert "pyarrow" in loaded
    assert name not in loaded
