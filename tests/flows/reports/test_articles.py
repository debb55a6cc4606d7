"""An article is found by id, address or path, and shown with its marks, on a page and in a terminal."""

import hashlib
import io
from pathlib import Path

import pytest
from rich.console import Console

from broadsheet.flows.exports import database
from broadsheet.flows.reports import article_page, article_parts, article_rows, article_text
from tests.flows.reports.conftest import LONG_NAME


def _rows(processed: Path, name: str = "7") -> article_rows.ArticleRows:
    with database.opened(processed) as connection:
        return article_rows.load(connection, article_rows.find(connection, name))


@pytest.mark.parametrize(
    "name", ["7", "a.md", "https://news.example/a", "http://www.news.example/a/", "news.example/a"]
)
def test_an_article_goes_by_its_id_address_and_path(hostile: Path, name: str) -> None:
    assert _rows(hostile, name).article["article_id"] == 7


def test_an_article_that_is_not_there_is_told(hostile: Path) -> None:
    with pytest.raises(article_rows.UnknownArticleError, match=r"no article has b\.md as its id, address or raw path"):
        _rows(hostile, "b.md")


def test_marks_stand_in_the_text_and_script_is_text(hostile: Path) -> None:
    page = article_page.page(_rows(hostile))
    script = "&lt;script&gt;alert(1)&lt;/script&gt;"
    assert f'<mark class="name person" title="PERSON: {LONG_NAME}">{LONG_NAME}</mark>' in page
    assert f'<span class="quote direct" title="direct quotation, {LONG_NAME}">&#34;{script}&#34;</span><sup>' in page
    assert '<mark class="date" title="date: 2021-03-05">Friday</mark>' in page
    assert '<mark class="number" title="number: 3 tonne">3 tonnes</mark>' in page
    assert "<script" not in page
    assert "javascript:" not in page


def test_a_candidate_stands_beside_its_place_in_the_raw_file(hostile: Path, tmp_path: Path) -> None:
    rows = _rows(hostile)
    (tmp_path / "a.md").write_bytes(b"# A title and more")
    assert [row[-2:] for row in article_parts.evidence_rows(rows, tmp_path)] == [("0-9", None)]
    rows.article["raw_sha256"] = hashlib.sha256(b"# A title and more").hexdigest()
    assert [row[-2:] for row in article_parts.evidence_rows(rows, tmp_path)] == [("0-9", "# A title")]


def test_no_control_character_reaches_the_terminal(hostile: Path) -> None:
    out = io.StringIO()
    article_text.show(_rows(hostile), Console(file=out, width=100, force_terminal=False))
    shown = out.getvalue()
    assert "\x1b" not in shown
    assert "\\u001b[2J<script>" in "".join(shown.split())
    assert shown.startswith("2-40  Ottoline")
