"""The command says what it did, what went wrong and what to do, and ends with a code that a script can use."""

import socket
from pathlib import Path

import pandas as pd
import pytest

from broadsheet.flows.cli import FAILED, OK, USAGE, main


def _ingest(raw_folder: Path, *more: str) -> int:
    return _run("ingest", raw_folder, *more)


def _run(command: str, raw_folder: Path, *more: str) -> int:
    folders = ["--raw", str(raw_folder), "--processed", str(raw_folder.parent / "processed")]
    how = ["--recogniser", "none", "--no-parse", "--executor", "inline", "--max-reject-share", "0.5", "--plain"]
    return main([command, *folders, *how, *more])


def test_ingest_verify_and_damage(raw_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _ingest(raw_folder, "--batch-size", "4") == OK
    said = capsys.readouterr()
    assert "files: 11 found, 9 kept, 0 version, 1 duplicate, 0 joined, 1 rejected, 2 skipped by name\n" in said.out
    assert "articles: 11 found, 9 kept, 0 version, 1 duplicate, 1 rejected\nrejects: empty 1\n" in said.out
    assert said.err.startswith("batch=1/3 files=4/11 files_per_s=")
    assert _ingest(raw_folder) == OK
    assert " unchanged\n" in capsys.readouterr().out

    processed = str(raw_folder.parent / "processed")
    assert main(["verify", "--processed", processed]) == OK
    assert capsys.readouterr().out.endswith(": no problem\n")
    part = next((raw_folder.parent / "processed" / "current" / "sentences").iterdir())
    part.unlink()
    assert main(["verify", "--processed", processed]) == FAILED
    assert "the file is gone" in capsys.readouterr().out


def test_what_is_stale_is_told_and_computed_again(raw_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    processed = str(raw_folder.parent / "processed")
    assert _ingest(raw_folder) == OK
    capsys.readouterr()
    assert main(["status", "--processed", processed, "--recogniser", "none", "--no-parse"]) == OK
    said = capsys.readouterr().out
    assert (
        "files: 11, of which 0 are gone from the raw folder; articles: 9\nrecipe: columns none, embeddings no" in said
    )
    assert "computed on any\nlast run: ingest published at" in said
    assert said.endswith("stale: none\n")
    assert main(["status", "--processed", processed, "--recogniser", "none", "--parse"]) == OK
    assert "stale: by model 11 files with 10 articles" in capsys.readouterr().out
    assert _run("backfill", raw_folder, "--from", "2021-02-01", "--to", "2021-02-28", "--dry-run") == OK
    said = capsys.readouterr().out
    assert said.splitlines()[:4] == ["2021-02/ferry-1.md", "2021-02/ferry-4.md", "2021-02/ferry-7.md", "copy.md"]
    assert said.splitlines()[4].startswith("files: 4 chosen (4 current), with 4 articles; 0 of them")
    assert _run("backfill", raw_folder, "--files", "2031/*", "--dry-run") == USAGE
    assert "files: 2031/* matches none of 11 known files" in capsys.readouterr().err
    assert _run("backfill", raw_folder, "--from", "yesterday") == USAGE
    assert "from: give a day as 2024-03-31" in capsys.readouterr().err
    assert _run("backfill", raw_folder, "--files", "2021-03/*") == OK
    assert " unchanged\n" in capsys.readouterr().out
    assert _run("backfill", raw_folder, "--stale") == OK
    assert "no file was chosen" in capsys.readouterr().out
    assert _run("backfill", raw_folder, "--stale", "--all") == USAGE
    assert "give one of" in capsys.readouterr().err


def test_a_report_on_the_dataset_and_an_article_are_written(
    raw_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--processed", str(raw_folder.parent / "processed")]
    page = raw_folder.parent / "page.html"
    assert _ingest(raw_folder) == OK
    assert main(["report", *where, "--output", str(page)]) == OK
    assert '<section id="rejects"' in page.read_text()
    assert main(["report", *where, "--output", str(page / "below")]) == FAILED
    assert "cannot write" in capsys.readouterr().err
    assert main(["show", "2021-02/ferry-1.md", *where, "--output", str(page)]) == OK
    assert "<article>" in page.read_text()
    assert main(["show", "absent.md", *where]) == FAILED
    assert "no article has absent.md as its id, address or raw path" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        pytest.param(["--raw", "absent"], USAGE, "raw folder absent does not exist", id="no raw folder"),
        pytest.param(["--batch-size", "none"], USAGE, "batch_size: Input should be a valid integer", id="no number"),
        pytest.param(["--processed", "/proc/none"], FAILED, "cannot create /proc/none", id="no place to write"),
    ],
)
def test_what_went_wrong_is_told(
    raw_folder: Path, arguments: list[str], code: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _ingest(raw_folder, *arguments) == code
    assert told in capsys.readouterr().err


def test_control_characters_of_file_names_do_not_reach_the_terminal(
    raw_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (raw_folder / "a\x1b[2J.md").write_bytes(b"")
    assert _ingest(raw_folder, "--max-reject-share", "0") == FAILED
    said = capsys.readouterr().err
    assert "a\\u001b[2J.md" in said
    assert "\x1b" not in said


def test_verify_before_anything_is_published(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--processed", str(tmp_path)]) == FAILED
    assert "run `broadsheet ingest` first" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["publish"], ["ingest", "--flow", "--plain"]])
def test_wrong_usage(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == USAGE


def test_help_names_exit_codes_and_examples(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == OK
    said = capsys.readouterr().out
    assert "exit codes: 0 done" in said
    assert "broadsheet ingest --raw data/raw" in said


def test_the_dictionary_is_printed_or_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dictionary"]) == OK
    assert main(["dictionary", "--output", str(tmp_path / "DATA.md")]) == OK
    assert (tmp_path / "DATA.md").read_text("utf-8") == capsys.readouterr().out


def test_a_preview_shows_the_first_articles_as_they_would_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.csv"
    text = "The council of Orlova voted on Monday to reopen the old ferry line, eleven years after it closed. " * 3
    rows = [("Ferry line is back", "05/03/2023"), ("Bridge", "25/03/2023")]
    lines = ["head,words,when", *(f'{title},"{text}",{day}' for title, day in rows)]
    file.write_text("\n".join(lines))
    assert main(["preview", str(file), "--columns", "title=head", "--articles", "1"]) == 0
    said = capsys.readouterr().out
    assert "columns   body=words (content), title=head (option), published_date=when (content)" in said
    assert "date      2023-03-05" in said
    assert "Bridge" not in said


def test_a_preview_of_what_cannot_be_read_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.7z"
    file.write_bytes(b"7z\xbc\xaf\x27\x1c")
    assert main(["preview", str(file)]) == 1
    assert "unsupported_format" in capsys.readouterr().out


def test_where_a_file_went_and_what_a_monitor_is_told(raw_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folders = ["--raw", str(raw_folder), "--processed", str(raw_folder.parent / "processed")]
    assert _ingest(raw_folder) == OK
    assert capsys.readouterr().out.splitlines()[-1].startswith("+11 ~0 -0 files, 1 rejects, ")
    assert main(["where", "copy.md", *folders]) == OK
    assert capsys.readouterr().out.endswith("1 in all: 1 duplicate\n")
    assert main(["where", "absent.md", *folders]) == USAGE
    assert "no run of this dataset saw absent.md" in capsys.readouterr().err
    recipe = ["--recogniser", "none", "--no-parse"]
    assert main(["status", "--check", *folders[2:], *recipe]) == 12
    assert capsys.readouterr().out == "rejects: 1 files or articles are refused, see _ops/rejects\n"
    assert main(["status", "--check", "--max-age", "0", *folders[2:], *recipe]) == 11


def test_rejects_of_a_first_run_that_fails_for_them_are_told(raw_folder: Path) -> None:
    assert _ingest(raw_folder, "--max-reject-share", "0") == FAILED
    rejects = pd.read_parquet(raw_folder.parent / "processed" / "_ops" / "rejects.parquet")
    assert rejects["code"].tolist() == ["empty"]
    runs = pd.read_parquet(raw_folder.parent / "processed" / "_ops" / "runs.parquet")
    assert (runs["status"].tolist(), runs["n_rejected"].tolist()) == (["failed"], [1])


def test_a_server_that_does_not_answer_is_told_with_the_way_around_it(
    raw_folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as held:  # bound, so that nothing else listens there
        held.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{held.getsockname()[1]}/api"
        monkeypatch.setenv("PREFECT_API_URL", url)
        assert main(["ingest", "--raw", str(raw_folder), "--processed", str(raw_folder.parent / "processed")]) == FAILED
    said = capsys.readouterr().err
    assert f"no Prefect server answers at {url} (" in said
    assert "go without it by --plain" in said
