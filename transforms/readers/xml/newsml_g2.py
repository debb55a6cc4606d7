"""NewsML-G2: messages, items and packages."""

from collections.abc import Iterator

from broadsheet.transforms.metadata.bylines import looks_like_name_line
from broadsheet.transforms.readers.markup.blocks import body_of, tree_body
from broadsheet.transforms.readers.story.record import record_of
from broadsheet.transforms.readers.story.story import Story, collected, numbered
from broadsheet.transforms.readers.xml.nitf import fill_body
from broadsheet.transforms.readers.xml.tree import (
    LANG,
    Element,
    child,
    children,
    descendants,
    first,
    name_of,
    parse_xml,
    raw_text_in,
    text_in,
)
from broadsheet.transforms.records.record import Reading, Reject, beyond

RAW_FORMAT = "newsml_g2"
_ITEMS = ("newsItem", "packageItem")
_MAX_ITEMS = 5_000  # a bound on cost, set by hand: a message has one item, a packet tens


def read(data: bytes) -> Reading:
    """The articles of the message: its items with a text; where none has, the first that has a headline."""
    root = parse_xml(data)
    if isinstance(root, Reject):
        return Reading(rejects=(root,))
    items = [root] if name_of(root) in _ITEMS else list(descendants(root, *_ITEMS))
    sender = text_in(child(root, "header", "sender"))
    stories = [_story(item, sender) for item in items[:_MAX_ITEMS]]
    articles = [story for story in stories if story.body.blocks]
    articles = articles or [story for story in stories if story.values("title")][:1]
    if not articles:
        return Reading(rejects=(Reject("no_article", "the message holds no item with a headline or a text"),))
    records = map(record_of, numbered(articles) if len(articles) > 1 else articles)
    return collected((*records, beyond(_MAX_ITEMS, "items")) if len(items) > _MAX_ITEMS else records)


def _story(item: Element, sender: str) -> Story:
    story = Story(RAW_FORMAT, RAW_FORMAT, names_agency=True)
    meta, content = child(item, "itemMeta"), child(item, "contentMeta")
    _read_dates(story, meta, content, item)
    headlines = sorted(children(content, "headline"), key=lambda line: "sub" in (line.get("role") or "").lower())
    for line in headlines:
        is_main = "sub" not in (line.get("role") or "").lower()
        story.offer("title" if is_main else "subtitle", text_in(line), "headline")
    for title in children(meta, "title"):
        story.offer("title", text_in(title), "itemMeta")
    for line in children(content, "by"):
        story.offer("byline", text_in(line), "by")
    for creator in children(content, "creator"):
        name = text_in(child(creator, "name")) or creator.get("literal") or ""
        story.offer("author" if looks_like_name_line(name) else "creator", name, "creator")
    _read_agency(story, meta, content, sender)
    for name, field in (("dateline", "dateline"), ("slugline", "slug"), ("description", "summary")):
        for line in children(content, name):
            if "caption" not in (line.get("role") or ""):
                story.offer(field, text_in(line), name)
    for part in (*children(content, "language"), item):
        story.offer("language", part.get("tag") or part.get(LANG) or "", name_of(part))
    _read_subjects(story, content)
    story.offer("identifier", item.get("guid") or "", "guid")
    _read_content(story, item)
    return story


def _read_dates(story: Story, meta: Element | None, content: Element | None, item: Element) -> None:
    story.offer("published_date", text_in(child(meta, "firstCreated")), "firstCreated")
    story.offer("published_date", text_in(child(content, "contentCreated")), "contentCreated")
    story.offer("modified_date", text_in(child(meta, "versionCreated")), "versionCreated")
    story.offer("modified_date", text_in(child(content, "contentModified")), "contentModified")
    for link in children(meta, "link"):
        if (link.get("rel") or "").endswith(":canonical"):
            story.offer("canonical_url", link.get("href") or "", "link")


def _read_agency(story: Story, meta: Element | None, content: Element | None, sender: str) -> None:
    holders = [("provider", meta), ("creditline", content), ("infoSource", content)]
    for name, parent in holders:
        for holder in children(parent, name):
            for value in (
                holder.get("literal") or "",
                text_in(child(holder, "name")),
                (holder.get("qcode") or "").rpartition(":")[2],
                text_in(holder) if name == "creditline" else "",
            ):
                story.offer("wire_agency", value, name)
    story.offer("wire_agency", sender, "sender")


def _read_subjects(story: Story, content: Element | None) -> None:
    for keyword in children(content, "keyword"):
        story.keywords.append(text_in(keyword))
    for subject in children(content, "subject"):
        names = [text_in(name) for name in children(subject, "name")]
        story.offer("subject", next(filter(None, names), ""), subject.get("qcode") or "subject")
    for genre in children(content, "genre"):
        story.offer("genre", text_in(child(genre, "name")), "genre")
    for place in children(content, "located"):
        story.offer("located", text_in(child(place, "name")) or place.get("literal") or "", "located")


def _read_content(story: Story, item: Element) -> None:
    """The first content of the item that is a text: NITF, HTML, or plain."""
    for content in _contents(item):
        nitf = next((body for body in descendants(content, "body") if child(body, "body.content") is not None), None)
        if nitf is not None:
            fill_body(story, nitf)
        elif len(content):
            body = first(descendants(content, "body"))
            main = next((part for part in descendants(body, "section") if "main" in (part.get("class") or "")), None)
            story.body = tree_body(main if main is not None else content, is_strict=True)
        else:
            story.body = body_of(raw_text_in(content))
        if story.body.blocks:
            return


def _contents(item: Element) -> Iterator[Element]:
    for kind in ("inlineXML", "inlineData"):
        yield from descendants(child(item, "contentSet"), kind)
