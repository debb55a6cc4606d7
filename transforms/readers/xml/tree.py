"""XML parsed without entities, network, or a document type of its own."""

import re
from collections.abc import Iterable, Iterator
from html.entities import html5
from typing import TypeAlias

from lxml import etree

from broadsheet.transforms.decoding.text import Decoded, decode
from broadsheet.transforms.readers.markup.text import excerpt, tidy
from broadsheet.transforms.records.record import Reject

Element: TypeAlias = etree._Element

_DECLARATION = re.compile(r"\s*<\?xml\b[^<>]{0,300}\?>")
_ENCODING = re.compile(rb"""\A\s*<\?xml\b[^<>]{0,200}?\sencoding\s*=\s*["']([\w.:-]{1,40})["']""")
_DOCTYPE = re.compile(r"<!DOCTYPE\s[^<>\[]{0,2000}(\[)?", re.IGNORECASE)
_NAMED = re.compile(r"&([a-zA-Z][a-zA-Z0-9]{1,30};)")
_SECTION_OR_SIGN = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)", re.DOTALL
)
_KEPT = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})
_CONTROLS = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)], " ")
_PROLOG = 4_096  # characters in which a DOCTYPE stands, if any: a bound on cost
_EXCERPT = 200  # characters of the parser's message, which may quote the file
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def parse_xml(data: bytes, *, is_mended: bool = False) -> Element | Reject:
    """The root of the tree; a reject where it is no XML, or declares entities of its own.

    `is_mended`: what is not well-formed is read as far as it goes.
    """
    text = _text(data)
    if isinstance(text, Reject):
        return text
    doctype = _DOCTYPE.search(text[:_PROLOG])
    if doctype and doctype[1]:
        return Reject("malformed", "the file declares entities or a document type of its own", excerpt=excerpt(text))
    declaration = _DECLARATION.match(text)
    text = text[declaration.end() if declaration else 0 :].translate(_CONTROLS).lstrip()
    text = _NAMED.sub(_character, text)
    source = (_SECTION_OR_SIGN.sub(_escaped, text) if is_mended else text).encode("utf-8")
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        recover=is_mended,
        huge_tree=False,
    )
    try:
        root = etree.fromstring(source, parser)
    except etree.XMLSyntaxError as error:
        return Reject("malformed", f"no well-formed XML: {tidy(error.msg or '')[:_EXCERPT]}", excerpt=excerpt(text))
    return Reject("malformed", "no XML element in the file", excerpt=excerpt(text)) if root is None else root


def _text(data: bytes) -> str | Reject:
    """The text: in UTF-8 where it is that, whatever the declaration says; else in the encoding declared, or guessed."""
    declared = _ENCODING.match(data)
    decoded = decode(data, declared[1].decode("ascii") if declared else None)
    return decoded.text if isinstance(decoded, Decoded) else Reject(decoded, "no text in the file")


def _character(match: re.Match[str]) -> str:
    """The character of an entity that HTML names and XML does not."""
    if match[1] in _KEPT:
        return match[0]
    return html5.get(match[1], match[0])


def _escaped(match: re.Match[str]) -> str:
    """An "&" that begins no entity, escaped; a section of plain characters as it is."""
    return "&amp;" if match[0] == "&" else match[0]


def name_of(element: Element) -> str:
    """The name of an element, without its namespace; "" for a comment or an entity."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: Element | None, *names: str) -> Iterator[Element]:
    """The children of any of the names, whatever their namespace."""
    if element is not None:
        yield from element.iterchildren(*(f"{{*}}{name}" for name in names))


def descendants(element: Element | None, *names: str) -> Iterator[Element]:
    """The descendants of any of the names, whatever their namespace, in the order of the file."""
    if element is not None:
        for descendant in element.iter(*(f"{{*}}{name}" for name in names)):
            if descendant is not element:
                yield descendant


def first(elements: Iterable[Element]) -> Element | None:
    """The first of the elements."""
    return next(iter(elements), None)


def child(element: Element | None, *path: str) -> Element | None:
    """The element at the end of a path of names, by the first child of each; None where it breaks off."""
    for name in path:
        element = first(children(element, name))
    return element


def text_in(element: Element | None) -> str:
    """All text in an element; "" for none."""
    return tidy("".join(element.itertext())) if element is not None else ""


def raw_text_in(element: Element | None) -> str:
    """All text in an element, its line breaks kept."""
    return "".join(element.itertext()) if element is not None else ""
