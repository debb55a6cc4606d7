"""Whether the lines of a text are those of a program, a script or a file of settings."""

import re
from typing import Final

# Measured on 1,607 files of 36 kinds of source text and 758 saved articles, pages and wire texts: see CODE_SHARE.
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

_IMPORT = r"(?:from\s+[\w.]+\s+)?import\s+[\w.*{\"'<][^.!?]*$"
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
_END = r".*[{;(\[\\]$ | .*\)[;,]$ | [\])}]+[;,)]*$"
_LITERAL = r"[\"'][^\"']*[\"'],?$ | \$\(?\w"
_CODE = re.compile(
    "|".join(
        (
            *(_IMPORT, _INCLUDE, _MODIFIER, _DECLARATION, _BRANCH, _STATEMENT, _DECORATOR),
            *(_SECTION, _ASSIGNMENT, _SETTING, _CALL, _END, _LITERAL),
        )
    ),
    re.VERBOSE,
)
_COMMENT = re.compile(r"(?:\#|//|/\*|\*/|--|;|dnl\b|rem\b)", re.IGNORECASE)
# A link of Markdown ends as a call does.
_LINK: Final = "]("


def is_code(source: str) -> bool:
    """Whether a text is source text of some kind: a share of its lines are code, or all of them code and comments."""
    lines = [line for line in map(str.strip, source.splitlines()) if line][:_MOST_LINES]
    code = sum(len(line) <= _LONGEST_LINE and _is_line_of_code(line) for line in lines)
    n_long = sum(len(line) > _LONGEST_LINE for line in lines)
    long_share = _CERTAIN_LONG_SHARE if code > _CERTAIN_SHARE * len(lines) else _MAX_LONG_SHARE
    if code >= max(_FEWEST_LINES, CODE_SHARE * len(lines)) and n_long <= long_share * len(lines):
        return True
    return len(lines) > 1 and all(_is_line_of_code(line) or _COMMENT.match(line) for line in lines)


def _is_line_of_code(line: str) -> bool:
    return _CODE.match(line) is not None and _LINK not in line
