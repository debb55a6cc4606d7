"""From the code that is installed to what it is called in the cache, and from what made rows to why they are stale."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from broadsheet import transforms
from broadsheet.flows import files
from broadsheet.flows.settings import Settings
from broadsheet.transforms.errors import SettingsError

# The causes for which rows are not what they would be if computed now, the gravest first.
CAUSES = ("schema", "model", "settings", "code")
_KEYS = {
    "schema_version": "schema",
    "layout": "schema",
    "model_versions": "model",
    "told": "settings",
    "pipeline_version": "code",
    "code": "code",
}


def code_digest() -> str:
    """One digest of the code and word lists that compute tables."""
    folder = Path(transforms.__file__).parent
    kinds = (".py", ".txt", ".tsv")
    held = sorted(path for path in folder.rglob("*") if path.suffix in kinds)
    seen = [[path.relative_to(folder).as_posix(), files.digest(path)] for path in held]
    return hashlib.sha256(files.canonical(seen)).hexdigest()


def current(settings: Settings) -> dict[str, str]:
    """What computes rows now: versions, and digests of the code and of the staged tables' layout."""
    # Here, since the pipeline takes seconds to import, and a run that finds nothing to do needs none of it.
    from broadsheet.transforms import pipeline

    layout = hashlib.sha256(pipeline.layout().encode()).hexdigest()
    made_by = pipeline.versions(settings.recogniser, settings.parse, kb_version(settings.kb))
    return {**made_by, "code": code_digest(), "layout": layout, "told": settings.told.as_text()}


def kb_version(path: Path | None) -> str:
    """Name and digest of a knowledge-base file, as KnowledgeBase.version; "none" without one.

    Raises  SettingsError, when it cannot be read
    """
    try:
        return f"{path.stem} {files.digest(path)}" if path else "none"
    except OSError as error:
        raise SettingsError(f"kb: {path} cannot be read: {error.strerror}") from error


def stale_cause(made_by: Mapping[str, str], now: Mapping[str, str]) -> str | None:
    """The gravest cause for which rows are stale; None, when they are as if computed now."""
    causes = {cause for key, cause in _KEYS.items() if made_by.get(key) != now[key]}
    return next((cause for cause in CAUSES if cause in causes), None)


def published(made_by: Mapping[str, str]) -> dict[str, str]:
    """What a snapshot's manifest tells of the versions of rows."""
    return {key: made_by[key] for key in ("schema_version", "pipeline_version", "model_versions")}
