"""A knowledge-base file travels from an option to the rows, and rows of another file are stale."""

from pathlib import Path

import pandas as pd
import pytest

from broadsheet.flows.cli import OK, USAGE, main

_BODY = "# Rope talks\n\n14 February 2021\n\nAn envoy of the UN met traders in Peru and Chile on Monday.\n"
_ROWS = [("Peru", None, "land-1", "LOC"), ("United Nations", ["UN"], "body-1", "ORG"), ("Chile", None, "body-2", "ORG")]


@pytest.fixture
def kb(tmp_path: Path) -> Path:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "talks.md").write_text(_BODY, "utf-8")
    return _write(tmp_path, _ROWS)


def _write(folder: Path, rows: list[tuple[str, list[str] | None, str, str]]) -> Path:
    path = folder / "harbours.parquet"
    pd.DataFrame(rows, columns=["name", "alias", "kb_id", "type"]).to_parquet(path)
    return path


def _run(command: str, folder: Path, *more: str) -> int:
    how = ["--recogniser", "none", "--no-parse"]
    if command != "status":
        how += ["--raw", str(folder / "raw"), "--executor", "inline", "--plain"]
    return main([command, "--processed", str(folder / "processed"), *how, *more])


def _links(folder: Path) -> dict[str, tuple[str | None, str | None]]:
    rows = pd.read_parquet(folder / "processed" / "current" / "entities").astype(object)
    known = rows[["kb_id", "kb_source"]].where(rows[["kb_id", "kb_source"]].notna(), None)
    return dict(zip(rows["canonical_name"], zip(known["kb_id"], known["kb_source"], strict=True), strict=True))


def test_entities_have_the_ids_of_the_file(kb: Path) -> None:
    assert _run("ingest", kb.parent, "--kb", str(kb)) == OK
    assert _links(kb.parent) == {
        "UN": ("body-1", "harbours"),
        "Peru": ("land-1", "harbours"),
        "Chile": (None, None),
    }


def test_a_changed_file_makes_rows_stale_and_a_backfill_renews_them(
    kb: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run("ingest", kb.parent, "--kb", str(kb)) == OK
    _write(kb.parent, [("Peru", None, "land-9", "LOC")])
    assert _run("status", kb.parent, "--kb", str(kb)) == OK
    assert "stale: by model 1 files with 1 articles" in capsys.readouterr().out
    for selection in (["--stale"], ["--all"], ["--files", "*", "--renew"]):  # another file is another recipe
        assert _run("backfill", kb.parent, *selection, "--kb", str(kb)) == USAGE
        assert "made by another recipe, and rows of two are never mixed" in capsys.readouterr().err
    assert _links(kb.parent)["UN"] == ("body-1", "harbours")
    assert _run("backfill", kb.parent, "--stale", "--renew", "--kb", str(kb)) == OK
    assert _links(kb.parent) == {"UN": (None, None), "Peru": ("land-9", "harbours"), "Chile": (None, None)}
    capsys.readouterr()
    assert _run("status", kb.parent, "--kb", str(kb)) == OK
    assert capsys.readouterr().out.endswith("stale: none\n")


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(("backfill", "--all"), id="backfill"),
        pytest.param(("repair",), id="repair"),
        pytest.param(("forget", "calm.md", "--reason", "asked"), id="forget"),
    ],
)
def test_what_works_on_a_dataset_takes_the_file_from_where_the_last_run_had_it(
    kb: Path, command: tuple[str, ...]
) -> None:
    (kb.parent / "raw" / "calm.md").write_text("# A calm day\n\n15 February 2021\n\nNothing was sold.\n", "utf-8")
    assert _run("ingest", kb.parent, "--kb", str(kb)) == OK
    before = _links(kb.parent)
    (name, *more), folder = command, kb.parent
    where = ["--raw", str(folder / "raw"), "--processed", str(folder / "processed")]
    assert main([name, *where, *more]) == OK
    assert _links(folder) == before
    kb.unlink()
    assert main(["backfill", "--all", "--plain", *where]) == USAGE  # a file that is gone is never left out in silence


def test_the_file_can_be_given_by_the_environment_and_taken_back(kb: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROADSHEET_KB", str(kb))
    assert _run("ingest", kb.parent) == OK
    assert _links(kb.parent)["Peru"] == ("land-1", "harbours")
    assert _run("backfill", kb.parent, "--all", "--renew", "--kb", "none") == OK
    assert _links(kb.parent)["Peru"] == (None, None)


def test_a_file_that_cannot_be_used_ends_the_run_and_says_why(kb: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("ingest", kb.parent, "--kb", str(kb.with_name("absent.parquet"))) == USAGE
    assert "absent.parquet cannot be read: No such file or directory" in capsys.readouterr().err
    kb.write_bytes(b"name,kb_id\n")
    assert _run("ingest", kb.parent, "--kb", str(kb)) == USAGE
    assert "harbours.parquet is no Parquet file, or is damaged" in capsys.readouterr().err
    _write(kb.parent, [("Peru", None, "land-1", "COUNTRY")])
    assert _run("ingest", kb.parent, "--kb", str(kb)) == USAGE
    assert "harbours.parquet: type is 'COUNTRY' in row 1: give one of PERSON" in capsys.readouterr().err
