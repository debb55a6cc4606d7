"""From a text, or raw files, to what is in them as pandas frames, without a folder, a store or a server."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pandas as pd

from broadsheet.flows.bucket import raw_files
from broadsheet.flows.raw.companions import arranged
from broadsheet.transforms import pipeline
from broadsheet.transforms.articles.articles import Article, RawFile, article_of, articles_of
from broadsheet.transforms.metadata.language import Told, told_language
from broadsheet.transforms.readers import read as read_bytes
from broadsheet.transforms.records.passage import Passage, verbatim
from broadsheet.transforms.records.record import Block, Moment, Reading, Record

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")


def read(source: str | Path | bytes) -> Reading:
    """The articles in a raw file of any format that is known, as records, and what is refused of it, as rejects.

    `source`  the path of a file, or its bytes
    Raises    OSError, where the file cannot be read; never for what is in it

    >>> text = b"# Ferry stays\\n\\nBy Mira Solberg\\n\\n2021-03-02\\n\\nThe council of Osterby voted on Monday.\\n"
    >>> record = read(text).records[0]
    >>> record.title.text, record.authors[0].name, record.published.day.isoformat()
    ('Ferry stays', 'Mira Solberg', '2021-03-02')
    >>> read(b"").rejects[0].code
    'empty'
    """
    return read_bytes(source if isinstance(source, bytes) else Path(source).read_bytes())


def analyse(
    source: str | Path | Iterable[Path],
    *,
    published: date | str | None = None,
    language: str | None = "en",
    recogniser: str = "news",
    parse: bool = True,
) -> dict[str, pd.DataFrame]:
    """Every table of the dataset, by name, of a text or of raw files, as frames; `rejects` says what was refused.

    `source`      a text (a string; paragraphs are parted by an empty line), or the path of a file, of a folder, or
                  several paths of files. Offsets count code points of the section "text", which is the given text
                  where one empty line stands between paragraphs
    `published`   day of publication of a text ("2021-03-02"), from which its dates are counted; files bring their own
    `language`    ISO 639-1 code of a text; None: identified from it. Files bring their own
    `recogniser`  as the setting: news, news-fast, spacy:MODEL, none
    `parse`       False: no syntax, and fewer quotes, several times as fast
    Raises        SettingsError, for a recogniser that is not there; OSError, RefusedError for a file not readable

    >>> tables = analyse("“Nobody can do without it,” said Jonas Brandt.", parse=False)
    >>> tables["quotes"][["text", "speaker_surface"]].values.tolist()
    [['Nobody can do without it,', 'Jonas Brandt']]
    """
    models = pipeline.tools(recogniser, parse)
    if isinstance(source, str):
        tables = pipeline.whole([_article(source, published, language)], [], models)
    else:
        tables = pipeline.whole(*articles_of([*_raw_files(source)]), models)
    return {name: table.to_pandas() for name, table in tables.items()}


def sentences(text: str, *, language: str | None = "en") -> pd.DataFrame:
    """The sentences of a text with their features: one row each, as in the table `sentences`, without syntax.

    >>> sentences("Dr. Lund paid $3.5 million. Why?")["text"].tolist()
    ['Dr. Lund paid $3.5 million.', 'Why?']
    """
    return analyse(text, language=language, recogniser="none", parse=False)["sentences"]


def names(text: str, *, recogniser: str = "news") -> pd.DataFrame:
    """The names in a text: one row a mention, with its type and, as `entity`, the name of what it stands for.

    >>> names("Jonas Brandt lives in Osterby. Brandt is 61.")[["surface", "entity"]].values.tolist()
    [['Jonas Brandt', 'Jonas Brandt'], ['Osterby', 'Osterby'], ['Brandt', 'Jonas Brandt']]
    """
    tables = analyse(text, recogniser=recogniser, parse=False)
    entities = tables["entities"][["article_id", "entity_index", "canonical_name"]]
    rows = tables["mentions"].merge(entities, on=["article_id", "entity_index"], how="left")
    return rows.rename(columns={"canonical_name": "entity"})


def quotes(text: str, *, recogniser: str = "news", parse: bool = True) -> pd.DataFrame:
    """What is said in a text, and by whom: one row a quotation, as in the table `quotes`.

    >>> row = quotes("Mira Solberg said the ferry would stay.").iloc[0]
    >>> row["speaker_surface"], row["text"]
    ('Mira Solberg', 'the ferry would stay')
    """
    return analyse(text, recogniser=recogniser, parse=parse)["quotes"]


def _article(text: str, published: date | str | None, language: str | None) -> Article:
    day = date.fromisoformat(published) if isinstance(published, str) else published
    language_facts = Told(language, None, language) if language else told_language("", text)
    record = Record(
        raw_format="text",
        blocks=tuple(Block("paragraph", passage) for passage in _paragraphs(text)),
        has_raw_offsets=False,
        published=Moment(day, "day") if day else None,
        language=language_facts.language,
        language_score=language_facts.score,
        analysis_language=language_facts.analysis,
    )
    return article_of(RawFile("text", text.encode("utf-8", "replace")), record)


def _paragraphs(text: str) -> Iterator[Passage]:
    """The paragraphs, line ends within them as spaces; a code point stays one, so that offsets in the text hold."""
    start = 0
    for blank in [*_BLANK_LINE.finditer(text), None]:
        end = blank.start() if blank else len(text)
        if paragraph := verbatim(text.replace("\n", " "), start, end).stripped():
            yield paragraph
        start = blank.end() if blank else end


def _raw_files(source: Path | Iterable[Path]) -> Iterator[RawFile]:
    """The files of a folder as a run takes them: sorted, with what is read with them; links never followed."""
    if isinstance(source, Path) and source.is_dir():
        listing = arranged(raw_files.scan(source), partial(raw_files.read, source))
        yield from (raw_files.raw_file(source, file) for file in listing.found if file.joined_to is None)
        return
    for path in [source] if isinstance(source, Path) else source:
        yield RawFile(path.as_posix(), path.read_bytes())
