"""Bytes to text: encodings, offsets, and what is no text."""

import pytest

from broadsheet.transforms.decoding.encodings import best_encoding
from broadsheet.transforms.decoding.text import Decoded, decode

RUSSIAN = "Совет порта проголосовал во вторник за рыбный рынок."
JAPANESE = "港の評議会は火曜日に魚市場を残すことを決めた。"
CHINESE = "港口委员会星期二投票决定保留鱼市场。"


def decoded(data: bytes) -> Decoded:
    found = decode(data)
    assert isinstance(found, Decoded)
    return found


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        pytest.param(RUSSIAN, "cp1251", id="Russian, Windows"),
        pytest.param(RUSSIAN, "koi8-r", id="Russian, KOI-8"),
        pytest.param("Möwen über Ölhafen: „Größe“ – naïve", "cp1252", id="German, Windows"),
        pytest.param("Příliš žluťoučký kůň stál u řeky", "cp1250", id="Czech, Windows"),
        pytest.param("Το λιμάνι έμεινε κλειστό την Τρίτη", "cp1253", id="Greek"),
        pytest.param("Şehir meclisi salı günü oylama yaptı", "cp1254", id="Turkish"),
        pytest.param("صوت مجلس الميناء يوم الثلاثاء", "cp1256", id="Arabic"),
        pytest.param(JAPANESE, "cp932", id="Japanese, Shift JIS"),
        pytest.param(JAPANESE, "euc-jp", id="Japanese, EUC"),
        pytest.param(CHINESE, "gb18030", id="Chinese, mainland"),
        pytest.param("港口委員會星期二投票決定保留魚市場。", "big5hkscs", id="Chinese, Taiwan"),
        pytest.param("항만 위원회는 화요일에 시장을 유지하기로 했다.", "cp949", id="Korean"),
    ],
)
def test_a_legacy_encoding_is_told_by_its_usual_characters(text: str, encoding: str) -> None:
    found = decoded(f"# News\n\n{text}".encode(encoding))
    assert found.text == f"# News\n\n{text}"
    assert found.flags == (f"encoding:{encoding}",)


SAID = "“We will not pay,” said the mayor’s aide – on Friday … “ever.”"


def test_old_texts_of_the_mac() -> None:
    text = "Le café du port reste fermé jusqu’à l’été, a déclaré l’élu : « la guêpe naïve » n’a pas été traitée."
    assert decoded(text.encode("mac-roman")).text == text


@pytest.mark.parametrize("label", ["iso-8859-1", "ISO8859-1", "latin1", "us-ascii", "ascii", "windows-1252", "cp1252"])
def test_labels_mean_what_the_web_standard_says(label: str) -> None:
    """All of these are windows-1252, in which typographic quotation marks are letters."""
    page = decode(SAID.encode("cp1252"), label)
    assert isinstance(page, Decoded)
    assert page.text == SAID


@pytest.mark.parametrize(
    ("text", "label", "encoding"),
    [
        pytest.param(RUSSIAN, "windows-1251", "cp1251", id="Russian, Windows"),
        pytest.param(RUSSIAN, "koi8-u", "koi8-u", id="Ukrainian, KOI-8"),
        pytest.param(CHINESE, "gb2312", "gb18030", id="GB 2312 is GB 18030"),
        pytest.param(JAPANESE, "x-sjis", "cp932", id="Shift JIS by another name"),
        pytest.param("항만 위원회는 화요일에", "ks_c_5601-1987", "cp949", id="Korean by its old name"),
        pytest.param("港口委員會星期二投票", "big5-hkscs", "big5hkscs", id="Chinese, Hong Kong"),
    ],
)
def test_a_label_of_a_page(text: str, label: str, encoding: str) -> None:
    page = decode(f"<p>{text}</p>".encode(encoding), label)
    assert isinstance(page, Decoded)
    assert page.text == f"<p>{text}</p>"


