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
COMMANDS = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)


def test_names_that_are_known_get_their_ids(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    exec(BLOCKS[0], {})
    raw = tmp_path / "data" / "raw"
    raw.mkdir(parents=True)
    (raw / "rope.md").write_text("# Rope is short\n\n2021-03-04\n\nMs. Ada Quill said the rope in Corvane was short.\n")
    light = ["--recogniser", "news-fast", "--no-parse", "--processes", "1"]
    assert main([*shlex.split(COMMANDS[0])[1:], *light]) == OK
    entities = pd.read_parquet(tmp_path / "data" / "processed" / "current" / "entities")
    rows = entities[["canonical_name", "kb_id", "kb_source"]].values.tolist()
    assert ["Ada Quill", "P1", "tarn"] in rows


def test_a_dump_and_a_table_become_files_of_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    person = {"mainsnak": {"datavalue": {"value": {"id": "Q5"}}}}
    entity = {"id": "Q1", "labels": {"en": {"value": "Ada Quill"}}, "claims": {"P31": [person]}}
    with gzip.open("latest-all.json.gz", "wt", encoding="utf-8") as lines:
        lines.write(f"[\n{json.dumps(entity)}\n]\n")
    Path("people.csv").write_text("name,id,type\nOrla Finch,P2,PERSON\n", "utf-8")
    for command in COMMANDS[1].splitlines():
        assert main(shlex.split(command)[1:]) == OK
    rows = [
        pd.read_parquet(f"{file}.parquet")[["name", "kb_id", "type"]].values.tolist() for file in ("wikidata", "people")
    ]
    assert rows == [[["Ada Quill", "Q1", "PERSON"]], [["Orla Finch", "P2", "PERSON"]]]
