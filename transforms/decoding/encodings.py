"""The legacy encoding that bytes which are not UTF-8 are most likely in."""

import re
from functools import cache
from typing import NamedTuple

from charset_normalizer import from_bytes
from wordfreq import get_frequency_dict, get_frequency_list

from broadsheet.transforms.vocabulary.lists import rows

_DECLARED = re.compile(rb"(?:charset|encoding)\s*[=:]\s*[\"']?([A-Za-z0-9_:.-]{3,24})", re.IGNORECASE)
_CODECS = {label: codec for codec, labels in rows("encoding_labels.tsv") for label in labels.split("|")}
# Bytes of lines outside ASCII that are tried in each encoding: a bound on cost, set by hand.
_SAMPLE = 20_000
# Set on the texts of 22 languages in the tests, in every encoding that they were written in: of those read rightly all
# score above; what is no text scores below zero.
_MIN_SCORE = 0.25
# Encodings nearer to the best than this are told apart by the words that they give.
_CLOSE = 0.35
_MAX_WORDS = 400  # words or pairs of letters that are looked up: a bound on cost, set by hand
_MAX_LIBRARY = 4_000  # bytes: a bound on cost, as the library takes long
# What the opinion of the library weighs against the share of known words.
_VOTE = 0.1
# How much of a declared encoding may be undefined there before it is taken for a mistake.
_MAX_UNDEFINED = 0.02

_LATIN_MARKS = "«»„“”‘’–—…°§€£©®·•\u00a0"
_CYRILLIC = "оеаинтсрвлкмдпуяыьіїєґ"
_CHINESE = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产面而方后多定行学法所民得经十三之进等部度家电力如化自二理小现实量两体制机使从业本把"
    "性好应开合还因由其些前外天日那社事相全表间与关各重新内数正心明么利或但气第向道命此只没解问意建月公无系军情最立想已通提题展五员革位常文总次市场报委称将"
)
_TRADITIONAL = (
    "的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動同工也能下過子說產面而方後多定行學法所民得經十三之進等部度家電力如化自二理小現實量兩體制機使從業本把"
    "性好應開合還因由其些前外天日那社事相全表間與關各重新內數正心明麼利或但氣第向道命此只沒解問意建月公無系軍情最立想已通提題展五員革位常文總次市場報委稱將"
)
_KANJI = (
    "日一国人年大十二本中長出三時行見月後前生五間上東四今九入学高円子外八六下来気小七山話女百先名千水半男西電校語木聞食車何南万毎自社発者地業方新場員立開手力問代明動京目通言理体田主題意"
    "不作用度強公持野思家世多正安院心界教文元重近知集別物使品計死特私始朝運終台広住政議民連対部合市内相定回選米実関決全表戦経最現調化当約首法性的要制務成期取都和機平加続進数記初指権支産"
    "点報済活原共得解交資予向際"
)
_KANA = "".join(chr(code) for code in range(0x3041, 0x30FD)) + "、。「」・ー"
_HANGUL = (
    "이다는을의에가고하지를한은로도사기대인해자어정리시서여과나부수보상제전일그원국아"
    "장만으중주들공있했주관구조성선동비스등위년월"
)
_FULL_WIDTH = "，。、：；？！「」『』《》（）“”‘’…—・"


class _Encoding(NamedTuple):
    """The characters that are common in what is written in an encoding, the languages it was made for, and whether
    their letters are those of ASCII with some others between them."""

    common: frozenset[str]
    languages: tuple[str, ...]
    is_latin: bool = False


