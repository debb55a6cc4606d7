"""Which texts tell one story: copies cut, edited, framed and updated, and what is only alike."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.transforms.collection.candidates import FEW_HOLDERS, compared
from broadsheet.transforms.collection.runs import Words, packed_words, shared
from broadsheet.transforms.collection.stars import Pair, pairs_of, stars

VOCABULARY = [f"{a}{b}" for a in "bdfgklmnprst" for b in ("arn", "elo", "ib", "oun", "uth")]


def sentences(seed: int, n: int = 14) -> list[str]:
    chance = random.Random(seed)
    return [" ".join(chance.choices(VOCABULARY, k=16)).capitalize() + "." for _ in range(n)]


STORY = sentences(1)
OTHER = sentences(2)


def text(parts: list[str]) -> Words:
    return Words(packed_words(" ".join(parts)))


def clustered(*stories: list[str]) -> list[int]:
    texts = [text(story) for story in stories]
    return [int(at) for at in stars(len(texts), [len(one) for one in texts], pairs_of(texts), range(len(texts)))]


@pytest.mark.parametrize(
    "copy",
    [
        pytest.param(STORY[:5], id="cut to a third"),
        pytest.param([sentences(3)[0], *STORY[1:]], id="another lead"),
        pytest.param(STORY[7:] + STORY[:7], id="another order"),
        pytest.param([*sentences(3)[:4], *STORY, *sentences(3)[4:9]], id="own words around it"),
        pytest.param([*STORY[:6], sentences(3)[0], *STORY[7:]], id="a sentence changed"),
        pytest.param([*sentences(3)[:3], *STORY[1:]], id="an update"),
        pytest.param([part.replace(".", "—so she said.") for part in STORY], id="words beside dashes"),
    ],
)
def test_a_copy_is_of_the_story(copy: list[str]) -> None:
    (first, second, third) = clustered(STORY, copy, OTHER)
    assert first == second != third


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(OTHER, id="another story"),
        pytest.param([*STORY[:2], *OTHER], id="a passage quoted"),
        pytest.param(["Too short to tell."], id="a few words"),
        pytest.param([], id="nothing"),
    ],
)
def test_what_is_no_copy(other: list[str]) -> None:
    assert clustered(STORY, other) == [0, 1]


FORM = (
    "The weather service expects sunshine in {0} on {1}, with highs of {2} degrees. Winds will be light and variable,"
    " and the risk of rain is put at {2} percent, the service said in its daily bulletin. Residents of {0} are asked to"
    " drink water and to look after elderly neighbours, and to keep windows shut until six in the evening."
)


def test_names_in_each_others_place_make_two_stories() -> None:
    assert clustered([FORM.format("Orla", "Monday", 31)], [FORM.format("Belsund", "Monday", 31)]) == [0, 1]


def test_numbers_and_weekdays_do_not() -> None:
    assert clustered([FORM.format("Orla", "Monday", 31)], [FORM.format("Orla", "Tuesday", 19)]) == [0, 0]


def test_a_round_up_joins_none_of_its_stories() -> None:
    third = sentences(3)
    assert clustered(STORY, OTHER, third, [*STORY, *OTHER, *third]) == [0, 1, 2, 3]


def test_a_cluster_is_a_star_round_its_longest_text() -> None:
    start, end = STORY[:7], STORY[7:]
    assert clustered(start, end, STORY) == [2, 2, 2]


def test_copies_of_copies_do_not_chain() -> None:
    chain = [STORY, [*STORY[8:], *OTHER[:8]], [*OTHER[2:8], *sentences(3)[:6]]]
    assert clustered(*chain)[0] != clustered(*chain)[2]


def test_runs_of_sixteen_words_are_shared_and_shorter_ones_are_not() -> None:
    words = [f"word{number}" for number in range(60)]
    long_run = [*(f"own{number}" for number in range(20)), *words[10:26], "end"]
    short_run = [*(f"own{number}" for number in range(20)), *words[10:25], "end"]
    whole = text([" ".join(words)])
    assert shared(text([" ".join(long_run)]), whole).sum() == 16
    assert shared(text([" ".join(short_run)]), whole).sum() == 0


def test_words_are_the_same_in_any_typography() -> None:
    assert (
        text(['She said "it isn\'t so" - and left.']).plain.tolist()
        == text(["She said “it isn’t so”—and left."]).plain.tolist()
    )


def test_names_are_capitals_within_a_sentence() -> None:
    words = text(["The mayor of Orla left. On Monday she met Ivo Dane."])
    marked = [at for at, word in enumerate(words.marked.tolist()) if word & 1]
    assert marked == [3, 9, 10]


def test_of_a_language_without_spaces_each_character_is_a_word() -> None:
    assert len(Words(packed_words("河川委員會 週一", has_spaces=False))) == 7


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(5)))
def test_the_order_of_the_texts_does_not_matter(order: list[int]) -> None:
    stories = [STORY, STORY[:6], OTHER, [*sentences(3)[:3], *STORY[1:]], OTHER[3:]]
    texts = [text(stories[at]) for at in order]
    centres = stars(len(texts), [len(one) for one in texts], pairs_of(texts), order).tolist()
    assert {order[at]: order[centre] for at, centre in enumerate(centres)} == {0: 3, 1: 3, 2: 2, 3: 3, 4: 2}


def test_pairs_tell_what_is_shared() -> None:
    (pair,) = pairs_of([text(STORY), text(STORY[:5])])
    assert isinstance(pair, Pair)
    assert (pair.longer, pair.shorter, pair.n_shared, int(pair.mask.sum())) == (0, 1, 80, 80)


@pytest.mark.parametrize(
    ("n_holders", "n_pairs"),
    [
        pytest.param(2, 1, id="two"),
        pytest.param(FEW_HOLDERS, 120, id="few are compared with each other"),
        pytest.param(17, 8 * 17 - 36, id="of more each is compared with the longest eight"),
        pytest.param(1_000_000, 8 * 1_000_000 - 36, id="as many pairs as holders, but for a factor"),
    ],
)
def test_how_many_holders_of_one_line_arecompared(n_holders: int, n_pairs: int) -> None:
    first, second = compared(n_holders)
    assert (len(first), len(second)) == (n_pairs, n_pairs)
    assert bool((first < second).all())
    assert int(second.max()) == n_holders - 1
