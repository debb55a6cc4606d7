"""From a Chinese, Japanese or Korean byline to the names in it."""

import re

from broadsheet.transforms.vocabulary.lists import entries

_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_TITLES = "本報|本报|特約|特约|實習|实习|駐外|驻外|見習|见习"
_LEAD = re.compile(
    rf"^[\s【\[（(〔]*(?:{_TITLES})*(?:記者|记者|作者|撰文|撰稿|編譯|编译|文字|编辑|編輯|責任編輯|责任编辑|文|기자)[\s:：/／|＝=・·]*"
)
_END = re.compile(r"[\s】\]）)〕]*$")
_REPORT = re.compile(r"(?:綜合|综合|即時|专题|專題|現場)?(?:報導|报道|報道|電|电|整理|攝影|摄影)$")
_AFTER = re.compile(
    r"\s*(?:記者|记者|特派員|特派员|編集委員|論説委員|기자|특파원|논설위원|선임기자|인턴기자)(?=\s|$|[、,，·・])"
)
_SEPARATOR = re.compile(r"[／/|、,，;；\s＝=・]+")
# Family and given name with a space between them, as Japanese pages set them.
_SPACED = re.compile(r"([\u3040-\u30ff\u3400-\u9fff々]{1,4})[ \u3000]([\u3040-\u30ff\u3400-\u9fff々]{1,4})")
_HARD = re.compile(r"[／/|、,，;；＝=]+")
_NAME = re.compile(
    r"""
    [\u3400-\u9fff々]{2,4}|[\uac00-\ud7af]{2,4}
    |[\u4e00-\u9fff\u30a0-\u30ff]+・[\u30a0-\u30ff]+           # a foreign name in syllables
    |[\u4e00-\u9fff々]{1,3}[\u3041-\u3096]{2,4}                # a family name, and a given name in hiragana
    """,
    re.VERBOSE,
)
# What an outlet puts its name beside: "[田中宏昌，ITmedia]".
_BRACKETED = re.compile(r"[\[【［](.+)[\]】］]")
_LATIN = re.compile(r"[\x20-\x7e]+")
_NOT_NAMES = re.compile(
    r"(?:報|报|社|網|网|新聞|新闻|電視|电视|台|部|局|室|組|组|日报|뉴스|신문|일보|편집|통신|방송|公司|中心)$"
)
_OPENING = 3  # Characters of a name before the place it reports from: most names have three.
_SURNAMES = frozenset("".join(entries("asian_surnames.txt")))
_LONGEST_BARE = 3  # Characters; names of four have a family name of two, and are as often no names.
_NAMED = range(3, 7)  # Characters of a name in an element for names: fewer are a label, more a phrase.


def is_asian(text: str) -> bool:
    """Whether the text holds Chinese, Japanese or Korean characters."""
    return not text.isascii() and bool(_ASIAN.search(text))


def _reported(text: str) -> list[str]:
    """The parts of a text that may end in place and "reports": "王小明／台北報導", "王小明台北報導"."""
    report = _REPORT.search(text)
    if report is None:
        return _SEPARATOR.split(text)
    parts = _SEPARATOR.split(text[: report.start()].strip(" ／/"))
    if len(parts) > 1 and report.start() > text.rfind(parts[-1]):
        return parts[:-1]
    return [parts[0][:_OPENING]]


def is_marked(text: str) -> bool:
    """Whether the text says itself that it is a byline: with the word for reporter before or after a name."""
    return bool(_LEAD.match(text) or _AFTER.search(_END.sub("", text)))


def is_bare_name(text: str) -> bool:
    """Whether the text is one name of two or three characters that starts with a common surname."""
    return len(text) <= _LONGEST_BARE and text[0] in _SURNAMES and asian_names(text) == [text]


def is_named(text: str) -> bool:
    """Whether the text, which stands where names stand, is one: of more characters, too, beside the outlet's."""
    bare = text.strip()
    if _BRACKETED.fullmatch(bare):
        return bool(asian_names(bare))
    return len(bare) in _NAMED and asian_names(bare) == [bare]


def _is_spaced_name(text: str) -> bool:
    """Whether a text is one name with a space in it, rather than two that each begin with a common surname."""
    name = _SPACED.fullmatch(text)
    if name is None or any(_NOT_NAMES.search(part) for part in name.groups()):
        return False
    return not all(part[0] in _SURNAMES and len(part) > 1 for part in name.groups())


def asian_names(text: str) -> list[str]:
    """The names of persons, in order; empty where a part is neither a name nor the place it reports from."""
    bracketed = _BRACKETED.fullmatch(text.strip())
    if bracketed:
        parts = [part.strip() for part in _HARD.split(bracketed[1])]
        text = "、".join(part for part in parts if not _LATIN.fullmatch(part))
    led = _LEAD.match(text)
    bare = _END.sub("", text[led.end() if led else 0 :])
    after = _AFTER.search(bare)
    if after:
        bare = _AFTER.sub(" ", bare).strip()
    spaced = [part.strip() for part in _HARD.split(bare)]
    if not after and all(map(_is_spaced_name, spaced)):
        return list(dict.fromkeys(spaced))
    parts = [part for part in (_reported(bare) if led else _SEPARATOR.split(bare)) if part]
    names = [part for part in parts if _NAME.fullmatch(part) and not _NOT_NAMES.search(part)]
    if not names or (len(names) < len(parts) and not led and not after):
        return []
    return list(dict.fromkeys(names))
