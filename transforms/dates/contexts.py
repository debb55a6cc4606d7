"""Whether a number or a name is a year, a month or a weekday, by the words around it."""

import re

from broadsheet.transforms.dates.words import CAR_MAKES, COUNT_NOUN_PATTERN, FORENAMES, NAMED
from broadsheet.transforms.vocabulary.honorifics import CIVIL_PATTERN
from broadsheet.transforms.vocabulary.months import ALSO_WORDS, FULL

# Code points looked at on either side.
REACH = 48
LAST_WORD = re.compile(r"(?P<word>[\w'’.-]+)(?P<gap>[^\w\r\n]{0,3})\Z")
NEXT_WORD = re.compile(r"[^\S\r\n]{1,3}(?P<word>[^\W\d_][\w'’.-]*)")

MONTH_LEADS = frozenset(
    {"in", "since", "until", "till", "during", "throughout", "early", "late", "mid", "mid-", "last", "between", "end"}
    | {"later", "earlier", "around"}
)
MONTH_WEAK_LEADS = frozenset(
    {"by", "from", "of", "for", "to", "before", "after", "through", "over", "starting", "come"}
)
MONTH_NOT_AFTER = frozenset(
    {"im", "am", "ab", "seit", "bis", "vom", "ende", "anfang", "mitte", "dem", "den", "der", "il"}
)
NOT_A_SURNAME_BEFORE = frozenset(
    {
        "In",
        "Since",
        "Until",
        "Till",
        "During",
        "Throughout",
        "Early",
        "Late",
        "Mid",
        "Last",
        "Next",
        "This",
        "By",
        "From",
    }
    | {
        "For",
        "Of",
        "Before",
        "After",
        "Between",
        "On",
        "And",
        "The",
        "Every",
        "Each",
        "Through",
        "To",
        "It",
        "He",
        "She",
    }
    | {"They", "We", "You", "I", "There", "That", "What", "Who", "Which", "Monday", "Tuesday", "Wednesday", "Thursday"}
    | {"Friday", "Saturday", "Sunday", *FULL}
)
TITLES = re.compile(rf"(?:{CIVIL_PATTERN}|Dr|Sir|Lord|Lady|Baroness|Chief|Pastor|Senator|Judge|Justice|Captain)\.?\s\Z")
NAME_MONTH = re.compile(r"\b(?P<before>[A-Z][a-z]+|M[rs]s?\.)\s(?P<month>March|April|May|June|August)\b(?!\s[0-9])")
PHRASAL = frozenset(
    {"for", "on", "to", "against", "through", "by", "past", "in", "of", "from", "not", "be", "have", "well", "also"}
)

