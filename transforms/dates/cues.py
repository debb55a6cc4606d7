"""Whether the clause around a date speaks of what is past or of what is to come."""

import re
from collections.abc import Sequence
from typing import Literal

from broadsheet.transforms.dates.calendar import Direction
from broadsheet.transforms.dates.verbs import (
    BEING,
    DETERMINERS,
    PREPOSITIONS,
    PRESENT_BEING,
    Group,
    group_at,
    is_past_form,
    lowered,
    verb_groups,
)
from broadsheet.transforms.dates.words import CUES, EVENTS, WEEKDAYS
from broadsheet.transforms.vocabulary import months

# Code points looked at on either side: a clause is seldom longer, and the cost per date stays constant.
REACH = 160
MAX_TOKENS = 24
TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|[0-9][\w,.:]*|[;:,“”\"()«»—–]|(?<=\s)-(?=\s)")
SENTENCE_END = re.compile(
    r"""
    [.!?](?<![A-Z].)(?<!\b[DMS][rst].)(?<!\bMrs.)(?<!\b[GRS]e[np].)(?<!\bGov.)(?<!\bProf.)(?<!\b[ap]\.m.)  # no "Dr."
    [\"”’')\]]{0,3}\s{1,3}(?=[\"“‘'(\[]?[A-Z])                                             # before a capital
    | [\r\n]
    """,
    re.VERBOSE,
)
PAUSES = frozenset('.,;:“”"()«»—–')
BREAKS = frozenset(';:“”"()«»—–-')
OWNING = frozenset({"the", "a", "an", "its", "his", "her", "their", "our", "my", "your"})
SKIPPED_BEFORE = frozenset({"on", "late", "early", "of", "morning", "night", "the", "later", "earlier", "both", "in"})
WEAKLY_AHEAD = frozenset({"by", "until", "till", "before"})
# What stands in a clause of something that lasts on, and of something over.
STILL = frozenset({"is", "are", "am", "has", "have", "remains", "remain", "stays", "stay", "keeps", "keep", "lasts"})
OVER = frozenset({"was", "were", "had", "did"})
DATE_WORDS = frozenset((*months.ENGLISH, *WEEKDAYS))  # "from January through March" tells nothing of when
PUT_OFF_TO = frozenset({"until", "till", "to"})
# "Put off to May", "moved back to May": verb and adverb before the "to".
PUT_OFF = re.compile(r"\b(?:put|puts|pushed|moved|held) (?:off|back|over) (?:to|until|till)\Z")
# "Set Friday as the deadline".
SETTING = frozenset({"set", "sets", "named", "names", "fixed", "picked", "chose", "chosen"})
LASTING_TO = frozenset({"until", "till", "through"})
SET_OUT = frozenset({"starting", "beginning", "effective"})
EVENT_PREPOSITIONS = frozenset({"in", "at", "for", "during", "to", "before", "of", "until"})
PART_OF_DAY = frozenset({"morning", "afternoon", "evening", "night", "lunchtime", "noon", "midnight"})
CLOCK_TAIL = re.compile(r"\b(?:[0-9]{1,2}(?:[:.][0-9]{2})?\s?(?:[ap]\.?m\.?)?|noon|midnight)(?:\s[A-Z]{2,4})?\s\Z")
CLOCK_REACH = 24  # code points; the longest form of CLOCK_TAIL ("12:30 a.m. EST ") is shorter
HEADLINE_TOKENS = 8  # an infinitive that is the verb of a headline stands behind a short subject; set by hand
RELATIVE_TOKENS = 16  # of the clause behind "when", about a line; set by hand, the first verb in it decides
ARRANGED_TOKENS = 8  # between "called" or "scheduled" and the date, a short object may stand; set by hand
NOTIFIED_TOKENS = 10  # "told U.S., European and Asian oil firms of", those told and the "of"; set by hand
EVENT_TOKENS = 3  # "the May 9 Ohio state primary": the event and two words that describe it; set by hand
NEXT_TOKENS = 4  # "between now and next Monday, May 9": "next" belongs to the date only right before it; set by hand
NEAR_TOKENS = 5  # "Sunday's much delayed local vote": the noun within five words; set by hand
CONDITIONS = frozenset({"if", "unless", "when", "once"})


