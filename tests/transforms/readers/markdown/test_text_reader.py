"""Articles in Markdown and plain text: what each line is taken for."""

import pytest

from broadsheet.transforms.readers.markdown.text_reader import read
from broadsheet.transforms.records.record import BODY_KINDS, Record

LEAD = "The harbour council of Brunnmouth voted on Monday to keep the old lighthouse lit."
NEXT = '"We like the light," said Ana Reyd, who rows the mail boat across the bay.'
LAST = "The vote will be held again in the autumn, the council said."


def record(text: str) -> Record:
    reading = read(text.encode())
    assert not reading.rejects
    return reading.records[0]


def article(*extra: str, head: str = "# Lighthouse stays lit") -> Record:
    return record("\n\n".join([head, *extra, LEAD, NEXT, LAST]))


def kinds(found: Record) -> list[str]:
    return [block.kind for block in found.blocks if block.kind not in BODY_KINDS]


def body(found: Record) -> list[str]:
    return [block.passage.text for block in found.blocks if block.kind in BODY_KINDS]


def title(found: Record) -> str | None:
    return found.title.text if found.title else None


def values(found: Record, field: str) -> list[str]:
    return [seen.value for seen in found.candidates if seen.field == field]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param("# Lighthouse stays lit", "Lighthouse stays lit", id="first heading"),
        pytest.param("Lighthouse stays lit\n===", "Lighthouse stays lit", id="underlined heading"),
        pytest.param("**Lighthouse stays lit**", "Lighthouse stays lit", id="bold first line"),
        pytest.param("Lighthouse stays lit", "Lighthouse stays lit", id="short first line"),
        pytest.param("<h1>Lighthouse &amp; bay</h1>", "Lighthouse & bay", id="HTML heading"),
        pytest.param("---\ntitle: Lit: a new start\n---", "Lit: a new start", id="front matter with a colon"),
        pytest.param('+++\ntitle = "Stays lit"\n+++', "Stays lit", id="TOML"),
        pytest.param('```json\n{"title": "St\\u00e4ys lit"}\n```', "Stäys lit", id="JSON with an escape"),
        pytest.param("Title: Stays lit\n\nURL Source: https://a.io\n\nMarkdown Content:", "Stays lit", id="labels"),
        pytest.param("# The lighthouse stays lit | Bay Post", "The lighthouse stays lit", id="outlet after a bar"),
        pytest.param("# Brunn - Oster ferry to stop", "Brunn - Oster ferry to stop", id="a hyphen parts no outlet"),
    ],
)  # fmt: skip
def test_the_title(head: str, expected: str) -> None:
    found = article(head=head)
    assert title(found) == expected
    assert body(found) == [LEAD, NEXT, LAST]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        pytest.param("By Ana Reyd", "byline", id="byline"),
        pytest.param("March 14, 2023", "date_line", id="date"),
        pytest.param("Ana Reyd | 14 March 2023 | Harbours", "byline", id="row of fields"),
        pytest.param("**The council met for nine hours and did not agree.**", "subtitle", id="bold standfirst"),
        pytest.param("*The council met for nine hours and did not agree.*", "subtitle", id="standfirst in italics"),
        pytest.param("_Two boats, forty minutes and a bus ticket_", "subtitle", id="in italics, without a stop"),
        pytest.param("Read more: [Bakers strike](/x)", "boilerplate", id="invitation to read"),
        pytest.param("Advertisement", "boilerplate", id="advert"),
        pytest.param("Share  Tweet  Email", "boilerplate", id="row of buttons"),
        pytest.param("*Editor's note: this story has been updated.*", "footer", id="note"),
        pytest.param("Sign up for our newsletter and never miss a story.", "boilerplate", id="newsletter"),
        pytest.param("4 min read", "boilerplate", id="reading time"),
    ],
)
def test_a_line_above_the_text(line: str, kind: str) -> None:
    found = article(line)
    assert kinds(found) == ["title", kind]
    assert body(found) == [LEAD, NEXT, LAST]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("By Tuesday, the water had fallen by a metre, the mayor said.", id="By and a weekday"),
        pytest.param("On 3 May 1945 the first keeper climbed the stairs of the tower.", id="a day in a sentence"),
        pytest.param("Follow the money, she said, and you will find the boat.", id="an order in a sentence"),
        pytest.param("Recommended doses differ from one island to the next, he said.", id="a word of invitations"),
    ],
)
def test_a_sentence_stays_in_the_text(line: str) -> None:
    assert body(article(line)) == [line, LEAD, NEXT, LAST]


