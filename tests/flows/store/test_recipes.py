"""A dataset remembers how it was made: a run by another recipe is refused, and upkeep takes its recipe from it."""

import re
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from broadsheet.flows.cli import OK, main
from broadsheet.flows.reports import status
from broadsheet.flows.run import backfill, computation, conductor
from broadsheet.flows.settings import RunOptions, Selection, settings
from broadsheet.flows.store import recipes, snapshots, versions
from broadsheet.transforms.errors import SettingsError
from broadsheet.transforms.readers.told import Told

if TYPE_CHECKING:
    from tests.flows.conftest import Desk


def _manifest(desk: "Desk") -> snapshots.Manifest:
    return snapshots.read_manifest(desk.raw.parent / "processed")


def test_the_manifest_tells_what_changes_rows(desk: "Desk") -> None:
    desk.ingest()
    content = _manifest(desk)
    assert content["recipe"] == {
        "recogniser": "none",
        "parse": "no",
        "embeddings": "no",
        "kb": "none",
        "columns": "none",
        "path_pattern": "none",
        "homes": "none",
    }
    assert {one["processor"] for one in content["versions"]} == {"any"}


def test_another_recipe_is_refused_with_both_side_by_side(desk: "Desk") -> None:
    first = desk.ingest().snapshot_id
    desk.put("new.md", 50)
    said = (
        "the dataset was made by another recipe, and rows of two are never mixed:\n"
        "  recogniser: none in the dataset, none asked for\n"
        "  parse: no in the dataset, yes asked for\n"
        "  embeddings: no in the dataset, no asked for\n"
        "  kb: none in the dataset, none asked for\n"
        "  columns: none in the dataset, none asked for\n"
        "  path_pattern: none in the dataset, none asked for\n"
        "  homes: none in the dataset, none asked for\n"
        "give the settings it was made with, or --renew to compute all files again"
    )
    with pytest.raises(SettingsError, match=re.escape(said)):
        desk.ingest_by(parse=True)
    assert snapshots.current_id(desk.raw.parent / "processed") == first


def test_a_renewal_computes_all_files_by_the_new_recipe(desk: "Desk") -> None:
    desk.ingest()
    report = desk.ingest_by(recogniser="news-fast", renew=True)
    assert _manifest(desk)["recipe"]["recogniser"] == "news-fast"
    assert report.snapshot_id == desk.ingest_by("other", recogniser="news-fast").snapshot_id


def test_a_dataset_that_notes_no_recipe_is_refused_or_renewed(desk: "Desk", monkeypatch: pytest.MonkeyPatch) -> None:
    desk.ingest()
    monkeypatch.setattr(recipes, "of_dataset", lambda _: {})
    with pytest.raises(SettingsError, match="recogniser: not noted in the dataset"):
        desk.ingest()
    assert desk.ingest(renew=True).rows["articles"] == 9


def test_what_is_not_given_is_taken_from_the_dataset(desk: "Desk") -> None:
    desk.ingest()
    plain = settings({"raw": desk.raw, "processed": desk.raw.parent / "processed", "executor": "inline"})
    adopted = recipes.adopted(plain)
    assert (adopted.recogniser, adopted.parse) == ("none", False)
    assert recipes.adopted(plain.model_validate({**plain.model_dump(), "recogniser": "news"})).recogniser == "news"
    told = str(status.status(plain))
    recipe = "columns none, embeddings no, homes none, kb none, parse no, path_pattern none, recogniser none"
    assert f"recipe: {recipe}; computed on any" in told
    assert "stale: none" in told
    selection = Selection.model_validate({"files": "2021-01/*"})
    report = backfill.run(plain, conductor.Plain(lambda _: None), selection, RunOptions.model_validate({}))
    assert report is not None
    assert not report.is_new


def test_a_command_without_options_takes_the_recipe_of_the_dataset(
    desk: "Desk", capsys: pytest.CaptureFixture[str]
) -> None:
    desk.ingest()
    where = ["--processed", str(desk.raw.parent / "processed")]
    assert main(["status", *where]) == OK
    assert capsys.readouterr().out.endswith("stale: none\n")
    assert main(["backfill", "--stale", "--plain", "--raw", str(desk.raw), *where]) == OK
    assert "no file was chosen" in capsys.readouterr().out


