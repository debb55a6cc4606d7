"""The rows of a section's quotations, from attributions and drafts, and who speaks each."""

import hashlib
import re
from dataclasses import dataclass, field
from typing import Any, Final

from broadsheet.transforms.names.titles import is_job
from broadsheet.transforms.quotes.drafts import Draft, order_of
from broadsheet.transforms.quotes.model import PASSAGES, Attribution, NamedMention, Quote
from broadsheet.transforms.quotes.people.named import Scene
from broadsheet.transforms.quotes.people.turns import UNKNOWN, Speaker
from broadsheet.transforms.quotes.scores import speaker_score
from broadsheet.transforms.quotes.sources.types import NO_SOURCE, Source, source_of
from broadsheet.transforms.records.spans import Span
from broadsheet.transforms.vocabulary.reporting_verbs import class_of, verb_of

_WORD: Final = re.compile(r"\w+")
_INSERTION: Final = re.compile(r"\[[^\[\]]{1,80}\]")
_NEXT_WORD: Final = re.compile(r"\s+(\w+)")
_KEY_BITS: Final = 53  # a float64 holds integers of so many bits exactly, so that pandas and JavaScript keep the key
# Attributions looked back over; a bound on cost, set by hand: the parts of one speech stand close together.
_FURTHEST_CHAIN: Final = 20
# Code points behind the verb: a title and a name fit ("told Deputy Minister X"); set by hand.
_FURTHEST_HEARER: Final = 48
_HEARER_GAP: Final = re.compile(r"[^,.;:\"“”]*")
# What makes a report of something that was not said: "did not deny", "would never say", "declined to say".
_NEGATION: Final = re.compile(
    r"""
    (?: \b(?:not|never|nor|neither|without|cannot) | n[’']t
      | \b(?:declin|refus|fail|neglect)\w*\ to | \bunwilling\ to | \bstopped\ short\ of
    )(?:\ \w+){0,2}\ \Z
    """,
    re.VERBOSE | re.IGNORECASE,
)
# The words of who spoke last, by what they stand in.
_SAME_DOCUMENT: Final = re.compile(
    r"(?:the|this|that|its|their|his|her) (?:statement|letter|post|message|report|email|website|notice)"
)
_NEGATION_REACH: Final = 40  # code points; the longest form of _NEGATION with the two words behind it, for common words


@dataclass
class Account:
    """What is known so far of one section: its attributions, who speaks each, and the first row of each."""

    scene: Scene
    attributions: list[Attribution]
    speakers: list[Speaker] = field(default_factory=list)
    first_rows: dict[int, int] = field(default_factory=dict)
    sources: dict[int, Source] = field(default_factory=dict)


def row_of(account: Account, draft: Draft, index: int) -> Quote:
    """The quotation of a draft; `index` is its place in the article."""
    text = _said_in(account.scene.text, draft)
    bare = _bare(account.scene, draft, text)
    if draft.source is None:
        return bare
    attribution, speaker = account.attributions[draft.source], account.speakers[draft.source]
    first = account.first_rows.setdefault(draft.source, index)
    source = account.sources.get(draft.source)
    if source is None:
        source = source_of(account.scene, attribution, speaker)
        source = _by_source_before(account, draft.source, source) if speaker.entity is None else source
        account.sources[draft.source] = source
    known: dict[str, Any] = {
        "source_type": source.type,
        "source_basis": source.basis,
        "source_form": source.form,
        "is_anonymous": source.is_anonymous,
        "speaker_mention": speaker.mention,
        "speaker_entities": speaker.entities,
        "speaker_status": speaker.status,
        "speaker_score": speaker_score(attribution.rule, draft.kind, is_parsed=bool(account.scene.views)),
        "rule": attribution.rule,
        "addressee_entity": addressee(account.scene, attribution),
        "is_negated": _is_negated(account.scene.text, attribution),
    }
    if draft.part and first != index:
        known |= {"continues_quote": first, "speaker_mention": None, "rule": "second"}
    elif attribution.rule == "chain":
        known |= {"continues_quote": _chained_to(account, draft.source), "speaker_mention": None}
    else:
        known |= _words(draft.inner, account.scene.text, attribution)
    return bare._replace(**known)


def _by_source_before(account: Account, place: int, source: Source) -> Source:
    """The source, or who spoke last where that is meant: "they", "it", or the document by which it spoke."""
    span, before = account.attributions[place].speaker, account.sources.get(place - 1)
    if span is None or before is None:
        return source
    words = account.scene.text[slice(*span)].lower()
    if source.basis == "nothing" and words in {"they", "it"}:
        return before if before.form in {"group", "body", "document"} else source
    is_known = before.type not in {None, "other", "document"} and before.basis != "nothing"
    if is_known and source.basis == "noun" and source.form == "document" and _SAME_DOCUMENT.fullmatch(words):
        return source._replace(type=before.type, basis="body")
    return source


