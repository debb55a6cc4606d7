"""Settings come from the environment and the command line, and say what cannot be used."""

from pathlib import Path

import pytest

from flows.settings import from_environment, prefect_is_configured, settings
from transforms.errors import SettingsError


def test_text_from_the_environment_becomes_typed_settings() -> None:
    given = from_environment({"BROADSHEET_RAW": "in", "BROADSHEET_BATCH_SIZE": "7", "PATH": "/bin"})
    made = settings(given)
    assert (made.raw, made.batch_size, made.keep) == (Path("in"), 7, 5)


def test_a_misspelt_variable_is_named() -> None:
    with pytest.raises(SettingsError, match="BROADSHEET_BATCHSIZE is no setting"):
        from_environment({"BROADSHEET_BATCHSIZE": "7"})


@pytest.mark.parametrize(
    ("given", "told"),
    [
        pytest.param({"batch_size": "many"}, "batch_size: Input should be a valid integer", id="no number"),
        pytest.param({"batch_size": 0}, "batch_size: Input should be greater", id="too small"),
        pytest.param({"max_reject_share": 1.5}, "max_reject_share: Input should be less", id="more than all"),
        pytest.param({"executor": "processes:0"}, "executor: give inline, or processes:N", id="no worker"),
        pytest.param({"recogniser": "best"}, "recogniser: give spacy:NAME", id="no model"),
        pytest.param({"raw": "d", "processed": "d/p"}, "must not lie in each other", id="output in input"),
        pytest.param({"raw": "d/r", "processed": "d"}, "must not lie in each other", id="input in output"),
    ],
)
def test_what_cannot_be_used_is_told(given: dict[str, object], told: str) -> None:
    with pytest.raises(SettingsError, match=told):
        settings(given)


def _home(folder: Path, profiles: str) -> dict[str, str]:
    (folder / "profiles.toml").write_text(profiles)
    return {"PREFECT_HOME": str(folder)}


def test_a_server_is_configured_by_its_address() -> None:
    assert prefect_is_configured({"PREFECT_API_URL": "http://127.0.0.1:4200/api"})


def test_a_server_is_configured_by_the_active_profile(tmp_path: Path) -> None:
    profiles = 'active = "team"\n[profiles.team]\nPREFECT_API_URL = "http://127.0.0.1:4200/api"\n[profiles.alone]\n'
    given = _home(tmp_path, profiles)
    assert prefect_is_configured(given)
    assert not prefect_is_configured({**given, "PREFECT_PROFILE": "alone"})


def test_no_server_is_configured_without_profiles_or_with_broken_ones(tmp_path: Path) -> None:
    assert not prefect_is_configured({"HOME": str(tmp_path)})
    assert not prefect_is_configured(_home(tmp_path, "active = ["))
