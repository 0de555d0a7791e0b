"""Colours samples of code: a few patterns for each language, enough for what the page shows."""

from __future__ import annotations

import re
from typing import Final

from api.docs.markup import Html, joined, tag

_STRING: Final = r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'"
_NUMBER: Final = r"\b\d+(?:\.\d+)?\b"


def _pattern(
    *, key: str = r"(?!)", comment: str = r"(?!)", word: str = r"(?!)"
) -> re.Pattern[str]:
    return re.compile(
        f"(?P<key>{key})|(?P<comment>{comment})|(?P<string>{_STRING})|(?P<word>{word})"
        f"|(?P<number>{_NUMBER})"
    )


_PATTERNS: Final = {
    "json": _pattern(key=r"\"[^\"]*\"(?=\s*:)", word=r"\b(?:true|false|null)\b"),
    "curl": _pattern(word=r"\bcurl\b|(?<=\s)-{1,2}[a-zA-Z-]+"),
    "php": _pattern(
        comment=r"<\?php|//[^\n]*",
        key=r"\$\w+",
        word=r"\b(?:echo|function|return|throw|new|foreach|as|if|null|true|false)\b",
    ),
    "python": _pattern(
        comment=r"#[^\n]*",
        word=r"\b(?:import|from|with|as|def|return|raise|for|in|if|None|True|False)\b",
    ),
    "node": _pattern(
        comment=r"//[^\n]*",
        word=r"\b(?:const|await|async|function|return|throw|new|for|of|if|null|true|false)\b",
    ),
}


def highlight(code: str, language: str) -> Html:
    """The code with its parts marked, for `pre`."""
    pieces: list[str] = []
    end = 0
    for found in _PATTERNS[language].finditer(code):
        kind = str(found.lastgroup)
        pieces += (code[end : found.start()], tag("span", found.group(), class_=f"c-{kind}"))
        end = found.end()
    return joined(*pieces, code[end:])
