"""What a run is told: one frozen object that says where and how much, and what this one run does besides."""

import os
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, Self, TypeVar
from urllib.parse import quote, urlsplit

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails

from broadsheet.transforms.errors import SettingsError
from broadsheet.transforms.staged import DEFAULT_RECOGNISER

if TYPE_CHECKING:
    from broadsheet.transforms.readers.told import Told

S3 = "s3://"
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})

Model = TypeVar("Model", bound=BaseModel)
S3Url = Annotated[str, StringConstraints(pattern=r"^s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[^?#]*)?$")]


# The bound of the share of articles that may be gone since the last run; the others are of a TABLE.COLUMN.
LOST = "articles"


class Bound(NamedTuple):
    """Shares of rows: above the first a run has a warning, above the second it fails and publishes nothing."""

    yellow: float
    red: float | None = None


class Settings(BaseModel):
    """Where a run reads and writes, and how it works. What the data mean is set in `transforms`, never here."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    raw: S3Url | Path = Field(
        Path("data/raw"), description="Folder or s3://bucket/prefix of files as delivered; nothing in it is changed."
    )
    processed: Path = Field(Path("data/processed"), description="Folder or s3://bucket/prefix of the dataset.")
    bucket: S3Url | None = Field(
        None, description="Where the dataset is published, if not in the folder: set by giving a URL as `processed`."
    )
    work: Path | None = Field(
        None, description="Folder to work in, where the dataset is in a bucket. Default: build/s3/<bucket and prefix>."
    )
    endpoint: str | None = Field(None, description="URL of an S3-compatible store, where it is not that of AWS.")
    region: str | None = Field(None, description="Region of the bucket.")
    batch_size: int = Field(128, ge=1, le=100_000, description="Files that are computed together.")
    executor: str = Field(
        default_factory=lambda: f"processes:{min(2, os.cpu_count() or 1)}",
        pattern=r"^(inline|processes:[1-9]\d{0,2}|dask:(local:[1-9]\d{0,2}|(tcp|tls)://\S+:\d+))$",
        description="Where batches run: inline, processes:N, dask:local:N, or dask:tcp://HOST:8786 for a scheduler.",
    )
    recogniser: str = Field(
        DEFAULT_RECOGNISER,
        pattern=r"^(news|news-fast|none|spacy:\w+)$",
        description="What finds names: news, news-fast, spacy:MODEL, or none.",
    )
    kb: Path | None = Field(
        None, description="Parquet file of known names (name, alias, kb_id, type) that entities are linked to, or none."
    )
    parse: bool = Field(
        True, description="Whether sentences are parsed: without, a light run has no syntax and fewer quotes."
    )
    embeddings: bool = Field(
        False, description="Whether sentences get a vector of what they say, which `broadsheet search` needs."
    )
    keep: int = Field(5, ge=1, le=10_000, description="Snapshots that stay readable, the current one included.")
    max_reject_share: float = Field(
        0.2, ge=0, le=1, description="A run with a larger share of rejected files fails and publishes nothing."
    )
    bounds: dict[str, Bound] = Field(
        default_factory=dict,
        description="Shares above which a run is yellow, or red and publishes nothing: of rows without a value,"
        " articles.title=0.1:0.5, and of articles that are gone, articles=0.2.",
    )
    columns: dict[str, str] = Field(
        default_factory=dict,
        description="Columns of tables by what they hold, where they are not to be recognised: title=NAME,text=NAME.",
    )
    homes: dict[str, str] = Field(
        default_factory=dict,
        description="Where outlets are at home, as evidence for their places: DOMAIN=US-OH,DOMAIN=GB, or the Parquet"
        " file of `outlets` of a dataset, which learnt it.",
    )
    path_pattern: str | None = Field(
        None, description="What paths say: '{publisher}/{date:%Y-%m-%d}_{slug}', in which {} stands for anything."
    )
    file_seconds: float = Field(
        60, ge=1, le=86_400, description="Seconds a file may take on its own, to which its size adds."
    )

    @model_validator(mode="before")
    @classmethod
    def _dataset_in_bucket(cls, values: Any) -> Any:  # noqa: ANN401 - whatever was given
        if not isinstance(values, Mapping) or not str(values.get("processed", "")).startswith(S3):
            return values
        url = str(values["processed"]).rstrip("/")
        folder = values.get("work") or Path("build/s3") / quote(url.removeprefix(S3), safe="")
        return {**values, "bucket": url, "processed": folder}

    @field_validator("kb", mode="before")
    @classmethod
    def _none_is_no_file(cls, value: object) -> object:
        return None if value == "none" else value

    @field_validator("bounds", mode="before")
    @classmethod
    def _shares(cls, value: object) -> object:
        """What a line gives, NAME=YELLOW:RED,NAME=YELLOW, or a table of such shares."""
        if isinstance(value, str):
            value = dict(part.strip().partition("=")[::2] for part in value.split(",") if part.strip())
        if not isinstance(value, Mapping):
            return value
        try:
            return {name: _bound(shares) for name, shares in value.items()}
        except ValueError:
            raise ValueError("give NAME=YELLOW:RED, shares from 0 to 1: articles.title=0.1:0.5") from None

    @field_validator("bounds")
    @classmethod
    def _are_of_columns(cls, bounds: dict[str, Bound]) -> dict[str, Bound]:
        if not bounds:
            return bounds
        from broadsheet.transforms.tables.declared.dataset import DATA_TABLES

        known = {LOST, *(f"{spec.name}.{column}" for spec in DATA_TABLES for column in spec.names)}
        if strange := sorted(bounds.keys() - known):
            raise ValueError(f"{strange[0]} is neither {LOST} nor a TABLE.COLUMN of the dataset")
        return bounds

    @field_validator("columns", mode="before")
    @classmethod
    def _pairs(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        pairs = [part.partition("=") for part in value.split(",") if part.strip()]
        if not all(name.strip() and mark and column.strip() for name, mark, column in pairs):
            raise ValueError("give FIELD=NAME,FIELD=NAME: title=headline,text=clean_text")
        return {name.strip(): column.strip() for name, _, column in pairs}

    @field_validator("homes", mode="before")
    @classmethod
    def _of_outlets(cls, value: object) -> object:
        """What a line gives, DOMAIN=PLACE,DOMAIN=PLACE, or the rows of a file of outlets."""
        if isinstance(value, str) and value.endswith(".parquet"):
            return _homes_in(Path(value))
        if isinstance(value, str):
            return dict(part.strip().partition("=")[::2] for part in value.split(",") if part.strip())
        return value

    @field_validator("homes")
    @classmethod
    def _are_places(cls, homes: dict[str, str]) -> dict[str, str]:
        if not homes:
            return homes
        from broadsheet.transforms.names.places.home import Home

        return {domain: Home.of_text(place).as_text() for domain, place in sorted(homes.items())}

    @field_validator("columns")
    @classmethod
    def _are_fields(cls, columns: dict[str, str]) -> dict[str, str]:
        if not columns:
            return columns
        # Here, since the readers take long to import, and most runs name no columns.
        from broadsheet.transforms.readers.tables.names import field_of

        if strange := [name for name in columns if name != "table" and field_of(name) is None]:
            raise ValueError(f"{strange[0]} is no field: give title, text, date, author, outlet, url, section ...")
        return columns

    @field_validator("path_pattern")
    @classmethod
    def _is_pattern(cls, pattern: str | None) -> str | None:
        if pattern is None:
            return None
        from broadsheet.transforms.readers.told import check_pattern

        return check_pattern(pattern)

    @field_validator("raw")
    @classmethod
    def _is_url_or_folder(cls, place: str | Path) -> str | Path:
        if isinstance(place, str):
            return place.rstrip("/")
        if str(place).startswith("s3:"):
            raise ValueError(_MESSAGES["bucket"])
        return place

    @model_validator(mode="after")
    def _endpoint_is_safe(self) -> Self:
        if self.endpoint is None or not (self.bucket or isinstance(self.raw, str)):
            return self
        parts = urlsplit(self.endpoint)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
            raise ValueError(f"endpoint {parts.hostname or self.endpoint} is no address as https://store.example:9000")
        if parts.scheme == "http" and parts.hostname not in LOOPBACK:
            raise ValueError(f"endpoint {self.endpoint} would send articles unencrypted: give https")
        return self

    @model_validator(mode="after")
    def _work_is_for_a_bucket(self) -> Self:
        if self.work and not self.bucket:
            raise ValueError(
                f"work folder {self.work} is of use only where the dataset is in a bucket: leave it out, or give"
                " s3://BUCKET/PREFIX as the processed folder"
            )
        return self

    @model_validator(mode="after")
    def _apart(self) -> Self:
        if isinstance(self.raw, Path):
            raw, processed = self.raw.resolve(), self.processed.resolve()
            if raw == processed or raw in processed.parents or processed in raw.parents:
                raise ValueError(
                    f"raw folder {raw} and processed folder {processed} must not lie in each other: give one beside the"
                    " other"
                )
        elif self.bucket:
            raw_prefix, bucket_prefix = f"{self.raw}/", f"{self.bucket}/"
            if raw_prefix.startswith(bucket_prefix) or bucket_prefix.startswith(raw_prefix):
                raise ValueError(f"{self.raw} and {self.bucket} must not lie in each other")
        return self

    def from_any_folder(self) -> Self:
        """The same with whole paths, for workers that may have another working folder."""
        paths = {name: getattr(self, name) for name in ("raw", "processed", "work", "kb")}
        whole = {name: path.absolute() for name, path in paths.items() if isinstance(path, Path)}
        return self.model_copy(update=whole)

    @property
    def told(self) -> "Told":
        """What is told of all raw files."""
        from broadsheet.transforms.readers.told import Told

        return Told(tuple(sorted(self.columns.items())), self.path_pattern, tuple(sorted(self.homes.items())))

    @property
    def published(self) -> str:
        """Where the dataset is published, for messages."""
        return self.bucket or str(self.processed)


def _homes_in(path: Path) -> dict[str, str]:
    """The homes of a file of `outlets`, by publisher_domain."""
    # Here, since most runs are told no homes, and these take long to import.
    import pyarrow as pa
    import pyarrow.parquet as pq

    from broadsheet.transforms.names.places.home import Home

    columns = ["publisher_domain", "home_country_iso2", "home_division", "home_lat", "home_lon"]
    try:
        rows = pq.read_table(path, columns=columns).to_pylist()
    except (OSError, pa.ArrowException) as error:
        raise ValueError(f"{path} cannot be read as a table of outlets: {error}") from error
    homes = {row.pop("publisher_domain"): Home(*row.values()) for row in rows}
    return {domain: home.as_text() for domain, home in homes.items() if home.country_iso2 is not None}


def _bound(shares: object) -> Bound:
    """A bound as it is given: 0.1, "0.1:0.5", or the two shares."""
    parts = str(shares).split(":") if isinstance(shares, str | int | float) else list(shares)  # type: ignore[call-overload]
    values = [None if part is None else float(part) for part in parts]
    bound = Bound(*values)  # type: ignore[arg-type]
    if not all(value is None or 0 <= value <= 1 for value in bound):
        raise ValueError
    if bound.red is not None and bound.red < bound.yellow:
        raise ValueError
    return bound


class RunOptions(BaseModel):
    """What this one run does besides reading what is new or changed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    prune: bool = Field(False, description="Drop the rows of files that are gone from the raw folder.")
    renew: bool = Field(
        False, description="Compute all files again, where the dataset has another recipe or schema version."
    )
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


