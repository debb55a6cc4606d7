"""Why the rows of an article differ between two snapshots."""

import json
from dataclasses import dataclass
from typing import Literal, get_args

Cause = Literal["raw", "schema", "recipe", "model", "code", "collection"]
CAUSES: tuple[Cause, ...] = get_args(Cause)

# What is chosen by a setting; the other models and word lists come with an installation.
_CHOSEN = ("recogniser", "parser", "embeddings", "kb")


@dataclass(frozen=True, slots=True)
class Origin:
    """What the rows of an article were made of, as in `articles`."""

    raw_sha256: str
    schema_version: str
    pipeline_version: str
    model_versions: str


def cause_of(before: Origin | None, after: Origin | None) -> Cause:
    """The gravest cause for which the rows of an article may differ.

    `raw`: its file came, went or has other bytes; `schema`: other declarations; `recipe`: another recogniser, tier or
    knowledge base was chosen; `model`: another version of a model or word list. Where all of these are the same, it is
    `code`: rows are a function of the raw bytes, the recipe, the models and the code.
    """
    if before is None or after is None or before.raw_sha256 != after.raw_sha256:
        return "raw"
    if before.schema_version != after.schema_version:
        return "schema"
    models, others = _models(before.model_versions), _models(after.model_versions)
    if _recipe(models) != _recipe(others):
        return "recipe"
    return "model" if models != others else "code"


def _models(versions: str) -> dict[str, str]:
    models: dict[str, str] = json.loads(versions)
    return models


def _recipe(models: dict[str, str]) -> list[str]:
    """What was chosen, by name: the version of a recogniser is no choice, the bytes of a knowledge base are."""
    return [models.get(name, "") if name == "kb" else models.get(name, "").partition(" ")[0] for name in _CHOSEN]
