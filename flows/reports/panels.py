"""What the report shows: for each panel the columns it needs, the query that gives its rows, and how they are drawn."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, partial

from broadsheet.transforms.charts import specs
from broadsheet.transforms.tables.declared.operations import CHECKED
from broadsheet.transforms.vocabulary.gazetteer import points_of_cities

# So many names in a chart: what fits on a screen; of outlets, which a chart tells apart by colour, fewer. Set by hand.
_TOP = 20
_TOP_OUTLETS = 12
_NO_OUTLET, _OTHERS, _NO_AGENCY, _NO_EVIDENCE = "no outlet known", "other outlets", "no agency", "no evidence"
# The backdrop of the map: cities of a million, some 500, which show where the continents are.
_BACKDROP_POPULATION = 1_000_000
_OUTLET = f"coalesce(publisher_domain, '{_NO_OUTLET}')"
_OUTLETS = f"""
outlets AS (
    SELECT {_OUTLET} AS outlet, count(*) AS n_outlet
    FROM articles GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {_TOP_OUTLETS}
)"""


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of the report: shown when the snapshot has every column it `needs`, by table, and its query gives a row.

    `query` may hold {period} and {coarse}, the length of a column of time and of a cell of the calendar, and their
    {period_format} and {coarse_format}.
    """

    key: str
    title: str
    note: str
    needs: Mapping[str, frozenset[str]]
    query: str
    chart: Callable[[specs.Rows], specs.Spec] | None = field(default=None)


def _needs(**tables: str) -> dict[str, frozenset[str]]:
    return {name.replace("ops_", "ops."): frozenset(columns.split()) for name, columns in tables.items()}


@cache
def _backdrop() -> tuple[dict[str, float], ...]:
    return tuple({"lat": lat, "lon": lon} for lat, lon in points_of_cities(_BACKDROP_POPULATION))


def _map(rows: specs.Rows) -> specs.Spec:
    return specs.map_of_places(rows, "articles", _backdrop())


_ITS_OUTLET = f"coalesce(a.publisher_domain, '{_NO_OUTLET}')"
_SPEAKERS = f"""
spoken AS (
    SELECT {_ITS_OUTLET} AS outlet, e.canonical_name AS person, e.entity_key, e.type,
        coalesce(e.gender, '{_NO_EVIDENCE}') AS gender, q.n_words, q.kind = 'indirect' AS is_indirect
    FROM quotes q
    JOIN entities e ON e.article_id = q.article_id AND e.entity_index = q.speaker_entity_index
    JOIN articles a ON a.article_id = q.article_id
)"""
_QUOTED = _needs(
    quotes="article_id speaker_entity_index n_words kind",
    entities="article_id entity_index canonical_name entity_key type gender",
    articles="article_id publisher_domain",
)

