"""Settings as options of a command, and what was given as settings again."""

import argparse
import socket
import urllib.error
import urllib.request
from collections.abc import Iterable
from pathlib import Path

from pydantic import BaseModel

from broadsheet.flows.settings import Settings, prefect_url, prepare_prefect
from broadsheet.transforms.errors import StorageError

# The settings that are options, with what stands for their value in the help.
SETTINGS = {
    "raw": "DIR",
    "processed": "DIR",
    "work": "DIR",
    "endpoint": "URL",
    "region": "NAME",
    "batch_size": "N",
    "recogniser": "NAME",
    "kb": "FILE",
    "parse": None,
    "embeddings": None,
    "keep": "N",
    "max_reject_share": "SHARE",
    "bounds": "NAME=YELLOW:RED,...",
    "columns": "FIELD=NAME,...",
    "homes": "DOMAIN=PLACE,...|FILE",
    "path_pattern": "PATTERN",
    "file_seconds": "S",
}
# Those that say where a dataset is.
PLACE = ("processed", "work", "endpoint", "region")
_PREFECT_HOME = Path("build/prefect")
# For a server to say that it is there. Set by hand.
_REACH_SECONDS = 10.0


def add_settings(parser: argparse.ArgumentParser, names: Iterable[str]) -> None:
    """Add settings as options; what is not given comes from the environment, then from broadsheet.toml."""
    for name in names:
        field = Settings.model_fields[name]
        # Signs of percent would be taken for places to fill in.
        meaning = f"{field.description} Default: {field.get_default(call_default_factory=True)}.".replace("%", "%%")
        flag = f"--{name.replace('_', '-')}"
        if field.annotation is bool:
            parser.add_argument(flag, action=argparse.BooleanOptionalAction, default=None, help=field.description)
        else:
            parser.add_argument(flag, metavar=SETTINGS[name], help=meaning)


def add_place(parser: argparse.ArgumentParser) -> None:
    """Add the options that say where a dataset is."""
    add_settings(parser, PLACE)


def settings_of(arguments: argparse.Namespace) -> Settings:
    """Settings from the command line, else from the environment, else from broadsheet.toml.

    Raises  SettingsError, naming each value that cannot be used
    """
    # Here, since it takes long to import, and the help of a command needs no settings.
    from broadsheet.flows.configuration import configured

    options = fields_of(Settings, arguments)
    if getattr(arguments, "processes", None) is not None:
        options["executor"] = f"processes:{arguments.processes}"
    if getattr(arguments, "dask", None) is not None:
        options["executor"] = f"dask:{arguments.dask}"
    return configured(options)


def dataset_of(arguments: argparse.Namespace) -> Settings:
    """The same, of a dataset that is read: where it is in a bucket, the folder is brought to what is published there.

    Raises  SettingsError, naming each value that cannot be used
    """
    chosen = settings_of(arguments)
    if chosen.bucket:
        # Takes a second to import, which a dataset on this machine need not wait for.
        from broadsheet.flows.bucket import mirror

        mirror.refresh(chosen)
    return chosen


def fields_of(model: type[BaseModel], arguments: argparse.Namespace) -> dict[str, object]:
    """The options of a command that are fields of a model."""
    return {name: value for name, value in vars(arguments).items() if name in model.model_fields and value is not None}


def prepare_server() -> bool:
    """Set Prefect's environment before it is imported; gives whether a server is configured.

    Raises  StorageError, when one is, and nothing listens there
    """
    url = prefect_url()
    prepare_prefect(None if url else _PREFECT_HOME)
    if url:
        _reach(url)
    return url is not None


def _reach(url: str) -> None:
    """Say so at once where there is no server; of one that answers anything, Prefect tells more."""
    try:
        with urllib.request.urlopen(f"{url.rstrip('/')}/health", timeout=_REACH_SECONDS):
            return
    except urllib.error.HTTPError:
        return
    except urllib.error.URLError as error:
        if isinstance(error.reason, ConnectionError | TimeoutError | socket.gaierror):
            raise StorageError(
                f"no Prefect server answers at {url} ({error.reason}), which PREFECT_API_URL or the active profile"
                " names: start it, or go without it by --plain"
            ) from error
