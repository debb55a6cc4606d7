"""The lines below an article: address, publisher, keywords, and the people who helped to write it."""

import re

from broadsheet.transforms.metadata.agencies import agency_code
from broadsheet.transforms.metadata.bylines import parse_byline
from broadsheet.transforms.metadata.moments import looks_like_date_line, parse_moments
from broadsheet.transforms.metadata.urls import archive_url
from broadsheet.transforms.readers.markdown.draft import Draft
from broadsheet.transforms.readers.markdown.head import set_field
from broadsheet.transforms.readers.markdown.header import label_of
from broadsheet.transforms.readers.story.furniture import (
    SOURCE_LABELS,
    WORK_DONE,
    is_boilerplate,
    is_note,
    is_sign_off,
    is_source_label,
)
from broadsheet.transforms.readers.story.parts import Part
from broadsheet.transforms.vocabulary.phrases import Phrases

_MAX_TAIL_PARTS = 24  # Parts at the end that are looked at; a bound on cost, set by hand.
_MAX_PROSE = 2  # Paragraphs of prose; above them no line is of the foot. Set by hand.
# The longest of each kind, in code points; what is longer is prose that only begins so. Set by hand.
_MAX_SOURCE, _MAX_NAMES, _MAX_CONTRIBUTED, _MAX_BIO, _MAX_NOTE = 600, 600, 300, 500, 800
_MAX_REPUBLISHED, _MAX_LABEL, _MAX_LABELLED, _MAX_RIGHTS, _MAX_INITIALS = 400, 80, 300, 240, 24
_LINKED = 0.3  # Share of a line in links, where a label leads to the source.
_ADDRESS = re.compile(r"https?://[^\s<>()]+(?:\([^\s<>()]*\)[^\s<>()]*)?")
_REPUBLISHED = re.compile(
    r"""
    \b(?:originally|first)[ ](?:published|appeared)|\brepublished[ ](?:from|under|with)  # English
    |\bursprünglich[ ](?:erschienen|veröffentlicht)                                      # German
    |\bpublié[ ](?:initialement|à[ ]l'origine)                                           # French
    |\bpublicado[ ]originalmente|\boriginalmente[ ]publicado                             # Spanish, Portuguese
    """,
    re.IGNORECASE | re.VERBOSE,
)
_PUBLISHED = Phrases(("published", "publicado", "publié", "appeared", "erschienen", "veröffentlicht"))
_COPYRIGHT = re.compile(
    r"""
    (?:©|\(c\)|copyright)\s*(?:©|\(c\)\s*)?
    (?:\d{4}(?:\s*[-–]\s*\d{2,4})?)?\s*                        # a year, or two
    (?:by\s+)?([^\W\d_][^.|©,]{1,60}?)?\s*                     # the holder
    (?:\d{4})?\s*                                              # or the year behind it
    (?:[.|,©]|all[ ]rights[ ]reserved|alle[ ]rechte|$)
    """,
    re.IGNORECASE | re.VERBOSE,
)
# What they did, and who.
_SIGN_OFF_PART = re.compile(rf"({WORK_DONE})[ ]by[ ]([^;()]{{2,300}})", re.IGNORECASE | re.VERBOSE)
_CONTRIBUTED = re.compile(
    r"(.{3,160}?) (?:also )?contributed (?:reporting )?to this (?:report|story|article)", re.IGNORECASE
)
_WRITER = re.compile(r"\b(?:staff )?(?:writers?|reporters?|correspondents?|journalists?)\b\s*", re.IGNORECASE)
_INITIALS = re.compile(r"\(?[a-zäöü]{2,3}(?:/[a-zäöü]{2,4}){1,4}\)?|[-–/]{1,2} ?[a-z]{2,4} ?[-–]{0,2}")
_BIO = re.compile(
    r"""
    (?:[^\W\d_][\w.’'-]*\s){2,5}(?:is|was|are)[ ](?:an?[ ]|the[ ])?[^.]{0,80}?  # "Ana Reyd is a freelance"
    \b(?:
        writer|reporter|editor|correspondent|columnist|journalist               # of the trade
        |professor|lecturer|fellow|director|author|researcher|analyst|contributor
    )\b
    """,
    re.VERBOSE,
)
_OPINION = re.compile(
    r"\bviews expressed\b|\bopinions expressed\b|\bown views\b|\bare (?:his|her|their|my) own\b", re.IGNORECASE
)
_CONTRIBUTIONS = {"reporting": "author", "reported": "author", "compiled": "author", "written": "author"}


