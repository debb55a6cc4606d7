"""From an article's sections, names and parses to its quotations, each with its speaker."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from broadsheet.transforms.names.titles import is_job
from broadsheet.transforms.quotes.bounds import bounded
from broadsheet.transforms.quotes.cues import class_of, verb_of
from broadsheet.transforms.quotes.headlines import headline_attributions
from broadsheet.transforms.quotes.layout import Draft, drafts, order_of
from broadsheet.transforms.quotes.light.attributions import light_attributions
from broadsheet.transforms.quotes.marks import Region, regions
from broadsheet.transforms.quotes.model import Attribution, NamedMention, Quote, QuoteInput, QuoteSection, Span
from broadsheet.transforms.quotes.parsed.attributions import parsed_attributions, views_of
from broadsheet.transforms.quotes.people.named import Scene
from broadsheet.transforms.quotes.people.pronouns import GENDERS
from broadsheet.transforms.quotes.people.speakers import UNKNOWN, Speaker, speaker_of
from broadsheet.transforms.quotes.scores import speaker_score

_WORD: Final = re.compile(r"\w+")
_INSERTION: Final = re.compile(r"\[[^\[\]]{1,80}\]")
_NEXT_WORD: Final = re.compile(r"\s+(\w+)")
_KEY_BITS: Final = 53
_FURTHEST_CHAIN: Final = 20
_FURTHEST_HEARER: Final = 48
_HEARER_GAP: Final = re.compile(r"[^,.;:\"“”]*")


@dataclass
class _Found:
    """What is known so far of one section: its attributions, who speaks each, and the first row of each."""

    scene: Scene
    said: list[Attribution]
    speakers: list[Speaker] = field(default_factory=list)
    first_rows: dict[int, int] = field(default_factory=dict)


def find_quotes(article: QuoteInput) -> tuple[Quote, ...]:
    """The quotations of an article in order of section and start; never raises on any text.

    Sections with parses are read by the rules that need them, others by those that need none.
    """
    quotes: list[Quote] = []
    article = replace(article, sections=tuple(map(bounded, article.sections)))
    for number, section in enumerate(article.sections):
        marked = regions(section.text, section.paragraphs)
        scene = _scene(article, number, marked)
        found = _Found(scene, _attributions(section, scene, marked))
        _name_speakers(found)
        for draft in drafts(section, scene.regions, found.said):
            quotes.append(_quote(found, draft, len(quotes)))
    return tuple(_with_body_speakers(article.sections, quotes))


def _scene(article: QuoteInput, number: int, marked: Sequence[Sequence[Region]]) -> Scene:
    section = article.sections[number]
    views = tuple(views_of(section, marked)) if section.parses is not None else ()
    return Scene(
        section.text,
        number,
        section.paragraphs,
        section.sentences,
        tuple(region for each in marked for region in each),
        article.mentions,
        article.entities,
        views,
    )


def _attributions(section: QuoteSection, scene: Scene, marked: Sequence[Sequence[Region]]) -> list[Attribution]:
    if section.name == "title":
        return headline_attributions(scene, scene.regions)
    return light_attributions(section, marked) if section.parses is None else parsed_attributions(section, scene.views)


def _name_speakers(found: _Found) -> None:
    """Say who speaks each attribution, in order of the text."""
    last: int | None = None
    for one in found.said:
        speaker = speaker_of(found.scene, one.speaker, last)
        found.speakers.append(speaker)
        if speaker.entity is not None and found.scene.entities[speaker.entity].type == "PERSON":
            last = speaker.entity


def _quote(found: _Found, draft: Draft, index: int) -> Quote:
    text = found.scene.text[slice(*draft.inner)]
    bare = _bare(found.scene, draft, text)
    if draft.source is None:
        return bare
    one, speaker = found.said[draft.source], found.speakers[draft.source]
    first = found.first_rows.setdefault(draft.source, index)
    by_pronoun = one.speaker is not None and found.scene.text[slice(*one.speaker)].lower() in GENDERS
    told: dict[str, Any] = {
        "speaker_mention": speaker.mention,
        "speaker_entity": speaker.entity,
        "speaker_status": speaker.status,
        "speaker_score": speaker_score(one.rule, by_pronoun) if speaker.status == "resolved" else None,
        "rule": one.rule,
        "addressee_entity": _addressee(found.scene, one),
    }
    if draft.part and first != index:
        told |= {"continues_quote": first, "speaker_mention": None, "rule": "second"}
    elif one.rule == "chain":
        told |= {"continues_quote": _chained_to(found, draft.source), "speaker_mention": None}
    else:
        told |= _words(draft.inner, found.scene.text, one)
    return bare._replace(**told)


def _bare(scene: Scene, draft: Draft, text: str) -> Quote:
    """A quotation of which nothing is known but its words."""
    return Quote(
        kind=draft.kind,
        section=scene.section,
        char_start=draft.inner[0],
        char_end=draft.inner[1],
        outer_char_start=draft.outer[0],
        outer_char_end=draft.outer[1],
        text=text,
        speaker_surface=None,
        speaker_char_start=None,
        speaker_char_end=None,
        speaker_mention=None,
        speaker_entity=None,
        speaker_status=UNKNOWN.status,
        speaker_score=None,
        cue=None,
        cue_lemma=None,
        cue_class=None,
        cue_char_start=None,
        cue_char_end=None,
        order="none",
        addressee_entity=None,
        continues_quote=None,
        n_editor_insertions=0 if draft.kind == "indirect" else len(_INSERTION.findall(text)),
        quote_key=quote_key(text),
        rule="alone",
    )


def _words(content: Span, text: str, one: Attribution) -> dict[str, Any]:
    """The columns for the words that name a quotation's speaker and its verb."""
    told: dict[str, Any] = {"order": order_of(content, one.cue, one.speaker)}
    if one.speaker is not None:
        start, end = one.speaker
        told |= {"speaker_surface": text[start:end], "speaker_char_start": start, "speaker_char_end": end}
    if one.cue is not None:
        start, end = one.cue
        told |= {
            "cue": text[start:end],
            "cue_lemma": one.cue_lemma,
            "cue_class": class_of(one.cue_lemma),
            "cue_char_start": start,
            "cue_char_end": end,
        }
    return told