CLUB = re.compile(r"\bSheffield (?P<day>Wednesday)\b")
# What leads to a day also where a club is called by it.
DAY_LEADS = frozenset({"on", "last", "next", "this", "since", "until", "by", "from", "late", "early", "every"})
OPENING_NAME = re.compile(r"(?P<word>[A-Z][a-z]{2,}) \Z")
WITHOUT_DAY = re.compile(r"\b[A-Z][a-z]{2,}\b(?!\s(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)")
# After these the word before the day is no name that does something.
NO_VERB = frozenset(
    {"to", "through", "until", "till", "and", "or", "at", "in", "on", "for", "after", "before", "from", "that", "as"}
    | {"with", "by", "of", "morning", "afternoon", "evening", "night", "when", "but"}
)
OPENING_WORDS = frozenset(
    {
        "Also",
        "Earlier",
        "Later",
        "Late",
        "Then",
        "But",
        "Only",
        "Both",
        "Until",
        "Beginning",
        "Starting",
        "Come",
        "Police",
    }
    | {"Yesterday", "Today", "Tomorrow", "Asked", "Just", "Even", "Not", "At", "With", "As", "When", "If", "Because"}
)
YEAR_LEAD = re.compile(
    r"""
    (?: \b(?: in|since|until|till|before|after|during|from|between|throughout        # when something was
            | circa|ca\.|c\.|early|late|mid|year|born                                # what names a year
            | through|spring|summer|autumn|fall|winter|end|start                     # a part of it
            | (?<!\bto)(?<!\bup)\sof|by                                              # not "up to 1900 people"
            | back\sto|as\searly\sas|as\slate\sas|prior\sto|calendar
        )\s(?:(?:the\s)?(?:early|late|mid|year|years|about|around|circa)[\s-])?      # "since the early", "in about"
      | \b(?:mid|pre|post|early|late)[-‐–]                                           # "mid-1990"
      | \(                                                                           # "(1990)"
    )\Z
    """,
    re.VERBOSE | re.IGNORECASE,
)
YEAR_DETERMINER = re.compile(
    r"(?:\b(?:the|a|an|this|that|his|her|its|their|our|my|your|new|whole|entire|of)|['’]s|s['’])\s\Z", re.IGNORECASE
)
YEAR_NOT_AFTER = re.compile(
    r"""
    (?: \b(?: total|number|average|maximum|minimum|record|capacity|cost|price|value  # "a total of 1900"
            | population|speed|height|depth|altitude|level|crowd|sum|top|force|fleet|staff
            | some|nearly|almost|than|about|over
        )\sof
      | \b(?: rose|rise|fell|fall|grew|grown|dropped|drop|increased|decreased|jumped # "rose by 1900"
            | up|down|cut|reduced|gained|lost
        )\sby
      | \bacademic|\bacademic\syear                                                  # "academic year 2019"
    )\s\Z
    """,
    re.VERBOSE | re.IGNORECASE,
)
# "Between 1800 and 2000 GMT": hours of the day.
CLOCK = re.compile(r"(?:\s(?:and|to|or)\s|[-–])[0-9]{4}\s(?:hours|hrs|GMT|UTC|local)\b", re.IGNORECASE)
YEAR_OPENS = re.compile(r"(?:['’]s\b|\s(?:was|saw|will|has|had|marks|marked|brought|is|began|ended|proved)\b)")
COUNTED = re.compile(rf"[^\S\r\n]{{1,3}}{COUNT_NOUN_PATTERN}|-(?:{COUNT_NOUN_PATTERN})", re.IGNORECASE)
LIST_GAP = re.compile(
    r"""
    (?: [^\S\r\n]{0,2}[,;/–-][^\S\r\n]{0,2}                                                  # a mark
      | ,?[^\S\r\n](?:and|or|to|through|until|till|versus|vs\.?|nor)[^\S\r\n]                # or a word
    )
    (?:(?:the|in|from|late|early|mid)[\s-])?                                                 # before the next year
    """,
    re.VERBOSE,
)
LONG_WORD = re.compile(r"[^\W\d_]{4,}")
NAME_BEFORE = re.compile(r"\b(?P<word>[A-Z][^\W\d_]+)[^\S\r\n]\Z")
LINE_START = re.compile(r"(?:\A|[\r\n]|[.!?:][\"”’']?[^\S\r\n]|[\"“‘])\Z")


def is_named(text: str, start: int, end: int) -> bool:
    """Whether the word is part of a fixed name, such as a holiday or a newspaper."""
    for before, after in NAMED.get(text[start:end].lower().rstrip("."), ()):
        first, last = start - len(before), end + len(after)
        if first < 0 or text[first:start].lower() != before or text[end:last].lower() != after:
            continue
        if not text[first - 1 : first].isalnum() and not text[last : last + 1].isalnum():
            return True
    return False


def is_masthead(text: str, start: int, end: int) -> bool:
    """Whether the word is half of a name: "NORLAND TODAY", "Norland Today", in a line that has words in lower case."""
    word = text[start:end]
    if not word[0].isupper() or " " in word:
        return False
    before, after = NAME_BEFORE.search(_line_before(text, start)), next_word(text, end)
    if is_title_line(text, start, end):
        return False
    if word.isupper():
        return (len(after) > 1 and after.isupper()) or bool(before and before["word"].isupper())
    return bool(before)


def _line_before(text: str, start: int) -> str:
    return "".join(text[max(start - REACH, 0) : start].splitlines()[-1:])


def is_title_line(text: str, start: int, end: int) -> bool:
    """Whether all long words around it are in capitals, as in a headline."""
    line = _line_before(text, start) + " " + text[end : end + REACH].partition("\n")[0]
    return all(word[0].isupper() for word in LONG_WORD.findall(line))


def is_club(text: str, start: int, end: int, clubs: frozenset[str]) -> bool:
    """Whether the weekday is a name: "the Friday Club", "the Wednesday fans" in a text of that club."""
    lead, gap = last_word(text, start)
    following = next_word(text, end)
    is_in_name = gap == " " and lead == "the" and following.istitle() and len(following) > 2
    is_called = text[start:end].lower() in clubs and lead not in DAY_LEADS and not following[:1].isupper()
    return is_in_name or is_called


