"""From the box of an article to the part of it under the page's headline, where others follow in the same box."""

from bisect import bisect_right
from collections.abc import Collection, Sequence

from broadsheet.transforms.readers.html.layout import Box, Layout, Text
from broadsheet.transforms.vocabulary.folding import bare

_LONGER = 2  # Times its folded form; no headline has more signs and spaces. Set by hand.
_WHOLLY = 0.8  # Share of its letters; the rest is a date or an author beside the link.
_FEWEST = 2  # Passages of prose; one alone is a teaser.
_MIN_PROSE = 300  # Letters; less under the headline is a teaser, and the article elsewhere. Set by hand.
# Of teasers in a row; one or two of them may be links to more about a part of the article.
_FEWEST_TEASERS = 3


def first_article(layout: Layout, at: int, titles: Collection[str]) -> int:
    """The part of box `at` that the headline stands in, if all that follow are articles of their own; else `at`.

    Those are `article` elements beside one another, each with a heading; or a row of teasers, whose headlines lead to
    other pages of the site. `titles` are the page's headlines, folded.
    """
    boxes = layout.boxes
    parts = _parts(boxes, at)
    texts = _texts(layout, parts)
    longest = _LONGER * max(map(len, titles), default=0)
    own = next((part for part in parts if any(_is_title(text.text, titles, longest) for text in texts[part])), None)
    if own is None or boxes[own].n_prose < _FEWEST or boxes[own].prose < _MIN_PROSE:
        return at
    behind = [part for part in parts if part > own and boxes[part].prose]
    articles = [part for part in behind if boxes[part].tag == boxes[own].tag == "article" and _has_heading(texts[part])]
    teasers = [part for part in behind if boxes[part].n_prose == 1 and _leads_away(texts[part][0])]
    is_row = len(teasers) >= _FEWEST_TEASERS and len(teasers) == len(behind)
    return own if is_row or (articles and len(articles) == len(behind)) else at


def _is_title(text: str, titles: Collection[str], longest: int) -> bool:
    return len(text) <= longest and bare(text) in titles


def _parts(boxes: Sequence[Box], at: int) -> list[int]:
    """The boxes with text that a box is made of, within any that are alone in theirs."""
    while True:
        inner = [index for index in range(at + 1, boxes[at].end) if boxes[index].parent == at]
        parts = [index for index in inner if boxes[index].size and not boxes[index].is_out]
        if len(parts) != 1:
            return parts
        at = parts[0]


def _texts(layout: Layout, parts: Sequence[int]) -> dict[int, list[Text]]:
    """The texts in each of the parts, which stand one behind the other."""
    texts: dict[int, list[Text]] = {part: [] for part in parts}
    for text in layout.texts:
        place = bisect_right(parts, text.box) - 1
        if place >= 0 and text.box < layout.boxes[parts[place]].end and not layout.boxes[text.box].is_out:
            texts[parts[place]].append(text)
    return texts


def _has_heading(texts: Sequence[Text]) -> bool:
    return any(text.kind == "heading" for text in texts)


def _leads_away(text: Text) -> bool:
    """Whether a text is a link to another page of the site, and nothing else."""
    return text.linked >= _WHOLLY * text.size and all(target.startswith("/") for _, target in text.links)
