"""What is forgotten is in no byte of the dataset any more, and does not come back."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from broadsheet.flows import files
from broadsheet.flows.health import verification
from broadsheet.flows.run import conductor, forgetting
from broadsheet.flows.settings import RunOptions
from broadsheet.flows.store import operations, snapshots, tombstones
from broadsheet.transforms.errors import SettingsError, StorageError
from broadsheet.transforms.tables.declared.operations import RUNS

if TYPE_CHECKING:
    from tests.flows.conftest import Desk

SECRET = "Zymolka"
PAGE = (
    "---\ntitle: Zymolka {0} sells a boat\nurl: https://{1}/zymolka-{0}\ndate: 2021-05-0{0}\n---\n\n"
    "The boat of Zymolka {0} was sold on Monday for {0}000 crowns.\n"
)


@pytest.fixture
def desk_with_secrets(desk: "Desk") -> "Desk":
    """The articles of the desk, two of an outlet of their own, one in a file of several, and a file without one."""
    for number in (1, 2):
        (desk.raw / f"zymolka-{number}.md").write_text(PAGE.format(number, "zymolkapost.example"))
    rows = [
        {"headline": f"{name} opens", "url": f"https://sandpost.example/{name}", "articleBody": f"{name} opens. " * 9}
        for name in ("Zymolka", "Alby")
    ]
    (desk.raw / "many.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (desk.raw / "zymolka-empty.md").write_text("")
    desk.ingest()
    desk.put("later.md", 70)
    desk.ingest()
    return desk


def _forget(desk: "Desk", target: str, *exports: Path) -> int:
    request = forgetting.Request(target, "a court said so", exports)
    return forgetting.run(desk.settings(), conductor.Plain(lambda _: None), request, RunOptions.model_validate({}))


def _texts(processed: Path) -> Iterator[tuple[str, bytes]]:
    """Every byte below a folder, tables as what they hold."""
    for path in sorted(processed.rglob("*")):
        if path.is_symlink() or not path.is_file():
            continue
        yield path.name, path.name.encode() + path.read_bytes()
        if path.suffix == ".parquet":
            yield path.name, repr(pq.read_table(path).to_pylist()).encode()
        elif path.suffix == ".arrow":
            data = path.read_bytes()
            reader = pa.ipc.open_file(files.unsealed(data) if path.parent.name == "state" else data)
            yield path.name, repr(reader.read_all().to_pylist()).encode() + repr(reader.schema.metadata).encode()


def _places(desk: "Desk", secret: str) -> set[str]:
    processed = desk.raw.parent / "processed"
    return {name for name, text in _texts(processed) if secret.lower().encode() in text.lower()}


def _ids(desk: "Desk") -> dict[str, int]:
    table = snapshots.read_table(desk.raw.parent / "processed", "articles", columns=["raw_path", "article_id"])
    return dict(zip(table["raw_path"].to_pylist(), table["article_id"].to_pylist(), strict=True))


@pytest.mark.parametrize("by", ["id", "url", "raw path"])
def test_an_article_is_in_no_byte_any_more(desk_with_secrets: "Desk", by: str) -> None:
    desk = desk_with_secrets
    ids = _ids(desk)
    targets = {
        "id": str(ids["zymolka-1.md"]),
        "url": "https://zymolkapost.example/zymolka-1",
        "raw path": "zymolka-1.md",
    }
    assert _places(desk, "zymolka-1")
    assert _forget(desk, targets[by]) == 1
    assert _places(desk, "zymolka-1") == set()
    assert _places(desk, "Zymolka 1") == set()
    assert ids.keys() - _ids(desk).keys() == {"zymolka-1.md"}
    assert list(verification.problems(desk.raw.parent / "processed")) == []


def test_it_does_not_come_back_from_its_file_or_another(desk_with_secrets: "Desk") -> None:
    desk = desk_with_secrets
    _forget(desk, "zymolka-1.md")
    (desk.raw / "copy.txt.md").write_bytes((desk.raw / "zymolka-1.md").read_bytes())
    (desk.raw / "other.md").write_text(PAGE.format(1, "zymolkapost.example") + "\nAnother sentence stands here now.\n")
    report = desk.ingest(verify_content=True)
    assert _ids(desk).keys() & {"zymolka-1.md", "copy.txt.md", "other.md"} == set()
    assert _places(desk, "Zymolka 1") == set()
    assert report.rows["articles"] == len(_ids(desk))


def test_an_article_of_a_file_of_many_goes_alone(desk_with_secrets: "Desk") -> None:
    desk = desk_with_secrets
    _forget(desk, "https://sandpost.example/Zymolka")
    assert {path for path in _ids(desk) if path.startswith("many")} == {
        path for path in _ids(desk) if path.startswith("many") and "Alby" not in path
    }
    assert _places(desk, "Zymolka opens") == set()
    assert _places(desk, "Alby opens")
    desk.put("even-later.md", 71)
    desk.ingest()
    assert _places(desk, "Zymolka opens") == set()


def test_an_outlet_is_forgotten_with_what_it_sends_later(desk_with_secrets: "Desk") -> None:
    desk = desk_with_secrets
    assert _forget(desk, "zymolkapost.example") == 2
    assert _places(desk, "zymolkapost") == set()
    (desk.raw / "third.md").write_text(PAGE.format(3, "zymolkapost.example"))
    desk.ingest()
    assert _places(desk, "Zymolka 3") == set()


def test_a_file_without_an_article_is_forgotten_too(desk_with_secrets: "Desk") -> None:
    desk = desk_with_secrets
    assert _forget(desk, "zymolka-empty.md") == 0
    assert _places(desk, "zymolka-empty") == set()


def test_what_is_forgotten_is_as_if_it_had_never_been(desk_with_secrets: "Desk") -> None:
    desk = desk_with_secrets
    _forget(desk, "zymolkapost.example")
    after = desk.published()
    for number in (1, 2):
        (desk.raw / f"zymolka-{number}.md").unlink()
    desk.rebuilt()
    desk.ingest("without")
    assert after == desk.published("without")


def test_exports_are_removed_and_the_reason_is_on_record(desk_with_secrets: "Desk", tmp_path: Path) -> None:
    export = tmp_path / "export"
    export.mkdir()
    (export / "articles.csv").write_text(SECRET)
    _forget(desk_with_secrets, "zymolka-1.md", export)
    assert not export.exists()
    runs = operations.rows(desk_with_secrets.raw.parent / "processed", RUNS)
    (run,) = (row for row in runs if row["flow"] == "forget")
    assert json.loads(run["parameters"])["reason"] == "a court said so"


def test_nothing_that_is_not_there_can_be_forgotten(desk_with_secrets: "Desk") -> None:
    with pytest.raises(SettingsError, match=r"nobody.example is no article, file or outlet of the dataset"):
        _forget(desk_with_secrets, "nobody.example")


def test_tombstones_survive_damage_to_one_copy_and_stop_a_run_without_any(desk_with_secrets: "Desk") -> None:
    desk = desk_with_secrets
    processed = desk.raw.parent / "processed"
    _forget(desk, "zymolka-1.md")
    known = tombstones.load(processed)
    (processed / tombstones.PATH).write_bytes(b"torn")
    assert tombstones.load(processed) == known
    assert any("_forgotten.json" in problem for problem in verification.problems(processed))
    (processed / tombstones.COPY).write_bytes(b"torn")
    with pytest.raises(StorageError, match="what was forgotten would come back"):
        desk.ingest()
