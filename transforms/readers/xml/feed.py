"""Feeds: RSS of any version, Atom or an export of WordPress."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from broadsheet.transforms.readers.markup.blocks import Body, Picture, html_body, plain_body, tree_body
from broadsheet.transforms.readers.markup.text import clean, excerpt
from broadsheet.transforms.readers.story.record import record_of
from broadsheet.transforms.readers.story.story import Story, collected
from broadsheet.transforms.readers.xml.tree import (
    LANG,
    Element,
    child,
    children,
    name_of,
    parse_xml,
    raw_text_in,
    text_in,
)
from broadsheet.transforms.records.record import Reading, Record, Reject, beyond

_ATOM = ("http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#")
_PLAIN = frozenset({"", *_ATOM, "http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/",
                    "http://channel.netscape.com/rdf/simple/0.9/", "http://backend.userland.com/rss2"})  # fmt: skip
_DC = "http://purl.org/dc/elements/1.1/"
_TERMS = "http://purl.org/dc/terms/"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_MEDIA = "http://search.yahoo.com/mrss/"
_EXPORT = "http://wordpress.org/export/"
_ORIGINAL = "http://rssnamespace.org/feedburner/ext/1.0"
# What WordPress keeps in an export beside what its readers see.
_OWN_TYPES = frozenset({"attachment", "nav_menu_item", "revision", "custom_css", "customize_changeset", "oembed_cache",
                        "user_request", "wp_block", "wp_template", "wp_template_part", "wp_global_styles",
                        "wp_navigation", "wp_font_family", "wp_font_face"})  # fmt: skip
_SHOWN = ("", "publish", "published", "inherit")
_CAPTION = re.compile(
    r"""
    \[(?:wp_)?caption\b(?P<attributes>[^\[\]]{0,1000})\]\s*
    (?P<image>(?:<a\b[^<>]{0,2000}>\s*)?<img\b[^<>]{0,2000}>(?:\s*</a>)?)  # the picture, in a link or not
    (?P<text>[^\[]{0,2000})
    \[/(?:wp_)?caption\]
    """,
    re.VERBOSE,
)
_CAPTION_ATTRIBUTE = re.compile(r"""\bcaption=(?:"([^"]*)"|'([^']*)')""")
_PLAYED = re.compile(r"\[(embed|video|audio|playlist)\b[^\[\]]{0,1000}\][^\[\]<>]{0,2000}\[/\1\]")
_CLOSING = re.compile(r"\[/([a-zA-Z][\w-]{0,60})\]")
_SHORTCODE = re.compile(
    r"""
    \[(?P<end>/?)(?P<name>[a-zA-Z][\w-]{0,60})
    (?P<attributes>(?:
        \s+[\w-]{1,60}=(?:"[^"<>]{0,500}"|'[^'<>]{0,500}'|[^\s\[\]"']{1,500})  # a value in quotes, or bare
    ){0,30})
    \s{0,9}/?\]
    """,
    re.VERBOSE,
)
_BARE = frozenset({"gallery", "playlist", "embed", "audio", "video"})
_APPEARED = re.compile(r"The post .{1,400} (?:appeared first|first appeared) on .{1,200}", re.DOTALL)
_MAX_ITEMS = 100_000  # a bound on cost, set by hand: feeds have tens, exports of a blog some thousands
_MAX_PICTURES = 40  # of an item: a bound on cost, set by hand


@dataclass(frozen=True, slots=True)
class _About:
    """What a feed says of all its items: its names by rule, its own addresses, languages, authors; and the names that
    writers go by, by what they log in as."""

    names: tuple[tuple[str, str], ...]
    links: frozenset[str]
    languages: tuple[str, ...]
    authors: tuple[str, ...]
    writers: dict[str, str]


def read(data: bytes) -> Reading:
    """The articles of the feed."""
    return collected(read_many(data))


def read_many(data: bytes) -> Iterator[Record | Reject]:
    """The articles of the feed, one by one; a feed that is not well-formed is read as far as it goes."""
    root = parse_xml(data)
    is_mended = isinstance(root, Reject) and root.message.startswith("no well-formed")
    if is_mended:
        root = parse_xml(data, is_mended=True)
    if isinstance(root, Reject):
        yield root
        return
    is_any = False
    for number, story in enumerate(_stories(root), 1):
        is_any = True
        if isinstance(story, Reject):
            yield replace(story, member=str(number))
            continue
        story.member = str(number)
        if is_mended:
            story.flag("xml_repaired")
        yield record_of(story)
    if not is_any:
        yield Reject("no_article", "the feed holds no item")


