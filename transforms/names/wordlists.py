"""The package's word lists, under the names that stages written before `transforms.wordlists` know."""

from transforms.wordlists import entries as lines
from transforms.wordlists import rows

__all__ = ["lines", "rows"]
