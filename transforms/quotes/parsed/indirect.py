"""Indirect speech: what the verbs of a paragraph report without quotation marks, in whole or in part."""

from collections.abc import Sequence, Set
from itertools import accumulate
from typing import Final

from broadsheet.transforms.quotes.direct import JOINS
from broadsheet.transforms.quotes.marks import n_words
from broadsheet.transforms.quotes.model import Attribution
from broadsheet.transforms.quotes.parsed.asides import aside, is_finite, opening
from broadsheet.transforms.quotes.parsed.clauses import last_word
from broadsheet.transforms.quotes.parsed.grammar import phrase, phrase_head
from broadsheet.transforms.quotes.parsed.reported import Cue, cue_at
from broadsheet.transforms.quotes.parsed.view import FINITE, NOMINAL, VERBAL, View
from broadsheet.transforms.quotes.sources.phrases import is_informant
from broadsheet.transforms.records.spans import Span

_TAKES_GERUND: Final = frozenset({"suggest", "recommend", "deny", "admit", "recall", "describe", "report", "propose"})
# Words between "called it" and the quoted words, as without a parse; set by hand, a line and a half.
_WIDEST_GAP: Final = 22
_FEW: Final = 5  # words between two quoted parts of one judgement ("a" and, he added, "b"); set by hand
# Words between a verb and its "that": who is told, where and when fit; set by hand.
_FURTHEST_THAT: Final = 14
_CLAUSE_OPENERS: Final = frozenset({"that", "if", "whether", "what", "how", "why", "when", "where", "who"})
_BEGINS_CLAUSE: Final = frozenset({"DT", "PRP", "PRP$"})  # tags of words that no name has inside
_NOT_CONTENT: Final = frozenset({"relcl", "advcl", "acl"})
_RELATIVES: Final = frozenset({"that", "which", "who", "whose", "when", "where", "while", "as", "because", "if"})
_FILLERS: Final = frozenset({"which", "that", "what", "who", "whom"})
_REQUESTS: Final = frozenset({"call", "email", "e-mail", "inquiry", "message", "query", "question", "request"})
_TOPICS: Final[dict[str, tuple[str, ...]]] = {
    "accuse": ("of",),
    "advocate": ("for",),
    "argue": ("for", "against"),
    "ask": ("about", "for"),
    "boast": ("about", "of"),
    "brag": ("about", "of"),
    "call": ("for",),
    "caution": ("about", "against"),
    "comment": ("about", "on"),
    "complain": ("about", "of"),
    "inquire": ("about",),
    "joke": ("about",),
    "lament": ("about",),
    "object": ("to",),
    "opine": ("about", "on"),
    "protest": ("about", "against"),
    "rail": ("about", "against", "at"),
    "remark": ("about", "on", "upon"),
    "report": ("on",),
    "respond": ("to",),
    "say": ("about", "of"),
    "speculate": ("about", "on"),
    "testify": ("about", "on"),
    "tweet": ("about", "on"),
    "vouch": ("for",),
    "warn": ("about", "against", "of"),
    "write": ("about", "on"),
}


def indirect(view: View, used: Set[int]) -> list[Attribution]:
    """What the verbs of a paragraph report, in order; those that start at an offset in `used` are spoken for."""
    reports: list[tuple[int, Attribution]] = []
    for index in range(len(view.words)):
        if view.quoted[index]:
            continue
        if view.lower(index) == "according" and index + 1 < len(view.words) and view.lower(index + 1) == "to":
            reports += [(index, report) for report in _according(view, index)]
        elif (verb := view.verb(index)) and verb.uses & {"say", "judge", "show"}:
            cue = cue_at(view, index, verb)
            if "show" in verb.uses and not (cue.speaker is not None and is_informant(view.words[cue.speaker].text)):
                continue
            is_used = view.words[index].start in used
            reports += [(index, report) for report in (opening(view, cue) if is_used else _reported(view, cue))]
    return _without_asides_of_others(view, reports)


