"""Words on what goes on, while it does."""

import contextvars
import threading

from broadsheet.flows.run.conductor import Progress, Stage
from broadsheet.flows.run.ticking import ticking

_WHO = contextvars.ContextVar("who", default="nobody")


def test_it_ticks_until_the_block_ends_and_knows_what_its_caller_knows() -> None:
    ticks: list[str] = []
    enough = threading.Event()

    def tick() -> None:
        ticks.append(_WHO.get())
        if len(ticks) == 3:
            enough.set()

    _WHO.set("the caller")
    with ticking(tick, 0.001):
        assert enough.wait(60)
    assert set(ticks) == {"the caller"}


def test_a_batch_that_is_under_way_is_told_of_though_none_is_done() -> None:
    progress = Progress(0, 2, 0, 256, 34.0, 0, ("computing 9,000 characters of 128 files (30 s)",))
    assert str(progress) == (
        "batch=0/2 files=0/256 files_per_s=0.0 eta_s=unknown refused=0"
        " under way: computing 9,000 characters of 128 files (30 s)"
    )


def test_so_is_a_step_after_the_batches() -> None:
    assert str(Stage("finish", 61.2, ("finishing the part 2021-02-01 (4 s)",))) == (
        "step=finish seconds=61 under way: finishing the part 2021-02-01 (4 s)"
    )
