"""Web addresses: host, publisher's domain, slug, day, article id and key."""

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

import tldextract

from broadsheet.transforms.caching import remembered
from broadsheet.transforms.metadata.date_words import month_number
from broadsheet.transforms.vocabulary.lists import entries

_TRACKING = entries("tracking_parameters.txt")
_TRACKING_NAMES = frozenset(name for name in _TRACKING if not name.endswith("*"))
_TRACKING_STARTS = tuple(name[:-1] for name in _TRACKING if name.endswith("*"))
# Words that say where a reader came from; a number under the same name is that of an article ("?ref=104").
_TRACKING_WORDS = frozenset(entries("tracking_words.txt"))
_LONGEST = 4_000  # Code points; what is longer is data, no address. The exact value matters little.
_SHORTEST_ID = 5  # Code points; a shorter number is a year or a part of the title.

_URL = re.compile(
    r"""
    (?:(?P<scheme>[a-zA-Z][a-zA-Z0-9+.-]*):)?
    //(?P<host>[^/?\#\s]*)
    (?P<path>[^?\#]*)
    (?:\?(?P<query>[^\#]*))?
    (?:\#(?P<fragment>.*))?
    """,
    re.VERBOSE,
)
# What follows "#" is a place in a page, but for pages that a script makes: "#!/article/1", "#/article/1".
_ROUTE = re.compile(r"!?/\S")
# The number of a page of a story is not the story's.
_PAGE = re.compile(r"(?:page|pg|pagenum|paged|seite|pagina|pagenumber|page_no)=\d{1,2}", re.IGNORECASE)
_HOME = re.compile(r"/?(?:(?:index|default|home|startseite|accueil|inicio|portada)(?:\.\w{2,5})?/?)?", re.IGNORECASE)
_HOST = re.compile(
    r"""
    (?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_][\w-]*[^\W_]     # labels with a dot
    |\d{1,3}(?:\.\d{1,3}){3}                               # an IPv4 address
    |localhost
    |\[[0-9a-fA-F:.]+\]                                    # an IPv6 address
    """,
    re.VERBOSE,
)
_BARE = re.compile(r"(?:[a-zA-Z0-9-]+\.)+[a-zA-Z]{2,}(?:[/?#]|$)")
_ARCHIVE = re.compile(
    r"""
    https?://
    (?:
        (?:web|wayback)\.archive\.org/(?:web/)?(?:\d{1,14}|\*|\d*\*)[a-z]*_?/         # the Wayback Machine
        |archive\.(?:ph|today|is|li|md|vn|fo)/(?:\d[\d.-]*/|newest/|oldest/|o/\w+/)   # archive.today
        |webcache\.googleusercontent\.com/search\?q=cache:(?:[\w-]+:)?                # Google's cache
    )
    (?P<inner>.+)
    """,
    re.VERBOSE,
)
_ARCHIVE_PAGE = re.compile(r"https?://(?:archive\.(?:ph|today|is|li|md|vn|fo)/\w{4,}|perma\.cc/\w[\w-]+)/?$")
_AMP_CACHE = re.compile(
    r"""
    https?://
    (?:www\.google\.[a-z.]+/amp|[\w-]+\.cdn\.ampproject\.org/[cvi])  # Google's viewer, and its cache
    /(?P<secure>s/)?(?P<inner>.+)
    """,
    re.VERBOSE,
)
_AMP_TAIL = re.compile(r"(?:/amp/?|\.amp|/amp\.html|/amphtml|-amp)$")
_AMP_HTML = re.compile(r"\.amp(\.html?)$|/amp(/[^/]+\.html?)$")
_AMP_QUERY = re.compile(r"amp(?:=(?!0|false).*)?|outputtype=amp", re.IGNORECASE)
_EXTENSION = re.compile(r"\.(?:s?html?|php\d?|aspx?|jsp|cfm|cms|ece|xml|story|amp|md|txt|print|do|ssf)$", re.IGNORECASE)
_INDEX = re.compile(r"(?:index|default|amp|print|full|story|article)(?:\.\w+)?$", re.IGNORECASE)
_YMD = re.compile(r"(?:^|[/_-])((?:19|20)\d\d)[/_-](\d{1,2}|[a-z]{3,9})[/_-](\d{1,2})(?=[/_.-]|$)", re.IGNORECASE)
_COMPACT = re.compile(r"(?:^|[/_.-])((?:19|20)\d\d)(\d\d)(\d\d)(?=[/_.-]|$)")
# Year, then month and day in one: "/2024/0314/". Year and month, then a slug that begins with the whole day in six
# digits: "/2014/04/140409-mill-closes". Letters of a newsroom, day, number: "/view/ORL20240314004500". Day, hour,
# minute, number: "/article/202403141530001"; of random numbers so long one in two hundred would fit, with "20" before.
_YEAR_DAY = re.compile(r"/((?:19|20)\d\d)/(\d\d)(\d\d)(?=[/_.-]|$)")
_MONTH_DAY = re.compile(r"/((?:19|20)(\d\d))/(\d\d)/(?:[^/]+/)?\2\3(\d\d)[_-]")
_LETTERED = re.compile(r"/[A-Z]{2,6}((?:19|20)\d\d)([01]\d)([0-3]\d)(?=[\d_-])")
_STAMP = re.compile(r"/((?:19|20)\d\d)([01]\d)([0-3]\d)(?:[01]\d|2[0-3])[0-5]\d\d*(?=[/_.-]|$)")
_GUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
_ID_TAIL = re.compile(r"(?:^|[-_.,~])((?:[a-zA-Z]{1,3}|\d\.)?(\d{4,})|id[A-Z]{2}[A-Z0-9]{6,})$")
_ID_SEGMENT = re.compile(r"(?:id_?|a|art|article|story|news|n|c|p)?-?(\d{5,})(?:\.\w+)?$", re.IGNORECASE)
_YEAR_OR_DAY = re.compile(r"(?:19|20)\d\d(?:[01]\d(?:[0-3]\d)?)?$")


