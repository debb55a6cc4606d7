"""From the blocks of a file to parts with their plain text."""

from broadsheet.transforms.readers.markdown.blocks import Layout
from broadsheet.transforms.readers.markdown.inline import Plain, render, render_marked
from broadsheet.transforms.readers.story.furniture import narrow_phrases
from broadsheet.transforms.readers.story.parts import Inline, Part
from broadsheet.transforms.records.passage import Passage, Piece

_EMPTY = render("", [(0, 0)], {})


def parts_of(source: str, layout: Layout, plain: Plain) -> list[Part]:
    """The parts of a file, in order; blocks without text and picture are left out."""
    parts: list[Part] = []
    for block in layout.blocks:
        start, end = block.spans[0][0], block.spans[-1][1]
        if block.kind in ("rule", "table"):
            parts.append(Part(block.kind, Inline(_EMPTY.passage), "", 0, block.group, *block.spans[0]))
            continue
        text = source[start:end]
        if len(block.spans) == 1 and plain.holds(text):
            inline = Inline(Passage((Piece(text, start, end),) if text else ()))
        else:
            to_text = render_marked if len(block.spans) == 1 else render
            inline = to_text(source, block.spans, layout.references)
            text = inline.passage.text
        if text or inline.images:
            parts.append(Part(block.kind, inline, text, block.level, block.group, start, end))
    narrow_phrases(parts)
    return parts