def _without_asides_of_others(view: View, reports: Sequence[tuple[int, Attribution]]) -> list[Attribution]:
    """The attributions without those that are a detail of what another reports: "X said he came to announce C"."""
    depths = [0] * (len(view.words) + 1)
    for _, report in reports:
        for start, end in report.content:
            depths[view.first_from(start)] += 1
            depths[view.first_from(end)] -= 1
    inside = list(accumulate(depths))
    return [
        report
        for index, report in reports
        if not inside[index] or report.rule == "call" or (report.rule != "object" and is_finite(view, index))
    ]


def _reported(view: View, cue: Cue) -> list[Attribution]:
    if "show" in cue.verb.uses:
        return aside(view, cue) or (_clause(view, cue) if cue.behind else [])
    if not cue.verb.takes_clause:
        return _judged(view, cue) or _about(view, cue)
    if result := aside(view, cue):
        return result
    if cue.passive and not cue.behind and cue.verb.lemma not in {"quote", "tell", "ask"}:
        return []
    if cue.behind:
        return _clause(view, cue)
    return (
        _after_colon(view, cue)
        or _unparsed(view, cue)
        or _behind_that(view, cue)
        or _object(view, cue)
        or _about(view, cue)
    )


def _judged(view: View, cue: Cue) -> list[Attribution]:
    """X called it "C": from the word behind the verb to the last quoted words of the sentence's clause."""
    if cue.passive or cue.speaker is None:
        return []
    sentence_end = view.words[view.sentence(cue.at)[1] - 1].end
    regions = [each for each in view.regions if view.words[cue.at].end <= each.outer_start < sentence_end]
    if not regions or n_words(view.text, view.words[cue.at].end, regions[0].outer_start) > _WIDEST_GAP:
        return []
    start = cue.at + 1
    while start < len(view.words) and view.words[start].upos == "ADV" and not view.quoted[start]:
        start += 1
    if _next_verb(view, start, regions[0].outer_start):
        return []
    end = view.words[last_word(view, cue.at, start)].end
    last = regions[0]
    for region in regions[1:]:
        is_near = n_words(view.text, last.outer_end, region.outer_start) <= _FEW
        if (
            is_near
            and region.outer_end <= end + 1
            and not _next_verb(view, view.first_from(last.outer_end), region.outer_start)
        ):
            last = region
    stop = last.outer_end if view.text[last.end - 1] in ",." else max(last.outer_end, end)
    return [cue.reports(view, [(view.words[start].start, stop)], "call")]


def _next_verb(view: View, first: int, offset: int) -> bool:
    """Whether another verb reports or judges between a word and a code point."""
    return any(
        (verb := view.verb(index)) is not None and bool(verb.uses & {"say", "judge"})
        for index in range(first, view.first_from(offset))
    )


def _clause(view: View, cue: Cue) -> list[Attribution]:
    """X said that C."""
    clause = cue.behind[0]
    if cue.speaker is None and not cue.passive:
        return []
    is_open = view.words[clause].dep == "xcomp"
    if is_open and cue.verb.lemma in {"continue", "plead"}:
        return []
    is_gerund = is_open and view.words[clause].tag == "VBG" and cue.verb.lemma not in _TAKES_GERUND
    if is_gerund and not _is_gerund_subject(view, clause):
        return []
    start = max(view.parse.left_edges[clause], cue.at + 1)
    while start < len(view.words) - 1 and view.is_mark(start) and not view.quoted[start]:
        start += 1
    end = last_word(view, cue.at, start, clause)
    if end <= start:
        return []
    contents = [*_gap(view, cue, start), view.span_of(start, end)]
    return [cue.reports(view, [content], "clause") for content in contents]


