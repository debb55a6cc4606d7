"""The attributions of a section's sentences, without a parser."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from broadsheet.transforms.quotes.direct import LEADS, Pieces, announced_blocks, assignments, attributions, pieces
from broadsheet.transforms.quotes.followers import with_followers
from broadsheet.transforms.quotes.layouts.layouts import laid_out
from broadsheet.transforms.quotes.light.sides import LightSides, opening_subject
from broadsheet.transforms.quotes.light.words import (
    FINITE,
    HEARERS,
    OPENERS,
    PRONOUNS,
    TIMES,
    Words,
    has_cue,
    stripped,
    words_of,
)
from broadsheet.transforms.quotes.marks import Region
from broadsheet.transforms.quotes.model import Attribution, QuoteSection, Rule
from broadsheet.transforms.quotes.passages import Marked, marked_in
from broadsheet.transforms.quotes.sources.phrases import is_informant
from broadsheet.transforms.records.spans import Span
from broadsheet.transforms.vocabulary.reporting_verbs import Verb

_CLOSES: Final = frozenset({".", ";", "?", "!"})
_ADDS: Final = frozenset(
    {"which", "who", "whom", "whose", "where", "when", "although", "though", "according", "compared"}
)
_JOINS_VERBS: Final = frozenset({"and", "but", "then"})
_BEFORE_ADDED: Final = frozenset({",", "while", "before"})
_TAKES_TO: Final = frozenset(
    {"vow", "promise", "pledge", "urge", "claim", "ask", "tell", "advise", "instruct", "warn", "remind", "propose"}
)
_OPENS_TITLE: Final = frozenset('“"‘')
_CLOSES_TITLE: Final = frozenset('”"’')
_LONGEST_TITLE: Final = 12  # words of the title of a programme or a paper that is told something
_SHORTEST: Final = 3  # tokens: the least that makes a clause
_LONGEST_TIME: Final = 8  # tokens: "on Monday in an interview with reporters" fits; set by hand
_WIDEST_GAP: Final = 22  # words between the verb and the quoted words, as with a parse; set by hand, a line and a half
# No sentence of a news article reports more often; without a bound, a run of verbs takes quadratic time.
_MOST_CUES: Final = 12


def light_attributions(section: QuoteSection, known: Marked | None = None) -> list[Attribution]:
    """Every attribution of a section, in order of content; no model is asked.

    `known` are the quoted regions of each paragraph, where they are known already.
    """
    marked = (known or marked_in(section.text, section.paragraphs)).speech
    layout = laid_out(section, marked)
    regions = pieces(section.text, section.paragraphs, layout.left)
    sides = LightSides(section, marked)
    about = Pieces(section.text, section.paragraphs, regions, sides)
    by_piece = assignments(about)
    result = layout.attributions + attributions(about, by_piece)
    result += announced_blocks(about, section.quote_blocks)
    result += untouched(section, sides, result)
    result += _added(section, [attribution for attribution in result if attribution.rule == "after"], sides)
    left = [piece for index, piece in enumerate(regions) if index not in by_piece]
    return with_followers(section.text, section.paragraphs, left, result)


def untouched(section: QuoteSection, sides: LightSides, known: Sequence[Attribution]) -> list[Attribution]:
    """What the sentences report of which `known` attributions take nothing."""
    spans = sorted(
        {
            span
            for attribution in known
            if not attribution.is_verbatim
            for span in (*attribution.content, *((attribution.cue,) if attribution.cue else ()))
        }
    )
    return [
        attribution
        for sentence in section.sentences
        if not _touches(spans, sentence) and has_cue(section.text[slice(*sentence)])
        for attribution in _indirect(section.text, sentence, sides.regions_in(sentence))
    ]


def _added(section: QuoteSection, quoted: Sequence[Attribution], sides: LightSides) -> Iterator[Attribution]:
    """What a speaker adds behind quoted words: "C," X said, adding that C."""
    starts = [start for start, _ in section.sentences]
    for attribution in quoted:
        if attribution.cue is None or attribution.speaker is None or attribution.is_verbatim:
            continue
        behind = max(attribution.cue[1], attribution.speaker[1])
        end = section.sentences[bisect_left(starts, behind) - 1][1]
        words = words_of(section.text, behind, end)
        marked = sides.regions_in((behind, end))
        for index, verb in words.verbs:
            is_added = words.is_participle(index) and index and words.tokens[index - 1].lower in _BEFORE_ADDED
            if not is_added or not verb.takes_clause or _is_quoted(marked, words.tokens[index].start):
                continue
            start = _content_start(words, index, verb)
            if start is not None:
                content = stripped(section.text, (words.tokens[start].start, _content_end(words, start, index, marked)))
                yield Attribution((content,), "clause", words.span(index, index), verb.lemma, attribution.speaker)
            break


def _touches(spans: Sequence[Span], sentence: Span) -> bool:
    """Whether something in a sentence is given to somebody already."""
    at = bisect_left(spans, (sentence[1],))
    return any(end > sentence[0] for _, end in spans[max(at - 3, 0) : at])


def _indirect(text: str, sentence: Span, marked: Sequence[Region]) -> Iterator[Attribution]:
    words = words_of(text, *sentence)
    free = [(index, verb) for index, verb in words.verbs if not _is_quoted(marked, words.tokens[index].start)]
    is_reported = False
    last_speaker: Span | None = None
    for index, verb in free[:_MOST_CUES]:
        speaker = words.subject(index)
        is_joined = index > 0 and words.tokens[index - 1].lower in _JOINS_VERBS
        if speaker is None and index and (words.is_participle(index) or is_joined):
            speaker = last_speaker or opening_subject(words, index)
        if speaker is None or _is_quoted(marked, words.tokens[speaker[0]].start):
            continue
        attribution = _reported(text, words, (index, verb), speaker, marked)
        if attribution is not None:
            is_reported = True
            last_speaker = speaker
            yield attribution
    if not is_reported and (attribution := _according(text, words) or _inverted(text, words, free, marked)) is not None:
        yield attribution


def _is_quoted(marked: Sequence[Region], offset: int) -> bool:
    return any(region.outer_start <= offset < region.outer_end for region in marked)


def _reported(
    text: str, words: Words, cue: tuple[int, Verb], speaker: Span, marked: Sequence[Region]
) -> Attribution | None:
    """What one verb of a sentence reports, around it or behind it."""
    index, verb = cue
    named = (words.span(index, index), verb.lemma, words.span(*speaker))
    if "show" in verb.uses and not is_informant(words.tokens[speaker[1]].text):
        return None
    if not verb.takes_clause and "show" not in verb.uses:
        content = _judged(text, words, index, marked) if "judge" in verb.uses else None
        return Attribution((content,), "call", *named) if content else None
    around = _aside(text, words, cue, speaker)
    if around:
        rule: Rule = "fronted" if len(around) == 1 else "parenthetical"
        if len(around) > 1 and text[slice(*around[1])].split()[0].lower() in FINITE:
            rule = "interrupted"
        return Attribution(around, rule, *named)
    start = _content_start(words, index, verb)
    if start is None:
        return None
    span = stripped(text, (words.tokens[start].start, _content_end(words, start, index, marked)))
    return Attribution((span,), "clause", *named) if span[1] - span[0] > 8 else None


def _judged(text: str, words: Words, cue: int, marked: Sequence[Region]) -> Span | None:
    """X called it "C": up to the last quoted words."""
    behind = [region for region in marked if region.outer_start >= words.tokens[cue].end]
    if not behind or cue + 1 >= len(words.tokens):
        return None
    n_between = text.count(" ", words.tokens[cue].end, behind[0].outer_start)
    return (words.tokens[cue + 1].start, behind[0].outer_end) if n_between <= _WIDEST_GAP else None


def _past_hearer(words: Words, at: int) -> int:
    """Past who is told, where a sentence ends with that: "C, X told a panel on Monday"."""
    tokens = words.tokens
    end = next((i for i in range(at, min(len(tokens), at + _LONGEST_TIME)) if tokens[i].text in _CLOSES), len(tokens))
    is_short = end - at < _LONGEST_TIME and not words.has_finite(at, end)
    return end if is_short and not any(token.text == "," for token in tokens[at:end]) else at


def _aside(text: str, words: Words, verb_at: tuple[int, Verb], speaker: Span) -> tuple[Span, ...]:
    """C, X said and C, X said, C; empty where the verb is not set off by commas."""
    tokens = words.tokens
    cue, verb = verb_at
    first = min(speaker[0], cue)
    if first < 2 or tokens[first - 1].text != ",":
        return ()
    behind = max(speaker[1], cue) + 1
    if "tell" in verb.uses:
        behind = _past_hearer(words, behind)
    while behind < len(tokens) and tokens[behind].lower in TIMES and behind - cue < _LONGEST_TIME:
        behind += 1
        while behind < len(tokens) and tokens[behind].text[0].isalnum() and behind - cue < _LONGEST_TIME:
            behind += 1
    low = 1 if tokens[0].lower in LEADS else 0
    head = stripped(text, (tokens[low].start, tokens[first - 1].start))
    if any(token.lower == "that" for token in tokens[max(speaker[1], cue) + 1 : behind]):
        return ()  # "X, a teacher, said on Monday that C"
    is_stop = behind < len(tokens) and tokens[behind].text in _CLOSES
    if behind >= len(tokens) or (is_stop and (tokens[behind].text != "." or behind + 1 == len(tokens))):
        return (head,) if words.has_finite(low, first) or first - low > 6 else ()
    if tokens[behind].text != "," or behind + 2 >= len(tokens) or words.is_participle(behind + 1):
        return ()
    if tokens[behind + 1].lower in _ADDS or not words.has_finite(behind + 1, len(tokens)):
        return (head,) if words.has_finite(low, first) else ()
    tail = stripped(text, (tokens[behind + 1].start, tokens[-1].end))
    return (head, tail) if first - low > 2 else (tail,)


def _content_start(words: Words, cue: int, verb: Verb) -> int | None:
    """The first word of the clause behind a verb, past a time and who is told; None where none begins."""
    tokens = words.tokens
    at = cue + 1
    if at < len(tokens) and tokens[at].text == ":":
        return at + 1 if at + 1 + _SHORTEST < len(tokens) else None
    if at < len(tokens) and tokens[at].lower in TIMES:
        limit = min(len(tokens), at + _LONGEST_TIME)
        at = next((i for i in range(at, limit) if tokens[i].lower == "that" or tokens[i].lower in PRONOUNS), at)
    if "tell" in verb.uses:
        at = _behind_hearer(words, at)
    if at + _SHORTEST > len(tokens):
        return None
    opening = tokens[at]
    if opening.lower == "to":
        return at if verb.lemma in _TAKES_TO else None
    if opening.lower in PRONOUNS - {"who"} and at == cue + 1:
        return at
    if opening.lower in OPENERS or opening.text[0].isupper() or opening.text in '"“$‘' or opening.text[0].isdigit():
        return at if opening.lower in {"that", "if", "whether", "how", "why"} or _has_clause(words, at) else None
    return at if words.is_noun(at) and not words.is_participle(at) and _has_clause(words, at) else None


def _has_clause(words: Words, start: int) -> bool:
    """Whether a finite verb follows before the next comma."""
    comma = next((i for i in range(start, len(words.tokens)) if words.tokens[i].text == ","), len(words.tokens))
    return words.has_finite(start, comma) or words.has_finite(comma, len(words.tokens))


def _behind_hearer(words: Words, at: int) -> int:
    """Past the person or body that is told something."""
    tokens = words.tokens
    if at < len(tokens) and tokens[at].lower in HEARERS:
        return at + 1
    if at < len(tokens) and tokens[at].text in _OPENS_TITLE:
        stop = min(len(tokens), at + _LONGEST_TITLE)
        return next((index + 1 for index in range(at + 1, stop) if tokens[index].text in _CLOSES_TITLE), at)
    end = at + 1 if at < len(tokens) and tokens[at].lower in {"the", "a", "his", "her", "their"} else at
    while end < len(tokens) and end - at < 6 and (words.is_name(end) or (end > at and words.is_noun(end))):
        if tokens[end].lower in PRONOUNS or tokens[end].lower in FINITE:
            break
        end += 1
    follows = end < len(tokens) and (tokens[end].lower in OPENERS or tokens[end].lower == "to")
    return end if end > at and follows else at


def _content_end(words: Words, start: int, cue: int, marked: Sequence[Region]) -> int:
    """Where the content ends: at the sentence's end, or before that at the clause of another verb."""
    tokens = words.tokens
    places = {index for index, _ in words.verbs if index != cue}
    for index in range(start + 2, len(tokens)):
        token = tokens[index]
        if _is_quoted(marked, token.start):
            continue
        following = tokens[index + 1].lower if index + 1 < len(tokens) else ""
        if token.text == ";" or (token.text == "," and following in _ADDS):
            return token.start
        is_next = index + 1 in places and words.is_participle(index + 1)
        if token.text == "," and is_next:
            return token.start
        if token.lower in {"and", "but", "while"} and places & {index + 1, index + 2, index + 3}:
            verb = min(places & {index + 1, index + 2, index + 3})
            if verb == index + 1 or words.subject(verb) is not None:
                return token.start
    return tokens[-1].end


