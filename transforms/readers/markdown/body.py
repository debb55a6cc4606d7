"""From the parts left between head and foot to the article's text: what is no part of it is set aside."""

from broadsheet.transforms.metadata.datelines import parse_dateline
from broadsheet.transforms.readers.markdown.draft import Draft
from broadsheet.transforms.readers.story.furniture import (
    is_boilerplate,
    is_invitation,
    is_note,
    is_paywall,
    is_paywall_possible,
    is_related_heading,
    is_row_of_links,
    may_be_standfirst,
)
from broadsheet.transforms.readers.story.parts import Inline, Part
from broadsheet.transforms.records.record import BODY_KINDS, parted

_MAX_NOTE = 800  # Code points; a correction has a paragraph at most. Set by hand, as all that follow.
_LINKED = 0.85  # Share of a part in links; the rest are marks, a date, a number.
_MAX_LINKED = 200  # Code points; a longer part of links is a paragraph of the article.
_MAX_TEASER = 120  # Code points of a headline that leads elsewhere.
_MAX_HEADING = 100  # Code points; an emphasised paragraph that is longer is a sentence in bold.
_MAX_STUB = 500  # Code points; a text that ends in dots and has no more is a preview.
_MAX_LABEL = 60  # Code points of a kicker, a name or a tag.
_MAX_PAYWALL_PARTS = 8  # Parts at the end among which an offer to subscribe stands.
_INVITED = 3  # Parts: an invitation, the teaser it leads to, and a text before them.
_MAX_ITALIC = 300  # Code points; a standfirst has two sentences, what is longer in italics is of the text.
_CUT_OFF = ("...", "…", "[…]", "[...]")


def sort_body(draft: Draft) -> None:
    """Set aside adverts, invitations, lists of other articles, notes and what is no text."""
    is_under_related = False
    for part in draft.parts[draft.title_index + 1 :]:
        if part.kind == "table":
            continue
        if part.kind in ("rule", "code") or not part.text:
            part.kind = ""
        elif part.kind == "heading":
            is_under_related = is_related_heading(part.text)
            if is_under_related or is_boilerplate(part):
                part.kind = "boilerplate"
        elif part.kind in BODY_KINDS:
            if is_under_related and _is_teaser(part):
                part.kind = "boilerplate"
                continue
            is_under_related = False
            _sort_text(draft, part)
    _drop_below_invitation(draft)
    _drop_paywall(draft)
    _drop_last_headings(draft)
    _flag_stub(draft)


def _drop_below_invitation(draft: Draft) -> None:
    """The last line, if it stands right below an invitation to subscribe and the like, is part of that."""
    last = [part for part in draft.parts[draft.title_index + 1 :] if part.text][-3:]
    if len(last) < _INVITED or last[-1].kind not in BODY_KINDS or len(last[-1].text) > _MAX_TEASER:
        return
    before, invitation, line = last
    if (
        before.group != invitation.group == line.group
        and invitation.kind == "boilerplate"
        and is_invitation(invitation)
    ):
        line.kind = "boilerplate"


def _is_teaser(part: Part) -> bool:
    return (
        part.kind == "list_item"
        or part.link_share > 0.5
        or (len(part.text) < _MAX_TEASER and not part.text.endswith("."))
    )


def _sort_text(draft: Draft, part: Part) -> None:
    if len(part.text) < _MAX_NOTE and is_note(part.text):
        part.kind = "footer"
        draft.choose(draft.offer("note", part.text, "text", "note", (part.start, part.end)))
    elif is_boilerplate(part) or _is_only_link(part) or (draft.is_page and _is_page_label(part)):
        part.kind = "boilerplate"
    elif part.kind == "paragraph" and len(part.text) < _MAX_HEADING and part.is_emphasised and not part.has_prose:
        part.kind = "heading"


def _is_only_link(part: Part) -> bool:
    return len(part.text) < _MAX_LINKED and (part.link_share > _LINKED or is_row_of_links(part))


