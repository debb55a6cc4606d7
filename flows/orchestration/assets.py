"""A published snapshot as an event of an asset, which other flows and automations may wait for."""

from urllib.parse import quote

from prefect.assets import Asset, add_asset_metadata
from prefect.cache_policies import NO_CACHE
from prefect.tasks import MaterializingTask

from broadsheet.flows.run.ingest import Report
from broadsheet.flows.settings import Settings


def tell(settings: Settings, report: Report) -> None:
    """Tell the server that a snapshot was published: its id, and rows by table."""
    key = key_of(settings)
    facts = {"snapshot_id": report.snapshot_id, "rows": report.rows}
    task = MaterializingTask(
        fn=lambda: add_asset_metadata(key, facts),
        name="asset",
        task_run_name="asset",
        assets=[Asset(key=key)],
        materialized_by="broadsheet",
        cache_policy=NO_CACHE,
        persist_result=False,
    )
    task()


def key_of(settings: Settings) -> str:
    """What the dataset is called among assets: its address, or that of its folder."""
    return settings.bucket or f"file://{quote(str(settings.processed.absolute()))}"
