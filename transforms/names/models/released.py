"""The released files of a model of this package, checked."""

import hashlib
import json
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from broadsheet.transforms.errors import SettingsError
from broadsheet.transforms.installed import released

_ABOUT = "model.json"


def version_of(model: str) -> str:
    """The start of a checksum over all files of the model, without reading more than its description.

    Raises SettingsError when the package holds no such model.
    """
    return hashlib.sha256(_folder(model).joinpath(_ABOUT).read_bytes()).hexdigest()[:12]


def description_of(model: str) -> dict[str, Any]:
    """What model.json tells; raises SettingsError when the package holds no such model."""
    described: dict[str, Any] = json.loads(_folder(model).joinpath(_ABOUT).read_bytes())
    return described


def file_of(model: str, name: str) -> bytes:
    """The bytes of a file that the model needs, by its path in the folder of models.

    Raises SettingsError when they are not those that were released.
    """
    content = files("broadsheet.transforms.names").joinpath("models", *name.split("/")).read_bytes()
    return released(content, description_of(model)["sha256"][name], f"recogniser {model!r}: {name}")


def _folder(model: str) -> Traversable:
    folder = files("broadsheet.transforms.names").joinpath("models", model)
    if not folder.joinpath(_ABOUT).is_file():
        raise SettingsError(f"recogniser {model!r}: the package holds no such model")
    return folder
