"""Types of source by the words that tell who somebody is: docs/source-types.md."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple, get_args

from broadsheet.transforms.quotes.model import SourceBasis, SourceType
from broadsheet.transforms.vocabulary.lists import rows

TYPES: Final[dict[str, SourceType]] = {name: name for name in get_args(SourceType)}
_WORD: Final = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*")
_LONGEST_OFFICE: Final = 5  # words of what an office is for ("of trade and industry"); set by hand
_SUFFIXES: Final = frozenset({"inc", "ltd", "plc", "llc", "corp", "co"})  # any body may have one in its name
_LONGEST: Final = 5  # words of the longest entry
# What ends the noun phrase that a head noun closes: "the head | of the union", "a nurse | who came".
_LINKS: Final = frozenset(
    [
        "of",
        "for",
        "at",
        "in",
        "from",
        "with",
        "to",
        "who",
        "whose",
        "which",
        "by",
        "on",
        "about",
        "under",
        "near",
        "that",
        "and",
        "representing",
        "heading",
        "leading",
        "running",
        "working",
        "studying",
        "specialising",
        "specializing",
        "living",
        "teaching",
        "covering",
        "advising",
        "based",
    ]
)
# Words in the name of a body that those of one trade form.
_TRADES: Final = frozenset(
    word for kind, _, entries in rows("source_words.tsv") if kind == "trade" for word in entries.split()
)
_STATE_HEADS: Final = frozenset({"president", "vice-president", "chancellor"})  # hold office in a government
_TOPICS: Final = frozenset({"politician", "culture_sport", "business", "expert"})
# A share of those asked: "49%", "one in five", "nearly a third".
_SHARE: Final = re.compile(
    r"""
    \W*(?:(?:nearly|about|around|some|only|just|almost|more[ ]than|fewer[ ]than|over)\s)*
    (?: [\d.]+\s?%|[\w-]+[ ]per[ ]?cent\b                                     # 49%, forty per cent
      | \w+[ ](?:in|out[ ]of)[ ]\w+\b                                         # one in five
      | half\b|(?:a|one|two)[ -](?:third|quarter)s?\b                         # a third
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
# Whose belonging stays vague: "a person close to the campaign".
_CLOSE_TO: Final = re.compile(r"\b(?:close to|familiar with|with (?:direct )?knowledge of|briefed on)\b", re.IGNORECASE)
_STUDIES: Final = re.compile(r"\W*who (?:researches|studies|teaches|lectures|has studied)\b")
_SOME_OF: Final = re.compile(
    r"""
    \A\W*(?:one|two|three|some|many|several|most|all|both|each|members?)[ ]of[ ]
    (?:the[ ]|his[ ]|her[ ]|their[ ]|its[ ])?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_TOPIC_REACH: Final = 20_000  # code points: a long article
# What a body of any kind is called.
ANY_BODY: Final = frozenset({"group", "organisation", "organization", "body"})
_PLURALS: Final = (("ies", "y"), ("men", "man"), ("s", ""), ("es", ""))


class Word(NamedTuple):
    """A word, or words, of the list: what kind of word it is, and the type it tells."""

    kind: str
    type: SourceType


class Match(NamedTuple):
    """Words of a phrase that the list has: half-open places of words."""

    start: int
    end: int
    word: Word


class Kindred(NamedTuple):
    """What a phrase tells of a source: its type, by what, and the kind of its head noun."""

    type: SourceType
    basis: SourceBasis
    head: str


def _loaded() -> dict[tuple[str, ...], list[Word]]:
    words: dict[tuple[str, ...], list[Word]] = {}
    for kind, name, entries in rows("source_words.tsv"):
        if kind not in {"anonymous", "trade"}:
            for entry in entries.split():
                words.setdefault(tuple(entry.split("_")), []).append(Word(kind, TYPES[name]))
    return words


_ENTRIES: Final = _loaded()


def kindred(phrase: str, *, closes: bool = False) -> Kindred | None:
    """The type of source that a noun phrase without names tells; None where no word of it does.

    `closes` asks for a head that is the last word: what stands right before a name.

    The head decides: the last known noun before the first preposition. A head that fits many bodies ("director",
    "spokesman") takes the type of the body named beside it, a document that of who made it.
    """
    if _SHARE.match(phrase):
        return Kindred("citizen", "noun", "group")
    if _STUDIES.match(phrase):
        return Kindred("expert", "role", "role")
    words = _words(_SOME_OF.sub("", phrase))
    words_of_kind = matches(words)
    end = _head_end(words)
    heads = [match for match in words_of_kind if match.start < end]
    head = heads[-1] if heads else None
    if head is None and not closes and words[end : end + 1] in (["of"], ["from"], ["by"], ["at"]):
        body = _body_after(words, words_of_kind, end)
        return Kindred(body, "body", "body") if body else None
    if closes and head is not None and head.end != len(words) and not _is_office(words, words_of_kind, head.end):
        tail = max(at for at, word in enumerate(words) if word in _LINKS) + 1 if end < len(words) else 0
        return kindred(" ".join(words[tail:]), closes=True) if tail else None
    if head is None:
        return None
    if _CLOSE_TO.search(phrase):
        return Kindred("other", "noun", "generic")
    return _by_head(words, words_of_kind, head)


def _by_head(words: Sequence[str], words_of_kind: Sequence[Match], head: Match) -> Kindred:
    """What a head noun tells, by the body beside it where it fits many."""
    word = head.word
    if words[head.end - 1] == "officer" and "chief" in words[: head.start]:
        word = Word("generic", "business")  # "chief marketing and sales officer"
    if word.kind == "role":
        return Kindred(word.type, "role", "role")
    if word.kind == "group":
        return Kindred(word.type, "noun", "group")
    if word.kind == "body":
        return Kindred(_among_traders(words, word.type), "body", "body")
    kind = "document" if word.kind == "document" else "generic"
    near_type = _body_after(words, words_of_kind, head.end, with_groups=kind == "generic")
    if near_type is None:
        before = [match for match in words_of_kind if match.end <= head.start and match.word.kind == "body"]
        near_type = _among_traders(words, before[-1].word.type) if before else None
    if word.type == "politician" and near_type == "government" and _STATE_HEADS & set(words[head.start : head.end]):
        near_type = "politician"
    return Kindred(near_type, "body", kind) if near_type else Kindred(word.type, "noun", kind)


def last_person(phrase: str) -> str:
    """The last noun of a phrase that persons are called by, a plural or a role; empty where there is none."""
    words = _words(phrase)
    persons = [match for match in matches(words) if match.word.kind in {"group", "role"}]
    return " ".join(words[persons[-1].start : persons[-1].end]) if persons else ""


def _is_office(words: Sequence[str], words_of_kind: Sequence[Match], end: int) -> bool:
    """Whether a head that ends there goes on with what its office is for: "minister of health", "head of sales"."""
    rest = len(words) - end
    is_named = any(match.start >= end and match.word.kind in {"role", "generic", "group"} for match in words_of_kind)
    return 1 < rest <= _LONGEST_OFFICE and words[end] in {"of", "for"} and not is_named


def _head_end(words: Sequence[str]) -> int:
    """Where the noun phrase that a head noun closes ends."""
    return next((at for at, word in enumerate(words) if word in _LINKS and at), len(words))


def _body_after(
    words: Sequence[str], words_of_kind: Sequence[Match], start: int, *, with_groups: bool = True
) -> SourceType | None:
    """The type of the first body named from `start` on, by the words of its name that weigh most.

    People count as well ("a spokesman for the miners"), but for who is asked in a survey.
    """
    kinds = {"body", "group"} if with_groups else {"body"}
    after = [match for match in words_of_kind if match.start >= start and match.word.kind in kinds]
    if not after:
        return None
    end = next((at for at in range(after[0].end, len(words)) if words[at] in _LINKS), len(words))
    named = [match for match in after if match.start < end and match.word.kind == after[0].word.kind]
    return _among_traders(words, max(named, key=_weight).word.type)


def body_type(name: str) -> SourceType | None:
    """The type of a body by the words of its name, the longest known ones first; None where none is known."""
    words = _words(name)
    named = [match for match in matches(words) if match.word.kind == "body"]
    bodies = [match for match in named if words[match.start] not in _SUFFIXES] or named
    return _among_traders(words, max(bodies, key=_weight).word.type) if bodies else None


def _weight(match: Match) -> tuple[int, int]:
    return match.end - match.start, match.end


def _words(phrase: str) -> list[str]:
    """The words of a phrase in lower case, without possessive endings and the stops of initials: the F.B.I.'s."""
    return [
        re.sub(r"\.(?=\w\b)", "", word.lower().removesuffix("'s").removesuffix("’s")) for word in _WORD.findall(phrase)
    ]


def _among_traders(words: Sequence[str], body: SourceType) -> SourceType:
    """A trade's own body is of business: the association of hoteliers, the steel federation."""
    return "business" if body == "civil_society" and not _TRADES.isdisjoint(words) else body


# Asked for each quotation of an article, one article after the other.
@lru_cache(maxsize=4)
def topic_of(text: str) -> SourceType | None:
    """Which of politics, sport and the arts, business or study an article is about, by the words it has for them."""
    words = [word.lower() for word in _WORD.findall(text[:_TOPIC_REACH])]
    counts = Counter(match.word.type for match in matches(words) if match.word.type in _TOPICS)
    return counts.most_common(1)[0][0] if counts else None


def is_informant(noun: str) -> bool:
    """Whether a noun is what is written or counted, or who studies: a report finds, scientists show."""
    entry = _entry([noun.lower()])
    return entry is not None and (entry.kind == "document" or entry.type == "expert")


def matches(words: Sequence[str]) -> list[Match]:
    """The known words of a phrase, the longest first from each place; of several readings the listed order decides."""
    matched: list[Match] = []
    at = 0
    while at < len(words):
        for size in range(min(_LONGEST, len(words) - at), 0, -1):
            entry = _entry(words[at : at + size])
            if entry is not None:
                matched.append(Match(at, at + size, entry))
                at += size
                break
        else:
            at += 1
    return matched


def _entry(words: Sequence[str]) -> Word | None:
    key = tuple(words)
    known = _ENTRIES.get(key)
    if known is None:
        known = next((_ENTRIES[form] for form in _singulars(key) if form in _ENTRIES), None)
    return known[0] if known else None


def _singulars(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    last = words[-1]
    return [(*words[:-1], last.removesuffix(plural) + ending) for plural, ending in _PLURALS if last.endswith(plural)]


def is_title(words: str) -> bool:
    """Whether words are one title of two words or more, which names nobody: "First Lady"."""
    parts = _words(words)
    entry = _ENTRIES.get(tuple(parts)) if len(parts) > 1 else None
    return entry is not None and entry[0].kind == "role"


def is_plural(phrase: str) -> bool:
    """Whether the head noun of a phrase is a plural."""
    words = [word.lower() for word in _WORD.findall(phrase)]
    end = next((at for at, word in enumerate(words) if word in _LINKS and at), len(words))
    if not end:
        return False
    last = words[end - 1]
    return last.endswith(("s", "men", "women", "people", "police")) and not last.endswith(
        ("ss", "us", "is", "'s", "’s")
    )
