"""Which names of a document name the same: surnames, acronyms, short forms of bodies."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from broadsheet.transforms.names.places.geonames import areas, countries, demonyms, singular
from broadsheet.transforms.names.rules.gazetteer import common_names, known_types
from broadsheet.transforms.names.titles import is_job
from broadsheet.transforms.vocabulary import particles
from broadsheet.transforms.vocabulary.acronyms import initials, is_acronym
from broadsheet.transforms.vocabulary.honorifics import is_honorific
from broadsheet.transforms.vocabulary.lists import entries
from broadsheet.transforms.vocabulary.mention_types import MentionType

_SUFFIXES: Final = frozenset(entries("company_suffixes.txt"))
_PLACES: Final = frozenset({"LOC", "FAC"})
_PLACE_KINDS: Final = frozenset(
    {"city", "strip", "province", "state", "county", "island", "islands", "region", "district"}
)
_GENERATIONS: Final = frozenset({"jr", "sr", "ii", "iii", "iv"})
_DOTTED: Final = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?\.?")
# News drops the article of a surname in later mentions: "al-Tarn", then "Tarn".
_ARABIC: Final = re.compile(r"^(?:al|el)-(?=.{3})")
# A nickname stands in marks between two names: 'Orlo "Brick" Quill'.
_NICKNAME: Final = re.compile(r"(?<=\S)[ \xa0][“\"‘']([^“”\"‘’']{2,30})[”\"’'](?=[ \xa0]\S)")
_PARTS: Final = re.compile(r"[\s-]+")
# More namesakes than this in one article is a list of names, and the nearest ones are as good as all.
_MOST_CANDIDATES: Final = 40
# Letters of the longer spelling of a surname that may be misspelt: in shorter ones one letter makes another ("Chan",
# "Chang"); longer ones are no single name. Set by hand.
_LEAST_MISSPELT: Final = 6
_LONGEST_MISSPELT: Final = 24
_VOWELS: Final = frozenset("aeiouy")


@dataclass(frozen=True, slots=True)
class Known:
    """A distinct name of the document: its words, normalised; its place among the names; how it was first written.

    `generation` is what tells a son from his father ("jr"), which is then not among the words; None for all others.
    `nickname` is the key of the one in marks, if there is one.
    """

    words: tuple[str, ...]
    type: MentionType
    order: int
    surface: str
    generation: str | None = None
    nickname: str | None = None

    @property
    def is_person(self) -> bool:
        """Whether surnames and given names tell about it."""
        return self.type == "PERSON"


def key(surface: str, kind: MentionType) -> str:
    """A name in the form that is compared: lower case, no accents, no full stops, countries by their common name."""
    name = _NICKNAME.sub("", surface.strip()) if kind == "PERSON" else surface.strip()
    if kind == "NORP":
        name = _one_of(singular(name))
    else:
        country = countries().get(name)
        name = country.name if country is not None else common_names().get(name, name)
    folded = unicodedata.normalize("NFD", name)
    folded = "".join(mark for mark in folded if not unicodedata.combining(mark)).casefold().replace("’", "'")
    words = folded.replace(".", "" if _DOTTED.fullmatch(folded) else " ").replace(",", " ").split()
    if kind == "PERSON":
        words = _without_titles(words)
    return " ".join(words) or folded


def nickname(surface: str) -> str | None:
    """The nickname in marks between a given name and a surname, as a key: "brick" of 'Orlo "Brick" Quill'."""
    inside = _NICKNAME.search(surface)
    return key(inside.group(1).strip(), "PERSON").removeprefix("the ") if inside is not None else None


def _one_of(people: str) -> str:
    """A member of a known group for its plural: "Republican"."""
    known = known_types()
    is_plural = people.endswith("s") and known.get(people) == known.get(people[:-1]) == "NORP"
    return people[:-1] if is_plural else people


def _without_titles(words: list[str]) -> list[str]:
    while len(words) > 1 and (is_honorific(words[0]) or is_job(words[0])):
        words = words[1:]
    return words


def groups(names: Sequence[tuple[str, MentionType]]) -> list[int]:
    """For each name, in order of appearance, the number of what it names, counted from 0 by first appearance.

    A shared given name never joins two full names; a people (NORP) is never joined to its country.
    """
    keys = [key(surface, kind) for surface, kind in names]
    known = _distinct(names, keys)
    parents = {name: name for name in known}
    index = _Index(known)
    for name in sorted(known, key=lambda name: known[name].order):
        longer = index.person(name) if known[name].is_person else index.other(name)
        if longer is not None:
            parents[_root(parents, name)] = _root(parents, longer)
    numbers: dict[str, int] = {}
    return [numbers.setdefault(_root(parents, name), len(numbers)) for name in keys]


def _distinct(names: Sequence[tuple[str, MentionType]], keys: Sequence[str]) -> dict[str, Known]:
    types: dict[str, Counter[MentionType]] = defaultdict(Counter)
    for name, (_, kind) in zip(keys, names, strict=True):
        types[name][kind] += 1
    known: dict[str, Known] = {}
    for order, (name, (surface, _)) in enumerate(zip(keys, names, strict=True)):
        if name not in known:
            kind = max(types[name], key=lambda kind: (types[name][kind], kind))
            words = tuple(name.split())
            is_one = kind == "PERSON" and len(words) > 1 and words[-1] in _GENERATIONS
            generation = words[-1] if is_one else None
            known[name] = Known(words[: len(words) - is_one], kind, order, surface, generation, nickname(surface))
    return known


def _root(parents: dict[str, str], name: str) -> str:
    while parents[name] != name:
        parents[name] = parents[parents[name]]
        name = parents[name]
    return name


def _is_initial_of(mine: str, theirs: str) -> bool:
    return mine == theirs or (len(mine) == 1 and theirs.startswith(mine))


def _firsts(words: tuple[str, ...]) -> list[str]:
    """What a full name may be called for short beside its last word: the first of two, a half of a hyphened one."""
    last = words[-1].split("-") if len(words) > 1 and not words[-1].startswith(("al-", "el-")) else []
    halves = [half for half in last if len(half) > 2] if len(last) == 2 else []
    is_double = len(words) > 2 and words[-2] not in particles.IN_TEXT and len(words[-2]) > 1
    return halves + ([words[-2]] if is_double else [])


def _surname(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words from the first that is no particle on: "tarn" of "van der tarn"."""
    first = next((at for at, word in enumerate(words) if word not in particles.IN_TEXT), 0)
    return words[first:]


