"""What `import broadsheet` offers: its examples hold, it is light to import, and it tells what is wrong."""

import doctest
import subprocess
import sys
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

import pandas as pd
import pytest

import broadsheet
from broadsheet import analysis, dataset
from broadsheet.flows.run import conductor, ingest
from broadsheet.flows.settings import settings
from broadsheet.telemetry import SWITCHES
from broadsheet.transforms.errors import StorageError

TEXT = "Mira Solberg said the ferry would stay.\n\nThe council of Osterby votes on Friday, she said."


@pytest.mark.parametrize("module", [broadsheet, analysis, dataset], ids=lambda module: module.__name__)
def test_the_examples_in_the_docstrings_hold(module: object) -> None:
    outcome = doctest.testmod(module)  # type: ignore[arg-type]
    assert outcome.failed == 0


def test_examples_are_there_to_be_run() -> None:
    examples = doctest.DocTestFinder().find(analysis)
    assert {test.name.rpartition(".")[2] for test in examples if test.examples} >= {
        *("read", "analyse", "sentences", "names", "quotes")
    }


def test_every_name_of_the_face_can_be_reached() -> None:
    assert {name for name in broadsheet.__all__ if not callable(getattr(broadsheet, name))} == {"__version__"}
    assert broadsheet.__version__ == version("broadsheet")
    assert issubclass(StorageError, broadsheet.BroadsheetError)
    assert set(broadsheet.__all__) <= set(dir(broadsheet))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = broadsheet.nothing


def test_importing_it_loads_nothing_and_throws_the_switches() -> None:
    code = "import os, sys, broadsheet; print(*sys.modules); print(*(f'{k}={v}' for k, v in os.environ.items()))"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env={})
    modules, environment = (set(line.split()) for line in printed.stdout.splitlines())
    assert modules & {"pandas", "pyarrow", "prefect", "numpy", "spacy", "onnxruntime"} == set()
    assert {f"{name}={value}" for name, value in SWITCHES.items()} <= environment


def test_offsets_are_those_of_the_text_that_was_given() -> None:
    tables = broadsheet.analyse(TEXT, published="2021-03-03", parse=False)
    for name, column in (("sentences", "text"), ("mentions", "surface"), ("quotes", "text"), ("dates", "surface")):
        rows = tables[name]
        assert len(rows)
        assert [TEXT[start:end] for start, end in zip(rows["char_start"], rows["char_end"], strict=True)] == rows[
            column
        ].tolist()


def test_dates_are_counted_from_the_day_that_was_given() -> None:
    dates = broadsheet.analyse(TEXT, published="2021-03-03", recogniser="none", parse=False)["dates"]
    assert pd.to_datetime(dates["resolved_start"]).tolist() == [datetime(2021, 3, 5)]


def test_files_give_the_same_rows_as_a_run_on_their_folder(raw_folder: Path, tmp_path: Path) -> None:
    chosen = settings(
        {"raw": raw_folder, "processed": tmp_path / "processed", "executor": "inline", "recogniser": "none"}
    )
    ingest.run(chosen.model_copy(update={"parse": False}), conductor.Plain(lambda _: None))
    published = broadsheet.open(tmp_path / "processed")
    tables = broadsheet.analyse(raw_folder, recogniser="none", parse=False)
    assert set(published) <= set(tables)
    for name in ("articles", "sentences"):
        key = published[name].columns[:2].tolist()
        ours = tables[name][tables[name]["raw_path"].ne("README.md")] if "raw_path" in tables[name] else tables[name]
        both = [rows.sort_values(key, ignore_index=True) for rows in (published[name], ours)]
        pd.testing.assert_frame_equal(
            both[0], both[1][both[1]["article_id"].isin(both[0]["article_id"])], check_dtype=True
        )
    assert tables["rejects"]["code"].tolist().count("empty") == 1


def test_a_dataset_says_what_it_has_and_what_it_lacks(raw_folder: Path, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="nothing is published"):
        broadsheet.open(tmp_path)
    chosen = settings(
        {"raw": raw_folder, "processed": tmp_path / "processed", "executor": "inline", "recogniser": "none"}
    )
    ingest.run(chosen.model_copy(update={"parse": False}), conductor.Plain(lambda _: None))
    published = broadsheet.open(tmp_path / "processed")
    assert len(published) == len(list(published))
    assert published.read("articles", columns=["article_id"]).columns.tolist() == ["article_id"]
    assert broadsheet.open(tmp_path / "processed", published.snapshot[:12]) == published
    with pytest.raises(StorageError, match=r"has no table 'articels': there are .*articles"):
        published["articels"]
    with pytest.raises(StorageError, match="keeps 0 snapshots named 'ffff'"):
        broadsheet.open(tmp_path / "processed", "ffff")
