"""From the environment to one frozen object that says where and how much; nothing else reads the environment."""

import os
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from transforms.errors import SettingsError
from transforms.staged import DEFAULT_RECOGNISER

PREFIX = "BROADSHEET_"

Model = TypeVar("Model", bound=BaseModel)


class Settings(BaseModel):
    """Where a run reads and writes, and how it works. What the data mean is set in `transforms`, never here."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    raw: Path = Field(Path("data/raw"), description="Folder of files as delivered; nothing in it is ever changed.")
    processed: Path = Field(Path("data/processed"), description="Folder of the dataset.")
    batch_size: int = Field(128, ge=1, le=100_000, description="Files that are computed together.")
    executor: str = Field(
        default_factory=lambda: f"processes:{min(2, os.cpu_count() or 1)}",
        pattern=r"^(inline|processes:[1-9]\d{0,2})$",
        description="Where batches run: inline, or processes:N.",
    )
    recogniser: str = Field(
        DEFAULT_RECOGNISER, pattern=r"^(none|spacy:\w+)$", description="What finds names: spacy:MODEL, or none."
    )
    parse: bool = Field(
        True, description="Whether sentences are parsed: without, a light run has no syntax and fewer quotes."
    )
    keep: int = Field(5, ge=1, le=10_000, description="Snapshots that stay readable, the current one included.")
    max_reject_share: float = Field(
        0.2, ge=0, le=1, description="A run with a larger share of rejected files fails and publishes nothing."
    )
    file_seconds: float = Field(
        60, ge=1, le=86_400, description="Seconds a file may take on its own, to which its size adds."
    )

    @model_validator(mode="after")
    def _folders_apart(self) -> Self:
        raw, processed = self.raw.resolve(), self.processed.resolve()
        if raw == processed or raw in processed.parents or processed in raw.parents:
            raise ValueError(f"raw folder {raw} and processed folder {processed} must not lie in each other")
        return self


class RunOptions(BaseModel):
    """What this one run does besides reading what is new or changed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    prune: bool = Field(False, description="Drop the rows of files that are gone from the raw folder.")
    renew: bool = Field(False, description="Compute all files again, where the dataset has another schema version.")
    verify_content: bool = Field(
        False, description="Read every file, even where its size and time say that it is unchanged."
    )
    max_prune_share: float = Field(
        0.5, ge=0, le=1, description="A run that would prune a larger share of the known files fails."
    )
    wait: float = Field(0, ge=0, le=604_800, description="Seconds to wait for another run to end; 0 is not at all.")


class Selection(BaseModel):
    """Which of the known files are computed again: by day of publication, by name, the stale ones, or all."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    first: date | None = Field(None, description="From this day of publication on.")
    last: date | None = Field(None, description="Up to this day of publication, included.")
    files: str | None = Field(None, min_length=1, description="Raw paths that match this pattern, as 2024-03/*.html.")
    stale: bool = Field(False, description="What other code, models or schema computed than are installed now.")
    all: bool = Field(False, description="Every file.")

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        dated = self.first is not None or self.last is not None
        if sum((dated, self.files is not None, self.stale, self.all)) != 1:
            raise ValueError("give one of: days (from, to), files, stale, all")
        if self.first and self.last and self.first > self.last:
            raise ValueError(f"the first day, {self.first}, is after the last, {self.last}")
        return self


_SAID = {
    "executor": "give inline, or processes:N with N from 1 to 999",
    "recogniser": "give spacy:NAME of an installed model, or none",
}


def settings(given: Mapping[str, object]) -> Settings:
    """Settings from values by name; what is not given has its default.

    Raises  SettingsError, naming each value that cannot be used
    """
    return validated(Settings, given)


def validated(model: type[Model], given: Mapping[str, object]) -> Model:
    """Settings, options or a selection from values by name.

    Raises  SettingsError, naming each value that cannot be used
    """
    try:
        return model.model_validate(dict(given))
    except ValidationError as error:
        told = [_said(".".join(str(part) for part in one["loc"]), one["msg"]) for one in error.errors()]
        raise SettingsError("; ".join(told)) from None


def _said(name: str, message: str) -> str:
    message = _SAID.get(name, message.removeprefix("Value error, "))
    return f"{name}: {message}" if name else message


def from_environment(environment: Mapping[str, str] | None = None) -> dict[str, str]:
    """The settings that BROADSHEET_RAW, BROADSHEET_BATCH_SIZE and so on give, by name, as text.

    Raises  SettingsError, for one that names no setting
    """
    given = os.environ if environment is None else environment
    found = {key.removeprefix(PREFIX).lower(): value for key, value in given.items() if key.startswith(PREFIX)}
    if strange := sorted(found.keys() - Settings.model_fields.keys()):
        known = ", ".join(PREFIX + name.upper() for name in Settings.model_fields)
        raise SettingsError(f"{PREFIX}{strange[0].upper()} is no setting; there are {known}")
    return found


def prefect_is_configured(environment: Mapping[str, str] | None = None) -> bool:
    """Whether a Prefect server is set: by PREFECT_API_URL, or by the active profile; Prefect is not imported."""
    given = os.environ if environment is None else environment
    if given.get("PREFECT_API_URL"):
        return True
    home = Path(given.get("PREFECT_HOME") or Path(given.get("HOME", "/nonexistent")) / ".prefect")
    try:
        profiles = tomllib.loads((home / "profiles.toml").read_text("utf-8"))
    except (OSError, ValueError):
        return False
    active = given.get("PREFECT_PROFILE") or profiles.get("active")
    return bool(profiles.get("profiles", {}).get(active, {}).get("PREFECT_API_URL"))


def prepare_prefect(home: Path | None = None) -> None:
    """Set Prefect's environment before it is imported: no telemetry; with `home`, a server of its own there."""
    os.environ["PREFECT_SERVER_ANALYTICS_ENABLED"] = "false"
    os.environ["DO_NOT_TRACK"] = "1"
    if home is not None:
        home.mkdir(parents=True, exist_ok=True)  # the server does not make it, and tries for minutes
        os.environ["PREFECT_HOME"] = str(home.resolve())
        os.environ["PREFECT_SERVER_ALLOW_EPHEMERAL_MODE"] = "true"
        os.environ["PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS"] = "180"
