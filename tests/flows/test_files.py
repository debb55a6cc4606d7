"""Files are whole or absent, and a folder is one run's."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.flows import files
from broadsheet.transforms.errors import StorageError


def test_a_file_is_replaced_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "note"
    files.write_whole(path, b"old")
    files.write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert [found.name for found in tmp_path.iterdir()] == ["note"]


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "note"
    files.write_whole(path, b"old")

    def full(_: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "sync_file", full)
    with pytest.raises(StorageError, match=r"cannot write .*note: No space left"):
        files.save(path, b"new")
    assert path.read_bytes() == b"old"
    assert [found.name for found in tmp_path.iterdir()] == ["note"]


@pytest.mark.parametrize(
    ("number", "advice"),
    [
        pytest.param(errno.ENOSPC, "No space left on device; the disk is full: make room", id="full"),
        pytest.param(errno.EDQUOT, "Disk quota exceeded; the disk is full: make room", id="quota"),
        pytest.param(errno.EACCES, "Permission denied; the user of this process may not write there", id="rights"),
        pytest.param(errno.EROFS, "Read-only file system; it is mounted for reading alone", id="read-only"),
        pytest.param(errno.EFBIG, "File too large; a file may not be so large there: raise the limit", id="limit"),
        pytest.param(errno.EIO, "Input/output error; is the disk there, and whole?", id="broken"),
    ],
)
def test_what_the_file_system_refuses_has_advice_of_its_own(number: int, advice: str) -> None:
    error = OSError(number, os.strerror(number))
    assert str(files.refusal("cannot write to out", error)).startswith(f"cannot write to out: {advice}")


def test_a_folder_in_the_place_of_a_file_goes(tmp_path: Path) -> None:
    (tmp_path / "note" / "inner").mkdir(parents=True)
    files.write_whole(tmp_path / "note", b"new")
    assert (tmp_path / "note").read_bytes() == b"new"


def test_a_link_is_moved_in_one_step(tmp_path: Path) -> None:
    files.point(tmp_path / "current", "first")
    files.point(tmp_path / "current", "second")
    assert (tmp_path / "current").readlink() == Path("second")


def test_a_folder_in_the_place_of_a_link_stays_and_is_told(tmp_path: Path) -> None:
    (tmp_path / "current").mkdir()
    with pytest.raises(StorageError, match="is a folder, where a link"):
        files.point(tmp_path / "current", "first")
    assert [found.name for found in tmp_path.iterdir()] == ["current"]


@given(st.binary(max_size=200), st.integers(0, 300), st.integers(1, 255))
def test_one_changed_byte_breaks_a_seal(data: bytes, at: int, by: int) -> None:
    sealed = files.sealed(data)
    assert files.unsealed(sealed) == data
    at %= len(sealed)
    with pytest.raises(ValueError, match="not those that were written"):
        files.unsealed(sealed[:at] + bytes([sealed[at] ^ by]) + sealed[at + 1 :])


@given(st.binary(max_size=200), st.integers(1, 90))
def test_a_seal_that_is_cut_off_is_broken(data: bytes, cut: int) -> None:
    with pytest.raises(ValueError, match="not those that were written"):
        files.unsealed(files.sealed(data)[:-cut] if cut < len(files.sealed(data)) else b"")


def test_equal_values_have_one_spelling() -> None:
    assert files.canonical({"b": 1, "a": ["é"]}) == files.canonical(dict(sorted({"b": 1, "a": ["é"]}.items())))
    with pytest.raises(ValueError, match="JSON compliant"):
        files.canonical(float("nan"))


def test_what_would_steer_a_terminal_is_written_out() -> None:
    assert files.printable("a\x1b[2Jb\nc\u202e") == "a\\u001b[2Jb\nc\\u202e"


def test_what_an_interrupted_run_left_is_swept(tmp_path: Path) -> None:
    files.aside(tmp_path).write_bytes(b"half")
    (files.aside(tmp_path) / "inner").mkdir(parents=True)
    (tmp_path / "kept").write_bytes(b"whole")
    files.sweep(tmp_path)
    assert [found.name for found in tmp_path.iterdir()] == ["kept"]


_HOLD = """
import sys
from pathlib import Path
from broadsheet.flows import files
with files.locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_folder_is_held_by_one_process_and_free_when_that_is_killed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _HOLD, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(files.LockedError, match=rf"process {holder.pid}.*--wait SECONDS"), files.locked(tmp_path):
            pass
        holder.kill()
    with files.locked(tmp_path):
        assert (tmp_path / ".lock").read_text().strip() == str(os.getpid())