@pytest.mark.parametrize(
    ("footer", "url"),
    [
        pytest.param("Original url:\n\n<https://bay.example/2023/a>", "https://bay.example/2023/a", id="below a label"),
        pytest.param("Source: https://bay.example/a_b_c", "https://bay.example/a_b_c", id="after a label"),
        pytest.param("[Read the original article](https://bay.example/a)", "https://bay.example/a", id="a link"),
        pytest.param("Originally published at https://bay.example/a", "https://bay.example/a", id="in words"),
        pytest.param("---\n\n<https://bay.example/a>", "https://bay.example/a", id="alone"),
    ],
)
def test_the_address_below_the_text(footer: str, url: str) -> None:
    found = record("\n\n".join(["# Lit", LEAD, NEXT, LAST, footer]))
    assert found.url == url
    assert body(found) == [LEAD, NEXT, LAST]


def test_an_address_in_the_text_is_none_of_the_article() -> None:
    assert record(f"# Lit\n\nSee https://bay.example/a for the plans of the tower.\n\n{LEAD}\n\n{LAST}").url is None


def test_a_list_of_other_articles_is_cut_and_the_text_after_it_stays() -> None:
    found = record(f"# Lit\n\n{LEAD}\n\n### Related stories\n\n- [Tolls rise](/a)\n- [Fish moves](/b)\n\n{LAST}")
    assert body(found) == [LEAD, LAST]


def test_a_caption_and_its_bold_credit_are_parted() -> None:
    found = article("Ana Reyd (L) rows. **Omar Bell/POOL/TASS**")
    image = found.images[0]
    assert image.caption_block is not None
    assert found.blocks[image.caption_block].passage.text == "Ana Reyd (L) rows."
    assert (image.credit_raw, image.photographer, image.credit_agency, image.is_pool) == (
        "Omar Bell/POOL/TASS",
        "Omar Bell",
        "TASS",
        True,
    )


def test_pictures_without_caption_are_listed() -> None:
    found = article("![a lamp](/lamp.jpg)")
    assert [(image.url, image.caption_block) for image in found.images] == [("/lamp.jpg", None)]
    assert body(found) == [LEAD, NEXT, LAST]


def test_the_dateline_becomes_a_block_before_the_text() -> None:
    found = record(f"# Lit\n\nOSTER, March 14 (AP) -- {LEAD}\n\n{LAST}")
    assert [block.kind for block in found.blocks] == ["title", "dateline", "paragraph", "paragraph"]
    assert (body(found)[0], found.dateline_place, found.wire_agency) == (LEAD, "OSTER", "AP")


def test_wrapped_lines_are_joined_and_paragraph_lines_are_not() -> None:
    wrapped = "The harbour council of Brunnmouth voted on Monday to keep the\nold lighthouse lit."
    assert body(record(f"# Lit\n\n{wrapped}\n\n{NEXT}")) == [LEAD, NEXT]
    assert body(record(f"Lit\n{LEAD}\n{NEXT}\n{LAST}\n")) == [LEAD, NEXT, LAST]


def test_a_second_article_is_cut_and_flagged() -> None:
    found = record(f"# Lit\n\n{LEAD}\n\n{LAST}\n\n# Bakers strike\n\nBy Omar Bell\n\nThe bakers of Oster went home.")
    assert body(found) == [LEAD, LAST]
    assert "multiple_articles" in found.quality_flags