def read_tail(draft: Draft) -> None:
    """Take the lines below the text out of the body, from the last one up to the second paragraph of prose."""
    prose = 0
    dated: list[Part] = []
    parts = draft.parts
    low = max(draft.title_index + 1, len(parts) - _MAX_TAIL_PARTS)
    for index in range(len(parts) - 1, low - 1, -1):
        part = parts[index]
        if not part.text or part.kind in ("rule", "heading", "title", "byline", "date_line", "footer"):
            continue
        if _take_source(draft, index) or _take_names(draft, part) or _take_closing(draft, part, prose == 0):
            continue
        if prose == 0 and looks_like_date_line(part.text):
            dated.append(part)
            continue
        if part.kind in ("paragraph", "quote_block", "list_item") and part.has_prose and not is_boilerplate(part):
            prose += 1
            if prose == _MAX_PROSE:
                break
    if dated and not draft.dates_of("published"):
        _take_dates(draft, dated)


def _take_dates(draft: Draft, dated: list[Part]) -> None:
    """Lines of dates below the text, where none stands above it; those of several days are of other articles."""
    moments = [parse_moments(part.text) for part in dated]
    if len({moment.day for of_part in moments for role, moment in of_part if role == "published"}) == 1:
        for part in dated:
            part.kind = "date_line"
            draft.add_dates(part.text, "footer", (part.start, part.end))


def _take_source(draft: Draft, index: int) -> bool:
    """The address of first publication: a labelled link, or a bare address below a label."""
    part = draft.parts[index]
    text = part.text
    if len(text) > _MAX_SOURCE or (not part.links and "://" not in text):
        return _take_label_alone(draft, index)
    address = _ADDRESS.search(text)
    links = [link for link in part.links if link.url.startswith("http")]
    lead = text[: address.start()] if address else ""
    before = draft.parts[index - 1] if index else None
    if address and _is_label(lead):
        _offer_url(draft, part, text[address.start() :].rstrip(") .") if "(" in lead else address.group(), "labelled")
    elif address and not lead.strip("<( ") and before is not None and is_source_label(before.text):
        _offer_url(draft, part, address.group(), "below_label")
        before.kind = "footer"
    elif address and address.group().rstrip("/.") == text.strip("<> ").rstrip("/."):
        _offer_url(draft, part, address.group(), "alone")
    elif (
        links and (is_source_label(links[0].anchor) or _is_label(text[: links[0].start])) and part.link_share > _LINKED
    ):
        _offer_url(draft, part, links[0].url, "linked")
    elif len(text) < _MAX_REPUBLISHED and _is_republished(text):
        return _take_republished(draft, part)
    else:
        return False
    return True


def _take_label_alone(draft: Draft, index: int) -> bool:
    part = draft.parts[index]
    if index + 1 >= len(draft.parts) and is_source_label(part.text):
        part.kind = "footer"
        return True
    return len(part.text) < _MAX_REPUBLISHED and _is_republished(part.text) and _take_republished(draft, part)


def _is_republished(text: str) -> bool:
    return _PUBLISHED.are_in(text) and bool(_REPUBLISHED.search(text))


def _is_label(lead: str) -> bool:
    label = lead.casefold().strip(" :：.([<->–—*_")
    return 0 < len(lead) < _MAX_LABEL and (label in SOURCE_LABELS or bool(_REPUBLISHED.search(label)))


