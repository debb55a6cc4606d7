"""From the texts of a web page to those of its article: the box with most of its prose, less what is set apart."""

from collections.abc import Collection, Iterable, Iterator

from broadsheet.transforms.readers.html.first_article import first_article
from broadsheet.transforms.readers.html.layout import Box, Layout, Text
from broadsheet.transforms.readers.story.furniture import is_related_heading

_LEAVES = frozenset({"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "html", "body"})
_HEADS = _LEAVES - {"li"}
# Of these names what is no more than a bar or a line; a box of theirs with this many passages of prose is misnamed.
_SMALL = frozenset({"share", "advert", "head", "sign_up"})
_MISNAMED = 4
# All figures below were set on the development halves of the page sets, none on a single page.
_HELD = 4  # A named box with so many times the prose that is outside of all such is the article.
_HELD_BESIDE = 2  # The same of elements that stand beside the article by their tag, but are often not closed.
_ALL = 0.97  # Share of the page's prose; comments with all but a headline's worth of it are the article, misnamed.
_MAX_LOOKS = 50  # Each is at all texts; a bound on cost for hostile pages, far above what others need.
_RELATED = 0.3  # Share of the page's prose; a box under such a heading with more holds the article, too.
_LINKED = 0.65  # Share of a box's letters; lists of links have more, paragraphs with sources less.
_LITTLE = 0.15  # Share of a box's letters that a list of links has in prose.
_FEW = 200  # Letters; so much prose is an introduction to a list of links at most.
_HEADLINE = 20  # Letters; a shorter link is a section or a tag.
_WHOLLY = 0.8  # Share of its letters; the rest is a date or an author beside the link.
_TEASER = 300  # Letters of a teaser's sentence or two.
_TEASER_BOX = 600  # Letters of a teaser with its headline, author, date and section.
_TEASERS = 0.15  # Share of the prose of the article's box; where teasers have more, the article is made of such.
_FRONT_REST = 0.1  # Share of a front's prose that is of no teaser: what the outlet says of itself.
_LABEL = 0.3  # Share of its letters that a label before the first prose costs its box.
_TURNED = 1.5  # Once to take a teaser's prose from its box, half of it more as it speaks against the box.
_BONUS = 1.25  # Times; a box named for the article's body wins over one of nearly its value.
_INNER = 0.98  # Share; of two boxes, one in the other, the inner is as good though it lacks a line.


def article_texts(layout: Layout, titles: Collection[str] = ()) -> list[Text]:
    """The texts of the box whose prose outweighs its links and labels most, without what is set apart in it.

    `titles` are the page's headlines, folded: of articles beside one another theirs is the page's.
    """
    boxes = layout.boxes
    if not boxes:
        return []
    _leave_out_named(layout)
    _leave_out_related(layout)
    _leave_out_link_lists(boxes)
    heads = _headlines(layout)
    for text in layout.texts:
        if text.is_prose and not boxes[text.box].is_out and _is_teaser(text, boxes, heads):
            _add_value(boxes, text.box, -_TURNED * (text.size - text.linked))
    at = first_article(layout, _weightiest(boxes), titles)
    _leave_out_teasers(boxes, at, heads)
    return [text for text in layout.texts if at <= text.box < boxes[at].end and not boxes[text.box].is_out]


def has_own_prose(layout: Layout) -> bool:
    """Whether some prose of a page, as `article_texts` leaves it, is of no teaser: the front of a section has none."""
    boxes = layout.boxes
    heads = _headlines(layout)
    prose = [text for text in layout.texts if text.is_prose]
    own = [text for text in prose if not (boxes[text.box].is_out or _is_teaser(text, boxes, heads))]
    return sum(text.size for text in own) > _FRONT_REST * sum(text.size for text in prose)


def _around(boxes: list[Box], index: int) -> Iterator[int]:
    """The box, and those around it, from the inner to the outer."""
    while index >= 0:
        yield index
        index = boxes[index].parent


def _leave_out(boxes: list[Box], index: int) -> None:
    """Leave out a box with all in it; those around it hold so much less."""
    out = boxes[index]
    for outer in _around(boxes, out.parent):
        around = boxes[outer]
        around.size -= out.size
        around.linked -= out.linked
        around.prose -= out.prose
        around.n_prose -= out.n_prose
        around.value -= out.value
    for box in boxes[index : out.end]:
        box.is_out = True


def _leave_out_named(layout: Layout) -> None:
    """Leave out boxes whose names say that they are none of the article, unless hardly any prose is outside of them."""
    boxes = layout.boxes
    _measure(layout)
    total = boxes[0].prose
    _unname(boxes, (boxes[text.box].parent for text in layout.texts if boxes[text.box].tag == "h1"))
    _unname(boxes, (box.parent for box in boxes if box.mark == "body" and box.n_prose > 1))
    for index, box in enumerate(boxes):
        if box.mark == "comment" and not box.is_out and box.prose < _ALL * total:
            _leave_out(boxes, index)
    outside = _prose_outside(layout)
    index = n_misnamed = 0
    while index < len(boxes):
        box = boxes[index]
        if box.mark not in _NO_FURNITURE and not box.is_out:
            share = _HELD_BESIDE if box.mark == box.tag else _HELD
            if box.prose > share * outside or (box.mark in _SMALL and box.n_prose >= _MISNAMED):
                box.mark = ""
                n_misnamed += 1
                # Each look is at all texts: a page of thousands of misnamed boxes is none that needs more of them.
                outside = _prose_outside(layout) if n_misnamed <= _MAX_LOOKS else outside
            else:
                _leave_out(boxes, index)
                index = box.end
                continue
        index += 1


_NO_FURNITURE = frozenset({"", "body", "comment"})


def _unname(boxes: list[Box], starts: Iterable[int]) -> None:
    """Take the names of the boxes around a headline or a body: they cannot say that it is none."""
    for start in starts:
        for index in _around(boxes, start):
            if boxes[index].mark not in ("hidden", "body"):
                boxes[index].mark = ""


def _prose_outside(layout: Layout) -> int:
    """The letters of prose in no box whose name says that it is none of the article."""
    boxes = layout.boxes
    is_named = [False] * len(boxes)
    for index, box in enumerate(boxes):
        is_named[index] = box.is_out or box.mark not in ("", "body") or (box.parent >= 0 and is_named[box.parent])
    return sum(text.size - text.linked for text in layout.texts if text.is_prose and not is_named[text.box])


def _leave_out_related(layout: Layout) -> None:
    """Leave out boxes that begin with a heading over other articles."""
    boxes = layout.boxes
    begun: set[int] = set()
    for text in layout.texts:
        is_heading = is_related_heading(text.text)
        for index in _around(boxes, text.box):
            if index in begun:
                break
            begun.add(index)
            if is_heading and not boxes[index].is_out and boxes[index].prose < _RELATED * boxes[0].prose:
                _leave_out(boxes, index)


def _leave_out_link_lists(boxes: list[Box]) -> None:
    for index, box in enumerate(boxes):
        is_list = box.linked > _LINKED * box.size and box.prose < min(_LITTLE * box.size, _FEW)
        if is_list and not box.is_out and box.tag not in _LEAVES:
            _leave_out(boxes, index)


def _headlines(layout: Layout) -> list[int]:
    """How many texts of each box, and those inside it, are wholly links of a headline's length."""
    boxes = layout.boxes
    heads = [0] * len(boxes)
    for text in layout.texts:
        heads[text.box] += text.size >= _HEADLINE and text.linked >= _WHOLLY * text.size
    for index in range(len(boxes) - 1, 0, -1):
        heads[boxes[index].parent] += heads[index]
    return heads


def _is_teaser(text: Text, boxes: list[Box], heads: list[int]) -> bool:
    """Whether a short text is the only prose of a small box that has a linked headline."""
    at = text.box
    while boxes[at].parent >= 0 and boxes[boxes[at].parent].n_prose == 1:
        at = boxes[at].parent
    return bool(heads[at]) and text.size < _TEASER and boxes[at].size < _TEASER_BOX


def _leave_out_teasers(boxes: list[Box], at: int, heads: list[int]) -> None:
    """Leave out small boxes with a linked headline and at most a line of prose, unless the article is made of such."""
    teasers: list[int] = []
    index = at + 1
    while index < boxes[at].end:
        box = boxes[index]
        is_small = box.n_prose <= 1 and box.prose < _TEASER and 0 < box.size < _TEASER_BOX
        if is_small and heads[index] and not box.is_out and box.tag not in _HEADS:
            teasers.append(index)
            index = box.end
        else:
            index += 1
    if sum(boxes[index].prose for index in teasers) <= _TEASERS * boxes[at].prose:
        for index in teasers:
            _leave_out(boxes, index)


def _measure(layout: Layout) -> None:
    """Sum up what the texts of each box that is not left out hold."""
    boxes = layout.boxes
    for box in boxes:
        box.size = box.linked = box.prose = box.n_prose = 0
        box.value = 0.0
    for text in layout.texts:
        box = boxes[text.box]
        if box.is_out:
            continue
        own = text.size - text.linked
        box.size += text.size
        box.linked += text.linked
        if text.is_prose:
            box.prose += own
            box.n_prose += 1
            box.value += own - text.linked
        else:
            box.value -= text.linked + (_LABEL * own if text.kind == "paragraph" and not box.n_prose else 0)
    for box in reversed(boxes):
        if box.parent >= 0:
            around = boxes[box.parent]
            around.size += box.size
            around.linked += box.linked
            around.prose += box.prose
            around.n_prose += box.n_prose
            around.value += box.value


def _add_value(boxes: list[Box], start: int, value: float) -> None:
    for index in _around(boxes, start):
        boxes[index].value += value


def _weightiest(boxes: list[Box]) -> int:
    """The box of most value, the inner of two that are nearly equal; the body around it where that is named so."""
    best, at = 0.0, -1
    for index, box in enumerate(boxes):
        if box.is_out or not box.prose or box.tag in ("p", "li"):
            continue
        worth = box.value * (_BONUS if box.mark == "body" else 1)
        if worth > 0 and worth >= _INNER * best:
            best, at = max(worth, best), index
    if at < 0:
        at = max(range(len(boxes)), key=lambda index: (boxes[index].prose * (not boxes[index].is_out), index))
    return next((index for index in _around(boxes, at) if boxes[index].mark == "body"), at)
