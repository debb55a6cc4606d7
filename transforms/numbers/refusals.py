"""From figures in a text to whether they are no amount: of a phone, a result, a name, a year, an address, a table."""

import re

from broadsheet.transforms.numbers.forms import S
from broadsheet.transforms.numbers.nouns import FUNCTION_WORDS, PEOPLE

PHONE = re.compile(r"(?:\+?[0-9]{1,3}[ .-])?(?:\(?[0-9]{2,4}\)?[ .-]){1,3}[0-9]{3,4}(?![0-9])")
PHONE_DIGITS = 7  # a subscriber's number without its area; shorter ones are not told from ranges ("90-100")
LIST_MARK = re.compile(r"(?:\A|[\r\n])[^\S\r\n]*\Z")
# "3-1", "2:1", "4th", "3,5".
JOINED = re.compile(r"[–:-][0-9]|(?:st|nd|rd|th)\b|[,.][0-9]")
NAME_BEFORE = re.compile(rf"\b(?P<word>[A-Z][a-z]+){S}\Z")
# "The Ten Great Books of Orla": a number written out with a capital inside a sentence, before a capitalised word.
CAPITALISED = re.compile(r"[A-Z][a-z]+(?:[ -][A-Za-z]+)*")
LOWER_BEFORE = re.compile(rf"\b[a-z]+{S}\Z")
NAME_AHEAD = re.compile(rf"{S}[A-Z][a-z]")
# Capitalised at the start of a sentence only, before a number.
OPENERS = FUNCTION_WORDS | frozenset(
    {"almost", "another", "around", "exactly", "meanwhile", "police", "today", "tomorrow", "yesterday", "altogether"}
    | {"together", "like", "including", "yet", "once", "next", "last", "first", "least", "above", "below", "among"}
)
NUMBERED_BEFORE = re.compile(
    rf"\b(?:seat|flat|gate|row|room|unit|class|type|apartment|number|no\.){S}\Z", re.IGNORECASE
)
YEAR = re.compile(r"(?:1[5-9]|20)[0-9][0-9]\Z")
PERSON_AHEAD = re.compile(rf"{S}(?P<word>[a-z]+)")
NOT_BEFORE_COUNT = re.compile(rf"\b(?:the|in|of|since|by|from|a|for){S}\Z", re.IGNORECASE)
# A line is a table where figures are at least this share of its words; news lines have a tenth.
TABLE_SHARE = 0.4
TABLE_WORDS = 6  # a shorter line may be a headline or a score; set by hand
PROSE_WORDS = 2  # with so many function words a line full of figures is a sentence all the same; set by hand
PROSE = FUNCTION_WORDS - {"up", "down", "off"}  # these stand in lists of prices as well
# "One in five adults": a share, no amount of adults.
ODDS_BEFORE = re.compile(rf"\b(?:one|two|three|[0-9]){S}(?:in|out{S}of){S}(?:every{S})?\Z", re.IGNORECASE)
_NO_DIGITS = dict.fromkeys(map(ord, "0123456789"))
REACH = 40  # code points looked at before a number


def table_lines(text: str) -> list[tuple[int, int]]:
    """The lines that hold figures for the most part: prices of shares, results."""
    lines = []
    for line in re.finditer(r"[^\r\n]+", text):
        words = line.group().split()
        if len(words) < TABLE_WORDS or _n_digits_at_most(line.group()) < TABLE_SHARE * len(words):
            continue
        n_figures = sum(any(map(str.isdigit, word)) for word in words)
        n_of_prose = sum(word.lower() in PROSE for word in words)
        if n_figures >= TABLE_SHARE * len(words) and n_of_prose < PROSE_WORDS:
            lines.append(line.span())
    return lines


def _n_digits_at_most(line: str) -> int:
    """The digits of a line, counted in no time; of one with other letters than ASCII all its characters."""
    return len(line) - len(line.translate(_NO_DIGITS)) if line.isascii() else len(line)


def is_phone(text: str, start: int) -> bool:
    """Whether a telephone number begins there."""
    phone = PHONE.match(text, start)
    return phone is not None and sum(map(str.isdigit, phone.group())) >= PHONE_DIGITS


def is_bare_refused(text: str, start: int, end: int) -> bool:
    """Whether a number without currency or unit is a result, an ordinal, a list mark, part of a name, or a year."""
    figures = text[start:end]
    if JOINED.match(text, end) or ODDS_BEFORE.search(text, max(start - REACH, 0), start):
        return True
    if text[end : end + 1] in (".", ")") and LIST_MARK.search(text[max(start - 4, 0) : start]):
        return True
    return _is_of_name(text, start, figures) or _is_year(text, start, end)


def _is_of_name(text: str, start: int, figures: str) -> bool:
    """Whether the number follows a name ("Flight 103", "World War Two"); words written out in lower case never do."""
    if not (figures[:1].isdigit() or figures[:1].isupper()):
        return False
    if (
        CAPITALISED.fullmatch(figures)
        and LOWER_BEFORE.search(text, max(start - REACH, 0), start)
        and (NAME_AHEAD.match(text, start + len(figures)))
    ):
        return True
    before = NAME_BEFORE.search(text, max(start - REACH, 0), start)
    return before is not None and before["word"].lower() not in OPENERS and not before["word"].endswith("ly")


def is_labelled(text: str, start: int) -> bool:
    """Whether the figures follow a name or a word for what is numbered ("Gate 12", "seat 5")."""
    return NAME_BEFORE.search(text, max(start - REACH, 0), start) is not None or bool(
        NUMBERED_BEFORE.search(text, max(start - REACH, 0), start)
    )


def _is_year(text: str, start: int, end: int) -> bool:
    """Whether four figures are a year: they look so, and no people stand right after them ("about 1500 people")."""
    if YEAR.fullmatch(text, start, end) is None:
        return False
    ahead = PERSON_AHEAD.match(text, end)
    is_people = ahead is not None and ahead["word"] in PEOPLE
    return not is_people or NOT_BEFORE_COUNT.search(text, max(start - REACH, 0), start) is not None
