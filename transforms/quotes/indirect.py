"""From the reporting verbs of a paragraph to what they report without quotation marks, in whole or in part."""

from collections.abc import Set
from typing import Final

from transforms.quotes.asides import aside
from transforms.quotes.clauses import last_word
from transforms.quotes.grammar import phrase, phrase_head
from transforms.quotes.model import Attribution
from transforms.quotes.reported import Cue, cue_at
from transforms.quotes.view import FINITE, NOMINAL, View, n_words

_TAKES_GERUND: Final = frozenset({"suggest", "recommend", "deny", "admit", "recall", "describe", "report", "propose"})
_WIDEST_GAP: Final = 22
_CLAUSE_OPENERS: Final = frozenset({"that", "if", "whether", "what", "how", "why", "when", "where", "who"})
_NOT_CONTENT: Final = frozenset({"relcl", "advcl", "acl"})
_RELATIVES: Final = frozenset({"that", "which", "who", "whose", "when", "where", "while", "as", "because", "if"})
_TOPICS: Final[dict[str, tuple[str, ...]]] = {
    "warn": ("of", "about", "against"),
    "complain": ("about",),
    "ask": ("about", "for"),
    "respond": ("to",),
    "comment": ("on",),
    "boast": ("about", "of"),
    "joke": ("about",),
    "speculate": ("about",),
    "object": ("to",),
    "testify": ("about",),
    "lament": ("about",),
    "rail": ("against",),
    "inquire": ("about",),
    "tweet": ("about",),
    "vouch": ("for",),
    "write": ("about",),
}


def indirect(view: View, used: Set[int]) -> list[Attribution]:
    """What the verbs of a paragraph report, in order; those that start at an offset in `used` are spoken for."""
    found: list[Attribution] = []
    for index in range(len(view.words)):
        if view.quoted[index] or view.words[index].start in used:
            continue
        if view.lower(index) == "according" and index + 1 < len(view.words) and view.lower(index + 1) == "to":
            result = _according(view, index)
        else:
            verb = view.verb(index)
            result = _reported(view, cue_at(view, index, verb)) if verb and verb.uses & {"say", "judge"} else None
        if result is not None:
            found.append(result)
    return found


def _reported(view: View, cue: Cue) -> Attribution | None:
    if not cue.verb.takes_clause:
        return _judged(view, cue)
    if (result := aside(view, cue)) is not None:
        return result
    if cue.passive and not cue.behind and cue.verb.lemma not in {"quote", "tell", "ask"}:
        return None
    if cue.behind:
        return _clause(view, cue)
    return _after_colon(view, cue) or _unparsed(view, cue) or _object(view, cue) or _about(view, cue)


def _judged(view: View, cue: Cue) -> Attribution | None:
    """X called it "C": from the word behind the verb to the last quoted words of the sentence's clause."""
    if cue.passive or cue.speaker is None:
        return None
    sentence_end = view.words[view.sentence(cue.at)[1] - 1].end
    regions = [one for one in view.regions if view.words[cue.at].end <= one.outer_start < sentence_end]
    if not regions or n_words(view.text, view.words[cue.at].end, regions[0].outer_start) > _WIDEST_GAP:
        return None
    start = cue.at + 1
    while start < len(view.words) and view.words[start].upos == "ADV" and not view.quoted[start]:
        start += 1
    end = view.words[last_word(view, cue.at, start)].end
    last = regions[0]
    for region in regions[1:]:
        if n_words(view.text, last.outer_end, region.outer_start) <= 5 and region.outer_end <= end + 1:
            last = region
    stop = last.outer_end if view.text[last.end - 1] in ",." else max(last.outer_end, end)
    return cue.reports(view, [(view.words[start].start, stop)], "call")


def _clause(view: View, cue: Cue) -> Attribution | None:
    """X said that C."""
    clause = cue.behind[0]
    is_open = view.words[clause].dep == "xcomp"
    if is_open and cue.verb.lemma in {"continue", "plead"}:
        return None
    if is_open and view.words[clause].tag == "VBG" and cue.verb.lemma not in _TAKES_GERUND:
        return None
    start = max(view.parse.left_edges[clause], cue.at + 1)
    while start < len(view.words) - 1 and view.is_mark(start) and not view.quoted[start]:
        start += 1
    end = last_word(view, cue.at, start, clause)
    return cue.reports(view, [view.span_of(start, end)], "clause") if end > start else None


