"""The verb before or behind a quoted region that reports it, and who speaks."""

from typing import Final, NamedTuple

from broadsheet.transforms.quotes.parsed.grammar import is_passive, likely_subject, phrase_head, subject
from broadsheet.transforms.quotes.parsed.view import FINITE, NOMINAL, VERBAL, View

_STOPS: Final = frozenset({".", ";", "?", "!", "…"})
# Tokens behind a region: a speaker with a long title fits; a bound on cost, set by hand.
_LONGEST_TAIL: Final = 45
_LONGEST_HEAD: Final = 60  # tokens before a region: a long sentence fits; a bound on cost, set by hand
# Tokens before a colon without a verb of saying; a longer lead may name many; set by hand.
_LONGEST_LABEL: Final = 40
_SHORTEST_HEAD: Final = 3  # tokens: a subject, its verb and the comma
# Tokens from the region to its verb: a speaker with a long apposition fits between; set by hand.
_FURTHEST_CUE: Final = 30
# Tokens between the verb and the region, as in a call ("called it ...") with or without a parse; set by hand.
_WIDEST_GAP: Final = 22
# Tokens: a verb that does not report speech is believed only right behind the region; set by hand.
_CLOSEST_VERB: Final = 4
_OPENS_ADJUNCT: Final = frozenset({"IN", "VBG", "RB", "NNP", "RBR", "TO"})
_BEHIND: Final = frozenset({"nsubj", "ROOT", "dep", "nsubjpass", "appos", "conj", "attr", "dobj", "npadvmod"})
_BEFORE_COLON: Final = frozenset({"nsubj", "ROOT", "compound", "nsubjpass", "dep", "poss"})
_RELATIVE: Final = frozenset({"that", "which", "who"})
# Words; so few behind a full stop ("X said on Monday.") tell no more than who spoke; set by hand.
_SHORTEST_SENTENCE: Final = 4
_HEARERS: Final = frozenset({"me", "us", "him", "her", "them", "reporters"})
# What opens a clause that is not about who spoke.
_ELSEWHERE: Final = frozenset(
    [
        "and",
        "but",
        "or",
        "while",
        "which",
        "who",
        "whom",
        "whose",
        "when",
        "where",
        "though",
        "although",
        "because",
        "if",
        "for",
        "after",
        "before",
        "since",
        "until",
    ]
)
_COMMON: Final = frozenset({"be", "is", "was", "has", "had", "does", "did", "were", "are", "do", "have"})


class Source(NamedTuple):
    """The word that is the cue, and the head of who speaks."""

    cue: int
    speaker: int


def source_after(view: View, start: int, stop: str = "") -> Source | None:
    """Who is named behind a quoted region that ends before word `start`: "said X", "X said", "according to X".

    `stop` is the mark that ends the quoted sentence, where one does; then a sentence of its own may follow.
    """
    tail = _tail(view, start)
    first = next((index for index in tail if not view.is_mark(index)), None)
    if first is None or view.lower(first) in _ELSEWHERE or view.words[first].tag == "VBG":
        return None
    if (stop and _is_sentence(view, tail, stop)) or _is_adjunct(view, start):
        return None
    came = _came_from(view, first)
    if came is not None:
        return came
    for place, index in enumerate(tail[: _FURTHEST_CUE + 1]):
        if not _reports(view, tail, place):
            continue
        if _has_clause_behind(view, index):
            return None
        speaker = _speaker_after(view, tail, place)
        if speaker is not None:
            return Source(index, speaker)
    for place, index in enumerate(tail[:6]):
        named = _according(view, tail, place) if view.lower(index) == "according" else None
        if named is not None:
            return Source(index, named)
    return None


def _came_from(view: View, verb: int) -> Source | None:
    """ "C," came the answer from X."""
    if view.lower(verb) not in {"came", "comes"}:
        return None
    for noun in view.parse.children[verb]:
        for link in view.parse.children[noun] if noun > verb else ():
            if view.lower(link) == "from" and view.parse.children[link]:
                return Source(verb, view.parse.children[link][-1])
    return None


def _is_adjunct(view: View, end: int) -> bool:
    """Whether a region that ends before word `end` is a name in a phrase before the clause: On "The Hour," X said."""
    low = first = end - 1
    while low > 0 and view.words[low - 1].text not in _STOPS:
        low -= 1
        first = low if view.quoted[low] else first
    return (
        low < end - 1
        and not view.quoted[low]
        and view.words[low].tag in _OPENS_ADJUNCT
        and not any(view.words[index].tag in FINITE | {"MD"} for index in range(low, end))
    )


def _is_sentence(view: View, tail: list[int], stop: str) -> bool:
    """Whether the words behind a quoted sentence say more than who spoke."""
    words = [index for index in tail if not view.is_mark(index)]
    if not words or not view.words[words[0]].text[:1].isupper():
        return False
    if stop == ".":
        first = next((verb for index in words if (verb := view.verb(index))), None)
        is_gesture = first is not None and first.uses == {"beside"}  # "It is late." Lund nodded.
        leads_on = tail[-1] + 1 < len(view.words) and view.quoted[tail[-1] + 1]
        return len(words) > _SHORTEST_SENTENCE or leads_on or is_gesture
    behind = tail[-1] + 1
    leads_on = behind < len(view.words) and view.quoted[behind] and view.is_mark(tail[-1])
    return leads_on or any(
        view.words[child].dep in {"dobj", "ccomp", "oprd"} and child > index and view.lower(child) not in _HEARERS
        for index in words
        if view.words[index].dep == "ROOT"
        for child in view.parse.children[index]
    )


