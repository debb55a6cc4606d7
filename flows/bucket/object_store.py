"""Objects of an S3-compatible store, read and written by key; some are written only if nobody else wrote."""

import contextlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from broadsheet.flows.settings import Settings
from broadsheet.transforms.errors import SettingsError, StorageError

# Requests at once, from one process: what the client itself keeps open is ten. Set by hand.
WIDTH = 8
# Bounds on the wait for a store that hangs, to which nothing else is tied: for the first answer set by hand, for each
# piece of a body the default of the client.
CONNECT_SECONDS = 5
READ_SECONDS = 60
# So often a body is read that is cut short, and a request tried again that failed for a moment. Set by hand.
ATTEMPTS = 3

# What a store answers to a conditional write that came too late; without an object, If-Match gives the last.
_TOO_LATE = frozenset({"PreconditionFailed", "ConditionalRequestConflict", "OperationAborted", "412", "409"})
_ABSENT = frozenset({"NoSuchKey", "404"})
_DENIED = frozenset({"AccessDenied", "AllAccessDisabled", "403"})
_BAD_CREDENTIALS = frozenset(
    {"InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken", "InvalidToken", "TokenRefreshRequired"}
)
_OTHER_REGION = frozenset({"PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException"})

Item = TypeVar("Item")
Result = TypeVar("Result")


class AbsentError(StorageError):
    """There is no such object."""


class TooLateError(StorageError):
    """The object was written by another since."""


class DeniedError(StorageError):
    """The store refuses this object: to these credentials, or because it is archived."""


@dataclass(frozen=True, slots=True)
class ListedObject:
    """An object as a listing tells of it; `key` is relative to the place."""

    key: str
    size: int
    modified: datetime
    etag: str


@dataclass(frozen=True, slots=True)
class StoredObject:
    """An object that was read; `age`: seconds since it was written, by the clock of the store."""

    data: bytes
    etag: str
    age: float


@dataclass(frozen=True, slots=True)
class Place:
    """The objects of a bucket below a prefix, which `url` gives as s3://bucket/prefix.

    Every method raises SettingsError or StorageError with what to do, when the store refuses or cannot be reached.
    """

    url: str
    endpoint: str | None = None
    region: str | None = None

    @property
    def bucket(self) -> str:
        """Its name."""
        return self.url.removeprefix("s3://").partition("/")[0]

    @property
    def prefix(self) -> str:
        """What all its keys start with; empty for a whole bucket."""
        path = self.url.removeprefix("s3://").partition("/")[2].strip("/")
        return f"{path}/" if path else ""

    def list(self, under: str = "") -> Iterator[ListedObject]:
        """All objects whose key starts with `under`, in order of their keys."""
        with self._explained(under):
            pages = self._client().get_paginator("list_objects_v2")
            for page in pages.paginate(Bucket=self.bucket, Prefix=self.prefix + under):
                for row in page.get("Contents", ()):
                    key = row["Key"].removeprefix(self.prefix)
                    yield ListedObject(key, row["Size"], row["LastModified"], row["ETag"])

    def get(self, key: str, limit: int | None = None) -> StoredObject:
        """An object, of which no more than `limit` bytes are read.

        Raises  AbsentError; DeniedError
        """
        with self._explained(key):
            answer, data = self._answer(key, limit)
            clock = _clock(answer["ResponseMetadata"]["HTTPHeaders"].get("date"))
            return StoredObject(data, answer["ETag"], (clock - answer["LastModified"]).total_seconds())

    def _answer(self, key: str, limit: int | None) -> tuple[Any, bytes]:
        """The store's answer and its body: the client tries requests again, but not a body that is cut short."""
        for _ in range(ATTEMPTS - 1):
            with contextlib.suppress(*_cut_short()):
                return self._once(key, limit)
        return self._once(key, limit)

    def _once(self, key: str, limit: int | None) -> tuple[Any, bytes]:
        answer = self._client().get_object(Bucket=self.bucket, Key=self.prefix + key)
        with contextlib.closing(answer["Body"]) as body:
            data = body.read(limit)
        # The client tells a body that is cut short only where it is read without a limit.
        expected = min(answer["ContentLength"], limit or answer["ContentLength"])
        if len(data) < expected:
            raise _incomplete(len(data), expected)
        return answer, data

    def put(self, key: str, data: bytes) -> None:
        """Write an object in one step."""
        with self._explained(key):
            self._client().put_object(Bucket=self.bucket, Key=self.prefix + key, Body=data)

    def put_if(self, key: str, data: bytes, etag: str | None) -> str | None:
        """Write an object if it still has this ETag (None: if there is none yet); gives the new one, None if too late.

        `data` must be of this writer alone: an answer that was lost is told from a refusal by what is there then.
        """
        condition = {"IfNoneMatch": "*"} if etag is None else {"IfMatch": etag}
        try:
            with self._explained(key):
                answer = self._client().put_object(Bucket=self.bucket, Key=self.prefix + key, Body=data, **condition)
                return str(answer["ETag"])
        except (TooLateError, AbsentError):
            with contextlib.suppress(AbsentError):
                there = self.get(key)
                return there.etag if there.data == data else None
            return None

    def delete(self, key: str) -> None:
        """Remove an object; one that is gone is no error."""
        with self._explained(key):
            self._client().delete_object(Bucket=self.bucket, Key=self.prefix + key)

    def _client(self) -> Any:  # noqa: ANN401 - made at run time from a description of the service
        return _client(self.endpoint, self.region)

    @contextlib.contextmanager
    def _explained(self, key: str) -> Iterator[None]:
        """Turn what the client raises into an error of ours that says what to do."""
        try:
            from botocore.exceptions import BotoCoreError, ClientError
        except ImportError as error:
            raise SettingsError(f"botocore is not installed ({error}): pip install 'broadsheet[s3]'") from error
        try:
            yield
        except ClientError as error:
            raise self._refusal(key, _code(error), error.response["Error"].get("Message", "")) from None
        except (BotoCoreError, ValueError) as error:
            raise self._failure(error) from None

    def _refusal(self, key: str, code: str, message: str) -> SettingsError | StorageError:
        where = self.endpoint or "AWS"
        if code == "NoSuchBucket":
            return SettingsError(f"there is no bucket {self.bucket} at {where}: create it, or give another")
        if code in _TOO_LATE:
            return TooLateError(f"s3://{self.bucket}/{self.prefix}{key} was written by another run: run again")
        if code in _ABSENT:
            return AbsentError(f"s3://{self.bucket}/{self.prefix}{key} is not there")
        if code in _BAD_CREDENTIALS:
            return SettingsError(
                f"{where} does not accept the credentials ({code}): check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and"
                " AWS_SESSION_TOKEN, or the profile that AWS_PROFILE names"
            )
        if code in _OTHER_REGION:
            return SettingsError(f"bucket {self.bucket} is in another region ({message}): set AWS_REGION")
        if code in _DENIED or code == "InvalidObjectState":
            return DeniedError(
                f"access to s3://{self.bucket}/{self.prefix}{key} is denied ({message or code}): the credentials need"
                " s3:ListBucket, s3:GetObject, and for a dataset s3:PutObject and s3:DeleteObject"
            )
        return StorageError(f"{where} refused s3://{self.bucket}/{self.prefix}{key}: {code} {message}")

    def _failure(self, error: Exception) -> SettingsError | StorageError:
        from botocore import exceptions

        where = self.endpoint or "AWS"
        if isinstance(error, exceptions.NoCredentialsError | exceptions.PartialCredentialsError):
            return SettingsError(
                f"there are no credentials for {self.url}: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or"
                " AWS_PROFILE"
            )
        if isinstance(error, exceptions.HTTPClientError | exceptions.ConnectionError):
            return StorageError(
                f"{where} cannot be reached for {self.url} ({type(error).__name__}): is it up, and AWS_ENDPOINT_URL"
                " right? Nothing was published; run again"
            )
        return SettingsError(f"{self.url} cannot be used: {error}")


