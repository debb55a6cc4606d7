"""Whether an element of a page stands beside the article: in a comment, a teaser, a list of others."""

import re

from lxml.html import HtmlElement

from broadsheet.transforms.readers.html.layout import mark_of
from broadsheet.transforms.readers.markup.page import Page

_OTHERS = frozenset({"comment", "related", "sign_up", "advert"})
_WHOLE = frozenset({"html", "body", "main"})
# A link with so much more text than the element in it is a teaser of another page.
_MAX_BESIDE = 30
_OTHER_THINGS = re.compile(
    r"""
    comment|event|video|audio|image|media  # what stands beside articles
    |person|organi[sz]ation|place          # whom and what they are about
    |offer|rating|answer|question          # what shops and forums have
    |weather|tweet
    """,
    re.VERBOSE,
)


def is_beside(page: Page, element: HtmlElement) -> bool:
    """Whether an element around it, up to those that hold the page's headline, is named for what is not the article."""
    headed = page.around_headings
    for around in (element, *element.iterancestors()):
        if around in headed or around.tag in _WHOLE:
            return False
        if around.tag == "a" and len(around.text_content()) > len(element.text_content()) + _MAX_BESIDE:
            return True
        names = f"{around.get('class') or ''} {around.get('id') or ''}"
        if names != " " and mark_of(names) in _OTHERS:
            return True
    return False


def is_of_other_item(page: Page, element: HtmlElement) -> bool:
    """Whether the innermost thing that microdata marks around an element is no article: an event, a film, a comment.

    A page that is about a film as a whole has its headline in there, too: then it is the page's own.
    """
    for around in element.iterancestors():
        if around in page.around_headings:
            return False
        if around.get("itemscope") is not None:
            kind = (around.get("itemtype") or "").lower()
            return bool(_OTHER_THINGS.search(kind))
    return False
