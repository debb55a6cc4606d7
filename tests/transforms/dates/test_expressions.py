"""From a sentence and a publication day to the dates a reader of that day would understand."""

import re
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.transforms.dates import expressions as module
from broadsheet.transforms.dates.expressions import TimeExpression, time_expressions
from broadsheet.transforms.dates.readings import Reading, Site

WEDNESDAY = date(2022, 4, 27)

# Text; then each date in it as "surface=first day" or "surface=first..last day", "?" where no day can be told.
# The story is of Wednesday 27 April 2022.
WEEKDAY_CASES = [
    ("The mayor told the visiting envoy Tuesday that he was ready.", ["Tuesday=2022-04-26"]),
    ("The mayor spoke on Wednesday.", ["Wednesday=2022-04-27"]),
    ("The bridge collapsed on Thursday.", ["Thursday=2022-04-21"]),
    ("Ms Orlo said on Monday that talks will resume.", ["Monday=2022-04-25"]),
    ("Ms Orlo said Monday the ministry will appeal.", ["Monday=2022-04-25"]),
    ("Talks will resume on Thursday, she said Monday.", ["Thursday=2022-04-28", "Monday=2022-04-25"]),
    ("On Friday the council will vote.", ["Friday=2022-04-29"]),
    ("On Friday, the council will vote.", ["Friday=2022-04-29"]),
    ("On Friday, the council voted.", ["Friday=2022-04-22"]),
    ("The mayor resigned, and on Friday the council will vote.", ["Friday=2022-04-29"]),
    ("The council is due to meet on Saturday.", ["Saturday=2022-04-30"]),
    ("The two ministers are to meet on Friday.", ["Friday=2022-04-29"]),
    ("A hearing is scheduled for Monday.", ["Monday=2022-05-02"]),
    ("The union plans to strike on Monday.", ["Monday=2022-05-02"]),
    ("The union agreed to return to work on Monday.", ["Monday=2022-05-02"]),
    ("The union vowed to march on Sunday.", ["Sunday=2022-05-01"]),
    ("The new budget is expected Friday.", ["Friday=2022-04-29"]),
    ("The verdict will be formally announced on Friday.", ["Friday=2022-04-29"]),
    ("She won't attend the ceremony on Friday.", ["Friday=2022-04-29"]),
    ("“We'll be ready on Friday,” Mr Dane said on Tuesday.", ["Friday=2022-04-29", "Tuesday=2022-04-26"]),
    ("The minister said talks would resume on Thursday.", ["Thursday=2022-04-28"]),
    ("Parliament could pass the bill on Thursday.", ["Thursday=2022-04-28"]),
    ("Mr Dane could not be reached for comment on Monday.", ["Monday=2022-04-25"]),
    ("The firm would not comment on Monday.", ["Monday=2022-04-25"]),
    ("He should have left on Friday.", ["Friday=2022-04-22"]),
    ("The summit opens on Thursday.", ["Thursday=2022-04-28"]),
    ("The summit opened on Thursday.", ["Thursday=2022-04-21"]),
    ("The final takes place on Saturday.", ["Saturday=2022-04-30"]),
    ("Voters go to the polls on Sunday.", ["Sunday=2022-05-01"]),
    ("The envoy is meeting union leaders on Thursday.", ["Thursday=2022-04-28"]),
    ("The envoy was meeting union leaders on Thursday.", ["Thursday=2022-04-21"]),
    ("The case was adjourned until Friday.", ["Friday=2022-04-29"]),
    ("The shop is closed until Friday.", ["Friday=2022-04-29"]),
    ("Schools are shut through Friday.", ["Friday=2022-04-29"]),
    ("The curfew holds through Sunday.", ["Sunday=2022-05-01"]),
    ("He worked there until Friday.", ["Friday=2022-04-22"]),
    ("The shop was open until Friday.", ["Friday=2022-04-22"]),
    ("The deadline is Friday.", ["Friday=2022-04-29"]),
    ("Borl United play on Saturday.", ["Saturday=2022-04-30"]),
    ("Ana Orlo's return on Saturday pleased us.", ["Saturday=2022-04-23"]),
    ("Two Fridays ago he fell.", ["Two Fridays ago=2022-04-15"]),
    ("From Monday to Friday the library is open.", ["Monday=?", "Friday=?"]),
    ("The court adjourned the case until Friday.", ["Friday=2022-04-29"]),
    ("The rally was postponed to Sunday.", ["Sunday=2022-05-01"]),
    ("The rally was postponed on Sunday.", ["Sunday=2022-04-24"]),
    ("New rules apply starting Monday.", ["Monday=2022-05-02"]),
    ("The road has been closed since Monday.", ["Monday=2022-04-25"]),
    ("Thousands have fled since Thursday and will need help.", ["Thursday=2022-04-21"]),
    ("She will meet families evacuated on Monday.", ["Monday=2022-04-25"]),
    ("She will visit the flooded towns on Monday.", ["Monday=2022-05-02"]),
    ("She will replace Tom Reed, who resigned on Monday.", ["Monday=2022-04-25"]),
    ("Reed, who will step down, met Orlo on Monday.", ["Monday=2022-04-25"]),
    ("The talks, which stalled in winter, will resume Thursday.", ["Thursday=2022-04-28"]),
    ("The harbour will reopen after the strike ended on Monday.", ["Monday=2022-04-25"]),
    ("Mr Reed, chairman of the board, on Thursday dismissed the claim.", ["Thursday=2022-04-21"]),
    ("The board revealed its plans to expand on Monday.", ["Monday=2022-04-25"]),
    ("Police found his will on Monday.", ["Monday=2022-04-25"]),
    ("Will Harker said Monday he was leaving.", ["Monday=2022-04-25"]),
    ("Mayor to open new bridge on Friday", ["Friday=2022-04-29"]),
    ("TALKS TO RESUME ON FRIDAY", ["FRIDAY=2022-04-29"]),
    ("Bridge Collapses Friday", ["Friday=2022-04-22"]),
    ("Parties met ahead of Sunday's vote.", ["Sunday=2022-05-01"]),
    ("Turnout in Sunday's vote was low.", ["Sunday=2022-04-24"]),
    ("She will play in Saturday’s final.", ["Saturday=2022-04-30"]),
    ("He will answer questions about Saturday's crash.", ["Saturday=2022-04-23"]),
    ("The Monday attack will be investigated.", ["Monday=2022-04-25"]),
    ("In a Friday speech, she hit back.", ["Friday=2022-04-22"]),
    ("It happened last Tuesday.", ["last Tuesday=2022-04-26"]),
    ("It happened last Wednesday.", ["last Wednesday=2022-04-20"]),
    ("They meet next Wednesday.", ["next Wednesday=2022-05-04"]),
    ("They will meet this Friday.", ["this Friday=2022-04-29"]),
    ("They met this Monday.", ["this Monday=2022-04-25"]),
    ("They met this past Sunday.", ["this past Sunday=2022-04-24"]),
    ("Sales begin this coming Sunday.", ["this coming Sunday=2022-05-01"]),
    ("They met on Tuesday last week.", ["Tuesday last week=2022-04-19"]),
    ("He was shot last week Friday.", ["last week Friday=2022-04-22"]),
    ("They met the following Monday.", ["following Monday=?"]),
    ("The fire broke out late on Monday night.", ["late on Monday night=2022-04-25"]),
    ("The market was shut from Monday to Friday.", ["Monday=2022-04-18", "Friday=2022-04-22"]),
    ("The market will be shut from Monday to Friday.", ["Monday=2022-05-02", "Friday=2022-05-06"]),
    ("Rain fell on Saturday and Sunday.", ["Saturday=2022-04-23", "Sunday=2022-04-24"]),
    ("Protests were held on Friday and Thursday night.", ["Friday=2022-04-22", "Thursday night=2022-04-21"]),
    ("He told police on Thurs. that he was lost.", ["Thurs.=2022-04-21"]),
    ("The court sits every Monday.", ["every Monday=?"]),
    ("The court sits on Mondays.", ["Mondays=?"]),
    ("The court sits on the last Friday of every month.", ["last Friday of every month=?"]),
    ("He prefers to rest on a Friday.", []),
    ("Shops close on Good Friday.", ["Good Friday=2022-04-15"]),
    ("He wrote for the Sunday Times and the Mail on Sunday.", []),
    ("Crowds gathered after Friday prayers.", []),
    ("Super Tuesday decided it, not Bloody Sunday.", []),
    ("Mr Sunday was acquitted.", []),
    ("The Sun and the Sat phone were Mon treasures.", []),
]
DATE_CASES = [
    ("on 14 March 2023", ["14 March 2023=2023-03-14"]),
    ("on March 14, 2023, in Oslo", ["March 14, 2023=2023-03-14"]),
    ("on the 14th of March, 2023", ["14th of March, 2023=2023-03-14"]),
    ("on 14-Mar-2023", ["14-Mar-2023=2023-03-14"]),
    ("on Tuesday, March 14, 2023, they met", ["Tuesday, March 14, 2023=2023-03-14"]),
    ("Tue, 14 Mar 2023 08:00", ["Tue, 14 Mar 2023=2023-03-14"]),
    ("dated 2023-03-14", ["2023-03-14=2023-03-14"]),
    ("at 2023-03-14T08:00:00Z", ["2023-03-14=2023-03-14"]),
    ("dated 14/03/2023.", ["14/03/2023=2023-03-14"]),
    ("dated 03/14/2023.", ["03/14/2023=2023-03-14"]),
    ("dated 05/05/2023.", ["05/05/2023=2023-05-05"]),
    ("dated 03/04/2023.", ["03/04/2023=?"]),
    ("dated 03.04.2023.", ["03.04.2023=2023-04-03"]),
    ("dated 2023-02-30 or 45/13/2023", []),
    ("version 1.14/03/2023 and 12-14/03/2023", []),
    ("on 31 April 2020", ["31 April 2020=?"]),
    ("am 14. März 2023", ["14. März 2023=2023-03-14"]),
    ("le 1er mai 2023", ["1er mai 2023=2023-05-01"]),
    ("el 14 de marzo de 2023", ["14 de marzo de 2023=2023-03-14"]),
    ("14 марта 2023", ["14 марта 2023=2023-03-14"]),
    ("on 14 march 2023", ["14 march 2023=2023-03-14"]),
    ("He was arrested on Mar. 14.", ["Mar. 14=2022-03-14"]),
    ("He was arrested on Sept 3.", ["Sept 3=2021-09-03"]),
    ("He was arrested on the 14th of March.", ["14th of March=2022-03-14"]),
    ("He was arrested on May 9.", ["May 9=2021-05-09"]),
    ("The trial will open on May 9.", ["May 9=2022-05-09"]),
    ("The trial will open on March 9.", ["March 9=2023-03-09"]),
    ("Troops rehearse for the May 9 parade.", ["May 9=2022-05-09"]),
    ("He will be asked about the March 3 attack.", ["March 3=2022-03-03"]),
    ("He was arrested on 27 April.", ["27 April=2022-04-27"]),
    ("on Saturday, 5 June", ["Saturday, 5 June=2021-06-05"]),
    ("He left on Monday (25 April).", ["Monday (25 April)=2022-04-25"]),
    ("The fair was held on March 3-5, 2020.", ["March 3-5, 2020=2020-03-03..2020-03-05"]),
    ("The fair was held from 3 to 5 March.", ["3 to 5 March=2022-03-03..2022-03-05"]),
    ("It ran from 3 March to 5 April 2020.", ["3 March=2020-03-03", "5 April 2020=2020-04-05"]),
    ("It ran from Dec. 30 to Jan. 2, 2020.", ["Dec. 30=2019-12-30", "Jan. 2, 2020=2020-01-02"]),
    ("He died on 15 March last year.", ["15 March last year=2021-03-15"]),
    ("He died on 15 March of the same year.", ["15 March of the same year=?"]),
    ("On March 14, 20 people died.", ["March 14=2022-03-14"]),
    ("In March 14 people died.", ["March=2022-03-01..2022-03-31"]),
    ("About the September 11 attacks", []),
    ("the first Monday of May 2023", ["first Monday of May 2023=2023-05-01"]),
]
MONTH_CASES = [
    ("They voted to keep it running until June, and set aside money.", ["June=2022-06-01..2022-06-30"]),
    ("It is open through Oct. 1.", ["Oct. 1=2022-10-01"]),
    ("The first Monday in May is off.", ["first Monday in May=2022-05-02"]),
    ("It was built in March 2019.", ["March 2019=2019-03-01..2019-03-31"]),
    ("It closed in Feb. 2020.", ["Feb. 2020=2020-02-01..2020-02-29"]),
    ("It closed in March.", ["March=2022-03-01..2022-03-31"]),
    ("It closed in April.", ["April=2022-04-01..2022-04-30"]),
    ("It closed in May.", ["May=2021-05-01..2021-05-31"]),
    ("It will close in May.", ["May=2022-05-01..2022-05-31"]),
    ("The term begins in September.", ["September=2022-09-01..2022-09-30"]),
    ("It closed last March.", ["last March=2021-03-01..2021-03-31"]),
    ("It closed last April.", ["last April=2021-04-01..2021-04-30"]),
    ("It closes next March.", ["next March=2023-03-01..2023-03-31"]),
    ("It closed in November last year.", ["November last year=2021-11-01..2021-11-30"]),
    ("It closes in November this year.", ["November this year=2022-11-01..2022-11-30"]),
    ("It opened between March and May 2020.", ["March=2020-03-01..2020-03-31", "May 2020=2020-05-01..2020-05-31"]),
    ("It was open March-May 2020.", ["March-May 2020=2020-03-01..2020-05-31"]),
    ("Since early February prices have risen.", ["early February=2022-02-01..2022-02-28"]),
    ("It closes every January.", ["every January=?"]),
    ("They may march; the March for Homes was long.", []),
    ("Theresa Holm and April Stone met August Brandt.", []),
    ("Theresa May fell. Support for May had gone in May.", ["May=2021-05-01..2021-05-31"]),
    ("March Madness and the May Fourth Movement drew crowds.", []),
]
YEAR_CASES = [
    ("It overthrew the president in 2014.", ["2014=2014-01-01..2014-12-31"]),
    ("The 2014 vote was close.", ["2014=2014-01-01..2014-12-31"]),
    ("Norland's 2014 annexation", ["2014=2014-01-01..2014-12-31"]),
    ("her first novel (2014) sold well", ["2014=2014-01-01..2014-12-31"]),
    ("to be carbon neutral by 2030", ["2030=2030-01-01..2030-12-31"]),
    ("in early 2019 and mid-2020", ["early 2019=2019-01-01..2019-12-31", "mid-2020=2020-01-01..2020-12-31"]),
    ("between 2014 and 2016", ["2014=2014-01-01..2014-12-31", "2016=2016-01-01..2016-12-31"]),
    ("He won in 2014, 2016 and 2018.", [f"{year}={year}-01-01..{year}-12-31" for year in (2014, 2016, 2018)]),
    ("the war of 2014-16", ["2014-16=2014-01-01..2016-12-31"]),
    ("the 2009-10 season", ["2009-10=2009-01-01..2010-12-31"]),
    ("a total of 2014 people; 2014 people; 2,014 people", []),
    ("It cost 1980 dollars, in 1980 dollars.", []),
    ("Flight 2014 on Route 1960 from gate 2001", []),
    ("rose by 2014 to 3500", []),
    ("between 1800 and 2000 GMT", ["2000 GMT=2022-04-27"]),
    ("at 2014.5 points, $2014, 2014%", []),
    ("in the 1990s", ["1990s=1990-01-01..1999-12-31"]),
    ("hits of the ’80s", ["’80s=1980-01-01..1989-12-31"]),
    ("in the late nineties, when she was in her nineties", ["late nineties=1990-01-01..1999-12-31"]),
    ("in the 1800s", ["1800s=1800-01-01..1899-12-31"]),
]
OFFSET_CASES = [
    ("It began the year before last.", ["year before last=2020-01-01..2020-12-31"]),
    ("It ends the week after next.", ["week after next=2022-05-09..2022-05-15"]),
    ("It was built in the late 70s.", ["late 70s=1970-01-01..1979-12-31"]),
    ("She is in her late 70s.", []),
    ("She drove a 2004 Toyota.", []),
    ("He arrived yesterday morning.", ["yesterday morning=2022-04-26"]),
    ("He leaves tomorrow.", ["tomorrow=2022-04-28"]),
    ("He leaves tonight.", ["tonight=2022-04-27"]),
    ("He left this morning.", ["this morning=2022-04-27"]),
    ("He left last night.", ["last night=2022-04-26"]),
    ("He left the day before yesterday.", ["day before yesterday=2022-04-25"]),
    ("USA Today said so.", []),
    ("It fell last week.", ["last week=2022-04-18..2022-04-24"]),
    ("It rises this week.", ["this week=2022-04-25..2022-05-01"]),
    ("It ends next month.", ["next month=2022-05-01..2022-05-31"]),
    ("It fell last year.", ["last year=2021-01-01..2021-12-31"]),
    ("It ends later this year.", ["later this year=2022-01-01..2022-12-31"]),
    ("It fell over the weekend.", ["weekend=2022-04-23..2022-04-24"]),
    ("It will end at the weekend.", ["weekend=2022-04-30..2022-05-01"]),
    ("It is shut at weekends.", ["weekends=?"]),
    ("It fell two days ago.", ["two days ago=2022-04-25"]),
    ("It fell 3 weeks ago.", ["3 weeks ago=2022-04-04..2022-04-10"]),
    ("It fell a month ago.", ["a month ago=2022-03-01..2022-03-31"]),
    ("It fell twenty-one years ago.", ["twenty-one years ago=2001-01-01..2001-12-31"]),
    ("It fell several years ago.", ["several years ago=?"]),
    ("It fell 1,500 years ago and 2.5 years ago.", []),
    ("It fell three weeks earlier.", ["three weeks earlier=?"]),
    ("It rose the following week.", ["following week=?"]),
    ("It grew over the past decade.", ["past decade=2012-04-27..2022-04-27"]),
    ("It grew in the last three months.", ["last three months=2022-01-27..2022-04-27"]),
    ("It will grow in the next two weeks.", ["next two weeks=2022-04-27..2022-05-11"]),
    ("Talks will resume in two weeks.", ["in two weeks=2022-05-09..2022-05-15"]),
    ("Talks resume in two weeks' time.", ["in two weeks' time=2022-05-09..2022-05-15"]),
    ("It was the first win in two weeks.", ["two weeks=?"]),
    ("He was jailed for three years.", ["three years=?"]),
    ("He began a two-week tour.", ["two-week=?"]),
    ("It takes three to four days.", ["three to four days=?"]),
    ("The 10-year-old boy and a man aged 20 years", []),
    ("It costs $5 a week, seven days a week.", ["a week=?", "a week=?"]),
    ("It was the last year of his life.", []),
]


