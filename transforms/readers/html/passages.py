"""From the texts of an article's box to its passages: what stands before the headline, or behind the text, is cut."""

import re
from collections import Counter
from collections.abc import Collection, Sequence

from broadsheet.transforms.readers.html.layout import Text
from broadsheet.transforms.readers.story.furniture import is_related_heading
from broadsheet.transforms.vocabulary.folding import bare

# Share of the letters; a headline with more before it is that of another part. Set by hand, as all that follow.
_BEFORE = 0.25
_LABEL = 60  # Letters; what is longer is a sentence without a mark.
_FEW = 5  # Labels; more of them are a table or a list, and stay.
_LINKED = 0.5  # Share of its letters; an item of a list behind the text with more links leads elsewhere.
_REPEATED = 25  # Letters; shorter texts are repeated by chance: "Yes.", "Advertisement".
_OFTEN = 3  # Times; a pull quote repeats its sentence once.
_MOST = 2 / 3  # Share of the letters; a text that loses more to repeats is a list of alike entries, and stays whole.
ROW_CELLS = 2  # A row with fewer cells of data is no row of a table, but sets the page.
_WORDS = re.compile(r"[^\W\d_][^\d.;*=<>{}\\]*")  # No sentence, and no line of a program.
_ENDS = (".", "!", "?", "…", "。", "！", "？", "।", "؟", ":", "”", '"', "»", "“", "」", "』", "’", ")")


def passages(texts: Sequence[Text], titles: Collection[str]) -> list[Text]:
    """The texts from the headline on, without labels before the first prose and after the last; folded `titles`."""
    kept = _before_others(_without_repeats(texts[_after_headline(texts, titles) :]))
    prose = [index for index, text in enumerate(kept) if text.is_prose and text.kind != "list_item"]
    if not prose:
        return kept
    first, last = prose[0], prose[-1] + 1
    tail = [text for text in kept[last:] if text.kind != "list_item" or text.linked < _LINKED * text.size]
    return _with_headings_in_use([*_without_labels(kept[:first]), *kept[first:last], *_without_labels(tail)])


def _without_repeats(texts: Sequence[Text]) -> list[Text]:
    """The texts without those that stand there again and again: offers, notes on what is advertised."""
    count = Counter(text.text for text in texts if text.size >= _REPEATED)
    kept = [text for text in texts if count[text.text] < _OFTEN]
    return kept if sum(text.size for text in kept) > _MOST * sum(text.size for text in texts) else list(texts)


def _before_others(texts: list[Text]) -> list[Text]:
    """The texts before a heading over other articles, if no box that holds prose before it has some behind."""
    for index, text in enumerate(texts):
        if is_related_heading(text.text):
            before = {other.box_around for other in texts[:index] if other.is_prose}
            behind = {other.box_around for other in texts[index:] if other.is_prose}
            if before and not before & behind:
                return texts[:index]
    return texts


def _after_headline(texts: Sequence[Text], titles: Collection[str]) -> int:
    """Where the text begins: behind the last headline with hardly any prose before; 0 without one."""
    total = sum(text.size for text in texts)
    start = before = 0
    for index, text in enumerate(texts):
        if before > _BEFORE * total:
            break
        folded = bare(text.text)
        if folded and folded in titles:
            start = index + 1
        before += text.size
    return start


def _without_labels(texts: list[Text]) -> list[Text]:
    """The texts without labels, where they are few: many are a table or a list."""
    kept = [text for text in texts if not _is_label(text)]
    return kept if len(texts) - len(kept) <= _FEW else texts


def _is_label(text: Text) -> bool:
    """Whether a short text is no sentence: a kicker, a name, a tag; not the row of a table."""
    return (
        text.kind == "paragraph"
        and text.n_cells < ROW_CELLS
        and text.size < _LABEL
        and bool(_WORDS.fullmatch(text.text))
        and not text.text.endswith(_ENDS)
    )


def _with_headings_in_use(texts: list[Text]) -> list[Text]:
    while texts and texts[-1].kind == "heading":
        texts.pop()
    return texts