def _stories(root: Element) -> Iterator[Story | Reject]:
    channel = child(root, "channel") if name_of(root) != "feed" else root
    items = [*children(channel, "item", "entry"), *(children(root, "item") if channel is not root else ())]
    about = _about(channel)
    for item in items[:_MAX_ITEMS]:
        if _is_post(item):
            status = _text(item, "status", _EXPORT)
            if _text(item, "post_type", _EXPORT) == "page":
                yield Reject("no_article", "a page of the site, no post", excerpt=excerpt(_text(item, "title")))
            else:
                yield _story(item, about) if status in _SHOWN else _unpublished(item, status)
            # The tree of a big feed is several times its text: what has been read is let go.
            item.clear()
    if len(items) > _MAX_ITEMS:
        yield beyond(_MAX_ITEMS, "items")


def _space(element: Element) -> str:
    tag = element.tag
    return tag[1:].partition("}")[0] if isinstance(tag, str) and tag[:1] == "{" else ""


def _all(item: Element | None, name: str, space: str = "") -> Iterator[Element]:
    """The children of a name, of the feed's own vocabulary or of another one."""
    for part in children(item, name):
        own = _space(part)
        if own == space or (not space and own in _PLAIN) or (space == _EXPORT and own.startswith(space)):
            yield part


def _text(item: Element | None, name: str, space: str = "") -> str:
    return next(filter(None, map(text_in, _all(item, name, space))), "")


def _about(channel: Element | None) -> _About:
    writers = _all(channel, "author", _EXPORT)
    pairs = (
        (_text(writer, "author_login", _EXPORT), _text(writer, "author_display_name", _EXPORT)) for writer in writers
    )
    languages = [_text(channel, "language"), _text(channel, "language", _DC)]
    return _About(
        (("title", _text(channel, "title")), ("publisher", _text(channel, "publisher", _DC))),
        frozenset((link.get("href") or text_in(link)).rstrip("/") for link in _all(channel, "link")) - {""},
        (*languages, (channel.get(LANG) or "") if channel is not None else ""),
        tuple(_text(author, "name") for author in _all(channel, "author")),
        {login: name for login, name in pairs if login and name},
    )


def _is_post(item: Element) -> bool:
    """Whether an item is an article: of a type that its site made, or that is not published, only if it has a text."""
    kind, status = _text(item, "post_type", _EXPORT), _text(item, "status", _EXPORT)
    if kind in ("", "post", "page") and status in _SHOWN:
        return True
    return kind not in _OWN_TYPES and bool(_text(item, "encoded", _CONTENT))


def _unpublished(item: Element, status: str) -> Reject:
    return Reject("no_article", f"not published: {status[:60]}", excerpt=excerpt(_text(item, "title")))


def _story(item: Element, about: _About) -> Story:
    is_atom = name_of(item) == "entry"
    is_export = any(True for _ in _all(item, "post_type", _EXPORT))
    name = "wxr" if is_export else "atom" if is_atom else "rss"
    story = Story(name, name)
    for title in _all(item, "title"):
        story.offer("title", clean(raw_text_in(title)), "title")
    _read_addresses(story, item, about)
    _read_dates(story, item)
    _read_authors(story, item, about)
    for source in _all(item, "source"):
        story.offer("publisher", _text(source, "title") or text_in(source), "source")
    for rule, name in about.names:
        story.offer("publisher", name, f"feed_{rule}")
    for value in (_text(item, "language", _DC), item.get(LANG) or "", *about.languages):
        story.offer("language", value, "language")
    _read_categories(story, item)
    story.offer("identifier", _text(item, "guid") or _text(item, "id"), "guid")
    story.offer("slug", _text(item, "post_name", _EXPORT), "post_name")
    _read_body(story, item)
    return story


def _read_addresses(story: Story, item: Element, about: _About) -> None:
    """The addresses of an item; that of the feed itself, or of its site, is none."""
    story.offer("url", _text(item, "origLink", _ORIGINAL), "origLink")
    for link in _all(item, "link"):
        if (link.get("rel") or "alternate") == "alternate":
            address = link.get("href") or text_in(link)
            story.offer("url", "" if address.rstrip("/") in about.links else address, "link")
    for guid in _all(item, "guid"):
        is_address = (guid.get("isPermaLink") or "true").lower() == "true"
        story.offer("url", text_in(guid) if is_address and "://" in text_in(guid) else "", "guid")


def _read_dates(story: Story, item: Element) -> None:
    for name, space in (("pubDate", ""), ("published", ""), ("issued", ""), ("date", _DC), ("created", _TERMS),
                        ("issued", _TERMS), ("created", "")):  # fmt: skip
        story.offer("published_date", _text(item, name, space), name)
    gmt = _text(item, "post_date_gmt", _EXPORT)
    story.offer("published_date", f"{gmt}Z" if gmt and not gmt.startswith("0000") else "", "post_date_gmt")
    for name, space in (("updated", ""), ("modified", ""), ("modified", _TERMS)):
        story.offer("modified_date", _text(item, name, space), name)
    changed = _text(item, "post_modified_gmt", _EXPORT)
    story.offer("modified_date", f"{changed}Z" if changed and not changed.startswith("0000") else "", "modified_gmt")