def is_surname(text: str, start: int, end: int, names: frozenset[str]) -> bool:
    """Whether one word opens the sentence before it that the text does not use elsewhere ("Robinson Friday sold").

    `names` are the words in capitals that stand without a weekday somewhere: "Orlo Friday vetoed the bill" is of Orlo.
    """
    name = OPENING_NAME.search(text, max(start - REACH, 0), start)
    following = next_word(text, end)
    if name is None or not following[:1].islower() or following in NO_VERB:
        return False
    is_word = name["word"] in NOT_A_SURNAME_BEFORE | OPENING_WORDS or name["word"].endswith(("ed", "ing", "ly", "s"))
    return (
        not is_word
        and name["word"] not in names
        and bool(LINE_START.search(text[max(name.start() - 3, 0) : name.start()]))
    )


def weekdays_as_names(text: str) -> frozenset[str]:
    """The weekdays, in lower case, that a club of the text has in its name ("Sheffield Wednesday")."""
    return frozenset(match["day"].lower() for match in CLUB.finditer(text))


def names_without_day(text: str) -> frozenset[str]:
    """The capitalised words of the text that have no weekday after them in some place."""
    return frozenset(WITHOUT_DAY.findall(text))


def is_person(text: str, start: int) -> bool:
    """Whether the capitalised word is a surname: a title or a forename that begins a name stands before it."""
    left = text[max(start - REACH, 0) : start]
    if TITLES.search(left[-12:]):
        return True
    words = left.rsplit(None, 2)
    if not left[-1:].isspace() or not words or words[-1] not in FORENAMES:
        return False
    return len(words) < 2 or not words[-2][:1].isupper()


def follows(text: str, previous_end: int | None, start: int) -> bool:
    """Whether only a comma, "and", "to" or the like parts the date from the one before it."""
    return (
        previous_end is not None and start - previous_end < 16 and bool(LIST_GAP.fullmatch(text, previous_end, start))
    )


def last_word(text: str, start: int) -> tuple[str, str]:
    """The word before `start` in lower case, and what parts it from there; two empty texts where there is none near."""
    match = LAST_WORD.search(text[max(start - REACH, 0) : start])
    return (match["word"].lower(), match["gap"]) if match else ("", "")


def next_word(text: str, end: int) -> str:
    """The word after `end`, as written; empty where a mark or the end of the line comes first."""
    match = NEXT_WORD.match(text, end)
    return match["word"] if match else ""


def months_as_names(text: str) -> frozenset[str]:
    """The months, in lower case, that the text also uses as a person's name ("Theresa May")."""
    return frozenset(
        match["month"].lower()
        for match in NAME_MONTH.finditer(text)
        if match["before"] not in NOT_A_SURNAME_BEFORE
        and (match["before"] in FORENAMES or match["before"].startswith("M"))
    )


def is_month(text: str, start: int, end: int, as_names: frozenset[str]) -> bool:
    """Whether a month's name alone means the month; `as_names` are the months that are also persons in this text."""
    word, gap = last_word(text, start)
    following = next_word(text, end)
    name = text[start:end].lower()
    if word in MONTH_NOT_AFTER and gap == " ":
        return False
    leads = gap in (" ", "-", "\xa0") or word == "mid-"
    if name not in ALSO_WORDS:
        return not (
            leads and text[start - len(gap) - len(word)].isupper() and word not in MONTH_LEADS | MONTH_WEAK_LEADS
        )
    if leads and word in MONTH_LEADS:
        return True
    if name in as_names or following[:1].isupper() or text[start:end].isupper():
        return False
    if leads and word in MONTH_WEAK_LEADS:
        return following not in PHRASAL or following in ("in", "to", "of", "for", "on")
    is_determined = leads and (word in ("the", "a") or word.endswith(("'s", "’s")))
    return is_determined and following[:1].islower() and following not in PHRASAL


def is_year(text: str, start: int, end: int) -> bool:
    """Whether the four figures are a year there, and not a count, an hour or a number of something."""
    left = text[max(start - REACH, 0) : start]
    if COUNTED.match(text, end) or CLOCK.match(text, end) or YEAR_NOT_AFTER.search(left):
        return False
    if next_word(text, end).rstrip(".") in CAR_MAKES:
        return False  # the year of a model: "a 2004 Toyota"
    if YEAR_LEAD.search(left):
        return not left.endswith("(") or text[end : end + 1] in ("", ")", ",", ";", "-", "–")
    following = next_word(text, end)
    if YEAR_DETERMINER.search(left):
        is_round = text[start:end].endswith("00") and text[start:end] < "1900"
        return bool(following) and not is_round
    if LINE_START.search(left[-3:]) or not left:
        return bool(YEAR_OPENS.match(text, end))
    return text[end : end + 2] in ("'s", "’s")