def shown(found: TimeExpression) -> str:
    """A date as the tables above write it."""
    if found.resolved_start is None or found.resolved_end is None:
        return f"{found.surface}=?"
    days = sorted({found.resolved_start, found.resolved_end})
    return f"{found.surface}=" + "..".join(day.isoformat() for day in days)


@pytest.mark.parametrize(
    ("text", "expected"),
    [pytest.param(*case, id=case[0]) for case in WEEKDAY_CASES + DATE_CASES + MONTH_CASES + YEAR_CASES + OFFSET_CASES],
)
def test_what_a_story_of_wednesday_means(text: str, expected: list[str]) -> None:
    assert [shown(found) for found in time_expressions(text, WEDNESDAY)] == expected


def only(text: str, anchor: date | None) -> TimeExpression:
    (found,) = time_expressions(text, anchor)
    return found


@pytest.mark.parametrize(
    ("text", "kind", "granularity", "is_anchored", "rule"),
    [
        pytest.param("on Tuesday", "relative_weekday", "day", True, "weekday_bare", id="bare weekday"),
        pytest.param("will go on Tuesday", "relative_weekday", "day", True, "weekday_future", id="weekday to come"),
        pytest.param("on Tuesdays", "recurring", "day", False, "every_weekday", id="every week"),
        pytest.param("in 2014", "absolute", "year", False, "year", id="a year is never a day"),
        pytest.param("in March 2014", "absolute", "month", False, "month_year", id="month of a year"),
        pytest.param("in March", "absolute", "month", True, "month_alone", id="month whose year is inferred"),
        pytest.param("on 14 March", "absolute", "day", True, "month_day", id="day whose year is inferred"),
        pytest.param("03/04/2023", "absolute", "day", False, "ambiguous", id="two readings"),
        pytest.param("in the 1990s", "absolute", "decade", False, "decade", id="decade"),
        pytest.param("last week", "relative_offset", "week", True, "unit_last", id="last week"),
        pytest.param("two years ago", "relative_offset", "year", True, "ago", id="years ago"),
        pytest.param("two years earlier", "relative_offset", "year", False, "offset_from_other", id="years earlier"),
        pytest.param("for two years", "duration", "year", False, "duration", id="duration"),
    ],
)
def test_what_is_said_of_a_date(text: str, kind: str, granularity: str, is_anchored: bool, rule: str) -> None:
    found = only(text, WEDNESDAY)
    assert (found.kind, found.granularity, found.rule) == (kind, granularity, rule)
    assert found.anchor == (WEDNESDAY if is_anchored else None)