class UrlParts(NamedTuple):
    """What an address says about its article; each is None where it does not say it."""

    host: str | None
    publisher_domain: str | None
    slug: str | None
    url_date: date | None
    article_id: str | None
    key: str | None


def _trimmed(url: str) -> str:
    """The address without white space, brackets and marks around it."""
    url = "".join(url[:_LONGEST].split()).strip("<>\"'“”‘’`*")
    while url[-1:] in tuple(".,;:!\"'>"):
        url = url[:-1]
    for opener, closer in ("()", "[]"):
        url = url.lstrip(opener)
        while url.endswith(closer) and opener not in url:
            url = url[:-1].rstrip(".,;")
    return url if "//" in url[:16] or not _BARE.match(url) else f"https://{url}"


def _inner(url: str) -> str:
    """The address that an archive's or cache's address leads to."""
    for _ in range(3):
        copy = _ARCHIVE.match(url) or _AMP_CACHE.match(url)
        if copy is None:
            return url
        inner = copy["inner"]
        if not re.match(r"https?:/", inner):
            inner = f"https://{inner}"
        url = re.sub(r"^(https?):/+", r"\1://", inner)
    return url


def _is_tracking(parameter: str) -> bool:
    name, _, value = parameter.partition("=")
    name = name.lower()
    if name in _TRACKING_WORDS:
        return not value.isdecimal()
    return not name or name in _TRACKING_NAMES or name.startswith(_TRACKING_STARTS)


def _kept_query(query: str | None) -> list[str]:
    """The parameters of a query that say more than where the reader came from."""
    return [part for part in (query or "").split("&") if not _is_tracking(part)]


def _is_page(parameter: str) -> bool:
    return bool(_PAGE.fullmatch(parameter))


def _route(fragment: str | None) -> str:
    """The part behind "#" that names a page a script makes, with its mark; "" for a place in a page."""
    return f"#{fragment}" if fragment and _ROUTE.match(fragment) else ""


def clean_url(url: str) -> str:
    """The address without what does not identify the article; with a scheme; "" for an empty string.

    Cut are white space and marks around it, an archive's prefix, the forms of AMP pages, tracking parameters and the
    fragment, unless it names a page ("#!/article/1"). Host and path are otherwise as given.
    """
    url = _inner(_trimmed(url))
    match = _URL.match(url)
    if match is None:
        return url
    scheme, host, path = match["scheme"] or "https", match["host"], match["path"]
    path = _AMP_HTML.sub(r"\1\2", path)
    if len(path) > len("/amp/"):
        path = _AMP_TAIL.sub("", path) or "/"
        path = path.removeprefix("/amp") if path.startswith("/amp/") else path
    kept = _kept_query(match["query"])
    return f"{scheme}://{host}{path}" + (f"?{'&'.join(kept)}" if kept else "") + _route(match["fragment"])


def archive_url(url: str) -> str | None:
    """The address as given, without marks around it, where it is one of a web archive; None otherwise."""
    trimmed = _trimmed(url)
    return trimmed if _ARCHIVE.match(trimmed) or _ARCHIVE_PAGE.match(trimmed) else None


@lru_cache(maxsize=1)
def _suffixes() -> tldextract.TLDExtract:
    """The public suffix list as shipped with tldextract: neither network nor cache folder is used."""
    return tldextract.TLDExtract(cache_dir=None, suffix_list_urls=(), fallback_to_snapshot=True)


@lru_cache(maxsize=65_536)
def publisher_domain(host: str) -> str | None:
    """The registrable domain of a host by the public suffix list; None for IP addresses and hosts of one label.

    As the list's own algorithm has it, a last label it does not know counts as a suffix.
    """
    domain = _suffixes()(host).top_domain_under_public_suffix
    if domain:
        return domain
    labels = host.split(".")
    known = _suffixes()(host).suffix
    return (
        ".".join(labels[-2:])
        if len(labels) > 1 and not known and not labels[-1].isdecimal() and host[0] != "["
        else None
    )