_WESTERN = "äöüßéèêëàâçñáíóúãõôîïûùìòåæøœÄÖÜÉÀÅÆØ¡¿ºª"
_CENTRAL = "ąćęłńóśźżčďěňřšťůžáéíýúäôľőűăâîşţđŁŚŻŹČŠŽŘ"
_WEST = ("en", "de", "fr", "es", "it", "pt", "nl", "sv", "da")
# Earlier ones win a draw.
_ENCODINGS: dict[str, _Encoding] = {
    "cp1252": _Encoding(frozenset(_WESTERN + _LATIN_MARKS), _WEST, is_latin=True),
    "cp1251": _Encoding(frozenset(_CYRILLIC + _LATIN_MARKS + "№ё"), ("ru", "uk", "bg")),
    "koi8-r": _Encoding(frozenset(_CYRILLIC), ("ru",)),
    "koi8-u": _Encoding(frozenset(_CYRILLIC + "ґ"), ("uk",)),
    "cp866": _Encoding(frozenset(_CYRILLIC), ("ru",)),
    "iso8859-5": _Encoding(frozenset(_CYRILLIC), ("ru", "bg")),
    "mac-cyrillic": _Encoding(frozenset(_CYRILLIC + _LATIN_MARKS), ("ru",)),
    "cp1250": _Encoding(frozenset(_CENTRAL + _LATIN_MARKS), ("pl", "cs", "hu", "ro"), is_latin=True),
    "iso8859-2": _Encoding(frozenset(_CENTRAL), ("pl", "cs", "hu"), is_latin=True),
    "cp1253": _Encoding(frozenset("αειοντσρκπυηλμςάέήίόύώ" + _LATIN_MARKS), ("el",)),
    "iso8859-7": _Encoding(frozenset("αειοντσρκπυηλμςάέήίόύώ"), ("el",)),
    "cp1254": _Encoding(frozenset("ışğçöüİŞĞâî" + _LATIN_MARKS), ("tr",), is_latin=True),
    "cp1255": _Encoding(frozenset("אבגדהוזחטיכלמנסעפצקרשתםןץףך" + _LATIN_MARKS), ("he",)),
    "cp1256": _Encoding(frozenset("اأإآبتثجحخدذرزسشصضطظعغفقكلمنهويىةءئؤ،؟؛پچگ" + _LATIN_MARKS), ("ar", "fa")),
    "cp1257": _Encoding(frozenset("āčēģīķļņšūžąęėįųõäöü" + _LATIN_MARKS), ("lv", "lt"), is_latin=True),
    "cp874": _Encoding(frozenset("กขคงจชซณดตถทนบปผพฟมยรลวศสหอะาำิีึืุูเแโใไ็่้์ั"), ()),
    "mac-roman": _Encoding(frozenset(_WESTERN + _LATIN_MARKS), _WEST, is_latin=True),
    "cp850": _Encoding(frozenset(_WESTERN), _WEST, is_latin=True),
    "cp437": _Encoding(frozenset("äöüßéèêëàâçñáíóúîïûùìòåæÄÖÜÉÅÆ¡¿ºª"), _WEST, is_latin=True),
    "cp852": _Encoding(frozenset(_CENTRAL), ("pl", "cs", "hu"), is_latin=True),
    "cp932": _Encoding(frozenset(_KANA + _KANJI + _FULL_WIDTH), ("ja",)),
    "euc-jp": _Encoding(frozenset(_KANA + _KANJI + _FULL_WIDTH), ("ja",)),
    "gb18030": _Encoding(frozenset(_CHINESE + _FULL_WIDTH), ("zh",)),
    "big5hkscs": _Encoding(frozenset(_TRADITIONAL + _FULL_WIDTH), ("zh",)),
    "cp949": _Encoding(frozenset(_HANGUL + _FULL_WIDTH), ("ko",)),
}
# The lead bytes of the characters that the standard itself holds to be the usual ones (its first level).
_USUAL_LEADS: dict[str, tuple[int, int]] = {
    "cp932": (0x82, 0x97),
    "euc-jp": (0xA4, 0xCF),
    "gb18030": (0xB0, 0xD7),
    "big5hkscs": (0xA4, 0xC6),
    "cp949": (0xB0, 0xC8),
}
# What hardly ever stands in real text: a capital after a small letter, two scripts in one word, C1 controls, a sign
# between two letters.
_ODD = re.compile(
    r"""
      [a-zà-öø-ÿа-яёœžšŽ][À-ÖØ-ÞА-ЯЁŽŠŒŸ]                       # a capital after a small letter
    | [A-Za-z][\u0400-\u04ff\u0370-\u03ff] | [\u0400-\u04ff\u0370-\u03ff][A-Za-z]     # two scripts in one word
    | [ךםןףץ][א-ת] | ς[α-ω]                                     # a final letter within a word
    | [\u0e31\u0e34-\u0e3a\u0e47-\u0e4e][\u0e31\u0e34-\u0e3a]                           # Thai vowels out of place
    | [\u0e40-\u0e44](?![\u0e01-\u0e2e])
    | (?<![\u0e01-\u0e4e])[\u0e30-\u0e3a\u0e45-\u0e4e] | [\u0e3f\u0e4f-\u0e5b]
    | [\x80-\x9f\ufffd\u2500-\u259f]                           # controls, rules and blocks
    | (?<=[^\W_])[¡-©«-±´¶-¹»-¿×÷‚ƒ„†‡ˆ‰‹›•˜™€∞≤≥∂∑∏π∫√≈∆◊Ω][^\W_]   # a sign between two letters
    """,
    re.VERBOSE,
)
# Of languages in Latin letters none writes three letters with accents one after the other, but for a handful of words.
_RUN = re.compile(r"(?:(?![a-zA-Z_])[^\W\d]){3,}")
_WORD = re.compile(r"[^\W\d_]+")


