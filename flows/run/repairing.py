"""Making a damaged dataset whole of objects, cache and raw files, or saying what is lost."""

from dataclasses import dataclass

from broadsheet.flows.bucket import mirror
from broadsheet.flows.health import repair
from broadsheet.flows.run import backfill, ingest
from broadsheet.flows.run.conductor import Conductor
from broadsheet.flows.settings import RunOptions, Settings
from broadsheet.flows.store import recipes
from broadsheet.transforms.errors import BroadsheetError


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a repair did, and why what is left could not be mended, if so."""

    notes: tuple[str, ...]
    failure: BroadsheetError | None


def run(settings: Settings, conductor: Conductor, options: RunOptions) -> Outcome:
    """Mend what is damaged; new and changed files are left to the next ingest, unless all must be read again.

    Raises  LockedError, when another run writes there
    """
    with mirror.held(settings, options.wait):
        ingest.prepare(settings)
        settings = recipes.adopted(settings)
        notes = [*mirror.mend(settings), *repair.mend_all(settings.processed).notes]
    options = options.model_copy(update={"wait": max(options.wait, backfill.PATIENCE)})
    failure: BroadsheetError | None = None
    try:
        ingest.run(settings, conductor, options, ingest.Renewal(_none, flow="repair"))
    except BroadsheetError as error:
        failure = error
    with mirror.held(settings, options.wait):
        notes += repair.mend_kept(settings.processed)
    return Outcome(tuple(notes), failure)


def _none(_: str) -> bool:
    return False
