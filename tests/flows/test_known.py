"""From a dump to the file of a knowledge base."""

import gzip
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from broadsheet.flows import cli

_ENTITIES = [
    {
        "id": "Q7",
        "labels": {"en": {"value": "Ada Quill"}},
        "claims": {
            "P31": [{"mainsnak": {"datavalue": {"value": {"id": "Q5"}}}}],
            "P106": [{"mainsnak": {"datavalue": {"value": {"id": "Q200"}}}}],
        },
    },
    {"id": "Q200", "labels": {"en": {"value": "singer"}}},
]
_ADA: dict[str, Any] = {
    "name": "Ada Quill",
    "kb_id": "Q7",
    "type": "PERSON",
    "country": None,
    "geonames_id": None,
    "related": [],
}


def test_a_dump_of_wikidata(tmp_path: Path) -> None:
    lines = ["[", *(json.dumps(entity) + "," for entity in _ENTITIES), "]"]
    dump, output = tmp_path / "dump.json.gz", tmp_path / "known.parquet"
    dump.write_bytes(gzip.compress("\n".join(lines).encode()))
    assert cli.main(["known", str(dump), str(output)]) == cli.OK
    assert pq.read_table(output).to_pylist() == [{**_ADA, "alias": [], "roles": ["singer"]}]


def test_a_table_with_headers(tmp_path: Path) -> None:
    dump, output = tmp_path / "dump.csv", tmp_path / "known.parquet"
    dump.write_text("item,itemLabel,class,altLabel,occupation\nQ7,Ada Quill,Q5,A. Quill|Dame Ada,singer\n")
    assert cli.main(["known", str(dump), str(output)]) == cli.OK
    assert pq.read_table(output).to_pylist() == [{**_ADA, "alias": ["A. Quill", "Dame Ada"], "roles": ["singer"]}]


def test_a_parquet_file(tmp_path: Path) -> None:
    dump, output = tmp_path / "dump.parquet", tmp_path / "known.parquet"
    pq.write_table(pa.table({"id": ["Q7", "Q8"], "label": ["Ada Quill", None], "type": ["PERSON"] * 2}), dump)
    assert cli.main(["known", str(dump), str(output)]) == cli.OK
    assert pq.read_table(output).to_pylist() == [{**_ADA, "alias": [], "roles": []}]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("dump.json", b'{"id": "Q7"', id="half an object"),
        pytest.param("dump.csv", b"rope,tar\n1,2\n", id="no column that we know"),
        pytest.param("dump.parquet", b"rope", id="no Parquet"),
        pytest.param("dump.csv", b"id,name,type\n1,A\xff,ORG\n", id="no UTF-8"),
        pytest.param("dump.csv.gz", b"rope", id="no gzip"),
    ],
)
def test_what_cannot_be_read_leaves_no_file(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    output = tmp_path / "known.parquet"
    assert cli.main(["known", str(tmp_path / name), str(output)]) == cli.USAGE
    assert sorted(path.name for path in tmp_path.iterdir()) == [name]
