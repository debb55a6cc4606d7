"""Whether the lines of a text are those of a program, a script or a file of settings."""

import re
from typing import Final

# Measured on 1,607 files of 36 kinds of source text and 2,353 saved articles, pages and wire texts: see CODE_SHARE.
_MOST_LINES: Final = 400
# A paragraph that is not broken into lines is longer than a line of code, which its editors wrap at 80 to 120.
_LONGEST_LINE: Final = 160
_MAX_LONG_SHARE: Final = 0.02  # Of the lines; see above.
# Of the lines of source text at least so many read as code in 84 of 100 files; no article has three such lines and a
# fifth of all, unless it has long lines, too.
CODE_SHARE: Final = 0.2
_FEWEST_LINES: Final = 3  # See above.
# Where most lines are code a few long ones change nothing; an article that shows some has more of them.
_CERTAIN_SHARE: Final = 0.5
_CERTAIN_LONG_SHARE: Final = 0.1  # Of the lines.
# A licence or a note above the code is longer; two headings below each other are no more. See above.
_FEWEST_HEADER_LINES: Final = 3
# Characters for each brace, semicolon or equals sign of code written in one line has 20; prose has one in thousands.
_DENSE_CHARS: Final = 40
_OUTLINE_SHARE: Final = 0.6  # Of the lines, those of a nested list of settings; scripts of interviews are not nested.

_IMPORT = r"(?:from\s+[\w.]+\s+)?c?import\s+[\w.*{\"'<](?:[^.!?]|\.(?=\w))*$"
_INCLUDE = r"\#\s*(?:include|define|ifn?def|if|endif|else|undef|pragma|error|elif)\b | \#!\s*/"
_MODIFIER = r"""
    (?:export|static|public|private|protected|async|extern|inline|const|final|abstract|local|pub|unsafe)\s+\S.*[{;(=:,)]$
"""
_DECLARATION = r"""
    (?:def|class|function|func|fn|sub|proc|interface|struct|enum|impl|namespace|module|package|trait|type|typedef
      |cdef|cpdef|macro|template)\b[^.!?]*[({:;<=>)]\s*\S*$
"""
_BRANCH = r"""
    (?:if|elif|else|for|while|switch|case|try|except|catch|finally|with|do|then|unless|until|foreach)\b
    .*(?:[:{(]|\bthen|\bdo)$
"""
_STATEMENT = r"""
    (?:return|yield|raise|throw|assert|break|continue|pass|del|global|exit|goto|end|endif|fi|done|esac|echo|printf?|use
      |require|include|export|set|let|var|my|local|declare|unset|alias)\b(?:$|.*[;(){}=\[\]$"'])
"""
_DECORATOR = r"@[\w.]+(?:\(.*)?$"
_SECTION = r"\[{1,2}[\w.:\"' -]+\]{1,2}$"
_ASSIGNMENT = r"[\"'$\w.\-\[\]>()*&]+(?::\s*[\w.]+)?\s*(?:[-+*/|&^%.:?]|<<|>>|//)?=(?!=)\s*\S"
_SETTING = r"[\w.\-\"]+:\s+(?:[|>&*{\[].*|true|false|null|yes|no)$ | -\s+[\w-]+:\s"
_CALL = r"[\w.\->:$]+\(.*[);,:{]$"
_END = r".*[{;(\[\\]$ | .*\)[;,]$ | [\])}]+[;,)]*$ | [^{}]*\{[^{}]*\}$ | .*;\s*\}$"
_LITERAL = r"[\"'][^\"']*[\"'],?$ | \$\(?\w"
_TRACE = r"Traceback\ \(most\ recent | File\ \".*\",\ line\ \d+ | at\ [\w.$<>]+\(.*\)$ | Caused\ by:\s"
# Files by which sites speak to robots and to sellers of space.
_SITE_FILE = r"""
    (?:User-agent|Disallow|Allow|Sitemap|Crawl-delay):\s*\S*$ | [\w.-]+\.\w{2,},\s*\S+,\s*(?:DIRECT|RESELLER)\b
"""
_PROTOTYPE = r"[\w*&:<>\s]*\w\([^()]*\)(?:\s*(?:const|nogil|except\b[^.]*))?;?$"
_QUERY = r"""
    (?:CREATE|ALTER|DROP|COMMENT\s+ON|GRANT|REVOKE|INSERT\s+INTO|SELECT|LANGUAGE|RETURNS)\s+[\w*'\"(] | \\[a-z]+\s
"""
_EDITOR = r"""
    (?:syn(?:tax)?|hi(?:ghlight)?|setl(?:ocal)?|[nivxo]?(?:nore)?map|au(?:tocmd|group)?|command|runtime|call|finish)!?
    (?:$|\s+\S)
"""
_CYTHON = r"(?:cdef|cpdef|ctypedef|cimport)\b"
_MEMBER = r"(?:[A-Z]+_[A-Z\d_]*|\"\w*\":\s*\w+),$"
_FORM = r"\((?:def\w+|require|provide|setq|let\*?|lambda|progn|autoload|add-to-list|add-hook|make-face)\b"
_DIRECTIVE = r"[A-Z]\w+\s+\"[^\"]*\"$ | (?:FROM|RUN|COPY|ENV|CMD|ENTRYPOINT|WORKDIR)\s+\S+$"
_CONDITION = r"(?:if|while|for|foreach|proc)\s*[({!].*[)}\]]$"
_STREAM_EDIT = r"s/.+/.*/[gip\d]*;?$ | /\^.*/[a-z]\w*$"
_CODE = re.compile(
    "|".join(
        (
            *(_IMPORT, _INCLUDE, _MODIFIER, _DECLARATION, _BRANCH, _STATEMENT, _DECORATOR),
            *(_ASSIGNMENT, _SETTING, _CALL, _END, _LITERAL, _PROTOTYPE, _QUERY, _CYTHON),
            *(_MEMBER, _FORM, _DIRECTIVE, _CONDITION, _STREAM_EDIT, _TRACE, _SITE_FILE),
        )
    ),
    re.VERBOSE,
)
# Behind a header of comments there is no prose: what else scripts have may count.
_SCRIPT = re.compile("|".join((_CODE.pattern, _EDITOR, r"V?\d+(?:[ \t,;]+\d+)*$")), re.VERBOSE)
# Parts of settings are named so, and parts of songs: they are code where something else is.
_PART = re.compile(_SECTION)
_COMMENT = re.compile(r"(?:\#|//|/\*|\*/|--|;|dnl\b|rem\b)", re.IGNORECASE)
_STATEMENT_END = re.compile(r"[;{}]$|^\w+\(.*\)$")
# A link of Markdown ends as a call does.
_LINK: Final = "]("


