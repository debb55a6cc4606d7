"""Exports of MediaWiki, of Wikinews for one."""

import re
from collections.abc import Iterator
from urllib.parse import quote

from lxml import etree

from broadsheet.transforms.metadata.date_values import moment_of
from broadsheet.transforms.readers.markup.blocks import passage_of
from broadsheet.transforms.readers.markup.text import clean
from broadsheet.transforms.readers.story.record import record_of
from broadsheet.transforms.readers.story.story import Story
from broadsheet.transforms.readers.xml.tree import Element, child, children, parse_xml, text_in
from broadsheet.transforms.records.record import Block, BlockKind, Record, Reject, beyond

RAW_FORMAT = "mediawiki"
_SIGNS = re.compile(r"\{\{|\}\}|\[\[|\]\]|\{\||\|\}")
# The name of the space of categories in the languages that are read.
_OF_CATEGORIES = r"Category|Kategorie|Cat[ée]gorie|Categor[íi]a|Categoria|Categorie|Kategoria"
_CATEGORY = re.compile(rf"\[\[\s*(?:{_OF_CATEGORIES}):([^\]|]{{1,200}})", re.IGNORECASE)
_OF_FILES = r"file|image|datei|bild|fichier|archivo|immagine|imagem|bestand|plik"
_FILE = re.compile(rf"(?:{_OF_FILES}|{_OF_CATEGORIES})\s*:", re.IGNORECASE)
_NOTE = re.compile(
    r"<ref\b[^<>/]{0,500}/>|<!--.*?-->|<(ref|gallery|math|nowiki|poem|timeline)\b[^<>]{0,500}>.*?</\1>",
    re.DOTALL | re.IGNORECASE,
)
_EXTERNAL = re.compile(r"\[(?:https?:)?//\S{1,2000}(?: ([^\]\n]{0,500}))?\]")
_HEADING = re.compile(r"(={2,6})\s*(.{1,300}?)\s*\1\s*")
_EMPHASIS = re.compile(r"'{2,5}")
_MAGIC = re.compile(r"__[A-Z]{3,20}__")
_LIST = re.compile(r"[*#:;]+\s*")
_REDIRECT = re.compile(r"\s*#(?:redirect|weiterleitung|redirection|redirecci[óo]n)\b", re.IGNORECASE)
_DATE = re.compile(r"\{\{\s*(?:date|datum|fecha|data|ddm)\s*\|([^{}|]{4,60})", re.IGNORECASE)
_TAIL = frozenset({"sources", "source", "references", "external links", "related news", "see also", "quellen",
                   "weblinks", "einzelnachweise", "sources externes", "références", "liens externes", "fuentes",
                   "enlaces externos", "referencias", "fonti", "note", "collegamenti esterni", "fontes", "bronnen",
                   "źródła", "przypisy", "notes", "sister links", "further reading"})  # fmt: skip
_MAX_PAGES = 200_000  # a bound on cost, set by hand: a file of more is to be split


def read_many(data: bytes) -> Iterator[Record | Reject]:
    """The articles of the pages in the main namespace; other pages, and those that lead to another, are no articles."""
    root = parse_xml(data)
    if isinstance(root, Reject):
        yield root
        return
    site = child(root, "siteinfo")
    pages = [page for page in children(root, "page") if (text_in(child(page, "ns")) or "0") == "0"]
    is_any = False
    for page in pages[:_MAX_PAGES]:
        story = _story(page, site)
        if story is not None:
            is_any = True
            yield record_of(story)
        page.clear()
    if len(pages) > _MAX_PAGES:
        yield beyond(_MAX_PAGES, "pages")
    if not is_any:
        yield Reject("no_article", "the export holds no page of the main namespace")


def _story(page: Element, site: Element | None) -> Story | None:
    revisions = list(children(page, "revision"))
    text = child(revisions[-1], "text") if revisions else None
    source = "".join(text.itertext()) if text is not None else ""
    if _REDIRECT.match(source):
        return None
    story = Story(RAW_FORMAT, RAW_FORMAT, text_in(child(page, "id")))
    title = text_in(child(page, "title"))
    story.offer("title", title, "title")
    for day in _DATE.findall(source):
        story.offer("published_date", day if moment_of(day) else "", "template")
    story.offer("modified_date", text_in(child(revisions[-1], "timestamp")) if revisions else "", "timestamp")
    story.offer("publisher", text_in(child(site, "sitename")) if site is not None else "", "sitename")
    base = text_in(child(site, "base")) if site is not None else ""
    if "/wiki/" in base:
        story.offer("url", f"{base.partition('/wiki/')[0]}/wiki/{quote(title.replace(' ', '_'))}", "base")
    language = etree.QName(page).namespace and page.getroottree().getroot().get(
        "{http://www.w3.org/XML/1998/namespace}lang"
    )
    story.offer("language", language or "", "lang")
    story.keywords.extend(clean(name) for name in _CATEGORY.findall(source))
    story.body.blocks = list(_blocks(source))
    return story


def _blocks(source: str) -> Iterator[Block]:
    """The paragraphs and headings of a page's wikitext, up to its sources and notes."""
    text = _EXTERNAL.sub(lambda match: match[1] or "", _without_templates(_NOTE.sub("", source)))
    for line in _MAGIC.sub("", text).split("\n"):
        heading = _HEADING.fullmatch(line.strip())
        if heading and heading[2].strip().casefold() in _TAIL:
            return
        item = _LIST.match(line)
        kind: BlockKind = "heading" if heading else "list_item" if item and line[0] in "*#" else "paragraph"
        words = clean(_EMPHASIS.sub("", heading[2] if heading else line[item.end() :] if item else line))
        if any(map(str.isalpha, words)):
            yield Block(kind, passage_of(words))


def _without_templates(source: str) -> str:
    """The text without templates and tables; of links what they show. Linear in its length, whatever is left open."""
    parts: list[list[str]] = [[]]
    opened: list[str] = []
    at = 0
    for sign in _SIGNS.finditer(source):
        if sign.start() < at:
            continue
        parts[-1].append(source[at : sign.start()])
        at = sign.end()
        if sign[0] in ("{{", "[[", "{|"):
            opened.append(sign[0])
            parts.append([])
        elif opened and _CLOSING[opened[-1]] == sign[0]:
            inner = "".join(parts.pop())
            parts[-1].append(_shown(inner) if opened.pop() == "[[" else "")
    parts[-1].append(source[at:])
    # What was never closed is text after all.
    return "".join("".join(part) for part in parts)


_CLOSING = {"{{": "}}", "[[": "]]", "{|": "|}"}


def _shown(link: str) -> str:
    """What a link shows; nothing of a picture or a category."""
    return "" if _FILE.match(link.lstrip(" :")) and not link.startswith(":") else link.rpartition("|")[2]
