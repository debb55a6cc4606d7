"""From a NewsML 1 document to the articles in it."""

from collections.abc import Iterator

from transforms.readers.body_blocks import Body, html_body, plain_body, tree_body
from transforms.readers.nitf import fill_body
from transforms.readers.story import Story, collected, numbered
from transforms.readers.story_record import record_of
from transforms.readers.xml_tree import (
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
from transforms.records import Reading, Reject

RAW_FORMAT = "newsml"
_LINES = {
    "HeadLine": "title",
    "SubHeadLine": "subtitle",
    "ByLine": "byline",
    "DateLine": "dateline",
    "CreditLine": "wire_agency",
    "SlugLine": "slug",
}
_MAX_ITEMS = 5_000


def read(data: bytes) -> Reading:
    """The articles of the document; items without a text (pictures, tables of contents) are none."""
    root = parse_xml(data)
    if isinstance(root, Reject):
        return Reading(rejects=(root,))
    items = [root] if name_of(root) == "NewsItem" else list(children(root, "NewsItem"))
    sent = text_in(child(root, "NewsEnvelope", "DateAndTime"))
    stories = [_story(item, sent) for item in items[:_MAX_ITEMS]]
    told = [story for story in stories if story.body.blocks] or stories[:1]
    if not told:
        return Reading(rejects=(Reject("no_article", "the document holds no news item"),))
    return collected(map(record_of, numbered(told) if len(told) > 1 else told))


def _story(item: Element, sent: str) -> Story:
    story = Story(RAW_FORMAT, RAW_FORMAT, names_agency=True)
    _read_management(story, item, sent)
    for lines in _own(item, "NewsLines"):
        for line in lines:
            name = _LINES.get(name_of(line))
            if name:
                story.offer(name, text_in(line), name_of(line))
            elif name_of(line) == "KeywordLine":
                story.keywords.append(text_in(line))
    for metadata in _own(item, "AdministrativeMetadata"):
        for holder in (*children(metadata, "Provider"), *children(metadata, "Source")):
            for party in children(holder, "Party"):
                story.offer("wire_agency", party.get("FormalName") or "", name_of(holder))
        for party in descendants(first(children(metadata, "Creator")), "Party"):
            story.offer("creator", party.get("FormalName") or "", "Creator")
    for metadata in _own(item, "DescriptiveMetadata"):
        _read_description(story, metadata)
    story.offer("wire_agency", text_in(child(item, "Identification", "NewsIdentifier", "ProviderId")), "ProviderId")
    story.offer("language", item.get(LANG) or "", "lang")
    _read_content(story, item)
    return story


def _own(item: Element, name: str) -> Iterator[Element]:
    return descendants(item, name)


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


def _read_content(story: Story, item: Element) -> None:
    """The first content that is a text: NITF, HTML, or plain."""
    for content in descendants(item, "DataContent"):
        media = child(content.getparent(), "MediaType")
        if media is not None and (media.get("FormalName") or "Text").lower() not in ("text", "articletext"):
            continue
        nitf = first(descendants(content, "body"))
        if nitf is not None and child(nitf, "body.content") is not None:
            fill_body(story, nitf)
        elif len(content):
            story.body = tree_body(content)
        else:
            story.body = _written(raw_text_in(content))
        if story.body.blocks:
            return


def _written(text: str) -> Body:
    return html_body(text) if "<" in text else plain_body(text)