PANELS = (
    Panel(
        "time",
        "Articles over time",
        "Kept articles by day of publication and outlet. Those without a day are not shown.",
        _needs(articles="published_date publisher_domain"),
        f"""
        WITH {_OUTLETS},
        dated AS (
            SELECT date_trunc('{{period}}', published_date)::DATE AS period,
                CASE WHEN publisher_domain IN (SELECT outlet FROM outlets LIMIT 7) THEN publisher_domain
                    ELSE '{_OTHERS}' END AS outlet
            FROM articles WHERE published_date IS NOT NULL
        ),
        periods AS (
            SELECT unnest(generate_series(min(period)::TIMESTAMP, max(period)::TIMESTAMP, INTERVAL 1 {{period}}))::DATE
                AS period
            FROM dated
        )
        SELECT strftime(period, '{{period_format}}') AS period, coalesce(outlet, '{_OTHERS}') AS outlet,
            count(outlet) AS articles
        FROM periods LEFT JOIN dated USING (period) GROUP BY ALL ORDER BY ALL""",
        partial(specs.columns_over_time, period="period", series="outlet", value="articles", rest=_OTHERS),
    ),
    Panel(
        "calendar",
        "Coverage calendar",
        "A cell is full where an outlet has articles; a ring marks a gap between its first article and its last.",
        _needs(articles="published_date publisher_domain"),
        f"""
        WITH {_OUTLETS},
        counted AS (
            SELECT publisher_domain AS outlet, date_trunc('{{coarse}}', published_date)::DATE AS period,
                count(*) AS articles
            FROM articles WHERE published_date IS NOT NULL GROUP BY ALL
        ),
        spans AS (SELECT outlet, min(period) AS first, max(period) AS last FROM counted GROUP BY 1),
        cells AS (
            SELECT outlet,
                unnest(generate_series(first::TIMESTAMP, last::TIMESTAMP, INTERVAL 1 {{coarse}}))::DATE AS period
            FROM spans JOIN outlets USING (outlet)
        )
        SELECT cells.outlet, strftime(cells.period, '{{coarse_format}}') AS period, coalesce(articles, 0) AS articles
        FROM cells LEFT JOIN counted USING (outlet, period) ORDER BY cells.outlet, cells.period""",
        partial(specs.calendar, name="outlet", period="period", value="articles"),
    ),
    Panel(
        "named",
        "Who is named",
        "Persons and organisations by the number of articles that name them.",
        _needs(entities="article_id entity_key canonical_name type n_mentions"),
        f"""
        SELECT mode(canonical_name) AS name, lower(type) AS type, count(DISTINCT article_id) AS articles,
            sum(n_mentions)::BIGINT AS mentions
        FROM entities WHERE type IN ('PERSON', 'ORG') GROUP BY entity_key, type
        ORDER BY articles DESC, mentions DESC, name LIMIT {_TOP}""",
        partial(specs.stacked_bars, name="name", series="type", value="articles", title="articles"),
    ),
    Panel(
        "quoted",
        "Who is quoted, and with how many words",
        "Words of direct and indirect quotations whose speaker is a named person or organisation.",
        _QUOTED,
        f"""
        WITH {_SPEAKERS},
        spoken_most AS (
            SELECT entity_key, mode(person) AS speaker, sum(n_words) AS every_word FROM spoken GROUP BY 1
            ORDER BY every_word DESC, speaker LIMIT {_TOP}
        )
        SELECT speaker, CASE WHEN is_indirect THEN 'indirect' ELSE 'direct' END AS speech, count(*) AS quotes,
            sum(n_words)::BIGINT AS words
        FROM spoken JOIN spoken_most USING (entity_key)
        GROUP BY speaker, speech, every_word ORDER BY every_word DESC, speaker, speech""",
        partial(specs.stacked_bars, name="speaker", series="speech", value="words", title="words"),
    ),
    Panel(
        "gender",
        "Quoted words by gender of the speaker",
        "Named persons only; gender is told by the text's own words (he, Ms), never guessed from a name.",
        _QUOTED,
        f"""
        WITH {_SPEAKERS}, {_OUTLETS}
        SELECT outlet, gender, quotes, words, round(words / sum(words) OVER (PARTITION BY outlet), 3) AS share
        FROM (
            SELECT 'all outlets' AS outlet, gender, count(*) AS quotes, sum(n_words)::BIGINT AS words, 1e9 AS n_outlet
            FROM spoken WHERE type = 'PERSON' GROUP BY ALL
            UNION ALL
            SELECT outlet, gender, count(*), sum(n_words)::BIGINT, n_outlet
            FROM spoken JOIN outlets USING (outlet) WHERE type = 'PERSON' GROUP BY ALL
        ) ORDER BY n_outlet DESC, outlet, gender""",
        partial(specs.share_bars, name="outlet", series="gender", value="words", rest=_NO_EVIDENCE),
    ),
    Panel(
        "source_type",
        "Quoted words by type of source",
        "What kind of source the quoted words are from.",
        _needs(quotes="source_type n_words"),
        """
        SELECT coalesce(source_type, 'not known') AS type, count(*) AS quotes, sum(n_words)::BIGINT AS words,
            round(sum(n_words) / sum(sum(n_words)) OVER (), 3) AS share
        FROM quotes WHERE (SELECT count(source_type) FROM quotes) > 0 GROUP BY 1 ORDER BY words DESC, type""",
        partial(specs.bars, name="type", value="words", title="words"),
    ),
    Panel(
        "tone",
        "Own tone against quoted tone",
        "Mean VADER score, from -1 to 1: the outlet's words outside quotation marks, and sentences mostly quoted.",
        _needs(
            articles="article_id publisher_domain vader_compound_unquoted",
            sentences="article_id vader_compound n_quoted_words n_words",
        ),
        f"""
        WITH {_OUTLETS},
        voices AS (
            SELECT {_OUTLET} AS outlet, 'own words' AS voice, vader_compound_unquoted AS tone FROM articles
            UNION ALL
            SELECT {_ITS_OUTLET}, 'quoted words', s.vader_compound
            FROM sentences s JOIN articles a USING (article_id)
            WHERE s.n_quoted_words > 0 AND 2 * s.n_quoted_words >= s.n_words
        )
        SELECT outlet, voice, round(avg(tone), 3) AS tone, count(tone) AS texts
        FROM voices JOIN outlets USING (outlet) WHERE tone IS NOT NULL
        GROUP BY outlet, voice, n_outlet ORDER BY n_outlet DESC, outlet, voice""",
        partial(specs.dots, name="outlet", series="voice", value="tone", title="mean score"),
    ),
    Panel(
        "readability",
        "Readability",
        "Flesch-Kincaid grade, in years of US schooling: the median article, and the middle half of them.",
        _needs(articles="publisher_domain flesch_kincaid_grade"),
        f"""
        WITH {_OUTLETS}
        SELECT outlet, round(quantile_cont(flesch_kincaid_grade, 0.25), 1) AS lower,
            round(median(flesch_kincaid_grade), 1) AS median,
            round(quantile_cont(flesch_kincaid_grade, 0.75), 1) AS upper,
            count(flesch_kincaid_grade) AS articles
        FROM (SELECT *, {_OUTLET} AS outlet FROM articles) JOIN outlets USING (outlet)
        WHERE flesch_kincaid_grade IS NOT NULL GROUP BY outlet, n_outlet ORDER BY n_outlet DESC, outlet""",
        partial(specs.ranges, name="outlet", bounds=("lower", "median", "upper"), title="grade"),
    ),
    Panel(
        "agencies",
        "Agency copy",
        "Articles with a news agency in byline, dateline or text, by agency.",
        _needs(articles="publisher_domain is_wire wire_agency"),
        f"""
        WITH {_OUTLETS}
        SELECT outlet, coalesce(wire_agency, '{_NO_AGENCY}') AS agency, count(*) AS articles,
            round(count(*) / n_outlet, 3) AS share
        FROM (SELECT *, {_OUTLET} AS outlet FROM articles) JOIN outlets USING (outlet)
        GROUP BY outlet, agency, n_outlet ORDER BY n_outlet DESC, outlet, agency""",
        partial(specs.share_bars, name="outlet", series="agency", value="articles", rest=_NO_AGENCY),
    ),
    Panel(
        "places",
        "Places named",
        "Cities by the number of articles that name them. Faint dots are cities of a million, for bearings.",
        _needs(entities="article_id canonical_name country_iso2 geonames_id lat lon place_precision"),
        """
        SELECT mode(canonical_name) AS place, any_value(country_iso2) AS country, any_value(lat) AS lat,
            any_value(lon) AS lon, count(DISTINCT article_id) AS articles
        FROM entities WHERE place_precision = 'city' GROUP BY geonames_id ORDER BY articles DESC, place LIMIT 200""",
        _map,
    ),
    Panel(
        "countries",
        "Countries named",
        "Countries by the number of articles that name them, or a place in them.",
        _needs(entities="article_id country_iso2"),
        f"""
        SELECT country_iso2 AS country, count(DISTINCT article_id) AS articles
        FROM entities WHERE country_iso2 IS NOT NULL GROUP BY 1 ORDER BY articles DESC, country LIMIT {_TOP}""",
        partial(specs.bars, name="country", value="articles", title="articles"),
    ),
    Panel(
        "copies",
        "Near copies",
        "Clusters of articles that say much the same, the largest first; a count of stories weighs each by 1 / size.",
        _needs(articles="cluster_id cluster_size title publisher_domain is_first_in_cluster"),
        """
        SELECT any_value(coalesce(title, article_key)) FILTER (is_first_in_cluster) AS first_article,
            count(*) AS articles, string_agg(DISTINCT publisher_domain, ', ' ORDER BY publisher_domain) AS outlets
        FROM articles WHERE cluster_size > 1 GROUP BY cluster_id ORDER BY articles DESC, first_article LIMIT 20""",
    ),
    Panel(
        "numbers",
        "Amounts in the text",
        "Numbers by their unit or currency.",
        _needs(numbers="article_id unit"),
        f"""
        SELECT coalesce(unit, 'no unit') AS unit, count(*) AS numbers, count(DISTINCT article_id) AS articles
        FROM numbers GROUP BY 1 ORDER BY numbers DESC, unit LIMIT {_TOP}""",
        partial(specs.bars, name="unit", value="numbers", title="numbers"),
    ),
    Panel(
        "rejects",
        "What was refused",
        "Raw files and articles that gave no row, by the reason; each is a row of `_ops/rejects`.",
        _needs(ops_rejects="stage code raw_path message resolved_run_id"),
        """
        SELECT code AS reason, stage, count(*) AS files, any_value(message) AS "for example"
        FROM ops.rejects WHERE resolved_run_id IS NULL GROUP BY ALL ORDER BY files DESC, reason, stage""",
        partial(specs.bars, name="reason", value="files", title="files"),
    ),
    Panel(
        "quality",
        "Checks and accuracy",
        "What was checked on this snapshot, and what the shipped models reached on gold that people marked.",
        _needs(ops_quality="check table part value low high n gold status"),
        f"""
        SELECT status, "check", "table", part, round(value, 3) AS value, low, high, n, gold FROM ops.quality
        ORDER BY status = 'ok', gold = '{CHECKED}', "table", gold, "check", part""",
    ),
    Panel(
        "runs",
        "Runs",
        "The last runs that wrote here.",
        _needs(ops_runs="started_at flow status n_new n_changed n_removed n_rejected"),
        """
        SELECT strftime(started_at, '%Y-%m-%d %H:%M') AS started, flow, status, n_new AS new, n_changed AS changed,
            n_removed AS removed, n_rejected AS rejected
        FROM ops.runs ORDER BY started_at DESC LIMIT 10""",
    ),
)
