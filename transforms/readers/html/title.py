"""The headline of a page's article, of the many titles a page has, without the outlet's name."""

import re
from itertools import islice

from lxml.html import HtmlElement

from broadsheet.transforms.readers.markup.jsonld import string_of
from broadsheet.transforms.readers.markup.page import Page
from broadsheet.transforms.readers.markup.text import clean, labels_of, likeness, text_of
from broadsheet.transforms.readers.story.evidence import Evidence
from broadsheet.transforms.vocabulary.folding import bare

# Between a headline and what pages put beside it: the outlet, the section, the day.
_SEPARATOR = re.compile(r"\s+[|–—\-·•»«›:/~]+\s+|\s*[｜│¦]\s*|\s+\|\s*|\s*\|\s+|：|\s+[–—-](?=\S{3,40}\.\w{2,4}$)")
_DAY = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}|\d{4}[-/]\d{1,2}[-/]\d{1,2}")
_MAX_SITE = 40  # Code points of an outlet's or section's name; what is longer is a headline. Set by hand.
# Headlines have no bars: behind one stands the outlet or a section.
_FEW_WORDS = 3
_LOGO = 0.5  # Jaccard of words; a heading that is half of the outlet's name is its logo. Set by hand.
_HEADLINE_AND_OUTLET = 2  # Parts of a title that separators part.
_MAX_TITLE = 500  # Code points; more than any headline has, a bound on cost.
_SAME = 0.3  # Jaccard of words; a headline shares more with its title, which has the outlet behind it. Set by hand.
_MAX_ALTERNATIVE = 140  # Code points; what is longer is a standfirst, cut or whole. Set by hand.
_MIN_LOWER = 8  # Code points; a shorter heading is part of a title by chance.
# What outlets call the line over a headline, in the names of elements.
_KICKER = re.compile(
    r"kicker|eyebrow|over-?line|roof-?line|fly-?title|(?:over|super|pre)-?title|dachzeile|spitzmarke|antet[ií]tulo"
    r"|occhiello|surtitre|vignette",
    re.IGNORECASE,
)
_MAX_LABELS = 500  # Code points; a bound on cost, more than any element has.
_OF_TRAILS = frozenset({"li", "nav", "ol", "ul"})
_LEVELS = 5  # Elements around a heading: its link, its step, the list and what holds it. Set by hand.
_MAX_LOWER = 12  # Headings; a headline in `h2` is among the first. Set by hand.


def find_title(page: Page, evidence: Evidence) -> str | None:
    """The headline: of its spellings on the page the one that most weight of places agrees on."""
    plain = {
        "h1": _heading(page),
        "open_graph": clean(page.first("og:title")),
        "json_ld": string_of(page.article.get("headline")) or string_of(page.article.get("name")),
        "meta": clean(page.first("twitter:title", "dc.title", "sailthru.title", "parsely-title", "headline", "title")),
        "title_tag": page.title_tag,
        "alternative": _headline(string_of(page.article.get("alternativeHeadline"))),
    }
    known = {bare(text[:_MAX_TITLE]) for text in plain.values()} - {""}
    spellings = {rule: _without_site(text[:_MAX_TITLE], page, known) for rule, text in plain.items() if text}
    for rule, text in spellings.items():
        evidence.offer("title", text, _SOURCES.get(rule, rule), rule)
    best = _agreed({rule: text for rule, text in spellings.items() if rule != "alternative" and text})
    return evidence.choose_value("title", best)


def _headline(text: str) -> str:
    """The text, unless it is a sentence: some pages put their standfirst where another headline should be."""
    return "" if len(text) > _MAX_ALTERNATIVE or text.endswith(".") else text


_SOURCES = {"h1": "html", "title_tag": "html", "alternative": "json_ld"}
# What readers see counts as much as two places that only machines read; the title element is composed for search
# results and only stands in where nothing else does.
_WEIGHTS = {"h1": 2.0, "meta": 0.5, "title_tag": 0.0}


def _agreed(spellings: dict[str, str]) -> str | None:
    """The spelling with most weight; the order of the places settles a draw."""
    weights: dict[str, float] = {}
    for rule, text in spellings.items():
        weights[bare(text)] = weights.get(bare(text), 0.0) + _WEIGHTS.get(rule, 1.0)
    return max(spellings.values(), key=lambda text: weights[bare(text)], default=None)


def _heading(page: Page) -> str:
    """The heading that is most like the page's other titles, if any is, else the one that is marked as the headline."""
    others = [page.first("og:title"), page.title_tag, string_of(page.article.get("headline"))]
    usable = [text for text in page.headings if len(text) > 3 and not _is_logo(text, page)]
    scored = [(max(likeness(text, other) for other in others), -rank, text) for rank, text in enumerate(usable)]
    best = max(scored, default=(0.0, 0, ""))
    if best[0] >= _SAME and best[2] in _trails(page):
        # The last step of the way to the page: it has the title for links, and the headline stands below.
        return _subheading(page, [bare(other) for other in others if bare(other) != bare(best[2])]) or best[2]
    if best[0] >= _SAME or not any(others):
        return _without_kicker(best[2], page)
    subheading = _subheading(page, [bare(other) for other in others if other])
    headlines = {labels_of(element) for element in page.tagged("h1") if "headline" in _labels(element).lower()}
    marked = usable if len(usable) == 1 else [text for text in usable if text in headlines]
    # A heading with a colon at its end leads in what stands below it.
    alone = marked[0] if len(marked) == 1 and not marked[0].endswith(":") else ""
    return subheading or alone