# Services that show the pages of others, or lead to them.
_MIRRORS = frozenset(
    (
        *("archive.org", "archive.today", "archive.ph", "archive.is", "archive.vn", "perma.cc", "ampproject.org"),
        *("googleusercontent.com", "translate.goog", "commoncrawl.org", "google.com", "bing.com", "feedburner.com"),
        *("t.co", "bit.ly", "tinyurl.com", "ow.ly", "buff.ly", "dlvr.it", "ift.tt", "trib.al", "lnkd.in", "fb.me"),
        *("facebook.com", "twitter.com", "x.com", "linkedin.com", "reddit.com", "instagram.com", "youtube.com"),
        *("t.me", "whatsapp.com", "flipboard.com", "apple.news", "smartnews.com", "newsbreak.com", "inoreader.com"),
        *("feedly.com", "getpocket.com"),
    )
)


def is_other_outlet(own: UrlParts, canonical: UrlParts) -> bool:
    """Whether a page with an address of its own took over the article of the outlet that its canonical address names.

    So it did not where the domains are one outlet's ("post.example.com", "post.example.org"), and where its own is that
    of a service that archives, translates, shares or shortens the addresses of others.
    """
    its, others = own.publisher_domain, canonical.publisher_domain
    if its is None or others is None or its in _MIRRORS:
        return False
    return its.partition(".")[0] != others.partition(".")[0]


def _host(authority: str) -> str | None:
    """The host in lower case, without user and port; None where it cannot be one."""
    host = authority.rpartition("@")[2].lower().rstrip(".")
    host = re.sub(r":\d*$", "", host)
    return host if len(host) < 254 and _HOST.fullmatch(host) else None


def _slug(segments: list[str]) -> str | None:
    """The last segment of the path that names something, without extension; percent signs decoded."""
    for segment in reversed(segments[-2:]):
        if _INDEX.fullmatch(segment) and len(segments) > 1:
            continue
        slug = _EXTENSION.sub("", segment)
        decoded = unquote(slug, errors="strict") if _is_utf8(slug) else slug
        return (decoded if decoded.isprintable() else slug) or None
    return None


def _is_utf8(slug: str) -> bool:
    try:
        unquote(slug, errors="strict")
    except UnicodeDecodeError:
        return False
    return True


def _url_date(path: str) -> date | None:
    """The day in a path, by the first of its forms that names one."""
    for form in (_YMD, _COMPACT, _YEAR_DAY, _LETTERED, _STAMP):
        match = form.search(path)
        day = _day(*match.groups()) if match else None
        if day:
            return day
    slug = _MONTH_DAY.search(path)
    return _day(slug[1], slug[3], slug[4]) if slug else None


def _day(year: str, month: str, day: str) -> date | None:
    """The day of our calendar, its month in digits or by name; None where there is none."""
    number = int(month) if month.isdecimal() else month_number(month)
    try:
        return date(int(year), number or 0, int(day))
    except ValueError:
        return None


def _article_id(segments: list[str], query: list[str]) -> str | None:
    """The publisher's own number for the article, from the slug, another segment or a parameter."""
    for segment in reversed(segments):
        bare = _EXTENSION.sub("", segment)
        guid = _GUID.search(bare)
        if guid:
            return guid[0]
        number = _ID_TAIL.search(bare) or _ID_SEGMENT.fullmatch(bare)
        if number and not _YEAR_OR_DAY.match(number.groups()[-1] or "") and len(number[1]) >= _SHORTEST_ID:
            return number[1]
    numbers = (part.partition("=")[2] for part in sorted(query) if not _is_page(part))
    return next((value for value in numbers if any(map(str.isdigit, value))), None)


@remembered(4_096)
def url_parts(url: str) -> UrlParts:
    """The parts of an address, after `clean_url`.

    The key is the host without "www.", the path without closing slash, and every parameter but those that say where a
    reader came from, sorted; None for a home page, which names no article. AMP pages have keys of their own: that they
    are twins of another page is for their canonical address to say. All parts are None where there is no host.
    """
    match = _URL.match(clean_url(url))
    host = _host(match["host"]) if match else None
    if match is None or host is None:
        return UrlParts(None, None, None, None, None, None)
    path = match["path"].rstrip("/")
    segments = [segment for segment in path.split("/") if segment]
    query = _kept_query(match["query"])
    return UrlParts(
        host,
        publisher_domain(host),
        _slug(segments),
        _url_date(path),
        _article_id(segments, query),
        _key(url, host),
    )


def _key(url: str, host: str) -> str | None:
    """Host, path as it is given, parameters and route of an address; None for a home page."""
    match = _URL.match(_inner(_trimmed(url)))
    if match is None:
        return None
    parameters = (match["query"] or "").split("&")
    query = "&".join(sorted(part for part in parameters if not _is_tracking(part) or _AMP_QUERY.fullmatch(part)))
    route = _route(match["fragment"])
    if not _kept_query(match["query"]) and not route and _HOME.fullmatch(match["path"]):
        return None
    return host.removeprefix("www.") + match["path"].rstrip("/") + (f"?{query}" if query else "") + route
