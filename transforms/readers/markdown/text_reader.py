"""Files of Markdown or plain text."""

import itertools
import re
import unicodedata
from dataclasses import replace
from datetime import date

from broadsheet.transforms.decoding.text import Decoded, decode
from broadsheet.transforms.metadata.language import Told, identify, language_code, told_language
from broadsheet.transforms.metadata.moments import parse_moment
from broadsheet.transforms.metadata.urls import clean_url, url_parts
from broadsheet.transforms.readers.markdown.blocks import layout
from broadsheet.transforms.readers.markdown.body import cut_dateline, sort_body, take_standfirst
from broadsheet.transforms.readers.markdown.draft import DatedText, Draft, settled
from broadsheet.transforms.readers.markdown.front_matter import Field, Header
from broadsheet.transforms.readers.markdown.head import read_head, set_field
from broadsheet.transforms.readers.markdown.header import parse_header
from broadsheet.transforms.readers.markdown.inline import Plain, render
from broadsheet.transforms.readers.markdown.media import read_media
from broadsheet.transforms.readers.markdown.parts import parts_of
from broadsheet.transforms.readers.markdown.region import best_run, is_page, title_index, weight
from broadsheet.transforms.readers.markdown.tables import keep_tables
from broadsheet.transforms.readers.markdown.tail import read_tail
from broadsheet.transforms.readers.markdown.title import (
    clean_title,
    find_title,
    headline_end,
    later_article,
    mark_repeats,
)
from broadsheet.transforms.readers.story.prose import not_prose
from broadsheet.transforms.records.passage import Passage, Piece
from broadsheet.transforms.records.record import (
    BODY_KINDS,
    Block,
    Image,
    Link,
    Moment,
    Reading,
    Record,
    Reject,
    RejectCode,
)

