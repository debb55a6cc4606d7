"""Web pages: what a page says of itself first, then what it shows."""

import re
from codecs import BOM_UTF8
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from broadsheet.transforms.decoding.text import Decoded, decode
from broadsheet.transforms.metadata.datelines import Dateline, parse_dateline
from broadsheet.transforms.metadata.language import Told, language_code, likeliest, told_language
from broadsheet.transforms.readers.html.authors import find_authors
from broadsheet.transforms.readers.html.body import MAX_LINES, Body, extract_body
from broadsheet.transforms.readers.html.dates import Dates, find_dates
from broadsheet.transforms.readers.html.facts import BELOW_HEADLINE, Facts, find_facts
from broadsheet.transforms.readers.html.images import Picture, find_pictures
from broadsheet.transforms.readers.html.title import find_title
from broadsheet.transforms.readers.markup.app_data import app_text
from broadsheet.transforms.readers.markup.blocks import passage_of
from broadsheet.transforms.readers.markup.jsonld import string_of, told_text
from broadsheet.transforms.readers.markup.page import MAX_BYTES, Page, parse_page
from broadsheet.transforms.readers.markup.saved import saved_address
from broadsheet.transforms.readers.markup.text import clean, excerpt
from broadsheet.transforms.readers.story.evidence import Evidence
from broadsheet.transforms.readers.story.furniture import is_paywall
from broadsheet.transforms.readers.story.parts import Line
from broadsheet.transforms.readers.story.trimming import Known, trimmed
from broadsheet.transforms.records.passage import Passage
from broadsheet.transforms.records.record import (
    BODY_KINDS,
    Author,
    Block,
    Image,
    Link,
    Reading,
    Record,
    Reject,
    RejectCode,
)
from broadsheet.transforms.vocabulary.folding import bare

RAW_FORMAT = "html"
_DOUBTFUL = 0.5  # Agreement of two readings, 0 to 1; below it the body is flagged. Half of the letters, set by hand.
_FRONT = 5  # Linked headlines; a list of fewer may stand below a short article.
_LAST_LINES = 6  # Offers to subscribe stand at the end, above a few lines of the page's foot. Set by hand.
_SMALL_SHARE = 1 / 3  # Of the page's prose; a body of less may be a box of the page. Set by hand.
_SHORT = 200  # Code points; of so few the encoding is guessed anew, as bytes of another one may be UTF-8 by chance.
# What UTF-8 read as Windows-1252 and saved again is full of: "Ã", "Â", "Ð" before a sign, and "â€".
_MOJIBAKE = re.compile(rb"\xc3(?:[\x82\x83\x90]\xc2|\xa2\xe2\x82\xac)")


def read(data: bytes, *, address: str | None = None, label: str | None = None) -> Reading:
    """The article of a page; `address` is where it was fetched from, `label` the encoding it was said to be in, where
    something outside the page tells."""
    decoded = _utf8(data, label)
    if not isinstance(decoded, Decoded):
        return Reading(rejects=(Reject(decoded, "no text in the file"),))
    address = address or saved_address(data)
    record = _read_text(decoded.text, address)
    if record is None:
        return Reading(rejects=(Reject("malformed", "no mark-up that can be parsed", excerpt=excerpt(decoded.text)),))
    if not record.blocks and (record.title is None or _names_site_only(record)):
        return Reading(rejects=(Reject("no_article", "neither a headline nor a text", excerpt=excerpt(decoded.text)),))
    flags = (*decoded.flags, *(("truncated",) if len(data) > MAX_BYTES else ()), *record.quality_flags)
    return Reading((replace(record, quality_flags=flags),))


def _names_site_only(record: Record) -> bool:
    """Whether a page without a text has no more than a title of its own: it shows nothing until its program runs."""
    rules = {candidate.rule for candidate in record.candidates if candidate.field == "title"}
    return rules == {"title_tag"} and record.published is None and record.subtitle is None and not record.images


