"""Syntactic features of sentences, from the parses of their paragraphs."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, get_args

from broadsheet.transforms.records.spans import Span
from broadsheet.transforms.sentences.parsing import Parse, Word
from broadsheet.transforms.vocabulary.lists import entries

Tense = Literal["past", "present", "future"]
Upos = Literal[
    "ADJ",
    "ADP",
    "ADV",
    "AUX",
    "CCONJ",
    "DET",
    "INTJ",
    "NOUN",
    "NUM",
    "PART",
    "PRON",
    "PROPN",
    "PUNCT",
    "SCONJ",
    "SYM",
    "VERB",
    "X",
]

UPOS: Final[tuple[Upos, ...]] = get_args(Upos)
_CONTENT: Final = frozenset({"ADJ", "ADV", "NOUN", "PROPN", "VERB"})
_NO_WORD: Final = frozenset({"PUNCT", "SYM", "X"})
_SUBORDINATE: Final = frozenset({"advcl", "ccomp", "csubj", "csubjpass", "relcl", "acl", "pcomp"})
_PASSIVE: Final = frozenset({"auxpass", "nsubjpass", "csubjpass"})
_FINITE: Final[dict[str, Tense]] = {"VBD": "past", "VBZ": "present", "VBP": "present"}
_NEGATIONS: Final = frozenset(
    {"no", "none", "nobody", "nothing", "nowhere", "neither", "nor", "never", "cannot", "without"}
)
_FUTURE: Final = frozenset({"will", "shall", "'ll", "’ll", "wo"})
# By their first word, the longest first.
_HEDGES: Final[dict[str, list[list[str]]]] = defaultdict(list)
for _hedge in sorted(map(str.split, entries("hedges.txt")), key=len, reverse=True):
    _HEDGES[_hedge[0]].append(_hedge)


@dataclass(frozen=True, slots=True)
class Syntax:
    """The syntactic features of one sentence.

    `n_upos` counts words and marks by universal part of speech, in the order of UPOS. `mean_dependency_distance` is
    TextDescriptives' (words and marks between a word and its head, 0 for a root); `tree_depth` counts words on the
    longest path from a root. Clauses are counted by their verbs. `main_tense` is that of the root's verb group, None
    where the sentence has no finite verb. `lexical_density` is the share of content words among the words. Averages
    are None for a sentence without words.
    """

    n_upos: tuple[int, ...]
    mean_dependency_distance: float | None
    tree_depth: int
    n_finite_clauses: int
    n_subordinate_clauses: int
    is_passive: bool
    n_negations: int
    n_modals: int
    n_hedges: int
    main_tense: Tense | None
    lexical_density: float | None


def sentence_syntax(parses: Sequence[Parse], sentences: Sequence[Span]) -> list[Syntax]:
    """The features of each sentence of a section, from the parses of its paragraphs; both in order of start."""
    words: list[Word] = []
    heads: list[int] = []
    for parse in parses:
        base = len(words)
        words += parse.words
        heads += [word.head + base for word in parse.words]
    starts = [word.start for word in words]
    spans = [(bisect_left(starts, start), bisect_left(starts, end)) for start, end in sentences]
    return [_features(words[low:high], _within(heads, low, high)) for low, high in spans]


def _within(heads: Sequence[int], low: int, high: int) -> list[int]:
    """The heads of the words from `low` to `high` (excluded), counted from there; one outside them counts as none."""
    return [head - low if low <= head < high else index for index, head in enumerate(heads[low:high])]


def _features(mine: Sequence[Word], heads: Sequence[int]) -> Syntax:
    """The features of the words of a sentence."""
    counts = Counter([word.upos for word in mine])
    lower = [word.text.lower() for word in mine]
    n_words = sum(count for upos, count in counts.items() if upos not in _NO_WORD)
    n_content = sum(counts[upos] for upos in _CONTENT)
    return Syntax(
        n_upos=tuple(counts[upos] for upos in UPOS),
        mean_dependency_distance=_mean_distance(heads),
        tree_depth=_depth(heads),
        n_finite_clauses=_n_finite(mine, heads),
        n_subordinate_clauses=sum(word.dep in _SUBORDINATE for word in mine),
        is_passive=any(word.dep in _PASSIVE for word in mine),
        n_negations=sum(word.dep == "neg" or text in _NEGATIONS for word, text in zip(mine, lower, strict=True)),
        n_modals=sum(word.tag == "MD" for word in mine),
        n_hedges=_n_hedges(lower),
        main_tense=_main_tense(mine, heads),
        lexical_density=n_content / n_words if n_words else None,
    )


def _mean_distance(heads: Sequence[int]) -> float | None:
    return sum(abs(head - index) for index, head in enumerate(heads)) / len(heads) if heads else None


def _depth(heads: Sequence[int]) -> int:
    """Words on the longest path from a root, itself included; each word is visited once."""
    depths = [0] * len(heads)
    for start in range(len(heads)):
        path = []
        at = start
        while depths[at] == 0:
            path.append(at)
            if heads[at] == at:
                depths[at] = 1
                path.pop()
            at = heads[at]
        for index in reversed(path):
            depths[index] = depths[heads[index]] + 1
    return max(depths, default=0)


def _n_finite(words: Sequence[Word], heads: Sequence[int]) -> int:
    """The verb groups with a finite verb or a modal; an auxiliary counts with the verb it helps."""
    groups = {
        heads[index] if word.dep in {"aux", "auxpass"} else index
        for index, word in enumerate(words)
        if word.tag in _FINITE or word.tag == "MD"
    }
    return len(groups)


def _n_hedges(lower: Sequence[str]) -> int:
    """The hedges among the words, the longest phrase first, none overlapping another."""
    count = index = 0
    while index < len(lower):
        hedges = _HEDGES.get(lower[index], ())
        size = next((len(hedge) for hedge in hedges if lower[index : index + len(hedge)] == hedge), 0)
        count += size > 0
        index += size or 1
    return count


def _main_tense(words: Sequence[Word], heads: Sequence[int]) -> Tense | None:
    """The tense of the first root whose verb group has a finite verb."""
    for root in (index for index, head in enumerate(heads) if head == index):
        group = [root, *(i for i, head in enumerate(heads) if head == root and words[i].dep in {"aux", "auxpass"})]
        if any(words[index].tag == "MD" and words[index].text.lower() in _FUTURE for index in group):
            return "future"
        for index in sorted(group):
            if words[index].tag in _FINITE:
                return _FINITE[words[index].tag]
            if words[index].tag == "MD":
                return "present"
    return None
