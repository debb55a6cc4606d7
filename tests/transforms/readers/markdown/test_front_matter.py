"""Front matter in YAML and TOML: what its fields say, where they stand, and that no head does harm."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.transforms.readers import read
from broadsheet.transforms.readers.markdown.front_matter import front_matter
from broadsheet.transforms.records.record import Record

BODY = "\n\nThe harbour of Osterby closed on Monday, the council said. It will open again in May.\n"


def fields(head: str) -> list[tuple[str, str]]:
    """Name and text of each field."""
    header = front_matter(head, 0)
    assert header is not None
    return [
        (field.name, head[slice(*field.spans[0])] if field.value is None else field.value) for field in header.fields
    ]


def record(head: str) -> Record:
    """The article below a head."""
    reading = read((head + BODY).encode())
    assert reading.rejects == ()
    return reading.records[0]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param("---\ntitle: Lamp out\n---", "Lamp out", id="a plain scalar"),
        pytest.param('---\ntitle: "Caf\\u00e9 \\"Lamp\\" out"\n---', 'Café "Lamp" out', id="escapes in YAML"),
        pytest.param("---\ntitle: 'It''s out'\n---", "It's out", id="a doubled mark is one"),
        pytest.param("---\ntitle: >-\n  Lamp\n  out\n---", "Lamp out", id="a folded block"),
        pytest.param("---\ntitle: Lamp\n  out\n---", "Lamp out", id="a plain scalar on two lines"),
        pytest.param("---\ntitle: &t Lamp out\nsubtitle: x\n---", "Lamp out", id="an anchor is no text"),
        pytest.param("---\ntitle: Lamp out # draft\n---", "Lamp out", id="a comment is no text"),
        pytest.param('+++\ntitle = "Caf\\u00e9 out"\n+++', "Café out", id="escapes in TOML"),
        pytest.param("+++\ntitle = 'C:\\lamp'\n+++", "C:\\lamp", id="a literal string in TOML"),
        pytest.param('+++\ntitle = """\nLamp\nout"""\n+++', "Lamp\nout", id="a string of two lines in TOML"),
    ],
)
def test_what_a_title_says(head: str, expected: str) -> None:
    assert dict(fields(head))["title"] == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param("---\nauthor: Ada Quill\n---", ["Ada Quill"], id="one"),
        pytest.param("---\nauthor: [Ada Quill, Bram Oster]\n---", ["Ada Quill", "Bram Oster"], id="a list in a line"),
        pytest.param("---\nauthors:\n- Ada Quill\n- Bram Oster\n---", ["Ada Quill", "Bram Oster"], id="a list"),
        pytest.param(
            "---\nauthors:\n  - name: Ada Quill\n    role: Reporter\n    email: a@osterby.example\n---",
            ["Ada Quill"],
            id="a mapping has a name, and is not its role",
        ),
        pytest.param("---\nauthors:\n  - role: Reporter\n    name: Ada Quill\n---", ["Ada Quill"], id="in any order"),
        pytest.param("---\nauthor: {name: Ada Quill, url: /ada}\n---", ["Ada Quill"], id="a mapping in a line"),
        pytest.param("---\nauthor: '[[People/Ada Quill|Ada Quill]]'\n---", ["Ada Quill"], id="a link of a notebook"),
        pytest.param("---\nauthor: [[Ada Quill]]\n---", ["Ada Quill"], id="the same without marks"),
        pytest.param("---\na: &w Ada Quill\nauthor: *w\n---", ["Ada Quill"], id="an alias"),
        pytest.param('+++\nauthors = ["Ada Quill",\n  "Bram Oster"]\n+++', ["Ada Quill", "Bram Oster"], id="TOML"),
        pytest.param('+++\n[[author]]\nname = "Ada Quill"\nrole = "Reporter"\n+++', ["Ada Quill"], id="TOML's tables"),
        pytest.param('+++\n[params]\nauthor = "Ada Quill"\n+++', ["Ada Quill"], id="a generator's own section"),
        pytest.param("---\nextra:\n  author: Ada Quill\n---", ["Ada Quill"], id="the same in YAML"),
        pytest.param("---\nother:\n  author: Ada Quill\n---", [], id="what is below another key is not the article's"),
        pytest.param("---\nauthor:\n  role: Reporter\n---", [], id="a mapping without a name names nobody"),
    ],
)
def test_who_is_an_author(head: str, expected: list[str]) -> None:
    assert [text for name, text in fields(head) if name == "author"] == expected
    assert [author.name for author in record(head).authors] == expected


def test_a_keyword_of_a_list_is_whole_and_a_line_of_them_is_parted() -> None:
    assert record('---\ntags: [harbour, "bridges, tunnels"]\n---').keywords == ("harbour", "bridges, tunnels")
    assert record("---\ntags: harbour, bridges\n---").keywords == ("harbour", "bridges")


def test_a_value_stands_where_it_is_said_to() -> None:
    text = '---\ntitle: "Lamp out"\nsource: &s Osterby Post\n---' + BODY
    article = read(text.encode()).records[0]
    spans = {seen.field: text[seen.start : seen.end] for seen in article.candidates if seen.source == "front_matter"}
    assert spans == {"title": "Lamp out", "publisher": "Osterby Post"}


@pytest.mark.parametrize(
    "head",
    [
        pytest.param("---\ntitle: Lamp: out again: council\nauthor: Ada Quill\n---", id="a colon in plain text"),
        pytest.param("---\ntitle: Lamp: out again: council\nauthor: 'Ada Quill'\nx: [a\n---", id="a list left open"),
        pytest.param(
            "---\ntitle: Lamp: out again: council\nauthor:\n- Ada Quill\nx: *no\n---", id="an alias of nothing"
        ),
        pytest.param('+++\ntitle = Lamp: out again: council\nauthor = "Ada Quill"\n+++', id="TOML without marks"),
    ],
)
def test_a_head_that_is_no_yaml_is_read_by_its_lines_and_flagged(head: str) -> None:
    article = record(head)
    assert article.title is not None
    assert (article.title.text, [a.name for a in article.authors]) == ("Lamp: out again: council", ["Ada Quill"])
    assert "frontmatter_repaired" in article.quality_flags


@pytest.mark.parametrize(
    "head",
    [
        pytest.param("---\na: " + "[" * 20_000 + "\ntitle: Lamp out\n---", id="lists that never close"),
        pytest.param("---\na: " + "[" * 9_000 + "]" * 9_000 + "\ntitle: Lamp out\n---", id="lists in lists"),
        pytest.param("---\na: " + "- " * 15_000 + "\ntitle: Lamp out\n---", id="items in items"),
        pytest.param("---\n" + "\n".join(f"a{i}: &a{i} [{f'*a{i - 1}, ' * 9 if i else 'x'}]" for i in range(30))
                     + "\nauthor: *a29\ntitle: Lamp out\n---", id="aliases of aliases"),
        pytest.param("+++\na = " + "[" * 9_000 + "\ntitle = 'Lamp out'\n+++", id="TOML's lists"),
    ],
)  # fmt: skip
def test_a_hostile_head_does_no_harm(head: str) -> None:
    assert ("title", "Lamp out") in fields(head)


@pytest.mark.parametrize("text", ["---\n---\nText", "---\n\n---\nText", "--- Text", "---\ntitle: Lamp", "+++\n", "---"])
def test_what_is_no_front_matter(text: str) -> None:
    assert front_matter(text, 0) is None


@settings(deadline=None)
@given(st.text(max_size=200), st.sampled_from(["---", "+++"]))
def test_no_head_raises_and_every_value_stands_in_the_source(inner: str, fence: str) -> None:
    source = f"{fence}\n{inner}\n{fence}\nText of an article."
    header = front_matter(source, 0)
    for field in header.fields if header else []:
        assert 0 <= field.spans[0][0] < field.spans[0][1] <= len(source)
        assert field.value is None or field.value.strip()
