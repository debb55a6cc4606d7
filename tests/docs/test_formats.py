"""The page about formats counts what it lists, and every format that is refused."""

import re
from functools import partial
from pathlib import Path

import pytest

from broadsheet.flows.bucket import raw_files
from broadsheet.flows.raw.companions import arranged
from broadsheet.transforms.articles.articles import Article, each_of
from broadsheet.transforms.readers import read, sniff
from broadsheet.transforms.vocabulary.lists import rows
from tests.docs.format_samples import FOLDERS, REFUSED, SAMPLES, TITLE

PAGE = (Path(__file__).parents[2] / "docs" / "formats.md").read_text("utf-8")


def test_the_kinds_are_numbered_through_and_counted() -> None:
    numbers = [int(number) for number in re.findall(r"^\| (\d+)\. ", PAGE, re.MULTILINE)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert f"reads {len(numbers)} kinds of files" in PAGE
    assert f"{len(rows('format_advice.tsv'))} more are known and refused" in PAGE


def test_every_kind_has_a_sample() -> None:
    assert sorted(SAMPLES.keys() | FOLDERS.keys()) == list(range(1, len(SAMPLES) + len(FOLDERS) + 1))
    assert f"reads {len(SAMPLES) + len(FOLDERS)} kinds of files" in PAGE
    assert REFUSED.keys() == {name for name, _ in rows("format_advice.tsv")}


@pytest.mark.parametrize(
    "data", [pytest.param(data, id=f"{kind}-{at}") for kind, files in SAMPLES.items() for at, data in enumerate(files)]
)
def test_a_file_of_each_kind_is_read(data: str | bytes) -> None:
    reading = read(data if isinstance(data, bytes) else data.encode())
    assert reading.records
    assert not [reject for reject in reading.rejects if reject.code != "no_article"]
    for record in reading.records:
        assert record.title or record.blocks
        assert sum(len(block.passage.text) for block in record.blocks) < 2_000  # none holds two of the articles


@pytest.mark.parametrize("kind", FOLDERS)
def test_files_that_are_read_together(kind: int, tmp_path: Path) -> None:
    for name, content in FOLDERS[kind].items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content)
    listing = arranged(raw_files.scan(tmp_path), partial(raw_files.read, tmp_path))
    files = [raw_files.raw_file(tmp_path, file) for file in listing.found if file.joined_to is None]
    (article,) = each_of(files)
    assert isinstance(article, Article)
    assert article.title == TITLE


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_says_what_to_do(name: str) -> None:
    (reject,) = read(REFUSED[name]).rejects
    advice = {row[0]: row[1] for row in rows("format_advice.tsv")}[name]
    assert (reject.code, reject.message) == ("unsupported_format", f"the file is {name}: {advice}")


def test_other_recordings_and_programs_are_refused_too() -> None:
    recordings = (b"ID3\3\0", b"OggS\0\2", b"fLaC\0\0", b"\x1aE\xdf\xa3\x9f", b"RIFF\x24\0\0\0WAVEfmt ")
    assert {sniff(data) for data in recordings} == {"video"}
    assert sniff(b"\x72\2\1\0\5\0") == "stata"