def codec_of(label: str) -> str | None:
    """The codec that a label means by the Encoding standard; None for one it does not know."""
    return _CODECS.get(label.strip().lower())


def best_encoding(data: bytes, label: str | None = None) -> str | None:
    """Python's name of the encoding: the one declared, beside the file (`label`) or in it, where it fits, else the one
    whose usual characters and known words are most frequent; None where no encoding gives anything like text."""
    for declared in (label, _declared(data)):
        codec = codec_of(declared) if declared else None
        if codec and codec != "utf-8" and _fits(data, codec):
            return codec
    return _likeliest(_sample(data))


def _declared(data: bytes) -> str | None:
    match = _DECLARED.search(data[:2048])
    return match[1].decode("ascii") if match else None


def _fits(data: bytes, codec: str) -> bool:
    """Whether all but a few stray bytes are defined in an encoding."""
    try:
        text = data.decode(codec, "replace")
    except LookupError:
        return False
    return text.count("\ufffd") <= max(_MAX_UNDEFINED * sum(char > "\x7f" for char in text), 1)


def _sample(data: bytes) -> bytes:
    """The lines that hold bytes over 127, up to a size: decoding whole lines cuts no character."""
    lines: list[bytes] = []
    size = 0
    for line in data.split(b"\n"):
        if not line.isascii():
            lines.append(line[:_SAMPLE])
            size += len(line)
            if size > _SAMPLE:
                break
    return b"\n".join(lines)


def _likeliest(sample: bytes) -> str | None:
    """The encoding with the best score; of those near to it the one with most known words and the library's vote."""
    scores = {name: _score(sample, name) for name in _ENCODINGS}
    best = max(scores.values())
    if best < _MIN_SCORE:
        return None
    # That bytes pair up as characters of two is much by itself.
    close = [
        name
        for name, score in scores.items()
        if score >= _MIN_SCORE and (score >= best - _CLOSE or name in _USUAL_LEADS)
    ]
    texts = {name: sample.decode(name, "replace") for name in close}
    close = [name for at, name in enumerate(close) if texts[name] not in [texts[other] for other in close[:at]]]
    if len(close) == 1:
        return close[0]
    vote = _vote(sample)
    order = list(_ENCODINGS)
    return max(
        close,
        key=lambda name: (
            scores[name] + 2 * _known_share(texts[name], name) + _VOTE * (vote == texts[name]),
            -order.index(name),
        ),
    )


def _vote(sample: bytes) -> str | None:
    """The text as the library reads it."""
    best = from_bytes(sample[:_MAX_LIBRARY]).best()
    return sample.decode(best.encoding, "replace") if best else None


def _known_share(text: str, name: str) -> float:
    """The share of the words with letters outside ASCII that are words of one of the encoding's languages; of text
    without spaces between words, the share of pairs of letters, of which every other one spans two words."""
    languages = _ENCODINGS[name].languages
    words = [word for word in _WORD.findall(text)[: 10 * _MAX_WORDS] if not word.isascii()][:_MAX_WORDS]
    if not languages or not words:
        return 0.0
    if name in _USUAL_LEADS:
        pairs = [word[at : at + 2] for word in words for at in range(max(len(word) - 1, 1))][:_MAX_WORDS]
        return min(2 * sum(pair in _words(languages[0]) for pair in pairs) / len(pairs), 1.0)
    return max(sum(word.lower() in _words(language) for word in words) / len(words) for language in languages)


@cache
def _words(language: str) -> frozenset[str]:
    """The words of a language with letters outside ASCII: only those are looked up. All 26 languages take 90 MB."""
    words = frozenset(word for word in get_frequency_dict(language, "small") if not word.isascii())
    # wordfreq itself keeps every list for ever, twice.
    get_frequency_list.cache_clear()
    get_frequency_dict.cache_clear()
    return words


def _score(sample: bytes, name: str) -> float:
    """The share of characters outside ASCII that are usual for the encoding, less what is odd; under 0 for none."""
    leads = _USUAL_LEADS.get(name)
    try:
        text = sample.decode(name)
    except UnicodeDecodeError:
        if leads is not None and len(sample) < _SAMPLE:
            return -1.0
        text = sample.decode(name, "replace")
    other = [char for char in text if char > "\x7f"]
    if not other:
        return -1.0
    encoding = _ENCODINGS[name]
    usual = float(sum(char in encoding.common for char in other))
    if leads is not None:
        first = [char.encode(name, "replace")[0] for char in other]
        usual = (usual + sum(leads[0] <= lead <= leads[1] for lead in first)) / 2
    odd = 2 * len(_ODD.findall(text))
    if encoding.is_latin:
        odd += 2 * sum(len(run) for run in _RUN.findall(text))
    return (usual - odd) / len(other)
