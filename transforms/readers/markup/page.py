"""A web page parsed: tree, meta tags and JSON-LD, within caps on size, depth and attributes."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, compress, islice

from lxml.etree import ElementDefaultClassLookup, LxmlError, XPath
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from broadsheet.transforms.caching import remembered
from broadsheet.transforms.readers.markup.jsonld import Node, article_of, load_nodes, names_of, types_of
from broadsheet.transforms.readers.markup.text import clean, labels_of, likeness, text_of
from broadsheet.transforms.vocabulary.folding import bare
from broadsheet.transforms.vocabulary.lists import rows

# A bound on cost; saved pages with their pictures in them are the largest, and begin with the article.
MAX_BYTES = 12_000_000
# Spelt out in both cases: bytes are searched twice as slowly for patterns that ignore case.
_UNREAD = re.compile(rb"<(?:!--|[sS](?:[cC][rR][iI][pP][tT]|[tT][yY][lL][eE]|[vV][gG])(?=[\s>/]))")
_ENDS = {
    b"<!--": re.compile(rb"--!?>"),
    b"<script": re.compile(rb"</[sS][cC][rR][iI][pP][tT](?:[\s/][^>]{0,200})?>"),
    b"<style": re.compile(rb"</[sS][tT][yY][lL][eE](?:[\s/][^>]{0,200})?>"),
    b"<svg": re.compile(rb"</[sS][vV][gG](?:[\s/][^>]{0,200})?>"),
}
_CLOSED_AT_ONCE = re.compile(rb"[^<>]{0,2000}/>")
_MENU = re.compile(rb"<nav(?=[\s>])")
_MENU_END = b"</nav>"
# Menus are a fifth of most pages. One that holds any of these is not closed where it should be, or is no menu.
_NO_MENU = re.compile(rb"<(?:[nN][aA][vV]|[hH]1|[pP]|[aA][rR][tT][iI][cC][lL][eE]|[mM][aA][iI][nN])[\s>]")
_LONG_TEXT = re.compile(rb">[^<>]{200}")
_KEPT_SCRIPT = re.compile(rb"[^>]{0,300}ld\+json", re.IGNORECASE)
_MAX_SCRIPT_TAG = 400  # Bytes of a script's own tag; its type is named in the first few hundred. See `_KEPT_SCRIPT`.
_MANY_ATTRIBUTES = 20_000  # Of a page; with more of them each tag is looked at. A bound on cost, set by hand.
# libxml2 compares each attribute of a tag with all before it: 100,000 of them take minutes.
_MAX_ATTRIBUTES = 300
_LONG = 4_000  # Bytes of a tag; what is shorter has not enough attributes to take long. Also in `_LONG_TAG`.
# With quoted values, in which the signs of tags may stand.
_WHOLE_TAG = re.compile(rb"""<([a-zA-Z][\w:-]{0,40})(?=[\s/])(?:[^<>"']|"[^"]*"|'[^']*')*""")
_LONG_TAG = re.compile(rb"<([a-zA-Z][\w:-]{0,40})[^<>]{4000}")
_ATTRIBUTE = re.compile(rb"""[\s/]*[^\s=>/"'<]+(?:\s*=\s*(?:"[^"]{0,900000}"|'[^']{0,900000}'|[^\s>"']+))?""")
_DECLARATION = re.compile(rb"\s*<\?xml[^<>]{0,200}>")
# libxml2 stops reading at a depth of 256 and loses the rest; tags that only nest text are then cut from the source.
_NESTING = re.compile(
    rb"""
    </?(?!
        (?:
            html|head|body|title|meta|link|script                  # what a page is made of
            |h[1-6]|p|br|li|dt|dd|img|time|figcaption              # what parts the text, or is looked for
        )\b
    )
    [a-z][^<>]{0,2000}>
    """,
    re.IGNORECASE | re.VERBOSE,
)
_CONTROLS = bytes(32 if code in (*range(9), 11, *range(14, 32), 127) else code for code in range(256))
_MARKS = {kind: tuple(re.sub("[$^]", " ", part) for part in parts.split("|")) for kind, parts in rows("page_marks.tsv")}
_MAX_MARKED = 200  # Elements of a kind; a bound on cost: the article's own are among the first.
_BETWEEN = " \n "
_HAS_ITEMS = XPath("boolean(//@itemprop)")
_LANDMARKS = ("meta", "link", "script", "title", "h1", "h2", "h3", "time", "img", "figcaption")
_MAX_HEADINGS = 8  # Of the first rank; pages mean to have one. A bound on cost, set by hand.
_LIKE_TITLE = 0.3  # Jaccard of words; a headline shares more with the page's title, which has the outlet behind it.
_MAX_META = 2_000  # More than pages have; a bound on cost.
_MAX_ANCHORS = 5_000  # More than pages of articles have; a bound on cost.
_MAX_LINKS = 2_000  # Link elements; more than pages have, a bound on cost.
_MAX_KEY = 60  # Code points of a meta tag's name; more than any known name has.
_HOST = re.compile(r"(?:https?:)?//([^/?#\s:@]+)", re.IGNORECASE)
_HOST_PREFIX = re.compile(r"^(?:www\d?|m|mobile|amp|edition|en)\.")


# "saved from url=(0042)https://...", as Internet Explorer and Chrome note it; "url: https://...", as SingleFile does.
_SAVED = re.compile(rb"<!--[^>]{0,200}?(?:saved from url=\(\d+\)|\burl:\s*)(https?://[^\s<>\"']{1,2000})")
_MAX_NOTE = 3_000  # Bytes at the start of a file; programs that save pages note the address there, above the page.


@dataclass
class Page:
    """A parsed page. `meta` has the contents of meta tags, as written, by `meta_key` of their names; `address` is where
    it was fetched from, where that is known from outside the page."""

    root: HtmlElement
    address: str | None = None
    meta: dict[str, list[str]] = field(default_factory=dict)
    nodes: tuple[Node, ...] = ()
    article: Node = field(default_factory=dict)
    _by_tags: dict[tuple[str, ...], list[HtmlElement]] = field(default_factory=dict)

    def first(self, *names: str) -> str:
        """The first content of the first of the meta tags that has one; "" where none has."""
        for name in names:
            for written in self.meta.get(meta_key(name), ()):
                text = clean(written)
                if text:
                    return text
        return ""

    def all(self, name: str) -> list[str]:
        """The contents of the meta tags of a name."""
        return list(filter(None, map(clean, self.meta.get(meta_key(name), ()))))

    @cached_property
    def _landmarks(self) -> list[tuple[str, HtmlElement]]:
        """The elements that are looked for by their tags, with these: each way through the tree takes its time."""
        return [(element.tag, element) for element in self.root.iter(*_LANDMARKS)]

    def tagged(self, *tags: str) -> list[HtmlElement]:
        """The elements of some of the tags in `_LANDMARKS`, in the page's order."""
        if tags not in self._by_tags:
            self._by_tags[tags] = [element for tag, element in self._landmarks if tag in tags]
        return self._by_tags[tags]

    @cached_property
    def links(self) -> list[HtmlElement]:
        """Its first elements that link, in the page's order."""
        return list(islice(self.root.iter("a"), _MAX_ANCHORS))

    @cached_property
    def _names(self) -> tuple[list[str | None], list[HtmlElement]]:
        """The names that each element carries, and the elements, in the page's order."""
        elements = list(self.root.iter())
        names = [element.get("class") for element in elements]
        if _HAS_ITEMS(self.root):
            for place, element in enumerate(elements):
                item = element.get("itemprop")
                if item:
                    names[place] = f"{names[place] or ''} {item}"
        return names, elements

    @cached_property
    def _distinct_names(self) -> tuple[list[str], list[int], str]:
        """The distinct names, as most elements share theirs, where each starts in a text of all, and that text."""
        names = list(filter(None, dict.fromkeys(self._names[0])))
        starts = list(accumulate((len(name) + len(_BETWEEN) for name in names), initial=0))
        text = f" {_BETWEEN.join(names)} "
        # Letters that are longer in lower case would move all that stands behind them.
        lower = text.lower()
        return names, starts, lower if len(lower) == len(text) else text

    def marked(self, kind: str) -> list[HtmlElement]:
        """The elements that the names they carry show to be of a kind of `page_marks.tsv`, in the page's order."""
        distinct, starts, text = self._distinct_names
        matching: set[str | None] = set()
        for part in _MARKS[kind]:
            at = text.find(part)
            while at >= 0 and len(matching) < _MAX_MARKED:
                index = bisect_right(starts, at) - 1
                matching.add(distinct[index])
                at = text.find(part, starts[index + 1])
        if not matching:
            return []
        names, elements = self._names
        return list(islice(compress(elements, map(matching.__contains__, names)), _MAX_MARKED))

    @cached_property
    def title_tag(self) -> str:
        """The text of the page's title element; "" without one."""
        return next((text_of(element) for element in self.tagged("title")), "")

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """The texts of its first headings of the first level."""
        return tuple(filter(None, map(labels_of, self.tagged("h1")[:_MAX_HEADINGS])))

    @cached_property
    def is_day_first(self) -> bool | None:
        """Whether 03/04/2023 is a day in April: by the language and country it gives; None where they leave it open."""
        labels = [self.root.get("lang") or "", self.first("og:locale"), self.first("content-language")]
        languages = [tag.replace("_", "-").lower() for tag in labels if tag]
        if any(tag.startswith("en-us") for tag in languages):
            return False
        return True if any("-" in tag or tag != "en" for tag in languages) else None

    @cached_property
    def around_headings(self) -> frozenset[HtmlElement]:
        """Its headings of the first level that its titles are like, or all where none is, and all around them."""
        every = self.tagged("h1")[:_MAX_HEADINGS]
        titles = (self.title_tag, self.first("og:title"))
        like = [
            element for element in every if max(likeness(labels_of(element), title) for title in titles) >= _LIKE_TITLE
        ]
        headings = like or every
        return frozenset(around for heading in headings for around in (heading, *heading.iterancestors()))

    @cached_property
    def canonical(self) -> tuple[str, ...]:
        """Where its canonical links lead, as written."""
        links = self.tagged("link")[:_MAX_LINKS]
        return tuple(link.get("href") or "" for link in links if "canonical" in (link.get("rel") or "").lower().split())

    @cached_property
    def host(self) -> str:
        """The host of the page, without a leading "www." and the like; "" where no address is known."""
        for url in (self.address or "", *self.canonical[:1], self.first("og:url")):
            match = _HOST.match(url)
            if match:
                return _HOST_PREFIX.sub("", match[1].lower())
        return ""

    @cached_property
    def home_names(self) -> frozenset[str]:
        """The folded words of its first links to the front page, but for "Home": they may name the outlet, whole."""
        homes = (link for link in self.links if link.get("href") == "/")
        texts = [text_of(link) for link in islice(homes, _MAX_OUTLETS)]
        return frozenset(bare(text) for text in texts if _FEWEST < len(text.split()) <= _MAX_NAME_WORDS)

    @cached_property
    def site_names(self) -> frozenset[str]:
        """The folded names the outlet goes by: as author or behind a headline they say nothing."""
        names = [
            self.first(name)
            for name in ("og:site_name", "application-name", "twitter:site", "apple-mobile-web-app-title")
        ]
        outlets = [node for node in self.nodes if types_of(node) & _OUTLETS and "Person" not in types_of(node)][
            :_MAX_OUTLETS
        ]
        names += [clean(node.get(key)) for node in outlets for key in ("name", "alternateName")]
        names += [name for name, _ in names_of(self.article.get("publisher"))]
        labels = self.host.split(".")
        names += [self.host, labels[0], labels[-2] if len(labels) > 1 else "", labels[-3] if len(labels) > 2 else ""]
        return frozenset(bare(name) for name in names) - {"", "co", "com"}


_MAX_OUTLETS = 6  # Links to the front page, or organisations; a bound on cost: the outlet is among the first.
_FEWEST, _MAX_NAME_WORDS = 1, 5  # Words: "Home" is no name of an outlet, and more than five are a headline.
_OUTLETS = frozenset({"Organization", "NewsMediaOrganization", "WebSite", "Corporation"})


@remembered(4_096)
def meta_key(name: str) -> str:
    """The name of a meta tag by letters and digits only: pages write article:published_time in many ways."""
    return "".join(filter(str.isalnum, name[:_MAX_KEY].lower()))


def parse_page(data: bytes, address: str | None = None) -> Page | None:
    """The page of a text in UTF-8, or None where nothing of it is mark-up.

    `address` is where it was fetched from; browsers that save a page note that in a comment at its beginning.
    """
    saved = _SAVED.search(data, 0, _MAX_NOTE)
    address = address or (saved[1].decode("utf-8", "replace") if saved else None)
    root = _tree(_fit(data))
    if root is None:
        return None
    page = Page(root, address)
    page.meta = _meta(page.tagged("meta")[:_MAX_META])
    page.nodes = load_nodes(page.tagged("script"))
    page.article = article_of(page.nodes, page.title_tag)
    return page


def _fit(data: bytes) -> bytes:
    """The page without what is never read, and without what the parser cannot bear: controls, giant tags."""
    declaration = _DECLARATION.match(data)
    data = _without_scripts(data[declaration.end() if declaration else 0 : MAX_BYTES]).translate(_CONTROLS)
    return _without_giant_tags(_without_menus(data))


def _without_scripts(data: bytes) -> bytes:
    """The page without comments, styles, drawings and scripts other than JSON-LD: half of most pages."""
    parts: list[bytes] = []
    at = start = 0
    unclosed: set[bytes] = set()
    while opening := _UNREAD.search(data, start):
        name = opening[0].lower()
        start = opening.end()
        if name == b"<svg" and _CLOSED_AT_ONCE.match(data, start):
            continue
        # "<!-->" is a whole comment.
        end = None if name in unclosed else _ENDS[name].search(data, start - 2 if name == b"<!--" else start)
        if end is None:
            unclosed.add(name)
            continue
        if name != b"<script" or not _KEPT_SCRIPT.match(data, start, min(start + _MAX_SCRIPT_TAG, end.start())):
            parts.append(data[at : opening.start()])
            at = end.end()
        start = end.end()
    return b"".join([*parts, data[at:]])


def _without_menus(data: bytes) -> bytes:
    parts: list[bytes] = []
    at = start = 0
    end = 0
    while end >= 0 and (menu := _MENU.search(data, start)):
        start = menu.end()
        end = end if end >= start else data.find(_MENU_END, start)
        if end >= 0 and not _NO_MENU.search(data, start, end) and not _LONG_TEXT.search(data, start, end):
            parts.append(data[at : menu.start()])
            at = start = end + len(_MENU_END)
    return b"".join([*parts, data[at:]])


def _without_giant_tags(data: bytes) -> bytes:
    parts: list[bytes] = []
    at = 0
    for tag in _giant_tags(data):
        if tag.start() >= at:
            kept, end = _attributes(data, tag.end(1))
            if kept < end:
                parts.append(data[at:kept])
                at = end
    return b"".join([*parts, data[at:]]) if parts else data


def _giant_tags(data: bytes) -> Iterator[re.Match[bytes]]:
    if data.count(b"=") > _MANY_ATTRIBUTES:
        yield from (tag for tag in _WHOLE_TAG.finditer(data) if tag.end() - tag.start() > _LONG)
    else:
        yield from filter(None, (_LONG_TAG.match(data, start) for start in _long_parts(data)))


def _long_parts(data: bytes) -> Iterator[int]:
    """Where a sign that opens a tag stands far from the next: of each stretch only the last such sign is looked for."""
    at = data.find(b"<")
    while 0 <= at < len(data) - _LONG:
        last = data.rfind(b"<", at + 1, at + _LONG + 1)
        if last < 0:
            yield at
        at = last if last >= 0 else data.find(b"<", at + _LONG + 1)


def _attributes(data: bytes, at: int) -> tuple[int, int]:
    """Where the attributes that are kept end, and where all of a tag's end."""
    kept, count = at, 0
    while attribute := _ATTRIBUTE.match(data, at):
        at = attribute.end()
        count += 1
        kept = at if count <= _MAX_ATTRIBUTES else kept
    return kept, at


def _tree(data: bytes) -> HtmlElement | None:
    parser = _parser()
    root = _parsed(data, parser)
    if any("depth" in entry.message for entry in parser.error_log.filter_from_fatals()):
        root = _parsed(_NESTING.sub(b" ", data), _parser())
    return root


def _parser() -> HTMLParser:
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, collect_ids=False)
    # The lookup that lxml.html brings asks Python for the class of each element, which takes longer than parsing.
    parser.set_element_class_lookup(ElementDefaultClassLookup(element=HtmlElement))
    return parser


def _parsed(data: bytes, parser: HTMLParser) -> HtmlElement | None:
    try:
        return document_fromstring(data, parser=parser)
    except (LxmlError, ValueError, AssertionError):
        return None


def _meta(elements: list[HtmlElement]) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for element in elements:
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        value = element.get("content") or element.get("value")
        if name and value:
            values.setdefault(meta_key(name), []).append(value)
    return values
