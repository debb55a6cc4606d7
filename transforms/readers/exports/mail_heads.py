"""Text whose documents begin as letters do: "From:", "Subject:", "Date:"."""

import re
from collections.abc import Sequence

from broadsheet.transforms.readers.exports.source import Draft, Line, paragraphs_of
from broadsheet.transforms.vocabulary.folding import fold
from broadsheet.transforms.vocabulary.lists import entries

_HEADER = re.compile(r"([A-Z][A-Za-z0-9-]{1,39}):(?:\s+(.*))?", re.DOTALL)
_SENT = re.compile(r"From \S+.{0,20} \d\d:\d\d.{0,20}")
_OF_LETTERS = frozenset(entries("mail_headers.txt"))
_MARKS = frozenset(("from", "subject", "date"))
_FOOT = re.compile(r"End of .{3,80} Digest\b.{0,80}", re.IGNORECASE)
_RECIPIENTS = ("to:", "cc:", "list-post:", "reply-to:")
_MIN_MARKS = 2  # one alone stands at the beginning of a line of prose, too
_MAX_HEAD = 80  # lines: a bound on cost, set by hand
_RULE = re.compile(r"[-=_*]{3,}")
_SIGNATURE = re.compile(r"--\s?")
_TAG = re.compile(r"\[([^\[\]]{2,60})\]\s+")
_LOCAL = re.compile(r"([\w.+-]{1,64})@")
_RE = re.compile(r"(?:(?:re|aw|fwd?|wg|tr|rv|enc)\s*:\s*)+", re.IGNORECASE)


def heads_of(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """The half-open ranges of lines that are the heads of letters."""
    heads: list[tuple[int, int]] = []
    at = 0
    while at < len(lines):
        is_free = at == 0 or not lines[at - 1].text or _RULE.fullmatch(lines[at - 1].text) is not None
        end = _end_of_head(lines, at) if is_free and lines[at].text else at
        if end > at:
            heads.append((at, end))
            at = end
        at += 1
    return heads


def _end_of_head(lines: Sequence[Line], start: int) -> int:
    """Behind the last line of the head that begins at a line; the line itself where none does."""
    names: set[str] = set()
    at = start + 1 if _SENT.fullmatch(lines[start].text) else start
    first = at
    while at < min(start + _MAX_HEAD, len(lines)) and lines[at].text:
        match = _HEADER.fullmatch(lines[at].text)
        if match is not None:
            names.add(match[1].lower())
        elif at == first:
            return start
        at += 1
    is_head = len(names & _MARKS) >= _MIN_MARKS and (names <= _OF_LETTERS or {"from", "subject"} <= names)
    return at if is_head else start


def ranges_of(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """The letters: each from its head to that of the next; none where the text does not begin with one, but for a few
    lines of a digest's head."""
    starts = [start for start, _ in heads_of(lines)]
    filled = next((at for at, line in enumerate(lines) if line.text), 0)
    if not starts or (starts[0] > filled and len(starts) == 1):
        return []
    return list(zip(starts, [*starts[1:], len(lines)], strict=True))


def headline_of(subject: str, recipients: str) -> str:
    """The subject of a letter without "Re:" and the like, and without the name in brackets that a list of letters sets
    before it, where it went to such a list."""
    lead = _RE.match(subject)
    headline = subject[lead.end() :] if lead else subject
    match = _TAG.match(headline)
    is_list = match is not None and any(fold(local) == fold(match[1]) for local in _LOCAL.findall(recipients))
    return headline[match.end() :] if match is not None and is_list else headline


def draft_of(lines: Sequence[Line], is_flowed: bool) -> Draft:
    """What a letter says: its subject is the headline, who sent it the author."""
    draft = Draft()
    end = _end_of_head(lines, 0)
    recipients = " ".join(line.text for line in lines[:end] if line.text.lower().startswith(_RECIPIENTS))
    for line in lines[:end]:
        match = _HEADER.fullmatch(line.text)
        name, value = (match[1].lower(), (match[2] or "").strip()) if match else ("", "")
        if name == "subject" and value:
            subject = headline_of(value, recipients)
            draft.headline = [Line(line.end - len(subject), line.end, subject)]
            draft.offer("title", subject, "Subject")
        elif name == "from":
            draft.offer("byline", value, "From")
        elif name == "date":
            draft.offer("published_date", value, "Date")
        elif name == "keywords":
            draft.offer("keywords", value, "Keywords")
    body = list(lines[end:])
    signature = next((at for at, line in enumerate(body) if _SIGNATURE.fullmatch(line.text)), len(body))
    kept = [line for line in body[:signature] if not (_RULE.fullmatch(line.text) or _FOOT.fullmatch(line.text))]
    draft.paragraphs = paragraphs_of(kept, is_flowed=is_flowed)
    return draft
