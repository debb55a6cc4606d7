"""The verb groups of a clause, each past or future."""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from broadsheet.transforms.dates.calendar import Direction
from broadsheet.transforms.dates.words import CUES

ADVERBS = frozenset({"not", "also", "then", "still", "now", "again", "all", "both", "only", "first", "instead", "soon"})
LIKE_FIRST = frozenset({"first", "last", "second", "only", "latest", "yet"})
AUXILIARIES = frozenset({"be", "been", "being", "have", "get"})
REFUSALS = frozenset({"comment", "say", "confirm", "elaborate", "discuss", "reached", "verify"})
DETERMINERS = frozenset(
    {"the", "a", "an", "its", "his", "her", "their", "our", "this", "that", "these", "those", "newly"}
)
# What follows "due", "scheduled" or "planned" where it looks ahead; "" is a capitalised word.
APPOINTED = frozenset({"", "a", "an", "another", "for", "on", "in", "by", "before", "later", "next", "this", "early"})
BEFORE_NOUN_WILL = frozenset({"the", "a", "his", "her", "their", "political", "free", "of", "at", "own", "good", "ill"})
PREPOSITIONS = frozenset(
    {"on", "in", "at", "by", "from", "during", "late", "early", "last", "this", "over", "near", "outside", "with", "to"}
    | {"for", "into", "until", "till", "and", "as", "of", "around", "between", "through", "here", "there", ","}
)
VERB_ENDINGS = ("ed", "'ll", "’ll", "'s", "’s", "'re", "’re", "n’t")
# "Asked that it be paid" looks ahead, "seemed to be", "cannot be" do not.
NOT_SUBJUNCTIVE_AFTER = frozenset({"to", "cannot", "can't", "can’t", "not"})
WAS = frozenset({"was", "were"})
PRESENT_BEING = frozenset({"is", "are", "am"})
BEING = frozenset({"is", "are", "am", "was", "were", "'s", "’s", "be"})
# A question may open with these; "Will" and "May" would be names.
ASKING = frozenset({"Can", "Could", "Would", "Should"})
PHRASE_ENDS = frozenset({"place", "effect", "office", "force", "polls", "sale", "trial"})
LASTS_UNTIL = frozenset({"until", "till", "through"})
OBJECT_TOKENS = 6  # tokens from a verb to the "to" behind its object ("asked the council to"); set by hand


class Group(NamedTuple):
    """A verb group: past or future, and how sure it is.

    clear: a finite verb. weak: may be a noun or describe one, hence yields to a verb before it. report: "said", whose
    own clause comes after it. wish: "vowed to", whose own day is past and whose infinitive's is to come.
    """

    tense: Direction
    kind: Literal["clear", "weak", "report", "wish"]


PAST = Group("past", "clear")
FUTURE = Group("future", "clear")
WEAK_FUTURE = Group("future", "weak")
WISH = CHANCE = Group("future", "wish")
# A group, if one starts at the word, and the number of words to go on by.
Step = tuple[Group | None, int]


def verb_groups(tokens: Sequence[str]) -> Iterator[Group]:
    """The verb groups of a clause in order."""
    words = lowered(tokens)
    index = 0
    while index < len(words):
        group, step = group_at(words, index) if _may_start_group(words[index]) else (None, 1)
        if group:
            yield group
        index += step


def _may_start_group(word: str) -> bool:
    return word in CUES or word in BEING or word == "to" or word.endswith(VERB_ENDINGS)


def lowered(tokens: Sequence[str]) -> list[str]:
    """Lower-case words, "" for a capitalised one, unless it ends in "'ll" or the whole clause is in title case."""
    long = [token for token in tokens if len(token) > 3 and token[0].isalpha()]
    is_title = len(long) > 1 and all(token[0].isupper() for token in long)
    words = [
        "" if token[0].isupper() and not is_title and not token.endswith(("'ll", "’ll")) else token.lower()
        for token in tokens
    ]
    return [tokens[0].lower(), *words[1:]] if tokens and tokens[0] in ASKING else words


