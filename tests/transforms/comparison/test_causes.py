"""Why the rows of an article differ: the gravest of what changed."""

import json
from dataclasses import replace

import pytest

from broadsheet.transforms.comparison.causes import Origin, cause_of

MODELS = {"recogniser": "news 1a2b", "parser": "tagger 3", "kb": "none", "wordfreq": "3.1"}
ORIGIN = Origin("aa", "1", "0.1", json.dumps(MODELS))


def _with(**models: str) -> Origin:
    return replace(ORIGIN, model_versions=json.dumps({**MODELS, **models}))


@pytest.mark.parametrize(
    ("before", "after", "cause"),
    [
        pytest.param(None, ORIGIN, "raw", id="an article that came"),
        pytest.param(ORIGIN, None, "raw", id="an article that went"),
        pytest.param(ORIGIN, replace(ORIGIN, raw_sha256="bb"), "raw", id="other bytes"),
        pytest.param(ORIGIN, replace(ORIGIN, schema_version="2"), "schema", id="other declarations"),
        pytest.param(ORIGIN, _with(recogniser="none"), "recipe", id="another recogniser"),
        pytest.param(ORIGIN, _with(parser="none"), "recipe", id="another tier"),
        pytest.param(ORIGIN, _with(kb="people 77"), "recipe", id="a knowledge base"),
        pytest.param(_with(kb="people 77"), _with(kb="people 78"), "recipe", id="other bytes of a knowledge base"),
        pytest.param(ORIGIN, _with(recogniser="news 9f9f"), "model", id="another version of the recogniser"),
        pytest.param(ORIGIN, _with(wordfreq="3.2"), "model", id="another word list"),
        pytest.param(ORIGIN, replace(ORIGIN, pipeline_version="0.2"), "code", id="another release"),
        pytest.param(ORIGIN, ORIGIN, "code", id="nothing that is on record"),
        pytest.param(ORIGIN, replace(_with(parser="none"), raw_sha256="bb"), "raw", id="the gravest counts"),
    ],
)
def test_the_cause(before: Origin | None, after: Origin | None, cause: str) -> None:
    assert cause_of(before, after) == cause
