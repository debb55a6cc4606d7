"""From the line that says who wrote an article to its authors."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from broadsheet.transforms.metadata.agencies import AGENCY_WORDS, agency_code
from broadsheet.transforms.metadata.asian_bylines import asian_names, is_asian, is_bare_name, is_marked, is_named
from broadsheet.transforms.metadata.byline_text import (
    LONGEST,
    MARKS,
    PHRASES,
    parts_of,
    starts_as_byline,
    swapped,
    without_date,
    without_lead,
    without_others,
    without_place,
    words_of,
)
from broadsheet.transforms.metadata.moments import parse_moments
from broadsheet.transforms.metadata.names import (
    CITIES,
    HOUSES,
    JOBS,
    MODIFIERS,
    NEVER,
    OUTLETS,
    STAFF,
    has_prefix,
    person_name,
)
from broadsheet.transforms.records.record import Author, AuthorKind
from broadsheet.transforms.vocabulary import particles
from broadsheet.transforms.vocabulary.folding import fold

# Code points; what is longer reads as prose, though it may be a byline that a field gives. Set by hand.
_LONGEST_LINE = 200
_MOST_WORDS = 24  # Of a line of names, five or six of them; a longer one is a sentence. Set by hand.
_LONGEST_STAFF = 4  # Words: "Orlova Post Web Desk".
_FEWEST_NAMES = 2  # Words of a person's name.
_MOST_OUTLET_WORDS = 5  # Words of an outlet's name; more are a phrase with a name in it. Set by hand.
_NO_NAME_MARKS = ':"“”„«»?!'
# What makes a line without lead words a byline.
_HINTS = AGENCY_WORDS | JOBS | frozenset(word for phrase in STAFF for word in phrase.split())
_SMALL = particles.IN_BYLINES | frozenset(
    fold(word) for kind in ("and", "place", "of") for p in PHRASES[kind] for word in p.split()
)
_SPECIAL = re.compile(r"\bspecial (?:to|for)\b.*|\bspecial correspondent\b", re.IGNORECASE)
_NOISE = re.compile(
    r"""
    [\w.+-]+@[\w-]+\.[\w.-]+|(?<!\w)@[\w.]+     # addresses of mail, handles
    |https?://\S+|www\.\S+                      # addresses of pages
    |[(（]@?[a-z0-9_.]{2,30}[)）]                # handles in brackets
    |[*_`#\[\]<>]|\(\)|\\                       # mark-up
    """,
    re.VERBOSE,
)
# Line breaks part names; other white space does not.
_SPACE = re.compile(r"[^\S\n]+")
_READ_TIME = re.compile(r"\d{1,3}[ -]?(?:min|мин|λεπ|dk|分)\w*\.?(?: \w+)?", re.IGNORECASE)
_PICTURE_CREDIT = re.compile(r"\s*[(（][^()（）/]+/[^()（）]+[)）]\s*")


@dataclass(slots=True)
class _Analysis:
    """Who was found in a byline, and whether all of it was understood."""

    persons: list[Author] = field(default_factory=list)
    others: list[Author] = field(default_factory=list)
    outlets: list[Author] = field(default_factory=list)
    is_clear: bool = True
    has_lead: bool = False
    has_job: bool = False


def _job_cut(words: list[str]) -> tuple[list[str], bool]:
    """The words without a job title at either end, and whether there was one ("Kurier-Redakteurin" is one, too)."""
    folded = [fold(word.strip(".,:")) for word in words]
    if len(words) > 2 and "-" in folded[0] and folded[0].rpartition("-")[2] in JOBS:
        return words[1:], True
    job = next((at for at, word in enumerate(folded) if word in JOBS), None)
    if job is None:
        return words, False
    start = job
    while start and folded[start - 1] in MODIFIERS:
        start -= 1
    # "Senior Autos Reporter": what stands between the two is of the title too.
    start = next((at for at in range(_FEWEST_NAMES, start) if folded[at] in MODIFIERS), start)
    if start >= 2:
        return words[:start], True
    tail = next((at for at in range(len(words) - 1, -1, -1) if folded[at] in JOBS or folded[at] in MODIFIERS), job)
    return words[tail + 1 :], True


def _agency_cut(words: list[str]) -> tuple[list[str], Author | None]:
    """The words of a name without the agency behind it, and that agency ("Ivo Brandt The Canadian Press")."""
    for at in range(_FEWEST_NAMES, len(words)):
        name = " ".join(words[at:])
        code = agency_code(name.removeprefix("The "))
        if code:
            return words[:at], Author(name, "agency", name, code)
    return words, None


def _classify(analysis: _Analysis, part: str) -> None:
    """Note what one part of a byline is."""
    raw = part
    code = agency_code(part)
    if code:
        analysis.others.append(Author(part, "agency", raw, code))
        return
    folded = fold(part)
    if folded in STAFF:
        if not (analysis.persons and _job_cut(part.split())[1]):
            analysis.others.append(Author(part, "staff", raw))
        analysis.has_job = True
        return
    if folded in HOUSES:
        analysis.outlets.append(Author(part, "organisation", raw))
        return
    words, has_job = part.split(), False
    if fold(words[-1]) in ("staff", "team", "desk", "redaktion", "newsroom") and len(words) <= _LONGEST_STAFF:
        code = agency_code(" ".join(words[:-1]))
        analysis.others.append(Author(part, "agency", raw, code) if code else Author(part, "staff", raw))
        return
    words, has_job = _job_cut(words)
    analysis.has_job |= has_job
    if not words:
        analysis.others.append(Author(part, "staff", raw))
        return
    if agency_code(words[0]) and len(words) > 2:
        words = words[1:]
    words, agency = _agency_cut(words)
    analysis.others += [agency] if agency else []
    if any(fold(word.strip(".,'’")) in OUTLETS or ("." in word[1:-1] and word.islower()) for word in words):
        kind: AuthorKind = "staff" if has_job else "organisation"
        analysis.outlets.append(Author(part, kind, raw))
        return
    name = person_name(words)
    if name:
        if all(name != known.name for known in analysis.persons):
            analysis.persons.append(Author(name, "person", raw))
    elif not (has_job or _is_side_note(analysis, words)):
        analysis.is_clear = False


def _is_side_note(analysis: _Analysis, words: list[str]) -> bool:
    """Whether a part after the first name can be the writer's place, or what is said of the writer."""
    return bool(analysis.persons or analysis.others) and (
        (len(words) <= 2 and words[0][:1].isupper()) or fold(" ".join(words)) in CITIES
    )


def _analysed(text: str) -> _Analysis:
    """Who wrote it, by the first `LONGEST` code points of a byline; not to be changed by its caller."""
    return _understood(text[:LONGEST])


# A line is asked after twice, whether it is a byline and whose; and reporters write more than one article.
@lru_cache(maxsize=4_096)
def _understood(text: str) -> _Analysis:
    text = _SPACE.sub(" ", _NOISE.sub(" ", text)).strip(" -–—|•·")
    analysis = _Analysis()
    if is_asian(text):
        analysis.persons = [Author(name, "person", text) for name in asian_names(text)]
        analysis.has_lead = analysis.is_clear = bool(analysis.persons)
        return analysis if analysis.persons else _latin(analysis, text)
    return _latin(analysis, text)


def _latin(analysis: _Analysis, text: str) -> _Analysis:
    text, analysis.has_lead = without_lead(text)
    text = without_others(text)
    text, cut = without_date(text)
    if cut and not (_READ_TIME.search(cut) or parse_moments(cut.split("|")[0].strip(), day_first=True)):
        analysis.is_clear = False
    if "pecial" in text:
        text = _SPECIAL.sub("", text)
    for part in parts_of(swapped(text)):
        part = without_place(part)
        if part:
            _classify(analysis, part)
    return analysis


def parse_byline(text: str) -> tuple[Author, ...]:
    """The authors named in a byline, with or without its lead word; persons and agencies in their order.

    Staff is left out where a person is named, an organisation where anyone else is. Job titles, places, dates,
    addresses and the names of photographers, editors and translators are cut. A single word is no person. A line in
    brackets with a slash, "(Robert Example / AP)", is the credit of a picture and names no author.
    """
    if _is_picture_credit(text):
        return ()
    analysis = _analysed(text)
    agencies = [author for author in analysis.others if author.kind == "agency"]
    if analysis.persons:
        return (*analysis.persons, *_distinct(agencies))
    return tuple(_distinct(analysis.others or analysis.outlets[:1]))


def _distinct(authors: list[Author]) -> list[Author]:
    return list({(author.agency_code or author.name): author for author in authors}.values())


def outlet_of(text: str) -> str | None:
    """The outlet that a short text names and nothing else ("Lumen Weekly"); None where it names none."""
    if not _may_be_names(text) or starts_as_byline(text) or len(text.split()) > _MOST_OUTLET_WORDS:
        return None
    analysis = _analysed(text)
    is_outlet = analysis.is_clear and len(analysis.outlets) == 1 and not (analysis.persons or analysis.others)
    return analysis.outlets[0].name if is_outlet and analysis.outlets[0].kind == "organisation" else None


def _is_picture_credit(text: str) -> bool:
    return "/" in text and text.lstrip()[:1] in "(（" and bool(_PICTURE_CREDIT.fullmatch(text))


def _is_short_line(text: str) -> bool:
    if _is_picture_credit(text):
        return False
    return 2 < len(text) <= _LONGEST_LINE and not (text[-1] in ".!?…。" and len(text) > 12 and not _ends_in_name(text))


def _ends_in_name(text: str) -> bool:
    last = text.rsplit(" ", 1)[-1]
    return len(last) == 2 or last in ("Jr.", "Sr.", "Ph.D.", "M.D.", "r.")


def _may_be_names(text: str) -> bool:
    """Whether no word rules out that the text is names: none that names lack, none in small letters but links."""
    words = text.split()
    if len(words) > _MOST_WORDS:
        return False
    for word in words:
        bare = fold(word.strip(MARKS))
        if (bare in NEVER and bare not in _SMALL) or (
            word[0].islower()
            and not has_prefix(word.strip(MARKS))
            and bare not in _SMALL
            and bare not in _HINTS
            and bare not in MODIFIERS
        ):
            return False
    return True


def looks_like_byline(text: str) -> bool:
    """Whether the whole short line is a byline.

    That is lead words and names; or names and an agency, or a job; or nothing but an agency or "Staff Writer".
    """
    text = text.strip()
    # What ends in a colon leads to what someone says: "From Ivo Brandt, head of the union:".
    if not _is_short_line(text) or text.endswith((":", "：")):
        return False
    if is_asian(text):
        return is_marked(text) and _analysed(text).is_clear
    led = starts_as_byline(text)
    if not led and (_HINTS.isdisjoint(words_of(text)) or not _may_be_names(text)):
        return False
    analysis = _analysed(text)
    if not analysis.is_clear:
        return False
    if analysis.has_lead:
        few = len(text.split()) <= _MOST_OUTLET_WORDS
        return bool(analysis.persons or analysis.others) or bool(analysis.outlets and few)
    return bool(analysis.others) or bool(analysis.persons and analysis.has_job)


def looks_like_name_line(text: str, *, is_for_names: bool = False) -> bool:
    """Whether the whole short line could be names of persons and nothing else; only its place can tell for sure: one
    that is for names, by what its element is called, leaves less open."""
    text = text.strip()
    if not _is_short_line(text) or len(text) > _LONGEST_LINE // 2 or any(mark in text for mark in _NO_NAME_MARKS):
        return False
    if is_asian(text):
        is_name = is_named(text) if is_for_names else is_bare_name(text)
        return is_name or (is_marked(text) and _analysed(text).is_clear)
    if not starts_as_byline(text) and not _may_be_names(text):
        return False
    analysis = _analysed(text)
    return analysis.is_clear and bool(analysis.persons)