def _inverted(
    text: str, words: Words, free: Sequence[tuple[int, Verb]], marked: Sequence[Region]
) -> Attribution | None:
    """C, said X, where nobody is the subject before a verb: the speaker stands behind it."""
    tokens = words.tokens
    for index, verb in free[:_MOST_CUES]:
        speaker = words.subject_behind(index) if "say" in verb.uses and not words.is_participle(index) else None
        if speaker is None or index < _SHORTEST + 1 or tokens[index - 1].text != ",":
            continue
        low = 1 if tokens[0].lower in LEADS else 0
        content = stripped(text, (tokens[low].start, tokens[index - 1].start))
        is_free = not any(region.outer_start < content[1] and content[0] < region.outer_end for region in marked)
        if is_free and words.has_finite(low, index):
            return Attribution((content,), "fronted", words.span(index, index), verb.lemma, words.span(*speaker))
    return None


def _according(text: str, words: Words) -> Attribution | None:
    """According to X, C and C, according to X."""
    tokens = words.tokens
    at = next(
        (i for i, token in enumerate(tokens[:-2]) if token.lower == "according" and tokens[i + 1].lower == "to"), None
    )
    speaker = words.subject_behind(at + 1) if at is not None else None
    if at is None or speaker is None:
        return None
    if at > 2:
        content = stripped(text, (tokens[0].start, tokens[at].start))
    else:
        comma = next((i for i in range(speaker[1], len(tokens)) if tokens[i].text == ","), None)
        if comma is None or comma + 2 >= len(tokens):
            return None
        content = stripped(text, (tokens[comma + 1].start, tokens[-1].end))
    return Attribution((content,), "according", words.span(at, at + 1), "accord", words.span(*speaker))
