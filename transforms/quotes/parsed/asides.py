"""Reporting verbs set off by commas, with who speaks, and the sentence around that they report."""

from typing import Final

from broadsheet.transforms.quotes.direct import LEADS
from broadsheet.transforms.quotes.model import Attribution
from broadsheet.transforms.quotes.parsed.clauses import last_word
from broadsheet.transforms.quotes.parsed.grammar import phrase
from broadsheet.transforms.quotes.parsed.reported import Cue
from broadsheet.transforms.quotes.parsed.view import FINITE, NOMINAL, VERBAL, View
from broadsheet.transforms.records.spans import Span

_NOT_TAIL: Final = frozenset({"who", "which", "according", "adding", "citing", "referring", "while"})
_JOINS: Final = frozenset({"and", "but"})
_RELATIVES: Final = frozenset({"who", "which", "that"})
_PLACES: Final = frozenset({"in", "on", "at", "during", "about", "to", "after", "before", "by"})
_SUBORDINATES: Final = frozenset({"ADP", "SCONJ", "ADV"})
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_CLOSES: Final = frozenset({".", ";", "?", "!"})
_ASIDE_DEPS: Final = frozenset({"npadvmod", "advmod", "prep"})
_HEARER_DEPS: Final = frozenset({"dobj", "dative"})


def aside(view: View, cue: Cue) -> list[Attribution]:
    """C, X said and C, X said, C; as X said, C; nothing where the verb is not set off."""
    if cue.speaker is None or not is_finite(view, cue.at) or view.lower(cue.speaker) in _RELATIVES:
        return []
    if any(view.words[clause].dep == "ccomp" for clause in cue.behind) and not cue.before:
        return []
    first, last = _unit(view, cue, cue.speaker)
    sentence = view.sentence(cue.at)
    low = _start(view, cue.at)
    is_as = first > sentence[0] and view.lower(first - 1) == "as"
    if cue.passive and not is_as:
        return []
    first -= is_as
    opens = is_as and first == low
    is_after_opener = first == low and first > sentence[0] and view.words[first - 1].text == ","
    if not opens and not is_after_opener and (first <= low or not _is_set_off(view, first)):
        return []
    behind = last + 1
    is_last = behind >= sentence[1] or view.words[behind].text in _CLOSES
    if not is_last and view.words[behind].text != ",":
        return [] if is_as else _governed(view, cue, low, first)
    if is_as and not _is_bare(view, cue.at, last):
        return []
    if is_as:
        low = max(low, _clause_start(view, cue.at))
    head = view.without_marks(low, first - 1) if low < first else None
    content = [head] if head and (is_last or first - low > 1) else []
    tail = None if is_last else _tail(view, cue.at, behind + 1)
    if tail:
        content.append(tail)
    if not content or (not tail and not cue.before and not _says_something(view, low, first)):
        return []
    if len(content) == 1:
        return [cue.reports(view, content, "fronted")]
    return [cue.reports(view, content, "interrupted" if _is_predicate(view, content[1]) else "parenthetical")]


def _is_predicate(view: View, tail: Span) -> bool:
    """Whether words have their subject before the aside: "had gone badly", "also had gone badly"."""
    first = view.first_from(tail[0])
    while first + 1 < len(view.words) and view.words[first].upos in {"ADV", "PART"}:
        first += 1
    return view.words[first].upos in VERBAL and view.words[first].tag in FINITE | {"MD"}


def opening(view: View, cue: Cue) -> list[Attribution]:
    """C, X said, "C": the words before a verb whose quotation stands behind it."""
    if cue.speaker is None or cue.passive or view.lower(cue.speaker) in _RELATIVES or not is_finite(view, cue.at):
        return []
    first, last = _unit(view, cue, cue.speaker)
    low = _start(view, cue.at)
    start = last + 2
    is_before = start < len(view.words) and view.words[last + 1].text in {",", ":"} and view.quoted[start]
    if not is_before or first <= low + 1 or view.words[first - 1].text != "," or view.quoted[first - 2]:
        return []
    if not _is_main(view, low, first, start + 1):
        return []
    head = view.without_marks(low, first - 1)
    return [cue.reports(view, [head], "fronted")] if head else []


