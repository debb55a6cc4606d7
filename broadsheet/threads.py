"""One thread for products of numpy in the processes that work beside others: they would wait for one another."""

import os

# Read when numpy is imported, so it stands in the environment that a process starts with.
SWITCHES = {"OPENBLAS_NUM_THREADS": "1"}


def one_each() -> None:
    """Let each process that is started from now on take one thread, where the environment does not say how many."""
    for name, value in SWITCHES.items():
        os.environ.setdefault(name, value)
