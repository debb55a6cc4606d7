"""The role that the words beside a person's name tell, and the body or place that the role is of."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple

from broadsheet.transforms.names.rules.spans import Span
from broadsheet.transforms.names.titles import is_job, is_modifier
from broadsheet.transforms.vocabulary.honorifics import is_honorific
from broadsheet.transforms.vocabulary.lists import entries, rows
from broadsheet.transforms.vocabulary.reporting_verbs import FORMS as REPORTING

_WORD: Final = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*(?:\.|(?<=s)['’](?=\s))?")
_REACH: Final = 110  # code points beside a name in which a role stands: "director of the Centre for ..."; set by hand
_MOST_WORDS: Final = 8  # of a role, or behind a comma up to its head; set by hand
_MOST_OF_COMPLEMENT: Final = 14  # words behind a role in which its body is looked for; set by hand
_MOST_OF_PORTFOLIO: Final = 6  # words of one that no comma parts from the name; set by hand
_NEIGHBOURS: Final = 12  # names beside one that may stand in its role; a bound on cost, set by hand
_COMPLEMENT: Final = frozenset({"of", "for", "at", "with", "in", "to", "from", "on", "who"})
_OF: Final = frozenset({"of", "for"})
_ARTICLES: Final = frozenset({"the", "a", "an", "its", "his", "her", "their"})
_BEFORE_PHRASE: Final = frozenset({"to", "from", "with", "by", "for", "as", "of", "and"})
_SAYING: Final = frozenset({"said", "says"})
_LEADING: Final = frozenset({"to", "and", "by", "from", "with"})  # "according to the mayor, X, ..."
_OWNING: Final = ("'s", "’s", "s'", "s’")
_BODIES: Final = frozenset({"ORG", "FAC"})
_PLACES: Final = frozenset({"LOC", "NORP"})
_END: Final = re.compile(r"[!?;:\n“”\"]|(?<=[a-z]{3})\.(?=\s|\Z)|\s[-–—]\s|(?<=\w)[–—](?=\w)")
_AGE: Final = re.compile(r",\s\d{1,3}(?=,)")
_APPOSITION: Final = re.compile(r"(?:,|\s\()[ \t\xa0]*")
_CLOSES: Final = re.compile(r"\s*(?:[,.;:)!?“”\"\n]|\Z|['’]s\b)")
# Words in small letters that lead no role, or end what may be one.
_NO_PART: Final = (
    frozenset(entries("stopwords_en.txt"))
    | REPORTING
    | {"whose", "who", "which", "when", "where", "while", "after", "before", "including", "like", "than"}
) - _ARTICLES
_QUALITY: Final = re.compile(r"\w+ly|very|most")  # "equally unconventional": says how, and is no part of the role


class Role(NamedTuple):
    """The words of a role, and the place of the body or place that it is of among the spans of the document."""

    words: str
    affiliation: int | None


class _Word(NamedTuple):
    """A word of a text with its half-open code points, or a name as one, with its type and place among the spans."""

    text: str
    start: int
    end: int
    type: str = ""
    name: int | None = None

    @property
    def plain(self) -> str:
        """In small letters, without a full stop."""
        return self.text.rstrip(".").lower()

    @property
    def is_body(self) -> bool:
        """Whether it is the name of a body or place."""
        return self.type in _BODIES or self.type in _PLACES


@cache
def _role_nouns() -> frozenset[str]:
    listed = {
        word.replace("_", " ")
        for kind, of_type, words in rows("source_words.tsv")
        if kind == "role" and of_type != "citizen"
        for word in words.split()
    }
    return frozenset(listed | set(entries("role_nouns.txt")))


def is_role(words: str) -> bool:
    """Whether words are the head of a role: a job title, or another noun for what a person does."""
    return is_job(words) or words.lower() in _role_nouns()


def roles(texts: Sequence[str], spans: Sequence[Span]) -> Iterator[Role | None]:
    """For each span of a document, in order, its role; None for what is no person or has none.

    The role before a name ("Harbour Board legal spokesman, X", "the minister of sport X"), else behind it ("X, a
    professor at Y"); its body is what owns it, leads it, or stands behind it.
    """
    for at, span in enumerate(spans):
        if span.type != "PERSON":
            yield None
            continue
        near = range(max(at - _NEIGHBOURS, 0), min(at + _NEIGHBOURS + 1, len(spans)))
        beside = _Beside(texts[span.section], span, [(n, spans[n]) for n in near if spans[n].section == span.section])
        yield beside.before() or beside.behind()


class _Beside:
    """A person's name in its text, with the names near it."""

    def __init__(self, text: str, span: Span, near: Sequence[tuple[int, Span]]) -> None:
        self._text = text
        self._span = span
        self._near = near

    def _words(self, low: int, high: int) -> list[_Word]:
        """The words of a range; each name in it is one."""
        words: list[_Word] = []
        at = low
        inside = [(number, span) for number, span in self._near if low <= span.start and span.end <= high]
        for number, span in inside:
            words += self._plain_words(at, span.start)
            owning = next((len(mark) for mark in ("'s", "’s", "'", "’") if self._text.startswith(mark, span.end)), 0)
            at = span.end + owning
            words.append(_Word(self._text[span.start : at], span.start, at, span.type, number))
        return words + self._plain_words(at, high)

    def _plain_words(self, low: int, high: int) -> list[_Word]:
        return [_Word(match.group(), *match.span()) for match in _WORD.finditer(self._text, low, high)]

    def before(self) -> Role | None:
        """The role that ends right before the name, or before a comma, an honorific between at most."""
        start = self._span.start
        low = max(start - _REACH, 0)
        low = max((low, *(match.end() for match in _END.finditer(self._text, low, start))))
        words = self._words(low, start)
        while words and words[-1].name is None and is_honorific(words[-1].text) and not _closes_role(words):
            words.pop()
        if not words:
            return None
        gap = _WORD.sub("", self._text[words[-1].end : start]).strip()
        if gap not in {"", ","}:
            return None
        parted = [at for at in range(1, len(words)) if self._has_comma(words[at - 1], words[at])]
        phrase = words[parted[-1] :] if parted else words
        return self._apposed(phrase) if gap else self._adjacent(phrase)

    def _has_comma(self, first: _Word, second: _Word) -> bool:
        return any(mark in self._text[first.end : second.start] for mark in ",()")

    def _adjacent(self, words: list[_Word]) -> Role | None:
        """The role right before a name: its head ends the words, or a portfolio or body of it does."""
        head = _head(words)
        if head is None or (head + 1 < len(words) and not _is_portfolio(words[head + 1 :])):
            return None
        return self._role(words, _first(words, head), head)

    def _apposed(self, words: list[_Word]) -> Role | None:
        """The role before a comma, where it is a phrase of its own: it opens the clause, or follows "said" or "by".

        Behind "by" a mark closes the name, too: in "a letter to the mayor, X said" it is no apposition.
        """
        head = _head(words)
        if head is None:
            return None
        first = _first(words, head)
        leads = words[:first]
        while leads and (leads[-1].plain in _ARTICLES or leads[-1].is_body):
            leads = leads[:-1]
        is_bare = first == 0 or words[first - 1].plain in _ARTICLES or words[first - 1].is_body
        opens = not leads or leads[-1].plain in _SAYING
        opens = opens or (leads[-1].plain in _LEADING and _CLOSES.match(self._text, self._span.end) is not None)
        return self._role(words, first, head) if is_bare and opens else None

    def _role(self, words: list[_Word], first: int, head: int) -> Role:
        """The words from the first to the head, with a name that leads them, and the body or place it is of."""
        is_led = bool(first) and words[first - 1].is_body
        leads = is_led and not words[first - 1].text.endswith(_OWNING)
        start = words[first - 1 if leads else first].start
        text = " ".join(self._text[start : words[head].end].split()).rstrip(".")
        if is_led:
            return Role(text, words[first - 1].name)
        behind = words[head + 1 : head + 1 + _MOST_OF_COMPLEMENT]
        bodies = [word for at, word in enumerate(behind) if not self._describes_name(behind, at)]
        of = [word.name for types in (_BODIES, _PLACES) for word in bodies if word.type in types]
        return Role(text, of[0] if of else None)

    def _describes_name(self, words: list[_Word], at: int) -> bool:
        """Whether a name is part of what is said of another: "leader of the | Tarn | rope makers' union Ropeco"."""
        for before, word in zip(words[at:], words[at + 1 :], strict=False):
            if self._has_comma(before, word) or (before.name is not None and before is not words[at]):
                return False
            if word.name is not None:
                return before.name is None
            if not word.text.islower() or word.plain in _NO_PART | _COMPLEMENT | _ARTICLES:
                return False
        return False

    def behind(self) -> Role | None:
        """The role behind a comma or bracket that follows the name, or the age behind it."""
        age = _AGE.match(self._text, self._span.end)
        opening = _APPOSITION.match(self._text, age.end() if age else self._span.end)
        if opening is None:
            return None
        end = _END.search(self._text, opening.end(), opening.end() + _REACH)
        words = self._words(opening.end(), end.start() if end else opening.end() + _REACH)
        parted = next((at for at in range(1, len(words)) if self._has_comma(words[at - 1], words[at])), len(words))
        words = words[:parted]
        for at, word in enumerate(words[:_MOST_WORDS]):
            if _is_head(words, at) and self._is_closed(words, at):
                first = _first(words, at)
                is_other = at == 0 and word.text[0].isupper() and is_honorific(word.text)  # "Hodge, King, Wilkes"
                return None if is_other else self._role(words, first, at)
            if (
                word.name is None
                and word.plain in _NO_PART
                and word.plain not in {"of", "one"}
                and not _QUALITY.fullmatch(word.plain)
            ):
                return None
        return None

    def _is_closed(self, words: list[_Word], head: int) -> bool:
        """Whether a role ends with its head: a mark or a complement follows, no noun or name of its bearer."""
        if _CLOSES.match(self._text, words[head].end) or head + 1 == len(words):
            return True
        return words[head + 1].name is None and words[head + 1].plain in _COMPLEMENT | {"and", "as"}


def _closes_role(words: Sequence[_Word]) -> bool:
    """Whether a title that ends the words is a role, or the end of one: "the first lady"."""
    return is_job(words[-1].plain) or (len(words) > 1 and is_role(f"{words[-2].plain} {words[-1].plain}"))


def _is_head(words: Sequence[_Word], at: int) -> bool:
    if words[at].name is not None:
        return False
    return is_role(words[at].plain) or (at > 0 and is_role(f"{words[at - 1].plain} {words[at].plain}"))


def _head(words: list[_Word]) -> int | None:
    """The place of the last word that closes a role, with nothing or a complement behind it."""
    for at in range(len(words) - 1, max(len(words) - 2 - _MOST_OF_COMPLEMENT, -1), -1):
        if _is_head(words, at):
            return at if at + 1 == len(words) or words[at + 1].plain in _COMPLEMENT else None
    return None


def _is_portfolio(complement: list[_Word]) -> bool:
    """Whether words between a role and a name are its body or portfolio: "minister of sport X", never "for Mr X"."""
    inside = complement[1:]
    if complement[0].plain not in _OF or not 0 < len(inside) <= _MOST_OF_PORTFOLIO:
        return False
    return not any(
        word.type == "PERSON"
        or word.text.endswith(_OWNING)
        or (
            word.name is None
            and (is_role(word.plain) or is_honorific(word.text) or word.plain in _NO_PART - {"and", "of"})
        )
        for word in inside
    )


def _first(words: list[_Word], head: int) -> int:
    """Where a role begins that a head closes.

    Titles belong to it; other nouns and adjectives in small letters only where the phrase plainly begins before them
    ("a | long-serving minister"), since a verb may stand there ("met | minister X").
    """
    first = sure = head
    while first and head - first < _MOST_WORDS:
        word = words[first - 1]
        is_title = word.name is None and (is_role(word.plain) or is_modifier(word.plain))
        is_other = word.name is None and not word.text.endswith(_OWNING) and word.plain not in _NO_PART | _ARTICLES
        if not is_title and not (is_other and not word.text.endswith(".")):
            break
        if is_other and not is_title and word.text[0].isupper() and (first == 1 or words[head].text[0].islower()):
            break
        first -= 1
        sure = first if is_title else sure
    begins = first == 0 or words[first - 1].plain in _ARTICLES or words[first - 1].is_body
    begins = begins or (words[first - 1].plain in _BEFORE_PHRASE and sure - first <= 1)
    first = first if begins else sure
    while first < sure and (_QUALITY.fullmatch(words[first].plain) or words[first].plain == "based"):
        first += 1
    return first
