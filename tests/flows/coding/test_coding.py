"""A sample is drawn into sheets, coders fill them in, and a share is corrected by what they say."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from broadsheet.flows.cli import main
from broadsheet.flows.coding import answers, samples
from broadsheet.transforms.errors import SettingsError

ORDER = samples.SampleOrder("quotes", ("speaker_status",), 20, "random", None, None, 1)


def _fill(folder: Path, answer: Callable[[str, str], str], name: str = "filled.csv") -> Path:
    """A filled sheet; `answer` is told the unit and our value, which coders do not see."""
    design = json.loads((folder / samples.DESIGN).read_text())
    with (folder / samples.SHEET).open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        row["speaker_status"] = answer(row["unit"], design["units"][row["unit"]]["ours"]["speaker_status"])
    with (folder / name).open("w", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return folder / name


def test_sheets_hold_what_coders_read_and_not_what_we_say(quoted: Path, tmp_path: Path) -> None:
    assert samples.draw(quoted, ORDER, tmp_path / "s") == 20
    with (tmp_path / "s" / "sheet.csv").open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert list(rows[0]) == ["unit", "outlet", "day", "title", "text", "context", "speaker_status"]
    assert {row["speaker_status"] for row in rows} == {""}
    assert rows[0]["text"].startswith("'=Tides number ")
    assert rows[0]["context"] == "Tides wait, she said."
    tasks = json.loads((tmp_path / "s" / "label_studio.json").read_text())
    assert [task["data"]["unit"] for task in tasks] == [row["unit"] for row in rows]
    lines = (tmp_path / "s" / "doccano.jsonl").read_text().splitlines()
    assert [json.loads(line)["text"] for line in lines] == [task["data"]["text"] for task in tasks]
    assert '<Choice value="resolved"/>' in (tmp_path / "s" / "label_studio.xml").read_text()


def test_the_design_knows_all_units(quoted: Path, tmp_path: Path) -> None:
    samples.draw(quoted, ORDER, tmp_path / "s")
    design = json.loads((tmp_path / "s" / samples.DESIGN).read_text())
    assert design["population"] == {"": {"speaker_status": {"resolved": 30, "unnamed": 10, "unknown": 10}}}
    assert {unit["probability"] for unit in design["units"].values()} == {0.4}


def test_answers_that_agree_leave_the_share_as_it_is(quoted: Path, tmp_path: Path) -> None:
    samples.draw(quoted, ORDER, tmp_path / "s")
    corrected = answers.share(tmp_path / "s", _fill(tmp_path / "s", lambda _, ours: ours), "speaker_status", "resolved")
    assert corrected.estimate.value == corrected.estimate.naive == 0.6
    assert corrected.estimate.low < 0.6 < corrected.estimate.high
    assert (corrected.right, corrected.left_out) == (20, 0)


def test_what_nobody_coded_is_told_and_not_counted(quoted: Path, tmp_path: Path) -> None:
    samples.draw(quoted, ORDER, tmp_path / "s")
    filled = _fill(tmp_path / "s", lambda _, ours: "RESOLVED" if ours == "resolved" else "")
    corrected = answers.share(tmp_path / "s", filled, "speaker_status", "resolved")
    assert corrected.left_out == 20 - corrected.right
    assert corrected.estimate.high == pytest.approx(1, abs=0.02)  # of those that we call otherwise nothing is known


@pytest.mark.parametrize(
    ("design", "by"), [("stratified", "speaker_status"), ("score", "speaker_score")], ids=["stratified", "by score"]
)
def test_other_designs_are_weighted(quoted: Path, tmp_path: Path, design: str, by: str) -> None:
    order = samples.SampleOrder("quotes", ("speaker_status",), 24, design, by, None, 1)
    samples.draw(quoted, order, tmp_path / "s")
    filled = _fill(tmp_path / "s", lambda _, ours: ours)
    estimate = answers.share(tmp_path / "s", filled, "speaker_status", "unknown").estimate
    assert estimate.value == pytest.approx(0.2)


def test_only_units_of_a_condition(quoted: Path, tmp_path: Path) -> None:
    order = samples.SampleOrder("quotes", ("n_words",), 50, "random", None, "speaker_status = 'unnamed'", 1)
    assert samples.draw(quoted, order, tmp_path / "s") == 10
    sheet = tmp_path / "s" / "sheet.csv"
    sheet.write_text(
        "".join(f"{line}{'' if place == 0 else 30}\n" for place, line in enumerate(sheet.read_text().split("\n")[:-1]))
    )
    corrected = answers.mean(tmp_path / "s", sheet, "n_words")
    assert (corrected.estimate.naive, corrected.estimate.value) == (34.5, 30)


@pytest.mark.parametrize(
    ("columns", "where", "said"),
    [
        pytest.param(("gist",), None, "quotes has no column gist", id="no such column"),
        pytest.param(("kind",), "n_words >", "--where n_words >: ", id="no condition"),
        pytest.param(("kind",), "n_words > 99", "there are no units", id="nothing left"),
    ],
)
def test_what_cannot_be_drawn_is_told(
    quoted: Path, tmp_path: Path, columns: tuple[str, ...], where: str | None, said: str
) -> None:
    with pytest.raises(SettingsError, match=said):
        samples.draw(quoted, samples.SampleOrder("quotes", columns, 5, "random", None, where, 1), tmp_path / "s")


def test_the_commands_from_sample_to_estimate(quoted: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "s"
    drawn = ["sample", "quotes", str(folder), "--columns", "speaker_status", "--size", "50"]
    assert main([*drawn, "--processed", str(quoted)]) == 0
    first = _fill(folder, lambda _, ours: ours, "first.csv")
    second = _fill(folder, lambda unit, ours: "unknown" if unit == "7:0" else ours, "second.csv")
    capsys.readouterr()
    assert main(["agreement", str(folder), str(first), str(second)]) == 0
    assert capsys.readouterr().out.splitlines()[1].split() == ["speaker_status", "50", "98.0%", "0.965", "0.965"]
    assert main(["estimate", str(folder), str(second), "--column", "speaker_status", "--value", "resolved"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "share of speaker_status = resolved, of 50 units, 50 of them coded",
        "corrected         58.0%, 95 % interval 58.0% to 58.0%",
        "the column alone  60.0%, right in 49 of the 50 coded units",
    ]
