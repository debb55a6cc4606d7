"""From an XML file and what finds the stories in its tree to the articles of the file."""

from collections.abc import Callable, Iterable

from broadsheet.transforms.readers.story.record import record_of
from broadsheet.transforms.readers.story.story import Story, collected, numbered
from broadsheet.transforms.readers.xml.tree import Element, name_of, parse_xml
from broadsheet.transforms.records.record import Reading, Reject


def read_stories(data: bytes, stories_in: Callable[[Element], Iterable[Story]]) -> Reading:
    """The articles of the stories in the file's root, numbered where they are several; else a reject."""
    root = parse_xml(data)
    if isinstance(root, Reject):
        return Reading(rejects=(root,))
    stories = list(stories_in(root))
    if not stories:
        return Reading(rejects=(Reject("no_article", f"no element of <{name_of(root)[:60]}> is an article"),))
    return collected(map(record_of, numbered(stories) if len(stories) > 1 else stories))
