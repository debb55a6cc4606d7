"""Which texts are source text, of whatever language, and which only hold some."""

import pytest

from broadsheet.transforms.readers import read
from broadsheet.transforms.readers.story.code import is_code

SETUP = """from setuptools import find_packages, setup

setup(
    name="ferry-times",
    version="1.2",
    description="Times at which the ferries of the Orla leave",
    packages=find_packages(),
    python_requires=">=3.11",
)
"""
CONFTEST = '''"""What all tests of the ferries have in common."""

import pytest


@pytest.fixture
def ferry():
    """A ferry that leaves on time."""
    return {"name": "Tarn", "leaves": "10:40"}
'''
SETTINGS = """# Where the ferries are listed.
[project]
name = "ferry-times"
authors = ["Ana Petrov"]

[tool.times]
first = 6
"""
GIT_CONFIG = """[core]
	repositoryformatversion = 0
	filemode = true
[remote "origin"]
	url = https://git.example/ferries
	fetch = +refs/heads/*:refs/remotes/origin/*
"""
GIT_EXCLUDE = """# Patterns of files that are not tracked, one a line.
# Lines like these are comments.
# *.o
"""
HOOK = """#!/bin/sh
#
# Refuse a message that names no ferry. Called with the name of the file that holds it.
# To use it, take the ending off its name.

test "" != "$(grep 'ferry' "$1")" || {
	echo >&2 The message names no ferry.
	exit 1
}
"""
HEADER = """/* Times of the ferries, for those who count. */
#ifndef FERRY_H
#define FERRY_H
#include <stdint.h>

struct ferry {
    uint32_t leaves;
    const char *name;
};

int next_ferry(const struct ferry *ferries, int count);
#endif
"""
SCRIPT = """// The next ferry, as the page shows it.
import { times } from './times';

export function next(now) {
  const later = times.filter((time) => time > now);
  return later[0];
}
"""
QUERY = """SELECT name, leaves
FROM ferries
WHERE leaves > (
    SELECT max(leaves) FROM gone
);
DROP TABLE gone;
"""
PIPELINE = """name: ferries
on: [push]
jobs:
  test:
    steps:
      - uses: checkout
      - run: |
          make test
"""
LICENSED = """/* Ferry times, for the board at the quay.
 *
 * You may copy this file, change it and give it away, as long as these words stand above it.
 * It comes without a promise that it is right, or that the ferry leaves when it says.
 * Whoever misses a boat because of it has missed it by themselves.
 * The harbour office of Orlova wrote it in the winter of the long ice.
 */
typedef int ferry_time;
ferry_time next_ferry(void);
ferry_time last_ferry(void);
"""
EDITOR = """" Colours for files of ferry times
" Language: ferry times
" Written by the harbour office of Orlova
syntax case ignore
syntax keyword ferryWord leaves arrives stays
highlight link ferryWord Statement
finish
"""
SQUEEZED = ".ferry{color:#123;margin:0 auto;display:block}" * 8
SCRIPTED = """#!/bin/sh
# The times for the board at the quay come from the office, by post.
cat times
"""
OUTLINE = """- ferries:
  help_text:
    brief: List the ferries of a harbour
    description: Lists the ferries that leave a harbour on a given day.
    notes: |
      To list the ferries that leave the harbour of Orlova, give its name.
"""
DECLARED = """# Ferry times, for the board at the quay.
# The functions are those of the library.
# Each of them may be called from several threads.
ctypedef int ferry_time
cdef extern from *
ferry_time next_ferry(int after) nogil
"""
RULES = """# How the board at the quay is made.
times.txt:
	curl https://ferries.example/times > times.txt

board: times.txt
	print-board -n 4 times.txt
	echo made
"""
MODED = """// -*- C++ -*-
// The harbour office of Orlova wrote this in the winter of the long ice. Whoever reads it may copy it.
// It comes without a promise that it is right.
"""
PAGE_SCRIPT = """<?php
/**
 * Raised where a ferry is asked for that does not leave, by whoever asks for it.
 */
namespace Ferries;
class NoFerry extends \\Exception {}
"""
PERL = """package Ferries;
our $VERSION = '1.2';
1;
__END__
=head1 NAME
Ferries - the times of the ferries of Orlova
=head1 DESCRIPTION
The module reads the times of a day and gives those that are still to come, the earliest of them first.
"""
LISP = """(defvar ferry-times nil
  "The times of the day at which a ferry leaves the quay of Orlova.")
(require 'ferries)
(defun ferry-next ()
  "The next ferry."
  (car ferry-times))
"""
BATCH = """@echo off
rem Start the board with the times of today
start board times.txt
"""
IMAGE = """# The image of the board, made from that of the office.
FROM harbour.example/office/board
"""
NUMBERED = """cdef enum ferry_state:
    FERRY_AWAY,
    FERRY_AT_QUAY,
    FERRY_IN_DOCK,
STATES = {
    "away": FERRY_AWAY,
}
"""


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(SETUP, id="setup.py"),
        pytest.param(CONFTEST, id="conftest.py"),
        pytest.param(SETTINGS, id="TOML"),
        pytest.param(GIT_CONFIG, id="git's settings"),
        pytest.param(GIT_EXCLUDE, id="nothing but comments"),
        pytest.param(HOOK, id="a script of the shell, most of it comments"),
        pytest.param(HEADER, id="a header of C"),
        pytest.param(SCRIPT, id="a script of a page"),
        pytest.param(QUERY, id="a query"),
        pytest.param(PIPELINE, id="YAML"),
        pytest.param(LICENSED, id="a licence longer than the code below it"),
        pytest.param(EDITOR, id="a script of an editor"),
        pytest.param(SQUEEZED, id="code squeezed into one line"),
        pytest.param(SCRIPTED, id="a script that names its interpreter"),
        pytest.param(OUTLINE, id="YAML with prose in it"),
        pytest.param(DECLARED, id="declarations of Cython"),
        pytest.param(RULES, id="a makefile"),
        pytest.param(f".PHONY: all\n{RULES}", id="a makefile with targets that are no files"),
        pytest.param(MODED, id="a line that tells an editor the language"),
        pytest.param(PAGE_SCRIPT, id="PHP, most of it comments"),
        pytest.param(PERL, id="Perl, most of it its manual"),
        pytest.param(LISP, id="Lisp"),
        pytest.param(BATCH, id="a script of the command prompt"),
        pytest.param(IMAGE, id="one instruction below comments"),
        pytest.param(NUMBERED, id="names one a line"),
        pytest.param("s/colour/color/g\ns/harbour/harbor/g\ns/grey/gray/g\n", id="commands of a stream editor"),
        pytest.param("import ferries.times\nboard.times = ferries.times.Board(quay=True)\n", id="a dotted import"),
        pytest.param(".board{margin-top:1rem;display:block}\n", id="one line of a style sheet"),
    ],
)
def test_source_text_is_no_article(source: str) -> None:
    assert is_code(source)
    assert [reject.code for reject in read(source.encode()).rejects] == ["no_article"]


