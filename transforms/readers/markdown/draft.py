"""What the passes over a text file know of its article so far, with a candidate for each value seen."""

from dataclasses import dataclass, field
from datetime import date

from broadsheet.transforms.metadata.moments import Role, is_ambiguous_date, parse_moment, parse_moments
from broadsheet.transforms.readers.story.evidence import NOWHERE, Evidence, Nowhere
from broadsheet.transforms.readers.story.parts import Part
from broadsheet.transforms.records.passage import Passage
from broadsheet.transforms.records.record import Author, Image, Moment
from broadsheet.transforms.records.spans import Span

# Where a value may come from, the most trusted first: `candidates.source`, and `published_source` for dates.
SOURCES = (
    "front_matter",  # YAML, TOML or JSON before the text
    "header",  # lines "Label: value"
    "date_line",  # a line that is nothing but dates
    "byline",  # the line that names the authors
    "heading",  # a heading of the text, or a first line in its place
    "title_suffix",  # what a title has after the headline
    "dateline",  # the place and day that the first paragraph begins with
    "footer",  # lines below the text
    "sign_off",  # names below the text
    "copyright",  # the line of rights
    "page",  # the page around the text
    "url",  # the article's address
    "text",  # the body itself
)
_RANK = {source: rank for rank, source in enumerate(SOURCES)}


@dataclass(slots=True)
class DatedText:
    """A date as found: `moment` is None where the text names none, or one whose day and month are unclear."""

    role: Role
    text: str
    moment: Moment | None
    source: str
    candidate: int
    is_ambiguous: bool = False


@dataclass(slots=True)
class Draft(Evidence):
    """What is known of the article so far."""

    source: str
    parts: list[Part]
    title: Passage | None = None
    title_index: int = -1
    is_page: bool = False
    subtitle: Passage | None = None
    byline_raw: str | None = None
    authors: list[Author] = field(default_factory=list)
    dateline_raw: str | None = None
    dateline_place: str | None = None
    dateline_agency: str | None = None
    images: list[Image] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)
    dates: list[DatedText] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    cap: int | None = field(
        default=None, kw_only=True
    )  # A text states each value where it stands, and is bounded itself.

    def flag(self, name: str) -> None:
        """Note what is odd about the article, once."""
        if name not in self.flags:
            self.flags.append(name)

    def derive(self, name: str, value: str, rule: str, origin: int | None) -> None:
        """Choose a value made from another candidate, which has its source and span; that one itself if they agree."""
        if origin is None:
            return
        candidate = self.candidates[origin]
        if (candidate.field, candidate.value) == (name, value):
            self.choose(origin)
        else:
            self.choose(self.offer(name, value, candidate.source, rule, self.span_of(origin)))

    def span_of(self, index: int | None) -> Span | Nowhere:
        """Where a candidate stands in the source."""
        candidate = self.candidates[index] if index is not None else None
        if candidate is None or candidate.start is None or candidate.end is None:
            return NOWHERE
        return candidate.start, candidate.end

    def best(self, name: str) -> str | None:
        """The value of the most trusted source for a field, which is chosen; the first one where two are equal."""
        index = self.best_index(name)
        if index is None:
            return None
        self.choose(index)
        return self.candidates[index].value

    def best_index(self, name: str) -> int | None:
        """The candidate of the most trusted source for a field, the first one where two are equal; not yet chosen."""
        return min(self.indices(name), key=lambda index: (_RANK[self.candidates[index].source], index), default=None)

    def add_authors(self, authors: tuple[Author, ...], source: str, rule: str, span: Span) -> None:
        """Note authors; a name that is known already is not added again."""
        if any(author.kind == "person" for author in authors):
            self._drop_staff()
        known = {author.name.casefold() for author in self.authors}
        for author in authors:
            index = self.offer("author", author.name, source, rule, span)
            if author.name.casefold() not in known:
                known.add(author.name.casefold())
                self.authors.append(author)
                self.choose(index)

    def _drop_staff(self) -> None:
        """Staff is no author where a person is named."""
        staff = {author.name for author in self.authors if author.kind == "staff"}
        if staff:
            self.authors = [author for author in self.authors if author.name not in staff]
            self.chosen = {
                index
                for index in self.chosen
                if (self.candidates[index].field, self.candidates[index].value)
                not in {("author", name) for name in staff}
            }
            self.flags = [flag for flag in self.flags if flag != "collective_byline"]

    def add_dates(self, text: str, source: str, span: Span, role: Role | None = None) -> bool:
        """Note the dates in a text that is nothing but dates; False where it is more, or holds none."""
        moments = parse_moments(text)
        for seen_role, moment in moments:
            self._date(role or seen_role, text, moment, (source, "", span))
        if moments or not is_ambiguous_date(text):
            return bool(moments)
        self._date(role or "published", text, None, (source, "day_or_month_first", span))
        self.dates[-1].is_ambiguous = True
        return True

    def reject_date(self, text: str, source: str, span: Span) -> None:
        """Note a text in the place of a date that names no usable one."""
        if any(char.isdigit() for char in text):
            self.offer("published_date", text, source, "rejected", span)
            self.flag("date_rejected")

    def add_moment(self, role: Role, moment: Moment, text: str, source: str, span: Span) -> None:
        """Note a date that was found inside other text."""
        self._date(role, text, moment, (source, "", span))

    def _date(self, role: Role, text: str, moment: Moment | None, origin: tuple[str, str, Span]) -> None:
        source, rule, span = origin
        name = {"published": "published_date", "modified": "modified_date"}.get(role, "collected_date")
        index = self.offer(name, text, source, rule or (moment.precision if moment else ""), span)
        self.dates.append(DatedText(role, text, moment, source, index))

    def dates_of(self, role: Role) -> list[DatedText]:
        """The dates of a role, the most trusted source first."""
        return sorted((dated for dated in self.dates if dated.role == role), key=lambda dated: _RANK[dated.source])


def settled(dated: DatedText, near: date | None) -> Moment | None:
    """The moment of a date; where day and month are unclear, the reading that is the given day."""
    if dated.moment is not None or near is None:
        return dated.moment
    for day_first in (True, False):
        moment = parse_moment(dated.text, day_first=day_first)
        if moment is not None and moment.day == near:
            return moment
    return None
