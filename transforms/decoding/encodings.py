"""From bytes that are not UTF-8 to the legacy encoding they are most likely in."""

import codecs
import re

_DECLARED = re.compile(rb"(?:charset|encoding)\s*[=:]\s*[\"']?([A-Za-z0-9_-]{3,20})", re.IGNORECASE)
_SAMPLE = 20_000
_MIN_SCORE = 0.25

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

# Each encoding with the characters that are common in what is written in it; earlier ones win a draw.
_COMMON: dict[str, frozenset[str]] = {
    "cp1252": frozenset("äöüßéèêëàâçñáíóúãõôîïûùìòåæøœÄÖÜÉÀÅÆØ¡¿ºª" + _LATIN_MARKS),
    "cp1251": frozenset(_CYRILLIC + _LATIN_MARKS + "№ё"),
    "koi8-r": frozenset(_CYRILLIC),
    "cp866": frozenset(_CYRILLIC),
    "iso8859-5": frozenset(_CYRILLIC),
    "cp1250": frozenset("ąćęłńóśźżčďěňřšťůžáéíýúäôľőűăâîşţđŁŚŻŹČŠŽŘ" + _LATIN_MARKS),
    "cp1253": frozenset("αειοντσρκπυηλμςάέήίόύώ" + _LATIN_MARKS),
    "cp1254": frozenset("ışğçöüİŞĞâî" + _LATIN_MARKS),
    "cp1255": frozenset("אבגדהוזחטיכלמנסעפצקרשתםןץףך" + _LATIN_MARKS),
    "cp1256": frozenset("اأإآبتثجحخدذرزسشصضطظعغفقكلمنهويىةءئؤ،؟؛پچگ" + _LATIN_MARKS),
    "shift_jis": frozenset(_KANA + _KANJI + _FULL_WIDTH),
    "euc-jp": frozenset(_KANA + _KANJI + _FULL_WIDTH),
    "gb18030": frozenset(_CHINESE + _FULL_WIDTH),
    "big5": frozenset(_TRADITIONAL + _FULL_WIDTH),
    "euc-kr": frozenset(_HANGUL + _FULL_WIDTH),
}
# The lead bytes of the characters that the standard itself holds to be the usual ones (its first level).
_USUAL_LEADS: dict[str, tuple[int, int]] = {
    "shift_jis": (0x82, 0x97),
    "euc-jp": (0xA4, 0xCF),
    "gb18030": (0xB0, 0xD7),
    "big5": (0xA4, 0xC6),
    "euc-kr": (0xB0, 0xC8),
}
# What hardly ever stands in real text: a capital after a small letter, two scripts in one word, C1 controls, a sign
# between two letters.
_ODD = re.compile(
    r"[a-zà-öø-ÿа-яё][À-ÖØ-ÞА-ЯЁ]|[A-Za-z][\u0400-\u04ff\u0370-\u03ff]|[\u0400-\u04ff\u0370-\u03ff][A-Za-z]"
    r"|[ךםןףץ][א-ת]|ς[α-ω]|[\x80-\x9f\ufffd\u2500-\u259f]|[^\W\d_][¡-©«-±´¶-¹»-¿×÷‚ƒ„†‡ˆ‰‹›•˜™€][^\W\d_]"
)


def best_encoding(data: bytes) -> str | None:
    """Python's name of the encoding: the one declared, where it fits, else the one whose usual characters are most
    frequent; None where no encoding gives anything like text."""
    declared = _declared(data)
    if declared is not None:
        return declared
    sample = _sample(data)
    score, name = max(((_score(sample, name), -rank, name) for rank, name in enumerate(_COMMON)))[::2]
    return name if score >= _MIN_SCORE else None


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:2048])
    if found is None:
        return None
    try:
        name = codecs.lookup(found.group(1).decode("ascii")).name
        data.decode(name)
    except (LookupError, UnicodeError):
        return None
    return name if name in _COMMON or name.startswith(("iso8859", "cp125")) else None


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
    common = _COMMON[name]
    usual = float(sum(char in common for char in other))
    if leads is not None:
        first = [char.encode(name, "replace")[0] for char in other]
        usual = (usual + sum(leads[0] <= lead <= leads[1] for lead in first)) / 2
    return (usual - 2 * len(_ODD.findall(text))) / len(other)
