"""NewsML 1."""

from collections.abc import Iterator
from itertools import islice

from broadsheet.transforms.readers.markup.blocks import (
    Picture,
    absolute,
    body_of,
    tree_body,
)
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

RAW_FORMAT = "newsml"
_LINES = {
    "HeadLine": "title",
    "SubHeadLine": "subtitle",
    "ByLine": "byline",
    "DateLine": "dateline",
    "CreditLine": "wire_agency",
    "SlugLine": "slug",
}
_PICTORIAL = frozenset({"photo", "picture", "image", "graphic"})
_MAX_ITEMS = 5_000  # a bound on cost, set by hand: a message has one item, a packet tens
_MAX_PICTURES = 200  # of an item: a bound on cost, set by hand


def read(data: bytes) -> Reading:
    """The articles of the document; items without a text (pictures, tables of contents) are none."""
    root = parse_xml(data)
    if isinstance(root, Reject):
        return Reading(rejects=(root,))
    items = [root] if name_of(root) == "NewsItem" else list(children(root, "NewsItem"))
    sent = text_in(child(root, "NewsEnvelope", "DateAndTime"))
    parts = [(item, part) for item in items[: _MAX_ITEMS + 1] for part in _parts(item)]
    stories = [_story(item, sent, part) for item, part in parts[:_MAX_ITEMS]]
    articles = [story for story in stories if story.body.blocks] or stories[:1]
    if not articles:
        return Reading(rejects=(Reject("no_article", "the document holds no news item"),))
    records = map(record_of, numbered(articles) if len(articles) > 1 else articles)
    return collected((*records, beyond(_MAX_ITEMS, "items")) if len(parts) > _MAX_ITEMS else records)


def _parts(item: Element) -> list[Element]:
    """The components of an item that are an article each, with lines and a text of their own; else the item."""
    components = [
        component
        for component in descendants(item, "NewsComponent")
        if child(component, "NewsLines", "HeadLine") is not None
        and not _is_caption(component)
        and any(_is_text(content) for content in _contents(component))
    ]
    return components if len(components) > 1 else [item]


def _contents(component: Element) -> Iterator[Element]:
    for holder in children(component, "ContentItem"):
        yield from children(holder, "DataContent")


def _is_caption(component: Element) -> bool:
    role = child(component, "Role")
    return role is not None and (role.get("FormalName") or "").lower() == "caption"


def _is_text(content: Element) -> bool:
    media = child(content.getparent(), "MediaType")
    return media is None or (media.get("FormalName") or "Text").lower() in ("text", "articletext")


def _story(item: Element, sent: str, part: Element) -> Story:
    """The story of an item, or of a part of it: what stands around the part is true of it too."""
    story = Story(RAW_FORMAT, RAW_FORMAT, names_agency=True)
    _read_management(story, item, sent)
    for lines in _own(part, "NewsLines"):
        for line in lines:
            name = _LINES.get(name_of(line))
            if name:
                story.offer(name, text_in(line), name_of(line))
            elif name_of(line) == "KeywordLine":
                story.keywords.append(text_in(line))
    for metadata in _own(part, "AdministrativeMetadata"):
        for holder in (*children(metadata, "Provider"), *children(metadata, "Source")):
            for party in children(holder, "Party"):
                story.offer("wire_agency", party.get("FormalName") or "", name_of(holder))
        for party in descendants(first(children(metadata, "Creator")), "Party"):
            story.offer("creator", party.get("FormalName") or "", "Creator")
    for metadata in _own(part, "DescriptiveMetadata"):
        _read_description(story, metadata)
    story.offer("wire_agency", text_in(child(item, "Identification", "NewsIdentifier", "ProviderId")), "ProviderId")
    story.offer("language", item.get(LANG) or "", "lang")
    _read_content(story, part)
    return story


def _own(part: Element, name: str) -> Iterator[Element]:
    """The elements of a name in a part, but in no caption, and then those of the components around it."""
    for element in descendants(part, name):
        holder = element.getparent()
        if holder is None or not _is_caption(holder):
            yield element
    for around in part.iterancestors("{*}NewsComponent"):
        if name != "NewsLines":
            yield from around.iterchildren(f"{{*}}{name}")


def _read_management(story: Story, item: Element, sent: str) -> None:
    management = child(item, "NewsManagement")
    story.offer("published_date", text_in(child(management, "FirstCreated")), "FirstCreated")
    story.offer("modified_date", text_in(child(management, "ThisRevisionCreated")), "ThisRevisionCreated")
    if not story.evidence.candidates:
        identifier = child(item, "Identification", "NewsIdentifier", "DateId")
        story.offer("published_date", text_in(identifier), "DateId")
        story.offer("published_date", sent, "DateAndTime")
    identifier = child(item, "Identification", "NewsIdentifier", "PublicIdentifier")
    story.offer("identifier", text_in(identifier), "PublicIdentifier")
    story.offer("slug", text_in(child(item, "Identification", "NameLabel")), "NameLabel")


def _read_description(story: Story, metadata: Element) -> None:
    for part in metadata.iter():
        name, value = name_of(part), part.get("FormalName") or ""
        if name == "Language":
            story.offer("language", value, name)
        elif name == "Genre":
            story.offer("genre", value, name)
        elif name == "Property" and value == "Keyword":
            story.keywords.append(part.get("Value") or "")
        elif name == "Location" and part.get("HowPresent") == "Origin":
            cities = [p.get("Value") or "" for p in children(part, "Property") if p.get("FormalName") == "City"]
            story.offer("located", ", ".join(cities), name)


def _read_content(story: Story, part: Element) -> None:
    """The first content that is a text: NITF, HTML, or plain; a caption only where there is no other."""
    texts = [content for content in descendants(part, "DataContent") if _is_text(content)]
    for content in sorted(texts, key=_is_of_caption):
        nitf = first(descendants(content, "body"))
        if nitf is not None and child(nitf, "body.content") is not None:
            fill_body(story, nitf)
        elif len(content):
            story.body = tree_body(content)
        else:
            story.body = body_of(raw_text_in(content))
        if story.body.blocks:
            if not _is_of_caption(content):
                story.body.pictures.extend(_pictures(part))
            return


def _is_of_caption(content: Element) -> bool:
    holder = content.getparent()
    component = holder.getparent() if holder is not None else None
    return component is not None and _is_caption(component)


def _pictures(part: Element) -> Iterator[Picture]:
    """The pictures that have a component for their caption: it stands beside them."""
    captions = (component for component in descendants(part, "NewsComponent") if _is_caption(component))
    for component in islice(captions, _MAX_PICTURES):
        bodies = (
            tree_body(content) if len(content) else body_of(raw_text_in(content)) for content in _contents(component)
        )
        caption = " ".join(block.passage.text for body in bodies for block in body.blocks)
        yield Picture(first(_addresses(component.getparent())) or "", caption)


def _addresses(holder: Element | None) -> Iterator[str]:
    for item in descendants(holder, "ContentItem"):
        media = child(item, "MediaType")
        address = absolute(None, item.get("Href") or "")
        if address and media is not None and (media.get("FormalName") or "").lower() in _PICTORIAL:
            yield address
