"""The local site: search, pages of articles, and nobody but this machine."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from broadsheet.flows.reports.site import browser
from tests.flows.reports.conftest import LONG_NAME


@pytest.fixture
def site(hostile: Path, tmp_path: Path) -> TestClient:
    return TestClient(browser.application(browser.database_of(hostile, tmp_path / "work")), base_url="http://127.0.0.1")


def test_words_are_searched_and_lead_to_the_article(site: TestClient) -> None:
    answer = site.get("/dataset/articles?_search=Friday&_col=title")
    assert answer.status_code == 200
    assert 'href="/dataset/articles/7"' in answer.text
    assert "<script>alert(1)" not in answer.text
    assert 'href="/dataset/articles/7"' not in site.get("/dataset/articles?_search=Tuesday&_col=title").text


def test_a_person_and_what_is_said(site: TestClient) -> None:
    assert "/dataset/articles/7" in site.get("/dataset/who_is_named?name=Ottoline").text
    assert LONG_NAME[:20] in site.get("/dataset/what_is_said?words=alert").text


def test_an_article_with_its_marks(site: TestClient) -> None:
    page = site.get("/dataset/articles/7").text
    assert f'<mark class="name person" title="PERSON: {LONG_NAME}">' in page
    assert "<script" not in page
    assert site.get("/dataset/articles/8").status_code == 404


def test_a_name_that_is_not_this_machine_is_refused(site: TestClient) -> None:
    assert site.get("/", headers={"host": "elsewhere.example"}).status_code == 400


def test_the_database_is_made_once_a_snapshot(hostile: Path, tmp_path: Path) -> None:
    database = browser.database_of(hostile, tmp_path)
    made = database.stat().st_mtime_ns
    assert browser.database_of(hostile, tmp_path).stat().st_mtime_ns == made


def test_a_page_has_a_language_and_its_fields_have_names(site: TestClient) -> None:
    answer = site.get("/dataset/articles?_sort=article_id")
    assert answer.text.startswith('<!DOCTYPE html>\n<html lang="en">')
    for field in ("_filter_column", "_filter_op", "_filter_value"):
        assert f'name="{field}" aria-label=' in answer.text
    assert len(answer.content) == int(answer.headers["content-length"])


def test_what_is_no_page_is_left_as_it_is(site: TestClient) -> None:
    assert site.get("/dataset/articles.json?_shape=array").json()[0]["article_id"] == 7