# How an option is called, where not as its setting is.
_OPTIONS = {"first": "from", "last": "to"}
_MESSAGES = {
    "first": "give a day as 2024-03-31",
    "last": "give a day as 2024-03-31",
    "bucket": "give s3://bucket/prefix, the bucket in lower-case letters, digits, dots and hyphens",
    "executor": "give inline, or processes:N or dask:local:N with N from 1 to 999, or dask:tcp://HOST:PORT",
    "recogniser": "give news, news-fast, spacy:NAME of an installed model, or none",
}


def settings(values: Mapping[str, object]) -> Settings:
    """Settings from values by name; what is not given has its default.

    Raises  SettingsError, naming each value that cannot be used
    """
    return validated(Settings, values)


def validated(model: type[Model], values: Mapping[str, object]) -> Model:
    """Settings, options or a selection from values by name.

    Raises  SettingsError, naming each value that cannot be used
    """
    try:
        return model.model_validate(dict(values))
    except ValidationError as error:
        raise SettingsError(problems(error)) from None


def problems(error: ValidationError) -> str:
    """What cannot be used, each with its name and what to give instead."""
    return "; ".join(_message(".".join(map(str, problem["loc"])), problem) for problem in error.errors())


def _message(name: str, problem: ErrorDetails) -> str:
    if problem["type"] == "extra_forbidden":
        return f"{name} is no setting; there are {', '.join(Settings.model_fields)}"
    message = _MESSAGES.get(name, problem["msg"].removeprefix("Value error, "))
    return f"{_OPTIONS.get(name, name)}: {message}" if name else message


def prefect_url(environment: Mapping[str, str] | None = None) -> str | None:
    """The Prefect server that is set, by PREFECT_API_URL or by the active profile; Prefect is not imported."""
    variables = os.environ if environment is None else environment
    if url := variables.get("PREFECT_API_URL"):
        return url
    home = Path(variables.get("PREFECT_HOME") or Path(variables.get("HOME", "/nonexistent")) / ".prefect")
    try:
        profiles = tomllib.loads((home / "profiles.toml").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    active = variables.get("PREFECT_PROFILE") or profiles.get("active")
    return profiles.get("profiles", {}).get(active, {}).get("PREFECT_API_URL") or None


def prepare_prefect(home: Path | None = None) -> None:
    """Set Prefect's environment before it is imported: with `home`, a server of its own there."""
    if home is not None:
        home.mkdir(parents=True, exist_ok=True)  # the server does not make it, and tries for minutes
        os.environ["PREFECT_HOME"] = str(home.resolve())
        os.environ["PREFECT_SERVER_ALLOW_EPHEMERAL_MODE"] = "true"
        os.environ["PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS"] = "180"  # by default 20, too few on a new home
