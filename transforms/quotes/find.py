"""The quotations of an article, each with its speaker."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from broadsheet.transforms.quotes.bounds import bounded
from broadsheet.transforms.quotes.drafts import Draft, drafts
from broadsheet.transforms.quotes.headlines import headline_attributions
from broadsheet.transforms.quotes.light.attributions import light_attributions
from broadsheet.transforms.quotes.model import Attribution, Quote, QuoteInput, QuoteSection
from broadsheet.transforms.quotes.nested import with_nested
from broadsheet.transforms.quotes.parsed.attributions import parsed_attributions, views_of
from broadsheet.transforms.quotes.passages import Marked, marked_in
from broadsheet.transforms.quotes.people.exchanges import Exchange
from broadsheet.transforms.quotes.people.implied import implied_speaker, speaker_of_sentence
from broadsheet.transforms.quotes.people.named import Scene
from broadsheet.transforms.quotes.people.speakers import interviewee, speaker_of
from broadsheet.transforms.quotes.people.turns import UNNAMED, Speaker, Turn
from broadsheet.transforms.quotes.rows import Account, addressee, row_of

_WORD: Final = re.compile(r"\w+")


def find_quotes(article: QuoteInput) -> tuple[Quote, ...]:
    """The quotations of an article in order of section and start; never raises on any text.

    Sections with parses are read by the rules that need them, others by those that need none.
    """
    quotes: list[Quote] = []
    article = replace(article, sections=tuple(map(bounded, article.sections)))
    for number, section in enumerate(article.sections):
        marked = marked_in(section.text, section.paragraphs, is_headline=section.name == "title")
        scene = _scene(article, number, marked)
        account = Account(scene, _attributions(section, scene, marked))
        _name_speakers(account)
        passages = [passage for each in marked.passages for passage in each]
        rows = _with_implied(account, drafts(section, scene.regions, passages, account.attributions))
        for draft in with_nested(account, section.paragraphs, rows):
            quotes.append(row_of(account, draft, len(quotes)))
    return tuple(_with_body_speakers(article.sections, _with_places(quotes)))


def _scene(article: QuoteInput, number: int, marked: Marked) -> Scene:
    section = article.sections[number]
    views = tuple(views_of(section, marked)) if section.parses is not None else ()
    return Scene(
        section.text,
        number,
        section.paragraphs,
        section.sentences,
        tuple(region for each in marked.speech for region in each),
        article.mentions,
        article.entities,
        views,
    )


def _attributions(section: QuoteSection, scene: Scene, marked: Marked) -> list[Attribution]:
    if section.name == "title":
        return headline_attributions(scene, scene.regions)
    if section.parses is None:
        return light_attributions(section, marked)
    return parsed_attributions(section, scene.views)


def _name_speakers(account: Account) -> None:
    """Say who speaks each attribution, in order of the text."""
    turns: list[Turn] = []
    exchange = Exchange(account.scene, account.attributions)
    hearer: int | None = None
    for place, attribution in enumerate(account.attributions):
        turn = exchange.speaker(place, account.speakers, hearer)
        if attribution.rule == "answer":
            speaker = interviewee(account.scene)
        elif turn is not None:
            speaker = Speaker.one(turn)
        elif attribution.speaker is None and attribution.cue_lemma is not None:
            speaker = UNNAMED  # a passive: somebody is said to speak, and left open who
        else:
            speaker = speaker_of(account.scene, attribution.speaker, turns)
        account.speakers.append(speaker)
        hearer = addressee(account.scene, attribution)
        words = "" if attribution.speaker is None else account.scene.text[slice(*attribution.speaker)]
        turns.append(Turn(speaker, (attribution.speaker or attribution.content[-1])[0], words))


def _with_implied(account: Account, rows: Sequence[Draft]) -> list[Draft]:
    """The drafts; those of quoted sentences that nobody is named for with an attribution to whom the text implies."""
    known = list(account.attributions)
    order = sorted(range(len(known)), key=lambda place: known[place].content[0])
    attributions, speakers = [known[place] for place in order], [account.speakers[place] for place in order]
    result: list[Draft] = []
    for row in rows:
        if row.source is None and row.kind in {"direct", "partial"}:
            ask = implied_speaker if row.kind == "direct" else speaker_of_sentence
            speaker = ask(account.scene, row.outer, attributions, speakers)
            if speaker is not None:
                attribution = Attribution((row.outer,), "implied")
                at = bisect_left(attributions, row.outer[0], key=lambda other: other.content[0][0])
                attributions.insert(at, attribution)
                speakers.insert(at, speaker)
                account.attributions.append(attribution)
                account.speakers.append(speaker)
                row = replace(row, source=len(account.attributions) - 1)
        result.append(row)
    return result


def _with_places(quotes: Sequence[Quote]) -> list[Quote]:
    """The quotations, each with the innermost one that it lies in; `quotes` are in order, the longer first."""
    result: list[Quote] = []
    around: list[int] = []
    for index, quote in enumerate(quotes):
        while around and not _holds(quotes[around[-1]], quote):
            around.pop()
        result.append(quote._replace(nested_in=around[-1]) if around else quote)
        around.append(index)
    return result


def _holds(outer: Quote, inner: Quote) -> bool:
    return outer.section == inner.section and inner.outer_char_end <= outer.outer_char_end


def _with_body_speakers(sections: Sequence[QuoteSection], quotes: list[Quote]) -> list[Quote]:
    """A headline's words that nobody is named for, with the speaker who says them in the text."""
    if all(quote.kind != "headline" or quote.speaker_entities for quote in quotes):
        return quotes
    spoken = [
        (quote, f" {' '.join(_WORD.findall(quote.text.lower()))} ") for quote in quotes if quote.kind != "headline"
    ]
    result = list(quotes)
    for index, quote in enumerate(quotes):
        if quote.kind != "headline" or quote.speaker_entities:
            continue
        words = f" {' '.join(_WORD.findall(quote.text.lower()))} "
        match = next((quote for quote, other in spoken if words in other and quote.speaker_entities), None)
        if match is not None:
            result[index] = quote._replace(
                speaker_entities=match.speaker_entities,
                speaker_status=match.speaker_status,
                speaker_score=match.speaker_score,
                rule=match.rule,
            )
    return result
