"""One mind about the names of a document: one type for one name, and every place where it stands."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from broadsheet.transforms.names.recogniser import Document
from broadsheet.transforms.names.rules.cues import HEADS
from broadsheet.transforms.names.rules.gazetteer import SEATS, is_large_city, is_sure_of_place, known_types
from broadsheet.transforms.names.rules.people import person_parts
from broadsheet.transforms.names.rules.phrases import Phrases, tokens
from broadsheet.transforms.names.rules.spans import Coverage, Span
from broadsheet.transforms.names.titles import is_job
from broadsheet.transforms.vocabulary import months
from broadsheet.transforms.vocabulary.honorifics import is_honorific
from broadsheet.transforms.vocabulary.lists import entries, rows
from broadsheet.transforms.vocabulary.mention_types import MentionType

# A title in Title Case tells less about what is a name, and a caption little less than the body.
_WEIGHTS: Final = {"title": 0.5, "caption": 1.0, "text": 1.0}
# A list outweighs one mention of a recogniser that gives scores: with 2.5 it made places of teams (conll2020 87.6 for
# 87.9), and the list of large cities, which had the same weight, added nothing on four of five sets. One that gives
# none is right less often: there a list, of large cities, too, outweighs two mentions, not three.
_LIST_WEIGHT: Final = 1.0
_LIST_WEIGHT_UNSCORED: Final = 2.5
# What the full name of a person weighs for each of its parts that stands alone, in mentions of full score: with 1.5 to
# 3 five sets are equal; with 1 and 0 world news falls by 0.05 and 0.15, and without a bound interviews by 1.3 F1 (a
# club whose name a misread person bore was a person wherever it stood).
_PART_WEIGHT: Final = 2.0
# Words that begin sentences, and heads of names that alone name nothing: "Sunday", "Police".
_DATES: Final = frozenset(months.ENGLISH) | frozenset(
    word for kind, words in rows("date_words.tsv") if kind == "weekday" for word in words.split()
)
_COMMON: Final = _DATES | frozenset(entries("stopwords_en.txt"))
# Below it, 4 unseen places are right for 8 wrong; above, 9 for 3 (world news).
_SURE: Final = 0.6
_ARTICLES: Final = ("the ", "The ", "THE ")
_STOP_STARTS: Final = frozenset({"The", "A", "An", "In", "On", "At"})

Votes = dict[str, Counter[MentionType]]


def one_type(document: Document, spans: list[Span]) -> list[Span]:
    """The spans with the type most of their namesakes have; the lists of known names weigh in.

    The surname or the given name of a person named in full is mostly a person, unless well known. A town and the
    team that bears its name are two things: where the recogniser is sure which, that stands.
    """
    votes = _votes(document, spans)
    parts = person_parts(span.of(document) for span in spans if span.type == "PERSON")
    is_scored = any(span.score is not None for span in spans)
    for name in parts & votes.keys() - known_types().keys():
        votes[name]["PERSON"] += _PART_WEIGHT  # type: ignore[assignment]
    best = {name: _best(name, kinds, is_scored) for name, kinds in votes.items()}
    return [_agreed(document, span, best[span.of(document)]) for span in spans]


def _agreed(document: Document, span: Span, kind: MentionType) -> Span:
    is_team_or_town = kind in {"LOC", "ORG"} and is_sure_of_place(document, span)
    return span if is_team_or_town else span.typed(kind)


def _votes(document: Document, spans: Iterable[Span]) -> Votes:
    votes: Votes = defaultdict(Counter)
    for span in spans:
        weight = _WEIGHTS[document.sections[span.section].name] * (1.0 if span.score is None else span.score)
        votes[span.of(document)][span.type] += weight  # type: ignore[assignment]
    return votes


def _best(name: str, kinds: Counter[MentionType], is_scored: bool) -> MentionType:
    weights: dict[MentionType, float] = {kind: float(weight) for kind, weight in kinds.items()}
    listed = known_types().get(name) if name not in SEATS else None
    if listed in weights:
        weights[listed] += _LIST_WEIGHT if is_scored else _LIST_WEIGHT_UNSCORED
    if not is_scored and "LOC" in weights and is_large_city(name):
        weights["LOC"] += _LIST_WEIGHT_UNSCORED
    return max(weights, key=lambda kind: (weights[kind], kind))


def spread(document: Document, spans: list[Span]) -> list[Span]:
    """The spans, and with them the other places where one of their names, or a person's surname, stands alone.

    A name that stands more often unseen than seen is more likely no name there; nor is what the recogniser
    doubts wherever it sees it, nor a word that the text has in lower case, too.
    """
    types = _names(document, spans)
    by_phrase = defaultdict(list)
    for span, phrase in _unseen(document, spans, types):
        by_phrase[phrase].append(span)
    counts = _times_seen(document, spans)
    sure = _sure(document, spans)
    agreed = [unseen for phrase, unseen in by_phrase.items() if phrase in sure and len(unseen) <= counts[phrase]]
    return sorted([*spans, *chain.from_iterable(agreed)])


def _sure(document: Document, spans: list[Span]) -> frozenset[str]:
    """The names, and the parts of persons' names, that the recogniser or a list is sure of somewhere."""
    sure: set[str] = set()
    for span in spans:
        if span.score is None or span.score >= _SURE:
            name = span.of(document)
            sure |= {name} | (person_parts([name]) if span.type == "PERSON" else frozenset())
    return frozenset(sure)


