"""Articles that share an address: each has an id of its own, and the old id can be looked up."""

from pathlib import Path

import pandas as pd

from broadsheet.flows.run import conductor, ingest
from broadsheet.flows.settings import settings

URL = "https://orla.example/news"
TEXTS = (
    "The council of Orlova voted on Monday to reopen the old ferry line beside the mill.",
    "Nobody had asked the people of the lower town what a bridge or a boat would cost them.",
)


def test_one_address_for_all_rows_of_a_table(tmp_path: Path) -> None:
    rows = [f'Story {at},"{text}",{URL}' for at, text in enumerate(TEXTS)]
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "a.csv").write_text("\n".join(["title,text,url", *rows]))
    given = {"raw": raw, "processed": tmp_path / "out", "recogniser": "none", "parse": False, "executor": "inline"}
    report = ingest.run(settings(given), conductor.Plain(lambda _: None))
    assert report.account.articles == {"found": 2, "kept": 2, "version": 0, "duplicate": 0, "rejected": 0}
    articles = pd.read_parquet(tmp_path / "out" / "current" / "articles")
    assert set(articles["article_key"]) == {f"orla.example/news#{text}" for text in articles["text_sha256"]}
    ids = pd.read_parquet(tmp_path / "out" / "_ops" / "ids.parquet")
    assert set(ids["article_id"]) == set(articles["article_id"])
    assert ids["old_article_id"].nunique() == 1
    paragraphs = pd.read_parquet(tmp_path / "out" / "current" / "paragraphs")
    assert set(paragraphs["article_id"]) == set(articles["article_id"])
