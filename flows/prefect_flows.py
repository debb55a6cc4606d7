"""The runs as Prefect flows, with what they did as artifacts."""

from typing import Any

from prefect import flow
from prefect.artifacts import create_link_artifact, create_markdown_artifact, create_table_artifact
from prefect.client.orchestration import get_client
from prefect.logging import get_run_logger
from prefect.runtime import flow_run

from broadsheet.flows.bucket import mirror
from broadsheet.flows.orchestration import assets, hooks
from broadsheet.flows.orchestration.tasks import ARTIFACT, RUNNER, Tasks
from broadsheet.flows.reports import run_summary, snapshot_page
from broadsheet.flows.run import backfill, ingest
from broadsheet.flows.run.ingest import Report
from broadsheet.flows.settings import RunOptions, Selection, Settings
from broadsheet.flows.store import code

# Rows of a table that a person may read in a browser. Set by hand.
_MAX_ROWS = 1000
# The tag of a run with a share above its bound; one above a red bound fails.
YELLOW = "yellow"
# A nightly run that is still going when the next one is due would keep it from running; a backfill may compute for
# days; a page takes seconds. Set by hand.
_NIGHT, _WEEK, _HOUR = 20 * 3600, 7 * 24 * 3600, 3600
# Of the code, as far as a person compares it: deployments and runs show it.
_VERSION = code.digest()[:12]
_NOTHING_MORE = RunOptions.model_validate({})
# What every flow has: hooks on each way to end badly, and the version of its code.
_KEPT: dict[str, Any] = {
    "version": _VERSION,
    "persist_result": False,
    "on_failure": [hooks.ended_badly],
    "on_crashed": [hooks.ended_badly],
    "on_cancellation": [hooks.ended_badly],
}


def _ingest_name() -> str:
    settings: Settings = flow_run.parameters["settings"]
    return f"ingest {settings.raw} into {settings.published}"


def _backfill_name() -> str:
    settings: Settings = flow_run.parameters["settings"]
    selection: Selection = flow_run.parameters["selection"]
    return f"backfill {_wording(selection)} of {settings.published}"


def _wording(selection: Selection) -> str:
    if selection.stale or selection.all:
        return "all" if selection.all else "what is stale"
    return selection.files or f"{selection.first or 'the first day'} to {selection.last or 'the last day'}"


@flow(name="ingest", flow_run_name=_ingest_name, task_runner=RUNNER, timeout_seconds=_NIGHT, **_KEPT)
def ingest_flow(settings: Settings, options: RunOptions = _NOTHING_MORE) -> dict[str, int]:
    """Read what is new or changed, and publish the next snapshot in one step. Gives rows by table."""
    report = ingest.run(settings, Tasks(), options)
    _show("ingest", settings, report)
    return report.rows


@flow(name="backfill", flow_run_name=_backfill_name, task_runner=RUNNER, timeout_seconds=_WEEK, **_KEPT)
def backfill_flow(settings: Settings, selection: Selection, options: RunOptions = _NOTHING_MORE) -> dict[str, int]:
    """Compute the chosen files again, and publish the next snapshot in one step. Gives rows by table."""
    get_run_logger().info(str(backfill.estimate(settings, selection)))
    report = backfill.run(settings, Tasks(), selection, options)
    if report is None:
        get_run_logger().warning("no file was chosen: nothing was computed again")
        return {}
    _show("backfill", settings, report)
    return report.rows


@flow(name="report", flow_run_name="report on {settings.published}", timeout_seconds=_HOUR, **_KEPT)
def report_flow(settings: Settings) -> None:
    """Write the report on the current snapshot beside it, and link it."""
    mirror.refresh(settings)
    _link_report(settings)


def _link_report(settings: Settings) -> None:
    page = settings.processed.absolute() / snapshot_page.NAME
    snapshot_page.write(settings.processed, page)
    create_link_artifact(page.as_uri(), link_text=page.name, key=f"{ARTIFACT}-page", description="The dataset")


def _show(what: str, settings: Settings, report: Report) -> None:
    create_table_artifact(run_summary.row_changes(report), key=f"{ARTIFACT}-{what}-rows", description="Rows by table")
    rejects = [
        {"raw_path": rejection.raw_path, "code": rejection.code, "message": rejection.message}
        for rejection in report.account.rejections
    ]
    create_table_artifact(
        rejects[:_MAX_ROWS], key=f"{ARTIFACT}-{what}-rejects", description="Files and articles refused"
    )
    create_markdown_artifact(run_summary.page(report), key=f"{ARTIFACT}-{what}-report", description="What the run did")
    _link_report(settings)
    if report.is_new:
        assets.tell(settings, report)
    logger = get_run_logger()
    logger.info(run_summary.summary(report))
    for check in report.warnings:
        logger.warning(check)
    tags = [*flow_run.tags, *([YELLOW] if report.warnings else [])]
    with get_client(sync_client=True) as client:
        client.update_flow_run(flow_run.id, name=f"{what}: {run_summary.headline(report)}", tags=tags)
