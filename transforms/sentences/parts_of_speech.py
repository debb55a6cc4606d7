"""From tags, relations and words to universal parts of speech: a pipeline's rules, put to each kind of word once."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, Final, NamedTuple

from broadsheet.transforms.errors import SettingsError

_ASKED: Final = frozenset({"TAG", "DEP", "LOWER"})
_LISTS: Final = ({"IN"}, {"NOT_IN"})


class _Rule(NamedTuple):
    """The part of speech of a word of which all conditions hold, and of the word before it those of `before`."""

    upos: str
    conditions: Mapping[str, Any]
    before: Mapping[str, Any]


class PartsOfSpeech:
    """The rules of spaCy's attribute ruler as far as they give parts of speech to words, without its matcher.

    The matcher tries every rule at every word, which took a fourth of the time of a parse; words of one kind are many.
    """

    def __init__(self, patterns: Sequence[Mapping[str, Any]]) -> None:
        """`patterns`: as the attribute ruler gives them.

        Raises  SettingsError, where a rule asks for what is not known here
        """
        self._rules = [
            _rule(pattern, entry["attrs"]["POS"], entry["index"])
            for entry in reversed(patterns)
            if "POS" in entry["attrs"]
            for pattern in entry["patterns"]
            # White space is no word.
            if not any(token.get("IS_SPACE") for token in pattern)
        ]
        self._words = _values(rule.conditions.get("LOWER", "") for rule in self._rules)
        self._before = _values(rule.before.get("DEP", "") for rule in self._rules)
        self._of_kind = cache(self._first)

    def of(self, word: str, tag: str, dep: str, dep_before: str) -> str:
        """The universal part of speech of a word by its Penn tag, its relation and that of the word before; empty where
        no rule has one.
        """
        lower = word.lower()
        # What no rule names is one kind, so that kinds are few.
        return self._of_kind(
            tag, dep, lower if lower in self._words else "", dep_before if dep_before in self._before else ""
        )

    def _first(self, tag: str, dep: str, lower: str, dep_before: str) -> str:
        """The last rule that holds decides; they are held in that order."""
        values = {"TAG": tag, "DEP": dep, "LOWER": lower}
        for rule in self._rules:
            if all(_is(condition, values[name]) for name, condition in rule.conditions.items()) and (
                not rule.before or _is(rule.before["DEP"], dep_before)
            ):
                return rule.upos
        return ""


def _rule(pattern: Sequence[Mapping[str, Any]], upos: str, index: int) -> _Rule:
    tokens = [{name: value for name, value in token.items() if name != "IS_SPACE"} for token in pattern]
    before: Mapping[str, Any] = tokens[0] if len(tokens) == 2 and index == 1 else {}
    if len(tokens) - bool(before) != 1 or not set(before) <= {"DEP"} or not set(tokens[-1]) <= _ASKED:
        raise SettingsError(f"the parser's model has a rule for parts of speech that is not known here: {pattern}")
    # Words and relations before are kinds by what rules name, so that none may ask what they are not.
    listed = [tokens[-1].get("LOWER", ""), *before.values()]
    for condition in (*tokens[-1].values(), *before.values()):
        if not isinstance(condition, str) and set(condition) not in ([{"IN"}] if condition in listed else _LISTS):
            raise SettingsError(f"the parser's model has a condition that is not known here: {condition}")
    return _Rule(upos, tokens[-1], before)


def _values(conditions: Iterable[Any]) -> frozenset[str]:
    """All that conditions name."""
    return frozenset(
        value for each in conditions for value in ([each] if isinstance(each, str) else each["IN"]) if value
    )


def _is(condition: Any, value: str) -> bool:  # noqa: ANN401 - as a pattern of spaCy has it
    if isinstance(condition, str):
        return value == condition
    return value in condition["IN"] if "IN" in condition else value not in condition["NOT_IN"]
