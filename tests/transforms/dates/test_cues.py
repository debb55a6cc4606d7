"""From the clause around a date, here in brackets, to whether it is past or still to come."""

import pytest

from broadsheet.transforms.dates.cues import direction

FUTURE_CASES = [
    ("The contract ends on [June 30].", "future"),
    ("Her permit expires on [June 30].", "future"),
    ("The fair runs until [June 30].", "future"),
    ("The rule takes effect on [July 1].", "future"),
    ("The rule comes into force on [July 1].", "future"),
    ("Mr Dane faces trial on [Friday].", "future"),
    ("The council meets on [Friday].", "future"),
    ("The council votes on [Friday].", "future"),
    ("The singer returns to Orla on [Friday].", "future"),
    ("He said the summit opens on [Friday].", "future"),
    ("The party won many votes on [Friday].", "past"),
    ("Norland bank hints at rate cut in [June]", "future"),
    ("Norland bank cut rates in [June]", "past"),
    ("The storm is forecast to break up over the coast by [Saturday].", "future"),
    ("The agency expects thunderstorms to bring relief from [Tuesday].", "future"),
    ("Workers said they wanted to go back to work on [Monday].", "future"),
    ("On [Monday], workers wanted to go back to work.", "past"),
    ("The judge set [Friday] as the deadline.", "future"),
    ("The judge had sent her home and set [Friday] as the deadline.", "past"),
    ("The fair has been put off to [May].", "future"),
    ("The trial was moved back until [Friday].", "future"),
    ("The union warned of strikes in [May].", "open"),
    ("She told traders in three towns of a cut in supplies in [May].", "open"),
    ("She had told traders of the cut in [May].", "past"),
    ("She told traders in [May].", "past"),
    ("On [Monday], workers want to go back to work.", "future"),
    ("The union could extend its strike at the port on [Saturday].", "future"),
    ("The union could have extended its strike on [Saturday].", "past"),
    ("Can she win in [November]?", "future"),
    ("He cannot be trusted, she said in [March].", "past"),
    ("They spent more in the run-up to the [June] vote.", "either"),
    ("They spent more ahead of the [June 5] vote.", "future"),
    ("They spent more ahead of the [Saturday] vote.", "future"),
    ("They spent more in the wake of the [June 5] vote.", "unknown"),
    ("Fees must be paid by [June 30].", "future"),
    ("He asked that fees be paid by [Friday].", "future"),
    ("She campaigns between now and [June 7].", "future"),
    ("She is counting on Orla come [November].", "future"),
    ("If Orlo wins in [November], taxes fall.", "future"),
    ("If Orlo lied in [November], it matters.", "past"),
    ("The chance of rain on [Friday] is small.", "future"),
    ("With [Sunday]'s vote approaching, tempers rise.", "future"),
    ("The council meets in [June], when the mayor returns.", "future"),
    ("Orla is quiet since [July 8], when fighting broke out.", "past"),
    ("Voters know the [June 7] primary well.", "either"),
    ("Voters knew the [June 7] primary well.", "unknown"),
]
PAST_CASES = [
    ("In [October], that child aged out of the scheme.", "unknown"),
    ("She had a son in [August].", "past"),
    ("He said in a [June] report that the dam was safe.", "unknown"),
    ("There was a massacre in [June].", "past"),
    ("The church massacre in [June] still hurts.", "unknown"),
    ("He was a suspect long before [July 8], when the violence erupted.", "past"),
    ("Long before [July 8], when the violence erupted, families fled.", "past"),
    ("It was always going to be hard, the rescheduled game from [June].", "past"),
    ("Sales figures for [May] were weak.", "past"),
    ("Mayors must file their [December] reports.", "unknown"),
    ("Asked on [Monday] whether she would resign, she laughed.", "past"),
    ("Ms Orlo plans to go home. [Monday], she spoke in Orla.", "past"),
    ("On [Monday], Ms Orlo decided to leave.", "past"),
    ("The envoy was to arrive on [Monday].", "past"),
    ("She seemed to be of two minds [Tuesday] night.", "past"),
    ("The plans were made beginning on [Sunday].", "past"),
    ("The game was cancelled due to rain on [Monday].", "past"),
    ("The game is due to start on [Monday].", "future"),
]


@pytest.mark.parametrize(
    ("marked", "expected"), [pytest.param(*case, id=case[0]) for case in FUTURE_CASES + PAST_CASES]
)
def test_what_the_clause_says_of_its_time(marked: str, expected: str) -> None:
    before, date, after = marked.replace("]", "[").split("[")
    assert direction(before + date + after, len(before), len(before + date)) == expected


def test_a_long_paragraph_is_no_headline() -> None:
    text = "Orlo expected to rest after having a son in June. But" + " it rained" * 40
    start = text.index("June")
    assert direction(text, start, start + 4) == "unknown"
