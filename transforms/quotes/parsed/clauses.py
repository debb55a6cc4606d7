"""Where the clause that a reporting verb reports ends."""

from typing import Final

from broadsheet.transforms.quotes.parsed.view import FINITE, View

_STOPS: Final = frozenset({".", "?", "!"})
_JOINS: Final = frozenset({"and", "but", "while"})
# Behind a comma these add what the speaker did not say as often as not.
_ADDS: Final = frozenset({"which", "who", "whose", "where", "when", "compared"})
_VERB_TAGS: Final = FINITE | {"MD", "VB"}
_TRAILING: Final = frozenset({",", ";", "-", "—", "–", "--", "and", "but", "while"})
_SUBORDINATE: Final = frozenset({"advcl", "relcl", "ccomp", "acl", "pcomp"})
_SUBJECT_PARTS: Final = frozenset({"PRON", "PROPN", "AUX", "ADV", "DET", "NOUN", "ADJ", "PART"})
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})
_AUXILIARIES: Final = frozenset({"aux", "auxpass"})
_MARK_ENDS: Final = frozenset({'"', "”", "''", "»"})


def last_word(view: View, verb: int, start: int, clause: int | None = None, *, in_sentence: bool = False) -> int:
    """The last word of what a verb reports, which starts at word `start`; `clause` is the head of its clause, if known.

    The end of the clause, or of the sentence; before that a semicolon, "according to", a relative clause behind a
    comma, or another reporting verb on a level with this one. A quoted region that begins inside is kept whole.
    """
    limit = view.sentence(verb)[1] - 1 if in_sentence else _limit(view, verb, start, clause)
    stop = _stop(view, verb, (start, clause), limit)
    end = stop - 1
    while end > start and view.lower(end) in _TRAILING and not view.quoted[end]:
        end -= 1
    while end + 1 < len(view.words) and view.quoted[end] and view.quoted[end + 1]:
        if view.words[end].text in _MARK_ENDS:
            break
        end += 1
    return end


def _limit(view: View, verb: int, start: int, clause: int | None) -> int:
    """The last word that the tree allows."""
    sentence_end = view.sentence(verb)[1] - 1
    is_subordinate = view.words[verb].dep in _SUBORDINATE
    if clause is None:
        return max(view.parse.right_edges[verb], start) if is_subordinate else sentence_end
    limit = _chain_end(view, verb, clause, max(view.parse.right_edges[clause], start))
    rest = range(limit + 1, sentence_end + 1)
    if not is_subordinate and all(view.is_mark(index) or view.quoted[index] for index in rest):
        return sentence_end
    return limit


def _chain_end(view: View, verb: int, clause: int, end: int) -> int:
    """The last word of the clauses that follow one another behind a verb: explains what it is, why, and how."""
    for child in view.parse.children[verb]:
        if child > clause and view.words[child].dep == "ccomp":
            between = range(end + 1, view.parse.left_edges[child])
            if all(view.words[index].text == "," or view.words[index].dep == "cc" for index in between):
                end = max(end, view.parse.right_edges[child])
    return end


def _stop(view: View, verb: int, content: tuple[int, int | None], limit: int) -> int:
    """One past the last word that may belong to the content, told by its first word and its head."""
    start, _ = content
    index = start
    while index < len(view.words):
        if view.quoted[index]:
            index += 1
            continue
        if index > limit or view.words[index].text == ";" or (index > start and _ends_sentence(view, index)):
            return index
        if index > start + 1:
            cut = _cut(view, verb, content, index)
            if cut is not None:
                return cut
        index += 1
    return index


def _ends_sentence(view: View, index: int) -> bool:
    return view.words[index].text in _STOPS and (
        index + 1 >= len(view.words) or view.words[index + 1].start > view.words[index].end
    )


