"""What a format reader notes of a story."""

from broadsheet.transforms.readers.story.story import Story, collected, numbered
from broadsheet.transforms.records.record import Record, Reject


def test_values_are_folded_and_empty_ones_are_none() -> None:
    story = Story("json", "json")
    for value in ("  Ferries \n return ", "", "&amp;"):
        story.offer("title", value, "given")
    assert story.values("title") == ["Ferries return", "&"]


def test_a_flag_is_noted_once() -> None:
    story = Story("json", "json")
    story.flag("a")
    story.flag("a")
    assert story.flags == ["a"]


def test_stories_are_numbered_from_1() -> None:
    assert [story.member for story in numbered([Story("json", "json"), Story("json", "json")])] == ["1", "2"]


def test_records_and_rejects_are_told_apart() -> None:
    record, reject = Record("json", ()), Reject("malformed", "x")
    reading = collected([reject, record])
    assert (reading.records, reading.rejects) == ((record,), (reject,))
