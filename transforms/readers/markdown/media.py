"""Captions, credits and what they name, by pictures and the lines beside them."""

from broadsheet.transforms.metadata.credits import (
    Caption,
    looks_like_caption,
    looks_like_credit,
    parse_credit,
    split_caption,
)
from broadsheet.transforms.readers.markdown.draft import Draft
from broadsheet.transforms.readers.story.parts import Inline, Part
from broadsheet.transforms.records.record import Image

# Code points; of captions in text, which no mark tells from a paragraph. Set by hand, as all that follow.
_MAX_CAPTION = 420
_MAX_LOOSE_CAPTION = 320  # Code points; less, where no picture is beside it.
_MAX_CREDIT = 160  # Code points of two names with their agencies and a notice of rights.
_MIN_CAPTION = 20  # Code points; an emphasised beginning that is shorter is a label.
_MAX_EARLY = 4  # Parts of text; the lead picture and its caption stand before so many.


def read_media(draft: Draft) -> None:
    """Find the captions and credits, part them from each other, and list the pictures in their order."""
    parts: list[Part] = []
    pending: list[str] = []
    early = 0
    near: Part | None = None
    title = draft.parts[draft.title_index] if draft.title_index >= 0 else None
    for index, part in enumerate(draft.parts):
        images = part.inline.images
        if images:
            pending.extend(images)
            near = part
            if not part.text:
                parts.append(part)
                continue
        caption = _caption_of(part, near, early < _MAX_EARLY) or _above_credit(draft, index, near)
        if caption is None:
            if part.text and part.kind in ("paragraph", "heading", "list_item"):
                early += 1
                near = None
                if pending:
                    _flush(draft, pending)
            parts.append(part)
            continue
        _add(draft, parts, part, caption, pending)
    _flush(draft, pending)
    draft.title_index = next((index for index, part in enumerate(parts) if part is title), -1)
    draft.parts = parts


def _flush(draft: Draft, pending: list[str]) -> None:
    draft.images.extend(Image(url or None) for url in pending)
    pending.clear()


def _caption_of(part: Part, near: Part | None, is_early: bool) -> Caption | None:
    """How a part is a caption or a credit; None where it is neither."""
    text = part.text
    if not text or len(text) > _MAX_CAPTION or part.kind not in ("paragraph", "caption", "quote_block"):
        return None
    if part.kind == "caption":
        return _by_marks(part) or split_caption(text)
    is_beside = near is not None and (near.group == part.group or near.group + 3 > part.group)
    if not is_beside and (not is_early or len(text) > _MAX_LOOSE_CAPTION):
        return _anywhere(part)
    if looks_like_credit(text) and len(text) <= _MAX_CREDIT:
        return split_caption(text)
    marked = _by_marks(part)
    if marked is not None:
        return marked
    parted = split_caption(text)
    if parted.credit_raw and parted.caption_end < len(text):
        return parted
    if is_beside and near is not None and _belongs(part, near):
        return parted
    return parted if looks_like_caption(text) else None


def _anywhere(part: Part) -> Caption | None:
    """A caption that its form tells far from any picture: with a credit in bold at its end, or a credit in brackets."""
    if part.text[0] == "(" and part.text[-1] == ")" and "/" in part.text:
        return split_caption(part.text) if looks_like_credit(part.text) else None
    if not part.inline.marks:
        return None
    marked = _by_marks(part)
    is_sure = marked is not None and marked.credit_raw is not None and looks_like_credit(marked.credit_raw)
    return marked if is_sure and part.marks[0].strong else None


def _above_credit(draft: Draft, index: int, near: Part | None) -> Caption | None:
    """A short line with a credit on the next line is a caption, if the two stand together or below a picture."""
    part = draft.parts[index]
    credit = draft.parts[index + 1] if index + 1 < len(draft.parts) else None
    if credit is None or len(credit.text) > _MAX_CREDIT or credit.kind != "paragraph":
        return None
    if part.kind != "paragraph" or not 0 < len(part.text) <= _MAX_LOOSE_CAPTION or part.text.endswith(":"):
        return None
    are_alone = credit.group == part.group and all(
        other.group != part.group for other in (*draft.parts[max(0, index - 1) : index], *draft.parts[index + 2 :][:1])
    )
    is_below = near is not None and near is not part and near.group + 3 > part.group
    return split_caption(part.text) if (are_alone or is_below) and looks_like_credit(credit.text) else None


