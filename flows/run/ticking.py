"""Something that is done every so often while something else takes its time."""

import contextlib
import contextvars
import threading
from collections.abc import Callable, Iterator


@contextlib.contextmanager
def ticking(tick: Callable[[], None], seconds: float) -> Iterator[None]:
    """Call `tick` every so many seconds, in a thread that ends with the block and knows what its caller knows."""
    ended = threading.Event()

    def tick_until_ended() -> None:
        while not ended.wait(seconds):
            tick()

    thread = threading.Thread(target=contextvars.copy_context().run, args=(tick_until_ended,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
