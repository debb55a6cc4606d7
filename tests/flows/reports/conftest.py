"""A dataset that would harm whoever shows it without care."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

SCRIPT = "<script>alert(1)</script>"
LONG_NAME = "Ottoline " + "Quarrenmoor-" * 24 + "Voss"


def _place(text: str, words: str) -> dict[str, Any]:
    start = text.index(words)
    return {"surface": words, "char_start": start, "char_end": start + len(words)}


@pytest.fixture
def hostile(publish: Callable[[dict[str, list[dict[str, Any]]]], Path]) -> Path:
    """One article: its title and outlet are script, its speaker's name has 300 characters, its address is script."""
    text = f'{LONG_NAME} said: "{SCRIPT}" on Friday of 3 tonnes.'
    opening = text.index('"')
    section = {"article_id": 7, "section": "text", "sentence_index": 0}
    name = {"char_start": 0, "char_end": len(LONG_NAME), "entity_index": 0, "mention_index": 0}
    article = {
        "article_id": 7,
        "article_key": "news.example/a",
        "raw_path": "a.md",
        "title": SCRIPT,
        "text": text,
        "published_date": date(2021, 3, 1),
        "publisher_domain": f"news.example{SCRIPT}",
        "url": "javascript:alert(1)",
        "canonical_url": "https://news.example/a",
        "cluster_size": 1,
        "flesch_kincaid_grade": 9.5,
    }
    quote = {
        "char_start": opening + 1,
        "char_end": opening + 1 + len(SCRIPT),
        "outer_char_start": opening,
        "outer_char_end": opening + 2 + len(SCRIPT),
        "kind": "direct",
        "text": SCRIPT,
        "n_words": 3,
        "speaker_surface": LONG_NAME,
        "speaker_entity_index": 0,
    }
    paragraph = {"kind": "paragraph", "section": "text", "char_start": 0, "char_end": len(text), "text": text}
    entity = {
        "article_id": 7,
        "canonical_name": LONG_NAME,
        "type": "PERSON",
        "lat": 60.0,
        "lon": 10.0,
        "place_precision": "city",
    }
    evidence = {"article_id": 7, "field": "title", "value": f"\x1b[2J{SCRIPT}", "raw_start": 0, "raw_end": 9}
    return publish(
        {
            "articles": [article],
            "paragraphs": [{"article_id": 7, "raw_start": 2, "raw_end": 40, **paragraph}],
            "sentences": [{**section, "text": text, "char_end": len(text), "vader_compound": 0.5}],
            "mentions": [{**section, **name, "surface": LONG_NAME, "type": "PERSON"}],
            "entities": [entity],
            "quotes": [{**section, **quote}],
            "dates": [{**section, **_place(text, "Friday"), "resolved_start": date(2021, 3, 5), "granularity": "day"}],
            "numbers": [{**section, **_place(text, "3 tonnes"), "amount": 3.0, "unit": "tonne"}],
            "article_evidence": [evidence],
        }
    )