def _read_text(text: str, address: str | None) -> Record | None:
    """The record of a page; of one that shows no text, with the text in the data for its program."""
    source = text.encode("utf-8", "replace")
    page = parse_page(source, address)
    record = read_page(page) if page else None
    if record is None or any(block.kind in BODY_KINDS for block in record.blocks):
        return record
    titles = {bare(candidate.value) for candidate in record.candidates if candidate.field == "title"}
    hidden = app_text(text, titles)
    page = parse_page(source, address) if hidden else None
    if page is None:
        return record
    page.article["articleBody"] = hidden
    return read_page(page)


def _utf8(data: bytes, label: str | None) -> Decoded | RejectCode:
    """The text of the page; what is plainly UTF-8 needs neither offsets nor a look at its characters."""
    try:
        text = data.removeprefix(BOM_UTF8).decode()
    except UnicodeDecodeError:
        return decode(data, label)
    is_plain = len(text) > _SHORT and b"\0" not in data and not _MOJIBAKE.search(data)
    return Decoded(text, "utf-8") if is_plain else decode(data, label)


def read_page(page: Page) -> Record:
    """The record of a parsed page; the page's tree is used up."""
    evidence = Evidence()
    record = _described(page, evidence)
    return _with_body(record, page, find_pictures(page, record.canonical_url, evidence), evidence)


def read_metadata(page: Page) -> Record:
    """What a page says of its article, without pictures, body and what is learnt from these."""
    evidence = Evidence()
    return replace(_described(page, evidence), candidates=evidence.all())


def _described(page: Page, evidence: Evidence) -> Record:
    facts = find_facts(page, evidence)
    title = find_title(page, evidence)
    authors, byline = find_authors(page, evidence)
    dates = find_dates(page, facts.canonical_url or facts.url, evidence)
    return replace(_record(facts, dates, authors), title=_passage(title), byline_raw=byline)


def _record(facts: Facts, dates: Dates, authors: tuple[Author, ...]) -> Record:
    return Record(
        RAW_FORMAT,
        (),
        has_raw_offsets=False,
        subtitle=_passage(facts.subtitle),
        authors=authors,
        wire_agency=next((author.agency_code for author in authors if author.agency_code), None),
        published=dates.published,
        published_source=dates.published_source,
        published_basis=dates.published_basis,
        date_conflict=dates.has_conflict,
        modified=dates.modified,
        url=facts.url,
        canonical_url=facts.canonical_url,
        publisher_name=facts.publisher_name,
        section=facts.section,
        genre=facts.genre,
        keywords=facts.keywords,
        is_paywalled=facts.is_paid,
    )


def _with_body(record: Record, page: Page, pictures: list[Picture], evidence: Evidence) -> Record:
    labels = _told_language(page)
    known = _known(record, page, pictures, evidence)
    is_front = _is_front(record, page)
    dropped = [element for picture in pictures for element in picture.elements]
    extracted = extract_body(page, dropped, {bare(title) for title in known.titles}, record.canonical_url)
    if is_front and not extracted.has_own_prose:
        return replace(record, title=None, candidates=evidence.all())
    lines, dateline = _without_dateline(trimmed(extracted.lines, known))
    subtitle = record.subtitle or _passage(_standfirst_outside(lines, evidence))
    captions, images = _placed(pictures)
    is_paid = bool(record.is_paywalled) or _ends_in_offer(extracted.lines)
    body = [Block(line.kind, passage_of(line.text), line.links) for line in lines]
    text = "\n".join(line.text for line in lines)
    spoken = _language(record.title.text if record.title else "", text, labels, evidence)
    return replace(
        record,
        subtitle=subtitle,
        blocks=(*captions, *body),
        images=images,
        dateline_raw=dateline.raw if dateline else None,
        dateline_place=dateline.place if dateline else None,
        wire_agency=record.wire_agency or (dateline.agency if dateline else None),
        language=spoken.language,
        language_score=spoken.score,
        analysis_language=spoken.analysis,
        is_paywalled=is_paid,
        body_agreement=extracted.agreement if body else None,
        quality_flags=(*(("paywall",) if is_paid else ()), *record.quality_flags, *_flags(extracted)),
        candidates=evidence.all(),
    )


