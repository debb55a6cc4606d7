"""Texts in which lines of signs part articles: the ranges of lines that are one article each."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from broadsheet.transforms.metadata.bylines import looks_like_byline
from broadsheet.transforms.metadata.date_values import moment_of
from broadsheet.transforms.readers.exports import heads
from broadsheet.transforms.readers.exports.labels import labelled
from broadsheet.transforms.readers.exports.source import Line

_RULE = re.compile(
    r"""
      ([=*_#~+%@])\1{4,} | -{3,} | <{3,} | >{3,}               # a run of one sign
    | (?:[=*_#~+%-][ ]){4,}[=*_#~+%-]?                        # with spaces between
    | [=*#%-]{2,}\s?[^\W_][^\n]{0,40}\s?[=*#%-]{2,}           # around a word: "=== 2 ==="
    | \#{0,6}\s*[\[(<]{0,3}(?i:article|artikel|articolo|artículo|artigo|artykuł|document|dokument|documento
      |story|item|doc|news|text)\.?\s*[\#:№]?\s*\d{1,6}
        (?:\s*(?:of|von|de|sur|di|van|z|/)\s*\d{1,6})?[\])>.:]{0,3}  # a word and a number: "### Article 2"
    | </?[A-Za-z]{3,20}(?:\s[^<>]{0,200})?>                    # a tag alone: "<article>"
    """,
    re.VERBOSE,
)
_OF_BUNDLES = frozenset("=#~+%@<>1\f")
_MAX_HEADLINE = 160  # characters: what is longer is prose
_HEADING = re.compile(r"#\s+\S.*")
_MIN_PARTS = 2  # fewer are one article
# An article a line: paragraphs of news have 140 to 300 characters and a sentence or two, and four of them in a row that
# are all longer hardly ever stand without a headline or a blank line. Set by hand.
_MIN_LINES, _MIN_LINE, _MIN_SENTENCES = 4, 400, 3
_SENTENCE_END = re.compile(r"[.!?…][\"”»’)]?(?=\s|\Z)|[。！？]")
_MIN_TEXT = 120  # characters of a part; less is a title or a note, no article: set by hand
# Shares of the parts that begin like an article: above the first all are, between the two nobody can tell.
_ALL, _SOME = 0.8, 0.34


class Parts(NamedTuple):
    """The articles of a bundle, or the sign that parts what nobody can tell; `is_guessed`: nothing but their length
    says that they are articles."""

    ranges: list[tuple[int, int]]
    sign: str = ""
    is_guessed: bool = False


def parts_of(lines: Sequence[Line], text: str) -> Parts | None:
    """The parts of a bundle; None where the text is none; no ranges where it is parted, and not into articles."""
    parts = _below_headings(lines) or _of_long_lines(lines) or _between_rules(lines, text)
    if parts is None and (ranges := heads.ranges_of(lines)):
        return Parts(ranges)
    return parts


def _of_long_lines(lines: Sequence[Line]) -> Parts | None:
    """The lines of a text of an article a line: no blank lines, no headline, and no line as short as a paragraph of
    news. An essay that is written so cannot be told from it."""
    if len(lines) < _MIN_LINES or not all(map(_is_article, lines)):
        return None
    return Parts([(at, at + 1) for at in range(len(lines))], is_guessed=True)


def _is_article(line: Line) -> bool:
    return len(line.text) >= _MIN_LINE and len(_SENTENCE_END.findall(line.text)) >= _MIN_SENTENCES


def _below_headings(lines: Sequence[Line]) -> Parts | None:
    """The parts of a Markdown text of several headings of the first rank, each with a byline or a day below it."""
    starts = [at for at, line in enumerate(lines) if _HEADING.fullmatch(line.text)]
    if len(starts) < _MIN_PARTS or any(line.text for line in lines[: starts[0]]):
        return None
    ranges = list(pairwise([*starts, len(lines)]))
    return Parts(ranges) if all(_begins_article(lines[slice(*span)]) > 1 for span in ranges) else None


def _between_rules(lines: Sequence[Line], text: str) -> Parts | None:
    marks = [at for at, line in enumerate(lines) if _is_rule(lines, at) or text[line.start - 1 : line.start] == "\f"]
    if not marks:
        return None
    groups: dict[str, list[int]] = {}
    for at in marks:
        groups.setdefault(_sign_of(lines[at].text) if _RULE.fullmatch(lines[at].text) else "\f", []).append(at)
    sign, places = max(groups.items(), key=lambda group: (len(group[1]), group[0]))
    skip = sign != "\f"
    bounds = [0, *places, len(lines)]
    ranges = [(low + (skip and low in places), high) for low, high in pairwise(bounds)]
    filled = [span for span in ranges if sum(len(line.text) for line in lines[slice(*span)]) >= _MIN_TEXT]
    if len(filled) < 2:
        return None
    heads = [_begins_article(lines[slice(*span)]) for span in filled]
    # Stars, dashes and underscores part the sections of one text, too: then each part needs more than a headline.
    least = 1 if sign in _OF_BUNDLES else 2
    share = sum(head >= least for head in heads) / len(heads)
    if len(filled) == 2:
        return Parts(filled) if min(heads) > 1 else None
    if share >= _ALL:
        return Parts(filled)
    return Parts([], lines[places[0]].text[:20] or "form feed") if share > _SOME and len(filled) > 3 else None


def _sign_of(text: str) -> str:
    """What parts the articles, by a line that does: a sign, or "1" for a word with a number."""
    return "1" if any(map(str.isdigit, text)) and any(map(str.isalpha, text)) and text[:1] != "<" else text[:1]


def _is_rule(lines: Sequence[Line], at: int) -> bool:
    """Whether a line parts articles, and does not underline a heading."""
    if not _RULE.fullmatch(lines[at].text):
        return False
    above = lines[at - 1].text if at else ""
    is_underline = (
        above and len(above) <= _MAX_HEADLINE and not above.endswith(heads.ENDED) and (at < 2 or not lines[at - 2].text)
    )
    return not is_underline


def _begins_article(lines: Sequence[Line]) -> int:
    """How much the beginning is that of an article: 0 for none, 1 for a headline over prose, 2 with a byline or day."""
    filled = [line.text for line in lines if line.text]
    first = next((at for at, text in enumerate(filled) if heads.is_prose(text)), None)
    if first is None:
        return 0
    head = filled[:first]
    if not head or len(head[0]) > _MAX_HEADLINE or len(head) > 12:
        return 0
    plain = [text.strip(heads.MARKS) for text in head]
    return 2 if any(looks_like_byline(text) or moment_of(text) for text in plain) or _has_labels(lines) else 1


def _has_labels(lines: Sequence[Line]) -> bool:
    return sum(labelled(line) is not None for line in lines[:12]) > 1