def group_at(words: Sequence[str], at: int) -> Step:
    """The verb group that starts here."""
    word = words[at]
    classes = CUES.get(word, ())
    following = words[at + 1] if at + 1 < len(words) else ""
    previous = words[at - 1] if at else ""
    if "modal" in classes or "soft" in classes or word.endswith(("'ll", "’ll")) or word == "won’t":
        return _modal(words, at, "soft" in classes)
    if "ahead" in classes and (word != "ahead" or following == "of"):
        return FUTURE, 1
    if "behind" in classes and following == "of":
        return PAST, 2
    if _points_ahead(words, at):
        return _prospect(words, at), _length(words, at + 1)
    if "foresee" in classes and previous not in DETERMINERS | PREPOSITIONS and previous[-2:] != "ed":
        return FUTURE, 1
    if "begin" in classes and previous not in DETERMINERS and previous != "to":
        return FUTURE, 1
    if "chance" in classes and following == "of":
        return CHANCE, 2
    if "turn" in classes and _is_timetabled(word, previous):
        return WEAK_FUTURE, 1
    if "phrase" in classes and (PHRASE_ENDS.intersection(words[at + 1 : at + 4]) or following in LASTS_UNTIL):
        return FUTURE, 2
    if (word in PRESENT_BEING or word.endswith(("'s", "’s", "'re", "’re"))) and "going" in CUES.get(following, ()):
        return FUTURE, 2
    if word == "to" and following == "be" and previous not in LIKE_FIRST and not is_past_form(previous):
        return FUTURE, _length(words, at)
    if word == "be" and previous not in NOT_SUBJUNCTIVE_AFTER:
        return FUTURE, _after(words, at + 1, ADVERBS) + 1 - at
    if "base" in classes and (previous in PREPOSITIONS | DETERMINERS or previous in AUXILIARIES):
        return None, 1
    if "past" in classes or "base" in classes:
        is_clear = previous not in DETERMINERS and "base" not in classes
        return Group("past", ("report" if "report" in classes else "clear") if is_clear else "weak"), 1
    return _participle(words, at), 1


def _is_timetabled(word: str, previous: str) -> bool:
    """Whether a word like "plays", "play" is a verb of a timetable: no article, preposition or owner stands before it.

    A form without an s needs a subject in the plural, or a name, right before it ("Borl United play").
    """
    if previous in DETERMINERS | PREPOSITIONS or previous.endswith(("'s", "’s")):
        return False
    return word.endswith("s") or previous == "" or previous.endswith("s")


def _prospect(words: Sequence[str], at: int) -> Group:
    """The group of a word like "plans" that points ahead; "had planned to" and "was to" tell of what is over."""
    before = words[max(at - 2, 0) : at]
    if "had" in before or words[at] in WAS or (words[at] == "going" and WAS.intersection(before)):
        return PAST
    is_wish = words[at].endswith("ed") and "appoint" not in CUES[words[at]]
    return WISH if is_wish and words[at - 1 : at] not in [[being] for being in BEING] else FUTURE


def is_past_form(word: str) -> bool:
    return word.endswith("ed") or "past" in CUES.get(word, ())


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
    word, classes = words[at], CUES.get(words[at], ())
    following = words[at + 1 : at + 3]
    first = following[0] if following else ""
    if "prospect" in classes and at and words[at - 1] in DETERMINERS:
        return False
    if word == "due" and at and is_past_form(words[at - 1]) and words[at - 1] not in BEING:
        return False
    if "prospect" in classes or "appoint" in classes or word in BEING:
        infinitive = first == "to" and len(following) > 1 and following[1] not in DETERMINERS and following[1] != ""
        if infinitive or (first == "to" and word not in BEING and len(following) == 1):
            return True
    if "object" in classes and "to" in words[at + 1 : at + OBJECT_TOKENS]:
        return _is_infinitive(words, words.index("to", at))
    if word == "set" and first == "for":
        return True
    if "appoint" in classes and "as" in words[max(at - 2, 0) : at]:
        return False
    return "appoint" in classes and first in APPOINTED


def _is_infinitive(words: Sequence[str], at: int) -> bool:
    """Whether the "to" there has a verb after it."""
    return at + 1 < len(words) and words[at + 1] not in DETERMINERS and words[at + 1].isalpha()


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
    return Group("past", "weak" if is_before_noun else "report" if "report" in CUES.get(word, ()) else "clear")
