"""What one rule makes of a text with its names marked, "[Ada Quill|PERSON]"."""

from collections.abc import Callable, Sequence

import pytest

from broadsheet.transforms.names.recogniser import Document, Name
from broadsheet.transforms.names.rules.spans import Span

Marked = Callable[..., tuple[Document, list[Name]]]
Rule = Callable[[Document, list[Span]], list[Span]]
Pairs = list[tuple[str, str]]
After = Callable[..., Pairs]


@pytest.fixture(scope="session")
def after(marked: Marked) -> After:
    """The names and their types after one rule alone; `score` is the recogniser's of each name."""

    def apply(rule: Rule, body: str, score: float | None = None, **sections: str) -> Pairs:
        document, names = marked(body, **sections)
        spans = [Span(name.section, name.start, name.end, name.type, "model", score) for name in names]
        result: Sequence[Span] = rule(document, spans)
        return [(span.of(document), span.type) for span in result]

    return apply
