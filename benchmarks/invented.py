"""From invented articles with namesakes, families, initials and towns to how many of their rows are right.

    python -m benchmarks.invented [--articles N] [--seed N] [--recogniser SETTING | --given]

Each article is made by a template of its kind from names that no list has, and says of each mention whom it names.
`--given` marks the names as a perfect recogniser would; otherwise one finds them. Prints, by kind, how many mentions
are right: found, of that type, and of one entity with exactly the mentions of the same person or place.
"""

import argparse
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, cast

from broadsheet.transforms.names.linking import Entity, Resolved, resolve
from broadsheet.transforms.names.models.registry import recogniser_named
from broadsheet.transforms.names.recogniser import Document, Name, Section
from broadsheet.transforms.sentences.splitter import sentence_spans
from broadsheet.transforms.staged import DEFAULT_RECOGNISER
from broadsheet.transforms.vocabulary.mention_types import MentionType

SEED: Final = 17
ARTICLES: Final = 500
_MARKED: Final = re.compile(r"\[([^|\]]+)\|([^|\]]+)\|([A-Z]+)\]")
_WOMEN: Final = [
    "Ada",
    "Berta",
    "Clara",
    "Edith",
    "Flora",
    "Greta",
    "Hilda",
    "Irene",
    "Louise",
    "Marta",
    "Nora",
    "Olga",
    "Rosa",
    "Sonia",
    "Vera",
]
_MEN: Final = [
    "Albert",
    "Bruno",
    "Conrad",
    "Edgar",
    "Felix",
    "Gustav",
    "Harold",
    "Ivan",
    "Leopold",
    "Martin",
    "Oscar",
    "Peter",
    "Rupert",
    "Victor",
    "Walter",
]
_STARTS: Final = [
    "Bran",
    "Cor",
    "Del",
    "Fen",
    "Gar",
    "Hol",
    "Jas",
    "Kel",
    "Lor",
    "Mar",
    "Nor",
    "Pel",
    "Quor",
    "Ras",
    "Sel",
    "Tar",
    "Ver",
    "Wen",
]
_ENDS: Final = ["dick", "lock", "mont", "nick", "rath", "row", "sey", "son", "ston", "thorpe", "wick", "win", "worth"]
_SPANISH: Final = [
    "Arvedo",
    "Belmora",
    "Castrel",
    "Durante",
    "Estrella",
    "Farolo",
    "Galvar",
    "Herrador",
    "Lozaga",
    "Morvillo",
    "Navarez",
    "Pardelo",
]
_JOBS: Final = (("Mayor", "the mayor"), ("Senator", "a senator"), ("Judge", "the judge"), ("Governor", "the governor"))
_STATES: Final = (("Ohio", "US"), ("Texas", "US"), ("Kentucky", "US"), ("Ontario", "CA"), ("Queensland", "AU"))
_LIKE_COUNTRIES: Final = ("Lebanon", "Peru", "Cuba", "Poland", "Norway", "Jordan", "Denmark", "China", "Mexico")
_BESIDE: Final = (
    ("Lebanon", "Ohio", "US"), ("Peru", "Indiana", "US"), ("Cuba", "Missouri", "US"), ("Poland", "Ohio", "US"),
    ("Norway", "Maine", "US"), ("Paris", "Texas", "US"), ("Athens", "Georgia", "US"), ("London", "Ontario", "CA"),
    ("Hamilton", "Ontario", "CA"), ("Mexico", "Missouri", "US"), ("Cairo", "Illinois", "US"), ("Lima", "Ohio", "US"),
)  # fmt: skip
_CAPITALS: Final = (("Mexico", "MX"), ("Kuwait", "KW"), ("Panama", "PA"), ("Guatemala", "GT"))


@dataclass(frozen=True, slots=True)
class Article:
    """An invented article: its text, and for each mention its range, whom it names, and the type."""

    kind: str
    text: str
    mentions: tuple[tuple[int, int, str, MentionType], ...]
    countries: tuple[tuple[str, str, bool], ...] = ()


def article(kind: str, marked: str, countries: tuple[tuple[str, str, bool], ...] = ()) -> Article:
    """An article of a text that marks its names: "[Quill|mayor|PERSON]"."""
    text, at, found = "", 0, []
    for match in _MARKED.finditer(marked):
        text += marked[at : match.start()]
        found.append((len(text), len(text) + len(match.group(1)), match.group(2), cast(MentionType, match.group(3))))
        text += match.group(1)
        at = match.end()
    return Article(kind, text + marked[at:], tuple(found), countries)


