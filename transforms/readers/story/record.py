"""The record of the story that a format reader finds: the same rules for every format."""

import re
from dataclasses import replace
from datetime import timedelta

from broadsheet.transforms.metadata.agencies import agency_code
from broadsheet.transforms.metadata.credits import looks_like_credit, parse_credit, split_caption
from broadsheet.transforms.metadata.date_values import moment_of
from broadsheet.transforms.metadata.datelines import Dateline, parse_dateline
from broadsheet.transforms.metadata.language import told_language
from broadsheet.transforms.metadata.moments import is_ambiguous_date
from broadsheet.transforms.metadata.urls import clean_url, url_parts
from broadsheet.transforms.readers.markup.blocks import Picture, body_of, passage_of
from broadsheet.transforms.readers.markup.text import clean
from broadsheet.transforms.readers.story.parts import Line
from broadsheet.transforms.readers.story.people import SIGN_OFF, find_agency, find_authors
from broadsheet.transforms.readers.story.story import Story
from broadsheet.transforms.readers.story.trimming import Known, trimmed
from broadsheet.transforms.records.passage import Passage
from broadsheet.transforms.records.record import BODY_KINDS, Author, Block, Image, Moment, Record, Reject, parted
from broadsheet.transforms.vocabulary.folding import bare

_MAX_KEYWORDS = 60  # More than editors give to one article; a bound on size, the same for all readers.
_MAX_KEYWORD = 80  # Code points; what is longer is a sentence.
_MAX_SIGN_OFF = 40  # Code points of initials, names or an agency at the end. Set by hand.
_DETAILS = ("second", "minute", "day", "month", "year")
# Initials behind the name of an agency: "dpa abc xyz".
_INITIALS = re.compile(r"[a-z0-9]{1,4}(?: [a-z0-9]{1,4}){0,5}")
_NITF_DAY = re.compile(r"(\d{8}|\d{4}-\d\d-\d\d)(?:Z|[+-]\d\d:?\d\d)")
_TWO_AGENCIES = re.compile(r"\(([^()/\s]{2,20})/([^()/\s]{2,20})\)")
_DATELINE = 120  # Code points; as the longest dateline that is looked for.


def record_of(story: Story) -> Record | Reject:
    """The record of a story; a reject where it has neither a title nor a body."""
    if not story.body.blocks:
        _use_summary(story)
    if story.body.is_truncated:
        story.flag("truncated")
    title = story.evidence.first("title")
    if not title and not story.body.blocks:
        return Reject("no_article", "neither a headline nor a text", member=story.member)
    authors, byline = find_authors(story)
    subtitle = _subtitle(story, title)
    captions, images = _captions(story.body.pictures)
    blocks = _sorted_body(story, authors, subtitle, [block.passage.text for block in captions])
    blocks, dateline = _without_dateline(blocks)
    dateline_raw, place = _dateline(story, dateline)
    record = Record(
        story.raw_format,
        (*captions, *blocks),
        member=story.member,
        offsets=story.offsets,
        has_raw_offsets=story.has_raw_offsets,
        title=story.headline or (passage_of(title) if title else None),
        subtitle=passage_of(subtitle) if subtitle else None,
        byline_raw=byline,
        authors=authors,
        wire_agency=find_agency(story, authors, dateline),
        dateline_raw=dateline_raw,
        dateline_place=place,
        images=images,
    )
    return _with_facts(record, story)


def _with_facts(record: Record, story: Story) -> Record:
    """The record with what stands beside the text: dates, addresses, language, subjects."""
    text = " ".join(block.passage.text for block in record.blocks if block.kind in BODY_KINDS)
    spoken = told_language(record.title.text if record.title else "", text, story.values("language"))
    published, source, modified, has_conflict = _dates(story)
    if published is None:
        story.flag("date_missing")
    url, canonical = _addresses(story)
    evidence = story.evidence
    return replace(
        record,
        published=published,
        published_source=source,
        date_conflict=has_conflict,
        modified=modified,
        url=url,
        canonical_url=canonical,
        publisher_name=evidence.first("publisher"),
        section=evidence.first("section"),
        genre=evidence.first("genre"),
        language=spoken.language,
        language_score=spoken.score,
        analysis_language=spoken.analysis,
        keywords=_keywords(story),
        quality_flags=tuple(story.flags),
        candidates=evidence.all(),
    )


