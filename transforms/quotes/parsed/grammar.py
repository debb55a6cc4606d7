"""Who acts by a verb of a parsed paragraph, and the words of a noun's phrase."""

from typing import Final

from broadsheet.transforms.names.titles import is_job
from broadsheet.transforms.quotes.light.words import DAYS
from broadsheet.transforms.quotes.parsed.view import FINITE, NOMINAL, VERBAL, View
from broadsheet.transforms.records.spans import Span

_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "csubj"})
_SHARES_SUBJECT: Final = frozenset({"conj", "xcomp", "advcl", "acl", "dep"})
_CLAUSES: Final = frozenset({"relcl", "advcl", "parataxis", "ccomp"})
_WITHIN_NAME: Final = frozenset({"compound", "amod", "det", "poss", "nmod"})
_NO_SUBJECT: Final = frozenset({"compound", "poss", "npadvmod", "pobj"})
_BARE: Final = frozenset({"he", "she", "they", "it", "we", "i", "you", "who"})
_SOME: Final = frozenset({"many", "some", "others", "most", "few", "several", "both"})
_NEVER: Final = frozenset({"but", "and", "also", "then", "later", "still", "so", "as", "when", "while", "that"})
_MAKES_DO: Final = frozenset(
    {"led", "leads", "lead", "leading", "drove", "drives", "drive", "prompted", "prompting", "prompt"}
)
_UTTERANCES: Final = frozenset(
    {"statement", "letter", "conference", "speech", "interview", "email", "tweet", "post", "message", "note", "memo"}
)
_MOST_STEPS: Final = 5  # verbs above a verb: a clause in a clause in a clause fits; a bound on cost, set by hand
# Tokens before a verb: a name with an apposition fits; farther nouns are of another clause; set by hand.
_REACH: Final = 12
_BREAKS: Final = frozenset({"—", "–", "--", "-", "―", ":", ";"})


def subject(view: View, verb: int) -> int | None:
    """The head of a verb's subject outside quotation marks, its own or the one it shares; None where there is none."""
    at = verb
    for _ in range(_MOST_STEPS):
        own = _own_subject(view, at)
        if own is not None:
            return own if at == verb else _speaker_above(view, at, own, view.words[verb].tag == "VBG")
        above = _above(view, at)
        if above is None or view.quoted[above]:
            return None
        if view.words[at].dep == "acl" and view.words[above].upos in NOMINAL:
            return _who_made(view, above, is_infinitive=view.words[at].tag == "VB")
        if view.words[at].tag == "VB" and view.words[above].text.lower() in _MAKES_DO:
            object_ = next((c for c in view.parse.children[above] if view.words[c].dep == "dobj" and c < at), None)
            if object_ is not None:
                return object_
        at = above
    return None


def _own_subject(view: View, verb: int) -> int | None:
    """The subject a verb governs: the nearest before it, or the first behind it that stands before its clause."""
    subjects = [
        child
        for child in view.parse.children[verb]
        if view.words[child].dep in _SUBJECTS and not view.quoted[child] and view.lower(child) not in DAYS
    ]
    before = [child for child in subjects if child < verb]
    if before and not _is_set_between(view, verb, subjects[-1]):
        return _antecedent(view, verb, before[-1])
    if before:
        return subjects[-1]
    return subjects[0] if subjects and not _opens_clause(view, verb, subjects[0]) else None


def _is_set_between(view: View, verb: int, noun: int) -> bool:
    """Whether commas enclose a verb and a name or pronoun behind it: The piers, said Lund, are old."""
    closes = view.parse.right_edges[noun] + 1
    return (
        view.words[verb - 1].text == ","
        and view.parse.left_edges[noun] == verb + 1
        and view.words[noun].upos in {"PROPN", "PRON"}
        and closes < len(view.words)
        and view.words[closes].text == ","
    )


def _opens_clause(view: View, verb: int, noun: int) -> bool:
    """Whether a noun behind a verb is the subject of the clause reported, not who reports."""
    first = view.parse.left_edges[noun]
    between = range(verb + 1, first)
    return any(view.lower(index) == "that" for index in between) or (
        first == verb + 1
        and any(
            view.words[child].dep in {"ccomp", "xcomp"} and child > noun and not view.quoted[child]
            for child in view.parse.children[verb]
        )
    )


def _above(view: View, verb: int) -> int | None:
    """The word whose subject a verb may share; None where it shares none."""
    word = view.words[verb]
    if word.head == verb:
        return None
    above = view.words[word.head].head
    if word.dep == "pcomp" and view.words[above].upos in VERBAL and not view.quoted[word.head]:
        return above
    return word.head if word.dep in _SHARES_SUBJECT else None


def _speaker_above(view: View, verb: int, own: int, trails: bool) -> int:
    """Who reports the clause that a shared subject stands in, where a pronoun there may be the same person.

    What `trails` as an -ing form is theirs whatever the subject: "X said Y was late, adding that".
    """
    word = view.words[verb]
    if word.dep != "ccomp" or view.verb(word.head) is None or not (trails or view.words[own].upos == "PRON"):
        return own
    above = _own_subject(view, word.head)
    return own if above is None else above


