"""The text of a file, its encoding, and the byte at which each code point begins."""

import codecs
import re
from dataclasses import dataclass

import numpy as np

from broadsheet.transforms.decoding.encodings import best_encoding
from broadsheet.transforms.records.passage import Offsets
from broadsheet.transforms.records.record import RejectCode

# Longest first: the mark of UTF-32 (little endian) begins with the mark of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = bytes([*range(9), *range(14, 27), *range(28, 32), 127])
_NO_HIGH = bytes(range(128))
# Bytes that are looked at for controls and NULs: a bound on cost; binary files show both at their head.
_SAMPLE = 65_536
# Text has hardly any control but white space, random bytes have one in nine: set between them by hand.
_MAX_CONTROL_SHARE = 0.05
_MAX_CONTROLS = 3  # a short file may hold some that a program left
# Set by hand: a text of which every fifth character is lost is no longer one.
_MAX_LOST_SHARE = 0.2
# What UTF-8 forbids but writers of it make: over-long forms, surrogates, a last character cut in half.
_UTF8_FAULTS = re.compile(rb"[\xc0\xc1][\x80-\xbf]|\xed[\xa0-\xbf][\x80-\xbf]|[\xc2-\xf4][\x80-\xbf]{0,2}\Z")
# Of the bytes outside ASCII, set by hand: of another encoding, by chance, hardly any are sound UTF-8.
_MIN_UTF8_SHARE = 0.7
_MAX_STRAY_SHARE = 0.02  # of all bytes, set by hand: so few that fit no encoding are damage to a text in ASCII
_BAD_BYTE = re.compile("[\udc80-\udcff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LOST_QUOTE = "â€\ufffd"
_MOJIBAKE = re.compile("[Â-ô][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ\ufffd]")
# What `_MOJIBAKE` begins with in sound UTF-8: sooner found, as most texts lack it.
_MAYBE_MOJIBAKE = re.compile(rb"\xc3[\x82-\xb4][\xc2\xc5\xc6\xcb\xe2\xef]")
_NOT_ASCII_RUN = re.compile("[^\x00-\x7f]+")
# Of the runs outside ASCII, set by hand: a text read wrongly is so throughout, but for what was pasted in later.
_MIN_MOJIBAKE_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file.

    `offsets` is as in `records.Record.offsets`. `flags` tell what was odd: `encoding:NAME` (not UTF-8), `bad_bytes:N`
    (N bytes became U+FFFD), `bytes_dropped:N` (the last N bytes were no whole unit of UTF-16 or UTF-32), `nul_removed`
    (NULs are in `text`; readers cut them), `mojibake_repaired`.
    """

    text: str
    encoding: str
    flags: tuple[str, ...] = ()
    offsets: Offsets | None = None


def decode(data: bytes, label: str | None = None) -> Decoded | RejectCode:
    """The text of a file; `empty` for nothing but white space and NULs, `undecodable` where it is no text.

    `label` names the encoding where something outside of the file tells it, as the header of a response does.
    """
    if data.isascii() and not data.translate(None, _NO_HIGH[32:127] + b"\t\n\r"):
        text = data.decode("ascii")
        return Decoded(text, "utf-8") if text and not text.isspace() else "empty"
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xfe\xff"):
        return "empty"
    decoded = _marked(data) or _by_nul_pattern(data)
    if decoded is None:
        sample = data[:_SAMPLE]
        if len(sample) - len(sample.translate(None, _CONTROLS)) > max(_MAX_CONTROLS, _MAX_CONTROL_SHARE * len(sample)):
            return "undecodable"
        decoded = _unmarked(data, label)
    if decoded is None or decoded.text.count("\ufffd") > _MAX_LOST_SHARE * len(decoded.text):
        return "undecodable"
    if not decoded.text.strip("\0 \t\r\n\ufeff") or decoded.text.isspace():
        return "empty"
    if decoded.encoding != "utf-8" or decoded.flags or _MAYBE_MOJIBAKE.search(data):
        decoded = _without_mojibake(decoded)
    if "\0" in decoded.text:
        return Decoded(decoded.text, decoded.encoding, (*decoded.flags, "nul_removed"), decoded.offsets)
    return decoded


def _marked(data: bytes) -> Decoded | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            if encoding == "utf-8":
                return _utf8(data, len(mark))
            return _wide(data, encoding, len(mark))
    return None


def _wide(data: bytes, encoding: str, start: int) -> Decoded:
    """Text in UTF-16 or UTF-32; what is no character becomes U+FFFD, bytes after the last whole unit go."""
    unit = 4 if encoding.startswith("utf-32") else 2
    left = (len(data) - start) % unit
    body = data[start : len(data) - left]
    try:
        text = body.decode(encoding, "surrogatepass")
    except UnicodeDecodeError:
        text = body.decode(encoding, "replace")
    bad = len(_SURROGATE.findall(text))
    wide = _code_points(text) > 0xFFFF
    widths = np.where(wide, 4, unit)
    text = _SURROGATE.sub("\ufffd", text) if bad else text
    name = encoding.rsplit("-", 1)[0]
    flags = (
        f"encoding:{name}",
        *((f"bad_bytes:{bad * unit}",) if bad else ()),
        *((f"bytes_dropped:{left}",) if left else ()),
    )
    return Decoded(text, name, flags, _offsets(widths, start))


def _by_nul_pattern(data: bytes) -> Decoded | None:
    """Text in UTF-16 or UTF-32 without a mark, told by where its NULs stand."""
    if b"\0" not in data[:_SAMPLE]:
        return None
    sample = np.frombuffer(data[: min(_SAMPLE, len(data) // 4 * 4)], np.uint8)
    if len(sample) < 8 or 0 not in sample:
        return None
    shares = (sample.reshape(-1, 4) == 0).mean(axis=0)
    for encoding, empty, full in (
        ("utf-32-le", (2, 3), (0,)),
        ("utf-32-be", (0, 1), (3,)),
        ("utf-16-le", (1, 3), (0, 2)),
        ("utf-16-be", (0, 2), (1, 3)),
    ):
        if all(shares[i] > 0.6 for i in empty) and all(shares[i] < 0.05 for i in full):
            return _wide(data, encoding, 0)
    return None


def _unmarked(data: bytes, label: str | None) -> Decoded | None:
    try:
        return Decoded(data.decode("utf-8"), "utf-8", (), _utf8_offsets(data))
    except UnicodeDecodeError:
        pass
    high = len(data.translate(None, _NO_HIGH))
    as_utf8 = data.decode("utf-8", "surrogateescape")
    sound = high - len(_BAD_BYTE.findall(as_utf8)) + sum(len(fault) for fault in _UTF8_FAULTS.findall(data))
    if sound >= _MIN_UTF8_SHARE * high:
        return _utf8(data, 0)
    encoding = best_encoding(data, label)
    if encoding is None:
        return _utf8(data, 0) if high <= _MAX_STRAY_SHARE * len(data) or high < 3 else None
    text = data.decode(encoding, "replace")
    offsets = None if len(text) == len(data) else _step_offsets(data, encoding)
    if offsets is not None and len(offsets) != len(text) + 1:
        return None
    return Decoded(text, encoding, (f"encoding:{encoding}",), offsets)


def _utf8(data: bytes, start: int) -> Decoded:
    text = data[start:].decode("utf-8", "surrogateescape")
    points = _code_points(text)
    escaped = (points >= 0xDC80) & (points <= 0xDCFF)
    bad = int(escaped.sum())
    widths = 1 + (points > 0x7F).astype(np.int64) + (points > 0x7FF) + (points > 0xFFFF)
    widths[escaped] = 1
    text = _BAD_BYTE.sub("\ufffd", text) if bad else text
    offsets = _offsets(widths, start) if start or len(text) != len(data) else None
    return Decoded(text, "utf-8", (f"bad_bytes:{bad}",) if bad else (), offsets)


def _code_points(text: str) -> Offsets:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.int64)


def _offsets(widths: Offsets, start: int) -> Offsets:
    return np.concatenate((np.array([start], dtype=np.int64), start + np.cumsum(widths, dtype=np.int64)))


def _utf8_offsets(data: bytes) -> Offsets | None:
    if data.isascii():
        return None
    starts = np.flatnonzero(np.frombuffer(data + b"\n", np.int8) >= -64)
    return starts.astype(np.int64, copy=False)


def _step_offsets(data: bytes, encoding: str) -> Offsets:
    """Offsets of a multi-byte encoding, found by decoding byte after byte."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    starts = [0]
    for at in range(len(data)):
        n_chars = len(decoder.decode(data[at : at + 1], final=at + 1 == len(data)))
        starts.extend([at + 1] * n_chars)
    return np.array(starts, dtype=np.int64)


def _without_mojibake(decoded: Decoded) -> Decoded:
    """Text that was UTF-8, read as Windows-1252 or ISO 8859-1 and saved again, made whole; other text as it is."""
    if decoded.text.isascii() or not _MOJIBAKE.search(decoded.text):
        return decoded
    spans = list(_NOT_ASCII_RUN.finditer(decoded.text))
    if len(_MOJIBAKE.findall(decoded.text)) < _MIN_MOJIBAKE_SHARE * len(spans):
        return decoded
    runs = [(run.start(), run.end(), _remade(run.group())) for run in spans]
    repairs = [run for run in runs if run[2] is not None]
    if len(repairs) < _MIN_MOJIBAKE_SHARE * len(runs):
        return decoded
    kept = np.ones(len(decoded.text) + 1, dtype=bool)
    parts: list[str] = []
    at = 0
    for start, end, whole in repairs:
        if whole is not None:
            kept[start:end] = (np.frombuffer(whole.encode(), np.uint8) & 0xC0) != 0x80
            parts += (decoded.text[at:start], whole)
            at = end
    old = np.arange(len(kept), dtype=np.int64) if decoded.offsets is None else decoded.offsets
    text = "".join((*parts, decoded.text[at:]))
    return Decoded(text, decoded.encoding, (*decoded.flags, "mojibake_repaired"), old[kept])


def mended(text: str) -> str:
    """A value of a field without what became of UTF-8 that was read as Windows-1252; as it is where any run of other
    characters is none of that, for then it was meant so."""
    if not _MOJIBAKE.search(text):
        return text
    pieces: list[str] = []
    at = 0
    for run in _NOT_ASCII_RUN.finditer(text):
        whole = _remade(run.group())
        if whole is None:
            return text
        pieces += (text[at : run.start()], whole)
        at = run.end()
    return "".join((*pieces, text[at:]))


def _remade(run: str) -> str | None:
    run = run.replace(_LOST_QUOTE, "â€\x9d")
    try:
        return bytes(_BYTE_OF.get(char, 0) or char.encode("cp1252")[0] for char in run).decode("utf-8")
    except UnicodeError:
        return None


# Windows-1252 leaves five bytes undefined; software that made mojibake mostly passed them on as C1 controls. Where the
# text was read as ISO 8859-1 all of them are such, which no text has.
_BYTE_OF = {chr(byte): byte for byte in range(0x80, 0xA0)}
