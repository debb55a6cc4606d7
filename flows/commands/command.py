"""What a command is, and how it ends."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass

# 3 says that another run is writing there; 130 and 143 are what shells say of a program that was interrupted, or ended
# by SIGTERM.
OK, FAILED, USAGE, LOCKED, INTERRUPTED, TERMINATED = 0, 1, 2, 3, 130, 143


@dataclass(frozen=True, slots=True)
class Command:
    """A command by name: what its help says, what options it takes, and what it does, which gives the exit code.

    A module of commands imports what they call only where they call it, so that each starts quickly.
    """

    name: str
    help: str
    add_options: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]
