"""A small dataset of two outlets, with all that an export may trip over."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

TEXT = '=SUM(A1) is no headline. Inge Varga said: "Tides wait."'


@pytest.fixture
def small(publish: Callable[[dict[str, list[dict[str, Any]]]], Path]) -> Path:
    """Two articles; one has a title that a spreadsheet takes for a formula, and a key that only 53 bits hold."""
    first = {
        "article_id": 2**53 - 1,
        "article_key": "news.example/a",
        "raw_path": "a.md",
        "title": "=HYPERLINK(1)",
        "text": TEXT,
        "published_date": date(2021, 3, 1),
        "published_at": datetime(2021, 3, 1, 9, 30, tzinfo=UTC),
        "publisher_domain": "news.example",
        "keywords": ["ferry", "Łódź"],
        "is_wire": True,
        "language_score": 0.8,
        "cluster_size": 1,
    }
    second = {
        "article_id": 7,
        "article_key": "post.example/b",
        "raw_path": "b.md",
        "publisher_domain": "post.example",
        "cluster_size": 1,
    }
    quote = {
        "article_id": 2**53 - 1,
        "kind": "direct",
        "section": "text",
        "char_start": 43,
        "char_end": 54,
        "outer_char_start": 42,
        "outer_char_end": 55,
        "text": "Tides wait.",
        "speaker_entity_index": 0,
        "speaker_score": 0.5,
        "quote_key": 2**53 - 1,
    }
    entity = {"article_id": 2**53 - 1, "canonical_name": "Inge Varga", "type": "PERSON", "gender": "female"}
    return publish({"articles": [second, first], "quotes": [quote], "entities": [entity]})
