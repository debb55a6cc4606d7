"""ninjs, of any version from 1 to 3."""

from collections.abc import Iterator
from typing import Any

from broadsheet.transforms.readers.markup.blocks import Body, Picture, html_body, plain_body
from broadsheet.transforms.readers.markup.text import clean, tidy
from broadsheet.transforms.readers.story.people import is_known_agency
from broadsheet.transforms.readers.story.story import Story
from broadsheet.transforms.readers.xml.nitf import fill_body
from broadsheet.transforms.readers.xml.tree import child, parse_xml
from broadsheet.transforms.records.record import Reject
from broadsheet.transforms.vocabulary.lists import entries

RAW_FORMAT = "ninjs"
_MARKS = frozenset(entries("ninjs_keys.txt"))
_MIN_MARKS = 2  # one key alone may be any program's own
_WRITERS = frozenset({"", "writer", "author", "reporter", "by", "byline"})
_SUMMARIES = ("description_text", "description_html", "description_caption", "description", "teaser")
# `article_html` is that of dpa's digital wires.
_BODIES = (
    *(("body_html", "html"), ("body_xhtml", "html"), ("body_nitf", "nitf"), ("article_html", "html")),
    ("body_text", "plain"),
)
_MAX_ENTRIES = 200  # a bound on cost, set by hand: more than an article has of pictures or bodies
_UNDER = 2  # the third of three ranks: behind the headline and others of the same height
_UNDER_ROLES = ("sub", "summary", "abstract", "teaser")
Object = dict[str, Any]


def is_ninjs(fields: Object) -> bool:
    """Whether the keys of an object are those of ninjs and of nothing else we read."""
    standard = fields.get("standard")
    if isinstance(standard, dict) and str(standard.get("name")).lower() == "ninjs":
        return True
    return sum(name in _MARKS for name in fields) >= _MIN_MARKS


def story_of(fields: Object) -> Story:
    """What a ninjs object says of its article."""
    story = Story(RAW_FORMAT, RAW_FORMAT, names_agency=True)
    _read_lines(story, fields)
    for name in ("firstcreated", "firstCreated", "contentcreated", "contentCreated", "first_created"):
        story.offer("published_date", _text(fields, name), name)
    for name in ("versioncreated", "versionCreated", "contentModified", "version_created"):
        story.offer("modified_date", _text(fields, name), name)
    for entry in _entries(fields, "authors"):
        if str(entry.get("role") or "").lower() in _WRITERS:
            story.offer("author", _text(entry, "name"), "authors")
    for entry in (*_entries(fields, "people"), *_entries(fields, "person")):
        if str(entry.get("rel") or "").lower() in ("author", "creator", "writer"):
            story.offer("author", _text(entry, "name"), "people")
    for name in ("by", "byline"):
        story.offer("byline", _text(fields, name), name)
    for entry in _entries(fields, "bylines"):
        story.offer("byline", _text(entry, "by") or _text(entry, "byline"), "bylines")
    _read_agency(story, fields)
    story.offer("language", _text(fields, "language"), "language")
    for name in ("located", "dateline"):
        story.offer("dateline_place" if name == "located" else "dateline", _text(fields, name), name)
    _read_subjects(story, fields)
    _read_pictures(story, fields)
    _read_body(story, fields)
    return story


def _read_lines(story: Story, fields: Object) -> None:
    for entry in sorted(_entries(fields, "headlines"), key=_rank):
        is_under = _rank(entry) == _UNDER and bool(story.values("title"))
        story.offer("subtitle" if is_under else "title", _text(entry, "value"), "headlines")
    for name in ("headline", "headline_main", "title", "name"):
        story.offer("title", _text(fields, name), name)
    for name in ("subheadline", "headline_sub"):
        story.offer("subtitle", _text(fields, name), name)
    for entry in _entries(fields, "descriptions"):
        story.offer("summary", _text(entry, "value"), "descriptions")
    for name in _SUMMARIES:
        story.offer("summary", _text(fields, name), name)
    for name in ("slugline", "slug"):
        story.offer("slug", _text(fields, name), name)
    address = _text(fields, "uri")
    story.offer("url", address if address.startswith(("http://", "https://")) else "", "uri")
    story.offer("identifier", address or _text(fields, "guid"), "uri")


