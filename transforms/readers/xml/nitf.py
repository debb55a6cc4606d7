"""NITF."""

from broadsheet.transforms.readers.markup.blocks import tree_body
from broadsheet.transforms.readers.story.record import record_of
from broadsheet.transforms.readers.story.story import Story
from broadsheet.transforms.readers.xml.tree import (
    LANG,
    Element,
    child,
    children,
    descendants,
    first,
    name_of,
    parse_xml,
    text_in,
)
from broadsheet.transforms.records.record import Reading, Reject

RAW_FORMAT = "nitf"


def read(data: bytes) -> Reading:
    """The article of the document."""
    root = parse_xml(data)
    if isinstance(root, Reject):
        return Reading(rejects=(root,))
    article = record_of(story_of(root))
    return Reading(rejects=(article,)) if isinstance(article, Reject) else Reading((article,))


def story_of(root: Element) -> Story:
    """What a `nitf` element says of its article."""
    story = Story(RAW_FORMAT, RAW_FORMAT, names_agency=True)
    story.offer("language", root.get("baselang") or root.get(LANG) or "", "lang")
    _read_head(story, child(root, "head"))
    fill_body(story, child(root, "body"))
    for title in children(child(root, "head"), "title"):
        story.offer("title", text_in(title), "title")
    return story


def _read_head(story: Story, head: Element | None) -> None:
    data = child(head, "docdata")
    for name in ("date.issue", "date.release"):
        for date in children(data, name):
            story.offer("published_date" if name == "date.issue" else "released_date", date.get("norm") or "", name)
    for date in children(head, "pubdata"):
        story.offer("published_date", date.get("date.publication") or "", "pubdata")
        story.offer("url", date.get("ex-ref") or "", "pubdata")
        story.offer("section", date.get("position.section") or "", "pubdata")
    for keyword in descendants(data, "keyword"):
        story.keywords.append(keyword.get("key") or text_in(keyword))
    for subject in descendants(head, "tobject.subject"):
        names = [subject.get(f"tobject.subject.{level}") for level in ("type", "matter", "detail")]
        named = [name for name in names if name]
        story.offer("subject", " / ".join(named), "tobject.subject")
        story.keywords.extend(named[-1:])
    tobject = child(head, "tobject")
    if tobject is not None:
        story.offer("genre", tobject.get("tobject.type") or "", "tobject.type")
    for du_key in children(data, "du-key"):
        story.offer("slug", du_key.get("key") or "", "du-key")
    for document in children(data, "doc-id"):
        story.offer("identifier", document.get("id-string") or "", "doc-id")
        story.offer("registry", document.get("regsrc") or "", "doc-id")


def fill_body(story: Story, body: Element | None) -> None:
    """Note what a NITF `body` element holds: headline, byline, dateline, agency, text."""
    head = child(body, "body.head")
    for line in (*children(head, "hedline"), *children(head, "headline")):
        for heading in children(line, "hl1"):
            story.offer("title", text_in(heading), "hl1")
        for heading in children(line, "hl2"):
            story.offer("subtitle", text_in(heading), "hl2")
    for byline in children(head, "byline"):
        for person in descendants(byline, "person"):
            story.offer("author", text_in(person), "person")
        for role in descendants(byline, "byttl"):
            story.offer("author_role", text_in(role), "byttl")
        story.offer("byline", _without_roles(byline) or text_in(byline), "byline")
    for distributor in children(head, "distributor"):
        story.offer("wire_agency", text_in(distributor), "distributor")
    for registry in [mark.value for mark in story.evidence.candidates if mark.field == "registry"]:
        story.offer("wire_agency", registry, "regsrc")
    for rights in descendants(_document_data(body), "doc.rights", "doc.copyright"):
        story.offer("wire_agency", rights.get("owner") or rights.get("holder") or "", name_of(rights))
    for dateline in children(head, "dateline"):
        _read_dateline(story, dateline)
    for abstract in children(head, "abstract"):
        story.offer("summary", text_in(abstract), "abstract")
    content = child(body, "body.content")
    if content is not None:
        story.body = tree_body(content, is_strict=True)
    for tagline in descendants(child(body, "body.end"), "tagline"):
        story.offer("sign_off", text_in(tagline), "tagline")


def _without_roles(byline: Element) -> str:
    """The text of a byline, a space in the place of each job title."""
    parts = [byline.text or ""]
    for part in byline:
        parts += " " if name_of(part) == "byttl" else "".join(part.itertext()), part.tail or ""
    return " ".join("".join(parts).split())


def _document_data(body: Element | None) -> Element | None:
    root = body.getparent() if body is not None else None
    return child(root, "head", "docdata")


def _read_dateline(story: Story, dateline: Element) -> None:
    place = first(descendants(dateline, "location"))
    for date in descendants(dateline, "story.date"):
        story.offer("published_date", date.get("norm") or "", "story.date")
    text = "".join([dateline.text or "", *(date.tail or "" for date in dateline)]) if place is None else ""
    story.offer("dateline_place", text_in(place).replace(" ,", ",") if place is not None else text, "dateline")