def test_a_declared_encoding_is_believed() -> None:
    assert best_encoding("charset=iso-8859-2\n\nŽ".encode("iso-8859-2")) == "iso8859-2"


@pytest.mark.parametrize(
    ("data", "text", "flags", "offsets"),
    [
        pytest.param(b"abc", "abc", (), None, id="ASCII has no table of offsets"),
        pytest.param("aé漢😀".encode(), "aé漢😀", (), [0, 1, 3, 6, 10], id="UTF-8"),
        pytest.param(b"\xef\xbb\xbfab", "ab", (), [3, 4, 5], id="UTF-8 after a mark"),
        pytest.param("a😀".encode("utf-16-le"), "a😀", ("encoding:utf-16",), [2, 4, 8], id="UTF-16 after a mark"),
        pytest.param("é".encode() * 3 + b"\xffa", "ééé\ufffda", ("bad_bytes:1",), [0, 2, 4, 6, 7, 8], id="bad byte"),
        pytest.param("Fünf Möwen".encode("cp1252"), "Fünf Möwen", ("encoding:cp1252",), None, id="one byte each"),
        pytest.param("mÃ¤re".encode(), "märe", ("mojibake_repaired",), [0, 1, 5, 6, 7], id="mojibake is made whole"),
        pytest.param(
            "é’".encode().decode("latin-1").encode(), "é’", ("mojibake_repaired",), [0, 4, 10], id="read as ISO 8859-1"
        ),
        pytest.param(b"a\x00b council", "a\x00b council", ("nul_removed",), None, id="a NUL is flagged"),
    ],
)  # fmt: skip
def test_each_code_point_knows_its_byte(
    data: bytes, text: str, flags: tuple[str, ...], offsets: list[int] | None
) -> None:
    if flags == ("encoding:utf-16",):
        data = b"\xff\xfe" + data
    found = decoded(data)
    assert (found.text, found.flags) == (text, flags)
    assert (None if found.offsets is None else found.offsets.tolist()) == offsets


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_text_needs_no_mark(encoding: str) -> None:
    assert decoded("The council met.".encode(encoding)).text == "The council met."


def test_an_over_long_form_never_becomes_the_character_it_hides() -> None:
    assert "/" not in decoded(b"The mar\xc0\xafket").text


def test_offsets_of_two_byte_characters() -> None:
    found = decoded(f"ab {JAPANESE}".encode("shift_jis"))
    assert found.offsets is not None
    assert found.offsets.tolist()[:5] == [0, 1, 2, 3, 5]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"", "empty", id="nothing"),
        pytest.param(b"\x00" * 100, "empty", id="NULs"),
        pytest.param(b"\xef\xbb\xbf \n", "empty", id="a mark and white space"),
        pytest.param(bytes(range(256)) * 4, "undecodable", id="every byte"),
        pytest.param(b"text" + b"\x00" * 4000, "undecodable", id="mostly NULs"),
        pytest.param("\ufffd" .encode() * 50, "undecodable", id="lost before it came here"),
    ],
)  # fmt: skip
def test_what_is_no_text(data: bytes, code: str) -> None:
    assert decode(data) == code


@pytest.mark.parametrize("text", ["Â« oui Â»"[1:], "Ünited", "São Paulo, façade, «Ñandú»"])
def test_accents_are_not_taken_for_mojibake(text: str) -> None:
    assert "mojibake_repaired" not in decoded(text.encode()).flags


@pytest.mark.parametrize(
    ("encoding", "mark", "left"),
    [("utf-16-le", b"\xff\xfe", 1), ("utf-16-be", b"\xfe\xff", 1), ("utf-32-le", b"\xff\xfe\0\0", 3)],
)
def test_bytes_after_the_last_whole_unit_are_told(encoding: str, mark: bytes, left: int) -> None:
    found = decode(mark + "Ferry back".encode(encoding) + b"x" * left)
    assert isinstance(found, Decoded)
    assert found.text == "Ferry back"
    assert f"bytes_dropped:{left}" in found.flags