def test_what_is_told_of_all_files_is_of_the_recipe(desk: "Desk") -> None:
    told: dict[str, Any] = {"path_pattern": "{section}/{slug}", "columns": {"title": "headline"}}
    desk.ingest_by(**told)
    recipe = _manifest(desk)["recipe"]
    assert (recipe["path_pattern"], recipe["columns"]) == ('"{section}/{slug}"', '{"title": "headline"}')
    with pytest.raises(SettingsError, match=re.escape('path_pattern: "{section}/{slug}" in the dataset, none asked')):
        desk.ingest()
    adopted = recipes.adopted(settings({"raw": desk.raw, "processed": desk.raw.parent / "processed"}))
    assert (adopted.path_pattern, adopted.columns) == (told["path_pattern"], told["columns"])


def test_everything_that_is_told_of_all_files_is_of_the_recipe() -> None:
    assert {field.name for field in fields(Told)} == set(recipes._TOLD)


def test_a_backfill_of_some_files_keeps_the_recipe(desk: "Desk") -> None:
    desk.ingest()
    selection = Selection.model_validate({"files": "2021-01/*"})
    with pytest.raises(SettingsError, match="made by another recipe"):
        backfill.run(
            desk.settings(parse=True), conductor.Plain(lambda _: None), selection, RunOptions.model_validate({})
        )


@pytest.mark.parametrize(
    ("machine", "flags", "kind"),
    [
        ("x86_64", "sse4_2 avx2 avx512bw avx512_vnni", "avx512-vnni"),
        ("x86_64", "sse4_2 avx2 avx_vnni", "avx-vnni"),
        ("x86_64", "sse4_2 avx2 avx512bw", "avx512"),
        ("x86_64", "sse4_2 avx2", "avx2"),
        ("x86_64", "sse4_2", "x86_64"),
        ("aarch64", "asimd", "arm64"),
        ("arm64", None, "arm64"),
    ],
)
def test_kinds_of_processor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, machine: str, flags: str | None, kind: str
) -> None:
    if flags is not None:
        (tmp_path / "cpuinfo").write_text(f"processor: 0\nflags: {flags}\n")
    monkeypatch.setattr(versions, "_CPUINFO", tmp_path / "cpuinfo")
    monkeypatch.setattr("platform.machine", lambda: machine)
    versions.processor.cache_clear()
    assert versions.processor() == kind
    versions.processor.cache_clear()


def test_only_rows_that_models_give_depend_on_the_processor(desk: "Desk") -> None:
    assert versions.current(desk.settings())["processor"] == "any"
    assert versions.current(desk.settings(parse=True))["processor"] == versions.processor()


def test_a_worker_with_another_processor_is_refused(desk: "Desk", monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = versions.current(desk.settings(parse=True))
    monkeypatch.setattr(versions, "processor", lambda: "other")
    with pytest.raises(SettingsError, match="has another processor, on which models"):
        computation.check_worker(desk.settings(parse=True), wanted)


def test_a_damaged_manifest_lets_no_other_recipe_in(desk: "Desk") -> None:
    processed = desk.raw.parent / "processed"
    report = desk.ingest()
    manifest = processed / "snapshots" / f"{report.snapshot_id}.json"
    manifest.chmod(0o644)
    manifest.write_text(manifest.read_text().replace('"rows"', '"Rows"', 1))
    with pytest.raises(SettingsError, match="parse: no in the dataset, yes asked for"):
        desk.ingest_by(parse=True)
    assert desk.ingest().snapshot_id == report.snapshot_id


def test_where_the_manifest_is_damaged_the_last_run_tells_of_the_recipe(desk: "Desk") -> None:
    report = desk.ingest()
    processed = desk.raw.parent / "processed"
    manifest = processed / "snapshots" / f"{report.snapshot_id}.json"
    manifest.chmod(0o644)
    manifest.write_text(manifest.read_text().replace('"rows"', '"Rows"', 1))
    adopted = recipes.adopted(settings({"raw": desk.raw, "processed": processed}))
    assert (adopted.recogniser, adopted.parse, adopted.embeddings, adopted.kb) == ("none", False, False, None)
