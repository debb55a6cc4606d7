"""A store or a folder that cannot be used is refused with what to do, and a lease is taken from the dead only."""

import http.server
import json
import threading
import time
from pathlib import Path

import pytest

from broadsheet.flows import files
from broadsheet.flows.bucket import lease, object_store
from broadsheet.flows.files import LockedError
from broadsheet.flows.run import conductor, ingest
from broadsheet.transforms.errors import BroadsheetError, SettingsError, StorageError
from tests.flows.conftest import Desk, Store, two_articles


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return two_articles(tmp_path)


@pytest.mark.parametrize(
    ("owner", "seconds", "is_taken"),
    [
        pytest.param("another", 60.0, False, id="of another run that lives"),
        pytest.param("another", -1.0, True, id="of another run that was not heard of for too long"),
        pytest.param("ours", 60.0, True, id="of this folder, whose lock we hold: the run is dead"),
    ],
)
def test_who_may_take_a_lease(
    store: Store, owner: str, seconds: float, is_taken: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lease, "SECONDS", seconds)
    store.place.put("lock.json", files.canonical({"owner": owner, "holder": "process 7 on elsewhere"}))
    if is_taken:
        with lease.lease(store.place, "ours"):
            assert json.loads(store.place.get("lock.json").data)["owner"] == "ours"
        assert json.loads(store.place.get("lock.json").data)["owner"] == ""
    else:
        with pytest.raises(LockedError, match="process 7 on elsewhere"), lease.lease(store.place, "ours"):
            pass


def test_a_lease_is_renewed_while_it_is_held(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lease, "RENEW_SECONDS", 0.05)
    with lease.lease(store.place, "ours"):
        first = store.place.get("lock.json").etag
        until = time.monotonic() + 20
        while store.place.get("lock.json").etag == first:
            assert time.monotonic() < until


def test_a_folder_that_is_no_copy_of_this_bucket_is_left_alone(store: Store, desk: Desk) -> None:
    desk.ingest("own")
    with pytest.raises(SettingsError, match="a dataset of its own"):
        store.ingest("own")
    store.ingest()
    other = store.settings().model_copy(update={"bucket": f"s3://{store.name}/other"})
    with pytest.raises(SettingsError, match="is a copy of"):
        ingest.run(other, conductor.Plain(lambda _: None))


@pytest.mark.parametrize(
    ("pointer", "tree", "said"),
    [
        pytest.param(b"{", b"{}", "is damaged", id="no JSON"),
        pytest.param(b'{"format": 9}', b"{}", "has format 9, known is 1", id="of a later version"),
        pytest.param(
            b'{"format": 1, "tree": "gone", "sequence": 1}', b"{}", "points to files that are gone", id="no tree"
        ),
        pytest.param(
            b'{"format": 1, "tree": "tree", "sequence": 1, "snapshot_id": null}',
            b'{"../x.json": {"key": "k", "size": 1, "mtime_ns": 1, "sha256": ""}}',
            "is damaged",
            id="a file outside the folder",
        ),
    ],
)
def test_a_pointer_that_cannot_be_followed_is_told(store: Store, pointer: bytes, tree: bytes, said: str) -> None:
    store.place.put("current.json", pointer)
    store.place.put("tree", tree)
    with pytest.raises(StorageError, match=said):
        store.ingest()


class _Answers(http.server.BaseHTTPRequestHandler):
    """Answers every request in the same way."""

    status, body = 200, b""

    def _answer(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.send_response(self.status)
        self.send_header("Content-Length", str(len(self.body)))
        self.send_header("ETag", '"1"')
        self.end_headers()
        self.wfile.write(self.body)

    do_GET = do_PUT = do_DELETE = _answer

    def log_message(self, format: str, *args: object) -> None:
        return None


@pytest.mark.parametrize(
    ("status", "code", "kind", "said"),
    [
        (404, "NoSuchBucket", SettingsError, "there is no bucket news at http.*: create it, or give another"),
        (403, "AccessDenied", StorageError, "access to s3://news/dataset/lock.json is denied.*need s3:ListBucket"),
        (403, "InvalidAccessKeyId", SettingsError, "does not accept the credentials.*AWS_ACCESS_KEY_ID"),
        (403, "SignatureDoesNotMatch", SettingsError, "does not accept the credentials.*AWS_SECRET_ACCESS_KEY"),
        (301, "PermanentRedirect", SettingsError, "in another region.*AWS_REGION"),
        (400, "InvalidRequest", StorageError, "refused s3://news/dataset/lock.json: InvalidRequest"),
        (200, "", SettingsError, "ignores conditional writes"),
    ],
)
@pytest.mark.usefixtures("credentials")
def test_what_a_store_refuses_is_told_with_what_to_do(
    desk: Desk, status: int, code: str, kind: type[BroadsheetError], said: str
) -> None:
    body = f"<Error><Code>{code}</Code><Message>no</Message></Error>".encode() if code else b""
    handler = type("Handler", (_Answers,), {"status": status, "body": body})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            with pytest.raises(kind, match=said):
                Store(desk, f"http://127.0.0.1:{server.server_port}", "news").ingest()
        finally:
            server.shutdown()


@pytest.mark.usefixtures("credentials")
def test_a_store_that_is_down_is_told_soon(desk: Desk) -> None:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Answers) as server:
        port = server.server_port
    with pytest.raises(StorageError, match=r"http://127.0.0.1:\d+ cannot be reached .*AWS_ENDPOINT_URL"):
        Store(desk, f"http://127.0.0.1:{port}", "news").ingest()


def test_no_credentials_are_told_with_where_they_go(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    monkeypatch.setattr(object_store, "_client", object_store._client.__wrapped__)
    with pytest.raises(SettingsError, match=r"no credentials for s3://.*AWS_ACCESS_KEY_ID"):
        store.ingest()


def test_a_store_that_fails_one_request_in_ten_loses_nothing(
    desk: Desk, flaky_endpoint: str, credentials: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(desk, flaky_endpoint, "flaky-news")
    store.place._client().create_bucket(Bucket=store.name)
    monkeypatch.setenv("AWS_ENDPOINT_URL", flaky_endpoint)
    for number in range(3):
        desk.put(f"2021/more-{number}.md", 60 + number)
        store.deliver()
        assert store.ingest(f"machine-{number}").snapshot_id == desk.ingest().snapshot_id
    assert store.published() == desk.published()


@pytest.mark.parametrize(
    "date",
    [
        pytest.param(None, id="none"),
        pytest.param("Mon, 30 Nov 2026 12:00:00 GMT, Mon, 30 Nov 2026 12:00:01 GMT", id="two of them"),
        pytest.param("Mon, 30 Nov 2026 12:00:00 -0000", id="no zone"),
    ],
)
def test_any_date_of_an_answer_gives_a_clock_with_a_zone(date: str | None) -> None:
    assert object_store._clock(date).tzinfo is not None
