"""Pages made of templates; every value is escaped."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("broadsheet.flows.reports", "pages"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.tests["match_quote"] = lambda kind: kind.startswith("quote")
    return environment


def rendered(name: str, **values: object) -> str:
    """The page that a template of ours makes of values."""
    return _environment().get_template(name).render(values)
