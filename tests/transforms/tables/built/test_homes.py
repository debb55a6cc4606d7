"""Where an outlet is at home is evidence for the places its articles name, once it is told."""

from dataclasses import replace

import pytest

from broadsheet.transforms import pipeline
from broadsheet.transforms.articles.articles import RawFile, articles_of
from broadsheet.transforms.readers.told import Told

ARTICLE = b"""---
title: A bridge opens
url: https://www.tarnpost.example/bridge
date: 2024-03-01
---
The mayor of Greenville opened a bridge. Ada Quill said the bridge in Greenville was safe.
"""


@pytest.mark.parametrize(
    ("homes", "country"),
    [
        pytest.param((), None, id="nothing is told, and the town stays open"),
        pytest.param((("tarnpost.example", "US-NC"),), "US", id="the town of the outlet's state"),
        pytest.param((("other.example", "US-NC"),), None, id="another outlet's home tells nothing"),
    ],
)
def test_a_town_of_many_is_that_of_the_outlets_home(homes: tuple[tuple[str, str], ...], country: str | None) -> None:
    tools = replace(pipeline.tools("news", parse=False), told=Told(homes=homes))
    entities = pipeline.whole(*articles_of([RawFile("bridge.md", ARTICLE)]), tools)["entities"].to_pylist()
    town = next(entity for entity in entities if entity["canonical_name"] == "Greenville")
    assert town["country_iso2"] == country
    assert (town["geonames_id"] is None) == (country is None)