@pytest.mark.parametrize(
    ("lines", "day", "source"),
    [
        pytest.param(["14 March 2023"], "2023-03-14", "date_line", id="date line"),
        pytest.param(["Updated: May 6, 2023", "Source: https://b.example/2023/03/14/x"], "2023-03-14", "url", id="url"),
        pytest.param(["04/05/2023", "Source: https://b.example/2023/05/04/x"], "2023-05-04", "date_line", id="settled"),
    ],
)  # fmt: skip
def test_the_day_of_publication(lines: list[str], day: str, source: str) -> None:
    found = record("\n\n".join(["# Lit", lines[0], LEAD, NEXT, LAST, *lines[1:]]))
    assert found.published is not None
    assert (found.published.day.isoformat(), found.published_source) == (day, source)


def test_days_that_differ_are_flagged_and_both_are_candidates() -> None:
    found = record(f"---\ndate: 2023-03-14\n---\n# Lit\n\nMarch 20, 2023\n\n{LEAD}\n\n{LAST}")
    assert found.date_conflict
    assert values(found, "published_date") == ["2023-03-14", "March 20, 2023"]
    assert [seen.is_chosen for seen in found.candidates if seen.field == "published_date"] == [True, False]


def test_every_chosen_value_has_its_candidate() -> None:
    found = article("By Ana Reyd", "14 March 2023")
    chosen = {(seen.field, seen.value) for seen in found.candidates if seen.is_chosen}
    assert chosen == {
        ("title", "Lighthouse stays lit"),
        ("author", "Ana Reyd"),
        ("published_date", "14 March 2023"),
        ("language", "en"),
    }


def test_candidates_point_at_their_text() -> None:
    source = f"# Lit\n\nBy Ana Reyd\n\n{LEAD}\n"
    for seen in record(source).candidates:
        told = LEAD if seen.field == "language" else seen.value
        assert told in source[seen.start : seen.end]


def test_a_page_with_menus_gives_the_article_between_them() -> None:
    menu = "\n".join(f"- [Part {number}](/part/{number})" for number in range(20))
    found = record(
        f"{menu}\n\n# Lighthouse stays lit\n\nBy Ana Reyd\n\n{LEAD}\n\n{NEXT}\n\n{LAST}\n\n{menu}\n\n© Bay Post"
    )
    assert title(found) == "Lighthouse stays lit"
    assert body(found) == [LEAD, NEXT, LAST]


def test_invitations_to_pay_are_cut_and_flagged() -> None:
    found = record(
        "# Lit\n\nThe harbour council voted on Monday...\n\nTo continue reading, subscribe today. [Log in](/l)"
    )
    assert body(found) == ["The harbour council voted on Monday..."]
    assert "truncated_or_paywalled" in found.quality_flags


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        pytest.param("By Ana Reyd and Omar Bell", [("Ana Reyd", "person"), ("Omar Bell", "person")], id="two people"),
        pytest.param("By AFP", [("AFP", "agency")], id="an agency"),
        pytest.param("By 王小明 and 李大文", [("王小明", "person"), ("李大文", "person")], id="names without a space"),
    ],
)
def test_the_authors(byline: str, expected: list[tuple[str, str]]) -> None:
    found = article(byline)
    assert [(author.name, author.kind) for author in found.authors] == expected
    assert found.byline_raw == byline


def test_a_line_under_a_picture_is_its_caption_and_no_byline() -> None:
    found = article("By Ana Reyd", "![](/p.jpg)\n*The keeper on the stairs of the tower.* Omar Bell/BayPix")
    assert [author.name for author in found.authors] == ["Ana Reyd"]
    assert [image.credit_raw for image in found.images] == ["Omar Bell/BayPix"]
    assert body(found) == [LEAD, NEXT, LAST]


def test_a_heading_before_any_text_begins_no_second_article() -> None:
    found = record(f"---\ntitle: Brunnmouth Post\n---\n\n# Lighthouse stays lit\n\nBy Ana Reyd\n\n{LEAD}\n\n{NEXT}")
    assert LEAD in body(found)
    assert "multiple_articles" not in found.quality_flags


