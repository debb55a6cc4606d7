"""One document of an export, by its lines: labels, masthead, headline, byline, text."""

import re
from collections.abc import Sequence

from broadsheet.transforms.metadata.bylines import looks_like_byline
from broadsheet.transforms.metadata.date_values import moment_of
from broadsheet.transforms.metadata.names import person_name
from broadsheet.transforms.readers.exports.labels import Labelled, continued, labelled
from broadsheet.transforms.readers.exports.mastheads import masthead_of
from broadsheet.transforms.readers.exports.source import Draft, Line, paragraphs_of, value_of
from broadsheet.transforms.vocabulary.folding import fold

# A longer line is prose, and prose begins the text.
_PROSE = 160
# Headlines are shorter, or have no full stop behind them.
_SENTENCE, _MIN_SPACES = 70, 9
_ENDED = tuple('.!?…”"»')
_MAX_HEAD_LINES = 12  # lines of a head without labels; a longer one is a list or a poem, set by hand
_MAX_HEADLINE = 300  # characters on at most three lines; more are prose that broke
_WORDS = re.compile(
    r"[\d.,]{1,7}\s?(?:words?|w[öo]rter|mots|palabras|parole|palavras|woorden|słów|ord)\b.{0,20}", re.IGNORECASE
)
_PICTURE = re.compile(
    r"\s*(?:photos?|images?|fotos?|bild(?:er)?|grafik|graphic)\s*(?:\d{1,2})?\s*[:,]\s*", re.IGNORECASE
)
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d(?::\d\d)?(?:\s?(?:am|pm|uhr|GMT|UTC|[A-Z]{3,4}))?", re.IGNORECASE)
_RIGHTS = re.compile(
    r"""(?:
      copyright | \(c\) | ©
    | all\ rights\ reserved | alle\ rechte\ vorbehalten | tous\ droits\ r[ée]serv[ée]s  # English, German, French
    | todos\ los\ derechos | tutti\ i\ diritti | todos\ os\ direitos  # Spanish, Italian, Portuguese
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_EDITION = re.compile(
    r"""
      (?:[\w.]+\s){0,3}(?:edition|\w{0,20}ausgabe|[ée]dition|edici[óo]n|edizione|edi[çc][ãa]o|editie|wydanie)\b.{0,30}
    | (?:pp?|pg|s|seite|page|p[áa]gina|pagina)\.?\s*[A-Z]?[\d.,-]+
    | english | deutsch | german | fran[çc]ais | french | espa[ñn]ol | spanish | italiano | italian | dutch | nederlands
    | portugu[eê]s | portuguese | polski | polish | final | late\ edition | [\d_=*-]+ | [A-Z]{4,8} | https?://\S+
    | view\ the\ original\ page.* | open\ in\ new\ window.*
    | \d{1,6}\ (?:of|von|de|sur|di|van|z)\ \d{1,6}(?:\ (?:documents?|dokumenten?|documentos|documenti))?
    | (?:document|dokument|documento)\ \d{1,6}\ (?:of|von|de|sur|di|van|z)\ \d{1,6}
    | (?:document|dokument|documento)\ [A-Z0-9]{10,40}
    """,
    re.VERBOSE | re.IGNORECASE,
)


# Means a headline in Swedish and a section in German; names of sections have few words.
_HEADLINE_OR_SECTION = frozenset({"rubrik"})
_MAX_SECTION = 3
# Behind a name as catalogues write it, "Fisk, Lena."; behind an initial it is part of the name.
_STOP = re.compile(r"(?<=\w\w)\.$")


def draft_of(lines: Sequence[Line], *, is_flowed: bool) -> Draft:
    """What a document says: the lines before the text are its outlet, day, headline and byline, in whatever order;
    labels say their fields wherever they stand; the text begins behind its label, or with the first prose."""
    draft = Draft()
    at = _read_head(draft, lines)
    _read_body(draft, lines[at:], is_flowed=is_flowed)
    if not draft.has("title") and draft.ambiguous is not None:
        draft.headline = [draft.ambiguous]
        draft.offer("title", draft.ambiguous.text, "rubrik")
    return draft


def _read_head(draft: Draft, lines: Sequence[Line]) -> int:
    """Read the lines above the text; gives the place where it begins."""
    free: list[Line] = []
    labels = [(at, label) for at, line in enumerate(lines) if (label := labelled(line)) is not None]
    start = _start_of_body(lines, labels)
    at = 0
    while at < start:
        line = lines[at]
        label = labelled(line)
        at += 1
        if label is not None:
            below = continued(lines, at, start) if label.field not in ("body", "drop") else []
            at += len(below)
            _offer(draft, label, value_of([label.value, *below]))
        elif line.text:
            free.append(line)
    _read_free(draft, free)
    return start


def _start_of_body(lines: Sequence[Line], labels: Sequence[tuple[int, Labelled]]) -> int:
    """The place of the line with which the text begins: that of the text's label, or the first prose below the head."""
    first = next((at for at, line in enumerate(lines) if is_prose(line.text) and not labelled(line)), len(lines))
    marked = next((at for at, label in labels if label.field == "body" and at <= first), None)
    if marked is not None:
        return marked
    last = max((at for at, _ in labels if at < first), default=-1)
    if last >= 0:
        while last + 1 < first and lines[last + 1].text:
            last += 1
        return last + 1
    filled = [at for at, line in enumerate(lines[:first]) if line.text]
    return first if len(filled) <= _MAX_HEAD_LINES else 0


def _offer(draft: Draft, label: Labelled, value: str) -> None:
    if label.field == "masthead":
        masthead = masthead_of(value)
        if masthead:
            draft.offer("publisher", masthead.outlet, label.label)
            draft.offer("published_date", masthead.day, label.label)
    elif label.field == "publisher" and (masthead := masthead_of(value)):
        draft.offer("publisher", masthead.outlet, label.label)
        draft.offer("published_date", masthead.day, label.label)
    elif label.field == "publisher":
        draft.offer("publisher", value.partition(";")[0], label.label)
    elif label.field == "section" and fold(label.label) in _HEADLINE_OR_SECTION and len(value.split()) > _MAX_SECTION:
        draft.offer("title", value, label.label)
        if not draft.headline and value == label.value.text:
            draft.headline = [label.value]
    elif label.field == "section":
        draft.ambiguous = label.value if fold(label.label) in _HEADLINE_OR_SECTION else draft.ambiguous
        draft.offer("section", re.split(r"\s*;\s*|,? (?:Pg?|S)\. ?\w", value)[0], label.label)
    elif label.field == "caption":
        draft.captions.append(_PICTURE.sub("", value))
    elif label.field == "title":
        draft.offer("title", value, label.label)
        if not draft.headline and value == label.value.text:
            draft.headline = [label.value]
    elif label.field == "agency":
        draft.offer("wire_agency", value, label.label)
    elif label.field not in ("body", "drop"):
        draft.offer(label.field, _STOP.sub("", value) if label.field == "byline" else value, label.label)


def _read_free(draft: Draft, lines: Sequence[Line]) -> None:
    """Read the lines of the head without a label: what stands before the day is the outlet, or headline and outlet."""
    before: list[Line] = []
    after: list[Line] = []
    day: Line | None = None
    is_outlet_below = False
    for line in lines:
        text = line.text
        if _WORDS.fullmatch(text):
            # Factiva says how many words there are before it says when, and whose it is behind that.
            is_outlet_below = day is None
        elif _CLOCK.fullmatch(text) or _RIGHTS.match(text) or _EDITION.fullmatch(text):
            continue
        elif looks_like_byline(text) and (before or after):
            draft.offer("byline", text, "head")
        elif day is None and _is_day(text):
            day = line
            draft.offer("published_date", _day(text), "head")
        elif day is None and before and (match := _SECTION_AND_DAY.fullmatch(text)) and _is_day(match["day"]):
            day = line
            draft.offer("section", match["section"], "head")
            draft.offer("published_date", _day(match["day"]), "head")
        elif day is None and (masthead := masthead_of(text)):
            day = line
            draft.offer("publisher", masthead.outlet, "masthead")
            draft.offer("published_date", masthead.day, "masthead")
            draft.offer("section", masthead.section, "masthead")
        else:
            (before if day is None else after).append(line)
    if is_outlet_below and after:
        draft.offer("publisher", after.pop(0).text, "below_day")
    if is_outlet_below and len(before) > 1 and person_name(before[-1].text.split()):
        draft.offer("byline", before.pop().text, "head")
    if is_outlet_below and len(before) > 1 and _is_section(before[0].text, before[1].text):
        draft.offer("section", before.pop(0).text, "head")
    _name(draft, before, after, has_day=day is not None)


def _is_section(text: str, below: str) -> bool:
    """Whether a line above a headline is the name of a section: a word or three, fewer than the headline has."""
    return len(text.split()) <= _MAX_SECTION and len(text.split()) < len(below.split()) and not text.endswith(_ENDED)


def _name(draft: Draft, before: list[Line], after: list[Line], *, has_day: bool) -> None:
    """Tell the headline and the outlet from the lines before the day and after it."""
    has_outlet = draft.has("publisher")
    if has_day and before and not has_outlet and (len(before) > 1 or after):
        draft.offer("publisher", before.pop().text, "above_day")
        has_outlet = True
    headline = before or after[:1]
    if before and not headline:
        return
    if not draft.has("title") and headline:
        draft.headline = headline[:3] if sum(len(line.text) for line in headline) <= _MAX_HEADLINE else headline[:1]
        draft.offer("title", value_of(draft.headline), "head")
        rest = (after if headline is before else after[1:])[:1]
    else:
        rest = []
    if rest and not draft.has("byline") and person_name(rest[0].text.split()):
        draft.offer("byline", rest[0].text, "head")
    elif rest and not has_outlet and has_day and headline is before:
        draft.offer("publisher", rest[0].text, "below_day")
    elif rest:
        draft.offer("subtitle", rest[0].text, "head")


def is_prose(text: str) -> bool:
    """Whether a line is a sentence or more, not a headline, a name or a value."""
    return len(text) > _PROSE or (len(text) > _SENTENCE and text.endswith(_ENDED) and text.count(" ") >= _MIN_SPACES)


def is_word_count(text: str) -> bool:
    """Whether a line says how many words a document has."""
    return bool(_WORDS.fullmatch(text))


def _day(text: str) -> str:
    """The day that a line says, without the name of an edition behind it."""
    match = None if moment_of(text) else _DAY_WITH_MORE.fullmatch(text)
    return match[1] if match else text


def _is_day(text: str) -> bool:
    moment = moment_of(_day(text))
    return moment is not None and moment.precision in ("day", "minute", "second")


def _read_body(draft: Draft, lines: Sequence[Line], *, is_flowed: bool) -> None:
    """Read the text and what labels stand below or between it."""
    kept: list[Line] = []
    is_text = True
    at = 0
    while at < len(lines):
        line = lines[at]
        label = labelled(line)
        at += 1
        if label is None:
            if is_text and not _is_furniture(line.text):
                kept.append(line)
            elif draft.captions and not draft.captions[-1] and line.text:
                draft.captions[-1] = line.text
            continue
        if label.field == "body":
            is_text = True
            kept.append(label.value)
            continue
        below = continued(lines, at, len(lines))
        if len(label.value.text) > _PROSE and is_text and label.field != "summary":
            kept.append(line)
            continue
        at += len(below)
        _offer(draft, label, value_of([label.value, *below]))
        is_text = False
    draft.paragraphs = paragraphs_of(kept, is_flowed=is_flowed)
    if not draft.headline and not draft.has("title") and len(draft.paragraphs) > 1:
        _take_headline(draft)


# "Société, vendredi 5 mars 2021, p. 4", below the name of the outlet.
_SECTION_AND_DAY = re.compile(r"(?P<section>[^,\d]{2,40}), (?P<day>[^,]{6,40})(?:, (?:pp?|S|s)\.? ?[\w-]{1,12})?")
# "March 5, 2021 Friday Final Edition": behind the day stand its name and that of the edition.
_DAY_WITH_MORE = re.compile(r"(\D{3,12} \d{1,2},? (?:19|20)\d\d|\d{1,2}\.? \D{3,12} (?:19|20)\d\d),?(?: [^\W\d]+){1,5}")


def _take_headline(draft: Draft) -> None:
    """Take a first paragraph that is no sentence for the headline, where the head has none."""
    first, second = draft.paragraphs[:2]
    text = value_of(first)
    if len(text) <= _MAX_HEADLINE and not text.endswith(_ENDED) and is_prose(value_of(second)):
        draft.headline = first
        draft.offer("title", text, "body")
        draft.paragraphs.pop(0)


def _is_furniture(text: str) -> bool:
    return bool(text) and len(text) < _PROSE and bool(_RIGHTS.match(text) or _MARK.fullmatch(text))


_MARK = re.compile(
    r"""(?:
      end\ of\ document
    | [_=*-]{3,}  # a rule
    | (?:news|bio|web)[·.]\d{8}[·.][\w-]{1,12}[·.]\w{1,40}  # the number of the document, as Europresse has it
    | (?:document|dokument|documento)\ [A-Z0-9]{10,40}  # the number of the document
    | load-date | classification  # labels whose values stand elsewhere
    )""",
    re.IGNORECASE | re.VERBOSE,
)
