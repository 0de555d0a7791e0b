"""Loads gettext catalogues straight from .po files, so that no build step can be forgotten."""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

HERE = Path(__file__).parent
DOMAIN = "messages"


def po_file(code: str) -> Path:
    """Where a language's catalogue stands."""
    return HERE / code / "LC_MESSAGES" / f"{DOMAIN}.po"


@cache
def catalogue(code: str) -> NullTranslations:
    """A language's texts; English is written in the code itself. Fuzzy entries are left out."""
    path = po_file(code)
    if not path.exists():
        return NullTranslations()
    with path.open("rb") as source:
        messages = read_po(source, locale=code)
    compiled = BytesIO()
    write_mo(compiled, messages, use_fuzzy=False)
    compiled.seek(0)
    return GNUTranslations(compiled)
