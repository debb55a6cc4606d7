"""From the clause around a date to whether it speaks of what is past or of what is to come."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from transforms.time_calendar import Direction
from transforms.time_words import CUES, EVENTS

# Code points looked at on either side: a clause is seldom longer, and the cost per date stays constant.
REACH = 160
MAX_TOKENS = 24
TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|[0-9][\w,.:]*|[;:,“”\"()«»—–]|(?<=\s)-(?=\s)")
SENTENCE_END = re.compile(
    r"[.!?](?<![A-Z].)(?<!\b[DMS][rst].)(?<!\bMrs.)(?<!\b[GRS]e[np].)(?<!\bGov.)(?<!\bProf.)(?<!\b[ap]\.m.)"
    r"[\"”’')\]]{0,3}\s{1,3}(?=[\"“‘'(\[]?[A-Z])|[\r\n]"
)
PAUSES = frozenset('.,;:“”"()«»—–')
BREAKS = frozenset(';:“”"()«»—–-')
ADVERBS = frozenset({"not", "also", "then", "still", "now", "again", "all", "both", "only", "first", "instead", "soon"})
LIKE_FIRST = frozenset({"first", "last", "second", "only", "latest", "yet"})
AUXILIARIES = frozenset({"be", "been", "being", "have", "get"})
REFUSALS = frozenset({"comment", "say", "confirm", "elaborate", "discuss", "reached", "verify"})
DETERMINERS = frozenset(
    {"the", "a", "an", "its", "his", "her", "their", "our", "this", "that", "these", "those", "newly"}
)
BEFORE_NOUN_WILL = frozenset({"the", "a", "his", "her", "their", "political", "free", "of", "at", "own", "good", "ill"})
PREPOSITIONS = frozenset(
    {"on", "in", "at", "by", "from", "during", "late", "early", "last", "this", "over", "near", "outside", "with", "to"}
    | {"for", "into", "until", "till", "and", "as", "of", "around", "between", "through", "here", "there", ","}
)
SKIPPED_BEFORE = frozenset({"on", "late", "early", "of", "morning", "night", "the", "later", "earlier", "both", "in"})
WEAKLY_AHEAD = frozenset({"by", "until", "till", "before", "for"})
PUT_OFF_TO = frozenset({"until", "till", "to"})
SET_OUT = frozenset({"starting", "beginning", "effective"})
EVENT_PREPOSITIONS = frozenset({"in", "at", "for", "during", "to", "before", "of", "until"})
VERB_ENDINGS = ("ed", "'ll", "’ll", "'s", "’s", "'re", "’re", "n’t")
PRESENT_BEING = frozenset({"is", "are", "am"})
BEING = frozenset({"is", "are", "am", "was", "were", "'s", "’s", "be"})
PART_OF_DAY = frozenset({"morning", "afternoon", "evening", "night", "lunchtime", "noon", "midnight"})
HEADLINE_TOKENS = 8


class Group(NamedTuple):
    """A verb group: past or future, and whether it is more than a participle that may describe a noun."""

    tense: Direction
    is_finite: bool


PAST = Group("past", True)
FUTURE = Group("future", True)
# A group, if one starts at the word, and the number of words to go on by.
Step = tuple[Group | None, int]


def direction(text: str, start: int, end: int) -> Direction:
    """What the verb that governs `text[start:end]` says of its time.

    The nearest verb group before the date decides; one that opens its clause is decided by the first group after it.
    """
    left, right = _left(text, start), _right(text, end)
    if text[end : end + 2] in ("'s", "’s"):
        return _possessive(left, right[1:])
    near = _stripped(left)
    last = near[-1].lower() if near else ""
    if last == "since":
        return "past"
    if last in SET_OUT or (last in PUT_OFF_TO and any("defer" in CUES.get(token, ()) for token in _clause(near))):
        return "future"
    if _is_adjective(left, right):
        return "unknown"
    if _is_past_verb(right):
        return "past"
    if _opens_clause(near, right):
        tense = _first_group(right) or _tense_before(text, start, near)
    else:
        tense = _tense_before(text, start, near) or _first_group(right)
    return tense or ("future" if last in WEAKLY_AHEAD else "unknown")


def _tense_before(text: str, start: int, near: Sequence[str]) -> Direction | None:
    """The tense of the last verb group before the date; "called for Friday" looks ahead, "had called for" does not."""
    tense = _last_group(_clause(near)) or _headline_group(text, start, near)
    is_appointed = tense == "past" and near[-1].lower() == "for" and "had" not in near[-6:]
    return "future" if is_appointed else tense


def _left(text: str, start: int) -> list[str]:
    """The tokens of the sentence before `start`."""
    window = text[max(start - REACH, 0) : start]
    cut = 0
    for stop in SENTENCE_END.finditer(window):
        cut = stop.end()
    return TOKEN.findall(window, cut)[-MAX_TOKENS:]


def _right(text: str, end: int) -> list[str]:
    """The tokens of the sentence after `end`, without the part of the day."""
    window = text[end : end + REACH]
    stop = SENTENCE_END.search(window)
    tokens = TOKEN.findall(window, 0, stop.start() if stop else len(window))[:MAX_TOKENS]
    return tokens[1:] if tokens and tokens[0] in PART_OF_DAY else tokens


def _stripped(left: list[str]) -> list[str]:
    """The tokens without the preposition and the adverbs of time that belong to the date itself."""
    size = len(left)
    while size and left[size - 1].lower() in SKIPPED_BEFORE:
        size -= 1
    return left[:size]


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
    if not left or not right or not (left[-1].lower() in ("the", "a", "an") or left[-1].endswith(("'s", "’s"))):
        return False
    return right[0].islower() and right[0] not in PREPOSITIONS


def _is_past_verb(right: Sequence[str]) -> bool:
    """Whether a past verb comes right after the date ("on Thursday dismissed the claim")."""
    if not right:
        return False
    group, _ = _group_at(_lowered(right), 0)
    return group is not None and group.tense == "past" and group.is_finite


def _possessive(left: Sequence[str], right: Sequence[str]) -> Direction:
    """The direction of "Sunday's vote": ahead where it is named as something still to be held."""
    words = [token.lower() for token in left[-2:]]
    if words == ["ahead", "of"] or words[-1:] == ["before"]:
        return "future"
    tense = _last_group(_clause(left))
    if tense == "future" and EVENT_PREPOSITIONS.intersection(words[-1:]):
        return "future"
    is_event = any(token.lower() in EVENTS for token in right[:3])
    return "future" if is_event and not tense and _first_group(right) == "future" else "past"


def _last_group(tokens: Sequence[str]) -> Direction | None:
    """The tense of the last verb group; a bare participle after a future verb is none of its own."""
    last: Group | None = None
    for group in verb_groups(tokens):
        if group.is_finite or not (last and last.tense == "future"):
            last = group
    return last.tense if last else None


def _first_group(tokens: Sequence[str]) -> Direction | None:
    """The tense of the first verb group before the next hard boundary."""
    for index, token in enumerate(tokens):
        if token in BREAKS or "bound" in CUES.get(token.lower(), ()):
            tokens = tokens[:index]
            break
    return next((group.tense for group in verb_groups(tokens)), None)


def _headline_group(text: str, start: int, near: Sequence[str]) -> Direction | None:
    """A headline's infinitive looks ahead: "Mayor to open bridge on Monday", on a line that ends in no mark."""
    line = max(text.rfind("\n", max(start - REACH, 0), start), -1) + 1
    end = text.find("\n", start, start + REACH)
    if start - line > REACH or text[start : end if end >= 0 else start + REACH].rstrip()[-1:] in '.!?”"’':
        return None
    words = _lowered(near)[:HEADLINE_TOKENS]
    place = words.index("to") if "to" in words else 0
    if not 0 < place < len(words) - 1 or not text[line:start].lstrip().startswith(near[0]):
        return None
    return "future" if words[place + 1] and words[place + 1] not in DETERMINERS else None