_MESSAGES: dict[RejectCode, str] = {
    "empty": "the file holds no text",
    "undecodable": "the bytes are text in no encoding we know",
    "no_article": "the file has neither a title nor a body",
}
_EXCERPT = 200  # Code points of the text that a reject shows: a line or two, to know the file by.
_CONTROLS = re.compile("[\x01-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")
_UNSEEN_IN_ADDRESS = re.compile(
    "[\\s\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
_LETTERS = re.compile(r"[^\W\d_]")
_MIN_LETTERS = 4  # A file with fewer says nothing.
_PARTS_BEFORE_TITLE = 6  # Kicker, section, byline and dates above a headline. Set by hand.
_ADDRESS_FIELDS = frozenset({"url", "source", "archive_url"})
_PRECISION = ("second", "minute", "day", "month", "year")


def read(data: bytes) -> Reading:
    """The article in a file; a reject where there is none. Never raises, whatever the bytes."""
    decoded = decode(data)
    if isinstance(decoded, str):
        return Reading(rejects=(Reject(decoded, _MESSAGES[decoded]),))
    draft, header = _draft(decoded.text)
    record = _record(decoded, draft, header)
    fault = _fault(record, decoded.text, header)
    if fault is not None:
        excerpt = " ".join(part.text for part in draft.parts)[:_EXCERPT].strip() or None
        return Reading(rejects=(Reject("no_article", fault, excerpt=excerpt),))
    return Reading(records=(record,))


def _fault(record: Record, source: str, header: Header) -> str | None:
    """Why what was read is no article; None where it is one. The caption of a picture is text enough."""
    body = [block.passage.text for block in record.blocks if block.kind in BODY_KINDS]
    letters = itertools.chain.from_iterable(map(_LETTERS.finditer, body))
    if sum(1 for _ in itertools.islice(letters, _MIN_LETTERS)) == _MIN_LETTERS:
        kind = not_prose(source, body, header.body_start)
        return f"the file is {kind}, not text" if kind else None
    if record.title is None:
        return _MESSAGES["no_article"]
    is_captioned = any(block.kind == "caption" for block in record.blocks)
    return None if is_captioned else "the file has a title, but neither a body nor a caption"


def _draft(source: str) -> tuple[Draft, Header]:
    header = parse_header(source)
    plain = Plain(source)
    parts = parts_of(source, layout(source, header.body_start, is_printable=plain.is_printable), plain)
    draft = Draft(source, parts)
    if not plain.is_printable and _CONTROLS.search(source):
        draft.flag("control_characters_removed")
    if is_page(parts):
        _keep_article(draft)
    title = _header_fields(draft, header)
    find_title(draft, title)
    read_head(draft)
    _cut_later_article(draft)
    mark_repeats(draft)
    read_media(draft)
    read_tail(draft)
    sort_body(draft)
    keep_tables(draft)
    take_standfirst(draft)
    cut_dateline(draft)
    clean_title(draft)
    return draft, header


def _keep_article(draft: Draft) -> None:
    draft.is_page = True
    weights = [weight(part) for part in draft.parts]
    title = title_index(draft.parts, weights)
    if title < 0:
        low, high = _best_range(weights)
        draft.parts = draft.parts[low:high]
        return
    end, _ = best_run(weights, title + 1)
    low = max(0, title - _PARTS_BEFORE_TITLE)
    draft.parts = draft.parts[low:end]
    draft.title_index = title - low


def _best_range(weights: list[float]) -> tuple[int, int]:
    best = (0.0, 0, 0)
    total, low = 0.0, 0
    for index, value in enumerate(weights):
        if total <= 0:
            total, low = 0.0, index
        total += value
        best = max(best, (total, low, index + 1))
    return best[1], best[2]


def _header_fields(draft: Draft, header: Header) -> Passage | None:
    """Note the fields of a header, collected dates first, for relative dates; give the title."""
    title: Passage | None = None
    if header.is_repaired:
        draft.flag("frontmatter_repaired")
    for field in sorted(header.fields, key=lambda field: field.name != "collected"):
        passage = _field_passage(draft.source, field)
        span = (field.spans[0][0], field.spans[-1][1])
        if not passage.text:
            continue
        if field.name == "title":
            if title is None:
                title = passage
            draft.offer("title", passage.text, field.source, "label", span)
        elif field.name == "subtitle":
            if draft.subtitle is None:
                draft.subtitle = passage
                draft.choose(draft.offer("subtitle", passage.text, field.source, "label", span))
        else:
            is_address = field.name in _ADDRESS_FIELDS and field.value is None
            value = draft.source[slice(*field.spans[0])] if is_address else passage.text
            set_field(
                draft,
                field.name,
                _address(value) if is_address and "://" in value else passage.text,
                field.source,
                span,
            )
    return title


def _field_passage(source: str, field: Field) -> Passage:
    if field.value is None:
        return render(source, field.spans, {}).passage
    text = " ".join(unicodedata.normalize("NFC", field.value).split())
    return Passage((Piece(text, field.spans[0][0], field.spans[-1][1]),))


def _address(text: str) -> str:
    return unicodedata.normalize("NFC", _UNSEEN_IN_ADDRESS.sub("", text))


def _cut_later_article(draft: Draft) -> None:
    later = later_article(draft)
    if later >= 0:
        del draft.parts[later:]
        draft.flag("multiple_articles")


def _record(decoded: Decoded, draft: Draft, header: Header) -> Record:
    url, canonical = _addresses(draft)
    parts = url_parts(canonical) if canonical else None
    title, publisher = _headline(draft, parts.publisher_domain if parts else None)
    blocks, images = _blocks(draft)
    body = "\n\n".join(block.passage.text for block in blocks if block.kind in BODY_KINDS)
    spoken = _language(draft, title.text if title else "", body)
    published, source, is_conflict = _published(draft, parts.url_date if parts else None)
    modified = next((dated for dated in draft.dates_of("modified") if dated.moment), None)
    if modified is not None:
        draft.choose(modified.candidate)
    wire = _wire_agency(draft)
    return Record(
        "markdown",
        blocks,
        offsets=decoded.offsets,
        title=title,
        subtitle=draft.subtitle,
        byline_raw=draft.byline_raw,
        authors=tuple(draft.authors),
        wire_agency=wire,
        dateline_raw=draft.dateline_raw,
        dateline_place=draft.dateline_place,
        published=published,
        published_source=source,
        date_conflict=is_conflict,
        modified=modified.moment if modified else None,
        url=url,
        canonical_url=canonical,
        publisher_name=publisher,
        section=draft.best("section"),
        language=spoken.language,
        language_score=spoken.score,
        analysis_language=spoken.analysis,
        keywords=tuple(draft.keywords),
        images=images,
        quality_flags=tuple(dict.fromkeys((*decoded.flags, *draft.flags))),
        candidates=draft.all(),
    )


def _addresses(draft: Draft) -> tuple[str | None, str | None]:
    """The article's address as given, and cleaned."""
    url = draft.best("url")
    canonical = clean_url(url) if url else None
    if canonical:
        draft.derive("canonical_url", canonical, "cleaned", draft.best_index("url"))
    return url, canonical


def _headline(draft: Draft, domain: str | None) -> tuple[Passage | None, str | None]:
    """The title without the outlet's name behind it, and the outlet's name."""
    names = tuple(candidate.value for candidate in draft.candidates if candidate.field in ("publisher", "host"))
    title = draft.title
    if title is not None:
        end, outlet = headline_end(title.text, names, domain)
        written = draft.index_of("title", title.text)
        if outlet:
            draft.offer("publisher", outlet, "title_suffix", "separator", (title.start, title.end))
            title = title.cut(0, end).stripped()
            draft.derive("title", title.text, "without_outlet", written)
        elif written is not None:
            draft.choose(written)
    return title, draft.best("publisher")


def _blocks(draft: Draft) -> tuple[tuple[Block, ...], tuple[Image, ...]]:
    blocks: list[Block] = []
    places: dict[int, int] = {}
    for index, part in enumerate(draft.parts):
        if part.kind and part.text:
            places[index] = len(blocks)
            links = part.inline.links
            if links:
                links = tuple(_link(link) for link in links if link.anchor and _leads_somewhere(link.url))
            blocks.append(Block(part.kind, part.inline.passage, links))  # type: ignore[arg-type]
    images = tuple(
        image if image.caption_block is None else replace(image, caption_block=places.get(image.caption_block))
        for image in draft.images
    )
    return tuple(blocks), images


def _link(link: Link) -> Link:
    return replace(link, url=_address(link.url)) if _UNSEEN_IN_ADDRESS.search(link.url) else link


def _leads_somewhere(url: str) -> bool:
    return bool(url) and not url.startswith(("#", "javascript:", "data:"))


def _language(draft: Draft, title: str, body: str) -> Told:
    """The language of title, body and label together; the text and the label are candidates."""
    index = draft.best_index("language")
    label = draft.candidates[index].value if index is not None else ""
    spoken = told_language(title, body, [label])
    likeliest = identify(body or title)
    if likeliest and likeliest[0] == spoken.language:
        text = [part for part in draft.parts if part.kind in BODY_KINDS and part.text]
        span = (text[0].start, text[-1].end) if text else (None, None)
        draft.choose(draft.offer("language", likeliest[0], "text", "identified", span))
    elif spoken.language and index is not None and language_code(label) == spoken.language:
        draft.derive("language", spoken.language, "declared", index)
    return spoken


def _published(draft: Draft, url_day: date | None) -> tuple[Moment | None, str | None, bool]:
    """The publication moment, its source, and whether sources differ by more than a day."""
    dates = draft.dates_of("published")
    readings = [(moment, dated) for dated in dates if (moment := settled(dated, url_day)) is not None]
    if not readings:
        return _without_date_line(draft, dates, url_day)
    first = readings[0][0]
    same_day = [pair for pair in readings if pair[0].day == first.day]
    moment, chosen = min(same_day, key=lambda pair: _PRECISION.index(pair[0].precision))
    draft.choose(chosen.candidate)
    days = [pair[0].day for pair in readings if pair[0].precision not in ("month", "year")]
    days += [url_day] if url_day else []
    is_conflict = any(abs((day - moment.day).days) > 1 for day in days) and moment.precision not in ("month", "year")
    return moment, chosen.source, is_conflict


def _without_date_line(
    draft: Draft, dates: list[DatedText], url_day: date | None
) -> tuple[Moment | None, str | None, bool]:
    if url_day is not None:
        draft.flag("date_from_url")
        span = draft.span_of(draft.best_index("url"))
        draft.choose(draft.offer("published_date", url_day.isoformat(), "url", "day", span))
        return Moment(url_day, "day"), "url", False
    for unclear in dates:
        draft.flag("date_ambiguous")
        span = draft.span_of(unclear.candidate)
        for day_first in (False, True):
            option = parse_moment(unclear.text, day_first=day_first)
            if option is not None:
                draft.offer("published_date", option.day.isoformat(), unclear.source, "option", span)
    if dates:
        return None, None, False
    changed = next((change for change in draft.dates_of("modified") if change.moment), None)
    if changed is not None:
        draft.flag("date_from_modified")
        return changed.moment, changed.source, False
    draft.flag("date_missing")
    return None, None, False


def _wire_agency(draft: Draft) -> str | None:
    named = next((author for author in draft.authors if author.agency_code), None)
    if named is None or named.agency_code is None:
        return draft.best("wire_agency")
    draft.derive("wire_agency", named.agency_code, "agency", draft.index_of("author", named.name))
    return named.agency_code
