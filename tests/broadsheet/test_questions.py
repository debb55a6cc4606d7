"""The ten questions of the documents are answered as they stand, without a cast of a date and without a merge."""

import re
from pathlib import Path
from typing import Any

import pytest

from broadsheet.flows.run import conductor, ingest
from broadsheet.flows.settings import settings

PAGE = Path(__file__).parents[2] / "docs" / "questions.md"
(CODE,) = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The answers on four articles of two outlets and two months."""
    folder = tmp_path_factory.mktemp("questions")
    (folder / "raw").mkdir()
    for number, (outlet, day) in enumerate(
        [("vellmoorpost", "2023-02-10"), ("vellmoorpost", "2023-03-16"), ("albynews", "2023-02-11"), ("albynews", "")]
    ):
        (folder / "raw" / f"{number}.md").write_text(
            f"---\ntitle: Ferry {number} stays\nurl: https://{outlet}.example/{number}\ndate: {day}\n---\n\n"
            f'The council of Germany voted on ferry {number}. "We lost {number} days," said Mayor Aron Weiss.\n'
        )
    given = {"raw": folder / "raw", "processed": folder / "data", "recogniser": "news-fast", "parse": False}
    ingest.run(settings({**given, "executor": "inline"}), conductor.Plain(lambda _: None))
    names: dict[str, Any] = {}
    exec(CODE.replace("data/processed/current", (folder / "data" / "current").as_posix()), names)
    answered: dict[str, Any] = names["answers"]
    return answered


def test_there_are_ten_questions_and_answers(answers: dict[str, Any]) -> None:
    assert len(re.findall(r"^# \d+\. ", CODE, re.MULTILINE)) == len(answers) == 10


def test_nothing_is_merged_or_cast() -> None:
    assert re.findall(r"merge|join|to_datetime|astype|\.dt\b", CODE) == []


def test_articles_are_counted_by_outlet_and_month(answers: dict[str, Any]) -> None:
    table = answers["articles"]
    assert table["vellmoorpost.example"].tolist() == [1, 1]
    assert table.index.strftime("%Y-%m").tolist() == ["2023-02", "2023-03"]


def test_speakers_are_known_by_name_and_role(answers: dict[str, Any]) -> None:
    assert answers["speakers"].to_dict() == {("Aron Weiss", "PERSON"): 16}
    assert answers["roles"].to_dict() == {"Mayor": 4}
    assert answers["since"].to_dict() == {"Aron Weiss": 1}


def test_the_readme_has_the_same_script() -> None:
    assert CODE in (PAGE.parents[1] / "README.md").read_text("utf-8")