def _is_main(view: View, low: int, end: int, behind: int) -> bool:
    """Whether words are a clause that stands by itself, or the subject of the verb that goes on behind it."""
    if view.words[low].upos in _SUBORDINATES or view.words[low].tag in {"VBG", "VBN"}:
        return False
    verbs = [index for index in range(low, end) if is_finite(view, index)]
    if verbs:
        return any(view.words[index].dep in _SUBJECTS and index < verbs[0] for index in range(low, end))
    return view.words[low].upos in NOMINAL | {"DET"} and behind < len(view.words) and view.words[behind].upos in VERBAL


def is_finite(view: View, at: int) -> bool:
    """Whether a verb tells what was or is said, by its own form or by its auxiliary's."""
    if view.words[at].tag in FINITE:
        return True
    return any(view.words[child].tag in FINITE | {"MD"} and child < at for child in view.parse.children[at])


def _clause_start(view: View, verb: int) -> int:
    """The first word of the clause that "as X said" is set in."""
    word = view.words[verb]
    return view.parse.left_edges[word.head] if word.head != verb else 0


def _governed(view: View, cue: Cue, low: int, first: int) -> list[Attribution]:
    """C, X said with more of the sentence behind it, where the tree ties C to the verb."""
    has_object = any(view.words[child].dep == "dobj" for child in view.parse.children[cue.at])
    if not cue.before or (has_object and "tell" not in cue.verb.uses):
        return []
    head = view.without_marks(max(view.parse.left_edges[cue.before[0]], low), first - 1)
    return [cue.reports(view, [head], "fronted")] if head else []


def _unit(view: View, cue: Cue, speaker: int) -> Span:
    """The words from "X" to "said", or the other way round, with who is told, times and places that follow."""
    span = phrase(view, speaker)
    first = min(view.first_from(span[0]), cue.at)
    last = max(view.first_from(span[1] - 1), cue.at)
    follow = _ASIDE_DEPS | _HEARER_DEPS if cue.verb.lemma == "tell" else _ASIDE_DEPS
    for child in view.parse.children[cue.at]:
        end = view.parse.right_edges[child]
        starts_next = view.parse.left_edges[child] == last + 1
        is_said = view.quoted[child] or _says_something(view, last + 1, end + 1)
        if starts_next and view.words[child].dep in follow and not is_said:
            last = end
    return first, last


def _is_bare(view: View, verb: int, last: int) -> bool:
    """Whether only times, places and who is told stand behind "as X said"."""
    return all(
        view.words[child].dep != "prep" or view.lower(child) in _PLACES
        for child in view.parse.children[verb]
        if verb < child <= last
    )


def _start(view: View, at: int) -> int:
    """The first word of the sentence, without a conjunction; or of its part behind a semicolon."""
    low = view.sentence(at)[0]
    for index in range(low, at):
        if view.words[index].text == ";" and not view.quoted[index]:
            low = index + 1
    while low < at and ((view.is_mark(low) and not view.quoted[low]) or view.lower(low) in LEADS):
        low += 1
    return low


def _is_set_off(view: View, first: int) -> bool:
    """Whether a comma, or a quotation that ends in one, stands before a word."""
    before = view.words[first - 1].text
    return before == "," or (view.quoted[first - 1] and first > 1 and view.words[first - 2].text in {",", "?", "!"})


def _says_something(view: View, low: int, first: int) -> bool:
    """Whether a verb stands in a range of words."""
    return any(view.words[index].upos in VERBAL for index in range(low, first))


def _tail(view: View, verb: int, start: int) -> Span | None:
    """The content behind the comma that closes "X said"; None where something else follows."""
    high = view.sentence(verb)[1]
    if start >= high or view.lower(start) in _NOT_TAIL or view.words[start].tag == "VBG":
        return None
    if view.lower(start) in _JOINS and (start + 1 >= high or view.words[start + 1].upos not in NOMINAL | {"DET"}):
        return None
    last = last_word(view, verb, start, in_sentence=True)
    if last - start < 1:
        return None
    return view.span_of(start, last) if _says_something(view, start, last + 1) else None