def test_a_heading_that_is_a_picture_has_no_text() -> None:
    found = record(f"# ![](logo.png)\n\n# Lighthouse stays lit\n\n{LEAD}\n\n{NEXT}")
    assert title(found) == "Lighthouse stays lit"
    assert body(found) == [LEAD, NEXT]


def test_lines_wrapped_at_a_width_are_one_verbatim_piece() -> None:
    lines = [
        "The harbour council of Brunnmouth voted on Monday to keep the",
        "old lighthouse lit, and the mail boat too.",
    ]
    found = record("# Lighthouse stays lit\n\n" + "\n".join(lines))
    passage = next(block.passage for block in found.blocks if block.kind == "paragraph")
    assert passage.text == " ".join(lines)
    assert [(piece.start, piece.end) for piece in passage.pieces] == [(24, 24 + len(passage.text))]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param("Feb 15, 2024, 9:05 AM AST", (["date_line"], "2024-02-15T09:05", None, None), id="open zone"),
        pytest.param("Bay Weekly, 3 May 2024", (["date_line"], "2024-05-03", "Bay Weekly", None), id="outlet, date"),
        pytest.param("Bay Weekly | 3 May 2024", (["byline"], "2024-05-03", "Bay Weekly", None), id="outlet in a row"),
        pytest.param("3 May 2024 · 4 min read", (["date_line"], "2024-05-03", None, None), id="reading time"),
        pytest.param("Ana Reyd, 3 May 2024", (["byline"], "2024-05-03", None, "Ana Reyd"), id="author, date"),
        pytest.param("Journalist\nAna Reyd", (["byline", "byline"], None, None, "Ana Reyd"), id="job above a name"),
        pytest.param("Staff Writer", (["byline"], None, None, "Staff Writer"), id="job alone"),
        pytest.param("(Robert F. Bell / AP)", (["credit"], None, None, None), id="credit in brackets"),
        pytest.param("[Sea](/sea) · [Lamps](/lamps)", (["boilerplate"], None, None, None), id="row of topics"),
    ],
)
def test_the_lines_below_the_title(lines: str, expected: tuple[list[str], str | None, str | None, str | None]) -> None:
    found = article(lines)
    moment = found.published
    written = moment and (moment.time.isoformat("T", "minutes") if moment.time else moment.day.isoformat())
    names = ", ".join(author.name for author in found.authors) or None
    assert (kinds(found)[1:], written, found.publisher_name, names) == expected
    assert (body(found), found.wire_agency) == ([LEAD, NEXT, LAST], None)


def test_the_first_topic_is_the_section() -> None:
    assert article("[Sea](/sea) · [Lamps](/lamps)").section == "Sea"


def test_a_bold_line_without_a_stop_below_the_title_is_the_standfirst() -> None:
    found = article("**Council votes by eleven to four to keep the lamp**", "By Ana Reyd")
    assert found.subtitle is not None
    assert (found.subtitle.text, kinds(found)) == (
        "Council votes by eleven to four to keep the lamp",
        ["title", "subtitle", "byline"],
    )


def test_a_text_in_italics_has_no_standfirst() -> None:
    found = article("*The council met for nine hours.*", "*It did not agree.*")
    assert (found.subtitle, body(found)[:2]) == (None, ["The council met for nine hours.", "It did not agree."])


def test_a_short_bold_line_is_a_heading() -> None:
    found = article("**What happens next**")
    assert (found.subtitle, body(found)[0]) == (None, "What happens next")


@pytest.mark.parametrize(
    "picture",
    [
        pytest.param("![](/l.jpg)\n\nThe lamp at dusk.\nImage credit: Omar Bell", id="credit on the next line"),
        pytest.param("![](/l.jpg)\n\nThe lamp at dusk.\n\nPhoto: Omar Bell", id="credit in the next paragraph"),
    ],
)
def test_a_line_above_a_credit_is_the_caption_of_one_picture(picture: str) -> None:
    found = article(picture)
    assert len(found.images) == 1
    (image,) = found.images
    assert image.caption_block is not None
    assert (image.url, image.photographer, found.blocks[image.caption_block].passage.text) == (
        "/l.jpg",
        "Omar Bell",
        "The lamp at dusk.",
    )
    assert body(found) == [LEAD, NEXT, LAST]