def _is_gerund_subject(view: View, gerund: int) -> bool:
    """Whether an -ing form is the subject of a clause that the tree hangs on it: "seeing them was a welcome sight"."""
    return any(
        view.words[child].dep == "ccomp" and (view.words[child].tag in FINITE or is_finite(view, child))
        for child in view.parse.children[gerund]
    )


def _gap(view: View, cue: Cue, start: int) -> list[Span]:
    """The words before X said C that C is about: "which X said was late", "a ferry X said was late"."""
    if cue.speaker is None:
        return []
    before = view.first_from(phrase(view, cue.speaker)[0]) - 1
    if before < view.sentence(cue.at)[0] or view.quoted[before]:
        return []
    if before and view.words[before - 1].upos == "ADP" and view.lower(before) != "what":
        return []
    if view.words[before].tag in {"WDT", "WP"} and view.lower(before) in _FILLERS:
        return [view.span_of(before, before)]
    head = view.words[cue.at].head
    is_bare = view.words[cue.at].dep == "relcl" and view.words[start].tag in FINITE | {"MD"}
    is_next = head <= before == view.parse.right_edges[head] or head == before
    return [phrase(view, head)] if is_bare and is_next else []


def _after_colon(view: View, cue: Cue) -> list[Attribution]:
    start = cue.at + 2
    if cue.speaker is None or start >= len(view.words) or view.words[cue.at + 1].text != ":":
        return []
    end = last_word(view, cue.at, start)
    return [cue.reports(view, [view.span_of(start, end)], "colon")] if end > start else []


def _unparsed(view: View, cue: Cue) -> list[Attribution]:
    """X said C, where the tree does not tie the clause to the verb."""
    if cue.speaker is None or cue.passive:
        return []
    start = _behind_hearer(view, cue)
    high = view.sentence(cue.at)[1]
    if start >= high or view.quoted[start] or view.is_mark(start):
        return []
    if view.lower(start) not in _CLAUSE_OPENERS:
        verb = next((i for i in range(start, high) if view.words[i].tag in FINITE or view.words[i].tag == "MD"), None)
        is_own = verb is not None and view.words[verb].dep == "conj" and view.words[verb].head == cue.at
        if verb is None or is_own or view.words[verb].dep in _NOT_CONTENT or not _is_clause(view, start, verb):
            return []
    end = last_word(view, cue.at, start)
    return [cue.reports(view, [view.span_of(start, end)], "clause")] if end > start else []


def _behind_that(view: View, cue: Cue) -> list[Attribution]:
    """X told Y in a statement that C, where the tree hangs C on the statement."""
    if cue.speaker is None or cue.passive:
        return []
    high = min(view.sentence(cue.at)[1], cue.at + 1 + _FURTHEST_THAT)
    for index in range(cue.at + 1, high):
        word = view.words[index]
        if view.quoted[index] or word.upos in VERBAL or view.is_mark(index):
            return []
        if word.dep == "mark" and view.lower(index) == "that":
            end = last_word(view, cue.at, index)
            return [cue.reports(view, [view.span_of(index, end)], "clause")] if end > index + 1 else []
    return []


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
        if child < start or view.is_mark(child):
            continue
        is_hearer = view.words[child].dep in {"dobj", "dative"} and "tell" in cue.verb.uses
        first = view.parse.left_edges[child]
        while first > start and view.is_mark(first - 1):
            first -= 1  # the mark that opens a title
        is_aside = view.words[child].dep in {"npadvmod", "advmod"} or view.lower(child) in {"on", "to"}
        if first != start or not (is_hearer or is_aside):
            break
        start = _end_of_hearer(view, child) + 1
    return start


def _end_of_hearer(view: View, hearer: int) -> int:
    """The last word of who is told, without a clause with "that" which the tree hangs on them."""
    clauses = [
        view.parse.left_edges[child]
        for child in view.parse.children[hearer]
        if view.words[child].dep in {"relcl", "acl"} and view.lower(view.parse.left_edges[child]) == "that"
    ]
    return min(clauses) - 1 if clauses else view.parse.right_edges[hearer]


