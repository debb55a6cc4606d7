"""Articles have the same rows in straight marks, in curly ones, and with unspaced dashes."""

import random

import pytest

from benchmarks.typography import STYLES, differences, rows_of

PEOPLE = ("Tove Lindahl", "Aron Weiss", "Mara Oduya", "Jonas Brandt")
PLACES = ("Vellmoor", "Osterby", "Tarn")
# In straight marks; a dash stands between spaces.
LEADS = (
    "TARN - The council's long-awaited vote on the ferry wasn't close, {who} said on Monday.",
    "{who} - the harbour's first woman pilot - isn't leaving {where} after all.",
    "The workers' union in {where} won't accept the offer - not even for a week.",
    "It's been 14 years since the '90s pier in {where} closed, and {who} still says: how 'bout a new one.",
)
SENTENCES = (
    '"Nobody here can do without it," said {who}, who didn\'t smile. "It\'s our neighbours\' bread."',
    "\"He told me, 'Leave the boat where it is,' and I did,\" {who} said.",
    '{who} called the plan "a tax on salt" - and meant it.',
    'The "night ferry" label, as {who} put it, "doesn\'t fit".',
    "About 140 people - most of them from {where} - came on Monday, and a ticket costs $2.50.",
    "{who}'s brother, Emil, couldn't say whether the 2009-10 budget would hold until Friday.",
    "According to {who}, the dockers' pay hasn't risen since last year.",
    'In a paper called "Rain and Roads," {who} argues that the drains aren\'t wide enough.',
    "They'd have rock 'n' roll on the quay - \"if it's dry,\" {who} added.",
    "{who} said that the ferry wasn't safe - a claim the owner's lawyer denies.",
)
N_ARTICLES = 10
SEED = 19


def articles() -> list[str]:
    """Invented articles of a lead and some sentences, drawn with a seed."""
    rng = random.Random(SEED)
    return [
        "\n\n".join(
            template.format(who=rng.choice(PEOPLE), where=rng.choice(PLACES))
            for template in (rng.choice(LEADS), *rng.sample(SENTENCES, 6))
        )
        for _ in range(N_ARTICLES)
    ]


@pytest.mark.parametrize("style", ["curly", "dashed"])
def test_rows_do_not_depend_on_the_marks(style: str) -> None:
    texts = articles()
    base, other = (rows_of([STYLES[name](text) for text in texts]) for name in ("straight", style))
    assert base["quotes"].num_rows > N_ARTICLES
    assert differences(base, other) == {}