def _after_colon(view: View, cue: Cue) -> Attribution | None:
    start = cue.at + 2
    if cue.speaker is None or start >= len(view.words) or view.words[cue.at + 1].text != ":":
        return None
    end = last_word(view, cue.at, start)
    return cue.reports(view, [view.span_of(start, end)], "colon") if end > start else None


def _unparsed(view: View, cue: Cue) -> Attribution | None:
    """X said C, where the tree does not tie the clause to the verb."""
    if cue.speaker is None or cue.passive:
        return None
    start = _behind_hearer(view, cue)
    high = view.sentence(cue.at)[1]
    if start >= high or view.quoted[start] or view.is_mark(start):
        return None
    if view.lower(start) not in _CLAUSE_OPENERS:
        verb = next((i for i in range(start, high) if view.words[i].tag in FINITE or view.words[i].tag == "MD"), None)
        if verb is None or view.words[verb].dep in _NOT_CONTENT or not _is_clause(view, start, verb):
            return None
    end = last_word(view, cue.at, start)
    return cue.reports(view, [view.span_of(start, end)], "clause") if end > start else None


def _is_clause(view: View, start: int, verb: int) -> bool:
    """Whether the words up to a finite verb can be its subject."""
    between = range(start, verb)
    return any(view.words[index].upos in NOMINAL for index in between) and not any(
        view.lower(index) in _RELATIVES or view.words[index].text in {",", ":", ";"} for index in between
    )


def _behind_hearer(view: View, cue: Cue) -> int:
    """The first word behind a verb, its adverbs and times, and who is told."""
    start = cue.at + 1
    for child in view.parse.children[cue.at]:
        if child < start:
            continue
        is_hearer = view.words[child].dep in {"dobj", "dative"} and "tell" in cue.verb.uses
        is_aside = view.words[child].dep in {"npadvmod", "advmod"} or view.lower(child) in {"on", "to"}
        if view.parse.left_edges[child] != start or not (is_hearer or is_aside):
            break
        start = view.parse.right_edges[child] + 1
    return start


def _object(view: View, cue: Cue) -> Attribution | None:
    """X denied C, with a noun phrase for C."""
    if cue.speaker is None or "object" not in cue.verb.uses:
        return None
    for child in view.parse.children[cue.at]:
        if view.words[child].dep == "dobj" and child > cue.at:
            start = view.parse.left_edges[child]
            end = last_word(view, cue.at, start)
            return cue.reports(view, [view.span_of(start, end)], "object") if end > start + 1 else None
    return None


def _about(view: View, cue: Cue) -> Attribution | None:
    """X warned of C, with what was spoken of for C."""
    if cue.speaker is None or cue.passive:
        return None
    for child in view.parse.children[cue.at]:
        if child > cue.at and view.words[child].dep == "prep" and view.lower(child) in _TOPICS.get(cue.verb.lemma, ()):
            start = child + 1
            end = view.parse.right_edges[child]
            return cue.reports(view, [view.span_of(start, end)], "object") if end > start else None
    return None


def _according(view: View, at: int) -> Attribution | None:
    """According to X, C and C, according to X."""
    named = _named_source(view, at)
    if named is None:
        return None
    speaker = phrase(view, named)
    low = view.sentence(at)[0]
    lead = [index for index in range(low, at) if not view.is_mark(index)]
    if len(lead) > 2:
        while low < at and view.lower(low) in {"but", "and"}:
            low += 1
        content = view.without_marks(low, at - 1)
    else:
        start = view.first_from(speaker[1])
        while start < len(view.words) and view.is_mark(start) and not view.quoted[start]:
            start += 1
        content = view.span_of(start, last_word(view, at, start)) if start < len(view.words) else None
    cue = view.span_of(at, at + 1)
    return Attribution((content,), "according", cue, "accord", speaker) if content else None


def _named_source(view: View, at: int) -> int | None:
    for parent in (at + 1, at):
        for child in view.parse.children[parent]:
            if view.words[child].dep in {"pobj", "dobj"} and child > at + 1:
                return child
    index = at + 2
    while index < len(view.words) and view.words[index].upos in {"DET", "ADJ", "NUM"}:
        index += 1
    return phrase_head(view, index, len(view.words)) if index < len(view.words) else None