def _belongs(part: Part, near: Part) -> bool:
    """Whether a line under a picture is its caption: no blank line between, or the words of the alternative text."""
    if near.group == part.group and near is not part:
        return True
    return part.is_emphasised


def _by_marks(part: Part) -> Caption | None:
    """A caption and its credit told apart by emphasis: "Caption. **Credit**" or "*Caption.* Credit"."""
    text, marks = part.text, part.marks
    if not marks or len(text) > _MAX_CAPTION:
        return None
    mark = marks[0]
    if len(marks) > 1:
        return None
    tail, rest = text[mark.start :], text[mark.end :]
    if mark.strong and mark.end == len(text) and mark.start > 0 and len(tail) <= _MAX_CREDIT and _could_be_credit(tail):
        return _split_at(text, mark.start, mark.start)
    is_caption = not mark.strong and mark.start == 0 and mark.end > _MIN_CAPTION
    if is_caption and rest and len(rest) <= _MAX_CREDIT and _could_be_credit(rest):
        return _split_at(text, mark.end, mark.end)
    return None


def _could_be_credit(text: str) -> bool:
    words = text.split()
    capital = sum(word[0].isupper() or not word[0].isalnum() or not word.isascii() for word in words)
    return 0 < len(words) <= 16 and not text.rstrip().endswith(("?", "!", ":")) and capital * 2 >= len(words)


def _split_at(text: str, caption_end: int, credit_start: int) -> Caption:
    raw = text[credit_start:].strip()
    credit = parse_credit(raw)
    end = len(text[:caption_end].rstrip())
    return Caption(end, raw, credit.photographer, credit.agency, credit.is_pool)


def _add(draft: Draft, parts: list[Part], part: Part, caption: Caption, pending: list[str]) -> None:
    """Put the caption and the credit in place of the part, and one picture for both."""
    text = part.text
    has_caption = caption.caption_end > caption.caption_start
    index = None
    if has_caption:
        index = len(parts)
        parts.append(_cut(part, "caption", caption.caption_start, caption.caption_end))
    if caption.credit_raw:
        start = text.rfind(caption.credit_raw)
        low = max(start, 0)
        parts.append(_cut(part, "credit", low, low + len(caption.credit_raw) if start >= 0 else len(text)))
    image = Image(None, index, caption.credit_raw, caption.photographer, caption.credit_agency, caption.is_pool)
    last = draft.images[-1] if draft.images else None
    if not has_caption and last is not None and last.credit_raw is None and not pending and _just_before(draft, parts):
        draft.images[-1] = Image(
            last.url,
            last.caption_block,
            caption.credit_raw,
            caption.photographer,
            caption.credit_agency,
            caption.is_pool,
        )
        return
    _flush_all_but_last(draft, pending)
    url = pending.pop() if pending else None
    draft.images.append(Image(url or None, *_rest(image)))


def _rest(image: Image) -> tuple[int | None, str | None, str | None, str | None, bool]:
    return image.caption_block, image.credit_raw, image.photographer, image.credit_agency, image.is_pool


def _flush_all_but_last(draft: Draft, pending: list[str]) -> None:
    draft.images.extend(Image(url or None) for url in pending[:-1])
    del pending[:-1]


def _just_before(draft: Draft, parts: list[Part]) -> bool:
    """Whether the last picture's caption is the part before the credit just added."""
    return len(parts) > 1 and parts[-2].kind == "caption" and draft.images[-1].caption_block == len(parts) - 2


def _cut(part: Part, kind: str, start: int, end: int) -> Part:
    passage = part.inline.passage.cut(start, end).stripped()
    return Part(kind, Inline(passage), passage.text, 0, part.group, part.start, part.end)