def place(where: str | Path, settings: Settings) -> Path | Place:
    """A folder, or the place in a bucket that a URL names."""
    return Place(where, settings.endpoint, settings.region) if isinstance(where, str) else where


def dataset(settings: Settings) -> Place | None:
    """Where the dataset is published; None when that is the folder the run works in."""
    return Place(settings.bucket, settings.endpoint, settings.region) if settings.bucket else None


def each(function: Callable[[Item], Result], items: Iterable[Item]) -> list[Result]:
    """The function of each item, several at a time, in order."""
    pool = ThreadPoolExecutor(WIDTH, thread_name_prefix="storage")
    try:
        return list(pool.map(function, items))
    finally:
        # After a failure the others are not tried: a store that is gone would be waited for by each.
        pool.shutdown(cancel_futures=True)


# A run knows two places at most, raw files and dataset; threads share the client of each.
@lru_cache(maxsize=8)
def _client(endpoint: str | None, region: str | None) -> Any:  # noqa: ANN401 - see Place._client
    # Here, since a run on a disk needs none of it.
    from botocore.config import Config
    from botocore.session import Session

    config = Config(
        connect_timeout=CONNECT_SECONDS,
        read_timeout=READ_SECONDS,
        retries={"max_attempts": ATTEMPTS, "mode": "standard"},
        max_pool_connections=WIDTH,
        # Of an endpoint of one's own seldom every bucket has a name in the DNS, and few know the newer checksums.
        s3={"addressing_style": "path"} if endpoint else {},
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    return Session().create_client("s3", endpoint_url=endpoint, region_name=region or None, config=config)


def _cut_short() -> tuple[type[Exception], ...]:
    """What the client raises for a body that ends before it is whole."""
    from botocore import exceptions

    return (exceptions.IncompleteReadError, exceptions.ReadTimeoutError, exceptions.ResponseStreamingError)


def _incomplete(actual: int, expected: int) -> Exception:
    from botocore.exceptions import IncompleteReadError

    error: Exception = IncompleteReadError(actual_bytes=actual, expected_bytes=expected)
    return error


def _clock(date: str | None) -> datetime:
    """The time of an answer; ours, where it has none, or a proxy has put a second one beside it."""
    try:
        time = parsedate_to_datetime(date or "")
    except (TypeError, ValueError):
        return datetime.now(UTC)
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def _code(error: Any) -> str:  # noqa: ANN401 - a ClientError, whose package has no types
    return str(error.response["Error"].get("Code", ""))
