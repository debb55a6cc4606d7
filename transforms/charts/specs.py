"""Charts in Vega-Lite: bars, columns over time, calendars, dots, ranges and maps, all in one look.

Colours are names of the page's own (CSS variables), so that one drawing fits a light page, a dark one and print.
"""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

Spec: TypeAlias = dict[str, Any]
Rows: TypeAlias = Sequence[Mapping[str, Any]]

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
# Okabe and Ito 2008, eight colours that colour-blind readers tell apart; the page gives them their values.
PALETTE = tuple(f"var(--series-{number})" for number in range(1, 9))
_REST = "var(--rest)"  # of series that say "none" or "others"
_WIDTH = 560  # pixels: with labels of 170, what a column of text is wide
_BAR_STEP = 20  # pixels a bar, a line of 11 pixel type and air
_LABEL_LIMIT = 170  # pixels: a name of 300 characters is cut, and whole in the table below
_CONFIG: Spec = {
    "background": "transparent",
    # As wide as the type that drawings are measured with.
    "font": "Liberation Sans, Arial, Helvetica, sans-serif",
    "view": {"stroke": None},
    "axis": {
        "labelColor": "currentColor",
        "titleColor": "currentColor",
        "gridColor": "var(--grid)",
        "domainColor": "var(--grid)",
        "tickColor": "var(--grid)",
        "labelLimit": _LABEL_LIMIT,
        "labelFontSize": 11,
        "titleFontSize": 11,
        "titleFontWeight": "normal",
        "tickCount": 8,
    },
    "legend": {
        "labelColor": "currentColor",
        "titleColor": "currentColor",
        "orient": "bottom",
        "columns": 4,
        "labelLimit": 150,
        "labelFontSize": 11,
        "titleFontSize": 11,
    },
    "range": {"category": list(PALETTE)},
    "mark": {"color": PALETTE[0]},
}
_NO_TITLE: Spec = {"title": None}
_PERIODS: Spec = {"labelAngle": -45, "labelOverlap": True}


def bars_of_shares(rows: Rows, name: str, value: str, title: str) -> Spec:
    """As `bars`, of shares from 0 to 1."""
    share = {**_amount(value, title), "axis": {"format": "%"}, "scale": {"domain": [0, 1]}}
    return _chart(rows, {"mark": "bar", "encoding": {"y": _names(name), "x": share}}, rows=name)


def bars(rows: Rows, name: str, value: str, title: str) -> Spec:
    """A bar for each row, in the rows' order."""
    return _chart(rows, {"mark": "bar", "encoding": {"y": _names(name), "x": _count(value, title)}}, rows=name)


def stacked_bars(rows: Rows, name: str, series: str, value: str, title: str) -> Spec:
    """A bar for each name, in order of first row, with a piece for each series."""
    encoding = {"y": _names(name), "x": _count(value, title), "color": _series(rows, series), "order": _order(series)}
    return _chart(rows, {"mark": "bar", "encoding": encoding}, rows=name)


def share_bars(rows: Rows, name: str, series: str, value: str, rest: str | None = None) -> Spec:
    """As `stacked_bars`, each bar as long as the others: the shares of the series; `rest` is the series of none."""
    share = {**_amount(value, None), "stack": "normalize", "axis": {"format": "%"}}
    encoding = {"y": _names(name), "x": share, "color": _series(rows, series, rest), "order": _order(series)}
    return _chart(rows, {"mark": "bar", "encoding": encoding}, rows=name)


def columns_over_time(rows: Rows, period: str, series: str, value: str, rest: str) -> Spec:
    """A column for each period, in the rows' order, with a piece for each series; `rest` is the series of others."""
    time = {"field": period, "type": "ordinal", "sort": None, **_NO_TITLE, "axis": _PERIODS}
    encoding = {"x": time, "y": _count(value, value), "color": _series(rows, series, rest), "order": _order(series)}
    return _chart(rows, {"mark": "bar", "encoding": encoding, "height": 220})


