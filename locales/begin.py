"""Begins the catalogue of a new language: a head that counts as the language does, and no texts.

`make messages ADD=ar` runs this first, then fills in the texts. Babel's own table of plurals
knows fewer languages, and orders the Arabic forms in its own way.
"""

from __future__ import annotations

import sys
from typing import Final

from locales.catalogues import po_file
from locales.languages import KNOWN

HEAD: Final = """\
# {english} texts of Shopkeeper.
#
msgid ""
msgstr ""
"Project-Id-Version: Shopkeeper 1\\n"
"Last-Translator: Shopkeeper contributors\\n"
"Language: {code}\\n"
"Language-Team: {code}\\n"
"Plural-Forms: {plurals}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"""


def begin(code: str) -> bool:
    """Write a language's head; False when its catalogue is there already.

    Raises:
        KeyError: the language is not among those that the shop could speak.
    """
    language = {one.code: one for one in KNOWN}[code]
    file = po_file(code)
    if file.exists():
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    head = HEAD.format(english=language.name, code=code, plurals=language.plurals)
    file.write_text(head, encoding="utf-8")
    return True


if __name__ == "__main__":
    for asked in sys.argv[1:]:
        try:
            begin(asked)
        except KeyError:
            sys.exit(f"{asked}: add this language to KNOWN in locales/languages.py first")