def _said_in(text: str, draft: Draft) -> str:
    """The words of a draft, without the outlet's own that break in on them."""
    if draft.aside is None:
        return text[slice(*draft.inner)]
    return f"{text[draft.inner[0] : draft.aside[0]]} {text[draft.aside[1] : draft.inner[1]]}"


def _is_negated(text: str, attribution: Attribution) -> bool:
    """Whether the verb that reports is denied: what it reports was not said."""
    if attribution.cue is None or attribution.cue_lemma is None:
        return False
    return _NEGATION.search(text, max(attribution.cue[0] - _NEGATION_REACH, 0), attribution.cue[0]) is not None


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
        speaker_entities=(),
        speaker_status=None if draft.kind in PASSAGES else UNKNOWN.status,
        speaker_score=speaker_score("alone", draft.kind, is_parsed=bool(scene.views)),
        source_type=NO_SOURCE.type,
        source_basis=NO_SOURCE.basis,
        source_form=NO_SOURCE.form,
        is_anonymous=NO_SOURCE.is_anonymous,
        cue=None,
        cue_lemma=None,
        cue_class=None,
        cue_char_start=None,
        cue_char_end=None,
        order="none",
        addressee_entity=None,
        continues_quote=None,
        nested_in=None,
        is_negated=False,
        aside_char_start=draft.aside[0] if draft.aside else None,
        aside_char_end=draft.aside[1] if draft.aside else None,
        clause_char_start=draft.clause[0] if draft.clause else None,
        clause_char_end=draft.clause[1] if draft.clause else None,
        n_editor_insertions=0 if draft.kind == "indirect" else len(_INSERTION.findall(text)),
        quote_key=quote_key(text),
        rule="alone",
    )


def _words(content: Span, text: str, attribution: Attribution) -> dict[str, Any]:
    """The columns for the words that name a quotation's speaker and its verb."""
    known: dict[str, Any] = {"order": order_of(content, attribution.cue, attribution.speaker)}
    if attribution.speaker is not None:
        start, end = attribution.speaker
        known |= {"speaker_surface": text[start:end], "speaker_char_start": start, "speaker_char_end": end}
    if attribution.cue is not None:
        start, end = attribution.cue
        known |= {
            "cue": text[start:end],
            "cue_lemma": attribution.cue_lemma,
            "cue_class": class_of(attribution.cue_lemma),
            "cue_char_start": start,
            "cue_char_end": end,
        }
    return known


def quote_key(text: str) -> int:
    """A hash of the lower-cased words, below 2**53."""
    words = " ".join(_WORD.findall(text.lower()))
    return int.from_bytes(hashlib.sha256(words.encode()).digest()[:8], "big") >> (64 - _KEY_BITS)


def _chained_to(account: Account, source: int) -> int | None:
    """The first row of the attribution before that has the same words for its speaker."""
    for earlier in range(source - 1, max(source - 1 - _FURTHEST_CHAIN, -1), -1):
        if (
            earlier in account.first_rows
            and account.attributions[earlier].speaker == account.attributions[source].speaker
        ):
            return account.first_rows[earlier]
    return None


def addressee(scene: Scene, attribution: Attribution) -> int | None:
    """The person or body that a verb like "told" is followed by."""
    verb = verb_of(scene.text[slice(*attribution.cue)]) if attribution.cue else None
    if attribution.cue is None or verb is None or "tell" not in verb.uses:
        return None
    gap = _HEARER_GAP.match(scene.text, attribution.cue[1], attribution.cue[1] + _FURTHEST_HEARER)
    reach = gap.end() if gap else attribution.cue[1]
    near = [
        scene.mentions[index]
        for index in scene.inside((attribution.cue[1], reach + _FURTHEST_HEARER))
        if scene.mentions[index].start <= reach
        and not any(start <= scene.mentions[index].start < end for start, end in attribution.content)
    ]
    people = [mention.entity for mention in near if mention.type == "PERSON"]
    return (
        people[0]
        if people
        else next((m.entity for m in near if m.type == "ORG" and _is_told(scene, attribution.cue, m)), None)
    )


def _is_told(scene: Scene, cue: Span, mention: NamedMention) -> bool:
    """Whether a body is what a verb is followed by, and no part of a title."""
    behind = _NEXT_WORD.match(scene.text, mention.end)
    return not scene.text[cue[1] : mention.start].strip(" the") and not (behind and is_job(behind.group(1)))