def direction(text: str, start: int, end: int) -> Direction:
    """What the verb that governs `text[start:end]` says of its time.

    The nearest verb group before the date decides; one that opens its clause is decided by the first group after it.
    "either" is a day of an event set beforehand ("the May 9 primary") of which no verb tells whether it is over.
    """
    start = _clock_start(text, start)
    left, right = _left(text, start), _right(text, end)
    if text[end : end + 2] in ("'s", "’s"):
        return _possessive(left, right[1:])
    near = _stripped(left)
    last = near[-1].lower() if near else ""
    fixed = _by_words_beside(near, last, right)
    if fixed:
        return fixed
    if last in PRESENT_BEING and right[:1] != ["'s"]:
        return "future"  # "the deadline is Friday"
    if _is_adjective(left, right):
        return _of_noun(_tense_before(text, start, near), near, right)
    if "next" in near[-NEXT_TOKENS:] or near[-2:] == ["now", "and"]:
        return "future"
    if _is_past_verb(right):
        return "past"
    if _opens_clause(near, right):
        tense = _first_group(right) or _tense_before(text, start, near)
    else:
        tense = _tense_before(text, start, near) or _first_group(right)
    if tense == "past" and (_ends_in_infinitive(_clause(near)) or _tells_of(_clause(near))):
        return "open"
    if tense or last in WEAKLY_AHEAD or _is_condition(near):
        return tense or "future"
    is_named = (
        _names_event(right, "set") or _has(_without_comma(near)[-1:], "set") or PRESENT_BEING & {last, *right[:1]}
    )
    return "either" if is_named else "unknown"


def _by_words_beside(near: Sequence[str], last: str, right: Sequence[str]) -> Direction | None:
    """What "since", "come", "put off until", "starting" before the date or "when" behind it say; None without them."""
    if last == "since" or _is_report_of(near):
        return "past"
    if last == "come" or (last in PUT_OFF_TO and _has(_clause(near), "defer")):
        return "future"
    if last in PUT_OFF_TO and (right[:1] == ["to"] or PUT_OFF.search(" ".join(near[-3:]))):
        return "future"
    if last in SETTING and right[:1] == ["as"]:
        return "past" if "had" in near else "future"
    if last in LASTING_TO and _is_lasting(near):
        return "future"
    if last in SET_OUT:
        return "past" if _last_group(_clause(near)) == "past" and not _has(near, "arrange") else "future"
    return _relative(right)


def _is_lasting(near: Sequence[str]) -> bool:
    """Whether what lasts until the date does so still: "is closed until Friday", "voted to keep it open until May"."""
    clause = lowered(_clause(near))[:-1]
    if not clause or near[-2].lower() in DATE_WORDS:
        return False
    verbs = [word for word in clause if word in STILL or word in OVER]
    if verbs:
        return verbs[-1] in STILL or (_has(clause, "defer") and "had" not in clause)
    infinitives = [at for at, word in enumerate(clause[:-1]) if word == "to" and _is_verb_after(clause[at + 1])]
    if infinitives and is_past_form(clause[infinitives[-1] - 1]):
        return True
    return _last_group(_clause(near)[:-1]) is None


def _clock_start(text: str, start: int) -> int:
    """Where the time before the day begins: "until | 9 a.m. EST Tuesday"."""
    time = CLOCK_TAIL.search(text, max(start - CLOCK_REACH, 0), start)
    return time.start() if time else start


def _ends_in_infinitive(clause: Sequence[str]) -> bool:
    """Whether an infinitive after the past verb may be what the date is of: "asked her to reply by May 3"."""
    words = lowered(clause)
    places = [place for place, word in enumerate(words[:-1]) if word == "to"]
    if not places or not _is_verb_after(words[places[-1] + 1]):
        return False
    leads = words[places[-1] - 1] if places[-1] else ""
    if leads in BEING or leads in CUES or leads.endswith(("ed", "ing")):
        return False
    return _last_group(clause[places[-1] + 1 :]) != "past"


