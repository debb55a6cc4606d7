"""From raw news articles to tables: what an analyst or an engineer imports.

>>> import broadsheet
>>> frame = broadsheet.sentences("Talks resumed on Monday. Nobody was hurt.")
>>> frame["text"].tolist()
['Talks resumed on Monday.', 'Nobody was hurt.']
"""

from typing import TYPE_CHECKING

from broadsheet.telemetry import switch_off

switch_off()

from broadsheet.transforms import __version__  # noqa: E402 - the switches first
from broadsheet.transforms.errors import BroadsheetError  # noqa: E402

if TYPE_CHECKING:
    from broadsheet.analysis import analyse, names, quotes, read, sentences
    from broadsheet.dataset import Dataset, open

__all__ = ["BroadsheetError", "Dataset", "__version__", "analyse", "names", "open", "quotes", "read", "sentences"]

_HOMES = dict.fromkeys(("analyse", "names", "quotes", "read", "sentences"), "broadsheet.analysis") | dict.fromkeys(
    ("Dataset", "open"), "broadsheet.dataset"
)


def __getattr__(name: str) -> object:
    """Each function's module is imported at its first use: what the command line and its workers need is little."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])