class Names:
    """Names without a repetition within one article."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self._women = chance.sample(_WOMEN, len(_WOMEN))
        self._men = chance.sample(_MEN, len(_MEN))
        self._surnames = chance.sample([start + end for start in _STARTS for end in _ENDS], 40)
        self._spanish = chance.sample(_SPANISH, len(_SPANISH))

    def woman(self) -> str:
        """A given name of a woman."""
        return self._women.pop()

    def man(self) -> str:
        """A given name of a man."""
        return self._men.pop()

    def surname(self) -> str:
        """A surname."""
        return self._surnames.pop()

    def spanish(self) -> str:
        """A surname of those that stand in pairs."""
        return self._spanish.pop()


def namesakes(names: Names) -> Article:
    """Two office holders with one surname."""
    s, (one, other) = names.surname(), names.chance.sample(_JOBS, 2)
    a, b = names.woman(), names.man()
    return article(
        "namesakes",
        f"{one[0]} [{a} {s}|a|PERSON] opened the bridge on Monday. {other[0]} [{b} {s}|b|PERSON] stayed away. "
        f'"It took years," {one[0]} [{s}|a|PERSON] told reporters. '
        f"{other[0]} [{s}|b|PERSON] said the cost was too high. "
        f"{one[0]} [{s}|a|PERSON] disagreed.",
    )


def family(names: Names) -> Article:
    """A couple and their son."""
    s, wife, husband, son = names.surname(), names.woman(), names.man(), names.man()
    return article(
        "family",
        f"[{wife} {s}|w|PERSON] and her husband, [{husband} {s}|h|PERSON], won their appeal. "
        f"Mr [{s}|h|PERSON] was relieved. "
        f"Mrs [{s}|w|PERSON] wept. Their son, [{son} {s}|s|PERSON], drove them home. [{wife}|w|PERSON] thanked him. "
        f"[{son}|s|PERSON] said nothing.",
    )


def couple(names: Names) -> Article:
    """A couple named with one surname."""
    s, wife, husband, son = names.surname(), names.woman(), names.man(), names.man()
    return article(
        "couple",
        f"[{husband}|h|PERSON] and [{wife} {s}|w|PERSON] bought the mill. Mr [{s}|h|PERSON] said it leaked. "
        f"Mrs [{s}|w|PERSON] said it did not. Her son, [{son} {s}|s|PERSON], laughed.",
    )


def double_surname(names: Names) -> Article:
    """A person of two surnames."""
    first, second, given, other = names.spanish(), names.spanish(), names.man(), names.woman()
    return article(
        "double surname",
        f"[{given} {first} {second}|a|PERSON] leads the miners' union. [{first}|a|PERSON] said talks had failed. "
        f"[{other} {names.surname()}|b|PERSON], who runs the mine, spoke to [{first} {second}|a|PERSON] on Friday. "
        f"[{first}|a|PERSON] will call a strike.",
    )


def initials(names: Names) -> Article:
    """A match report that names players by initial and surname."""
    s, t, given, other = names.surname(), names.surname(), names.man(), names.man()
    return article(
        "initials",
        f"[{given} {s}|a|PERSON] scored twice for the hosts. [{other} {t}|b|PERSON] saved a penalty. "
        f"[{s}|a|PERSON] went off after an hour. Scorers: [{given[0]}. "
        f"{s}|a|PERSON] 12, 40; [{other[0]}. {t}|b|PERSON] 88.",
    )


def nickname(names: Names) -> Article:
    """A nickname in marks between two names."""
    s, given, nick, other = names.surname(), names.man(), names.surname(), names.woman()
    return article(
        "nickname",
        f'[{given} "{nick}" {s}|a|PERSON], a boxer, retired on Sunday. [{s}|a|PERSON] fought for ten years. '
        f"[{other} {names.surname()}|b|PERSON] trained him. [{nick}|a|PERSON] left early.",
    )


def squad(names: Names) -> Article:
    """A list of surnames, one of which looks like a title."""
    players = [names.surname() for _ in range(4)]
    told = players[1]
    listed = ", ".join(f"[{player}|{player}|PERSON]" for player in players)
    return article(
        "squad",
        f"The squad: {listed}, [King|king|PERSON]. [{told}|{told}|PERSON] was glad. [King|king|PERSON] is hurt.",
    )


def initials_of_family(names: Names) -> Article:
    """Two of one surname told apart by initials."""
    s, a = names.surname(), names.man()
    b = next(name for name in iter(names.woman, None) if name[0] != a[0])
    return article(
        "initials of a family",
        f"[{a} {s}|a|PERSON] and [{b} {s}|b|PERSON] play chess. [{a[0]}. {s}|a|PERSON] won. "
        f"[{b[0]}. {s}|b|PERSON] lost.",
    )


def town(names: Names) -> Article:
    """A town named like a country, its state beside it."""
    name, state, code = names.chance.choice(_BESIDE)
    return article(
        "town",
        f"A barn burned in [{name}|t|LOC], [{state}|s|LOC], on Monday. "
        f"[{names.woman()} {names.surname()}|p|PERSON] saw it. "
        f"The mayor of [{name}|t|LOC] thanked the crew.",
        ((name, code, False),),
    )


def capital(names: Names) -> Article:
    """A country and its capital of a like name."""
    name, code = names.chance.choice(_CAPITALS)
    return article(
        "capital",
        f"Talks between [{name}|c|LOC] and its creditors opened in [{name} City|k|LOC] on Monday. "
        f"[{name}|c|LOC] wants time.",
        ((name, code, True), (f"{name} City", code, False)),
    )


KINDS: Final[tuple[Callable[[Names], Article], ...]] = (
    namesakes, family, couple, double_surname, initials, nickname, squad, initials_of_family, town, capital,
)  # fmt: skip


def articles(count: int = ARTICLES, seed: int = SEED) -> Iterator[Article]:
    """So many articles, each kind in turn."""
    chance = random.Random(seed)
    for number in range(count):
        yield KINDS[number % len(KINDS)](Names(chance))


def document(made: Article) -> Document:
    """The article as one section of text."""
    return Document("en", (Section("text", made.text, tuple(sentence_spans(made.text))),))


def faults(made: Article, resolved: Resolved) -> list[str]:
    """What is wrong with each mention of an article that is not right, "" for those that are."""
    ours = {(one.start, one.end): one for one in resolved.mentions}
    gold: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for start, end, who, _ in made.mentions:
        gold[who].add((start, end))
    members: dict[int, set[tuple[int, int]]] = defaultdict(set)
    for one in resolved.mentions:
        members[one.entity].add((one.start, one.end))
    told = []
    for start, end, who, kind in made.mentions:
        mention = ours.get((start, end))
        name = made.text[start:end]
        if mention is None:
            told.append(f"{name}: not found")
        elif mention.type != kind:
            told.append(f"{name}: {mention.type}")
        elif members[mention.entity] != gold[who]:
            told.append(f"{name}: another entity")
        else:
            told.append(_misplaced(resolved.entities[mention.entity], made))
    return told


def _misplaced(entity: Entity, made: Article) -> str:
    for name, code, is_country in made.countries:
        if entity.canonical_name == name and (entity.country_iso2, entity.is_country) != (code, is_country):
            return f"{name}: {entity.country_iso2} {entity.is_country}"
    return ""


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=ARTICLES)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--recogniser", default=DEFAULT_RECOGNISER)
    parser.add_argument("--given", action="store_true", help="mark the names as a perfect recogniser would")
    arguments = parser.parse_args()
    made = list(articles(arguments.articles, arguments.seed))
    if arguments.given:
        names = [[Name(0, start, end, kind) for start, end, _, kind in one.mentions] for one in made]
    else:
        names = recogniser_named(arguments.recogniser).names([document(one) for one in made])
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    wrong: dict[str, Counter[str]] = defaultdict(Counter)
    for one, mine in zip(made, names, strict=True):
        told = faults(one, resolve(document(one), mine))
        total[one.kind] += len(told)
        right[one.kind] += told.count("")
        wrong[one.kind].update(fault for fault in told if fault)
    for kind in total:
        figures = f"{right[kind]:>6} of {total[kind]:>6}  {right[kind] / total[kind]:.1%}"
        print(f"{kind:<22}{figures}  {wrong[kind].most_common(4)}")
    print(f"{'all':<22}{right.total():>6} of {total.total():>6}  {right.total() / total.total():.1%}")


if __name__ == "__main__":
    main()