PROSE = "The council of Orlova voted on Monday to reopen the old ferry line, eleven years after it was closed. " * 2


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(
            f"# How to ask for the times\n\n{PROSE}\n\n{SCRIPT}\n\n{PROSE}\n", id="an article that shows code"
        ),
        pytest.param("# Ferries return\n\n## Monday\n\n* Two boats\n* A third in May\n", id="headings and a list"),
        pytest.param(
            "Title: Ferries return\nDate: 14 March 2023\nLength: 310 words\n\nThe council voted to reopen the line.\n",
            id="labels",
        ),
        pytest.param(
            "FERRY RETURNS;\nCouncil votes;\nThe line reopens in May.\n", id="a dispatch with marks at line ends"
        ),
        pytest.param(
            f"---\ntitle: x\ntags: [a, b]\nfirst = 3\n---\n\nThe council voted (again).\n{PROSE}\n", id="front"
        ),
        pytest.param(
            "Ferries return\n\nQ: Who decided?\nA: The council.\nQ: When?\nA: On Monday.\nQ: Why?\nA: Nobody says.\n",
            id="questions and answers",
        ),
        pytest.param(f"# Orla Herald\n# Ferries\n# Ferries return\n{PROSE}\n", id="headings on each other's heels"),
        pytest.param(f"# Results\n\n{PROSE}\n\n12\n\n14\n\n9\n\n{PROSE}\n", id="numbers on lines of their own"),
        pytest.param("She said (as ever):\n\nNo.\n\n(AFP)\n", id="brackets"),
        pytest.param(f"{PROSE}\n\nPhotos:\n\tAna Petrov\n\n{PROSE}\n", id="a label with its value behind a tab"),
        pytest.param(f"Import duties rise\n\n{PROSE}\n\nimport duties rose.\n", id="a line about imports"),
        pytest.param("Ferries return (again)\n", id="a headline with brackets"),
        pytest.param("Council approves Vellmoor ferry; mayor resigns\n", id="a headline with a semicolon"),
    ],
)
def test_an_article_is_none(source: str) -> None:
    assert not is_code(source)
    assert [reject.message for reject in read(source.encode()).rejects if "program" in reject.message] == []


def test_parts_in_brackets_are_code_only_beside_settings() -> None:
    song = "The Miller\n\n[Verse 1]\nThe wheel goes round\nThe water sings\n\n[Chorus]\nOh grind for me\n\n[Verse 2]\n"
    song += "The night is long\n"
    assert not is_code(song)
    assert is_code("[ferry]\nname = Tarn\nleaves = 10:40\n\n[bridge]\nname = Alby\n")


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("2023-03-14 10:15:0{0} INFO ferry.dock: boat {0} has landed", id="of a program"),
        pytest.param("[2023-03-14T10:15:0{0}Z] [ERROR] no boat {0}", id="in brackets"),
        pytest.param("WARNING: 2023-03-14 10:15:0{0} boat {0} is late", id="how grave it is first"),
        pytest.param('10.0.0.{0} - - [14/Mar/2023:10:15:00 +0000] "GET /boats/{0} HTTP/1.1" 200 512', id="of a server"),
        pytest.param("Mar 14 10:15:0{0} dock ferryd[41{0}]: boat {0} has landed", id="of a system"),
    ],
)
def test_notes_of_programs_are_no_text(line: str) -> None:
    assert is_code("\n".join(line.format(at) for at in range(8)))


def test_a_diary_is_a_text() -> None:
    assert not is_code("\n".join(f"2023-03-1{at} 10:15 The boat landed with {at} people." for at in range(8)))


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(
            'Traceback (most recent call last):\n  File "ferry.py", line 3, in <module>\n    main()\nOSError: late\n',
            id="a trace",
        ),
        pytest.param("User-agent: *\nDisallow: /dock/\nSitemap: https://orla.example/map.xml\n", id="a note to robots"),
        pytest.param("orla.example, 7, DIRECT, a1\nads.example, 8, RESELLER\nb.example, 9, RESELLER\n", id="sellers"),
    ],
)
def test_what_programs_write_for_programs(source: str) -> None:
    assert is_code(source)