def _subtitle(story: Story, title: str | None) -> str | None:
    """The subtitle; none where it only repeats the headline, a keyword or the first paragraph."""
    first = story.body.blocks[0].passage.text if story.body.blocks else ""
    repeated = {bare(text) for text in (title or "", first, *story.keywords)}
    for text in story.values("subtitle"):
        if bare(text) not in repeated:
            return story.evidence.choose_value("subtitle", text)
    return None


def _use_summary(story: Story) -> None:
    """What stands for the text of a story that comes without it."""
    for value in story.values("summary"):
        story.body.blocks = body_of(value).blocks
        if story.body.blocks:
            story.flag("summary_only")
            story.evidence.choose_value("summary", value)
            return


def _captions(pictures: list[Picture]) -> tuple[list[Block], tuple[Image, ...]]:
    """Blocks of the captions, and the pictures with the index of theirs."""
    blocks: list[Block] = []
    images: list[Image] = []
    for picture in pictures:
        text, credit = picture.caption, picture.credit
        parts = split_caption(text)
        caption = "" if looks_like_credit(text) else text[parts.caption_start : parts.caption_end].strip()
        written = credit or parts.credit_raw or (text if text and not caption else None)
        parsed = parse_credit(written) if written else None
        place = len(blocks) if caption else None
        if caption:
            blocks.append(Block("caption", _placed(picture, caption)))
        if parsed and written:
            images.append(
                Image(picture.url or None, place, written, parsed.photographer, parsed.agency, parsed.is_pool)
            )
        elif caption or picture.url:
            images.append(Image(picture.url or None, place))
    return blocks, tuple(images)


def _placed(picture: Picture, caption: str) -> Passage:
    """The caption without its credit, at its place in the file where that is known."""
    at = picture.passage.text.find(caption) if picture.passage else -1
    return picture.passage.cut(at, at + len(caption)) if picture.passage and at >= 0 else passage_of(caption)


def _sorted_body(story: Story, authors: tuple[Author, ...], subtitle: str | None, captions: list[str]) -> list[Block]:
    """The blocks, with those that are no text of the article marked as what they are."""
    known = Known(story.values("title"), subtitle, authors, captions, None)
    lines = [Line(block.kind, block.passage.text, block.links) for block in story.body.blocks]
    kept = {id(line) for line in trimmed(lines, known)}
    blocks = [
        block if id(line) in kept or block.kind not in BODY_KINDS else replace(block, kind="boilerplate", links=())
        for line, block in zip(lines, story.body.blocks, strict=True)
    ]
    return _without_sign_off(story, blocks)


def _without_sign_off(story: Story, blocks: list[Block]) -> list[Block]:
    """The blocks, the initials below the last paragraph set apart."""
    for index in range(len(blocks) - 1, max(len(blocks) - 4, 0), -1):
        text = blocks[index].passage.text
        if blocks[index].kind in BODY_KINDS and len(text) <= _MAX_SIGN_OFF:
            words = text.split()
            if SIGN_OFF.fullmatch(text) or (_INITIALS.fullmatch(text) and agency_code(words[0])):
                story.evidence.choose(story.evidence.offer("sign_off", text, "text", "last_line"))
                blocks[index] = replace(blocks[index], kind="footer", links=())
                break
    return blocks


def _familiar(text: str) -> str:
    """The text, of the same length, with a dash where wires of old set an underscore, and of two agencies the known."""
    text = text.replace(" _ ", " — ") if " _ " in text else text
    agencies = _TWO_AGENCIES.search(text, 0, _DATELINE)
    if agencies is None or agency_code(f"{agencies[1]}/{agencies[2]}"):
        return text
    kept = agencies[2] if agency_code(agencies[2]) else agencies[1]
    return f"{text[: agencies.start(1)]}{kept:>{agencies.end(2) - agencies.start(1)}}{text[agencies.end(2) :]}"