def _tells_of(clause: Sequence[str]) -> bool:
    """Whether somebody is told of what the date may be of: "warned of strikes in June", "told us of a cut in May"."""
    words = lowered(clause)
    verb = next((at for at in range(len(words) - 1, -1, -1) if "notify" in CUES.get(words[at], ())), None)
    return verb is not None and "had" not in words and "of" in words[verb + 1 : verb + 1 + NOTIFIED_TOKENS]


def _is_verb_after(word: str) -> bool:
    """Whether the word after "to" may be an infinitive."""
    return word.isalpha() and word not in DETERMINERS | PREPOSITIONS


def _without_comma(near: Sequence[str]) -> Sequence[str]:
    return near[:-1] if near[-1:] == [","] else near


def _of_noun(tense: Direction | None, near: Sequence[str], right: Sequence[str]) -> Direction:
    """The direction of a date that describes a noun: told only where the noun is an event."""
    if tense == "past":
        return "unknown"
    if near and (near[-1].lower() in WEAKLY_AHEAD or (_is_ahead_of(near) and _has(near[-2:-1], "ahead"))):
        return "future"
    return "either" if _names_event(right, "set" if tense is None else "event") else "unknown"


def _is_condition(near: Sequence[str]) -> bool:
    """Whether the date stands in a clause with "if" or "when"; one with a past verb has been told by then."""
    clause = _clause(near)
    return 0 < len(clause) < len(near) and near[len(near) - len(clause) - 1].lower() in CONDITIONS


def _has(tokens: Sequence[str], *kinds: str) -> bool:
    """Whether any of the words is of any of the classes."""
    return any(not CUES.get(token.lower(), frozenset()).isdisjoint(kinds) for token in tokens)


def _is_report_of(near: Sequence[str]) -> bool:
    """Whether the sentence opens with "Asked on Monday"."""
    return (
        len(near) == 1 and near[0].endswith("ed") and not {"appoint", "other"} & CUES.get(near[0].lower(), frozenset())
    )


def _relative(right: Sequence[str]) -> Direction | None:
    """The tense of a clause that tells what happened on the date: "July 8, when the violence erupted"."""
    start = 1 if right[:1] == [","] else 0
    return _first_group(right[start + 1 : RELATIVE_TOKENS]) if right[start : start + 1] == ["when"] else None


def _names_event(right: Sequence[str], kind: Literal["set", "event"]) -> bool:
    """Whether an event, for "set" one whose day is always set beforehand, is named right after the date."""
    for token in right[:EVENT_TOKENS]:
        if "set" in CUES.get(token.lower(), ()) or (kind == "event" and token.lower() in EVENTS):
            return True
        if token in PAUSES or token in PREPOSITIONS:
            return False
    return False


def _tense_before(text: str, start: int, near: Sequence[str]) -> Direction | None:
    """The tense of the last verb group before the date; "called for Friday" looks ahead, "had called for" does not."""
    tense = _last_group(_clause(near)) or _headline_group(text, start, near)
    is_for = tense == "past" and near[-1].lower() == "for" and "had" not in near[-6:]
    return "future" if is_for and _has(near[-ARRANGED_TOKENS:], "arrange") else tense


def _left(text: str, start: int) -> list[str]:
    """The tokens of the sentence before `start`."""
    first = max(start - REACH, 0)
    window = text[first : start + 1]
    cut = 0
    for stop in SENTENCE_END.finditer(window):
        cut = stop.end()
    return TOKEN.findall(window, cut, start - first)[-MAX_TOKENS:]


def _right(text: str, end: int) -> list[str]:
    """The tokens of the sentence after `end`, without the part of the day."""
    window = text[end : end + REACH]
    stop = SENTENCE_END.search(window)
    tokens = TOKEN.findall(window, 0, stop.start() if stop else len(window))[:MAX_TOKENS]
    return tokens[1:] if tokens and tokens[0] in PART_OF_DAY else tokens