def verb_groups(tokens: Sequence[str]) -> Iterator[Group]:
    """The verb groups of a clause in order."""
    words = _lowered(tokens)
    index = 0
    while index < len(words):
        group, step = _group_at(words, index) if _may_start_group(words[index]) else (None, 1)
        if group:
            yield group
        index += step


def _may_start_group(word: str) -> bool:
    return word in CUES or word in BEING or word == "to" or word.endswith(VERB_ENDINGS)


def _lowered(tokens: Sequence[str]) -> list[str]:
    """Lower-case words, "" for a capitalised one, unless it ends in "'ll" or the whole clause is in title case."""
    long = [token for token in tokens if len(token) > 3 and token[0].isalpha()]
    is_title = len(long) > 1 and all(token[0].isupper() for token in long)
    return [
        "" if token[0].isupper() and not is_title and not token.endswith(("'ll", "’ll")) else token.lower()
        for token in tokens
    ]


def _group_at(words: Sequence[str], at: int) -> Step:
    """The verb group that starts here."""
    word = words[at]
    classes = CUES.get(word, ())
    following = words[at + 1] if at + 1 < len(words) else ""
    previous = words[at - 1] if at else ""
    if "modal" in classes or "soft" in classes or word.endswith(("'ll", "’ll")) or word == "won’t":
        return _modal(words, at, "soft" in classes)
    if "ahead" in classes and (word != "ahead" or following == "of"):
        return FUTURE, 1
    if _points_ahead(words, at):
        return (PAST if "had" in words[max(at - 2, 0) : at] else FUTURE), _length(words, at + 1)
    if "begin" in classes and previous not in DETERMINERS and previous != "to":
        return FUTURE, 1
    if "phrase" in classes and (following in ("place", "effect", "office") or "polls" in words[at : at + 4]):
        return FUTURE, 2
    if (word in PRESENT_BEING or word.endswith(("'s", "’s", "'re", "’re"))) and "going" in CUES.get(following, ()):
        return FUTURE, 2
    if word == "to" and following == "be" and previous not in LIKE_FIRST:
        return FUTURE, _length(words, at)
    if "past" in classes:
        return Group("past", previous not in DETERMINERS), 1
    return _participle(words, at), 1