@pytest.mark.parametrize(
    "text",
    ["on Tuesday", "last Tuesday", "in March", "on 14 March", "today", "last week", "two days ago", "the past year"],
)
def test_without_a_publication_day_nothing_relative_is_resolved(text: str) -> None:
    found = only(text, None)
    assert (found.resolved_start, found.resolved_end, found.anchor) == (None, None, None)


def test_without_a_publication_day_a_full_date_is_resolved() -> None:
    assert only("on 14 March 2023", None).resolved_start == date(2023, 3, 14)


@pytest.mark.parametrize("anchor", [date.min, date.max], ids=["first day", "last day"])
def test_at_the_ends_of_the_calendar_what_lies_beyond_is_not_resolved(anchor: date) -> None:
    text = "yesterday, tomorrow, last Monday, next Monday, 999 years ago, last year, in March, next decade, the weekend"
    found = time_expressions(text, anchor)
    assert len(found) == 9
    assert any(one.resolved_start is None for one in found)


WORDS = (
    "Monday Tuesdays last next this every week year 2014 1990s March May 14 3-5 , . ( ) 's will said in on for two ago"
    " the weekend of to and between - – / 03 2023 today past days aged Sat Feb. st “ since until December"
)
PIECES = st.sampled_from([*WORDS.split(), " ", "\n"])
NEWS = st.lists(PIECES, max_size=40).map(" ".join) | st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=80)


