"""From a reporting verb set off by commas, with who speaks, to the sentence around it that it reports."""

from typing import Final

from transforms.quotes.clauses import last_word
from transforms.quotes.grammar import phrase
from transforms.quotes.model import Attribution, Span
from transforms.quotes.reported import Cue
from transforms.quotes.view import FINITE, VERBAL, View

_OPENERS: Final = frozenset({"but", "and", "still", "yet", "so"})
_NOT_TAIL: Final = frozenset({"who", "which", "according", "and", "but", "adding", "citing", "referring", "while"})
_CLOSES: Final = frozenset({".", ";", "?", "!"})
_ASIDE_DEPS: Final = frozenset({"npadvmod", "advmod", "prep"})


def aside(view: View, cue: Cue) -> Attribution | None:
    """C, X said and C, X said, C; None where the verb is not set off."""
    if cue.speaker is None or cue.passive or view.words[cue.at].tag not in FINITE:
        return None
    if any(view.words[clause].dep == "ccomp" for clause in cue.behind):
        return None
    first, last = _unit(view, cue, cue.speaker)
    low = _start(view, cue.at)
    if first <= low or not _is_set_off(view, first):
        return None
    behind = last + 1
    is_last = behind >= view.sentence(cue.at)[1] or view.words[behind].text in _CLOSES
    if view.lower(first) == "as" or (not is_last and view.words[behind].text != ","):
        return _governed(view, cue, low, first)
    head = view.without_marks(low, first - 1)
    content = [head] if head and (is_last or first - low > 2) else []
    tail = None if is_last else _tail(view, cue.at, behind + 1)
    if tail:
        content.append(tail)
    if not content or (is_last and not _says_something(view, low, first)):
        return None
    return cue.reports(view, content, "fronted" if len(content) == 1 else "parenthetical")


def _governed(view: View, cue: Cue, low: int, first: int) -> Attribution | None:
    """C, X said with more of the sentence behind it, where the tree ties C to the verb."""
    if not cue.before:
        return None
    head = view.without_marks(max(view.parse.left_edges[cue.before[0]], low), first - 1)
    return cue.reports(view, [head], "fronted") if head else None


def _unit(view: View, cue: Cue, speaker: int) -> Span:
    """The words from "X" to "said", or the other way round, with the times and places that follow."""
    span = phrase(view, speaker)
    first = min(view.first_from(span[0]), cue.at)
    last = max(view.first_from(span[1] - 1), cue.at)
    for child in view.parse.children[cue.at]:
        starts_next = view.parse.left_edges[child] == last + 1
        if starts_next and view.words[child].dep in _ASIDE_DEPS and not view.quoted[child]:
            last = view.parse.right_edges[child]
    return first, last


def _start(view: View, at: int) -> int:
    """The first word of the sentence, without a conjunction; or of its part behind a semicolon."""
    low = view.sentence(at)[0]
    for index in range(low, at):
        if view.words[index].text == ";" and not view.quoted[index]:
            low = index + 1
    while low < at and ((view.is_mark(low) and not view.quoted[low]) or view.lower(low) in _OPENERS):
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
    if start >= view.sentence(verb)[1] or view.lower(start) in _NOT_TAIL or view.words[start].tag == "VBG":
        return None
    last = last_word(view, verb, start)
    if last - start < 1:
        return None
    return view.span_of(start, last) if _says_something(view, start, last + 1) else None
