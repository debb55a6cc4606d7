"""From an XML file and what finds the stories in its tree to the articles of the file."""

from collections.abc import Callable, Iterable
from itertools import islice

from broadsheet.transforms.readers.story.record import record_of
from broadsheet.transforms.readers.story.story import Story, collected, numbered
from broadsheet.transforms.readers.xml.tree import Element, name_of, parse_xml
from broadsheet.transforms.records.record import Reading, Reject, beyond


def read_stories(data: bytes, stories_in: Callable[[Element], Iterable[Story]], most: int | None = None) -> Reading:
    """The articles of the stories in the file's root, numbered where they are several; else a reject.

    `most`: so many are read, and a reject says that there are more.
    """
    root = parse_xml(data)
    if isinstance(root, Reject):
        return Reading(rejects=(root,))
    stories = list(islice(stories_in(root), most + 1 if most is not None else None))
    if not stories:
        return Reading(rejects=(Reject("no_article", f"no element of <{name_of(root)[:60]}> is an article"),))
    kept = stories if most is None else stories[:most]
    records = map(record_of, numbered(kept) if len(kept) > 1 else kept)
    return collected((*records, beyond(most, "articles")) if most is not None and len(stories) > most else records)
