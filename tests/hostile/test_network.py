"""Nothing leaves the machine, and nothing is written but in the folders named: at every entry, in every process."""

from pathlib import Path

import pytest

from tests.hostile.conftest import Machine

ARTICLE = """# Bridge at Vellmoor opens again

By Tove Lindahl

February 14, 2021

The bridge over the Sand river opened again on Monday after four weeks of repairs, the council of Vellmoor said.

"We lost twenty days of trade," said Aron Weiss, who runs a shop beside the bridge. Weiss said he would stay.

<https://www.vellmoorpost.example/2021/02/14/bridge>
"""
PAGE = (
    "<html><head><title>Ferry returns</title><link rel=canonical href=https://b.example/2021/ferry-1></head><body>"
    f"<article><h1>Ferry returns</h1>{'<p>The ferry of Orlova returned on Monday, said Mira Tolsen.</p>' * 4}</article>"
)
INGEST = ("-m", "broadsheet.flows.cli", "ingest", "--raw", "raw", "--processed", "processed")


@pytest.fixture
def stocked(machine: Machine) -> Machine:
    raw = machine.folder / "work" / "raw"
    raw.mkdir()
    (raw / "bridge.md").write_text(ARTICLE, "utf-8")
    (raw / "ferry.html").write_text(PAGE, "utf-8")
    return machine


# Dask names its messages by uuid1, for which the system's libuuid keeps a clock where root runs it.
CLOCK = "write /var/lib/libuuid/clock.txt"


def assert_nothing_left(machine: Machine) -> None:
    assert [line for line in machine.seen() if line != CLOCK] == []
    assert list(machine.home.rglob("*")) == []


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("import socket; socket.create_connection(('192.0.2.1', 80))", id="an address"),
        pytest.param("import socket; socket.getaddrinfo('collector.example', 443)", id="a look-up"),
        pytest.param("import urllib.request as r; r.urlopen('http://collector.example')", id="a request"),
    ],
)
def test_what_leaves_the_machine_is_seen(machine: Machine, code: str) -> None:
    machine.run("-c", f"try:\n    {code}\nexcept OSError: pass")
    assert machine.seen() != []


def test_what_a_library_sends_and_writes_is_seen(machine: Machine, watcher: Path | None) -> None:
    if watcher is None:
        pytest.skip("no compiler for the library that watches")
    outside = machine.folder / "outside"
    machine.run(
        "-c",
        "import ctypes; c = ctypes.CDLL(None); h = ctypes.c_void_p();"
        "c.getaddrinfo(b'collector.example', b'443', None, ctypes.byref(h));"
        f"c.fopen(b'{outside}', b'w')",
    )
    assert machine.seen() == ["look-up collector.example", f"write {outside}"]


def test_importing_sends_nothing(machine: Machine) -> None:
    code = "import broadsheet, broadsheet.flows.cli; a = broadsheet.analyse('Mira Tolsen spoke in Vellmoor on Monday.')"
    machine.run("-c", code)
    assert_nothing_left(machine)


def test_the_command_and_its_workers_send_nothing(stocked: Machine) -> None:
    stocked.run(*INGEST, "--plain", "--processes", "2")
    for command in ("status", "verify", "report"):
        stocked.run("-m", "broadsheet.flows.cli", command, "--processed", "processed")
    assert_nothing_left(stocked)


@pytest.mark.slow
def test_the_flow_and_its_server_send_nothing(stocked: Machine) -> None:
    stocked.run(*INGEST, "--flow")
    assert_nothing_left(stocked)


@pytest.mark.slow
def test_workers_of_dask_and_their_children_send_nothing(stocked: Machine) -> None:
    stocked.run(*INGEST, "--plain", "--dask", "local:1")
    assert_nothing_left(stocked)


def test_a_worker_that_was_started_without_the_switches_throws_them(machine: Machine) -> None:
    assert "ORT_DISABLE_TELEMETRY" not in machine.environment
    code = "from broadsheet.flows.workers.processes import serve; import os; print(os.environ['ORT_DISABLE_TELEMETRY'])"
    assert machine.run("-P", "-c", code).strip() == "1"
