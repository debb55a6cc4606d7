"""What is told beside raw files."""

from datetime import date

import pytest

from broadsheet.transforms.articles.articles import RawFile, articles_of
from broadsheet.transforms.errors import SettingsError
from broadsheet.transforms.readers.told import Fact, Told, check_pattern, facts_of_path

TEXT = b"# Ferry returns\n\nThe council of Orlova voted for the old ferry on Monday, eleven years after it closed.\n"


@pytest.mark.parametrize(
    ("path", "pattern", "expected"),
    [
        pytest.param(
            "in/orla-post/2023-03-14_ferry-back.txt",
            "{publisher}/{date:%Y-%m-%d}_{slug}",
            {"publisher": "orla-post", "date": "2023-03-14", "slug": "ferry-back"},
            id="folder and file",
        ),
        pytest.param(
            "2023/03/14/Orla Post/7.html",
            "{date:%Y}/{date:%m}/{date:%d}/{publisher}/{}",
            {"date": "2023-03-14", "publisher": "Orla Post"},
            id="a date in three folders, and anything",
        ),
        pytest.param("orla/ferry.txt", "{publisher}/{date:%Y-%m-%d}_{slug}", {}, id="a path that does not fit"),
        pytest.param(
            "x/2023-03-14_ferry.txt", None, {"date": "2023-03-14"}, id="without a pattern: the day in the name"
        ),
        pytest.param("x/20231399_ferry.txt", None, {}, id="no month of that number"),
    ],
)
def test_what_a_path_says(path: str, pattern: str | None, expected: dict[str, str]) -> None:
    assert {fact.field: fact.value for fact in facts_of_path(path, pattern)} == expected


@pytest.mark.parametrize("pattern", ["{colour}/{date}", "{date:%Q}", "news/{}"])
def test_a_pattern_that_cannot_be_is_refused(pattern: str) -> None:
    with pytest.raises(SettingsError, match="path_pattern"):
        check_pattern(pattern)


def test_a_fact_fills_what_the_file_does_not_say() -> None:
    asked = Told(path_pattern="{publisher}/{date:%Y-%m-%d}_{}")
    (article,), _ = articles_of([RawFile("Orla Post/2023-03-14_a.txt", TEXT)], asked)
    assert article.record.publisher_name == "Orla Post"
    assert article.record.published is not None
    assert article.record.published.day == date(2023, 3, 14)
    assert article.record.published_source == "path_pattern"
    assert "date_missing" not in article.record.quality_flags


def test_what_the_file_says_counts_more() -> None:
    dated = TEXT.replace(b"returns\n", b"returns\n\nMarch 2, 2023\n")
    (article,), _ = articles_of([RawFile("2023-03-14_a.txt", dated)])
    assert article.record.published is not None
    assert article.record.published.day == date(2023, 3, 2)
    seen = [one.is_chosen for one in article.record.candidates if one.source == "file_name"]
    assert seen == [False]


def test_facts_of_a_file_about_it() -> None:
    facts = (
        Fact("url", "https://orla.example/a?utm_source=x", "sidecar"),
        Fact("author", "Lena Fisk", "sidecar"),
        Fact("language", "English", "sidecar"),
        Fact("section", "Local", "sidecar"),
        Fact("genre", "report", "sidecar"),
    )
    (article,), _ = articles_of([RawFile("a.txt", TEXT, facts)])
    record = article.record
    assert (record.url, record.canonical_url) == (facts[0].value, "https://orla.example/a")
    assert ([author.name for author in record.authors], record.section, record.genre) == (
        ["Lena Fisk"],
        "Local",
        "report",
    )
    assert article.article_key == "orla.example/a"


def test_told_is_the_same_after_being_written() -> None:
    asked = Told((("text", "body"), ("title", "head")), "{publisher}/{}")
    assert Told.of_text(asked.as_text()) == asked
