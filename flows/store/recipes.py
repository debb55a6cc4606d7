"""The recipe of a dataset: all settings that change rows."""

import json
from pathlib import Path

from broadsheet.flows.settings import Settings
from broadsheet.flows.store import operations, snapshots
from broadsheet.flows.store.versions import kb_version
from broadsheet.transforms.tables.declared.operations import RUNS

_ANSWERS = {True: "yes", False: "no"}
# The settings that tell something of all raw files, as in `Told`.
_TOLD = ("columns", "path_pattern", "homes")
_NOTHING = "none"
_RENEW = "give the settings it was made with, or --renew to compute all files again"


def of_settings(settings: Settings) -> dict[str, str]:
    """The recipe that settings ask for: recogniser, whether sentences are parsed and get vectors, name and digest of
    the names known, and what is told of all raw files, as JSON.

    Raises  SettingsError, when the knowledge base cannot be read
    """
    return {
        "recogniser": settings.recogniser,
        "parse": _ANSWERS[settings.parse],
        "embeddings": _ANSWERS[settings.embeddings],
        "kb": kb_version(settings.kb),
        **{name: _written(getattr(settings, name)) for name in _TOLD},
    }


def _written(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False) if value else _NOTHING


def of_dataset(processed: Path) -> dict[str, str] | None:
    """The recipe of the current snapshot; None without one, or one that can be read."""
    name = snapshots.current_id(processed)
    if name is None or snapshots.manifest_fault(processed, name):
        return None
    # One that was made before recipes were noted has none, which no settings ask for.
    return dict(snapshots.read_manifest(processed, name).get("recipe", {}))


def difference(processed: Path, settings: Settings) -> str | None:
    """Dataset and settings side by side, where their recipes differ; None without a difference, or a dataset of which
    anything is known."""
    noted, wanted = _noted(processed), of_settings(settings)
    if noted is None or noted == wanted:
        return None
    rows = [
        f"  {key}: {noted.get(key, 'not noted')} in the dataset, {value} asked for" for key, value in wanted.items()
    ]
    return "\n".join(["the dataset was made by another recipe, and rows of two are never mixed:", *rows, _RENEW])


def adopted(settings: Settings) -> Settings:
    """Settings in which all that was not given is as the dataset was made.

    Of a knowledge base only name and digest are noted; its file is taken from where the last runs had it, while that is
    still the same. Where the manifest is damaged the last run that published tells.
    """
    noted = _noted(settings.processed) or {}
    fields = settings.model_fields_set
    update: dict[str, object] = {}
    if "recogniser" in noted and "recogniser" not in fields:
        update["recogniser"] = noted["recogniser"]
    for name in ("parse", "embeddings"):
        if name in noted and name not in fields:
            update[name] = noted[name] == _ANSWERS[True]
    if noted.get("kb", _NOTHING) != _NOTHING and "kb" not in fields:
        update["kb"] = _known_file(settings.processed, noted["kb"])
    for name in _TOLD:
        if noted.get(name, _NOTHING) != _NOTHING and name not in fields:
            update[name] = json.loads(noted[name])
    return settings.model_copy(update=update)


def _noted(processed: Path) -> dict[str, str] | None:
    """The recipe of the current snapshot, by its manifest, or by the last run where that is damaged."""
    noted = of_dataset(processed)
    return (_of_last_run(processed) or None) if noted is None else noted


def _of_last_run(processed: Path) -> dict[str, str]:
    """The recipe of the last run that published or found all unchanged; empty, where none is told of."""
    done = [row for row in operations.rows(processed, RUNS) if row["status"] in operations.SUCCEEDED]
    if not done:
        return {}
    parameters = json.loads(max(done, key=lambda row: row["started_at"])["parameters"])
    kb = Path(parameters["kb"]) if parameters.get("kb") else None
    return {
        "recogniser": parameters["recogniser"],
        # A run of an earlier version may not have known all of these.
        **{name: _ANSWERS[bool(parameters.get(name))] for name in ("parse", "embeddings")},
        "kb": kb_version(kb) if kb and kb.is_file() else _NOTHING,
        **{name: _written(parameters.get(name)) for name in _TOLD},
    }


def _known_file(processed: Path, wanted: str) -> Path | None:
    """The file of a knowledge base, by its version, from the parameters of the runs; None, when it is there no more."""
    given = {json.loads(row["parameters"]).get("kb") for row in operations.rows(processed, RUNS)}
    paths = (Path(path) for path in sorted(path for path in given if path))
    return next((path for path in paths if path.is_file() and kb_version(path) == wanted), None)