def _known(record: Record, page: Page, pictures: list[Picture], evidence: Evidence) -> Known:
    return Known(
        [candidate.value for candidate in evidence.candidates if candidate.field == "title"],
        record.subtitle.text if record.subtitle else None,
        record.authors,
        [picture.caption for picture in pictures if not picture.elements],
        record.section,
        clean(told_text(page.article)),
    )


def _is_front(record: Record, page: Page) -> bool:
    """Whether a page may be the front of a section: many linked headlines, and nothing that it says of an article."""
    is_named = page.article or page.headings or page.first("og:type") == "article"
    if is_named or record.authors or record.published or record.modified:
        return False
    headlines = (heading for heading in page.tagged("h2", "h3") if heading.find(".//a") is not None)
    return len(list(islice(headlines, _FRONT))) == _FRONT


def _standfirst_outside(lines: Sequence[Line], evidence: Evidence) -> str | None:
    """The paragraph below the headline that repeats the page's description, where it is none of the text's."""
    likely = (candidate.value for candidate in evidence.candidates if candidate.rule == BELOW_HEADLINE)
    texts = {line.text for line in lines}
    return next((evidence.choose_value("subtitle", text) for text in likely if text not in texts), None)


def _ends_in_offer(lines: Sequence[Line]) -> bool:
    """Whether a notice that the rest is for subscribers stands among the last lines."""
    return any(is_paywall(line.text) for line in lines[-_LAST_LINES:])


def _flags(body: Body) -> Iterator[str]:
    """What is odd about a body."""
    if len(body.lines) == MAX_LINES:
        yield "truncated"
    if body.lines and (body.agreement < _DOUBTFUL or body.prose_share < _SMALL_SHARE):
        yield "body_doubtful"
    if body.has_table:
        yield "table"


def _placed(pictures: list[Picture]) -> tuple[list[Block], tuple[Image, ...]]:
    """Blocks of the captions, and the pictures with the index of theirs."""
    blocks: list[Block] = []
    images: list[Image] = []
    for picture in pictures:
        place = None
        if picture.caption:
            place = len(blocks)
            blocks.append(Block("caption", passage_of(picture.caption)))
        images.append(replace(picture.image, caption_block=place))
    return blocks, tuple(images)


def _without_dateline(lines: list[Line]) -> tuple[list[Line], Dateline | None]:
    """The lines, the first paragraph without its dateline."""
    for index, line in enumerate(lines):
        if line.kind == "paragraph":
            dateline = parse_dateline(line.text)
            if dateline is None or dateline.end >= len(line.text):
                break
            text = line.text[dateline.end :].lstrip()
            cut = len(line.text) - len(text)
            links = [Link(x.url, x.anchor, x.start - cut, x.end - cut) for x in line.links if x.start >= cut]
            return [*lines[:index], Line(line.kind, text, tuple(links)), *lines[index + 1 :]], dateline
    return lines, None


def _told_language(page: Page) -> list[tuple[str, str, str]]:
    return [
        (page.root.get("lang") or page.root.get("{http://www.w3.org/XML/1998/namespace}lang") or "", "html", "lang"),
        (string_of(page.article.get("inLanguage")), "json_ld", "inLanguage"),
        (page.first("og:locale"), "open_graph", "og:locale"),
        (page.first("content-language", "dc.language", "language"), "meta", "language"),
    ]


def _language(title: str, text: str, labels: list[tuple[str, str, str]], evidence: Evidence) -> Told:
    """The language of title, text and labels together; each of them is a candidate."""
    evidence.offer("language", likeliest(text) or "", "text", "py3langid")
    for value, source, rule in labels:
        evidence.offer("language", language_code(value) or "", source, rule)
    settled = told_language(title, text, [value for value, _, _ in labels])
    if settled.language:
        evidence.choose_value("language", settled.language)
    return settled


def _passage(text: str | None) -> Passage | None:
    return passage_of(text) if text else None