def _modal(words: Sequence[str], at: int, is_soft: bool) -> Step:
    """A modal verb and its infinitive: "will be held" is one group; "could not be reached" tells of the past."""
    if words[at] == "will" and at and words[at - 1] in BEFORE_NOUN_WILL:
        return None, 1
    index = _after(words, at + 1, ADVERBS)
    rest = words[index : index + 2]
    if is_soft and (rest[:1] == ["have"] or (index > at + 1 and REFUSALS.intersection(rest))):
        return PAST, index + 1 - at
    if words[at] == "could" and "not" in words[at:index]:
        return PAST, index + 1 - at
    return FUTURE, _after(words, index, ADVERBS | AUXILIARIES) + 1 - at


def _after(words: Sequence[str], index: int, passed: frozenset[str]) -> int:
    """The first place from `index` on, within a few words, with neither an adverb in -ly nor a word of `passed`."""
    limit = min(len(words), index + 5)
    while index < limit and (words[index] in passed or words[index].endswith("ly")):
        index += 1
    return index


def _points_ahead(words: Sequence[str], at: int) -> bool:
    """Whether a word like "plans", "due", "is" is followed by what makes it speak of the future."""
    classes = CUES.get(words[at], ())
    following = words[at + 1 : at + 3]
    first = following[0] if following else ""
    if "prospect" in classes and at and words[at - 1] in DETERMINERS:
        return False
    if "prospect" in classes or "appoint" in classes or words[at] in BEING:
        infinitive = first == "to" and len(following) > 1 and following[1] not in DETERMINERS and following[1] != ""
        if infinitive or (first == "to" and words[at] not in BEING and len(following) == 1):
            return True
    if words[at] == "set" and first == "for":
        return True
    return "appoint" in classes and first in ("", "for", "on", "in", "by", "before", "later", "next", "this", "early")


def _length(words: Sequence[str], index: int) -> int:
    """Tokens of the infinitive at `index` and of the word before it, if any is there: "due | to be sworn in"."""
    if words[index : index + 1] != ["to"]:
        return 1
    return _after(words, index + 1, ADVERBS | AUXILIARIES) + 2 - index


def _participle(words: Sequence[str], at: int) -> Group | None:
    """A form in -ed: a past verb, unless it describes the noun after it ("the armed men")."""
    word = words[at]
    if len(word) < 4 or not word.endswith("ed") or "other" in CUES.get(word, ()):
        return None
    following = words[at + 1] if at + 1 < len(words) else ""
    is_before_noun = following.isalpha() and following not in PREPOSITIONS | DETERMINERS and following[-2:] != "ly"
    if at and words[at - 1] in DETERMINERS and (is_before_noun or following == ""):
        return None
    return Group("past", not is_before_noun)
