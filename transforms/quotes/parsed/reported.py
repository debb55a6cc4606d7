"""Reporting verbs of a parsed paragraph, who uses each, and the clauses it governs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from broadsheet.transforms.quotes.model import Attribution, Rule
from broadsheet.transforms.quotes.parsed.grammar import agent, is_passive, likely_subject, phrase
from broadsheet.transforms.quotes.parsed.view import View
from broadsheet.transforms.records.spans import Span
from broadsheet.transforms.vocabulary.reporting_verbs import Verb

_ALONE_PASSIVE: Final = frozenset({"ask", "tell", "urge", "accuse", "call", "describe"})


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting verb with the head of who uses it, and the heads of the clauses it governs on either side."""

    at: int
    verb: Verb
    speaker: int | None
    passive: bool
    before: tuple[int, ...]
    behind: tuple[int, ...]

    def reports(self, view: View, content: Sequence[Span], rule: Rule) -> Attribution:
        """The attribution of some content to who uses the verb."""
        speaker = phrase(view, self.speaker) if self.speaker is not None else None
        return Attribution(tuple(content), rule, view.span_of(self.at, self.at), self.verb.lemma, speaker)


def cue_at(view: View, at: int, verb: Verb) -> Cue:
    """The cue that a reporting verb is; in the passive its agent speaks."""
    children = view.parse.children[at]
    has_auxiliary = any(view.words[child].dep == "aux" for child in children)
    alone = view.words[at].tag == "VBN" and verb.lemma in _ALONE_PASSIVE and not has_auxiliary
    alone = alone or (view.words[at].text in {"Asked", "Told"} and at == view.sentence(at)[0])
    passive = is_passive(view, at) or alone
    speaker = agent(view, at) if passive else likely_subject(view, at)
    before = tuple(
        child
        for child in children
        if view.words[child].dep in {"ccomp", "parataxis"} and child < at and (speaker is None or child < speaker)
    )
    behind = tuple(child for child in children if view.words[child].dep in {"ccomp", "xcomp"} and child > at)
    return Cue(at, verb, speaker, passive, before, behind)
