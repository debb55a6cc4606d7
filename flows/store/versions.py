"""What installed code is called in the cache, and why rows that other code made are stale."""

import hashlib
import json
import platform
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from broadsheet.flows import files
from broadsheet.flows.settings import Settings
from broadsheet.flows.store import code
from broadsheet.transforms.errors import SettingsError

# The causes for which rows are not what they would be if computed now, the gravest first.
CAUSES = ("schema", "model", "processor", "settings", "code")
NO_KB = "none"
# Any processor computes the same rows, where no model does.
ANY_PROCESSOR = "any"
_CPUINFO = Path("/proc/cpuinfo")
# Extensions by which integer products of models are summed, the best first: without VNNI the sums of two products
# saturate at 16 bits, so kinds differ in scores, and now and then in a name.
_EXTENSIONS = {"avx512_vnni": "avx512-vnni", "avx_vnni": "avx-vnni", "avx512bw": "avx512", "avx2": "avx2"}
_KEYS = {
    "schema_version": "schema",
    "layout": "schema",
    "model_versions": "model",
    "told": "settings",
    "pipeline_version": "code",
    "code": "code",
    "processor": "processor",
}


def current(settings: Settings, kb: str | None = None) -> dict[str, str]:
    """What computes rows now: versions, and digests of the code and of the staged tables' layout.

    `kb`: the version of a knowledge base whose file is not at hand.
    """
    # Here, since the pipeline takes seconds to import, and a run that finds nothing to do needs none of it.
    from broadsheet.transforms import pipeline

    layout = hashlib.sha256(pipeline.layout().encode()).hexdigest()
    made_by = pipeline.versions(settings.recogniser, settings.parse, kb or kb_version(settings.kb), settings.embeddings)
    has_model = settings.parse or settings.recogniser != "none"
    kind = processor() if has_model else ANY_PROCESSOR
    stages = code.stages(settings.processed)
    digests = {"code": hashlib.sha256(stages.encode()).hexdigest(), "stages": stages}
    return {**made_by, **digests, "layout": layout, "processor": kind, "told": settings.told.as_text()}


@cache
def processor() -> str:
    """The kind of this machine's processor, as far as the rows that models give depend on it."""
    machine = platform.machine().lower()
    if machine in ("arm64", "aarch64"):
        return "arm64"
    try:
        flags = set(_CPUINFO.read_text("ascii", "replace").split())
    except OSError:
        flags = set()
    return next((kind for flag, kind in _EXTENSIONS.items() if flag in flags), machine or "unknown")


def kb_version(path: Path | None) -> str:
    """Name and digest of a knowledge-base file, as KnowledgeBase.version; "none" without one.

    Raises  SettingsError, when it cannot be read
    """
    try:
        return f"{path.stem} {files.digest(path)}" if path else NO_KB
    except OSError as error:
        raise SettingsError(f"kb: {path} cannot be read: {error.strerror}") from error


def stale_cause(made_by: Mapping[str, str], now: Mapping[str, str]) -> str | None:
    """The gravest cause for which rows are stale; None, when they are as if computed now."""
    causes = {cause for key, cause in _KEYS.items() if made_by.get(key) != now[key]}
    return next((cause for cause in CAUSES if cause in causes), None)


def memory_stages(made_by: Mapping[str, str]) -> dict[str, str]:
    """By stage that asks a model, what its answers follow from besides what is asked."""
    stages, models = json.loads(made_by["stages"]), json.loads(made_by["model_versions"])
    model_of = {"parse": "parser", "recogniser": "recogniser"}
    return {stage: f"{stages[stage]} {models[model]} {made_by['processor']}" for stage, model in model_of.items()}


def published(made_by: Mapping[str, str]) -> dict[str, str]:
    """What a snapshot's manifest tells of the versions of rows."""
    return {key: made_by[key] for key in ("schema_version", "pipeline_version", "model_versions", "processor")}
