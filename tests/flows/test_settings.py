"""Settings say what cannot be used, and whether a Prefect server is set."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from broadsheet.flows.settings import prefect_url, settings
from broadsheet.transforms.errors import SettingsError
from broadsheet.transforms.readers.told import Told


@pytest.mark.parametrize(
    ("given", "told"),
    [
        pytest.param({"batch_size": "many"}, "batch_size: Input should be a valid integer", id="no number"),
        pytest.param({"batch_size": 0}, "batch_size: Input should be greater", id="too small"),
        pytest.param({"max_reject_share": 1.5}, "max_reject_share: Input should be less", id="more than all"),
        pytest.param({"executor": "processes:0"}, "executor: give inline, or processes:N", id="no worker"),
        pytest.param({"recogniser": "best"}, "recogniser: give news, news-fast, spacy:NAME", id="no model"),
        pytest.param({"raw": "d", "processed": "d/p"}, "must not lie in each other", id="output in input"),
        pytest.param({"raw": "d/r", "processed": "d"}, "must not lie in each other", id="input in output"),
        pytest.param(
            {"raw": "s3://news/d/r/", "processed": "s3://news/d"}, "must not lie in each other", id="input in bucket"
        ),
        pytest.param(
            {"raw": "s3://news", "processed": "s3://news/d"}, "must not lie in each other", id="output in bucket"
        ),
        pytest.param({"raw": "s3://News/raw"}, "raw: give s3://bucket/prefix", id="no bucket to read"),
        pytest.param({"processed": "s3://n?x=1"}, "bucket: give s3://bucket/prefix", id="no bucket to write"),
        pytest.param({"work": "w"}, "only where the dataset is in a bucket", id="nothing to work for"),
        pytest.param(
            {"raw": "s3://news/raw", "endpoint": "http://store.example"}, "unencrypted: give https", id="no encryption"
        ),
        pytest.param({"raw": "s3://news/raw", "endpoint": "store"}, "is no address", id="no endpoint"),
        pytest.param({"raw": "s3://news/raw", "endpoint": "https://a:b@c"}, "is no address", id="a password"),
    ],
)
def test_what_cannot_be_used_is_told(given: dict[str, object], told: str) -> None:
    with pytest.raises(SettingsError, match=told):
        settings(given)


@pytest.mark.parametrize("endpoint", ["http://127.0.0.1:9000", "http://localhost:9000", "https://store.example"])
def test_a_dataset_in_a_bucket_has_a_folder_to_work_in(endpoint: str) -> None:
    made = settings({"raw": "s3://news/raw/", "processed": "s3://news/sets/one/", "endpoint": endpoint})
    assert (made.raw, made.bucket) == ("s3://news/raw", "s3://news/sets/one")
    assert made.processed == Path("build/s3/news%2Fsets%2Fone")
    assert settings(made.model_dump(mode="json")) == made
    assert settings({"processed": "s3://news/sets/one", "work": "w"}).processed == Path("w")


def _home(folder: Path, profiles: str) -> dict[str, str]:
    (folder / "profiles.toml").write_text(profiles)
    return {"PREFECT_HOME": str(folder)}


def test_a_server_is_configured_by_its_address() -> None:
    assert prefect_url({"PREFECT_API_URL": "http://127.0.0.1:4200/api"}) == "http://127.0.0.1:4200/api"


def test_a_server_is_configured_by_the_active_profile(tmp_path: Path) -> None:
    profiles = 'active = "team"\n[profiles.team]\nPREFECT_API_URL = "http://127.0.0.1:4200/api"\n[profiles.alone]\n'
    given = _home(tmp_path, profiles)
    assert prefect_url(given) == "http://127.0.0.1:4200/api"
    assert prefect_url({**given, "PREFECT_PROFILE": "alone"}) is None


def test_no_server_is_configured_without_profiles_or_with_broken_ones(tmp_path: Path) -> None:
    assert prefect_url({"HOME": str(tmp_path)}) is None
    assert prefect_url(_home(tmp_path, "active = [")) is None


def test_homes_are_given_or_read_from_the_outlets_of_a_dataset(tmp_path: Path) -> None:
    outlets = {
        "publisher_domain": ["tarnpost.example", "worldwire.example"],
        "home_country_iso2": ["US", None],
        "home_division": ["OH", None],
        "home_lat": [41.24, None],
        "home_lon": [-81.85, None],
    }
    pq.write_table(pa.table(outlets), tmp_path / "outlets.parquet")
    read = settings({"homes": str(tmp_path / "outlets.parquet")})
    assert read.homes == {"tarnpost.example": "US-OH@41.24:-81.85"}
    assert settings({"homes": "tarnpost.example=US-OH@41.24:-81.85"}).homes == read.homes
    assert Told.of_text(read.told.as_text()) == read.told


def test_a_file_of_outlets_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "outlets.parquet").write_bytes(b"tarnpost")
    with pytest.raises(SettingsError, match="cannot be read as a table of outlets"):
        settings({"homes": str(tmp_path / "outlets.parquet")})
