"""Settings from where a user leaves them: the command line, else the environment, else broadsheet.toml.

What the sources hold is read by pydantic-settings. A module of its own, since that takes .2 s to import, which commands
that need no settings are spared.
"""

import os
import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from broadsheet.flows.settings import Settings, problems, settings
from broadsheet.transforms.errors import SettingsError

PREFIX = "BROADSHEET_"
FILE = Path("broadsheet.toml")
# What other programs that use a store are told by; BROADSHEET_ENDPOINT and BROADSHEET_REGION count more.
_AWS = {
    "endpoint": ("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"),
    "region": ("AWS_REGION", "AWS_DEFAULT_REGION"),
}


class _Store(PydanticBaseSettingsSource):
    """Address and region of a store, from the variables of the environment that other programs use."""

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        keys = _AWS.get(field_name, ())
        return next((os.environ[key] for key in keys if os.environ.get(key)), None), field_name, False

    def __call__(self) -> dict[str, Any]:
        fields = self.settings_cls.model_fields
        values = {name: self.get_field_value(fields[name], name)[0] for name in _AWS}
        return {name: value for name, value in values.items() if value is not None}


class _Configured(Settings, BaseSettings):
    model_config = SettingsConfigDict(env_prefix=PREFIX, enable_decoding=False, toml_file=FILE)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, _Store(settings_cls), TomlConfigSettingsSource(settings_cls)


def configured(options: dict[str, Any]) -> Settings:
    """Settings from options by name, else from BROADSHEET_RAW and so on, else from broadsheet.toml; of what none tells,
    the settings know that it was not given, so that it can be taken from a dataset.

    Raises  SettingsError, naming each value that cannot be used, and each name that is no setting
    """
    names = {key.removeprefix(PREFIX).lower(): key for key in os.environ if key.startswith(PREFIX)}
    if strange := sorted(names.keys() - Settings.model_fields.keys()):
        known = ", ".join(PREFIX + name.upper() for name in Settings.model_fields)
        raise SettingsError(f"{names[strange[0]]} is no setting; there are {known}")
    try:
        values = _Configured(**options).model_dump(exclude_unset=True)
    except ValidationError as error:
        raise SettingsError(problems(error)) from None
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{FILE} cannot be read as TOML: {error}") from error
    return settings(values)
