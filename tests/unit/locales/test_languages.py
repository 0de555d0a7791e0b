"""Languages as data: which can be chosen, how they count, and how a new one begins."""

from __future__ import annotations

from gettext import c2py
from io import BytesIO
from pathlib import Path
from typing import Final

import pytest
from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from locales import begin, catalogues, languages
from locales.languages import DEFAULT, KNOWN, LANGUAGES, Language, is_spoken, supported

every_language = pytest.mark.parametrize("language", KNOWN, ids=lambda one: one.code)
ORDER: Final = ("zero", "one", "two", "few", "many", "other")


def test_a_language_can_be_chosen_when_its_catalogue_is_there() -> None:
    written = {path.parts[-3] for path in catalogues.HERE.glob("*/*/messages.po")}

    assert {one.code for one in LANGUAGES} == written | {DEFAULT.code}
    assert {"es", "pt", "id", "uk", "ar"} <= {one.code for one in KNOWN}


def test_a_code_with_a_country_is_its_language_or_english(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    portuguese = next(one for one in KNOWN if one.code == "pt")
    monkeypatch.setitem(languages.BY_CODE, "pt", portuguese)

    assert [supported(code) for code in ("pt-br", "PT_BR", "pt", "xx-yy", None, "")] == [
        "pt", "pt", "pt", "en", "en", "en",
    ]  # fmt: skip
    assert is_spoken("pt-br")
    assert not is_spoken("xx")
    assert not is_spoken(None)


@every_language
def test_a_language_counts_as_the_unicode_tables_say(language: Language) -> None:
    plural = c2py(language.plurals.split("plural=")[1].rstrip(";"))
    category = Locale.parse(language.locale).plural_form
    forms = {(plural(n), category(n)) for n in range(1001)}

    by_form = sorted(forms, key=lambda pair: (pair[0], ORDER.index(pair[1])))
    assert len({name for _, name in forms}) == len(forms), "one category, one form"
    assert [ORDER.index(name) for _, name in by_form] == sorted(
        ORDER.index(name) for _, name in by_form
    )


def test_only_arabic_and_persian_run_from_right_to_left() -> None:
    assert {one.code for one in KNOWN if one.rtl} == {"ar", "fa"}


@every_language
def test_a_new_catalogue_has_room_for_every_form(
    language: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogues, "HERE", tmp_path)
    template = Catalog()
    template.add(("{n} order", "{n} orders"))

    assert begin.begin(language.code)
    file = catalogues.po_file(language.code)
    with file.open("rb") as source:
        found = read_po(source, locale=language.code)
    found.update(template)
    written = BytesIO()
    write_po(written, found)

    count = int(language.plurals.split("nplurals=")[1].split(";")[0])
    assert written.getvalue().count(b"\nmsgstr[") == count
    assert not begin.begin(language.code), "what is there is never written over"


def test_a_language_that_nobody_described_is_not_begun() -> None:
    with pytest.raises(KeyError):
        begin.begin("xx")
