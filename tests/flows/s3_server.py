"""An S3-compatible server on loopback, in memory: it prints its port, and answers one request at a time.

One at a time, since a conditional write of its must be one step, as it is in a real store.
"""

import sys

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server


class Quiet(WSGIRequestHandler):
    """Tells of no request."""

    def log(self, type: str, message: str, *args: object) -> None:
        return None


if __name__ == "__main__":
    application = DomainDispatcherApplication(create_backend_app)
    server = make_server("127.0.0.1", 0, application, request_handler=Quiet)
    sys.stdout.write(f"{server.port}\n")
    sys.stdout.flush()
    server.serve_forever()
