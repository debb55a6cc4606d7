"""Charts in Vega-Lite drawn to stand in a page by themselves: no script, no font, no address in them."""

import re

import vl_convert
from markupsafe import Markup

from broadsheet.transforms.charts.specs import Spec

_VEGALITE = "6.4"
_OPENING = re.compile(r'^<svg [^>]*?width="(?P<width>[\d.]+)" height="(?P<height>[\d.]+)"[^>]*>')


def svg(spec: Spec) -> Markup:
    """The drawing as SVG. What readers of a screen need stands beside it, as a table: it is hidden from them."""
    drawn = vl_convert.vegalite_to_svg(spec, vl_version=_VEGALITE, allowed_base_urls=[], show_warnings=False)
    size = _OPENING.match(drawn)
    if size is None:
        raise ValueError(f"the drawing does not begin as SVG: {drawn[:80]}")
    box = f'viewBox="0 0 {size["width"]} {size["height"]}" width="{size["width"]}"'
    # Vega escapes the texts it draws.
    return Markup(f'<svg aria-hidden="true" focusable="false" {box}>{drawn[size.end() :]}')
