"""A twin has none of the publishers' words, and gets them back from the raw files, byte for byte."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from broadsheet.flows.exports import package, twin
from broadsheet.flows.exports.tables import Choice
from broadsheet.transforms.errors import SettingsError
from tests.flows.conftest import Desk


def _export(desk: Desk, name: str, is_without_text: bool) -> Path:
    folder = desk.raw.parent / name
    order = package.Order("parquet", folder, Choice.model_validate({}), is_without_text=is_without_text)
    package.export(desk.raw.parent / "processed", order)
    return folder


def test_words_leave_and_come_back(desk: Desk) -> None:
    desk.ingest()
    whole, bare = _export(desk, "whole", False), _export(desk, "bare", True)
    said = b"Nobody here can do without it"
    assert any(said in path.read_bytes() for path in desk.raw.rglob("*.md"))
    assert not [path.name for path in bare.iterdir() if said in path.read_bytes()]
    restored = desk.raw.parent / "restored"
    rows = twin.attach(bare, desk.raw, restored)
    assert rows["articles"] == 9
    for path in whole.glob("*.parquet"):
        assert (restored / path.name).read_bytes() == path.read_bytes()


def test_words_that_an_outlet_breaks_in_on_come_back(desk: Desk) -> None:
    aside = "# Talks go on\n\n2021-02-03\n\nThe talks, Aron Weiss said, had gone badly for the town.\n"
    (desk.raw / "talks.md").write_text(aside)
    desk.ingest()
    whole, bare = _export(desk, "whole", False), _export(desk, "bare", True)
    quotes = pq.read_table(whole / "quotes.parquet", columns=["text", "aside_char_start"]).to_pylist()
    assert [row["text"] for row in quotes if row["aside_char_start"] is not None] == [
        "The talks had gone badly for the town"
    ]
    twin.attach(bare, desk.raw, desk.raw.parent / "restored")
    assert (desk.raw.parent / "restored" / "quotes.parquet").read_bytes() == (whole / "quotes.parquet").read_bytes()


def test_other_raw_files_are_refused_by_name(desk: Desk) -> None:
    desk.ingest()
    bare = _export(desk, "bare", True)
    changed = desk.raw / "2021-02" / "ferry-1.md"
    changed.write_text(changed.read_text().replace("Nobody here", "Somebody here"))
    with pytest.raises(twin.TwinError, match=r"1 of 9 articles are not in the raw files.*: 2021-02/ferry-1\.md"):
        twin.attach(bare, desk.raw, desk.raw.parent / "restored")
    assert not (desk.raw.parent / "restored").exists()


def test_what_is_no_twin_is_told(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="is no twin"):
        twin.attach(tmp_path, desk.raw, tmp_path / "restored")
