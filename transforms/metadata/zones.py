"""Zones of time by name, and the offset of a local time in them."""

from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from io import BytesIO
from zoneinfo import ZoneInfo


def offset_minutes(zone: str, local: datetime) -> int:
    """The offset in minutes of a zone of the IANA database (America/New_York) at a local wall time.

    An hour that the clock passes twice is taken for the first; one that it leaves out, as before the change.
    Source  the PyPI package tzdata, so that a machine's own database makes no difference to rows
    """
    offset = _zone(zone).utcoffset(local.replace(tzinfo=None)) or timedelta()
    return round(offset.total_seconds() / 60)


def is_zone(name: str) -> bool:
    """Whether the IANA database has a zone of this name."""
    return name in _names()


@cache
def _names() -> frozenset[str]:
    return frozenset(files("tzdata").joinpath("zones").read_text(encoding="utf-8").split())


@cache
def _zone(name: str) -> ZoneInfo:
    data = files("tzdata").joinpath("zoneinfo", *name.split("/")).read_bytes()
    return ZoneInfo.from_file(BytesIO(data), key=name)
