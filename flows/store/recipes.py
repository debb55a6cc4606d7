"""The recipe of a dataset: all settings that change rows."""

from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

from broadsheet.flows.settings import Settings
from broadsheet.flows.store import snapshots
from broadsheet.flows.store.versions import kb_version

Recipe: TypeAlias = Mapping[str, str]

_ANSWERS = {True: "yes", False: "no"}
_RENEW = "give the settings it was made with, or --renew to compute all files again"


def of_settings(settings: Settings) -> dict[str, str]:
    """The recipe that settings ask for: recogniser, whether sentences are parsed and get vectors, name and digest of
    the names known.

    Raises  SettingsError, when the knowledge base cannot be read
    """
    return {
        "recogniser": settings.recogniser,
        "parse": _ANSWERS[settings.parse],
        "embeddings": _ANSWERS[settings.embeddings],
        "kb": kb_version(settings.kb),
    }


def of_dataset(processed: Path) -> dict[str, str] | None:
    """The recipe of the current snapshot; None without one, or one that can be read."""
    name = snapshots.current_id(processed)
    if name is None or snapshots.manifest_fault(processed, name):
        return None
    # One that was made before recipes were noted has none, which no settings ask for.
    return dict(snapshots.read_manifest(processed, name).get("recipe", {}))


def difference(processed: Path, settings: Settings) -> str | None:
    """Dataset and settings side by side, where their recipes differ; None without a difference, or a dataset."""
    noted, wanted = of_dataset(processed), of_settings(settings)
    if noted is None or noted == wanted:
        return None
    rows = [
        f"  {key}: {noted.get(key, 'not noted')} in the dataset, {value} asked for" for key, value in wanted.items()
    ]
    return "\n".join(["the dataset was made by another recipe, and rows of two are never mixed:", *rows, _RENEW])


def adopted(settings: Settings) -> Settings:
    """Settings in which all that was not given is as the dataset was made; a knowledge base is known by digest only."""
    noted = of_dataset(settings.processed) or {}
    fields = settings.model_fields_set
    update: dict[str, object] = {}
    if "recogniser" in noted and "recogniser" not in fields:
        update["recogniser"] = noted["recogniser"]
    for name in ("parse", "embeddings"):
        if name in noted and name not in fields:
            update[name] = noted[name] == _ANSWERS[True]
    return settings.model_copy(update=update)
