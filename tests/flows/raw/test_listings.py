"""What is found in a raw folder, what is skipped by name, and what is refused with which code."""

import os
import socket
from pathlib import Path

import pytest

from broadsheet.flows.raw import listings
from broadsheet.transforms.errors import SettingsError


def _put(folder: Path, name: str, data: bytes = b"text") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def test_files_are_found_in_order_of_their_path_with_size_and_digest(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a.txt", "a/README.md"):
        _put(tmp_path, name)
    listing = listings.scan(tmp_path)
    assert [one.raw_path for one in listing.found] == ["a.txt", "a/README.md", "a/z.txt", "b.txt"]
    assert listing.found[0].size_bytes == 4
    assert listing.found[0].raw_sha256 == "982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1"
    assert (listing.refused, listing.skipped) == ((), ())


def test_a_repository_of_git_is_not_looked_into(tmp_path: Path) -> None:
    for name in (
        "articles.git/HEAD",
        "articles.git/objects/ab/cd",
        "articles.git/refs/heads/main",
        "HEAD",
        "refs/a.md",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("ref: refs/heads/main")
    assert [one.raw_path for one in listings.scan(tmp_path).found] == ["HEAD", "refs/a.md"]


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        ".gitkeep",
        ".git/config",
        "a/.DS_Store",
        "a/.x.txt.swp",
        "x.txt~",
        "~$lock.txt",
        "x.txt.part",
        "x.crdownload",
        "x.TMP",
        "thumbs.db",
        "desktop.ini",
    ],
)
def test_leftovers_are_skipped_by_name(tmp_path: Path, name: str) -> None:
    _put(tmp_path, name)
    assert listings.scan(tmp_path).found == ()


@pytest.mark.parametrize(
    "name",
    ["_index.html", "noextension", "-rf.txt", "a\nb.txt", "*?[x].txt", "parting.txt", "$(touch x).txt", "n" * 255],
)
def test_odd_names_are_read(tmp_path: Path, name: str) -> None:
    _put(tmp_path, name)
    assert [one.path for one in listings.scan(tmp_path).found] == [name]


@pytest.mark.parametrize(
    ("name", "escaped"),
    [
        pytest.param(b"plain.txt", "plain.txt", id="a plain name stays"),
        pytest.param("naïve.txt".encode(), "naïve.txt", id="UTF-8 stays"),
        pytest.param(b"bad\xff.txt", "bad\\xff.txt", id="other bytes are escaped"),
        pytest.param(b"a\x1b[2Jb\n.txt", "a\\u001b[2Jb\\u000a.txt", id="what a terminal would obey is escaped"),
        pytest.param("a\u202etxt.exe".encode(), "a\\u202etxt.exe", id="so is what turns the direction of text"),
        pytest.param(b"bad\\xff.txt", "bad\\\\xff.txt", id="a backslash is doubled, so that no two names become one"),
    ],
)
def test_paths_become_text_of_their_own(name: bytes, escaped: str) -> None:
    assert listings.escaped(os.fsdecode(name)) == escaped


def test_a_name_that_is_no_utf8_is_read(tmp_path: Path) -> None:
    _put(tmp_path, os.fsdecode(b"bad\xff.txt"))
    (found,) = listings.scan(tmp_path).found
    assert found.raw_path == "bad\\xff.txt"
    assert listings.read(tmp_path / found.path)[0] == b"text"


def test_whatever_is_no_regular_file_is_refused_unopened(tmp_path: Path) -> None:
    _put(tmp_path, "outside.txt")
    folder = tmp_path / "raw"
    folder.mkdir()
    os.mkfifo(folder / "pipe.txt")
    (folder / "link.txt").symlink_to(tmp_path / "outside.txt")
    (folder / "self.txt").symlink_to("self.txt")
    (folder / "up").symlink_to("..")
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(str(folder / "socket.txt"))
    listing = listings.scan(folder)
    assert listing.found == ()
    assert {(one.raw_path, one.code, one.message.split(":")[0]) for one in listing.refused} == {
        ("pipe.txt", "not_a_file", "a pipe"),
        ("link.txt", "not_a_file", "a symbolic link"),
        ("self.txt", "not_a_file", "a symbolic link"),
        ("up", "not_a_file", "a symbolic link"),
        ("socket.txt", "not_a_file", "a socket"),
    }


def test_a_large_file_is_refused_by_its_size_alone(tmp_path: Path) -> None:
    _put(tmp_path, "whole.txt", b"12345678")
    with (tmp_path / "sparse.txt").open("wb") as stream:
        stream.truncate(10 << 30)
    listing = listings.scan(tmp_path, max_bytes=8)
    assert [one.raw_path for one in listing.found] == ["whole.txt"]
    assert [(one.code, one.size_bytes, one.raw_sha256) for one in listing.refused] == [("too_large", 10 << 30, None)]


def test_a_file_that_grew_is_not_read_past_the_limit(tmp_path: Path) -> None:
    with pytest.raises(listings.RefusedError) as refusal:
        listings.read(_put(tmp_path, "grown.txt", b"123456789"), max_bytes=8)
    assert refusal.value.code == "too_large"


def test_a_pipe_in_place_of_a_file_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(listings.RefusedError) as refusal:
        listings.read(tmp_path / "pipe")
    assert refusal.value.code == "not_a_file"


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unreadable to root")
def test_what_may_not_be_read_is_refused(tmp_path: Path) -> None:
    _put(tmp_path, "closed.txt").chmod(0)
    (tmp_path / "closed").mkdir(mode=0)
    assert {(one.raw_path, one.code) for one in listings.scan(tmp_path).refused} == {
        ("closed", "unreadable"),
        ("closed.txt", "unreadable"),
    }


def test_a_file_that_is_gone_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(listings.RefusedError) as refusal:
        listings.read(tmp_path / "gone.txt")
    assert refusal.value.code == "unreadable"


def test_a_raw_folder_that_is_none_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="absent does not exist"):
        listings.scan(tmp_path / "absent")