_NOTE = re.compile(r"/\*.*?(?:\*/|\Z) | ^\s*//.*$", re.VERBOSE | re.DOTALL | re.MULTILINE)
_DOCSTRING = re.compile(r"\s*(\"{3}|'{3})[^\"']*\1")
# What a program says of itself: how a script begins; for an editor, its language; where Perl's notes or data begin.
_OPENING = re.compile(
    r"""
    \s*(?: \#!\s*/ | <\?(?:php|=) | @(?:echo[ ]off|rem)\b | ;;;[ ][\w.-]+\.el\b | "[ ]Vim[ ] )
    | .{0,80}-\*-[ ]*[\w+:; -]{1,80}-\*-[ ]*(?:\n|\Z)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_POD = re.compile(r"^(?:__(?:END|DATA)__|=(?:head\d[ ].*|cut|pod))$", re.MULTILINE)
# Rules of a makefile: targets, and commands below them, each behind a tab.
_RULE = re.compile(r"^[\w.%/$()-][\w.%/$() -]{0,200}:[^\n:=]{0,200}\n(?:\t\S[^\n]*\n?)+", re.MULTILINE)
_RULE_SHARE: Final = 0.5  # Of the lines; the rest are variables and comments. Labels of records have no tab below them.
_PHONY: Final = ".PHONY:"  # Of a makefile alone, whatever else it holds.
_NOTES: Final = ("/*", "//")
_HEADER = re.compile(r"#|--|;|dnl\b|rem\b|\"(?:\s|$)", re.IGNORECASE)
_KEY = re.compile(r"(?:-\s+)*[\w./$\"'-]+:(?:\s|$)|-\s+\S")
_LEVEL = r"(?:TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|FATAL|CRITICAL)"
_ENTRY = re.compile(
    rf"""
      \[?\d{{4}}-\d\d-\d\d[T ]\d\d:\d\d:\d\d\S*\s.{{0,60}}?\[?{_LEVEL}\b    # a time, and how grave it is
    | \[?{_LEVEL}\]?:?\s+\[?\d{{4}}-\d\d-\d\d                              # the same the other way round
    | [\d.:a-f]{{7,39}}\ \S+\ \S+\ \[\d\d?/\w{{3}}/\d{{4}}:                   # an address, and a time in brackets
    | [A-Z][a-z]{{2}}\ [ \d]\d\ \d\d:\d\d:\d\d\ \S+\ [\w./-]+(?:\[\d+\])?:\s  # as systems write it
    """,
    re.VERBOSE,
)
_LOG_SHARE: Final = 0.6  # Of the lines; the rest go on with the entry above them. As of settings.
_NESTED = re.compile(r"^([ ]*)(?:-[ ]+)?[\w./$\"'-]+:[ ]*[|>]?-?\n+\1[ ]{2,}\S", re.MULTILINE)


def is_code(source: str) -> bool:
    """Whether a text is source text of some kind: a share of its lines are code, or all of them code and comments, or
    it is a nested list of settings."""
    if _OPENING.match(source) or _POD.search(source) or _PHONY in source:
        return True
    noted = _NOTE.sub("", source) if source.lstrip()[:2] in _NOTES else _without_docstring(source)
    lines = _filled(noted)
    header = next((at for at, line in enumerate(lines) if not _HEADER.match(line)), len(lines))
    rest = lines[header:] if header >= _FEWEST_HEADER_LINES else lines
    kind = _SCRIPT if len(rest) < len(lines) else _CODE
    is_alike = _is_mostly(rest, kind) or _is_only(_filled(source), kind)
    return is_alike or _is_outline(source, rest) or _is_makefile(source, rest) or _is_log(rest)


def _without_docstring(source: str) -> str:
    match = _DOCSTRING.match(source)
    return source[match.end() :] if match else source


def _filled(source: str) -> list[str]:
    return [line for line in map(str.strip, source.splitlines()) if line][:_MOST_LINES]


def _is_mostly(lines: list[str], kind: re.Pattern[str]) -> bool:
    """Whether of the lines enough are code, and hardly any so long that only prose has it."""
    code = sum(_is_line_of(kind, line) for line in lines)
    code += sum(map(_is_part, lines)) if code else 0
    n_long = sum(len(line) > _LONGEST_LINE and not _is_dense(line) for line in lines)
    long_share = _CERTAIN_LONG_SHARE if code > _CERTAIN_SHARE * len(lines) else _MAX_LONG_SHARE
    fewest = 1 if lines and all(map(_is_dense, lines)) else max(_FEWEST_LINES, CODE_SHARE * len(lines))
    return code >= fewest and n_long <= long_share * len(lines)


def _is_only(lines: list[str], kind: re.Pattern[str]) -> bool:
    """Whether all lines are code or comments; a line by itself is code where it ends as only code does."""
    if len(lines) == 1:
        return _STATEMENT_END.search(lines[0]) is not None and _is_line_of(kind, lines[0])
    rest = [line for line in lines if not _is_part(line)]
    return bool(rest) and all(_is_line_of(kind, line) or _COMMENT.match(line) for line in rest)


def _is_outline(source: str, lines: list[str]) -> bool:
    """Whether most lines are settings, and some stand below others."""
    settings = sum(len(line) <= _LONGEST_LINE and _KEY.match(line) is not None for line in lines)
    return settings >= max(_FEWEST_LINES, _OUTLINE_SHARE * len(lines)) and _NESTED.search(source) is not None


def _is_makefile(source: str, lines: list[str]) -> bool:
    """Whether enough of the lines are rules of a makefile, two at least."""
    sizes = [match[0].rstrip().count("\n") + 1 for match in _RULE.finditer(source)]
    return len(sizes) > 1 and sum(sizes) >= _RULE_SHARE * len(lines)


def _is_log(lines: list[str]) -> bool:
    """Whether the lines are what a program or a server notes of its work, each with its time."""
    entries = sum(_ENTRY.match(line) is not None for line in lines)
    return entries >= max(_FEWEST_LINES, _LOG_SHARE * len(lines))


def _is_line_of(kind: re.Pattern[str], line: str) -> bool:
    if len(line) > _LONGEST_LINE:
        return _is_dense(line)
    return kind.match(line) is not None and _LINK not in line


def _is_part(line: str) -> bool:
    """Whether a line is the name of a part, in brackets, of settings or of a song."""
    return len(line) <= _LONGEST_LINE and _PART.match(line) is not None


def _is_dense(line: str) -> bool:
    """Whether a line is long, and written in as many marks as code that was squeezed into one is."""
    marks = sum(line.count(mark) for mark in "{};=")
    return len(line) > _LONGEST_LINE and marks * _DENSE_CHARS >= len(line)
