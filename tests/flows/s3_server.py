"""An S3-compatible server on loopback, in memory: it prints its port, and answers one request at a time.

One at a time, since a conditional write of its must be one step, as it is in a real store. With a number as argument,
it fails one request in so many, by turns with an error and with a body that ends too soon.
"""

import sys
from collections.abc import Callable, Iterable
from itertools import count
from typing import Any

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server


class Quiet(WSGIRequestHandler):
    """Tells of no request."""

    def log(self, type: str, message: str, *args: object) -> None:
        return None


Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def flaky(application: Application, one_in: int) -> Application:
    """The application, of which one answer in so many is none."""
    numbers = count(1)

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        number = next(numbers)
        if number % one_in:
            return application(environ, start_response)
        if number // one_in % 2 or environ["REQUEST_METHOD"] != "GET":
            start_response("503 Slow Down", [("Content-Length", "0")])
            return []
        body = b"".join(application(environ, start_response))
        return [body[: len(body) // 2]]

    return answer


if __name__ == "__main__":
    whole: Application = DomainDispatcherApplication(create_backend_app)
    application = flaky(whole, int(sys.argv[1])) if len(sys.argv) > 1 else whole
    server = make_server("127.0.0.1", 0, application, request_handler=Quiet)
    sys.stdout.write(f"{server.port}\n")
    sys.stdout.flush()
    server.serve_forever()
