"""The kind of source that each speaker of a section is, with what tells so."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from broadsheet.transforms.quotes.model import Attribution, NamedMention, SourceBasis, SourceForm, SourceType
from broadsheet.transforms.quotes.people.named import Scene
from broadsheet.transforms.quotes.people.turns import Speaker
from broadsheet.transforms.quotes.sources.phrases import (
    ANY_BODY,
    TYPES,
    Kindred,
    body_type,
    is_plural,
    kindred,
    last_person,
    topic_of,
)
from broadsheet.transforms.records.spans import Span
from broadsheet.transforms.vocabulary.lists import rows

# Behind a name: ", the harbour master,", " (Labour)", ", who runs the clinic".
_BEHIND: Final = re.compile(
    r"""
    \s*[,(–—-]\s*
    (?:who\s+(?:is|was|heads|leads|runs|chairs|founded)\s+)?
    ([^,;:()–—.!?"“”\n]{3,90})
    """,
    re.VERBOSE,
)
_LAST_WORD: Final = re.compile(r"[^\W\d_][\w'’&-]*\Z")
_MOST_BEFORE: Final = 6  # words before a name that may be a title ("deputy chief of the harbour police"); set by hand
_REACH_BEFORE: Final = 60  # code points that these take at most; set by hand
_SINGULAR: Final = frozenset({"he", "she", "i", "who", "him", "her"})
_PLURAL: Final = frozenset({"they", "we", "them"})
# Code points, about a paragraph and a half, between a body and "the association"; set by hand.
_FURTHEST_BODY: Final = 600
_BODIES: Final = frozenset({"ORG", "NORP", "LOC", "FAC"})
_RELATIVES: Final = frozenset({"who", "which", "that"})
_POSSESSIVE: Final = ("'s", "’s", "s'", "s’")
_PAST: Final = ("ed", "ing")  # endings of verbs, which no title has in lower case
_NO_TITLE: Final = frozenset({"and", "is", "are", "was", "were", "has", "had", "have", "said", "says", "told", "that"})
_AUTHORS: Final = frozenset({"i", "we"})
_DEFINITE: Final = re.compile(r"(?:the|this|that|its|their)\s+(\w+)", re.IGNORECASE)
_FOR_A_PERSON: Final = re.compile(r"\b(?:spokes\w+|aide|adviser|advisor|press secretary)\b", re.IGNORECASE)
_LEADER: Final = re.compile(r"\b(?:leader|president|premier|chancellor|ruler|strongman)s?\b", re.IGNORECASE)
# Persons whom news name without saying who they are, by their names in lower case.
_FIGURES: Final[dict[str, SourceType]] = {
    name.lower(): TYPES[kind] for kind, names in rows("public_figures.tsv") for name in names.split("|")
}
# "Factcheck.org": the name of a site.
_SITE: Final = re.compile(r"[\w-]+\.(?:com|org|net|news|info|co\.\w\w)", re.IGNORECASE)
# "Ida Marsh of the Courier", "Odd Ferring from Tarn Hospital".
_OF_BODY: Final = re.compile(r"\s(?:of|from|at|with)\s(?:the\s)?((?:[A-Z][\w'’&.-]*\s?){1,6})")
_MOST_MENTIONS: Final = 4  # of an entity in the section: people are introduced where they are first named; set by hand
# A person named as often without introduction is one that readers know: best of 2 to 4 on 280 labelled sources.
_FEWEST_OF_A_NAME_KNOWN: Final = 3
_CLAUSE: Final = 80  # code points before "who" in which the noun stands that it is of; set by hand
_CLAUSE_START: Final = re.compile(r"[.!?;:\n\[]")
_AROUND: Final = 200  # code points beside a speaker in which the withholding of a name is told
_WITHHOLDING: Final = "|".join(
    entry.replace("_", r"[\s-]+")
    for kind, _, entries in rows("source_words.tsv")
    if kind == "anonymous"
    for entry in entries.split()
)
_WITHHELD: Final = re.compile(
    rf"\b(?:{_WITHHOLDING}|not to be (?:named|identified|quoted)|name (?:has been |was )?(?:changed|withheld))\b",
    re.IGNORECASE,
)


class Phrase(NamedTuple):
    """Words that may tell who somebody is; `closes`: only by a noun that ends them, right before a name."""

    words: str
    closes: bool = False


class Source(NamedTuple):
    """What kind of source speaks; None where nobody is named."""

    type: SourceType | None
    basis: SourceBasis | None
    form: SourceForm | None
    is_anonymous: bool


NO_SOURCE: Final = Source(None, None, None, False)


def source_of(scene: Scene, attribution: Attribution, speaker: Speaker) -> Source:
    """The kind of source of an attribution.

    By the words that name it here, then by those beside its name elsewhere, then by the body's name; a person whom no
    word tells is known to all readers where the article names them often, and of the kind that the article is about;
    else one of the public.
    """
    if attribution.speaker is None and speaker.entity is None:
        return NO_SOURCE
    here = scene.text[slice(*attribution.speaker)] if attribution.speaker else ""
    entity = None if speaker.entity is None else scene.entities[speaker.entity]
    kind = None if entity is None else entity.type
    kin = _by_words(scene, attribution, speaker)
    if kin is not None and kin.basis == "noun" and kin.head in {"document", "generic"}:
        kin = _by_owner(scene, attribution, kin) or kin
    is_short = kin is not None and kin.head == "body" and _DEFINITE.fullmatch(here) is not None  # for a fuller name
    is_vague = kin is None or is_short or kin == Kindred(kin.type, "noun", "generic")
    if entity is not None and kind in _BODIES and is_vague:
        named = body_type(entity.canonical_name)
        kin = Kindred(named, "name", "body") if named else kin or _of_type(kind, entity.canonical_name)
    if speaker.entity is not None and kind == "PERSON" and (kin is None or kin == Kindred(kin.type, "noun", "generic")):
        kin = _by_affiliation(scene, speaker.entity) or kin
    if entity is not None and kind == "PERSON" and here.lower() not in _RELATIVES:
        kin = _figure(entity.canonical_name) or kin
    if kin is None and speaker.entity is not None and kind == "PERSON":
        kin = _by_article(scene, speaker.entity)
    if attribution.speaker is not None and speaker.entity is None and (kin is None or kin.head in {"generic", "body"}):
        kin = _by_body_before(scene, attribution.speaker, kin) or kin
    if kin is None and here.lower() in _AUTHORS and speaker.entity is None and not _is_inside(scene, attribution):
        kin = Kindred("media", "noun", "group")
    form = _form(here, kin, kind)
    is_anonymous = _is_anonymous(scene, attribution) and kind != "PERSON"
    return Source(kin.type, kin.basis, form, is_anonymous) if kin else Source("other", "nothing", form, is_anonymous)


def _figure(name: str) -> Kindred | None:
    """What a person is whom readers know, or an outlet whose name looks like a person's."""
    known = _FIGURES.get(name.lower())
    if known is not None:
        return Kindred(known, "name", "role")
    return Kindred("media", "name", "body") if " " not in name and body_type(name) == "media" else None


def _by_affiliation(scene: Scene, entity: int) -> Kindred | None:
    """The type of the body that a person's role is of, where its name tells."""
    for mention in scene.by_entity.get(entity, ()):
        if mention.affiliation is not None and scene.entities[mention.affiliation].type == "ORG":
            named = body_type(scene.entities[mention.affiliation].canonical_name)
            if named is not None:
                return Kindred(named, "body", "generic")
    return None


def _by_body_before(scene: Scene, span: Span, kin: Kindred | None) -> Kindred | None:
    """The type of the body named last before "it", "the group", "the association"; None where none fits."""
    words = scene.text[slice(*span)].lower()
    noun = _DEFINITE.fullmatch(words)
    if words != "it" and noun is None:
        return None
    for index in scene.before(span[0]):
        mention = scene.mentions[index]
        if mention.end < span[0] - _FURTHEST_BODY:
            return None
        name = scene.entities[mention.entity].canonical_name
        named = body_type(name) if mention.type == "ORG" else None
        if named is not None and (noun is None or noun.group(1) in ANY_BODY or noun.group(1) in name.lower()):
            return Kindred(named, "body", "body")
    return None


def _is_inside(scene: Scene, attribution: Attribution) -> bool:
    """Whether a speaker is named within a quotation, where "I" is not who writes."""
    return attribution.speaker is not None and scene.is_quoted(attribution.speaker[0])


def _by_words(scene: Scene, attribution: Attribution, speaker: Speaker) -> Kindred | None:
    """What the words at the speaker tell, else those beside the first mentions of the entity."""
    is_person = speaker.entity is not None and scene.entities[speaker.entity].type == "PERSON"
    here = None if attribution.speaker is None else _best(_phrases_at(scene, attribution.speaker), is_person)
    if speaker.entity is None or not is_person or (here is not None and here.basis != "noun"):
        return here
    mentions = scene.by_entity.get(speaker.entity, ())
    own = [mention for mention in mentions if mention.section == scene.section][:_MOST_MENTIONS]
    phrases = [Phrase(mention.role) for mention in mentions if mention.role]
    phrases += [phrase for mention in own for phrase in _beside(scene, mention)]
    if here is not None and here.head == "group" and scene.text[slice(*attribution.speaker or (0, 0))] in _RELATIVES:
        return here  # "voters who": the noun before the pronoun, whatever name stands near
    elsewhere = _best(iter(phrases), is_person)
    if here is None:
        return elsewhere
    return elsewhere if elsewhere is not None and elsewhere.basis == "role" else here


def _best(phrases: Iterator[Phrase], is_person: bool) -> Kindred | None:
    """What the first phrase tells that is no guess; else the first guess. No person is a document or a body."""
    guess: Kindred | None = None
    for phrase in phrases:
        kin = kindred(phrase.words, closes=phrase.closes)
        if kin is None or (is_person and kin.head in {"document", "body"}):
            continue
        if kin.basis != "noun":
            return kin
        guess = guess or kin
    return guess


def _by_owner(scene: Scene, attribution: Attribution, kin: Kindred) -> Kindred | None:
    """The type of whose document or people speak: Lund's letter, the council's figures, envoys of the country."""
    head = kin.head
    words = scene.text[slice(*attribution.speaker)] if attribution.speaker else ""
    for index in scene.inside(attribution.speaker) if attribution.speaker else ():
        mention = scene.mentions[index]
        if head == "generic" and mention.type == "PERSON" and not _speaks_for(scene, attribution.speaker, index):
            continue
        is_country = mention.type in {"NORP", "LOC"}
        if head == "generic" and kin.type == "business" and is_country and not _LEADER.search(words):
            continue  # "the firm's director for Norland"
        owner = source_of(scene, Attribution(attribution.content, attribution.rule), Speaker.one(mention.entity, index))
        if owner.type == "government" and is_country and _LEADER.search(words):
            return Kindred("politician", "role", head)
        if owner.basis != "nothing" and owner.type not in {None, "other", "document"}:
            return Kindred(owner.type, "body", head)
    return None


def _speaks_for(scene: Scene, span: Span | None, person: int) -> bool:
    """Whether another speaks for a person named: a spokesman for Lund, Lund's aide Otto Brandt."""
    if span is None:
        return False
    end = scene.mentions[person].end
    return _FOR_A_PERSON.search(scene.text, *span) is not None and (
        _FOR_A_PERSON.search(scene.text, end, span[1]) is not None
        or scene.text[span[0] : scene.mentions[person].start].endswith(" for ")
    )


def _by_article(scene: Scene, entity: int) -> Kindred | None:
    """What a person whom no word tells is by how often the article names them, and by what it is about."""
    n_mentions = len(scene.by_entity.get(entity, ()))
    if n_mentions < _FEWEST_OF_A_NAME_KNOWN and " " in scene.entities[entity].canonical_name:
        return Kindred("citizen", "nothing", "role")
    topic = topic_of(scene.text)
    return None if topic is None else Kindred(topic, "article", "role")


def _phrases_at(scene: Scene, span: Span) -> Iterator[Phrase]:
    """The noun phrases that tell who a speaker is, without the name: before it, beside it, behind it."""
    inside = [scene.mentions[index] for index in scene.inside(span) if scene.mentions[index].type == "PERSON"]
    if not inside:
        words = scene.text[slice(*span)]
        if words.lower() in _RELATIVES:
            yield from _before_relative(scene.text, span[0])
            return
        yield from _parts(words)
        return
    name = inside[-1]
    yield Phrase(scene.text[span[0] : name.start])
    yield from _parts(scene.text[name.end : span[1]].lstrip(" ,("))
    if name.role:
        yield Phrase(name.role)
    yield from _beside(scene, name)


def _before_relative(text: str, start: int) -> Iterator[Phrase]:
    """The nouns that "who" may be of: right before it, else in its clause ("voters in Tarn who")."""
    clause = text[max(start - _CLAUSE, 0) : start].rstrip(" ,]") + " "
    before = _words_before(clause, len(clause))
    last = before.split()[-1] if before else ""
    yield Phrase(before, closes=True)
    yield Phrase(last, closes=True)
    if kindred(last) is None:
        yield Phrase(last_person(_CLAUSE_START.split(clause)[-1]))


def _words_before(text: str, end: int) -> str:
    """The words that lead up to an offset, each with the space behind it; empty where a mark stands there."""
    *tokens, last = text[max(end - _REACH_BEFORE, 0) : end].split(" ")
    words: list[str] = []
    while not last and tokens and len(words) < _MOST_BEFORE:
        token = tokens.pop()
        word = _LAST_WORD.search(token)
        if word is None:
            break
        words.insert(0, word.group() + " ")
        if word.start():
            break
    return "".join(words)


def _parts(words: str) -> Iterator[Phrase]:
    yield from (Phrase(part) for part in re.split(r"[,(–—]", words) if part.strip())


def _beside(scene: Scene, mention: NamedMention) -> Iterator[Phrase]:
    """What stands in apposition to a name, and the words right before it."""
    behind = _BEHIND.match(scene.text, mention.end, mention.end + 140)
    if behind:
        yield Phrase(behind.group(1))
    of_body = _OF_BODY.match(scene.text, mention.end, mention.end + 140)
    if of_body and body_type(of_body.group(1)) is not None:
        yield Phrase(f"staffer of {of_body.group(1)}")
    before = _words_before(scene.text, mention.start)
    if before:
        words = _own_words(before)
        yield Phrase(words, closes=True)
        if words.rstrip().endswith(_POSSESSIVE):  # the Courier's Ida Marsh
            owner = body_type(words)
            if owner is not None:
                yield Phrase("journalist" if owner == "media" else f"staffer of {words}")


def _own_words(words: str) -> str:
    """The end of some words that may be a title: behind the last verb or "and" of the clause before."""
    kept: list[str] = []
    for word in reversed(words.split()):
        if word.islower() and (word.endswith(_PAST) or word in _NO_TITLE):
            break
        kept.insert(0, word)
    return " ".join(kept) + " "


def _of_type(kind: str | None, name: str) -> Kindred | None:
    """A country as speaker is its government; so is a people, unless many people are meant.

    What is called by capitals is a party where it is a group, else cannot be told; a site is of the media, and a body
    of which nothing else is known a company.
    """
    if kind == "NORP" and name.isupper():
        return Kindred("politician", "name", "body")
    if kind == "NORP" and name.endswith("s"):
        return Kindred("citizen", "name", "group")
    if kind == "ORG" and _SITE.fullmatch(name):
        return Kindred("media", "name", "body")
    if kind == "ORG" and not name.isupper():
        return Kindred("business", "nothing", "body")
    return Kindred("government", "name", "body") if kind in {"NORP", "LOC"} else None


def _form(here: str, kin: Kindred | None, kind: str | None) -> SourceForm | None:
    words = here.lower()
    if words in _SINGULAR or kind == "PERSON":
        return "person"
    if kin is not None and kin.head == "document":
        return "document"
    if kind in _BODIES and (kin is None or kin.head != "generic" or kin.basis == "noun"):
        return "body"
    if words in _PLURAL or (kin is not None and kin.head == "group"):
        return "group"
    if kin is not None and kin.head == "body":
        return "body"
    return "group" if is_plural(here) else "person"


def _is_anonymous(scene: Scene, attribution: Attribution) -> bool:
    """Whether the text says near a speaker that a name is withheld."""
    if attribution.speaker is None:
        return False
    start, end = attribution.speaker
    line_end = scene.text.find("\n", end, end + _AROUND)
    return (
        _WITHHELD.search(scene.text, start, line_end if line_end >= 0 else min(end + _AROUND, len(scene.text)))
        is not None
    )