def calendar(rows: Rows, name: str, period: str, value: str) -> Spec:
    """A cell for each name and period, the more the fuller; a gap, where the value is 0, is a ring."""
    period_axis = {"field": period, "type": "ordinal", **_NO_TITLE, "axis": _PERIODS}
    place = {"y": _names(name), "x": period_axis}
    cells = {
        "transform": [{"filter": f"datum.{value} > 0"}],
        "mark": {"type": "rect", "color": PALETTE[0]},
        "encoding": {
            **place,
            "opacity": {
                **_amount(value, value),
                "scale": {"range": [0.25, 1]},
                "legend": None,  # the numbers stand in the table below
            },
        },
    }
    gaps = {
        "transform": [{"filter": f"datum.{value} == 0"}],
        "mark": {"type": "point", "shape": "circle", "size": 30, "color": PALETTE[5]},
        "encoding": place,
    }
    return _chart(rows, {"layer": [cells, gaps]}, rows=name)


def dots(rows: Rows, name: str, series: str, value: str, title: str) -> Spec:
    """A line for each name with a dot for each series."""
    amount = {**_amount(value, title), "scale": {"zero": False}}
    encoding = {"y": _names(name), "x": amount, "color": _series(rows, series)}
    return _chart(rows, {"mark": {"type": "point", "filled": True, "size": 70}, "encoding": encoding}, rows=name)


def ranges(rows: Rows, name: str, bounds: tuple[str, str, str], title: str) -> Spec:
    """For each name a line from the first bound to the third, and a dot on the second."""
    low, middle, high = bounds
    amount = {**_amount(low, title), "scale": {"zero": False}}
    span = {
        "mark": {"type": "rule", "strokeWidth": 5, "opacity": 0.4, "color": PALETTE[0]},
        "encoding": {"y": _names(name), "x": amount, "x2": {"field": high}},
    }
    dot = {
        "mark": {"type": "point", "filled": True, "size": 70},
        "encoding": {"y": _names(name), "x": {**_amount(middle, title), "scale": {"zero": False}}},
    }
    return _chart(rows, {"layer": [span, dot]}, rows=name)


def map_of_places(rows: Rows, value: str, backdrop: Rows) -> Spec:
    """A circle for each row's `lat` and `lon`, as large as its value, over the places of a backdrop as faint dots."""
    point = {
        "longitude": {"field": "lon", "type": "quantitative"},
        "latitude": {"field": "lat", "type": "quantitative"},
    }
    faint = {
        "data": {"values": [dict(row) for row in backdrop]},
        "mark": {"type": "circle", "size": 3, "color": "var(--grid)", "opacity": 1},
        "encoding": point,
    }
    size = {"field": value, "type": "quantitative", "scale": {"range": [12, 500]}}
    places = {"mark": {"type": "circle", "opacity": 0.6}, "encoding": {**point, "size": size}}
    return _chart(rows, {"projection": {"type": "equalEarth"}, "height": 290, "layer": [faint, places]})


def _chart(data: Rows, what: Spec, rows: str | None = None) -> Spec:
    size: Spec = {"width": _WIDTH}
    if rows is not None:
        size["height"] = _BAR_STEP * max(1, len({row[rows] for row in data}))
    return {"$schema": SCHEMA, "data": {"values": [dict(row) for row in data]}, "config": _CONFIG, **size, **what}


def _names(name: str) -> Spec:
    return {"field": name, "type": "nominal", "sort": None, **_NO_TITLE}


def _amount(value: str, title: str | None) -> Spec:
    return {"field": value, "type": "quantitative", "title": title}


def _count(value: str, title: str) -> Spec:
    return {**_amount(value, title), "axis": {"tickMinStep": 1, "format": ",d"}}


def _series(rows: Rows, series: str, rest: str | None = None) -> Spec:
    named = sorted({row[series] for row in rows} - {rest})
    colours = {name: PALETTE[place % len(PALETTE)] for place, name in enumerate(named)}
    if rest is not None and any(row[series] == rest for row in rows):
        colours[rest] = _REST
    scale = {"domain": list(colours), "range": list(colours.values())}
    return {"field": series, "type": "nominal", "scale": scale, **_NO_TITLE}


def _order(series: str) -> Spec:
    return {"field": series, "type": "nominal"}