def _offer_url(draft: Draft, part: Part, url: str, rule: str) -> None:
    part.kind = "footer"
    span = (part.start, part.end)
    draft.offer("url", url, "footer", rule, span)
    archived = archive_url(url)
    if archived:
        draft.choose(draft.offer("archive_url", archived, "footer", rule, span))


def _take_republished(draft: Draft, part: Part) -> bool:
    part.kind = "footer"
    draft.flag("republished")
    for link in part.links[:1]:
        if link.url.startswith("http"):
            span = (part.start, part.end)
            draft.offer("url", link.url, "footer", "republished", span)
            draft.offer("publisher", link.anchor, "footer", "republished", span)
    return True


def _take_names(draft: Draft, part: Part) -> bool:
    """Who reported, wrote and edited: "(Reporting by A B; Editing by C D)", "A B contributed to this report"."""
    text, span = part.text, (part.start, part.end)
    if len(text) > _MAX_NAMES:
        return False
    if is_sign_off(text):
        part.kind = "footer"
        for signed in _SIGN_OFF_PART.finditer(text):
            _sign_off(draft, signed.group(1).lower(), signed.group(2).strip(" ."), span)
        if text.startswith("(") and not draft.dateline_agency:
            draft.flag("agency_inferred_from_signoff")
            draft.offer("wire_agency", "Reuters", "sign_off", "reporting_and_editing", span)
        return True
    contributed = _CONTRIBUTED.match(text) if len(text) <= _MAX_CONTRIBUTED and "contributed" in text.lower() else None
    if contributed is None:
        return False
    part.kind = "footer"
    who = _WRITER.sub("", contributed.group(1))
    words = who.split(" ")
    for size in (3, 2, 1):
        code = agency_code(" ".join(words[:size]))
        if code is not None:
            draft.offer("wire_agency", code, "sign_off", "contributed", span)
            who = " ".join(words[size:])
            break
    for author in parse_byline(f"By {who}"):
        draft.choose(draft.offer("contributor", author.name, "sign_off", "contributed", span))
    return True


def _sign_off(draft: Draft, work: str, names: str, span: tuple[int, int]) -> None:
    authors = parse_byline(f"By {names}")
    field = _CONTRIBUTIONS.get(work.split(" ")[0], "editor" if "edit" in work else "contributor")
    if field == "author":
        if not any(author.kind == "person" for author in draft.authors):
            draft.add_authors(authors, "sign_off", work, span)
            return
        field = "contributor"
    for author in authors:
        draft.choose(draft.offer(field, author.name, "sign_off", work, span))


def _take_closing(draft: Draft, part: Part, is_last: bool) -> bool:
    """Notes, tags, rights, initials, and the few words about the author."""
    text, span = part.text, (part.start, part.end)
    if is_note(text) and len(text) < _MAX_NOTE:
        part.kind = "footer"
        draft.choose(draft.offer("note", text, "footer", "note", span))
        return True
    labelled = label_of(text) if len(text) < _MAX_LABELLED else None
    if labelled and labelled[0] in ("tags", "section"):
        part.kind = "boilerplate"
        set_field(draft, labelled[0], text[labelled[1] :], "footer", span)
        return True
    rights = _COPYRIGHT.match(text) if len(text) < _MAX_RIGHTS else None
    if rights:
        part.kind = "footer"
        if rights.group(1):
            draft.offer("publisher", rights.group(1).strip(" –-"), "copyright", "rights", span)
        return True
    if len(text) < _MAX_INITIALS and _INITIALS.fullmatch(text):
        part.kind = "footer"
        return True
    return is_last and _take_bio(draft, part)


def _take_bio(draft: Draft, part: Part) -> bool:
    text = part.text
    names = [author.name for author in draft.authors if author.kind == "person"]
    is_about = text.startswith(tuple(names)) if names else False
    if len(text) > _MAX_BIO or not (part.is_emphasised or (is_about and _BIO.match(text))):
        return False
    is_opinion = bool(_OPINION.search(text))
    if is_opinion:
        draft.flag("opinion")
    if not (is_opinion or is_about or _BIO.match(text)):
        return False
    part.kind = "footer"
    return True