def test_a_caption_with_a_bold_credit_closes_the_text() -> None:
    more = [f"{LEAD[:-1]} for year {year}." for year in range(4)]
    found = record("\n\n".join(["# Lit", *more, "The lamp is lit on Friday. **Omar Bell/Bay Daily**"]))
    assert (kinds(found), body(found)) == (["title", "caption", "credit"], more)


def test_a_caption_above_the_title() -> None:
    found = record(f"FILE - The lamp is seen, Oct. 3, 2021. (AP Photo/Ana Reyd, File)\n\n# Lit\n\n{LEAD}\n\n{NEXT}")
    assert kinds(found) == ["caption", "credit", "title"]
    assert found.blocks[0].passage.text == "The lamp is seen, Oct. 3, 2021."
    assert (found.images[0].photographer, found.images[0].credit_agency) == ("Ana Reyd", "AP")


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Follow the Bay Post on WhatsApp", id="follow"),
        pytest.param("Subscribe to Bay Weekly\nOne good lamp every Tuesday.", id="line below an invitation"),
    ],
)
def test_an_invitation_below_the_text(line: str) -> None:
    found = record("\n\n".join(["# Lit", LEAD, NEXT, LAST, line]))
    assert body(found) == [LEAD, NEXT, LAST]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Like many here, Ana Reyd had posted on Facebook.", id="a sentence"),
        pytest.param("Join the queue, she had written on Facebook.", id="an order in a sentence"),
    ],
)
def test_a_sentence_with_the_name_of_a_network_stays(line: str) -> None:
    assert body(record("\n\n".join(["# Lit", LEAD, NEXT, line]))) == [LEAD, NEXT, line]


def chosen(found: Record, field: str) -> list[tuple[str, str, bool]]:
    return [(seen.value, seen.source, seen.is_chosen) for seen in found.candidates if seen.field == field]


def test_what_was_chosen_is_what_the_article_has() -> None:
    text = f"# The lighthouse stays lit | Bay Post\n\nBy Ana Reyd and Reuters\n\n{LEAD}\n\n{NEXT}\n\n{LAST}"
    found = record(f"{text}\n\nSource: https://bay.example/2023/03/14/lit?utm_source=x")
    assert chosen(found, "title") == [
        ("The lighthouse stays lit | Bay Post", "heading", False),
        ("The lighthouse stays lit", "heading", True),
    ]
    assert chosen(found, "wire_agency") == [("Reuters", "byline", True)]
    assert chosen(found, "canonical_url") == [("https://bay.example/2023/03/14/lit", "header", True)]
    assert chosen(found, "language") == [("en", "text", True)]


def test_a_day_from_the_address_has_the_place_of_the_address() -> None:
    found = record(f"# Lit\n\n{LEAD}\n\n{NEXT}\n\nSource: https://bay.example/2023/03/14/lit")
    spans = {seen.field: (seen.start, seen.end) for seen in found.candidates}
    assert spans["published_date"] == spans["url"] != (0, 0)


def test_a_declared_language_is_not_chosen_where_the_text_tells() -> None:
    found = record(f"---\nlanguage: de\n---\n# Lit\n\n{LEAD}\n\n{NEXT}\n\n{LAST}")
    assert chosen(found, "language") == [("de", "front_matter", False), ("en", "text", True)]


def test_a_link_that_begins_in_an_earlier_block_leaves_its_text() -> None:
    found = record(f"# Lit\n\n{LEAD}\n\n[ ![](/l.jpg)\n\nThe lamp of Oster](https://bay.example/o)\n\n{NEXT}")
    assert body(found) == [LEAD, NEXT]
    assert [block.passage.text for block in found.blocks if block.kind == "boilerplate"] == ["The lamp of Oster"]
