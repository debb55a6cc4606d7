"""What is read together over several runs: a page that comes, changes or goes, and a table that tells of files."""

import os
from pathlib import Path

import pandas as pd
import pytest

from broadsheet.flows.raw import listings
from broadsheet.flows.run import conductor, ingest
from broadsheet.flows.settings import RunOptions, settings

ADDRESS = "https://orlovapost.example/news/harbour?page="


def page(at: int, speaker: str) -> str:
    text = "".join(f"<p>{speaker} told the harbour board of Orlova to keep dock {at}{dock} open.</p>" for dock in "abc")
    head = f'<title>The harbour that stays</title><link rel="canonical" href="{ADDRESS}{at}">'
    return f"<!doctype html><html><head>{head}</head><body><h1>The harbour that stays</h1>{text}</body></html>"


class Desk:
    """A raw folder, and runs over it."""

    def __init__(self, folder: Path) -> None:
        self.raw, self.processed = folder / "raw", folder / "out"
        self.raw.mkdir()

    def put(self, name: str, text: str) -> None:
        """Write a raw file."""
        (self.raw / name).write_text(text)

    def ingest(self, **options: bool) -> tuple[ingest.Report, dict[str, str], dict[str, str]]:
        """Run; gives the report, the text of each article by raw path, and the state of each file."""
        chosen = {
            "raw": self.raw,
            "processed": self.processed,
            "recogniser": "none",
            "parse": False,
            "executor": "inline",
        }
        report = ingest.run(settings(chosen), conductor.Plain(lambda _: None), RunOptions.model_validate(options))
        articles = pd.read_parquet(self.processed / "current" / "articles")
        files = pd.read_parquet(self.processed / "_ops" / "files.parquet")
        texts = dict(zip(articles["raw_path"], articles["text"], strict=True))
        return report, texts, dict(zip(files["raw_path"], files["state"].astype(str), strict=True))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Two pages of a story, one of which came first."""
    desk = Desk(tmp_path)
    desk.put("1.html", page(1, "Ana Reyes"))
    desk.ingest()
    desk.put("2.html", page(2, "Bo Lind"))
    return desk


def test_a_page_that_comes_later_joins_its_story(desk: Desk) -> None:
    report, texts, states = desk.ingest()
    assert list(texts) == ["1.html"]
    assert "Ana Reyes told" in texts["1.html"]
    assert texts["1.html"].index("Ana Reyes") < texts["1.html"].index("Bo Lind")
    assert states == {"1.html": "kept", "2.html": "joined"}
    assert report.account.files == {"found": 2, "kept": 1, "version": 0, "duplicate": 0, "joined": 1, "rejected": 0}
    assert desk.ingest()[0].snapshot_id == report.snapshot_id
    files = pd.read_parquet(desk.processed / "current" / "article_files")
    assert files[["file_index", "raw_path"]].to_numpy().tolist() == [[0, "1.html"], [1, "2.html"]]
    paragraphs = pd.read_parquet(desk.processed / "current" / "paragraphs")
    assert paragraphs.loc[paragraphs["section"] == "text", "file_index"].tolist() == [0, 0, 0, 1, 1, 1]


def test_a_page_that_changes_changes_its_story(desk: Desk) -> None:
    desk.ingest()
    desk.put("2.html", page(2, "Cora Diaz"))
    _, texts, _ = desk.ingest(verify_content=True)
    assert "Cora Diaz" in texts["1.html"]
    assert "Bo Lind" not in texts["1.html"]


def test_a_page_that_goes_stays_in_its_story_until_it_is_pruned(desk: Desk) -> None:
    desk.ingest()
    (desk.raw / "2.html").unlink()
    assert "Bo Lind" in desk.ingest()[1]["1.html"]
    assert "Bo Lind" not in desk.ingest(prune=True)[1]["1.html"]


def test_a_page_that_is_one_no_longer_is_an_article(desk: Desk) -> None:
    desk.ingest()
    desk.put("2.html", page(2, "Bo Lind").replace("The harbour that stays", "Another harbour that closes"))
    _, texts, states = desk.ingest(verify_content=True)
    assert sorted(texts) == ["1.html", "2.html"]
    assert set(states.values()) == {"kept"}


def test_a_row_more_in_a_table_changes_what_its_file_is_told_only(desk: Desk) -> None:
    texts = {
        f"{name}.txt": f"The council of Sund kept the {name} open for another year on Monday. " * 4 for name in "ab"
    }
    for name, text in texts.items():
        desk.put(name, text)
    desk.put("meta.csv", "file,title,date\na.txt,First story,2021-03-05\n")
    desk.ingest()
    desk.put("meta.csv", "file,title,date\na.txt,First story,2021-03-05\nb.txt,Second story,2021-03-06\n")
    report, _, states = desk.ingest(verify_content=True)
    articles = pd.read_parquet(desk.processed / "current" / "articles").set_index("raw_path")
    assert articles.loc["b.txt", "title"] == "Second story"
    assert articles.loc["a.txt", "title"] == "First story"
    assert states["meta.csv"] == "joined"
    assert report.account.files["found"] == sum(n for state, n in report.account.files.items() if state != "found")


def test_what_files_say_of_others_is_read_again_by_a_renewal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(tmp_path)
    for at, speaker in ((1, "Ana Reyes"), (2, "Bo Lind")):
        desk.put(f"{at}.html", page(at, speaker))
        os.utime(desk.raw / f"{at}.html", (1_700_000_000, 1_700_000_000))
    with monkeypatch.context() as earlier_code:
        earlier_code.setattr(listings, "hint_of", lambda _: "")
        assert desk.ingest()[2] == {"1.html": "kept", "2.html": "kept"}
    assert desk.ingest()[2] == {"1.html": "kept", "2.html": "kept"}
    assert desk.ingest(renew=True)[2] == {"1.html": "kept", "2.html": "joined"}
