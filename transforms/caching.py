"""From a function of a text to the same one, which remembers its answers for short texts only.

What is remembered outlives the article that it was asked for. Where a file is hostile a "word" or a "name" of it may
have a million characters, and thousands of such keys would fill a worker.
"""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

Answer = TypeVar("Answer")

# Characters of the longest text that is remembered: no name of a place, address of a page or class of an element that
# comes back is longer; 65,536 keys of it take 13 MB. Set by hand.
LONGEST_KEY = 200


def remembered(maxsize: int) -> Callable[[Callable[[str], Answer]], Callable[[str], Answer]]:
    """As `lru_cache`, for functions of one text; the answer for a text over `LONGEST_KEY` is made each time."""

    def decorate(function: Callable[[str], Answer]) -> Callable[[str], Answer]:
        recall = lru_cache(maxsize)(function)

        @wraps(function)
        def answer(text: str) -> Answer:
            return recall(text) if len(text) <= LONGEST_KEY else function(text)

        return answer

    return decorate