def _without_dateline(blocks: list[Block]) -> tuple[list[Block], Dateline | None]:
    """The blocks, the first paragraph parted into its dateline and the rest."""
    for index, block in enumerate(blocks):
        if block.kind != "paragraph":
            continue
        dateline = parse_dateline(_familiar(block.passage.text))
        if dateline is None:
            break
        head, rest, links = parted(block.passage, block.links, dateline.end)
        parts = [Block("dateline", head), *([Block("paragraph", rest, links)] if rest.text else [])]
        return [*blocks[:index], *parts, *blocks[index + 1 :]], replace(dateline, raw=head.text)
    return blocks, None


def _dateline(story: Story, dateline: Dateline | None) -> tuple[str | None, str | None]:
    """The dateline as written and its place: of the text, else as the format gives them."""
    if dateline:
        story.evidence.choose(story.evidence.offer("dateline", dateline.raw, "text", "first_paragraph"))
        return dateline.raw, dateline.place or next(iter(story.values("dateline_place")), None)
    for text in story.values("dateline"):
        parsed = parse_dateline(f"{text.rstrip(' -–—_')} - It.")
        place = parsed.place if parsed else None
        if place is None and not any(map(str.isdigit, text)):
            place = text.strip(" -–—_")
        if place:
            story.evidence.choose_value("dateline", text)
            return text, place
    return None, story.evidence.first("dateline_place")


def _dates(story: Story) -> tuple[Moment | None, str | None, Moment | None, bool]:
    """When the story was published, by which source, when it was changed, and whether sources of the first differ."""
    first = _moments(story, "published_date")
    last = _moments(story, "modified_date")
    if not first and last:
        first = last
    if not first:
        url = next(iter(story.values("canonical_url") or story.values("url")), None)
        day = url_parts(url).url_date if url else None
        if day is None:
            return None, None, None, False
        story.evidence.choose(story.evidence.offer("published_date", day.isoformat(), "url", "path"))
        return Moment(day, "day"), "url", None, False
    same_day = [pair for pair in first if pair[0].day == first[0][0].day]
    moment, index = min(same_day, key=lambda pair: (_DETAILS.index(pair[0].precision) // 2, pair[1]))
    story.evidence.choose(index)
    days = [stated.day for stated, _ in first]
    changed = last[0][0] if last else None
    if last:
        story.evidence.choose(last[0][1])
    return moment, story.evidence.candidates[index].source, changed, max(days) - min(days) > timedelta(days=1)


def _moments(story: Story, name: str) -> list[tuple[Moment, int]]:
    moments: list[tuple[Moment, int]] = []
    for index, candidate in enumerate(story.evidence.candidates):
        if candidate.field == name:
            day = _NITF_DAY.fullmatch(candidate.value)
            text = day[1] if day else candidate.value
            moment = moment_of(text, story.calendar)
            if moment is None and is_ambiguous_date(text):
                story.flag("date_ambiguous")
            elif moment is None and any(map(str.isdigit, text)):
                story.flag("date_rejected")
            elif moment is not None:
                moments.append((moment, index))
    return moments


def _addresses(story: Story) -> tuple[str | None, str | None]:
    """The address as found, and the canonical one."""
    url = next((value for value in story.values("url") if value.lower().startswith(("http://", "https://"))), None)
    canonical = next((value for value in story.values("canonical_url") if "://" in value), None)
    for name, value in (("url", url), ("canonical_url", canonical)):
        story.evidence.choose_value(name, value)
    best = canonical or url
    return url or canonical, (clean_url(best) or None) if best else None


def _keywords(story: Story) -> tuple[str, ...]:
    """The keywords, each once."""
    unique: dict[str, str] = {}
    for value in story.keywords:
        word = clean(value)
        if 1 < len(word) <= _MAX_KEYWORD:
            unique.setdefault(bare(word), word)
    return tuple(unique.values())[:_MAX_KEYWORDS]
