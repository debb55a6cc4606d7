"""The page on knowledge bases: its blocks and its command run, and entities get ids."""

import gzip
import json
import re
import shlex
from pathlib import Path

import pandas as pd
import pytest

from broadsheet.flows.cli import OK, main

PAGE = (Path(__file__).parents[2] / "docs" / "knowledge-base.md").read_text("utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


def test_names_that_are_known_get_their_ids(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    exec(BLOCKS[0], {})
    raw = tmp_path / "data" / "raw"
    raw.mkdir(parents=True)
    (raw / "rope.md").write_text("# Rope is short\n\n2021-03-04\n\nMs. Ada Quill said the rope in Corvane was short.\n")
    [command] = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
    light = ["--recogniser", "news-fast", "--no-parse", "--processes", "1"]
    assert main([*shlex.split(command)[1:], *light]) == OK
    entities = pd.read_parquet(tmp_path / "data" / "processed" / "current" / "entities")
    rows = entities[["canonical_name", "kb_id", "kb_source"]].values.tolist()
    assert ["Ada Quill", "P1", "tarn"] in rows


def test_a_dump_becomes_a_file_of_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    person = {"mainsnak": {"datavalue": {"value": {"id": "Q5"}}}}
    entity = {"id": "Q1", "labels": {"en": {"value": "Ada Quill"}}, "claims": {"P31": [person]}}
    with gzip.open("latest-all.json.gz", "wt", encoding="utf-8") as lines:
        lines.write(f"[\n{json.dumps(entity)},\n{json.dumps(entity)}\n]\n")
    exec(BLOCKS[1], {})
    assert (
        pd.read_parquet("wikidata.parquet")[["name", "kb_id", "type"]].values.tolist()
        == [["Ada Quill", "Q1", "PERSON"]] * 2
    )
