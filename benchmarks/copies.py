"""From made-up stories with planted copies to how well and how fast copies are told, beside MinHash LSH.

Run     python -m benchmarks.copies [ARTICLES COPIES TEMPLATES]   (datasketch is compared where it is installed)
Prints  pairs (precision, recall), the sum of weights beside the number of stories, CPU seconds, peak memory

A story is 150 to 500 words of a vocabulary with Zipf's law, in sentences, with names of its own. A planted copy is cut
to 30 to 90 %, has another headline, lead or order, other quotation marks and dashes, a tenth of its sentences changed,
40 % of own words around it, or is an update. A template story shares all but its names and numbers with the others.
"""

import random
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import combinations

import numpy as np

from broadsheet.transforms.collection.runs import Words, packed_words
from broadsheet.transforms.collection.stars import pairs_of, stars

SYLLABLES = [f"{first}{second}" for first in "bdfgklmnprst" for second in "aeio"]
Story = list[str]


class Press:
    """Writes stories; the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.vocabulary = ["".join(self.random.choices(SYLLABLES, k=self.random.randint(1, 4))) for _ in range(8000)]
        self.weights = [1 / (rank + 3) for rank in range(len(self.vocabulary))]
        self.cumulated = np.cumsum(self.weights).tolist()

    def words(self, n: int) -> list[str]:
        return self.random.choices(self.vocabulary, cum_weights=self.cumulated, k=n)

    def name(self) -> str:
        return "".join(self.random.choices(SYLLABLES, k=3)).title()

    def sentence(self, names: list[str]) -> str:
        words = self.words(self.random.randint(9, 26))
        words[self.random.randrange(1, len(words))] = self.random.choice(names)
        if self.random.random() < 0.2:
            words[self.random.randrange(1, len(words))] = str(self.random.randint(2, 900))
        text = " ".join(words)
        return text[0].upper() + text[1:] + "."

    def story(self) -> Story:
        names = [self.name() for _ in range(6)]
        return [self.sentence(names) for _ in range(self.random.randint(9, 28))]

    def copies(self) -> list[Callable[[Story], Story]]:
        return [self.cut, self.lead, self.order, self.marks, self.edited, self.framed, self.update]

    def cut(self, story: Story) -> Story:
        return story[: max(2, round(len(story) * self.random.uniform(0.3, 0.9)))]

    def lead(self, story: Story) -> Story:
        return [self.sentence([self.name()]), *story[1:]]

    def order(self, story: Story) -> Story:
        at = len(story) // 2
        return story[at:] + story[:at]

    def marks(self, story: Story) -> Story:
        return [text.replace(" ", " “", 1).replace(".", "—so he said”.") for text in story]

    def edited(self, story: Story) -> Story:
        changed = set(self.random.sample(range(len(story)), max(1, len(story) // 10)))
        return [self.sentence([self.name()]) if at in changed else text for at, text in enumerate(story)]

    def framed(self, story: Story) -> Story:
        own = [self.sentence([self.name()]) for _ in range(round(len(story) * 0.4 / 0.6))]
        at = self.random.randrange(len(own) + 1)
        return own[:at] + story + own[at:]

    def update(self, story: Story) -> Story:
        return [self.sentence([self.name()]) for _ in range(3)] + story[1:]

    def templates(self, n: int) -> Iterator[Story]:
        forms = [[self.sentence(["@", "#"]) for _ in range(8)] for _ in range(5)]
        for number in range(n):
            name, other = self.name(), self.name()
            form = forms[number % len(forms)]
            place = [f"{text[:-1]} in {name}." if at % 3 == 0 else text for at, text in enumerate(form)]
            yield [text.replace("@", other).replace("#", name) for text in place]


def collection(n_articles: int, n_copies: int, n_templates: int) -> tuple[list[str], list[int]]:
    """Texts, shuffled, and the story that each of them tells."""
    press = Press(20220427)
    stories = [press.story() for _ in range(n_articles - n_copies - n_templates)]
    told = [(story, number) for number, story in enumerate(stories)]
    kinds = press.copies()
    for number in range(n_copies):
        origin = press.random.randrange(len(stories))
        told.append((kinds[number % len(kinds)](stories[origin]), origin))
    told += [(story, len(stories) + number) for number, story in enumerate(press.templates(n_templates))]
    press.random.shuffle(told)
    return [" ".join(story) for story, _ in told], [number for _, number in told]


def told_pairs(groups: list[int]) -> set[tuple[int, int]]:
    """Every pair of places with one group."""
    members: dict[int, list[int]] = defaultdict(list)
    for place, group in enumerate(groups):
        members[group].append(place)
    return {pair for places in members.values() for pair in combinations(places, 2)}


def ours(texts: list[str]) -> list[int]:
    words = [Words(packed_words(text)) for text in texts]
    sizes = [len(text) for text in words]
    return [int(at) for at in stars(len(words), sizes, pairs_of(words), range(len(words)))]


def minhash(texts: list[str]) -> list[int] | None:
    """Clusters of single links by datasketch's MinHash LSH; None where it is not installed."""
    try:
        from datasketch import MinHash, MinHashLSH  # type: ignore[import-not-found,import-untyped,unused-ignore]
    except ImportError:
        return None
    index, sketches = MinHashLSH(threshold=0.5, num_perm=128), []
    parent = list(range(len(texts)))
    for place, text in enumerate(texts):
        words = text.lower().split()
        sketch = MinHash(num_perm=128)
        sketch.update_batch([" ".join(words[at : at + 4]).encode() for at in range(len(words) - 3)])
        for other in index.query(sketch):
            parent[_root(parent, place)] = _root(parent, int(other))
        index.insert(str(place), sketch)
        sketches.append(sketch)
    return [_root(parent, place) for place in range(len(texts))]


def _root(parent: list[int], place: int) -> int:
    while parent[place] != place:
        parent[place] = parent[parent[place]]
        place = parent[place]
    return place


def report(name: str, groups: list[int], stories: list[int], seconds: float) -> None:
    """Print one reader's figures."""
    gold, made = told_pairs(stories), told_pairs(groups)
    right = len(gold & made)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(
        f"{name:<11} pairs {len(made):6} precision {right / max(len(made), 1):.4f}"
        f" recall {right / max(len(gold), 1):.4f}"
        f"  weights {len(set(groups)):6} stories {len(set(stories)):6}  CPU {seconds:6.1f} s  peak {peak:,.0f} MB\n"
    )


def main(n_articles: int, n_copies: int, n_templates: int) -> None:
    """Print the figures of both readers."""
    texts, stories = collection(n_articles, n_copies, n_templates)
    for name, reader in (("Broadsheet", ours), ("datasketch", minhash)):
        start = time.process_time()
        groups = reader(texts)
        if groups is not None:
            report(name, groups, stories, time.process_time() - start)


if __name__ == "__main__":
    main(*(int(size) for size in sys.argv[1:] or ("20000", "2000", "500")))
