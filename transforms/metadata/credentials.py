"""Text without the user names and passwords that its web addresses carry."""

import re
from collections.abc import Iterator

# Between the slashes and the host, up to the last "@" before a path begins, as the URL standard of the WHATWG has it.
# No run crosses the mark that the next one must follow, so the search is linear.
_USERINFO = re.compile(
    r"""
      (?<=://) [^\s/?\#<>"\\]* @                                   # https://user:password@host
    | (?<=//) (?<![:\w/]//) [^\s/?\#<>"\\:@]* : [^\s/?\#<>"\\]* @  # //user:password@host
    | (?<=%3A%2F%2F) (?: [^\s/?\#<>"\\&%] | %(?!2F) )* %40         # within a parameter, percent-encoded
    """,
    re.VERBOSE | re.IGNORECASE,
)


def credential_spans(text: str) -> Iterator[tuple[int, int]]:
    """The half-open code points of user name, password and the sign behind them, in each address of a text."""
    if ("@" in text and "//" in text) or "%40" in text:
        for match in _USERINFO.finditer(text):
            yield match.span()


def without_credentials(text: str) -> str:
    """The text without them."""
    at = 0
    parts: list[str] = []
    for start, end in credential_spans(text):
        parts.append(text[at:start])
        at = end
    return "".join((*parts, text[at:])) if parts else text