def _stripped(left: list[str]) -> list[str]:
    """The tokens without the preposition and the adverbs of time that belong to the date itself."""
    size = len(left)
    while size and left[size - 1].lower() in SKIPPED_BEFORE and not _is_ahead_of(left[:size]):
        size -= 1
    return left[:size]


def _is_ahead_of(tokens: Sequence[str]) -> bool:
    """Whether the tokens end in "ahead of", "in the wake of"."""
    return tokens[-1].lower() == "of" and _has(tokens[-2:-1], "ahead", "behind")


def _clause(tokens: Sequence[str]) -> Sequence[str]:
    """The tokens after the last hard boundary."""
    for index in range(len(tokens) - 1, -1, -1):
        if tokens[index] in BREAKS or "bound" in CUES.get(tokens[index].lower(), ()):
            return tokens[index + 1 :]
    return tokens


def _opens_clause(near: Sequence[str], right: Sequence[str]) -> bool:
    """Whether the date stands at the head of its clause ("On Friday the council will meet")."""
    if not _clause(near):
        return True
    if not right or right[0] in PAUSES:
        return False
    return near[-1].lower() in ("and", "but", ",")


def _is_adjective(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether the date describes a noun ("the 6 May attack"), whose time the verb does not tell."""
    if not left or not right or not (left[-1].lower() in OWNING or left[-1].endswith(("'s", "’s"))):
        return False
    return right[0].islower() and right[0] not in PREPOSITIONS


def _is_past_verb(right: Sequence[str]) -> bool:
    """Whether a past verb comes right after the date ("on Thursday dismissed the claim")."""
    if not right:
        return False
    group, _ = group_at(lowered(right), 0)
    return group is not None and _as_told(group) == "past" and group.kind != "weak"


def _possessive(left: Sequence[str], right: Sequence[str]) -> Direction:
    """The direction of "Sunday's vote": ahead where it is named as something still to be held."""
    words = [token.lower() for token in left[-2:]]
    if words == ["ahead", "of"] or words[-1:] == ["before"]:
        return "future"
    if _has(right[:NEAR_TOKENS], "near"):
        return "future"
    tense = _last_group(_clause(left))
    if tense == "future" and EVENT_PREPOSITIONS.intersection(words[-1:]):
        return "future"
    is_event = any(token.lower() in EVENTS for token in right[:3])
    return "future" if is_event and not tense and _first_group(right) == "future" else "past"


def _last_group(tokens: Sequence[str]) -> Direction | None:
    """The tense of the last verb group; a weak one counts where none, one of its tense, or a report is before it."""
    last: Group | None = None
    for group in verb_groups(tokens):
        if group.kind != "weak" or not last or last.kind == "report" or last.tense == group.tense:
            last = group
    return last.tense if last else None


def _first_group(tokens: Sequence[str]) -> Direction | None:
    """The tense of the first verb group before the next hard boundary."""
    for index, token in enumerate(tokens):
        if token in BREAKS or "bound" in CUES.get(token.lower(), ()):
            tokens = tokens[:index]
            break
    return next((_as_told(group) for group in verb_groups(tokens)), None)


def _as_told(group: Group) -> Direction:
    """The tense of the group's own day: "On Monday she vowed to leave" is past."""
    return "past" if group.kind == "wish" else group.tense


def _headline_group(text: str, start: int, near: Sequence[str]) -> Direction | None:
    """A headline's infinitive looks ahead: "Mayor to open bridge on Monday", on a line that ends in no mark."""
    line = max(text.rfind("\n", max(start - REACH, 0), start), -1) + 1
    end = text.find("\n", start, start + REACH)
    is_long = end < 0 and start + REACH < len(text)
    if is_long or start - line > REACH or text[start : end if end >= 0 else start + REACH].rstrip()[-1:] in '.!?”"’':
        return None
    words = lowered(near)[:HEADLINE_TOKENS]
    place = words.index("to") if "to" in words else 0
    if not 0 < place < len(words) - 1 or not text[line:start].lstrip().startswith(near[0]):
        return None
    return "future" if words[place + 1] and words[place + 1] not in DETERMINERS else None