def _who_made(view: View, noun: int, *, is_infinitive: bool) -> int:
    """Who issues a statement, for such a noun, or takes the chance to speak; any other noun itself."""
    verb = view.words[noun].head
    is_chance = is_infinitive and view.words[noun].dep == "dobj" and not is_job(view.lower(noun))
    if view.lower(noun) not in _UTTERANCES and not is_chance:
        return noun
    if view.words[verb].dep == "prep":
        verb = view.words[verb].head
    maker = _own_subject(view, verb) if view.words[verb].upos in VERBAL else None
    return noun if maker is None else maker


def _antecedent(view: View, verb: int, pronoun: int) -> int:
    """The noun that "that" stands for; any other subject itself."""
    head = view.words[verb].head
    is_relative = view.words[verb].dep == "relcl" and view.lower(pronoun) == "that"
    return head if is_relative and view.words[head].upos in NOMINAL and not view.quoted[head] else pronoun


def likely_subject(view: View, verb: int) -> int | None:
    """The subject; where the parse gives none, the nearest word that can be one."""
    nearest = subject(view, verb)
    if nearest is not None:
        return nearest
    tag = view.words[verb].tag
    if tag == "VBG":
        return _subject_of_participle(view, verb)
    return _subject_before(view, verb) if tag in FINITE else None


def _subject_of_participle(view: View, verb: int) -> int | None:
    low, high = view.sentence(verb)
    subjects = [
        index
        for index in range(low, high)
        if view.words[index].dep in {"nsubj", "nsubjpass"}
        and view.words[index].upos in {"PROPN", "PRON"}
        and not view.quoted[index]
    ]
    before = [index for index in subjects if index < verb]
    after = [index for index in subjects if index > verb and view.words[index].head > verb]
    return before[-1] if before else after[0] if after else None


def _subject_before(view: View, verb: int) -> int | None:
    for index in range(verb - 1, max(verb - 1 - _REACH, -1), -1):
        word = view.words[index]
        if view.quoted[index] or word.text in {".", ";", ":"} or (word.upos == "VERB" and word.tag in FINITE):
            return None
        if view.lower(index) in DAYS:
            continue
        if word.text[:1].isupper() and index + 1 == verb and view.lower(index) not in _NEVER:
            return index
        if (word.upos in NOMINAL and word.dep not in _NO_SUBJECT) or view.lower(index) in _SOME:
            return index
    return None


def agent(view: View, verb: int) -> int | None:
    """The head of the phrase with "by" beside a passive verb."""
    for child in view.parse.children[verb]:
        if view.words[child].dep in {"agent", "prep"} and view.lower(child) == "by":
            for grandchild in view.parse.children[child]:
                if view.words[grandchild].dep == "pobj":
                    return grandchild
    return None


def is_passive(view: View, verb: int) -> bool:
    """Whether a verb is a passive participle, with its auxiliary or without."""
    deps = {view.words[child].dep for child in view.parse.children[verb]}
    return "auxpass" in deps


def phrase_head(view: View, index: int, end: int) -> int:
    """The head of the noun phrase that a word leads or stands in; looks no further than `end` (excluded)."""
    words = view.words
    while words[index].dep in _WITHIN_NAME and index < words[index].head < end:
        if words[words[index].head].upos not in {"NOUN", "PROPN"}:
            break
        index = words[index].head
    return index


def phrase(view: View, head: int) -> Span:
    """The code points of a noun phrase, up to a clause that hangs on it, without marks at its ends."""
    if view.lower(head) in _BARE:
        return view.span_of(head, head)
    clauses = [
        child for child in view.parse.children[head] if view.words[child].dep in _CLAUSES or _is_day(view, child)
    ]
    barred = view.descendants(clauses) if clauses else set()
    first, last = _first_of(view, head), head
    for index in range(head + 1, view.parse.right_edges[head] + 1):
        if view.quoted[index] or index in barred:
            break
        last = index
    while last > head and view.is_mark(last) and view.words[last].text not in {".", ")"}:
        last -= 1
    return view.span_of(first, last)


def _is_day(view: View, index: int) -> bool:
    """Whether a word leads to a day, or names one, that hangs on a noun: "the minister on Monday said".

    So does one that leads to what was issued: "the ministry in a statement said".
    """
    is_led = view.words[index].dep == "prep"
    children = view.parse.children[index] if is_led else [index]
    return any(
        view.lower(child) in DAYS
        or (is_led and view.lower(index) == "in" and view.lower(child) in _UTTERANCES and _is_new(view, child))
        for child in children
    )


def _is_new(view: View, noun: int) -> bool:
    """Whether a noun has an article that brings it in, or an owner: "a statement", "her speech"."""
    return any(
        view.lower(child) in {"a", "an"} or view.words[child].dep == "poss" for child in view.parse.children[noun]
    )


def _first_of(view: View, head: int) -> int:
    """The first word of a noun phrase: behind a quotation, a dash or a colon that the tree takes in."""
    first = view.parse.left_edges[head]
    for index in range(head - 1, first - 1, -1):
        word = view.words[index]
        is_dash = word.text in _BREAKS and (word.text != "-" or word.start > view.words[index - 1].end)
        if view.quoted[index] or is_dash:
            first = index + 1
            break
    while first < head and view.is_mark(first):
        first += 1
    return first