@given(text=NEWS, anchor=st.none() | st.dates())
def test_any_text_gives_dates_in_order_that_slice_back(text: str, anchor: date | None) -> None:
    end = 0
    for found in time_expressions(text, anchor):
        assert end <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.surface
        end = found.end
        assert (found.resolved_start is None) == (found.resolved_end is None)
        if found.resolved_start and found.resolved_end:
            assert found.resolved_start <= found.resolved_end
        assert found.anchor in (None, anchor)


@given(before=NEWS, after=NEWS)
def test_a_paragraph_does_not_change_what_another_means(before: str, after: str) -> None:
    alone = [(found.surface, found.rule) for found in time_expressions(after, None)]
    together = time_expressions(f"{before}\n\n{after}", None)
    inside = [found for found in together if found.start >= len(before) + 2]
    assert not any("\n\n" in found.surface for found in together)
    assert [(found.surface, found.rule) for found in inside if found.rule != "month_alone"] == [
        one for one in alone if one[1] != "month_alone"
    ]


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "a",
        " ",
        "\n",
        "2014-",
        "1 1 ",
        "last ",
        "two ",
        "the past ",
        "Monday, ",
        "May ",
        "3-",
        "March 3-5 to ",
        "“",
        "1/",
    ],
    ids=repr,
)
def test_a_megabyte_of_one_thing_is_read_in_one_pass(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    starts: list[int] = []
    tried = module._reading_at

    def counted(site: Site, begin: re.Match[str], earlier: Sequence[Reading]) -> Reading | None:
        starts.append(begin.start())
        return tried(site, begin, earlier)

    monkeypatch.setattr(module, "_reading_at", counted)
    text = unit * (40_000 // len(unit)) + " " + "x" * 960_000
    found = time_expressions(text, WEDNESDAY)
    assert starts == sorted(set(starts))
    assert len(found) <= len(starts) <= len(text)