def _object(view: View, cue: Cue) -> list[Attribution]:
    """X denied C, with a noun phrase for C."""
    if cue.speaker is None or "object" not in cue.verb.uses:
        return []
    for child in view.parse.children[cue.at]:
        if view.words[child].dep == "dobj" and child > cue.at:
            start = view.parse.left_edges[child]
            if cue.verb.lemma == "announce" and view.words[start].tag == "PRP$":
                return []  # who announces their own candidacy does something
            end = last_word(view, cue.at, start)
            return [cue.reports(view, [view.span_of(start, end)], "object")] if end > start + 1 else []
    return []


def _about(view: View, cue: Cue) -> list[Attribution]:
    """X warned of C, with what was spoken of for C."""
    if (cue.speaker is None or cue.passive) and cue.verb.lemma != "ask":
        return []
    children = view.parse.children[cue.at]
    if cue.verb.lemma == "accuse":  # the tree may hang "of C" on who is accused
        children = (*children, *(inner for child in children for inner in view.parse.children[child]))
    for child in children:
        if child > cue.at and view.words[child].dep == "prep" and view.lower(child) in _TOPICS.get(cue.verb.lemma, ()):
            start = child + 1
            end = view.parse.right_edges[child]
            is_long_enough = end > start or cue.verb.lemma == "accuse"
            if _is_request(view, cue, child):
                return []
            return [cue.reports(view, [view.span_of(start, end)], "object")] if is_long_enough else []
    return []


def _is_request(view: View, cue: Cue, preposition: int) -> bool:
    """Whether somebody answers, or fails to answer, a request: what it is about is not what they say."""
    noun = next((child for child in view.parse.children[preposition] if view.words[child].dep == "pobj"), None)
    return cue.verb.lemma == "respond" and noun is not None and _singular(view.lower(noun)) in _REQUESTS


def _singular(noun: str) -> str:
    return f"{noun[:-3]}y" if noun.endswith("ies") else noun.removesuffix("s")


def _according(view: View, at: int) -> list[Attribution]:
    """According to X, C and C, according to X."""
    named = _named_source(view, at)
    if named is None:
        return []
    speaker = phrase(view, named)
    low = view.sentence(at)[0]
    lead = [index for index in range(low, at) if not view.is_mark(index)]
    if len(lead) <= 2:
        speaker = _without_clause(view, at + 2, speaker)
    if len(lead) > 2:
        while low < at and view.lower(low) in JOINS:
            low += 1
        content = view.without_marks(low, at - 1)
    else:
        start = view.first_from(speaker[1])
        while start < len(view.words) and view.is_mark(start) and not view.quoted[start]:
            start += 1
        content = view.span_of(start, last_word(view, at, start)) if start < len(view.words) else None
    cue = view.span_of(at, at + 1)
    return [Attribution((content,), "according", cue, "accord", speaker)] if content else []


def _without_clause(view: View, first: int, speaker: Span) -> Span:
    """A source's name without the clause that begins behind it and that no comma parts: According to Lund the C."""
    last = view.first_from(speaker[1] - 1)
    for index in range(first + 1, last + 1):
        is_name = view.words[index - 1].text[:1].isupper()
        if not is_name or view.words[index].tag == "POS":
            return speaker
        if view.words[index].tag in _BEGINS_CLAUSE:
            return view.span_of(first, index - 1)
    return speaker


def _named_source(view: View, at: int) -> int | None:
    for parent in (at + 1, at):
        for child in view.parse.children[parent]:
            if view.words[child].dep in {"pobj", "dobj"} and child > at + 1:
                return child
    index = at + 2
    while index < len(view.words) and view.words[index].upos in {"DET", "ADJ", "NUM"}:
        index += 1
    return phrase_head(view, index, len(view.words)) if index < len(view.words) else None
