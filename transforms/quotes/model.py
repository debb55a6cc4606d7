"""What the quotes stage takes and gives: an article in sections, its names, and the quotations found in it."""

from dataclasses import dataclass
from typing import Final, Literal, NamedTuple, get_args

from broadsheet.transforms.records.spans import Span
from broadsheet.transforms.sentences.parsing import Parse
from broadsheet.transforms.vocabulary.reporting_verbs import CueClass

Kind = Literal["direct", "partial", "continued", "indirect", "headline", "block", "title", "term", "scare"]
PassageKind = Literal["title", "term", "scare"]  # of marked passages in which nobody speaks
PASSAGES: Final = frozenset(get_args(PassageKind))
Status = Literal["resolved", "several", "unnamed", "unknown"]
Order = Literal["QVS", "QSV", "SVQ", "none"]
SourceType = Literal[
    "politician",
    "government",
    "police_justice",
    "military",
    "business",
    "expert",
    "health",
    "civil_society",
    "culture_sport",
    "religion",
    "citizen",
    "media",
    "document",
    "other",
]
SourceBasis = Literal[
    "role",  # a word for what a person does: the senator, a nurse
    "body",  # the body that speaks, or that a person speaks for: a spokesman for the police
    "name",  # the name of the body that speaks
    "noun",  # a noun that fits several types, by the type it fits most: an official, residents
    "article",  # what the article is about, for a name that it does not introduce
    "nothing",  # no word tells
]
SourceForm = Literal["person", "group", "body", "document"]
Rule = Literal[
    "after",  # "C," X said
    "before",  # X said, "C"
    "second",  # "A," X said, "C": the part behind the cue
    "chain",  # the paragraph before was the same speaker's
    "label",  # X: "C", or "C" - X
    "question",  # Q: C, or a question set as a paragraph of an interview
    "answer",  # A: C, or what follows such a question
    "call",  # X called it "C"
    "clause",  # X said that C
    "fronted",  # C, X said
    "parenthetical",  # C, X said, C
    "interrupted",  # The talks, X said, had failed: the first part is no clause by itself
    "nested",  # within what another says: X said: "Y told me 'C'"
    "according",  # according to X, C
    "colon",  # X said: C
    "object",  # X denied C
    "implied",  # a paragraph that is all quotation, by who spoke shortly before
    "alone",  # a quotation nobody is named for
]


@dataclass(frozen=True, slots=True)
class NamedMention:
    """A name in the text: half-open code points of the section's text; `entity` is its place among the entities.

    `role` are the title words beside the name, None where there are none; `affiliation` is the place among the entities
    of the body or place of that role.
    """

    section: int
    start: int
    end: int
    type: str
    entity: int
    surface: str
    role: str | None = None
    affiliation: int | None = None


@dataclass(frozen=True, slots=True)
class NamedEntity:
    """What mentions name; `gender` is female, male or None (no evidence in the text)."""

    canonical_name: str
    type: str
    gender: str | None = None


@dataclass(frozen=True, slots=True)
class QuoteSection:
    """A run of text that offsets count from. `quote_blocks` are the paragraphs set as block quotations, by index.

    `parses` holds one parse for each paragraph; None asks for the rules that need none.
    """

    name: str
    text: str
    paragraphs: tuple[Span, ...]
    sentences: tuple[Span, ...]
    parses: tuple[Parse, ...] | None = None
    quote_blocks: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class QuoteInput:
    """An article as the quotes stage sees it; mentions in order of section and start."""

    sections: tuple[QuoteSection, ...]
    mentions: tuple[NamedMention, ...] = ()
    entities: tuple[NamedEntity, ...] = ()


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words said and whom the text gives them to; spans are half-open code points of one section's text.

    `content` are the parts in order; `cue` and `speaker` are None where the text has none; `cue_lemma` is the
    dictionary form of the cue's verb, None for a colon or a dash. `is_verbatim`: the words
    are as they were said though no marks stand around them.
    """

    content: tuple[Span, ...]
    rule: Rule
    cue: Span | None = None
    cue_lemma: str | None = None
    speaker: Span | None = None
    is_verbatim: bool = False


class Quote(NamedTuple):
    """A quotation; offsets are half-open code points of `sections[section].text`.

    `text` are the words without `aside_char_start` to `aside_char_end`, in which the outlet breaks in on them.
    `clause_char_start` to `clause_char_end` are the words that a judgement completes: called the plan "reckless".
    `nested_in` is the quote this one lies in. `char_start`, `char_end` lie inside the marks, the outer ones outside;
    they are equal where there are no marks.
    `speaker_mention` and `speaker_entities`, `addressee_entity` and `continues_quote` are places in the given mentions
    and entities, and among the article's quotes; of several speakers each says all of it. `speaker_score` is the share
    of such attributions whose words and speaker are right. `quote_key` is a 53-bit hash of the lower-cased words. None:
    nothing told.
    """

    kind: Kind
    section: int
    char_start: int
    char_end: int
    outer_char_start: int
    outer_char_end: int
    text: str
    speaker_surface: str | None
    speaker_char_start: int | None
    speaker_char_end: int | None
    speaker_mention: int | None
    speaker_entities: tuple[int, ...]
    speaker_status: Status | None
    speaker_score: float
    source_type: SourceType | None
    source_basis: SourceBasis | None
    source_form: SourceForm | None
    is_anonymous: bool
    cue: str | None
    cue_lemma: str | None
    cue_class: CueClass | None
    cue_char_start: int | None
    cue_char_end: int | None
    order: Order
    addressee_entity: int | None
    continues_quote: int | None
    nested_in: int | None
    is_negated: bool
    aside_char_start: int | None
    aside_char_end: int | None
    clause_char_start: int | None
    clause_char_end: int | None
    n_editor_insertions: int
    quote_key: int
    rule: Rule

    @property
    def speaker_entity(self) -> int | None:
        """The one entity that speaks; None where none or several do."""
        return self.speaker_entities[0] if len(self.speaker_entities) == 1 else None