def _trails(page: Page) -> set[str]:
    """The headings of the first level that stand in a list or a menu."""
    return {
        labels_of(element)
        for element in page.tagged("h1")
        if any(around.tag in _OF_TRAILS for around in islice(element.iterancestors(), _LEVELS))
    }


def _subheading(page: Page, titles: list[str]) -> str:
    """The heading of a lower level that is one of the titles, folded, or part of one; where only what stands below its
    kicker is a title, that."""
    for element in page.tagged("h2", "h3")[:_MAX_LOWER]:
        text = labels_of(element)
        pieces = [piece for piece in map(text_of, element) if bare(piece) in titles and len(piece) > _MIN_LOWER]
        if pieces or (len(text) > _MIN_LOWER and any(bare(text) in title for title in titles)):
            return max(pieces, key=len, default=text)
    return ""


def _labels(element: HtmlElement) -> str:
    return " ".join((element.get("class", ""), element.get("id", ""), element.get("itemprop", "")))[:_MAX_LABELS]


def _is_logo(heading: str, page: Page) -> bool:
    """Whether a heading is the outlet: by its names, or as what stands behind another headline in the title element."""
    if bare(heading) in page.site_names:
        return True
    parts = [part for part in _SEPARATOR.split(page.title_tag) if part]
    if len(parts) != _HEADLINE_AND_OUTLET or len(parts[1]) > _MAX_SITE or _is_site(parts[0], page):
        return False
    return likeness(heading, parts[1]) >= _LOGO and likeness(heading, parts[0]) < _SAME


def _without_kicker(heading: str, page: Page) -> str:
    """The heading without the line over it, where a piece of it is marked as that, or the title element gives one of
    its pieces by itself."""
    titles = {bare(part) for part in _SEPARATOR.split(page.title_tag) if part}
    for element in page.tagged("h1"):
        if labels_of(element) == heading and len(element):
            pieces = [text for text in (text_of(child) for child in element) if text]
            own = [piece for piece in pieces if bare(piece) in titles and bare(piece) != bare(heading)]
            below = [text_of(child) for child in element if not _KICKER.search(_labels(child))]
            headline = " ".join(filter(None, below)) if len(below) < len(element) else ""
            # Where the two are joined by a colon the outlet gives them as one.
            return max(own, key=len, default=(heading if headline[:1] in ("", ":") else headline))
    return heading


def _without_site(text: str, page: Page, known: set[str]) -> str:
    """The title without the outlet's name, section and day before or behind it; `known` are its titles, folded."""
    site, colon, headline = text.partition(": ")
    if colon and bare(site) in page.site_names | page.home_names:
        text = headline
    whole = text
    logos = [heading for heading in page.headings if _is_logo(heading, page)]
    for _ in range(4):
        marks = list(_SEPARATOR.finditer(text))
        if not marks:
            break
        head, tail = text[: marks[-1].start()].strip(), text[marks[-1].end() :].strip()
        first, rest = text[: marks[0].start()].strip(), text[marks[0].end() :].strip()
        if head and (
            _is_site(tail, page)
            or tail in logos
            or _DAY.fullmatch(tail)
            or ("|" in marks[-1][0] and len(tail.split()) <= _FEW_WORDS < len(head.split()))
            or (text == whole and len(known) == len(marks) == 1 and _is_short_tail(head, tail, page))
            or (bare(head) in known and bare(text) != bare(head))
        ):
            text = head
        elif rest and (_is_site(first, page) or (bare(rest) in known and len(first) < _MAX_SITE)):
            text = rest
        else:
            shorter = next((text[: mark.start()].strip() for mark in marks if bare(text[: mark.start()]) in known), "")
            return shorter or text
    return text


def _is_short_tail(head: str, tail: str, page: Page) -> bool:
    """Whether what stands behind the one mark of a page's only title is a word or two: an outlet that nothing names,
    and that no heading has, too."""
    is_short = len(tail.split()) < _FEW_WORDS and len(tail) < len(head) and " " in head
    return is_short and not any(bare(heading).endswith(bare(tail)) for heading in page.headings)


def _is_site(part: str, page: Page) -> bool:
    folded = bare(part)
    if not folded or len(part) > _MAX_SITE:
        return False
    if folded in page.home_names:
        return True
    return any(
        folded == site or (len(site) > 4 and site in folded) or (len(folded) > 3 and folded in site)
        for site in page.site_names
    )