def _is_page_label(part: Part) -> bool:
    """Buttons and names of sections, which files made of the article alone do not have."""
    return len(part.text) < _MAX_LABEL and not part.has_prose and not part.is_emphasised


def _drop_paywall(draft: Draft) -> None:
    """The invitation to pay stands at the end of what is free to read."""
    last = draft.parts[max(draft.title_index + 1, len(draft.parts) - _MAX_PAYWALL_PARTS) :]
    for part in last if is_paywall_possible([part.text for part in last]) else ():
        if (part.kind in BODY_KINDS or part.kind == "boilerplate") and is_paywall(part.text):
            part.kind = "boilerplate"
            draft.flag("truncated_or_paywalled")


def _drop_last_headings(draft: Draft) -> None:
    """A heading with no text below it heads what was cut."""
    for part in reversed(draft.parts[draft.title_index + 1 :]):
        if part.kind == "heading":
            part.kind = "boilerplate"
        elif part.kind in BODY_KINDS:
            return


def _flag_stub(draft: Draft) -> None:
    texts = [part.text for part in draft.parts[draft.title_index + 1 :] if part.kind in BODY_KINDS]
    if texts and texts[-1].endswith(_CUT_OFF) and sum(map(len, texts)) < _MAX_STUB:
        draft.flag("truncated_or_paywalled")


def take_standfirst(draft: Draft) -> None:
    """A first paragraph all in bold, or in italics alone, is the standfirst, if text follows it: a sentence, or as
    long as one."""
    body = [part for part in draft.parts[draft.title_index + 1 :] if part.kind in BODY_KINDS]
    if len(body) < 2 or draft.subtitle is not None:
        return
    first = body[0]
    if (
        first.kind in ("paragraph", "heading")
        and first.is_emphasised
        and (any(mark.strong for mark in first.marks) or _is_italic_alone(first, body[1]))
        and (first.has_prose or may_be_standfirst(first))
    ):
        first.kind = "subtitle"
        draft.subtitle = first.inline.passage
        draft.choose(draft.offer("subtitle", first.text, "heading", "emphasised_first", (first.start, first.end)))


def _is_italic_alone(first: Part, second: Part) -> bool:
    """Whether a paragraph in italics introduces one that is not: a whole text in italics has no standfirst."""
    return len(first.text) <= _MAX_ITALIC and not second.is_emphasised and not is_note(first.text)


def cut_dateline(draft: Draft) -> None:
    """Cut the place, day and agency that the first paragraph begins with into a part of their own."""
    for index, part in enumerate(draft.parts):
        if index <= draft.title_index or part.kind not in ("paragraph", "quote_block"):
            continue
        dateline = parse_dateline(part.text)
        if dateline is None:
            return
        draft.dateline_raw, draft.dateline_place = dateline.raw, dateline.place
        draft.dateline_agency = dateline.agency
        span = (part.start, part.end)
        draft.choose(draft.offer("dateline", dateline.raw, "dateline", "first_paragraph", span))
        if dateline.agency:
            draft.offer("wire_agency", dateline.agency, "dateline", "agency", span)
        head, rest, links = parted(part.inline.passage, part.links, dateline.end)
        pieces = [Part("dateline", Inline(head), head.text, 0, part.group, part.start, part.end)]
        if rest.text:
            pieces.append(Part(part.kind, Inline(rest, links), rest.text, part.level, part.group, part.start, part.end))
        draft.parts[index : index + 1] = pieces
        _move_captions(draft, index, len(pieces) - 1)
        return


def _move_captions(draft: Draft, index: int, by: int) -> None:
    for at, image in enumerate(draft.images):
        if by and image.caption_block is not None and image.caption_block > index:
            draft.images[at] = image.__class__(
                image.url,
                image.caption_block + by,
                image.credit_raw,
                image.photographer,
                image.credit_agency,
                image.is_pool,
            )
