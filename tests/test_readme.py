"""The README's first example, run on the sample articles, prints what the README says."""

import contextlib
import io
import re
from pathlib import Path

import pyarrow.parquet as pq

from broadsheet.transforms import pipeline
from broadsheet.transforms.articles.articles import RawFile

ROOT = Path(__file__).parents[1]
RAW = ROOT / "data" / "raw"


def test_the_first_example_prints_what_it_says(tmp_path: Path) -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    found = re.search(r"```python\n(.*?)```\n\n```text\n(.*?)```", text, re.DOTALL)
    assert found is not None
    files = [RawFile(p.relative_to(RAW).as_posix(), p.read_bytes()) for p in sorted(RAW.rglob("*")) if p.is_file()]
    staged = pipeline.batch(files, pipeline.tools("none", parse=False))
    articles = {"articles": staged["articles"]}
    finished = pipeline.finish(articles, pipeline.decide(staged["article_index"]).kept)
    pq.write_table(finished["articles"], tmp_path / "articles.parquet")
    code = found[1].replace("data/processed/current/articles", tmp_path.as_posix())
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(code, {})
    shown, told = printed.getvalue().splitlines(), found[2].splitlines()
    assert [line.rstrip() for line in shown] == told
