"""Messages of mail, boxes of them, saved pages, and what is attached."""

from email.message import EmailMessage

import pytest

from broadsheet.transforms.readers import read, sniff
from broadsheet.transforms.readers.documents import mail

ONE = "The council of Orlova voted on Monday to reopen the old ferry line, eleven years after it was closed down."
TWO = "Mira Tolsen, who keeps the mill above the lower bridge, said that nobody had asked her what the boats cost."


def message(subject: str = "Orla Morning: café wars", plain: str = f"{ONE}\n\n{TWO}\n", html: str = "") -> EmailMessage:
    made = EmailMessage()
    made["From"] = "Orla Morning <news@orla.example>"
    made["Subject"] = subject
    made["Date"] = "Tue, 14 Mar 2023 06:30:00 +0000"
    made["List-Unsubscribe"] = "<https://orla.example/u>"
    made.set_content(plain)
    if html:
        made.add_alternative(html, subtype="html")
    return made


def test_a_newsletter_is_an_article_named_by_its_subject() -> None:
    html = f"<html><body><h1>café wars</h1><p>{ONE}</p><p>{TWO}</p></body></html>"
    data = message(html=html).as_bytes()
    assert sniff(data) == "mail"
    (record,) = read(data).records
    assert (record.title.text if record.title else None, record.publisher_name) == (
        "Orla Morning: café wars",
        "Orla Morning",
    )
    assert record.published is not None
    assert record.published.day.isoformat() == "2023-03-14"
    assert [block.passage.text for block in record.blocks if block.kind == "paragraph"] == [ONE, TWO]
    assert "newsletter" in record.quality_flags


def test_a_plain_stub_gives_way_to_the_page() -> None:
    html = f"<html><body><h1>Ferry back</h1><p>{ONE}</p><p>{TWO}</p></body></html>"
    (record,) = read(message(plain="Read this in a browser.", html=html).as_bytes()).records
    assert [block.passage.text for block in record.blocks if block.kind == "paragraph"] == [ONE, TWO]


def test_each_message_of_a_box_is_an_article() -> None:
    box = b"".join(
        b"From news@orla.example Tue Mar 14 06:30:00 2023\n" + message(subject).as_bytes() + b"\n"
        for subject in ("One", "Two")
    )
    assert sniff(box) == "mail"
    assert [(one.title.text if one.title else None, one.member) for one in read(box).records] == [
        ("One", "1"),
        ("Two", "2"),
    ]


def test_what_is_attached_is_read_too() -> None:
    made = message()
    made.add_attachment(
        f'title,text\nFerry,"{ONE}"\nMill,"{TWO}"'.encode(), maintype="text", subtype="csv", filename="a.csv"
    )
    made.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="b.png")
    assert [one.member for one in read(made.as_bytes()).records] == ["", "a.csv#1", "a.csv#2"]


def test_a_page_saved_as_mail_has_its_address() -> None:
    page = (
        f"<html><head><title>Ferry back</title></head><body><h1>Ferry back</h1><p>{ONE}</p><p>{TWO}</p></body></html>"
    )
    data = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://orla.example/ferry\r\nSubject: Ferry back\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n'
        f"Content-Location: https://orla.example/ferry\r\n\r\n{page}\r\n--b--\r\n"
    ).encode()
    (record,) = read(data).records
    assert (record.raw_format, record.canonical_url) == ("mhtml", "https://orla.example/ferry")


@pytest.mark.parametrize(
    "data", [message().as_bytes()[:120], b"MIME-Version: 1.0\nFrom: x\nContent-Type: multipart/mixed\n\n"]
)
def test_a_message_without_a_body_is_no_crash(data: bytes) -> None:
    reading = read(data)
    assert len(reading.records) + len(reading.rejects) == 1


@pytest.mark.parametrize(
    ("recipient", "title"),
    [
        pytest.param("orla-news@lists.orla.example", "Ferry is back", id="of the list it went to"),
        pytest.param("reader@home.example", "[Orla-news] Ferry is back", id="of something else"),
    ],
)
def test_the_name_of_a_list_before_the_subject(recipient: str, title: str) -> None:
    letter = message("[Orla-news] Ferry is back")
    letter["To"] = recipient
    (record,) = read(letter.as_bytes()).records
    assert (record.title.text if record.title else None) == title
    head = f"From: lena@orla.example (Lena Fisk)\nSubject: Re: [Orla-news] Ferry is back\nTo: {recipient}\n"
    (record,) = read(f"{head}Date: Tue, 14 Mar 2023 10:15:00 GMT\n\n{ONE}\n".encode()).records
    assert (record.title.text if record.title else None) == title


def test_a_letter_that_only_passes_another_on_is_that_one() -> None:
    head = "From: Lena Fisk <lena@orla.example>\nDate: Tue, 14 Mar 2023 at 10:15\n"
    head += "Subject: Ferry is back\nTo: <a@b.example>\n"
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "Reader <r@home.example>", "me@x.example", "Fwd: Ferry is back"
    letter["Date"] = "Wed, 15 Mar 2023 07:00:00 +0000"
    letter.set_content(f"---------- Forwarded message ---------\n{head}\n{ONE}\n\n{TWO}\n")
    (record,) = read(letter.as_bytes()).records
    assert (record.title.text if record.title else None) == "Ferry is back"
    assert record.published is not None
    assert record.published.day.isoformat() == "2023-03-14"
    assert [author.name for author in record.authors] == ["Lena Fisk"]
    assert [block.passage.text for block in record.blocks if block.kind == "paragraph"] == [ONE, TWO]


def test_parts_beyond_the_most_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail, "_MAX_PARTS", 2)
    letter = message()
    for at in range(4):
        letter.add_attachment(f"{ONE} {at}".encode(), maintype="application", subtype="pdf", filename=f"{at}.pdf")
    assert "too_large" in [reject.code for reject in read(letter.as_bytes()).rejects]
