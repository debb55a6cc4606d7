"""Reporting verbs: the verbs that say that something is said, in every form ("said", "argues", "warning")."""

from dataclasses import dataclass
from typing import Final, Literal, get_args

from broadsheet.transforms.vocabulary.lists import entries

CueClass = Literal["neutral", "endorsing", "distancing"]
_CLASSES: Final[dict[str, CueClass]] = {name: name for name in get_args(CueClass)}
_VOWELS: Final = "aeiou"


@dataclass(frozen=True, slots=True)
class Verb:
    """A reporting verb by its dictionary form; `uses` as in the word list."""

    lemma: str
    cue_class: CueClass
    uses: frozenset[str]

    @property
    def takes_clause(self) -> bool:
        """Whether what is said may follow as a clause, without quotation marks."""
        return "say" in self.uses


def verb_of(word: str) -> Verb | None:
    """The reporting verb that a word is a form of, in any case; None where it is of none."""
    return _VERBS.get(word.lower())


def _loaded() -> dict[str, Verb]:
    verbs: dict[str, Verb] = {}
    for line in entries("reporting_verbs.tsv"):
        lemma, name, uses, forms = (*line.split("\t"), "")[:4]
        verb = Verb(lemma, _CLASSES[name], frozenset(uses.split(",")))
        for form in (lemma, *(forms.split() or _regular(lemma))):
            verbs.setdefault(form, verb)
    return verbs


def _regular(lemma: str) -> tuple[str, str, str]:
    """The third person, past and -ing forms of a regular verb that doubles no consonant."""
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        return lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"
    if lemma.endswith("e"):
        return lemma + "s", lemma + "d", lemma[:-1] + "ing"
    third = lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "o")) else "s")
    return third, lemma + "ed", lemma + "ing"


_VERBS: Final = _loaded()
FORMS: Final = frozenset(_VERBS)  # every form of every reporting verb, lower case
# The forms that stand with who speaks behind direct speech: "Is it safe?" Ada Low asked.
BEHIND_SPEECH: Final = frozenset(form for form, verb in _VERBS.items() if verb.uses & {"say", "beside"})


def class_of(lemma: str | None) -> CueClass:
    """The class of a reporting verb by its dictionary form; neutral for a colon, a dash or an unlisted verb."""
    verb = verb_of(lemma) if lemma else None
    return verb.cue_class if verb else "neutral"
