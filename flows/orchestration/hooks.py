"""What is done when a flow run fails, crashes or is cancelled: the row that it could not write, a word in its log."""

from typing import Any

from prefect.client.schemas.objects import FlowRun, State
from prefect.flows import Flow
from prefect.logging.loggers import flow_run_logger

from broadsheet.flows.bucket import mirror
from broadsheet.flows.run import running_note
from broadsheet.flows.settings import Settings
from broadsheet.transforms.errors import BroadsheetError

# For the workers of a run that was killed to end, which hold its lock with it. Set by hand.
_WAIT_SECONDS = 30.0


def ended_badly(flow: Flow[..., Any], flow_run: FlowRun, state: State[Any]) -> None:
    """Settle a run that did not end well. One that was killed cannot: then the process that had started it does.

    Where another run holds the dataset, that one has written the row, or the next will.
    """
    logger = flow_run_logger(flow_run, flow)
    logger.error(
        "%s ended as %s: %s. The dataset is as it was published last; the next run goes on with the batches that are"
        " done",
        flow.name,
        state.name,
        state.message,
    )
    settings = Settings.model_validate(flow_run.parameters["settings"])
    try:
        with mirror.held(settings, _WAIT_SECONDS):
            if running_note.settle(settings.processed):
                logger.info("_ops/runs says that it was killed")
    except (BroadsheetError, OSError) as error:
        logger.warning("its row in _ops/runs is left to the next run: %s", error)
