"""From all the parts of a file to those of its article: a page's menus and link lists lie around it."""

from collections.abc import Sequence

from broadsheet.transforms.readers.story.furniture import is_boilerplate, is_related_heading
from broadsheet.transforms.readers.story.parts import Part

# Weights of a part towards being in the article, in characters of prose; set on whole pages turned to text.
_MAX_GAIN = 400.0
_LINKED = -60.0  # Links as a row cost as much as the shortest prose gains.
_SHORT = -12.0  # A label, a button; five of them a row of links.
_HEADING = -4.0  # Less than a label: articles have headings.
_RELATED = -250.0  # More than half of what a long paragraph gains: what follows is seldom the article.
_PICTURE = -6.0  # Between the two: galleries have many, articles some.
_PATIENCE = 900.0  # What may be lost before the article is over: fifteen rows of links, or three headings over others.
_LINK_SHARE = 0.5  # Half of the part.
_MIN_LINKED = 12  # Parts with links; fewer are no page of menus. Set by hand.
_MIN_LINKED_SHARE = 0.3  # Of all parts; an article with its sources has less. Set by hand.
_MAX_TITLES = 16  # Headings of a rank that are tried; a bound on cost.
_PROSE_LENGTH = 60  # Code points of a sentence; a character of Chinese or Japanese says as much as two letters.


def is_page(parts: Sequence[Part]) -> bool:
    """Whether the file is a whole page turned to text: many of its parts are links and nothing else."""
    with_links = [part for part in parts if part.inline.links]
    if len(with_links) < _MIN_LINKED:
        return False
    linked = sum(part.kind != "heading" and part.link_share > _LINK_SHARE for part in with_links)
    return linked >= _MIN_LINKED and linked >= _MIN_LINKED_SHARE * len(parts)


def weight(part: Part) -> float:
    """How much a part speaks for (above 0) or against being in the article."""
    if part.kind == "heading":
        if is_related_heading(part.text):
            return _RELATED
        return _LINKED if part.link_share > _LINK_SHARE else _HEADING
    if not part.text:
        return _PICTURE if part.images else 0.0
    share = part.link_share
    if share > _LINK_SHARE:
        return _LINKED
    if part.kind in ("code", "table"):
        return _SHORT
    if part.has_prose and len(part.text) * (2.2 if part.text[0] > "\u2e80" else 1) >= _PROSE_LENGTH:
        if is_boilerplate(part):
            return _LINKED
        return min(_MAX_GAIN, float(len(part.text))) * (1 - share)
    return _SHORT


def title_index(parts: Sequence[Part], weights: Sequence[float]) -> int:
    """The heading that most of the prose follows; -1 where there is no heading."""
    for level in (1, 2, 3):
        headings = [index for index, part in enumerate(parts) if part.kind == "heading" and part.level == level]
        scored = [(best_run(weights, index + 1)[1], -index) for index in headings[:_MAX_TITLES]]
        if scored and max(scored)[0] > 0:
            return -max(scored)[1]
    return -1


def best_run(weights: Sequence[float], start: int) -> tuple[int, float]:
    """Where the article ends that begins at a part, and its weight: the run with the greatest sum, unless too much
    that is no article lies in between."""
    total = best = 0.0
    end = start
    for index in range(start, len(weights)):
        total += weights[index]
        if total > best:
            best, end = total, index + 1
        elif total < best - _PATIENCE:
            break
    return end, best