def _read_authors(story: Story, item: Element, about: _About) -> None:
    for creator in _all(item, "creator", _DC):
        name = text_in(creator)
        story.offer("byline" if "," in name or " and " in name else "author", about.writers.get(name, name), "creator")
    for author in _all(item, "author"):
        name = _text(author, "name") or text_in(author)
        bracket = name.partition("(")[2].rpartition(")")[0] if "@" in name else ""
        story.offer("byline" if "," in name else "author", bracket or name, "author")
    for name in about.authors:
        story.offer("wire_agency", name.rpartition(" ")[0] if name.lower().endswith("desk") else name, "feed_author")
        if not story.values("author") and not story.values("byline"):
            story.offer("byline", name, "feed_author")


def _read_categories(story: Story, item: Element) -> None:
    for category in (*_all(item, "category"), *_all(item, "subject", _DC), *_all(item, "keywords", _MEDIA)):
        name = category.get("label") or text_in(category) or category.get("term") or ""
        if category.get("domain") == "category":
            story.offer("section", name, "category")
        else:
            story.keywords.append(name)


def _read_body(story: Story, item: Element) -> None:
    base = next(iter(story.values("url")), None)
    for part in (*_all(item, "encoded", _CONTENT), *_all(item, "content"), *_all(item, "fulltext")):
        body = _body_of(part, base)
        if body.blocks:
            story.body = body
            break
    for name, space in (("description", ""), ("summary", ""), ("description", _DC), ("description", _MEDIA)):
        for part in _all(item, name, space):
            if not story.body.blocks:
                body = _body_of(part, base)
                story.body = body
                if body.blocks:
                    story.flag("summary_only")
            story.offer("summary", raw_text_in(part), name)
    for part in _all(item, "encoded", _EXPORT):
        words = " ".join(block.passage.text for block in _body_of(part, base).blocks)
        story.offer("subtitle", words, "excerpt")
        story.offer("summary", words, "excerpt")
    _set_apart_origin(story.body)
    _add_pictures(story.body, _pictures(item))


def _set_apart_origin(body: Body) -> None:
    """The last line, where it says in which blog the post appeared first, is no text of the article."""
    if body.blocks and _APPEARED.fullmatch(body.blocks[-1].passage.text):
        body.blocks[-1] = replace(body.blocks[-1], kind="boilerplate", links=())


def _add_pictures(body: Body, pictures: list[Picture]) -> None:
    """Add the pictures; one that the body has too gives it what it lacks there."""
    places = {picture.url: place for place, picture in enumerate(body.pictures) if picture.url}
    for picture in pictures:
        place = places.get(picture.url)
        if place is None:
            places[picture.url] = len(body.pictures)
            body.pictures.append(picture)
        else:
            earlier = body.pictures[place]
            body.pictures[place] = Picture(
                earlier.url, earlier.caption or picture.caption, earlier.credit or picture.credit
            )


def _body_of(part: Element, base: str | None) -> Body:
    """The body in an element: mark-up of its own, mark-up as text, or plain text."""
    if len(part):
        return tree_body(part, base)
    text = raw_text_in(part)
    holder = part.getparent()
    if holder is not None and any(True for _ in _all(holder, "post_type", _EXPORT)):
        text = _without_shortcodes(text)
    is_plain = (part.get("type") or "").lower() in ("text", "text/plain")
    return plain_body(text) if is_plain else html_body(text, base)


def _without_shortcodes(text: str) -> str:
    """The text of a post without WordPress's own marks: captions are put with their pictures, what is played or shown
    is left out, and of other marks what they enclose is kept."""
    if "[" not in text:
        return text
    text = _PLAYED.sub("", _CAPTION.sub(_figure, text))
    closed = frozenset(_CLOSING.findall(text))

    def kept(match: re.Match[str]) -> str:
        is_mark = match["end"] or match["attributes"] or match["name"] in closed or match["name"] in _BARE
        return "" if is_mark else match[0]

    return _SHORTCODE.sub(kept, text)


def _figure(match: re.Match[str]) -> str:
    attribute = _CAPTION_ATTRIBUTE.search(match["attributes"])
    caption = match["text"].strip() or (attribute and (attribute[1] or attribute[2])) or ""
    return f"<figure>{match['image']}<figcaption>{caption}</figcaption></figure>"


def _pictures(item: Element) -> list[Picture]:
    pictures: list[Picture] = []
    for part in item.iter(f"{{{_MEDIA}}}content", "enclosure"):
        kind = f"{part.get('medium') or ''} {part.get('type') or ''}".lower()
        url = part.get("url") or ""
        if "image" in kind and url.startswith(("http://", "https://")) and len(pictures) < _MAX_PICTURES:
            caption = _text(part, "description", _MEDIA) or _text(part, "text", _MEDIA)
            pictures.append(Picture(url, clean(caption), _text(part, "credit", _MEDIA)))
    return pictures