def _cut(view: View, verb: int, content: tuple[int, int | None], index: int) -> int | None:
    """Where the content ends because the word begins something else; None where it does not."""
    start, head = content
    word = view.words[index]
    if view.lower(index) == "according" and index + 1 < len(view.words) and view.lower(index + 1) == "to":
        return index
    if word.text == "," and index > start + 3 and index + 1 < len(view.words) and view.lower(index + 1) in _ADDS:
        is_behind = head < index if head is not None else _has_finite(view, start, index)
        return index if is_behind and not _goes_on(view, index + 1) else None
    known = view.verb(index)
    if known and known.uses & {"say", "judge"} and word.upos == "VERB":
        cut = _at_next_cue(view, verb, start, index)
        if cut is not None:
            return cut
    if word.dep == "conj" and word.head == verb and not _is_reported(view, verb, index):
        first = view.parse.left_edges[index]
        while first - 1 > start and (
            view.words[first - 1].dep == "cc" or (view.is_mark(first - 1) and not view.quoted[first - 1])
        ):
            first -= 1
        if first > start + 1:
            return min(index, first)
    return None


def _is_reported(view: View, verb: int, other: int) -> bool:
    """Whether a verb that the tree sets on a level with a cue goes on with what it reports: said C, but would D.

    Its form is one that reported speech takes, and the cue's is not: with "would", with "had", or without an auxiliary
    a bare participle.
    """
    if view.words[verb].tag not in FINITE or any(view.words[c].dep in _SUBJECTS for c in view.parse.children[other]):
        return False
    auxiliaries = [child for child in view.parse.children[other] if view.words[child].dep in _AUXILIARIES]
    if auxiliaries:
        return view.words[auxiliaries[0]].tag == "MD" or view.lower(auxiliaries[0]) in {"had", "been"}
    return view.words[other].tag in {"VB", "VBN"}


def _goes_on(view: View, relative: int) -> bool:
    """Whether the noun that a relative clause stands behind is the subject of what follows its second comma."""
    verb = next((at for at in range(relative, len(view.words)) if view.words[at].dep == "relcl"), None)
    if verb is None or view.words[verb].head >= relative:
        return False
    behind = view.parse.right_edges[verb] + 1
    noun = view.words[view.words[verb].head]
    return (
        noun.dep in {"nsubj", "nsubjpass"}
        and noun.head > behind
        and behind < len(view.words)
        and view.words[behind].text == ","
    )


def _has_finite(view: View, start: int, end: int) -> bool:
    """Whether a clause has had its verb by now; until then a relative clause hangs on its subject."""
    return any(view.words[index].tag in _VERB_TAGS for index in range(start, end))


def _at_next_cue(view: View, verb: int, start: int, index: int) -> int | None:
    """Where the clause of a second cue begins: ", adding", "and he said"."""
    word = view.words[index]
    if word.tag == "VBG" and view.lower(index - 1) in {",", "and", "while", "before", "after"}:
        return index - 1
    if word.tag == "VBG" and word.dep == "pcomp" and view.lower(word.head) == "with" and word.head > start:
        return word.head
    if word.dep == "relcl":
        return _relative(view, start, index)
    at, steps = index - 1, 0
    while at > start and steps < 6 and view.lower(at) not in _JOINS | {",", ";"}:
        if view.words[at].upos not in _SUBJECT_PARTS or view.quoted[at]:
            break
        at -= 1
        steps += 1
    is_level = word.dep in {"conj", "ROOT", "advcl"} and (word.head == verb or steps <= 4)
    if view.lower(at) in _JOINS and is_level and (word.tag in FINITE or word.tag == "VBG"):
        return at
    return None


def _relative(view: View, start: int, index: int) -> int | None:
    """Where the relative clause of a cue begins behind a comma: ", which he called"."""
    first = view.parse.left_edges[index]
    is_set_off = first - 1 > start and view.words[first - 1].text == "," and not view.quoted[first - 1]
    return first - 1 if is_set_off and view.lower(first) in {"which", "who", "whom"} else None