def quote_key(text: str) -> int:
    """A hash of the lower-cased words, below 2**53."""
    words = " ".join(_WORD.findall(text.lower()))
    return int.from_bytes(hashlib.sha256(words.encode()).digest()[:8], "big") >> (64 - _KEY_BITS)


def _chained_to(found: _Found, source: int) -> int | None:
    """The first row of the attribution before that has the same words for its speaker."""
    for earlier in range(source - 1, max(source - 1 - _FURTHEST_CHAIN, -1), -1):
        if earlier in found.first_rows and found.said[earlier].speaker == found.said[source].speaker:
            return found.first_rows[earlier]
    return None


def _addressee(scene: Scene, one: Attribution) -> int | None:
    """The person or body that a verb like "told" is followed by."""
    verb = verb_of(scene.text[slice(*one.cue)]) if one.cue else None
    if one.cue is None or verb is None or "tell" not in verb.uses:
        return None
    gap = _HEARER_GAP.match(scene.text, one.cue[1], one.cue[1] + _FURTHEST_HEARER)
    reach = gap.end() if gap else one.cue[1]
    near = [
        scene.mentions[index]
        for index in scene.inside((one.cue[1], reach + _FURTHEST_HEARER))
        if scene.mentions[index].start <= reach
        and not any(start <= scene.mentions[index].start < end for start, end in one.content)
    ]
    people = [mention.entity for mention in near if mention.type == "PERSON"]
    return (
        people[0] if people else next((m.entity for m in near if m.type == "ORG" and _is_told(scene, one.cue, m)), None)
    )


def _is_told(scene: Scene, cue: Span, mention: NamedMention) -> bool:
    """Whether a body is what a verb is followed by, and no part of a title."""
    behind = _NEXT_WORD.match(scene.text, mention.end)
    return not scene.text[cue[1] : mention.start].strip(" the") and not (behind and is_job(behind.group(1)))


def _with_body_speakers(sections: Sequence[QuoteSection], quotes: list[Quote]) -> list[Quote]:
    """A headline's words that nobody is named for, with the speaker who says them in the text."""
    if all(quote.kind != "headline" or quote.speaker_entity is not None for quote in quotes):
        return quotes
    said = [(quote, f" {' '.join(_WORD.findall(quote.text.lower()))} ") for quote in quotes if quote.kind != "headline"]
    result = list(quotes)
    for index, quote in enumerate(quotes):
        if quote.kind != "headline" or quote.speaker_entity is not None:
            continue
        words = f" {' '.join(_WORD.findall(quote.text.lower()))} "
        match = next((one for one, other in said if words in other and one.speaker_entity is not None), None)
        if match is not None:
            result[index] = quote._replace(
                speaker_entity=match.speaker_entity,
                speaker_status="resolved",
                speaker_score=match.speaker_score,
                rule=match.rule,
            )
    return result
