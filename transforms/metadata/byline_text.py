"""From a byline to its pieces: the words that lead to the names, the names one by one, the date behind them."""

import re

from broadsheet.transforms.metadata.agencies import agency_code
from broadsheet.transforms.metadata.date_words import is_date_word
from broadsheet.transforms.metadata.names import JOBS, STAFF
from broadsheet.transforms.vocabulary.folding import fold
from broadsheet.transforms.vocabulary.lists import rows

LONGEST = 400  # Code points; more than bylines of ten names with their titles have. A bound on cost.
_LONGEST_WORD = 30  # Code points of a first word; a bound on cost, above all words in the list.
MARKS = ".,:;()[]|/-–—•·*_'\"“”"
_LOOSE = " ,|•·–—-(:\n"  # What stands between a name and a date.
_FIRST = re.compile(r"[^\W_][^\W_.'’-]*(?:[.'’-][^\W_]+)*\.?")
PHRASES: dict[str, list[str]] = {}
for _kind, _listed in rows("byline_words.tsv"):
    PHRASES.setdefault(_kind, []).extend(_listed.split("|"))


def _either(kind: str) -> str:
    """A pattern for any phrase of a kind, the longest first."""
    return "|".join(re.escape(phrase) for phrase in sorted(set(PHRASES[kind]), key=len, reverse=True))


_LEAD = re.compile(
    rf"\W*(?:(?P<lead>{_either('lead')})(?:\s*:\s*|\s+)|(?P<label>{_either('label')}|{_either('lead')})\s*[:：]\s*"
    rf"|(?P<doubtful>{_either('ambiguous_lead')})\s+)",
    re.IGNORECASE,
)
_AUTHOR_LABELS = frozenset(map(fold, PHRASES["author_label"]))
# The first words of leads; a line that starts with another needs no look at the long pattern.
_LED_BY = frozenset(fold(p.split()[0]) for k in ("lead", "label", "ambiguous_lead") for p in PHRASES[k])
_OTHER_BY = frozenset(fold(phrase.split()[0]) for phrase in PHRASES["other"])
_OTHER = re.compile(rf"(?:^|[\s;,(|/-])(?:{_either('other')})(?:\s*:|\s+(?=\W*[A-ZÀ-ÞА-Я]))", re.IGNORECASE)
_AND = re.compile(rf"\s+(?:{_either('and')})\s+(?:the\s+(?=AP\b|Associated))?")
_AND_CAPITALS = re.compile(rf"\s+(?:{_either('and_capitals')})\s+")
_HARD = re.compile(r"\s*[;|•·／、，]\s*|\s+[/–—-]\s+|\s*/\s*(?=\S)|\n")
_PLACE = re.compile(rf"(?:^|\s)(?:{_either('place')})\s+(?=[A-ZÀ-ÞА-ЯІЇЄΑ-Ω])", 0)
_PLACE_CAPITALS = re.compile(r"\sIN\s")
_OF = re.compile(rf"\s(?:{_either('of')})\s+(?=\W?[A-ZÀ-ÞА-ЯІЇЄ])|\sFor\s+(?=\W?[A-Z])|\sFOR\s")
_LAST_WORD = re.compile(r"\S+\Z")
_NUMBER = re.compile(r"(?<![\w.])\d")
_BRACKETS = re.compile(r"\s*[(（]([^()（）]*)[)）]\s*")


def words_of(text: str) -> list[str]:
    """The folded words of a text, without marks around them."""
    return [word.strip(MARKS) for word in fold(text).split()]


def starts_as_byline(text: str) -> bool:
    """Whether a text begins with words that lead to who wrote it, such as "By"."""
    first = text[:_LONGEST_WORD].split(None, 1)
    word = _FIRST.search(fold(first[0])) if first else None
    return word is not None and word[0] in _LED_BY


def without_lead(text: str) -> tuple[str, bool]:
    """The text after its lead words, and whether it had any."""
    led = False
    for _ in range(3):
        lead = _LEAD.match(text) if starts_as_byline(text) else None
        if lead is None:
            break
        rest = text[lead.end() :]
        if lead["doubtful"] and (not lead["doubtful"].islower() and len(rest.split()) < 2):
            break
        text, led = rest, True
    return text, led


def without_date(text: str) -> tuple[str, str]:
    """The text before a trailing date, time or reading time, and what was cut."""
    number = _NUMBER.search(text)
    if number is None:
        return text, ""
    kept = text[: number.start()].rstrip(_LOOSE)
    while (last := _LAST_WORD.search(kept)) and last.start() and is_date_word(last[0].strip(",.:|•·()")):
        kept = kept[: last.start()].rstrip(_LOOSE)
    return kept, text[len(kept) :].strip(" ,|•·–—-(\n")


def date_in(byline: str) -> str:
    """What a byline ends in from its date on ("Ana Reyd, 3 May 2024"), or from any number; empty where it has none."""
    return without_date(byline[:LONGEST])[1]


def swapped(text: str) -> str:
    """The names of "Brandt, Ivo; Fisk, Lena" the right way round; any other text as it is."""
    parts = [part.strip() for part in text.split(";")]
    names = []
    for part in parts:
        last, comma, first = part.partition(", ")
        is_name = len(parts) > 1 or (" " not in last and " " not in first.strip())
        fits = (
            comma
            and is_name
            and "," not in first
            and len(first.split()) <= 2
            and (" " not in last or last[0].islower())
        )
        plain = fits and not agency_code(first) and not agency_code(last) and fold(first) not in STAFF | JOBS
        names.append(f"{first} {last}" if plain and first[:1].isupper() else part)
    return "; ".join(names)


def parts_of(text: str) -> list[str]:
    """The names and the rest, one by one."""
    text = _BRACKETS.sub(r" ; \1 ; ", text)
    joint = _AND_CAPITALS if text.isupper() else _AND
    text = joint.sub(" ; ", f" {text} ")
    parts = [
        piece.strip(" .,:;-–—'\"“”") if not piece.rstrip().endswith("r.") else piece.strip(" ,:;-–—'\"“”")
        for hard in _HARD.split(text)
        for piece in re.split(r",(?!\s*[JS]r\b)", hard)
    ]
    return [part for part in parts if part]


def without_place(part: str) -> str:
    """The part up to "in Orlova", "for the Orlova Post"; an outlet before nothing keeps its name."""
    for pattern in (_PLACE_CAPITALS,) if part.isupper() else (_PLACE, _OF):
        cut = pattern.search(part)
        if cut and cut.start() > 0:
            part = part[: cut.start()]
        elif cut:
            part = part[cut.end() :] if pattern is _OF else ""
    return part.strip()


def without_others(text: str) -> str:
    """The text up to the names of photographers, editors and translators; empty where it begins with these."""
    other = _OTHER.search(text) if not _OTHER_BY.isdisjoint(words_of(text)) else None
    return text[: other.start()].rstrip(_LOOSE + ";") if other else text


def is_author_label(text: str) -> bool:
    """Whether a text that stands alone says that what follows is who wrote it: "Author", "Autorin/Autor:"."""
    return len(text) <= _LONGEST_WORD and fold(text.strip(" :：")) in _AUTHOR_LABELS