def _shorter(word: str) -> set[str]:
    """The spellings of a word with one letter less inside; its ends stay, since a last s may be a name's own."""
    return {word[:at] + word[at + 1 :] for at in range(1, len(word) - 1)} if len(word) <= _LONGEST_MISSPELT else set()


def _is_one_letter_off(mine: str, theirs: str) -> bool:
    """Whether one spelling has one letter more inside, or another vowel, as where a script was written in two ways."""
    is_long = max(len(mine), len(theirs)) >= _LEAST_MISSPELT
    return is_long and (mine in _shorter(theirs) or theirs in _shorter(mine) or _is_one_vowel_off(mine, theirs))


def _is_one_vowel_off(mine: str, theirs: str) -> bool:
    if len(mine) != len(theirs):
        return False
    other = [at for at, (a, b) in enumerate(zip(mine, theirs, strict=True)) if a != b]
    return len(other) == 1 and 0 < other[0] < len(mine) - 1 and {mine[other[0]], theirs[other[0]]} <= _VOWELS


class _Index:
    """The distinct names of a document by their ends and initials."""

    def __init__(self, known: dict[str, Known]) -> None:
        self._known = known
        self._tails: dict[tuple[str, ...], list[str]] = defaultdict(list)
        self._heads: dict[tuple[str, ...], list[str]] = defaultdict(list)
        self._initials: dict[str, list[str]] = defaultdict(list)
        self._firsts: dict[str, list[str]] = defaultdict(list)
        self._nicknames: dict[str, list[str]] = defaultdict(list)
        self._spellings: dict[str, list[str]] = defaultdict(list)
        self._generations: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for name, entry in known.items():
            if entry.is_person:
                for first in _firsts(entry.words):
                    self._firsts[first].append(name)
                if len(entry.words) > 1:
                    for spelling in (entry.words[-1], *_shorter(entry.words[-1])):
                        self._spellings[spelling].append(name)
                if entry.nickname is not None:
                    self._nicknames[entry.nickname].append(name)
            if entry.generation is not None:
                self._generations[entry.words].append(name)
            for size in range(1, min(len(entry.words), 5)):
                self._tails[entry.words[-size:]].append(name)
                self._heads[entry.words[:size]].append(name)
            bare = _ARABIC.sub("", entry.words[-1])
            if entry.is_person and bare != entry.words[-1]:
                self._tails[bare,].append(name)
            if not entry.is_person:
                for letters in initials(entry.surface):
                    self._initials[letters].append(name)

    def person(self, name: str) -> str | None:
        """The longer name of the same person, if there is one: by surname, then by a part of it, by given name."""
        entry = self._known[name]
        words = entry.words
        junior = self._generations[words] if entry.generation is None else []
        if len(junior) == 1:
            return junior[0]
        if len(_surname(words)) > 2 and len(words[0]) > 1:
            return None
        by_surname = self._persons(entry, self._tails[words])
        if len(words) > 1:
            tails = self._persons(entry, [*self._tails[words[-1:]], *self._firsts[words[-1]]])
            by_surname += [other for other in tails if self._same_given(name, other)]
        if by_surname:
            is_open = len(words) > 1 and len(words[0]) == 1 and len(set(by_surname)) > 1
            return None if is_open else self._nearest(name, by_surname)
        if len(words) > 1:
            return None
        others = self._persons(entry, self._firsts[words[0]]) or self._persons(entry, self._nicknames[words[0]])
        others = others or self._persons(entry, self._heads[words])
        return self._nearest(name, others) if others else self._misspelt(words[0])

    def _misspelt(self, surname: str) -> str | None:
        """The only full name whose surname is spelt almost so: "Quillan" and "Quilan", "Al-Tarem" and "Al-Tarim"."""
        spellings = {surname, *_shorter(surname)}
        near = {name for spelling in spellings for name in self._spellings[spelling]}
        near = {name for name in near if _is_one_letter_off(surname, self._known[name].words[-1])}
        return near.pop() if len(near) == 1 else None

    def _persons(self, entry: Known, names: Iterable[str]) -> list[str]:
        """The persons among the first names that are not of another generation, of the same one if there are some."""
        persons = [name for name in islice(names, _MOST_CANDIDATES) if self._known[name].is_person]
        if entry.generation is None:
            return persons
        same = [name for name in persons if self._known[name].generation == entry.generation]
        return same or [name for name in persons if self._known[name].generation is None]

    def _same_given(self, name: str, other: str) -> bool:
        """Whether a longer name may be that of the same person: its given names begin with these or their initials.

        "Ada Quill" is "Ada B. Quill", and "A. Quill" is either; "A. B. Quill" is "Ada Berta Quill".
        """
        forenames, longer = self._known[name].words[:-1], self._known[other].words[:-1]
        if name == other or any(word in particles.IN_TEXT for word in forenames) or not longer:
            return False
        if len(forenames) > len(longer):
            return len(longer) == 1 and all(len(word) == 1 for word in forenames) and longer[0].startswith(forenames[0])
        if len(forenames) == len(longer) and len(forenames[0]) > 1:
            return False
        return all(_is_initial_of(mine, theirs) for mine, theirs in zip(forenames, longer, strict=False))

    def _nearest(self, name: str, others: list[str]) -> str | None:
        """The last of the names that came before; where none did, the only one that comes after."""
        order = self._known[name].order
        earlier = [other for other in others if self._known[other].order <= order]
        if earlier:
            return max(earlier, key=lambda other: self._known[other].order)
        return others[0] if len(others) == 1 else None

    def other(self, name: str) -> str | None:
        """The longer name of the same body or place, if there is one."""
        entry = self._known[name]
        without_s = self._known.get(name[:-1]) if name.endswith("s") else None
        if without_s is not None and without_s.type == entry.type and entry.type not in _PLACES:
            return name[:-1]
        if entry.type == "NORP" or name in demonyms():
            return None
        if is_acronym(entry.surface):
            letters = "".join(mark for mark in entry.surface if mark.isalnum()).upper()
            spelled = [other for other in self._initials[letters][:_MOST_CANDIDATES] if other != name]
            if spelled:
                return self._nearest(name, spelled) or spelled[0]
        base = " ".join(entry.words[:-1]) if entry.words[-1] in _SUFFIXES else name
        if base != name and base in self._known and not self._known[base].is_person:
            return base
        return self._short_form(entry)

    def _short_form(self, entry: Known) -> str | None:
        if entry.type in _PLACES:
            if entry.surface in areas():
                return None
            longer = [
                name
                for name in self._heads[entry.words][:_MOST_CANDIDATES]
                if self._known[name].type in _PLACES
                and (entry.type == "FAC" or self._known[name].words[len(entry.words)] in _PLACE_KINDS)
            ]
            return longer[0] if len(longer) == 1 else None
        if len(entry.words[0]) < 3 or entry.surface in countries():
            return None
        longer = [name for name in self._heads[entry.words][:_MOST_CANDIDATES] if self._known[name].type == entry.type]
        longer = longer or [
            name for name in self._tails[entry.words][:_MOST_CANDIDATES] if self._known[name].type == entry.type
        ]
        longer = [name for name in longer if not any(other.startswith(f"{name} ") for other in longer)]
        return longer[0] if len(longer) == 1 else None