def _rank(entry: Object) -> int:
    """How far a headline or a body is from the main one of its kind."""
    role = _text(entry, "role").lower()
    return 0 if role in ("main", "") else _UNDER if role.startswith(_UNDER_ROLES) else 1


def _read_agency(story: Story, fields: Object) -> None:
    for entry in _entries(fields, "infosources"), _entries(fields, "infosource"), _entries(fields, "providers"):
        for source in entry:
            story.offer("wire_agency", _text(source, "name") or _text(source, "literal"), "infosource")
    for name in ("provider", "source", "creditline", "copyrightholder", "copyrightHolder"):
        story.offer("wire_agency", _text(fields, name), name)
    address = _text(fields, "uri")
    host = address.split("/")[2] if address.startswith(("http://", "https://")) else ""
    story.offer("wire_agency", host if is_known_agency(host) else "", "uri")


def _read_subjects(story: Story, fields: Object) -> None:
    for name in ("keywords", "keyword", "subjects", "subject"):
        for entry in _list(fields, name):
            word = entry if isinstance(entry, str) else _text(entry, "name") if isinstance(entry, dict) else ""
            story.keywords.append(clean(word))
    for name in ("genres", "genre"):
        for entry in _entries(fields, name):
            story.offer("genre", _text(entry, "name"), name)
    for name in ("services", "service"):
        for entry in _entries(fields, name):
            story.offer("section", _text(entry, "name"), name)


def _read_pictures(story: Story, fields: Object) -> None:
    related = fields.get("associations")
    entries = list(related.values()) if isinstance(related, dict) else related if isinstance(related, list) else []
    for entry in entries[:_MAX_ENTRIES]:
        if isinstance(entry, dict) and _text(entry, "type") in ("picture", "image", "graphic"):
            captions = [_text(description, "value") for description in _entries(entry, "descriptions")]
            captions += [_text(entry, name) for name in _SUMMARIES]
            caption = next(filter(None, captions), "")
            credit = _text(entry, "byline") or _text(entry, "by") or _text(entry, "creditline")
            story.body.pictures.append(Picture(_address(entry), clean(caption), clean(credit)))


def _address(entry: Object) -> str:
    renditions = entry.get("renditions")
    values = list(renditions.values()) if isinstance(renditions, dict) else _list(entry, "renditions")
    addresses = (_text(rendition, "href") for rendition in values[:_MAX_ENTRIES] if isinstance(rendition, dict))
    return next((url for url in addresses if url.startswith(("http://", "https://"))), "")


def _read_body(story: Story, fields: Object) -> None:
    """The first body that has a text, NITF, HTML or plain; a summary only where there is no other."""
    base = next(iter(story.values("url")), None)
    for rank, kind, text in sorted(_bodies(fields), key=lambda body: body[0]):
        # Some agencies send the paragraphs of NITF without the rest of it.
        is_whole = "nitf" in kind and not text.lstrip().startswith("<p")
        body = _of_nitf(text) if is_whole else plain_body(text) if "plain" in kind else html_body(text, base)
        if body.blocks:
            if rank == _UNDER:
                story.flag("summary_only")
            story.body = Body(body.blocks, [*story.body.pictures, *body.pictures])
            return


def _bodies(fields: Object) -> Iterator[tuple[int, str, str]]:
    for entry in _entries(fields, "bodies"):
        yield (
            _rank(entry),
            f"{_text(entry, 'role')} {_text(entry, 'contentType') or _text(entry, 'contenttype')}".lower(),
            _raw(entry, "value"),
        )
    for name, kind in _BODIES:
        yield 1, kind, _raw(fields, name)


def _of_nitf(text: str) -> Body:
    root = parse_xml(text.encode("utf-8", "replace"))
    if isinstance(root, Reject):
        return Body()
    inner = Story(RAW_FORMAT, RAW_FORMAT)
    fill_body(inner, child(root, "body"))
    return inner.body


def _raw(fields: Object, name: str) -> str:
    value = fields.get(name)
    return value if isinstance(value, str) else ""


def _text(fields: Object, name: str) -> str:
    return tidy(_raw(fields, name))


def _list(fields: Object, name: str) -> list[Any]:
    value = fields.get(name)
    return value[:_MAX_ENTRIES] if isinstance(value, list) else [value] if isinstance(value, str | dict) else []


def _entries(fields: Object, name: str) -> list[Object]:
    return [entry for entry in _list(fields, name) if isinstance(entry, dict)]
