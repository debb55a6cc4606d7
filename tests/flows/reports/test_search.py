"""Articles and sentences are found by what they say, not by their words alone."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from broadsheet.flows.cli import OK, USAGE, main
from broadsheet.flows.reports import search
from broadsheet.transforms.errors import SettingsError
from broadsheet.transforms.vectors.static import static_vectors

Publish = Callable[[dict[str, list[dict[str, Any]]]], Path]

FERRY = ["No boat sailed to the isles on Monday.", "Waves were four metres high.", "The harbour stayed shut."]
BUDGET = ["The parliament passed the budget.", "Taxes will rise next year.", "The minister was pleased."]


@pytest.fixture
def processed(publish: Publish) -> Path:
    """Two articles of three sentences each, with their vectors."""
    articles = [
        {"article_id": 1, "title": "Storm", "published_date": date(2021, 3, 1), "publisher_domain": "news.example"},
        {"article_id": 2, "title": "Budget", "cluster_size": 1},
    ]
    told = [(1, FERRY), (2, BUDGET)]
    keys = [{"article_id": number, "sentence_index": place} for number, texts in told for place in range(len(texts))]
    texts = FERRY + BUDGET
    vectors = static_vectors().of(texts).tolist()
    return publish(
        {
            "articles": [{"article_key": f"a/{row['article_id']}", **row} for row in articles],
            "sentences": [{**key, "text": text} for key, text in zip(keys, texts, strict=True)],
            "sentence_vectors": [{**key, "vector": vector} for key, vector in zip(keys, vectors, strict=True)],
        }
    )


def test_an_article_is_found_by_what_it_says(processed: Path) -> None:
    first, second = search.articles(processed, "ferry cancelled in the storm", 5)
    assert (first.article_id, first.title, first.publisher_domain) == (1, "Storm", "news.example")
    assert first.published_date == date(2021, 3, 1)
    assert first.likeness > second.likeness
    assert first.sentence == FERRY[0]


def test_sentences_are_ranked_by_likeness(processed: Path) -> None:
    matches = search.sentences(processed, "government spending approved by lawmakers", 6)
    assert matches[0].sentence == BUDGET[0]
    assert [match.likeness for match in matches] == sorted((match.likeness for match in matches), reverse=True)
    assert len(matches) == 6


def test_a_sentence_is_most_like_itself(processed: Path) -> None:
    [match] = search.sentences(processed, FERRY[1], 1)
    assert match.sentence == FERRY[1]
    assert match.likeness == pytest.approx(1)


def test_words_that_nobody_knows_find_nothing(processed: Path) -> None:
    with pytest.raises(SettingsError, match="has no word that the vectors know"):
        search.articles(processed, " ", 1)


def test_a_snapshot_without_vectors_says_what_to_do(hostile: Path) -> None:
    with pytest.raises(SettingsError, match="--embeddings --renew"):
        search.articles(hostile, "ferry", 1)


def test_the_command_prints_a_match_and_its_sentence(processed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "ferry", "--processed", str(processed), "--top", "1"]) == OK
    first, second = capsys.readouterr().out.splitlines()
    assert first.endswith("Storm (2021-03-01, news.example, 1)")
    assert second.strip() == FERRY[0]


def test_the_command_refuses_no_words(processed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "", "--processed", str(processed)]) == USAGE
    assert "give some English words" in capsys.readouterr().err
