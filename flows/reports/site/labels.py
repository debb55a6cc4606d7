"""What datasette's pages lack for readers who do not see them: a language, names of fields, contrast of buttons."""

import re
from typing import Any, Final

# Buttons that are read on white and on dark, tables that do not widen a phone's page.
_STYLE: Final = b"""<style>
input[type=submit], button[type=button] { background: #0b4a9e !important; color: #fff !important }
@media (max-width: 576px) { table.rows-and-columns { display: block; overflow-x: auto } pre { white-space: pre-wrap } }
</style>"""
# By what a page of datasette has, what stands in its place. Each is a finding of axe on datasette 0.65.
_MENDED: Final = {
    b"<html>": b'<html lang="en">',
    b'name="_filter_column"': b'name="_filter_column" aria-label="Column"',
    b'name="_filter_op"': b'name="_filter_op" aria-label="Condition"',
    b'name="_filter_value"': b'name="_filter_value" aria-label="Value"',
    b'name="_sort"': b'name="_sort" aria-label="Sort by"',
    b'<section class="content">': b'<section class="content" role="main">',
    b"</head>": _STYLE + b"</head>",
}
_LACKING: Final = re.compile(b"|".join(re.escape(part) for part in _MENDED))


class Labelled:
    """An ASGI application whose pages of HTML are mended as they leave."""

    def __init__(self, application: Any) -> None:  # noqa: ANN401 - an ASGI application
        self._application = application

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401 - as ASGI has them
        """Answer a request."""
        start: dict[str, Any] = {}
        parts: list[bytes] = []

        async def mended(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start" and _is_page(message):
                start.update(message)
            elif start and message["type"] == "http.response.body":
                parts.append(message.get("body", b""))
                if not message.get("more_body"):
                    await _send_whole(start, b"".join(parts), send)
            else:
                await send(message)

        await self._application(scope, receive, mended)


def _is_page(message: dict[str, Any]) -> bool:
    return any(name.lower() == b"content-type" and value.startswith(b"text/html") for name, value in message["headers"])


async def _send_whole(start: dict[str, Any], body: bytes, send: Any) -> None:  # noqa: ANN401 - as ASGI has it
    page = _LACKING.sub(lambda match: _MENDED[match.group()], body)
    others = [pair for pair in start["headers"] if pair[0].lower() != b"content-length"]
    await send({**start, "headers": [*others, (b"content-length", str(len(page)).encode())]})
    await send({"type": "http.response.body", "body": page})
