"""A dataset of quotations to code: ten of women, thirty of men, ten of nobody known."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def quoted(publish: Callable[[dict[str, list[dict[str, Any]]]], Path]) -> Path:
    statuses = ["resolved"] * 30 + ["unnamed"] * 10 + ["unknown"] * 10
    quotes = [
        {
            "article_id": 7,
            "quote_index": number,
            "section": "text",
            "text": f"=Tides number {number} wait.",
            "n_words": number,
            "speaker_status": status,
            "speaker_score": 0.9 if status == "resolved" else 0.1,
        }
        for number, status in enumerate(statuses)
    ]
    article = {"article_id": 7, "raw_path": "a.md", "title": "Quay opens", "publisher_domain": "news.example"}
    sentence = {"article_id": 7, "section": "text", "text": "Tides wait, she said."}
    return publish({"articles": [{**article, "cluster_size": 1}], "sentences": [sentence], "quotes": quotes})