def _unseen(document: Document, spans: list[Span], types: dict[str, MentionType]) -> Iterator[tuple[Span, str]]:
    coverage = Coverage(spans)
    by_section = [tokens(section.text) for section in document.sections]
    common = {word.text for words in by_section for word in words if word.text.islower()}
    phrases = Phrases(name for name in types if name.isupper() or name.lower() not in common)
    for number, (section, words) in enumerate(zip(document.sections, by_section, strict=True)):
        for start, end, phrase in phrases.find(words):
            low, high = words[start].start, words[end - 1].end
            alone = coverage.is_free(number, low, high) and section.text[low:high] == phrase
            # "The Tarn" is no person or place that goes without an article elsewhere.
            alone &= types[phrase] not in {"PERSON", "LOC"} or not section.text.endswith(_ARTICLES, 0, low)
            if alone and _stands_alone(document, coverage, number, (low, high)):
                yield Span(number, low, high, types[phrase], "alias"), phrase


def _times_seen(document: Document, spans: list[Span]) -> Counter[str]:
    """How often each name is seen, and each part of a person's name."""
    counts: Counter[str] = Counter()
    for span in spans:
        name = span.of(document)
        counts.update({name} | (person_parts([name]) if span.type == "PERSON" else frozenset()))
    return counts


def _names(document: Document, spans: list[Span]) -> dict[str, MentionType]:
    votes = _votes(document, spans)
    types: dict[str, MentionType] = {}
    for name, kinds in votes.items():
        if _can_spread(name):
            types[name] = max(kinds, key=lambda kind: (kinds[kind], kind))
    for part in sorted(person_parts(name for name, kind in types.items() if kind == "PERSON")):
        if _can_spread(part) and not is_honorific(part):
            types.setdefault(part, "PERSON")
    return types


def _can_spread(name: str) -> bool:
    first = name.split()[0]
    is_common = name.lower() in _COMMON or is_honorific(name) or is_job(name) or name in HEADS
    return (
        not is_common
        and first not in _STOP_STARTS
        and ((len(name) > 2 and name[0].isupper()) or (len(name) > 1 and name.isupper()))
    )


def _stands_alone(document: Document, coverage: Coverage, section: int, span: tuple[int, int]) -> bool:
    """Whether a range is no part of a longer word or of a longer run of capitalised words that is no name yet."""
    text, (start, end) = document.sections[section].text, span
    in_headline = document.sections[section].name == "title"
    if (start and text[start - 1] in "-@#(") or text[end : end + 1] in ("-", "@"):
        return False
    if in_headline or text[end : end + 1] != " " or not text[end + 1 : end + 2].isupper():
        return True
    return not coverage.is_free(section, end + 1, end + 2)
