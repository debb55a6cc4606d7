"""From a reporting verb to the last word of the clause that it reports."""

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
    limit = max(view.parse.right_edges[clause], start)
    rest = range(limit + 1, sentence_end + 1)
    if not is_subordinate and all(view.is_mark(index) or view.quoted[index] for index in rest):
        return sentence_end
    return limit


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
        return index if (head < index if head is not None else _has_finite(view, start, index)) else None
    known = view.verb(index)
    if known and known.uses & {"say", "judge"} and word.upos == "VERB":
        cut = _at_next_cue(view, verb, start, index)
        if cut is not None:
            return cut
    if word.dep == "conj" and word.head == verb:
        first = view.parse.left_edges[index]
        while first - 1 > start and (
            view.words[first - 1].dep == "cc" or (view.is_mark(first - 1) and not view.quoted[first - 1])
        ):
            first -= 1
        if first > start + 1:
            return min(index, first)
    return None


def _has_finite(view: View, start: int, end: int) -> bool:
    """Whether a clause has had its verb by now; until then a relative clause hangs on its subject."""
    return any(view.words[index].tag in _VERB_TAGS for index in range(start, end))


def _at_next_cue(view: View, verb: int, start: int, index: int) -> int | None:
    """Where the clause of a second cue begins: ", adding", "and he said"."""
    word = view.words[index]
    if word.tag == "VBG" and view.lower(index - 1) in {",", "and", "while", "before", "after"}:
        return index - 1
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
