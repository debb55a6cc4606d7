"""From an object of named fields, as JSON, a row of CSV or plain XML has them, to the story it tells.

The names that each field goes by are listed in `lexicons/article_fields.tsv`.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from broadsheet.transforms.readers.markup.blocks import Body, Picture, html_body, plain_body
from broadsheet.transforms.readers.markup.text import clean
from broadsheet.transforms.readers.story.story import Story
from broadsheet.transforms.vocabulary.folding import fold
from broadsheet.transforms.vocabulary.lists import rows

_NOT_LETTERS = re.compile(r"[_\-\s]+")


def folded(name: str) -> str:
    """The name of a field as names are compared."""
    return fold(_NOT_LETTERS.sub("", name))


# The names each field goes by, its own the last; a name is a path of names that leads into objects.
ALIASES: dict[str, tuple[tuple[str, ...], ...]] = {
    field: tuple(dict.fromkeys(tuple(map(folded, name.split("."))) for name in (*names.split("|"), field)))
    for field, names in rows("article_fields.tsv")
}
LISTS = frozenset(path[0] for path in ALIASES.pop("list"))
# "data" is a date in some languages and a list of articles in others: it tells no article by itself.
_FIRST_NAMES = {
    field: frozenset(path[0] for path in paths if len(path) == 1) - LISTS for field, paths in ALIASES.items()
}
_LONG_PATHS = {field: tuple(path for path in paths if len(path) > 1) for field, paths in ALIASES.items()}
_INNER = ("rendered", "@value", "main", "name", "title", "value", "text", "headline", "@id", "url", "#text", "original")
_INNER_BODY = ("rendered", "html", "content", "text", "@value", "value", "#text")
_INNER_DATE = ("@value", "$date", "$numberLong", "value", "#text")
_INNER_KEYWORD = ("rendered", "@value", "value", "name", "text", "#text")
_INNER_CREDIT = ("name", "text", "rendered", "@value")
_ADDRESS_FIELDS = frozenset({"url", "canonical_url", "image_url"})
_BODY_FIELDS = ("body_html", "body")
_DATE_FIELDS = frozenset({"published_date", "modified_date"})
# Numbers under these names are keys of other tables.
_WORD_FIELDS = frozenset({"author", "byline", "section", "genre", "keywords", "publisher", "wire_agency", "summary"})
_PICTURE_FIELDS = frozenset({"image_url", "image_caption", "image_credit"})
_OFFERED = tuple(field for field in ALIASES if field not in (*_BODY_FIELDS, *_PICTURE_FIELDS, "keywords", "summary"))
_GMT = frozenset({"dategmt", "modifiedgmt", "postdategmt", "datepublishedutc"})
_ZONED = re.compile(r"(?:Z|UTC|GMT|[+-]\d\d:?\d\d)$")
_PAGE = re.compile(r"\s{0,99}(?:<!--.{0,400}?-->\s*)?<(?:!doctype html|html)[\s>]", re.IGNORECASE | re.DOTALL)
_BLOCK_MARK_UP = re.compile(r"<(?:p|div|br|h[1-6]|ul|ol|blockquote|section|article)[\s>/]", re.IGNORECASE)
# Ends of lines that were escaped once more than they were read; the same stands in the paths of some systems.
_ESCAPED_ENDS = re.compile(r"(?:\\r)?\\n")
_PATH = re.compile(r"\b[A-Za-z]:\\")
_MARK_UP = re.compile(r"</[a-zA-Z][a-zA-Z0-9]{0,15}>|<br\s*/?>")
_KEYWORD_ENDS = re.compile("[,;،、，]")
# A list as Python writes it into a cell.
_WRITTEN_LIST = re.compile(r"""\[(?:\s*(?:'[^'\\]*'|"[^"\\]*")\s*(?:,|(?=\])))+\s*\]""")
_WRITTEN = re.compile(r"""'([^'\\]*)'|"([^"\\]*)\"""")
# "Marrow, Ilse J.": a family name of one to three words, and given names or initials.
_INVERTED = re.compile(r"\s*[^\W\d_][\w.'’-]*(?: [\w.'’-]+){0,2}, [^\W\d_][\w.'’-]*(?: [\w.'’-]+){0,3}\s*")
_GIVEN = ("firstname", "givenname", "first", "given", "forename", "vorname", "prenom", "nombre", "nome")
_FAMILY = ("lastname", "familyname", "last", "family", "surname", "nachname", "nom", "apellido", "apellidos", "cognome")
_PICTURE_URLS = ("contenturl", "url", "sourceurl", "src", "href", "@id")
_PICTURE_CREDITS = ("credittext", "credit", "creditline", "photographer", "author", "creator")
_WEB = ("http://", "https://")
_MAX_ENTRIES = 60  # of a list in a field: a bound on cost, set by hand
_MAX_KEYS = 2_000  # of an object: a bound on cost, set by hand
_MAX_DEPTH = 3  # of values in values: a bound on recursion, set by hand
_MAX_NUMBER = 10**12  # set by hand: greater ones are keys or times, no words of a field
# Milliseconds since 1970 have 13 digits.
_MAX_MOMENT = 10**13

Fields = Mapping[str, Any]


def is_article(fields: Fields) -> bool:
    """Whether an object has the fields of a text and of a title or an address; or of title, summary and date."""
    has = fields_in(fields)
    if has["body"] or has["body_html"]:
        return has["title"] or has["url"]
    return has["summary"] and has["title"] and has["published_date"]


def is_headline(fields: Fields) -> bool:
    """Whether an object has the fields of a headline, an address and a day, as lists of articles without texts have."""
    has = fields_in(fields)
    return has["title"] and has["url"] and (has["published_date"] or has["publisher"])


def fields_in(fields: Fields) -> dict[str, bool]:
    """Of each field whether an object has a name that it goes by; a name that leads into an object must lead on."""
    by_name: dict[str, Any] = {}
    for name, _ in zip(fields, range(_MAX_KEYS), strict=False):
        by_name.setdefault(folded(str(name)), fields[name])
    return {
        field: not by_name.keys().isdisjoint(_FIRST_NAMES[field])
        or any(_led(by_name.get(path[0]), path[1:]) for path in _LONG_PATHS[field] if path[0] in by_name)
        for field in _FIRST_NAMES
    }


def names_text(names: list[str]) -> bool:
    """Whether the names of columns are those of a table of articles: a text, and a title or an address."""
    known = {folded(name) for name in names}
    has = {field for field in _FIRST_NAMES if not known.isdisjoint(_FIRST_NAMES[field])}
    return not has.isdisjoint(_BODY_FIELDS) and not has.isdisjoint(("title", "url"))


def story_of(fields: Fields, raw_format: str, source: str, names: Mapping[str, str] | None = None) -> Story:
    """The story that an object tells; `names`: what to call the values of a field in the evidence, where not by the
    name they have in the object."""
    story = Story(raw_format, source)
    labels = {folded(field): name for field, name in (names or {}).items()}
    by_name: dict[str, Any] = {}
    for name, _ in zip(fields, range(_MAX_KEYS), strict=False):
        by_name.setdefault(folded(name), fields[name])
    for field in _OFFERED:
        values = _values(by_name, field)
        for path, value in _inverted_names(values) if field == "author" else values:
            _offer(story, field, labels.get(path, path), value)
    _read_terms(story, by_name)
    for _, value in _values(by_name, "keywords"):
        story.keywords.extend(part.strip() for part in _KEYWORD_ENDS.split(value))
    for path, value in _values(by_name, "summary"):
        story.offer("summary", value, path)
    _read_body(story, by_name)
    _read_picture(story, by_name)
    return story


def _offer(story: Story, field: str, path: str, value: str) -> None:
    if field in _ADDRESS_FIELDS and "://" not in value:
        return
    if path in _GMT and not _ZONED.search(value):
        value = f"{value}Z"
    if field == "publisher" and "://" in value:
        field = "url"
    if field == "byline" or (field == "author" and _is_sentence(value)):
        field = "byline"
    story.offer(field, value, path)


def _inverted_names(values: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The values, with several names in a list that have the family name first as one byline: their commas part no
    people."""
    by_path: dict[str, list[str]] = {}
    for path, value in values:
        by_path.setdefault(path, []).append(value)
    for path, names in by_path.items():
        if len(names) > 1 and all(map(_INVERTED.fullmatch, names)):
            yield path, "; ".join(names)
        else:
            yield from ((path, name) for name in names)


def _is_sentence(value: str) -> bool:
    """Whether the value of a field for a name is rather a byline."""
    return any(mark in value for mark in (",", ";", " and ", " & ", "|", "/")) or value.lower().startswith("by ")


def _read_terms(story: Story, by_name: Fields) -> None:
    """The categories and tags of WordPress, which come in one list for each kind."""
    groups = _led(by_name.get("embedded"), ("wp:term",))
    for group in groups[:_MAX_ENTRIES] if isinstance(groups, list) else ():
        for term in group[:_MAX_ENTRIES] if isinstance(group, list) else ():
            name = term.get("name") if isinstance(term, Mapping) else None
            if isinstance(name, str) and term["name"].strip():
                if term.get("taxonomy") == "category":
                    story.offer("section", name, "embedded.wp:term")
                else:
                    story.keywords.append(name)


def _read_body(story: Story, by_name: Fields) -> None:
    """The first body that has a text; what is in parts is joined."""
    base = next(iter(story.values("url")), None)
    for field in _BODY_FIELDS:
        for path in ALIASES[field]:
            value = _led(by_name.get(path[0]), path[1:])
            parts = [_body_of(text, field == "body_html", base) for text in _texts(value) if not _PAGE.match(text)]
            if any(part.blocks for part in parts):
                story.body = Body(
                    [block for part in parts for block in part.blocks],
                    [picture for part in parts for picture in part.pictures],
                )
                return


def page_in(fields: Fields) -> str | None:
    """The whole page that an object holds, as collectors keep it beside what they took from it; None without one."""
    by_name = {folded(str(name)): fields[name] for name, _ in zip(fields, range(_MAX_KEYS), strict=False)}
    for path in (*ALIASES["body_html"], *ALIASES["body"]):
        for text in _texts(_led(by_name.get(path[0]), path[1:])):
            if _PAGE.match(text):
                return text
    return None


def _texts(value: object) -> Iterator[str]:
    """The texts of a body: itself, the entries of a list, what a block contains."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            if item.strip():
                yield item
        elif isinstance(item, list | tuple):
            waiting += reversed(item)
        elif isinstance(item, Mapping):
            waiting += [item[key] for key in _INNER_BODY if item.get(key)][:1]


def _body_of(value: str, is_html: bool, base: str | None) -> Body:
    if "\\n" in value and "\n" not in value.strip() and not _PATH.search(value):
        value = _ESCAPED_ENDS.sub("\n", value)
    marked = _BLOCK_MARK_UP.search(value) or (is_html and _MARK_UP.search(value))
    return html_body(value, base) if marked else plain_body(clean_text(value))


def clean_text(value: str) -> str:
    """A plain text; where it has stray mark-up or entities, without them, line by line."""
    if not _MARK_UP.search(value) and "&" not in value:
        return value
    return "\n".join(clean(line) for line in value.split("\n"))


def _read_picture(story: Story, by_name: Fields) -> None:
    """The pictures beside the text, set before those in it."""
    caption = next((value for _, value in _values(by_name, "image_caption")), "")
    credit = next((value for _, value in _values(by_name, "image_credit")), "")
    pictures: list[Picture] = []
    urls: set[str] = set()
    captions: set[str] = set()
    for path in ALIASES["image_url"]:
        for picture, is_size in _pictures(_led(by_name.get(path[0]), path[1:])):
            if not pictures or not (is_size or picture.url in urls or picture.caption in captions):
                pictures.append(picture)
                urls.add(picture.url)
                captions |= {picture.caption} if picture.caption else set()
    first = pictures[0] if pictures else Picture()
    first = Picture(first.url, first.caption or clean(caption), first.credit or clean(credit))
    if first.url or first.caption:
        story.body.pictures[:0] = [first, *pictures[1:]]


def _pictures(value: object) -> Iterator[tuple[Picture, bool]]:
    """The pictures of a value that have an address of the web; and whether each may be another size of the first:
    given by its address alone, or by its width and without a caption."""
    for item in value[:_MAX_ENTRIES] if isinstance(value, list) else [value]:
        if isinstance(item, Mapping):
            parts = {folded(str(key)): item[key] for key, _ in zip(item, range(_MAX_KEYS), strict=False)}
            url = next((text for text in _strings_under(parts, _PICTURE_URLS) if text.startswith(_WEB)), "")
            caption = next(_strings_under(parts, ("caption",)), "")
            picture = Picture(url, clean(caption), clean(next(_strings_under(parts, _PICTURE_CREDITS), "")))
            is_size = not picture.caption and "width" in parts
        else:
            picture, is_size = Picture(next(_texts(item), "")), True
        if picture.url.startswith(_WEB):
            yield picture, is_size


def _strings_under(parts: Fields, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        yield from (text for text in _strings(parts.get(name), _INNER_CREDIT) if isinstance(text, str))


def _values(by_name: Fields, field: str) -> Iterator[tuple[str, str]]:
    """The values under the names of a field, in the order of the list, each with its name."""
    is_date = field in _DATE_FIELDS
    inner = _INNER_DATE if is_date else _INNER_KEYWORD if field == "keywords" else _INNER
    for path in ALIASES[field]:
        if path[0] in by_name:
            name = ".".join(path)
            for value in _strings(_led(by_name[path[0]], path[1:]), inner):
                if isinstance(value, str):
                    yield from ((name, text) for text in _written(value, field))
                elif is_date or (isinstance(value, int) and abs(value) < _MAX_NUMBER and field not in _WORD_FIELDS):
                    yield name, str(value)


def _written(value: str, field: str) -> list[str]:
    """The value, or the entries of the list that is written in it."""
    text = value.strip()
    if field in ("author", "keywords") and _WRITTEN_LIST.fullmatch(text):
        return [single or double for single, double in _WRITTEN.findall(text) if (single or double).strip()]
    return [value]


def _led(value: object, path: tuple[str, ...]) -> object:
    """What a path of names leads to, in each entry of a list; None where it breaks off."""
    for at, name in enumerate(path):
        if isinstance(value, list):
            values = [_led(entry, path[at:]) for entry in value[:_MAX_ENTRIES]]
            return [entry for entry in values if entry] or None
        if not isinstance(value, Mapping):
            return None
        value = next((value[key] for key in value if folded(str(key)) == name), None)
    return value


def _strings(value: object, inner: tuple[str, ...]) -> Iterator[str | float]:
    """The strings and numbers of a value: itself, the entries of a list, the first named part of an object."""
    waiting = [(value, 0)]
    count = 0
    while waiting and count < _MAX_ENTRIES:
        item, depth = waiting.pop()
        if isinstance(item, str):
            if item.strip():
                count += 1
                yield item
        elif isinstance(item, int | float) and not isinstance(item, bool) and abs(item) < _MAX_MOMENT:
            yield item
        elif depth < _MAX_DEPTH:
            if isinstance(item, list | tuple):
                waiting += [(part, depth + 1) for part in reversed(item[:_MAX_ENTRIES])]
            elif isinstance(item, Mapping):
                if isinstance(dated := item.get("date-parts"), list) and dated and isinstance(dated[0], list):
                    item = {"value": "-".join(f"{part:02}" for part in dated[0][:3] if isinstance(part, int))}
                parts = [(item[key], depth + 1) for key in inner if item.get(key)][:1]
                waiting += parts or [(name, depth + 1) for name in _name_in_parts(item)]


def _name_in_parts(item: Mapping[Any, Any]) -> list[str]:
    """The name of a person whose given and family names stand apart; none for anything else."""
    parts = {folded(str(key)): value for key, value in item.items() if isinstance(value, str) and value.strip()}
    given = next((parts[name] for name in _GIVEN if name in parts), "")
    family = next((parts[name] for name in _FAMILY if name in parts), "")
    return [f"{given} {family}".strip()] if family else []
