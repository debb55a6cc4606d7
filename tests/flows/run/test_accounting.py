"""Files, and the articles in them, add up: in the report of a run, in `_ops/files`, in the terminal and on its page."""

import gzip
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.accounting import faults, run
from broadsheet.flows.reports import run_summary
from broadsheet.flows.store.ledger import STATES

PROSE = [
    "The council of Orlova voted on Monday to reopen the old ferry line, eleven years after it was closed down.",
    "Mira Tolsen, who keeps the mill above the lower bridge, said that nobody had asked her what the boats cost.",
    "The work will take until autumn, according to figures that the town office released beside a short report.",
]
OTHER = [line.replace("ferry", "bus").replace("boats", "wheels").replace("autumn", "spring") for line in PROSE]


def page(title: str, lines: list[str], address: str) -> str:
    text = "".join(f"<p>{line}</p>" for line in lines)
    return (
        f"<!doctype html><html><head><title>{title}</title><link rel='canonical' href='{address}'></head>"
        f"<body><article><h1>{title}</h1>{text}</article></body></html>"
    )


def table(*rows: tuple[str, str]) -> str:
    return "title,date,text\n" + "".join(f'{title},2023-03-14,"{text}"\n' for title, text in rows)


def archive(files: dict[str, str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return data.getvalue()


def warc(*pages: tuple[str, int, str]) -> bytes:
    records: list[bytes] = []
    for address, status, content in pages:
        http = f"HTTP/1.1 {status} OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{content}".encode()
        head = (
            f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{len(records):032}>\r\n"
            f"WARC-Date: 2023-03-14T10:00:00Z\r\nWARC-Target-URI: {address}\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
        )
        records.append(head.encode() + http + b"\r\n\r\n")
    return b"".join(records)


URL = "https://orla.example/news/ferry"
ONE, TWO = page("Ferry line reopens", PROSE, URL), page("Bus line reopens", OTHER, f"{URL}-2")
FERRY, BUS = {"title": "Ferry", "text": PROSE[0]}, {"title": "Bus", "text": OTHER[0]}
STORY: dict[str, str | bytes] = {
    f"{at}.html": page("The line that stays", lines, f"{URL}?page={at}") for at, lines in ((1, PROSE), (2, OTHER))
}
# What lies in the folder, and how many files and how many articles are in each state, in their order.
FOLDERS: dict[str, tuple[dict[str, str | bytes], tuple[int, ...], tuple[int, ...]]] = {
    "pages": ({"a.html": ONE, "b.html": TWO}, (2, 0, 0, 0, 0), (2, 0, 0, 0, 0)),
    "a duplicate": ({"a.html": ONE, "b.html": ONE}, (1, 0, 1, 0, 0), (1, 0, 1, 0, 0)),
    "a version": (
        {"a.html": ONE, "b.html": page("Ferry line reopens", [*PROSE, OTHER[0]], URL)},
        (1, 1, 0, 0, 0),
        (1, 1, 0, 0, 0),
    ),
    "pages of a story": (STORY, (1, 0, 0, 1, 0), (1, 0, 0, 0, 0)),
    "metadata beside pages": (
        {"a.html": ONE, "a.json": '{"url": "https://orla.example/a", "section": "Town"}'},
        (1, 0, 0, 1, 0),
        (1, 0, 0, 0, 0),
    ),
    "a table of files, one of which is gone": (
        {"a.txt": PROSE[0], "b.txt": OTHER[0], "metadata.csv": "file,title\na.txt,A\nb.txt,B\nc.txt,C\n"},
        (2, 0, 0, 1, 0),
        (2, 0, 0, 0, 0),
    ),
    "a table with a row without a text, and one row twice": (
        {"a.csv": table(("Ferry", PROSE[0]), ("Bus", OTHER[0]), ("Bus", OTHER[0]), ("Nothing", ""))},
        (1, 0, 0, 0, 0),
        (2, 0, 1, 0, 1),
    ),
    "a table of something else": (
        {"a.csv": "town,flour\nOrlova,12\nVelden,14\nTarnby,15\n"},
        (0, 0, 0, 0, 1),
        (0, 0, 0, 0, 1),
    ),
    "an archive with a picture, and an archive in it": (
        {"a.zip": archive({"a.html": ONE, "b.png": "\x89PNG", "b.zip": ""}), "b.html.gz": gzip.compress(TWO.encode())},
        (2, 0, 0, 0, 0),
        (2, 0, 0, 0, 2),
    ),
    "a web archive": (
        {"a.warc": warc((URL, 200, ONE), (f"{URL}-2", 200, TWO), (f"{URL}-3", 404, "gone"), (URL, 200, ONE))},
        (1, 0, 0, 0, 0),
        (2, 0, 1, 0, 0),
    ),
    "an error, a captcha and a program": (
        {
            "a.html": page("Page not found", ["The page does not exist."], f"{URL}-404"),
            "b.html": page("Just a moment...", ["Verify you are human."], f"{URL}-5"),
            "c.txt": "import os\n\ndef main():\n    return os.name\n\nif __name__ == '__main__':\n    main()\n",
        },
        (0, 0, 0, 0, 3),
        (0, 0, 0, 0, 3),
    ),
    "objects of an interface, one of them broken": (
        {"a.jsonl": f'{json.dumps(FERRY)}\n{{"title": "cut\n{json.dumps(BUS)}\n'},
        (1, 0, 0, 0, 0),
        (2, 0, 0, 0, 1),
    ),
    "an empty file and one that is no text": (
        {"a.txt": "", "b.bin": bytes(range(256)) * 20},
        (0, 0, 0, 0, 2),
        (0, 0, 0, 0, 2),
    ),
    "what is skipped by name": ({"a.html": ONE, ".hidden": "x", "b.txt~": "y"}, (1, 0, 0, 0, 0), (1, 0, 0, 0, 0)),
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "raw").mkdir()
    return tmp_path / "raw"


@pytest.mark.parametrize("name", FOLDERS)
def test_everything_adds_up(name: str, folder: Path) -> None:
    files, of_files, of_articles = FOLDERS[name]
    for path, content in files.items():
        (folder / path).write_bytes(content if isinstance(content, bytes) else content.encode())
    processed = folder.parent / "processed"
    report = run(folder, processed)
    assert report.account.files == {"found": sum(of_files), **dict(zip(STATES, of_files, strict=True))}
    articles = {state: n for state, n in zip(STATES, of_articles, strict=True) if state != "joined"}
    assert report.account.articles == {"found": sum(of_articles), **articles}
    assert faults(report, processed, len(files)) == []
    again = run(folder, processed)
    assert (again.snapshot_id, again.account.files) == (report.snapshot_id, report.account.files)
    assert again.account.articles == report.account.articles


def test_a_row_that_is_in_no_account_is_a_fault(folder: Path) -> None:
    (folder / "a.html").write_text(ONE)
    report = run(folder, folder.parent / "processed")
    lost = replace(report, account=replace(report.account, articles={**report.account.articles, "kept": 2}))
    assert faults(lost, folder.parent / "processed", 2) == [
        "articles by state are not those found",
        "of 2 files so many are told",
        "_ops/files has {'kept': 1, 'version': 0, 'duplicate': 0, 'joined': 0, 'rejected': 0}, the account {'kept': 2,"
        " 'version': 0, 'duplicate': 0, 'rejected': 0, 'joined': 0}",
        "articles has other rows than are kept",
    ]


def test_the_columns_of_a_table_are_told(folder: Path) -> None:
    (folder / "a.csv").write_text("Schlagzeile;Datum;Volltext\n" + f"Fähre;14.03.2023;{PROSE[0]}\n" * 2)
    (folder / "b.csv").write_text(table(("Ferry", PROSE[1])))
    report = run(folder, folder.parent / "processed")
    assert report.columns == {
        "a.csv": ("title=Schlagzeile, published_date=Datum, body=Volltext",),
        "b.csv": ("title=title, body=text, published_date=date",),
    }
    assert "columns of a.csv: title=Schlagzeile, published_date=Datum, body=Volltext" in run_summary.summary(report)
    assert "| b.csv | title=title, body=text, published_date=date |" in run_summary.page(report)


def test_a_row_about_a_file_that_is_gone_is_a_reject_of_the_table(folder: Path) -> None:
    files, _, _ = FOLDERS["a table of files, one of which is gone"]
    for path, content in files.items():
        (folder / path).write_bytes(content if isinstance(content, bytes) else content.encode())
    report = run(folder, folder.parent / "processed")
    assert [(row.raw_path, row.code, row.message) for row in report.account.rejections] == [
        ("metadata.csv", "missing_file", "1 rows tell of files that are not there: c.txt")
    ]
