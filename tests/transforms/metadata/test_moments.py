"""Date lines and the moments they name."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.transforms.metadata.moments import (
    is_ambiguous_date,
    looks_like_date_line,
    moment_role,
    parse_moment,
    parse_moments,
)
from broadsheet.transforms.records.record import Moment

DAY = date(2023, 3, 14)
MONTHS_OF_MARCH = {
    "de": "14. März 2023",
    "fr": "14 mars 2023",
    "es": "14 de marzo de 2023",
    "it": "14 marzo 2023",
    "pt": "14 de março de 2023",
    "nl": "14 maart 2023",
    "sv": "14 mars 2023",
    "no": "14. mars 2023",
    "da": "14. marts 2023",
    "fi": "14. maaliskuuta 2023",
    "is": "14. mars 2023",
    "pl": "14 marca 2023",
    "cs": "14. března 2023",
    "sk": "14. marca 2023",
    "hu": "2023. március 14.",
    "ro": "14 martie 2023",
    "ru": "14 марта 2023 г.",
    "uk": "14 березня 2023",
    "bg": "14 март 2023",
    "el": "14 Μαρτίου 2023",
    "tr": "14 Mart 2023 Salı",
    "id": "14 Maret 2023",
    "vi": "ngày 14 tháng 3 năm 2023",
    "ja": "2023年3月14日(火)",
    "zh": "2023年3月14日 星期二",
    "ko": "2023년 3월 14일 화요일",
    "ar": "14 مارس 2023",
    "he": "14 במרץ 2023",
    "fa": "۲۳ اسفند ۱۴۰۱",
    "zu": "14 uMashi 2023",
    "th": "14 มีนาคม 2566",
    "hi": "14 मार्च 2023",
    "hr": "14. ožujka 2023.",
    "lv": "14. marts 2023",
    "lt": "14 kovo 2023",
    "et": "14. märts 2023",
    "ca": "14 de març de 2023",
}


@pytest.mark.parametrize(("language", "text"), MONTHS_OF_MARCH.items())
def test_a_day_in_many_languages(language: str, text: str) -> None:
    assert parse_moment(text) == Moment(DAY, "day"), language


def test_persian_months_in_arabic_letters() -> None:
    moment = parse_moment("2 تير 1399 - 12:09:08 ب.ظ")
    assert moment is not None
    assert (moment.day.isoformat(), moment.time and moment.time.hour) == ("2020-06-22", 12)


@pytest.mark.parametrize(
    "text",
    [
        "March 14, 2023",
        "Mar. 14, 2023",
        "14th March 2023",
        "Tuesday, 14 March 2023",
        "14-Mar-2023",
        "2023-03-14",
        "2023/03/14",
        "14.03.2023",
        "14.3.23",
        "3/14/2023",
        "20230314",
        "Published: March 14, 2023",
        "Veröffentlicht am 14.03.2023",
        "mar. 14 mars 2023",
        "14 آذار/مارس 2023",
        "民國112年3月14日",
        "2023-03-14T00:00:00Z",
        "1678752000",
    ],
)
def test_forms_of_a_day(text: str) -> None:
    assert parse_moment(text) == Moment(DAY, "day")


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        pytest.param("2023-03-14T09:05:00+03:00", 180, id="a stamp"),
        pytest.param("2023-03-14 09:05", None, id="no zone"),
        pytest.param("14 Mar 2023 09:05 GMT", 0, id="a zone's name"),
        pytest.param("Tue, 14 Mar 2023 09:05:00 -0500", -300, id="RFC 2822"),
        pytest.param("Tue 14 Mar 2023 09.05 GMT", 0, id="a dot in the time"),
        pytest.param("March 14, 2023 at 9:05 a.m. EDT", -240, id="a.m."),
        pytest.param("March 14, 2023, 9:05 am ET", -240, id="a zone that knows summer time"),
        pytest.param("14.03.2023, 09:05 Uhr", None, id="Uhr"),
        pytest.param("Publié le 14 mars 2023 à 09h05", None, id="an h in the time"),
        pytest.param("14/3/2023, 09:05 (GMT+7)", 420, id="an offset after GMT"),
        pytest.param("2023年3月14日 上午9时5分", None, id="Chinese time"),
        pytest.param("20230314T090500Z", 0, id="a compact stamp"),
        pytest.param("1678784700000", 0, id="milliseconds since 1970"),
        pytest.param("1678784700", 0, id="seconds since 1970"),
    ],
)
def test_a_minute(text: str, offset: int | None) -> None:
    assert parse_moment(text) == Moment(DAY, "minute", datetime(2023, 3, 14, 9, 5), offset)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "2023-03-14T23:30:15-04:00",
            Moment(DAY, "second", datetime(2023, 3, 14, 23, 30, 15), -240),
            id="the local day is kept",
        ),
        pytest.param(
            "2023-03-14T00:00:00+03:00",
            Moment(DAY, "minute", datetime(2023, 3, 14, 0, 0), 180),
            id="midnight of a zone stays a time",
        ),
        pytest.param(
            "12:05 AM, March 14, 2023", Moment(DAY, "minute", datetime(2023, 3, 14, 0, 5)), id="twelve in the night"
        ),
        pytest.param("14 March 2023 5pm", Moment(DAY, "minute", datetime(2023, 3, 14, 17, 0)), id="an hour only"),
        pytest.param(
            "2023년 3월 14일 오후 5:04", Moment(DAY, "minute", datetime(2023, 3, 14, 17, 4)), id="half of the day first"
        ),
        pytest.param("March 2023", Moment(date(2023, 3, 1), "month"), id="a month"),
        pytest.param("2023", Moment(date(2023, 1, 1), "year"), id="a year"),
    ],
)
def test_finer_and_coarser_moments(text: str, expected: Moment) -> None:
    assert parse_moment(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "May",
        "May be",
        "12 people",
        "March 14",
        "3 hours ago",
        "Room 2023",
        "14 May people 2023",
        "iPhone 14",
        "10:30",
        "1939-1945",
        "1970-01-01T00:00:00Z",
        "0001-01-01T00:00:00",
        "2023-13-01",
        "31 February 2023",
        "2105-01-01",
        "25:00 14 March 2023",
        "1 to 3 May 2023",
        "2023 2023",
        "12,000",
        "",
        "-",
        "No. 12 March",
        "555-123-4567",
        "0",
    ],
)
def test_strings_that_are_no_dates(text: str) -> None:
    assert parse_moment(text) is None
    assert not looks_like_date_line(text)


def test_day_and_month_that_look_alike() -> None:
    assert parse_moment("04/05/2023") is None
    assert is_ambiguous_date("04/05/2023")
    assert looks_like_date_line("04/05/2023")
    assert parse_moment("04/05/2023", day_first=True) == Moment(date(2023, 5, 4), "day")
    assert parse_moment("04/05/2023", day_first=False) == Moment(date(2023, 4, 5), "day")
    assert parse_moment("04.05.2023", day_first=False) == Moment(date(2023, 5, 4), "day")
    assert not is_ambiguous_date("05/05/2023")


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("March 14, 2023", "published"),
        ("Last modified on 15 March 2023", "modified"),
        ("Aktualisiert: 15.03.2023", "modified"),
        ("Обновлено 15.03.2023", "modified"),
        ("更新时间：2023-03-15", "modified"),
        ("Collected At: 2026-06-03", "collected"),
        ("First published on 14 March 2023", "published"),
    ],
)
def test_what_happened_then(text: str, role: str) -> None:
    assert moment_role(text) == role


@pytest.mark.parametrize(
    "text",
    [
        "Published: 14 Mar 2023 | Updated: 15 Mar 2023",
        "Published 14 Mar 2023 Updated 15 Mar 2023",
        "Publié le 14 mars 2023, mis à jour le 15 mars 2023",
    ],
)
def test_two_moments_in_a_line(text: str) -> None:
    found = [("published", Moment(DAY, "day")), ("modified", Moment(date(2023, 3, 15), "day"))]
    assert list(parse_moments(text)) == found
    assert looks_like_date_line(text)


@pytest.mark.parametrize(
    "text", ["2023", "On 3 May 1945 a ferry crossed", "Transport | 14 March 2023", "14 March 2023. It rained."]
)
def test_lines_that_are_more_or_less_than_dates(text: str) -> None:
    assert not looks_like_date_line(text)


@given(
    st.dates(date(1970, 1, 2), date(2100, 12, 31)), st.sampled_from(["%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%d.%m.%Y"])
)
def test_any_day_in_any_common_form(day: date, form: str) -> None:
    assert parse_moment(day.strftime(form)) == Moment(day, "day")


@given(st.text() | st.text(alphabet="0123456789-/.:T年月日 ,MarchUTCpm+"))
def test_any_string_is_answered(text: str) -> None:
    moment = parse_moment(text)
    assert moment is None or (moment.time is None) == (moment.precision not in ("second", "minute"))
    assert moment_role(text) in ("published", "modified", "collected")
    assert all(found.day.year <= 2100 for _, found in parse_moments(text))


@pytest.mark.parametrize("hostile", ["1 ", "年", "12:", "1年", "a.", " "])
def test_long_strings_are_cheap(hostile: str) -> None:
    assert parse_moment(hostile * 300_000) is None
    assert not looks_like_date_line(hostile * 300_000)


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        pytest.param("15 Feb 2024, 9:05 AM NST", -210, id="one offset"),
        pytest.param("15 Feb 2024 09.05 IDT", 180, id="one offset, Israel"),
        pytest.param("9:05 XKT, 15 Feb 2024", None, id="not listed"),
        pytest.param("15 Feb 2024, 9:05 AM (XKT)", None, id="not listed, in brackets"),
        pytest.param("15 Feb 2024, 9:05 AM AST", None, id="Atlantic or Arabian"),
        pytest.param("15 Feb 2024, 9:05 AM IST", None, id="Indian, Israeli or Irish"),
        pytest.param("15 Feb 2024, 9:05 AM CST", None, id="American, Cuban or Chinese"),
        pytest.param("15 Feb 2024, 9:05 AM BST", None, id="British or Bangladeshi"),
    ],
)
def test_the_name_of_a_zone(text: str, offset: int | None) -> None:
    assert parse_moment(text) == Moment(date(2024, 2, 15), "minute", datetime(2024, 2, 15, 9, 5), offset)


@pytest.mark.parametrize("text", ["15 Feb 2024 XKT", "15 Feb 2024, 9:05 AFP", "15 Feb 2024, 9:05 XKTT PLUS"])
def test_capitals_that_are_no_zone(text: str) -> None:
    assert parse_moment(text) is None
