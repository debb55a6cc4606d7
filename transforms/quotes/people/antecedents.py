"""The mention that words standing for somebody named before mean: by place, subjecthood and nearness."""

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import islice
from typing import Final, NamedTuple

from broadsheet.transforms.quotes.model import NamedMention
from broadsheet.transforms.quotes.people.named import Scene
from broadsheet.transforms.quotes.people.turns import Turn, last_of
from broadsheet.transforms.vocabulary.reporting_verbs import verb_of

_MOST_CANDIDATES: Final = 40  # names looked back over: several paragraphs; a bound on cost, set by hand
_PREPOSITIONS: Final = frozenset({"of", "by", "with", "for", "to", "against", "from", "about", "on"})
_POSSESSIVES: Final = frozenset({"'s", "’s"})
# Weights of the signs for a candidate, set by hand as one set; only their proportions matter. A first set of them was
# right for 83.5 % of 139 pronouns that name a speaker, where the nearest person was for 55.4 %.
_PER_SENTENCE: Final = -0.9  # for each sentence between
_PER_CHARACTER: Final = -0.002  # parts names in one sentence: a line of text weighs less than a sentence
_SUBJECT: Final = 2.2  # of a verb
_REPORTS: Final = 0.6  # its verb reports speech
_REPORTED: Final = -0.9  # the subject of what another says
_OPENS: Final = 1.6  # opens its sentence: what stands for a subject where no parse tells
_SAME_GENDER: Final = 0.5  # of that gender, not only of none known
_SPOKE_LAST: Final = 0.7  # less than subjecthood, since speakers alternate
_AFTER_PREPOSITION: Final = -0.4  # "a letter to X": beside what is told
_POSSESSIVE: Final = -0.6  # "X's lawyer": the lawyer is told of
_LAST_TURNS: Final = 3  # who spoke so lately is as near as if named there; set by hand
_EACH_MENTION: Final = 0.25  # before this one
_MOST_FREQUENT: Final = 0.75  # three mentions before it


class Meant(NamedTuple):
    """The place of the mention that is meant, its score, and how far the best of another entity is behind it."""

    mention: int
    score: float
    margin: float


def antecedent(
    scene: Scene,
    offset: int,
    fits: Callable[[NamedMention], bool],
    turns: Sequence[Turn] = (),
    gender: str | None = None,
) -> Meant | None:
    """The mention before an offset that the words there stand for, of those that fit; None where none does.

    `turns` are those that spoke before; a candidate known to be of `gender` is preferred to one of none.
    """
    last = last_of(turns, fits, scene)
    best: dict[int, tuple[float, int]] = {}
    counts: Counter[int] = Counter()
    for index in reversed(list(islice(scene.before(offset), _MOST_CANDIDATES))):
        mention = scene.mentions[index]
        if not fits(mention) or scene.is_quoted(mention.start) or scene.text[mention.start - 1 : mention.start] == "(":
            continue
        score = _score(scene, mention, offset)
        score += _SPOKE_LAST * (mention.entity == last)
        score += _SAME_GENDER * (gender is not None and scene.entities[mention.entity].gender == gender)
        score += min(_MOST_FREQUENT, _EACH_MENTION * counts[mention.entity])
        counts[mention.entity] += 1
        if mention.entity not in best or score >= best[mention.entity][0]:
            best[mention.entity] = score, index
    for turn in turns[-_LAST_TURNS:]:
        entity = turn.speaker.entity
        if entity in best and turn.at < offset:
            score = (
                _PER_SENTENCE * (scene.sentence_number(offset) - scene.sentence_number(turn.at)) + _SUBJECT + _REPORTS
            )
            score += _PER_CHARACTER * (offset - turn.at) + _SPOKE_LAST * (entity == last)
            best[entity] = max(best[entity], (score, best[entity][1]))
    ranked = sorted(best.values(), reverse=True)
    if not ranked:
        return None
    margin = ranked[0][0] - ranked[1][0] if len(ranked) > 1 else float("inf")
    return Meant(ranked[0][1], ranked[0][0], margin)


def _score(scene: Scene, mention: NamedMention, offset: int) -> float:
    """How well a name's own place speaks for it."""
    sentences = scene.sentence_number(offset) - scene.sentence_number(mention.start)
    score = _PER_SENTENCE * sentences + _PER_CHARACTER * (offset - mention.start)
    clause = scene.subject_of(mention)
    if clause is None:
        score += _OPENS * scene.starts_sentence(mention)
    elif clause.verb:
        score += _SUBJECT + _REPORTS * (verb_of(clause.verb) is not None) + _REPORTED * clause.is_reported
    before = scene.text[max(mention.start - 12, 0) : mention.start].split()
    if before and before[-1].lower() in _PREPOSITIONS:
        score += _AFTER_PREPOSITION
    if scene.text[mention.end : mention.end + 2] in _POSSESSIVES:
        score += _POSSESSIVE
    return score
