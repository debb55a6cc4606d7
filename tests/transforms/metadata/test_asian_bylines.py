"""Chinese, Japanese and Korean bylines."""

import pytest

from broadsheet.transforms.metadata.asian_bylines import asian_names, is_asian, is_bare_name, is_marked, is_named


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("記者王小明／台北報導", ["王小明"], id="name, bar, place and reports"),
        pytest.param("記者王小明台北報導", ["王小明"], id="no bar"),
        pytest.param("【記者 王小明、李大同】", ["王小明", "李大同"], id="two names"),
        pytest.param("文＝山田太郎", ["山田太郎"], id="Japanese"),
        pytest.param("홍길동 기자", ["홍길동"], id="Korean"),
        pytest.param("王小明", ["王小明"], id="a bare name"),
        pytest.param("大渡 美咲", ["大渡 美咲"], id="family and given name, apart"),
        pytest.param("王小明 李大同", ["王小明", "李大同"], id="two names, each with a surname"),
        pytest.param("織部みなと", ["織部みなと"], id="a given name in hiragana"),
        pytest.param("[山田太郎，OrlaNet]", ["山田太郎"], id="in brackets with the outlet"),
        pytest.param("オルラ新聞社", [], id="an outlet"),
        pytest.param("渡輪航線將於六月復航", [], id="a sentence"),
    ],
)
def test_names(text: str, names: list[str]) -> None:
    assert is_asian(text)
    assert asian_names(text) == names


def test_what_marks_a_byline() -> None:
    assert is_marked("記者 王小明")
    assert is_marked("홍길동 기자")
    assert not is_marked("王小明")
    assert is_bare_name("王小明")
    assert not is_bare_name("渡輪")
    assert not is_asian("Lena Fisk")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("山田太郎", True),
        ("織部みなと", True),
        ("[山田太郎，OrlaNet]", True),
        ("広告", False),
        ("渡輪航線將於六月復航", False),
    ],
)
def test_what_is_a_name_where_names_stand(text: str, expected: bool) -> None:
    assert is_named(text) is expected
