"""From the head of a page to which page of which story it is: by its addresses, links to the next one, and title."""

import hashlib
import re
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote

from broadsheet.transforms.metadata.urls import url_parts
from broadsheet.transforms.readers.markup.saved import saved_address

# Bytes in which a head and the headline stand: a bound on cost, set by hand. Links to other pages stand below a text.
_HEAD = 200_000
_SNIFF = 2_000  # bytes in which a page says that it is HTML
_MAX_PAGES = 99  # a greater number is a year, or that of an article
_MIN_TITLE = 10  # characters: shorter ones are names of sections, which many articles share; set by hand
_IS_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|title)[\s>]", re.IGNORECASE)
_TAG = re.compile(rb"<(?P<name>link|meta|a)\s(?P<attributes>[^<>]{1,2000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(rb"""([a-zA-Z:-]{2,20})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_HEADLINE = re.compile(rb"<h1[^<>]{0,500}>(.{1,1000}?)</h1>", re.IGNORECASE | re.DOTALL)
_TITLE = re.compile(rb"<title[^<>]{0,200}>(.{1,1000}?)</title>", re.IGNORECASE | re.DOTALL)
_INNER_TAG = re.compile(rb"<[^<>]{0,500}>")
_WORDS = "page|pg|seite|pagina|página|strana|strona|sivu|sida|side|sayfa|paginanummer|pagewanted|paged|pagenum"
# What the number of a page follows in an address: a parameter or a part of the path that says so, or nothing.
_IN_ADDRESS = (
    re.compile(
        rf"""
          [?&](?:{_WORDS}|page_?no|page_?number|page_?id)=(?P<query>\d{{1,2}})(?=&|\Z)  # "?page=2"
        | [/;](?:{_WORDS})[=/-](?P<segment>\d{{1,2}})(?=[/?#]|\.\w{{2,5}}\Z|\Z)          # "/page/2", "/seite-2"
        | [-_,](?:{_WORDS}|p)[-_]?(?P<tail>\d{{1,2}})(?=(?:\.\w{{2,5}})?/?\Z)             # "-page-2.html", "_p2.html"
        """,
        re.IGNORECASE | re.VERBOSE,
    ),
    re.compile(
        r"""
          [?&]p=(?P<query>\d{1,2})(?=&|\Z)            # "?p=2"
        | /(?P<segment>\d{1,2})/?\Z                    # "/2"
        | [-_,](?P<tail>\d{1,2})(?=(?:\.\w{2,5})?/?\Z)   # "-2.html"
        """,
        re.VERBOSE,
    ),
)
_IN_TITLE = re.compile(
    rf"""
    \s*[-–—|:(\[/]*\s*(?:{_WORDS})\s*(?P<number>\d{{1,2}})(?:\s*(?:of|von|de|sur|di|van|z|/)\s*\d{{1,2}})?\s*[)\]]?
    | \s*[(\[](?P<part>\d{{1,2}})\s*/\s*\d{{1,2}}[)\]]
    """,
    re.IGNORECASE | re.VERBOSE,
)


class Paging(NamedTuple):
    """A page of a story: digests of the story's address and of its title, and the number of the page, 0 where nothing
    tells it; the first page may tell none."""

    story: str
    title: str
    number: int

    def as_text(self) -> str:
        """The same as text."""
        return f"page {self.story} {self.title} {self.number}"


def paging_of_text(text: str) -> Paging | None:
    """What `as_text` gave; None for other text."""
    parts = text.split(" ")
    return Paging(parts[1], parts[2], int(parts[3])) if len(parts) == 4 and parts[0] == "page" else None


def paging_of(data: bytes) -> Paging | None:
    """Which page of which story a page is; None for what is no page, or has no address or no headline."""
    if not _IS_PAGE.search(data[:_SNIFF]):
        return None
    head = data[:_HEAD]
    metas = _told(head)
    addresses = [address for address in (metas.get("canonical"), saved_address(data), metas.get("og:url")) if address]
    title, title_number = _title(head, metas.get("og:title", ""))
    if not addresses or len(title) < _MIN_TITLE:
        return None
    next_page, previous = metas.get("next"), metas.get("prev") or metas.get("previous")
    is_sure = bool(next_page or previous)
    number = max(numbered(address, is_sure=is_sure)[1] for address in addresses) or title_number
    if not number and previous:
        number = max(numbered(previous, is_sure=True)[1], 1) + 1
    if not number and next_page:
        number = max(numbered(next_page, is_sure=True)[1] - 1, 0)
    base, _ = numbered(addresses[0], is_sure=bool(number))
    key = url_parts(base).key
    return Paging(_digest(key), _digest(title), number) if key else None


def numbered(address: str, *, is_sure: bool) -> tuple[str, int]:
    """An address without the number of its page, and that number, 0 where it has none.

    `is_sure`: it is one of several pages, so that a bare number is that of a page, too.
    """
    for form in _IN_ADDRESS if is_sure else _IN_ADDRESS[:1]:
        match = form.search(address)
        number = next((int(part) for part in match.groups() if part), 0) if match else 0
        if match and 0 < number <= _MAX_PAGES:
            rest = address[match.end() :]
            mark = address[match.start()] if match["query"] and rest.startswith("&") else ""
            return address[: match.start()] + mark + rest.removeprefix("&" if mark else ""), number
    return address, 0


def _told(head: bytes) -> dict[str, str]:
    """The addresses of the page and of its neighbours, and its title, as its head says them, by their names."""
    metas: dict[str, str] = {}
    for tag in _TAG.finditer(head):
        values = {name.lower(): b"".join(parts) for name, *parts in _ATTRIBUTE.findall(tag["attributes"])}
        names = (values.get(b"rel") or values.get(b"property") or values.get(b"name") or b"").lower().split()
        value = values.get(b"href") or values.get(b"content") or b""
        for name in names:
            metas.setdefault(name.decode("ascii", "replace"), unescape(value.decode("utf-8", "replace")).strip())
    return metas


def _title(head: bytes, declared: str) -> tuple[str, int]:
    """The headline as titles are compared, and the number of the page that it shows."""
    headline, title = (match[1] if (match := form.search(head)) else b"" for form in (_HEADLINE, _TITLE))
    written = next((text for text in (_text(headline), declared, _text(title)) if text.strip()), "")
    text = " ".join(unescape(written).split())
    part = _IN_TITLE.search(text)
    number = int(part["number"] or part["part"]) if part else 0
    return _IN_TITLE.sub("", text).casefold().strip(" -–—|:"), number


def _text(element: bytes) -> str:
    return _INNER_TAG.sub(b"", element).decode("utf-8", "replace")


def _digest(text: str) -> str:
    return hashlib.sha256(unquote(text).encode("utf-8", "replace")).hexdigest()[:16]
