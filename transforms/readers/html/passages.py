"""From the texts of an article's box to its passages: what stands before the headline or the text, or behind, is cut."""

from collections.abc import Collection, Sequence

from broadsheet.transforms.readers.html.layout import Text
from broadsheet.transforms.readers.markup.text import fold

_BEFORE = 0.25
_LABEL = 60
_FEW = 5
_ENDS = (".", "!", "?", "…", "。", "！", "？", "।", "؟", ":", "”", '"', "»", "“", "」", "』", "’", ")")


def passages(texts: Sequence[Text], titles: Collection[str]) -> list[Text]:
    """The texts from the headline on, without labels before the first prose and behind the last; `titles` are folded."""
    kept = list(texts[_after_headline(texts, titles) :])
    prose = [index for index, text in enumerate(kept) if text.is_prose]
    if not prose:
        return kept
    first, last = prose[0], prose[-1]
    return _with_headings_in_use(
        [*_without_labels(kept[:first]), *kept[first : last + 1], *_without_labels(kept[last + 1 :])]
    )


def _after_headline(texts: Sequence[Text], titles: Collection[str]) -> int:
    """Where the text begins: behind the last headline with hardly any prose before; 0 without one."""
    total = sum(text.size for text in texts if text.is_prose)
    start = before = 0
    for index, text in enumerate(texts):
        if before > _BEFORE * total:
            break
        if fold(text.text) in titles:
            start = index + 1
        before += text.size if text.is_prose else 0
    return start


def _without_labels(texts: list[Text]) -> list[Text]:
    """The texts without labels, where they are few: many are a table or a list."""
    kept = [text for text in texts if not _is_label(text)]
    return kept if len(texts) - len(kept) <= _FEW else texts


def _is_label(text: Text) -> bool:
    """Whether a short text is no sentence: a kicker, a name, a tag."""
    return text.kind == "paragraph" and text.size < _LABEL and not text.text.endswith(_ENDS)


def _with_headings_in_use(texts: list[Text]) -> list[Text]:
    while texts and texts[-1].kind == "heading":
        texts.pop()
    return texts