def _tail(view: View, start: int) -> list[int]:
    """The words behind a region up to the end of the sentence or the next region."""
    tail: list[int] = []
    for index in range(start, min(len(view.words), start + _LONGEST_TAIL)):
        text = view.words[index].text
        if view.quoted[index] or text == "." or (text in _STOPS and index > start):
            break
        tail.append(index)
    return tail


def _reports(view: View, tail: list[int], place: int) -> bool:
    """Whether a word is a reporting verb, or any finite verb close behind with who may speak beside it."""
    index = tail[place]
    verb = view.verb(index)
    if verb and verb.uses & {"say", "beside"}:
        return not is_passive(view, index)
    word = view.words[index]
    if place > _CLOSEST_VERB or word.upos != "VERB" or word.tag not in {"VBD", "VBZ"} or view.lower(index) in _COMMON:
        return False
    between = [other for other in tail[:place] if not view.is_mark(other)]
    if between:
        last = between[-1]
        return len(between) <= 3 and view.words[last].upos in {"PRON", "PROPN"} and view.lower(last) not in _RELATIVE
    return place + 1 < len(tail) and view.words[tail[place + 1]].upos == "PROPN"


def _has_clause_behind(view: View, verb: int) -> bool:
    return any(
        child > verb
        and view.words[child].dep == "ccomp"
        and not view.quoted[child]
        and view.parse.left_edges[child] == verb + 1
        for child in view.parse.children[verb]
    )


def _speaker_after(view: View, tail: list[int], place: int) -> int | None:
    end = tail[-1] + 1
    subject_after = subject(view, tail[place])
    if subject_after is not None and tail[0] <= subject_after < end:
        return subject_after
    before = tail[:place]
    if place <= 1 or all(view.is_mark(index) or view.words[index].upos == "ADV" for index in before):
        for index in tail[place + 1 :]:
            if view.words[index].upos in NOMINAL:
                return phrase_head(view, index, end)
            if view.words[index].upos in VERBAL:
                return None
        return None
    if view.words[before[-1]].text[:1].isupper():
        return before[-1]
    opening = next(index for index in before if not view.is_mark(index))
    if view.words[opening].text[:1].isupper() and view.words[opening + 1].text == ",":
        return opening
    return next((i for i in reversed(before) if view.words[i].upos in NOMINAL and view.words[i].dep in _BEHIND), None)


def _according(view: View, tail: list[int], place: int) -> int | None:
    if place + 1 >= len(tail) or view.lower(tail[place + 1]) != "to":
        return None
    return next(
        (
            i
            for i in tail[place + 2 :]
            if view.words[i].upos in NOMINAL and view.words[i].dep in {"pobj", "ROOT", "dep"}
        ),
        None,
    )


def source_before(view: View, end: int) -> Source | None:
    """Who is named before a quoted region that starts at word `end`: "X said:", "X called it"; None where nobody is.

    The cue of a source is the colon where no verb reports.
    """
    head = _head(view, end)
    if not head:
        return None
    has_colon = any(view.words[index].text == ":" for index in head[-2:])
    for cue in reversed([index for index in head if view.verb(index) and not _is_supposed(view, index)]):
        gap = head[head.index(cue) + 1 :]
        speaker = likely_subject(view, cue)
        if len(gap) > _WIDEST_GAP or speaker is None:
            continue
        if has_colon or not _is_heavy(view, gap) or _governs(view, end, cue):
            return Source(cue, speaker)
    if has_colon:
        return _named_before_colon(view, head) if len(head) < _LONGEST_LABEL else None
    return _by_any_verb(view, head)


def _by_any_verb(view: View, head: list[int]) -> Source | None:
    """X cracked, "C": a verb of any kind right before a comma and a region."""
    if view.words[head[-1]].text != "," or len(head) < _SHORTEST_HEAD:
        return None
    verb = head[-2] if view.words[head[-2]].upos == "VERB" else head[-3]
    word = view.words[verb]
    if (
        word.upos != "VERB"
        or word.tag not in FINITE | {"VBG"}
        or view.words[head[-2]].upos not in {"VERB", "ADP", "ADV"}
    ):
        return None
    speaker = subject(view, verb)
    return Source(verb, speaker) if speaker is not None and not _is_supposed(view, verb) else None


def _is_supposed(view: View, verb: int) -> bool:
    """Whether a verb tells what may be said, or who was told: "would call it", "was asked"."""
    return is_passive(view, verb) or any(view.words[child].tag == "MD" for child in view.parse.children[verb])


def _head(view: View, end: int) -> list[int]:
    """The words before a region back to the start of the sentence or the region before."""
    head: list[int] = []
    for index in range(end - 1, max(end - 1 - _LONGEST_HEAD, -1), -1):
        if view.quoted[index] or view.words[index].text in _STOPS:
            break
        head.append(index)
    return head[::-1]


def _is_heavy(view: View, gap: list[int]) -> bool:
    return any(view.words[i].upos == "VERB" and view.words[i].dep not in {"amod", "pcomp", "acl"} for i in gap)


def _governs(view: View, ancestor: int, word: int) -> bool:
    """Whether `ancestor` is above `word` in the tree."""
    at = word
    while view.words[at].head != at:
        at = view.words[at].head
        if at == ancestor:
            return True
    return False


def _named_before_colon(view: View, head: list[int]) -> Source | None:
    end = head[-1] + 1
    for index in head if len(head) < 14 else head[-8:]:
        word = view.words[index]
        is_from = word.dep == "pobj" and view.lower(word.head) == "from"
        if word.upos in {"PROPN", "PRON"} and (word.dep in _BEFORE_COLON or is_from):
            return Source(head[-1], phrase_head(view, index, end))
    return None
