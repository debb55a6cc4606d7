"""XML of corpora and publishers: RCV1, JATS, TEI and trafilatura's."""

from collections.abc import Iterator

from broadsheet.transforms.readers.markup.blocks import Body, tree_body
from broadsheet.transforms.readers.story.story import Story
from broadsheet.transforms.readers.xml.stories import read_stories
from broadsheet.transforms.readers.xml.tree import LANG, Element, child, descendants, first, name_of, text_in
from broadsheet.transforms.records.record import Reading


def read(data: bytes) -> Reading:
    """The articles of the file."""
    return read_stories(data, _stories)


def _stories(root: Element) -> Iterator[Story]:
    name = name_of(root)
    if name == "newsitem":
        yield _newsitem(root)
    elif name == "doc":
        yield _extracted(root)
    elif name in ("TEI", "TEI.2", "teiCorpus"):
        texts = [root] if name != "teiCorpus" else list(descendants(root, "TEI", "TEI.2"))
        yield from map(_tei, texts)
    else:
        articles = [root] if name == "article" else list(descendants(root, "article"))
        yield from map(_jats, articles)


def _newsitem(root: Element) -> Story:
    """An item of Reuters Corpus Volume 1; its title repeats the headline behind the place."""
    story = Story("rcv1", "rcv1")
    for name in ("headline", "title"):
        story.offer("title", text_in(child(root, name)), name)
    story.offer("byline", text_in(child(root, "byline")), "byline")
    story.offer("published_date", root.get("date") or "", "date")
    for element in descendants(root, "dc"):
        if element.get("element") in ("dc.date.created", "dc.date.published"):
            story.offer("published_date", element.get("value") or "", element.get("element") or "")
        elif element.get("element") in ("dc.publisher", "dc.source"):
            story.offer("wire_agency", element.get("value") or "", element.get("element") or "")
    story.offer("dateline", text_in(child(root, "dateline")), "dateline")
    story.offer("language", root.get(LANG) or "", "lang")
    story.offer("identifier", root.get("itemid") or "", "itemid")
    _read_body(story, child(root, "text"))
    return story


def _jats(root: Element) -> Story:
    story = Story("jats", "jats")
    meta = first(descendants(root, "article-meta"))
    journal = first(descendants(root, "journal-meta"))
    story.offer("title", text_in(first(descendants(meta, "article-title"))), "article-title")
    story.offer("subtitle", text_in(first(descendants(meta, "subtitle"))), "subtitle")
    for contributor in descendants(meta, "contrib"):
        if (contributor.get("contrib-type") or "author") == "author":
            parts = [text_in(first(descendants(contributor, name))) for name in ("given-names", "surname")]
            story.offer("author", " ".join(filter(None, parts)) or text_in(contributor), "contrib")
    dates = sorted(descendants(meta, "pub-date"), key=lambda date: child(date, "day") is None)
    for day in dates:
        parts = [text_in(child(day, name)) for name in ("year", "month", "day")]
        numbers = [part.zfill(2) for part in parts if part.isdecimal()]
        story.offer("published_date", "-".join(numbers) if len(numbers) in (1, 3) else " ".join(parts), "pub-date")
    story.offer("publisher", text_in(first(descendants(journal, "journal-title"))), "journal-title")
    story.offer("section", text_in(first(descendants(meta, "subject"))), "subject")
    story.offer("language", root.get(LANG) or "", "lang")
    story.offer("genre", root.get("article-type") or "", "article-type")
    for address in descendants(meta, "self-uri"):
        story.offer("url", address.get("{http://www.w3.org/1999/xlink}href") or "", "self-uri")
    story.keywords.extend(text_in(word) for word in descendants(meta, "kwd"))
    story.offer("summary", text_in(first(descendants(meta, "abstract"))), "abstract")
    _read_body(story, child(root, "body"))
    return story


def _tei(root: Element) -> Story:
    story = Story("tei", "tei")
    header = child(root, "teiHeader")
    source = first(descendants(header, "sourceDesc"))
    for holder in (first(descendants(header, "titleStmt")), source):
        titles = sorted(descendants(holder, "title"), key=lambda title: title.get("type") not in ("main", None))
        for title in titles[:4]:
            if title.get("level") != "j":
                story.offer("title", text_in(title), "title")
        for author in descendants(holder, "author", "persName"):
            story.offer("author", text_in(author), "author")
    for name in ("j", "m"):
        named = (title for title in descendants(source, "title") if title.get("level") == name)
        story.offer("publisher", text_in(first(named)), "sourceDesc")
    for publisher in (*descendants(source, "publisher"), *descendants(header, "publisher")):
        story.offer("publisher", text_in(publisher), "publisher")
    for day in (*descendants(source, "date"), *descendants(header, "date")):
        story.offer("published_date", day.get("when") or text_in(day), "date")
    for address in descendants(header, "ptr", "ref"):
        story.offer("url", address.get("target") or "", "target")
    story.offer("language", root.get(LANG) or "", "lang")
    story.keywords.extend(text_in(word) for word in descendants(header, "term"))
    text = child(root, "text")
    _read_body(story, first(descendants(text, "body")) if text is not None else None)
    return story


# Attributes of the XML that trafilatura writes, by field.
_ATTRIBUTES = {
    "title": "title", "author": "author", "date": "published_date", "sitename": "publisher", "hostname": "publisher",
    "source": "url", "url": "url", "language": "language", "excerpt": "summary", "description": "summary",
    "id": "identifier", "image": "image_url",
}  # fmt: skip


def _extracted(root: Element) -> Story:
    """A page as trafilatura writes it."""
    story = Story("trafilatura", "trafilatura")
    for name, field in _ATTRIBUTES.items():
        value = root.get(name) or ""
        for part in value.split(";") if field == "author" else (value,):
            story.offer(field, part, name)
    for name in ("tags", "categories"):
        story.keywords.extend(part.strip() for part in (root.get(name) or "").split(";"))
    _read_body(story, child(root, "main"))
    return story


def _read_body(story: Story, element: Element | None) -> None:
    if element is not None:
        body = tree_body(element)
        story.body = Body(body.blocks, body.pictures, body.is_truncated)
