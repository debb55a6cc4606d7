"""Paragraphs that open with who speaks and a colon: interviews and transcripts."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise
from typing import Final, NamedTuple

from broadsheet.transforms.quotes.model import Attribution, Rule
from broadsheet.transforms.records.spans import Span
from broadsheet.transforms.vocabulary.lists import rows

_CLASSES: Final = {name: frozenset(words.split()) for name, words in rows("turn_labels.tsv")}
_LABEL: Final = re.compile(
    r"""
    (?P<who> (?:Q|A)(?=[.:]\ )                                    # Q. or Q:
      | (?:(?:MRS?|MS|DR|Mrs?|Ms|Dr)\.?\ )?                       # a courtesy title
        [A-Z][\w.'’-]*(?:\ (?:[a-z]{1,3}\ )?[A-Z][\w.'’-]*){0,4} )  # a name or an office
    (?P<role> (?:,\ ?|\ \()[^:\n"“”]{2,60})?                      # what the person is
    [:.]\ +(?=\S)
    """,
    re.VERBOSE,
)
_INTERVIEW: Final = frozenset({"Q", "A"})
_WORD: Final = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_NAME: Final = re.compile(r"[A-Z][\w.'’-]*(?: [A-Z][\w'’-]*)+")
_DIRECTION: Final = re.compile(r"\s*[(\[][^()\[\]\n]{1,80}[)\]]\s*")
_MARKS: Final = '"“”«»'
_MARKED: Final = re.compile(r"[\"“«][^\"“”«»\n]*[\"”»]?")
_SHORTEST: Final = 3  # words behind a label; fewer may be a caption or a score; set by hand
_LONGEST_HEADLINE: Final = 160  # code points; a longer first line is a paragraph of the text; set by hand
_FEWEST_TURNS: Final = 2  # one labelled paragraph alone may be a note; two are an exchange
_FEWEST_QUESTIONS: Final = 2  # one question alone may be rhetorical; two with answers are an interview
# Code points; a longer paragraph that ends in a question mark is an answer or running text; set by hand.
_LONGEST_QUESTION: Final = 300
_FIRST_PERSON: Final = re.compile(r"\b(?:I|I['’](?:m|ve|d|ll)|we|We|my|My|our|Our|me)\b")
_SECOND_PERSON: Final = re.compile(r"\byou(?:r|rs|rself)?\b", re.IGNORECASE)
# Paragraphs that a turn may have behind its first, since a report may go on between two speakers; set by hand. The
# answers of an interview have no such bound: they end where the next question begins.
_BETWEEN: Final = 4


class Turn(NamedTuple):
    """A labelled paragraph: its number, who speaks, and what is said behind the label."""

    paragraph: int
    who: Span
    speech: Span
    rule: Rule


def labelled(text: str, paragraphs: Sequence[Span]) -> list[Attribution]:
    """What follows the labels of interviews and transcripts, and of a headline: "Mayor: Bridge to Close".

    A headline is a short first paragraph without a full stop inside. Words in double marks are left to other rules.
    """
    turns = _turns(text, paragraphs)
    attributions = [_said_in(text, paragraphs, turns, place) for place in range(len(turns))]
    headline = _headline(text, paragraphs)
    if headline is not None and not any(turn.paragraph == 0 for turn in turns):
        attributions.insert(0, headline)
    return (
        [attribution for attribution in attributions if attribution is not None]
        if turns
        else [*filter(None, attributions), *_interview(text, paragraphs)]
    )


def _turns(text: str, paragraphs: Sequence[Span]) -> list[Turn]:
    """The labelled paragraphs, where their labels name who speaks."""
    labels = [
        (number, label) for number, (start, end) in enumerate(paragraphs) if (label := _LABEL.match(text, start, end))
    ]
    if not labels:
        return []
    names = [label["who"] for _, label in labels]
    has_both = set(names) >= _INTERVIEW or names.count("A") >= _FEWEST_TURNS
    named = _last_names(text, {label.start("who") for _, label in labels})
    in_turn = _alternating(names)
    firm = [
        (label["who"] in in_turn and _may_speak(label)) or _is_speaker(label, named, has_both) for _, label in labels
    ]
    distinct = {label["who"] for (_, label), is_firm in zip(labels, firm, strict=True) if is_firm}
    is_dialogue = sum(firm) >= 1 and len(labels) >= _FEWEST_TURNS
    kept: list[Turn] = []
    for (number, label), is_firm in zip(labels, firm, strict=True):
        is_other = is_dialogue and label["who"] not in distinct and _may_speak(label)
        if is_firm or is_other:
            kept.append(_turn(text, paragraphs[number], number, label))
    roles = {number for number, label in labels if label["role"]}
    if _is_exchange(text, kept):
        return kept
    described = [turn for turn in kept if turn.paragraph in roles]
    return described if len(described) >= _FEWEST_TURNS else []


def _alternating(names: Sequence[str]) -> frozenset[str]:
    """The labels of an article where two of them or more come back: those of people who talk with each other."""
    counts = Counter(names)
    returning = frozenset(name for name, count in counts.items() if count >= _FEWEST_TURNS)
    return returning if len(returning) >= _FEWEST_TURNS else frozenset()


def _is_exchange(text: str, turns: Sequence[Turn]) -> bool:
    """Whether turns are a talk: a label comes back, all are in capitals, or one asks and the next answers."""
    if len(turns) < _FEWEST_TURNS:
        return False
    names = [text[slice(*turn.who)] for turn in turns]
    asks = any(
        text[turn.speech[1] - 1 : turn.speech[1]] == "?" and following.paragraph == turn.paragraph + 1
        for turn, following in pairwise(turns)
    )
    return asks or len(set(names)) < len(names) or all(map(str.isupper, names))


def _may_speak(label: re.Match[str]) -> bool:
    words = [word.lower() for word in _WORD.findall(label["who"])]
    return bool(words) and label.group().rstrip().endswith(":") and not _CLASSES["note"] & {words[0], words[-1]}


def _is_speaker(label: re.Match[str], named: Set[str], has_both: bool) -> bool:
    """Whether a label names who speaks by itself: a part in an interview, an office, or a person named elsewhere."""
    who = label["who"]
    if who in _INTERVIEW:
        return has_both
    words = [word.lower() for word in _WORD.findall(who)]
    if not words or not label.group().rstrip().endswith(":"):
        return False
    if words[-1] in _CLASSES["question"] | _CLASSES["answer"]:
        return True
    if who.isupper() and len(words) == 2 and words[0] == "the":
        return words[1] in _CLASSES["office"]
    if _CLASSES["note"] & {words[0], words[-1]}:
        return False
    role = (label["role"] or "").lstrip(", (")
    return words[-1] in named or who.isupper() or (len(words) > 1 and role[:1].islower())


def _last_names(text: str, starts: Set[int]) -> frozenset[str]:
    """The words, in lower case, that end a run of words with capitals which is no label itself."""
    names = (match for match in _NAME.finditer(text) if match.start() not in starts)
    return frozenset(match.group().split()[-1].lower().removesuffix("'s").removesuffix("’s") for match in names)


def _turn(text: str, paragraph: Span, number: int, label: re.Match[str]) -> Turn:
    who = label["who"].lower()
    rule: Rule = "label"
    if who in _CLASSES["question"]:
        rule = "question"
    elif who in _CLASSES["answer"]:
        rule = "answer"
    direction = _DIRECTION.match(text, label.end(), paragraph[1])
    start = direction.end() if direction else label.end()
    speech = text[start : paragraph[1]].rstrip()
    return Turn(number, label.span("who"), (start, start + len(speech)), rule)


def _said_in(text: str, paragraphs: Sequence[Span], turns: Sequence[Turn], place: int) -> Attribution | None:
    """What a turn says, with the paragraphs up to the next turn; nothing where marks tell what is said."""
    turn = turns[place]
    if turn.speech[0] >= turn.speech[1] or _is_marked(text[slice(*turn.speech)]):
        return None
    content = [turn.speech]
    following = turns[place + 1] if place + 1 < len(turns) else None
    is_within = following is not None and following.paragraph - turn.paragraph - 1 <= _BETWEEN
    if following is not None and (is_within or (turn.rule, following.rule) == ("answer", "question")):
        content += [
            span
            for span in paragraphs[turn.paragraph + 1 : following.paragraph]
            if not _DIRECTION.fullmatch(text, *span)
            and not _is_question(text[slice(*span)])
            and not _is_marked(text[slice(*span)])
        ]
    cue = (turn.who[1], turn.who[1] + 1)
    return Attribution(tuple(content), turn.rule, cue, None, turn.who, is_verbatim=True)


def _headline(text: str, paragraphs: Sequence[Span]) -> Attribution | None:
    if not paragraphs:
        return None
    label = _LABEL.match(text, *paragraphs[0])
    if label is None or label["role"] or not label.group().rstrip().endswith(":"):
        return None
    speech = text[label.end() : paragraphs[0][1]].rstrip()
    words = [word.lower() for word in _WORD.findall(label["who"])]
    is_headline = len(speech) < _LONGEST_HEADLINE and ". " not in speech and len(speech.split()) >= _SHORTEST
    if not is_headline or any(mark in speech for mark in _MARKS) or not words or words[-1] in _CLASSES["note"]:
        return None
    content = (label.end(), label.end() + len(speech))
    return Attribution((content,), "label", (label.end("who"), label.end("who") + 1), None, label.span("who"))


def _interview(text: str, paragraphs: Sequence[Span]) -> Iterator[Attribution]:
    """Questions that are paragraphs of their own, and the paragraphs behind each: an interview without labels.

    Half of the questions or more say "you", and half of the answers "I"; else they are the outlet's own.
    """
    questions = [number for number, span in enumerate(paragraphs) if _is_question(text[slice(*span)])]
    if not questions:
        return
    ends = [*questions[1:], min(questions[-1] + 2, len(paragraphs))]  # of the last answer, its first paragraph
    pairs = [
        (number, paragraphs[number + 1 : end]) for number, end in zip(questions, ends, strict=True) if end > number + 1
    ]
    personal = [any(_FIRST_PERSON.search(text[slice(*span)]) for span in answers) for _, answers in pairs]
    addressed = [_SECOND_PERSON.search(text[slice(*paragraphs[number])]) is not None for number, _ in pairs]
    if len(pairs) < _FEWEST_QUESTIONS or min(sum(personal), sum(addressed)) * 2 < len(pairs):
        return
    for number, answers in pairs:
        yield Attribution((paragraphs[number],), "question", is_verbatim=True)
        unmarked = [span for span in answers if _is_answer(text[slice(*span)])]
        if unmarked:
            yield Attribution(tuple(unmarked), "answer", is_verbatim=True)


def _is_answer(paragraph: str) -> bool:
    """Whether a paragraph behind a question is what is answered: without marks, or in the first person around them."""
    if not any(mark in paragraph for mark in _MARKS):
        return True
    return not _is_marked(paragraph) and _FIRST_PERSON.search(_MARKED.sub(" ", paragraph)) is not None


def _is_marked(words: str) -> bool:
    """Whether half of some words or more stand in double marks, so that the marks tell what is said."""
    n_marked = sum(len(match.group()) for match in _MARKED.finditer(words))
    return n_marked * 2 >= len(words)


def _is_question(paragraph: str) -> bool:
    line = paragraph.strip()
    is_short = len(line) <= _LONGEST_QUESTION
    return is_short and line.endswith("?") and line[:1].isupper() and not any(mark in line for mark in _MARKS)
