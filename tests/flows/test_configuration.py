"""Settings come from the command line, else the environment, else broadsheet.toml."""

import pickle
from pathlib import Path

import pytest

from broadsheet.flows.configuration import PREFIX, configured
from broadsheet.flows.settings import Settings, settings
from broadsheet.transforms.errors import SettingsError


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A folder without broadsheet.toml, and no setting in the environment."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(PREFIX + name.upper(), raising=False)
    for name in ("AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3", "AWS_REGION", "AWS_DEFAULT_REGION"):
        monkeypatch.delenv(name, raising=False)


def test_nothing_told_gives_the_defaults() -> None:
    assert configured({}) == settings({})
    assert type(configured({})) is Settings


def test_text_from_the_environment_becomes_typed_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROADSHEET_RAW", "in")
    monkeypatch.setenv("BROADSHEET_BATCH_SIZE", "7")
    monkeypatch.setenv("BROADSHEET_COLUMNS", "title=headline,text=body")
    values = configured({})
    assert (values.raw, values.batch_size, values.keep) == (Path("in"), 7, 5)
    assert values.columns == {"title": "headline", "text": "body"}


def test_the_command_line_counts_more_than_the_environment_and_that_more_than_the_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Path("broadsheet.toml").write_text("batch_size = 1\nkeep = 2\nfile_seconds = 3\n")
    monkeypatch.setenv("BROADSHEET_KEEP", "20")
    monkeypatch.setenv("BROADSHEET_BATCH_SIZE", "10")
    values = configured({"batch_size": "100"})
    assert (values.batch_size, values.keep, values.file_seconds) == (100, 20, 3)


def test_a_misspelt_variable_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROADSHEET_BATCHSIZE", "7")
    with pytest.raises(SettingsError, match=r"BROADSHEET_BATCHSIZE is no setting; there are BROADSHEET_RAW"):
        configured({})


def test_a_value_of_the_environment_that_cannot_be_used_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROADSHEET_EXECUTOR", "threads")
    with pytest.raises(SettingsError, match="executor: give inline, or processes:N"):
        configured({})


def test_variables_of_other_programs_give_endpoint_and_region(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "https://a.example")
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", "https://b.example")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "c")
    assert (configured({}).endpoint, configured({}).region) == ("https://b.example", "c")
    monkeypatch.setenv("BROADSHEET_ENDPOINT", "https://d.example")
    monkeypatch.setenv("AWS_REGION", "e")
    assert (configured({}).endpoint, configured({}).region) == ("https://d.example", "e")


def test_a_file_gives_settings() -> None:
    Path("broadsheet.toml").write_text('processed = "s3://news/dataset"\nbatch_size = 64\n[columns]\ntitle = "head"\n')
    values = configured({})
    assert (values.bucket, values.batch_size, values.columns) == ("s3://news/dataset", 64, {"title": "head"})


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("secret_key = 'x'", "secret_key is no setting; there are raw", id="an unknown name"),
        pytest.param("batch_size =", "broadsheet.toml cannot be read as TOML", id="no TOML"),
        pytest.param("batch_size = 0", "batch_size: Input should be greater", id="too small"),
    ],
)
def test_a_file_that_cannot_be_used_is_told(text: str, reason: str) -> None:
    Path("broadsheet.toml").write_text(text)
    with pytest.raises(SettingsError, match=reason):
        configured({})


def test_bytes_that_are_no_text_are_told() -> None:
    Path("broadsheet.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match=r"broadsheet.toml cannot be read"):
        configured({})


def test_settings_travel_to_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    values = configured({"raw": "in"})
    parcel = pickle.dumps(values)
    monkeypatch.setenv("BROADSHEET_RAW", "elsewhere")
    assert pickle.loads(parcel).raw == Path("in")
